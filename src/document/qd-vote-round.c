#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-vote-round-private.h"

#include <glib/gstdio.h>

/* The vote that the room is at: on what, and how many votes are in. The room sees what is told here: what they say only
 * once they are revealed, and without names. Votes that are not kept yet live beside the plan, and are written down with
 * every one, so that a crash costs none. */

#define DATA_KEY "qd-vote-round"

enum
{
  CHANGED,
  RECOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdVoteRound, qd_vote_round, G_TYPE_OBJECT)

static void
qd_vote_round_finalize (GObject *object)
{
  QdVoteRound *self = QD_VOTE_ROUND (object);

  g_hash_table_unref (self->open);
  g_array_unref (self->casts);
  g_free (self->key_result);
  g_free (self->path);
  g_free (self->problem);

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

  /**
   * QdVoteRound::recovered:
   *
   * Votes of a round that was interrupted are here again.
   */
  signals[RECOVERED] = g_signal_new ("recovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
}

static void
qd_vote_round_init (QdVoteRound *self)
{
  self->casts = g_array_new (FALSE, FALSE, sizeof (QdCast));
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) qd_ballot_free);
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
      round->document = document;
      g_object_set_data_full (G_OBJECT (document), DATA_KEY, round, g_object_unref);
    }

  return round;
}

/* What the room sees of the votes. Returns whether that is anything new to it. */
static gboolean
show (QdVoteRound    *self,
      const QdBallot *ballot)
{
  const QdCast *casts = qd_ballot_get_casts (ballot);
  guint n_shown = ballot->revealed ? ballot->casts->len : 0;
  gboolean same = g_strcmp0 (self->key_result, ballot->key_result) == 0 && self->n_in == ballot->casts->len &&
                  self->n_asked == ballot->n_asked && self->fist == ballot->fist && self->casts->len == n_shown;

  for (guint i = 0; same && i < n_shown; i++)
    same = !(g_array_index (self->casts, QdCast, i).value < casts[i].value) &&
           !(g_array_index (self->casts, QdCast, i).value > casts[i].value);
  if (same)
    return FALSE;

  g_free (self->key_result);
  self->key_result = g_strdup (ballot->key_result);
  self->n_in = ballot->casts->len;
  self->n_asked = ballot->n_asked;
  self->fist = ballot->fist;
  g_array_set_size (self->casts, 0);
  for (guint i = 0; i < n_shown; i++)
    g_array_append_val (self->casts, ((const QdCast) { NULL, casts[i].value, NULL }));

  return TRUE;
}

/**
 * qd_vote_round_put:
 * @round: a vote
 * @ballot: the votes on what the room is at
 *
 * What they say is hidden until they are revealed. Those that the plan does not have yet are kept here, and written down.
 */
void
qd_vote_round_put (QdVoteRound    *round,
                   const QdBallot *ballot)
{
  gboolean news, was_open;

  g_return_if_fail (QD_IS_VOTE_ROUND (round));

  news = show (round, ballot);
  if (ballot->key_result != NULL)
    {
      was_open = g_hash_table_remove (round->open, ballot->key_result);
      if (qd_ballot_is_open (ballot))
        qd_vote_round_add_open (round, qd_ballot_copy (ballot));
      if (was_open || qd_ballot_is_open (ballot))
        qd_vote_round_write_down (round);
    }
  if (news)
    g_signal_emit (round, signals[CHANGED], 0);
}

/**
 * qd_vote_round_find:
 * @round: a vote
 * @key_result: (nullable): the id of a key result
 *
 * Returns: (transfer none) (nullable): the votes on it that are in and not kept yet
 */
const QdBallot *
qd_vote_round_find (QdVoteRound *round,
                    const char  *key_result)
{
  return key_result != NULL ? g_hash_table_lookup (round->open, key_result) : NULL;
}

/**
 * qd_vote_round_set_path:
 * @round: a vote
 * @path: the file in which votes that are not kept yet are written down from now on, instead of the one before
 *
 * At first, what an interrupted round left there is taken up again; the room is at what it was at.
 *
 * Returns: on how many key results of the plan there are such votes again
 */
guint
qd_vote_round_set_path (QdVoteRound *round,
                        const char  *path)
{
  guint n;

  g_return_val_if_fail (QD_IS_VOTE_ROUND (round), 0);

  if (g_strcmp0 (round->path, path) == 0)
    return 0;

  if (round->path != NULL)
    {
      g_unlink (round->path);
      g_free (round->path);
      round->path = g_strdup (path);
      qd_vote_round_write_down (round);
      return 0;
    }

  round->path = g_strdup (path);
  n = qd_vote_round_read (round);
  if (n > 0)
    g_signal_emit (round, signals[RECOVERED], 0);

  return n;
}

/**
 * qd_vote_round_get_problem:
 *
 * Returns: (nullable): why the votes cannot be written down, in the user's language
 */
const char *
qd_vote_round_get_problem (QdVoteRound *round)
{
  return round->problem;
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
 * qd_vote_round_get_fist:
 *
 * Returns: whether fingers are asked for, 0 to 5, instead of 0 to 10
 */
gboolean
qd_vote_round_get_fist (QdVoteRound *round)
{
  return round->fist;
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
