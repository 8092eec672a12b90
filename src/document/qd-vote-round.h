#pragma once

#include "qd-ballot.h"
#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_VOTE_ROUND (qd_vote_round_get_type ())

G_DECLARE_FINAL_TYPE (QdVoteRound, qd_vote_round, QD, VOTE_ROUND, GObject)

QdVoteRound    *qd_vote_round_of             (QdDocument     *document);
guint           qd_vote_round_set_path       (QdVoteRound    *round,
                                              const char     *path);
const char     *qd_vote_round_get_problem    (QdVoteRound    *round);
void            qd_vote_round_put            (QdVoteRound    *round,
                                              const QdBallot *ballot);
const QdBallot *qd_vote_round_find           (QdVoteRound    *round,
                                              const char     *key_result);
const char     *qd_vote_round_get_key_result (QdVoteRound    *round);
guint           qd_vote_round_get_n_in       (QdVoteRound    *round);
guint           qd_vote_round_get_n_asked    (QdVoteRound    *round);
gboolean        qd_vote_round_get_fist       (QdVoteRound    *round);
const QdCast   *qd_vote_round_get_casts      (QdVoteRound    *round,
                                              guint          *n_casts);

G_END_DECLS
