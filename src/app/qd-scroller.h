#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean qd_scroller_shows_focus (GtkWidget *scroller,
                                  double     height);
void     qd_scroller_keep_focus  (GtkWidget *scroller);

G_END_DECLS
