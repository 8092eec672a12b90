#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Key dates, reviews and communication over the weeks of the quarter. Within a lane, dates whose labels would collide
 * stand in rows below each other, so that a label is always beside its mark. */

#define DAYS_PER_WEEK   7
#define DAYS_BEFORE_MAX 28
#define DAYS_AFTER_MAX  21

/* Today's names of lanes are short; a lane without dates is left out. */
static const char *const lane_names[QD_N_LANES] = { N_("Key dates"), N_("Reviews"), N_("Communication") };

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook lane;
  QdLook month;
  QdLook week;
  QdLook title;
  QdLook date;
  double row_tall;      /* title above the mark, date below it */
  double row_flat;      /* both beside it */
  double row_min;
  double lane_pad;
  double header;
  double gap;
  double label_gap;
  double marker;
  double rule;
  double axis;
} Metrics;

static const Metrics full_metrics = {
  .lane = { 30, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .month = { 30, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .week = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .title = { 28, TRUE, QD_TONE_INK, FALSE, QD_TONE_PAPER },
  .date = { 26, FALSE, QD_TONE_INK2, FALSE, QD_TONE_PAPER },
  .row_tall = 118, .row_flat = 60, .row_min = 46, .lane_pad = 26, .header = 98, .gap = 20, .label_gap = 26, .marker = 13,
  .rule = 2, .axis = 3,
};

static const Metrics compact_metrics = {
  .lane = { 12, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .month = { 12, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .week = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .title = { 12, TRUE, QD_TONE_INK, FALSE, QD_TONE_PAPER },
  .date = { 12, FALSE, QD_TONE_INK2, FALSE, QD_TONE_PAPER },
  .row_tall = 48, .row_flat = 24, .row_min = 19, .lane_pad = 8, .header = 22, .gap = 6, .label_gap = 9, .marker = 5,
  .rule = 1, .axis = 1,
};

/* A date with its place. */
typedef struct
{
  const QdDateValue *value;
  char              *date;
  double             x;      /* of the mark, or of the start of a span */
  double             end;    /* of the span; @x of a day */
  double             left;   /* of everything that belongs to it */
  double             right;
  gboolean           before; /* its label stands before it */
  gboolean           tall;   /* its title stands above the mark, its date below */
  guint              row;
} Place;

typedef struct
{
  const Metrics *metrics;
  double         left;       /* of the lanes' names */
  double         time_left;
  double         time_right;
  double         top;
  double         bottom;
  guint32        first;      /* a Monday */
  guint32        n_days;
  double         row;        /* the heights of rows in lanes that are flat */
  double         row_tall;   /* and in lanes that are tall */
} Axis;

/* A lane with its dates in rows. */
typedef struct
{
  GArray  *places;
  guint    n_rows;
  gboolean tall;    /* labels above and below their marks, else beside */
} Rows;

static void
place_clear (gpointer data)
{
  g_free (((Place *) data)->date);
}

static gboolean
is_weekend (guint32 day)
{
  /* Day 1 of the Julian count is a Monday. */
  return (day - 1) % DAYS_PER_WEEK >= 5;
}

static gboolean
is_span (const QdDateValue *value)
{
  return value->last > value->first;
}

static char *
date_text (const QdDateValue *value,
           gboolean           compact)
{
  if (is_span (value))
    {
      g_autofree char *month = qd_chart_day (value->first, "%B");

      /* Translators: %s is a month: “April, day not set” */
      return g_strdup_printf (_("%s, day not set"), month);
    }

  /* Translators: a date as in “Sat, June 15”; g_date_time_format() says what the letters mean */
  return qd_chart_day (value->first, compact ? _("%a, %b %-d") : _("%a, %B %-d"));
}

static char *
date_line (QdChart *chart,
           guint    index)
{
  const QdDateValue *value = qd_chart_item (chart, QdDateValue, index);
  g_autofree char *date = NULL;

  if (value->first == 0)
    /* Translators: %s is what happens */
    return g_strdup_printf (_("%s: date not understood"), value->title);
  date = date_text (value, FALSE);
  if (!is_span (value) && is_weekend (value->first))
    /* Translators: what happens, and when */
    return g_strdup_printf (_("%1$s: %2$s, a weekend"), value->title, date);

  return g_strdup_printf (_("%1$s: %2$s"), value->title, date);
}

static double
x_of (const Axis *axis,
      double      day)
{
  double part = (day - axis->first) / axis->n_days;

  return axis->time_left + CLAMP (part, 0, 1) * (axis->time_right - axis->time_left);
}

/* Whole weeks that hold the quarter and what is close to it. */
static void
find_range (QdChart *chart,
            Axis    *axis)
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

  axis->first = first - (first - 1) % DAYS_PER_WEEK;
  axis->n_days = last + 1 - axis->first;
  axis->n_days = (axis->n_days + DAYS_PER_WEEK - 1) / DAYS_PER_WEEK * DAYS_PER_WEEK;
}

/* In range, or close enough to stand at its edge. */
static gboolean
is_shown (const Axis        *axis,
          const QdDateValue *value)
{
  return value->first > 0 && value->last >= axis->first && value->first < axis->first + axis->n_days;
}

static double
warning_width (const Metrics *m)
{
  return m->date.size * 1.16;
}

/* How much room the label takes beside or around its mark. */
static double
label_width (QdCanvas    *canvas,
             const Axis  *axis,
             const Place *place)
{
  const Metrics *m = axis->metrics;
  double title = qd_canvas_text_width (canvas, place->value->title, &m->title);
  double date = qd_canvas_text_width (canvas, place->date, &m->date);

  if (is_span (place->value))
    return title;
  if (is_weekend (place->value->first))
    date += warning_width (m);

  return place->tall ? MAX (title, date) : title + m->gap + date;
}

static void
find_extent (QdCanvas   *canvas,
             const Axis *axis,
             Place      *place)
{
  const Metrics *m = axis->metrics;
  double width = label_width (canvas, axis, place);
  gboolean span = is_span (place->value);
  gboolean above = place->tall && !span;
  double offset = above ? -m->marker : m->gap + (span ? 0 : m->marker);

  place->x = x_of (axis, place->value->first + (span ? 0 : 0.5));
  place->end = span ? x_of (axis, place->value->last + 1) : place->x;
  place->before = place->end + offset + width > axis->time_right;
  place->left = place->x - m->marker;
  place->right = place->end + m->marker;
  if (place->before)
    place->left = MIN (place->left, MAX (place->x - offset - width, axis->time_left));
  else
    place->right = MAX (place->right, place->end + offset + width);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *first = a;
  const Place *second = b;

  if (first->value->first != second->value->first)
    return first->value->first < second->value->first ? -1 : 1;

  return (first->value->last > second->value->last) - (first->value->last < second->value->last);
}

/* Each date goes into the first row where nothing is in its way. Returns how many rows that takes. */
static guint
assign_rows (GArray *places,
             double  gap)
{
  guint n_rows = 0;

  for (guint i = 0; i < places->len; i++)
    {
      Place *place = &g_array_index (places, Place, i);
      gboolean free = FALSE;

      for (place->row = 0; !free; place->row += free ? 0 : 1)
        {
          free = TRUE;
          for (guint j = 0; j < i && free; j++)
            {
              const Place *other = &g_array_index (places, Place, j);

              free = other->row != place->row || place->left > other->right + gap || place->right < other->left - gap;
            }
        }
      n_rows = MAX (n_rows, place->row + 1);
    }

  return n_rows;
}

static GArray *
find_places (QdChart    *chart,
             QdCanvas   *canvas,
             const Axis *axis,
             QdLane      lane,
             gboolean    tall)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  g_array_set_clear_func (places, place_clear);
  for (guint i = 0; i < chart->items->len; i++)
    {
      Place place = { .value = qd_chart_item (chart, QdDateValue, i), .tall = tall };

      if (place.value->lane != lane || !is_shown (axis, place.value))
        continue;
      place.date = date_text (place.value, canvas->style->compact);
      find_extent (canvas, axis, &place);
      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);

  return places;
}

static void
draw_mark (QdCanvas    *canvas,
           const Axis  *axis,
           const Place *place,
           double       middle)
{
  const Metrics *m = axis->metrics;

  if (is_span (place->value))
    {
      double height = m->title.size * 1.5;
      QdMark *span = qd_canvas_rectangle (canvas, "span", place->x + m->rule, middle - height / 2,
                                          place->end - place->x - 2 * m->rule, height, QD_TONE_PAPER);

      qd_canvas_stroke (canvas, span, QD_TONE_G3, m->rule * 1.5, QD_DASH_DASHED);
      return;
    }
  if (place->value->lane == QD_LANE_KEY_DATES)
    qd_canvas_diamond (canvas, "day", place->x, middle, m->marker * 1.3, QD_TONE_ACCENT);
  else
    qd_canvas_circle (canvas, "day", place->x, middle, m->marker * (place->value->lane == QD_LANE_REVIEWS ? 1 : 0.8),
                      QD_TONE_INK);
}

static void
draw_date (QdCanvas    *canvas,
           const Axis  *axis,
           const Place *place,
           double       x,
           double       baseline,
           QdAlign      align)
{
  const Metrics *m = axis->metrics;
  QdLook look = m->date;

  if (is_span (place->value) || !is_weekend (place->value->first))
    {
      qd_canvas_text (canvas, "date", place->date, x, baseline, align, QD_NO_LIMIT, &look);
      return;
    }
  look.tone = QD_TONE_AMBER;
  look.bold = TRUE;
  qd_chart_warning (canvas, "date", place->date, x, baseline, align, QD_NO_LIMIT, &look);
}

/* A span says its month inside and what happens beside it. */
static void
draw_span_label (QdCanvas    *canvas,
                 const Axis  *axis,
                 const Place *place,
                 double       middle)
{
  const Metrics *m = axis->metrics;
  QdLook inside = m->date;

  inside.plate = QD_TONE_NONE;
  qd_canvas_text (canvas, "date", place->date, place->x + m->gap, middle + inside.size * QD_EM_MIDDLE, QD_ALIGN_START,
                  place->end - place->x - 2 * m->gap, &inside);
  qd_canvas_text (canvas, "title", place->value->title, place->before ? place->x - m->gap : place->end + m->gap,
                  middle + m->title.size * QD_EM_MIDDLE, place->before ? QD_ALIGN_END : QD_ALIGN_START,
                  place->before ? place->x - m->gap - place->left : place->right - place->end - m->gap, &m->title);
}

static void
draw_label (QdCanvas    *canvas,
            const Axis  *axis,
            const Place *place,
            double       middle)
{
  const Metrics *m = axis->metrics;
  QdAlign align = place->before ? QD_ALIGN_END : QD_ALIGN_START;
  double sign = place->before ? -1 : 1;
  double room = place->right - place->left;

  if (is_span (place->value))
    {
      draw_span_label (canvas, axis, place, middle);
    }
  else if (place->tall)
    {
      double x = place->x - sign * m->marker;

      qd_canvas_text (canvas, "title", place->value->title, x, middle - m->marker - m->title.size * 0.42, align, room,
                      &m->title);
      draw_date (canvas, axis, place, x, middle + m->marker + m->date.size * 1.05, align);
    }
  else
    {
      double x = place->x + sign * (m->marker + m->gap);
      double title = MIN (qd_canvas_text_width (canvas, place->value->title, &m->title), room);
      double baseline = middle + m->title.size * QD_EM_MIDDLE;

      qd_canvas_text (canvas, "title", place->value->title, x, baseline, align, room, &m->title);
      draw_date (canvas, axis, place, x + sign * (title + m->gap), baseline, align);
    }
}

/* The line through the reviews, and between two key dates how many days lie between. */
static void
draw_links (QdCanvas   *canvas,
            const Axis *axis,
            const Rows *rows,
            double      top,
            double      row)
{
  const Metrics *m = axis->metrics;

  for (guint i = 1; i < rows->places->len && rows->tall; i++)
    {
      const Place *from = &g_array_index (rows->places, Place, i - 1);
      const Place *to = &g_array_index (rows->places, Place, i);
      gboolean key = to->value->lane == QD_LANE_KEY_DATES;
      double middle = top + (from->row + 0.5) * row;
      guint n_days = to->value->first - from->value->first;
      g_autofree char *text = NULL;
      double left = MAX (from->right, from->x) + m->gap;
      double right = MIN (to->left, to->x) - m->gap;

      if (from->row != to->row || is_span (from->value) || is_span (to->value)
          || from->value->lane == QD_LANE_COMMUNICATION)
        continue;
      qd_canvas_line (canvas, "link", from->x, middle, to->x, middle, key ? QD_TONE_ACCENT : QD_TONE_G2, m->rule * 1.5,
                      QD_DASH_NONE);
      text = g_strdup_printf (ngettext ("%u day", "%u days", n_days), n_days);
      if (key && qd_canvas_text_width (canvas, text, &m->date) <= right - left)
        qd_canvas_text (canvas, "days", text, (left + right) / 2, middle - m->date.size * 0.5, QD_ALIGN_MIDDLE, QD_NO_LIMIT,
                        &m->date);
    }
}

static void
draw_lane (QdCanvas   *canvas,
           const Axis *axis,
           const Rows *rows,
           QdLane      lane,
           double      top,
           double      height)
{
  const Metrics *m = axis->metrics;
  guint n_hidden = 0;
  double row = rows->tall ? axis->row_tall : axis->row;
  double first = top + (height - rows->n_rows * row) / 2;
  double baseline = first + row / 2 + m->lane.size * QD_EM_MIDDLE;

  qd_canvas_text (canvas, "lane", _(lane_names[lane]), axis->left, baseline, QD_ALIGN_START,
                  axis->time_left - axis->left - m->gap, &m->lane);
  draw_links (canvas, axis, rows, first, row);
  for (guint i = 0; i < rows->places->len; i++)
    {
      const Place *place = &g_array_index (rows->places, Place, i);
      double middle = first + (place->row + 0.5) * row;
      g_autofree char *tooltip = NULL;

      if (place->row >= rows->n_rows)
        {
          n_hidden++;
          continue;
        }
      tooltip = g_strdup_printf (_("%1$s: %2$s"), place->value->title, place->date);
      qd_canvas_set_record (canvas, place->value->id, tooltip);
      qd_canvas_rectangle (canvas, "hit", place->left, middle - row / 2, place->right - place->left, row, QD_TONE_NONE);
      draw_mark (canvas, axis, place, middle);
      draw_label (canvas, axis, place, middle);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
  if (n_hidden > 0 && baseline + m->week.size * 1.3 < top + height)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_hidden), n_hidden);

      qd_canvas_text (canvas, "others", text, axis->left, baseline + m->week.size * 1.3, QD_ALIGN_START,
                      axis->time_left - axis->left - m->gap, &m->week);
    }
}

/* Months and weeks above, a line down for each, the days before and after the quarter shaded. */
static void
draw_axis (QdChart    *chart,
           QdCanvas   *canvas,
           const Axis *axis)
{
  const QdTimelineHead *head = chart->head;
  const Metrics *m = axis->metrics;
  gboolean weeks = !canvas->style->compact;
  double month_baseline = axis->top - m->header + m->month.size * 0.9;
  double week_baseline = axis->top - m->week.size * 0.55;
  double month_end = -1;

  if (head->first > axis->first)
    qd_canvas_rectangle (canvas, "outside", axis->time_left, axis->top, x_of (axis, head->first) - axis->time_left,
                         axis->bottom - axis->top, QD_TONE_G0);
  if (head->last > 0 && head->last + 1 < axis->first + axis->n_days)
    qd_canvas_rectangle (canvas, "outside", x_of (axis, head->last + 1), axis->top,
                         axis->time_right - x_of (axis, head->last + 1), axis->bottom - axis->top, QD_TONE_G0);

  for (guint32 day = axis->first; day < axis->first + axis->n_days; day++)
    {
      gboolean monday = (day - axis->first) % DAYS_PER_WEEK == 0;
      g_autofree char *number = qd_chart_day (day, "%-d");
      gboolean month = day == axis->first || g_str_equal (number, "1");
      double x = x_of (axis, day);

      if (monday)
        qd_canvas_line (canvas, "week", x, axis->top, x, axis->bottom, QD_TONE_G1, m->rule, QD_DASH_NONE);
      if (month && day > axis->first)
        qd_canvas_line (canvas, "month", x, axis->top, x, axis->bottom, QD_TONE_G2, m->rule * 1.5, QD_DASH_NONE);
      if (monday && weeks)
        qd_canvas_text (canvas, "week-number", number, x + 4, week_baseline, QD_ALIGN_START,
                        (axis->time_right - axis->time_left) * DAYS_PER_WEEK / axis->n_days - 6, &m->week);
      if (month && x > month_end)
        {
          g_autofree char *name = qd_chart_day (day, "%B");
          g_autofree char *next = qd_chart_day (day + 12, "%B");
          g_autofree char *brief = qd_chart_day (day, "%b");
          const char *text = g_str_equal (name, next) ? name : brief;
          double width = qd_canvas_text_width (canvas, text, &m->month);

          if (x + width <= axis->time_right)
            qd_canvas_text (canvas, "month-name", text, x + (canvas->style->compact ? 0 : 2), month_baseline,
                            QD_ALIGN_START, QD_NO_LIMIT, &m->month);
          month_end = x + width + m->gap / 2;
        }
    }
  qd_canvas_line (canvas, "axis", axis->time_left, axis->top, axis->time_right, axis->top, QD_TONE_INK, m->axis,
                  QD_DASH_NONE);
  if (weeks)
    qd_canvas_text (canvas, "head", _("Week from Monday"), axis->time_left - m->gap, week_baseline, QD_ALIGN_END,
                    axis->time_left - axis->left - m->gap, &m->week);
}

/* Puts the dates of all lanes into rows, the first @n_tall lanes with tall rows. Returns the height they want. */
static double
fill_lanes (QdChart    *chart,
            QdCanvas   *canvas,
            const Axis *axis,
            Rows       *lanes,
            guint       n_tall)
{
  const Metrics *m = axis->metrics;
  double height = 0;

  for (guint lane = 0; lane < QD_N_LANES; lane++)
    {
      Rows *rows = &lanes[lane];

      rows->tall = lane < n_tall;
      g_clear_pointer (&rows->places, g_array_unref);
      rows->places = find_places (chart, canvas, axis, lane, rows->tall);
      rows->n_rows = assign_rows (rows->places, m->label_gap);
      if (rows->n_rows > 0)
        height += rows->n_rows * (rows->tall ? m->row_tall : m->row_flat) + m->lane_pad;
    }

  return height;
}

/* Rows grow into the room there is, or shrink; when even that is not enough the longest lanes lose rows. */
static void
fit_rows (Axis   *axis,
          Rows   *lanes,
          double  height,
          double  available)
{
  const Metrics *m = axis->metrics;
  double factor = CLAMP (available / height, m->row_min / m->row_flat, 1.25);

  axis->row = m->row_flat * factor;
  axis->row_tall = m->row_tall * factor;
  height *= factor;
  while (height > available + 0.5)
    {
      guint longest = 0;

      for (guint lane = 1; lane < QD_N_LANES; lane++)
        if (lanes[lane].n_rows >= lanes[longest].n_rows)
          longest = lane;
      if (lanes[longest].n_rows <= 1)
        break;
      lanes[longest].n_rows--;
      height -= axis->row;
    }
}

/* As many lanes as possible have their titles above their marks; what does not fit is counted beside the lane's name. */
static void
draw_lanes (QdChart  *chart,
            QdCanvas *canvas,
            Axis     *axis)
{
  const Metrics *m = axis->metrics;
  Rows lanes[QD_N_LANES] = { 0 };
  double available = axis->bottom - axis->top;
  guint n_tall = QD_N_LANES;
  double height = fill_lanes (chart, canvas, axis, lanes, n_tall);
  double y = axis->top;

  while (height > available && n_tall > 0)
    height = fill_lanes (chart, canvas, axis, lanes, --n_tall);
  fit_rows (axis, lanes, height, available);

  for (guint lane = 0; lane < QD_N_LANES; lane++)
    {
      const Rows *rows = &lanes[lane];

      if (rows->n_rows > 0)
        {
          double row = rows->tall ? axis->row_tall : axis->row;

          height = rows->n_rows * row + m->lane_pad * row / (rows->tall ? m->row_tall : m->row_flat);
          if (y > axis->top)
            qd_chart_rule (canvas, axis->left, axis->time_right, y, QD_TONE_G2, m->rule);
          draw_lane (canvas, axis, rows, lane, y, height);
          y += height;
        }
      g_array_unref (rows->places);
    }
}

static double
lane_name_width (QdCanvas     *canvas,
                 const QdLook *look)
{
  double most = 0;

  for (guint lane = 0; lane < QD_N_LANES; lane++)
    most = MAX (most, qd_canvas_text_width (canvas, _(lane_names[lane]), look));

  return most;
}

static char *
footnote (QdChart    *chart,
          const Axis *axis)
{
  guint n = 0;

  for (guint i = 0; i < chart->items->len; i++)
    n += !is_shown (axis, qd_chart_item (chart, QdDateValue, i));
  if (n == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%u more entry has no date in or near the quarter",
                                    "%u more entries have no date in or near the quarter", n), n);
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  gboolean compact = canvas->style->compact;
  const Metrics *m = compact ? &compact_metrics : &full_metrics;
  Axis axis = { .metrics = m };
  QdFrame frame = { 0 };
  g_autofree char *note = NULL;

  find_range (chart, &axis);
  if (compact)
    {
      axis.time_right = canvas->width - 1;
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
  axis.time_left = axis.left + lane_name_width (canvas, &m->lane) + m->gap * (compact ? 1.6 : 1.2);
  if (!compact)
    axis.time_left = MAX (axis.time_left, axis.left + qd_canvas_text_width (canvas, _("Week from Monday"), &m->week)
                                            + m->gap);

  draw_axis (chart, canvas, &axis);
  draw_lanes (chart, canvas, &axis);
  if (!compact)
    qd_chart_footnote (canvas, &frame, note, FALSE);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  const Metrics *m = &compact_metrics;
  guint n[QD_N_LANES] = { 0 };
  double height = m->header;

  for (guint i = 0; i < chart->items->len; i++)
    n[qd_chart_item (chart, QdDateValue, i)->lane]++;
  for (guint lane = 0; lane < QD_N_LANES; lane++)
    height += n[lane] > 0 ? MIN (n[lane], 3) * m->row_flat + m->lane_pad : 0;

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
      if (value->first == 0 || is_span (value))
        continue;
      if (is_weekend (value->first) && (weekend == NULL || value->lane < weekend->lane))
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
        return g_strdup_printf (ngettext ("%1$s falls on a %2$s, %3$u day after %4$s",
                                          "%1$s falls on a %2$s, %3$u days after %4$s", key[1]->first - key[0]->first),
                                weekend->title, day, key[1]->first - key[0]->first, key[0]->title);

      /* Translators: “Partner: feature timeline falls on a Saturday” */
      return g_strdup_printf (_("%1$s falls on a %2$s"), weekend->title, day);
    }
  if (key[0] != NULL)
    {
      g_autofree char *day = qd_chart_day (key[0]->first, _("%B %-d"));

      /* Translators: what happens first, when, and the number of dates in all */
      return g_strdup_printf (ngettext ("%1$s on %2$s is the first of %3$u date", "%1$s on %2$s is the first of %3$u dates",
                                        n_dates), key[0]->title, day, n_dates);
    }

  return g_strdup_printf (ngettext ("%1$u date to keep in %2$s", "%1$u dates to keep in %2$s", n_dates), n_dates,
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
