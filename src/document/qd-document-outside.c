#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-document-private.h"

#include <glib/gi18n-lib.h>

#include "qd-compare.h"
#include "qd-error.h"
#include "qd-merge.h"

/* What other programs do to the file of a document: noticing it, telling what is different, taking it over. As in
 * qd-document-file.c, workers hold neither the document nor its plan. */

/* A look at the file: what it should hold. */
typedef struct
{
  GFile       *file;
  QdFileStamp *stamp;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->file);
  g_clear_pointer (&look->stamp, qd_file_stamp_unref);
  g_free (look);
}

static void
look_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Look *look = task_data;
  GError *error = NULL;
  gboolean unchanged = qd_file_is_unchanged (look->file, look->stamp, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, !unchanged);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  QdDocument *document = g_task_get_source_object (task);
  Look *look = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gboolean changed = g_task_propagate_boolean (G_TASK (result), &error);

  /* A saving that began after the look did makes what it saw our own. */
  if (qd_document_get_saving (document) || look->stamp != qd_document_get_stamp (document))
    {
      g_clear_error (&error);
      changed = FALSE;
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      qd_document_set_lost (document, error != NULL);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, changed);
}

/**
 * qd_document_check_file_async:
 * @document: a document
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks whether another program changed the document's file: for when the window gets the focus. As long as the file is
 * gone or cannot be read, the document is modified: nobody else has what it holds.
 */
void
qd_document_check_file_async (QdDocument          *document,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) worker = NULL;
  Look *look;

  g_return_if_fail (QD_IS_DOCUMENT (document));

  task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (task, qd_document_check_file_async);

  if (qd_document_get_file (document) == NULL || qd_document_get_saving (document))
    {
      g_task_return_boolean (task, FALSE);
      return;
    }

  look = g_new0 (Look, 1);
  look->file = g_object_ref (qd_document_get_file (document));
  look->stamp = qd_file_stamp_ref (qd_document_get_stamp (document));

  worker = g_task_new (NULL, cancellable, looked_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, qd_document_check_file_async);
  g_task_set_task_data (worker, look, look_free);
  g_task_run_in_thread (worker, look_thread);
}

/**
 * qd_document_check_file_finish:
 * @document: a document
 * @result: a result
 * @error: return location for a %G_IO_ERROR, such as %G_IO_ERROR_NOT_FOUND if the file is gone
 *
 * Returns: whether the file holds something else than the document last read or wrote there
 */
gboolean
qd_document_check_file_finish (QdDocument    *document,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, document), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Two comparisons, and what they are made of. */
typedef struct
{
  GFile            *file;
  const QdFormat   *format;
  GBytes           *base;    /* NULL if not at hand */
  QdPlan           *ours;
  QdFileComparison *result;
} Comparing;

static void
comparing_free (gpointer data)
{
  Comparing *comparing = data;

  g_clear_object (&comparing->file);
  g_clear_pointer (&comparing->base, g_bytes_unref);
  g_clear_object (&comparing->ours);
  g_clear_pointer (&comparing->result, qd_file_comparison_free);
  g_free (comparing);
}

void
qd_file_comparison_free (QdFileComparison *comparison)
{
  g_clear_pointer (&comparison->theirs, g_ptr_array_unref);
  g_clear_pointer (&comparison->ours, g_ptr_array_unref);
  g_free (comparison);
}

static void
compare_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Comparing *comparing = task_data;
  GError *error = NULL;
  g_autofree char *name = g_file_get_basename (comparing->file);
  g_autoptr (GBytes) bytes = qd_file_read (comparing->file, NULL, cancellable, &error);
  g_autoptr (QdPlan) theirs = NULL;
  g_autoptr (QdPlan) base = NULL;

  if (bytes != NULL)
    theirs = qd_format_load (bytes, comparing->format, name, NULL, NULL, &error);
  if (theirs == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (comparing->base != NULL)
    base = qd_format_load (comparing->base, comparing->format, name, NULL, NULL, NULL);
  comparing->result = g_new0 (QdFileComparison, 1);
  comparing->result->theirs = qd_compare_list (base != NULL ? base : comparing->ours, theirs);
  if (base != NULL)
    comparing->result->ours = qd_compare_list (base, comparing->ours);
  g_task_return_boolean (task, TRUE);
}

/**
 * qd_document_compare_file_async:
 * @document: a document that has a file
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds what another program changed in the file, and what was changed here: for whoever has to decide between them.
 */
void
qd_document_compare_file_async (QdDocument          *document,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Comparing *comparing;
  GBytes *base;

  g_return_if_fail (QD_IS_DOCUMENT (document));
  g_return_if_fail (qd_document_get_file (document) != NULL);

  base = qd_file_stamp_get_bytes (qd_document_get_stamp (document));
  comparing = g_new0 (Comparing, 1);
  comparing->file = g_object_ref (qd_document_get_file (document));
  comparing->format = qd_document_get_format (document);
  comparing->base = base != NULL ? g_bytes_ref (base) : NULL;
  comparing->ours = qd_plan_copy (qd_document_get_plan (document));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, qd_document_compare_file_async);
  g_task_set_task_data (task, comparing, comparing_free);
  g_task_run_in_thread (task, compare_thread);
}

/**
 * qd_document_compare_file_finish:
 * @document: a document
 * @result: a result
 * @error: return location for an error, with a sentence that says why the file cannot be read
 *
 * Returns: (transfer full): what is different, or %NULL with @error set
 */
QdFileComparison *
qd_document_compare_file_finish (QdDocument    *document,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return g_steal_pointer (&((Comparing *) g_task_get_task_data (G_TASK (result)))->result);
}

/* What is being read again: the stamp of what the document knows, and what is to become of what the file holds. */
typedef struct
{
  QdFileStamp *stamp;
  gboolean     merge;
} Reloading;

static void
reloading_free (gpointer data)
{
  Reloading *reloading = data;

  qd_file_stamp_unref (reloading->stamp);
  g_free (reloading);
}

/* What the document had when it was last read or saved is what both come from. Without it, all that differs conflicts. */
static QdPlan *
merge_loaded (QdDocument *document,
              QdDocument *loaded)
{
  GBytes *bytes = qd_file_stamp_get_bytes (qd_document_get_stamp (document));
  g_autofree char *name = g_file_get_basename (qd_document_get_file (document));
  g_autoptr (QdPlan) base = NULL;

  if (bytes != NULL)
    base = qd_format_load (bytes, qd_document_get_format (document), name, NULL, NULL, NULL);
  if (base == NULL)
    base = qd_plan_new ();

  return qd_merge (base, qd_document_get_plan (document), qd_document_get_plan (loaded), NULL);
}

/* Makes the document what @loaded is, or both together. What may be done to it, and what was saved, follows from what the
 * file holds. */
static gboolean
take_over (QdDocument  *document,
           QdDocument  *loaded,
           gboolean     merge,
           GError     **error)
{
  gboolean read_only = qd_document_get_read_only (document);
  g_autoptr (QdPlan) plan = merge ? merge_loaded (document, loaded) : g_object_ref (qd_document_get_plan (loaded));
  gboolean done;

  g_object_freeze_notify (G_OBJECT (document));
  qd_document_set_read_only (document, FALSE);
  done = qd_document_restore (document, plan, merge ? C_("undo", "Merge the file") : C_("undo", "Reload the file"), error);
  if (done)
    {
      gboolean same = qd_plan_equal (qd_document_get_plan (document), qd_document_get_plan (loaded));

      qd_document_set_file (document, qd_document_get_file (loaded), qd_document_get_format (loaded),
                            qd_document_get_stamp (loaded));
      qd_document_set_saved (document, !merge || same ? qd_history_get_state (qd_document_get_history (document))
                                                      : QD_HISTORY_NO_STATE);
    }
  qd_document_set_read_only (document, done ? qd_document_get_read_only (loaded) : read_only);
  g_object_thaw_notify (G_OBJECT (document));

  return done;
}

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  QdDocument *document = g_task_get_source_object (task);
  Reloading *reloading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (QdDocument) loaded = qd_document_load_finish (result, NULL, &error);

  /* What was read before a saving ended, or is of another file, is not what the file holds. */
  if (loaded != NULL && (qd_document_get_saving (document) || reloading->stamp != qd_document_get_stamp (document)))
    {
      g_clear_object (&loaded);
      g_set_error (&error, G_IO_ERROR, G_IO_ERROR_PENDING, _("The plan was saved meanwhile."));
    }

  if (loaded != NULL && take_over (document, loaded, reloading->merge, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
reload (QdDocument          *document,
        gboolean             merge,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  GTask *task = g_task_new (document, cancellable, callback, user_data);
  Reloading *reloading = g_new0 (Reloading, 1);

  g_task_set_source_tag (task, reload);
  reloading->stamp = qd_file_stamp_ref (qd_document_get_stamp (document));
  reloading->merge = merge;
  g_task_set_task_data (task, reloading, reloading_free);
  qd_document_load_async (qd_document_get_file (document), cancellable, reloaded_cb, task);
}

/**
 * qd_document_reload_async:
 * @document: a document that has a file
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads the file again and makes the plan what it holds, as one change that can be undone. The document is not modified
 * then; after undoing it is, and saving it overwrites what was reloaded.
 */
void
qd_document_reload_async (QdDocument          *document,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (QD_IS_DOCUMENT (document));
  g_return_if_fail (qd_document_get_file (document) != NULL);

  reload (document, FALSE, cancellable, callback, user_data);
}

/**
 * qd_document_merge_file_async:
 * @document: a document that has a file
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done; ends with qd_document_reload_finish()
 * @user_data: for @callback
 *
 * Reads the file again and brings into the plan what another program changed in it since it was opened or saved here, as
 * one change that can be undone. What both changed differently stays as it is here and becomes a conflict of the plan; see
 * qd_merge(). The document is modified then, unless the file holds just that.
 */
void
qd_document_merge_file_async (QdDocument          *document,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (QD_IS_DOCUMENT (document));
  g_return_if_fail (qd_document_get_file (document) != NULL);

  reload (document, TRUE, cancellable, callback, user_data);
}

/**
 * qd_document_reload_finish:
 * @document: a document
 * @result: a result
 * @error: return location for an error, with a sentence that says what is wrong
 *
 * Returns: %FALSE with @error set if the document is as it was
 */
gboolean
qd_document_reload_finish (QdDocument    *document,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, document), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
