#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *qd_columns_new           (guint most);
GtkWidget *qd_columns_new_for_tiles (guint most);

G_END_DECLS
