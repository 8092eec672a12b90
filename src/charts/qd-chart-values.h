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

/**
 * QdTargetValue:
 * @id: (nullable): the record's id
 * @title: the objective or key result
 * @objective: an objective: the key results that follow are its own
 * @baseline: (nullable): as typed
 * @target: (nullable): as typed
 * @owner: (nullable): who answers for it
 * @measured: both baseline and target are numbers that can be compared
 * @from_zero: the baseline is zero
 * @milestone: of a milestone, the part of the quarter's working days that has passed on its date; NAN of others
 *
 * A row of “targets”.
 */
typedef struct
{
  const char *id;
  const char *title;
  gboolean    objective;
  const char *baseline;
  const char *target;
  const char *owner;
  gboolean    measured;
  gboolean    from_zero;
  double      milestone;
} QdTargetValue;

/**
 * QdTickValue:
 * @part: the part of the quarter's working days that has passed
 * @day: the day, as g_date_get_julian() counts
 *
 * A review in “targets”: where an even pace stands on its day.
 */
typedef struct
{
  double  part;
  guint32 day;
} QdTickValue;

/**
 * QdTargetsHead:
 * @last: the quarter's last working day; 0 if not known
 */
typedef struct
{
  guint32 last;
} QdTargetsHead;

typedef enum
{
  QD_LANE_KEY_DATES,
  QD_LANE_REVIEWS,
  QD_LANE_COMMUNICATION,
  QD_N_LANES
} QdLane;

/**
 * QdDateValue:
 * @id: (nullable): the record's id
 * @lane: what kind of date
 * @title: what happens
 * @first: the day, as g_date_get_julian() counts; 0 if it is not understood
 * @last: the last day where only a month is known, else @first
 *
 * A date of “timeline”.
 */
typedef struct
{
  const char *id;
  QdLane      lane;
  const char *title;
  guint32     first;
  guint32     last;
} QdDateValue;

/**
 * QdTimelineHead:
 * @first: the quarter's first day
 * @last: its last day
 */
typedef struct
{
  guint32 first;
  guint32 last;
} QdTimelineHead;

/**
 * QdDependencyValue:
 * @id: (nullable): the record's id
 * @what: what is waited for
 * @from: who waits
 * @to: who provides
 * @from_outside: @from is no team of the plan
 * @to_outside: @to is no team of the plan
 * @risk: 0 low, 1 medium, 2 high; -1 not known, and -2 where no risk is spoken of at all
 * @mitigation: (nullable): what is done about it
 *
 * A row of “dependencies”.
 */
typedef struct
{
  const char *id;
  const char *what;
  const char *from;
  const char *to;
  gboolean    from_outside;
  gboolean    to_outside;
  int         risk;
  const char *mitigation;
} QdDependencyValue;

/**
 * QdBlockValue:
 * @id: (nullable): the record's id
 * @title: the team or initiative
 * @team: a team: the initiatives that follow, the highest rank first, are its own
 * @capacity: of a team, in points
 * @rank: of an initiative, from 1
 * @points: of an initiative, this team's part
 * @assumed: the split between teams is assumed
 *
 * A lane or a block of “priorities”.
 */
typedef struct
{
  const char *id;
  const char *title;
  gboolean    team;
  double      capacity;
  guint       rank;
  double      points;
  gboolean    assumed;
} QdBlockValue;

/**
 * QdPrioritiesHead:
 * @by_priority: the order is computed from impact, confidence, effort and risk; else it is the one by hand
 * @n_hidden: teams that were not added because no chart has room for so many
 * @n_hidden_over: how many of these are beyond their capacity
 * @hidden_free: points that these have left
 */
typedef struct
{
  gboolean by_priority;
  guint    n_hidden;
  guint    n_hidden_over;
  double   hidden_free;
} QdPrioritiesHead;

typedef enum
{
  QD_PROGRESS_LEVEL,
  QD_PROGRESS_LIMIT,
  QD_PROGRESS_MILESTONE,
} QdProgressKind;

/**
 * QdProgressPoint:
 * @time: the part of the quarter's working days that has passed
 * @progress: the part of the way from baseline to target; of a limit, the part of it that is used
 */
typedef struct
{
  double time;
  double progress;
} QdProgressPoint;

/**
 * QdProgressValue:
 * @id: (nullable): the record's id
 * @title: the objective or key result
 * @objective: an objective: the key results that follow are its own
 * @kind: how it is drawn
 * @target: (nullable): as typed
 * @value: (nullable): where it stands, as typed
 * @points: (array length=n_points): its check-ins in the order of time; of a milestone, its date
 * @n_points: how many
 * @done: of a milestone: it is reached
 *
 * A panel of “progress”.
 */
typedef struct
{
  const char            *id;
  const char            *title;
  gboolean               objective;
  QdProgressKind         kind;
  const char            *target;
  const char            *value;
  const QdProgressPoint *points;
  guint                  n_points;
  gboolean               done;
} QdProgressValue;

/**
 * QdProgressHead:
 * @first: the quarter's first day, as g_date_get_julian() counts
 * @last: its last working day
 * @day: the day of the last check-in
 * @passed: the part of the working days that had passed by then
 */
typedef struct
{
  guint32 first;
  guint32 last;
  guint32 day;
  double  passed;
} QdProgressHead;

/* From 0 to 10. */
#define QD_VOTE_COLUMNS 11

/**
 * QdVoteValue:
 * @id: (nullable): the record's id
 * @title: the key result
 * @n: how many votes there are on it
 * @median: their median
 * @lowest: the lowest
 * @highest: the highest
 * @n_outliers: how many stand out
 * @counts: how many there are of each number
 * @outliers: how many of these stand out
 *
 * A row of “votes”.
 */
typedef struct
{
  const char *id;
  const char *title;
  guint       n;
  double      median;
  double      lowest;
  double      highest;
  guint       n_outliers;
  guint       counts[QD_VOTE_COLUMNS];
  guint       outliers[QD_VOTE_COLUMNS];
} QdVoteValue;

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
void     qd_chart_add_target    (QdChart               *chart,
                                 const QdTargetValue   *target);
void     qd_chart_add_tick      (QdChart               *chart,
                                 const QdTickValue     *tick);
void     qd_chart_set_targets   (QdChart               *chart,
                                 const QdTargetsHead   *head);
void     qd_chart_add_date      (QdChart               *chart,
                                 const QdDateValue     *date);
void     qd_chart_set_timeline  (QdChart               *chart,
                                 const QdTimelineHead  *head);
void     qd_chart_add_dependency (QdChart              *chart,
                                 const QdDependencyValue *dependency);
void     qd_chart_add_block     (QdChart               *chart,
                                 const QdBlockValue    *block);
void     qd_chart_set_priorities (QdChart              *chart,
                                 const QdPrioritiesHead *head);
void     qd_chart_add_progress  (QdChart               *chart,
                                 const QdProgressValue *progress);
void     qd_chart_set_progress  (QdChart               *chart,
                                 const QdProgressHead  *head);
void     qd_chart_add_vote      (QdChart               *chart,
                                 const QdVoteValue     *vote);

G_END_DECLS
