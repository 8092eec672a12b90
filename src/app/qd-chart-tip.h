#pragma once

#include <gtk/gtk.h>

#include "qd-marks.h"

G_BEGIN_DECLS

GtkWidget *qd_chart_tip_new  (GtkWidget   *view);
void       qd_chart_tip_show (GtkWidget   *tip,
                              const QdBox *box,
                              const char  *text);

G_END_DECLS
