#include "qd-error.h"
#include "qd-import-rows.h"
#include "qd-merge-base.h"
#include "qd-merge.h"
#include "qd-plan-private.h"
#include "qd-pre-work.h"
#include "qd-saved-state.h"
#include "qd-team-draft.h"
#include "qd-test-plan.h"

/* Plans that others made out of this one: what both come from, and taking over single records. */

#define RANDOM_PAIRS 300

static void
add_risk (QdPlan     *plan,
          const char *id,
          const char *title,
          const char *mitigation)
{
  g_autoptr (QdRecord) risk = qd_record_new (QD_RECORD_RISK, id);

  qd_record_set_text (risk, QD_RISK_RISK, title);
  qd_record_set_text (risk, QD_RISK_MITIGATION, mitigation);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_RISKS), risk);
}

static QdPlan *
make_plan (void)
{
  QdPlan *plan = qd_plan_new ();

  add_risk (plan, "r1", "Scope creep", "Say no");
  add_risk (plan, "r2", "Holidays", "");
  add_risk (plan, "r3", "Vendor", "Call");

  return plan;
}

static void
set_text (QdPlan     *plan,
          const char *id,
          guint       field,
          const char *text)
{
  qd_record_set_text (qd_plan_find (plan, id), field, text);
}

static void
got_result_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static QdMergeAnswer *
try_merge (QdDocument *document,
           QdPlan     *theirs)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  QdMergeAnswer *answer;

  qd_document_try_merge_async (document, theirs, NULL, got_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = qd_document_try_merge_finish (document, result, &error);
  g_assert_no_error (error);

  return answer;
}

/* Of two states that the plan keeps, theirs was made out of the first. */
static void
test_base (void)
{
  g_autoptr (QdPlan) start = make_plan ();
  g_autoptr (QdPlan) theirs = qd_plan_copy (start);
  g_autoptr (QdDocument) document = qd_document_new_for_plan (start);
  QdPlan *plan = qd_document_get_plan (document);
  g_autoptr (QdMergeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) here = qd_value_text ("Changed here");

  g_assert_nonnull (qd_document_freeze (document, "First", &error));
  g_assert_true (qd_document_set_value (document, qd_plan_find (plan, "r1"), QD_RISK_MITIGATION, &here, 0, &error));
  g_assert_nonnull (qd_document_freeze (document, "Second", &error));
  g_assert_true (qd_document_set_value (document, qd_plan_find (plan, "r3"), QD_RISK_MITIGATION, &here, 0, &error));
  set_text (theirs, "r2", QD_RISK_MITIGATION, "Changed there");
  set_text (theirs, "r3", QD_RISK_MITIGATION, "Also changed there");

  answer = try_merge (document, theirs);
  g_assert_cmpstr (answer->base, ==, "First");
  g_assert_cmpuint (answer->n_differences, ==, 2);
  g_assert_cmpuint (answer->n_conflicts, ==, 1);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (plan, "r2"), QD_RISK_MITIGATION), ==, "");

  g_assert_true (qd_document_take_merged (document, answer, "Merge", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (plan, "r1"), QD_RISK_MITIGATION), ==, "Changed here");
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (plan, "r2"), QD_RISK_MITIGATION), ==, "Changed there");
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (plan, "r3"), QD_RISK_MITIGATION), ==, "Changed here");
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_CONFLICTS)), ==, 1);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_SNAPSHOTS)), ==, 2);

  /* One step; and an answer about another state is no answer any more. */
  g_assert_cmpstr (qd_document_get_undo_title (document), ==, "Merge");
  qd_document_undo (document);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_CONFLICTS)), ==, 0);
  g_assert_true (qd_document_set_value (document, qd_plan_find (plan, "r2"), QD_RISK_MITIGATION, &here, 0, &error));
  g_assert_false (qd_document_take_merged (document, answer, "Merge", &error));
  g_assert_nonnull (error);
}

/* A plan that has nothing in common with any state of ours. */
static void
test_no_base (void)
{
  g_autoptr (QdPlan) start = make_plan ();
  g_autoptr (QdPlan) theirs = qd_plan_new ();
  g_autoptr (QdDocument) document = qd_document_new_for_plan (start);
  g_autoptr (QdMergeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (qd_document_freeze (document, "First", &error));
  add_risk (theirs, "other", "Something else", "");
  answer = try_merge (document, theirs);
  g_assert_null (answer->base);
  g_assert_cmpuint (answer->n_conflicts, ==, 0);
  g_assert_nonnull (qd_plan_find (answer->merged, "other"));
  g_assert_nonnull (qd_plan_find (answer->merged, "r1"));
}

static void
test_import (void)
{
  g_autoptr (QdPlan) plan = make_plan ();
  g_autoptr (QdPlan) other = qd_plan_copy (plan);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdChange) inverse = NULL;
  g_autoptr (GError) error = NULL;
  QdList *risks = qd_plan_get_list (plan, QD_LIST_RISKS);

  set_text (other, "r1", QD_RISK_MITIGATION, "From the other");
  set_text (other, "r3", QD_RISK_MITIGATION, "From the other");
  {
    g_autoptr (QdRecord) risk = qd_record_new (QD_RECORD_RISK, "new");

    qd_list_insert (qd_plan_get_list (other, QD_LIST_RISKS), 1, risk);
  }

  rows = qd_import_rows_list (plan, other);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < 2; i++)
    {
      const QdImportRow *row = &g_array_index (rows, QdImportRow, i);

      g_assert_cmpint (row->is_new, ==, i == 1);
      g_assert_cmpuint (row->n_differences, ==, 1);
      g_assert_cmpint (row->list, ==, QD_LIST_RISKS);
      g_ptr_array_add (chosen, row->record);
    }

  change = qd_import_rows_change (plan, chosen, "Import");
  inverse = qd_plan_apply (plan, change, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (qd_list_get_length (risks), ==, 4);
  g_assert_cmpstr (qd_record_get_id (qd_list_get (risks, 1)), ==, "new");
  g_assert_cmpstr (qd_record_get_text (qd_list_get (risks, 0), QD_RISK_MITIGATION), ==, "From the other");
  g_assert_cmpstr (qd_record_get_text (qd_list_get (risks, 3), QD_RISK_MITIGATION), ==, "Call");
}

static void
check_taken (QdRecord *record,
             gpointer  user_data)
{
  QdPlan *plan = user_data;
  QdRecord *own = qd_plan_find (plan, qd_record_get_id (record));

  g_assert_nonnull (own);
  g_assert_cmpint (qd_record_get_record_type (own), ==, qd_record_get_record_type (record));
  for (guint i = 0; i < qd_record_get_info (record)->n_fields; i++)
    g_assert_true (qd_value_equal (qd_record_get_value (own, i), qd_record_get_value (record, i)));
}

/* Whatever was done to the other plan: all of it can be taken over at once, and nothing is lost by that. */
static void
test_import_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < RANDOM_PAIRS; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 30);
      g_autoptr (QdPlan) other = qd_plan_copy (plan);
      g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
      g_autoptr (GArray) rows = NULL;
      g_autoptr (QdChange) change = NULL;
      g_autoptr (QdChange) inverse = NULL;
      g_autoptr (GError) error = NULL;
      guint n_before = qd_plan_get_n_records (plan);

      for (guint j = 0; j < 8; j++)
        {
          g_autoptr (QdChange) edit = qd_test_random_change (rand, other);
          g_autoptr (QdChange) back = qd_plan_apply (other, edit, NULL);
        }
      rows = qd_import_rows_list (plan, other);
      for (guint j = 0; j < rows->len; j++)
        g_ptr_array_add (chosen, g_array_index (rows, QdImportRow, j).record);
      change = qd_import_rows_change (plan, chosen, "Import");
      inverse = qd_plan_apply (plan, change, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (qd_plan_get_n_records (plan), >=, n_before);
      for (guint j = 0; j < rows->len; j++)
        qd_record_foreach (chosen->pdata[j], check_taken, plan);
    }
}

static void
add_objective (QdPlan     *plan,
               const char *id,
               const char *owner)
{
  g_autoptr (QdRecord) objective = qd_record_new (QD_RECORD_OBJECTIVE, id);
  g_autofree char *initiative_id = g_strconcat (id, "-i", NULL);
  g_autoptr (QdRecord) initiative = qd_record_new (QD_RECORD_INITIATIVE, initiative_id);

  qd_record_set_text (objective, QD_OBJECTIVE_OWNER, owner);
  qd_list_append (qd_record_get_list (objective, QD_LIST_INITIATIVES), initiative);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), objective);
}

static QdPlan *
make_team_plan (void)
{
  static const char *const names[] = { "Security", "Data" };
  QdPlan *plan = make_plan ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (QdRecord) team = qd_record_new (QD_RECORD_TEAM, i == 0 ? "t1" : "t2");

      qd_record_set_text (team, QD_TEAM_NAME, names[i]);
      qd_list_append (qd_plan_get_list (plan, QD_LIST_TEAMS), team);
    }
  add_objective (plan, "o1", "Security Team");
  add_objective (plan, "o2", "Data");

  return plan;
}

static gboolean
try_set (QdDocument *document,
         const char *id,
         guint       field,
         const char *text)
{
  QdRecord *record = qd_plan_find (qd_document_get_plan (document), id);
  g_auto (QdValue) value = qd_field_parse (qd_record_get_field (record, field), text);

  return qd_document_set_value (document, record, field, &value, QD_APPLY_DEFAULT, NULL);
}

/* What is the team's can be changed in its draft, what the lead adds too, and nothing else; it comes back by merging. */
static void
test_team_draft (void)
{
  g_autoptr (QdPlan) start = make_team_plan ();
  g_autoptr (QdPlan) sent = qd_team_draft_new (start, qd_plan_find_team (start, "security"));
  g_autoptr (QdDocument) master = qd_document_new_for_plan (start);
  g_autoptr (QdDocument) document = qd_document_new_for_plan (sent);
  QdPlan *draft = qd_document_get_plan (document);
  QdRecord *root = qd_plan_get_root (draft);
  g_autoptr (QdMergeAnswer) answer = NULL;
  g_autoptr (QdTeamFrame) frame = qd_team_frame_new (draft);
  g_autoptr (GError) error = NULL;
  QdRecord *added;

  g_assert_null (qd_team_frame_new (start));
  g_assert_true (qd_team_frame_allows (frame, qd_plan_find (draft, "o1-i")));
  g_assert_false (qd_team_frame_allows (frame, qd_plan_find (draft, "o2-i")));
  g_assert_true (qd_team_frame_allows_in (frame, qd_plan_get_list (draft, QD_LIST_RISKS)));
  g_assert_false (qd_team_frame_allows_in (frame, qd_plan_get_list (draft, QD_LIST_PRIORITIES)));
  g_assert_true (try_set (document, "o1-i", QD_INITIATIVE_POINTS, "30"));
  g_assert_true (try_set (document, "t1", QD_TEAM_ENGINEERS, "4"));
  g_assert_false (try_set (document, "o2-i", QD_INITIATIVE_POINTS, "30"));
  g_assert_false (try_set (document, "t2", QD_TEAM_ENGINEERS, "4"));
  g_assert_false (try_set (document, "r1", QD_RISK_MITIGATION, "No"));
  g_assert_false (try_set (document, qd_record_get_id (root), QD_PLAN_TITLE, "Mine"));
  g_assert_null (qd_document_add (document, root, QD_LIST_PRIORITIES, 0, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (qd_document_remove (document, &(QdRecord *) { qd_plan_find (draft, "o2") }, 1, NULL));

  added = qd_document_add (document, root, QD_LIST_RISKS, G_MAXUINT, &error);
  g_assert_no_error (error);
  g_assert_true (try_set (document, qd_record_get_id (added), QD_RISK_RISK, "Audit"));
  g_assert_true (try_set (document, qd_record_get_id (root), QD_PLAN_DRAFT_STATE, "submitted"));

  /* The plan has gone on meanwhile. */
  g_assert_true (try_set (master, "o2-i", QD_INITIATIVE_POINTS, "50"));
  answer = try_merge (master, draft);
  g_assert_cmpstr (answer->team, ==, "Security");
  g_assert_cmpuint (answer->n_conflicts, ==, 0);
  g_assert_true (qd_document_take_merged (master, answer, "Merge", &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (qd_record_get_number (qd_plan_find (start, "o1-i"), QD_INITIATIVE_POINTS), ==, 30);
  g_assert_cmpfloat (qd_record_get_number (qd_plan_find (start, "o2-i"), QD_INITIATIVE_POINTS), ==, 50);
  g_assert_nonnull (qd_plan_find (start, qd_record_get_id (added)));
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (start, "t1"), QD_TEAM_DRAFT), ==, "merged");
  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (start), QD_PLAN_DRAFT_TEAM), ==, "");
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (start, QD_LIST_SNAPSHOTS)), ==, 0);
  g_assert_true (try_set (master, "r1", QD_RISK_MITIGATION, "Yes"));
}

static void
test_pre_work (void)
{
  g_autoptr (QdPlan) plan = make_team_plan ();
  g_autoptr (QdRecord) key_result = qd_record_new (QD_RECORD_KEY_RESULT, "k");
  g_autoptr (GArray) works = NULL;

  qd_record_set_text (key_result, QD_KEY_RESULT_OWNER, "Ada");
  qd_list_append (qd_record_get_list (qd_plan_find (plan, "o1"), QD_LIST_KEY_RESULTS), key_result);
  qd_record_set_number (qd_plan_find (plan, "o2-i"), QD_INITIATIVE_POINTS, 20);
  works = qd_pre_work_list (plan);
  g_assert_cmpuint (works->len, ==, 2);
  g_assert_cmpuint (g_array_index (works, QdPreWork, 0).n_without_points, ==, 1);
  g_assert_cmpuint (g_array_index (works, QdPreWork, 0).n_without_target, ==, 1);
  g_assert_cmpuint (g_array_index (works, QdPreWork, 0).n_without_owner, ==, 0);
  g_assert_cmpuint (g_array_index (works, QdPreWork, 1).n_without_points, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drafts/base", test_base);
  g_test_add_func ("/drafts/no-base", test_no_base);
  g_test_add_func ("/drafts/team", test_team_draft);
  g_test_add_func ("/drafts/pre-work", test_pre_work);
  g_test_add_func ("/drafts/import", test_import);
  g_test_add_func ("/drafts/import/random", test_import_random);

  return g_test_run ();
}
