#pragma once

#include "qd-change.h"
#include "qd-document.h"
#include "qd-plan.h"

G_BEGIN_DECLS

void      qd_test_grow_plan     (QdPlan        *plan,
                                 guint          factor);
QdPlan   *qd_test_random_plan   (GRand         *rand,
                                 guint          size);
QdValue   qd_test_random_value  (GRand         *rand,
                                 QdPlan        *plan,
                                 const QdField *field);
QdChange *qd_test_random_change (GRand         *rand,
                                 QdPlan        *plan);

QdDocument *qd_test_example_document (void);

G_END_DECLS
