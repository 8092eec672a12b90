#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-timeline-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* Key dates, reviews and communication over the weeks of the quarter. Within a lane, dates whose labels would collide
 * stand in rows below each other, so that a label is always beside its mark. */

#define DAYS_BEFORE_MAX 28
#define DAYS_AFTER_MAX  21

static const QdTimelineMetrics full_metrics = {
  .lane = { 30, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .month = { 30, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .week = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .title = { 28, TRUE, QD_TONE_INK, FALSE, QD_TONE_PAPER },
  .date = { 26, FALSE, QD_TONE_INK2, FALSE, QD_TONE_PAPER },
  .row_tall = 118, .row_flat = 60, .row_min = 40, .lane_pad = 26, .header = 98, .gap = 20, .label_gap = 26,
  .marker = 13, .rule = 2, .axis = 3, .name_height = 46, .name_min = 3.6,
};

static const QdTimelineMetrics compact_metrics = {
  .lane = { 12, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .month = { 12, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .week = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .title = { 12, TRUE, QD_TONE_INK, FALSE, QD_TONE_PAPER },
  .date = { 12, FALSE, QD_TONE_INK2, FALSE, QD_TONE_PAPER },
  .row_tall = 48, .row_flat = 24, .row_min = 19, .lane_pad = 8, .header = 22, .gap = 6, .label_gap = 9, .marker = 5,
  .rule = 1, .axis = 1, .name_height = 22, .name_min = 3.6,
};

static char *
date_line (QdChart *chart,
           guint    index)
{
  const QdDateValue *value = qd_chart_item (chart, QdDateValue, index);
  g_autofree char *date = NULL;

  if (value->first == 0)
    /* Translators: %s is what happens */
    return g_strdup_printf (_("%s: date not understood"), value->title);
  date = qd_timeline_date_text (value, FALSE);
  if (!qd_timeline_is_span (value) && qd_timeline_is_weekend (value->first))
    /* Translators: what happens, and when */
    return g_strdup_printf (_("%1$s: %2$s, a weekend"), value->title, date);

  return g_strdup_printf (_("%1$s: %2$s"), value->title, date);
}

/* Whole weeks that hold the quarter and what is close to it. */
static void
find_range (QdChart        *chart,
            QdTimelineAxis *axis)
{
  const QdTimelineHead *head = chart->head;
  guint32 first = head->first;
  guint32 last = head->last;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdDateValue *value = qd_chart_item (chart, QdDateValue, i);

      if (value->first == 0)
        continue;
      if (first == 0 || (value->first < first && (head->first == 0 || value->first + DAYS_BEFORE_MAX >= head->first)))
        first = value->first;
      if (last == 0 || (value->last > last && (head->last == 0 || value->last <= head->last + DAYS_AFTER_MAX)))
        last = value->last;
    }

  axis->first = first - (first - 1) % QD_TIMELINE_WEEK;
  axis->n_days = last + 1 - axis->first;
  axis->n_days = (axis->n_days + QD_TIMELINE_WEEK - 1) / QD_TIMELINE_WEEK * QD_TIMELINE_WEEK;
}

static guint32
next_month (guint32 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  g_date_set_day (&date, 1);
  g_date_add_months (&date, 1);

  return g_date_get_julian (&date);
}

/* Months and weeks above, a line down for each, the days before and after the quarter shaded. */
static void
draw_axis (QdChart              *chart,
           QdCanvas             *canvas,
           const QdTimelineAxis *axis)
{
  const QdTimelineHead *head = chart->head;
  const QdTimelineMetrics *m = axis->metrics;
  gboolean weeks = !canvas->style->compact;
  double month_baseline = axis->top - m->header + m->month.size * 0.9;
  double week_baseline = axis->top - m->week.size * 0.55;
  double month_end = -1;

  if (head->first > axis->first)
    qd_canvas_rectangle (canvas, "outside", axis->time_left, axis->top,
                         qd_timeline_x (axis, head->first) - axis->time_left, axis->bottom - axis->top, QD_TONE_G0);
  if (head->last > 0 && head->last + 1 < axis->first + axis->n_days)
    qd_canvas_rectangle (canvas, "outside", qd_timeline_x (axis, head->last + 1), axis->top,
                         axis->time_right - qd_timeline_x (axis, head->last + 1), axis->bottom - axis->top, QD_TONE_G0);

  for (guint32 day = axis->first; day < axis->first + axis->n_days; day++)
    {
      gboolean monday = (day - axis->first) % QD_TIMELINE_WEEK == 0;
      g_autofree char *number = qd_chart_day (day, "%-d");
      gboolean month = day == axis->first || g_str_equal (number, "1");
      double x = qd_timeline_x (axis, day);

      if (monday)
        qd_canvas_line (canvas, "week", x, axis->top, x, axis->bottom, QD_TONE_G1, m->rule, QD_DASH_NONE);
      if (month && day > axis->first)
        qd_canvas_line (canvas, "month", x, axis->top, x, axis->bottom, QD_TONE_G2, m->rule * 1.5, QD_DASH_NONE);
      if (monday && weeks)
        qd_canvas_text (canvas, "week-number", number, x + 4, week_baseline, QD_ALIGN_START,
                        (axis->time_right - axis->time_left) * QD_TIMELINE_WEEK / axis->n_days - 6, &m->week);
      if (month && x > month_end)
        {
          g_autofree char *name = qd_chart_day (day, "%B");
          g_autofree char *next = qd_chart_day (day + 12, "%B");
          g_autofree char *brief = qd_chart_day (day, "%b");
          const char *text = g_str_equal (name, next) ? name : brief;
          double width = qd_canvas_text_width (canvas, text, &m->month);
          double end = x + width + m->gap / 2;

          /* The rest of a month before the first whole one keeps quiet where the two names would meet. */
          if (text == brief && day == axis->first && end > qd_timeline_x (axis, next_month (day)))
            continue;
          if (x + width <= axis->time_right)
            qd_canvas_text (canvas, "month-name", text, x + (canvas->style->compact ? 0 : 2), month_baseline,
                            QD_ALIGN_START, QD_NO_LIMIT, &m->month);
          month_end = end;
        }
    }
  qd_canvas_line (canvas, "axis", axis->time_left, axis->top, axis->time_right, axis->top, QD_TONE_INK, m->axis,
                  QD_DASH_NONE);
  if (weeks && !axis->above)
    qd_canvas_text (canvas, "head", _("Week from Monday"), axis->time_left - m->gap, week_baseline, QD_ALIGN_END,
                    axis->time_left - axis->left - m->gap, &m->week);
}

static char *
footnote (QdChart              *chart,
          const QdTimelineAxis *axis)
{
  guint n = 0;

  for (guint i = 0; i < chart->items->len; i++)
    n += !qd_timeline_is_shown (axis, qd_chart_item (chart, QdDateValue, i));
  if (n == 0)
    return NULL;

  return qd_count_printf (ngettext ("%u more entry has no date in or near the quarter",
                                    "%u more entries have no date in or near the quarter", n), n);
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  gboolean compact = canvas->style->compact;
  const QdTimelineMetrics *m = compact ? &compact_metrics : &full_metrics;
  QdTimelineAxis axis = { .metrics = m };
  QdFrame frame = { 0 };
  g_autofree char *note = NULL;
  double names;

  find_range (chart, &axis);
  if (compact)
    {
      axis.time_right = canvas->width - m->marker * 1.3;
      axis.top = m->header;
      axis.bottom = canvas->height;
    }
  else
    {
      frame = qd_chart_frame (chart, canvas);
      note = footnote (chart, &axis);
      axis.left = frame.left;
      axis.time_right = frame.right;
      axis.top = frame.heads + (frame.half ? 80 : 64);
      axis.bottom = frame.bottom + (note != NULL ? -8 : 10);
    }
  names = qd_timeline_names_width (canvas, &m->lane);
  axis.above = axis.time_right - axis.left < (1 + m->name_min) * names;
  axis.time_left = axis.left + (axis.above ? m->marker * 1.3 : names + m->gap * (compact ? 1.6 : 1.2));
  if (!compact && !axis.above)
    axis.time_left = MAX (axis.time_left, axis.left + qd_canvas_text_width (canvas, _("Week from Monday"), &m->week)
                                            + m->gap);

  draw_axis (chart, canvas, &axis);
  qd_timeline_draw_lanes (chart, canvas, &axis);
  if (!compact)
    qd_chart_footnote (canvas, &frame, note, FALSE);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  const QdTimelineMetrics *m = &compact_metrics;
  guint n[QD_N_LANES] = { 0 };
  double height = m->header;

  for (guint i = 0; i < chart->items->len; i++)
    n[qd_chart_item (chart, QdDateValue, i)->lane]++;
  for (guint lane = 0; lane < QD_N_LANES; lane++)
    height += n[lane] > 0 ? MIN (n[lane], 4) * m->row_flat + m->name_height / 2 : 0;

  return height;
}

static gboolean
is_empty (QdChart *chart)
{
  for (guint i = 0; i < chart->items->len; i++)
    if (qd_chart_item (chart, QdDateValue, i)->first > 0)
      return FALSE;

  return TRUE;
}

static char *
title (QdChart *chart)
{
  const QdDateValue *key[2] = { NULL, NULL };
  const QdDateValue *weekend = NULL;
  guint n_dates = 0;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdDateValue *value = qd_chart_item (chart, QdDateValue, i);

      n_dates += value->first > 0;
      if (value->first == 0 || qd_timeline_is_span (value))
        continue;
      if (qd_timeline_is_weekend (value->first) && (weekend == NULL || value->lane < weekend->lane))
        weekend = value;
      if (value->lane == QD_LANE_KEY_DATES && (key[0] == NULL || value->first < key[0]->first))
        key[0] = value;
      if (value->lane == QD_LANE_KEY_DATES && (key[1] == NULL || value->first > key[1]->first))
        key[1] = value;
    }

  if (weekend != NULL)
    {
      g_autofree char *day = qd_chart_day (weekend->first, "%A");

      if (weekend == key[1] && key[0] != key[1])
        /* Translators: “Feature freeze falls on a Saturday, 31 days after Partnership demo” */
        return qd_count_printf (ngettext ("%1$s falls on a %2$s, %3$u day after %4$s",
                                          "%1$s falls on a %2$s, %3$u days after %4$s", key[1]->first - key[0]->first),
                                weekend->title, day, key[1]->first - key[0]->first, key[0]->title);

      /* Translators: “Partner: feature timeline falls on a Saturday” */
      return g_strdup_printf (_("%1$s falls on a %2$s"), weekend->title, day);
    }
  if (key[0] != NULL)
    {
      g_autofree char *day = qd_chart_day (key[0]->first, _("%B %-d"));

      /* Translators: what happens first, when, and the number of dates in all */
      return qd_count_printf (ngettext ("%1$s on %2$s is the first of %3$u date",
                                        "%1$s on %2$s is the first of %3$u dates", n_dates), key[0]->title, day,
                              n_dates);
    }

  return qd_count_printf (ngettext ("%1$u date to keep in %2$s", "%1$u dates to keep in %2$s", n_dates), n_dates,
                          chart->quarter);
}

static char *
subtitle (QdChart *chart)
{
  const QdTimelineHead *head = chart->head;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (head->first == 0)
    return g_strdup_printf (_("Key dates, reviews and communication by week, %s"), chart->quarter);
  first = qd_chart_day (head->first, _("%B %-d"));
  last = qd_chart_day (head->last, _("%B %-d"));

  return g_strdup_printf (_("Key dates, reviews and communication by week, %1$s (%2$s to %3$s)"), chart->quarter, first,
                          last);
}

static char *
caption (QdChart *chart)
{
  return g_strdup_printf (_("Key dates, reviews and communication, %s"), chart->quarter);
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, date_line);
}

const QdChartKind qd_chart_timeline = {
  .name = "timeline",
  .label = N_("Timeline"),
  .empty = N_("Enter key dates, reviews or communication to see them over the weeks of the quarter."),
  .item_size = sizeof (QdDateValue),
  .head_size = sizeof (QdTimelineHead),
  .is_empty = is_empty,
  .title = title,
  .subtitle = subtitle,
  .caption = caption,
  .layout = layout,
  .natural_height = natural_height,
  .describe = describe,
};

/**
 * qd_chart_add_date:
 * @chart: a chart “timeline”
 * @date: a date; one that is not understood is only counted
 */
void
qd_chart_add_date (QdChart           *chart,
                   const QdDateValue *date)
{
  QdDateValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_timeline);
  g_return_if_fail (date != NULL && date->lane < QD_N_LANES);

  kept = *date;
  kept.id = qd_chart_intern (chart, date->id);
  kept.title = qd_chart_intern (chart, date->title);
  g_array_append_val (chart->items, kept);
}

/**
 * qd_chart_set_timeline:
 * @chart: a chart “timeline”
 * @head: what is said once
 */
void
qd_chart_set_timeline (QdChart              *chart,
                       const QdTimelineHead *head)
{
  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_timeline);
  g_return_if_fail (head != NULL);

  *(QdTimelineHead *) chart->head = *head;
}
