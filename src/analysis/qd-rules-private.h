#pragma once

/* The inside of the findings: what a rule is handed, and how it says what it found. */

#include "qd-date.h"
#include "qd-finding.h"
#include "qd-words.h"

G_BEGIN_DECLS

/* The record type of rules that look at every record. */
#define QD_RECORD_ANY QD_N_RECORD_TYPES

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
  guint         record_type;
  QdRuleCheck   check;
  QdRuleFixes   fix;
  const char   *label;
} QdRule;

#define QD_RULE(id, SEVERITY, RECORD, check, fix, label) \
  void qd_rule_##check (QdRuleContext *context, QdRecord *record); \
  void qd_fix_##fix (QdRuleContext *context, QdRecord *record, GPtrArray *fixes);
#include "qd-rules.def"
#undef QD_RULE

struct _QdRuleContext
{
  QdFigures      *figures;
  QdPlan         *plan;
  QdRecord       *root;
  const QdTotals *totals;
  const QdRule   *rule;          /* the one being checked */
  GPtrArray      *findings;
  GArray         *ranks;         /* of guint: of each of them, severity and rule */
  GHashTable     *accepted;      /* (nullable): of keys as qd_rule_accepted_key() makes them */
  GDate           near_date;     /* invalid where the plan has neither planning date nor quarter */
  QdQuarter       quarter;
  GDate           first;         /* of the quarter; invalid without one */
  GDate           last;
  QdWordIndex    *objectives;    /* words of the objectives that do not say what they support */
  GHashTable     *supported;     /* ids that objectives say they support */
  QdWordIndex    *key_results;   /* words of this quarter's key results */
  QdRecord       *dated;         /* the record whose dates are in: */
  GArray         *dates;
};

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
const char  *qd_rule_title             (QdRecord      *record);
char        *qd_rule_points            (double         points);
gulong       qd_rule_plural            (double         number);
gboolean     qd_rule_is_unfilled       (const char    *text);

G_END_DECLS
