#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-votes.h"

#include <math.h>
#include <string.h>

#include "qd-text.h"

/* What the votes on a key result say together. */

static gboolean
is_about (QdRecord *vote,
          QdRecord *key_result)
{
  g_auto (GStrv) ids = g_strsplit (qd_record_get_text (vote, QD_VOTE_KEY_RESULT), " ", -1);

  return g_strv_contains ((const char *const *) ids, qd_record_get_id (key_result));
}

/* NAN for a vote that is about something else or says no number from 0 to 10. */
static double
value_of (QdRecord *vote,
          QdRecord *key_result)
{
  double value = qd_record_get_number (vote, QD_VOTE_VALUE);

  return value >= 0 && value <= 10 && is_about (vote, key_result) ? value : NAN;
}

/**
 * qd_votes_summarise:
 * @plan: a plan
 * @key_result: one of its key results
 * @summary: (out caller-allocates): what the room says of it
 */
void
qd_votes_summarise (QdPlan        *plan,
                    QdRecord      *key_result,
                    QdVoteSummary *summary)
{
  QdList *votes = qd_plan_get_list (plan, QD_LIST_VOTES);
  double sum = 0;

  memset (summary, 0, sizeof *summary);
  summary->mean = summary->lowest = summary->highest = NAN;

  for (guint i = 0; i < qd_list_get_length (votes); i++)
    {
      QdRecord *vote = qd_list_get (votes, i);
      double value = value_of (vote, key_result);

      if (isnan (value))
        continue;
      summary->n++;
      sum += value;
      summary->lowest = isnan (summary->lowest) ? value : MIN (summary->lowest, value);
      summary->highest = isnan (summary->highest) ? value : MAX (summary->highest, value);
      summary->counts[(int) floor (value + 0.5)]++;
      if (value < QD_VOTE_LOW)
        {
          summary->n_low++;
          summary->n_unexplained += qd_text_is_blank (qd_record_get_text (vote, QD_VOTE_REASON)) ? 1 : 0;
        }
    }
  if (summary->n == 0)
    return;

  summary->mean = sum / summary->n;
  for (guint i = 0; i < qd_list_get_length (votes); i++)
    {
      double value = value_of (qd_list_get (votes, i), key_result);

      summary->n_outliers += fabs (value - summary->mean) >= QD_VOTE_OUTLIER ? 1 : 0;
    }
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
