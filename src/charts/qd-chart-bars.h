#pragma once

#include "qd-chart.h"

G_BEGIN_DECLS

/* The values of a chart as a table of numbers, for programs that draw and edit bar charts themselves. */

/**
 * QdBarSeries:
 * @name: what its bars show, in the user's language
 * @tone: their colour
 * @hatched: with stripes in their colour on its pale form
 * @values: (array length=n_rows): NAN where there is no bar
 * @warned: (nullable) (array length=n_rows): which of its bars are beyond a limit
 * @sign: (nullable): a shape that says the same as the colour; of @warned bars only, if there are any
 * @label: what is written at a bar, %s for its value
 */
typedef struct
{
  char     *name;
  QdTone    tone;
  gboolean  hatched;
  double   *values;
  gboolean *warned;
  char     *sign;
  char     *label;
} QdBarSeries;

/**
 * QdChartBars:
 * @head: what the rows are: “Team”
 * @rows: (array length=n_rows): their names, from the top
 * @n_rows: how many
 * @series: (element-type QdBarSeries): in their order on a bar, or from the top in a row
 * @stacked: the series of a row make one bar
 * @overlaid: a row has a bar of one series only; else each has its own
 * @percent: values are parts of 1 that are shown as per cent
 * @decimals: how many are shown
 * @most: the end of the scale; NAN for whatever fits
 * @line: a value with a line through all rows; NAN for none
 * @note: (nullable): what a reader must not assume
 */
typedef struct
{
  char       *head;
  char      **rows;
  guint       n_rows;
  GPtrArray  *series;
  gboolean    stacked;
  gboolean    overlaid;
  gboolean    percent;
  guint       decimals;
  double      most;
  double      line;
  char       *note;
} QdChartBars;

gboolean     qd_chart_has_bars  (QdChart     *chart);
QdChartBars *qd_chart_get_bars  (QdChart     *chart,
                                 guint        most_rows);
void         qd_chart_bars_free (QdChartBars *bars);
char        *qd_bar_series_dup_title (const QdBarSeries *series);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdChartBars, qd_chart_bars_free)

G_END_DECLS
