#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-rules-private.h"
#include "qd-text.h"

/* Rules about what has to be agreed on: dependencies, risks, what was put off, approvals. */

static gboolean
is_high (QdRecord *record,
         guint     field)
{
  return g_str_equal (qd_record_get_text (record, field), "high");
}

void
qd_rule_dependency_unmitigated (QdRuleContext *context,
                                QdRecord      *dependency)
{
  const char *title;

  if (!is_high (dependency, QD_DEPENDENCY_RISK) ||
      !qd_rule_is_unfilled (qd_record_get_text (dependency, QD_DEPENDENCY_MITIGATION)))
    return;

  title = qd_rule_title (dependency);
  qd_rule_report (context, dependency, 0,
                  g_strdup_printf (_("The dependency “%s” is of high risk, and nothing is done about it."), title),
                  g_strdup_printf (_("%s has no mitigation"), title));
}

/* A risk that was accepted needs nobody. */
void
qd_rule_risk_unowned (QdRuleContext *context,
                      QdRecord      *risk)
{
  const char *title;

  if (!is_high (risk, QD_RISK_LIKELIHOOD) || !is_high (risk, QD_RISK_IMPACT) || !qd_figures_risk_is_open (risk) ||
      g_str_equal (qd_record_get_text (risk, QD_RISK_STATUS), "accepted") ||
      !qd_rule_is_unfilled (qd_record_get_text (risk, QD_RISK_OWNER)))
    return;

  title = qd_rule_title (risk);
  qd_rule_report (context, risk, 0,
                  g_strdup_printf (_("The risk “%s” is likely and grave, and nobody owns it."), title),
                  g_strdup_printf (_("Nobody owns %s"), title));
}

/* The last quarter that @text names with a year: “Q1 2024”, the second of “Q4 2023 - Q1 2024”. “Q3” alone is yet to
 * come. */
static gboolean
find_last_quarter (const char *text,
                   QdQuarter  *quarter)
{
  guint digits = 0;

  /* One for the quarter, two at least for the year: most have none. */
  for (const char *p = text; *p != '\0'; p++)
    digits += g_ascii_isdigit (*p);

  for (const char *p = text; *p != '\0' && digits >= 3; p = g_utf8_next_char (p))
    if ((p == text || !g_ascii_isalnum (p[-1])) && qd_quarter_parse (p, quarter))
      return TRUE;

  return FALSE;
}

void
qd_rule_revisit_past (QdRuleContext *context,
                      QdRecord      *exclusion)
{
  const char *revisit = qd_record_get_text (exclusion, QD_EXCLUSION_REVISIT);
  const char *title;
  QdQuarter quarter;

  if (!qd_quarter_is_set (&context->quarter) || !find_last_quarter (revisit, &quarter) ||
      qd_quarter_compare (&quarter, &context->quarter) >= 0)
    return;

  title = qd_rule_title (exclusion);
  qd_rule_report (context, exclusion, 0,
                  g_strdup_printf (_("“%s” was to be looked at again in %s, which is past."), title, revisit),
                  g_strdup_printf (_("%s was put off until %s"), title, revisit));
}

void
qd_rule_approval_placeholder (QdRuleContext *context,
                              QdRecord      *approval)
{
  const char *role;
  const char *name = qd_record_get_text (approval, QD_APPROVAL_NAME);

  if (!qd_rule_is_unfilled (name))
    return;

  role = qd_rule_title (approval);
  qd_rule_report (context, approval, 0,
                  qd_text_is_blank (name)
                    ? g_strdup_printf (_("Nobody is named to approve as %s."), role)
                    : g_strdup_printf (_("Nobody is named to approve as %s: “%s” is a placeholder."), role, name),
                  g_strdup_printf (_("Nobody is named to approve as %s"), role));
}

/* Until the plan is approved, an approval is what is still missing; after that, the plan contradicts itself. */
void
qd_rule_approval_missing (QdRuleContext *context,
                          QdRecord      *approval)
{
  gboolean approved = g_str_equal (qd_record_get_text (context->root, QD_PLAN_STATE), "approved");
  const char *role;
  const QdChoice *answer = qd_choice_find (qd_choices_approved, qd_record_get_text (approval, QD_APPROVAL_APPROVED));

  if (answer != NULL && g_str_equal (answer->id, "yes"))
    return;

  role = qd_rule_title (approval);
  qd_rule_report_as (context, approved ? QD_SEVERITY_ERROR : QD_SEVERITY_WARNING, approval, 0,
                     approved ? g_strdup_printf (_("The plan is marked as approved, but %s has not approved it."), role)
                              : g_strdup_printf (_("%s has not approved the plan."), role),
                     g_strdup_printf (_("%s has not approved"), role));
}
