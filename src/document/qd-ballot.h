#pragma once

#include "qd-votes.h"

G_BEGIN_DECLS

/**
 * QdBallot:
 * @key_result: (nullable): the id of what is voted on
 * @by_name: everybody votes under a name, hidden until all is revealed; else hands are counted
 * @fist: fingers were asked for, 0 to 5
 * @revealed: the room has seen the votes
 * @kept: they are what the plan has
 * @n_asked: how many are asked; 0 if nobody knows
 * @casts: (element-type QdCast): the votes, which own their texts
 *
 * The votes on one key result, as the facilitator has them.
 */
typedef struct
{
  char     *key_result;
  gboolean  by_name;
  gboolean  fist;
  gboolean  revealed;
  gboolean  kept;
  guint     n_asked;
  GArray   *casts;
} QdBallot;

QdBallot     *qd_ballot_new       (const char     *key_result);
QdBallot     *qd_ballot_copy      (const QdBallot *ballot);
void          qd_ballot_free      (QdBallot       *ballot);
void          qd_ballot_add       (QdBallot       *ballot,
                                   const char     *person,
                                   double          value,
                                   const char     *reason);
const QdCast *qd_ballot_get_casts (const QdBallot *ballot);
const QdCast *qd_ballot_find      (const QdBallot *ballot,
                                   const char     *person);
gboolean      qd_ballot_is_open   (const QdBallot *ballot);
gboolean      qd_ballot_is_hidden (const QdBallot *ballot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdBallot, qd_ballot_free)

G_END_DECLS
