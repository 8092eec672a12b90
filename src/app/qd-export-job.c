#include "qd-config.h"

#include "qd-export-source-private.h"

#include <glib/gi18n-lib.h>

#include "qd-csv.h"
#include "qd-file.h"

/* Writes one or several files in a thread. Each is replaced as a whole when all of it is made: one that is not made, or not
 * any more, stays as it was. */

/* How far a file is when its bytes are there. */
#define MADE 0.95

static void
target_free (gpointer data)
{
  QdExportTarget *target = data;

  g_object_unref (target->file);
  g_free (target);
}

/**
 * qd_export_targets_new:
 *
 * Returns: (transfer full) (element-type QdExportTarget): nothing to write yet
 */
GPtrArray *
qd_export_targets_new (void)
{
  return g_ptr_array_new_with_free_func (target_free);
}

/**
 * qd_export_targets_add:
 * @targets: what to write
 * @form: what else
 * @file: where to
 */
void
qd_export_targets_add (GPtrArray          *targets,
                       const QdExportForm *form,
                       GFile              *file)
{
  QdExportTarget *target = g_new0 (QdExportTarget, 1);

  target->form = form;
  target->file = g_object_ref (file);
  g_ptr_array_add (targets, target);
}

static GFile *
file_of_list (const QdExportTarget *target,
              const QdExportList   *list)
{
  g_autoptr (GFile) folder = g_file_get_parent (target->file);
  g_autofree char *base = g_file_get_basename (target->file);
  g_autofree char *list_name = qd_export_list_dup_name (list);
  g_autofree char *name = g_strdup_printf ("%s %s.%s", base, list_name, target->form->ending);

  return g_file_get_child (folder, name);
}

static gboolean
is_there (GFile *file)
{
  return g_file_query_exists (file, NULL);
}

/* How many of the files that @target is are there. */
static int
count_files (QdExportSource       *source,
             const QdExportTarget *target)
{
  int n = 0;

  if (!qd_export_form_makes_many (target->form))
    return is_there (target->file);

  for (guint i = 0; i < source->lists->len; i++)
    {
      g_autoptr (GFile) file = file_of_list (target, &g_array_index (source->lists, QdExportList, i));

      n += is_there (file);
    }

  return n;
}

/* Files that are to be looked for. */
typedef struct
{
  QdExportSource *source;
  GPtrArray      *targets;
} Search;

static void
search_free (Search *search)
{
  qd_export_source_unref (search->source);
  g_ptr_array_unref (search->targets);
  g_free (search);
}

static void
count_existing_thread (GTask        *task,
                       gpointer      source_object,
                       gpointer      task_data,
                       GCancellable *cancellable)
{
  Search *search = task_data;
  int n = 0;

  qd_export_source_lock (search->source);
  for (guint i = 0; i < search->targets->len; i++)
    n += count_files (search->source, g_ptr_array_index (search->targets, i));
  qd_export_source_unlock (search->source);

  g_task_return_int (task, n);
}

/**
 * qd_export_existing_async:
 * @source: what is exported
 * @targets: (element-type QdExportTarget): where to
 *
 * Counts the files that are there already.
 */
void
qd_export_existing_async (QdExportSource      *source,
                          GPtrArray           *targets,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->source = qd_export_source_ref (source);
  search->targets = g_ptr_array_ref (targets);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  g_task_run_in_thread (task, count_existing_thread);
}

/**
 * qd_export_existing_finish:
 *
 * Returns: how many
 */
int
qd_export_existing_finish (GAsyncResult *result)
{
  return (int) g_task_propagate_int (G_TASK (result), NULL);
}

/**
 * Job:
 * @source: what is exported
 * @targets: where to
 * @choices: how
 * @cancellable: (nullable): what stops it
 * @written: (element-type GFile): what is
 * @current: which target is being written
 * @progress: is told how far it is, in whatever thread that happens
 * @progress_data: for it
 * @told: what it was last told, in per cent
 *
 * Owned by the thread that writes until that is over.
 */
typedef struct
{
  QdExportSource      *source;
  GPtrArray           *targets;
  QdExportChoices      choices;
  GCancellable        *cancellable;
  GPtrArray           *written;
  guint                current;
  QdExportJobProgress  progress;
  gpointer             progress_data;
  int                  told;
} Job;

static Job *
job_new (QdExportSource        *source,
         GPtrArray             *targets,
         const QdExportChoices *choices,
         GCancellable          *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->source = qd_export_source_ref (source);
  job->targets = g_ptr_array_ref (targets);
  qd_export_choices_copy (&job->choices, choices);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->written = g_ptr_array_new_with_free_func (g_object_unref);
  job->told = -1;

  return job;
}

static void
job_free (Job *job)
{
  qd_export_source_unref (job->source);
  g_ptr_array_unref (job->targets);
  qd_export_choices_clear (&job->choices);
  g_clear_object (&job->cancellable);
  g_ptr_array_unref (job->written);
  g_free (job);
}

/* No more often than anybody sees. */
static void
tell (Job    *job,
      double  part)
{
  double whole = (job->current + part) / job->targets->len;

  if ((int) (whole * 100) <= job->told)
    return;

  job->told = (int) (whole * 100);
  if (job->progress != NULL)
    job->progress (whole, ((const QdExportTarget *) g_ptr_array_index (job->targets, job->current))->form,
                   job->progress_data);
}

static void
progress_cb (double   part,
             gpointer user_data)
{
  tell (user_data, part * MADE);
}

static gboolean
write_bytes (Job     *job,
             GFile   *file,
             GBytes  *bytes,
             GError **error)
{
  if (bytes == NULL || g_cancellable_set_error_if_cancelled (job->cancellable, error) ||
      !qd_file_replace (file, bytes, NULL, NULL, job->cancellable, error))
    return FALSE;

  g_ptr_array_add (job->written, g_object_ref (file));

  return TRUE;
}

static gboolean
write_lists (Job                   *job,
             const QdExportTarget  *target,
             GError               **error)
{
  const GArray *lists = job->source->lists;

  for (guint i = 0; i < lists->len; i++)
    {
      const QdExportList *list = &g_array_index (lists, QdExportList, i);
      g_autoptr (GFile) file = file_of_list (target, list);
      g_autoptr (GBytes) bytes = qd_csv_export (qd_figures_get_plan (job->source->figures), list->list,
                                                list->review ? QD_CSV_REVIEW : QD_CSV_DEFAULT);

      if (!write_bytes (job, file, bytes, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_target (Job                   *job,
              const QdExportTarget  *target,
              const QdAudience      *audience,
              GError               **error)
{
  QdPlan *plan = qd_figures_get_plan (job->source->figures);
  g_autoptr (GBytes) bytes = NULL;
  QdExportOptions options;

  if (qd_export_form_needs_all (target->form) && !qd_audience_gets_all (audience))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _("%s do not get all that is in it."),
                   audience->label);
      return FALSE;
    }
  if (qd_export_form_makes_many (target->form))
    return write_lists (job, target, error);
  if (target->form->export == NULL)
    {
      bytes = qd_format_save (plan, qd_format_find (target->form->format), error);
      return write_bytes (job, target->file, bytes, error);
    }

  qd_export_options_init (&options, plan);
  options.audience = audience;
  options.shape = target->form->shape;
  options.notes = job->choices.notes;
  options.page_size = job->choices.page_size;
  options.template_path = job->choices.template_path;
  options.progress = progress_cb;
  options.progress_data = job;
  options.cancellable = job->cancellable;
  bytes = qd_export_write (qd_export_find (target->form->export), job->source->figures, job->source->findings, &options,
                           error);

  return write_bytes (job, target->file, bytes, error);
}

static gboolean
write_all (Job     *job,
           GError **error)
{
  g_autoptr (QdAudience) audience = qd_audience_find (qd_figures_get_plan (job->source->figures), job->choices.audience,
                                                      error);

  if (audience == NULL)
    return FALSE;

  for (job->current = 0; job->current < job->targets->len; job->current++)
    {
      const QdExportTarget *target = g_ptr_array_index (job->targets, job->current);

      tell (job, 0);
      if (!write_target (job, target, audience, error))
        {
          g_autofree char *name = qd_file_dup_name (target->file);

          if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
    }

  return TRUE;
}

/* Waits for its turn; who was stopped meanwhile does nothing at all. */
static gboolean
run (Job     *job,
     GError **error)
{
  gboolean done;

  qd_export_source_lock (job->source);
  done = !g_cancellable_set_error_if_cancelled (job->cancellable, error) && write_all (job, error);
  qd_export_source_unlock (job->source);

  return done;
}

/**
 * qd_export_job_run:
 * @source: what to export
 * @targets: (element-type QdExportTarget): where to; not empty
 * @choices: how
 * @cancellable: (nullable): what stops it
 * @progress: (nullable): is told how far it is
 * @progress_data: for @progress
 * @files: (out) (transfer full) (element-type GFile): what was written
 * @error: return location for an error: a sentence that says what is wrong and what to do
 *
 * Writes files; blocks. When it is cancelled or fails, what was written before stays, and the files that were not are as
 * they were. It is cancelled if @cancellable is before the last file is in its place, and done otherwise.
 *
 * Returns: %FALSE with @error set if not all of it was
 */
gboolean
qd_export_job_run (QdExportSource         *source,
                   GPtrArray              *targets,
                   const QdExportChoices  *choices,
                   GCancellable           *cancellable,
                   QdExportJobProgress     progress,
                   gpointer                progress_data,
                   GPtrArray             **files,
                   GError                **error)
{
  Job *job = job_new (source, targets, choices, cancellable);
  gboolean done;

  job->progress = progress;
  job->progress_data = progress_data;
  done = run (job, error);
  *files = g_ptr_array_ref (job->written);
  job_free (job);

  return done;
}

/* What a job in a thread has to say to the main loop. */
typedef struct
{
  Job                 *job;
  QdExportJobProgress  progress;
  gpointer             progress_data;
} Errand;

static void
errand_free (Errand *errand)
{
  job_free (errand->job);
  g_free (errand);
}

typedef struct
{
  GTask              *task;
  double              part;
  const QdExportForm *form;
} Report;

static gboolean
report_cb (gpointer user_data)
{
  Report *report = user_data;
  Errand *errand = g_task_get_task_data (report->task);

  if (!g_task_get_completed (report->task))
    errand->progress (report->part, report->form, errand->progress_data);
  g_object_unref (report->task);
  g_free (report);

  return G_SOURCE_REMOVE;
}

static void
send_report_cb (double              part,
                const QdExportForm *form,
                gpointer            user_data)
{
  Report *report = g_new0 (Report, 1);

  report->task = g_object_ref (user_data);
  report->part = part;
  report->form = form;
  g_idle_add_full (G_PRIORITY_DEFAULT, report_cb, report, NULL);
}

static void
job_thread (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Errand *errand = task_data;
  GError *error = NULL;

  if (run (errand->job, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * qd_export_job_async:
 * @source: what to export
 * @targets: (element-type QdExportTarget): where to; not empty
 * @choices: how
 * @cancellable: (nullable): what stops it
 * @progress: is told how far it is
 * @progress_data: for @progress
 *
 * Like qd_export_job_run(), without making the window wait.
 */
void
qd_export_job_async (QdExportSource        *source,
                     GPtrArray             *targets,
                     const QdExportChoices *choices,
                     GCancellable          *cancellable,
                     QdExportJobProgress    progress,
                     gpointer               progress_data,
                     GAsyncReadyCallback    callback,
                     gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  Errand *errand;

  g_return_if_fail (targets->len > 0);

  /* Without the cancellable: what is written already is said, also when the rest was cancelled. */
  task = g_task_new (NULL, NULL, callback, user_data);
  errand = g_new0 (Errand, 1);
  errand->job = job_new (source, targets, choices, cancellable);
  errand->job->progress = send_report_cb;
  errand->job->progress_data = task;
  errand->progress = progress;
  errand->progress_data = progress_data;
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  g_task_run_in_thread (task, job_thread);
}

/**
 * qd_export_job_finish:
 * @files: (out) (transfer full) (element-type GFile): what was written
 * @error: return location for an error: a sentence that says what is wrong and what to do
 *
 * Returns: %FALSE with @error set if not all of it was
 */
gboolean
qd_export_job_finish (GAsyncResult  *result,
                      GPtrArray    **files,
                      GError       **error)
{
  Errand *errand = g_task_get_task_data (G_TASK (result));

  *files = g_ptr_array_ref (errand->job->written);

  return g_task_propagate_boolean (G_TASK (result), error);
}
