#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <math.h>
#include <string.h>

#include "qd-append-private.h"
#include "qd-number.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* What stands within a line: patterns, emphasis around a whole text, values as Markdown and back. */

#define BREAK "<br>"

/* More digits than anyone types; those of a stored number that go beyond are left out. */
#define MAX_DECIMALS 6

static const char *const dashes[] = { "-", "–", "—" };

static const char *const point_units[] = { "points", "pts", "point", "pt", "sp", "story points", "pts." };

/* What may stand behind a number in a table cell without making it text. */
static const char *const cell_units[] = {
  "points", "pts", "point", "pt", "sp", "story points", "days", "day", "d", "engineers", "engineer", "eng", "engs",
  "people", "fte", "ftes",
};

QdMdSpan
qd_md_span (const char *text)
{
  return (QdMdSpan) { text, strlen (text) };
}

QdMdSpan
qd_md_span_from (const char *from,
                 const char *to)
{
  return (QdMdSpan) { from, (gsize) (to - from) };
}

/* Where the text from @from to @to ends without the blanks behind it. */
const char *
qd_md_trim_end (const char *from,
                const char *to)
{
  while (to > from && g_ascii_isspace (to[-1]))
    to--;

  return to;
}

const char *
qd_md_skip_blanks (const char *from,
                   const char *to)
{
  while (from < to && g_ascii_isspace (*from))
    from++;

  return from;
}

void
qd_md_append_span (GString *out,
                   QdMdSpan   span)
{
  qd_append (out, span.text, span.length);
}

/**
 * qd_md_pattern_make:
 * @source: some text of the document
 * @parts: (array length=n_parts): what of it is filled in, in order; each a part of @source. One without text is skipped
 *
 * Returns: (transfer full): @source with “{name}” for each part; a brace that was there before is doubled
 */
char *
qd_md_pattern_make (QdMdSpan          source,
                    const QdMdPart *parts,
                    guint           n_parts)
{
  GString *pattern = g_string_sized_new (source.length + 16);
  const char *at = source.text;
  const char *end = source.text + source.length;

  for (guint i = 0; i <= n_parts; i++)
    {
      const char *to = i < n_parts ? parts[i].value.text : end;

      if (to == NULL)
        continue;
      g_assert (to >= at && to <= end);
      for (; at < to; at++)
        {
          g_string_append_c (pattern, *at);
          if (*at == '{')
            g_string_append_c (pattern, '{');
        }
      if (i < n_parts)
        {
          g_string_append_printf (pattern, "{%s}", parts[i].name);
          at += parts[i].value.length;
        }
    }

  return g_string_free (pattern, FALSE);
}

/**
 * qd_md_pattern_format:
 *
 * Appends @pattern with its parts filled in; a part that is not given is left out.
 */
void
qd_md_pattern_format (GString        *out,
                      const char     *pattern,
                      const QdMdPart *parts,
                      guint           n_parts)
{
  for (const char *brace = strchr (pattern, '{'); brace != NULL; brace = strchr (pattern, '{'))
    {
      const char *close;

      qd_append (out, pattern, (gsize) (brace - pattern));
      pattern = brace + 1;
      close = strchr (pattern, '}');
      if (*pattern == '{' || close == NULL)
        {
          g_string_append_c (out, '{');
          pattern += *pattern == '{';
          continue;
        }

      for (guint i = 0; i < n_parts; i++)
        if (qd_md_span_equal ((QdMdSpan) { pattern, (gsize) (close - pattern) }, parts[i].name))
          qd_md_append_span (out, parts[i].value);
      pattern = close + 1;
    }

  qd_append_text (out, pattern);
}

gboolean
qd_md_pattern_has (const char *pattern,
                   const char *name)
{
  gsize length = strlen (name);

  for (const char *brace = strchr (pattern, '{'); brace != NULL; brace = strchr (brace, '{'))
    {
      brace++;
      if (*brace == '{')
        brace++;
      else if (strncmp (brace, name, length) == 0 && brace[length] == '}')
        return TRUE;
    }

  return FALSE;
}

/**
 * qd_md_strip_emphasis:
 *
 * Returns: what is inside, if the whole of @text is emphasised once: “**x**”, “*x*”, “__x__”, “_x_”; else @text
 */
QdMdSpan
qd_md_strip_emphasis (QdMdSpan text)
{
  char mark = text.length > 2 ? *text.text : '\0';
  gsize marks = 0;

  if (mark != '*' && mark != '_')
    return text;

  while (marks < 3 && marks < text.length && text.text[marks] == mark)
    marks++;
  if (text.length <= 2 * marks || memchr (text.text + marks, mark, text.length - 2 * marks) != NULL ||
      memchr (text.text + marks, '\\', text.length - 2 * marks) != NULL)
    return text;
  for (gsize i = 0; i < marks; i++)
    if (text.text[text.length - 1 - i] != mark)
      return text;
  if (g_ascii_isspace (text.text[marks]) || g_ascii_isspace (text.text[text.length - marks - 1]))
    return text;

  return (QdMdSpan) { text.text + marks, text.length - 2 * marks };
}

/* Whatever the case of its letters, for ASCII. */
gboolean
qd_md_has_prefix (QdMdSpan      text,
                  const char *prefix)
{
  gsize length = strlen (prefix);

  return text.length >= length && g_ascii_strncasecmp (text.text, prefix, length) == 0;
}

/**
 * qd_md_scan_dash:
 *
 * Returns: the length of the hyphen or dash that @text starts with; 0 without one
 */
gsize
qd_md_scan_dash (QdMdSpan text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (qd_md_has_prefix (text, dashes[i]))
      return strlen (dashes[i]);

  return 0;
}

static gboolean
is_one_of (QdMdSpan             text,
           const char *const *words,
           gsize              n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (strlen (words[i]) == text.length && qd_md_has_prefix (text, words[i]))
      return TRUE;

  return FALSE;
}

gboolean
qd_md_is_point_unit (QdMdSpan text)
{
  return is_one_of (text, point_units, G_N_ELEMENTS (point_units));
}

/* “\|” becomes “|”, and for text that may have several lines “<br>” a line end. */
static char *
decode_text (QdMdSpan   text,
             gboolean breaks,
             gboolean cell)
{
  GString *decoded;

  if ((!cell || memchr (text.text, '\\', text.length) == NULL) && (!breaks || memchr (text.text, '<', text.length) == NULL))
    return qd_md_span_dup (text);

  decoded = g_string_sized_new (text.length);
  for (const char *at = text.text, *end = at + text.length; at < end;)
    {
      QdMdSpan left = { at, (gsize) (end - at) };

      if (cell && *at == '\\' && left.length > 1)
        {
          if (at[1] != '|')
            g_string_append_c (decoded, '\\');
          g_string_append_c (decoded, at[1]);
          at += 2;
        }
      else if (breaks && left.length >= strlen (BREAK) && memcmp (at, BREAK, strlen (BREAK)) == 0)
        {
          g_string_append_c (decoded, '\n');
          at += strlen (BREAK);
        }
      else
        g_string_append_c (decoded, *at++);
    }

  return g_string_free (decoded, FALSE);
}

static QdValue
read_number (const QdField *field,
             QdMdSpan         text)
{
  g_autofree char *typed = NULL;
  g_autofree char *narrow = NULL;
  double number = 0;
  const char *rest;
  QdMdSpan unit;
  gsize digits = 0;

  /* Most are a few digits. */
  for (; digits < MIN (text.length, 9) && g_ascii_isdigit (text.text[digits]); digits++)
    number = number * 10 + (text.text[digits] - '0');
  if (digits == text.length)
    return qd_value_number (number);

  typed = qd_md_span_dup (text);
  narrow = qd_text_narrow (typed);
  rest = qd_number_scan (narrow != NULL ? narrow : typed, &number, NULL);
  if (rest != NULL)
    {
      unit = qd_md_span_strip (qd_md_span (rest));
      if (unit.length == 0)
        return qd_value_number (number);
      if (qd_md_span_equal (unit, "%") && field->kind == QD_KIND_PERCENT)
        return qd_value_number (number);
      if (qd_md_span_equal (unit, "%") && field->kind == QD_KIND_SCORE)
        return qd_value_number (number / 100);
      if (is_one_of (unit, cell_units, G_N_ELEMENTS (cell_units)))
        return qd_value_number (number);
    }

  return qd_value_text (typed);
}

/**
 * qd_md_read_value:
 * @field: a field
 * @text: what the document has for it
 * @cell: whether it stands in a cell of a table, where pipes are escaped
 *
 * Returns: a value; clear it with qd_value_clear()
 */
QdValue
qd_md_read_value (const QdField *field,
                  QdMdSpan         text,
                  gboolean       cell)
{
  gboolean long_text = field->kind == QD_KIND_LONG_TEXT;
  QdValue value = { .type = QD_VALUE_TEXT };

  text = qd_md_span_strip (text);
  if (text.length == 0)
    return (QdValue) QD_VALUE_INIT;
  if (qd_kind_is_number (field->kind))
    return read_number (field, text);

  for (const QdChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    if (qd_md_span_equal (text, choice->label))
      return qd_value_text (choice->id);

  value.text = decode_text (text, long_text, cell);
  if (field->choices != NULL)
    {
      QdValue chosen = qd_field_parse (field, value.text);

      qd_value_clear (&value);
      return chosen;
    }

  return value;
}

/**
 * qd_md_append_text:
 * @text: some text of the plan
 * @breaks: line ends are written as “<br>”, else as blanks
 * @cell: pipes are escaped
 *
 * Appends @text so that it stays within its line and cell.
 */
void
qd_md_append_text (GString    *out,
                   const char *text,
                   gboolean    breaks,
                   gboolean    cell)
{
  QdMdSpan span = qd_md_span_strip (qd_md_span (text));
  gboolean escaped = FALSE;

  if (memchr (span.text, '\n', span.length) == NULL && memchr (span.text, '\r', span.length) == NULL &&
      (!cell || memchr (span.text, '|', span.length) == NULL))
    {
      qd_md_append_span (out, span);
      return;
    }

  for (gsize i = 0; i < span.length; i++)
    {
      char c = span.text[i];

      if (c == '\r' && i + 1 < span.length && span.text[i + 1] == '\n')
        continue;
      if (c == '\n' || c == '\r')
        g_string_append (out, breaks ? BREAK : " ");
      else
        {
          if (c == '|' && cell && !escaped)
            g_string_append_c (out, '\\');
          g_string_append_c (out, c);
        }
      escaped = c == '\\' && !escaped;
    }
}

/**
 * qd_md_append_number:
 *
 * As qd_number_format(); most numbers are small and have few decimals, and these are quick.
 */
void
qd_md_append_number (GString *out,
                     double   number,
                     guint    decimals)
{
  g_autofree char *text = NULL;
  double hundredths = rint (number * 100);

  if (number >= 0 && number < 1000 && decimals >= 2 && hundredths / 100 == number)
    {
      qd_append_whole (out, (guint) hundredths / 100);
      qd_append_decimals (out, (guint) hundredths % 100, 2);
      return;
    }

  text = qd_number_format (number, decimals);
  g_string_append (out, text);
}

static void
append_number (GString *out,
               QdKind   kind,
               double   number)
{
  if (kind == QD_KIND_SCORE && qd_number_equal (qd_number_round (number, 2), number))
    {
      g_autofree char *text = qd_score_format (number);

      g_string_append (out, text);
      return;
    }

  qd_md_append_number (out, number, MAX_DECIMALS);
  if (kind == QD_KIND_PERCENT)
    g_string_append_c (out, '%');
}

/**
 * qd_md_append_value:
 *
 * Appends @value in canonical form; nothing if it is unset.
 */
void
qd_md_append_value (GString       *out,
                    const QdField *field,
                    const QdValue *value,
                    gboolean       cell)
{
  int choice;

  switch (value->type)
    {
    case QD_VALUE_NUMBER:
      append_number (out, field->kind, value->number);
      break;

    case QD_VALUE_TEXT:
      choice = qd_choice_index (field->choices, value->text);
      qd_md_append_text (out, choice >= 0 ? field->choices[choice].label : value->text,
                         field->kind == QD_KIND_LONG_TEXT, cell);
      break;

    case QD_VALUE_UNSET:
    default:
      break;
    }
}

/**
 * qd_md_value_same:
 * @read: what a text of the document says
 * @stored: what the record holds
 *
 * Returns: whether the text still says what the record holds: what equals the fallback is not stored
 */
gboolean
qd_md_value_same (const QdField *field,
                  const QdValue *read,
                  const QdValue *stored)
{
  if (qd_value_equal (read, stored))
    return TRUE;

  return stored->type == QD_VALUE_UNSET && qd_value_equal (read, qd_field_fallback (field));
}

/* Returns the field whose label @text starts with, with a colon and a blank behind it; @value is what follows. */
static const QdField *
scan_label (const QdRecordInfo *info,
            guint64             fields,
            QdMdSpan              text,
            QdMdSpan             *value)
{
  if (text.length == 0 || !g_ascii_isupper (*text.text))
    return NULL;

  for (guint i = 0; i < info->n_fields; i++)
    {
      gsize length = strlen (info->fields[i].label);

      if ((fields & ((guint64) 1 << i)) != 0 && text.length > length + 2 &&
          memcmp (text.text, info->fields[i].label, length) == 0 && text.text[length] == ':' && text.text[length + 1] == ' ')
        {
          *value = (QdMdSpan) { text.text + length + 2, text.length - length - 2 };
          return &info->fields[i];
        }
    }

  return NULL;
}

/**
 * qd_md_parse_parts:
 * @info: a record type
 * @fields: which of its fields may be named, one bit each
 * @text: “Teams: Checkout 70%, Growth 30%; Status: Stretch”
 * @record: (nullable): where the values go; %NULL only looks whether @text has that form
 *
 * Returns: whether all of @text has that form
 */
gboolean
qd_md_parse_parts (const QdRecordInfo *info,
                   guint64             fields,
                   QdMdSpan              text,
                   QdRecord           *record)
{
  QdMdSpan value;
  const QdField *field = scan_label (info, fields, text, &value);

  if (field == NULL)
    return FALSE;

  while (field != NULL)
    {
      const QdField *next = NULL;
      const char *end = value.text + value.length;
      QdMdSpan next_value = { end, 0 };
      const char *to = end;

      for (const char *at = memchr (value.text, ';', value.length); at != NULL && next == NULL;)
        {
          if (at + 2 < end && at[1] == ' ')
            next = scan_label (info, fields, (QdMdSpan) { at + 2, (gsize) (end - at - 2) }, &next_value);
          if (next != NULL)
            to = at;
          at = memchr (at + 1, ';', (gsize) (end - at - 1));
        }

      if (record != NULL)
        {
          g_auto (QdValue) read = qd_md_read_value (field, (QdMdSpan) { value.text, (gsize) (to - value.text) }, FALSE);

          qd_record_set_value (record, field->index, &read);
        }
      field = next;
      value = next_value;
    }

  return TRUE;
}

/**
 * qd_md_append_parts:
 *
 * Appends those of @fields that have a value, as qd_md_parse_parts() reads them.
 */
void
qd_md_append_parts (GString  *out,
                    QdRecord *record,
                    guint64   fields)
{
  const QdRecordInfo *info = qd_record_get_info (record);
  gboolean first = TRUE;

  for (guint i = 0; i < info->n_fields; i++)
    {
      if ((fields & ((guint64) 1 << i)) == 0 || !qd_record_is_set (record, i))
        continue;

      if (!first)
        qd_append (out, "; ", 2);
      qd_append_text (out, info->fields[i].label);
      qd_append (out, ": ", 2);
      qd_md_append_value (out, &info->fields[i], qd_record_get_value (record, i), FALSE);
      first = FALSE;
    }
}
