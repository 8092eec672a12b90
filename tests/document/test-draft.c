/* Drafts of documents that are not saved: when they are written, when they go, and what is had from them. */

#include "qd-draft-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "qd-compare.h"
#include "qd-error.h"
#include "qd-json.h"
#include "qd-test-folder.h"
#include "qd-test-plan.h"

#define SECOND G_USEC_PER_SEC

static gint64 time_now;

static gint64
test_clock (void)
{
  return time_now;
}

/* Time stands still in all tests but one: drafts are written when the test says so. */
static const QdDraftTiming timing = { 2 * SECOND, 10 * SECOND, test_clock };

/* A folder with one plan in it, and a folder of drafts. */
typedef struct
{
  char         *folder;
  char         *drafts;
  char         *path;
  GFile        *file;
  GAsyncResult *result;
  QdDraftStore *store;
} Fixture;

static QdDraftStore *
new_store (Fixture *fixture)
{
  QdDraftStore *store = qd_draft_store_new (fixture->drafts);

  qd_draft_store_set_timing (store, &timing);

  return store;
}

/* The process ends: what it had is the next one's to find. */
static void
die (Fixture *fixture)
{
  qd_draft_store_wait (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->store);
  fixture->store = new_store (fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = qd_test_folder_new ();
  fixture->drafts = g_build_filename (fixture->folder, "state", "drafts", NULL);
  fixture->path = g_build_filename (fixture->folder, "plan.qplan", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  g_assert_true (g_file_set_contents (fixture->path, "{\n  \"format\": \"quarterdeck-plan\",\n  \"version\": 1,\n"
                                      "  \"title\": \"Our quarter\"\n}\n", -1, NULL));
  fixture->store = new_store (fixture);
  time_now = 1000 * SECOND;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  die (fixture);
  g_object_unref (fixture->store);
  g_object_unref (fixture->file);
  g_free (fixture->path);
  g_free (fixture->drafts);
  qd_test_folder_remove (fixture->folder);
}

static QdDocument *
load (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  QdDocument *document;

  qd_document_load_async (fixture->file, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);
  document = qd_document_load_finish (result, NULL, &error);
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

  qd_document_save_async (document, file, overwrite, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);

  return qd_document_save_finish (document, result, error);
}

static void
try_flush (Fixture  *fixture,
           QdDraft  *draft,
           GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done;

  qd_draft_flush_async (draft, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);
  done = qd_draft_flush_finish (draft, result, error);
  g_assert_cmpint (done, ==, *error == NULL);
}

static void
flush (Fixture *fixture,
       QdDraft *draft)
{
  g_autoptr (GError) error = NULL;

  try_flush (fixture, draft, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (Fixture      *fixture,
      QdDraftStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *infos;

  qd_draft_store_list_async (store, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);
  infos = qd_draft_store_list_finish (store, result, &error);
  g_assert_no_error (error);

  return infos;
}

/* Returns: (nullable): the document, with its draft in @draft */
static QdDocument *
recover (Fixture            *fixture,
         QdDraftStore       *store,
         const QdDraftInfo  *info,
         QdDraft           **draft,
         GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  qd_draft_recover_async (store, info, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);

  return qd_draft_recover_finish (store, result, draft, error);
}

/* The only draft there is, recovered by a new process. */
static QdDocument *
recover_only (Fixture  *fixture,
              QdDraft **draft)
{
  g_autoptr (GPtrArray) infos = list (fixture, fixture->store);
  g_autoptr (GError) error = NULL;
  QdDocument *document;

  g_assert_cmpuint (infos->len, ==, 1);
  document = recover (fixture, fixture->store, g_ptr_array_index (infos, 0), draft, &error);
  g_assert_no_error (error);
  g_assert_true (qd_document_get_modified (document));
  g_assert_null (qd_document_get_undo_title (document));

  return document;
}

static void
count_drafts_in (const char *folder,
                 guint      *n)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_false (g_str_has_suffix (name, ".new"));
      *n += g_str_has_suffix (name, ".draft");
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        count_drafts_in (path, n);
    }
}

/* How many are on the disk, once the worker is done. */
static guint
count_drafts (Fixture *fixture)
{
  guint n = 0;

  qd_draft_store_wait (fixture->store);
  count_drafts_in (fixture->drafts, &n);

  return n;
}

static QdRecord *
root_of (QdDocument *document)
{
  return qd_plan_get_root (qd_document_get_plan (document));
}

static void
set_note (QdDocument *document,
          const char *note)
{
  g_auto (QdValue) value = qd_value_text (note);
  g_autoptr (GError) error = NULL;

  qd_document_set_value (document, root_of (document), QD_PLAN_NOTE, &value, QD_APPLY_COALESCE, &error);
  g_assert_no_error (error);
}

static void
add_risk (QdDocument *document,
          const char *title)
{
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) value = qd_value_text (title);
  QdRecord *risk = qd_document_add (document, root_of (document), QD_LIST_RISKS, 0, &error);

  g_assert_no_error (error);
  qd_document_set_value (document, risk, (guint) qd_record_get_info (risk)->title_field, &value, 0, &error);
  g_assert_no_error (error);
}

static const char *
get_note (QdDocument *document)
{
  return qd_record_get_text (root_of (document), QD_PLAN_NOTE);
}

static void
test_timing (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) draft = qd_draft_attach (document, fixture->store);

  g_assert_cmpint (qd_draft_get_deadline (draft), ==, -1);
  set_note (document, "a");
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, time_now + 2 * SECOND);

  /* Typing puts it off, but not for ever. */
  for (int i = 1; i <= 6; i++)
    {
      gint64 latest = 1010 * SECOND;

      time_now += 3 * SECOND / 2;
      qd_draft_tick (draft);
      set_note (document, i % 2 ? "b" : "c");
      g_assert_cmpint (qd_draft_get_deadline (draft), ==, MIN (time_now + 2 * SECOND, latest));
    }
  g_assert_cmpuint (count_drafts (fixture), ==, 0);

  time_now = 1010 * SECOND - 1;
  qd_draft_tick (draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
  time_now++;
  qd_draft_tick (draft);
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, -1);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  flush (fixture, draft);
}

/* With the real clock and timer, which is set to fire at once. */
static void
test_timer (Fixture       *fixture,
            gconstpointer  data)
{
  static const QdDraftTiming at_once = { 0, 0, NULL };
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) draft = NULL;

  qd_draft_store_set_timing (fixture->store, &at_once);
  draft = qd_draft_attach (document, fixture->store);
  set_note (document, "a");
  g_assert_cmpint (qd_draft_get_deadline (draft), >, 0);
  while (qd_draft_get_deadline (draft) >= 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  flush (fixture, draft);
}

static void
test_never_saved (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (QdDocument) document = qd_document_new ();
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GError) error = NULL;
  QdDraftInfo *info;

  /* What was never touched leaves nothing. */
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);

  add_risk (document, "Scope creep");
  flush (fixture, draft);
  set_note (document, "first");
  qd_document_undo (document);
  qd_document_redo (document);
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);
  info = g_ptr_array_index (infos, 0);
  g_assert_cmpstr (info->title, ==, "Untitled plan");
  g_assert_null (info->file);
  g_assert_cmpint (info->file_state, ==, QD_DRAFT_FILE_NONE);
  g_assert_cmpuint (info->n_changes, ==, 3);
  g_assert_nonnull (info->time);
  g_assert_nonnull (info->started);
  g_assert_null (info->damage);
  g_assert_true (info->recoverable);
  g_assert_cmpuint (info->differences->len, ==, 2);

  recovered = recover (fixture, fixture->store, info, &recovered_draft, &error);
  g_assert_no_error (error);
  g_assert_true (qd_plan_equal (qd_document_get_plan (recovered), qd_document_get_plan (document)));
  g_assert_true (qd_document_get_modified (recovered));
  g_assert_null (qd_document_get_file (recovered));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);

  /* Undoing what came after the recovery does not make it saved. */
  set_note (recovered, "second");
  flush (fixture, recovered_draft);
  qd_document_undo (recovered);
  g_assert_true (qd_document_get_modified (recovered));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);

  g_assert_true (save (fixture, recovered, fixture->file, TRUE, &error));
  g_assert_no_error (error);
  g_assert_false (qd_document_get_modified (recovered));
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

static void
test_of_file (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  QdDraftInfo *info;

  set_note (document, "ours");
  flush (fixture, draft);
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);
  info = g_ptr_array_index (infos, 0);
  g_assert_cmpstr (info->title, ==, "Our quarter");
  g_assert_true (g_file_equal (info->file, fixture->file));
  g_assert_cmpint (info->file_state, ==, QD_DRAFT_FILE_SAME);
  g_assert_cmpuint (info->n_changes, ==, 1);
  g_assert_cmpuint (info->differences->len, ==, 1);
  sentence = qd_difference_describe (g_ptr_array_index (info->differences, 0));
  g_assert_nonnull (strstr (sentence, "ours"));

  /* Listing leaves it where it is. */
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_true (g_file_equal (qd_document_get_file (recovered), fixture->file));
  g_assert_cmpstr (get_note (recovered), ==, "ours");
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

static void
test_changed_outside (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) gone_infos = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "ours");
  g_object_unref (draft);
  die (fixture);

  g_assert_true (g_file_set_contents (fixture->path, "{\"format\": \"quarterdeck-plan\", \"version\": 1}", -1, NULL));
  infos = list (fixture, fixture->store);
  g_assert_cmpint (((QdDraftInfo *) infos->pdata[0])->file_state, ==, QD_DRAFT_FILE_CHANGED);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->differences->len, ==, 2);

  recovered = recover_only (fixture, &recovered_draft);
  g_assert_false (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_clear_object (&recovered_draft);
  die (fixture);

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  gone_infos = list (fixture, fixture->store);
  g_assert_cmpint (((QdDraftInfo *) gone_infos->pdata[0])->file_state, ==, QD_DRAFT_FILE_GONE);
  g_assert_null (((QdDraftInfo *) gone_infos->pdata[0])->differences);
  g_clear_object (&recovered);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

/* A draft goes with a saving that holds all of it, and with no other. */
static void
test_saving (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "plan.qplan", NULL);
  g_autoptr (GFile) nowhere_file = g_file_new_for_path (nowhere);
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  g_assert_false (save (fixture, document, nowhere_file, FALSE, &error));
  g_clear_error (&error);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);

  /* Undone to what the file has, then a saving that fails. */
  qd_document_undo (document);
  g_assert_false (qd_document_get_modified (document));
  g_assert_false (save (fixture, document, nowhere_file, FALSE, &error));
  g_clear_error (&error);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  qd_document_redo (document);

  /* Edited while it is being saved. */
  qd_document_save_async (document, NULL, FALSE, NULL, qd_test_done_cb, &fixture->result);
  set_note (document, "two");
  result = qd_test_await (&fixture->result);
  g_assert_true (qd_document_save_finish (document, result, &error));
  g_assert_true (qd_document_get_modified (document));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  flush (fixture, draft);
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpint (((QdDraftInfo *) infos->pdata[0])->file_state, ==, QD_DRAFT_FILE_SAME);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->n_changes, ==, 1);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "two");
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);

  /* After a saving, a new draft begins with what was saved. */
  set_note (recovered, "three");
  g_clear_object (&recovered_draft);
  die (fixture);
  g_clear_object (&recovered);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "three");
}

/* Undone to what the file has: the draft stays as long as the document is open. */
static void
test_undone (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);

  set_note (document, "one");
  flush (fixture, draft);
  qd_document_undo (document);
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_object_unref (draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

static void
test_discard (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  set_note (document, "two");
  qd_draft_discard (draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, -1);

  set_note (document, "three");
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);
  qd_draft_store_discard_async (fixture->store, infos->pdata[0], qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);
  g_assert_true (qd_draft_store_discard_finish (fixture->store, result, &error));
  g_assert_no_error (error);
  left = list (fixture, fixture->store);
  g_assert_cmpuint (left->len, ==, 0);
}

/* The process ended after the file was written, before the draft was removed. */
static void
test_saved_after_all (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GBytes) bytes = NULL;

  set_note (document, "one");
  g_object_unref (draft);
  die (fixture);

  bytes = qd_json_save (qd_document_get_plan (document));
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                      NULL));
  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 0);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

static void
test_two_processes (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraftStore) other = new_store (fixture);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDraft) none = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) living = NULL;
  g_autoptr (GPtrArray) ours = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  living = list (fixture, other);
  g_assert_cmpuint (living->len, ==, 0);
  g_object_unref (draft);
  die (fixture);

  /* Both see it, one gets it. */
  ours = list (fixture, fixture->store);
  theirs = list (fixture, other);
  g_assert_cmpuint (ours->len, ==, 1);
  g_assert_cmpuint (theirs->len, ==, 1);
  recovered = recover (fixture, fixture->store, ours->pdata[0], &recovered_draft, &error);
  g_assert_no_error (error);
  g_assert_null (recover (fixture, other, theirs->pdata[0], &none, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_CHANGED);
  taken = list (fixture, other);
  g_assert_cmpuint (taken->len, ==, 0);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
}

/* A journal never grows far beyond the plan, and nothing is lost by that. */
static void
test_folding (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autofree char *text = g_strnfill (1000, 'x');
  gint64 largest = 0;
  GStatBuf info;

  for (int i = 0; i < 100; i++)
    {
      text[i] = 'y';
      set_note (document, text);
      flush (fixture, draft);
    }
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->n_changes, ==, 100);
  g_assert_cmpint (g_stat (((QdDraftInfo *) infos->pdata[0])->path, &info), ==, 0);
  largest = MAX (largest, info.st_size);
  g_assert_cmpint (largest, <, 20000);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, text);
}

/* Each key pressed is a change, but only what comes of it is written. */
static void
test_typing (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  add_risk (document, "Scope creep");
  for (int i = 0; i < 1000; i++)
    {
      g_string_append_c (text, (char) ('a' + i % 26));
      set_note (document, text->str);
    }
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->n_changes, ==, 3);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, text->str);
}

/* The disk is full, as far as a process can arrange that, then it is not. */
static void
test_no_space (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autofree char *text = g_strnfill (3000, 'x');
  void (*old_handler) (int) = signal (SIGXFSZ, SIG_IGN);
  struct rlimit old, low;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  low = old;

  /* First nothing fits, then the beginning, then everything. */
  for (rlim_t limit = 0; limit <= 1000; limit += 1000)
    {
      g_autoptr (GError) error = NULL;

      low.rlim_cur = limit;
      set_note (document, "one");
      if (limit > 0)
        {
          flush (fixture, draft);
          g_assert_null (qd_draft_get_problem (draft));
          set_note (document, text);
        }
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &low), ==, 0);
      try_flush (fixture, draft, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
      g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
      g_assert_cmpstr (qd_draft_get_problem (draft), ==, error->message);
      g_assert_cmpint (qd_draft_get_deadline (draft), ==, time_now + 10 * SECOND);
      g_assert_cmpuint (count_drafts (fixture), ==, limit > 0);
    }

  /* What fitted is as good as it was, were it to end now. */
  text[0] = 'y';
  set_note (document, text);
  flush (fixture, draft);
  g_assert_null (qd_draft_get_problem (draft));
  signal (SIGXFSZ, old_handler);
  g_object_unref (draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, text);
}

/* Somebody clears the state directory away while the program runs. */
static void
test_cleared_away (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  qd_test_folder_remove (g_strdup (fixture->drafts));
  set_note (document, "two");
  try_flush (fixture, draft, &error);
  g_assert_nonnull (error);
  g_assert_nonnull (qd_draft_get_problem (draft));
  flush (fixture, draft);
  g_assert_null (qd_draft_get_problem (draft));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_object_unref (draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "two");
}

/* The draft that a dead process left, of three changes. */
static char *
leave_draft (Fixture *fixture)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (GPtrArray) infos = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  set_note (document, "two");
  flush (fixture, draft);
  set_note (document, "three");
  g_object_unref (draft);
  die (fixture);
  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);

  return g_strdup (((QdDraftInfo *) infos->pdata[0])->path);
}

static void
spoil (const char *path,
       const char *part)
{
  g_autofree char *data = NULL;
  gsize length;
  char *at;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  at = strstr (data, part);
  g_assert_nonnull (at);
  *at ^= 1;
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

/* What cannot be read is reported, by its path, and stays. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *part;
    const char *title;
  } cases[] = {
    { "Our quarter", "Our quarter" }, /* in the plan */
    { "quarterdeck-draft", "" },      /* in the head */
  };
  g_autofree char *path = leave_draft (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) infos = NULL;
      g_autoptr (QdDraft) none = NULL;
      g_autoptr (GError) error = NULL;
      QdDraftInfo *info;

      if (i == 0)
        {
          /* Behind the head, which has the title too. */
          g_autofree char *data_text = NULL;
          gsize length;
          char *at;

          g_assert_true (g_file_get_contents (path, &data_text, &length, NULL));
          at = strstr (strchr (data_text, '\n'), cases[i].part);
          *at ^= 1;
          g_assert_true (g_file_set_contents (path, data_text, (gssize) length, NULL));
        }
      else
        {
          spoil (path, cases[i].part);
        }

      infos = list (fixture, fixture->store);
      g_assert_cmpuint (infos->len, ==, 1);
      info = infos->pdata[0];
      g_assert_cmpstr (info->path, ==, path);
      g_assert_cmpstr (info->title, ==, cases[i].title);
      g_assert_nonnull (info->damage);
      g_assert_false (info->recoverable);
      g_assert_null (info->differences);
      g_assert_null (recover (fixture, fixture->store, info, &none, &error));
      g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* What came before the damage can be recovered; the draft stays nevertheless. */
static void
test_damaged_in_the_middle (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autofree char *path = leave_draft (fixture);
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GError) error = NULL;

  spoil (path, "two");
  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);
  g_assert_nonnull (((QdDraftInfo *) infos->pdata[0])->damage);
  g_assert_true (((QdDraftInfo *) infos->pdata[0])->recoverable);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->n_changes, ==, 1);

  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "one");
  g_assert_cmpint (qd_draft_get_deadline (recovered_draft), ==, time_now + 2 * SECOND);
  flush (fixture, recovered_draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 2);
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  left = list (fixture, fixture->store);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (((QdDraftInfo *) left->pdata[0])->path, ==, path);
}

/* Markdown carries no ids, so that a draft of it begins with the plan as it is. */
static void
test_other_form (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "plan.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GBytes) expected = NULL;
  g_autoptr (GBytes) got = NULL;
  g_autoptr (GError) error = NULL;

  if (qd_format_find ("md") == NULL)
    {
      g_test_skip ("there is no Markdown in this build");
      return;
    }

  g_assert_true (save (fixture, document, file, FALSE, &error));
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    {
      add_risk (document, i == 0 ? "One" : "Another");
      flush (fixture, draft);
    }
  expected = qd_json_save (qd_document_get_plan (document));
  g_clear_object (&draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  got = qd_json_save (qd_document_get_plan (recovered));
  g_assert_true (g_bytes_equal (got, expected));
  g_assert_true (g_file_equal (qd_document_get_file (recovered), file));
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_no_error (error);
}

/* Random edits, undone and redone, saved and flushed now and then: what is recovered is what there was. */
static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint32 seed = 1; seed <= 25; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 40);
      g_autoptr (QdDocument) document = qd_document_new_for_plan (plan);
      QdDraft *draft = qd_draft_attach (document, fixture->store);
      g_autoptr (QdDraft) recovered_draft = NULL;
      g_autoptr (QdDocument) recovered = NULL;
      g_autoptr (GBytes) expected = NULL;
      g_autoptr (GBytes) got = NULL;

      for (int i = 0; i < 60 || !qd_document_get_modified (document); i++)
        {
          g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
          int chance = g_rand_int_range (rand, 0, 20);

          qd_document_apply (document, change, QD_APPLY_DEFAULT, NULL);
          if (chance < 4)
            qd_document_undo (document);
          else if (chance < 6)
            qd_document_redo (document);
          else if (chance < 8)
            flush (fixture, draft);
          else if (chance < 9)
            save (fixture, document, fixture->file, TRUE, NULL);
        }
      expected = qd_json_save (plan);
      g_object_unref (draft);
      die (fixture);

      recovered = recover_only (fixture, &recovered_draft);
      got = qd_json_save (qd_document_get_plan (recovered));
      g_assert_true (g_bytes_equal (got, expected));
      qd_draft_discard (recovered_draft);
      g_clear_object (&recovered_draft);
      die (fixture);
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
    { "/draft/timing", test_timing },
    { "/draft/timer", test_timer },
    { "/draft/never-saved", test_never_saved },
    { "/draft/of-file", test_of_file },
    { "/draft/changed-outside", test_changed_outside },
    { "/draft/saving", test_saving },
    { "/draft/undone", test_undone },
    { "/draft/discard", test_discard },
    { "/draft/saved-after-all", test_saved_after_all },
    { "/draft/two-processes", test_two_processes },
    { "/draft/folding", test_folding },
    { "/draft/typing", test_typing },
    { "/draft/no-space", test_no_space },
    { "/draft/cleared-away", test_cleared_away },
    { "/draft/damaged", test_damaged },
    { "/draft/damaged-in-the-middle", test_damaged_in_the_middle },
    { "/draft/other-form", test_other_form },
    { "/draft/random", test_random },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
