#pragma once

#include "qd-change.h"
#include "qd-figures.h"
#include "qd-pages.h"

G_BEGIN_DECLS

/**
 * QdSeverity:
 * @QD_SEVERITY_NOTE: worth a look
 * @QD_SEVERITY_WARNING: it probably fails or is incomplete
 * @QD_SEVERITY_ERROR: the plan contradicts itself or cannot hold
 */
typedef enum
{
  QD_SEVERITY_NONE,
  QD_SEVERITY_NOTE,
  QD_SEVERITY_WARNING,
  QD_SEVERITY_ERROR,
} QdSeverity;

/**
 * QdFinding:
 * @rule: the rule's id, such as "capacity.team-over"
 * @severity: how bad it is
 * @list: the list of the record, or %QD_LIST_ANY for the plan itself; of a finding about a list as a whole, that list
 * @record: the id of the record it is about; of a finding about a list as a whole, that of the record that holds it
 * @page: the page on which it is mended; key results of the previous quarter are not on the page of their list
 * @message: one sentence with the figure in it, in the user's language
 * @short_message: (nullable): a few words for the overview, in the user's language
 * @amount: how large the matter is within its rule (points over, days late); for sorting within a severity
 * @accepted: the plan accepts it, with a reason
 *
 * Something to be said about a plan. Read-only, made by the rules alone and counted: see qd_finding_ref().
 */
typedef struct
{
  const char *rule;
  QdSeverity  severity;
  QdListId    list;
  char       *record;
  QdPageId    page;
  char       *message;
  char       *short_message;
  double      amount;
  gboolean    accepted;
} QdFinding;

/**
 * QdFix:
 * @label: what the button says, in the user's language
 * @change: what it does
 *
 * One way to mend what a finding is about.
 */
typedef struct
{
  char     *label;
  QdChange *change;
} QdFix;

GPtrArray  *qd_findings_compute    (QdFigures       *figures);
gboolean    qd_finding_is_on_page  (const QdFinding *finding,
                                    QdPageId         page);
QdSeverity  qd_findings_worst      (GPtrArray       *findings,
                                    QdPageId         page);
guint       qd_findings_count      (GPtrArray       *findings,
                                    QdSeverity       severity);
guint       qd_findings_count_rule (GPtrArray       *findings,
                                    const char      *rule,
                                    const QdFinding **first);
GPtrArray  *qd_finding_get_fixes   (const QdFinding *finding,
                                    QdFigures       *figures);
QdRecord   *qd_finding_get_acceptance (const QdFinding *finding,
                                    QdPlan          *plan);
QdFinding  *qd_finding_ref         (QdFinding       *finding);
void        qd_finding_free        (QdFinding       *finding);
void        qd_fix_free            (QdFix           *fix);
const char *qd_rule_label          (const char      *rule);
const char *qd_severity_id         (QdSeverity       severity);
const char *qd_severity_label      (QdSeverity       severity);

/**
 * QdStep:
 * @id: the step's id
 * @label: what is to be done, in the user's language
 * @done: whether it is
 * @count: how many records are still missing it
 * @page: where to do it
 *
 * One step on the way to approval.
 */
typedef struct
{
  const char *id;
  const char *label;
  gboolean    done;
  guint       count;
  QdPageId    page;
} QdStep;

GArray     *qd_steps_compute       (QdFigures       *figures,
                                    GPtrArray       *findings);
guint       qd_steps_count_done    (GArray          *computed);

G_END_DECLS
