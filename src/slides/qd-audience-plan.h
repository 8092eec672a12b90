#pragma once

#include "qd-audience.h"
#include "qd-figures.h"

G_BEGIN_DECLS

/**
 * QdAudiencePlan:
 * @all: the figures of the whole plan, teams and people renamed where the audience must not know them: for sums
 * @shown: the figures of what is left for the audience: everything else comes from here
 * @findings: (nullable): the findings of @all
 * @left_out: (element-type utf8): what is missing in @shown, one line each, in the user's language
 *
 * A plan as an audience may know it. What it must not know is not in @shown at all, so that no table, chart, title or
 * description can tell it.
 */
typedef struct
{
  QdFigures *all;
  QdFigures *shown;
  GPtrArray *findings;
  GPtrArray *left_out;
} QdAudiencePlan;

QdAudiencePlan *qd_audience_plan_new  (QdFigures        *figures,
                                       GPtrArray        *findings,
                                       const QdAudience *audience);
void            qd_audience_plan_free (QdAudiencePlan   *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdAudiencePlan, qd_audience_plan_free)

G_END_DECLS
