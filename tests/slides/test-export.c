#include "qd-export.h"

#include <string.h>

#include "qd-finding.h"
#include "qd-test-seed.h"

/* The door for exports: what each form can be, and what is said to be in it. */

typedef struct
{
  QdPlan    *plan;
  QdFigures *figures;
  GPtrArray *findings;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->plan = qd_test_seed_plan ();
  fixture->figures = qd_figures_new (fixture->plan);
  fixture->findings = qd_findings_compute (fixture->figures);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_ptr_array_unref (fixture->findings);
  g_object_unref (fixture->figures);
  g_object_unref (fixture->plan);
}

static GPtrArray *
contents (Fixture    *fixture,
          const char *id,
          const char *audience_id)
{
  g_autoptr (QdAudience) audience = audience_id != NULL ? qd_audience_find (fixture->plan, audience_id, NULL) : NULL;

  return qd_export_contents (qd_export_find (id), fixture->figures, fixture->findings, audience);
}

static gboolean
has_line (GPtrArray  *lines,
          const char *line)
{
  return g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL);
}

static void
test_table (Fixture       *fixture,
            gconstpointer  user_data)
{
  const QdExport *export;

  for (guint i = 0; (export = qd_export_get (i)) != NULL; i++)
    {
      gboolean data = qd_export_usual_shape (export) == QD_EXPORT_DATA;

      g_assert_true (qd_export_find (export->id) == export);
      g_assert_true ((export->shapes & (1u << qd_export_usual_shape (export))) != 0);
      g_assert_true (export->whole != data);
      g_assert_true ((export->contents != NULL) == data);
    }
  g_assert_null (qd_export_find ("md"));
}

static void
test_workbook (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr (GPtrArray) all = contents (fixture, "xlsx", NULL);
  g_autoptr (GPtrArray) partner = contents (fixture, "xlsx", "partner");

  g_assert_true (has_line (all, "Teams: 5 rows"));
  g_assert_true (has_line (all, "Key results (last quarter): 8 rows"));
  g_assert_true (has_line (all, "Work by team: 19 rows"));
  g_assert_true (has_line (partner, "Communication: 1 row"));
  g_assert_false (has_line (partner, "Teams: 5 rows"));
  for (guint i = 0; i < partner->len; i++)
    g_assert_null (strstr (g_ptr_array_index (partner, i), "Findings"));
}

static void
test_calendar (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr (GPtrArray) all = contents (fixture, "ics", NULL);
  g_autoptr (GPtrArray) partner = contents (fixture, "ics", "partner");
  g_autoptr (GPtrArray) losses = qd_export_losses (qd_export_find ("ics"), fixture->figures, NULL);

  /* In the order of time, not of lists. */
  g_assert_cmpuint (all->len, ==, 9);
  g_assert_cmpstr (g_ptr_array_index (all, 0), ==, "Wed, March 27, 2024: Roadmap alignment (Product team)");
  g_assert_cmpstr (g_ptr_array_index (all, 8), ==, "Fri, June 28, 2024: Quarter close");
  g_assert_cmpuint (partner->len, ==, 3);
  g_assert_cmpuint (losses->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (losses, 0), "“April board meeting” is no day"));
}

static void
test_pages_are_looked_at (Fixture       *fixture,
                          gconstpointer  user_data)
{
  g_assert_null (contents (fixture, "pdf", NULL));
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const QdExport *export;
  QdExportOptions options;

  g_cancellable_cancel (cancellable);
  for (guint i = 0; (export = qd_export_get (i)) != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      qd_export_options_init (&options, fixture->plan);
      options.shape = qd_export_usual_shape (export);
      options.cancellable = cancellable;
      g_assert_null (qd_export_write (export, fixture->figures, fixture->findings, &options, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/export/table", test_table);
  ADD ("/export/workbook", test_workbook);
  ADD ("/export/calendar", test_calendar);
  ADD ("/export/pages-are-looked-at", test_pages_are_looked_at);
  ADD ("/export/cancelled", test_cancelled);
#undef ADD

  return g_test_run ();
}
