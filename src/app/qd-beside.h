#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QD_TYPE_BESIDE (qd_beside_get_type ())

G_DECLARE_FINAL_TYPE (QdBeside, qd_beside, QD, BESIDE, GtkWidget)

GtkWidget *qd_beside_new (GtkWidget *first,
                          GtkWidget *second);
GtkWidget *qd_beside_new_for_buttons (GtkWidget *first,
                                      GtkWidget *second);
GtkWidget *qd_beside_new_for_list (GtkWidget *first,
                                   GtkWidget *second);
GtkWidget *qd_beside_new_for_title (GtkWidget *first,
                                    GtkWidget *second);

G_END_DECLS
