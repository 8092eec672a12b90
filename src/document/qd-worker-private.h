#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thread that does what it is told, one thing after the other. */
typedef struct _QdWorker QdWorker;

QdWorker *qd_worker_new  (void);
void      qd_worker_free (QdWorker        *worker);
void      qd_worker_run  (QdWorker        *worker,
                          GTask           *task,
                          GTaskThreadFunc  func);
void      qd_worker_wait (QdWorker        *worker);

G_END_DECLS
