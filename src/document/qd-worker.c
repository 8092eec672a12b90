#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-worker-private.h"

struct _QdWorker
{
  GThreadPool *pool; /* of one thread */
};

typedef struct
{
  GTask           *task;
  GTaskThreadFunc  func;
} Job;

typedef struct
{
  GMutex   mutex;
  GCond    cond;
  gboolean done;
} Barrier;

static void
run_job (gpointer data,
         gpointer user_data)
{
  Job *job = data;

  job->func (job->task, NULL, g_task_get_task_data (job->task), g_task_get_cancellable (job->task));
  g_object_unref (job->task);
  g_free (job);
}

static void
barrier_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Barrier *barrier = task_data;

  g_task_return_boolean (task, TRUE);
  g_mutex_lock (&barrier->mutex);
  barrier->done = TRUE;
  g_cond_signal (&barrier->cond);
  g_mutex_unlock (&barrier->mutex);
}

/**
 * qd_worker_new: (skip)
 *
 * Returns: (transfer full): a worker with nothing to do
 */
QdWorker *
qd_worker_new (void)
{
  QdWorker *worker = g_new0 (QdWorker, 1);

  worker->pool = g_thread_pool_new (run_job, NULL, 1, FALSE, NULL);

  return worker;
}

/**
 * qd_worker_free: (skip)
 *
 * Waits until everything is done that it was told to.
 */
void
qd_worker_free (QdWorker *worker)
{
  g_thread_pool_free (worker->pool, FALSE, TRUE);
  g_free (worker);
}

/**
 * qd_worker_run: (skip)
 * @worker: a worker
 * @task: (transfer none): a task without a source object, so that nothing is finalized in the worker's thread
 * @func: what to do
 *
 * Has something done after everything that it was told before.
 */
void
qd_worker_run (QdWorker        *worker,
               GTask           *task,
               GTaskThreadFunc  func)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_object_ref (task);
  job->func = func;
  g_thread_pool_push (worker->pool, job, NULL);
}

/**
 * qd_worker_wait: (skip)
 *
 * Blocks until everything is done that it was told to.
 */
void
qd_worker_wait (QdWorker *worker)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Barrier barrier = { 0 };

  g_mutex_init (&barrier.mutex);
  g_cond_init (&barrier.cond);
  g_task_set_source_tag (task, qd_worker_wait);
  g_task_set_task_data (task, &barrier, NULL);
  qd_worker_run (worker, task, barrier_thread);

  g_mutex_lock (&barrier.mutex);
  while (!barrier.done)
    g_cond_wait (&barrier.cond, &barrier.mutex);
  g_mutex_unlock (&barrier.mutex);
  g_mutex_clear (&barrier.mutex);
  g_cond_clear (&barrier.cond);
}
