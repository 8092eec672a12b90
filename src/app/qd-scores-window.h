#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QD_TYPE_SCORES_WINDOW (qd_scores_window_get_type ())

G_DECLARE_FINAL_TYPE (QdScoresWindow, qd_scores_window, QD, SCORES_WINDOW, AdwWindow)

GtkWidget *qd_scores_window_new (GtkWindow *parent,
                                 GFile     *folder);

G_END_DECLS
