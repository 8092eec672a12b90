#include "qd-closing.h"

#include <math.h>

#include "build-plan.h"

/* A quarter that is scored, with causes and lessons, by one change. */

static QdPlan *
make_plan (void)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *objective = build_record (qd_plan_get_root (plan), QD_LIST_OBJECTIVES, "o", QD_OBJECTIVE_TITLE, "Grow", END);
  QdRecord *followed;

  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_QUARTER, "Q2 2024");
  build_record (objective, QD_LIST_KEY_RESULTS, "typed", QD_KEY_RESULT_TARGET, "8", QD_KEY_RESULT_ACTUAL, "6", END);
  followed = build_record (objective, QD_LIST_KEY_RESULTS, "followed", QD_KEY_RESULT_TARGET, "8", END);
  build_record (followed, QD_LIST_CHECK_INS, "late", QD_CHECK_IN_DATE, "2024-06-20", QD_CHECK_IN_VALUE, "4", END);
  build_record (followed, QD_LIST_CHECK_INS, "early", QD_CHECK_IN_DATE, "2024-05-02", QD_CHECK_IN_VALUE, "2", END);

  return plan;
}

static void
test_suggest (void)
{
  g_autoptr (QdPlan) plan = make_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdRecord) typed = qd_closing_suggest (figures, qd_plan_find (plan, "typed"));
  g_autoptr (QdRecord) followed = qd_closing_suggest (figures, qd_plan_find (plan, "followed"));

  g_assert_cmpstr (qd_record_get_text (typed, QD_KEY_RESULT_ACTUAL), ==, "6");
  /* The latest by date, wherever it stands. */
  g_assert_cmpstr (qd_record_get_text (followed, QD_KEY_RESULT_ACTUAL), ==, "4");
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (plan, "followed"), QD_KEY_RESULT_ACTUAL), ==, "");
}

static void
assert_lacks (QdFigures     *figures,
              QdRecord      *scored,
              const char    *actual,
              const char    *stated,
              const char    *cause,
              QdClosingLack  lack)
{
  QdKeyResultFigures scores;

  qd_record_set_text (scored, QD_KEY_RESULT_ACTUAL, actual);
  qd_record_set_text (scored, QD_KEY_RESULT_STATED, stated);
  qd_record_set_text (scored, QD_KEY_RESULT_CAUSE, cause);
  scores = qd_closing_score (figures, scored);
  g_assert_cmpuint (qd_closing_lacks (&scores, scored), ==, lack);
}

static void
test_lacks (void)
{
  g_autoptr (QdPlan) plan = make_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdRecord) scored = qd_closing_suggest (figures, qd_plan_find (plan, "typed"));

  assert_lacks (figures, scored, "6", "", "", QD_CLOSING_NOTHING);
  assert_lacks (figures, scored, "6", "0.75", "", QD_CLOSING_NOTHING);
  assert_lacks (figures, scored, "", "", "", QD_CLOSING_SCORE);
  assert_lacks (figures, scored, "some", "", "Nobody counted", QD_CLOSING_SCORE);
  assert_lacks (figures, scored, "3", "", "", QD_CLOSING_CAUSE);
  assert_lacks (figures, scored, "3", "", "The vendor was late", QD_CLOSING_NOTHING);
  assert_lacks (figures, scored, "6", "0.9", "", QD_CLOSING_REASON);
  assert_lacks (figures, scored, "6", "0.3", "", QD_CLOSING_REASON | QD_CLOSING_CAUSE);
  assert_lacks (figures, scored, "", "0.5", "", QD_CLOSING_NOTHING);

  /* What is missed is the plan's own setting. */
  qd_record_set_text (qd_plan_get_single (plan, QD_LIST_SETTINGS), QD_SETTINGS_BAND_LOW, "0.3");
  assert_lacks (figures, scored, "3", "", "", QD_CLOSING_NOTHING);
}

static void
test_change (void)
{
  g_autoptr (QdPlan) plan = make_plan ();
  g_autoptr (QdPlan) before = qd_plan_copy (plan);
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GHashTable) scored = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  g_autoptr (GPtrArray) lessons = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdChange) inverse = NULL;
  QdRecord *copy = qd_closing_suggest (figures, qd_plan_find (plan, "typed"));

  g_hash_table_insert (scored, (char *) "typed", copy);
  g_assert_null (qd_closing_change (plan, scored, lessons, "Close"));

  g_hash_table_insert (scored, (char *) "followed", qd_closing_suggest (figures, qd_plan_find (plan, "followed")));
  qd_record_set_text (copy, QD_KEY_RESULT_STATED, "0.9");
  qd_record_set_text (copy, QD_KEY_RESULT_CAUSE, "The last two came on July 1");
  qd_record_set_text (copy, QD_KEY_RESULT_TITLE, "Nobody changes this here");
  g_ptr_array_add (lessons, qd_record_new (QD_RECORD_LESSON, "l1"));
  g_ptr_array_add (lessons, qd_record_new (QD_RECORD_LESSON, "l2"));
  qd_record_set_text (lessons->pdata[1], QD_LESSON_TEXT, "Count earlier");

  change = qd_closing_change (plan, scored, lessons, "Close");
  qd_record_set_text (lessons->pdata[1], QD_LESSON_TEXT, "Typed on after that");
  inverse = qd_plan_apply (plan, change, NULL);
  g_assert_nonnull (inverse);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (plan, "followed"), QD_KEY_RESULT_ACTUAL), ==, "4");
  g_assert_cmpfloat (qd_figures_key_result (figures, qd_plan_find (plan, "typed"))->score, ==, 0.9);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (plan, "typed"), QD_KEY_RESULT_TITLE), ==, "");
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_LEARNED)), ==, 1);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (plan, "l2"), QD_LESSON_TEXT), ==, "Count earlier");
  g_assert_cmpuint (qd_figures_totals (figures)->n_scored_planned, ==, 2);

  qd_change_unref (qd_plan_apply (plan, inverse, NULL));
  g_assert_true (qd_record_equal (qd_plan_get_root (plan), qd_plan_get_root (before)));
  g_assert_cmpuint (qd_figures_totals (figures)->n_scored_planned, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/closing/suggest", test_suggest);
  g_test_add_func ("/closing/lacks", test_lacks);
  g_test_add_func ("/closing/change", test_change);

  return g_test_run ();
}
