/* From an edit to figures and findings that are current, without a window: medians in microseconds, for the example and
 * for plans ten, a hundred and a thousand times as large. A thousandfold plan is to take a millisecond at most. */

#include "qd-document.h"

#include <stdlib.h>

#include "qd-test-plan.h"
#include "qd-test-seed.h"

#define ROUNDS 101

static const guint factors[] = { 1, 10, 100, 1000 };

/* One edit; @round counts, so that no two in a row are the same. */
typedef void (*EditFunc) (QdDocument *document,
                          guint       round);

static QdRecord *
record_in_middle (QdDocument *document,
                  QdListId    list_id)
{
  QdList *list = qd_plan_get_list (qd_document_get_plan (document), list_id);

  return qd_list_get (list, qd_list_get_length (list) / 2);
}

static QdRecord *
initiative_in_middle (QdDocument *document)
{
  return qd_list_get (qd_record_peek_list (record_in_middle (document, QD_LIST_OBJECTIVES), QD_LIST_INITIATIVES), 1);
}

static void
set (QdDocument *document,
     QdRecord   *record,
     guint       field,
     QdValue     value)
{
  g_assert_true (qd_document_set_value (document, record, field, &value, QD_APPLY_DEFAULT, NULL));
  qd_value_clear (&value);
}

static void
set_points (QdDocument *document,
            guint       round)
{
  set (document, initiative_in_middle (document), QD_INITIATIVE_POINTS, qd_value_number (round));
}

static void
clear_points (QdDocument *document,
              guint       round)
{
  set (document, initiative_in_middle (document), QD_INITIATIVE_POINTS,
       round % 2 == 0 ? (QdValue) QD_VALUE_INIT : qd_value_number (round));
}

static void
rename_initiative (QdDocument *document,
                   guint       round)
{
  set (document, initiative_in_middle (document), QD_INITIATIVE_TITLE,
       qd_value_text (round % 2 == 0 ? "International payments" : "Canary analysis"));
}

static void
set_teams (QdDocument *document,
           guint       round)
{
  set (document, initiative_in_middle (document), QD_INITIATIVE_TEAMS,
       qd_value_text (round % 2 == 0 ? "Data" : "Security"));
}

static void
rate_risk (QdDocument *document,
           guint       round)
{
  set (document, record_in_middle (document, QD_LIST_RISKS), QD_RISK_IMPACT,
       qd_value_text (round % 2 == 0 ? "low" : "high"));
}

static void
set_engineers (QdDocument *document,
               guint       round)
{
  set (document, record_in_middle (document, QD_LIST_TEAMS), QD_TEAM_ENGINEERS, qd_value_number (3 + round));
}

static void
add_row (QdDocument *document,
         guint       round)
{
  g_assert_nonnull (qd_document_add (document, record_in_middle (document, QD_LIST_OBJECTIVES), QD_LIST_INITIATIVES, 0,
                                     NULL));
}

static void
remove_row (QdDocument *document,
            guint       round)
{
  QdRecord *first = qd_list_get (qd_record_peek_list (record_in_middle (document, QD_LIST_OBJECTIVES),
                                                      QD_LIST_INITIATIVES), 0);

  g_assert_true (qd_document_remove (document, &first, 1, NULL));
}

static void
move_row (QdDocument *document,
          guint       round)
{
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (document));
  QdRecord *risk = record_in_middle (document, QD_LIST_RISKS);

  g_assert_true (qd_document_move (document, &risk, 1, root, QD_LIST_RISKS, 0, NULL));
}

static void
undo (QdDocument *document,
      guint       round)
{
  g_assert_true (round % 2 == 0 ? qd_document_undo (document) : qd_document_redo (document));
}

static const struct
{
  const char *name;
  EditFunc    edit;
} edits[] = {
  { "points of an initiative", set_points },
  { "no points, and some again", clear_points },
  { "name of an initiative", rename_initiative },
  { "teams of an initiative", set_teams },
  { "impact of a risk", rate_risk },
  { "engineers of a team", set_engineers },
  { "a row more", add_row },
  { "a row less", remove_row },
  { "a row moved to the top", move_row },
  { "undo and redo", undo },
};

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
measure (QdDocument *document,
         EditFunc    edit)
{
  double times[ROUNDS];

  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      edit (document, round);
      qd_figures_totals (qd_document_get_figures (document));
      qd_document_get_findings (document);
      times[round] = (double) (g_get_monotonic_time () - start);
    }
  qsort (times, ROUNDS, sizeof *times, compare_doubles);

  return times[ROUNDS / 2];
}

int
main (void)
{
  double medians[G_N_ELEMENTS (edits)][G_N_ELEMENTS (factors)];

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      g_autoptr (QdPlan) plan = qd_test_seed_plan ();
      g_autoptr (QdDocument) document = NULL;

      qd_test_grow_plan (plan, factors[i]);
      document = qd_document_new_for_plan (plan);
      qd_document_get_findings (document);
      for (guint j = 0; j < G_N_ELEMENTS (edits); j++)
        medians[j][i] = measure (document, edits[j].edit);
    }

  g_print ("%-28s", "microseconds");
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    g_print (" %8ux", factors[i]);
  for (guint j = 0; j < G_N_ELEMENTS (edits); j++)
    {
      g_print ("\n%-28s", edits[j].name);
      for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
        g_print (" %9.0f", medians[j][i]);
    }
  g_print ("\n");

  return 0;
}
