#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pre-work.h"

#include "qd-teams.h"
#include "qd-text.h"

/* What each team still has to say about its part of the plan. */

typedef struct
{
  GArray      *works;    /* of QdPreWork */
  QdTeamNames *names;
} Reading;

static QdPreWork *
work_of (Reading  *reading,
         QdRecord *team)
{
  return &g_array_index (reading->works, QdPreWork,
                         (guint) qd_list_index_of (qd_record_get_owner_list (team), team));
}

static gboolean
is_missing (const char *text)
{
  return qd_text_is_blank (text) || qd_text_is_placeholder (text);
}

static void
read_key_results (Reading           *reading,
                  QdRecord          *objective,
                  const QdTeamSplit *owners)
{
  QdList *list = qd_record_peek_list (objective, QD_LIST_KEY_RESULTS);

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    for (guint j = 0; j < owners->n_shares; j++)
      {
        QdPreWork *work = work_of (reading, owners->shares[j].team);

        work->n_without_target += is_missing (qd_record_get_text (qd_list_get (list, i), QD_KEY_RESULT_TARGET)) ? 1 : 0;
        work->n_without_owner += is_missing (qd_record_get_text (qd_list_get (list, i), QD_KEY_RESULT_OWNER)) ? 1 : 0;
      }
}

static void
read_initiatives (Reading           *reading,
                  QdRecord          *objective,
                  const QdTeamSplit *owners)
{
  QdList *list = qd_record_peek_list (objective, QD_LIST_INITIATIVES);

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    {
      QdRecord *initiative = qd_list_get (list, i);
      const char *teams = qd_record_get_text (initiative, QD_INITIATIVE_TEAMS);
      g_auto (QdTeamSplit) own = qd_team_names_read (reading->names, teams);
      const QdTeamSplit *split = qd_text_is_blank (teams) ? owners : &own;

      if (qd_record_is_set (initiative, QD_INITIATIVE_POINTS) ||
          g_str_equal (qd_record_get_text (initiative, QD_INITIATIVE_STATUS), "cut"))
        continue;
      for (guint j = 0; j < split->n_shares; j++)
        work_of (reading, split->shares[j].team)->n_without_points++;
    }
}

/**
 * qd_pre_work_list:
 *
 * Returns: (transfer full) (element-type QdPreWork): what each team of @plan still owes, in their order
 */
GArray *
qd_pre_work_list (QdPlan *plan)
{
  QdList *teams = qd_plan_get_list (plan, QD_LIST_TEAMS);
  QdList *objectives = qd_plan_get_list (plan, QD_LIST_OBJECTIVES);
  Reading reading = { g_array_new (FALSE, TRUE, sizeof (QdPreWork)), qd_team_names_new (teams) };

  g_array_set_size (reading.works, qd_list_get_length (teams));
  for (guint i = 0; i < qd_list_get_length (teams); i++)
    g_array_index (reading.works, QdPreWork, i).team = qd_list_get (teams, i);

  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdRecord *objective = qd_list_get (objectives, i);
      g_auto (QdTeamSplit) owners = qd_team_names_read (reading.names, qd_record_get_text (objective, QD_OBJECTIVE_OWNER));

      read_key_results (&reading, objective, &owners);
      read_initiatives (&reading, objective, &owners);
    }
  qd_team_names_free (reading.names);

  return reading.works;
}
