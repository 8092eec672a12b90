#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* How sure the room is of each key result, from 0 to 10. Of one, every vote is a dot upon its number; of several, each has
 * a row, the least sure first, in which the votes of a number are one dot whose area tells how many. What stands out is
 * hollow: no colour has to say it. */

#define COLUMNS         QD_VOTE_COLUMNS
#define COMPACT_ROW     26.0
#define COMPACT_STACK   150.0
#define NAME_SHARE      0.36
#define FIGURE_SHARE    0.14
#define STACK_GAP       0.12

/* Of the diameter of a dot, what a number in it may take. */
#define DOT_TEXT        0.84

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook row;
  QdLook figure;
  QdLook note;
  QdLook count;      /* hides the line of the median */
  QdLook in_dot;
  QdLook in_hollow;
  double row_max;
  double row_min;
  double heads_height;
  double gutter;
  double line;
  double rule;
  double dot_max;
  double dot_min;
  double scale;      /* below stacks */
} Metrics;

static const Metrics full_metrics = {
  .row = { 28, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .figure = { 28, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .note = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .count = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_PAPER },
  .in_dot = { 26, TRUE, QD_TONE_ON_ACCENT, TRUE, QD_TONE_NONE },
  .in_hollow = { 26, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .row_max = 96, .row_min = 44, .gutter = 44, .line = 4, .rule = 2, .dot_max = 30, .dot_min = 6, .scale = 44,
};

static const Metrics compact_metrics = {
  .row = { QD_COMPACT_TEXT, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .figure = { QD_COMPACT_TEXT, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .note = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .count = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_PAPER },
  .row_max = 28, .row_min = 20, .heads_height = 18, .gutter = 14, .line = 2, .rule = 1, .dot_max = 9, .dot_min = 3,
  .scale = 20,
};

/*
 * Plot:
 * @left: of the column of the 0
 * @right: of the column of the 10
 * @name_width: 0 where names are not shown
 * @figure_width: of the column of medians, which ends at @end
 * @most: the most votes that any number has
 */
typedef struct
{
  const Metrics *metrics;
  double         start;
  double         end;
  double         top;
  double         bottom;
  double         left;
  double         right;
  double         name_width;
  double         figure_width;
  double         row;
  guint          most;
} Plot;

static char *
vote_line (QdChart *chart,
           guint    index)
{
  const QdVoteValue *value = qd_chart_item (chart, QdVoteValue, index);
  g_autofree char *median = qd_chart_number (value->median);
  g_autofree char *lowest = qd_chart_number (value->lowest);
  g_autofree char *highest = qd_chart_number (value->highest);
  g_autofree char *line = NULL;

  /* Translators: a key result, how many votes there are on it, and which */
  line = qd_count_printf (ngettext ("%1$s: %2$u vote, median %3$s, from %4$s to %5$s",
                                    "%1$s: %2$u votes, median %3$s, from %4$s to %5$s", value->n),
                          value->title, value->n, median, lowest, highest);
  if (value->n_outliers == 0)
    return g_steal_pointer (&line);

  /* Translators: %1$s is a sentence about the votes on a key result */
  return qd_count_printf (ngettext ("%1$s; %2$u stands out", "%1$s; %2$u stand out", value->n_outliers), line,
                          value->n_outliers);
}

static double
column_width (const Plot *plot)
{
  return (plot->right - plot->left) / COLUMNS;
}

static double
column_x (const Plot *plot,
          double      value)
{
  return plot->left + (value + 0.5) * column_width (plot);
}

/* The numbers from 0 to 10, as many as have room. */
static void
draw_numbers (QdCanvas   *canvas,
              const Plot *plot,
              double      baseline)
{
  const QdLook *look = &plot->metrics->note;
  guint step = column_width (plot) >= 1.3 * qd_canvas_text_width (canvas, "10", look) ? 1 : 5;

  for (guint value = 0; value < COLUMNS; value += step)
    {
      g_autofree char *text = qd_chart_number (value);

      qd_canvas_text (canvas, "number", text, column_x (plot, value), baseline, QD_ALIGN_MIDDLE, QD_NO_LIMIT, look);
    }
}

/* Whether all votes of a number stand out. */
static gboolean
is_hollow (const QdVoteValue *value,
           guint              column)
{
  return value->outliers[column] == value->counts[column];
}

static void
draw_dot (QdCanvas   *canvas,
          const Plot *plot,
          double      x,
          double      y,
          double      radius,
          gboolean    hollow,
          double      value)
{
  double outline = plot->metrics->line * 0.75;
  QdMark *mark = qd_canvas_circle (canvas, hollow ? "outlier" : "vote", x, y, hollow ? radius - outline / 2 : radius,
                                   hollow ? QD_TONE_PAPER : QD_TONE_ACCENT);

  if (hollow)
    qd_canvas_stroke (canvas, mark, QD_TONE_ACCENT, outline, QD_DASH_NONE);
  mark->value = value;
}

/* The votes of a number as one dot: as large as they are many. */
static void
draw_counted (QdCanvas          *canvas,
              const Plot        *plot,
              const QdVoteValue *value,
              guint              column,
              double             middle)
{
  const Metrics *m = plot->metrics;
  gboolean hollow = is_hollow (value, column);
  const QdLook *look = hollow ? &m->in_hollow : &m->in_dot;
  double most = MIN (MIN (plot->row / 2 - m->rule, column_width (plot) / 2), m->dot_max);
  double radius = MAX (most * sqrt ((double) value->counts[column] / plot->most), MIN (m->dot_min, most));
  g_autofree char *text = qd_chart_number (value->counts[column]);

  draw_dot (canvas, plot, column_x (plot, column), middle, radius, hollow, value->counts[column]);
  /* A card has no room for words that can be read on its accent. */
  if (!canvas->style->compact && value->counts[column] > 1 && hypot (qd_canvas_text_width (canvas, text, look), look->size * QD_EM_ASCENT) <
                                     2 * radius * DOT_TEXT)
    qd_canvas_text (canvas, "votes", text, column_x (plot, column), middle + look->size * QD_EM_MIDDLE, QD_ALIGN_MIDDLE,
                    QD_NO_LIMIT, look);
}

static void
draw_row (QdCanvas          *canvas,
          const Plot        *plot,
          const QdVoteValue *value,
          double             y)
{
  const Metrics *m = plot->metrics;
  double middle = y + plot->row / 2;
  double baseline = middle + m->row.size * QD_EM_MIDDLE;
  double x = column_x (plot, value->median), reach = plot->row / 2 - m->rule;
  g_autofree char *median = qd_chart_number (value->median);

  qd_canvas_rectangle (canvas, "row", plot->start, y, plot->end - plot->start, plot->row, QD_TONE_NONE);
  qd_canvas_text (canvas, "name", value->title, plot->start, baseline, QD_ALIGN_START, plot->name_width, &m->row);
  qd_canvas_text (canvas, "median-figure", median, plot->end, baseline, QD_ALIGN_END, QD_NO_LIMIT, &m->figure);
  if (value->highest > value->lowest)
    qd_canvas_line (canvas, "range", column_x (plot, value->lowest), middle, column_x (plot, value->highest), middle,
                    QD_TONE_G3, m->line, QD_DASH_NONE);
  qd_canvas_line (canvas, "median", x, middle - reach, x, middle + reach, QD_TONE_INK, m->line, QD_DASH_NONE);
  for (guint column = 0; column < COLUMNS; column++)
    if (value->counts[column] > 0)
      draw_counted (canvas, plot, value, column, middle);
}

static int
compare_sure (gconstpointer a,
              gconstpointer b)
{
  const QdVoteValue *first = *(const QdVoteValue *const *) a;
  const QdVoteValue *second = *(const QdVoteValue *const *) b;

  if (first->median < second->median || first->median > second->median)
    return first->median < second->median ? -1 : 1;
  if (first->lowest < second->lowest || first->lowest > second->lowest)
    return first->lowest < second->lowest ? -1 : 1;

  /* As in the plan: they lie in one array. */
  return (first > second) - (first < second);
}

static void
draw_rows (QdChart  *chart,
           QdCanvas *canvas,
           Plot     *plot)
{
  const Metrics *m = plot->metrics;
  g_autofree const QdVoteValue **rows = g_new (const QdVoteValue *, chart->items->len);
  guint room = (guint) MAX ((plot->bottom - plot->top) / m->row_min, 1);
  guint n = chart->items->len <= room ? chart->items->len : MAX (room - 1, 1);
  guint n_lines = MAX (MIN (chart->items->len, room), 1);
  double y = plot->top;

  plot->row = CLAMP ((plot->bottom - plot->top) / n_lines, m->row_min, m->row_max);
  for (guint i = 0; i < chart->items->len; i++)
    rows[i] = qd_chart_item (chart, QdVoteValue, i);
  qsort (rows, chart->items->len, sizeof *rows, compare_sure);
  for (guint i = 0; i < n; i++, y += plot->row)
    {
      g_autofree char *tooltip = vote_line (chart, (guint) (rows[i] - qd_chart_item (chart, QdVoteValue, 0)));

      if (i > 0)
        qd_chart_rule (canvas, plot->start, plot->end, y, QD_TONE_G1, m->rule);
      qd_canvas_set_record (canvas, rows[i]->id, tooltip);
      draw_row (canvas, plot, rows[i], y);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
  if (n < chart->items->len && n < room)
    {
      g_autofree char *text = qd_count_printf (ngettext ("and %u more key result", "and %u more key results",
                                                         chart->items->len - n), chart->items->len - n);

      qd_canvas_text (canvas, "others", text, plot->start, y + plot->row / 2 + m->note.size * QD_EM_MIDDLE, QD_ALIGN_START,
                      plot->end - plot->start, &m->note);
    }
}

/* Names take what they need up to a share, medians what they need, the scale all the rest. */
static void
find_columns (QdChart  *chart,
              QdCanvas *canvas,
              Plot     *plot)
{
  const Metrics *m = plot->metrics;
  double available = plot->end - plot->start;

  for (guint i = 0; i < MIN (chart->items->len, QD_MEASURED_MAX); i++)
    plot->name_width = MAX (plot->name_width,
                            qd_canvas_text_width (canvas, qd_chart_item (chart, QdVoteValue, i)->title, &m->row));
  plot->name_width = MIN (plot->name_width, available * NAME_SHARE);
  plot->figure_width = MIN (MAX (qd_canvas_text_width (canvas, _("Median"), &m->note),
                                 qd_canvas_text_width (canvas, "10.5", &m->figure)), available * FIGURE_SHARE);
  plot->left = plot->start + plot->name_width + m->gutter;
  plot->right = plot->end - plot->figure_width - m->gutter / 2;
}

/* A dot a vote, as long as there is room for so many; else a bar. */
static void
draw_stack (QdCanvas          *canvas,
            const Plot        *plot,
            const QdVoteValue *value,
            guint              column,
            double             diameter,
            gboolean           dots)
{
  const Metrics *m = plot->metrics;
  double x = column_x (plot, column), height = (plot->bottom - plot->top) / plot->most;
  double top = plot->bottom - value->counts[column] * (dots ? diameter * (1 + STACK_GAP) : height);
  g_autofree char *text = qd_chart_number (value->counts[column]);
  gboolean hollow = is_hollow (value, column);

  if (!dots)
    {
      QdMark *bar = qd_canvas_rectangle (canvas, hollow ? "outlier" : "votes", x - diameter / 2, top, diameter,
                                         plot->bottom - top, hollow ? QD_TONE_PAPER : QD_TONE_ACCENT);

      bar->value = value->counts[column];
      if (hollow)
        qd_canvas_stroke (canvas, bar, QD_TONE_ACCENT, m->line * 0.75, QD_DASH_NONE);
    }
  for (guint i = 0; dots && i < value->counts[column]; i++)
    draw_dot (canvas, plot, x, plot->bottom - (i + 0.5) * diameter * (1 + STACK_GAP), diameter / 2, hollow, 1);
  if (value->counts[column] > 1 && column_width (plot) >= qd_canvas_text_width (canvas, text, &m->count))
    qd_canvas_text (canvas, "count", text, x, top - m->count.size * 0.35, QD_ALIGN_MIDDLE, QD_NO_LIMIT, &m->count);
}

/* The line of the median goes through all, and says what it is above them. */
static void
draw_median (QdCanvas          *canvas,
             const Plot        *plot,
             const QdVoteValue *value,
             double             top)
{
  const Metrics *m = plot->metrics;
  g_autofree char *number = qd_chart_number (value->median);
  /* Translators: %s is a number from 0 to 10 */
  g_autofree char *text = g_strdup_printf (_("Median %s"), number);
  double x = column_x (plot, value->median);
  double half = qd_canvas_text_width (canvas, text, &m->figure) / 2;

  qd_canvas_line (canvas, "median", x, top, x, plot->bottom, QD_TONE_INK, m->line, QD_DASH_NONE);
  qd_canvas_text (canvas, "median-figure", text, CLAMP (x, plot->left + half, plot->right - half), top - m->figure.size * 0.35,
                  QD_ALIGN_MIDDLE, plot->right - plot->left, &m->figure);
}

static void
draw_stacks (QdChart  *chart,
             QdCanvas *canvas,
             Plot     *plot)
{
  const Metrics *m = plot->metrics;
  const QdVoteValue *value = qd_chart_item (chart, QdVoteValue, 0);
  g_autofree char *tooltip = vote_line (chart, 0);
  double top = plot->top + m->figure.size * 1.3;
  double diameter;
  gboolean dots;

  plot->left = plot->start;
  plot->right = plot->end;
  plot->bottom -= m->scale;
  plot->top = top + m->note.size * 1.5;
  diameter = MIN (column_width (plot) * 0.8, 2.6 * m->dot_max);
  dots = (plot->bottom - plot->top) / plot->most >= 2 * m->dot_min * (1 + STACK_GAP);
  if (dots)
    diameter = MIN (diameter, (plot->bottom - plot->top) / plot->most / (1 + STACK_GAP));

  qd_canvas_set_record (canvas, value->id, tooltip);
  qd_canvas_rectangle (canvas, "row", plot->start, top, plot->end - plot->start, plot->bottom - top, QD_TONE_NONE);
  draw_median (canvas, plot, value, top);
  for (guint column = 0; column < COLUMNS; column++)
    if (value->counts[column] > 0)
      draw_stack (canvas, plot, value, column, diameter, dots);
  qd_canvas_set_record (canvas, NULL, NULL);
  qd_chart_rule (canvas, plot->start, plot->end, plot->bottom + m->rule, QD_TONE_INK, m->rule);
  draw_numbers (canvas, plot, plot->bottom + m->scale * 0.8);
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  gboolean compact = canvas->style->compact;
  const Metrics *m = compact ? &compact_metrics : &full_metrics;
  Plot plot = { .metrics = m, .end = canvas->width, .top = m->heads_height, .bottom = canvas->height - 1, .most = 1 };
  double heads = m->note.size;

  if (!compact)
    {
      QdFrame frame = qd_chart_frame (chart, canvas);

      plot.start = frame.left;
      plot.end = frame.right;
      heads = frame.heads - 12;
      plot.top = frame.heads + 6;
      plot.bottom = frame.bottom + 40;
    }
  for (guint i = 0; i < chart->items->len; i++)
    for (guint column = 0; column < COLUMNS; column++)
      plot.most = MAX (plot.most, qd_chart_item (chart, QdVoteValue, i)->counts[column]);
  if (chart->items->len == 1)
    {
      plot.top = compact ? 0 : plot.top - m->figure.size;
      draw_stacks (chart, canvas, &plot);
      return;
    }

  find_columns (chart, canvas, &plot);
  draw_numbers (canvas, &plot, heads);
  qd_canvas_text (canvas, "head", _("Median"), plot.end, heads, QD_ALIGN_END, plot.figure_width, &m->note);
  qd_chart_rule (canvas, plot.start, plot.end, plot.top, QD_TONE_G2, m->rule);
  draw_rows (chart, canvas, &plot);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  return chart->items->len == 1 ? COMPACT_STACK : compact_metrics.heads_height + chart->items->len * COMPACT_ROW + 2;
}

static char *
title (QdChart *chart)
{
  const QdVoteValue *least = qd_chart_item (chart, QdVoteValue, 0);
  guint n_outliers = 0;
  g_autofree char *median = NULL;
  g_autofree char *first = NULL;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdVoteValue *value = qd_chart_item (chart, QdVoteValue, i);

      n_outliers += value->n_outliers;
      if (compare_sure (&value, &least) < 0)
        least = value;
    }
  median = qd_chart_number (least->median);
  if (chart->items->len == 1)
    /* Translators: “SLO compliance: the median is 8 of 10” */
    first = g_strdup_printf (_("%1$s: the median is %2$s of 10"), least->title, median);
  else
    /* Translators: “The room is least sure of SLO compliance: the median is 4 of 10” */
    first = g_strdup_printf (_("The room is least sure of %1$s: the median is %2$s of 10"), least->title, median);
  if (n_outliers == 0)
    return g_steal_pointer (&first);

  /* Translators: %1$s is a sentence about votes */
  return qd_count_printf (ngettext ("%1$s; %2$u vote stands out", "%1$s; %2$u votes stand out", n_outliers), first,
                          n_outliers);
}

static char *
subtitle (QdChart *chart)
{
  if (chart->items->len == 1)
    return g_strdup_printf (_("Confidence from 0 to 10, a dot a vote, %s. Hollow: stands out"), chart->quarter);

  return g_strdup_printf (_("Confidence from 0 to 10, least sure first, %s. Line: median; hollow: stands out"),
                          chart->quarter);
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, vote_line);
}

const QdChartKind qd_chart_votes = {
  .name = "votes",
  .label = N_("Votes"),
  .empty = N_("Enter votes on key results to see how sure the room is of each."),
  .item_size = sizeof (QdVoteValue),
  .title = title,
  .subtitle = subtitle,
  .caption = subtitle,
  .layout = layout,
  .natural_height = natural_height,
  .describe = describe,
};

/**
 * qd_chart_add_vote:
 * @chart: a chart “votes”
 * @vote: the votes on a key result, one at least
 */
void
qd_chart_add_vote (QdChart           *chart,
                   const QdVoteValue *vote)
{
  QdVoteValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_votes);
  g_return_if_fail (vote != NULL && vote->n > 0);

  kept = *vote;
  kept.id = qd_chart_intern (chart, vote->id);
  kept.title = qd_chart_intern (chart, vote->title);
  g_array_append_val (chart->items, kept);
}
