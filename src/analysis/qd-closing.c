#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-closing.h"

#include <math.h>

#include "qd-check-ins.h"
#include "qd-figures-private.h"
#include "qd-plan-private.h"
#include "qd-score.h"
#include "qd-text.h"

/* A quarter that ends: what was reached, what counts for it and why, and what was learned. */

/* What is said of a key result then. */
static const guint fields[] = { QD_KEY_RESULT_ACTUAL, QD_KEY_RESULT_STATED, QD_KEY_RESULT_CAUSE };

/**
 * qd_closing_lacks:
 * @figures: the figures of @key_result
 * @key_result: a key result
 *
 * A stated score without a computed one differs from nothing.
 *
 * Returns: what it lacks before its quarter can be closed
 */
QdClosingLack
qd_closing_lacks (const QdKeyResultFigures *figures,
                  QdRecord                 *key_result)
{
  QdClosingLack lack = QD_CLOSING_NOTHING;

  if (isnan (figures->score))
    return QD_CLOSING_SCORE;
  if (!qd_text_is_blank (qd_record_get_text (key_result, QD_KEY_RESULT_CAUSE)))
    return QD_CLOSING_NOTHING;

  if (figures->band == QD_BAND_MISSED)
    lack |= QD_CLOSING_CAUSE;
  if (!isnan (figures->stated) && !isnan (figures->computed))
    lack |= QD_CLOSING_REASON;

  return lack;
}

/**
 * qd_closing_suggest:
 * @figures: figures
 * @key_result: a key result of their plan
 *
 * Returns: (transfer full): a copy of @key_result, without what it holds, to be scored; where nobody typed an actual, it
 *   is that of the latest check-in
 */
QdRecord *
qd_closing_suggest (QdFigures *figures,
                    QdRecord  *key_result)
{
  QdRecord *scored = qd_record_copy_shallow (key_result);
  QdRecord *latest = qd_check_in_latest (figures, key_result, NULL);

  if (latest != NULL && qd_text_is_blank (qd_record_get_text (scored, QD_KEY_RESULT_ACTUAL)))
    qd_record_set_value (scored, QD_KEY_RESULT_ACTUAL, qd_record_get_value (latest, QD_CHECK_IN_VALUE));

  return scored;
}

/**
 * qd_closing_score:
 * @figures: figures
 * @scored: a copy of a key result of their plan, with other values
 *
 * Returns: what its figures would be with these values, the quarter being over
 */
QdKeyResultFigures
qd_closing_score (QdFigures *figures,
                  QdRecord  *scored)
{
  QdScoreInput input = qd_score_read (scored, qd_figures_near_date (figures));
  QdRecord *settings = qd_plan_get_single (qd_figures_get_plan (figures), QD_LIST_SETTINGS);
  QdKeyResultFigures result = qd_score_key_result (&input);

  result.band = qd_score_band (result.score, qd_record_get_number (settings, QD_SETTINGS_BAND_LOW),
                               qd_record_get_number (settings, QD_SETTINGS_BAND_HIGH));

  return result;
}

/**
 * qd_closing_change:
 * @plan: a plan
 * @scored: (element-type utf8 QdRecord): by id, copies of key results of it with what they were scored
 * @lessons: (element-type QdRecord): what was learned; blank ones are left out
 * @title: what undo is to call it, in the user's language
 *
 * Of @scored, only what a closing is about is taken, and only where it differs.
 *
 * Returns: (transfer full) (nullable): the change that enters all of it; %NULL where there is nothing to enter
 */
QdChange *
qd_closing_change (QdPlan     *plan,
                   GHashTable *scored,
                   GPtrArray  *lessons,
                   const char *title)
{
  g_autoptr (GPtrArray) key_results = qd_check_ins_due (plan);
  g_autoptr (QdChange) change = qd_change_new (title);

  for (guint i = 0; i < key_results->len; i++)
    {
      QdRecord *key_result = g_ptr_array_index (key_results, i);
      QdRecord *copy = g_hash_table_lookup (scored, qd_record_get_id (key_result));

      for (guint f = 0; copy != NULL && f < G_N_ELEMENTS (fields); f++)
        if (!qd_value_equal (qd_record_get_value (copy, fields[f]), qd_record_get_value (key_result, fields[f])))
          qd_change_set (change, qd_record_get_id (key_result), qd_record_get_field (key_result, fields[f]),
                         qd_record_get_value (copy, fields[f]));
    }
  for (guint i = 0; i < lessons->len; i++)
    {
      g_autoptr (QdRecord) lesson = qd_record_copy (g_ptr_array_index (lessons, i));

      if (!qd_text_is_blank (qd_record_get_text (lesson, QD_LESSON_TEXT)))
        qd_change_insert (change, qd_record_get_id (qd_plan_get_root (plan)), QD_LIST_LEARNED, G_MAXUINT, lesson);
    }

  return qd_change_get_n_ops (change) > 0 ? g_steal_pointer (&change) : NULL;
}
