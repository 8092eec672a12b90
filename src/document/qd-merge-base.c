#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-merge-base.h"

#include <glib/gi18n-lib.h>

#include "qd-compare.h"
#include "qd-document-private.h"
#include "qd-error.h"
#include "qd-merge.h"
#include "qd-plan-private.h"
#include "qd-saved-state.h"
#include "qd-states-private.h"
#include "qd-team-draft.h"

/* Merging with a plan that somebody else made out of this one. What both come from is looked for among what is known of
 * the past: the states saved in either plan, what this plan's file holds, and the states that the file had. The nearest to
 * the other plan is taken: what that one changed is what is left between the two. */

/* One merge under way. Workers hold neither the document nor its plan. */
typedef struct
{
  QdPlan         *ours;
  QdPlan         *theirs;
  GBytes         *bytes;    /* (nullable): what the file of @ours holds */
  const QdFormat *format;
  char           *folder;   /* (nullable): where the earlier states of that file are */
  QdPlan         *base;     /* the best so far */
  QdMergeAnswer  *answer;
} Merging;

void
qd_merge_answer_free (QdMergeAnswer *answer)
{
  g_clear_object (&answer->merged);
  g_free (answer->base);
  g_free (answer->team);
  g_free (answer);
}

static void
merging_free (gpointer data)
{
  Merging *merging = data;

  g_clear_object (&merging->ours);
  g_clear_object (&merging->theirs);
  g_clear_pointer (&merging->bytes, g_bytes_unref);
  g_free (merging->folder);
  g_clear_object (&merging->base);
  g_clear_pointer (&merging->answer, qd_merge_answer_free);
  g_free (merging);
}

typedef struct
{
  QdPlan *other;
  guint   n;
  guint   n_shared;
} Sharing;

static void
count_shared (QdRecord *record,
              gpointer  user_data)
{
  Sharing *sharing = user_data;
  QdList *list = qd_record_get_owner_list (record);

  /* Those that every plan has once say nothing. */
  if (list == NULL || qd_list_get_info (list)->single)
    return;
  sharing->n++;
  if (qd_plan_find (sharing->other, qd_record_get_id (record)) != NULL)
    sharing->n_shared++;
}

/* Whether @plan may well have become @other: most of what is in it is still there, by its ids. */
static gboolean
is_related (QdPlan *plan,
            QdPlan *other)
{
  Sharing sharing = { other, 0, 0 };

  qd_record_foreach (qd_plan_get_root (plan), count_shared, &sharing);

  return sharing.n_shared * 2 > sharing.n;
}

/* @plan: (transfer full) (nullable) */
static void
consider (Merging    *merging,
          QdPlan     *plan,
          const char *name)
{
  g_autoptr (QdPlan) candidate = plan;
  g_autoptr (QdPlan) planned = NULL;
  g_autoptr (QdChange) change = NULL;

  if (candidate == NULL || !is_related (candidate, merging->theirs))
    return;

  planned = qd_plan_copy_planned (merging->theirs);
  change = qd_compare (candidate, planned, "");
  if (merging->base != NULL && qd_change_get_n_ops (change) >= merging->answer->n_differences)
    return;

  g_set_object (&merging->base, candidate);
  merging->answer->n_differences = qd_change_get_n_ops (change);
  g_free (merging->answer->base);
  merging->answer->base = g_strdup (name);
}

static void
consider_saved_states (Merging *merging,
                       QdPlan  *plan)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_SNAPSHOTS);

  for (guint i = qd_list_get_length (list); i > 0; i--)
    {
      QdRecord *state = qd_list_get (list, i - 1);

      if (!g_str_equal (qd_record_get_text (state, QD_SNAPSHOT_KIND), "scenario"))
        consider (merging, qd_saved_state_dup_plan (state, NULL, NULL), qd_record_get_title (state));
    }
}

static void
consider_history (Merging      *merging,
                  GCancellable *cancellable)
{
  g_autoptr (GPtrArray) states = NULL;

  if (merging->bytes != NULL)
    consider (merging, qd_format_load (merging->bytes, merging->format, NULL, NULL, NULL, NULL),
              C_("what two plans come from", "what the file holds"));
  if (merging->folder == NULL)
    return;

  states = qd_states_list (merging->folder);
  for (guint i = states->len; i > 0 && !g_cancellable_is_cancelled (cancellable); i--)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *form = NULL;
      const QdState *state = g_ptr_array_index (states, i - 1);

      consider (merging, qd_states_load (merging->folder, state->id, &bytes, &form, NULL),
                C_("what two plans come from", "an earlier state of the file"));
    }
}

/* Whoever waits for the drafts of the teams sees which are in. */
static void
note_merged (QdMergeAnswer *answer)
{
  QdRecord *team = answer->team != NULL ? qd_plan_find_team (answer->merged, answer->team) : NULL;

  if (team != NULL)
    qd_record_set_text (team, QD_TEAM_DRAFT, "merged");
}

static void
merge_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Merging *merging = task_data;
  g_autoptr (QdPlan) draft = g_steal_pointer (&merging->theirs);

  merging->theirs = qd_team_draft_dup_plain (draft, &merging->answer->team);
  consider_saved_states (merging, draft);
  consider_saved_states (merging, merging->ours);
  consider_history (merging, cancellable);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (merging->base == NULL)
    merging->base = qd_plan_new ();
  merging->answer->merged = qd_merge (merging->base, merging->ours, merging->theirs, &merging->answer->n_conflicts);
  note_merged (merging->answer);
  g_task_return_boolean (task, TRUE);
}

/**
 * qd_document_try_merge_async:
 * @document: a document
 * @theirs: another plan, that somebody made out of this one; nobody changes it from now on
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds the state that both come from, and what comes of both; see qd_merge(). The document stays as it is:
 * qd_document_take_merged() puts the answer into it.
 */
void
qd_document_try_merge_async (QdDocument          *document,
                             QdPlan              *theirs,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  QdSnapshots *snapshots;
  QdFileStamp *stamp;
  GFile *file;
  Merging *merging;

  g_return_if_fail (QD_IS_DOCUMENT (document));
  g_return_if_fail (QD_IS_PLAN (theirs));

  snapshots = qd_document_get_snapshots (document);
  stamp = qd_document_get_stamp (document);
  file = qd_document_get_file (document);
  merging = g_new0 (Merging, 1);
  merging->ours = qd_plan_copy (qd_document_get_plan (document));
  merging->theirs = g_object_ref (theirs);
  if (stamp != NULL && qd_file_stamp_get_bytes (stamp) != NULL)
    merging->bytes = g_bytes_ref (qd_file_stamp_get_bytes (stamp));
  merging->format = qd_document_get_format (document);
  if (snapshots != NULL && file != NULL)
    merging->folder = qd_states_folder_of (qd_snapshots_get_folder (snapshots), file);
  merging->answer = g_new0 (QdMergeAnswer, 1);
  merging->answer->state = qd_history_get_state (qd_document_get_history (document));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, qd_document_try_merge_async);
  g_task_set_task_data (task, merging, merging_free);
  g_task_run_in_thread (task, merge_thread);
}

/**
 * qd_document_try_merge_finish:
 * @document: a document
 * @result: a result
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what would come of it
 */
QdMergeAnswer *
qd_document_try_merge_finish (QdDocument    *document,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return g_steal_pointer (&((Merging *) g_task_get_task_data (G_TASK (result)))->answer);
}

/**
 * qd_document_take_merged:
 * @document: the document
 * @answer: what came of a merge
 * @title: what undo is to call it, in the user's language
 * @error: return location for an error
 *
 * Makes the plan what came of the merge, as one change that can be undone.
 *
 * Returns: %FALSE with @error set if the plan is as it was, such as because it was edited since the merge was tried
 */
gboolean
qd_document_take_merged (QdDocument     *document,
                         QdMergeAnswer  *answer,
                         const char     *title,
                         GError        **error)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);

  if (qd_history_get_state (qd_document_get_history (document)) != answer->state)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("The plan was changed meanwhile."));
      return FALSE;
    }

  return qd_document_restore (document, answer->merged, title, error);
}
