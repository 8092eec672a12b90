#pragma once

#include "qd-vote-round.h"

G_BEGIN_DECLS

/* What the files that make up QdVoteRound share: qd-vote-round.c is what the room and the facilitator have, qd-vote-file.c
 * writes down what is not kept yet. */

struct _QdVoteRound
{
  GObject     parent_instance;

  QdDocument *document;     /* unowned: it has the round */
  char       *key_result;   /* (nullable): the id of what the room is at */
  guint       n_in;
  guint       n_asked;      /* 0: nobody knows */
  gboolean    fist;         /* fingers are asked for */
  GArray     *casts;        /* of QdCast, without names; empty until they are revealed */
  GHashTable *open;         /* id of a key result, owned by the value -> QdBallot that is not kept yet */
  char       *path;         /* (nullable): where those are written down */
  char       *problem;      /* (nullable): why they cannot be */
};

void  qd_vote_round_add_open   (QdVoteRound *self,
                                QdBallot    *ballot);
void  qd_vote_round_write_down (QdVoteRound *self);
guint qd_vote_round_read       (QdVoteRound *self);

G_END_DECLS
