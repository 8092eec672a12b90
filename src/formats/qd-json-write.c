#include "qd-json-private.h"

#include <math.h>
#include <string.h>

#include "qd-append-private.h"
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

static void
new_line (GString *out,
          int      indent)
{
  static const char blanks[] = "\n                                ";
  if (indent == COMPACT)
    return;

  qd_append (out, blanks, 1 + 2 * (gsize) MIN (indent, 16));
  for (; indent > 16; indent--)
    qd_append (out, "  ", 2);
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
    qd_append (writer->out, ",", 1);
  writer->first = FALSE;

  new_line (writer->out, writer->indent);
  qd_append (writer->out, "\"", 1);
  qd_append_text (writer->out, key);
  if (writer->indent == COMPACT)
    qd_append (writer->out, "\":", 2);
  else
    qd_append (writer->out, "\": ", 3);
}

/* Whether one of the eight bytes of @word is a quote, a backslash or less than a blank. A byte that is less than what is
 * taken off it borrows, which sets its highest bit. */
static inline gboolean
has_special (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');

  return ((((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) &
          (ones * 0x80)) != 0;
}

/* Returns how many bytes of @text need no escape. */
static gsize
count_plain (const char *text,
             gsize       length)
{
  gsize plain = 0;
  guint64 word;

  for (; plain + sizeof word <= length; plain += sizeof word)
    {
      memcpy (&word, text + plain, sizeof word);
      if (has_special (word))
        break;
    }
  while (plain < length && (guchar) text[plain] >= 0x20 && text[plain] != '"' && text[plain] != '\\')
    plain++;

  return plain;
}

static void
append_escape (GString *out,
               guchar   byte)
{
  if (byte == '"' || byte == '\\')
    g_string_append_printf (out, "\\%c", byte);
  else if (byte == '\n')
    qd_append (out, "\\n", 2);
  else if (byte == '\t')
    qd_append (out, "\\t", 2);
  else if (byte == '\r')
    qd_append (out, "\\r", 2);
  else
    g_string_append_printf (out, "\\u%04x", byte);
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
  gsize left = strlen (text);

  qd_append (out, "\"", 1);
  while (left > 0)
    {
      gsize plain = count_plain (text, left);

      qd_append (out, text, plain);
      text += plain;
      left -= plain;
      if (left > 0)
        {
          append_escape (out, (guchar) *text++);
          left--;
        }
    }
  qd_append (out, "\"", 1);
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
      guint64 size = (guint64) fabs (thousandths);

      if (thousandths < 0)
        qd_append (out, "-", 1);
      qd_append_whole (out, size / 1000);
      qd_append_decimals (out, (guint) (size % 1000), 3);
      return;
    }

  text = qd_number_to_json (number);
  qd_append_text (out, text);
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
        qd_append (out, ", ", 2);
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
    qd_append (out, "null", 4);
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
