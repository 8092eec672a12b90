#pragma once

#include "qd-chart.h"
#include "qd-html.h"

G_BEGIN_DECLS

/**
 * QdHtmlPalette:
 * @light: how charts look on a light screen and on paper
 * @dark: and on a dark screen
 * @pairs: (element-type utf8): the colours of charts, light and dark one after the other: “#1d2127 #f2f4f6”
 * @places: pair to its place in @pairs
 *
 * The colours of a page. Those of charts are variables, so that one drawing does for both grounds.
 */
typedef struct
{
  QdChartStyle  light;
  QdChartStyle  dark;
  GPtrArray    *pairs;
  GHashTable   *places;
} QdHtmlPalette;

/* qd-html-style.c: how a page looks. */
void  qd_html_palette_init  (QdHtmlPalette         *palette,
                             QdPlan                *plan,
                             const QdExportOptions *options);
void  qd_html_palette_clear (QdHtmlPalette         *palette);
guint qd_html_palette_pair  (QdHtmlPalette         *palette,
                             const char            *light,
                             const char            *dark);
void  qd_html_append_style  (GString               *out,
                             const QdHtmlPalette   *palette,
                             QdPageSize             size);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QdHtmlPalette, qd_html_palette_clear)

/* qd-html-chart.c: drawings. */
void  qd_html_append_chart  (GString               *out,
                             QdHtmlPalette         *palette,
                             QdChart               *chart,
                             guint                 *n_ids);

G_END_DECLS
