#pragma once

#include "qd-since.h"

G_BEGIN_DECLS

/**
 * QdStanding:
 * @QD_STANDING_DRAFT: it is being written
 * @QD_STANDING_REVIEW: those who have to agree are being asked
 * @QD_STANDING_APPROVED: it is as it was approved
 * @QD_STANDING_CHANGED: it was approved, and is not what was approved any more
 *
 * How a plan stands with those who have to agree to it.
 */
typedef enum
{
  QD_STANDING_DRAFT,
  QD_STANDING_REVIEW,
  QD_STANDING_APPROVED,
  QD_STANDING_CHANGED,
} QdStanding;

QdStanding  qd_plan_get_standing      (QdPlan   *plan);
char       *qd_plan_describe_standing (QdPlan   *plan);
QdSince    *qd_plan_get_since_approval (QdPlan  *plan);
QdRecord   *qd_plan_get_baseline      (QdPlan   *plan);
QdPlan     *qd_baseline_peek_plan     (QdRecord *baseline);
gboolean    qd_approval_is_given      (QdRecord *approval);

G_END_DECLS
