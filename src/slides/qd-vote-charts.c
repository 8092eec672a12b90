#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-vote-charts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-chart-values.h"
#include "qd-inline.h"
#include "qd-plan-charts.h"
#include "qd-text.h"

/* From what the room votes to the values of its chart: of a round that is under way, or of all that the plan has kept. */

G_STATIC_ASSERT (QD_VOTE_COLUMNS == QD_VOTE_VALUES);

static void
add_votes (QdChart      *chart,
           QdRecord     *key_result,
           const QdCast *casts,
           guint         n_casts)
{
  const char *title = qd_record_get_title (key_result);
  g_autofree char *plain = qd_text_is_blank (title) ? g_strdup (_("Unnamed")) : qd_inline_dup_plain (title);
  QdVoteSummary votes;
  QdVoteValue value = { .id = qd_record_get_id (key_result), .title = plain };

  qd_votes_summarise_casts (casts, n_casts, &votes);
  value.n = votes.n;
  value.median = votes.median;
  value.lowest = votes.lowest;
  value.highest = votes.highest;
  value.n_outliers = votes.n_outliers;
  memcpy (value.counts, votes.counts, sizeof value.counts);
  memcpy (value.outliers, votes.outliers, sizeof value.outliers);
  qd_chart_add_vote (chart, &value);
}

/**
 * qd_vote_chart_new:
 * @plan: a plan
 * @key_result: a key result of it
 * @casts: (array length=n_casts): what was voted on it
 * @n_casts: how many votes
 *
 * Returns: (transfer full): a chart “votes” of these alone, whatever the plan has kept
 */
QdChart *
qd_vote_chart_new (QdPlan       *plan,
                   QdRecord     *key_result,
                   const QdCast *casts,
                   guint         n_casts)
{
  g_autofree char *quarter = qd_plan_chart_dup_quarter (plan, FALSE);
  QdChart *chart = qd_chart_new ("votes", quarter);

  if (n_casts > 0)
    add_votes (chart, key_result, casts, n_casts);

  return chart;
}

/**
 * qd_vote_chart_fill:
 * @chart: a chart “votes” without values
 * @plan: the plan whose votes it gets
 */
void
qd_vote_chart_fill (QdChart *chart,
                    QdPlan  *plan)
{
  QdList *objectives = qd_plan_get_list (plan, QD_LIST_OBJECTIVES);
  g_autoptr (GHashTable) votes = qd_votes_by_key_result (plan);

  for (guint i = 0; g_hash_table_size (votes) > 0 && i < qd_list_get_length (objectives); i++)
    {
      QdList *list = qd_record_peek_list (qd_list_get (objectives, i), QD_LIST_KEY_RESULTS);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list); j++)
        {
          QdRecord *key_result = qd_list_get (list, j);
          GArray *casts = g_hash_table_lookup (votes, qd_record_get_id (key_result));

          if (casts != NULL)
            add_votes (chart, key_result, (const QdCast *) (gconstpointer) casts->data, casts->len);
        }
    }
}
