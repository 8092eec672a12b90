#include "draft-fixture.h"

#include "qd-test-folder.h"

/* What tests of drafts share. */

gint64 time_now;

static gint64
test_clock (void)
{
  return time_now;
}

static const QdDraftTiming timing = { 2 * SECOND, 10 * SECOND, test_clock };

QdDraftStore *
new_store (Fixture *fixture)
{
  QdDraftStore *store = qd_draft_store_new (fixture->drafts);

  qd_draft_store_set_timing (store, &timing);

  return store;
}

/* The process ends: what it had is the next one's to find. */
void
die (Fixture *fixture)
{
  qd_draft_store_wait (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->store);
  fixture->store = new_store (fixture);
}

void
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

void
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

QdDocument *
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

gboolean
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

void
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

void
flush (Fixture *fixture,
       QdDraft *draft)
{
  g_autoptr (GError) error = NULL;

  try_flush (fixture, draft, &error);
  g_assert_no_error (error);
}

GPtrArray *
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
QdDocument *
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
QdDocument *
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
guint
count_drafts (Fixture *fixture)
{
  guint n = 0;

  qd_draft_store_wait (fixture->store);
  count_drafts_in (fixture->drafts, &n);

  return n;
}

QdRecord *
root_of (QdDocument *document)
{
  return qd_plan_get_root (qd_document_get_plan (document));
}

void
set_note (QdDocument *document,
          const char *note)
{
  g_auto (QdValue) value = qd_value_text (note);
  g_autoptr (GError) error = NULL;

  qd_document_set_value (document, root_of (document), QD_PLAN_NOTE, &value, QD_APPLY_COALESCE, &error);
  g_assert_no_error (error);
}

void
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

const char *
get_note (QdDocument *document)
{
  return qd_record_get_text (root_of (document), QD_PLAN_NOTE);
}
