#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

/**
 * QdPlanCopier:
 *
 * A copy of a plan that is made little by little: of a large one, without keeping the window waiting. The plan must not
 * change before qd_plan_copier_step() says that all is there.
 */
typedef struct _QdPlanCopier QdPlanCopier;

QdPlanCopier *qd_plan_copier_new    (QdPlan       *plan);
void          qd_plan_copier_free   (QdPlanCopier *copier);
gboolean      qd_plan_copier_step   (QdPlanCopier *copier,
                                     guint         n_records);
QdPlan       *qd_plan_copier_finish (QdPlanCopier *copier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdPlanCopier, qd_plan_copier_free)

G_END_DECLS
