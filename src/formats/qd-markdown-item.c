#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <string.h>

#include "qd-append-private.h"
#include "qd-number.h"
#include "qd-plan-private.h"

/* List items, taken apart and put together. */

/* Stands for a lead that is empty, so that the item stays one: a lone hyphen would underline the line above. */
#define EMPTY_LEAD "<!-- -->"

/* Efforts are short: “50”, “~50”, “<X>”. */
#define MAX_EFFORT 24

/* Returns where the item's content starts: behind indentation, mark or number, and check box. */
static const char *
scan_marker (QdMdItem *item)
{
  const char *end = item->line.text + item->line.length;
  const char *at = qd_md_skip_blanks (item->line.text, end);
  const char *digits = at;

  while (at < end && g_ascii_isdigit (*at))
    at++;
  if (at > digits)
    item->number = qd_md_span_from (digits, at);
  if (at < end)
    at++;
  at = qd_md_skip_blanks (at, end);

  if (end - at >= 3 && at[0] == '[' && at[2] == ']' && strchr (" xX", at[1]) != NULL && (end - at == 3 || at[3] == ' '))
    {
      item->box = (QdMdSpan) { at + 1, 1 };
      at = qd_md_skip_blanks (at + 3, end);
    }

  return at;
}

/* The length of what may stand between lead and rest at @at: a colon or a dash, and the blanks around it. */
static gsize
scan_joint (const char *at,
            const char *end,
            gboolean    colon,
            gboolean    dash)
{
  const char *from = qd_md_skip_blanks (at, end);
  gsize length = 0;

  if (from == end)
    return 0;
  if (colon && *from == ':' && from == at)
    length = 1;
  else if (dash && from > at)
    length = qd_md_scan_dash (qd_md_span_from (from, end));
  if (length == 0 || from + length == end || !g_ascii_isspace (from[length]))
    return 0;

  return (gsize) (qd_md_skip_blanks (from + length, end) - at);
}

/* Where lead and rest of plain text part: outside of code, links and brackets. */
static const char *
find_joint (const char *at,
            const char *end,
            gboolean    colon,
            gboolean    dash,
            gsize      *length)
{
  int depth = 0;
  gboolean code = FALSE;

  for (const char *from = at; at < end; at++)
    {
      code ^= *at == '`';
      depth += (*at == '[' || *at == '(') - (*at == ']' || *at == ')');
      *length = !code && depth <= 0 && at > from ? scan_joint (at, end, colon, dash) : 0;
      if (*length > 0)
        return at;
    }

  return NULL;
}

/* “**lead** - rest”, “**lead**: rest”, “**lead:** rest” */
static gboolean
split_emphasised (QdMdItem   *item,
                  const char *at,
                  const char *end)
{
  char mark = at < end ? *at : '\0';
  gsize marks = 0, length;
  const char *from, *close;

  if (mark != '*' && mark != '_')
    return FALSE;
  while (marks < 3 && at + marks < end && at[marks] == mark)
    marks++;

  from = at + marks;
  for (close = from; close < end; close++)
    if (*close == mark && close > from && (gsize) (end - close) >= marks && strncmp (close, at, marks) == 0)
      break;
  if (close == end)
    return FALSE;

  at = close + marks;
  item->lead = qd_md_span_from (from, close);
  if (close > from + 1 && close[-1] == ':')
    item->lead.length--;
  length = scan_joint (at, end, TRUE, TRUE);
  if (length == 0)
    length = (gsize) (qd_md_skip_blanks (at, end) - at);
  if (at + length < end && length == 0)
    return FALSE;
  if (at + length < end)
    item->rest = qd_md_span_from (at + length, end);
  else if (qd_md_trim_end (at, end) > at)
    return FALSE;

  return TRUE;
}

static void
split_lead (QdMdItem          *item,
            const QdMdSection *section,
            const char        *at,
            const char        *end)
{
  gboolean colon_first = strstr (section->item, "{lead}: ") != NULL || strstr (section->item, "**: ") != NULL;
  gsize length = 0;
  const char *joint;

  if (split_emphasised (item, at, end))
    return;
  item->lead = item->rest = (QdMdSpan) { NULL, 0 };

  joint = find_joint (at, end, colon_first, !colon_first, &length);
  if (joint == NULL)
    joint = find_joint (at, end, !colon_first, colon_first, &length);

  if (joint != NULL)
    {
      item->lead = qd_md_span_from (at, joint);
      item->rest = qd_md_span_from (joint + length, end);
    }
  else if (section->whole_is_rest)
    {
      /* “Label:” without more is a label. */
      if (end > at && end[-1] == ':')
        item->lead = qd_md_span_from (at, end - 1);
      else
        item->rest = qd_md_span_from (at, end);
    }
  else
    item->lead = qd_md_span_from (at, end);
}

/* Whether @text is an effort: a number, or with a unit behind it also “~50”, “<X>”, “TBD”. @rest is it without unit. */
static gboolean
is_effort (QdMdSpan  text,
           QdMdSpan *rest)
{
  const char *end = text.text + text.length;
  const char *to = text.text;
  g_autofree char *typed = NULL;
  const char *after;
  QdMdSpan unit;

  if (text.length == 0 || text.length > 2 * MAX_EFFORT)
    return FALSE;

  typed = qd_md_span_dup (text);
  after = qd_number_scan (typed, NULL, NULL);
  if (after != NULL)
    to += after - typed;
  else
    while (to < end && !g_ascii_isspace (*to))
      to++;

  unit = qd_md_span_strip (qd_md_span_from (to, end));
  if (to - text.text > MAX_EFFORT || (!qd_md_is_point_unit (unit) && (after == NULL || unit.length > 0)))
    return FALSE;

  *rest = qd_md_span_from (text.text, to);

  return TRUE;
}

/* “Title - 50 points”, “Title (50 pts)”, “Title: 50” */
static void
split_effort (QdMdItem   *item,
              const char *at,
              const char *end)
{
  const char *joint = NULL;
  gsize joint_length = 0;

  item->lead = qd_md_span_from (at, end);
  if (end > at && (end[-1] == ')' || end[-1] == ']'))
    {
      char open = end[-1] == ')' ? '(' : '[';
      const char *from = end - 1;

      while (from > at && *from != open)
        from--;
      if (*from == open && (from == at || from[-1] == ' ') &&
          is_effort (qd_md_span_strip (qd_md_span_from (from + 1, end - 1)), &item->rest))
        item->lead = qd_md_span_from (at, qd_md_trim_end (at, from));
      return;
    }

  /* The last joint in the last few words; an effort has no more. */
  for (const char *from = MAX (at, end - 2 * MAX_EFFORT); from < end; from++)
    {
      gsize length = scan_joint (from, end, TRUE, TRUE);

      if (length > 0)
        {
          joint = from;
          joint_length = length;
          from += length - 1;
        }
      else if (from == at && qd_md_scan_dash (qd_md_span_from (from, end)) > 0 && from + 1 < end && from[1] == ' ')
        {
          joint = from;
          joint_length = 2;
        }
    }

  if (joint != NULL && is_effort (qd_md_span_from (joint + joint_length, end), &item->rest))
    item->lead = qd_md_span_from (at, joint);
}

/* Fields by name in brackets at the end. */
static const char *
cut_parts (QdMdItem      *item,
           QdMdSectionId  section,
           const char    *at,
           const char    *end)
{
  const QdRecordInfo *info = qd_record_info (qd_md_section (section)->type);
  guint64 fields = qd_md_section (section)->parts;

  if (fields == 0 || end == at || end[-1] != ')')
    return end;

  for (const char *open = memchr (at, '(', (gsize) (end - at)); open != NULL;
       open = memchr (open + 1, '(', (gsize) (end - open - 1)))
    if (open > at && open[-1] == ' ' && qd_md_parse_parts (info, fields, qd_md_span_from (open + 1, end - 1), NULL))
      {
        item->parts = qd_md_span_from (open + 1, end - 1);
        return open - 1;
      }

  return end;
}

static char *
join_lines (QdMdSpan source)
{
  GString *joined = g_string_new (NULL);
  const char *end = source.text + source.length;

  for (const char *at = source.text; at < end;)
    {
      QdMdSpan line = qd_md_span_first_line (qd_md_span_from (at, end));
      QdMdSpan text = qd_md_span_strip (line);

      if (joined->len > 0)
        g_string_append_c (joined, ' ');
      qd_md_append_span (joined, text);
      at += line.length + 1;
    }

  return g_string_free (joined, FALSE);
}

/**
 * qd_md_item_parse:
 * @item: (out): the item; clear it with qd_md_item_clear()
 * @section: what its list holds
 * @source: its lines, without the last line end
 */
void
qd_md_item_parse (QdMdItem      *item,
                  QdMdSectionId  section,
                  QdMdSpan         source)
{
  const QdMdSection *info = qd_md_section (section);
  const char *at, *end;

  *item = (QdMdItem) { .line = source };
  if (memchr (source.text, '\n', source.length) != NULL)
    {
      item->joined = join_lines (source);
      item->line = qd_md_span (item->joined);
    }

  at = scan_marker (item);
  end = qd_md_trim_end (at, item->line.text + item->line.length);
  end = cut_parts (item, section, at, end);
  item->before_parts = (gsize) (end - item->line.text);

  if (info->rest < 0)
    item->lead = qd_md_span_from (at, end);
  else if (section == QD_MD_INITIATIVES)
    split_effort (item, at, end);
  else
    split_lead (item, info, at, end);

  if (item->lead.text != NULL)
    item->lead.length = (gsize) (qd_md_trim_end (item->lead.text, item->lead.text + item->lead.length) - item->lead.text);
}

void
qd_md_item_clear (QdMdItem *item)
{
  g_clear_pointer (&item->joined, g_free);
}

/**
 * qd_md_item_pattern:
 * @ordinal: its place in the list from 1
 *
 * Returns: (transfer full) (nullable): how the item is written; %NULL if it does not show
 */
char *
qd_md_item_pattern (const QdMdItem *item,
                    guint           ordinal)
{
  g_autofree char *number = g_strdup_printf ("%u", ordinal);
  QdMdPart parts[4] = { { NULL } };
  guint n = 0;

  if (item->joined != NULL || item->lead.text == NULL || item->lead.length == 0)
    return NULL;

  if (item->number.text != NULL && qd_md_span_equal (item->number, number))
    parts[n++] = (QdMdPart) { "n", item->number };
  parts[n++] = (QdMdPart) { "lead", item->lead };
  if (item->rest.text != NULL)
    parts[n++] = (QdMdPart) { "rest", item->rest };

  return qd_md_pattern_make ((QdMdSpan) { item->line.text, item->before_parts }, parts, n);
}

static QdValue
read_span (const QdMdSection *info,
           int                field,
           QdMdSpan             text)
{
  if (text.text == NULL || qd_md_span_equal (text, EMPTY_LEAD))
    return (QdValue) QD_VALUE_INIT;

  return qd_md_read_value (&qd_record_info (info->type)->fields[field], text, FALSE);
}

/**
 * qd_md_item_read:
 *
 * Fills in @record with what @item says.
 */
void
qd_md_item_read (const QdMdItem *item,
                 QdMdSectionId   section,
                 QdRecord       *record)
{
  const QdMdSection *info = qd_md_section (section);
  g_auto (QdValue) lead = read_span (info, info->lead, item->lead);

  qd_record_set_value (record, (guint) info->lead, &lead);
  if (info->rest >= 0)
    {
      g_auto (QdValue) rest = read_span (info, info->rest, item->rest);

      qd_record_set_value (record, (guint) info->rest, &rest);
    }
  if (item->parts.text != NULL)
    qd_md_parse_parts (qd_record_info (info->type), qd_md_section (section)->parts, item->parts, record);
  if (section == QD_MD_ACTIONS && item->box.text != NULL && *item->box.text != ' ')
    qd_record_set_text (record, QD_ACTION_DONE, "yes");
}

/**
 * qd_md_item_says:
 *
 * Returns: whether @item says just what @record holds, so that it can stand as it is
 */
gboolean
qd_md_item_says (const QdMdItem *item,
                 QdMdSectionId   section,
                 QdRecord       *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);
  g_autoptr (QdRecord) read = qd_record_new (info->type, "");
  guint64 fields = qd_md_section (section)->parts | QD_MD_FIELD_BIT (qd_md_section (section)->lead);

  if (qd_md_section (section)->rest >= 0)
    fields |= QD_MD_FIELD_BIT (qd_md_section (section)->rest);

  qd_md_item_read (item, section, read);
  for (guint i = 0; i < info->n_fields; i++)
    if ((fields & QD_MD_FIELD_BIT (i)) != 0 &&
        !qd_value_equal (qd_record_get_value (read, i), qd_record_get_value (record, i)))
      return FALSE;

  return TRUE;
}

/* Appends @between up to where it closes the emphasis that @before opens. */
static void
append_closing (GString    *out,
                const char *before,
                const char *between)
{
  const char *open = before + strlen (before);
  const char *close;

  while (open > before && (open[-1] == '*' || open[-1] == '_'))
    open--;
  close = *open != '\0' ? strstr (between, open) : NULL;
  if (close != NULL)
    g_string_append (out, open);
}

/* Appends @pattern without what is empty: of lead and rest only one is there. */
static void
append_half (GString        *out,
             const char     *pattern,
             const QdMdPart *number,
             const char     *lead,
             const char     *rest)
{
  const char *mark = strstr (pattern, "{lead}");
  g_autoptr (GString) start = g_string_new_len (pattern, mark - pattern);

  if (*lead == '\0')
    while (start->len > 0 && strchr ("*_", start->str[start->len - 1]) != NULL)
      g_string_truncate (start, start->len - 1);
  qd_md_pattern_format (out, start->str, number, 1);
  g_string_append (out, *lead != '\0' ? lead : rest);
  if (*lead != '\0')
    append_closing (out, start->str, mark + strlen ("{lead}"));
}

static void
append_parts_in_brackets (GString  *out,
                          QdRecord *record,
                          guint64   parts)
{
  gsize from = out->len;

  qd_append (out, " (", 2);
  qd_md_append_parts (out, record, parts);
  if (out->len == from + 2)
    g_string_truncate (out, from);
  else
    qd_append (out, ")", 1);
}

/**
 * qd_md_write_item:
 * @pattern: how items of this list are written
 * @ordinal: its place in the list from 1
 *
 * Appends @record to the writer's line.
 */
void
qd_md_write_item (QdMdWriter    *writer,
                  QdMdSectionId  section,
                  const char    *pattern,
                  QdRecord      *record,
                  guint          ordinal)
{
  const QdMdSection *info = qd_md_section (section);
  const QdField *fields = qd_record_get_info (record)->fields;
  GString *number = writer->cells[0], *lead = writer->cells[1], *rest = writer->cells[2];

  g_string_truncate (number, 0);
  g_string_truncate (lead, 0);
  g_string_truncate (rest, 0);
  qd_append_whole (number, ordinal);
  qd_md_append_value (lead, &fields[info->lead], qd_record_get_value (record, (guint) info->lead), FALSE);
  if (info->rest >= 0)
    qd_md_append_value (rest, &fields[info->rest], qd_record_get_value (record, (guint) info->rest), FALSE);
  if (rest->len > 0 && !qd_md_pattern_has (pattern, "rest"))
    pattern = info->item;
  if (lead->len == 0 && (rest->len == 0 || !info->whole_is_rest))
    g_string_append (lead, EMPTY_LEAD);

  {
    const QdMdPart values[] = { { "n", { number->str, number->len } },
                                { "lead", { lead->str, lead->len } },
                                { "rest", { rest->str, rest->len } } };

    if ((lead->len > 0 && (rest->len > 0 || !qd_md_pattern_has (pattern, "rest"))) || strstr (pattern, "{lead}") == NULL)
      qd_md_pattern_format (writer->line, pattern, values, G_N_ELEMENTS (values));
    else
      append_half (writer->line, pattern, values, lead->str, rest->str);
  }

  append_parts_in_brackets (writer->line, record, info->parts);
}
