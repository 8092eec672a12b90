#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-finding.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-measure.h"
#include "qd-number.h"
#include "qd-rules-private.h"
#include "qd-text.h"

static const QdRule rules[] = {
#define QD_RULE(id_, SEVERITY, RECORD, check_, fix_, label_) \
  { id_, QD_SEVERITY_##SEVERITY, QD_RECORD_##RECORD, qd_rule_##check_, qd_fix_##fix_, label_ },
#include "qd-rules.def"
#undef QD_RULE
};

static const QdRule *
find_rule (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_strcmp0 (rules[i].id, id) == 0)
      return &rules[i];

  return NULL;
}

/* The rules that look at records of each type, in their order; NULL after the last. */
typedef const QdRule *RulesOfType[G_N_ELEMENTS (rules) + 1];

static const RulesOfType *
get_rules_by_type (void)
{
  static RulesOfType by_type[QD_N_RECORD_TYPES];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint type = 0; type < QD_N_RECORD_TYPES; type++)
        {
          guint n = 0;

          for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
            if (rules[i].record_type == type || rules[i].record_type == QD_RECORD_ANY)
              by_type[type][n++] = &rules[i];
        }
      g_once_init_leave (&ready, 1);
    }

  return by_type;
}

static char *
accepted_key (const char *rule,
              const char *record)
{
  return g_strconcat (rule, "\n", record, NULL);
}

/* Returns NULL if nothing is accepted, as in most plans. An accepted finding that names no record is about the plan. */
static GHashTable *
read_accepted (QdPlan *plan)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_ACCEPTED);
  GHashTable *accepted;

  if (qd_list_get_length (list) == 0)
    return NULL;

  accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);
      const char *rule = qd_record_get_text (record, QD_ACCEPTED_RULE);
      g_auto (GStrv) ids = g_strsplit (qd_record_get_text (record, QD_ACCEPTED_RECORD), " ", -1);

      if (ids[0] == NULL)
        g_hash_table_add (accepted, accepted_key (rule, qd_record_get_id (qd_plan_get_root (plan))));
      for (guint j = 0; ids[j] != NULL; j++)
        g_hash_table_add (accepted, accepted_key (rule, ids[j]));
    }

  return accepted;
}

static void
context_init (QdRuleContext *context,
              QdFigures     *figures)
{
  context->figures = figures;
  context->plan = qd_figures_get_plan (figures);
  context->root = qd_plan_get_root (context->plan);
  context->totals = qd_figures_totals (figures);
  context->quarter = qd_plan_get_quarter (context->plan);
  qd_plan_get_planning_date (context->plan, &context->near_date);
  g_date_clear (&context->first, 1);
  g_date_clear (&context->last, 1);
  if (qd_quarter_is_set (&context->quarter))
    qd_quarter_get_bounds (&context->quarter, qd_plan_get_start_month (context->plan), &context->first, &context->last);
}

static void
context_clear (QdRuleContext *context)
{
  g_clear_pointer (&context->accepted, g_hash_table_unref);
  g_clear_pointer (&context->objectives, qd_word_index_free);
  g_clear_pointer (&context->supported, g_hash_table_unref);
  g_clear_pointer (&context->key_results, qd_word_index_free);
  g_clear_pointer (&context->dates, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QdRuleContext, context_clear)

static void
report (QdRuleContext *context,
        QdSeverity     severity,
        QdListId       list,
        QdPageId       page,
        QdRecord      *record,
        double         amount,
        char          *message,
        char          *short_message)
{
  QdFinding *finding = g_new0 (QdFinding, 1);
  guint rank;

  finding->rule = context->rule->id;
  finding->severity = severity;
  finding->list = list;
  finding->record = g_strdup (qd_record_get_id (record));
  finding->page = page;
  finding->message = message;
  finding->short_message = short_message;
  finding->amount = amount;
  if (context->accepted != NULL)
    {
      g_autofree char *key = accepted_key (finding->rule, finding->record);

      finding->accepted = g_hash_table_contains (context->accepted, key);
    }

  g_ptr_array_add (context->findings, finding);
  rank = (QD_SEVERITY_ERROR - severity) * G_N_ELEMENTS (rules) + (guint) (context->rule - rules);
  g_array_append_val (context->ranks, rank);
}

/**
 * qd_rule_report: (skip)
 * @context: the rules
 * @record: what it is about
 * @amount: how large the matter is
 * @message: (transfer full): one sentence with the figure in it
 * @short_message: (transfer full) (nullable): a few words
 *
 * Reports what the rule found.
 */
void
qd_rule_report (QdRuleContext *context,
                QdRecord      *record,
                double         amount,
                char          *message,
                char          *short_message)
{
  qd_rule_report_as (context, context->rule->severity, record, amount, message, short_message);
}

/* Like qd_rule_report(), for what is better or worse than usual. */
void
qd_rule_report_as (QdRuleContext *context,
                   QdSeverity     severity,
                   QdRecord      *record,
                   double         amount,
                   char          *message,
                   char          *short_message)
{
  QdList *owner = qd_record_get_owner_list (record);
  QdListId list = owner != NULL ? qd_list_get_id (owner) : QD_LIST_ANY;
  QdPageId page = qd_rule_in_review (record) ? QD_PAGE_LAST_QUARTER : qd_page_of_list (list);

  report (context, severity, list, page, record, amount, message, short_message);
}

/* Like qd_rule_report(), for what is about a list of @owner as a whole. */
void
qd_rule_report_list (QdRuleContext *context,
                     QdListId       list,
                     QdRecord      *owner,
                     double         amount,
                     char          *message,
                     char          *short_message)
{
  report (context, context->rule->severity, list, qd_page_of_list (list), owner, amount, message, short_message);
}

/* Takes @label and @change. */
void
qd_fix_add (GPtrArray *fixes,
            char      *label,
            QdChange  *change)
{
  QdFix *fix = g_new0 (QdFix, 1);

  fix->label = label;
  fix->change = change;
  g_ptr_array_add (fixes, fix);
}

/* A fix that sets one field, under its own label. Takes @label and @value. */
void
qd_fix_add_set (GPtrArray *fixes,
                char      *label,
                QdRecord  *record,
                guint      field,
                QdValue    value)
{
  QdChange *change = qd_change_new (label);

  qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, field), &value);
  qd_value_clear (&value);
  qd_fix_add (fixes, label, change);
}

void
qd_fix_none (QdRuleContext *context,
             QdRecord      *record,
             GPtrArray     *fixes)
{
}

/* Returns: (nullable): what dates without a year are nearest to */
const GDate *
qd_rule_near_date (QdRuleContext *context)
{
  return g_date_valid (&context->near_date) ? &context->near_date : NULL;
}

/* Whether @record is part of the previous quarter. */
gboolean
qd_rule_in_review (QdRecord *record)
{
  for (; record != NULL; record = qd_record_get_parent (record))
    if (qd_record_get_record_type (record) == QD_RECORD_REVIEW)
      return TRUE;

  return FALSE;
}

/* What @record is called, or what kind of record it is. */
const char *
qd_rule_title (QdRecord *record)
{
  const char *title = qd_record_get_title (record);

  return *title != '\0' ? title : _(qd_record_get_info (record)->label);
}

/* Points as they are written in a sentence: whole, unless there are so few that it would say nothing. */
char *
qd_rule_points (double points)
{
  return qd_number_format_local (points, fabs (points) < 9.95 ? 1 : 0);
}

/* The number to ask ngettext() for: 1 only where it is written so. */
gulong
qd_rule_plural (double number)
{
  if (fabs (number - 1) < 0.05)
    return 1;

  return number > 1 ? (gulong) number + (number < 2) : 0;
}

/* Whether @text, by what it starts with, is certainly something: “May 15”, “Early talks”, “≤1”. */
static gboolean
is_surely_filled (const char *text)
{
  static const char *const starts[] = { "≤", "≥", "≈", "€", "£", "¥" };

  /* “N/A”, “not applicable”, “TBD”, “to be defined”, “xxx” */
  if (g_ascii_isalnum (*text) && strchr ("nNtTxX", *text) == NULL)
    return TRUE;
  if (*text == '<')
    return g_ascii_isdigit (text[1]);
  if (strchr (">~$+", *text) != NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (text, starts[i]))
      return TRUE;

  return FALSE;
}

/* Whether nobody has said anything yet: blank, “N/A”, “-”, “TBD”, “[Name]”. Reading a text as a measure takes long, and
 * most need no reading. */
gboolean
qd_rule_is_unfilled (const char *text)
{
  return *text == '\0' || (!is_surely_filled (text) && qd_measure_parse (text, NULL).kind == QD_MEASURE_NONE);
}

static void
check_record (QdRecord *record,
              gpointer  user_data)
{
  QdRuleContext *context = user_data;
  const QdRule *const *rule = get_rules_by_type ()[qd_record_get_record_type (record)];

  for (; *rule != NULL; rule++)
    {
      context->rule = *rule;
      (*rule)->check (context, record);
    }
}

/* Findings were made record by record: sorts them by rank and leaves those of a rank in their order. */
static GPtrArray *
sort_findings (QdRuleContext *context)
{
  GPtrArray *sorted = g_ptr_array_new_full (context->findings->len, (GDestroyNotify) qd_finding_free);
  guint starts[(QD_SEVERITY_ERROR + 1) * G_N_ELEMENTS (rules) + 1] = { 0 };
  const guint *ranks = (const guint *) (gpointer) context->ranks->data;

  for (guint i = 0; i < context->findings->len; i++)
    starts[ranks[i] + 1]++;
  for (guint i = 1; i < G_N_ELEMENTS (starts); i++)
    starts[i] += starts[i - 1];

  g_ptr_array_set_size (sorted, (int) context->findings->len);
  for (guint i = 0; i < context->findings->len; i++)
    sorted->pdata[starts[ranks[i]]++] = g_ptr_array_index (context->findings, i);

  return sorted;
}

/**
 * qd_findings_compute:
 * @figures: the figures of a plan
 *
 * Checks all rules.
 *
 * Returns: (transfer full) (element-type QdFinding): what they found: the worst first, then in the order of the rules,
 *   then in that of the document
 */
GPtrArray *
qd_findings_compute (QdFigures *figures)
{
  g_auto (QdRuleContext) context = { 0 };
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  context_init (&context, figures);
  context.accepted = read_accepted (context.plan);
  context.findings = findings;
  context.ranks = ranks;
  qd_record_foreach (context.root, check_record, &context);

  return sort_findings (&context);
}

/**
 * qd_findings_worst:
 * @findings: (element-type QdFinding): findings
 * @page: a page; %QD_PAGE_OVERVIEW is about all of them
 *
 * Returns: the severity of the worst of them that is not accepted
 */
QdSeverity
qd_findings_worst (GPtrArray *findings,
                   QdPageId   page)
{
  QdSeverity worst = QD_SEVERITY_NONE;

  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->accepted && (page == QD_PAGE_OVERVIEW || finding->page == page))
        worst = MAX (worst, finding->severity);
    }

  return worst;
}

/**
 * qd_findings_count:
 * @findings: (element-type QdFinding): findings
 * @severity: which; %QD_SEVERITY_NONE counts all
 *
 * Returns: how many there are that are not accepted
 */
guint
qd_findings_count (GPtrArray  *findings,
                   QdSeverity  severity)
{
  guint count = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->accepted && (severity == QD_SEVERITY_NONE || finding->severity == severity))
        count++;
    }

  return count;
}

/**
 * qd_findings_for_page:
 * @findings: (element-type QdFinding): findings
 * @page: a page; %QD_PAGE_OVERVIEW is about all of them
 *
 * Returns: (transfer container) (element-type QdFinding): those that are not accepted, in their order; they are those
 *   of @findings
 */
GPtrArray *
qd_findings_for_page (GPtrArray *findings,
                      QdPageId   page)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->accepted && (page == QD_PAGE_OVERVIEW || finding->page == page))
        g_ptr_array_add (chosen, g_ptr_array_index (findings, i));
    }

  return chosen;
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

  context_init (&context, figures);
  context.rule = find_rule (finding->rule);
  if (context.rule != NULL)
    context.rule->fix (&context, record, fixes);

  return fixes;
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
  const QdRule *found = find_rule (rule);

  return found != NULL ? _(found->label) : rule;
}

void
qd_finding_free (QdFinding *finding)
{
  g_free (finding->record);
  g_free (finding->message);
  g_free (finding->short_message);
  g_free (finding);
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
  static const char *const labels[] = { N_("All is well"), N_("Note"), N_("Warning"), N_("Error") };

  g_return_val_if_fail (severity < G_N_ELEMENTS (labels), NULL);

  return _(labels[severity]);
}
