#pragma once

#include "qd-chart.h"
#include "qd-plan.h"
#include "qd-votes.h"

G_BEGIN_DECLS

QdChart *qd_vote_chart_new  (QdPlan       *plan,
                             QdRecord     *key_result,
                             const QdCast *casts,
                             guint         n_casts);
void     qd_vote_chart_fill (QdChart      *chart,
                             QdPlan       *plan);

G_END_DECLS
