#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <string.h>

#include "qd-number.h"

/* Lines that have a form of their own: owner, overall score, note on capacity, field of the plan, quotation. */

static const char *const owner_words[] = { "owner", "owners", "owned by", "lead", "dri", "responsible" };

/* Blanks, and marks of emphasis. */
static const char *
skip_marks (const char *at,
            const char *end)
{
  while (at < end && (*at == '*' || *at == '_' || *at == ' '))
    at++;

  return at;
}

/* “Word: …” with emphasis around any of it; returns where the text behind the colon starts. */
static const char *
scan_labelled (QdMdSpan             line,
               const char *const *words,
               gsize              n_words)
{
  const char *end = line.text + line.length;
  const char *at = skip_marks (line.text, end);
  gsize length = 0;

  for (gsize i = 0; i < n_words; i++)
    if (qd_md_has_prefix (qd_md_span_from (at, end), words[i]) && strlen (words[i]) > length)
      length = strlen (words[i]);
  if (length == 0)
    return NULL;

  at += length;
  while (at < end && (*at == '*' || *at == '_'))
    at++;
  if (at == end || *at != ':')
    return NULL;
  at++;
  while (at < end && (*at == '*' || *at == '_'))
    at++;

  return qd_md_skip_blanks (at, end);
}

/* What @line says behind its label, without the emphasis that is opened at its start and closed at its end. */
static QdMdSpan
labelled_value (QdMdSpan      line,
                const char *at)
{
  const char *end = qd_md_trim_end (at, line.text + line.length);
  const char *label = skip_marks (line.text, at);
  gsize open = (gsize) (label - line.text);
  gboolean closed = FALSE;

  for (const char *from = label; from < at; from++)
    closed = closed || *from == '*' || *from == '_';
  for (; !closed && open > 0 && end > at && (end[-1] == '*' || end[-1] == '_'); open--)
    end--;

  return qd_md_span_from (at, qd_md_trim_end (at, end));
}

/**
 * qd_md_parse_owner:
 * @value: (out): who, and what other fields of the objective the line names
 *
 * Returns: whether @line is “*Owner: Platform Team*” or the like
 */
gboolean
qd_md_parse_owner (QdMdSpan  line,
                   QdMdSpan *value)
{
  const char *at = scan_labelled (line, owner_words, G_N_ELEMENTS (owner_words));

  if (at == NULL)
    return FALSE;

  *value = labelled_value (line, at);

  return value->length > 0;
}

/**
 * qd_md_parse_note:
 * @value: (out): what it says
 *
 * Returns: whether @line is “*Note: 8 engineers …*”
 */
gboolean
qd_md_parse_note (QdMdSpan  line,
                  QdMdSpan *value)
{
  static const char *const words[] = { "note" };
  const char *at = scan_labelled (line, words, G_N_ELEMENTS (words));

  if (at == NULL)
    return FALSE;

  *value = labelled_value (line, at);

  return value->length > 0;
}

/* The first number in @text; without text if there is none. */
static QdMdSpan
find_number (QdMdSpan text)
{
  const char *end = text.text + text.length;

  for (const char *at = text.text; at < end; at++)
    if (g_ascii_isdigit (*at))
      {
        g_autofree char *rest = g_strndup (at, MIN ((gsize) (end - at), 32));
        const char *after = qd_number_scan (rest, NULL, NULL);

        return after != NULL ? (QdMdSpan) { at, (gsize) (after - rest) } : (QdMdSpan) { NULL, 0 };
      }

  return (QdMdSpan) { NULL, 0 };
}

/**
 * qd_md_parse_score:
 * @score: (out): the score
 * @word: (out): “below”, “at” or “above”; without text if there is none
 * @target: (out): the target; without text if there is none
 *
 * Returns: whether @line is “**Overall score**: 0.59 (below 0.7 target)” or the like
 */
gboolean
qd_md_parse_score (QdMdSpan  line,
                   QdMdSpan *score,
                   QdMdSpan *word,
                   QdMdSpan *target)
{
  static const char *const words[] = { "overall score", "overall", "overall okr score", "average score", "overall average" };
  static const char *const sides[] = { "below ", "above ", "at " };
  const char *at = scan_labelled (line, words, G_N_ELEMENTS (words));
  const char *end = line.text + line.length;
  QdMdSpan rest;

  *word = *target = (QdMdSpan) { NULL, 0 };
  if (at == NULL)
    return FALSE;

  *score = find_number (qd_md_span_from (at, end));
  if (score->text == NULL || score->text > at + 8)
    return FALSE;

  rest = qd_md_span_from (score->text + score->length, end);
  if (g_strstr_len (rest.text, (gssize) rest.length, "arget") != NULL)
    *target = find_number (rest);
  for (gsize i = 0; i < G_N_ELEMENTS (sides) && target->text != NULL; i++)
    {
      gsize length = strlen (sides[i]);

      if ((gsize) (target->text - rest.text) > length && strncmp (target->text - length, sides[i], length) == 0)
        *word = (QdMdSpan) { target->text - length, length - 1 };
    }

  return TRUE;
}

/**
 * qd_md_parse_label:
 *
 * Returns: which list of an objective @line announces: “**Initiatives**:”; %QD_MD_N_IDS if none
 */
QdMdSectionId
qd_md_parse_label (QdMdSpan line)
{
  static const struct
  {
    const char    *word;
    QdMdSectionId  section;
  } labels[] = {
    { "initiatives", QD_MD_INITIATIVES },
    { "key initiatives", QD_MD_INITIATIVES },
    { "initiative", QD_MD_INITIATIVES },
    { "projects", QD_MD_INITIATIVES },
    { "key results", QD_MD_KEY_RESULTS },
  };
  const char *end = line.text + line.length;
  const char *at = line.text;
  const char *to = end;

  while (at < end && strchr ("*_# ", *at) != NULL)
    at++;
  while (to > at && strchr ("*_: ", to[-1]) != NULL)
    to--;

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strlen (labels[i].word) == (gsize) (to - at) && qd_md_has_prefix (qd_md_span_from (at, to), labels[i].word))
      return labels[i].section;

  return QD_MD_N_IDS;
}

/**
 * qd_md_read_quote:
 *
 * Returns: (transfer full): what the quotation @source says
 */
char *
qd_md_read_quote (QdMdSpan source)
{
  GString *text = g_string_new (NULL);
  const char *end = source.text + source.length;

  for (const char *at = source.text; at < end;)
    {
      QdMdSpan line = qd_md_span_first_line (qd_md_span_from (at, end));
      const char *from = qd_md_skip_blanks (line.text, line.text + line.length);

      at += line.length + 1;
      if (from < line.text + line.length && *from == '>')
        from++;
      if (from < line.text + line.length && *from == ' ')
        from++;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      qd_md_append_span (text, qd_md_span_from (from, line.text + line.length));
    }

  return g_strstrip (g_string_free (text, FALSE));
}

/**
 * qd_md_append_quote:
 *
 * Appends @text as a quotation, without the last line end.
 */
void
qd_md_append_quote (GString    *out,
                    const char *text)
{
  QdMdSpan left = qd_md_span_strip (qd_md_span (text));
  gsize from = out->len;

  while (left.text != NULL)
    {
      QdMdSpan line = qd_md_span_first_line (left);
      gsize length = line.length;

      if (length > 0 && line.text[length - 1] == '\r')
        line.length--;
      g_string_append (out, out->len > from ? "\n>" : ">");
      if (line.length > 0)
        g_string_append_c (out, ' ');
      qd_md_append_span (out, line);
      left = length < left.length ? (QdMdSpan) { left.text + length + 1, left.length - length - 1 } : (QdMdSpan) { NULL, 0 };
    }
}

/**
 * qd_md_parse_field:
 * @line: a row of a table, or a list item
 * @table: whether it is a row
 * @label: (out): its label without emphasis and colon
 * @value: (out): its value
 *
 * Takes apart “| **Quarter** | Q2 2024 |” or “- **Quarter**: Q2 2024”.
 */
void
qd_md_parse_field (QdMdSpan  line,
                   gboolean  table,
                   QdMdSpan *label,
                   QdMdSpan *value)
{
  if (table)
    {
      QdMdSpan cells[2];

      qd_md_row_cells (line, 2, cells);
      *label = qd_md_strip_emphasis (qd_md_span_strip (cells[0]));
      *value = qd_md_strip_emphasis (qd_md_span_strip (cells[1]));
    }
  else
    {
      QdMdItem item;

      /* Constraints are “label: text”, too. */
      qd_md_item_parse (&item, QD_MD_CONSTRAINTS, line);
      *label = item.lead.text != NULL ? item.lead : (QdMdSpan) { line.text, 0 };
      *value = item.rest.text != NULL ? item.rest : (QdMdSpan) { line.text + line.length, 0 };
      if (item.joined != NULL)
        *label = *value = (QdMdSpan) { line.text, 0 };
      qd_md_item_clear (&item);
    }

  while (label->length > 0 && (label->text[label->length - 1] == ':' || label->text[label->length - 1] == ' '))
    label->length--;
}

/**
 * qd_md_field_pattern:
 * @name: the label of the canonical form
 *
 * Returns: (transfer full): how @line is written
 */
char *
qd_md_field_pattern (QdMdSpan    line,
                     gboolean    table,
                     const char *name)
{
  QdMdPart parts[2];
  QdMdSpan label, value;
  guint n = 0;

  qd_md_parse_field (line, table, &label, &value);
  if (qd_md_span_equal (label, name))
    parts[n++] = (QdMdPart) { "label", label };
  if (value.length > 0)
    parts[n++] = (QdMdPart) { "value", value };

  return qd_md_pattern_make (line, parts, n);
}
