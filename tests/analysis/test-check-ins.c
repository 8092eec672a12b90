#include "qd-check-ins.h"

#include "qd-finding.h"
#include "qd-plan-private.h"

#include <string.h>

/* Key results followed through a quarter. */

static QdRecord *
add (QdRecord   *owner,
     QdListId    list,
     const char *id)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, id);

  qd_list_append (qd_record_get_list (owner, list), record);

  return qd_list_get (qd_record_get_list (owner, list), qd_list_get_length (qd_record_get_list (owner, list)) - 1);
}

static void
check_in (QdRecord   *key_result,
          const char *date,
          const char *value)
{
  QdRecord *record = add (key_result, QD_LIST_CHECK_INS, NULL);

  qd_record_set_text (record, QD_CHECK_IN_DATE, date);
  qd_record_set_text (record, QD_CHECK_IN_VALUE, value);
}

static QdPlan *
make_plan (const char *state)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *objective = add (root, QD_LIST_OBJECTIVES, "o");

  qd_record_set_text (root, QD_PLAN_QUARTER, "Q2 2024");
  qd_record_set_text (root, QD_PLAN_STATE, state);
  for (guint i = 0; i < 2; i++)
    {
      QdRecord *key_result = add (objective, QD_LIST_KEY_RESULTS, i == 0 ? "k0" : "k1");

      qd_record_set_text (key_result, QD_KEY_RESULT_TITLE, i == 0 ? "Latency" : "Pages");
      qd_record_set_text (key_result, QD_KEY_RESULT_TARGET, "200 ms");
    }

  return plan;
}

/* The ids of the records that @rule finds something about on that day, separated by spaces. */
static char *
found (QdPlan     *plan,
       const char *rule,
       guint       day,
       guint       month)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GString) ids = g_string_new (NULL);
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) day, (GDateMonth) month, 2024);
  qd_figures_set_today (figures, &today);
  findings = qd_findings_compute (figures);
  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->rule, rule))
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", finding->record);
    }

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
test_stale (void)
{
  static const struct
  {
    const char *state;
    guint       day, month;
    const char *ids;
  } cases[] = {
    { "draft", 30, 5, "k0" }, /* nobody follows the other one yet */
    { "approved", 30, 5, "k0 k1" },
    { "approved", 15, 5, "k1" },
    { "approved", 14, 4, "" },
    { "approved", 1, 7, "" }, /* the quarter is over */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = make_plan (cases[i].state);
      g_autofree char *ids = NULL;

      check_in (qd_plan_find (plan, "k0"), "2024-04-15", "320 ms");
      check_in (qd_plan_find (plan, "k0"), "2024-05-10", "260 ms");
      ids = found (plan, "check-in.stale", cases[i].day, cases[i].month);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }
}

static void
test_reason (void)
{
  g_autoptr (QdPlan) plan = make_plan ("approved");
  QdRecord *change = add (qd_plan_find (plan, "k0"), QD_LIST_TARGET_CHANGES, "t");
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  qd_record_set_text (change, QD_TARGET_CHANGE_TARGET, "150 ms");
  without = found (plan, "target.no-reason", 30, 5);
  g_assert_cmpstr (without, ==, "t");
  qd_record_set_text (change, QD_TARGET_CHANGE_REASON, "The old path stays");
  with = found (plan, "target.no-reason", 30, 5);
  g_assert_cmpstr (with, ==, "");
}

static void
test_trend (void)
{
  g_autoptr (QdPlan) plan = make_plan ("approved");
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  QdRecord *key_result = qd_plan_find (plan, "k0");
  g_autoptr (GArray) trend = NULL;

  check_in (key_result, "May 10, 2024", "260 ms");
  check_in (key_result, "2024-04-15", "320 ms");
  check_in (key_result, "2024-05-20", "later");
  trend = qd_check_ins_trend (figures, key_result);
  g_assert_cmpuint (trend->len, ==, 2);
  g_assert_cmpfloat (g_array_index (trend, QdTrendPoint, 0).value, ==, 320);
  g_assert_cmpfloat (g_array_index (trend, QdTrendPoint, 1).value, ==, 260);
}

/* Entered again for the same day, a check-in is set instead of added, and keeps what is not said again. */
static void
test_change (void)
{
  g_autoptr (QdPlan) plan = make_plan ("approved");
  g_autoptr (GPtrArray) key_results = qd_check_ins_due (plan);
  QdRecord *key_result = qd_plan_find (plan, "k0");

  g_assert_cmpuint (key_results->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) check_ins = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (QdChange) change = NULL;
      g_autoptr (QdChange) inverse = NULL;
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < key_results->len; j++)
        {
          QdRecord *record = qd_record_new (QD_RECORD_CHECK_IN, NULL);

          qd_record_set_text (record, QD_CHECK_IN_DATE, "2024-05-10");
          qd_record_set_text (record, QD_CHECK_IN_VALUE, i == 0 ? "260 ms" : "250 ms");
          if (i == 0)
            qd_record_set_text (record, QD_CHECK_IN_NOTE, "Cache");
          g_ptr_array_add (check_ins, record);
        }
      change = qd_check_ins_change (plan, key_results, check_ins, "Check in");
      inverse = qd_plan_apply (plan, change, &error);
      g_assert_no_error (error);
    }

  g_assert_cmpuint (qd_list_get_length (qd_record_get_list (key_result, QD_LIST_CHECK_INS)), ==, 1);
  key_result = qd_list_get (qd_record_get_list (key_result, QD_LIST_CHECK_INS), 0);
  g_assert_cmpstr (qd_record_get_text (key_result, QD_CHECK_IN_VALUE), ==, "250 ms");
  g_assert_cmpstr (qd_record_get_text (key_result, QD_CHECK_IN_NOTE), ==, "Cache");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check-ins/stale", test_stale);
  g_test_add_func ("/check-ins/reason", test_reason);
  g_test_add_func ("/check-ins/trend", test_trend);
  g_test_add_func ("/check-ins/change", test_change);

  return g_test_run ();
}
