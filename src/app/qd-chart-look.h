#pragma once

#include <gtk/gtk.h>

#include "qd-chart-style.h"
#include "qd-plan.h"

G_BEGIN_DECLS

void qd_chart_look_init (QdChartStyle *style,
                         GtkWidget    *widget,
                         QdPlan       *plan);

G_END_DECLS
