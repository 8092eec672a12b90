#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-rules-private.h"

/* Rules about what the plan is for: priorities and success criteria, and what serves and measures them. */

void
qd_rule_priority_unsupported (QdRuleContext *context,
                              QdRecord      *priority)
{
  const char *title;

  if (qd_rule_index_is_supported (qd_rule_context_get_index (context), priority))
    return;

  title = qd_rule_title (priority);
  qd_rule_report (context, priority, 0, g_strdup_printf (_("No objective serves the priority “%s”."), title),
                  g_strdup_printf (_("No objective serves %s"), title));
}

void
qd_rule_criterion_unmeasured (QdRuleContext *context,
                              QdRecord      *criterion)
{
  const char *title;

  if (qd_rule_index_is_measured (qd_rule_context_get_index (context), criterion))
    return;

  title = qd_rule_title (criterion);
  qd_rule_report (context, criterion, 0, g_strdup_printf (_("No key result measures the criterion “%s”."), title),
                  g_strdup_printf (_("Nothing measures %s"), title));
}
