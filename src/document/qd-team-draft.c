#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-team-draft.h"

#include <glib/gi18n-lib.h>

#include "qd-error.h"
#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-saved-state.h"
#include "qd-standing.h"
#include "qd-teams.h"
#include "qd-text.h"

/* What a lead may add to in the plan itself; what is added belongs to the team. */
static const QdListId open_lists[] = { QD_LIST_OBJECTIVES, QD_LIST_DEPENDENCIES, QD_LIST_RISKS, QD_LIST_DECISIONS,
                                       QD_LIST_COMMENTS };

#define KIND_SENT "sent"

/**
 * qd_plan_find_team:
 * @plan: a plan
 * @name: a name, in any case
 *
 * Returns: (transfer none) (nullable): the team of that name
 */
QdRecord *
qd_plan_find_team (QdPlan     *plan,
                   const char *name)
{
  QdList *teams = qd_plan_get_list (plan, QD_LIST_TEAMS);

  for (guint i = 0; i < qd_list_get_length (teams); i++)
    if (qd_text_same (qd_record_get_title (qd_list_get (teams, i)), name))
      return qd_list_get (teams, i);

  return NULL;
}

/* The state in which the draft was sent: what is not in it came from the lead. */
static QdRecord *
find_sent (QdPlan *draft)
{
  QdList *states = qd_plan_get_list (draft, QD_LIST_SNAPSHOTS);

  for (guint i = qd_list_get_length (states); i > 0; i--)
    if (g_str_equal (qd_record_get_text (qd_list_get (states, i - 1), QD_SNAPSHOT_KIND), KIND_SENT))
      return qd_list_get (states, i - 1);

  return NULL;
}

/**
 * qd_team_draft_new:
 * @plan: a plan
 * @team: one of its teams
 *
 * Returns: (transfer full): the plan for the lead of @team, in which only what is the team's can be changed. It knows how
 *   it was sent, so that it can be merged into @plan, whatever that has become by then.
 */
QdPlan *
qd_team_draft_new (QdPlan   *plan,
                   QdRecord *team)
{
  g_autoptr (QdPlan) draft = qd_plan_copy_planned (plan);
  g_autoptr (GBytes) bytes = qd_json_save (draft);
  g_autofree char *content = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr (QdRecord) state = qd_record_new (QD_RECORD_SNAPSHOT, NULL);

  qd_record_set_text (state, QD_SNAPSHOT_NAME, C_("name of a saved state", "Sent"));
  qd_record_set_text (state, QD_SNAPSHOT_KIND, KIND_SENT);
  qd_record_set_text (state, QD_SNAPSHOT_DATE, today);
  qd_record_set_text (state, QD_SNAPSHOT_CONTENT, content);
  qd_list_append (qd_plan_get_list (draft, QD_LIST_SNAPSHOTS), state);
  qd_record_set_text (qd_plan_get_root (draft), QD_PLAN_DRAFT_TEAM, qd_record_get_title (team));
  qd_record_set_text (qd_plan_get_root (draft), QD_PLAN_DRAFT_STATE, "sent");

  return g_steal_pointer (&draft);
}

struct _QdTeamFrame
{
  QdPlan      *plan;
  char        *team;
  QdTeamNames *names;
  QdPlan      *sent;  /* (nullable): damaged, or taken out by hand */
};

static gboolean
names_team (const QdTeamFrame *draft,
            const char        *text)
{
  g_auto (QdTeamSplit) split = qd_team_names_read (draft->names, text);

  for (guint i = 0; i < split.n_shares; i++)
    if (qd_text_same (qd_record_get_title (split.shares[i].team), draft->team))
      return TRUE;

  return FALSE;
}

static gboolean
is_of_team (const QdTeamFrame *draft,
            QdRecord          *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  if (info->type == QD_RECORD_TEAM)
    return qd_text_same (qd_record_get_title (record), draft->team);

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].kind == QD_KIND_TEAM || info->fields[i].kind == QD_KIND_SHARES) &&
        names_team (draft, qd_record_get_text (record, i)))
      return TRUE;

  return FALSE;
}

/* What names the team, what the lead added, and what any of that holds. */
static gboolean
may_change (const QdTeamFrame *draft,
            QdRecord          *record)
{
  QdRecord *parent;

  for (; (parent = qd_record_get_parent (record)) != NULL; record = parent)
    if ((draft->sent != NULL && qd_plan_find (draft->sent, qd_record_get_id (record)) == NULL) || is_of_team (draft, record))
      return TRUE;

  return FALSE;
}

static gboolean
is_open (QdListId list)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_lists); i++)
    if (open_lists[i] == list)
      return TRUE;

  return FALSE;
}

/* What one step adds, another of the same change may fill: it is not in the plan yet. */
static gboolean
may_add_to (const QdTeamFrame *draft,
            const QdOp        *op)
{
  QdRecord *owner = qd_plan_find (draft->plan, op->owner);

  if (owner == qd_plan_get_root (draft->plan))
    return is_open (op->list);

  return owner == NULL || may_change (draft, owner);
}

static gboolean
may_do (const QdTeamFrame *draft,
        const QdOp        *op)
{
  QdRecord *record = qd_plan_find (draft->plan, op->id);

  switch (op->type)
    {
    case QD_OP_INSERT:
      return may_add_to (draft, op);
    case QD_OP_SET:
      if (record == qd_plan_get_root (draft->plan))
        return op->field->index == QD_PLAN_DRAFT_STATE;
      return record == NULL || may_change (draft, record);
    case QD_OP_MOVE:
      return record == NULL || (may_change (draft, record) && may_add_to (draft, op));
    case QD_OP_REMOVE:
    default:
      return record == NULL || may_change (draft, record);
    }
}

/**
 * qd_team_frame_new:
 * @plan: a plan, which must live longer
 *
 * Finds out what of @plan is not the team's. What is found out holds until teams or saved states change.
 *
 * Returns: (transfer full) (nullable): what may be asked; %NULL if @plan is no team's draft, and all of it can be changed
 */
QdTeamFrame *
qd_team_frame_new (QdPlan *plan)
{
  const char *team = qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_DRAFT_TEAM);
  QdTeamFrame *frame;
  QdRecord *sent;

  if (qd_text_is_blank (team))
    return NULL;

  sent = find_sent (plan);
  frame = g_new0 (QdTeamFrame, 1);
  frame->plan = plan;
  frame->team = g_strdup (team);
  frame->names = qd_team_names_new (qd_plan_get_list (plan, QD_LIST_TEAMS));
  frame->sent = sent != NULL ? qd_baseline_peek_plan (sent) : NULL;

  return frame;
}

/**
 * qd_team_frame_free:
 * @frame: what is not needed any more
 */
void
qd_team_frame_free (QdTeamFrame *frame)
{
  qd_team_names_free (frame->names);
  g_free (frame->team);
  g_free (frame);
}

/**
 * qd_team_frame_allows:
 * @frame: a team's draft
 * @record: one of its records
 *
 * Returns: whether the lead may change @record
 */
gboolean
qd_team_frame_allows (QdTeamFrame *frame,
                      QdRecord    *record)
{
  return may_change (frame, record);
}

/**
 * qd_team_frame_allows_in:
 * @frame: a team's draft
 * @list: one of its lists
 *
 * Returns: whether the lead may add to @list
 */
gboolean
qd_team_frame_allows_in (QdTeamFrame *frame,
                         QdList      *list)
{
  QdRecord *owner = qd_list_get_owner (list);

  return owner == qd_plan_get_root (frame->plan) ? is_open (qd_list_get_id (list)) : may_change (frame, owner);
}

/**
 * qd_team_draft_describe:
 * @draft: a team's draft
 *
 * Returns: (transfer full): whose it is and what of it can be changed, for its lead
 */
char *
qd_team_draft_describe (QdPlan *draft)
{
  return g_strdup_printf (_("This is the draft of %s: only what is theirs can be changed here, the rest is the frame."),
                          qd_record_get_text (qd_plan_get_root (draft), QD_PLAN_DRAFT_TEAM));
}

/**
 * qd_team_draft_allows:
 * @draft: a plan
 * @change: an edit of it
 * @error: return location for %QD_ERROR_INVALID
 *
 * Returns: whether @change may be made: in a team's draft only if all of it is the team's, in every other plan always
 */
gboolean
qd_team_draft_allows (QdPlan    *plan,
                      QdChange  *change,
                      GError   **error)
{
  g_autoptr (QdTeamFrame) frame = qd_team_frame_new (plan);

  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    if (frame != NULL && !may_do (frame, qd_change_get_op (change, i)))
      {
        g_autofree char *reason = qd_team_draft_describe (plan);

        g_set_error_literal (error, QD_ERROR, QD_ERROR_INVALID, reason);
        return FALSE;
      }

  return TRUE;
}

/**
 * qd_team_draft_dup_plain:
 * @draft: a plan
 * @team: (out) (transfer full) (nullable): the team whose draft it is; %NULL if it is none
 *
 * Returns: (transfer full): the plan without what makes it a draft, to be merged into the plan that it came from
 */
QdPlan *
qd_team_draft_dup_plain (QdPlan  *draft,
                         char   **team)
{
  QdPlan *plain = qd_plan_copy (draft);
  QdRecord *root = qd_plan_get_root (plain);
  QdRecord *sent;

  *team = NULL;
  if (qd_text_is_blank (qd_record_get_text (root, QD_PLAN_DRAFT_TEAM)))
    return plain;

  *team = g_strdup (qd_record_get_text (root, QD_PLAN_DRAFT_TEAM));
  qd_record_set_value (root, QD_PLAN_DRAFT_TEAM, &(QdValue) QD_VALUE_INIT);
  qd_record_set_value (root, QD_PLAN_DRAFT_STATE, &(QdValue) QD_VALUE_INIT);
  while ((sent = find_sent (plain)) != NULL)
    qd_list_remove (qd_record_get_owner_list (sent), (guint) qd_list_index_of (qd_record_get_owner_list (sent), sent));

  return plain;
}
