#pragma once

#include <cairo.h>

#include "qd-export.h"
#include "qd-outline.h"

G_BEGIN_DECLS

/* The outline of a plan as a document on paper: cover, contents, then section after section with running heads. What is
 * printed and what becomes a PDF are the same pages. */

/**
 * QdReport:
 *
 * A document broken into pages. Read-only.
 */
typedef struct _QdReport QdReport;

QdReport *qd_report_new           (const QdOutline       *outline,
                                   const QdChartStyle    *style,
                                   QdPageSize             size);
void      qd_report_free          (QdReport              *report);
guint     qd_report_get_n_pages   (const QdReport        *report);
void      qd_report_get_page_size (const QdReport        *report,
                                   double                *width,
                                   double                *height);
void      qd_report_draw_page     (const QdReport        *report,
                                   guint                  page,
                                   cairo_t               *cr);
GBytes   *qd_report_write_outline (const QdOutline       *outline,
                                   QdPlan                *plan,
                                   const QdExportOptions *options,
                                   GError               **error);
GBytes   *qd_report_write_pdf     (QdFigures             *figures,
                                   GPtrArray             *findings,
                                   const QdExportOptions *options,
                                   GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdReport, qd_report_free)

G_END_DECLS
