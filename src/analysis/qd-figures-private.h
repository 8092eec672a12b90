#pragma once

/* The inside of QdFigures. Every record that a figure depends on has an entry, which remembers what the record adds to
 * which sums. A change makes the entry leave the sums with what it had added and join them with what it adds now; a
 * plan just opened does nothing but joining. Sums are whole numbers, so that leaving undoes joining to the last bit,
 * in any order. */

#include "qd-figures.h"
#include "qd-score.h"
#include "qd-teams.h"

G_BEGIN_DECLS

/* A number in millionths. */
typedef gint64 QdFixed;

typedef struct _QdEntry QdEntry;
typedef struct _QdTeamEntry QdTeamEntry;
typedef struct _QdObjectiveEntry QdObjectiveEntry;
typedef struct _QdWorkEntry QdWorkEntry;

struct _QdEntry
{
  QdRecord     *record; /* not owned: entries go before their records do */
  QdRecordType  type;
  GList         waiting; /* in the queue of its type while it is to be computed anew; data is %NULL otherwise */
};

/* The part of a work that a team carries. */
typedef struct
{
  QdTeamEntry *team;
  QdWorkEntry *work;
  QdFixed      points;
  GList        link; /* in the team's parts */
} QdPart;

/* All categories of one name, and what is filed under that name whether or not there is a category. */
typedef struct
{
  char    *key;       /* normalised; "" for no category */
  guint    n_users;   /* works and categories that hold it */
  QdFixed  committed;
  guint    n_works;   /* committed ones */
  QdEntry *category;  /* (nullable): the first category of that name */
} QdCategorySlot;

struct _QdTeamEntry
{
  QdEntry       entry;
  GQueue        parts;     /* of QdPart: the works it carries */
  gboolean      computable; /* engineers and days are numbers */
  gboolean      stated;
  gboolean      known;     /* one of these */
  double        missing;   /* engineers that joiners are short of */
  QdFixed       engineers;
  QdFixed       computed;
  QdFixed       capacity;
  QdFixed       committed; /* with its part of what everyone carries */
  QdFixed       assumed;
  QdFixed       pooled;    /* that part */
  guint         stamp;     /* of the walk that met it last */
  QdTeamFigures figures;
};

struct _QdObjectiveEntry
{
  QdEntry            entry;
  gboolean           review; /* of the previous quarter */
  gboolean           owner_read;
  QdTeamSplit        owner;
  QdFixed            points;
  QdFixed            assumed;
  guint              n_initiatives;
  guint              n_key_results;
  guint              n_scored;
  guint              n_voted;
  gint64             score;      /* sum, in billionths */
  QdFixed            confidence; /* sum */
  gint64             mean;       /* what it adds to the sum over objectives, in billionths */
  QdObjectiveFigures figures;
};

typedef struct
{
  QdEntry            entry;
  QdObjectiveEntry  *objective;
  gint64             score;    /* in billionths, like the following two */
  gint64             computed;
  gint64             weighted;
  QdFixed            weight;
  QdFixed            confidence;
  gboolean           voted;
  gboolean           cumulative;
  gboolean           joined;    /* it is in the sums */
  QdKeyResultFigures figures;
} QdKeyResultEntry;

/* A piece of work: an initiative, or a dependency that asks points of its provider. */
struct _QdWorkEntry
{
  QdEntry             entry;
  QdObjectiveEntry   *objective; /* %NULL for a dependency */
  QdTeamSplit         split;     /* of its own teams; empty where the objective's owner carries it */
  gboolean            split_read;
  QdCategorySlot     *slot;      /* %NULL for a dependency */
  gboolean            joined;    /* it is in the sums with the following */
  QdFixed             points;
  QdFixed             unassigned;
  QdFixed             pooled;    /* carried by every team */
  gboolean            assumed;
  gboolean            nobody;
  gboolean            committed;  /* neither cut nor stretch, and of this quarter */
  gboolean            counts;     /* neither cut nor stretch */
  QdPart             *parts;
  guint               n_parts;
  QdInitiativeFigures figures;
};

typedef struct
{
  QdEntry           entry;
  QdCategorySlot   *slot;
  guint             place;    /* in the list */
  double            share;    /* 0 to 1; NAN if unknown */
  QdFixed           exact;    /* its share of capacity, not rounded */
  gint64            computed; /* whole points, rounded so that all add up */
  QdCategoryFigures figures;
} QdCategoryEntry;

typedef struct
{
  QdEntry  entry;
  gboolean open;
  gboolean critical;
} QdRiskEntry;

/* The days of a quarter. */
typedef struct
{
  gboolean set;
  GDate    first;
  GDate    last;
  int      working_days;
} QdSpan;

struct _QdFigures
{
  GObject         parent_instance;

  QdPlan         *plan;
  GDate           today;
  GHashTable     *entries;   /* record -> QdEntry */
  GPtrArray      *blocks;    /* of memory, in which entries lie one behind the other */
  gsize           block_left; /* bytes of the last one */
  QdEntry        *unused[QD_N_RECORD_TYPES]; /* entries that were dropped, the next in record */
  GQueue          waiting[QD_N_RECORD_TYPES];
  GPtrArray      *watches;   /* of GHashTable, not owned: see qd_figures_watch() */
  GPtrArray      *categories; /* the entries of the allocation, in the order of the list; not owned */
  GHashTable     *slots;     /* key -> QdCategorySlot */
  QdTeamNames    *names;     /* %NULL: to be read anew */
  gboolean        named;     /* names were read at some time */
  gboolean        stale;     /* something is to be computed anew */
  gboolean        stated_only; /* only what qd_figures_new_stated() promises is taken in */
  guint           stamp;     /* of the last walk */
  gboolean        calendar_read;
  GArray         *holidays;  /* of GDate */
  GDate           near_date; /* invalid without one */
  QdSpan          quarter;
  QdSpan          previous;
  gboolean        pool_moved;       /* the pool or a capacity changed */
  gboolean        allocation_moved; /* shares, capacity or order of the categories changed */

  /* sums over the plan */
  guint           n_teams;
  QdFixed         engineers;
  QdFixed         capacity;
  QdFixed         committed;
  QdFixed         requested;  /* the part of it that dependencies ask of their providers */
  QdFixed         unassigned;
  QdFixed         pool;       /* what every team carries */
  QdFixed         over;
  QdFixed         free_points;
  guint           n_over;
  guint           n_works;    /* committed initiatives */
  QdFixed         categorised; /* what is committed to a category */
  guint           n_objectives;
  guint           n_key_results_planned;
  guint           n_scored_planned;
  guint           n_without_target;
  guint           n_initiatives;
  guint           n_open_risks;
  guint           n_critical_risks;

  /* sums over the previous quarter, in billionths where they are of scores */
  guint           n_key_results;
  guint           n_scored;
  guint           n_computed;
  guint           n_stated;
  guint           n_scored_objectives;
  gint64          score;
  gint64          score_computed;
  gint64          score_weighted;
  QdFixed         weight;
  gint64          score_objectives;

  QdTotals        totals;
};

#define QD_FIXED_ONE 1000000
#define QD_FIXED_SCORE 1000000000

QdFixed           qd_fixed              (double            number);
double            qd_fixed_number       (QdFixed           fixed);
gint64            qd_fixed_score        (double            score);
double            qd_fixed_mean         (gint64            sum,
                                         guint             n);
void              qd_fixed_add          (gint64           *sum,
                                         gint64            amount,
                                         int               sign);
gint64            qd_fixed_part         (gint64            whole,
                                         gint64            part,
                                         gint64            of);

gpointer          qd_figures_lookup     (QdFigures        *self,
                                         QdRecord         *record,
                                         QdRecordType      type);
gpointer          qd_figures_lookup_or_add (QdFigures     *self,
                                         QdRecord         *record,
                                         QdRecordType      type);
void              qd_figures_wait       (QdFigures        *self,
                                         gpointer          entry);
void              qd_figures_wait_all   (QdFigures        *self,
                                         QdRecordType      type);
void              qd_figures_flush      (QdFigures        *self);
void              qd_figures_touch      (QdFigures        *self,
                                         QdRecord         *record);
void              qd_figures_watch      (QdFigures        *self,
                                         GHashTable       *touched);
void              qd_figures_unwatch    (QdFigures        *self,
                                         GHashTable       *touched);

/* qd-figures-follow.c */
void              qd_figures_follow     (QdFigures        *self);
void              qd_figures_update_waiting (QdFigures    *self);
void              qd_figures_free_entries (QdFigures      *self);

/* qd-figures-capacity.c */
void              qd_figures_read_calendar (QdFigures     *self);
int               qd_figures_working_days (QdFigures      *self,
                                         const GDate      *first,
                                         const GDate      *last);
void              qd_team_entry_update  (QdFigures        *self,
                                         QdEntry          *entry);
void              qd_team_entry_leave   (QdFigures        *self,
                                         QdTeamEntry      *team);
void              qd_team_entry_commit  (QdFigures        *self,
                                         QdTeamEntry      *team,
                                         QdFixed           points,
                                         gboolean          assumed,
                                         int               sign);
void              qd_team_entry_fill    (QdFigures        *self,
                                         QdTeamEntry      *team);
void              qd_figures_spread_pool (QdFigures       *self);

/* qd-figures-work.c */
void              qd_work_entry_update  (QdFigures        *self,
                                         QdEntry          *entry);
void              qd_work_entry_leave   (QdFigures        *self,
                                         QdWorkEntry      *work);
void              qd_work_entry_clear   (QdWorkEntry      *work);
void              qd_work_entry_fill    (QdWorkEntry      *work);
void              qd_work_entry_foreach_part (QdWorkEntry *entry,
                                              QdPartFunc   func,
                                              gpointer     user_data);
double            qd_objective_entry_capacity (QdFigures  *self,
                                         QdObjectiveEntry *objective);

/* qd-figures-allocation.c */
QdCategorySlot   *qd_figures_take_slot  (QdFigures        *self,
                                         const char       *name);
void              qd_figures_drop_slot  (QdFigures        *self,
                                         QdCategorySlot   *slot);
void              qd_category_slot_free (QdCategorySlot   *slot);
void              qd_category_entry_update (QdFigures     *self,
                                         QdEntry          *entry);
void              qd_figures_allocate   (QdFigures        *self);
void              qd_category_entry_fill (QdFigures       *self,
                                         QdCategoryEntry  *category);

/* qd-figures-score.c */
void              qd_key_result_entry_update (QdFigures   *self,
                                         QdEntry          *entry);
void              qd_key_result_entry_leave (QdFigures    *self,
                                         QdKeyResultEntry *key_result);
void              qd_key_result_entry_fill (QdFigures     *self,
                                         QdKeyResultEntry *key_result);
void              qd_objective_entry_fill (QdFigures      *self,
                                         QdObjectiveEntry *objective);
void              qd_risk_entry_update  (QdFigures        *self,
                                         QdEntry          *entry);
void              qd_risk_entry_leave   (QdFigures        *self,
                                         QdEntry          *entry);
void              qd_figures_fill_scores (QdFigures       *self);

const GDate *qd_figures_near_date (QdFigures *self);

G_END_DECLS
