#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

/**
 * QdPreWork:
 * @team: a team
 * @n_without_points: how many initiatives that it has a part in have no points yet
 * @n_without_target: how many key results of its objectives have no target yet
 * @n_without_owner: how many of these nobody owns
 *
 * What a team still owes before the planning.
 */
typedef struct
{
  QdRecord *team;
  guint     n_without_points;
  guint     n_without_target;
  guint     n_without_owner;
} QdPreWork;

GArray *qd_pre_work_list (QdPlan *plan);

G_END_DECLS
