#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-saved-state-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-compare.h"
#include "qd-date.h"
#include "qd-error.h"
#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* What belongs to the work on a plan and not to what is planned: no part of any saved state. */
static const QdListId apart[] = { QD_LIST_SNAPSHOTS, QD_LIST_CONFLICTS, QD_LIST_COMMENTS, QD_LIST_LAYOUT };

static gboolean
is_apart (QdRecordType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (apart); i++)
    if (qd_list_info (apart[i])->record_type == type)
      return TRUE;

  return FALSE;
}

/**
 * qd_plan_copy_planned:
 *
 * Returns: (transfer full): a copy of @plan with what is planned: without saved states, conflicts, comments and how a
 *   document was written
 */
QdPlan *
qd_plan_copy_planned (QdPlan *plan)
{
  QdPlan *copy = qd_plan_copy (plan);

  for (guint i = 0; i < G_N_ELEMENTS (apart); i++)
    {
      QdList *list = qd_plan_get_list (copy, apart[i]);

      while (qd_list_get_length (list) > 0)
        qd_list_remove (list, qd_list_get_length (list) - 1);
    }

  return copy;
}

static QdRecordType
type_of_op (QdPlan     *plan,
            const QdOp *op)
{
  QdRecord *record = op->type == QD_OP_INSERT ? op->record : qd_plan_find (plan, op->id);

  return record != NULL ? qd_record_get_record_type (record) : QD_N_RECORD_TYPES;
}

/* What leads from one plan to another, but for what is no part of saved states. */
static QdChange *
compare_planned (QdPlan     *from,
                 QdPlan     *to,
                 const char *title)
{
  g_autoptr (QdPlan) first = qd_plan_copy_planned (from);
  g_autoptr (QdPlan) second = qd_plan_copy_planned (to);

  return qd_compare (first, second, title);
}

static QdRecord *
state_new (const char *name,
           const char *kind,
           const char *content)
{
  QdRecord *state = qd_record_new (QD_RECORD_SNAPSHOT, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  const struct
  {
    guint       field;
    const char *text;
  } values[] = {
    { QD_SNAPSHOT_NAME, name }, { QD_SNAPSHOT_KIND, kind }, { QD_SNAPSHOT_DATE, today }, { QD_SNAPSHOT_CONTENT, content },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_auto (QdValue) value = qd_value_text (values[i].text);

      qd_record_set_value (state, values[i].field, &value);
    }

  return state;
}

static void
add_state (QdDocument *document,
           QdChange   *change,
           QdRecord   *state)
{
  QdPlan *plan = qd_document_get_plan (document);

  qd_change_insert (change, qd_record_get_id (qd_plan_get_root (plan)), QD_LIST_SNAPSHOTS, G_MAXUINT, state);
}

/* A baseline of the plan as it is after @before. */
static QdRecord *
baseline_new (QdDocument *document,
              const char *name,
              QdChange   *before)
{
  g_autoptr (QdPlan) planned = qd_plan_copy_planned (qd_document_get_plan (document));
  g_autoptr (QdChange) inverse = before != NULL ? qd_plan_apply (planned, before, NULL) : NULL;
  g_autoptr (GBytes) bytes = qd_json_save (planned);
  g_autofree char *content = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return state_new (name, "baseline", content);
}

/**
 * qd_document_freeze:
 * @document: a document
 * @name: what to call the state
 * @error: return location for an error
 *
 * Keeps the plan as it is now as a baseline, in the plan: one undoable change.
 *
 * Returns: (transfer none) (nullable): the saved state, or %NULL with @error set
 */
QdRecord *
qd_document_freeze (QdDocument  *document,
                    const char  *name,
                    GError     **error)
{
  g_autofree char *title = g_strdup_printf (_("Keep the State “%s”"), name);
  g_autoptr (QdChange) change = qd_change_new (title);
  g_autoptr (QdRecord) state = baseline_new (document, name, NULL);

  add_state (document, change, state);
  if (!qd_document_apply (document, change, QD_APPLY_DEFAULT, error))
    return NULL;

  return qd_plan_find (qd_document_get_plan (document), qd_record_get_id (state));
}

/* Makes @change approve the plan as it is then, too. */
void
qd_saved_state_add_approval (QdDocument *document,
                             QdChange   *change)
{
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (document));
  g_autoptr (QdRecord) state = NULL;
  g_auto (QdValue) approved = qd_value_text ("approved");

  qd_change_set (change, qd_record_get_id (root), qd_record_get_field (root, QD_PLAN_STATE), &approved);
  state = baseline_new (document, _("Approved"), change);
  add_state (document, change, state);
}

/**
 * qd_document_approve:
 * @document: a document
 * @error: return location for an error
 *
 * Sets the state of the plan to approved and keeps it as a baseline, from which changes are told from then on: one
 * undoable change.
 */
gboolean
qd_document_approve (QdDocument  *document,
                     GError     **error)
{
  g_autoptr (QdChange) change = qd_change_new (_("Approve the Plan"));

  qd_saved_state_add_approval (document, change);

  return qd_document_apply (document, change, QD_APPLY_DEFAULT, error);
}

/**
 * qd_document_keep_scenario:
 * @document: a document
 * @name: what to call the scenario
 * @start: the plan as it was before somebody began to try something
 * @error: return location for an error
 *
 * Keeps all that was changed since @start as a scenario and takes it back in the plan: one undoable change.
 *
 * Returns: (transfer none) (nullable): the scenario, or %NULL with @error set: nothing was changed
 */
QdRecord *
qd_document_keep_scenario (QdDocument  *document,
                           const char  *name,
                           QdPlan      *start,
                           GError     **error)
{
  QdPlan *plan = qd_document_get_plan (document);
  g_autofree char *title = g_strdup_printf (_("Keep the Scenario “%s”"), name);
  g_autoptr (QdChange) tried = compare_planned (start, plan, name);
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdRecord) scenario = NULL;
  g_autofree char *content = NULL;

  if (qd_change_get_n_ops (tried) == 0)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("Nothing has been changed, so there is nothing to keep."));
      return NULL;
    }

  content = qd_json_from_change (tried);
  scenario = state_new (name, "scenario", content);
  change = compare_planned (plan, start, title);
  add_state (document, change, scenario);
  if (!qd_document_apply (document, change, QD_APPLY_AS_STORED, error))
    return NULL;

  return qd_plan_find (plan, qd_record_get_id (scenario));
}

/* Steps that do not fit any more, because what they are about has gone, are left out. */
static guint
apply_fitting (QdPlan   *plan,
               QdChange *change)
{
  guint n_left_out = 0;

  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    {
      g_autoptr (QdChange) step = qd_change_new ("");
      g_autoptr (QdChange) inverse = NULL;

      qd_change_append_op (step, qd_change_get_op (change, i));
      if (!is_apart (type_of_op (plan, qd_change_get_op (change, i))))
        inverse = qd_plan_apply (plan, step, NULL);
      n_left_out += inverse == NULL ? 1 : 0;
    }

  return n_left_out;
}

/**
 * qd_saved_state_dup_plan:
 * @state: a record of a plan's list of saved states
 * @n_left_out: (out) (optional): how many steps of a scenario do not fit the plan any more
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the plan in that state: of a baseline as it was, of a scenario the plan as it is
 *   now with what the scenario does differently; %NULL with @error set if the state is damaged
 */
QdPlan *
qd_saved_state_dup_plan (QdRecord  *state,
                         guint     *n_left_out,
                         GError   **error)
{
  const char *content = qd_record_get_text (state, QD_SNAPSHOT_CONTENT);
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdPlan) plan = NULL;
  guint left_out = 0;

  g_return_val_if_fail (qd_record_get_record_type (state) == QD_RECORD_SNAPSHOT, NULL);

  if (n_left_out != NULL)
    *n_left_out = 0;
  if (!g_str_equal (qd_record_get_text (state, QD_SNAPSHOT_KIND), "scenario"))
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));

      return qd_json_load (bytes, NULL, error);
    }

  change = qd_json_to_change (content, error);
  if (change == NULL)
    return NULL;
  plan = qd_plan_copy (qd_record_get_plan (state));
  left_out = apply_fitting (plan, change);
  if (n_left_out != NULL)
    *n_left_out = left_out;

  return g_steal_pointer (&plan);
}

/**
 * qd_document_apply_scenario:
 * @document: a document
 * @scenario: a scenario of its plan
 * @error: return location for an error
 *
 * Makes the plan what the scenario says, with which the scenario goes: one undoable change.
 */
gboolean
qd_document_apply_scenario (QdDocument  *document,
                            QdRecord    *scenario,
                            GError     **error)
{
  g_autofree char *title = g_strdup_printf (_("Apply the Scenario “%s”"), qd_record_get_title (scenario));
  g_autoptr (QdPlan) plan = qd_saved_state_dup_plan (scenario, NULL, error);
  g_autoptr (QdChange) change = NULL;

  if (plan == NULL)
    return FALSE;

  change = compare_planned (qd_document_get_plan (document), plan, title);
  qd_change_remove (change, qd_record_get_id (scenario));

  return qd_document_apply (document, change, QD_APPLY_AS_STORED, error);
}

/**
 * qd_plan_find_saved_state:
 * @name: a name, in any case
 *
 * Returns: (transfer none) (nullable): the last saved state of that name
 */
QdRecord *
qd_plan_find_saved_state (QdPlan     *plan,
                          const char *name)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_SNAPSHOTS);

  for (guint i = qd_list_get_length (list); i > 0; i--)
    if (qd_text_same (qd_record_get_title (qd_list_get (list, i - 1)), name))
      return qd_list_get (list, i - 1);

  return NULL;
}
