#include "qd-plan-template.h"

#include <glib/gstdio.h>

#include "qd-plan-private.h"
#include "qd-score-history.h"
#include "qd-test-folder.h"
#include "qd-test-plan.h"

/* What new plans start with, and how the quarters of a folder of plans went. */

static QdRecord *
add (QdPlan     *plan,
     QdListId    list,
     const char *id,
     guint       field,
     const char *text)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, id);

  qd_record_set_text (record, field, text);
  qd_list_append (qd_plan_get_list (plan, list), record);

  return record; /* the list keeps it */
}

static QdPlan *
make_plan (void)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *approval;

  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_QUARTER, "Q2 2024");
  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_FACILITATOR, "Ann");
  qd_record_set_text (qd_plan_get_single (plan, QD_LIST_SETTINGS), QD_SETTINGS_BAND_LOW, "0.3");
  qd_record_set_text (add (plan, QD_LIST_TEAMS, "t", QD_TEAM_NAME, "Data"), QD_TEAM_STATED_POINTS, "90");
  add (plan, QD_LIST_OBJECTIVES, "o", QD_OBJECTIVE_TITLE, "Grow");
  add (plan, QD_LIST_RISKS, "r", QD_RISK_RISK, "Late");
  qd_record_set_text (add (plan, QD_LIST_REVIEWS, "c", QD_CHECKPOINT_NAME, "Month 1"), QD_CHECKPOINT_DATE, "April 26");
  approval = add (plan, QD_LIST_APPROVALS, "a", QD_APPROVAL_ROLE, "CTO");
  qd_record_set_text (approval, QD_APPROVAL_NAME, "Zoe");
  qd_record_set_text (approval, QD_APPROVAL_APPROVED, "yes");

  return plan;
}

static const char *
text_of (QdPlan     *plan,
         const char *id,
         guint       field)
{
  QdRecord *record = qd_plan_find (plan, id);

  g_assert_nonnull (record);

  return qd_record_get_text (record, field);
}

static void
assert_is_template (QdPlan *kept)
{
  g_assert_cmpstr (text_of (kept, "t", QD_TEAM_NAME), ==, "Data");
  g_assert_false (qd_record_is_set (qd_plan_find (kept, "t"), QD_TEAM_STATED_POINTS));
  g_assert_cmpstr (text_of (kept, "c", QD_CHECKPOINT_NAME), ==, "Month 1");
  g_assert_cmpstr (text_of (kept, "c", QD_CHECKPOINT_DATE), ==, "");
  g_assert_cmpstr (text_of (kept, "a", QD_APPROVAL_NAME), ==, "Zoe");
  g_assert_false (qd_record_is_set (qd_plan_find (kept, "a"), QD_APPROVAL_APPROVED));
  g_assert_cmpfloat (qd_record_get_number (qd_plan_get_single (kept, QD_LIST_SETTINGS), QD_SETTINGS_BAND_LOW), ==, 0.3);
  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (kept), QD_PLAN_FACILITATOR), ==, "Ann");
  g_assert_null (qd_plan_find (kept, "o"));
  g_assert_null (qd_plan_find (kept, "r"));
}

static void
test_kept (void)
{
  g_autoptr (QdPlan) plan = make_plan ();
  g_autoptr (QdPlan) kept = qd_plan_template_make (plan);
  g_autoptr (QdPlan) used = qd_plan_template_use (kept, &(QdQuarter) { 2026, 1 });

  assert_is_template (kept);
  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (kept), QD_PLAN_QUARTER), ==, "");
  assert_is_template (used);
  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (used), QD_PLAN_QUARTER), ==, "Q1 2026");
}

static void
test_of_ones_own (void)
{
  g_autoptr (QdPlan) plan = make_plan ();
  g_autoptr (QdPlan) loaded = NULL;
  g_autoptr (QdPlan) gone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = qd_plan_template_list ();
  g_autoptr (GPtrArray) names = NULL;

  g_assert_cmpuint (before->len, ==, 0);
  g_assert_true (qd_plan_template_save (plan, "Our way", &error));
  g_assert_true (qd_plan_template_save (plan, "../A\\B", &error));
  g_assert_true (qd_plan_template_save (plan, "Our way", &error));
  g_assert_no_error (error);
  names = qd_plan_template_list ();
  g_assert_cmpuint (names->len, ==, 2);
  g_assert_cmpstr (names->pdata[1], ==, "Our way");

  loaded = qd_plan_template_load ("Our way", &error);
  g_assert_no_error (error);
  assert_is_template (loaded);
  for (guint i = 0; i < names->len; i++)
    g_assert_true (qd_plan_template_remove (names->pdata[i], &error));
  gone = qd_plan_template_load ("Our way", &error);
  g_assert_null (gone);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_defaults (void)
{
  g_autoptr (GVariant) defaults =
    g_variant_parse (G_VARIANT_TYPE ("a{ss}"),
                     "{'start-month': '4', 'band-low': 'soon', 'risk-high': '2', 'holidays': 'May 1', 'max-objectives': '-3', "
                     "'categories': 'Features 50, New ideas 12.5,, Reliability'}", NULL, NULL, NULL);
  const QdQuarter quarter = { 2026, 1 };
  g_autoptr (QdPlan) plan = qd_plan_template_blank (&quarter, defaults);
  QdRecord *settings = qd_plan_get_single (plan, QD_LIST_SETTINGS);
  QdList *categories = qd_plan_get_list (plan, QD_LIST_ALLOCATION);

  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_QUARTER), ==, "Q1 2026");
  g_assert_cmpint (qd_plan_get_start_month (plan), ==, 4);
  g_assert_false (qd_record_is_set (settings, QD_SETTINGS_BAND_LOW));
  g_assert_false (qd_record_is_set (settings, QD_SETTINGS_MAX_OBJECTIVES));
  g_assert_cmpfloat (qd_record_get_number (settings, QD_SETTINGS_RISK_HIGH), ==, 2);
  g_assert_cmpstr (qd_record_get_text (settings, QD_SETTINGS_HOLIDAYS), ==, "May 1");
  g_assert_cmpuint (qd_list_get_length (categories), ==, 3);
  g_assert_cmpstr (qd_record_get_text (qd_list_get (categories, 1), QD_CATEGORY_NAME), ==, "New ideas");
  g_assert_cmpfloat (qd_record_get_number (qd_list_get (categories, 1), QD_CATEGORY_PERCENT), ==, 12.5);
  g_assert_cmpstr (qd_record_get_text (qd_list_get (categories, 2), QD_CATEGORY_NAME), ==, "Reliability");
  g_assert_false (qd_record_is_set (qd_list_get (categories, 2), QD_CATEGORY_PERCENT));
}

/* What confidence and risk count is the plan's own. */
static void
test_priority (void)
{
  g_autoptr (QdPlan) plan = make_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdRecord) added = qd_record_new (QD_RECORD_INITIATIVE, "i");
  QdRecord *settings = qd_plan_get_single (plan, QD_LIST_SETTINGS);
  QdRecord *initiative;

  qd_record_set_text (added, QD_INITIATIVE_IMPACT, "12");
  qd_record_set_text (added, QD_INITIATIVE_POINTS, "10");
  qd_record_set_text (added, QD_INITIATIVE_CONFIDENCE, "medium");
  qd_record_set_text (added, QD_INITIATIVE_RISK, "high");
  qd_list_append (qd_record_get_list (qd_plan_find (plan, "o"), QD_LIST_INITIATIVES), added);
  initiative = qd_plan_find (plan, "i");
  g_assert_cmpfloat_with_epsilon (qd_figures_initiative (figures, initiative)->priority, 12 * 0.8 / (10 * 1.5), 1e-9);
  qd_record_set_text (settings, QD_SETTINGS_CONFIDENCE_MEDIUM, "0.6");
  qd_record_set_text (settings, QD_SETTINGS_RISK_HIGH, "3");
  g_assert_cmpfloat_with_epsilon (qd_figures_initiative (figures, initiative)->priority, 12 * 0.6 / (10 * 3), 1e-9);
}

static void
write_plan (const char *folder,
            const char *name,
            const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
test_history (void)
{
  char *folder = qd_test_folder_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) paths = NULL, scores = NULL, nothing = NULL;
  g_autoptr (GError) error = NULL;
  guint n_unreadable;
  gint n_done = 0;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("%c.qplan", 'A' + (int) i);
      g_autofree char *content =
        g_strdup_printf ("{\"format\": \"quarterdeck-plan\", \"version\": 1, \"review\": {\"quarter\": \"Q%u %u\", "
                         "\"objectives\": [{\"id\": \"o\", \"title\": \"Reach\", \"key-results\": [{\"id\": \"k\", "
                         "\"target\": \"30\", \"actual\": \"%u\"}]}]}}", 4 - i % 4, 2030 - i / 4, i);

      write_plan (folder, name, i == 7 ? "{" : i == 8 ? "{\"format\": \"quarterdeck-plan\", \"version\": 1}" : content);
    }
  write_plan (folder, "notes.txt", "no plan");

  paths = qd_score_history_list (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (paths->len, ==, 30);
  scores = qd_score_history_read (paths, &n_unreadable, &n_done, cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scores->len, ==, 28);
  g_assert_cmpuint (n_unreadable, ==, 1);
  g_assert_cmpint (n_done, ==, 30);
  for (guint i = 1; i < scores->len; i++)
    {
      const QdQuarterScore *before = scores->pdata[i - 1];
      const QdQuarterScore *score = scores->pdata[i];

      g_assert_cmpint (qd_quarter_compare (&before->quarter, &score->quarter), <, 0);
      g_assert_cmpfloat (before->score, >, score->score);
      g_assert_cmpstr (g_array_index (score->objectives, QdObjectiveScore, 0).title, ==, "Reach");
    }

  g_cancellable_cancel (cancellable);
  nothing = qd_score_history_read (paths, &n_unreadable, &n_done, cancellable, &error);
  g_assert_null (nothing);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  qd_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  char *data = qd_test_folder_new ();
  int status;

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-template/kept", test_kept);
  g_test_add_func ("/plan-template/of-ones-own", test_of_ones_own);
  g_test_add_func ("/plan-template/defaults", test_defaults);
  g_test_add_func ("/plan-template/priority", test_priority);
  g_test_add_func ("/score-history/folder", test_history);

  status = g_test_run ();
  qd_test_folder_remove (data);

  return status;
}
