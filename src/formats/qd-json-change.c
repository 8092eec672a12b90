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

/* What the members of a step say; where a value or a record stands, since it takes the others to read it. */
typedef struct
{
  char       *op;
  char       *id;
  char       *type;
  char       *field;
  char       *owner;
  char       *list;
  double      index;
  const char *value;
  const char *record;
} Step;

static void
step_clear (Step *step)
{
  g_free (step->op);
  g_free (step->id);
  g_free (step->type);
  g_free (step->field);
  g_free (step->owner);
  g_free (step->list);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

static void
read_member (QdJsonReader *reader,
             Step         *step)
{
  QdJsonKey key = qd_json_reader_key (reader);
  const struct
  {
    const char *key;
    char      **text;
  } texts[] = {
    { "op", &step->op }, { "id", &step->id }, { "type", &step->type },
    { "field", &step->field }, { "owner", &step->owner }, { "list", &step->list },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*reader->at == '"' && qd_json_key_is (&key, texts[i].key))
      {
        *texts[i].text = qd_json_reader_text (reader);
        return;
      }

  if (qd_json_key_is (&key, "index") && g_ascii_isdigit (*reader->at))
    {
      step->index = qd_json_reader_number (reader);
      return;
    }

  if (qd_json_key_is (&key, "value"))
    step->value = reader->at;
  else if (qd_json_key_is (&key, "record"))
    step->record = reader->at;
  qd_json_reader_skip (reader);
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
         QdJsonReader  reader)
{
  const QdField *field = find_field (step);
  g_auto (QdValue) value = QD_VALUE_INIT;

  if (field == NULL || step->value == NULL)
    return FALSE;

  reader.at = step->value;
  if (qd_json_read_value (&reader, field, &value) != NULL)
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
            QdJsonReader  reader)
{
  const QdListInfo *list = find_list (step);
  g_autoptr (QdRecord) record = NULL;

  if (list == NULL || step->record == NULL || *step->record != '{')
    return FALSE;

  reader.at = step->record;
  record = qd_json_read_record (&reader, list->record_type, NULL);
  if (record == NULL || strcmp (qd_record_get_id (record), step->id) != 0)
    return FALSE;
  qd_change_insert (change, step->owner, list->list, (guint) step->index, record);

  return TRUE;
}

static gboolean
add_step (QdChange     *change,
          const Step   *step,
          QdJsonReader  reader)
{
  const QdListInfo *list = find_list (step);

  if (step->op == NULL || step->id == NULL)
    return FALSE;

  if (strcmp (step->op, op_names[QD_OP_SET]) == 0)
    return add_set (change, step, reader);
  if (strcmp (step->op, op_names[QD_OP_INSERT]) == 0)
    return add_insert (change, step, reader);

  if (strcmp (step->op, op_names[QD_OP_REMOVE]) == 0)
    qd_change_remove (change, step->id);
  else if (strcmp (step->op, op_names[QD_OP_MOVE]) == 0 && list != NULL)
    qd_change_move (change, step->id, step->owner, list->list, (guint) step->index);
  else
    return FALSE;

  return TRUE;
}

/* At the list of steps. */
static gboolean
read_steps (QdJsonReader  *reader,
            QdChange      *change,
            GError       **error)
{
  guint n = 0;

  for (gboolean more = qd_json_reader_enter (reader); more; more = qd_json_reader_next (reader))
    {
      g_auto (Step) step = { .index = -1 };
      gboolean object = *reader->at == '{';

      n++;
      for (gboolean inner = object && qd_json_reader_enter (reader); inner; inner = qd_json_reader_next (reader))
        read_member (reader, &step);
      if (!object || !add_step (change, &step, *reader))
        {
          g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("Step %u of this change cannot be understood."), n);
          return FALSE;
        }
    }

  return TRUE;
}

static QdChange *
read_change (QdJsonReader  *reader,
             GError       **error)
{
  g_autofree char *title = NULL;
  g_autoptr (QdChange) change = NULL;
  const char *ops = NULL;

  for (gboolean more = *reader->at == '{' && qd_json_reader_enter (reader); more; more = qd_json_reader_next (reader))
    {
      QdJsonKey key = qd_json_reader_key (reader);

      if (title == NULL && qd_json_key_is (&key, "title") && *reader->at == '"')
        {
          title = qd_json_reader_text (reader);
          continue;
        }
      if (qd_json_key_is (&key, "ops") && *reader->at == '[')
        ops = reader->at;
      qd_json_reader_skip (reader);
    }

  if (title == NULL || ops == NULL)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("This is no change to a plan."));
      return NULL;
    }

  change = qd_change_new (title);
  reader->at = ops;

  return read_steps (reader, change, error) ? g_steal_pointer (&change) : NULL;
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
  QdJsonReader reader;
  QdChange *change;

  g_return_val_if_fail (json != NULL, NULL);

  if (!qd_json_scan (json, strlen (json), error))
    return NULL;

  qd_json_reader_init (&reader, json, strlen (json));
  change = read_change (&reader, error);
  qd_json_reader_clear (&reader);

  return change;
}
