#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-progress-private.h"

/* The panel of one key result: its way against an even pace, against its limit, or when it is due. */

static void
draw_dots (QdCanvas                *canvas,
           const QdProgressMetrics *m,
           const QdProgressValue   *value,
           const QdPoint           *points,
           QdTone                   tone)
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
draw_value (QdCanvas                *canvas,
            const QdProgressMetrics *m,
            const QdProgressValue   *value,
            const QdBox             *plot,
            QdPoint                  before,
            QdPoint                  last)
{
  QdLook look = m->value;
  double gap = m->last_dot * 1.3;
  double top = plot->y - m->head + m->title.size * 1.1 + m->line_height + m->status.size * (QD_EM_DESCENT + 0.08);
  gboolean above = qd_progress_get_pace (value) >= 0;
  double width, baseline, x;

  if (value->value == NULL)
    return;
  look.tone = qd_progress_is_behind (value) ? QD_TONE_RED : QD_TONE_INK;
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
draw_way (QdCanvas                *canvas,
          const QdProgressMetrics *m,
          const QdProgressValue   *value,
          const QdBox             *plot)
{
  guint n = value->n_points;
  g_autofree QdPoint *points = g_new (QdPoint, n + 1);
  QdTone tone = qd_progress_is_behind (value) ? QD_TONE_RED : QD_TONE_ACCENT;
  double bottom = plot->y + plot->height;
  QdMark *mark;

  g_return_if_fail (n > 0);
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
draw_limit (QdCanvas                *canvas,
            const QdProgressMetrics *m,
            const QdProgressValue   *value,
            const QdBox             *plot)
{
  guint n = value->n_points;
  g_autofree QdPoint *points = g_new (QdPoint, 2 * n + 1);
  QdTone tone = qd_progress_is_behind (value) ? QD_TONE_RED : QD_TONE_INK;
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
draw_milestone (QdCanvas                *canvas,
                const QdProgressMetrics *m,
                const QdProgressValue   *value,
                const QdBox             *plot)
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
draw_target (QdCanvas                *canvas,
             const QdProgressMetrics *m,
             const QdProgressValue   *value,
             double                   right,
             double                   baseline,
             double                   width)
{
  g_autofree char *worded = qd_progress_dup_target (value);
  const char *text = worded;

  if (text != NULL && qd_canvas_text_width (canvas, text, &m->status) > width)
    text = value->target;
  if (text != NULL && qd_canvas_text_width (canvas, text, &m->status) <= width)
    qd_canvas_text (canvas, "target", text, right, baseline, QD_ALIGN_END, width, &m->status);
}

/* Returns how wide it is. */
static double
draw_status (QdChart                 *chart,
             QdCanvas                *canvas,
             const QdProgressMetrics *m,
             const QdProgressValue   *value,
             double                   x,
             double                   baseline,
             double                   width)
{
  g_autofree char *status = qd_progress_dup_status (chart, value);
  QdLook look = m->behind;

  if (qd_progress_is_overdue (chart, value))
    look.tone = QD_TONE_AMBER;
  if (qd_progress_is_behind (value) || qd_progress_is_overdue (chart, value))
    return qd_chart_warning (canvas, "status", status, x, baseline, QD_ALIGN_START, width, &look);

  qd_canvas_text (canvas, "status", status, x, baseline, QD_ALIGN_START, width, &m->status);

  return qd_canvas_text_width (canvas, status, &m->status);
}

void
qd_progress_draw_panel (QdChart                 *chart,
                        QdCanvas                *canvas,
                        const QdProgressMetrics *m,
                        const QdProgressValue   *value,
                        double                   x,
                        double                   y,
                        double                   width,
                        double                   height)
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
