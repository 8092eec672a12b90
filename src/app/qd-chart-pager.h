#pragma once

#include "qd-chart-view.h"

G_BEGIN_DECLS

GtkWidget *qd_chart_pager_new (QdChartView *view);

G_END_DECLS
