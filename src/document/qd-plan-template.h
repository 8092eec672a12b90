#pragma once

#include <gio/gio.h>

#include "qd-plan.h"

G_BEGIN_DECLS

QdPlan    *qd_plan_template_make     (QdPlan           *plan);
QdPlan    *qd_plan_template_use      (QdPlan           *template_plan,
                                      const QdQuarter  *quarter);
QdPlan    *qd_plan_template_blank    (const QdQuarter  *quarter,
                                      GVariant         *defaults);

GPtrArray *qd_plan_template_list     (void);
QdPlan    *qd_plan_template_load     (const char       *name,
                                      GError          **error);
gboolean   qd_plan_template_save     (QdPlan           *plan,
                                      const char       *name,
                                      GError          **error);
gboolean   qd_plan_template_remove   (const char       *name,
                                      GError          **error);

G_END_DECLS
