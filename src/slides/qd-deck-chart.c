#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-deck-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-chart-bars.h"
#include "qd-inline.h"
#include "qd-text.h"

/* Charts on slides, and whether they tell the table behind them. */

#define CHART_BOTTOM 1040.0
#define CHART_RISE   14.0
#define NOTE_BOTTOM  (QD_SLIDE_FOOTER - 8)
#define NOTE_MAX     (2 * QD_SLIDE_MIN_TEXT * QD_SLIDE_LINE)
#define MORE_HEIGHT  (QD_SLIDE_MIN_TEXT * QD_SLIDE_LINE)

/* So many pages of one chart are shown to a room. */
#define PAGES_MAX 3

/* What this page of an untitled chart looks like in this box. */
static QdMarks *
draw_chart (const QdDeck  *deck,
            const QdBlock *block,
            const QdBox   *box,
            guint          page)
{
  QdChartStyle style = deck->style;

  style.untitled = TRUE;
  style.transparent = TRUE;
  style.page = page;

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

/* Adds what @marks say of each record to @told. */
static void
listen (QdMarks    *marks,
        GHashTable *told)
{
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);
      GString *words;

      if (mark->id == NULL || mark->text == NULL)
        continue;
      words = g_string_new (g_hash_table_lookup (told, mark->id));
      append_letters (words, mark->text);
      g_hash_table_insert (told, g_strdup (mark->id), g_string_free (words, FALSE));
    }
}

/* Whether a chart says all that somebody wrote in a table: figures, levels and dates are what a chart is for. @pages: of
 * the chart, all that there are */
static gboolean
chart_tells (GPtrArray     *pages,
             const QdBlock *table)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < pages->len; i++)
    listen (g_ptr_array_index (pages, i), told);

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

/* A chart on its slides. */
typedef struct
{
  const QdBlock *block;
  QdBox          box;      /* of each page */
  GPtrArray     *pages;    /* of QdMarks */
  guint          n_wanted; /* so many pages would show everything */
} Drawing;

static void
drawing_clear (Drawing *self)
{
  g_clear_pointer (&self->pages, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drawing, drawing_clear)

/* Its pages in a box that ends at @bottom, no more than so many. */
static void
draw_pages (QdDeckBuilder *builder,
            Drawing       *self,
            double         bottom,
            guint          most)
{
  guint n_pages;

  drawing_clear (self);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_marks_unref);
  self->box = (QdBox) { 0, builder->y - CHART_RISE, QD_SLIDE_WIDTH, bottom - builder->y + CHART_RISE };
  do
    {
      QdMarks *marks = draw_chart (builder->deck, self->block, &self->box, self->pages->len);

      n_pages = MIN (qd_marks_get_n_pages (marks), most);
      self->n_wanted = qd_marks_get_n_wanted (marks);
      g_ptr_array_add (self->pages, marks);
    }
  while (self->pages->len < n_pages);
}

/* Whether the chart tells @table if what that says below stands below the chart; it is drawn so then. */
static gboolean
draw_telling (QdDeckBuilder *builder,
              Drawing       *self,
              const QdBlock *table,
              double         note)
{
  if (note > NOTE_MAX)
    return FALSE;
  draw_pages (builder, self, note > 0 ? NOTE_BOTTOM - note : CHART_BOTTOM, PAGES_MAX);

  return self->n_wanted <= self->pages->len && chart_tells (self->pages, table);
}

/* Below the last page that is drawn. */
static void
say_more_pages (QdDeckBuilder *builder,
                guint          n)
{
  QdSlideItem *item;

  builder->y = NOTE_BOTTOM - MORE_HEIGHT;
  item = qd_deck_place (builder, QD_ITEM_NOTE, NULL, MORE_HEIGHT);
  item->text_size = QD_SLIDE_MIN_TEXT;
  item->text = g_strdup_printf (ngettext ("%u more page of this chart is left out here; the report has all that is on it.",
                                          "%u more pages of this chart are left out here; the report has all that is on them.",
                                          n), n);
}

static void
place_pages (QdDeckBuilder *builder,
             const Drawing *self)
{
  for (guint page = 0; page < self->pages->len; page++)
    {
      QdSlideItem *item;

      if (page > 0)
        qd_deck_next_slide (builder);
      item = qd_deck_place (builder, QD_ITEM_CHART, self->block, self->box.height);
      item->box = self->box;
      item->page = page;
    }
}

/* A chart has a slide of its own, or a few, each for a page of it. Programs that draw bars themselves get one: those that
 * matter most. Returns whether the chart tells the table behind it, if that is what is behind it. */
gboolean
qd_deck_place_chart (QdDeckBuilder *builder,
                     const QdBlock *block,
                     const QdBlock *next)
{
  gboolean bars = builder->editable && qd_chart_has_bars (block->chart);
  gboolean may_tell = next != NULL && next->kind == QD_BLOCK_TABLE && !bars;
  double note = may_tell ? note_height (builder, next) : 0;
  g_auto (Drawing) drawing = { .block = block };
  gboolean tells, more;

  qd_deck_next_slide (builder);
  tells = may_tell && draw_telling (builder, &drawing, next, note);
  if (!tells)
    draw_pages (builder, &drawing, CHART_BOTTOM, bars ? 1 : PAGES_MAX);
  more = !bars && drawing.n_wanted > drawing.pages->len;
  if (more)
    draw_pages (builder, &drawing, NOTE_BOTTOM - MORE_HEIGHT, PAGES_MAX);

  place_pages (builder, &drawing);
  if (tells && note > 0)
    place_note (builder, next, note);
  if (more)
    say_more_pages (builder, drawing.n_wanted - drawing.pages->len);

  return tells;
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

  return draw_chart (deck, item->block, &item->box, item->page);
}
