#pragma once

#include "qd-chart-private.h"

G_BEGIN_DECLS

guint        qd_scorecard_count_objectives (QdChart *chart);
char        *qd_scorecard_footnote         (QdChart *chart);
QdChartBars *qd_scorecard_bars             (QdChart *chart,
                                            guint    most_rows);

G_END_DECLS
