#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-progress-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* Check-ins against an even pace: a panel for each key result, its way from baseline to target against the working days
 * that have passed. Where the panels are too many, those furthest behind stay. */

#define NAME_WIDTH      190.0
#define NAME_WIDTH_MIN  1240.0 /* a narrower chart puts no objectives beside its panels */
#define PANEL_MAX       480.0
#define PANEL_MIN       250.0
#define PANEL_ACROSS    4
#define ROW_MAX         300.0
#define ROW_MIN         196.0
#define SINGLE_PART     0.62

#define COMPACT_PANEL   148.0
#define COMPACT_ROW     92.0
#define COMPACT_ROW_MIN 66.0

static const QdProgressMetrics full_metrics = {
  .title = { 28, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .status = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .behind = { 26, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE },
  .value = { 26, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .head = 100, .line_height = 39, .foot = 22, .gutter = 44, .line = 5, .dot = 6, .last_dot = 10, .rule = 2,
};

static const QdProgressMetrics compact_metrics = {
  .title = { 12, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .status = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .behind = { 12, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE },
  .value = { 12, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .head = 40, .line_height = 15, .foot = 8, .gutter = 18, .line = 2, .dot = 2, .last_dot = 4, .rule = 1,
};

typedef struct
{
  const QdProgressMetrics *metrics;
  double                   left;
  double                   right;
  double                   top;
  double                   bottom;
  double                   panels_left;
  double                   panel_width;
  double                   row_height;
  guint                    columns;
} Grid;

static void
draw_panel_at (QdChart    *chart,
               QdCanvas   *canvas,
               const Grid *grid,
               guint       index,
               guint       row,
               guint       column)
{
  const QdProgressValue *value = qd_progress_at (chart, index);
  const QdProgressMetrics *m = grid->metrics;
  g_autofree char *tooltip = qd_progress_dup_line (chart, index);

  qd_canvas_set_record (canvas, value->id, tooltip);
  qd_progress_draw_panel (chart, canvas, m, value, grid->panels_left + column * (grid->panel_width + m->gutter),
                          grid->top + row * grid->row_height, grid->panel_width, grid->row_height);
  qd_canvas_set_record (canvas, NULL, NULL);
}

/* How many panels the objective with most of them has. */
static guint
count_widest (QdChart *chart)
{
  guint n = 0, most = 1;

  for (guint i = 0; i < chart->items->len; i++)
    {
      n = qd_progress_at (chart, i)->objective ? 0 : n + qd_progress_is_drawn (qd_progress_at (chart, i));
      most = MAX (most, n);
    }

  return most;
}

/* How many rows of panels it takes when each objective starts one of its own; 0 where there are no objectives. */
static guint
count_grouped_rows (QdChart *chart,
                    guint    columns)
{
  guint n_rows = 0, n_panels = 0;
  gboolean any = FALSE;

  for (guint i = 0; i < chart->items->len; i++)
    {
      if (qd_progress_at (chart, i)->objective)
        {
          n_rows += (n_panels + columns - 1) / columns;
          n_panels = 0;
          any = TRUE;
        }
      n_panels += qd_progress_is_drawn (qd_progress_at (chart, i));
    }

  return any ? n_rows + (n_panels + columns - 1) / columns : 0;
}

/* Returns how many panels the last row has. */
static guint
draw_grouped (QdChart    *chart,
              QdCanvas   *canvas,
              const Grid *grid)
{
  const QdProgressValue *objective = NULL;
  guint row = 0, column = 0, last = 0;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdProgressValue *value = qd_progress_at (chart, i);

      if (value->objective)
        {
          row += column > 0;
          column = 0;
          objective = value;
          continue;
        }
      if (!qd_progress_is_drawn (value))
        continue;
      if (column == grid->columns)
        {
          row++;
          column = 0;
        }
      if (column == 0 && objective != NULL)
        {
          double y = grid->top + row * grid->row_height;

          qd_chart_rule (canvas, grid->left, grid->right, y - 10, QD_TONE_G2, 2);
          qd_canvas_set_record (canvas, objective->id, NULL);
          qd_canvas_paragraph (canvas, "objective", objective->title, grid->left, y + 31, QD_ALIGN_START, NAME_WIDTH,
                               38, 4, &qd_look_group);
          qd_canvas_set_record (canvas, NULL, NULL);
          objective = NULL;
        }
      draw_panel_at (chart, canvas, grid, i, row, column);
      last = ++column;
    }

  return last;
}

static int
compare_pace (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  QdChart *chart = user_data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  double first_pace = qd_progress_get_pace (qd_progress_at (chart, first));
  double second_pace = qd_progress_get_pace (qd_progress_at (chart, second));

  /* Where pace means nothing it counts as kept. */
  first_pace = isnan (first_pace) ? (qd_progress_is_behind (qd_progress_at (chart, first)) ? -1 : 0) : first_pace;
  second_pace = isnan (second_pace) ? (qd_progress_is_behind (qd_progress_at (chart, second)) ? -1 : 0) : second_pace;
  if (first_pace != second_pace)
    return first_pace < second_pace ? -1 : 1;

  return first < second ? -1 : first > second;
}

/* In the order of the plan while all fit, else the furthest behind first. Returns how many do not fit. */
static guint
draw_flat (QdChart    *chart,
           QdCanvas   *canvas,
           const Grid *grid,
           guint       n_rows,
           guint      *n_shown)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  guint room = n_rows * grid->columns;

  for (guint i = 0; i < chart->items->len; i++)
    if (qd_progress_is_drawn (qd_progress_at (chart, i)))
      g_array_append_val (order, i);
  if (order->len > room)
    {
      g_array_sort_with_data (order, compare_pace, chart);
      g_array_remove_range (order, 0, qd_canvas_paginate (canvas, order->len, room));
    }
  *n_shown = MIN (order->len, room);
  for (guint i = 0; i < *n_shown; i++)
    draw_panel_at (chart, canvas, grid, g_array_index (order, guint, i), i / grid->columns, i % grid->columns);

  return order->len - *n_shown;
}

static guint
count_drawn (QdChart *chart)
{
  guint n = 0;

  for (guint i = 0; i < chart->items->len; i++)
    n += qd_progress_is_drawn (qd_progress_at (chart, i));

  return n;
}

static void
layout_compact (QdChart  *chart,
                QdCanvas *canvas)
{
  const QdProgressMetrics *m = &compact_metrics;
  Grid grid = { .metrics = m, .right = canvas->width, .bottom = canvas->height };
  guint n = count_drawn (chart);
  guint n_rows, n_shown;

  grid.columns = MIN ((guint) MAX ((canvas->width + m->gutter) / (COMPACT_PANEL + m->gutter), 1), n);
  grid.panel_width = (canvas->width + m->gutter) / grid.columns - m->gutter;
  n_rows = (n + grid.columns - 1) / grid.columns;
  n_rows = MIN (n_rows, (guint) MAX (canvas->height / COMPACT_ROW_MIN, 1));
  grid.row_height = MIN (canvas->height / n_rows, COMPACT_ROW * 1.4);
  draw_flat (chart, canvas, &grid, n_rows, &n_shown);
}

static char *
footnote (QdChart *chart,
          guint    n_hidden)
{
  const char *pace = _("Dotted: an even pace from baseline to target. Ahead or behind: percentage points from it");

  if (n_hidden == 0)
    return g_strdup (pace);

  return qd_count_printf (ngettext ("%u more key result is less far behind, or on pace",
                                    "%u more key results are less far behind, or on pace", n_hidden), n_hidden);
}

/* The ends of the quarter below the panels of the last row. */
static void
draw_ends (QdChart    *chart,
           QdCanvas   *canvas,
           const Grid *grid,
           guint       n_columns,
           double      baseline)
{
  const QdProgressHead *head = chart->head;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (head->first == 0)
    return;
  first = qd_chart_day (head->first, _("%b %-d"));
  last = qd_chart_day (head->last, _("%b %-d"));
  for (guint i = 0; i < n_columns; i++)
    {
      double x = grid->panels_left + i * (grid->panel_width + grid->metrics->gutter);

      qd_canvas_text (canvas, "end", first, x, baseline, QD_ALIGN_START, grid->panel_width / 2, &qd_look_note);
      qd_canvas_text (canvas, "end", last, x + grid->panel_width - grid->metrics->last_dot, baseline, QD_ALIGN_END,
                      grid->panel_width / 2, &qd_look_note);
    }
}

/* Whether all names are whole in so many columns of panels. */
static gboolean
names_fit (QdChart       *chart,
           QdCanvas      *canvas,
           const QdFrame *frame,
           guint          columns)
{
  const QdProgressMetrics *m = &full_metrics;
  double width = (frame->right - frame->left + m->gutter) / columns - m->gutter;

  for (guint i = 0; i < MIN (chart->items->len, QD_MEASURED_MAX); i++)
    if (qd_progress_is_drawn (qd_progress_at (chart, i))
        && qd_canvas_text_width (canvas, qd_progress_at (chart, i)->title, &m->title) > width)
      return FALSE;

  return TRUE;
}

static void
layout_full (QdChart  *chart,
             QdCanvas *canvas)
{
  const QdProgressMetrics *m = &full_metrics;
  QdFrame frame = qd_chart_frame (chart, canvas);
  Grid grid = { .metrics = m, .left = frame.left, .right = frame.right, .top = frame.heads - 10,
                .bottom = frame.bottom - 34 };
  guint n = count_drawn (chart);
  gboolean grouped = canvas->width >= NAME_WIDTH_MIN;
  guint n_rows, n_last, n_shown, n_hidden = 0;
  double available = grid.bottom - grid.top;
  g_autofree char *note = NULL;

  grid.panels_left = frame.left + (grouped ? NAME_WIDTH + 32 : 0);
  grid.columns = (guint) CLAMP ((frame.right - grid.panels_left + m->gutter) / (PANEL_MIN + m->gutter), 1,
                                PANEL_ACROSS);
  n_rows = grouped ? count_grouped_rows (chart, MIN (grid.columns, count_widest (chart))) : 0;
  if (n_rows == 0 || n_rows * ROW_MIN > available)
    {
      grouped = FALSE;
      grid.panels_left = frame.left;
      grid.columns += frame.half || !names_fit (chart, canvas, &frame, grid.columns + 1) ? 0 : 1;
      grid.columns = CLAMP (grid.columns, 1, MAX (n, 1));
      n_rows = CLAMP ((n + grid.columns - 1) / grid.columns, 1, (guint) MAX (available / ROW_MIN, 1));
    }
  else
    {
      grid.columns = MIN (grid.columns, count_widest (chart));
    }
  grid.panel_width = MIN ((frame.right - grid.panels_left + m->gutter) / grid.columns - m->gutter,
                          n == 1 ? (frame.right - grid.panels_left) * SINGLE_PART : PANEL_MAX);
  grid.row_height = MIN (available / n_rows, n == 1 ? 2 * ROW_MAX : ROW_MAX);

  if (grouped)
    {
      n_last = draw_grouped (chart, canvas, &grid);
    }
  else
    {
      n_hidden = draw_flat (chart, canvas, &grid, n_rows, &n_shown);
      n_rows = (n_shown + grid.columns - 1) / grid.columns;
      n_last = n_shown - (n_rows - 1) * grid.columns;
    }
  draw_ends (chart, canvas, &grid, n_last, grid.top + n_rows * grid.row_height + 22);
  note = footnote (chart, n_hidden);
  qd_chart_footnote (canvas, &frame, note, FALSE);
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  if (canvas->style->compact)
    layout_compact (chart, canvas);
  else
    layout_full (chart, canvas);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  double columns = MAX (floor ((width + compact_metrics.gutter) / (COMPACT_PANEL + compact_metrics.gutter)), 1);

  return MAX (ceil (count_drawn (chart) / columns), 1) * COMPACT_ROW;
}

static gboolean
is_empty (QdChart *chart)
{
  for (guint i = 0; i < chart->items->len; i++)
    if (qd_progress_is_drawn (qd_progress_at (chart, i)) && qd_progress_at (chart, i)->kind != QD_PROGRESS_MILESTONE)
      return FALSE;

  return TRUE;
}

static char *
title (QdChart *chart)
{
  const QdProgressValue *worst = NULL;
  guint n = 0, n_behind = 0;
  g_autofree char *points = NULL;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdProgressValue *value = qd_progress_at (chart, i);

      if (!qd_progress_is_drawn (value))
        continue;
      n++;
      n_behind += qd_progress_is_behind (value);
      if (qd_progress_is_behind (value) && !isnan (qd_progress_get_pace (value))
          && (worst == NULL || qd_progress_get_pace (value) < qd_progress_get_pace (worst)))
        worst = value;
    }

  if (n_behind == 0)
    return qd_count_printf (ngettext ("%u key result keeps an even pace", "All %u key results keep an even pace", n),
                            n);
  if (worst == NULL)
    return qd_count_printf (ngettext ("%1$u of %2$u key results is beyond its limit",
                                      "%1$u of %2$u key results are beyond their limit", n_behind), n_behind, n);
  points = qd_chart_number (round (-qd_progress_get_pace (worst) * 100));
  if (n_behind == 1)
    /* Translators: key result, points, number of key results */
    return qd_count_printf (_("%1$s trails an even pace by %2$s points; it is the only one of %3$u"), worst->title,
                            points, n);

  /* Translators: “3 of 11 key results are behind; Review coverage trails an even pace by 32 points” */
  return qd_count_printf (_("%1$u of %2$u key results are behind; %3$s trails an even pace by %4$s points"), n_behind,
                          n, worst->title, points);
}

static char *
subtitle (QdChart *chart)
{
  const QdProgressHead *head = chart->head;
  g_autofree char *day = NULL;

  if (head->day == 0)
    return g_strdup_printf (_("Share of the way from baseline to target at each check-in, %s"), chart->quarter);
  day = qd_chart_day (head->day, _("%B %-d"));

  return g_strdup_printf (_("Share of the way from baseline to target at each check-in to %1$s, %2$s"), day,
                          chart->quarter);
}

static char *
caption (QdChart *chart)
{
  return g_strdup_printf (_("Way from baseline to target, %s. Dotted: an even pace"), chart->quarter);
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, qd_progress_dup_line);
}

const QdChartKind qd_chart_progress = {
  .name = "progress",
  .label = N_("Progress"),
  .empty = N_("Enter check-ins of key results to see whether they keep an even pace."),
  .item_size = sizeof (QdProgressValue),
  .head_size = sizeof (QdProgressHead),
  .is_empty = is_empty,
  .title = title,
  .subtitle = subtitle,
  .caption = caption,
  .layout = layout,
  .natural_height = natural_height,
  .paged = TRUE,
  .describe = describe,
};

/**
 * qd_chart_add_progress:
 * @chart: a chart “progress”
 * @progress: a panel; its points are copied
 */
void
qd_chart_add_progress (QdChart               *chart,
                       const QdProgressValue *progress)
{
  QdProgressValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_progress);
  g_return_if_fail (progress != NULL);
  g_return_if_fail (progress->points != NULL || progress->n_points == 0);

  kept = *progress;
  kept.id = qd_chart_intern (chart, progress->id);
  kept.title = qd_chart_intern (chart, progress->title);
  kept.target = qd_chart_intern (chart, progress->target);
  kept.value = qd_chart_intern (chart, progress->value);
  kept.points = g_memdup2 (progress->points, progress->n_points * sizeof *progress->points);
  g_ptr_array_add (chart->blocks, (gpointer) kept.points);
  g_array_append_val (chart->items, kept);
}

/**
 * qd_chart_set_progress:
 * @chart: a chart “progress”
 * @head: what is said once
 */
void
qd_chart_set_progress (QdChart              *chart,
                       const QdProgressHead *head)
{
  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_progress);
  g_return_if_fail (head != NULL);

  *(QdProgressHead *) chart->head = *head;
}
