#pragma once

#include <gio/gio.h>

#include "qd-figures.h"

G_BEGIN_DECLS

/**
 * QdObjectiveScore:
 * @title: what the objective is called
 * @score: the mean of its scored key results; NAN without any
 * @n_key_results: how many it has
 * @n_scored: of these
 *
 * How one objective of a quarter went.
 */
typedef struct
{
  char  *title;
  double score;
  guint  n_key_results;
  guint  n_scored;
} QdObjectiveScore;

/**
 * QdQuarterScore:
 * @name: of the file, for the screen
 * @quarter: the quarter that the plan looks back on
 * @score: how it went; NAN where nothing is scored
 * @target: the score it is held against
 * @band: the band of @score, by the plan's settings
 * @n_key_results: how many there were
 * @n_scored: of these
 * @objectives: (element-type QdObjectiveScore): how each went
 *
 * What one plan says of the quarter before it.
 */
typedef struct
{
  char     *name;
  QdQuarter quarter;
  double    score;
  double    target;
  QdBand    band;
  guint     n_key_results;
  guint     n_scored;
  GArray   *objectives;
} QdQuarterScore;

QdQuarterScore *qd_quarter_score_new   (QdPlan          *plan,
                                        const char      *name);
void            qd_quarter_score_free  (QdQuarterScore  *score);
void            qd_quarter_scores_sort (GPtrArray       *scores);

GPtrArray      *qd_score_history_list  (const char      *folder,
                                        GError         **error);
GPtrArray      *qd_score_history_read  (GPtrArray       *paths,
                                        guint           *n_unreadable,
                                        gint            *n_done,
                                        GCancellable    *cancellable,
                                        GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdQuarterScore, qd_quarter_score_free)

G_END_DECLS
