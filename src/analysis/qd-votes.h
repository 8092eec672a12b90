#pragma once

#include "qd-change.h"
#include "qd-plan.h"

G_BEGIN_DECLS

/* Below this the room asks why, and this far from the median a vote stands out. */
#define QD_VOTE_LOW 5
#define QD_VOTE_OUTLIER 3

/* From 0 to 10. */
#define QD_VOTE_VALUES 11

/**
 * QdVoteSummary:
 * @n: how many votes there are
 * @mean: their mean, 0 to 10; NAN without votes
 * @median: what as many are above as below; NAN without votes
 * @lowest: the lowest; NAN without votes
 * @highest: the highest
 * @n_low: how many are below %QD_VOTE_LOW
 * @n_unexplained: how many of these have no reason yet
 * @n_outliers: how many are %QD_VOTE_OUTLIER or more from the median
 * @counts: how many votes there are of each value, rounded to whole numbers
 * @outliers: how many of these stand out
 *
 * How confident the room is in one key result.
 */
typedef struct
{
  guint  n;
  double mean;
  double median;
  double lowest;
  double highest;
  guint  n_low;
  guint  n_unexplained;
  guint  n_outliers;
  guint  counts[QD_VOTE_VALUES];
  guint  outliers[QD_VOTE_VALUES];
} QdVoteSummary;

/**
 * QdCast:
 * @person: (nullable): whose it is; %NULL if only hands are counted
 * @value: 0 to 10
 * @reason: (nullable): why
 *
 * A vote of a round.
 */
typedef struct
{
  const char *person;
  double      value;
  const char *reason;
} QdCast;

QdChange   *qd_votes_keep            (QdPlan        *plan,
                                      QdRecord      *key_result,
                                      const QdCast  *casts,
                                      guint          n_casts);
void        qd_votes_summarise       (QdPlan        *plan,
                                      QdRecord      *key_result,
                                      QdVoteSummary *summary);
void        qd_votes_summarise_casts (const QdCast  *casts,
                                      guint          n_casts,
                                      QdVoteSummary *summary);
GHashTable *qd_votes_by_key_result   (QdPlan        *plan);
int         qd_vote_from_fist        (int            fingers);

G_END_DECLS
