#include "qd-config.h"

#include "qd-grid-private.h"

#include <string.h>

#include "qd-markdown-private.h"
#include "qd-plan-private.h"

/* Text as people paste it: a table in Markdown, a list with marks or numbers, cells with tabs between, lines. */

/* Where the content of a list item starts, if @line is one: behind “-”, “•”, “2.” and blanks; else NULL. Tabs behind
 * that tell that the mark is the first cell of a row. */
static const char *
find_item (const char *line,
           const char *end)
{
  static const char *const marks[] = { "-", "*", "+", "•", "◦", "▪", "▫", "■", "●", "○", "‣", "⁃", "–", "—", "·" };
  const char *at = line;
  const char *after = NULL;

  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  for (gsize i = 0; i < G_N_ELEMENTS (marks) && after == NULL; i++)
    if ((gsize) (end - at) > strlen (marks[i]) && strncmp (at, marks[i], strlen (marks[i])) == 0)
      after = at + strlen (marks[i]);

  if (after == NULL)
    {
      while (at < end && g_ascii_isdigit (*at))
        at++;
      if (at > line && g_ascii_isdigit (at[-1]) && at < end && (*at == '.' || *at == ')'))
        after = at + 1;
    }

  if (after == NULL || after == end || (*after != ' ' && *after != '\t'))
    return NULL;

  while (after < end && (*after == ' ' || *after == '\t'))
    after++;

  return after < end && memchr (after, '\t', (gsize) (end - after)) == NULL ? after : NULL;
}

/* The line at @at, without its end; @next is behind that. */
static QdMdSpan
read_line (const char  *at,
           const char  *end,
           const char **next)
{
  const char *line_end = at;

  while (line_end < end && *line_end != '\n' && *line_end != '\r')
    line_end++;
  *next = line_end;
  if (*next < end && **next == '\r')
    (*next)++;
  if (*next < end && **next == '\n')
    (*next)++;

  return qd_md_span_from (at, line_end);
}

/* Whether every line is an item, or goes on with the one above: is indented, and has no tabs in it. */
static gboolean
is_list (const char *text,
         const char *end)
{
  gboolean any = FALSE;

  for (const char *next; text < end; text = next)
    {
      QdMdSpan line = read_line (text, end, &next);
      QdMdSpan content = qd_md_span_strip (line);

      if (content.length == 0 || find_item (line.text, line.text + line.length) != NULL)
        any = any || content.length > 0;
      else if (!any || content.text == line.text || memchr (content.text, '\t', content.length) != NULL)
        return FALSE;
    }

  return any;
}

static void
add_item (QdGrid  *grid,
          GString *item,
          guint    line)
{
  if (item->len == 0)
    return;

  qd_grid_add_row (grid, line);
  qd_grid_add_cell (grid, item->str, item->len);
  g_string_truncate (item, 0);
}

/* An item a row, whatever its level. */
static QdGrid *
parse_list (const char *text,
            const char *end)
{
  g_autoptr (GString) item = g_string_new (NULL);
  QdGrid *grid = qd_grid_new ();
  guint line_number = 1;
  guint started = 1;

  qd_grid_set_form (grid, QD_GRID_ITEMS);
  for (const char *next; text < end && !qd_grid_is_full (grid); text = next, line_number++)
    {
      QdMdSpan line = read_line (text, end, &next);
      const char *content = find_item (line.text, line.text + line.length);
      QdMdSpan words = qd_md_span_strip (content != NULL ? qd_md_span_from (content, line.text + line.length) : line);

      if (content != NULL)
        {
          add_item (grid, item, started);
          started = line_number;
        }
      if (item->len > 0 && words.length > 0)
        g_string_append_c (item, ' ');
      qd_md_append_span (item, words);
    }
  add_item (grid, item, started);

  return grid;
}

/* Which field a cell goes to is not known yet: it is read as long text, which keeps most. */
static void
add_row (QdGrid          *grid,
         const QdMdBlock *block)
{
  const QdField *field = &qd_record_info (QD_RECORD_PLAN)->fields[QD_PLAN_NOTE];
  QdMdSpan cells[QD_MD_MAX_COLUMNS];
  guint n = MIN (qd_md_split_row (block->content, FALSE, cells, QD_MD_MAX_COLUMNS), QD_MD_MAX_COLUMNS);

  qd_grid_add_row (grid, block->line);
  for (guint i = 0; i < n; i++)
    {
      QdMdSpan content = qd_md_strip_emphasis (qd_md_span_strip (cells[i]));
      g_auto (QdValue) value = qd_md_read_value (field, content, TRUE);
      const char *text = value.type == QD_VALUE_TEXT ? value.text : "";

      qd_grid_add_cell (grid, text, strlen (text));
    }
}

/* Line ends as the scanner of Markdown wants them. */
static char *
unify_line_ends (const char *text,
                 gsize       length)
{
  GString *unified = g_string_sized_new (length);

  for (const char *next, *end = text + length; text < end; text = next)
    {
      QdMdSpan line = read_line (text, end, &next);

      qd_md_append_span (unified, line);
      if (line.text + line.length < next)
        g_string_append_c (unified, '\n');
    }

  return g_string_free (unified, FALSE);
}

/* Returns: (nullable): the first table of a Markdown document */
static QdGrid *
parse_table (const char *text,
             gsize       length)
{
  g_autofree char *unified = unify_line_ends (text, length);
  g_autoptr (QdGrid) grid = NULL;
  QdMdScanner scanner;
  QdMdBlock block;

  qd_md_scanner_init (&scanner, unified, strlen (unified));
  while (qd_md_scanner_next (&scanner, &block))
    {
      if (grid != NULL && (block.type != QD_MD_BLOCK_ROW || qd_grid_is_full (grid)))
        break;
      if (block.type != QD_MD_BLOCK_TABLE && block.type != QD_MD_BLOCK_ROW)
        continue;

      if (grid == NULL)
        {
          grid = qd_grid_new ();
          qd_grid_set_form (grid, QD_GRID_HEADED);
        }
      add_row (grid, &block);
    }

  return g_steal_pointer (&grid);
}

/**
 * qd_grid_parse_text:
 * @text: a text in UTF-8, without NUL
 * @length: its length
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what it has of cells, or %NULL if there are too many
 */
QdGrid *
qd_grid_parse_text (const char  *text,
                    gsize        length,
                    GError     **error)
{
  g_autoptr (QdGrid) grid = parse_table (text, length);
  char separator = memchr (text, '\t', length) != NULL ? '\t' : QD_SEPARATOR_NONE;

  if (grid == NULL && is_list (text, text + length))
    grid = parse_list (text, text + length);
  if (grid == NULL)
    return qd_separated_parse (text, length, separator, error);

  return qd_grid_finish (grid, error) ? g_steal_pointer (&grid) : NULL;
}

/* The section of a Markdown document in which the records of @list can be items. */
static QdMdSectionId
find_section (QdListId list)
{
  for (guint i = 0; i < QD_MD_FREE; i++)
    {
      const QdMdSection *section = qd_md_section ((QdMdSectionId) i);

      if (section->list == list && section->type == qd_list_info (list)->record_type && section->item != NULL &&
          section->lead >= 0)
        return (QdMdSectionId) i;
    }

  return QD_MD_N_IDS;
}

/**
 * qd_grid_read_item:
 * @grid: a grid of items
 * @row: one of its rows
 * @list: the list that @record is for
 * @record: a record of no plan
 *
 * Fills in @record with what the item says, as if it stood in a Markdown document.
 */
void
qd_grid_read_item (QdGrid   *grid,
                   guint     row,
                   QdListId  list,
                   QdRecord *record)
{
  /* An item that is emphasised as a whole is a title in bold. */
  g_autofree char *text = qd_md_span_dup (qd_md_strip_emphasis (qd_md_span (qd_grid_get_text (grid, row, 0))));
  g_autofree char *source = g_strconcat ("- ", text, NULL);
  QdMdSectionId section = find_section (list);
  QdMdItem item;

  /* Any section whose items are all title will do for a list that Markdown does not know. */
  qd_md_item_parse (&item, section != QD_MD_N_IDS ? section : QD_MD_LESSONS, qd_md_span (source));
  if (section != QD_MD_N_IDS)
    {
      qd_md_item_read (&item, section, record);
    }
  else
    {
      g_autofree char *title = qd_md_span_dup (item.lead);

      qd_record_set_text (record, (guint) qd_record_get_info (record)->title_field, title);
    }
  qd_md_item_clear (&item);
}
