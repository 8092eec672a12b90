#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-ballot.h"

static void
cast_clear (gpointer data)
{
  QdCast *cast = data;

  g_free ((gpointer) cast->person);
  g_free ((gpointer) cast->reason);
}

/**
 * qd_ballot_new:
 * @key_result: (nullable): the id of what is voted on
 *
 * Returns: (transfer full): hands to count, of which none is up yet
 */
QdBallot *
qd_ballot_new (const char *key_result)
{
  QdBallot *ballot = g_new0 (QdBallot, 1);

  ballot->key_result = g_strdup (key_result);
  ballot->casts = g_array_new (FALSE, FALSE, sizeof (QdCast));
  g_array_set_clear_func (ballot->casts, cast_clear);

  return ballot;
}

/**
 * qd_ballot_copy:
 * @ballot: votes
 *
 * Returns: (transfer full): the same votes
 */
QdBallot *
qd_ballot_copy (const QdBallot *ballot)
{
  QdBallot *copy = qd_ballot_new (ballot->key_result);

  copy->by_name = ballot->by_name;
  copy->fist = ballot->fist;
  copy->revealed = ballot->revealed;
  copy->kept = ballot->kept;
  copy->n_asked = ballot->n_asked;
  for (guint i = 0; i < ballot->casts->len; i++)
    {
      const QdCast *cast = &g_array_index (ballot->casts, QdCast, i);

      qd_ballot_add (copy, cast->person, cast->value, cast->reason);
    }

  return copy;
}

/**
 * qd_ballot_free:
 * @ballot: (transfer full): votes
 */
void
qd_ballot_free (QdBallot *ballot)
{
  g_array_unref (ballot->casts);
  g_free (ballot->key_result);
  g_free (ballot);
}

/**
 * qd_ballot_add:
 * @ballot: votes
 * @person: (nullable): whose the vote is
 * @value: 0 to 10
 * @reason: (nullable): why
 */
void
qd_ballot_add (QdBallot   *ballot,
               const char *person,
               double      value,
               const char *reason)
{
  QdCast cast = { g_strdup (person), value, g_strdup (reason) };

  g_array_append_val (ballot->casts, cast);
}

/**
 * qd_ballot_get_casts:
 * @ballot: votes
 *
 * Returns: (transfer none): the votes, as many as its array has
 */
const QdCast *
qd_ballot_get_casts (const QdBallot *ballot)
{
  return (const QdCast *) (gconstpointer) ballot->casts->data;
}

/**
 * qd_ballot_find:
 * @ballot: votes
 * @person: a name
 *
 * Returns: (transfer none) (nullable): the vote under that name
 */
const QdCast *
qd_ballot_find (const QdBallot *ballot,
                const char     *person)
{
  for (guint i = 0; i < ballot->casts->len; i++)
    {
      const QdCast *cast = &g_array_index (ballot->casts, QdCast, i);

      if (g_strcmp0 (cast->person, person) == 0)
        return cast;
    }

  return NULL;
}

/**
 * qd_ballot_is_open:
 * @ballot: votes
 *
 * Returns: whether there are votes that the plan does not have yet
 */
gboolean
qd_ballot_is_open (const QdBallot *ballot)
{
  return ballot->casts->len > 0 && !ballot->kept;
}

/**
 * qd_ballot_is_hidden:
 * @ballot: votes
 *
 * Returns: whether nobody may see yet what the votes say, the facilitator included
 */
gboolean
qd_ballot_is_hidden (const QdBallot *ballot)
{
  return ballot->by_name && !ballot->revealed && !ballot->kept;
}
