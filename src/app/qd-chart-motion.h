#pragma once

#include <gtk/gtk.h>

#include "qd-marks.h"

G_BEGIN_DECLS

typedef struct _QdChartMotion QdChartMotion;

QdChartMotion *qd_chart_motion_new   (GtkWidget     *view);
void           qd_chart_motion_free  (QdChartMotion *motion);
void           qd_chart_motion_start (QdChartMotion *motion,
                                      QdMarks       *from);
QdMarks       *qd_chart_motion_blend (QdChartMotion *motion,
                                      QdMarks       *marks);

G_END_DECLS
