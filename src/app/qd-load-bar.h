#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QD_TYPE_LOAD_BAR (qd_load_bar_get_type ())

G_DECLARE_FINAL_TYPE (QdLoadBar, qd_load_bar, QD, LOAD_BAR, GtkWidget)

GtkWidget *qd_load_bar_new      (void);
void       qd_load_bar_set_load (QdLoadBar *bar,
                                 double     load,
                                 gboolean   assumed);

G_END_DECLS
