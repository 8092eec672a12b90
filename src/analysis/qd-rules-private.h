#pragma once

/* The inside of the findings: what a rule is handed, and how it says what it found. */

#include "qd-date.h"
#include "qd-finding.h"
#include "qd-rule-index-private.h"

G_BEGIN_DECLS

/* The record types of a rule, in its declaration. */
#define ON(RECORD) (G_GUINT64_CONSTANT (1) << QD_RECORD_##RECORD)
#define ANY G_MAXUINT64

G_STATIC_ASSERT (QD_N_RECORD_TYPES <= 64);

/* See qd-rules.def. */
typedef enum
{
  QD_SCOPE_RECORD = 1 << 0,
  QD_SCOPE_FIGURES = 1 << 1,
  QD_SCOPE_CATEGORIES = 1 << 2,
  QD_SCOPE_HEADCOUNT = 1 << 3,
  QD_SCOPE_NAMES = 1 << 4,
  QD_SCOPE_WORDS = 1 << 5,
  QD_SCOPE_REFERENCES = 1 << 6,
  QD_SCOPE_ALL = (1 << 7) - 1,
} QdRuleScope;

/**
 * QdRuleContext:
 *
 * One plan while its rules are checked. What several rules need is worked out when the first of them asks.
 */
typedef struct _QdRuleContext QdRuleContext;

typedef void (*QdRuleCheck) (QdRuleContext *context,
                             QdRecord      *record);
typedef void (*QdRuleFixes) (QdRuleContext *context,
                             QdRecord      *record,
                             GPtrArray     *fixes);

/**
 * QdRule:
 *
 * See qd-rules.def.
 */
typedef struct
{
  const char   *id;
  QdSeverity    severity;
  guint64       record_types; /* a bit for each */
  QdRuleScope   scope;
  QdRuleCheck   check;
  QdRuleFixes   fix;
  const char   *label;
} QdRule;

#define QD_RULE(id, SEVERITY, RECORDS, SCOPE, check, fix, label) \
  void qd_rule_##check (QdRuleContext *context, QdRecord *record); \
  void qd_fix_##fix (QdRuleContext *context, QdRecord *record, GPtrArray *fixes);
#include "qd-rules.def"
#undef QD_RULE

/**
 * QdRankedFinding:
 * @finding: what was found
 * @rank: its place among findings by acceptance, severity and rule
 * @checked: (nullable): the record that was checked; not owned
 *
 * A finding and its place in the order of findings. Shared by whoever lists it.
 */
typedef struct
{
  QdFinding finding;
  guint     rank;
  QdRecord *checked;
} QdRankedFinding;

/**
 * QdRuleGates:
 *
 * What rules ask of the totals before they look at a record.
 */
typedef struct
{
  gboolean committed;   /* anything is committed at all */
  gboolean categorised; /* anything has a category */
  gboolean unassigned;  /* points that no team carries */
  gboolean teams;       /* there are teams */
} QdRuleGates;

struct _QdRuleContext
{
  QdFigures      *figures;
  QdPlan         *plan;
  QdRecord       *root;
  const QdTotals *totals;
  const QdRule   *rule;          /* the one being checked */
  GPtrArray      *findings;      /* what is found goes there; not owned */
  GHashTable     *accepted;      /* (nullable): of a rule's id, a line feed and a record's id */
  GDate           near_date;     /* invalid where the plan has neither planning date nor quarter */
  QdQuarter       quarter;
  GDate           first;         /* of the quarter; invalid without one */
  GDate           last;
  QdRuleGates     gates;
  QdRuleIndex    *index;         /* (nullable): made when first asked for, unless it follows the plan */
  QdRecord       *checked;       /* the record being checked */
  QdRecord       *dated;         /* the record whose dates are in: */
  GArray         *dates;
};

const QdRule *qd_rules_find            (const char    *id);
guint        qd_rules_get_n_ranks      (void);
guint        qd_rules_find_rank        (GPtrArray     *findings,
                                        QdSeverity     severity,
                                        const QdRule  *rule);
QdRuleScope  qd_rules_get_scope        (const QdFinding *finding);
void         qd_rules_check            (QdRuleContext *context,
                                        QdRecord      *record,
                                        QdRuleScope    scopes);
GPtrArray   *qd_rules_sort             (GPtrArray     *findings);
gboolean     qd_rules_accepts          (QdRecord      *accepted,
                                        const QdFinding *finding);

void         qd_rule_context_read      (QdRuleContext *context,
                                        QdFigures     *figures);
void         qd_rule_context_read_accepted (QdRuleContext *context);
QdRuleIndex *qd_rule_context_get_index (QdRuleContext *context);
void         qd_rule_context_clear     (QdRuleContext *context);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QdRuleContext, qd_rule_context_clear)

void         qd_rule_report            (QdRuleContext *context,
                                        QdRecord      *record,
                                        double         amount,
                                        char          *message,
                                        char          *short_message);
void         qd_rule_report_as         (QdRuleContext *context,
                                        QdSeverity     severity,
                                        QdRecord      *record,
                                        double         amount,
                                        char          *message,
                                        char          *short_message);
void         qd_rule_report_list       (QdRuleContext *context,
                                        QdListId       list,
                                        QdRecord      *owner,
                                        double         amount,
                                        char          *message,
                                        char          *short_message);
void         qd_fix_add                (GPtrArray     *fixes,
                                        char          *label,
                                        QdChange      *change);
void         qd_fix_add_set            (GPtrArray     *fixes,
                                        char          *label,
                                        QdRecord      *record,
                                        guint          field,
                                        QdValue        value);

const GDate *qd_rule_near_date         (QdRuleContext *context);
gboolean     qd_rule_in_review         (QdRecord      *record);
gboolean     qd_rule_quarter_is_over   (QdRuleContext *context);
const char  *qd_rule_title             (QdRecord      *record);
char        *qd_rule_points            (double         points);
gulong       qd_rule_plural            (double         number);
gboolean     qd_rule_is_unfilled       (const char    *text);

G_END_DECLS
