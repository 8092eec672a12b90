#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QD_TYPE_ROOM (qd_room_get_type ())

G_DECLARE_FINAL_TYPE (QdRoom, qd_room, QD, ROOM, GtkWidget)

typedef int (*QdRoomFunc) (GtkWidget *widget);

GtkWidget *qd_room_new          (GtkWidget  *child,
                                 GtkWidget  *of);
GtkWidget *qd_room_new_for_page (GtkWidget  *child,
                                 GtkWidget  *of,
                                 gboolean    wide);
void       qd_room_set_most     (GtkWidget  *widget,
                                 QdRoomFunc  func);
int        qd_room_get_most     (GtkWidget  *widget);
int        qd_room_lists_most   (GtkWidget  *box);

G_END_DECLS
