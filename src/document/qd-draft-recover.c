#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-draft-private.h"

#include <glib/gi18n-lib.h>

#include "qd-error.h"

/* Makes a document of a draft that a dead process left, and takes the draft over with it. */

/* A recovery: the draft as it was found, then what became of it. */
typedef struct
{
  QdDraftPlace   *place;
  char           *path;
  QdDraftContent *content;
  QdDraftFile    *file;
} Recovery;

static void
recovery_free (gpointer data)
{
  Recovery *recovery = data;

  qd_draft_place_unref (recovery->place);
  g_free (recovery->path);
  g_clear_pointer (&recovery->content, qd_draft_content_free);
  g_clear_pointer (&recovery->file, qd_draft_file_unref);
  g_free (recovery);
}

/* A draft that is damaged stays where it is, for somebody to look at; what could be read of it goes into another. */
static QdDraftFile *
take_over (Recovery  *recovery,
           GError   **error)
{
  g_autofree char *id = NULL;
  g_autofree char *claimed = NULL;
  g_autofree char *shown = NULL;

  if (recovery->content->plan == NULL && g_file_test (recovery->path, G_FILE_TEST_EXISTS))
    {
      shown = g_filename_display_name (recovery->path);
      g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("Nothing can be recovered from the draft “%s”."), shown);
      return NULL;
    }
  if (recovery->content->plan != NULL && recovery->content->damage != NULL)
    {
      id = g_uuid_string_random ();
      return qd_draft_file_new (recovery->place, id, NULL);
    }

  claimed = qd_draft_place_claim (recovery->place, recovery->path, error);
  id = qd_draft_id_of (recovery->path);

  return claimed != NULL ? qd_draft_file_new (recovery->place, id, claimed) : NULL;
}

static void
recover_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Recovery *recovery = task_data;
  GError *error = NULL;

  recovery->content = qd_draft_content_read (recovery->path);
  recovery->file = take_over (recovery, &error);
  if (recovery->file != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * qd_draft_recover_async:
 * @store: a store
 * @info: one of qd_draft_store_list_finish(), recoverable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a document of a draft that a dead process left.
 */
void
qd_draft_recover_async (QdDraftStore        *store,
                        const QdDraftInfo   *info,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Recovery *recovery;

  g_return_if_fail (QD_IS_DRAFT_STORE (store));
  g_return_if_fail (info != NULL);

  recovery = g_new0 (Recovery, 1);
  recovery->place = qd_draft_place_ref (qd_draft_store_get_place (store));
  recovery->path = g_strdup (info->path);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, qd_draft_recover_async);
  g_task_set_task_data (task, recovery, recovery_free);
  qd_draft_store_run (store, task, recover_thread);
}

/**
 * qd_draft_recover_finish:
 * @store: a store
 * @result: a result
 * @draft: (out) (transfer full): the draft of the document, as of qd_draft_attach(): the one that was found or, if that
 *   is damaged, another
 * @error: return location for an error: %QD_ERROR_PARSE if nothing of it can be read, %QD_ERROR_CHANGED if another
 *   process was faster
 *
 * The document belongs to the file that it was of, and is modified until it is saved. If another program changed the
 * file meanwhile, saving it says so.
 *
 * Returns: (transfer full): the document, or %NULL with @error set
 */
QdDocument *
qd_draft_recover_finish (QdDraftStore  *store,
                         GAsyncResult  *result,
                         QdDraft      **draft,
                         GError       **error)
{
  Recovery *recovery;
  QdDocument *document;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (draft != NULL, NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  recovery = g_task_get_task_data (G_TASK (result));
  document = qd_draft_content_open (recovery->content);
  *draft = qd_draft_take_up (document, store, recovery->file, recovery->content);

  return document;
}
