#pragma once

#include "qd-chart-style.h"
#include "qd-plan.h"

G_BEGIN_DECLS

gboolean qd_plan_style_is_dark   (QdPlan       *plan);
void     qd_plan_style_apply     (QdPlan       *plan,
                                  QdChartStyle *style);
void     qd_plan_style_for_paper (QdPlan       *plan,
                                  QdChartStyle *style);

G_END_DECLS
