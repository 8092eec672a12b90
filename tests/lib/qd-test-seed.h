#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

QdPlan *qd_test_seed_plan (void);

G_END_DECLS
