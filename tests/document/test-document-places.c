/* A document whose file is also open elsewhere, becomes something else, or has a name that nobody expects. */

#include "draft-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "qd-error.h"
#include "qd-test-folder.h"

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

static void
assert_file_note (Fixture    *fixture,
                  const char *note)
{
  g_autoptr (QdDocument) document = load (fixture);

  g_assert_cmpstr (get_note (document), ==, note);
}

static void
save_now (Fixture    *fixture,
          QdDocument *document,
          gboolean    overwrite)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (fixture, document, fixture->file, overwrite, &error));
  g_assert_no_error (error);
  g_assert_false (qd_document_get_modified (document));
}

static void
assert_not_saved (Fixture    *fixture,
                  QdDocument *document,
                  int         code,
                  const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (save (fixture, document, fixture->file, FALSE, &error));
  g_assert_error (error, QD_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (qd_document_get_modified (document));
}

/* Neither of two that have the same file open overwrites what the other saved, and each has a draft of its own. */
static void
test_two_instances (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (QdDraftStore) other_store = new_store (fixture);
  g_autoptr (QdDocument) ours = load (fixture);
  g_autoptr (QdDocument) theirs = load (fixture);
  g_autoptr (QdDraft) our_draft = qd_draft_attach (ours, fixture->store);
  g_autoptr (QdDraft) their_draft = qd_draft_attach (theirs, other_store);
  g_autoptr (GPtrArray) offered = NULL;
  g_autoptr (GError) error = NULL;

  set_note (ours, "ours");
  set_note (theirs, "theirs");
  flush (fixture, our_draft);
  flush (fixture, their_draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 2);
  offered = list (fixture, other_store);
  g_assert_cmpuint (offered->len, ==, 0); /* both are alive */

  save_now (fixture, theirs, FALSE);
  g_assert_true (check_file (fixture, ours, &error));
  assert_not_saved (fixture, ours, QD_ERROR_CHANGED, "Another program changed");
  assert_file_note (fixture, "theirs");

  save_now (fixture, ours, TRUE);
  assert_file_note (fixture, "ours");
  set_note (theirs, "theirs again");
  assert_not_saved (fixture, theirs, QD_ERROR_CHANGED, "Another program changed");
  assert_file_note (fixture, "ours");
  g_clear_object (&their_draft);
  qd_draft_store_wait (other_store);
}

/* A folder in the place of the file is left alone, with all that is in it. */
static void
test_becomes_folder (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autofree char *inside = g_build_filename (fixture->path, "inside", NULL);
  g_autoptr (GError) error = NULL;

  set_note (document, "ours");
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->path, 0755), ==, 0);
  g_assert_true (g_file_set_contents (inside, "theirs", -1, NULL));

  check_file (fixture, document, &error);
  assert_not_saved (fixture, document, QD_ERROR_FAILED, "“plan.qplan” is a folder.");
  g_assert_true (g_file_test (inside, G_FILE_TEST_IS_REGULAR));

  g_assert_cmpint (g_unlink (inside), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  save_now (fixture, document, FALSE);
}

/* Somebody moves the file and leaves a link to it: the link stays, and what it leads to is written. A link to another
 * plan is another program's change; one that leads to nothing, or in a circle, is never followed into harm. */
static void
test_becomes_link (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autofree char *moved = g_build_filename (fixture->folder, "moved.qplan", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other.qplan", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (fixture->path, 0604), ==, 0);
  g_assert_cmpint (g_rename (fixture->path, moved), ==, 0);
  g_assert_cmpint (symlink ("moved.qplan", fixture->path), ==, 0);
  g_assert_false (check_file (fixture, document, &error));
  g_assert_no_error (error);
  set_note (document, "through the link");
  save_now (fixture, document, FALSE);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (moved, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "through the link"));
  {
    GStatBuf info;

    g_assert_cmpint (g_stat (moved, &info), ==, 0);
    g_assert_cmpint (info.st_mode & 07777, ==, 0604);
  }

  g_assert_true (g_file_set_contents (other, "what another program wrote", -1, NULL));
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (symlink ("other.qplan", fixture->path), ==, 0);
  set_note (document, "ours");
  g_assert_true (check_file (fixture, document, &error));
  assert_not_saved (fixture, document, QD_ERROR_CHANGED, "Another program changed");

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (symlink ("plan.qplan", fixture->path), ==, 0);
  assert_not_saved (fixture, document, QD_ERROR_FAILED, "a link that leads nowhere");
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));

  /* Nothing is lost where nothing is. */
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (symlink ("nowhere.qplan", fixture->path), ==, 0);
  g_assert_false (check_file (fixture, document, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  save_now (fixture, document, FALSE);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  assert_file_note (fixture, "ours");
}

/* Saved, drafted and recovered under any name that a file can have. */
static void
use_name (Fixture    *fixture,
          const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *history = g_build_filename (fixture->folder, "history", NULL);
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (QdSnapshots) snapshots = qd_snapshots_new (history);
  g_autoptr (QdDraft) draft = NULL;
  g_autoptr (QdDraft) found_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autofree char *title = NULL;

  g_assert_cmpint (g_rename (fixture->path, path), ==, 0);
  g_free (fixture->path);
  g_object_unref (fixture->file);
  fixture->path = g_steal_pointer (&path);
  fixture->file = g_file_new_for_path (fixture->path);

  document = load (fixture);
  qd_document_set_snapshots (document, snapshots);
  title = qd_document_dup_title (document);
  g_assert_true (g_utf8_validate (title, -1, NULL));
  set_note (document, "saved");
  save_now (fixture, document, FALSE);
  qd_snapshots_wait (snapshots);
  g_assert_null (qd_snapshots_get_problem (snapshots));

  draft = qd_draft_attach (document, fixture->store);
  set_note (document, "drafted");
  flush (fixture, draft);
  g_clear_object (&draft);
  die (fixture);
  recovered = recover_only (fixture, &found_draft);
  g_assert_cmpstr (get_note (recovered), ==, "drafted");
  g_assert_true (g_file_equal (qd_document_get_file (recovered), fixture->file));
  save_now (fixture, recovered, FALSE);
  assert_file_note (fixture, "drafted");

  set_note (recovered, "unsaved");
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->path, 0755), ==, 0);
  assert_not_saved (fixture, recovered, QD_ERROR_FAILED, "is a folder");
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  save_now (fixture, recovered, FALSE);
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const names[] = {
    "two\nlines.qplan", "\xff\xfe not UTF-8.qplan", "-rf.qplan", "%s%n.qplan", " .qplan", "a\u202enalpq.qplan",
    "\"quotes' & <b>.qplan", "a\\b:c*d?.qplan", "\x1b[31m.qplan", "e\u0301 and \u00e9.qplan",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    use_name (fixture, names[i]);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/document-places/two-instances", test_two_instances },
    { "/document-places/becomes-folder", test_becomes_folder },
    { "/document-places/becomes-link", test_becomes_link },
    { "/document-places/names", test_names },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
