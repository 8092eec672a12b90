#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

/**
 * QdFollowFunc:
 * @widget: what shows something of the plan
 *
 * Shows what is true now.
 */
typedef void (*QdFollowFunc) (GtkWidget *widget);

void qd_widget_follow      (GtkWidget    *widget,
                            QdDocument   *document,
                            QdFollowFunc  update);
void qd_widget_catch_up    (GtkWidget    *widget);
void qd_widget_fall_behind (GtkWidget    *widget);

G_END_DECLS
