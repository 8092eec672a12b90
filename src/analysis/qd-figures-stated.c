#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-figures-private.h"

#include <math.h>

/* Stated figures that are none: those that only repeat what is computed. */

typedef struct
{
  QdFigures *figures;
  QdChange  *change;
} Walk;

static gboolean
plan_is_stated (QdFigures *figures,
                QdRecord  *record,
                guint      field)
{
  const QdTotals *totals = qd_figures_totals (figures);

  return field == QD_PLAN_STATED_CAPACITY ? totals->capacity_stated : totals->engineers_stated;
}

static gboolean
review_is_stated (QdFigures *figures,
                  QdRecord  *record,
                  guint      field)
{
  return qd_figures_totals (figures)->score_stated;
}

static gboolean
team_is_stated (QdFigures *figures,
                QdRecord  *record,
                guint      field)
{
  return qd_figures_team (figures, record)->stated;
}

static gboolean
category_is_stated (QdFigures *figures,
                    QdRecord  *record,
                    guint      field)
{
  return qd_figures_category (figures, record)->stated;
}

static gboolean
key_result_is_stated (QdFigures *figures,
                      QdRecord  *record,
                      guint      field)
{
  return !isnan (qd_figures_key_result (figures, record)->stated);
}

static gboolean (*const is_stated[QD_N_RECORD_TYPES]) (QdFigures *figures,
                                                       QdRecord  *record,
                                                       guint      field) = {
  [QD_RECORD_PLAN] = plan_is_stated,
  [QD_RECORD_REVIEW] = review_is_stated,
  [QD_RECORD_TEAM] = team_is_stated,
  [QD_RECORD_CATEGORY] = category_is_stated,
  [QD_RECORD_KEY_RESULT] = key_result_is_stated,
};

static void
drop_repeated (QdRecord *record,
               gpointer  user_data)
{
  static const QdValue unset = QD_VALUE_INIT;
  Walk *walk = user_data;
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; is_stated[info->type] != NULL && i < info->n_fields; i++)
    if ((info->fields[i].flags & QD_FIELD_OVERRIDE) != 0 && qd_record_get_value (record, i)->type == QD_VALUE_NUMBER &&
        !is_stated[info->type] (walk->figures, record, i))
      qd_change_set (walk->change, qd_record_get_id (record), &info->fields[i], &unset);
}

/**
 * qd_figures_drop_repeated:
 * @figures: figures
 * @title: the title of the change
 *
 * A typed figure that equals the computed one at its typed precision is no override and follows its inputs from then
 * on: loaders of documents that write computed figures out apply this, and so does who lets people type them.
 *
 * Returns: (transfer full): the change that takes away the stated figures of the plan that only repeat computed ones;
 *   it may have no steps
 */
QdChange *
qd_figures_drop_repeated (QdFigures  *figures,
                          const char *title)
{
  Walk walk = { figures, NULL };

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  walk.change = qd_change_new (title);
  qd_record_foreach (qd_plan_get_root (figures->plan), drop_repeated, &walk);

  return walk.change;
}
