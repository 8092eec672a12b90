#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-deck-cairo.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "qd-count.h"
#include "qd-deck-private.h"
#include "qd-pdf-private.h"

/* Slides drawn with cairo: in previews, and as a PDF whose pages are as large as those of a PPTX. */

/* A slide is 13.333 inches wide: 960 points. */
#define POINTS_PER_PIXEL 0.5

/* What is already done when the slides are laid out, and there is only to draw. */
#define LAID_OUT 0.4

#define FIGURE_LINE 1.18
#define RULE        2.0
#define TOTAL_RULE  3.0

typedef struct
{
  const QdDeck    *deck;
  const QdSlide   *slide;
  guint            index;
  const QdTypeset *typeset;
  cairo_t         *cr;
} Painter;

/* Where something stands whose left edge would be at @x if the language were read from the left. */
static double
place (const Painter *self,
       double         x,
       double         width)
{
  return self->typeset->style.mirrored ? QD_SLIDE_WIDTH - x - width : x;
}

static void
draw_set (const Painter   *self,
          const QdSetText *set,
          double           x,
          double           y)
{
  qd_typeset_draw (self->typeset, self->cr, set, place (self, x, set->width), y, 0, set->n_lines);
}

static void
draw_plain (const Painter *self,
            const char    *text,
            const QdType  *type,
            const QdBox   *box,
            gboolean       balanced)
{
  QdSetText set;

  if (text == NULL)
    return;
  qd_typeset_plain (self->typeset, &set, text, type, box->width);
  if (balanced)
    qd_set_text_balance (&set);
  draw_set (self, &set, box->x, box->y);
  qd_set_text_clear (&set);
}

static void
draw_rule (const Painter *self,
           const QdBox   *box,
           double         y,
           double         width,
           QdTone         tone)
{
  qd_typeset_fill (self->typeset, self->cr,
                   &(QdBox) { place (self, box->x, box->width), y - width / 2, box->width, width }, tone);
}

static void
draw_text (const Painter     *self,
           const QdSlideItem *item)
{
  QdType type = qd_slide_text_type (item);
  QdSetText set;

  qd_typeset_markdown (self->typeset, &set, item->text, &type, item->box.width);
  draw_set (self, &set, item->box.x, item->box.y);
  qd_set_text_clear (&set);
}

static char *
anchor_of (guint slide)
{
  return g_strdup_printf ("slide-%u", slide + 1);
}

/* The agenda leads to what it names. */
static void
link_point (const Painter *self,
            const char    *topic,
            const QdBox   *box)
{
  guint slide = self->slide->section == NULL ? qd_deck_find_topic (self->deck, topic) : 0;
  g_autofree char *anchor = anchor_of (slide);
  g_autofree char *target = g_strdup_printf ("dest='%s'", anchor);

  if (slide > 0)
    qd_typeset_link (self->typeset, self->cr, &(QdBox) { place (self, box->x, box->width), box->y, box->width,
                                                         box->height }, target);
}

static void
draw_points (const Painter     *self,
             const QdSlideItem *item)
{
  QdType type = qd_slide_text_type (item);
  QdType mark_type = type;
  double indent = item->text_size * qd_slide_indent (item->block);
  double y = item->box.y;

  mark_type.tone = QD_TONE_INK2;
  mark_type.tabular = TRUE;
  for (guint i = 0; i < item->points->len; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (item->points, i);
      g_autofree char *mark = NULL;
      QdBox box = { item->box.x, y, item->box.width, item->point_heights[i] };
      QdSetText set;

      if (item->numbers[i] > 0)
        {
          mark = item->block->numbered ? qd_count_printf (C_("a point in order", "%u."), item->numbers[i])
                                       : g_strdup ("•");
          draw_plain (self, mark, &mark_type, &(QdBox) { box.x, y, indent, box.height }, FALSE);
        }
      qd_typeset_point (self->typeset, &set, point, &type, item->box.width - indent);
      draw_set (self, &set, item->box.x + indent, y);
      qd_set_text_clear (&set);
      link_point (self, point->text, &box);
      y += box.height + item->text_size * QD_SLIDE_POINT_GAP;
    }
}

/* A figure; below it what it is called and what to say about it, or either, in two lines. */
static void
draw_figure (const Painter     *self,
             const QdSlideItem *item)
{
  const QdOutlinePoint *point = g_ptr_array_index (item->points, 0);
  const QdType figure = { item->figure_size, FIGURE_LINE, QD_TONE_INK, TRUE, TRUE, .max_lines = 1 };
  g_auto (GStrv) lines = g_strsplit (point->text, "\n", 2);
  double y = item->box.y + item->figure_size * FIGURE_LINE;
  QdType label = qd_slide_text_type (item);
  QdSetText set;

  qd_typeset_markdown (self->typeset, &set, point->lead, &figure, item->box.width);
  draw_set (self, &set, item->box.x, item->box.y);
  qd_set_text_clear (&set);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      label.max_lines = lines[1] != NULL && i == 0 ? 1 : 2;
      label.tone = lines[1] != NULL && i == 0 ? QD_TONE_INK : QD_TONE_INK2;
      qd_typeset_markdown (self->typeset, &set, lines[i], &label, item->box.width);
      draw_set (self, &set, item->box.x, y);
      y += qd_set_text_height (&set, set.n_lines);
      qd_set_text_clear (&set);
    }
}

static void
draw_heads (const Painter     *self,
            const QdSlideItem *item)
{
  double x = item->box.x;

  for (guint i = 0; i < item->block->columns->len; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (item->block->columns, i);
      QdType type = qd_slide_head_type (column);
      double bottom = item->box.y + item->row_heights[0] - item->cell_padding;
      QdSetText set;

      qd_typeset_plain (self->typeset, &set, column->label, &type, item->column_widths[i]);
      draw_set (self, &set, x, bottom - qd_set_text_height (&set, set.n_lines));
      qd_set_text_clear (&set);
      x += item->column_widths[i] + QD_SLIDE_COLUMN_GAP;
    }
  draw_rule (self, &item->box, item->box.y + item->row_heights[0], RULE, QD_TONE_G3);
}

static void
draw_row (const Painter     *self,
          const QdSlideItem *item,
          guint              index,
          double             y)
{
  const QdOutlineRow *row = g_ptr_array_index (item->rows, index);
  gboolean total = row->kind == QD_OUTLINE_ROW_TOTAL;
  double x = item->box.x;

  if (index > 0)
    draw_rule (self, &item->box, y, total ? TOTAL_RULE : RULE,
               total ? QD_TONE_INK : row->kind == QD_OUTLINE_ROW_GROUP ? QD_TONE_G2 : QD_TONE_G1);
  for (guint i = 0; i < row->n_cells; i++)
    {
      QdType type = qd_slide_cell_type (item, row, g_ptr_array_index (item->block->columns, i));
      QdSetText set;

      qd_typeset_cell (self->typeset, &set, &row->cells[i], &type, item->column_widths[i]);
      draw_set (self, &set, x, y + item->cell_padding);
      qd_set_text_clear (&set);
      x += item->column_widths[i] + QD_SLIDE_COLUMN_GAP;
    }
}

static void
draw_table (const Painter     *self,
            const QdSlideItem *item)
{
  double y = item->box.y + item->row_heights[0];

  draw_heads (self, item);
  for (guint i = 0; i < item->rows->len; i++)
    {
      draw_row (self, item, i, y);
      y += item->row_heights[i + 1];
    }
}

static void
draw_chart (const Painter     *self,
            const QdSlideItem *item)
{
  g_autoptr (QdMarks) marks = qd_deck_draw_chart (self->deck, item);

  cairo_save (self->cr);
  cairo_translate (self->cr, place (self, item->box.x, item->box.width), item->box.y);
  qd_marks_draw (marks, self->cr);
  cairo_restore (self->cr);
}

/* How the plan stands, and its name or what the user wants there; the number of the slide and, before it, which part it is. */
static void
draw_foot (const Painter *self)
{
  const QdChartStyle *style = &self->typeset->style;
  const QdType type = { QD_SLIDE_MIN_TEXT, 1, QD_TONE_INK2, FALSE, TRUE, .max_lines = 1 };
  QdType end = type;
  QdBox box = { QD_SLIDE_MARGIN, QD_SLIDE_FOOTER, QD_SLIDE_WIDTH - 2 * QD_SLIDE_MARGIN, QD_SLIDE_MIN_TEXT };
  g_autofree char *number = self->slide->part != NULL ? g_strdup_printf ("%s · %u", self->slide->part, self->index + 1)
                                                      : g_strdup_printf ("%u", self->index + 1);
  g_autofree char *foot = self->index > 0 ? qd_deck_dup_foot (self->deck) : g_strdup (style->footer);

  if (style->logo != NULL)
    {
      QdBox logo = qd_slide_logo_box (style);

      box.width -= logo.width + QD_SLIDE_FOOT_GAP;
      logo.x = place (self, logo.x, logo.width);
      qd_marks_draw_picture (self->cr, style->logo, &logo);
    }
  if (self->index > 0)
    {
      end.align = QD_ALIGN_END;
      draw_plain (self, number, &end, &box, FALSE);
      box.width *= 0.75;
    }
  if (foot != NULL)
    {
      QdSetText set;

      qd_typeset_markdown (self->typeset, &set, foot, &type, box.width);
      draw_set (self, &set, box.x, box.y);
      qd_set_text_clear (&set);
    }
}

static void
draw_slide (const Painter *self)
{
  static void (*const draw[]) (const Painter     *self,
                               const QdSlideItem *item) = {
    [QD_ITEM_HEADING] = draw_text, [QD_ITEM_TEXT] = draw_text, [QD_ITEM_NOTE] = draw_text,
    [QD_ITEM_POINTS] = draw_points, [QD_ITEM_FIGURE] = draw_figure, [QD_ITEM_TABLE] = draw_table,
    [QD_ITEM_CHART] = draw_chart,
  };
  const QdSlide *slide = self->slide;
  QdType title = qd_slide_title_type (slide);
  QdType subtitle = qd_slide_subtitle_type (slide);

  qd_typeset_fill (self->typeset, self->cr, &(QdBox) { 0, 0, QD_SLIDE_WIDTH, QD_SLIDE_HEIGHT }, QD_TONE_PAPER);
  draw_plain (self, slide->title, &title, &slide->title_box, TRUE);
  draw_plain (self, slide->subtitle, &subtitle, &slide->subtitle_box, FALSE);
  for (guint i = 0; i < slide->items->len; i++)
    {
      const QdSlideItem *item = g_ptr_array_index (slide->items, i);

      draw[item->kind] (self, item);
    }
  draw_foot (self);
}

/**
 * qd_deck_draw_slide:
 * @deck: slides
 * @index: which one, from 0
 * @cr: where to draw; pixels of the slide are its units
 *
 * Draws a slide, for a preview. Links are not active.
 */
void
qd_deck_draw_slide (const QdDeck *deck,
                    guint         index,
                    cairo_t      *cr)
{
  QdTypeset typeset;

  g_return_if_fail (deck != NULL);
  g_return_if_fail (index < deck->slides->len);

  qd_typeset_init (&typeset, &deck->style, FALSE);
  draw_slide (&(Painter) { deck, g_ptr_array_index (deck->slides, index), index, &typeset, cr });
  qd_typeset_clear (&typeset);
}

/* One for each section, the objectives under what is about all of them. */
static void
add_bookmarks (const QdDeck *deck,
               QdPdf        *pdf)
{
  const QdOutlineSection *last = NULL;
  int objectives = CAIRO_PDF_OUTLINE_ROOT;

  for (guint i = 0; i < deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (deck->slides, i);
      const char *id = slide->section != NULL ? slide->section->id : "";
      g_autofree char *anchor = anchor_of (i);
      int bookmark;

      if (slide->section != NULL && slide->section == last)
        continue;
      last = slide->section;
      bookmark = qd_pdf_add_bookmark (pdf, g_str_equal (id, "objective") ? objectives : CAIRO_PDF_OUTLINE_ROOT,
                                      slide->section != NULL ? slide->section->topic : slide->title, anchor);
      if (g_str_equal (id, "objectives"))
        objectives = bookmark;
    }
}

static gboolean
draw_pages (const QdDeck          *deck,
            QdPdf                 *pdf,
            const QdExportOptions *options,
            GError               **error)
{
  QdTypeset typeset;
  gboolean done = TRUE;

  qd_typeset_init (&typeset, &deck->style, TRUE);
  for (guint i = 0; i < deck->slides->len && done; i++)
    {
      g_autofree char *label = g_strdup_printf ("%u", i + 1);
      g_autofree char *anchor = anchor_of (i);

      done = qd_export_step (options, LAID_OUT + (1 - LAID_OUT) * i / deck->slides->len, error);
      cairo_save (pdf->cr);
      cairo_scale (pdf->cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
      draw_slide (&(Painter) { deck, g_ptr_array_index (deck->slides, i), i, &typeset, pdf->cr });
      qd_typeset_anchor (&typeset, pdf->cr, 0, 0, anchor);
      cairo_restore (pdf->cr);
      cairo_pdf_surface_set_page_label (pdf->surface, label);
      cairo_show_page (pdf->cr);
    }
  qd_typeset_clear (&typeset);

  return done;
}

/**
 * qd_deck_write_pdf:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings
 * @options: whom it is for, and how it looks
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the slides as a PDF, a page each
 */
GBytes *
qd_deck_write_pdf (QdFigures             *figures,
                   GPtrArray             *findings,
                   const QdExportOptions *options,
                   GError               **error)
{
  g_autoptr (QdOutline) outline = qd_outline_new (figures, findings, options->audience);
  g_autoptr (QdDeck) deck = NULL;
  g_auto (QdPdf) pdf = { NULL };

  if (!qd_export_step (options, 0, error))
    return NULL;
  deck = qd_deck_new (outline, &options->style);
  qd_pdf_init (&pdf, QD_SLIDE_WIDTH * POINTS_PER_PIXEL, QD_SLIDE_HEIGHT * POINTS_PER_PIXEL, outline,
               outline->headline);
  if (!draw_pages (deck, &pdf, options, error))
    return NULL;
  add_bookmarks (deck, &pdf);

  return qd_pdf_finish (&pdf, error);
}
