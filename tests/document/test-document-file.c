/* Loading and saving documents, and what is told of it. */

#include "qd-document.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "qd-error.h"
#include "qd-json.h"
#include "qd-plan-private.h"

static const char small_plan[] =
  "{\n"
  "  \"format\": \"quarterdeck-plan\",\n"
  "  \"version\": 1,\n"
  "  \"title\": \"Our quarter\"\n"
  "}\n";

/* A folder of its own for each test, with one plan in it. */
typedef struct
{
  char         *folder;
  char         *path;
  GFile        *file;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("qd-document-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "plan.qplan", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  g_assert_true (g_file_set_contents (fixture->path, small_plan, -1, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      /* Nothing is left behind under another name. */
      g_assert_false (g_str_has_prefix (name, "."));
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  if (dir != NULL)
    g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_clear_object (&fixture->result);
  g_object_unref (fixture->file);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_assert_null (fixture->result);
  fixture->result = g_object_ref (result);
}

/* Runs the main loop until the operation that was begun is done. */
static GAsyncResult *
await (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&fixture->result);
}

static QdDocument *
load (Fixture  *fixture,
      GFile    *file,
      GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  QdDocument *document;

  qd_document_load_async (file, NULL, done_cb, fixture);
  result = await (fixture);
  document = qd_document_load_finish (result, NULL, error);
  g_assert_cmpint (document == NULL, ==, error != NULL && *error != NULL);

  return document;
}

static QdDocument *
load_ours (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  QdDocument *document = load (fixture, fixture->file, &error);

  g_assert_no_error (error);

  return document;
}

static gboolean
save (Fixture     *fixture,
      QdDocument  *document,
      GFile       *file,
      gboolean     overwrite,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qd_document_save_async (document, file, overwrite, NULL, done_cb, fixture);
  result = await (fixture);

  return qd_document_save_finish (document, result, error);
}

static void
set_note (QdDocument   *document,
          const char   *note,
          QdApplyFlags  flags)
{
  g_auto (QdValue) value = qd_value_text (note);
  g_autoptr (GError) error = NULL;

  qd_document_set_value (document, qd_plan_get_root (qd_document_get_plan (document)), QD_PLAN_NOTE, &value, flags,
                         &error);
  g_assert_no_error (error);
}

/* What the file holds, read again. */
static void
assert_note (Fixture    *fixture,
             GFile      *file,
             const char *note)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QdDocument) document = load (fixture, file, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (qd_document_get_plan (document)), QD_PLAN_NOTE), ==, note);
}

static void
assert_contents (Fixture    *fixture,
                 const char *expected)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

/* Another program wrote the file; its time differs however coarse the clock is. */
static void
write_outside (Fixture    *fixture,
               const char *text)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  g_assert_true (g_file_set_attribute_uint64 (fixture->file, G_FILE_ATTRIBUTE_TIME_MODIFIED, 1700000000,
                                              G_FILE_QUERY_INFO_NONE, NULL, NULL));
}

static void
test_load (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (QdDocument) document = load_ours (fixture);
  g_autofree char *title = qd_document_dup_title (document);

  g_assert_true (g_file_equal (qd_document_get_file (document), fixture->file));
  g_assert_cmpstr (title, ==, "Our quarter");
  g_assert_false (qd_document_get_modified (document));
  g_assert_false (qd_document_get_read_only (document));
  g_assert_null (qd_document_get_undo_title (document));
}

/* A plan without title or quarter is called by its file. */
static void
test_load_title (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (QdDocument) document = NULL;
  g_autofree char *title = NULL;

  write_outside (fixture, "{\"format\": \"quarterdeck-plan\", \"version\": 1}");
  document = load_ours (fixture);
  title = qd_document_dup_title (document);
  g_assert_cmpstr (title, ==, "plan.qplan");
}

static const struct
{
  const char *name;
  const char *contents;
  gsize       length;
} broken[] = {
  { "empty", "", 0 },
  { "png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16 },
  { "cut-off", small_plan, sizeof small_plan - 4 },
  { "array", "[]", 2 },
  { "nul", "{\"format\": \"quarterdeck-plan\0\"}", 30 },
};

static void
test_load_broken (Fixture       *fixture,
                  gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (QdDocument) document = NULL;

      g_test_message ("%s", broken[i].name);
      g_assert_true (g_file_set_contents (fixture->path, broken[i].contents, (gssize) broken[i].length, NULL));
      document = load (fixture, fixture->file, &error);
      g_assert_null (document);
      g_assert_nonnull (error);
      g_assert_true (error->domain == QD_ERROR);
    }
}

static void
test_load_errors (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autoptr (GFile) missing = g_file_get_child (folder, "none.qplan");
  g_autoptr (QdDocument) none = NULL;
  g_autoptr (GError) error = NULL;

  none = load (fixture, folder, &error);
  g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "is a folder"));
  g_clear_error (&error);

  none = load (fixture, missing, &error);
  g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "“none.qplan” does not exist"));
}

/* Nobody writes to the pipe: opening it would wait for ever, but it can be called off. */
static void
test_load_cancelled (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pipe", NULL);
  g_autoptr (GFile) pipe = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  qd_document_load_async (pipe, cancellable, done_cb, fixture);
  g_cancellable_cancel (cancellable);
  result = await (fixture);
  g_assert_null (qd_document_load_finish (result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* Lets the worker go. */
  fd = g_open (path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  close (fd);
}

/* A newer version's file is shown, and neither edited nor written. */
static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  static const char newer[] = "{\n  \"format\": \"quarterdeck-plan\",\n  \"version\": 99,\n  \"title\": \"Later\"\n}\n";
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) value = qd_value_text ("x");
  QdRecord *root;

  write_outside (fixture, newer);
  document = load_ours (fixture);
  root = qd_plan_get_root (qd_document_get_plan (document));
  g_assert_true (qd_document_get_read_only (document));
  g_assert_cmpstr (qd_record_get_title (root), ==, "Later");

  g_assert_false (qd_document_set_value (document, root, QD_PLAN_NOTE, &value, QD_APPLY_DEFAULT, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_NEWER);
  g_assert_false (qd_record_is_set (root, QD_PLAN_NOTE));
  g_clear_error (&error);

  g_assert_false (save (fixture, document, NULL, TRUE, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_NEWER);
  assert_contents (fixture, newer);
}

static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (QdDocument) document = load_ours (fixture);
  g_autoptr (GError) error = NULL;

  /* Unmodified, it comes out as it went in. */
  g_assert_true (save (fixture, document, NULL, FALSE, &error));
  g_assert_no_error (error);
  assert_contents (fixture, small_plan);

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *note = g_strdup_printf ("note %d", i);

      set_note (document, note, QD_APPLY_DEFAULT);
      g_assert_true (qd_document_get_modified (document));
      g_assert_true (save (fixture, document, NULL, FALSE, &error));
      g_assert_no_error (error);
      g_assert_false (qd_document_get_modified (document));
      assert_note (fixture, fixture->file, note);
    }

  /* Back to what was saved, from either side. */
  g_assert_true (qd_document_undo (document));
  g_assert_true (qd_document_get_modified (document));
  g_assert_true (qd_document_redo (document));
  g_assert_false (qd_document_get_modified (document));
}

static void
test_save_as (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (QdDocument) document = qd_document_new ();
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autoptr (GFile) new_file = g_file_get_child (folder, "new.qplan");
  g_autoptr (GFile) bare = g_file_get_child (folder, "bare");
  g_autoptr (GError) error = NULL;

  g_assert_false (save (fixture, document, NULL, FALSE, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
  g_clear_error (&error);

  set_note (document, "mine", QD_APPLY_DEFAULT);
  g_assert_true (save (fixture, document, new_file, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_equal (qd_document_get_file (document), new_file));
  g_assert_false (qd_document_get_modified (document));
  assert_note (fixture, new_file, "mine");

  /* A file that is not the document's may be replaced: whoever chose it was asked. */
  g_assert_true (save (fixture, document, fixture->file, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_equal (qd_document_get_file (document), fixture->file));
  assert_note (fixture, fixture->file, "mine");

  /* An unknown ending: the form is that of plans, and is found again by content. */
  g_assert_true (save (fixture, document, bare, FALSE, &error));
  g_assert_no_error (error);
  assert_note (fixture, bare, "mine");
}

/* The other program’s words stay until somebody says that they may go; ours stay modifications until they are saved. */
static void
test_save_conflict (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (QdDocument) document = load_ours (fixture);
  g_autoptr (GError) error = NULL;

  set_note (document, "ours", QD_APPLY_DEFAULT);
  write_outside (fixture, "theirs");

  for (int i = 0; i < 2; i++)
    {
      g_assert_false (save (fixture, document, NULL, FALSE, &error));
      g_assert_error (error, QD_ERROR, QD_ERROR_CHANGED);
      g_clear_error (&error);
      assert_contents (fixture, "theirs");
      g_assert_true (qd_document_get_modified (document));
      g_assert_false (qd_document_get_saving (document));
    }

  g_assert_true (save (fixture, document, NULL, TRUE, &error));
  g_assert_no_error (error);
  assert_note (fixture, fixture->file, "ours");
  g_assert_false (qd_document_get_modified (document));

  set_note (document, "ours again", QD_APPLY_DEFAULT);
  g_assert_true (save (fixture, document, NULL, FALSE, &error));
  g_assert_no_error (error);
}

static void
test_save_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (QdDocument) document = load_ours (fixture);
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autoptr (GFile) gone = g_file_resolve_relative_path (folder, "gone/plan.qplan");
  g_autoptr (GError) error = NULL;

  set_note (document, "ours", QD_APPLY_DEFAULT);

  g_assert_false (save (fixture, document, gone, FALSE, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "The folder of “plan.qplan” does not exist"));
  g_clear_error (&error);
  g_assert_false (save (fixture, document, folder, FALSE, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);

  g_assert_true (g_file_equal (qd_document_get_file (document), fixture->file));
  g_assert_true (qd_document_get_modified (document));
  g_assert_false (qd_document_get_saving (document));
  assert_contents (fixture, small_plan);
}

/* The folder vanished while the document was open. */
static void
test_save_folder_gone (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (QdDocument) document = load_ours (fixture);
  g_autoptr (GError) error = NULL;

  set_note (document, "ours", QD_APPLY_DEFAULT);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);

  g_assert_false (save (fixture, document, NULL, FALSE, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
  g_assert_true (qd_document_get_modified (document));
}

/* What is edited while the file is being written is not in it, and not lost. */
static void
test_edit_while_saving (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (QdDocument) document = load_ours (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "before", QD_APPLY_COALESCE);
  qd_document_save_async (document, NULL, FALSE, NULL, done_cb, fixture);
  g_assert_true (qd_document_get_saving (document));
  set_note (document, "before and after", QD_APPLY_COALESCE);
  result = await (fixture);
  g_assert_true (qd_document_save_finish (document, result, &error));
  g_assert_no_error (error);
  g_assert_false (qd_document_get_saving (document));

  assert_note (fixture, fixture->file, "before");
  g_assert_true (qd_document_get_modified (document));

  /* Typing does not run over the saved state: undoing leads to it. */
  g_assert_true (qd_document_undo (document));
  g_assert_false (qd_document_get_modified (document));
  g_assert_true (qd_document_redo (document));
  g_assert_true (qd_document_get_modified (document));
}

static void
test_save_twice (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (QdDocument) document = load_ours (fixture);
  Fixture second = { NULL };
  g_autoptr (GAsyncResult) first_result = NULL;
  g_autoptr (GAsyncResult) second_result = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "once", QD_APPLY_DEFAULT);
  qd_document_save_async (document, NULL, FALSE, NULL, done_cb, fixture);
  qd_document_save_async (document, NULL, FALSE, NULL, done_cb, &second);
  second_result = await (&second);
  g_assert_false (qd_document_save_finish (document, second_result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);

  first_result = await (fixture);
  g_assert_true (qd_document_save_finish (document, first_result, &error));
  assert_note (fixture, fixture->file, "once");
}

/* Nobody needs to hold the document while it is being saved. */
static void
test_save_and_forget (Fixture       *fixture,
                      gconstpointer  data)
{
  QdDocument *document = load_ours (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "last words", QD_APPLY_DEFAULT);
  qd_document_save_async (document, NULL, FALSE, NULL, done_cb, fixture);
  g_object_unref (document);
  result = await (fixture);
  g_assert_true (qd_document_save_finish (document, result, &error));
  g_assert_no_error (error);
  assert_note (fixture, fixture->file, "last words");
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  ++*(guint *) user_data;
}

static void
test_heard (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (QdDocument) document = load_ours (fixture);
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autoptr (GFile) other = g_file_get_child (folder, "other.qplan");
  guint n_saving = 0, n_modified = 0, n_file = 0;

  set_note (document, "x", QD_APPLY_DEFAULT);
  g_signal_connect (document, "notify::saving", G_CALLBACK (count_cb), &n_saving);
  g_signal_connect (document, "notify::modified", G_CALLBACK (count_cb), &n_modified);
  g_signal_connect (document, "notify::file", G_CALLBACK (count_cb), &n_file);

  g_assert_true (save (fixture, document, NULL, FALSE, NULL));
  g_assert_cmpuint (n_saving, ==, 2);
  g_assert_cmpuint (n_modified, ==, 1);
  g_assert_cmpuint (n_file, ==, 1);

  g_assert_true (save (fixture, document, other, FALSE, NULL));
  g_assert_cmpuint (n_saving, ==, 4);
  g_assert_cmpuint (n_modified, ==, 1);
  g_assert_cmpuint (n_file, ==, 2);
}

static gboolean
check_file (Fixture     *fixture,
            QdDocument  *document,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qd_document_check_file_async (document, NULL, done_cb, fixture);
  result = await (fixture);

  return qd_document_check_file_finish (document, result, error);
}

static void
test_check_file (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (QdDocument) unsaved = qd_document_new ();
  g_autoptr (QdDocument) document = load_ours (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (check_file (fixture, unsaved, &error));
  g_assert_false (check_file (fixture, document, &error));
  g_assert_no_error (error);

  set_note (document, "ours", QD_APPLY_DEFAULT);
  g_assert_true (save (fixture, document, NULL, FALSE, &error));
  g_assert_false (check_file (fixture, document, &error));
  g_assert_no_error (error);

  write_outside (fixture, "theirs");
  g_assert_true (check_file (fixture, document, &error));
  g_assert_no_error (error);

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_false (check_file (fixture, document, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* A look that overtakes a saving, or is overtaken by it, sees nobody else's bytes. */
static void
test_check_while_saving (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (QdDocument) document = load_ours (fixture);

  for (int i = 0; i < 20; i++)
    {
      Fixture second = { NULL };
      g_autoptr (GAsyncResult) looked = NULL;
      g_autoptr (GAsyncResult) saved = NULL;
      g_autoptr (GError) error = NULL;

      set_note (document, i % 2 == 0 ? "even" : "odd", QD_APPLY_DEFAULT);
      if (i % 3 == 0)
        qd_document_save_async (document, NULL, FALSE, NULL, done_cb, fixture);
      qd_document_check_file_async (document, NULL, done_cb, &second);
      if (i % 3 != 0)
        qd_document_save_async (document, NULL, FALSE, NULL, done_cb, fixture);

      looked = await (&second);
      g_assert_false (qd_document_check_file_finish (document, looked, &error));
      g_assert_no_error (error);
      saved = await (fixture);
      g_assert_true (qd_document_save_finish (document, saved, &error));
      g_assert_no_error (error);
    }
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
    { "/document-file/load", test_load },
    { "/document-file/load-title", test_load_title },
    { "/document-file/load-broken", test_load_broken },
    { "/document-file/load-errors", test_load_errors },
    { "/document-file/load-cancelled", test_load_cancelled },
    { "/document-file/newer", test_newer },
    { "/document-file/save", test_save },
    { "/document-file/save-as", test_save_as },
    { "/document-file/save-conflict", test_save_conflict },
    { "/document-file/save-fails", test_save_fails },
    { "/document-file/save-folder-gone", test_save_folder_gone },
    { "/document-file/edit-while-saving", test_edit_while_saving },
    { "/document-file/save-twice", test_save_twice },
    { "/document-file/save-and-forget", test_save_and_forget },
    { "/document-file/heard", test_heard },
    { "/document-file/check-file", test_check_file },
    { "/document-file/check-while-saving", test_check_while_saving },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
