#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-rules-private.h"

#include "qd-count.h"

/* Rules about a quarter that is over. Nobody asks them of a plan in which nothing was ever scored: such a plan was left
 * as it was decided. */

/* Whether the last day of the plan's quarter is past. */
gboolean
qd_rule_quarter_is_over (QdRuleContext *context)
{
  return g_date_valid (&context->last) &&
         g_date_compare (qd_figures_get_today (context->figures), &context->last) > 0;
}

void
qd_rule_quarter_unscored (QdRuleContext *context,
                          QdRecord      *plan)
{
  guint n = context->totals->n_key_results_planned;
  guint left = n - context->totals->n_scored_planned;
  g_autofree char *quarter = NULL;

  if (left == 0 || left == n || !qd_rule_quarter_is_over (context))
    return;

  quarter = qd_quarter_format (&context->quarter);
  qd_rule_report_list (context, QD_LIST_OBJECTIVES, plan, left,
                       /* Translators: a quarter, how many have no score, how many there are */
                       qd_count_printf (ngettext ("%s is over, but %u of its %u key results has no score.",
                                                  "%s is over, but %u of its %u key results have no score.", left),
                                        quarter, left, n),
                       /* Translators: a quarter follows the number */
                       qd_count_printf (ngettext ("%u key result of %s without a score",
                                                  "%u key results of %s without a score", left), left, quarter));
}

void
qd_rule_quarter_no_lessons (QdRuleContext *context,
                            QdRecord      *plan)
{
  const QdTotals *totals = context->totals;
  g_autofree char *quarter = NULL;

  if (totals->n_scored_planned == 0 || totals->n_scored_planned < totals->n_key_results_planned ||
      !qd_rule_quarter_is_over (context) || qd_list_get_length (qd_plan_get_list (context->plan, QD_LIST_LEARNED)) > 0)
    return;

  quarter = qd_quarter_format (&context->quarter);
  qd_rule_report_list (context, QD_LIST_LEARNED, plan, 0,
                       g_strdup_printf (_("%s is over and scored, and nobody wrote down what it taught."), quarter),
                       g_strdup_printf (_("Nothing learned from %s"), quarter));
}
