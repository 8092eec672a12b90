#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-report-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "qd-pdf-private.h"
#include "qd-plan-style.h"

/* What is already done when the pages are laid out, and there is only to draw. */
#define LAID_OUT 0.4

/* In points. */
static const struct { double width, height; } page_sizes[] = {
  [QD_PAGE_SIZE_A4] = { 595.276, 841.89 },
  [QD_PAGE_SIZE_LETTER] = { 612, 792 },
  [QD_PAGE_SIZE_A3] = { 841.89, 1190.55 },
};

static const QdType running = { 8, 1, QD_TONE_INK2, FALSE, TRUE, .max_lines = 1 };

/* On which page each section begins, and which one each page begins with. */
static void
find_pages (QdReport *report)
{
  guint n_pages = qd_flow_get_n_pages (report->flow);
  guint n_sections = report->outline->sections->len;
  guint section = QD_FLOW_NONE;

  report->first_pages = g_new (guint, n_sections + 1);
  report->page_sections = g_new (guint, n_pages + 1);
  for (guint i = 0; i < n_sections; i++)
    report->first_pages[i] = QD_FLOW_NONE;

  for (guint page = 0; page < n_pages; page++)
    {
      guint first = g_array_index (report->flow->pages, guint, page);
      guint end = page + 1 < n_pages ? g_array_index (report->flow->pages, guint, page + 1) : report->flow->pieces->len;

      for (guint i = first; i < end; i++)
        {
          const QdFlowElement *element = qd_flow_element (report->flow, qd_flow_piece (report->flow, i)->element);

          if (element->kind == QD_FLOW_TOPIC && report->first_pages[element->section] == QD_FLOW_NONE)
            {
              section = element->section;
              report->first_pages[section] = page;
            }
          if (i == first)
            report->page_sections[page] = section;
        }
    }
}

/**
 * qd_report_new:
 * @outline: what it shows; must live longer
 * @style: colours, font and direction
 * @size: the size of its pages, upright
 *
 * Sets the whole document. Lists of thousands are printed in part, and say so.
 *
 * Returns: (transfer full): the document, of one page at least
 */
QdReport *
qd_report_new (const QdOutline    *outline,
               const QdChartStyle *style,
               QdPageSize          size)
{
  QdReport *report;

  g_return_val_if_fail (outline != NULL, NULL);
  g_return_val_if_fail (style != NULL, NULL);
  g_return_val_if_fail (size < G_N_ELEMENTS (page_sizes), NULL);

  report = g_new0 (QdReport, 1);
  report->outline = outline;
  report->page_width = page_sizes[size].width;
  report->page_height = page_sizes[size].height;
  report->flow = qd_flow_new ();
  qd_typeset_init (&report->typeset, style, FALSE);
  qd_report_build (report);
  qd_flow_break (report->flow, report->page_height - QD_REPORT_MARGIN_TOP - QD_REPORT_MARGIN_BOTTOM);
  find_pages (report);
  qd_report_number_pages (report);

  return report;
}

void
qd_report_free (QdReport *report)
{
  qd_typeset_clear (&report->typeset);
  qd_flow_free (report->flow);
  g_free (report->first_pages);
  g_free (report->page_sections);
  g_free (report);
}

/**
 * qd_report_get_n_pages:
 *
 * Returns: how many pages it has
 */
guint
qd_report_get_n_pages (const QdReport *report)
{
  return qd_flow_get_n_pages (report->flow);
}

/**
 * qd_report_get_page_size:
 * @report: a document
 * @width: (out): in points
 * @height: (out): in points
 */
void
qd_report_get_page_size (const QdReport *report,
                         double         *width,
                         double         *height)
{
  *width = report->page_width;
  *height = report->page_height;
}

/* One of head and foot: at the start or the end of the line. */
static void
draw_running (const QdReport  *report,
              const QdTypeset *typeset,
              cairo_t         *cr,
              const char      *markdown,
              double           baseline,
              QdAlign          align)
{
  double room = report->page_width - 2 * QD_REPORT_MARGIN_X;
  QdType type = running;
  QdSetText text;

  if (markdown == NULL)
    return;
  type.align = align;
  qd_typeset_markdown (typeset, &text, markdown, &type, align == QD_ALIGN_END ? room * 0.4 : room * 0.56);
  qd_typeset_draw (typeset, cr, &text, (align == QD_ALIGN_END) != typeset->style.mirrored
                                         ? report->page_width - QD_REPORT_MARGIN_X - text.width
                                         : QD_REPORT_MARGIN_X, baseline - text.ascent, 0, 1);
  qd_set_text_clear (&text);
}

static void
draw_head_and_foot (const QdReport  *report,
                    const QdTypeset *typeset,
                    guint            page,
                    cairo_t         *cr)
{
  const QdOutline *outline = report->outline;
  double foot = report->page_height - QD_REPORT_FOOT;
  g_autofree char *number = NULL;

  if (page > 0)
    {
      guint section = report->page_sections[page];

      draw_running (report, typeset, cr, outline->title, QD_REPORT_HEAD, QD_ALIGN_START);
      if (section != QD_FLOW_NONE)
        draw_running (report, typeset, cr,
                      ((const QdOutlineSection *) g_ptr_array_index (outline->sections, section))->topic,
                      QD_REPORT_HEAD, QD_ALIGN_END);
    }
  /* Translators: the number of a page, and of how many. */
  number = g_strdup_printf (C_("page", "%u of %u"), page + 1, qd_report_get_n_pages (report));
  draw_running (report, typeset, cr, outline->state, foot, QD_ALIGN_START);
  draw_running (report, typeset, cr, number, foot, QD_ALIGN_END);
}

/* What of a page other pages and the PDF's outline lead to, and what of it leads there. */
static void
draw_anchors (const QdReport  *report,
              const QdTypeset *typeset,
              guint            page,
              cairo_t         *cr)
{
  guint n_pages = qd_report_get_n_pages (report);
  guint first = g_array_index (report->flow->pages, guint, page);
  guint end = page + 1 < n_pages ? g_array_index (report->flow->pages, guint, page + 1) : report->flow->pieces->len;
  double width = report->page_width - 2 * QD_REPORT_MARGIN_X;

  for (guint i = first; i < end; i++)
    {
      const QdFlowPiece *piece = qd_flow_piece (report->flow, i);
      const QdFlowElement *element = qd_flow_element (report->flow, piece->element);

      if (element->kind != QD_FLOW_TOPIC && element->kind != QD_FLOW_CONTENTS)
        continue;

      g_autofree char *anchor = qd_report_anchor (element->section);
      g_autofree char *target = g_strdup_printf ("dest='%s'", anchor);

      if (element->kind == QD_FLOW_CONTENTS)
        qd_typeset_link (typeset, cr, &(QdBox) { 0, piece->y, width, piece->height }, target);
      else if (piece->first == 0)
        qd_typeset_anchor (typeset, cr, 0, piece->y - 8, anchor);
    }
}

static void
draw_page (const QdReport *report,
           guint           page,
           cairo_t        *cr,
           gboolean        links)
{
  QdTypeset typeset = report->typeset;

  typeset.links = links;
  draw_head_and_foot (report, &typeset, page, cr);
  cairo_save (cr);
  cairo_translate (cr, QD_REPORT_MARGIN_X, QD_REPORT_MARGIN_TOP);
  draw_anchors (report, &typeset, page, cr);
  qd_flow_draw (report->flow, page, &typeset, cr, report->page_width - 2 * QD_REPORT_MARGIN_X);
  cairo_restore (cr);
}

/**
 * qd_report_draw_page:
 * @report: a document
 * @page: which page, from 0
 * @cr: where to draw, in points; its origin is the top left corner of the paper
 *
 * Draws a page, for printing and previews: in any order, as often as wanted. Links are not active.
 */
void
qd_report_draw_page (const QdReport *report,
                     guint           page,
                     cairo_t        *cr)
{
  g_return_if_fail (report != NULL);
  g_return_if_fail (page < qd_report_get_n_pages (report));

  draw_page (report, page, cr, FALSE);
}

char *
qd_report_anchor (guint section)
{
  return g_strdup_printf ("section-%u", section + 1);
}

/* Objectives are under the section that is about all of them. */
static void
add_bookmarks (const QdReport *report,
               QdPdf          *pdf)
{
  const GPtrArray *sections = report->outline->sections;
  int objectives = CAIRO_PDF_OUTLINE_ROOT;

  for (guint i = 0; i < sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (sections, i);
      gboolean nested = g_str_equal (section->id, "objective");
      g_autofree char *anchor = qd_report_anchor (i);
      int id;

      if (report->first_pages[i] == QD_FLOW_NONE)
        continue;
      id = qd_pdf_add_bookmark (pdf, nested ? objectives : CAIRO_PDF_OUTLINE_ROOT, section->topic, anchor);
      if (g_str_equal (section->id, "objectives"))
        objectives = id;
    }
}

/**
 * qd_report_write_outline:
 * @outline: what it says
 * @plan: the plan that it is of, whose style counts
 * @options: how it looks, and on what paper
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a PDF with links and an outline
 */
GBytes *
qd_report_write_outline (const QdOutline       *outline,
                         QdPlan                *plan,
                         const QdExportOptions *options,
                         GError               **error)
{
  g_autoptr (QdReport) report = NULL;
  g_auto (QdPdf) pdf = { NULL };
  QdChartStyle style = options->style;
  guint n_pages;

  if (!qd_export_step (options, 0, error))
    return NULL;
  qd_plan_style_for_paper (plan, &style);
  report = qd_report_new (outline, &style, options->page_size);
  n_pages = qd_report_get_n_pages (report);
  qd_pdf_init (&pdf, report->page_width, report->page_height, outline, outline->headline);
  for (guint i = 0; i < n_pages; i++)
    {
      if (!qd_export_step (options, LAID_OUT + (1 - LAID_OUT) * i / n_pages, error))
        return NULL;
      draw_page (report, i, pdf.cr, TRUE);
      cairo_show_page (pdf.cr);
    }
  add_bookmarks (report, &pdf);

  return qd_pdf_finish (&pdf, error);
}

/**
 * qd_report_write_pdf:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings
 * @options: whom it is for, how it looks, and on what paper
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the plan for that audience, as qd_report_write_outline() writes it
 */
GBytes *
qd_report_write_pdf (QdFigures             *figures,
                     GPtrArray             *findings,
                     const QdExportOptions *options,
                     GError               **error)
{
  g_autoptr (QdOutline) outline = qd_outline_new (figures, findings, options->audience);

  return qd_report_write_outline (outline, qd_figures_get_plan (figures), options, error);
}
