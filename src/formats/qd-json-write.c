#include "qd-json-private.h"

#include <math.h>
#include <string.h>

#include "qd-number.h"

/* The writer: text straight into a GString. Files have two spaces of indent and one member a line, to be read in a git
 * diff; changes and records on their own are one line. */

#define COMPACT (-1)

/* One object that is being written. */
typedef struct
{
  GString  *out;
  int       indent; /* levels of what is inside; COMPACT: all in one line */
  gboolean  first;  /* no member was written yet */
} Writer;

/* g_string_append_len() for the many short pieces of a file, most of which fit into what is allocated already. */
static inline void
append (GString    *out,
        const char *text,
        gsize       length)
{
  if (out->len + length < out->allocated_len)
    {
      memcpy (out->str + out->len, text, length);
      out->len += length;
      out->str[out->len] = '\0';
    }
  else
    {
      g_string_append_len (out, text, (gssize) length);
    }
}

static void
new_line (GString *out,
          int      indent)
{
  static const char blanks[] = "\n                                ";
  if (indent == COMPACT)
    return;

  append (out, blanks, 1 + 2 * (gsize) MIN (indent, 16));
  for (; indent > 16; indent--)
    append (out, "  ", 2);
}

static Writer
open_object (GString *out,
             int      indent)
{
  g_string_append_c (out, '{');

  return (Writer) { out, indent == COMPACT ? COMPACT : indent + 1, TRUE };
}

static void
close_object (Writer *writer)
{
  if (!writer->first)
    new_line (writer->out, writer->indent == COMPACT ? COMPACT : writer->indent - 1);
  g_string_append_c (writer->out, '}');
}

/* Keys of ours need no escapes. */
static void
append_key (Writer     *writer,
            const char *key)
{
  if (!writer->first)
    append (writer->out, ",", 1);
  writer->first = FALSE;

  new_line (writer->out, writer->indent);
  append (writer->out, "\"", 1);
  append (writer->out, key, strlen (key));
  if (writer->indent == COMPACT)
    append (writer->out, "\":", 2);
  else
    append (writer->out, "\": ", 3);
}

/**
 * qd_json_append_string:
 * @out: where to write
 * @text: UTF-8
 *
 * Writes @text between quotes. Only what JSON forbids is escaped: the rest stays readable, whatever its script.
 */
void
qd_json_append_string (GString    *out,
                       const char *text)
{
  const char *start = text;

  append (out, "\"", 1);
  for (const char *at = text;; at++)
    {
      guchar byte = (guchar) *at;

      if (byte >= 0x20 && byte != '"' && byte != '\\')
        continue;

      append (out, start, (gsize) (at - start));
      start = at + 1;
      if (byte == '\0')
        break;
      else if (byte == '"' || byte == '\\')
        g_string_append_printf (out, "\\%c", byte);
      else if (byte == '\n')
        g_string_append_len (out, "\\n", 2);
      else if (byte == '\t')
        g_string_append_len (out, "\\t", 2);
      else if (byte == '\r')
        g_string_append_len (out, "\\r", 2);
      else
        g_string_append_printf (out, "\\u%04x", byte);
    }
  append (out, "\"", 1);
}

static void
append_number (GString *out,
               double   number)
{
  g_autofree char *text = NULL;
  double thousandths = rint (number * 1000);

  /* Most numbers have three decimals or fewer. If their thousandths, divided again, give the same double, then these
   * digits read back as it, and no fewer do: no need to try. */
  if (fabs (thousandths) < 1e12 && thousandths / 1000 == number)
    {
      gint64 whole = (gint64) fabs (thousandths) / 1000;
      int rest = (int) ((gint64) fabs (thousandths) % 1000);
      int decimals = rest == 0 ? 0 : rest % 100 == 0 ? 1 : rest % 10 == 0 ? 2 : 3;
      const char *sign = thousandths < 0 ? "-" : "";
      char digits[32];
      int length = g_snprintf (digits, sizeof digits, "%s%" G_GINT64_FORMAT ".%03d", sign, whole, rest);

      append (out, digits, (gsize) (decimals > 0 ? length - 3 + decimals : length - 4));
      return;
    }

  text = qd_number_to_json (number);
  append (out, text, strlen (text));
}

/* Ids between single spaces as a list of texts; joining them with single spaces gives the same text again. */
static void
append_refs (GString    *out,
             const char *refs)
{
  g_auto (GStrv) ids = g_strsplit (refs, " ", -1);

  g_string_append_c (out, '[');
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_len (out, ", ", 2);
      qd_json_append_string (out, ids[i]);
    }
  g_string_append_c (out, ']');
}

/**
 * qd_json_append_value:
 * @out: where to write
 * @field: a field
 * @value: a value of it
 *
 * Writes a value as the file has it: a number, a text, true or false, a list of ids; null if unset.
 */
void
qd_json_append_value (GString       *out,
                      const QdField *field,
                      const QdValue *value)
{
  if (value->type == QD_VALUE_UNSET)
    append (out, "null", 4);
  else if (value->type == QD_VALUE_NUMBER)
    append_number (out, value->number);
  else if (field->kind == QD_KIND_REFS)
    append_refs (out, value->text);
  else if (field->kind == QD_KIND_BOOLEAN && strcmp (value->text, "yes") == 0)
    g_string_append (out, "true");
  else if (field->kind == QD_KIND_BOOLEAN && strcmp (value->text, "no") == 0)
    g_string_append (out, "false");
  else
    qd_json_append_string (out, value->text);
}

/* Writes the members of @json, the text of an object in one line, into an object that
 * is being written, with line breaks where @writer has them. */
static void
append_members (Writer     *writer,
                const char *json)
{
  GString *out = writer->out;
  int indent = writer->indent;
  gboolean inside = FALSE;

  if (json == NULL || json[0] != '{' || json[1] == '}')
    return;

  if (!writer->first)
    g_string_append_c (out, ',');
  writer->first = FALSE;
  new_line (out, indent);

  for (const char *at = json + 1; at[0] != '\0' && at[1] != '\0'; at++)
    {
      gboolean empty = (at[0] == '{' && at[1] == '}') || (at[0] == '[' && at[1] == ']');

      if (inside || indent == COMPACT)
        {
          if (*at == '\\')
            g_string_append_c (out, *at++);
          else if (*at == '"')
            inside = FALSE;
          g_string_append_c (out, *at);
          continue;
        }

      if (*at == '}' || *at == ']')
        new_line (out, --indent);
      g_string_append_c (out, *at);
      if (empty)
        g_string_append_c (out, *++at);
      else if (*at == '{' || *at == '[')
        new_line (out, ++indent);
      else if (*at == ',')
        new_line (out, indent);
      else if (*at == ':')
        g_string_append_c (out, ' ');
      else if (*at == '"')
        inside = TRUE;
    }
}

static gboolean
is_empty (QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    if (qd_record_is_set (record, i))
      return FALSE;
  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      if (list != NULL && !(qd_list_get_info (list)->single && is_empty (qd_list_get (list, 0))))
        return FALSE;
    }

  return qd_record_get_extra (record) == NULL;
}

static void append_record_members (Writer   *writer,
                                   QdRecord *record);

static void
append_object (GString  *out,
               int       indent,
               QdRecord *record,
               gboolean  with_id)
{
  Writer writer = open_object (out, indent);

  if (with_id)
    {
      append_key (&writer, "id");
      qd_json_append_string (out, qd_record_get_id (record));
    }
  append_record_members (&writer, record);
  close_object (&writer);
}

static void
append_list (Writer *writer,
             QdList *list)
{
  const QdListInfo *info = qd_list_get_info (list);
  int indent = writer->indent == COMPACT ? COMPACT : writer->indent + 1;

  if (info->single)
    {
      if (!is_empty (qd_list_get (list, 0)))
        {
          append_key (writer, info->key);
          append_object (writer->out, writer->indent, qd_list_get (list, 0), FALSE);
        }
      return;
    }

  append_key (writer, info->key);
  g_string_append_c (writer->out, '[');
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      if (i > 0)
        g_string_append_c (writer->out, ',');
      new_line (writer->out, indent);
      append_object (writer->out, indent, qd_list_get (list, i), TRUE);
    }
  new_line (writer->out, writer->indent);
  g_string_append_c (writer->out, ']');
}

static void
append_record_members (Writer   *writer,
                       QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const QdValue *value = qd_record_get_value (record, i);

      if (value->type != QD_VALUE_UNSET)
        {
          append_key (writer, info->fields[i].key);
          qd_json_append_value (writer->out, &info->fields[i], value);
        }
    }

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      if (list != NULL)
        append_list (writer, list);
    }

  append_members (writer, qd_record_get_extra (record));
}

/**
 * qd_json_append_record:
 * @out: where to write
 * @record: a record
 * @with_type: whether to say which record type it is: where the text does not stand in a list
 *
 * Writes @record with its id and all it holds, in one line.
 */
void
qd_json_append_record (GString  *out,
                       QdRecord *record,
                       gboolean  with_type)
{
  Writer writer = open_object (out, COMPACT);

  if (with_type)
    {
      append_key (&writer, "type");
      qd_json_append_string (out, qd_record_get_info (record)->id);
    }
  append_key (&writer, "id");
  qd_json_append_string (out, qd_record_get_id (record));
  append_record_members (&writer, record);
  close_object (&writer);
}

/**
 * qd_json_save:
 * @plan: a plan
 *
 * Writes @plan as a .qplan file. The same plan gives the same bytes, whatever the locale.
 *
 * Returns: (transfer full): the bytes of the file
 */
GBytes *
qd_json_save (QdPlan *plan)
{
  GString *out;
  Writer writer;

  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  out = g_string_sized_new (64 + 256 * (gsize) qd_plan_get_n_records (plan));
  writer = open_object (out, 0);
  append_key (&writer, "format");
  qd_json_append_string (out, QD_JSON_FORMAT);
  append_key (&writer, "version");
  append_number (out, QD_JSON_VERSION);
  append_record_members (&writer, qd_plan_get_root (plan));
  close_object (&writer);
  g_string_append_c (out, '\n');

  return g_string_free_to_bytes (out);
}

/**
 * qd_json_from_record:
 * @record: a record
 *
 * Returns: (transfer full): @record with its type, its id and all it holds, as the text of a JSON object in one line
 */
char *
qd_json_from_record (QdRecord *record)
{
  GString *out = g_string_new (NULL);

  qd_json_append_record (out, record, TRUE);

  return g_string_free (out, FALSE);
}
