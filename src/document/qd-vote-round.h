#pragma once

#include "qd-document.h"
#include "qd-votes.h"

G_BEGIN_DECLS

#define QD_TYPE_VOTE_ROUND (qd_vote_round_get_type ())

G_DECLARE_FINAL_TYPE (QdVoteRound, qd_vote_round, QD, VOTE_ROUND, GObject)

QdVoteRound  *qd_vote_round_of             (QdDocument   *document);
void          qd_vote_round_count          (QdVoteRound  *round,
                                            const char   *key_result,
                                            guint         n_in,
                                            guint         n_asked);
void          qd_vote_round_reveal         (QdVoteRound  *round,
                                            const char   *key_result,
                                            const QdCast *casts,
                                            guint         n_casts);
const char   *qd_vote_round_get_key_result (QdVoteRound  *round);
guint         qd_vote_round_get_n_in       (QdVoteRound  *round);
guint         qd_vote_round_get_n_asked    (QdVoteRound  *round);
const QdCast *qd_vote_round_get_casts      (QdVoteRound  *round,
                                            guint        *n_casts);

G_END_DECLS
