#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-count.h"
#include "qd-measure.h"
#include "qd-number.h"
#include "qd-rules-private.h"

/* Rules about this quarter's objectives, key results and initiatives. The previous quarter's are what they were. */

static guint
count (QdRecord *objective,
       QdListId  list)
{
  QdList *records = qd_record_peek_list (objective, list);

  return records != NULL ? qd_list_get_length (records) : 0;
}

static double
setting (QdRuleContext *context,
         guint          field)
{
  return qd_record_get_number (qd_plan_get_single (context->plan, QD_LIST_SETTINGS), field);
}

void
qd_rule_objectives_too_many (QdRuleContext *context,
                             QdRecord      *plan)
{
  guint n = context->totals->n_objectives;
  double most = setting (context, QD_SETTINGS_MAX_OBJECTIVES);
  g_autofree char *formatted = NULL;

  if (!(n > most))
    return;

  formatted = qd_number_format_local (most, 0);
  qd_rule_report_list (context, QD_LIST_OBJECTIVES, plan, n - most,
                       qd_count_printf (_("The plan has %u objectives; more than %s spread a quarter thin."), n,
                                        formatted),
                       qd_count_printf (_("%u objectives are many"), n));
}

void
qd_rule_objective_no_key_result (QdRuleContext *context,
                                 QdRecord      *objective)
{
  const char *title;

  if (count (objective, QD_LIST_KEY_RESULTS) > 0 || qd_rule_in_review (objective))
    return;

  title = qd_rule_title (objective);
  qd_rule_report (context, objective, 0,
                  g_strdup_printf (_("“%s” has no key result, so nobody will know whether it was reached."), title),
                  g_strdup_printf (_("%s has no key result"), title));
}

void
qd_rule_objective_no_initiative (QdRuleContext *context,
                                 QdRecord      *objective)
{
  const char *title;

  if (count (objective, QD_LIST_INITIATIVES) > 0 || qd_rule_in_review (objective))
    return;

  title = qd_rule_title (objective);
  qd_rule_report (context, objective, 0, g_strdup_printf (_("“%s” has no initiative that works towards it."), title),
                  g_strdup_printf (_("%s has no initiative"), title));
}

void
qd_rule_objective_too_many_key_results (QdRuleContext *context,
                                        QdRecord      *objective)
{
  guint n = count (objective, QD_LIST_KEY_RESULTS);
  double most = setting (context, QD_SETTINGS_MAX_KEY_RESULTS);
  const char *title;
  g_autofree char *formatted = NULL;

  if (!(n > most) || qd_rule_in_review (objective))
    return;

  title = qd_rule_title (objective);
  formatted = qd_number_format_local (most, 0);
  qd_rule_report (context, objective, n - most,
                  qd_count_printf (_("“%s” has %u key results, more than %s."), title, n, formatted),
                  qd_count_printf (_("%s has %u key results"), title, n));
}

void
qd_rule_key_result_no_target (QdRuleContext *context,
                              QdRecord      *key_result)
{
  const char *target = qd_record_get_text (key_result, QD_KEY_RESULT_TARGET);
  const char *title;

  if (!qd_rule_is_unfilled (target) || qd_rule_in_review (key_result))
    return;

  title = qd_rule_title (key_result);
  qd_rule_report (context, key_result, 0, g_strdup_printf (_("“%s” has no target."), title),
                  g_strdup_printf (_("%s has no target"), title));
}

/* Reading a measure takes long, and what starts with a number, as most do, is one. */
static gboolean
starts_with_number (const char *text)
{
  static const char *const bounds[] = { "<", ">", "≤", "≥", "~", "$", "€" };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (g_str_has_prefix (text, bounds[i]))
      return g_ascii_isdigit (text[strlen (bounds[i])]);

  return g_ascii_isdigit (*text);
}

/* Whether @text has a number or a date. “May 15” is a date even while nobody knows of which year. */
static gboolean
is_measurable (QdRuleContext *context,
               const char    *text)
{
  const GDate *near_date = qd_rule_near_date (context);
  GDate some_date;

  g_date_clear (&some_date, 1);
  g_date_set_dmy (&some_date, 1, G_DATE_JULY, 2000);

  return qd_measure_parse (text, near_date != NULL ? near_date : &some_date).kind != QD_MEASURE_TEXT;
}

/* A milestone is measured by whether it is done: it needs no number. */
void
qd_rule_key_result_not_measurable (QdRuleContext *context,
                                   QdRecord      *key_result)
{
  const char *target = qd_record_get_text (key_result, QD_KEY_RESULT_TARGET);
  const char *title;

  if (*target == '\0' || starts_with_number (target) || qd_rule_in_review (key_result) ||
      g_str_equal (qd_record_get_text (key_result, QD_KEY_RESULT_KIND), "milestone") ||
      is_measurable (context, target))
    return;

  title = qd_rule_title (key_result);
  qd_rule_report (context, key_result, 0,
                  g_strdup_printf (_("The target of “%s” is “%s”, which has no number and no date to measure it by."),
                                   title, target),
                  g_strdup_printf (_("%s cannot be measured"), title));
}

void
qd_rule_initiative_no_points (QdRuleContext *context,
                              QdRecord      *initiative)
{
  const QdValue *value = qd_record_get_value (initiative, QD_INITIATIVE_POINTS);
  const char *title;

  /* Text that is no number is what value.not-understood is about. */
  if (value->type == QD_VALUE_NUMBER || (value->type == QD_VALUE_TEXT && !qd_rule_is_unfilled (value->text)) ||
      g_str_equal (qd_record_get_text (initiative, QD_INITIATIVE_STATUS), "cut") || qd_rule_in_review (initiative))
    return;

  title = qd_rule_title (initiative);
  qd_rule_report (context, initiative, 0,
                  g_strdup_printf (_("“%s” has no points, so it is missing from every sum."), title),
                  g_strdup_printf (_("%s has no points"), title));
}
