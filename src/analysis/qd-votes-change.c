#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-votes.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-id.h"
#include "qd-text.h"

/* What a round of voting leaves in the plan. */

static void
remove_old (QdChange *change,
            QdPlan   *plan,
            QdRecord *key_result)
{
  QdList *votes = qd_plan_get_list (plan, QD_LIST_VOTES);

  for (guint i = 0; i < qd_list_get_length (votes); i++)
    {
      QdRecord *vote = qd_list_get (votes, i);

      if (g_str_equal (qd_record_get_text (vote, QD_VOTE_KEY_RESULT), qd_record_get_id (key_result)))
        qd_change_remove (change, qd_record_get_id (vote));
    }
}

static void
set (QdChange *change,
     QdRecord *record,
     guint     field,
     QdValue   value)
{
  qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, field), &value);
  qd_value_clear (&value);
}

static void
add_vote (QdChange     *change,
          QdPlan       *plan,
          QdRecord     *key_result,
          const QdCast *cast)
{
  g_autoptr (QdRecord) vote = qd_record_new (QD_RECORD_VOTE, NULL);
  QdRecord *meeting = qd_plan_get_single (plan, QD_LIST_MEETING);

  qd_change_insert (change, qd_record_get_id (meeting), QD_LIST_VOTES, G_MAXUINT, vote);
  set (change, vote, QD_VOTE_KEY_RESULT, qd_value_text (qd_record_get_id (key_result)));
  if (!qd_text_is_blank (cast->person))
    set (change, vote, QD_VOTE_PERSON, qd_value_text (cast->person));
  set (change, vote, QD_VOTE_VALUE, qd_value_number (cast->value));
  if (!qd_text_is_blank (cast->reason))
    set (change, vote, QD_VOTE_REASON, qd_value_text (cast->reason));
}

/**
 * qd_votes_keep:
 * @plan: a plan
 * @key_result: one of its key results
 * @casts: (array length=n_casts): the votes of a round
 * @n_casts: how many
 *
 * Returns: (transfer full): a change that puts them into the plan in place of an earlier round; their mean is the key
 *   result's confidence from then on
 */
QdChange *
qd_votes_keep (QdPlan       *plan,
               QdRecord     *key_result,
               const QdCast *casts,
               guint         n_casts)
{
  QdChange *change = qd_change_new_printf (_("Vote on “%s”"), qd_record_get_title (key_result));
  double sum = 0;

  remove_old (change, plan, key_result);
  for (guint i = 0; i < n_casts; i++)
    {
      add_vote (change, plan, key_result, &casts[i]);
      sum += casts[i].value;
    }
  if (n_casts > 0)
    set (change, key_result, QD_KEY_RESULT_CONFIDENCE, qd_value_number (floor (sum / n_casts * 10 + 0.5) / 10));

  return change;
}
