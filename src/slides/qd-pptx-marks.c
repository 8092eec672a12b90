#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <math.h>
#include <string.h>


/* The middle between what fonts need above and below a line, over the baseline, in font sizes: nearly the same in all
 * of them, so that a text centred there stands on its baseline in whatever font a viewer has. */
#define LINE_MIDDLE 0.345

/* How high the box of a line is, and how much longer than its text, in font sizes. */
#define LINE_HEIGHT 1.2
#define LINE_SLACK  0.75

typedef struct
{
  QdPptxWriter *writer;
  QdPoint       origin; /* in EMU */
} Painter;

/* Marks are turned over already where the language is read from the right. */
static QdBox
place (Painter     *painter,
       const QdBox *box)
{
  double scale = painter->writer->scale;

  return (QdBox) { painter->origin.x + box->x * scale, painter->origin.y + box->y * scale, box->width * scale,
                   box->height * scale };
}

static void
write_outline (Painter      *painter,
               const QdMark *mark)
{
  static const char *const dashes[] = {
    [QD_DASH_NONE] = "solid", [QD_DASH_DASHED] = "dash", [QD_DASH_DOTTED] = "sysDash",
  };
  QdXml *xml = painter->writer->xml;

  if (mark->stroke == QD_COLOR_NONE || mark->stroke_width <= 0)
    {
      qd_xml_start (xml, "a:ln", NULL);
      qd_xml_empty (xml, "a:noFill", NULL);
      qd_xml_end (xml, "a:ln");
      return;
    }
  qd_xml_start (xml, "a:ln", "w=%d", qd_pptx_length (painter->writer, mark->stroke_width));
  qd_pptx_fill_color (xml, &painter->writer->base->palette, mark->stroke);
  qd_xml_empty (xml, "a:prstDash", "val=%s", dashes[mark->dash]);
  qd_xml_empty (xml, "a:round", NULL);
  qd_xml_end (xml, "a:ln");
}

static void
write_fill (Painter      *painter,
            const QdMark *mark)
{
  const QdPptxPalette *palette = &painter->writer->base->palette;

  if (mark->hatch != QD_COLOR_NONE)
    qd_pptx_fill_hatch (painter->writer->xml, palette, mark->hatch,
                        mark->fill != QD_COLOR_NONE ? mark->fill : palette->tones[QD_TONE_PAPER]);
  else
    qd_pptx_fill_color (painter->writer->xml, palette, mark->fill);
}

static void
write_point (Painter       *painter,
             const QdBox   *box,
             const QdPoint *point)
{
  qd_xml_empty (painter->writer->xml, "a:pt", "x=%d y=%d", qd_pptx_length (painter->writer, point->x - box->x),
                qd_pptx_length (painter->writer, point->y - box->y));
}

static void
write_path (Painter      *painter,
            const QdMark *mark,
            const QdBox  *box)
{
  QdXml *xml = painter->writer->xml;

  qd_xml_start (xml, "a:custGeom", NULL);
  qd_xml_empty (xml, "a:avLst", NULL);
  qd_xml_empty (xml, "a:gdLst", NULL);
  qd_xml_empty (xml, "a:ahLst", NULL);
  qd_xml_empty (xml, "a:cxnLst", NULL);
  qd_xml_empty (xml, "a:rect", "l=0 t=0 r=r b=b");
  qd_xml_start (xml, "a:pathLst", NULL);
  qd_xml_start (xml, "a:path", "w=%d h=%d fill=%s", qd_pptx_length (painter->writer, box->width),
                qd_pptx_length (painter->writer, box->height), mark->closed ? NULL : "none");
  for (guint i = 0; i < mark->n_points; i++)
    {
      const char *step = i == 0 ? "a:moveTo" : "a:lnTo";

      qd_xml_start (xml, step, NULL);
      write_point (painter, box, &mark->points[i]);
      qd_xml_end (xml, step);
    }
  if (mark->closed)
    qd_xml_empty (xml, "a:close", NULL);
  qd_xml_end (xml, "a:path");
  qd_xml_end (xml, "a:pathLst");
  qd_xml_end (xml, "a:custGeom");
}

static void
write_rectangle (Painter      *painter,
                 const QdMark *mark)
{
  QdXml *xml = painter->writer->xml;
  double side = MIN (mark->box.width, mark->box.height);
  g_autofree char *formula = NULL;

  if (mark->radius <= 0 || side <= 0)
    {
      qd_pptx_write_geometry (xml, "rect");
      return;
    }
  formula = g_strdup_printf ("val %d", MIN ((int) lround (mark->radius / side * 100000), 50000));
  qd_xml_start (xml, "a:prstGeom", "prst=roundRect");
  qd_xml_start (xml, "a:avLst", NULL);
  qd_xml_empty (xml, "a:gd", "name=adj fmla=%s", formula);
  qd_xml_end (xml, "a:avLst");
  qd_xml_end (xml, "a:prstGeom");
}

/* What the points of a path cover: the box of a mark is larger where it is thin, so that a pointer can hit it. */
static QdBox
path_box (const QdMark *mark)
{
  QdPoint least = mark->points[0];
  QdPoint most = mark->points[0];

  for (guint i = 1; i < mark->n_points; i++)
    {
      least.x = MIN (least.x, mark->points[i].x);
      least.y = MIN (least.y, mark->points[i].y);
      most.x = MAX (most.x, mark->points[i].x);
      most.y = MAX (most.y, mark->points[i].y);
    }

  return (QdBox) { least.x, least.y, most.x - least.x, most.y - least.y };
}

static void
write_shape (Painter      *painter,
             const QdMark *mark)
{
  QdXml *xml = painter->writer->xml;
  QdBox box = mark->kind == QD_MARK_PATH ? path_box (mark) : mark->box;
  QdBox placed = place (painter, &box);

  qd_xml_start (xml, "p:sp", NULL);
  qd_xml_start (xml, "p:nvSpPr", NULL);
  qd_pptx_write_name (painter->writer, mark->part, NULL);
  qd_xml_empty (xml, "p:cNvSpPr", NULL);
  qd_xml_empty (xml, "p:nvPr", NULL);
  qd_xml_end (xml, "p:nvSpPr");
  qd_xml_start (xml, "p:spPr", NULL);
  qd_pptx_write_xfrm (xml, "a:xfrm", &placed);
  if (mark->kind == QD_MARK_PATH)
    write_path (painter, mark, &box);
  else if (mark->kind == QD_MARK_CIRCLE)
    qd_pptx_write_geometry (xml, "ellipse");
  else
    write_rectangle (painter, mark);
  write_fill (painter, mark);
  write_outline (painter, mark);
  qd_xml_end (xml, "p:spPr");
  qd_xml_end (xml, "p:sp");
}

/* A straight line can be edited as one. */
static void
write_line (Painter      *painter,
            const QdMark *mark)
{
  QdXml *xml = painter->writer->xml;
  QdBox box = path_box (mark);
  QdBox placed = place (painter, &box);
  gboolean rises = (mark->points[0].x < mark->points[1].x) != (mark->points[0].y < mark->points[1].y)
                   && box.width > 0 && box.height > 0;

  qd_xml_start (xml, "p:cxnSp", NULL);
  qd_xml_start (xml, "p:nvCxnSpPr", NULL);
  qd_pptx_write_name (painter->writer, mark->part, NULL);
  qd_xml_empty (xml, "p:cNvCxnSpPr", NULL);
  qd_xml_empty (xml, "p:nvPr", NULL);
  qd_xml_end (xml, "p:nvCxnSpPr");
  qd_xml_start (xml, "p:spPr", NULL);
  qd_xml_start (xml, "a:xfrm", "flipV=%s", rises ? "1" : NULL);
  qd_pptx_write_extent (xml, "a:off", "a:ext", &placed);
  qd_xml_end (xml, "a:xfrm");
  qd_pptx_write_geometry (xml, "line");
  write_outline (painter, mark);
  qd_xml_end (xml, "p:spPr");
  qd_xml_end (xml, "p:cxnSp");
}

/* A line of text in a font that may be wider than ours: its box is longer than it, away from the end that stays. A
 * plate must not be, or it would hide what it should not. */
static QdBox
text_box (const QdMark *mark)
{
  gboolean plated = mark->plate != QD_COLOR_NONE;
  double height = mark->size * LINE_HEIGHT;
  double extra = plated ? mark->size * QD_PLATE_MARGIN : mark->size * LINE_SLACK;
  double before = plated ? extra : extra * mark->align / QD_ALIGN_END;

  return (QdBox) { mark->box.x - before, mark->baseline - mark->size * LINE_MIDDLE - height / 2,
                   mark->box.width + (plated ? 2 : 1) * extra, height };
}

static void
write_text (Painter      *painter,
            const QdMark *mark)
{
  QdPptxWriter *writer = painter->writer;
  QdBox box = text_box (mark);
  QdBox placed = place (painter, &box);
  const QdPptxFont font = { mark->size, mark->bold, mark->fill };
  QdAlign align = writer->mirrored ? QD_ALIGN_END - mark->align : mark->align;
  const QdPptxParagraph paragraph = {
    .align = mark->plate != QD_COLOR_NONE ? QD_ALIGN_MIDDLE : align, .own_place = TRUE,
  };

  qd_pptx_start_text_box (writer, mark->part, &placed, FALSE, "ctr", mark->plate);
  qd_pptx_start_paragraph (writer, &paragraph);
  qd_pptx_write_run (writer, mark->text, &font);
  qd_pptx_end_paragraph (writer, NULL);
  qd_pptx_end_text_box (writer);
}

static gboolean
is_written (const QdMark *mark)
{
  return mark->kind == QD_MARK_TEXT || (mark->kind != QD_MARK_IMAGE && qd_mark_is_visible (mark));
}

static void
write_mark (Painter      *painter,
            const QdMark *mark)
{
  if (mark->kind == QD_MARK_TEXT)
    write_text (painter, mark);
  else if (mark->kind == QD_MARK_PATH && mark->n_points == 2 && !mark->closed)
    write_line (painter, mark);
  else
    write_shape (painter, mark);
}

static QdBox
box_of (const QdMark *mark)
{
  if (mark->kind == QD_MARK_TEXT)
    return text_box (mark);

  return mark->kind == QD_MARK_PATH ? path_box (mark) : mark->box;
}

/* What all shapes of a chart cover: what a group of them is. */
static QdBox
bounds_of (QdMarks *marks)
{
  QdBox bounds = { 0, 0, 0, 0 };
  gboolean any = FALSE;

  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);
      double right, bottom;
      QdBox box;

      if (!is_written (mark))
        continue;
      box = box_of (mark);
      if (!any)
        bounds = box;
      any = TRUE;
      right = MAX (bounds.x + bounds.width, box.x + box.width);
      bottom = MAX (bounds.y + bounds.height, box.y + box.height);
      bounds.x = MIN (bounds.x, box.x);
      bounds.y = MIN (bounds.y, box.y);
      bounds.width = right - bounds.x;
      bounds.height = bottom - bounds.y;
    }

  return bounds;
}

/**
 * qd_pptx_write_mark:
 * @writer: a writer, on a slide
 * @origin: where the mark's coordinates begin, in EMU
 * @mark: a visible mark
 */
void
qd_pptx_write_mark (QdPptxWriter  *writer,
                    const QdPoint *origin,
                    const QdMark  *mark)
{
  write_mark (&(Painter) { writer, *origin }, mark);
}

/**
 * qd_pptx_write_drawing:
 * @writer: a writer, on a slide
 * @origin: where the coordinates of the marks begin, in EMU
 * @marks: a chart
 * @name: what the selection pane calls it
 *
 * Writes the marks of a chart as shapes in one group, each of which can be edited. The group says what the chart says.
 */
void
qd_pptx_write_drawing (QdPptxWriter  *writer,
                       const QdPoint *origin,
                       QdMarks       *marks,
                       const char    *name)
{
  Painter painter = { writer, *origin };
  QdBox bounds = bounds_of (marks);
  QdBox placed = place (&painter, &bounds);
  guint n_marks = qd_marks_get_length (marks);

  qd_pptx_start_group (writer, &placed, name, qd_marks_get_description (marks));
  for (guint i = 0; i < n_marks; i++)
    if (is_written (qd_marks_get (marks, i)))
      write_mark (&painter, qd_marks_get (marks, i));
  qd_pptx_end_group (writer);
}

/**
 * qd_pptx_write_marks:
 * @writer: a writer, on a slide
 * @item: a chart on it
 */
void
qd_pptx_write_marks (QdPptxWriter      *writer,
                     const QdSlideItem *item)
{
  g_autoptr (QdMarks) marks = qd_deck_draw_chart (writer->deck, item);
  QdBox whole = qd_pptx_place (writer, &item->box);

  qd_pptx_write_drawing (writer, &(QdPoint) { whole.x, whole.y }, marks,
                         qd_chart_name_label (qd_chart_get_name (item->block->chart)));
}
