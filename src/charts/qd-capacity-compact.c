#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-capacity-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Capacity in a card: a bar a team, “277 of 416” at its end. */

#define COMPACT_ROW_MIN    20.0
#define COMPACT_ROW_MAX    38.0
#define COMPACT_BAR_PART   0.55
#define COMPACT_NAME_PART  0.3

/* “277 of 416”, the first part heavy, with a sign before it where that is too much. Returns how wide it is; draws it only
 * if @x is not negative. */
static double
compact_figures (QdCanvas          *canvas,
                 const QdTeamValue *team,
                 double             x,
                 double             baseline)
{
  g_autofree char *committed = qd_chart_number (team->committed);
  g_autofree char *capacity = qd_chart_number (team->capacity);
  /* Translators: the end of “277 of 416” */
  g_autofree char *rest = isnan (team->capacity) ? g_strdup ("") : g_strdup_printf (_("of %s"), capacity);
  double width = qd_canvas_text_width (canvas, rest, &qd_look_small_dim);
  double gap = *rest != '\0' ? 4 : 0;
  double sign = qd_capacity_is_over (team) ? QD_COMPACT_TEXT * 1.16 : 0;

  if (x >= 0 && sign > 0)
    {
      qd_canvas_text (canvas, "capacity-figure", rest, x, baseline, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_small_dim);
      qd_chart_warning (canvas, "committed-figure", committed, x - width - gap, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                        &qd_look_small_red);
    }
  else if (x >= 0)
    {
      qd_canvas_text (canvas, "capacity-figure", rest, x, baseline, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_small_dim);
      qd_canvas_text (canvas, "committed-figure", committed, x - width - gap, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                      &qd_look_small_bold);
    }

  return width + gap + sign + qd_canvas_text_width (canvas, committed, &qd_look_small_bold);
}

static void
compact_row (QdCanvas                *canvas,
             const QdTeamValue       *team,
             const QdCapacityColumns *columns,
             double                   y)
{
  double bar = round (columns->row * COMPACT_BAR_PART);
  double top = round (y + (columns->row - bar) / 2);
  double baseline = y + columns->row / 2 + QD_COMPACT_TEXT * QD_EM_MIDDLE;
  double unit = columns->bar_width / columns->most;

  qd_canvas_rectangle (canvas, "row", 0, y, canvas->width, columns->row, QD_TONE_NONE);
  qd_canvas_text (canvas, "name", team->name, 0, baseline, QD_ALIGN_START, columns->name_width, &qd_look_small);
  qd_capacity_draw_bar (canvas, team, columns->bar_left, top, unit, bar, 3);
  compact_figures (canvas, team, canvas->width, baseline);
  if (qd_capacity_is_over (team))
    {
      g_autofree char *over = qd_capacity_balance_text (qd_capacity_balance (team));
      double x = columns->bar_left + MAX (team->committed * unit,
                                          (isnan (team->capacity) ? 0 : team->capacity) * unit + 4)
                 + 6;

      if (x + qd_canvas_text_width (canvas, over, &qd_look_small_red) <= columns->bar_left + columns->bar_width)
        qd_canvas_text (canvas, "over-label", over, x, baseline, QD_ALIGN_START, QD_NO_LIMIT, &qd_look_small_red);
    }
}

void
qd_capacity_layout_compact (QdChart  *chart,
                            QdCanvas *canvas)
{
  QdCapacitySelection selection = qd_capacity_select (chart, canvas, (guint) MAX (canvas->height / COMPACT_ROW_MIN, 1));
  guint n_rows = selection.teams->len + (selection.n_others > 0 ? 1 : 0);
  QdCapacityColumns columns = { .row = MIN (floor (canvas->height / n_rows), COMPACT_ROW_MAX) };
  double figures = 0;
  double y = 0;

  for (guint i = 0; i < selection.teams->len; i++)
    {
      const QdTeamValue *team = &g_array_index (selection.teams, QdTeamValue, i);

      columns.name_width = MAX (columns.name_width, qd_canvas_text_width (canvas, team->name, &qd_look_small));
      figures = MAX (figures, compact_figures (canvas, team, -1, 0));
    }
  columns.name_width = MIN (columns.name_width, canvas->width * COMPACT_NAME_PART);
  columns.bar_left = round (columns.name_width + 14);
  columns.bar_width = canvas->width - columns.bar_left - figures - 14;
  /* The same on all pages. */
  columns.most = qd_capacity_largest (chart->items);

  for (guint i = 0; i < selection.teams->len; i++, y += columns.row)
    {
      const QdTeamValue *team = &g_array_index (selection.teams, QdTeamValue, i);
      g_autofree char *tooltip = qd_capacity_tooltip (team);

      qd_canvas_set_record (canvas, team->id, tooltip);
      compact_row (canvas, team, &columns, y);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
  if (selection.n_others > 0)
    {
      g_autofree char *text = qd_capacity_others_text (&selection);

      qd_canvas_text (canvas, "others", text, 0, y + columns.row / 2 + QD_COMPACT_TEXT * QD_EM_MIDDLE, QD_ALIGN_START,
                      canvas->width, &qd_look_small_dim);
    }
  g_array_unref (selection.teams);
}
