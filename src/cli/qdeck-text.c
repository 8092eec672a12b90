#include "qd-config.h"

#include "qdeck-private.h"

#define GAP 2

struct _QdeckTable
{
  guint      n_columns;
  guint      n_headings;
  gboolean  *right;
  GPtrArray *cells; /* row after row, the headings first */
};

static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * qdeck_one_line:
 * @text: (nullable): a text out of a file
 *
 * Makes @text fit for one line of a terminal: what would break the line or steer the terminal becomes a blank.
 *
 * Returns: (transfer full): UTF-8
 */
char *
qdeck_one_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *line = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      GUnicodeType type = g_unichar_type (c);

      if (is_bidi_control (c))
        continue;
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        c = ' ';
      g_string_append_unichar (line, c);
    }

  return g_string_free (line, FALSE);
}

/**
 * qdeck_text_width:
 * @text: UTF-8
 *
 * Returns: how many columns of a terminal @text takes
 */
guint
qdeck_text_width (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

/**
 * qdeck_table_new:
 * @n_columns: how many columns
 *
 * Returns: (transfer full): an empty table
 */
QdeckTable *
qdeck_table_new (guint n_columns)
{
  QdeckTable *table = g_new0 (QdeckTable, 1);

  table->n_columns = n_columns;
  table->right = g_new0 (gboolean, n_columns);
  table->cells = g_ptr_array_new_with_free_func (g_free);

  return table;
}

void
qdeck_table_free (QdeckTable *table)
{
  g_ptr_array_unref (table->cells);
  g_free (table->right);
  g_free (table);
}

/**
 * qdeck_table_heading:
 * @table: a table
 * @text: the heading of the next column
 * @right: whether its cells end, rather than start, at the same place: numbers
 *
 * All headings come before the first cell.
 */
void
qdeck_table_heading (QdeckTable *table,
                     const char *text,
                     gboolean    right)
{
  g_return_if_fail (table->n_headings < table->n_columns);

  table->right[table->n_headings++] = right;
  qdeck_table_cell (table, text);
}

/**
 * qdeck_table_cell:
 * @table: a table
 * @text: (nullable): what stands in the next cell
 */
void
qdeck_table_cell (QdeckTable *table,
                  const char *text)
{
  g_ptr_array_add (table->cells, qdeck_one_line (text));
}

static void
append_cell (GString    *out,
             const char *text,
             guint       width,
             gboolean    right)
{
  int padding = (int) width - (int) qdeck_text_width (text);

  if (right)
    g_string_append_printf (out, "%*s", padding, "");
  g_string_append (out, text);
  if (!right)
    g_string_append_printf (out, "%*s", padding, "");
}

static void
trim_right (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

/**
 * qdeck_table_append:
 * @table: a table
 * @out: where to write it, a line a row
 */
void
qdeck_table_append (QdeckTable *table,
                    GString    *out)
{
  g_autofree guint *widths = g_new0 (guint, table->n_columns);

  for (guint i = 0; i < table->cells->len; i++)
    {
      guint *width = &widths[i % table->n_columns];

      *width = MAX (*width, qdeck_text_width (g_ptr_array_index (table->cells, i)));
    }

  for (guint i = 0; i < table->cells->len; i++)
    {
      guint column = i % table->n_columns;

      g_string_append_printf (out, "%*s", GAP, "");
      append_cell (out, g_ptr_array_index (table->cells, i), widths[column], table->right[column]);
      if (column + 1 == table->n_columns)
        {
          trim_right (out);
          g_string_append_c (out, '\n');
        }
    }
}
