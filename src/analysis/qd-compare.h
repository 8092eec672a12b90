#pragma once

#include "qd-change.h"
#include "qd-plan.h"

G_BEGIN_DECLS

QdChange *qd_compare (QdPlan     *from,
                      QdPlan     *to,
                      const char *title);

G_END_DECLS
