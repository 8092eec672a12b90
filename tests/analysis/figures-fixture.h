#pragma once

#include <math.h>

#include "qd-figures.h"
#include "qd-number.h"
#include "qd-plan-private.h"
#include "qd-test-seed.h"

/* The plan whose figures are known, with figures that follow what a test does to it. */

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 0.005)

typedef struct
{
  QdPlan    *plan;
  QdFigures *figures;
} Fixture;

static inline void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 25, G_DATE_MARCH, 2024);
  fixture->plan = qd_test_seed_plan ();
  fixture->figures = qd_figures_new (fixture->plan);
  qd_figures_set_today (fixture->figures, &today);
}

/* Whatever a test did, figures that followed it are those of the plan as it is now. */
static inline void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr (QdFigures) fresh = qd_figures_new (fixture->plan);
  g_autofree char *difference = NULL;

  qd_figures_set_today (fresh, qd_figures_get_today (fixture->figures));
  if (!qd_figures_equal (fixture->figures, fresh, &difference))
    g_error ("figures that followed the changes differ from fresh ones: %s", difference);

  g_assert_finalize_object (g_steal_pointer (&fixture->figures));
  g_clear_object (&fresh);
  g_assert_finalize_object (g_steal_pointer (&fixture->plan));
}

static inline QdRecord *
find (Fixture    *fixture,
      const char *id)
{
  QdRecord *record = qd_plan_find (fixture->plan, id);

  g_assert_nonnull (record);

  return record;
}

static inline void
set_text (Fixture    *fixture,
          const char *id,
          guint       field,
          const char *text)
{
  qd_record_set_text (find (fixture, id), field, text);
}

static inline QdRecord *
add (Fixture    *fixture,
     const char *owner,
     QdListId    list,
     const char *id)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, id);

  qd_list_append (qd_record_get_list (find (fixture, owner), list), record);

  return record; /* the list keeps it */
}

/* Stated figures that repeat computed ones would count as soon as they differ. */
static inline void
drop_repeated (Fixture *fixture)
{
  qd_test_drop_repeated (fixture->figures);
}

static inline const QdTeamFigures *
team (Fixture *fixture,
      guint    number)
{
  g_autofree char *id = g_strdup_printf ("team-%u", number);

  return qd_figures_team (fixture->figures, find (fixture, id));
}

static inline const QdTotals *
totals (Fixture *fixture)
{
  return qd_figures_totals (fixture->figures);
}
