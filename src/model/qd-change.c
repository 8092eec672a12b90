#include "qd-config.h"

#include "qd-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"
#include "qd-plan-private.h"

struct _QdChange
{
  char   *title;
  GArray *ops;   /* of QdOp */
};

G_DEFINE_BOXED_TYPE (QdChange, qd_change, qd_change_ref, qd_change_unref)

static void
op_clear (gpointer data)
{
  QdOp *op = data;

  g_free (op->id);
  g_free (op->owner);
  qd_value_clear (&op->value);
  g_clear_object (&op->record);
}

/**
 * qd_change_new:
 * @title: what undo and redo call it, in the user's language, in the imperative: “Delete risk”
 *
 * Returns: (transfer full): a change without steps
 */
QdChange *
qd_change_new (const char *title)
{
  QdChange *change = g_rc_box_new0 (QdChange);

  change->title = g_strdup (title);
  change->ops = g_array_new (FALSE, TRUE, sizeof (QdOp));
  g_array_set_clear_func (change->ops, op_clear);

  return change;
}

/**
 * qd_change_new_printf:
 * @format: what the user would call it, in their language, as printf() takes it
 *
 * Returns: (transfer full): a change of that title without steps
 */
QdChange *
qd_change_new_printf (const char *format,
                      ...)
{
  g_autofree char *title = NULL;
  va_list args;

  va_start (args, format);
  title = g_strdup_vprintf (format, args);
  va_end (args);

  return qd_change_new (title);
}

QdChange *
qd_change_ref (QdChange *change)
{
  return g_rc_box_acquire (change);
}

static void
change_clear (gpointer data)
{
  QdChange *change = data;

  g_free (change->title);
  g_array_unref (change->ops);
}

void
qd_change_unref (QdChange *change)
{
  g_rc_box_release_full (change, change_clear);
}

/**
 * qd_change_set:
 * @change: a change
 * @id: the id of a record
 * @field: one of its fields
 * @value: what it is to hold; copied
 *
 * Adds a step that sets one field.
 */
void
qd_change_set (QdChange      *change,
               const char    *id,
               const QdField *field,
               const QdValue *value)
{
  QdOp op = { .type = QD_OP_SET, .id = g_strdup (id), .field = field, .value = qd_value_copy (value) };

  g_array_append_val (change->ops, op);
}

/**
 * qd_change_insert:
 * @change: a change
 * @owner: the id of the record that holds the list
 * @list: which of its lists
 * @index: where; beyond the end means at the end
 * @record: (transfer none): the record, part of no plan; the change keeps it and must be its only user from now on
 *
 * Adds a step that inserts a record with all it holds.
 */
void
qd_change_insert (QdChange   *change,
                  const char *owner,
                  QdListId    list,
                  guint       index,
                  QdRecord   *record)
{
  QdOp op = {
    .type = QD_OP_INSERT,
    .id = g_strdup (qd_record_get_id (record)),
    .owner = g_strdup (owner),
    .list = list,
    .index = index,
    .record = g_object_ref (record),
  };

  g_return_if_fail (qd_record_get_plan (record) == NULL);

  g_array_append_val (change->ops, op);
}

/**
 * qd_change_remove:
 *
 * Adds a step that takes a record, with all it holds, out of the plan.
 */
void
qd_change_remove (QdChange   *change,
                  const char *id)
{
  QdOp op = { .type = QD_OP_REMOVE, .id = g_strdup (id) };

  g_array_append_val (change->ops, op);
}

/**
 * qd_change_move:
 * @change: a change
 * @id: the id of a record
 * @owner: the id of the record that holds the list it goes to
 * @list: which of its lists
 * @index: its place there afterwards; beyond the end means at the end
 *
 * Adds a step that moves a record, within its list or into another list of the same record type.
 */
void
qd_change_move (QdChange   *change,
                const char *id,
                const char *owner,
                QdListId    list,
                guint       index)
{
  QdOp op = { .type = QD_OP_MOVE, .id = g_strdup (id), .owner = g_strdup (owner), .list = list, .index = index };

  g_array_append_val (change->ops, op);
}

/**
 * qd_change_append_op:
 * @change: a change
 * @op: a step of another
 *
 * Adds a copy of @op.
 */
void
qd_change_append_op (QdChange   *change,
                     const QdOp *op)
{
  switch (op->type)
    {
    case QD_OP_SET:
      qd_change_set (change, op->id, op->field, &op->value);
      break;
    case QD_OP_INSERT:
      qd_change_insert (change, op->owner, op->list, op->index, op->record);
      break;
    case QD_OP_REMOVE:
      qd_change_remove (change, op->id);
      break;
    case QD_OP_MOVE:
    default:
      qd_change_move (change, op->id, op->owner, op->list, op->index);
      break;
    }
}

/**
 * qd_change_append:
 * @change: a change
 * @other: another
 *
 * Adds copies of the steps of @other behind those of @change.
 */
void
qd_change_append (QdChange *change,
                  QdChange *other)
{
  for (guint i = 0; i < qd_change_get_n_ops (other); i++)
    qd_change_append_op (change, qd_change_get_op (other, i));
}

/**
 * qd_change_get_title:
 *
 * Returns: (transfer none): what undo calls it, in the user's language
 */
const char *
qd_change_get_title (QdChange *change)
{
  return change->title;
}

/**
 * qd_change_get_n_ops:
 *
 * Returns: how many steps it has
 */
guint
qd_change_get_n_ops (QdChange *change)
{
  return change->ops->len;
}

/**
 * qd_change_get_op:
 *
 * Returns: (transfer none): the step at @index
 */
const QdOp *
qd_change_get_op (QdChange *change,
                  guint     index)
{
  g_return_val_if_fail (index < change->ops->len, NULL);

  return &g_array_index (change->ops, QdOp, index);
}

static void
add_record_size (QdRecord *record,
                 gpointer  user_data)
{
  const QdRecordInfo *info = qd_record_get_info (record);
  gsize *size = user_data;

  *size += 200 + info->n_fields * sizeof (QdValue);
  for (guint i = 0; i < info->n_fields; i++)
    if (qd_record_get_value (record, i)->type == QD_VALUE_TEXT)
      *size += strlen (qd_record_get_value (record, i)->text);
}

/**
 * qd_change_get_size:
 *
 * Returns: about how many bytes @change occupies, for bounding a history
 */
gsize
qd_change_get_size (QdChange *change)
{
  gsize size = sizeof (QdChange) + strlen (change->title);

  for (guint i = 0; i < change->ops->len; i++)
    {
      const QdOp *op = &g_array_index (change->ops, QdOp, i);

      size += sizeof (QdOp) + strlen (op->id) + (op->value.type == QD_VALUE_TEXT ? strlen (op->value.text) : 0);
      if (op->record != NULL)
        qd_record_foreach (op->record, add_record_size, &size);
    }

  return size;
}

static QdRecord *
find_record (QdPlan      *plan,
             const char  *id,
             GError     **error)
{
  QdRecord *record = qd_plan_find (plan, id);

  if (record == NULL)
    g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("The plan has no record “%s”."), id);

  return record;
}

static QdList *
find_list (QdPlan      *plan,
           const char  *owner_id,
           QdListId     list,
           GError     **error)
{
  QdRecord *owner = find_record (plan, owner_id, error);

  if (owner == NULL)
    return NULL;

  if (list >= QD_N_LISTS || qd_list_info (list)->owner != qd_record_get_record_type (owner) ||
      qd_list_info (list)->single)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("“%s” cannot hold such records."), owner_id);
      return NULL;
    }

  return qd_record_get_list (owner, list);
}

static gboolean
apply_set (QdPlan      *plan,
           const QdOp  *op,
           QdChange    *inverse,
           GError     **error)
{
  QdRecord *record = find_record (plan, op->id, error);

  if (record == NULL)
    return FALSE;
  if (op->field->record_type != qd_record_get_record_type (record))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("“%s” has no field “%s”."), op->id, op->field->key);
      return FALSE;
    }

  qd_change_set (inverse, op->id, op->field, qd_record_get_value (record, op->field->index));
  qd_record_set_value (record, op->field->index, &op->value);

  return TRUE;
}

typedef struct
{
  QdPlan     *plan;
  const char *taken;
} FreshIds;

static void
check_fresh_id (QdRecord *record,
                gpointer  user_data)
{
  FreshIds *fresh = user_data;

  if (qd_plan_find (fresh->plan, qd_record_get_id (record)) != NULL)
    fresh->taken = qd_record_get_id (record);
}

static gboolean
apply_insert (QdPlan      *plan,
              const QdOp  *op,
              QdChange    *inverse,
              GError     **error)
{
  QdList *list = find_list (plan, op->owner, op->list, error);
  g_autoptr (QdRecord) record = NULL;
  FreshIds fresh = { plan, NULL };

  if (list == NULL)
    return FALSE;

  qd_record_foreach (op->record, check_fresh_id, &fresh);
  if (fresh.taken != NULL || qd_list_get_info (list)->record_type != qd_record_get_record_type (op->record))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("“%s” cannot be added here."), op->id);
      return FALSE;
    }

  record = qd_record_copy (op->record);
  qd_change_remove (inverse, op->id);
  qd_list_insert (list, MIN (op->index, qd_list_get_length (list)), record);

  return TRUE;
}

static gboolean
apply_remove (QdPlan      *plan,
              const QdOp  *op,
              QdChange    *inverse,
              GError     **error)
{
  QdRecord *record = find_record (plan, op->id, error);
  g_autoptr (QdRecord) keep = NULL;
  QdList *list;
  int index;

  if (record == NULL)
    return FALSE;

  list = qd_record_get_owner_list (record);
  if (list == NULL || qd_list_get_info (list)->single)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("“%s” cannot be removed."), op->id);
      return FALSE;
    }

  keep = qd_record_copy (record);
  index = qd_list_index_of (list, record);
  qd_change_insert (inverse, qd_record_get_id (qd_list_get_owner (list)), qd_list_get_id (list), (guint) index, keep);
  qd_list_remove (list, (guint) index);

  return TRUE;
}

static gboolean
is_inside (QdRecord *record,
           QdRecord *ancestor)
{
  for (; record != NULL; record = qd_record_get_parent (record))
    if (record == ancestor)
      return TRUE;

  return FALSE;
}

static gboolean
apply_move (QdPlan      *plan,
            const QdOp  *op,
            QdChange    *inverse,
            GError     **error)
{
  g_autoptr (QdRecord) record = NULL;
  QdList *from, *to;
  guint index;

  g_set_object (&record, find_record (plan, op->id, error));
  to = record != NULL ? find_list (plan, op->owner, op->list, error) : NULL;
  if (to == NULL)
    return FALSE;

  from = qd_record_get_owner_list (record);
  if (from == NULL || qd_list_get_info (from)->single ||
      qd_list_get_info (to)->record_type != qd_record_get_record_type (record) ||
      is_inside (qd_list_get_owner (to), record))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("“%s” cannot be moved there."), op->id);
      return FALSE;
    }

  index = (guint) qd_list_index_of (from, record);
  qd_change_move (inverse, op->id, qd_record_get_id (qd_list_get_owner (from)), qd_list_get_id (from), index);

  if (from == to)
    {
      qd_list_move (to, index, MIN (op->index, qd_list_get_length (to) - 1));
    }
  else
    {
      qd_list_remove (from, index);
      qd_list_insert (to, MIN (op->index, qd_list_get_length (to)), record);
    }

  return TRUE;
}

static gboolean
apply_op (QdPlan      *plan,
          const QdOp  *op,
          QdChange    *inverse,
          GError     **error)
{
  switch (op->type)
    {
    case QD_OP_SET:
      return apply_set (plan, op, inverse, error);
    case QD_OP_INSERT:
      return apply_insert (plan, op, inverse, error);
    case QD_OP_REMOVE:
      return apply_remove (plan, op, inverse, error);
    case QD_OP_MOVE:
      return apply_move (plan, op, inverse, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Steps are undone last first. */
static void
reverse_ops (QdChange *change)
{
  for (guint i = 0, j = change->ops->len; i + 1 < j; i++)
    {
      QdOp *a = &g_array_index (change->ops, QdOp, i);
      QdOp *b = &g_array_index (change->ops, QdOp, --j);
      QdOp swap = *a;

      *a = *b;
      *b = swap;
    }
}

/**
 * qd_plan_apply: (skip)
 * @plan: a plan
 * @change: what to do; its steps see what the steps before them did
 * @error: return location for an error
 *
 * Does all the steps of @change or, if one does not fit, none: those done already are undone.
 *
 * Returns: (transfer full): the change that undoes it, or %NULL with @error set
 */
QdChange *
qd_plan_apply (QdPlan    *plan,
               QdChange  *change,
               GError   **error)
{
  g_autoptr (QdChange) inverse = qd_change_new (change->title);

  for (guint i = 0; i < change->ops->len; i++)
    {
      if (!apply_op (plan, &g_array_index (change->ops, QdOp, i), inverse, error))
        {
          g_autoptr (QdChange) redo = NULL;

          reverse_ops (inverse);
          redo = qd_plan_apply (plan, inverse, NULL);
          g_assert (redo != NULL); /* what was just done can be undone */
          return NULL;
        }
    }

  reverse_ops (inverse);

  return g_steal_pointer (&inverse);
}
