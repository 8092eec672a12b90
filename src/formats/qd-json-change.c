#include "qd-config.h"

#include "qd-json-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"

/* A change as one line of JSON, for the journal of a draft. Written and read by the same version; still, a journal may
 * be cut off or damaged, and is read as carefully as a plan. */

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

/* What the members of a step say; a value or a record and which member it is, since it takes the others to read it. */
typedef struct
{
  const char *op;
  const char *id;
  const char *type;
  const char *field;
  const char *owner;
  const char *list;
  double      index;
  JsonNode   *value;
  guint       value_place;
  JsonNode   *record;
  guint       record_place;
} Step;

static void
read_member (Step       *step,
             const char *key,
             JsonNode   *node,
             guint       place)
{
  const struct
  {
    const char  *key;
    const char **text;
  } texts[] = {
    { "op", &step->op }, { "id", &step->id }, { "type", &step->type },
    { "field", &step->field }, { "owner", &step->owner }, { "list", &step->list },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (key, texts[i].key) == 0 && qd_json_is_string (node))
      *texts[i].text = json_node_get_string (node);

  if (strcmp (key, "index") == 0 && qd_json_is_number (node))
    {
      step->index = json_node_get_double (node);
    }
  else if (strcmp (key, "value") == 0)
    {
      step->value = node;
      step->value_place = place;
    }
  else if (strcmp (key, "record") == 0)
    {
      step->record = node;
      step->record_place = place;
    }
}

static const QdField *
find_field (const Step *step)
{
  for (guint i = 0; step->type != NULL && step->field != NULL && i < QD_N_RECORD_TYPES; i++)
    if (strcmp (qd_record_info ((QdRecordType) i)->id, step->type) == 0)
      return qd_record_info_field (qd_record_info ((QdRecordType) i), step->field);

  return NULL;
}

static gboolean
add_set (QdChange     *change,
         const Step   *step,
         QdJsonPlaces *places)
{
  const QdField *field = find_field (step);
  g_auto (QdValue) value = QD_VALUE_INIT;

  if (field == NULL || step->value == NULL)
    return FALSE;

  places->path[places->depth - 1] = step->value_place;
  if (qd_json_read_value (step->value, places, field, &value) != NULL)
    return FALSE;
  qd_change_set (change, step->id, field, &value);

  return TRUE;
}

/* The list that an insert or a move goes into. */
static const QdListInfo *
find_list (const Step *step)
{
  if (step->owner == NULL || step->list == NULL || !(step->index >= 0 && step->index <= G_MAXUINT))
    return NULL;

  return qd_list_info_by_id (step->list);
}

static gboolean
add_insert (QdChange     *change,
            const Step   *step,
            QdJsonPlaces *places)
{
  const QdListInfo *list = find_list (step);
  g_autoptr (QdRecord) record = NULL;

  if (list == NULL || step->record == NULL || !JSON_NODE_HOLDS_OBJECT (step->record))
    return FALSE;

  places->path[places->depth - 1] = step->record_place;
  record = qd_json_read_record (json_node_get_object (step->record), places, list->record_type, NULL);
  if (record == NULL || strcmp (qd_record_get_id (record), step->id) != 0)
    return FALSE;
  qd_change_insert (change, step->owner, list->list, (guint) step->index, record);

  return TRUE;
}

static gboolean
add_step (QdChange     *change,
          const Step   *step,
          QdJsonPlaces *places)
{
  const QdListInfo *list = find_list (step);

  if (step->op == NULL || step->id == NULL)
    return FALSE;

  if (strcmp (step->op, op_names[QD_OP_SET]) == 0)
    return add_set (change, step, places);
  if (strcmp (step->op, op_names[QD_OP_INSERT]) == 0)
    return add_insert (change, step, places);

  if (strcmp (step->op, op_names[QD_OP_REMOVE]) == 0)
    qd_change_remove (change, step->id);
  else if (strcmp (step->op, op_names[QD_OP_MOVE]) == 0 && list != NULL)
    qd_change_move (change, step->id, step->owner, list->list, (guint) step->index);
  else
    return FALSE;

  return TRUE;
}

static gboolean
read_step (QdChange     *change,
           JsonNode     *node,
           QdJsonPlaces *places)
{
  Step step = { .index = -1 };
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  for (guint i = 0; json_object_iter_next_ordered (&iter, &key, &member); i++)
    read_member (&step, key, member, i);

  return add_step (change, &step, places);
}

static gboolean
read_steps (QdChange      *change,
            JsonArray     *array,
            QdJsonPlaces  *places,
            GError       **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      places->path[1] = i;
      places->depth = 3; /* the list, the step, a member of it */
      if (!read_step (change, json_array_get_element (array, i), places))
        {
          g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("Step %u of this change cannot be understood."), i + 1);
          return FALSE;
        }
    }

  return TRUE;
}

static QdChange *
read_change (JsonNode      *root,
             QdJsonPlaces  *places,
             GError       **error)
{
  const char *title = NULL;
  JsonArray *ops = NULL;
  g_autoptr (QdChange) change = NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (JSON_NODE_HOLDS_OBJECT (root))
    json_object_iter_init_ordered (&iter, json_node_get_object (root));
  for (guint i = 0; JSON_NODE_HOLDS_OBJECT (root) && json_object_iter_next_ordered (&iter, &key, &node); i++)
    {
      if (strcmp (key, "title") == 0 && qd_json_is_string (node))
        title = json_node_get_string (node);
      else if (strcmp (key, "ops") == 0 && JSON_NODE_HOLDS_ARRAY (node))
        {
          ops = json_node_get_array (node);
          places->path[0] = i;
        }
    }

  if (title == NULL || ops == NULL)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("This is no change to a plan."));
      return NULL;
    }

  change = qd_change_new (title);

  return read_steps (change, ops, places, error) ? g_steal_pointer (&change) : NULL;
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
  g_autoptr (JsonParser) parser = NULL;
  QdJsonPlaces places;

  g_return_val_if_fail (json != NULL, NULL);

  parser = qd_json_parse (json, strlen (json), &places, error);

  return parser != NULL ? read_change (json_parser_get_root (parser), &places, error) : NULL;
}
