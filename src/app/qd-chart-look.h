#pragma once

#include <gtk/gtk.h>

#include "qd-chart-style.h"
#include "qd-marks.h"
#include "qd-plan.h"

G_BEGIN_DECLS

void qd_chart_look_init (QdChartStyle *style,
                         GtkWidget    *widget,
                         QdPlan       *plan);

/* How far an outline goes beyond what it is around, in pixels. */
#define QD_CHART_OUTLINE_REACH 5

void qd_chart_look_outline (const QdChartStyle *style,
                            const QdBox        *box,
                            cairo_t            *cr);

G_END_DECLS
