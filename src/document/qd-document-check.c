#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-document-private.h"

#include <glib/gi18n-lib.h>

#include "qd-error.h"
#include "qd-id.h"

/* What the door asks of a change before it is let through. */

typedef struct
{
  GHashTable *seen;
  const char *bad;
} IdCheck;

static void
check_id (QdRecord *record,
          gpointer  user_data)
{
  IdCheck *check = user_data;
  const char *id = qd_record_get_id (record);

  if (!qd_id_is_valid (id) || !g_hash_table_add (check->seen, (char *) id))
    check->bad = id;
}

/* References hold ids separated by spaces, and the plan is an index by id: a bad one would spoil both. */
static gboolean
check_inserted (QdRecord  *record,
                GError   **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  IdCheck check = { seen, NULL };

  qd_record_foreach (record, check_id, &check);
  if (check.bad != NULL)
    g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("“%s” cannot be the id of a record here."), check.bad);

  return check.bad == NULL;
}

/* qd_change_check:
 * @flags: as they are given to qd_document_apply()
 *
 * Returns: whether each value may stand in its field, and each new record may have its id */
gboolean
qd_change_check (QdChange      *change,
                 QdApplyFlags   flags,
                 GError       **error)
{
  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    {
      const QdOp *op = qd_change_get_op (change, i);

      if (op->type == QD_OP_SET && !(flags & QD_APPLY_AS_STORED) && !qd_field_check (op->field, &op->value, error))
        return FALSE;
      if (op->type == QD_OP_INSERT && !check_inserted (op->record, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_changes_nothing (QdRecord   *record,
                     const QdOp *op)
{
  const QdValue *stored;

  if (op->field->record_type != qd_record_get_record_type (record))
    return FALSE;

  stored = qd_record_get_value (record, op->field->index);

  return qd_value_equal (stored, &op->value) ||
         (stored->type == QD_VALUE_UNSET && qd_value_equal (&op->value, qd_field_fallback (op->field)));
}

static gboolean
move_changes_nothing (QdRecord   *record,
                      const QdOp *op)
{
  QdList *list = qd_record_get_owner_list (record);

  return list != NULL && qd_list_get_id (list) == op->list &&
         g_strcmp0 (qd_record_get_id (qd_list_get_owner (list)), op->owner) == 0 &&
         (guint) qd_list_index_of (list, record) == MIN (op->index, qd_list_get_length (list) - 1);
}

/* qd_change_does_nothing:
 * @plan: the plan it is for
 *
 * As long as no step changes anything, each meets the plan as it is now. A step that does not fit is not “nothing”: it
 * is for qd_plan_apply() to refuse.
 *
 * Returns: whether @plan would stay as it is */
gboolean
qd_change_does_nothing (QdChange *change,
                        QdPlan   *plan)
{
  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    {
      const QdOp *op = qd_change_get_op (change, i);
      QdRecord *record = qd_plan_find (plan, op->id);

      if (record == NULL ||
          !(op->type == QD_OP_SET ? set_changes_nothing (record, op) :
            op->type == QD_OP_MOVE && move_changes_nothing (record, op)))
        return FALSE;
    }

  return TRUE;
}
