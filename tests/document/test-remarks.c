/* What people say about a plan: accepted findings and comments, each one change. */

#include "qd-document.h"

#include "qd-comments.h"
#include "qd-error.h"
#include "qd-test-seed.h"

typedef struct
{
  QdDocument *document;
  QdPlan     *plan;
  QdPlan     *before;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->plan = qd_test_seed_plan ();
  fixture->before = qd_plan_copy (fixture->plan);
  fixture->document = qd_document_new_for_plan (fixture->plan);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_finalize_object (fixture->document);
  g_object_unref (fixture->plan);
  g_object_unref (fixture->before);
}

static const QdFinding *
find (Fixture    *fixture,
      const char *rule,
      guint       which)
{
  GPtrArray *findings = qd_document_get_findings (fixture->document);

  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->rule, rule) && which-- == 0)
        return finding;
    }

  g_assert_not_reached ();
}

static void
live_with (Fixture    *fixture,
           const char *rule,
           guint       which,
           const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (qd_document_accept_finding (fixture->document, find (fixture, rule, which), reason, &error));
  g_assert_no_error (error);
}

static void
take_back (Fixture    *fixture,
           const char *rule,
           guint       which)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (qd_document_revoke_finding (fixture->document, find (fixture, rule, which), &error));
  g_assert_no_error (error);
}

static guint
n_open (Fixture *fixture)
{
  return qd_findings_count (qd_document_get_findings (fixture->document), QD_SEVERITY_NONE);
}

static void
test_accept (Fixture       *fixture,
             gconstpointer  user_data)
{
  guint before = n_open (fixture);
  QdRecord *accepted;

  g_assert_null (qd_finding_get_acceptance (find (fixture, "capacity.team-idle", 0), fixture->plan));
  live_with (fixture, "capacity.team-idle", 0, "Data is lent to another department.");
  g_assert_cmpuint (n_open (fixture), ==, before - 1);
  g_assert_true (find (fixture, "capacity.team-idle", 0)->accepted);
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Accept “Team without work”");
  accepted = qd_finding_get_acceptance (find (fixture, "capacity.team-idle", 0), fixture->plan);
  g_assert_cmpstr (qd_record_get_text (accepted, QD_ACCEPTED_REASON), ==, "Data is lent to another department.");
  g_assert_cmpstr (qd_record_get_text (accepted, QD_ACCEPTED_RECORD), ==, find (fixture, "capacity.team-idle", 0)->record);

  /* Once more is another reason, not another acceptance. */
  live_with (fixture, "capacity.team-idle", 0, "Until May.");
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (fixture->plan, QD_LIST_ACCEPTED)), ==, 1);
  g_assert_cmpstr (qd_record_get_text (accepted, QD_ACCEPTED_REASON), ==, "Until May.");

  /* One of three findings of a rule. */
  live_with (fixture, "approval.placeholder", 1, "She starts on Monday.");
  g_assert_cmpuint (n_open (fixture), ==, before - 2);
  g_assert_false (find (fixture, "approval.placeholder", 0)->accepted);
  g_assert_false (find (fixture, "approval.placeholder", 1)->accepted);
  g_assert_true (find (fixture, "approval.placeholder", 2)->accepted); /* behind the others now */

  for (guint i = 0; i < 3; i++)
    g_assert_true (qd_document_undo (fixture->document));
  g_assert_cmpuint (n_open (fixture), ==, before);
  g_assert_true (qd_plan_equal (fixture->plan, fixture->before));
}

/* A finding about the plan as a whole names no record. */
static void
test_whole_plan (Fixture       *fixture,
                 gconstpointer  user_data)
{
  guint before = n_open (fixture);
  QdRecord *accepted;

  live_with (fixture, "allocation.uncategorised", 0, "Categories come next week.");
  g_assert_cmpuint (n_open (fixture), ==, before - 1);
  accepted = qd_finding_get_acceptance (find (fixture, "allocation.uncategorised", 0), fixture->plan);
  g_assert_false (qd_record_is_set (accepted, QD_ACCEPTED_RECORD));
  take_back (fixture, "allocation.uncategorised", 0);
  g_assert_cmpuint (n_open (fixture), ==, before);
  g_assert_true (qd_plan_equal (fixture->plan, fixture->before));
}

static void
test_revoke (Fixture       *fixture,
             gconstpointer  user_data)
{
  guint before = n_open (fixture);
  QdRecord *accepted;
  g_autofree char *both = g_strdup_printf ("%s %s", find (fixture, "approval.placeholder", 0)->record,
                                           find (fixture, "approval.placeholder", 1)->record);
  g_auto (QdValue) value = qd_value_text (both);
  g_autofree char *second = g_strdup (find (fixture, "approval.placeholder", 1)->record);
  g_autoptr (GError) error = NULL;

  /* One record may accept the same for several rows. What is accepted comes behind the third. */
  live_with (fixture, "approval.placeholder", 0, "They are on leave.");
  accepted = qd_finding_get_acceptance (find (fixture, "approval.placeholder", 2), fixture->plan);
  g_assert_true (qd_document_set_value (fixture->document, accepted, QD_ACCEPTED_RECORD, &value, QD_APPLY_DEFAULT, NULL));
  g_assert_cmpuint (n_open (fixture), ==, before - 2);

  take_back (fixture, "approval.placeholder", 1);
  g_assert_cmpuint (n_open (fixture), ==, before - 1);
  g_assert_cmpstr (qd_record_get_text (accepted, QD_ACCEPTED_RECORD), ==, second);
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "No longer accept “Approver not named”");
  take_back (fixture, "approval.placeholder", 2);
  g_assert_cmpuint (n_open (fixture), ==, before);
  g_assert_true (qd_plan_equal (fixture->plan, fixture->before));

  g_assert_false (qd_document_revoke_finding (fixture->document, find (fixture, "approval.placeholder", 1), &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
}

static void
test_reason (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (qd_document_accept_finding (fixture->document, find (fixture, "capacity.team-idle", 0), " \n", &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
  g_assert_true (qd_plan_equal (fixture->plan, fixture->before));
  g_assert_null (qd_document_get_undo_title (fixture->document));
}

static void
test_comment (Fixture       *fixture,
              gconstpointer  user_data)
{
  QdRecord *risk = qd_list_get (qd_plan_get_list (fixture->plan, QD_LIST_RISKS), 0);
  g_autoptr (GError) error = NULL;
  QdRecord *comment = qd_document_comment (fixture->document, risk, "Ines", "Is this still true?\nAsk HR.", &error);
  g_autoptr (GPtrArray) on_risk = NULL, on_plan = NULL, on_team = NULL;
  g_auto (QdValue) yes = qd_value_text ("yes");
  QdRecord *general;

  g_assert_no_error (error);
  g_assert_true (qd_record_get_owner_list (comment) == qd_plan_get_list (fixture->plan, QD_LIST_COMMENTS));
  g_assert_cmpstr (qd_record_get_text (comment, QD_COMMENT_RECORD), ==, qd_record_get_id (risk));
  g_assert_cmpstr (qd_record_get_text (comment, QD_COMMENT_AUTHOR), ==, "Ines");
  g_assert_cmpstr (qd_record_get_text (comment, QD_COMMENT_TEXT), ==, "Is this still true?\nAsk HR.");

  general = qd_document_comment (fixture->document, qd_plan_get_root (fixture->plan), NULL, "Good plan.", NULL);
  g_assert_false (qd_record_is_set (general, QD_COMMENT_RECORD));
  g_assert_false (qd_record_is_set (general, QD_COMMENT_AUTHOR));
  g_assert_null (qd_document_comment (fixture->document, risk, "Ines", "  ", &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);

  on_risk = qd_comments_on (risk);
  on_plan = qd_comments_on (qd_plan_get_root (fixture->plan));
  on_team = qd_comments_on (qd_list_get (qd_plan_get_list (fixture->plan, QD_LIST_TEAMS), 0));
  g_assert_cmpuint (on_risk->len, ==, 1);
  g_assert_true (g_ptr_array_index (on_risk, 0) == comment);
  g_assert_cmpuint (on_plan->len, ==, 1);
  g_assert_true (g_ptr_array_index (on_plan, 0) == general);
  g_assert_cmpuint (on_team->len, ==, 0);
  g_assert_false (qd_comment_is_resolved (comment));
  g_assert_true (qd_document_set_value (fixture->document, comment, QD_COMMENT_RESOLVED, &yes, QD_APPLY_DEFAULT, NULL));
  g_assert_true (qd_comment_is_resolved (comment));
  g_assert_true (qd_document_undo (fixture->document));

  g_assert_true (qd_document_undo (fixture->document));
  g_assert_true (qd_document_undo (fixture->document));
  g_assert_true (qd_plan_equal (fixture->plan, fixture->before));
  g_assert_true (qd_document_redo (fixture->document));
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (fixture->plan, QD_LIST_COMMENTS)), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/remarks/accept", Fixture, NULL, set_up, test_accept, tear_down);
  g_test_add ("/remarks/whole-plan", Fixture, NULL, set_up, test_whole_plan, tear_down);
  g_test_add ("/remarks/revoke", Fixture, NULL, set_up, test_revoke, tear_down);
  g_test_add ("/remarks/reason", Fixture, NULL, set_up, test_reason, tear_down);
  g_test_add ("/remarks/comment", Fixture, NULL, set_up, test_comment, tear_down);

  return g_test_run ();
}
