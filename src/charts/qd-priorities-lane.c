#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-priorities-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"
#include "qd-number.h"

/* One lane of the priorities: the initiatives of a team down to the line of its capacity, and what is below. */

/* The least height of a block with a name in it, in font sizes: what letters fill. */
#define TEXT_MIN        0.9

/* That of a block for several: its text stands in the middle, above the gap to the next block. */
#define RUN_TEXT_MIN    1.25

/* Names have so many lines at most, each with a little less than the height of a line. */
#define NAME_LINES      4
#define LINE_TOLERANCE  0.15

/* In lines, what the word about points beyond the capacity takes. */
#define OVER_LABEL      1.6

const QdBlockValue *
qd_block_at (QdChart *chart,
             guint    index)
{
  return qd_chart_item (chart, QdBlockValue, index);
}

double
qd_lane_over (QdChart          *chart,
              const QdTeamLane *lane)
{
  double over = lane->points - qd_block_at (chart, lane->first)->capacity;

  return over > 0 && !qd_number_equal (over, 0) ? over : 0;
}

char *
qd_block_tooltip (QdChart          *chart,
                  const QdTeamLane *lane,
                  guint             index)
{
  const QdBlockValue *value = qd_block_at (chart, index);
  g_autofree char *points = qd_chart_number (value->points);
  const char *team = qd_block_at (chart, lane->first)->title;

  if (value->assumed)
    /* Translators: team, rank, initiative, points */
    return qd_count_printf (_("%1$s, rank %2$u: %3$s, %4$s points, split assumed"), team, value->rank, value->title,
                            points);

  return qd_count_printf (_("%1$s, rank %2$u: %3$s, %4$s points"), team, value->rank, value->title, points);
}

/* The name beside its rank, the points at the end of its first line; as many lines as the block holds. */
static void
draw_block_text (QdCanvas           *canvas,
                 const QdLaneColumn *column,
                 const QdBlockValue *value,
                 double              top,
                 double              height)
{
  const QdLaneMetrics *m = column->metrics;
  double left = column->x + m->stripe + m->padding;
  double right = column->x + column->width - m->padding;
  g_autofree char *rank = g_strdup_printf ("%u", value->rank);
  g_autofree char *points = qd_chart_number (value->points);
  double rank_width = MAX (qd_canvas_text_width (canvas, rank, &m->bold), m->bold.size * 0.6) + m->padding * 0.7;
  double points_width = qd_canvas_text_width (canvas, points, &m->bold) + m->padding * 0.8;
  double width = right - left - rank_width, first_width = width - points_width;
  guint max_lines = (guint) CLAMP (height / m->line_height + LINE_TOLERANCE, 1, NAME_LINES);
  guint n_lines;
  double baseline;

  if (first_width < m->text.size * 2)
    return;
  n_lines = CLAMP (qd_canvas_count_lines_beside (canvas, value->title, first_width, width, &m->text), 1, max_lines);
  baseline = height > m->line_height * (n_lines + 0.75)
               ? top + m->line_height * 1.05
               : top + height / 2 + m->text.size * (QD_EM_ASCENT - QD_EM_DESCENT) / 2
                   - (n_lines - 1) * m->line_height / 2;
  qd_canvas_text (canvas, "rank", rank, left, baseline, QD_ALIGN_START, QD_NO_LIMIT, &m->bold);
  qd_canvas_paragraph_beside (canvas, "name", value->title, left + rank_width, baseline, first_width, width,
                              m->line_height, n_lines, &m->text);
  qd_canvas_text (canvas, "points", points, right, baseline, QD_ALIGN_END, QD_NO_LIMIT, &m->bold);
}

/* A block of @points, or what is above the line of it; @assumed: its split between teams is assumed. */
static void
draw_block (QdCanvas           *canvas,
            const QdLaneColumn *column,
            gboolean            assumed,
            double              top,
            double              height)
{
  const QdLaneMetrics *m = column->metrics;
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
draw_run (QdChart            *chart,
          QdCanvas           *canvas,
          const QdLaneColumn *column,
          const QdTeamLane   *lane,
          const Run          *run)
{
  const QdLaneMetrics *m = column->metrics;
  g_autofree char *number = qd_chart_number (run->points);
  /* Translators: %1$u initiatives, %2$s points together */
  g_autofree char *whole = qd_count_printf (ngettext ("%1$u more, %2$s points", "%1$u more, %2$s points", run->n),
                                            run->n, number);
  g_autofree char *brief = qd_count_printf (ngettext ("%u more", "%u more", run->n), run->n);
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
      g_autofree char *tooltip = qd_block_tooltip (chart, lane, lane->first + i);
      double end = MIN (y + qd_block_at (chart, lane->first + i)->points * column->unit, run->top + run->height);

      qd_canvas_set_record (canvas, qd_block_at (chart, lane->first + i)->id, tooltip);
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
draw_blocks (QdChart            *chart,
             QdCanvas           *canvas,
             const QdLaneColumn *column,
             const QdTeamLane   *lane)
{
  double capacity = qd_block_at (chart, lane->first)->capacity;
  double used = 0;
  Run run = { 0 };

  for (guint i = 1; i <= lane->n_blocks; i++)
    {
      const QdBlockValue *value = qd_block_at (chart, lane->first + i);
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
          g_autofree char *tooltip = qd_block_tooltip (chart, lane, lane->first + i);

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
first_that_fits (QdCanvas         *canvas,
                 const char*const *texts,
                 double            width,
                 const QdLook     *look)
{
  while (*texts != NULL && qd_canvas_text_width (canvas, *texts, look) > width)
    texts++;

  return *texts;
}

static void
draw_free (QdCanvas           *canvas,
           const QdLaneColumn *column,
           double              free,
           double              top,
           double              height,
           gboolean            none)
{
  const QdLaneMetrics *m = column->metrics;
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
draw_over (QdCanvas           *canvas,
           const QdLaneColumn *column,
           double              over,
           double              top)
{
  const QdLaneMetrics *m = column->metrics;
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

/* What begins below the line, named as far as there is room below the word about how much it is; all can be pointed at. */
static void
draw_below (QdChart            *chart,
            QdCanvas           *canvas,
            const QdLaneColumn *column,
            const QdTeamLane   *lane,
            double              limit)
{
  const QdLaneMetrics *m = column->metrics;
  double top = limit + m->line_height * OVER_LABEL;
  double used = 0;

  for (guint i = 1; i <= lane->n_blocks; i++)
    {
      const QdBlockValue *value = qd_block_at (chart, lane->first + i);
      double start = column->top + used * column->unit;
      double end = start + value->points * column->unit;
      g_autofree char *tooltip = NULL;

      used += value->points;
      if (end <= limit)
        continue;
      tooltip = qd_block_tooltip (chart, lane, lane->first + i);
      qd_canvas_set_record (canvas, value->id, tooltip);
      qd_canvas_rectangle (canvas, "hit", column->x, MAX (start, limit), column->width, end - MAX (start, limit),
                           QD_TONE_NONE);
      if (start > top)
        qd_canvas_rectangle (canvas, "rule", column->x + m->stripe, start - m->block_gap / 4,
                             column->width - 2 * m->stripe, m->block_gap / 2, QD_TONE_G3);
      /* What the line cuts has its name above unless that part is too low. */
      if (limit - start < m->text.size * TEXT_MIN && end - MAX (start, top) >= m->line_height)
        draw_block_text (canvas, column, value, MAX (start, top), end - MAX (start, top));
      qd_canvas_set_record (canvas, NULL, NULL);
    }
}

/* With the name of the team above and its capacity below. */
void
qd_lane_draw (QdChart            *chart,
              QdCanvas           *canvas,
              const QdLaneColumn *column,
              const QdTeamLane   *lane,
              double              head_baseline)
{
  const QdLaneMetrics *m = column->metrics;
  const QdBlockValue *team = qd_block_at (chart, lane->first);
  double over = qd_lane_over (chart, lane);
  double limit = column->top + team->capacity * column->unit;
  double foot = limit + over * column->unit;
  g_autofree char *number = qd_chart_number (team->capacity);
  /* Translators: %s are points; below a lane */
  g_autofree char *text = g_strdup_printf (_("Capacity %s"), number);
  double used;

  qd_canvas_set_record (canvas, team->id, NULL);
  qd_canvas_text (canvas, "team", team->title, column->x, head_baseline, QD_ALIGN_START, column->width, &column->head);
  qd_canvas_set_record (canvas, NULL, NULL);
  used = draw_blocks (chart, canvas, column, lane);
  if (used < team->capacity)
    draw_free (canvas, column, team->capacity - used, column->top + used * column->unit,
               (team->capacity - used) * column->unit, lane->n_blocks == 0);
  if (over > 0)
    {
      draw_over (canvas, column, over, limit);
      draw_below (chart, canvas, column, lane, limit);
    }
  qd_canvas_rectangle (canvas, "limit", column->x - m->limit, limit - m->limit / 2, column->width + 2 * m->limit,
                       m->limit, QD_TONE_INK);
  qd_canvas_text (canvas, "capacity",
                  first_that_fits (canvas, (const char *const[]) { text, number, NULL }, column->width, &m->bold),
                  column->x, foot + m->limit + m->bold.size * 1.15,
                  QD_ALIGN_START, column->width, &m->bold);
}
