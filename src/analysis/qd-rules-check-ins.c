#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-rules-private.h"
#include "qd-text.h"

/* Rules about how key results are followed while the quarter runs. */

#define MOST_DAYS 14

/* The day of the last check-in, with a value or without. */
static gboolean
find_last_day (QdRuleContext *context,
               QdRecord      *key_result,
               GDate         *last)
{
  QdList *check_ins = qd_record_peek_list (key_result, QD_LIST_CHECK_INS);

  g_date_clear (last, 1);
  for (guint i = 0; check_ins != NULL && i < qd_list_get_length (check_ins); i++)
    {
      QdDate day = qd_date_parse (qd_record_get_text (qd_list_get (check_ins, i), QD_CHECK_IN_DATE),
                                  qd_rule_near_date (context));

      if (day.precision == QD_DATE_DAY && (!g_date_valid (last) || g_date_compare (&day.date, last) > 0))
        *last = day.date;
    }

  return g_date_valid (last);
}

/* Nobody waits before the plan is approved for what is not followed at all by then; from then on from the first day of the
 * quarter. */
static gboolean
waits_since (QdRuleContext *context,
             QdRecord      *key_result,
             GDate         *since)
{
  if (find_last_day (context, key_result, since))
    return TRUE;
  *since = context->first;

  return g_str_equal (qd_record_get_text (context->root, QD_PLAN_STATE), "approved");
}

void
qd_rule_check_in_stale (QdRuleContext *context,
                        QdRecord      *key_result)
{
  const GDate *today = qd_figures_get_today (context->figures);
  const char *title = qd_rule_title (key_result);
  GDate since;
  int days;

  /* Before and after the quarter there is nothing to follow. */
  if (qd_rule_in_review (key_result) || !g_date_valid (&context->first) ||
      g_date_compare (today, &context->first) < 0 || g_date_compare (today, &context->last) > 0 ||
      !qd_text_is_blank (qd_record_get_text (key_result, QD_KEY_RESULT_ACTUAL)) ||
      !waits_since (context, key_result, &since))
    return;

  days = g_date_days_between (&since, today);
  if (days <= MOST_DAYS)
    return;
  qd_rule_report (context, key_result, days,
                  g_strdup_printf (ngettext ("“%s” has had no check-in for %d day.",
                                             "“%s” has had no check-in for %d days.", (gulong) days), title, days),
                  g_strdup_printf (ngettext ("%s: no check-in for %d day", "%s: no check-in for %d days", (gulong) days),
                                   title, days));
}

void
qd_rule_target_no_reason (QdRuleContext *context,
                          QdRecord      *target_change)
{
  const char *target = qd_record_get_text (target_change, QD_TARGET_CHANGE_TARGET);

  if (!qd_text_is_blank (qd_record_get_text (target_change, QD_TARGET_CHANGE_REASON)) || qd_rule_in_review (target_change))
    return;

  qd_rule_report (context, target_change, 0,
                  g_strdup_printf (_("A target that was approved as %s is another one now, and no reason is given."), target),
                  g_strdup_printf (_("No reason for another target than %s"), target));
}
