#include "qd-config.h"

#include "qd-json-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"

/* A change as one line of JSON, for the journal of a draft. Written and read by the same version; still, a journal may be
 * cut off or damaged, and is read as carefully as a plan. */

static const char *const op_names[] = {
  [QD_OP_SET] = "set",
  [QD_OP_INSERT] = "insert",
  [QD_OP_REMOVE] = "remove",
  [QD_OP_MOVE] = "move",
};

static void
append_text_member (GString    *out,
                    const char *key,
                    const char *text)
{
  g_string_append_printf (out, ",\"%s\":", key);
  qd_json_append_string (out, text);
}

static void
append_op (GString    *out,
           const QdOp *op)
{
  g_string_append_printf (out, "{\"op\":\"%s\"", op_names[op->type]);
  append_text_member (out, "id", op->id);

  if (op->type == QD_OP_SET)
    {
      append_text_member (out, "type", qd_record_info (op->field->record_type)->id);
      append_text_member (out, "field", op->field->key);
      g_string_append (out, ",\"value\":");
      qd_json_append_value (out, op->field, &op->value);
    }
  else if (op->type == QD_OP_INSERT || op->type == QD_OP_MOVE)
    {
      append_text_member (out, "owner", op->owner);
      append_text_member (out, "list", qd_list_info (op->list)->id);
      g_string_append_printf (out, ",\"index\":%u", op->index);
    }

  if (op->type == QD_OP_INSERT)
    {
      g_string_append (out, ",\"record\":");
      qd_json_append_record (out, op->record, FALSE);
    }
  g_string_append_c (out, '}');
}

/**
 * qd_json_from_change:
 * @change: a change
 *
 * Returns: (transfer full): @change as the text of a JSON object in one line; qd_json_to_change() reads it
 */
char *
qd_json_from_change (QdChange *change)
{
  GString *out = g_string_new ("{\"title\":");

  qd_json_append_string (out, qd_change_get_title (change));
  g_string_append (out, ",\"ops\":[");
  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_op (out, qd_change_get_op (change, i));
    }
  g_string_append (out, "]}");

  return g_string_free (out, FALSE);
}

static const char *
get_text (JsonObject *object,
          const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static const QdField *
find_field (const char *type,
            const char *key)
{
  for (guint i = 0; type != NULL && key != NULL && i < QD_N_RECORD_TYPES; i++)
    if (strcmp (qd_record_info ((QdRecordType) i)->id, type) == 0)
      return qd_record_info_field (qd_record_info ((QdRecordType) i), key);

  return NULL;
}

static gboolean
read_set (QdChange   *change,
          const char *id,
          JsonObject *object)
{
  const QdField *field = find_field (get_text (object, "type"), get_text (object, "field"));
  JsonNode *node = json_object_get_member (object, "value");
  g_auto (QdValue) value = QD_VALUE_INIT;

  if (field == NULL || node == NULL || qd_json_read_value (field, node, &value) != NULL)
    return FALSE;

  qd_change_set (change, id, field, &value);

  return TRUE;
}

/* The place that an insert or a move names. */
static gboolean
read_place (JsonObject        *object,
            const char       **owner,
            const QdListInfo **list,
            guint             *index)
{
  const char *list_id = get_text (object, "list");
  JsonNode *node = json_object_get_member (object, "index");
  gint64 number = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;

  *owner = get_text (object, "owner");
  *list = list_id != NULL ? qd_list_info_by_id (list_id) : NULL;
  *index = (guint) number;

  return *owner != NULL && *list != NULL && number >= 0 && number <= G_MAXUINT;
}

static gboolean
read_insert (QdChange   *change,
             const char *id,
             JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "record");
  g_autoptr (QdRecord) record = NULL;
  const QdListInfo *list;
  const char *owner;
  guint index;

  if (!read_place (object, &owner, &list, &index) || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  record = qd_json_read_record (list->record_type, json_node_get_object (node), NULL);
  if (record == NULL || strcmp (qd_record_get_id (record), id) != 0)
    return FALSE;

  qd_change_insert (change, owner, list->list, index, record);

  return TRUE;
}

static gboolean
read_move (QdChange   *change,
           const char *id,
           JsonObject *object)
{
  const QdListInfo *list;
  const char *owner;
  guint index;

  if (!read_place (object, &owner, &list, &index))
    return FALSE;

  qd_change_move (change, id, owner, list->list, index);

  return TRUE;
}

static gboolean
read_op (QdChange *change,
         JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? get_text (object, "op") : NULL;
  const char *id = object != NULL ? get_text (object, "id") : NULL;

  if (name == NULL || id == NULL)
    return FALSE;

  if (strcmp (name, op_names[QD_OP_SET]) == 0)
    return read_set (change, id, object);
  if (strcmp (name, op_names[QD_OP_INSERT]) == 0)
    return read_insert (change, id, object);
  if (strcmp (name, op_names[QD_OP_MOVE]) == 0)
    return read_move (change, id, object);
  if (strcmp (name, op_names[QD_OP_REMOVE]) != 0)
    return FALSE;

  qd_change_remove (change, id);

  return TRUE;
}

static QdChange *
read_change (JsonNode  *root,
             GError   **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *title = object != NULL ? get_text (object, "title") : NULL;
  JsonNode *ops = object != NULL ? json_object_get_member (object, "ops") : NULL;
  g_autoptr (QdChange) change = NULL;

  if (title == NULL || ops == NULL || !JSON_NODE_HOLDS_ARRAY (ops))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("This is no change to a plan."));
      return NULL;
    }

  change = qd_change_new (title);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (ops)); i++)
    if (!read_op (change, json_array_get_element (json_node_get_array (ops), i)))
      {
        g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("Step %u of this change cannot be understood."), i + 1);
        return NULL;
      }

  return g_steal_pointer (&change);
}

/**
 * qd_json_to_change:
 * @json: what qd_json_from_change() wrote
 * @error: return location for an error
 *
 * Only the form is checked here; whether the change fits a plan shows when it is applied.
 *
 * Returns: (transfer full): the change, or %NULL with @error set
 */
QdChange *
qd_json_to_change (const char  *json,
                   GError     **error)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = qd_json_parse (json, strlen (json), error);

  return root != NULL ? read_change (root, error) : NULL;
}
