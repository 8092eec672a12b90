#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

/* Every figure of a plan. One function computes each; the window, the command line, Markdown and slides all read it
 * here. Unknown figures are NAN, sums over nothing 0. Points are story points, shares and loads fractions: 1 is 100 %.
 */

#define QD_TYPE_FIGURES (qd_figures_get_type ())

G_DECLARE_FINAL_TYPE (QdFigures, qd_figures, QD, FIGURES, GObject)

typedef enum
{
  QD_BAND_UNKNOWN,
  QD_BAND_MISSED,
  QD_BAND_PARTLY,
  QD_BAND_MET,
} QdBand;

/**
 * QdScoreReason:
 *
 * Why a key result has the computed score it has, or none.
 */
typedef enum
{
  QD_SCORE_COMPUTED,
  QD_SCORE_NO_TARGET,
  QD_SCORE_NO_ACTUAL,
  QD_SCORE_NOT_UNDERSTOOD,
  QD_SCORE_UNITS_DIFFER,
  QD_SCORE_NEEDS_BASELINE,
} QdScoreReason;

typedef struct
{
  double        computed;            /* 0 to 1; NAN if it cannot be computed */
  double        stated;              /* NAN where none is stated, or it only repeats the computed one */
  double        score;               /* what counts: stated, else computed */
  QdBand        band;
  QdScoreReason reason;
  gboolean      worse_than_baseline;
  gboolean      provisional;         /* cumulative, and the quarter is not over */
} QdKeyResultFigures;

typedef struct
{
  double points;      /* committed: of initiatives neither cut nor stretch */
  double assumed;     /* the part of it that several teams share without stated shares */
  double load;        /* points / capacity of the teams that carry it */
  double score;       /* mean of its scored key results */
  QdBand band;
  guint  n_key_results;
  guint  n_scored;
  guint  n_initiatives;
  double confidence;  /* mean of its key results' confidence, 0 to 10 */
} QdObjectiveFigures;

typedef struct
{
  double    points;     /* committed points: 0 if cut or stretch, or unknown */
  gboolean  assumed;    /* several teams, no shares */
  gboolean  unassigned; /* no team matches */
  QdRecord *category;   /* (nullable): the category it counts for: its own or its objective's */
  double    priority;   /* impact x confidence / (effort x risk) */
} QdInitiativeFigures;

typedef struct
{
  double   engineers;
  double   missing;    /* how many of these joiners are short of a whole quarter, together */
  double   computed;   /* capacity from engineers, days, availability, reserve, joiners */
  gboolean stated;     /* the stated capacity differs and wins */
  double   capacity;   /* what counts */
  double   committed;
  double   assumed;    /* the part of committed whose split is assumed */
  double   load;       /* committed / capacity */
  double   balance;    /* capacity - committed */
} QdTeamFigures;

typedef struct
{
  double   share;           /* 0 to 1 */
  double   computed;        /* share of total capacity, largest remainder */
  gboolean stated;
  double   points;          /* what counts */
  double   committed;
  double   committed_share; /* of all categorised points */
  guint    n_initiatives;   /* committed ones */
} QdCategoryFigures;

typedef struct
{
  double    engineers;
  double    engineers_computed;
  gboolean  engineers_stated;
  double    capacity;
  double    capacity_computed;
  gboolean  capacity_stated;
  double    committed;
  double    load;
  double    over;            /* sum of what teams are over: never netted against free */
  double    free;            /* sum of what teams have left */
  guint     n_over;
  double    requested;       /* the part of it that dependencies ask of their providers; the rest is initiatives' */
  double    unassigned;      /* committed points of no team */
  double    uncategorised;   /* committed points of no category */
  guint     n_uncategorised;
  double    share;           /* sum of the categories' shares */
  double    drift;           /* largest gap between share and committed share; NAN while nothing is categorised */
  double    score;           /* of the previous quarter: stated, else by the plan's setting */
  double    score_mean;      /* by the plan's setting, whatever is stated for the whole */
  gboolean  score_stated;    /* a score is stated for the whole quarter that differs from that */
  double    score_computed;  /* mean of the computed scores alone */
  double    score_target;
  guint     n_key_results;   /* of the previous quarter */
  guint     n_scored;
  guint     n_computed;
  guint     n_stated;
  double    score_objectives; /* mean of the objectives' scores */
  QdBand    band;
  guint     n_open_risks;
  guint     n_critical_risks; /* open, likelihood and impact both high */
  guint     n_objectives;
  guint     n_key_results_planned;
  guint     n_scored_planned; /* of these */
  guint     n_without_target; /* of these */
  guint     n_initiatives;
  guint     n_committed;      /* initiatives that are neither cut nor stretch */
} QdTotals;

/**
 * QdPartFunc:
 * @team: (nullable): who carries the part; %NULL if every team does together, or nobody
 * @everyone: every team carries it together, by capacity
 * @points: how large it is
 * @user_data: what was handed to qd_figures_foreach_part()
 *
 * Called for each part of a piece of work.
 */
typedef void (*QdPartFunc) (QdRecord *team,
                            gboolean  everyone,
                            double    points,
                            gpointer  user_data);

QdFigures                 *qd_figures_new          (QdPlan    *plan);
QdFigures                 *qd_figures_new_stated   (QdPlan    *plan);
QdPlan                    *qd_figures_get_plan     (QdFigures *figures);
void                       qd_figures_set_today    (QdFigures *figures,
                                                    const GDate *today);
const GDate               *qd_figures_get_today    (QdFigures *figures);
const QdTotals            *qd_figures_totals       (QdFigures *figures);
const QdTeamFigures       *qd_figures_team         (QdFigures *figures,
                                                    QdRecord  *team);
const QdCategoryFigures   *qd_figures_category     (QdFigures *figures,
                                                    QdRecord  *category);
const QdObjectiveFigures  *qd_figures_objective    (QdFigures *figures,
                                                    QdRecord  *objective);
const QdKeyResultFigures  *qd_figures_key_result   (QdFigures *figures,
                                                    QdRecord  *key_result);
const QdInitiativeFigures *qd_figures_initiative   (QdFigures *figures,
                                                    QdRecord  *initiative);
double                     qd_figures_team_points  (QdFigures *figures,
                                                    QdRecord  *team,
                                                    QdRecord  *work);
void                       qd_figures_foreach_part (QdFigures *figures,
                                                    QdRecord  *work,
                                                    QdPartFunc func,
                                                    gpointer   user_data);
double                     qd_figures_time_passed  (QdFigures *figures,
                                                    const GDate *day);
double                     qd_figures_progress     (QdFigures *figures,
                                                    QdRecord  *key_result);
double                     qd_figures_pace         (QdFigures *figures,
                                                    QdRecord  *key_result);
int                        qd_figures_risk_level   (QdRecord  *risk);
gboolean                   qd_figures_risk_is_open (QdRecord  *risk);
double                     qd_figures_computed     (QdFigures *figures,
                                                    QdRecord  *record,
                                                    guint      field);
gboolean                   qd_figures_repeats      (QdFigures *figures,
                                                    QdRecord  *record,
                                                    guint      field,
                                                    const QdValue *value);
gboolean                   qd_figures_equal        (QdFigures *a,
                                                    QdFigures *b,
                                                    char     **difference);

G_END_DECLS
