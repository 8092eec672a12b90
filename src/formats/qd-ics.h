#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

GBytes    *qd_ics_save   (QdPlan  *plan,
                          GError **error);
GBytes    *qd_ics_save_tasks (QdPlan *plan,
                          GError **error);
GPtrArray *qd_ics_losses (QdPlan  *plan);
GPtrArray *qd_ics_list_entries (QdPlan *plan);

G_END_DECLS
