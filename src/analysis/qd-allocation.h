#pragma once

#include "qd-change.h"
#include "qd-plan.h"

G_BEGIN_DECLS

void      qd_shares_balance    (double   *shares,
                                guint     n_shares,
                                guint     kept,
                                double    share);
QdChange *qd_allocation_set    (QdPlan   *plan,
                                QdRecord *category,
                                double    percent);

G_END_DECLS
