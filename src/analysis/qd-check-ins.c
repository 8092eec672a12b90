#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-check-ins.h"

#include "qd-date.h"
#include "qd-figures-private.h"
#include "qd-measure.h"
#include "qd-text.h"

/* Where key results stood on days of the quarter. */

/**
 * qd_check_in_latest:
 * @figures: figures
 * @key_result: a key result
 * @date: (out) (optional): its day; invalid without one
 *
 * Returns: (transfer none) (nullable): the check-in of the latest date that holds a value; of one day, and of those without
 *   a date, the later one
 */
QdRecord *
qd_check_in_latest (QdFigures *figures,
                    QdRecord  *key_result,
                    GDate     *date)
{
  QdList *check_ins = qd_record_peek_list (key_result, QD_LIST_CHECK_INS);
  QdRecord *latest = NULL;
  GDate latest_date;

  g_date_clear (&latest_date, 1);
  for (guint i = 0; check_ins != NULL && i < qd_list_get_length (check_ins); i++)
    {
      QdRecord *check_in = qd_list_get (check_ins, i);
      QdDate day = qd_date_parse (qd_record_get_text (check_in, QD_CHECK_IN_DATE), qd_figures_near_date (figures));

      if (qd_text_is_blank (qd_record_get_text (check_in, QD_CHECK_IN_VALUE)))
        continue;
      if (day.precision == QD_DATE_NONE && latest != NULL && g_date_valid (&latest_date))
        continue;
      if (latest == NULL || !g_date_valid (&latest_date) || g_date_compare (&day.date, &latest_date) >= 0)
        {
          latest = check_in;
          latest_date = day.date;
        }
    }
  if (date != NULL)
    *date = latest_date;

  return latest;
}

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  return g_date_compare (&((const QdTrendPoint *) a)->date, &((const QdTrendPoint *) b)->date);
}

/**
 * qd_check_ins_trend:
 * @figures: figures
 * @key_result: a key result
 *
 * Returns: (transfer full) (element-type QdTrendPoint): its check-ins that have a day and a number, in the order of time
 */
GArray *
qd_check_ins_trend (QdFigures *figures,
                    QdRecord  *key_result)
{
  QdList *check_ins = qd_record_peek_list (key_result, QD_LIST_CHECK_INS);
  GArray *trend = g_array_new (FALSE, FALSE, sizeof (QdTrendPoint));

  for (guint i = 0; check_ins != NULL && i < qd_list_get_length (check_ins); i++)
    {
      QdRecord *check_in = qd_list_get (check_ins, i);
      QdDate day = qd_date_parse (qd_record_get_text (check_in, QD_CHECK_IN_DATE), qd_figures_near_date (figures));
      QdMeasure measure = qd_measure_parse (qd_record_get_text (check_in, QD_CHECK_IN_VALUE), qd_figures_near_date (figures));
      QdTrendPoint point = { day.date, measure.value };

      if (day.precision == QD_DATE_DAY && measure.kind == QD_MEASURE_NUMBER)
        g_array_append_val (trend, point);
    }
  g_array_sort (trend, compare_points);

  return trend;
}

/**
 * qd_check_ins_due:
 *
 * Returns: (transfer full) (element-type QdRecord): the key results of this quarter, in the order of @plan
 */
GPtrArray *
qd_check_ins_due (QdPlan *plan)
{
  QdList *objectives = qd_plan_get_list (plan, QD_LIST_OBJECTIVES);
  GPtrArray *key_results = g_ptr_array_new ();

  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdList *list = qd_record_peek_list (qd_list_get (objectives, i), QD_LIST_KEY_RESULTS);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list); j++)
        g_ptr_array_add (key_results, qd_list_get (list, j));
    }

  return key_results;
}

/* The check-in that somebody made for the same day as typed: what is entered again replaces it. */
static QdRecord *
find_same_day (QdRecord *key_result,
               QdRecord *check_in)
{
  QdList *list = qd_record_peek_list (key_result, QD_LIST_CHECK_INS);

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    if (g_str_equal (qd_record_get_text (qd_list_get (list, i), QD_CHECK_IN_DATE),
                     qd_record_get_text (check_in, QD_CHECK_IN_DATE)))
      return qd_list_get (list, i);

  return NULL;
}

/**
 * qd_check_ins_change:
 * @plan: a plan
 * @key_results: (element-type QdRecord): key results of it
 * @check_ins: (element-type QdRecord): a check-in for each
 * @title: what undo is to call it, in the user's language
 *
 * One of a day that a key result has a check-in for already sets that one instead; what it does not say stays.
 *
 * Returns: (transfer full): the change that enters them
 */
QdChange *
qd_check_ins_change (QdPlan     *plan,
                     GPtrArray  *key_results,
                     GPtrArray  *check_ins,
                     const char *title)
{
  QdChange *change = qd_change_new (title);

  for (guint i = 0; i < key_results->len; i++)
    {
      QdRecord *key_result = g_ptr_array_index (key_results, i);
      QdRecord *check_in = g_ptr_array_index (check_ins, i);
      QdRecord *same = find_same_day (key_result, check_in);

      if (same == NULL)
        {
          g_autoptr (QdRecord) copy = qd_record_copy (check_in);

          qd_change_insert (change, qd_record_get_id (key_result), QD_LIST_CHECK_INS, G_MAXUINT, copy);
        }
      for (guint field = 0; same != NULL && field < QD_CHECK_IN_N_FIELDS; field++)
        if (qd_record_is_set (check_in, field) &&
            !qd_value_equal (qd_record_get_value (check_in, field), qd_record_get_value (same, field)))
          qd_change_set (change, qd_record_get_id (same), qd_record_get_field (same, field),
                         qd_record_get_value (check_in, field));
    }

  return change;
}
