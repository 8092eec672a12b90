#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-approvals.h"

#include <glib/gi18n-lib.h>

#include "qd-saved-state-private.h"
#include "qd-standing.h"
#include "qd-text.h"

/* Those who have to agree confirm, one after the other; with the last of them the plan is approved as it is. */

static void
set (QdChange   *change,
     QdRecord   *record,
     guint       field,
     const char *text)
{
  g_auto (QdValue) value = qd_value_text (text);

  qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, field), &value);
}

/* Whether all but @approval have been given. */
static gboolean
is_last (QdPlan   *plan,
         QdRecord *approval)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_APPROVALS);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    if (qd_list_get (list, i) != approval && !qd_approval_is_given (qd_list_get (list, i)))
      return FALSE;

  return TRUE;
}

/* What was approved is no more: the others are to be asked again. */
static gboolean
ask_again (QdPlan   *plan,
           QdChange *change,
           QdRecord *approval)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_APPROVALS);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    if (qd_list_get (list, i) != approval)
      set (change, qd_list_get (list, i), QD_APPROVAL_APPROVED, "pending");

  return qd_list_get_length (list) > 1;
}

/**
 * qd_document_confirm:
 * @document: a document
 * @approval: one of its approvals
 * @name: (nullable): who approves; %NULL: who is named there
 * @error: return location for an error
 *
 * Somebody approves the plan as it is today: one undoable change. With the last of those who have to agree the plan is
 * approved and kept as a baseline; until then it is in review. If it was approved before and has changed since, the
 * others are asked again.
 *
 * Returns: %FALSE with @error set if nothing changed
 */
gboolean
qd_document_confirm (QdDocument  *document,
                     QdRecord    *approval,
                     const char  *name,
                     GError     **error)
{
  QdPlan *plan = qd_document_get_plan (document);
  g_autoptr (QdChange) change = qd_change_new_printf (_("Approve as “%s”"), qd_record_get_title (approval));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  gboolean others = FALSE;

  g_return_val_if_fail (qd_record_get_record_type (approval) == QD_RECORD_APPROVAL, FALSE);

  set (change, approval, QD_APPROVAL_APPROVED, "yes");
  set (change, approval, QD_APPROVAL_DATE, today);
  if (!qd_text_is_blank (name))
    set (change, approval, QD_APPROVAL_NAME, name);

  if (qd_plan_get_standing (plan) == QD_STANDING_CHANGED)
    others = ask_again (plan, change, approval);
  if (!others && is_last (plan, approval))
    qd_saved_state_add_approval (document, change);
  else
    set (change, qd_plan_get_root (plan), QD_PLAN_STATE, "proposed");

  return qd_document_apply (document, change, QD_APPLY_DEFAULT, error);
}
