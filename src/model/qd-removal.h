#pragma once

#include "qd-change.h"
#include "qd-plan.h"

G_BEGIN_DECLS

void  qd_change_remove_records (QdChange   *change,
                                QdPlan     *plan,
                                QdRecord  **records,
                                guint       n_records);

G_END_DECLS
