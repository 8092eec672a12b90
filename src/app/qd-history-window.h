#pragma once

#include <adwaita.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_HISTORY_WINDOW (qd_history_window_get_type ())

G_DECLARE_FINAL_TYPE (QdHistoryWindow, qd_history_window, QD, HISTORY_WINDOW, AdwWindow)

GtkWidget *qd_history_window_new (GtkWindow   *parent,
                                  QdDocument  *document,
                                  QdSnapshots *snapshots);

G_END_DECLS
