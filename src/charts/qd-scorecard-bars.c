#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-scorecard-private.h"

#include <glib/gi18n-lib.h>

/* The scorecard as bars, for slides in which charts stay charts. */

/* A series for each band, so that the legend says what the colours mean; means stand above what they are of. */
QdChartBars *
qd_scorecard_bars (QdChart *chart,
                   guint    most_rows)
{
  const QdScorecardHead *head = chart->head;
  gboolean objectives_only = qd_scorecard_count_objectives (chart) > 0 && chart->items->len + 1 > most_rows;
  guint n_rows = objectives_only ? qd_scorecard_count_objectives (chart) : chart->items->len;
  QdChartBars *self = qd_chart_bars_new (_("Key result"), MIN (n_rows, most_rows - 1) + 1);
  QdBarSeries *by_grade[] = {
    [QD_GRADE_UNKNOWN] = NULL,
    [QD_GRADE_MISSED] = qd_chart_bars_add (self, _("Missed"), QD_TONE_RED, "◆"),
    [QD_GRADE_SHORT] = qd_chart_bars_add (self, _("Short"), QD_TONE_AMBER, "▲"),
    [QD_GRADE_MET] = qd_chart_bars_add (self, _("On target"), QD_TONE_ACCENT, NULL),
  };
  QdBarSeries *means = qd_chart_bars_add (self, _("Mean"), QD_TONE_G3, NULL);
  g_autofree char *note = qd_scorecard_footnote (chart);
  guint row = 0;

  self->overlaid = TRUE;
  self->decimals = 2;
  self->most = 1;
  self->line = head->target;
  for (guint i = 0; i < chart->items->len && row + 1 < self->n_rows; i++)
    {
      const QdScoreValue *value = qd_chart_item (chart, QdScoreValue, i);

      if (objectives_only && !value->objective)
        continue;
      self->rows[row] = g_strdup (value->title);
      if (value->objective && !objectives_only)
        means->values[row] = value->score;
      else if (by_grade[value->grade] != NULL)
        by_grade[value->grade]->values[row] = value->score;
      row++;
    }
  self->rows[row] = g_strdup (_("Overall"));
  means->values[row] = head->score;
  if (row < n_rows)
    {
      guint n = n_rows - row;
      g_autofree char *others = g_strdup_printf (objectives_only
                                                   ? ngettext ("%u more objective", "%u more objectives", n)
                                                   : ngettext ("%u more key result", "%u more key results", n), n);

      qd_chart_bars_add_note (self, others);
    }
  qd_chart_bars_add_note (self, note);
  qd_chart_bars_drop_empty (self);

  return self;
}
