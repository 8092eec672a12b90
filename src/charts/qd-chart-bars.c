#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-bars.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-chart-private.h"

static void
series_free (gpointer data)
{
  QdBarSeries *series = data;

  g_free (series->name);
  g_free (series->values);
  g_free (series->warned);
  g_free (series->sign);
  g_free (series->label);
  g_free (series);
}

/* Returns: (transfer full): a table of so many rows without names, and without series */
QdChartBars *
qd_chart_bars_new (const char *head,
                   guint       n_rows)
{
  QdChartBars *bars = g_new0 (QdChartBars, 1);

  bars->head = g_strdup (head);
  bars->rows = g_new0 (char *, n_rows + 1);
  bars->n_rows = n_rows;
  bars->series = g_ptr_array_new_with_free_func (series_free);
  bars->most = NAN;
  bars->line = NAN;

  return bars;
}

/* Returns: (transfer none): a new last series without values */
QdBarSeries *
qd_chart_bars_add (QdChartBars *bars,
                   const char  *name,
                   QdTone       tone,
                   const char  *sign)
{
  QdBarSeries *series = g_new0 (QdBarSeries, 1);

  series->name = g_strdup (name);
  series->tone = tone;
  series->sign = g_strdup (sign);
  series->label = g_strdup ("%s");
  series->values = g_new (double, bars->n_rows);
  for (guint i = 0; i < bars->n_rows; i++)
    series->values[i] = NAN;
  g_ptr_array_add (bars->series, series);

  return series;
}

/* Adds @note, a sentence without its full stop, to those that are there. */
void
qd_chart_bars_add_note (QdChartBars *bars,
                        const char  *note)
{
  char *notes;

  if (note == NULL)
    return;
  /* Translators: two sentences without full stops, one after the other */
  notes = bars->note != NULL ? g_strdup_printf (_("%1$s. %2$s"), bars->note, note) : g_strdup (note);
  g_free (bars->note);
  bars->note = notes;
}

/* Whoever has no bar at all would be a name in the legend that nobody finds. */
void
qd_chart_bars_drop_empty (QdChartBars *bars)
{
  for (guint i = bars->series->len; i > 0; i--)
    {
      const QdBarSeries *series = g_ptr_array_index (bars->series, i - 1);
      gboolean any = FALSE;

      for (guint j = 0; j < bars->n_rows; j++)
        any = any || !isnan (series->values[j]);
      if (!any)
        g_ptr_array_remove_index (bars->series, i - 1);
    }
}

/**
 * qd_chart_has_bars:
 * @chart: a chart
 *
 * Returns: whether bars say what the chart says, and it is not empty
 */
gboolean
qd_chart_has_bars (QdChart *chart)
{
  g_return_val_if_fail (chart != NULL, FALSE);

  return chart->kind->bars != NULL && !qd_chart_is_empty (chart);
}

/**
 * qd_chart_get_bars:
 * @chart: a chart
 * @most_rows: how many rows there is room for, at least 2; the rows that matter most are kept, the note counts the
 *   others
 *
 * Returns: (transfer full) (nullable): its values as bars; %NULL if no bars say what the chart says
 */
QdChartBars *
qd_chart_get_bars (QdChart *chart,
                   guint    most_rows)
{
  g_return_val_if_fail (chart != NULL, NULL);
  g_return_val_if_fail (most_rows >= 2, NULL);

  if (!qd_chart_has_bars (chart))
    return NULL;

  return chart->kind->bars (chart, most_rows);
}

void
qd_chart_bars_free (QdChartBars *bars)
{
  g_free (bars->head);
  g_strfreev (bars->rows);
  g_ptr_array_unref (bars->series);
  g_free (bars->note);
  g_free (bars);
}

/**
 * qd_bar_series_dup_title:
 * @series: a series
 *
 * Returns: (transfer full): its name for a legend, after the shape that all of its bars have
 */
char *
qd_bar_series_dup_title (const QdBarSeries *series)
{
  g_return_val_if_fail (series != NULL, NULL);

  if (series->sign == NULL || series->warned != NULL)
    return g_strdup (series->name);

  return g_strdup_printf ("%s %s", series->sign, series->name);
}
