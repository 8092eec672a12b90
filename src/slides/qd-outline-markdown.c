#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-outline-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-text.h"

/* An outline as a Markdown document. Its texts are inline Markdown already; only what would end a line or a cell is
 * taken out. */

/* On one line; in a cell, lines are broken as HTML does it, and bars are escaped unless they are already. */
static void
append_inline (GString    *out,
               const char *text,
               gboolean    in_cell)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\r')
        continue;
      if (*p == '\n')
        g_string_append (out, in_cell ? "<br>" : " ");
      else if (*p == '|' && in_cell && (p == text || p[-1] != '\\'))
        g_string_append (out, "\\|");
      else
        g_string_append_c (out, *p);
    }
}

static void
append_points (GString       *out,
               const QdBlock *block)
{
  for (guint i = 0; i < block->points->len; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (block->points, i);

      if (block->numbered)
        g_string_append_printf (out, "%u. ", i + 1);
      else
        g_string_append (out, "- ");
      if (point->lead != NULL)
        {
          g_string_append (out, "**");
          append_inline (out, point->lead, FALSE);
          g_string_append (out, *point->text != '\0' ? "**: " : "**");
        }
      append_inline (out, point->text, FALSE);
      g_string_append_c (out, '\n');
    }
}

static void
append_row (GString            *out,
            const QdBlock      *block,
            const QdOutlineRow *row)
{
  for (guint i = 0; i < block->columns->len; i++)
    {
      const char *text = row->cells[i].text != NULL ? row->cells[i].text : "";
      gboolean bold = row->kind != QD_OUTLINE_ROW_PLAIN && !qd_text_is_blank (text) && strchr (text, '*') == NULL;

      g_string_append (out, i == 0 ? "| " : " ");
      if (bold)
        g_string_append (out, "**");
      append_inline (out, text, TRUE);
      g_string_append (out, bold ? "** |" : *text != '\0' ? " |" : "|");
    }
  g_string_append_c (out, '\n');
}

static void
append_table (GString       *out,
              const QdBlock *block)
{
  for (guint i = 0; i < block->columns->len; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (block->columns, i);

      g_string_append (out, i == 0 ? "| " : " ");
      append_inline (out, column->label, TRUE);
      g_string_append (out, " |");
    }
  g_string_append (out, "\n|");
  for (guint i = 0; i < block->columns->len; i++)
    g_string_append (out, ((const QdOutlineColumn *) block->columns->pdata[i])->at_end ? "---:|" : "---|");
  g_string_append_c (out, '\n');
  for (guint i = 0; i < block->rows->len; i++)
    append_row (out, block, g_ptr_array_index (block->rows, i));
}

static void
append_block (GString       *out,
              const QdBlock *block)
{
  g_string_append_c (out, '\n');
  if (block->title != NULL)
    g_string_append_printf (out, "### %s\n\n", block->title);

  switch (block->kind)
    {
    case QD_BLOCK_POINTS:
    case QD_BLOCK_FIGURES:
      append_points (out, block);
      break;
    case QD_BLOCK_TABLE:
      append_table (out, block);
      break;
    case QD_BLOCK_CHART:
      {
        g_autofree char *described = qd_chart_describe (block->chart);

        append_inline (out, described, FALSE);
        g_string_append_c (out, '\n');
        break;
      }
    case QD_BLOCK_TEXT:
    default:
      g_string_append_printf (out, "%s\n", block->text);
      break;
    }

  if (block->note != NULL)
    {
      g_string_append (out, "\n*");
      append_inline (out, block->note, FALSE);
      g_string_append (out, "*\n");
    }
}

/**
 * qd_outline_to_markdown:
 * @outline: an outline
 *
 * Returns: (transfer full): it as a Markdown document to read; charts become the sentences that describe them
 */
char *
qd_outline_to_markdown (const QdOutline *outline)
{
  GString *out = g_string_new ("# ");

  append_inline (out, outline->title, FALSE);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (outline->sections, i);

      g_string_append (out, "\n## ");
      append_inline (out, section->title, FALSE);
      g_string_append_c (out, '\n');
      for (guint j = 0; j < section->blocks->len; j++)
        append_block (out, g_ptr_array_index (section->blocks, j));
    }

  return g_string_free (out, FALSE);
}
