#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-finding.h"

#include <glib/gi18n-lib.h>

#include "qd-rules-private.h"

static void
check_record (QdRecord *record,
              gpointer  user_data)
{
  qd_rules_check (user_data, record, QD_SCOPE_ALL);
}

/**
 * qd_findings_compute:
 * @figures: the figures of a plan
 *
 * Checks all rules. A #QdFindings does it again and again while the plan is edited, in less time.
 *
 * Returns: (transfer full) (element-type QdFinding): what they found: the worst first, then in the order of the rules,
 *   then in that of the document; what the plan accepts comes behind all else
 */
GPtrArray *
qd_findings_compute (QdFigures *figures)
{
  g_auto (QdRuleContext) context = { 0 };
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  qd_rule_context_read (&context, figures);
  qd_rule_context_read_accepted (&context);
  context.findings = findings;
  qd_record_foreach (context.root, check_record, &context);

  return qd_rules_sort (findings);
}

/**
 * qd_finding_is_on_page:
 * @finding: a finding
 * @page: a page; %QD_PAGE_OVERVIEW has all of them
 *
 * Returns: whether it is told on @page: where it is mended; that more is committed than fits also where that is traded off
 */
gboolean
qd_finding_is_on_page (const QdFinding *finding,
                       QdPageId         page)
{
  static const char *const traded_off[] = { "capacity.over", "capacity.team-over", NULL };

  return page == QD_PAGE_OVERVIEW || finding->page == page ||
         (page == QD_PAGE_TRADE_OFFS && g_strv_contains (traded_off, finding->rule));
}

/**
 * qd_findings_worst:
 * @findings: (element-type QdFinding): findings, in their order
 * @page: a page; %QD_PAGE_OVERVIEW is about all of them
 *
 * Returns: the severity of the worst of them that is not accepted
 */
QdSeverity
qd_findings_worst (GPtrArray *findings,
                   QdPageId   page)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      if (finding->accepted)
        break;
      if (qd_finding_is_on_page (finding, page))
        return finding->severity;
    }

  return QD_SEVERITY_NONE;
}

/**
 * qd_findings_count:
 * @findings: (element-type QdFinding): findings, in their order
 * @severity: which; %QD_SEVERITY_NONE counts all
 *
 * Returns: how many there are that are not accepted; found without looking at all of them
 */
guint
qd_findings_count (GPtrArray  *findings,
                   QdSeverity  severity)
{
  guint first = 0, last = 0;

  for (int i = QD_SEVERITY_ERROR; i > QD_SEVERITY_NONE; i--)
    {
      first = last;
      last = qd_rules_find_rank (findings, (QdSeverity) (i - 1), NULL);
      if (i == (int) severity)
        return last - first;
    }

  return last;
}

/**
 * qd_findings_count_rule:
 * @findings: (element-type QdFinding): findings, in their order
 * @rule: the id of a rule
 * @first: (out) (optional) (nullable): the first of them
 *
 * Returns: how many there are of @rule that are not accepted; found without looking at all of them
 */
guint
qd_findings_count_rule (GPtrArray        *findings,
                        const char       *rule,
                        const QdFinding **first)
{
  const QdRule *found = qd_rules_find (rule);
  guint n = 0;

  if (first != NULL)
    *first = NULL;
  g_return_val_if_fail (found != NULL, 0);

  for (int i = QD_SEVERITY_ERROR; i > QD_SEVERITY_NONE; i--)
    {
      guint start = qd_rules_find_rank (findings, (QdSeverity) i, found);
      guint end = qd_rules_find_rank (findings, (QdSeverity) i, found + 1);

      if (first != NULL && *first == NULL && end > start)
        *first = g_ptr_array_index (findings, start);
      n += end - start;
    }

  return n;
}

/**
 * qd_finding_get_fixes:
 * @finding: a finding
 * @figures: the figures of the plan as it is now
 *
 * Ways to mend what @finding is about, the least one first: only those that a person would want.
 *
 * Returns: (transfer full) (element-type QdFix): the fixes; empty where only a person knows, or where nothing is left
 *   to mend
 */
GPtrArray *
qd_finding_get_fixes (const QdFinding *finding,
                      QdFigures       *figures)
{
  GPtrArray *fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_fix_free);
  g_auto (QdRuleContext) context = { 0 };
  QdRecord *record;

  g_return_val_if_fail (finding != NULL, fixes);
  g_return_val_if_fail (QD_IS_FIGURES (figures), fixes);

  record = qd_plan_find (qd_figures_get_plan (figures), finding->record);
  if (record == NULL)
    return fixes;

  qd_rule_context_read (&context, figures);
  context.rule = qd_rules_find (finding->rule);
  if (context.rule != NULL)
    context.rule->fix (&context, record, fixes);

  return fixes;
}

/**
 * qd_finding_get_acceptance:
 * @finding: a finding
 * @plan: the plan it was made from
 *
 * Returns: (transfer none) (nullable): the record that says why the plan lives with @finding; %NULL if none does
 */
QdRecord *
qd_finding_get_acceptance (const QdFinding *finding,
                           QdPlan          *plan)
{
  QdList *list;

  g_return_val_if_fail (finding != NULL, NULL);
  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  list = qd_plan_get_list (plan, QD_LIST_ACCEPTED);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    if (qd_rules_accepts (qd_list_get (list, i), finding))
      return qd_list_get (list, i);

  return NULL;
}

/**
 * qd_rule_label:
 * @rule: the id of a rule
 *
 * Returns: (transfer none): what the rule is about, in the user's language; @rule itself if there is no such rule
 */
const char *
qd_rule_label (const char *rule)
{
  const QdRule *found = qd_rules_find (rule);

  return found != NULL ? _(found->label) : rule;
}

void
qd_fix_free (QdFix *fix)
{
  g_free (fix->label);
  qd_change_unref (fix->change);
  g_free (fix);
}

/**
 * qd_severity_id:
 *
 * Returns: (transfer none): @severity in output for programs: "none", "note", "warning", "error"
 */
const char *
qd_severity_id (QdSeverity severity)
{
  static const char *const ids[] = { "none", "note", "warning", "error" };

  g_return_val_if_fail (severity < G_N_ELEMENTS (ids), NULL);

  return ids[severity];
}

/**
 * qd_severity_label:
 *
 * Returns: (transfer none): @severity in the user's language
 */
const char *
qd_severity_label (QdSeverity severity)
{
  static const char *const labels[] = {
    NC_("severity", "All is well"), NC_("severity", "Note"), NC_("severity", "Warning"), NC_("severity", "Error"),
  };

  g_return_val_if_fail (severity < G_N_ELEMENTS (labels), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "severity", labels[severity]);
}
