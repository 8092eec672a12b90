#pragma once

#include <adwaita.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_COMPARE_WINDOW (qd_compare_window_get_type ())

G_DECLARE_FINAL_TYPE (QdCompareWindow, qd_compare_window, QD, COMPARE_WINDOW, AdwWindow)

GtkWidget *qd_compare_window_new (GtkWindow   *parent,
                                  QdDocument  *document,
                                  QdSnapshots *snapshots);
void       qd_compare_window_add_file (QdCompareWindow *window,
                                       GFile           *file);

G_END_DECLS
