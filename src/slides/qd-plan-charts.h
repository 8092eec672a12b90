#pragma once

#include "qd-chart.h"
#include "qd-figures.h"

G_BEGIN_DECLS

QdChart *qd_plan_chart_new (QdFigures  *figures,
                            GPtrArray  *findings,
                            const char *name);
char    *qd_plan_chart_dup_quarter (QdPlan   *plan,
                                    gboolean  previous);

G_END_DECLS
