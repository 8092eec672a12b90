/* What other programs do to the file of a document. */

#include "draft-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "qd-compare.h"
#include "qd-error.h"
#include "qd-test-folder.h"

static void
write_outside (Fixture    *fixture,
               const char *members)
{
  g_autofree char *text = g_strdup_printf ("{\n  \"format\": \"quarterdeck-plan\",\n  \"version\": 1,\n"
                                           "  \"title\": \"Our quarter\"%s\n}\n", members);

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static gboolean
check_file (Fixture     *fixture,
            QdDocument  *document,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qd_document_check_file_async (document, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);

  return qd_document_check_file_finish (document, result, error);
}

static gboolean
reload (Fixture     *fixture,
        QdDocument  *document,
        GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qd_document_reload_async (document, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);

  return qd_document_reload_finish (document, result, error);
}

static QdFileComparison *
compare (Fixture     *fixture,
         QdDocument  *document,
         GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qd_document_compare_file_async (document, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);

  return qd_document_compare_file_finish (document, result, error);
}

/* A plan whose file is gone is nowhere else: it counts as not saved, and has a draft, until the file is back or it is
 * saved again. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_false (check_file (fixture, document, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (qd_document_get_modified (document));
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  g_assert_false (check_file (fixture, document, &error));
  g_assert_no_error (error);
  g_assert_false (qd_document_get_modified (document));

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_false (check_file (fixture, document, &error));
  g_clear_error (&error);
  g_assert_true (save (fixture, document, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (qd_document_get_modified (document));
  g_assert_cmpuint (count_drafts (fixture), ==, 0);

  /* Nobody can ask any more what is to become of it. */
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_false (check_file (fixture, document, &error));
  g_clear_object (&draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_true (qd_plan_equal (qd_document_get_plan (recovered), qd_document_get_plan (document)));
}

static void
test_reload (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GError) error = NULL;
  QdPlan *plan = qd_document_get_plan (document);

  set_note (document, "ours");
  flush (fixture, draft);
  write_outside (fixture, ",\n  \"note\": \"theirs\"");
  g_assert_true (reload (fixture, document, &error));
  g_assert_no_error (error);
  g_assert_true (qd_document_get_plan (document) == plan);
  g_assert_cmpstr (get_note (document), ==, "theirs");
  g_assert_false (qd_document_get_modified (document));
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
  g_assert_false (check_file (fixture, document, &error));
  g_assert_no_error (error);

  /* Undone, it may overwrite what was seen. */
  g_assert_cmpstr (qd_document_get_undo_title (document), ==, "Reload the file");
  g_assert_true (qd_document_undo (document));
  g_assert_cmpstr (get_note (document), ==, "ours");
  g_assert_true (qd_document_get_modified (document));
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_clear_object (&draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "ours");
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_no_error (error);
}

/* Where only the writing differs, there is nothing to undo, but the file is known all the same. */
static void
test_reload_same (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) draft = qd_draft_attach (document, fixture->store);
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GError) error = NULL;

  write_outside (fixture, "   ");
  g_assert_true (check_file (fixture, document, &error));
  g_assert_true (reload (fixture, document, &error));
  g_assert_null (qd_document_get_undo_title (document));
  g_assert_false (check_file (fixture, document, &error));
  g_assert_no_error (error);

  set_note (document, "ours");
  g_clear_object (&draft);
  die (fixture);
  infos = list (fixture, fixture->store);
  g_assert_cmpint (((QdDraftInfo *) infos->pdata[0])->file_state, ==, QD_DRAFT_FILE_SAME);
}

static void
test_reload_fails (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  GAsyncResult *saving = NULL;

  set_note (document, "ours");
  g_assert_true (g_file_set_contents (fixture->path, "{ \"format\": ", -1, NULL));
  g_assert_false (reload (fixture, document, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
  g_clear_error (&error);
  g_assert_cmpstr (get_note (document), ==, "ours");
  g_assert_true (qd_document_get_modified (document));

  /* Not over what is just being saved. */
  write_outside (fixture, "");
  qd_document_reload_async (document, NULL, qd_test_done_cb, &fixture->result);
  qd_document_save_async (document, NULL, TRUE, NULL, qd_test_done_cb, &saving);
  {
    g_autoptr (GAsyncResult) result = qd_test_await (&fixture->result);

    g_assert_false (qd_document_reload_finish (document, result, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  }
  saved = qd_test_await (&saving);
  g_assert_true (qd_document_save_finish (document, saved, NULL));
  g_assert_cmpstr (get_note (document), ==, "ours");
}

/* A newer version may have written it meanwhile, or this one again. */
static void
test_reload_newer (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "{\"format\": \"quarterdeck-plan\", \"version\": 99, \"note\": \"new\"}",
                                      -1, NULL));
  g_assert_true (reload (fixture, document, &error));
  g_assert_no_error (error);
  g_assert_true (qd_document_get_read_only (document));
  g_assert_cmpstr (get_note (document), ==, "new");

  write_outside (fixture, ",\n  \"note\": \"old\"");
  g_assert_true (reload (fixture, document, &error));
  g_assert_no_error (error);
  g_assert_false (qd_document_get_read_only (document));
  g_assert_cmpstr (get_note (document), ==, "old");
}

static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (QdFileComparison) both = NULL;
  g_autoptr (QdFileComparison) one = NULL;
  g_autoptr (QdFileComparison) none = NULL;
  g_autoptr (GError) error = NULL;
  QdDraft *draft = qd_draft_attach (document, fixture->store);

  set_note (document, "ours");
  add_risk (document, "Scope creep");
  write_outside (fixture, ",\n  \"note\": \"theirs\"");
  both = compare (fixture, document, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (both->theirs->len, ==, 1);
  g_assert_cmpstr (((QdDifference *) both->theirs->pdata[0])->before, ==, "");
  g_assert_cmpstr (((QdDifference *) both->theirs->pdata[0])->after, ==, "theirs");
  g_assert_cmpuint (both->ours->len, ==, 2);

  /* Recovered, nobody knows what the file held before: only what differs. */
  g_object_unref (draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  one = compare (fixture, recovered, &error);
  g_assert_no_error (error);
  g_assert_null (one->ours);
  g_assert_cmpuint (one->theirs->len, ==, 2);
  qd_draft_discard (recovered_draft);

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  none = compare (fixture, document, &error);
  g_assert_null (none);
  g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
}

static gboolean
merge (Fixture     *fixture,
       QdDocument  *document,
       GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qd_document_merge_file_async (document, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);

  return qd_document_reload_finish (document, result, error);
}

/* What is here and what is in the file come together; what both changed stays and is a conflict. */
static void
test_merge (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (document));
  g_auto (QdValue) ours = qd_value_text ("Ours");
  g_auto (QdValue) maya = qd_value_text ("Maya");
  g_autoptr (GError) error = NULL;

  g_assert_true (qd_document_set_value (document, root, QD_PLAN_NOTE, &ours, QD_APPLY_DEFAULT, NULL));
  g_assert_true (qd_document_set_value (document, root, QD_PLAN_FACILITATOR, &maya, QD_APPLY_DEFAULT, NULL));
  write_outside (fixture, ",\n  \"note\": \"Theirs\",\n  \"attendees\": \"Everybody\"");
  g_assert_true (merge (fixture, document, &error));
  g_assert_no_error (error);

  g_assert_cmpstr (qd_record_get_text (root, QD_PLAN_FACILITATOR), ==, "Maya");
  g_assert_cmpstr (qd_record_get_text (root, QD_PLAN_ATTENDEES), ==, "Everybody");
  g_assert_cmpstr (qd_record_get_text (root, QD_PLAN_NOTE), ==, "Ours");
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (qd_document_get_plan (document), QD_LIST_CONFLICTS)), ==, 1);
  g_assert_true (qd_document_get_modified (document));

  /* The file is known as it is now: saving is no surprise any more. */
  g_assert_true (save (fixture, document, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (qd_document_get_modified (document));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture       *fixture,
                       gconstpointer  data);
  } tests[] = {
    { "/document-outside/lost", test_lost },
    { "/document-outside/reload", test_reload },
    { "/document-outside/reload-same", test_reload_same },
    { "/document-outside/reload-fails", test_reload_fails },
    { "/document-outside/reload-newer", test_reload_newer },
    { "/document-outside/compare", test_compare },
    { "/document-outside/merge", test_merge },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
