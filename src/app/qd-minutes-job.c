#include "qd-config.h"

#include "qd-minutes-job.h"

#include "qd-export.h"
#include "qd-file.h"
#include "qd-findings.h"
#include "qd-minutes-files.h"

/* Writes all that people get from a meeting, in a thread: the plan as it is now, and as it was when the meeting began. */

typedef struct
{
  QdPlan    *plan;
  QdPlan    *before;   /* (nullable) */
  GDateTime *started;  /* (nullable) */
  GDateTime *ended;    /* (nullable) */
  char      *name;
  GFile     *folder;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->plan);
  g_clear_object (&job->before);
  g_clear_pointer (&job->started, g_date_time_unref);
  g_clear_pointer (&job->ended, g_date_time_unref);
  g_free (job->name);
  g_object_unref (job->folder);
  g_free (job);
}

/* Nothing is written before all of it is made. */
static GPtrArray *
write_files (Job           *job,
             GPtrArray     *made,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < made->len; i++)
    {
      const QdMinutesFile *file = g_ptr_array_index (made, i);
      g_autoptr (GFile) target = g_file_get_child (job->folder, file->name);

      if (!qd_file_replace (target, file->bytes, NULL, NULL, cancellable, error))
        return NULL;
      g_ptr_array_add (written, g_steal_pointer (&target));
    }

  return g_steal_pointer (&written);
}

static void
run (GTask        *task,
     gpointer      source,
     gpointer      data,
     GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (QdFigures) figures = qd_figures_new (job->plan);
  g_autoptr (QdFigures) before = job->before != NULL ? qd_figures_new (job->before) : NULL;
  g_autoptr (QdFindings) findings = qd_findings_new (figures);
  g_autoptr (GPtrArray) made = NULL;
  GPtrArray *written = NULL;
  QdExportOptions options;
  GError *error = NULL;

  qd_export_options_init (&options, job->plan);
  options.cancellable = cancellable;
  made = qd_minutes_files_new (figures, qd_findings_get_list (findings),
                               &(QdMinutesFacts) { job->started, job->ended, before }, job->name, &options, &error);
  if (made != NULL)
    written = write_files (job, made, cancellable, &error);

  if (written != NULL)
    g_task_return_pointer (task, written, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qd_minutes_job_async:
 * @session: a meeting
 * @folder: where the files go; those of the same names are replaced
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
qd_minutes_job_async (QdMeetingSession    *session,
                      GFile               *folder,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  QdDocument *document = qd_meeting_session_get_document (session);
  QdPlan *before = qd_meeting_session_get_start_plan (session);
  g_autoptr (GTask) task = g_task_new (session, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->plan = qd_plan_copy (qd_document_get_plan (document));
  job->before = before != NULL ? qd_plan_copy (before) : NULL;
  job->started = qd_meeting_session_dup_started (session);
  job->ended = qd_meeting_session_get_state (session) == QD_MEETING_ENDED ? qd_meeting_session_dup_end (session) : NULL;
  job->name = qd_document_dup_title (document);
  job->folder = g_object_ref (folder);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

/**
 * qd_minutes_job_finish:
 *
 * Returns: (transfer full) (nullable) (element-type GFile): the files that were written, or %NULL with @error set
 */
GPtrArray *
qd_minutes_job_finish (QdMeetingSession  *session,
                       GAsyncResult      *result,
                       GError           **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
