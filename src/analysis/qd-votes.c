#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-votes.h"

#include <math.h>
#include <string.h>

#include "qd-text.h"

/* What the votes on a key result say together. */

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
median_of (const QdCast *casts,
           guint         n)
{
  g_autofree double *values = g_new (double, n);

  for (guint i = 0; i < n; i++)
    values[i] = casts[i].value;
  qsort (values, n, sizeof *values, compare_values);

  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/**
 * qd_votes_summarise_casts:
 * @casts: (array length=n_casts): votes from 0 to 10
 * @n_casts: how many
 * @summary: (out caller-allocates): what they say together
 */
void
qd_votes_summarise_casts (const QdCast  *casts,
                          guint          n_casts,
                          QdVoteSummary *summary)
{
  double sum = 0;

  memset (summary, 0, sizeof *summary);
  summary->mean = summary->median = summary->lowest = summary->highest = NAN;
  if (n_casts == 0)
    return;

  summary->n = n_casts;
  summary->median = median_of (casts, n_casts);
  summary->lowest = summary->highest = casts[0].value;
  for (guint i = 0; i < n_casts; i++)
    {
      double value = casts[i].value;
      guint column = (guint) floor (CLAMP (value, 0, QD_VOTE_VALUES - 1) + 0.5);
      gboolean low = value < QD_VOTE_LOW, stands_out = fabs (value - summary->median) >= QD_VOTE_OUTLIER;

      sum += value;
      summary->lowest = MIN (summary->lowest, value);
      summary->highest = MAX (summary->highest, value);
      summary->counts[column]++;
      summary->outliers[column] += stands_out;
      summary->n_outliers += stands_out;
      summary->n_low += low;
      summary->n_unexplained += low && qd_text_is_blank (casts[i].reason);
    }
  summary->mean = sum / n_casts;
}

/**
 * qd_votes_by_key_result:
 * @plan: a plan
 *
 * Returns: (transfer full) (element-type utf8 GArray): by the ids of key results, arrays of the #QdCast on each, in the
 *   order of the plan; their texts are those of @plan. Votes on nothing, or of no number from 0 to 10, are left out
 */
GHashTable *
qd_votes_by_key_result (QdPlan *plan)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  QdList *votes = qd_plan_get_list (plan, QD_LIST_VOTES);

  for (guint i = 0; i < qd_list_get_length (votes); i++)
    {
      QdRecord *vote = qd_list_get (votes, i);
      QdCast cast = { qd_record_get_text (vote, QD_VOTE_PERSON), qd_record_get_number (vote, QD_VOTE_VALUE),
                      qd_record_get_text (vote, QD_VOTE_REASON) };
      g_auto (GStrv) ids = g_strsplit (qd_record_get_text (vote, QD_VOTE_KEY_RESULT), " ", -1);

      for (guint j = 0; ids[j] != NULL && cast.value >= 0 && cast.value <= QD_VOTE_VALUES - 1; j++)
        {
          GArray *casts = g_hash_table_lookup (table, ids[j]);

          if (casts == NULL)
            {
              casts = g_array_new (FALSE, FALSE, sizeof (QdCast));
              g_hash_table_insert (table, g_strdup (ids[j]), casts);
            }
          g_array_append_val (casts, cast);
        }
    }

  return table;
}

/**
 * qd_votes_summarise:
 * @plan: a plan
 * @key_result: one of its key results
 * @summary: (out caller-allocates): what the room says of it
 *
 * For many key results, qd_votes_by_key_result() goes through the votes only once.
 */
void
qd_votes_summarise (QdPlan        *plan,
                    QdRecord      *key_result,
                    QdVoteSummary *summary)
{
  g_autoptr (GHashTable) votes = qd_votes_by_key_result (plan);
  GArray *casts = g_hash_table_lookup (votes, qd_record_get_id (key_result));

  qd_votes_summarise_casts (casts != NULL ? (const QdCast *) (gconstpointer) casts->data : NULL,
                            casts != NULL ? casts->len : 0, summary);
}

/**
 * qd_vote_from_fist:
 * @fingers: a fist of five: 0 to 5 fingers
 *
 * Returns: the same as a vote from 0 to 10
 */
int
qd_vote_from_fist (int fingers)
{
  return CLAMP (fingers, 0, 5) * 2;
}
