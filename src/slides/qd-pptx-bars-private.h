#pragma once

#include "qd-pptx-private.h"

G_BEGIN_DECLS

/* What the parts of a native bar chart share. */

/* Of what is written at bars, in pixels of a slide: its size, and what it keeps from the ends of bars. */
#define QD_PPTX_LABEL_SIZE 26.0
#define QD_PPTX_LABEL_GAP  12.0

/**
 * QdPptxBarChart:
 * @writer: a writer, on a slide
 * @bars: the values
 * @xml: the part of the chart
 * @width: of the chart, in pixels
 * @height: of the chart
 * @plot: where the bars stand
 * @unit: pixels to a value of 1
 */
typedef struct
{
  QdPptxWriter *writer;
  QdChartBars  *bars;
  QdXml        *xml;
  double        width;
  double        height;
  QdBox         plot;
  double        unit;
} QdPptxBarChart;

/* qd-pptx-chart.c */
void    qd_pptx_bar_write_number    (QdXml             *xml,
                                     const char        *name,
                                     double             value);
void    qd_pptx_bar_write_text_look (QdPptxBarChart    *chart,
                                     double             size,
                                     gboolean           bold,
                                     QdTone             tone);
void    qd_pptx_bar_write_no_line   (QdXml             *xml);

/* qd-pptx-series.c */
double  qd_pptx_bar_text_width      (QdPptxBarChart    *chart,
                                     const char        *text,
                                     double             size,
                                     gboolean           bold);
double  qd_pptx_bar_widest_label    (QdPptxBarChart    *chart);
char   *qd_pptx_bar_label_format    (const QdChartBars *bars,
                                     const QdBarSeries *series,
                                     gboolean           with_sign,
                                     gboolean           exact);
void    qd_pptx_bar_write_series    (QdPptxBarChart    *chart,
                                     guint              index);

G_END_DECLS
