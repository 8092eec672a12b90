#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-document-private.h"

#include <glib/gi18n-lib.h>

#include "qd-error.h"
#include "qd-loss-private.h"
#include "qd-snapshots-private.h"

/* Loading and saving. Reading, parsing and writing happen in worker threads, on a plan or on bytes that nobody else
 * holds. A worker never holds the document either, or it could be the one that finalizes it: a task for the caller,
 * which stays in the caller's thread, waits for the worker's. */

/* What the worker of a load hands over. */
typedef struct
{
  QdPlan         *plan;
  QdImportReport *report;
  QdFileStamp    *stamp;
  const QdFormat *format;
  gboolean        newer;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_object (&loaded->plan);
  g_clear_pointer (&loaded->report, qd_import_report_free);
  g_clear_pointer (&loaded->stamp, qd_file_stamp_unref);
  g_free (loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = g_file_get_basename (task_data);
  GError *error = NULL;

  bytes = qd_file_read (task_data, &loaded->stamp, cancellable, &error);
  if (bytes != NULL)
    {
      loaded->format = qd_format_for_name (name);
      if (loaded->format == NULL)
        loaded->format = qd_format_guess (bytes);
      loaded->plan = qd_format_load (bytes, loaded->format, name, &loaded->report, &loaded->newer, &error);
    }

  if (loaded->plan != NULL)
    g_task_return_pointer (task, g_steal_pointer (&loaded), loaded_free);
  else
    g_task_return_error (task, error);
}

/**
 * qd_document_load_async:
 * @file: what to open
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads a plan in any form that can be read, up to %QD_FILE_MAX_BYTES.
 */
void
qd_document_load_async (GFile               *file,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, qd_document_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  /* Opening a pipe that nobody writes to blocks for as long as that lasts. */
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, load_thread);
}

/* A form that can be written as well as read is one a document can stay in, as long as it holds all of the plan. */
static gboolean
is_habitable (const QdFormat *format)
{
  return format != NULL && format->load != NULL && format->save != NULL;
}

/**
 * qd_document_load_finish:
 * @result: a result
 * @report: (out) (optional) (nullable) (transfer full): what was understood; %NULL if the form leaves nothing to tell
 * @error: return location for an error, with a sentence that says what is wrong
 *
 * The document is of that file and is saved in its form, Markdown as Markdown; one of a form that can only be read has
 * no file yet. One that a newer version wrote is read-only.
 *
 * Returns: (transfer full): the document, not modified, or %NULL with @error set
 */
QdDocument *
qd_document_load_finish (GAsyncResult    *result,
                         QdImportReport **report,
                         GError         **error)
{
  g_autoptr (Loaded) loaded = NULL;
  QdDocument *document;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded == NULL)
    return NULL;

  document = qd_document_new_for_plan (loaded->plan);
  if (is_habitable (loaded->format))
    qd_document_set_file (document, g_task_get_task_data (G_TASK (result)), loaded->format, loaded->stamp);
  qd_document_set_read_only (document, loaded->newer);
  if (report != NULL)
    *report = g_steal_pointer (&loaded->report);

  return document;
}

/* One saving: what to write where, then what became of it. */
typedef struct
{
  GFile          *file;
  const QdFormat *format;
  GBytes         *bytes;
  QdPlan         *copy;     /* what @bytes must hold; NULL for the form that holds everything */
  guint64         state;    /* that of the plan when @bytes was made of it */
  QdFileStamp    *expected;
  QdFileStamp    *stamp;
  char           *states;   /* where to keep the states of files; NULL not to */
  char           *problem;  /* why that did not succeed */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_object (&saving->file);
  g_clear_pointer (&saving->bytes, g_bytes_unref);
  g_clear_object (&saving->copy);
  g_clear_pointer (&saving->expected, qd_file_stamp_unref);
  g_clear_pointer (&saving->stamp, qd_file_stamp_unref);
  g_free (saving->states);
  g_free (saving->problem);
  g_free (saving);
}

/* What the file holds now, which need not be what we know, and what it is to hold: each is an earlier state one day.
 * That it cannot be kept must not keep anybody from saving. */
static gboolean
replace_and_keep (Saving        *saving,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GError) problem = NULL;

  if (saving->states == NULL)
    return qd_file_replace (saving->file, saving->bytes, saving->expected, &saving->stamp, cancellable, error);

  qd_snapshots_keep_old (saving->states, saving->file, &problem);
  if (!qd_file_replace (saving->file, saving->bytes, saving->expected, &saving->stamp, cancellable, error))
    return FALSE;

  /* What keeps the one from being kept would keep the other, after as long a wait. */
  if (problem == NULL)
    qd_snapshots_keep_new (saving->states, saving->file, saving->bytes, saving->format, &problem);
  if (problem != NULL)
    saving->problem = g_strdup (problem->message);

  return TRUE;
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Saving *saving = task_data;
  GError *error = NULL;

  if ((saving->copy == NULL || qd_loss_check (saving->copy, saving->bytes, saving->format, &error)) &&
      replace_and_keep (saving, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The file is written, or not: the document takes note before the caller hears of it. Edits made meanwhile belong to
 * another state than the one that was saved, and so stay modifications. */
static void
save_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  QdDocument *document = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gboolean written = g_task_propagate_boolean (G_TASK (result), &error);

  g_object_freeze_notify (G_OBJECT (document));
  if (written)
    {
      qd_document_set_file (document, saving->file, saving->format, saving->stamp);
      qd_document_set_saved (document, saving->state);
      if (saving->states != NULL && qd_document_get_snapshots (document) != NULL)
        qd_snapshots_saved (qd_document_get_snapshots (document), saving->file, saving->problem);
    }
  qd_document_set_saving (document, FALSE);
  g_object_thaw_notify (G_OBJECT (document));

  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
check_may_save (QdDocument  *document,
                GFile       *file,
                GError     **error)
{
  if (file == NULL)
    g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("The plan has no file yet: say where to save it."));
  else if (qd_document_get_saving (document))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PENDING, _("The plan is just being saved."));
  else if (qd_document_get_read_only (document))
    g_set_error (error, QD_ERROR, QD_ERROR_NEWER,
                 _("This plan was written by a newer version of Quarterdeck; saving it here could lose what this "
                   "version does not know."));
  else
    return TRUE;

  return FALSE;
}

/* The form to save in: that of the ending of the name; where it has none that we know, the form the document has. */
static const QdFormat *
choose_format (QdDocument  *document,
               GFile       *file,
               GError     **error)
{
  g_autofree char *name = g_file_get_basename (file);
  const QdFormat *format = qd_format_for_name (name);

  if (format == NULL && qd_document_get_file (document) != NULL && g_file_equal (qd_document_get_file (document), file))
    format = qd_document_get_format (document);
  if (format == NULL)
    format = qd_format_find (QD_HOME_FORMAT);

  if (!is_habitable (format))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED,
                   _("A plan cannot be kept as %s, only exported. Save it as a .qplan file."), _(format->label));
      return NULL;
    }

  return format;
}

/* Returns: (nullable): all that the worker needs, with @error set if the plan cannot be saved so */
static Saving *
saving_new (QdDocument  *document,
            GFile       *file,
            gboolean     overwrite,
            GError     **error)
{
  GFile *own = qd_document_get_file (document);
  QdSnapshots *snapshots = qd_document_get_snapshots (document);
  const QdFormat *format;
  GBytes *bytes;
  Saving *saving;

  if (file == NULL)
    file = own;
  if (!check_may_save (document, file, error))
    return NULL;

  format = choose_format (document, file, error);
  bytes = format != NULL ? qd_format_save (qd_document_get_plan (document), format, error) : NULL;
  if (bytes == NULL)
    return NULL;

  saving = g_new0 (Saving, 1);
  saving->file = g_object_ref (file);
  saving->format = format;
  saving->bytes = bytes;
  if (format != qd_format_find (QD_HOME_FORMAT))
    saving->copy = qd_plan_copy (qd_document_get_plan (document));
  saving->state = qd_history_get_state (qd_document_get_history (document));
  if (!overwrite && own != NULL && g_file_equal (own, file))
    saving->expected = qd_file_stamp_ref (qd_document_get_stamp (document));
  if (snapshots != NULL && qd_snapshots_get_enabled (snapshots))
    saving->states = g_strdup (qd_snapshots_get_folder (snapshots));

  return saving;
}

/**
 * qd_document_save_async:
 * @document: a document
 * @file: (nullable): where to save it from now on; %NULL for its file
 * @overwrite: also if another program changed the file meanwhile
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Saves the plan as it is now; edits made until @callback is called stay modifications. See qd_file_replace() for how
 * the file is replaced. The ending of the name says in which form. Into a form other than .qplan, such as Markdown, a
 * plan is only saved if all of it can be read from there again; if not, the error names what would be lost.
 */
void
qd_document_save_async (QdDocument          *document,
                        GFile               *file,
                        gboolean             overwrite,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) worker = NULL;
  GError *error = NULL;
  Saving *saving;

  g_return_if_fail (QD_IS_DOCUMENT (document));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (task, qd_document_save_async);
  /* Written is written: a cancellation that comes too late is no error. */
  g_task_set_check_cancellable (task, FALSE);

  saving = saving_new (document, file, overwrite, &error);
  if (saving == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  qd_history_break_coalescing (qd_document_get_history (document));
  qd_document_set_saving (document, TRUE);

  worker = g_task_new (NULL, cancellable, save_written_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, qd_document_save_async);
  g_task_set_check_cancellable (worker, FALSE);
  g_task_set_task_data (worker, saving, saving_free);
  g_task_run_in_thread (worker, save_thread);
}

/**
 * qd_document_save_finish:
 * @document: a document
 * @result: a result
 * @error: return location for an error: %QD_ERROR_CHANGED if another program changed the file, which overwriting
 *   overrides; %QD_ERROR_UNSUPPORTED if the form cannot hold the plan; %QD_ERROR_NEWER if the document is read-only;
 *   %G_IO_ERROR_PENDING while it is being saved; else a sentence that says what is wrong and what to do
 *
 * Returns: %FALSE with @error set if the file is as it was, and the document as modified as it was
 */
gboolean
qd_document_save_finish (QdDocument    *document,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, document), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
