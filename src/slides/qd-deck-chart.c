#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-deck-private.h"

#include <string.h>

#include "qd-chart-bars.h"
#include "qd-inline.h"
#include "qd-text.h"

/* Charts on slides, and whether they tell the table behind them. */

#define CHART_BOTTOM 1040.0
#define CHART_RISE   14.0
#define NOTE_BOTTOM  (QD_SLIDE_FOOTER - 8)
#define NOTE_MAX     (2 * QD_SLIDE_MIN_TEXT * QD_SLIDE_LINE)

/* What an untitled chart of this box looks like. */
static QdMarks *
draw_chart (const QdDeck  *deck,
            const QdBlock *block,
            const QdBox   *box)
{
  QdChartStyle style = deck->style;

  style.untitled = TRUE;
  style.transparent = TRUE;

  return qd_chart_layout (block->chart, &style, box->width, box->height);
}

static void
append_letters (GString    *out,
                const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
}

/* Whether a chart says all that somebody wrote in a table: figures, levels and dates are what a chart is for. */
static gboolean
chart_tells (QdMarks       *marks,
             const QdBlock *table)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_free);

  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);
      GString *words;

      if (mark->id == NULL || mark->text == NULL)
        continue;
      words = g_string_new (g_hash_table_lookup (told, mark->id));
      append_letters (words, mark->text);
      g_hash_table_insert (told, (gpointer) mark->id, g_string_free (words, FALSE));
    }

  for (guint i = 0; i < table->rows->len; i++)
    {
      const QdOutlineRow *row = g_ptr_array_index (table->rows, i);
      const char *words = row->id != NULL ? g_hash_table_lookup (told, row->id) : "";

      if (row->kind == QD_OUTLINE_ROW_TOTAL)
        continue;
      for (guint j = 0; j < row->n_cells; j++)
        {
          const QdOutlineColumn *column = g_ptr_array_index (table->columns, j);
          g_autoptr (GString) cell = g_string_new (NULL);
          g_autofree char *plain = qd_inline_dup_plain (row->cells[j].text);

          append_letters (cell, plain);
          if (words == NULL || (column->prose && strstr (words, cell->str) == NULL))
            return FALSE;
        }
    }

  return TRUE;
}

/* What a table that is left out says below: it stands below the chart instead. Returns how much room it takes. */
static double
note_height (QdDeckBuilder *builder,
             const QdBlock *table)
{
  const QdSlideItem like = { .kind = QD_ITEM_NOTE, .text_size = QD_SLIDE_MIN_TEXT };
  const QdType type = qd_slide_text_type (&like);
  QdSetText set;
  double height;

  if (qd_text_is_blank (table->note))
    return 0;

  qd_typeset_markdown (&builder->typeset, &set, table->note, &type, builder->width);
  height = qd_set_text_height (&set, set.n_lines);
  qd_set_text_clear (&set);

  return height;
}

static void
place_note (QdDeckBuilder *builder,
            const QdBlock *table,
            double         height)
{
  QdSlideItem *item;

  builder->y = NOTE_BOTTOM - height;
  item = qd_deck_place (builder, QD_ITEM_NOTE, table, height);
  item->text_size = QD_SLIDE_MIN_TEXT;
  item->text = g_strdup (table->note);
}

/* A chart has a slide of its own. Returns whether it tells the table behind it, if that is what is behind it. */
gboolean
qd_deck_place_chart (QdDeckBuilder *builder,
             const QdBlock *block,
             const QdBlock *next)
{
  gboolean may_tell = next != NULL && next->kind == QD_BLOCK_TABLE
                      && !(builder->editable && qd_chart_has_bars (block->chart));
  double note = may_tell ? note_height (builder, next) : 0;
  g_autoptr (QdMarks) marks = NULL;
  QdSlideItem *item;

  builder->y -= CHART_RISE;
  item = qd_deck_place (builder, QD_ITEM_CHART, block, CHART_BOTTOM - builder->y);
  item->box.x = 0;
  item->box.width = QD_SLIDE_WIDTH;
  if (!may_tell || note > NOTE_MAX)
    return FALSE;

  item->box.height -= note > 0 ? note + CHART_BOTTOM - NOTE_BOTTOM : 0;
  marks = draw_chart (builder->deck, block, &item->box);
  if (!chart_tells (marks, next))
    {
      item->box.height = CHART_BOTTOM - item->box.y;
      return FALSE;
    }
  if (note > 0)
    place_note (builder, next, note);

  return TRUE;
}

/**
 * qd_deck_draw_chart:
 * @deck: slides
 * @item: a chart on one of them
 *
 * Returns: (transfer full): its marks, in the coordinates of its box
 */
QdMarks *
qd_deck_draw_chart (const QdDeck      *deck,
                    const QdSlideItem *item)
{
  g_return_val_if_fail (item->kind == QD_ITEM_CHART, NULL);

  return draw_chart (deck, item->block, &item->box);
}
