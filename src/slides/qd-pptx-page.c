#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <glib/gi18n-lib.h>

#include "qd-inline.h"
#include "qd-page-plan-private.h"

/* The plan on a slide: each panel is a group of texts, rules and charts that can be edited, where the page has them.
 * A page counts in pixels, like slides. */

/* From line to line, as a part of what fonts want themselves: a text of several lines stands in the middle of its room,
 * so that what a font wants more or less is shared by top and bottom. */
#define FONT_LINE 1.17

/* By how much others may set a text wider than it is measured: that much of the gap beside it is theirs. */
#define SLACK 0.015

/* The words of the foot have this part of the line; the rest is for a logo. */
#define FOOT_WIDTH 0.7

typedef struct
{
  QdPptxWriter     *writer;
  const QdPagePlan *page;
  QdBox             panel; /* on the page, turned over where the language is read from the right */
} Sheet;

/* From a place on the page, in pixels, to one on the slide, in EMU. */
static QdBox
place (const Sheet *sheet,
       const QdBox *box)
{
  const QdPptxWriter *writer = sheet->writer;

  return (QdBox) { MAX (writer->left + box->x * writer->scale, 0), MAX (writer->top + box->y * writer->scale, 0),
                   box->width * writer->scale, box->height * writer->scale };
}

/* The shape that goes with the colour of what warns. */
static void
write_sign (Sheet            *sheet,
            const QdSetText  *set,
            const QdPptxFont *font)
{
  if (set->sign == QD_EMPHASIS_NONE)
    return;

  qd_pptx_write_run (sheet->writer, set->sign == QD_EMPHASIS_ERROR ? QD_PPTX_SIGN_ERROR : QD_PPTX_SIGN_WARNING, font);
}

static void
write_text (Sheet            *sheet,
            const QdFlowText *text,
            double            y)
{
  QdPptxWriter *writer = sheet->writer;
  const QdSetText *set = &text->set;
  double slack = set->width * SLACK;
  gboolean tight = qd_set_text_natural_width (set) > set->width - slack;
  gboolean grows_left = (set->align == QD_ALIGN_END) != writer->mirrored;
  double x = writer->mirrored ? sheet->panel.width - text->x - set->width : text->x;
  const QdBox box = { sheet->panel.x + x - (grows_left ? slack : 0), sheet->panel.y + y, set->width + slack,
                      qd_set_text_height (set, set->n_lines) };
  const QdPptxFont font = {
    set->size, set->bold, writer->base->palette.tones[set->tone != QD_TONE_NONE ? set->tone : QD_TONE_INK],
  };
  const QdPptxParagraph paragraph = {
    .align = set->align, .own_place = TRUE, .line = set->line_height / set->size / FONT_LINE,
  };
  QdBox placed = place (sheet, &box);
  g_autoptr (GPtrArray) runs = qd_set_text_list_runs (set);

  if (runs->len == 0)
    return;

  qd_pptx_start_text_box (writer, _("Text"), &placed, set->n_lines > 1 || !tight, set->n_lines > 1 ? "t" : "ctr", QD_COLOR_NONE);
  qd_pptx_start_paragraph (writer, &paragraph);
  write_sign (sheet, set, &font);
  qd_pptx_write_runs (writer, runs, &font);
  qd_pptx_end_paragraph (writer, NULL);
  qd_pptx_end_text_box (writer);
}

static void
write_rule (Sheet               *sheet,
            const QdFlowElement *element,
            double               y)
{
  const QdPoint points[] = {
    { sheet->panel.x, sheet->panel.y + y }, { sheet->panel.x + sheet->panel.width, sheet->panel.y + y },
  };
  const QdMark mark = {
    .kind = QD_MARK_PATH, .stroke = sheet->writer->base->palette.tones[element->rule],
    .stroke_width = element->rule_width, .points = points, .n_points = G_N_ELEMENTS (points), .part = "rule",
  };

  if (element->rule_width > 0)
    qd_pptx_write_mark (sheet->writer, &(QdPoint) { sheet->writer->left, sheet->writer->top }, &mark);
}

static void
write_piece (Sheet             *sheet,
             const QdFlow      *flow,
             const QdFlowPiece *piece,
             gboolean           titled)
{
  const QdFlowElement *element = qd_flow_element (flow, piece->element);

  write_rule (sheet, element, piece->y);
  for (guint i = titled ? 1 : 0; i < element->n_texts; i++)
    write_text (sheet, &element->texts[i], piece->y + element->padding + element->texts[i].y);
  if (element->marks != NULL)
    {
      const QdBox box = { sheet->panel.x, sheet->panel.y + piece->y + element->marks_y, 0, 0 };
      QdBox placed = place (sheet, &box);

      qd_pptx_write_drawing (sheet->writer, &(QdPoint) { placed.x, placed.y }, element->marks,
                             qd_marks_get_title (element->marks));
    }
}

/* What the selection pane calls a panel: what it is about. */
static char *
dup_name (const QdPagePanel *panel)
{
  const QdFlowElement *first = qd_flow_element (panel->flow, 0);

  if (first->kind == QD_FLOW_TOPIC)
    return g_strdup (pango_layout_get_text (first->texts[0].set.layout));

  return g_strdup (first->kind == QD_FLOW_FIGURES ? _("Figures") : first->kind == QD_FLOW_COVER ? _("Summary") : _("Note"));
}

/* What a screen reader says of it before its texts: its message. */
static const char *
describe (const QdPagePanel *panel,
          const char        *name)
{
  for (guint i = 0; i < panel->flow->elements->len; i++)
    {
      const QdFlowElement *element = qd_flow_element (panel->flow, i);

      if (element->kind == QD_FLOW_TITLE && element->texts[0].set.layout != NULL)
        return pango_layout_get_text (element->texts[0].set.layout);
    }

  return name;
}

static gboolean
holds_title (const QdPagePlan  *page,
             const QdPagePanel *panel)
{
  return page->titled && panel == g_ptr_array_index (page->panels, page->n_column_panels);
}

static void
write_panel (Sheet             *sheet,
             const QdPagePanel *panel)
{
  const QdFlow *flow = panel->flow;
  gboolean titled = holds_title (sheet->page, panel);
  g_autofree char *name = NULL;
  QdBox placed;

  if (flow->pieces->len <= (titled ? 1 : 0))
    return;

  sheet->panel = panel->box;
  if (sheet->writer->mirrored)
    sheet->panel.x = sheet->page->width - panel->box.x - panel->box.width;
  placed = place (sheet, &sheet->panel);
  name = dup_name (panel);
  qd_pptx_start_group (sheet->writer, &placed, name, describe (panel, name));
  for (guint i = 0; i < flow->pieces->len; i++)
    write_piece (sheet, flow, qd_flow_piece (flow, i), titled && i == 0);
  qd_pptx_end_group (sheet->writer);
}

/* The company's words; the title stands above, and the slide is the only one. They begin where the page does. */
static void
write_foot (Sheet *sheet)
{
  const QdPagePlan *page = sheet->page;
  const QdBox box = { page->margin, QD_SLIDE_FOOTER, (page->width - 2 * page->margin) * FOOT_WIDTH,
                      QD_SLIDE_MIN_TEXT * QD_SLIDE_LINE };
  QdBox placed = qd_pptx_place (sheet->writer, &box);

  qd_pptx_write_footer (sheet->writer, sheet->writer->deck->style.footer, page->titled ? &placed : NULL);
}

/**
 * qd_pptx_write_page:
 * @writer: a writer, on a slide
 * @page: what stands on it
 *
 * Head and figures come first, as they are read.
 */
void
qd_pptx_write_page (QdPptxWriter     *writer,
                    const QdPagePlan *page)
{
  Sheet sheet = { writer, page };

  for (guint i = page->n_column_panels; i < page->panels->len; i++)
    if (((const QdPagePanel *) g_ptr_array_index (page->panels, i))->box.y < page->height / 2)
      write_panel (&sheet, g_ptr_array_index (page->panels, i));
  for (guint i = 0; i < page->n_column_panels; i++)
    write_panel (&sheet, g_ptr_array_index (page->panels, i));
  for (guint i = page->n_column_panels; i < page->panels->len; i++)
    if (((const QdPagePanel *) g_ptr_array_index (page->panels, i))->box.y >= page->height / 2)
      write_panel (&sheet, g_ptr_array_index (page->panels, i));
  write_foot (&sheet);
}

/**
 * qd_pptx_plan_page:
 * @base: what slides stand on
 * @outline: what to show; must live longer than the page
 * @style: how it is to look
 * @deck: (out) (transfer full): one slide, for the title
 *
 * On our own master the page has the whole slide, and places the title itself; on others, the room below their title.
 *
 * Returns: (transfer full): the page
 */
QdPagePlan *
qd_pptx_plan_page (const QdPptxBase    *base,
                   const QdOutline     *outline,
                   const QdChartStyle  *style,
                   QdDeck             **deck)
{
  QdPagePlan *page = qd_page_plan_new_for_slide (outline, style, base->content.width / QD_EMU_PER_PIXEL,
                                                 base->content.height / QD_EMU_PER_PIXEL, !base->foreign);
  const QdPagePanel *head = g_ptr_array_index (page->panels, page->n_column_panels);
  QdSlide *slide;

  *deck = qd_deck_new_blank (outline, style);
  slide = g_ptr_array_index ((*deck)->slides, 0);
  if (page->titled)
    {
      const QdSetText *set = &qd_flow_element (head->flow, 0)->texts[0].set;
      g_autoptr (GPtrArray) runs = qd_set_text_list_runs (set);
      g_autoptr (GString) title = g_string_new (NULL);

      for (guint i = 0; i < runs->len; i++)
        g_string_append (title, ((const QdInline *) g_ptr_array_index (runs, i))->text);
      g_free (slide->title);
      slide->title = g_strdup (title->str);
      slide->title_size = set->size;
      slide->title_box = (QdBox) { head->box.x, head->box.y, head->box.width, qd_set_text_height (set, set->n_lines) };
    }

  return page;
}
