#pragma once

#include "qd-figures.h"

G_BEGIN_DECLS

QdPlan *qd_test_seed_plan     (void);
guint   qd_test_drop_repeated (QdFigures *figures);

G_END_DECLS
