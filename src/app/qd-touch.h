#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: whether there is a menu at that place of @widget, which is open now */
typedef gboolean (*QdTouchMenuFunc) (GtkWidget *widget,
                                     double     x,
                                     double     y,
                                     gpointer   user_data);

void     qd_touch_add_menu       (GtkWidget           *widget,
                                  GtkPropagationPhase  phase,
                                  QdTouchMenuFunc      func,
                                  gpointer             user_data);
void     qd_touch_add_long_press (GtkWidget           *widget,
                                  GtkPropagationPhase  phase,
                                  QdTouchMenuFunc      func,
                                  gpointer             user_data);
gboolean qd_touch_is_finger      (gpointer             controller);

G_END_DECLS
