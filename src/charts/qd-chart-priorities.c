#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"
#include "qd-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A lane for each team, its initiatives from the highest rank down, heights in points on one scale for all, and the
 * line where its capacity ends. What is below the line is red. */

#define LANE_MAX        340.0
#define LANE_MIN        180.0
#define LANE_GAP        20.0
#define COMPACT_LANE_MAX 190.0
#define COMPACT_LANE_MIN 92.0
#define COMPACT_LANE_GAP 8.0
#define COMPACT_HEIGHT  260.0

/* The least height of a block with a name in it, in font sizes: what letters fill. */
#define TEXT_MIN        0.9

/* That of a block for several: its text stands in the middle, above the gap to the next block. */
#define RUN_TEXT_MIN    1.25

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook head;
  QdLook text;
  QdLook bold;
  QdLook note;
  QdLook red;
  double line_height;
  double stripe;
  double padding;
  double block_gap;
  double limit;
  double foot;
  double hatch;
} Metrics;

static const Metrics full_metrics = {
  .head = { 34, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .text = { 26, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .bold = { 26, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .note = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .red = { 26, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE },
  .line_height = 30, .stripe = 8, .padding = 12, .block_gap = 3, .limit = 5, .foot = 44, .hatch = 9,
};

static const Metrics compact_metrics = {
  .head = { QD_COMPACT_TEXT, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .text = { 12, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .bold = { 12, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .note = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .red = { 12, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE },
  .line_height = 14, .stripe = 4, .padding = 5, .block_gap = 1.5, .limit = 2, .foot = 20, .hatch = 4,
};

/* A team with the initiatives that follow it among the items. */
typedef struct
{
  guint  first;
  guint  n_blocks;
  double points;
} Lane;

typedef struct
{
  const Metrics *metrics;
  double         x;
  double         width;
  double         top;
  double         unit;  /* of height, to a point */
} Column;

static const QdBlockValue *
block_at (QdChart *chart,
          guint    index)
{
  return qd_chart_item (chart, QdBlockValue, index);
}

static double
over_of (QdChart    *chart,
         const Lane *lane)
{
  double over = lane->points - block_at (chart, lane->first)->capacity;

  return over > 0 && !qd_number_equal (over, 0) ? over : 0;
}

static GArray *
find_lanes (QdChart *chart)
{
  GArray *lanes = g_array_new (FALSE, FALSE, sizeof (Lane));

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdBlockValue *value = block_at (chart, i);

      if (value->team)
        {
          Lane lane = { .first = i };

          g_array_append_val (lanes, lane);
        }
      else if (lanes->len > 0)
        {
          Lane *lane = &g_array_index (lanes, Lane, lanes->len - 1);

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
  const Lane *first = a;
  const Lane *second = b;
  double over = over_of (chart, second) - over_of (chart, first);

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
  const Lane *first = a;
  const Lane *second = b;

  return (first->first > second->first) - (first->first < second->first);
}

/* Teams beyond capacity and then those with most work stay, in the order of the plan; the others are on further pages.
 * Returns how many are not on this one; @hidden: (out): the first of these */
static guint
reduce_lanes (QdChart  *chart,
              QdCanvas *canvas,
              GArray   *lanes,
              guint     most,
              Lane     *hidden)
{
  guint first, n_hidden;

  if (lanes->len <= most)
    return 0;
  first = qd_canvas_paginate (canvas, lanes->len, most);
  n_hidden = lanes->len - MIN (lanes->len - first, most);
  g_array_sort_with_data (lanes, compare_lanes, chart);
  *hidden = g_array_index (lanes, Lane, first > 0 ? 0 : most);
  g_array_remove_range (lanes, 0, first);
  g_array_set_size (lanes, MIN (lanes->len, most));
  g_array_sort (lanes, compare_first);

  return n_hidden;
}

static char *
block_tooltip (QdChart    *chart,
               const Lane *lane,
               guint       index)
{
  const QdBlockValue *value = block_at (chart, index);
  g_autofree char *points = qd_chart_number (value->points);
  const char *team = block_at (chart, lane->first)->title;

  if (value->assumed)
    /* Translators: team, rank, initiative, points */
    return qd_chart_format (_("%1$s, rank %2$u: %3$s, %4$s points, split assumed"), team, value->rank, value->title,
                            points);

  return qd_chart_format (_("%1$s, rank %2$u: %3$s, %4$s points"), team, value->rank, value->title, points);
}

/* The name beside its rank, the points at the end; as many lines as the block holds. */
static void
draw_block_text (QdCanvas           *canvas,
                 const Column       *column,
                 const QdBlockValue *value,
                 double              top,
                 double              height)
{
  const Metrics *m = column->metrics;
  double left = column->x + m->stripe + m->padding;
  double right = column->x + column->width - m->padding;
  g_autofree char *rank = g_strdup_printf ("%u", value->rank);
  g_autofree char *points = qd_chart_number (value->points);
  double rank_width = MAX (qd_canvas_text_width (canvas, rank, &m->bold), m->bold.size * 0.6) + m->padding * 0.7;
  double points_width = qd_canvas_text_width (canvas, points, &m->bold) + m->padding * 0.8;
  double name_width = right - left - rank_width - points_width;
  guint max_lines = height >= m->line_height * 1.85 ? 2 : 1;
  guint n_lines;
  double baseline;

  if (name_width < m->text.size * 2)
    return;
  n_lines = CLAMP (qd_canvas_count_lines (canvas, value->title, name_width, &m->text), 1, max_lines);
  baseline = height > m->line_height * 2.8 || (height > m->line_height * 1.7 && n_lines == 1)
               ? top + m->line_height * 1.05
               : top + height / 2 + m->text.size * (QD_EM_ASCENT - QD_EM_DESCENT) / 2
                   - (n_lines - 1) * m->line_height / 2;
  qd_canvas_text (canvas, "rank", rank, left, baseline, QD_ALIGN_START, QD_NO_LIMIT, &m->bold);
  qd_canvas_paragraph (canvas, "name", value->title, left + rank_width, baseline, QD_ALIGN_START, name_width,
                       m->line_height, n_lines, &m->text);
  qd_canvas_text (canvas, "points", points, right, baseline, QD_ALIGN_END, QD_NO_LIMIT, &m->bold);
}

/* A block of @points, or what is above the line of it; @assumed: its split between teams is assumed. */
static void
draw_block (QdCanvas     *canvas,
            const Column *column,
            gboolean      assumed,
            double        top,
            double        height)
{
  const Metrics *m = column->metrics;
  double gap = height > 1.5 * m->text.size ? m->block_gap : MIN (m->block_gap / 2, height / 3);
  QdMark *mark;

  mark = qd_canvas_rectangle (canvas, "block", column->x, top, column->width, height - gap, QD_TONE_TINT);
  mark->value = height / column->unit;
  mark = qd_canvas_rectangle (canvas, assumed ? "assumed" : "stripe", column->x, top, m->stripe, height - gap,
                              QD_TONE_ACCENT);
  if (assumed)
    qd_canvas_hatch (canvas, mark, m->hatch);
}

/* Blocks too low for a name, one after the other. */
typedef struct
{
  guint    first;   /* among the blocks of the lane, from 1 */
  guint    n;
  double   points;
  double   top;
  double   height;
  gboolean assumed; /* all of them */
} Run;

/* One block for all, with their sum where it can be read; each can still be pointed at. */
static void
draw_run (QdChart      *chart,
          QdCanvas     *canvas,
          const Column *column,
          const Lane   *lane,
          const Run    *run)
{
  const Metrics *m = column->metrics;
  g_autofree char *number = qd_chart_number (run->points);
  /* Translators: %1$u initiatives, %2$s points together */
  g_autofree char *whole = qd_chart_format (ngettext ("%1$u more, %2$s points", "%1$u more, %2$s points", run->n),
                                            run->n, number);
  g_autofree char *brief = qd_chart_format (ngettext ("%u more", "%u more", run->n), run->n);
  double room = column->width - m->stripe - 2 * m->padding;
  const char *text = qd_canvas_text_width (canvas, whole, &m->text) <= room ? whole : brief;
  double y = run->top;

  if (run->n == 0)
    return;
  draw_block (canvas, column, run->assumed, run->top, run->height);
  if (run->height >= m->text.size * RUN_TEXT_MIN && qd_canvas_text_width (canvas, text, &m->text) <= room)
    qd_canvas_text (canvas, "others", text, column->x + m->stripe + m->padding,
                    run->top + MIN (run->height / 2, m->line_height) + m->text.size * QD_EM_MIDDLE, QD_ALIGN_START, room,
                    &m->text);
  for (guint i = run->first; i < run->first + run->n; i++)
    {
      g_autofree char *tooltip = block_tooltip (chart, lane, lane->first + i);
      double end = MIN (y + block_at (chart, lane->first + i)->points * column->unit, run->top + run->height);

      qd_canvas_set_record (canvas, block_at (chart, lane->first + i)->id, tooltip);
      qd_canvas_rectangle (canvas, "hit", column->x, y, column->width, end - y, QD_TONE_NONE);
      qd_canvas_set_record (canvas, NULL, NULL);
      y = end;
    }
}

static void
append_to_run (Run                *run,
               const QdBlockValue *value,
               guint               index,
               double              top,
               double              height)
{
  if (run->n == 0)
    *run = (Run) { .first = index, .top = top, .assumed = TRUE };
  run->n++;
  run->points += value->points;
  run->height += height;
  run->assumed = run->assumed && value->assumed;
}

/* The part of a block that is above the line keeps its colour; where the line cuts it, the name stays above. */
static double
draw_blocks (QdChart      *chart,
             QdCanvas     *canvas,
             const Column *column,
             const Lane   *lane)
{
  double capacity = block_at (chart, lane->first)->capacity;
  double used = 0;
  Run run = { 0 };

  for (guint i = 1; i <= lane->n_blocks; i++)
    {
      const QdBlockValue *value = block_at (chart, lane->first + i);
      double top = column->top + used * column->unit;
      double shown = CLAMP (capacity - used, 0, value->points) * column->unit;

      used += value->points;
      if (shown <= 0)
        continue;
      if (shown < column->metrics->text.size * TEXT_MIN)
        {
          append_to_run (&run, value, i, top, shown);
        }
      else
        {
          g_autofree char *tooltip = block_tooltip (chart, lane, lane->first + i);

          draw_run (chart, canvas, column, lane, &run);
          run.n = 0;
          qd_canvas_set_record (canvas, value->id, tooltip);
          draw_block (canvas, column, value->assumed, top, shown);
          draw_block_text (canvas, column, value, top, shown);
          qd_canvas_set_record (canvas, NULL, NULL);
        }
    }
  draw_run (chart, canvas, column, lane, &run);

  return used;
}

/* The first of @texts that fits whole: words give way, and half a figure is worse than none. */
static const char *
first_that_fits (QdCanvas          *canvas,
                 const char *const *texts,
                 double             width,
                 const QdLook      *look)
{
  while (*texts != NULL && qd_canvas_text_width (canvas, *texts, look) > width)
    texts++;

  return *texts;
}

static void
draw_free (QdCanvas     *canvas,
           const Column *column,
           double        free,
           double        top,
           double        height,
           gboolean      none)
{
  const Metrics *m = column->metrics;
  g_autofree char *number = qd_chart_number (free);
  g_autofree char *text = g_strdup_printf (C_("points", "%s free"), number);
  const char *words = _("No initiative ranked yet");
  const QdLook *look = none ? &m->bold : &m->text;
  double x = column->x + m->padding;
  double width = column->width - 2 * m->padding;
  double baseline = top + MIN (m->line_height * 1.3, height / 2 + m->text.size * QD_EM_MIDDLE);
  QdMark *mark = qd_canvas_rectangle (canvas, "free", column->x, top, column->width, height, QD_TONE_G1);

  mark->value = free;
  if (height < m->text.size * 1.1)
    return;
  qd_canvas_text (canvas, "free-label",
                  first_that_fits (canvas, (const char *const[]) { text, number, NULL }, width, look), x, baseline,
                  QD_ALIGN_START, width, look);
  if (none && height > m->line_height * (1.6 + qd_canvas_count_lines (canvas, words, width, &m->note)))
    qd_canvas_paragraph (canvas, "none-label", words, x, baseline + m->line_height * 1.15, QD_ALIGN_START, width,
                         m->line_height, G_MAXUINT, &m->note);
}

static void
draw_over (QdCanvas     *canvas,
           const Column *column,
           double        over,
           double        top)
{
  const Metrics *m = column->metrics;
  double height = over * column->unit;
  double line = m->limit * 0.6;
  g_autofree char *number = qd_chart_number (over);
  /* Translators: %s are points */
  g_autofree char *whole = g_strdup_printf (_("%s points over"), number);
  g_autofree char *brief = g_strdup_printf (C_("points", "%s over"), number);
  const char *text;
  double room = MAX (column->width - 2 * m->padding - m->red.size * 1.16, 0);
  QdMark *mark = qd_canvas_rectangle (canvas, "over", column->x + line / 2, top + line / 2, column->width - line,
                                      MAX (height - line, 1), QD_TONE_RED_TINT);

  mark->value = over;
  qd_canvas_stroke (canvas, mark, QD_TONE_RED, line, QD_DASH_NONE);
  text = first_that_fits (canvas, (const char *const[]) { whole, brief, number, "", NULL }, room, &m->red);
  if (height >= m->red.size * 1.1)
    qd_chart_warning (canvas, "over-label", text, column->x + m->padding,
                      top + MIN (height / 2, m->line_height) + m->red.size * QD_EM_MIDDLE, QD_ALIGN_START,
                      column->width - 2 * m->padding, &m->red);
  else
    qd_chart_warning (canvas, "over-label", text, column->x,
                      top + height + m->limit + m->bold.size * 1.15 + m->line_height, QD_ALIGN_START, column->width,
                      &m->red);
}

static void
draw_lane (QdChart      *chart,
           QdCanvas     *canvas,
           const Column *column,
           const Lane   *lane,
           double        head_baseline)
{
  const Metrics *m = column->metrics;
  const QdBlockValue *team = block_at (chart, lane->first);
  double over = over_of (chart, lane);
  double limit = column->top + team->capacity * column->unit;
  double foot = limit + over * column->unit;
  g_autofree char *number = qd_chart_number (team->capacity);
  /* Translators: %s are points; below a lane */
  g_autofree char *text = g_strdup_printf (_("Capacity %s"), number);
  double used;

  qd_canvas_set_record (canvas, team->id, NULL);
  qd_canvas_text (canvas, "team", team->title, column->x, head_baseline, QD_ALIGN_START, column->width, &m->head);
  qd_canvas_set_record (canvas, NULL, NULL);
  used = draw_blocks (chart, canvas, column, lane);
  if (used < team->capacity)
    draw_free (canvas, column, team->capacity - used, column->top + used * column->unit,
               (team->capacity - used) * column->unit, lane->n_blocks == 0);
  if (over > 0)
    draw_over (canvas, column, over, limit);
  qd_canvas_rectangle (canvas, "limit", column->x - m->limit, limit - m->limit / 2, column->width + 2 * m->limit,
                       m->limit, QD_TONE_INK);
  qd_canvas_text (canvas, "capacity",
                  first_that_fits (canvas, (const char *const[]) { text, number, NULL }, column->width, &m->bold),
                  column->x, foot + m->limit + m->bold.size * 1.15,
                  QD_ALIGN_START, column->width, &m->bold);
}

static void
draw_lanes (QdChart       *chart,
            QdCanvas      *canvas,
            const Metrics *m,
            GArray        *lanes,
            double         left,
            double         right,
            double         head_baseline,
            double         top,
            double         bottom,
            double         gap,
            double         max_width)
{
  double width = MIN ((right - left + gap) / lanes->len - gap, max_width);
  double foot = m->foot;
  double most = 1;

  for (guint i = 0; i < lanes->len; i++)
    {
      const Lane *lane = &g_array_index (lanes, Lane, i);

      most = MAX (most, MAX (lane->points, block_at (chart, lane->first)->capacity));
    }
  /* Where an excess is too low for its words they stand below the capacity. */
  for (guint i = 0; i < lanes->len; i++)
    {
      double over = over_of (chart, &g_array_index (lanes, Lane, i)) * (bottom - m->foot - top) / most;

      if (over > 0 && over < m->red.size * 1.2)
        foot = m->foot + m->line_height;
    }
  for (guint i = 0; i < lanes->len; i++)
    {
      Column column = { m, left + i * (width + gap), width, top, (bottom - foot - top) / most };

      draw_lane (chart, canvas, &column, &g_array_index (lanes, Lane, i), head_baseline);
    }
}

static double
sum_assumed (QdChart *chart)
{
  double assumed = 0;

  for (guint i = 0; i < chart->items->len; i++)
    assumed += block_at (chart, i)->assumed ? block_at (chart, i)->points : 0;

  return assumed;
}

/* Of one team that is not shown: its name and what it has free, which somebody may look for. */
static char *
hidden_text (QdChart    *chart,
             const Lane *hidden,
             guint       n_hidden)
{
  const QdBlockValue *team = block_at (chart, hidden->first);
  g_autofree char *free = qd_chart_number (team->capacity - hidden->points);

  if (n_hidden == 1 && team->team && hidden->points < team->capacity)
    /* Translators: a team and points */
    return g_strdup_printf (_("%1$s is not shown: %2$s points free"), team->title, free);

  return qd_chart_format (ngettext ("%u more team is not shown", "%u more teams are not shown", n_hidden), n_hidden);
}

static void
draw_notes (QdChart       *chart,
            QdCanvas      *canvas,
            const QdFrame *frame,
            const Lane    *hidden,
            guint          n_hidden)
{
  const QdPrioritiesHead *head = chart->head;
  double assumed = sum_assumed (chart);
  g_autofree char *text = NULL;

  n_hidden += head->n_hidden;
  if (n_hidden > 0)
    {
      text = hidden_text (chart, hidden, n_hidden);
      qd_chart_footnote (canvas, frame, text, FALSE);
    }
  else if (assumed > 0)
    {
      g_autofree char *points = qd_chart_number (assumed);

      text = g_strdup_printf (_("Assumed: the split of %s points that teams share"), points);
      qd_chart_footnote (canvas, frame, text, TRUE);
    }
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  g_autoptr (GArray) lanes = find_lanes (chart);
  const Metrics *m;
  Lane hidden = { 0 };
  QdFrame frame;
  guint n_hidden;

  if (canvas->style->compact)
    {
      m = &compact_metrics;
      reduce_lanes (chart, canvas, lanes,
                    (guint) MAX ((canvas->width + COMPACT_LANE_GAP) / (COMPACT_LANE_MIN + COMPACT_LANE_GAP), 1),
                    &hidden);
      draw_lanes (chart, canvas, m, lanes, m->limit, canvas->width - m->limit, m->head.size, m->head.size * 1.6,
                  canvas->height, COMPACT_LANE_GAP, COMPACT_LANE_MAX);
      return;
    }

  m = &full_metrics;
  frame = qd_chart_frame (chart, canvas);
  n_hidden = reduce_lanes (chart, canvas, lanes,
                           (guint) MAX ((frame.right - frame.left + LANE_GAP) / (LANE_MIN + LANE_GAP), 1), &hidden);
  draw_lanes (chart, canvas, m, lanes, frame.left, frame.right, frame.heads, frame.heads + 22, frame.bottom + 4,
              LANE_GAP, LANE_MAX);
  draw_notes (chart, canvas, &frame, &hidden, n_hidden);
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
    if (!block_at (chart, i)->team)
      return FALSE;

  return TRUE;
}

/* The first initiative that the line of its team cuts or leaves below. */
static const QdBlockValue *
first_below (QdChart    *chart,
             const Lane *lane)
{
  double left = block_at (chart, lane->first)->capacity;

  for (guint i = 1; i <= lane->n_blocks; i++)
    {
      const QdBlockValue *value = block_at (chart, lane->first + i);

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
  const Lane *worst = NULL;
  guint n_over = head->n_hidden_over;
  double free = head->hidden_free;
  g_autofree char *number = NULL;

  for (guint i = 0; i < lanes->len; i++)
    {
      const Lane *lane = &g_array_index (lanes, Lane, i);

      n_over += over_of (chart, lane) > 0;
      free += MAX (block_at (chart, lane->first)->capacity - lane->points, 0);
      if (over_of (chart, lane) > 0 && (worst == NULL || over_of (chart, lane) > over_of (chart, worst)))
        worst = lane;
    }

  if (worst == NULL)
    {
      number = qd_chart_number (free);
      return g_strdup_printf (_("Every initiative is above the line; %s points are free"), number);
    }
  number = qd_chart_number (over_of (chart, worst));
  if (n_over > 1)
    /* Translators: “3 teams go below the line, Security most: by 24 points” */
    return qd_chart_format (_("%1$u teams go below the line, %2$s most: by %3$s points"), n_over,
                            block_at (chart, worst->first)->title, number);

  /* Translators: “Security ends 24 points below the line, from Vault implementation on” */
  return g_strdup_printf (_("%1$s ends %2$s points below the line, from %3$s on"),
                          block_at (chart, worst->first)->title, number, first_below (chart, worst)->title);
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
  const QdBlockValue *value = block_at (chart, index);
  Lane lane = { .first = index };

  if (value->team)
    {
      g_autofree char *capacity = qd_chart_number (value->capacity);

      return g_strdup_printf (_("%1$s, capacity %2$s points"), value->title, capacity);
    }
  while (lane.first > 0 && !block_at (chart, lane.first)->team)
    lane.first--;

  return block_tooltip (chart, &lane, index);
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
