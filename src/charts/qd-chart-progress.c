#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Check-ins against an even pace: a panel for each key result, its way from baseline to target against the working days
 * that have passed. Where the panels are too many, those furthest behind stay. */

#define BEHIND          0.1    /* from here on red, and from as much ahead on worth a word */

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

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook title;
  QdLook status;
  QdLook behind;
  QdLook value;
  double head;          /* from the top of a panel to the plot */
  double line_height;
  double foot;          /* below the plot */
  double gutter;
  double line;
  double dot;
  double last_dot;
  double rule;
} Metrics;

static const Metrics full_metrics = {
  .title = { 28, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .status = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .behind = { 26, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE },
  .value = { 26, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .head = 100, .line_height = 39, .foot = 22, .gutter = 44, .line = 5, .dot = 6, .last_dot = 10, .rule = 2,
};

static const Metrics compact_metrics = {
  .title = { 12, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .status = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .behind = { 12, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE },
  .value = { 12, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .head = 40, .line_height = 15, .foot = 8, .gutter = 18, .line = 2, .dot = 2, .last_dot = 4, .rule = 1,
};

typedef struct
{
  const Metrics *metrics;
  double         left;
  double         right;
  double         top;
  double         bottom;
  double         panels_left;
  double         panel_width;
  double         row_height;
  guint          columns;
} Grid;

static const QdProgressValue *
value_at (QdChart *chart,
          guint    index)
{
  return qd_chart_item (chart, QdProgressValue, index);
}

static gboolean
is_drawn (const QdProgressValue *value)
{
  return !value->objective && value->n_points > 0;
}

/* How far the last check-in is ahead of an even pace, as a part of the whole way; NAN where pace means nothing. */
static double
pace_of (const QdProgressValue *value)
{
  const QdProgressPoint *last;

  if (value->kind != QD_PROGRESS_LEVEL || value->n_points == 0)
    return NAN;
  last = &value->points[value->n_points - 1];

  return last->progress - last->time;
}

static gboolean
is_behind (const QdProgressValue *value)
{
  if (value->kind == QD_PROGRESS_LIMIT)
    return value->n_points > 0 && value->points[value->n_points - 1].progress > 1 + 1e-9;

  return pace_of (value) <= -BEHIND + 1e-9;
}

/* A milestone whose date had passed by the last check-in, and nobody said that it is reached. */
static gboolean
is_overdue (QdChart               *chart,
            const QdProgressValue *value)
{
  const QdProgressHead *head = chart->head;

  return value->kind == QD_PROGRESS_MILESTONE && !value->done && value->n_points > 0
         && value->points[0].time < head->passed - 1e-9;
}

static char *
status_text (QdChart               *chart,
             const QdProgressValue *value)
{
  double pace = pace_of (value);
  g_autofree char *points = NULL;

  if (is_overdue (chart, value))
    /* Translators: of a milestone */
    return g_strdup (_("overdue"));
  if (value->kind == QD_PROGRESS_MILESTONE)
    return g_strdup (value->done ? _("reached") : _("not reached yet"));
  if (value->kind == QD_PROGRESS_LIMIT)
    /* Translators: %s is a count, as in “1 so far” */
    return g_strdup_printf (is_behind (value) ? _("%s, beyond the limit") : _("%s so far"), value->value);
  points = qd_chart_number (round (fabs (pace) * 100));
  if (is_behind (value))
    /* Translators: percentage points behind an even pace */
    return g_strdup_printf (_("%s behind"), points);
  if (pace >= BEHIND)
    return g_strdup_printf (_("%s ahead"), points);

  return g_strdup (_("on pace"));
}

static char *
target_text (const QdProgressValue *value)
{
  if (value->target == NULL || *value->target == '\0')
    return NULL;
  if (value->kind == QD_PROGRESS_LIMIT)
    return g_strdup_printf (_("limit %s"), value->target);
  if (value->kind == QD_PROGRESS_MILESTONE)
    /* Translators: %s is a date as typed */
    return g_strdup_printf (_("due %s"), value->target);

  return g_strdup_printf (C_("key result", "target %s"), value->target);
}

static char *
progress_line (QdChart *chart,
               guint    index)
{
  const QdProgressValue *value = value_at (chart, index);
  g_autofree char *status = NULL;
  g_autofree char *target = NULL;

  if (value->objective)
    return g_strdup (value->title);
  if (value->n_points == 0)
    /* Translators: %s is a key result */
    return g_strdup_printf (_("%s: no check-in yet"), value->title);
  status = status_text (chart, value);
  target = target_text (value);
  if (value->kind != QD_PROGRESS_LEVEL || value->value == NULL || target == NULL)
    /* Translators: key result, “reached” */
    return g_strdup_printf (_("%1$s: %2$s"), value->title, status);

  /* Translators: key result, where it stands, “target 90%”, “28 behind” */
  return g_strdup_printf (_("%1$s: at %2$s, %3$s, %4$s"), value->title, value->value, target, status);
}

static void
draw_dots (QdCanvas              *canvas,
           const Metrics         *m,
           const QdProgressValue *value,
           const QdPoint         *points,
           QdTone                 tone)
{
  for (guint i = 0; i < value->n_points; i++)
    {
      QdMark *mark = qd_canvas_circle (canvas, i + 1 == value->n_points ? "last" : "check-in", points[i].x, points[i].y,
                                       i + 1 == value->n_points ? m->last_dot : m->dot, tone);

      mark->value = value->points[i].progress;
    }
}

/* The value at the last dot: above it when ahead, below it when behind, to whichever side has room; beside it where the way
 * comes down to it, or there is no room above. */
static void
draw_value (QdCanvas              *canvas,
            const Metrics         *m,
            const QdProgressValue *value,
            const QdBox           *plot,
            QdPoint                before,
            QdPoint                last)
{
  QdLook look = m->value;
  double gap = m->last_dot * 1.3;
  double top = plot->y - m->head + m->title.size * 1.1 + m->line_height + m->status.size * (QD_EM_DESCENT + 0.08);
  gboolean above = pace_of (value) >= 0;
  double width, baseline, x;

  if (value->value == NULL)
    return;
  look.tone = is_behind (value) ? QD_TONE_RED : QD_TONE_INK;
  width = qd_canvas_text_width (canvas, value->value, &look);
  x = last.x + gap + width;
  if (above && x <= plot->x + plot->width + m->last_dot
      && (before.y < last.y - 1 || last.y - m->last_dot - look.size * (0.3 + QD_EM_ASCENT) < top))
    {
      look.plate = QD_TONE_PAPER;
      baseline = MAX (last.y + look.size * QD_EM_MIDDLE, top + look.size * QD_EM_ASCENT);
    }
  else if (above)
    {
      x = MAX (last.x + m->last_dot, plot->x + width);
      baseline = last.y - m->last_dot - look.size * 0.3;
    }
  else
    {
      x = MIN (last.x + gap + width, plot->x + plot->width + m->last_dot);
      baseline = last.y + (x - width < last.x + m->last_dot ? m->last_dot + look.size * 0.9 : look.size * 0.75);
    }
  baseline = MIN (baseline, plot->y + plot->height + m->foot - look.size * QD_EM_DESCENT);
  if (baseline < top + look.size * QD_EM_ASCENT)
    {
      baseline = top + look.size * QD_EM_ASCENT;
      x = MAX (last.x - gap, plot->x + width);
    }
  qd_canvas_text (canvas, "value", value->value, x, baseline, QD_ALIGN_END, plot->width, &look);
}

static void
draw_way (QdCanvas              *canvas,
          const Metrics         *m,
          const QdProgressValue *value,
          const QdBox           *plot)
{
  guint n = value->n_points;
  g_autofree QdPoint *points = g_new (QdPoint, n + 1);
  QdTone tone = is_behind (value) ? QD_TONE_RED : QD_TONE_ACCENT;
  double bottom = plot->y + plot->height;
  QdMark *mark;

  qd_canvas_line (canvas, "pace", plot->x, bottom, plot->x + plot->width, plot->y, QD_TONE_G3, m->line * 0.6,
                  QD_DASH_DOTTED);
  points[0] = (QdPoint) { plot->x, bottom };
  for (guint i = 0; i < n; i++)
    points[i + 1] = (QdPoint) { plot->x + CLAMP (value->points[i].time, 0, 1) * plot->width,
                                bottom - CLAMP (value->points[i].progress, 0, 1) * plot->height };
  mark = qd_canvas_path (canvas, "way", points, n + 1, FALSE);
  qd_canvas_stroke (canvas, mark, tone, m->line, QD_DASH_NONE);
  draw_value (canvas, m, value, plot, points[n - 1], points[n]);
  draw_dots (canvas, m, value, points + 1, tone);
}

/* A count that must not pass a limit rises in steps. */
static void
draw_limit (QdCanvas              *canvas,
            const Metrics         *m,
            const QdProgressValue *value,
            const QdBox           *plot)
{
  guint n = value->n_points;
  g_autofree QdPoint *points = g_new (QdPoint, 2 * n + 1);
  QdTone tone = is_behind (value) ? QD_TONE_RED : QD_TONE_INK;
  double bottom = plot->y + plot->height;
  double scale = plot->height / MAX (1, value->points[n - 1].progress);
  double limit = bottom - scale;
  QdMark *mark;

  points[0] = (QdPoint) { plot->x, bottom };
  for (guint i = 0; i < n; i++)
    {
      double x = plot->x + CLAMP (value->points[i].time, 0, 1) * plot->width;

      points[2 * i + 1] = (QdPoint) { x, points[2 * i].y };
      points[2 * i + 2] = (QdPoint) { x, bottom - CLAMP (value->points[i].progress, 0, G_MAXDOUBLE) * scale };
    }
  qd_canvas_line (canvas, "limit", plot->x, limit - m->line, plot->x + plot->width, limit - m->line, QD_TONE_INK,
                  m->line * 0.6, QD_DASH_DOTTED);
  mark = qd_canvas_path (canvas, "way", points, 2 * n + 1, FALSE);
  qd_canvas_stroke (canvas, mark, tone, m->line, QD_DASH_NONE);
  mark = qd_canvas_circle (canvas, "last", points[2 * n].x, points[2 * n].y, m->last_dot, tone);
  mark->value = value->points[n - 1].progress;
}

static void
draw_milestone (QdCanvas              *canvas,
                const Metrics         *m,
                const QdProgressValue *value,
                const QdBox           *plot)
{
  double middle = plot->y + plot->height / 2;
  double x = plot->x + CLAMP (value->points[0].time, 0, 1) * plot->width;
  double size = m->last_dot * 1.6;

  qd_canvas_line (canvas, "time", plot->x, middle, plot->x + plot->width, middle, QD_TONE_G2, m->line * 0.6,
                  QD_DASH_DOTTED);
  qd_canvas_diamond (canvas, "milestone", CLAMP (x, plot->x + size, plot->x + plot->width - size), middle, size,
                     value->done ? QD_TONE_ACCENT : QD_TONE_INK);
}

/* Above the end of the way: with its word, or alone, or not at all, never shortened. */
static void
draw_target (QdCanvas              *canvas,
             const Metrics         *m,
             const QdProgressValue *value,
             double                 right,
             double                 baseline,
             double                 width)
{
  g_autofree char *worded = target_text (value);
  const char *text = worded;

  if (text != NULL && qd_canvas_text_width (canvas, text, &m->status) > width)
    text = value->target;
  if (text != NULL && qd_canvas_text_width (canvas, text, &m->status) <= width)
    qd_canvas_text (canvas, "target", text, right, baseline, QD_ALIGN_END, width, &m->status);
}

/* Returns how wide it is. */
static double
draw_status (QdChart               *chart,
             QdCanvas              *canvas,
             const Metrics         *m,
             const QdProgressValue *value,
             double                 x,
             double                 baseline,
             double                 width)
{
  g_autofree char *status = status_text (chart, value);
  QdLook look = m->behind;

  if (is_overdue (chart, value))
    look.tone = QD_TONE_AMBER;
  if (is_behind (value) || is_overdue (chart, value))
    return qd_chart_warning (canvas, "status", status, x, baseline, QD_ALIGN_START, width, &look);

  qd_canvas_text (canvas, "status", status, x, baseline, QD_ALIGN_START, width, &m->status);

  return qd_canvas_text_width (canvas, status, &m->status);
}

static void
draw_panel (QdChart               *chart,
            QdCanvas              *canvas,
            const Metrics         *m,
            const QdProgressValue *value,
            double                 x,
            double                 y,
            double                 width,
            double                 height)
{
  double inset = canvas->style->compact ? m->last_dot : 0;
  QdBox plot = { x + inset, y + m->head, width - inset - m->last_dot, height - m->head - m->foot };
  double baseline = y + m->title.size * 1.1;
  double bottom = plot.y + plot.height;
  double status_width;

  qd_canvas_rectangle (canvas, "panel", x, y, width, height, QD_TONE_NONE);
  qd_canvas_text (canvas, "name", value->title, x, baseline, QD_ALIGN_START, width, &m->title);
  baseline += m->line_height;
  status_width = draw_status (chart, canvas, m, value, x, baseline, width);
  draw_target (canvas, m, value, x + width, baseline, width - status_width - m->status.size * 0.6);

  if (value->kind != QD_PROGRESS_MILESTONE)
    qd_canvas_line (canvas, "ground", plot.x, bottom, plot.x + plot.width, bottom, QD_TONE_G2, m->rule, QD_DASH_NONE);
  if (value->kind == QD_PROGRESS_MILESTONE)
    draw_milestone (canvas, m, value, &plot);
  else if (value->kind == QD_PROGRESS_LIMIT)
    draw_limit (canvas, m, value, &plot);
  else
    draw_way (canvas, m, value, &plot);
}

static void
draw_panel_at (QdChart    *chart,
               QdCanvas   *canvas,
               const Grid *grid,
               guint       index,
               guint       row,
               guint       column)
{
  const QdProgressValue *value = value_at (chart, index);
  const Metrics *m = grid->metrics;
  g_autofree char *tooltip = progress_line (chart, index);

  qd_canvas_set_record (canvas, value->id, tooltip);
  draw_panel (chart, canvas, m, value, grid->panels_left + column * (grid->panel_width + m->gutter),
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
      n = value_at (chart, i)->objective ? 0 : n + is_drawn (value_at (chart, i));
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
      if (value_at (chart, i)->objective)
        {
          n_rows += (n_panels + columns - 1) / columns;
          n_panels = 0;
          any = TRUE;
        }
      n_panels += is_drawn (value_at (chart, i));
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
      const QdProgressValue *value = value_at (chart, i);

      if (value->objective)
        {
          row += column > 0;
          column = 0;
          objective = value;
          continue;
        }
      if (!is_drawn (value))
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
  double first_pace = pace_of (value_at (chart, first));
  double second_pace = pace_of (value_at (chart, second));

  /* Where pace means nothing it counts as kept. */
  first_pace = isnan (first_pace) ? (is_behind (value_at (chart, first)) ? -1 : 0) : first_pace;
  second_pace = isnan (second_pace) ? (is_behind (value_at (chart, second)) ? -1 : 0) : second_pace;
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
    if (is_drawn (value_at (chart, i)))
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
    n += is_drawn (value_at (chart, i));

  return n;
}

static void
layout_compact (QdChart  *chart,
                QdCanvas *canvas)
{
  const Metrics *m = &compact_metrics;
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

  return qd_chart_format (ngettext ("%u more key result is less far behind, or on pace",
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
  const Metrics *m = &full_metrics;
  double width = (frame->right - frame->left + m->gutter) / columns - m->gutter;

  for (guint i = 0; i < MIN (chart->items->len, QD_MEASURED_MAX); i++)
    if (is_drawn (value_at (chart, i)) && qd_canvas_text_width (canvas, value_at (chart, i)->title, &m->title) > width)
      return FALSE;

  return TRUE;
}

static void
layout_full (QdChart  *chart,
             QdCanvas *canvas)
{
  const Metrics *m = &full_metrics;
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
      grid.columns = MIN (grid.columns + (frame.half || !names_fit (chart, canvas, &frame, grid.columns + 1) ? 0 : 1), n);
      n_rows = MIN ((n + grid.columns - 1) / grid.columns, (guint) MAX (available / ROW_MIN, 1));
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
    if (is_drawn (value_at (chart, i)) && value_at (chart, i)->kind != QD_PROGRESS_MILESTONE)
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
      const QdProgressValue *value = value_at (chart, i);

      if (!is_drawn (value))
        continue;
      n++;
      n_behind += is_behind (value);
      if (is_behind (value) && !isnan (pace_of (value)) && (worst == NULL || pace_of (value) < pace_of (worst)))
        worst = value;
    }

  if (n_behind == 0)
    return qd_chart_format (ngettext ("%u key result keeps an even pace", "All %u key results keep an even pace", n),
                            n);
  if (worst == NULL)
    return qd_chart_format (ngettext ("%1$u of %2$u key results is beyond its limit",
                                      "%1$u of %2$u key results are beyond their limit", n_behind), n_behind, n);
  points = qd_chart_number (round (-pace_of (worst) * 100));
  if (n_behind == 1)
    /* Translators: key result, points, number of key results */
    return qd_chart_format (_("%1$s trails an even pace by %2$s points; it is the only one of %3$u"), worst->title,
                            points, n);

  /* Translators: “3 of 11 key results are behind; Review coverage trails an even pace by 32 points” */
  return qd_chart_format (_("%1$u of %2$u key results are behind; %3$s trails an even pace by %4$s points"), n_behind,
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
  return qd_chart_lines (chart, progress_line);
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
