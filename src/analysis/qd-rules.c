#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-rules-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-measure.h"
#include "qd-number.h"

/* The table of rules, and what every rule needs: a context, ways to report, words for sentences. */

static const QdRule rules[] = {
#define QD_RULE(id_, SEVERITY, RECORDS, SCOPE, check_, fix_, label_) \
  { id_, QD_SEVERITY_##SEVERITY, RECORDS, QD_SCOPE_##SCOPE, qd_rule_##check_, qd_fix_##fix_, label_ },
#include "qd-rules.def"
#undef QD_RULE
};

/* What is accepted comes behind all else. */
#define N_RANKS_ONCE ((QD_SEVERITY_ERROR + 1) * G_N_ELEMENTS (rules))
#define N_RANKS (2 * N_RANKS_ONCE)

/* Less than this many points is rounding. */
#define POINTS_EPSILON 0.005

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
            if (rules[i].record_types & (G_GUINT64_CONSTANT (1) << type))
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

/* The records that an accepted finding is about. One that names none is about the plan. */
static GStrv
accepted_ids (QdRecord *accepted)
{
  const char *ids = qd_record_get_text (accepted, QD_ACCEPTED_RECORD);
  QdPlan *plan = qd_record_get_plan (accepted);

  return g_strsplit (*ids != '\0' || plan == NULL ? ids : qd_record_get_id (qd_plan_get_root (plan)), " ", -1);
}

/* Whether the record @accepted of a plan is about @finding. */
gboolean
qd_rules_accepts (QdRecord        *accepted,
                  const QdFinding *finding)
{
  g_auto (GStrv) ids = accepted_ids (accepted);

  return g_str_equal (qd_record_get_text (accepted, QD_ACCEPTED_RULE), finding->rule) &&
         g_strv_contains ((const char *const *) ids, finding->record);
}

/* Returns NULL if nothing is accepted, as in most plans. */
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
      g_auto (GStrv) ids = accepted_ids (record);

      for (guint j = 0; ids[j] != NULL; j++)
        g_hash_table_add (accepted, accepted_key (qd_record_get_text (record, QD_ACCEPTED_RULE), ids[j]));
    }

  return accepted;
}

/* Reads what any rule may ask of the plan as a whole; to be called again when it changed. */
void
qd_rule_context_read (QdRuleContext *context,
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
  context->gates = (QdRuleGates) {
    .committed = context->totals->committed > 0,
    .categorised = !isnan (context->totals->drift),
    .unassigned = context->totals->unassigned > POINTS_EPSILON,
    .teams = qd_list_get_length (qd_plan_get_list (context->plan, QD_LIST_TEAMS)) > 0,
  };
  context->dated = NULL;
}

/* Reads what findings the plan accepts; to be called again when that changed. */
void
qd_rule_context_read_accepted (QdRuleContext *context)
{
  g_clear_pointer (&context->accepted, g_hash_table_unref);
  context->accepted = read_accepted (context->plan);
}

/* Returns: (transfer none): what rules look up in the plan */
QdRuleIndex *
qd_rule_context_get_index (QdRuleContext *context)
{
  if (context->index == NULL)
    context->index = qd_rule_index_new (context->plan, NULL, NULL);

  return context->index;
}

void
qd_rule_context_clear (QdRuleContext *context)
{
  g_clear_pointer (&context->index, qd_rule_index_free);
  g_clear_pointer (&context->accepted, g_hash_table_unref);
  g_clear_pointer (&context->dates, g_array_unref);
}

const QdRule *
qd_rules_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_strcmp0 (rules[i].id, id) == 0)
      return &rules[i];

  return NULL;
}

guint
qd_rules_get_n_ranks (void)
{
  return N_RANKS;
}

/* Returns: where in @findings begins what is not accepted, of @severity and @rule or behind that; %NULL is the first
 * rule, and the one behind the last will do */
guint
qd_rules_find_rank (GPtrArray    *findings,
                    QdSeverity    severity,
                    const QdRule *rule)
{
  guint rank = (QD_SEVERITY_ERROR - severity) * (guint) G_N_ELEMENTS (rules);
  guint first = 0, last = findings->len;

  if (rule != NULL)
    rank += (guint) (rule - rules);
  while (first < last)
    {
      guint middle = first + (last - first) / 2;

      if (((const QdRankedFinding *) g_ptr_array_index (findings, middle))->rank < rank)
        first = middle + 1;
      else
        last = middle;
    }

  return first;
}

/* Returns: how long what the rule of @finding found holds */
QdRuleScope
qd_rules_get_scope (const QdFinding *finding)
{
  return rules[((const QdRankedFinding *) finding)->rank % G_N_ELEMENTS (rules)].scope;
}

/* Checks the rules of @scopes that look at records like @record. */
void
qd_rules_check (QdRuleContext *context,
                QdRecord      *record,
                QdRuleScope    scopes)
{
  const QdRule *const *rule = get_rules_by_type ()[qd_record_get_record_type (record)];

  context->checked = record;
  for (; *rule != NULL; rule++)
    {
      if (!((*rule)->scope & scopes))
        continue;
      context->rule = *rule;
      (*rule)->check (context, record);
    }
}

/* Returns: (transfer full): @findings, which are taken, by rank; those of a rank stay in their order */
GPtrArray *
qd_rules_sort (GPtrArray *findings)
{
  GPtrArray *sorted = g_ptr_array_new_full (findings->len, (GDestroyNotify) qd_finding_free);
  guint starts[N_RANKS + 1] = { 0 };

  for (guint i = 0; i < findings->len; i++)
    starts[((const QdRankedFinding *) g_ptr_array_index (findings, i))->rank + 1]++;
  for (guint i = 1; i < G_N_ELEMENTS (starts); i++)
    starts[i] += starts[i - 1];

  g_ptr_array_set_size (sorted, (int) findings->len);
  for (guint i = 0; i < findings->len; i++)
    {
      QdRankedFinding *ranked = g_ptr_array_index (findings, i);

      sorted->pdata[starts[ranked->rank]++] = ranked;
    }

  return sorted;
}

static void
finding_clear (gpointer data)
{
  QdFinding *finding = data;

  g_free (finding->record);
  g_free (finding->message);
  g_free (finding->short_message);
}

/**
 * qd_finding_ref: (skip)
 *
 * Returns: (transfer full): @finding once more
 */
QdFinding *
qd_finding_ref (QdFinding *finding)
{
  return g_rc_box_acquire (finding);
}

void
qd_finding_free (QdFinding *finding)
{
  g_rc_box_release_full (finding, finding_clear);
}

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
  QdRankedFinding *ranked = g_rc_box_new0 (QdRankedFinding);
  QdFinding *finding = &ranked->finding;

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

  ranked->rank = (finding->accepted ? (guint) N_RANKS_ONCE : 0) +
                 (QD_SEVERITY_ERROR - severity) * (guint) G_N_ELEMENTS (rules) + (guint) (context->rule - rules);
  ranked->checked = context->checked;
  g_ptr_array_add (context->findings, ranked);
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

/* The number to ask ngettext() for: 1 only where it is written so, and 2 where a language may say “both” for it. What has
 * decimals is neither: it counts as many do that are round. */
gulong
qd_rule_plural (double number)
{
  double shown = qd_number_round (number, number < 9.95 ? 1 : 0);

  if (shown < 1)
    return 0;

  return shown > floor (shown) ? 100 : (gulong) shown;
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
