#pragma once

#include <gtk/gtk.h>

#include "qd-chart.h"

G_BEGIN_DECLS

#define QD_TYPE_CHART_VIEW (qd_chart_view_get_type ())

G_DECLARE_FINAL_TYPE (QdChartView, qd_chart_view, QD, CHART_VIEW, GtkWidget)

GtkWidget *qd_chart_view_new       (void);
void       qd_chart_view_set_chart (QdChartView *view,
                                    QdChart     *chart);
QdChart   *qd_chart_view_get_chart (QdChartView *view);
void       qd_chart_view_highlight (QdChartView *view,
                                    const char  *id);

G_END_DECLS
