#pragma once

#include <cairo.h>

#include "qd-export.h"
#include "qd-outline.h"

G_BEGIN_DECLS

/* The whole quarter on one page, across: what has room is on it, and what has none is named. */

/**
 * QdPagePlan:
 *
 * A plan laid out on one page. Read-only.
 */
typedef struct _QdPagePlan QdPagePlan;

QdPagePlan *qd_page_plan_new       (const QdOutline       *outline,
                                    const QdChartStyle    *style,
                                    QdPageSize             size);
QdPagePlan *qd_page_plan_new_for_slide (const QdOutline   *outline,
                                    const QdChartStyle    *style,
                                    double                 width,
                                    double                 height,
                                    gboolean               titled);
void        qd_page_plan_free      (QdPagePlan            *page);
void        qd_page_plan_get_size  (const QdPagePlan      *page,
                                    double                *width,
                                    double                *height);
void        qd_page_plan_draw      (const QdPagePlan      *page,
                                    cairo_t               *cr);
GBytes     *qd_page_plan_write_pdf (QdFigures             *figures,
                                    GPtrArray             *findings,
                                    const QdExportOptions *options,
                                    GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdPagePlan, qd_page_plan_free)

G_END_DECLS
