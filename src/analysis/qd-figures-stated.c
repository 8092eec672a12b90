#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-figures-private.h"

#include <math.h>

/* Which computed figure each field for a stated one stands in for. */

static double
plan_capacity (QdFigures *figures,
               QdRecord  *record)
{
  return qd_figures_totals (figures)->capacity_computed;
}

static double
plan_engineers (QdFigures *figures,
                QdRecord  *record)
{
  return qd_figures_totals (figures)->engineers_computed;
}

static double
review_score (QdFigures *figures,
              QdRecord  *record)
{
  return qd_figures_totals (figures)->score_mean;
}

static double
team_capacity (QdFigures *figures,
               QdRecord  *record)
{
  return qd_figures_team (figures, record)->computed;
}

static double
category_points (QdFigures *figures,
                 QdRecord  *record)
{
  return qd_figures_category (figures, record)->computed;
}

static double
key_result_score (QdFigures *figures,
                  QdRecord  *record)
{
  return qd_figures_key_result (figures, record)->computed;
}

static const struct
{
  QdRecordType type;
  guint        field;
  double     (*computed) (QdFigures *figures,
                          QdRecord  *record);
} overrides[] = {
  { QD_RECORD_PLAN, QD_PLAN_STATED_CAPACITY, plan_capacity },
  { QD_RECORD_PLAN, QD_PLAN_STATED_ENGINEERS, plan_engineers },
  { QD_RECORD_REVIEW, QD_REVIEW_STATED_SCORE, review_score },
  { QD_RECORD_TEAM, QD_TEAM_STATED_POINTS, team_capacity },
  { QD_RECORD_CATEGORY, QD_CATEGORY_STATED_POINTS, category_points },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_STATED, key_result_score },
};

/**
 * qd_figures_computed:
 * @figures: figures
 * @record: a record
 * @field: one of its fields for a stated figure
 *
 * Returns: the computed figure that a number in @field stands in for; NAN if it cannot be computed
 */
double
qd_figures_computed (QdFigures *figures,
                     QdRecord  *record,
                     guint      field)
{
  g_return_val_if_fail (QD_IS_FIGURES (figures), NAN);
  g_return_val_if_fail (QD_IS_RECORD (record), NAN);

  for (gsize i = 0; i < G_N_ELEMENTS (overrides); i++)
    if (overrides[i].type == qd_record_get_record_type (record) && overrides[i].field == field)
      return overrides[i].computed (figures, record);

  return NAN;
}

/**
 * qd_figures_repeats:
 * @figures: figures
 * @record: a record
 * @field: one of its fields
 * @value: what somebody types into it
 *
 * A typed figure that equals the computed one at its typed precision is no override: it is not to be stored, and follows
 * its inputs from then on.
 *
 * Returns: whether @field is for a stated figure and @value only repeats the computed one
 */
gboolean
qd_figures_repeats (QdFigures     *figures,
                    QdRecord      *record,
                    guint          field,
                    const QdValue *value)
{
  g_return_val_if_fail (QD_IS_FIGURES (figures), FALSE);
  g_return_val_if_fail (QD_IS_RECORD (record), FALSE);

  if ((qd_record_get_field (record, field)->flags & QD_FIELD_OVERRIDE) == 0 || value->type != QD_VALUE_NUMBER)
    return FALSE;

  return !qd_stated_differs (value->number, qd_figures_computed (figures, record, field),
                             qd_stated_decimals (qd_record_get_field (record, field)));
}
