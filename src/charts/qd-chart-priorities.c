#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-count.h"
#include "qd-priorities-private.h"
#include "qd-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A lane for each team, its initiatives from the highest rank down, heights in points on one scale for all, and the
 * line where its capacity ends. What is below the line is red. */

#define LANE_MAX        340.0
#define LANE_MIN        180.0
#define LANE_PAGED      260.0
#define LANE_GAP        20.0
#define COMPACT_LANE_MAX 190.0
#define COMPACT_LANE_MIN 92.0
#define COMPACT_LANE_GAP 8.0
#define COMPACT_HEIGHT  260.0

static const QdLaneMetrics full_metrics = {
  .head = { 34, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .text = { 26, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .bold = { 26, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .note = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .red = { 26, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE },
  .line_height = 30, .stripe = 8, .padding = 12, .block_gap = 3, .limit = 5, .foot = 44, .hatch = 9,
};

static const QdLaneMetrics compact_metrics = {
  .head = { QD_COMPACT_TEXT, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .text = { 12, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .bold = { 12, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .note = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .red = { 12, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE },
  .line_height = 14, .stripe = 4, .padding = 5, .block_gap = 1.5, .limit = 2, .foot = 20, .hatch = 4,
};

static GArray *
find_lanes (QdChart *chart)
{
  GArray *lanes = g_array_new (FALSE, FALSE, sizeof (QdTeamLane));

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdBlockValue *value = qd_block_at (chart, i);

      if (value->team)
        {
          QdTeamLane lane = { .first = i };

          g_array_append_val (lanes, lane);
        }
      else if (lanes->len > 0)
        {
          QdTeamLane *lane = &g_array_index (lanes, QdTeamLane, lanes->len - 1);

          lane->n_blocks++;
          lane->points += value->points;
        }
    }

  return lanes;
}

static int
compare_lanes (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  QdChart *chart = user_data;
  const QdTeamLane *first = a;
  const QdTeamLane *second = b;
  double over = qd_lane_over (chart, second) - qd_lane_over (chart, first);

  if (over != 0)
    return over > 0 ? 1 : -1;
  if (first->points != second->points)
    return first->points < second->points ? 1 : -1;

  return first->first < second->first ? -1 : first->first > second->first;
}

static int
compare_first (gconstpointer a,
               gconstpointer b)
{
  const QdTeamLane *first = a;
  const QdTeamLane *second = b;

  return (first->first > second->first) - (first->first < second->first);
}

/* Teams beyond capacity and then those with most work stay, in the order of the plan; the others are on further pages.
 * Returns how many are not on this one */
static guint
reduce_lanes (QdChart  *chart,
              QdCanvas *canvas,
              GArray   *lanes,
              guint     most)
{
  guint first, n_hidden;

  if (lanes->len <= most)
    return 0;
  first = qd_canvas_paginate (canvas, lanes->len, most);
  n_hidden = lanes->len - MIN (lanes->len - first, most);
  g_array_sort_with_data (lanes, compare_lanes, chart);
  g_array_remove_range (lanes, 0, first);
  g_array_set_size (lanes, MIN (lanes->len, most));
  g_array_sort (lanes, compare_first);

  return n_hidden;
}

/* The names of teams have one size, at which they fit if any does. */
static QdLook
find_head (QdChart             *chart,
           QdCanvas            *canvas,
           const QdLaneMetrics *m,
           GArray              *lanes,
           double               width)
{
  QdLook head = m->head;
  double most = 0;

  for (guint i = 0; i < lanes->len; i++)
    most = MAX (most, qd_canvas_text_width (canvas, qd_block_at (chart, g_array_index (lanes, QdTeamLane, i).first)->title,
                                            &head));
  if (most > width)
    head.size = MAX (floor (head.size * width / most), m->text.size);

  return head;
}

static void
draw_lanes (QdChart             *chart,
            QdCanvas            *canvas,
            const QdLaneMetrics *m,
            GArray              *lanes,
            double               left,
            double               right,
            double               head_baseline,
            double               top,
            double               bottom,
            double               gap,
            double               max_width)
{
  double width = MIN ((right - left + gap) / lanes->len - gap, max_width);
  QdLook head = find_head (chart, canvas, m, lanes, width);
  double foot = m->foot;
  double most = 1;

  for (guint i = 0; i < lanes->len; i++)
    {
      const QdTeamLane *lane = &g_array_index (lanes, QdTeamLane, i);

      most = MAX (most, MAX (lane->points, qd_block_at (chart, lane->first)->capacity));
    }
  /* Where an excess is too low for its words they stand below the capacity. */
  for (guint i = 0; i < lanes->len; i++)
    {
      double over = qd_lane_over (chart, &g_array_index (lanes, QdTeamLane, i)) * (bottom - m->foot - top) / most;

      if (over > 0 && over < m->red.size * 1.2)
        foot = m->foot + m->line_height;
    }
  for (guint i = 0; i < lanes->len; i++)
    {
      QdLaneColumn column = { m, left + i * (width + gap), width, top, (bottom - foot - top) / most,
                              head };

      qd_lane_draw (chart, canvas, &column, &g_array_index (lanes, QdTeamLane, i), head_baseline);
    }
}

static double
sum_assumed (QdChart *chart)
{
  double assumed = 0;

  for (guint i = 0; i < chart->items->len; i++)
    assumed += qd_block_at (chart, i)->assumed ? qd_block_at (chart, i)->points : 0;

  return assumed;
}

static void
draw_notes (QdChart       *chart,
            QdCanvas      *canvas,
            const QdFrame *frame,
            guint          n_elsewhere)
{
  const QdPrioritiesHead *head = chart->head;
  double assumed = sum_assumed (chart);
  g_autofree char *elsewhere = qd_count_printf (ngettext ("%u more team is on the other pages",
                                                          "%u more teams are on the other pages", n_elsewhere),
                                                n_elsewhere);
  g_autofree char *text = NULL;

  if (head->n_hidden > 0)
    /* Translators: %1$s is “44 more teams are on the other pages” */
    text = qd_count_printf (ngettext ("%1$s, %2$u is not shown", "%1$s, %2$u are not shown", head->n_hidden), elsewhere,
                            head->n_hidden);
  else if (n_elsewhere > 0)
    text = g_steal_pointer (&elsewhere);
  if (text != NULL)
    {
      qd_chart_footnote (canvas, frame, text, FALSE);
    }
  else if (assumed > 0)
    {
      g_autofree char *points = qd_chart_number (assumed);

      text = g_strdup_printf (_("Assumed: the split of %s points that teams share"), points);
      qd_chart_footnote (canvas, frame, text, TRUE);
    }
}

/* How many lanes have room: names of teams and of initiatives have more where there are pages anyway. */
static guint
count_most (const GArray  *lanes,
            const QdFrame *frame)
{
  double room = frame->right - frame->left + LANE_GAP;
  guint most = (guint) MAX (room / (LANE_MIN + LANE_GAP), 1);

  return lanes->len <= most ? most : (guint) MAX (room / (LANE_PAGED + LANE_GAP), 1);
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  g_autoptr (GArray) lanes = find_lanes (chart);
  const QdLaneMetrics *m;
  QdFrame frame;
  guint n_elsewhere;

  if (canvas->style->compact)
    {
      m = &compact_metrics;
      reduce_lanes (chart, canvas, lanes,
                    (guint) MAX ((canvas->width + COMPACT_LANE_GAP) / (COMPACT_LANE_MIN + COMPACT_LANE_GAP), 1));
      draw_lanes (chart, canvas, m, lanes, m->limit, canvas->width - m->limit, m->head.size, m->head.size * 1.6,
                  canvas->height, COMPACT_LANE_GAP, COMPACT_LANE_MAX);
      return;
    }

  m = &full_metrics;
  frame = qd_chart_frame (chart, canvas);
  n_elsewhere = reduce_lanes (chart, canvas, lanes, count_most (lanes, &frame));
  draw_lanes (chart, canvas, m, lanes, frame.left, frame.right, frame.heads, frame.heads + 22, frame.bottom + 4,
              LANE_GAP, LANE_MAX);
  draw_notes (chart, canvas, &frame, n_elsewhere);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  return COMPACT_HEIGHT;
}

static gboolean
is_empty (QdChart *chart)
{
  for (guint i = 0; i < chart->items->len; i++)
    if (!qd_block_at (chart, i)->team)
      return FALSE;

  return TRUE;
}

/* The first initiative that the line of its team cuts or leaves below. */
static const QdBlockValue *
first_below (QdChart          *chart,
             const QdTeamLane *lane)
{
  double left = qd_block_at (chart, lane->first)->capacity;

  for (guint i = 1; i <= lane->n_blocks; i++)
    {
      const QdBlockValue *value = qd_block_at (chart, lane->first + i);

      left -= value->points;
      if (left < 0 && !qd_number_equal (left, 0))
        return value;
    }

  return NULL;
}

static char *
title (QdChart *chart)
{
  g_autoptr (GArray) lanes = find_lanes (chart);
  const QdPrioritiesHead *head = chart->head;
  const QdTeamLane *worst = NULL;
  guint n_over = head->n_hidden_over;
  double free = head->hidden_free;
  g_autofree char *number = NULL;

  for (guint i = 0; i < lanes->len; i++)
    {
      const QdTeamLane *lane = &g_array_index (lanes, QdTeamLane, i);

      n_over += qd_lane_over (chart, lane) > 0;
      free += MAX (qd_block_at (chart, lane->first)->capacity - lane->points, 0);
      if (qd_lane_over (chart, lane) > 0 && (worst == NULL || qd_lane_over (chart, lane) > qd_lane_over (chart, worst)))
        worst = lane;
    }

  if (worst == NULL)
    {
      number = qd_chart_number (free);
      return g_strdup_printf (_("Every initiative is above the line; %s points are free"), number);
    }
  number = qd_chart_number (qd_lane_over (chart, worst));
  if (n_over > 1)
    /* Translators: “3 teams go below the line, Security most: by 24 points” */
    return qd_count_printf (_("%1$u teams go below the line, %2$s most: by %3$s points"), n_over,
                            qd_block_at (chart, worst->first)->title, number);

  /* Translators: “Security ends 24 points below the line, from Vault implementation on” */
  return g_strdup_printf (_("%1$s ends %2$s points below the line, from %3$s on"),
                          qd_block_at (chart, worst->first)->title, number, first_below (chart, worst)->title);
}

static char *
subtitle (QdChart *chart)
{
  const QdPrioritiesHead *head = chart->head;

  if (head->by_priority)
    return g_strdup_printf (_("In order of priority from the top, height in points, %s. "
                              "Priority is impact × confidence ÷ (effort × risk)"), chart->quarter);

  return g_strdup_printf (_("In rank order from the top, height in points, %s"), chart->quarter);
}

static char *
caption (QdChart *chart)
{
  return g_strdup_printf (_("In rank order, height in points, %s. Line: capacity"), chart->quarter);
}

static char *
block_line (QdChart *chart,
            guint    index)
{
  const QdBlockValue *value = qd_block_at (chart, index);
  QdTeamLane lane = { .first = index };

  if (value->team)
    {
      g_autofree char *capacity = qd_chart_number (value->capacity);

      return g_strdup_printf (_("%1$s, capacity %2$s points"), value->title, capacity);
    }
  while (lane.first > 0 && !qd_block_at (chart, lane.first)->team)
    lane.first--;

  return qd_block_tooltip (chart, &lane, index);
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, block_line);
}

const QdChartKind qd_chart_priorities = {
  .name = "priorities",
  .label = N_("Priorities"),
  .empty = N_("Enter initiatives with their points to see what fits above each team’s line."),
  .item_size = sizeof (QdBlockValue),
  .head_size = sizeof (QdPrioritiesHead),
  .is_empty = is_empty,
  .title = title,
  .subtitle = subtitle,
  .caption = caption,
  .layout = layout,
  .natural_height = natural_height,
  .describe = describe,
};

/**
 * qd_chart_add_block:
 * @chart: a chart “priorities”
 * @block: a team, or an initiative of the team added last
 */
void
qd_chart_add_block (QdChart            *chart,
                    const QdBlockValue *block)
{
  QdBlockValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_priorities);
  g_return_if_fail (block != NULL);

  kept = *block;
  kept.id = qd_chart_intern (chart, block->id);
  kept.title = qd_chart_intern (chart, block->title);
  g_array_append_val (chart->items, kept);
}

/**
 * qd_chart_set_priorities:
 * @chart: a chart “priorities”
 * @head: what is said once
 */
void
qd_chart_set_priorities (QdChart                *chart,
                         const QdPrioritiesHead *head)
{
  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_priorities);
  g_return_if_fail (head != NULL);

  *(QdPrioritiesHead *) chart->head = *head;
}
