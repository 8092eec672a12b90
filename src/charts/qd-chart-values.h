#pragma once

#include "qd-chart.h"

G_BEGIN_DECLS

/* How values get into a chart. Texts are copied; numbers that are not known are NAN. */

/**
 * QdTeamValue:
 * @id: (nullable): the record's id
 * @name: the team's name
 * @engineers: how many; NAN if not known
 * @capacity: points; NAN for work of no team
 * @committed: points
 * @assumed: the part of @committed whose split between teams is assumed
 *
 * A row of “capacity”.
 */
typedef struct
{
  const char *id;
  const char *name;
  double      engineers;
  double      capacity;
  double      committed;
  double      assumed;
} QdTeamValue;

/**
 * QdCategoryValue:
 * @id: (nullable): the record's id
 * @name: the category's name
 * @rationale: (nullable): why
 * @share: of the capacity, 0 to 1
 * @previous: last quarter's share; NAN if not known
 * @points: what the share is in points
 * @committed: points of its initiatives
 *
 * A row of “allocation”.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *rationale;
  double      share;
  double      previous;
  double      points;
  double      committed;
} QdCategoryValue;

/**
 * QdAllocationHead:
 * @capacity: points of all teams
 * @uncategorised: committed points of no category
 */
typedef struct
{
  double capacity;
  double uncategorised;
} QdAllocationHead;

typedef enum
{
  QD_GRADE_UNKNOWN,
  QD_GRADE_MISSED,
  QD_GRADE_SHORT,
  QD_GRADE_MET,
} QdGrade;

/**
 * QdScoreValue:
 * @id: (nullable): the record's id
 * @title: the objective or key result
 * @objective: an objective: the key results that follow are its own
 * @target: (nullable): as typed
 * @actual: (nullable): as typed
 * @score: 0 to 1; NAN if not scored
 * @grade: which band the score is in
 * @stated: somebody stated the score, and it could not be computed or differs
 *
 * A row of “scorecard”.
 */
typedef struct
{
  const char *id;
  const char *title;
  gboolean    objective;
  const char *target;
  const char *actual;
  double      score;
  QdGrade     grade;
  gboolean    stated;
} QdScoreValue;

/**
 * QdScorecardHead:
 * @score: of the quarter; NAN if not scored
 * @target: what it is held against
 * @grade: which band the score is in
 * @n_scored: the mean is of so many key results
 * @by_objective: the mean is of objectives instead
 */
typedef struct
{
  double   score;
  double   target;
  QdGrade  grade;
  guint    n_scored;
  gboolean by_objective;
} QdScorecardHead;

/**
 * QdRiskValue:
 * @id: (nullable): the record's id
 * @name: the risk
 * @mitigation: (nullable): what is done about it
 * @number: its place in the list, from 1
 * @likelihood: 0 low, 1 medium, 2 high; -1 not known
 * @impact: likewise
 * @closed: mitigated or resolved
 *
 * A risk of “risk-matrix”.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *mitigation;
  guint       number;
  int         likelihood;
  int         impact;
  gboolean    closed;
} QdRiskValue;

QdChart *qd_chart_new           (const char            *name,
                                 const char            *quarter);
void     qd_chart_set_title     (QdChart               *chart,
                                 const char            *title);
void     qd_chart_add_team      (QdChart               *chart,
                                 const QdTeamValue     *team);
void     qd_chart_add_category  (QdChart               *chart,
                                 const QdCategoryValue *category);
void     qd_chart_set_allocation (QdChart              *chart,
                                 const QdAllocationHead *head);
void     qd_chart_add_score     (QdChart               *chart,
                                 const QdScoreValue    *score);
void     qd_chart_set_scorecard (QdChart               *chart,
                                 const QdScorecardHead *head);
void     qd_chart_add_risk      (QdChart               *chart,
                                 const QdRiskValue     *risk);

G_END_DECLS
