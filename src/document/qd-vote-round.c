#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-vote-round.h"

/* The vote that the room is at: on what, and how many votes are in. What they say is here only once they are revealed, and
 * then without names: the room sees what is here. It lives beside the plan, which gets what is kept of it. */

#define DATA_KEY "qd-vote-round"

struct _QdVoteRound
{
  GObject  parent_instance;

  char    *key_result;   /* (nullable): its id */
  guint    n_in;
  guint    n_asked;      /* 0: nobody knows */
  GArray  *casts;        /* of QdCast; empty until they are revealed */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdVoteRound, qd_vote_round, G_TYPE_OBJECT)

static void
qd_vote_round_finalize (GObject *object)
{
  QdVoteRound *self = QD_VOTE_ROUND (object);

  g_free (self->key_result);
  g_array_unref (self->casts);

  G_OBJECT_CLASS (qd_vote_round_parent_class)->finalize (object);
}

static void
qd_vote_round_class_init (QdVoteRoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_vote_round_finalize;

  /**
   * QdVoteRound::changed:
   *
   * Another vote is in, they are revealed, or the room is at another key result.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
qd_vote_round_init (QdVoteRound *self)
{
  self->casts = g_array_new (FALSE, FALSE, sizeof (QdCast));
}

/**
 * qd_vote_round_of:
 * @document: a document
 *
 * Returns: (transfer none): the vote on its key results that is under way; it is there as long as the document
 */
QdVoteRound *
qd_vote_round_of (QdDocument *document)
{
  QdVoteRound *round;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);

  round = g_object_get_data (G_OBJECT (document), DATA_KEY);
  if (round == NULL)
    {
      round = g_object_new (QD_TYPE_VOTE_ROUND, NULL);
      g_object_set_data_full (G_OBJECT (document), DATA_KEY, round, g_object_unref);
    }

  return round;
}

static void
set_key_result (QdVoteRound *self,
                const char  *key_result)
{
  char *copy = g_strdup (key_result);

  g_free (self->key_result);
  self->key_result = copy;
  g_array_set_size (self->casts, 0);
}

/**
 * qd_vote_round_count:
 * @round: a vote
 * @key_result: (nullable): the id of what is voted on; %NULL for nothing
 * @n_in: how many votes are in
 * @n_asked: how many are asked; 0 if nobody knows
 *
 * What they say is hidden.
 */
void
qd_vote_round_count (QdVoteRound *round,
                     const char  *key_result,
                     guint        n_in,
                     guint        n_asked)
{
  g_return_if_fail (QD_IS_VOTE_ROUND (round));

  set_key_result (round, key_result);
  round->n_in = n_in;
  round->n_asked = n_asked;
  g_signal_emit (round, signals[CHANGED], 0);
}

/**
 * qd_vote_round_reveal:
 * @round: a vote
 * @key_result: the id of what is voted on
 * @casts: (array length=n_casts): the votes, of which only the numbers are taken
 * @n_casts: how many
 */
void
qd_vote_round_reveal (QdVoteRound  *round,
                      const char   *key_result,
                      const QdCast *casts,
                      guint         n_casts)
{
  g_return_if_fail (QD_IS_VOTE_ROUND (round));

  set_key_result (round, key_result);
  round->n_in = n_casts;
  for (guint i = 0; i < n_casts; i++)
    g_array_append_val (round->casts, ((const QdCast) { NULL, casts[i].value, NULL }));
  g_signal_emit (round, signals[CHANGED], 0);
}

/**
 * qd_vote_round_get_key_result:
 *
 * Returns: (nullable): the id of what is voted on
 */
const char *
qd_vote_round_get_key_result (QdVoteRound *round)
{
  return round->key_result;
}

/**
 * qd_vote_round_get_n_in:
 *
 * Returns: how many votes are in
 */
guint
qd_vote_round_get_n_in (QdVoteRound *round)
{
  return round->n_in;
}

/**
 * qd_vote_round_get_n_asked:
 *
 * Returns: how many are asked; 0 if nobody knows
 */
guint
qd_vote_round_get_n_asked (QdVoteRound *round)
{
  return round->n_asked;
}

/**
 * qd_vote_round_get_casts:
 * @n_casts: (out): how many
 *
 * Returns: (nullable) (array length=n_casts): the votes, without names and reasons; %NULL as long as they are hidden
 */
const QdCast *
qd_vote_round_get_casts (QdVoteRound *round,
                         guint       *n_casts)
{
  *n_casts = round->casts->len;

  return round->casts->len > 0 ? (const QdCast *) (gconstpointer) round->casts->data : NULL;
}
