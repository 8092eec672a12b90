#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-draft-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "qd-compare.h"
#include "qd-document-private.h"
#include "qd-error.h"
#include "qd-line-private.h"
#include "qd-worker-private.h"

/* Drafts on the disk: one worker thread writes, reads and removes them all, in the order they were asked to. */

/* So that nobody loses more than two seconds of typing, with half a second for the disk. */
#define IDLE_MSEC 1000
#define MOST_MSEC 1500

struct _QdDraftStore
{
  GObject        parent_instance;

  QdDraftPlace  *place;    /* the worker's */
  QdWorker      *worker;
  QdDraftTiming  timing;
};

G_DEFINE_FINAL_TYPE (QdDraftStore, qd_draft_store, G_TYPE_OBJECT)

static void
qd_draft_store_finalize (GObject *object)
{
  QdDraftStore *self = QD_DRAFT_STORE (object);

  /* What was asked for is still done: the last words before closing. */
  qd_worker_free (self->worker);
  qd_draft_place_leave (self->place);
  qd_draft_place_unref (self->place);

  G_OBJECT_CLASS (qd_draft_store_parent_class)->finalize (object);
}

static void
qd_draft_store_class_init (QdDraftStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_draft_store_finalize;
}

static void
qd_draft_store_init (QdDraftStore *self)
{
  self->worker = qd_worker_new ();
  self->timing = (QdDraftTiming) { IDLE_MSEC * 1000, MOST_MSEC * 1000, NULL };
}

/**
 * qd_draft_store_new:
 * @folder: (type filename) (nullable): where drafts are kept; %NULL for the state directory of the user
 *
 * Drafts of one process; it needs just one of these. Nothing is made on the disk until there is a draft. When the store
 * is finalized, all that its drafts still had to write is written.
 *
 * Returns: (transfer full): a store
 */
QdDraftStore *
qd_draft_store_new (const char *folder)
{
  g_autofree char *usual = g_build_filename (g_get_user_state_dir (), "quarterdeck", "drafts", NULL);
  QdDraftStore *store = g_object_new (QD_TYPE_DRAFT_STORE, NULL);

  store->place = qd_draft_place_new (folder != NULL ? folder : usual);

  return store;
}

/**
 * qd_draft_store_get_folder:
 *
 * Returns: (transfer none) (type filename): where drafts are kept
 */
const char *
qd_draft_store_get_folder (QdDraftStore *store)
{
  g_return_val_if_fail (QD_IS_DRAFT_STORE (store), NULL);

  return qd_draft_place_get_folder (store->place);
}

QdDraftPlace *
qd_draft_store_get_place (QdDraftStore *store)
{
  return store->place;
}

const QdDraftTiming *
qd_draft_store_get_timing (QdDraftStore *store)
{
  return &store->timing;
}

void
qd_draft_store_set_timing (QdDraftStore        *store,
                           const QdDraftTiming *timing)
{
  store->timing = *timing;
}

/**
 * qd_draft_store_run: (skip)
 * @store: a store
 * @task: (transfer none): a task without a source object, so that nothing is finalized in the worker
 * @func: what to do
 *
 * Has the worker do something after everything it was told before.
 */
void
qd_draft_store_run (QdDraftStore    *store,
                    GTask           *task,
                    GTaskThreadFunc  func)
{
  qd_worker_run (store->worker, task, func);
}

/**
 * qd_draft_store_wait:
 *
 * Blocks until all is written that was to be written. For the end of the program, when there is no main loop any more
 * that could tell.
 */
void
qd_draft_store_wait (QdDraftStore *store)
{
  g_return_if_fail (QD_IS_DRAFT_STORE (store));

  qd_worker_wait (store->worker);
}

void
qd_draft_info_free (QdDraftInfo *info)
{
  g_free (info->path);
  g_free (info->id);
  g_free (info->title);
  g_clear_object (&info->file);
  g_clear_pointer (&info->started, g_date_time_unref);
  g_clear_pointer (&info->time, g_date_time_unref);
  g_clear_pointer (&info->differences, g_ptr_array_unref);
  g_free (info->damage);
  g_free (info);
}

static GDateTime *
local_time (gint64 seconds)
{
  return seconds > 0 ? g_date_time_new_from_unix_local (seconds) : NULL;
}

/* What is said of a draft of which there is no plan. */
static void
describe_damaged (QdDraftInfo    *info,
                  QdDraftContent *content)
{
  const char *title = content->head != NULL ? qd_head_get_text (content->head, QD_DRAFT_TITLE) : NULL;
  const char *uri = content->head != NULL ? qd_head_get_text (content->head, QD_DRAFT_FILE) : NULL;

  info->title = g_strdup (title != NULL ? title : "");
  info->file = uri != NULL ? g_file_new_for_uri (uri) : NULL;
  info->file_state = info->file != NULL ? QD_DRAFT_FILE_GONE : QD_DRAFT_FILE_NONE;
  if (info->file != NULL && g_file_query_exists (info->file, NULL))
    info->file_state = QD_DRAFT_FILE_CHANGED;
}

/* Holds the plan against its file.
 *
 * Returns: whether the file holds all of it, so that nothing is left to recover */
static gboolean
compare_with_file (QdDraftInfo *info,
                   QdDocument  *document)
{
  QdPlan *plan = qd_document_get_plan (document);
  const QdFormat *format = qd_document_get_format (document);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) own_bytes = NULL;
  g_autoptr (QdPlan) other = NULL;
  gboolean unchanged;

  if (info->file == NULL)
    {
      other = qd_plan_new ();
      info->differences = qd_compare_list (other, plan);
      return FALSE;
    }

  info->file_state = QD_DRAFT_FILE_GONE;
  bytes = qd_file_read (info->file, NULL, NULL, NULL);
  if (bytes == NULL)
    return FALSE;

  own_bytes = qd_format_save (plan, format, NULL);
  if (own_bytes != NULL && g_bytes_equal (own_bytes, bytes))
    return TRUE;

  unchanged = qd_file_is_unchanged (info->file, qd_document_get_stamp (document), NULL, NULL);
  info->file_state = unchanged ? QD_DRAFT_FILE_SAME : QD_DRAFT_FILE_CHANGED;
  other = qd_format_load (bytes, format, NULL, NULL, NULL, NULL);
  if (other != NULL)
    info->differences = qd_compare_list (other, plan);

  return FALSE;
}

/* Returns: (nullable): what there is to say about the draft at @path; %NULL if its plan is saved after all: the process
 * ended between saving the file and removing the draft */
static QdDraftInfo *
describe (const char *path)
{
  g_autoptr (QdDraftContent) content = qd_draft_content_read (path);
  g_autoptr (QdDraftInfo) info = g_new0 (QdDraftInfo, 1);
  g_autoptr (QdDocument) document = NULL;

  info->path = g_strdup (path);
  info->id = qd_draft_id_of (path);
  info->damage = g_steal_pointer (&content->damage);
  info->time = local_time (content->time);
  info->started = local_time (content->head != NULL ? qd_head_get_number (content->head, QD_DRAFT_STARTED) : 0);
  info->recoverable = content->plan != NULL;

  if (content->plan == NULL)
    {
      info->n_changes = content->n_changes;
      describe_damaged (info, content);
      return g_steal_pointer (&info);
    }

  document = qd_draft_content_open (content);
  info->n_changes = content->n_changes;
  info->title = qd_document_dup_title (document);
  g_set_object (&info->file, qd_document_get_file (document));
  if (compare_with_file (info, document) && info->damage == NULL)
    {
      g_unlink (path);
      return NULL;
    }

  return g_steal_pointer (&info);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const QdDraftInfo *first = *(const QdDraftInfo *const *) a;
  const QdDraftInfo *second = *(const QdDraftInfo *const *) b;

  if (first->time == NULL || second->time == NULL)
    return (first->time == NULL) - (second->time == NULL);

  return g_date_time_compare (second->time, first->time);
}

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GPtrArray) paths = qd_draft_place_list (task_data);
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_draft_info_free);

  for (guint i = 0; i < paths->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      QdDraftInfo *info = describe (g_ptr_array_index (paths, i));

      if (info != NULL)
        g_ptr_array_add (infos, info);
    }

  g_ptr_array_sort (infos, compare_times);
  g_task_return_pointer (task, g_steal_pointer (&infos), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * qd_draft_store_list_async:
 * @store: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds the drafts that processes left which are no more: crashed, killed, or ended without a decision. Those of
 * running ones, this one included, are not among them.
 */
void
qd_draft_store_list_async (QdDraftStore        *store,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (QD_IS_DRAFT_STORE (store));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, qd_draft_store_list_async);
  g_task_set_task_data (task, qd_draft_place_ref (store->place), (GDestroyNotify) qd_draft_place_unref);
  qd_draft_store_run (store, task, list_thread);
}

/**
 * qd_draft_store_list_finish:
 * @store: a store
 * @result: a result
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type QdDraftInfo): the drafts, the latest first
 */
GPtrArray *
qd_draft_store_list_finish (QdDraftStore  *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
discard_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  if (g_unlink (task_data) == 0 || errno == ENOENT)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, QD_ERROR, QD_ERROR_FAILED, _("The draft cannot be discarded: %s."),
                             g_strerror (errno));
}

/**
 * qd_draft_store_discard_async:
 * @store: a store
 * @info: one of qd_draft_store_list_finish()
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes a draft for good, damaged or not: somebody who knows what is in it decided so.
 */
void
qd_draft_store_discard_async (QdDraftStore        *store,
                              const QdDraftInfo   *info,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (QD_IS_DRAFT_STORE (store));
  g_return_if_fail (info != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, qd_draft_store_discard_async);
  g_task_set_task_data (task, g_strdup (info->path), g_free);
  qd_draft_store_run (store, task, discard_thread);
}

/**
 * qd_draft_store_discard_finish:
 * @store: a store
 * @result: a result
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set if it is still there
 */
gboolean
qd_draft_store_discard_finish (QdDraftStore  *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
