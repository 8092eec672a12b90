#pragma once

#include <adwaita.h>

#include "qd-document.h"

G_BEGIN_DECLS

/**
 * QdConflictAnswer:
 * @QD_CONFLICT_CANCEL: leave everything as it is
 * @QD_CONFLICT_RELOAD: take what the file holds
 * @QD_CONFLICT_MERGE: bring both together
 * @QD_CONFLICT_OVERWRITE: write into the file what is here
 * @QD_CONFLICT_SAVE_AS: keep both
 *
 * What is to become of a plan and its file when another program changed the file.
 */
typedef enum
{
  QD_CONFLICT_CANCEL,
  QD_CONFLICT_RELOAD,
  QD_CONFLICT_MERGE,
  QD_CONFLICT_OVERWRITE,
  QD_CONFLICT_SAVE_AS,
} QdConflictAnswer;

#define QD_TYPE_CONFLICT_WINDOW (qd_conflict_window_get_type ())

G_DECLARE_FINAL_TYPE (QdConflictWindow, qd_conflict_window, QD, CONFLICT_WINDOW, AdwWindow)

void             qd_conflict_window_ask_async  (GtkWindow           *parent,
                                                QdDocument          *document,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
QdConflictAnswer qd_conflict_window_ask_finish (GAsyncResult        *result);

G_END_DECLS
