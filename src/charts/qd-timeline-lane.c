#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-timeline-private.h"

#include <glib/gi18n-lib.h>

#include "qd-count.h"

/* The lanes of a timeline: which row a date stands in, and how it is drawn there. */

/* More rows than any chart has room for. */
#define ROWS_MAX 40

/* From a lane's name to the note below, in sizes of the note. */
#define NOTE_LINE 1.3

/* More dates than any lane has room for one by one. */
#define EACH_MAX 120

static const char *const lane_names[QD_N_LANES] = { N_("Key dates"), N_("Reviews"), N_("Communication") };

/* A date with its place, or several that stand together. */
typedef struct
{
  const QdDateValue *value;  /* the first of them */
  guint              n;
  gboolean           mixed;  /* they are not all of one day */
  gboolean           counted; /* only how many there are is said */
  char              *title;
  char              *date;
  double             x;      /* of the mark, or of the start of a span */
  double             end;    /* of the span; @x of a day */
  double             left;   /* of everything that belongs to it */
  double             right;
  double             room;   /* for the title */
  gboolean           before; /* its label stands before it */
  gboolean           dated;  /* there is room for the date, too */
  gboolean           tall;   /* its title stands above the mark, its date below */
  guint              row;
} Place;

static void
place_clear (gpointer data)
{
  g_free (((Place *) data)->title);
  g_free (((Place *) data)->date);
}

gboolean
qd_timeline_is_weekend (guint32 day)
{
  /* Day 1 of the Julian count is a Monday. */
  return (day - 1) % QD_TIMELINE_WEEK >= 5;
}

gboolean
qd_timeline_is_span (const QdDateValue *value)
{
  return value->last > value->first;
}

char *
qd_timeline_date_text (const QdDateValue *value,
                       gboolean           compact)
{
  if (qd_timeline_is_span (value))
    {
      g_autofree char *month = qd_chart_day (value->first, "%B");

      /* Translators: %s is a month: “April, day not set” */
      return g_strdup_printf (_("%s, day not set"), month);
    }

  /* Translators: a date as in “Sat, June 15”; g_date_time_format() says what the letters mean */
  return qd_chart_day (value->first, compact ? _("%a, %b %-d") : _("%a, %B %-d"));
}

double
qd_timeline_x (const QdTimelineAxis *axis,
               double                day)
{
  double part = (day - axis->first) / axis->n_days;

  return axis->time_left + CLAMP (part, 0, 1) * (axis->time_right - axis->time_left);
}

/* In range, or close enough to stand at its edge. */
gboolean
qd_timeline_is_shown (const QdTimelineAxis *axis,
                      const QdDateValue    *value)
{
  return value->first > 0 && value->last >= axis->first && value->first < axis->first + axis->n_days;
}

/* A weekend is said with a sign, a word and a colour. */
static QdLook
date_look (const QdTimelineMetrics *m,
           const Place             *place)
{
  QdLook look = m->date;

  if (!place->mixed && !qd_timeline_is_span (place->value) && qd_timeline_is_weekend (place->value->first))
    {
      look.tone = QD_TONE_AMBER;
      look.bold = TRUE;
    }

  return look;
}

static double
date_width (QdCanvas                *canvas,
            const QdTimelineMetrics *m,
            const Place             *place)
{
  QdLook look = date_look (m, place);

  return qd_canvas_text_width (canvas, place->date, &look) + (look.bold ? look.size * 1.16 : 0);
}

/* Returns: (transfer full): @first, and how many dates stand with it */
static char *
place_title (const Place *place,
             const char  *first)
{
  if (place->n < 2)
    return g_strdup (first);

  /* Translators: the first of several things on a day, and how many there are beside it */
  return qd_count_printf (ngettext ("%1$s and %2$u more", "%1$s and %2$u more", place->n - 1), first, place->n - 1);
}

/* Where there is less room than the title wants, the name gives way, not the number. */
static void
shorten_title (QdCanvas                *canvas,
               const QdTimelineMetrics *m,
               Place                   *place)
{
  g_autofree char *rest = place_title (place, "");
  g_autofree char *first = qd_canvas_shorten (canvas, place->value->title,
                                              place->room - qd_canvas_text_width (canvas, rest, &m->title), &m->title);

  if (place->n < 2 || first == NULL)
    return;
  g_free (place->title);
  place->title = place_title (place, first);
}

static guint32
monday_of (const QdDateValue *value)
{
  return value->first - (value->first - 1) % QD_TIMELINE_WEEK;
}

/* Where the label goes: after its mark, else before it, else to the side with more room, without the date or shortened.
 * */
static void
find_extent (QdCanvas             *canvas,
             const QdTimelineAxis *axis,
             Place                *place)
{
  const QdTimelineMetrics *m = axis->metrics;
  gboolean span = qd_timeline_is_span (place->value);
  double title = qd_canvas_text_width (canvas, place->title, &m->title);
  gboolean undated = span || place->counted;
  double date = undated ? 0 : date_width (canvas, m, place);
  double full = place->tall ? MAX (title, date) : title + (undated ? 0 : m->gap + date);
  double offset = place->tall && !span ? -m->marker : m->gap + (span ? 0 : m->marker);
  double after, before;

  place->x = qd_timeline_x (axis, place->counted && !span ? monday_of (place->value) + QD_TIMELINE_WEEK / 2.0
                                                           : place->value->first + (span ? 0 : 0.5));
  place->end = span ? qd_timeline_x (axis, place->value->last + 1) : place->x;
  after = axis->time_right - place->end - offset;
  before = place->x - offset - axis->time_left;

  place->before = full > after && (full <= before || before > after);
  place->room = MIN (title, place->before ? before : after);
  if (title > place->room && !place->counted)
    shorten_title (canvas, m, place);
  place->dated = !place->counted
                 && (full <= (place->before ? before : after) || (place->tall && date <= (place->before ? before : after)));
  if (!place->dated)
    full = place->room;
  full = MIN (full, place->before ? before : after);
  place->left = place->before ? MIN (place->x - m->marker, place->x - offset - full) : place->x - m->marker;
  place->right = place->before ? place->end + m->marker : MAX (place->end + m->marker, place->end + offset + full);
}

static int
compare_dates (gconstpointer a,
               gconstpointer b)
{
  const QdDateValue *first = *(const QdDateValue *const *) a;
  const QdDateValue *second = *(const QdDateValue *const *) b;

  if (first->first != second->first)
    return first->first < second->first ? -1 : 1;
  if (first->last != second->last)
    return first->last < second->last ? -1 : 1;

  return (first > second) - (first < second);
}

static gboolean
is_free (GArray      *places,
         GArray      *placed,
         const Place *place,
         double       gap)
{
  for (guint i = 0; i < placed->len; i++)
    {
      const Place *other = &g_array_index (places, Place, g_array_index (placed, guint, i));

      if (other->row == place->row && place->left <= other->right + gap && place->right >= other->left - gap)
        return FALSE;
    }

  return TRUE;
}

/* Each date goes into the first row where nothing is in its way, while there are rows. Returns how many that takes. */
static guint
assign_rows (GArray *places,
             double  gap)
{
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_rows = 0;

  for (guint i = 0; i < places->len; i++)
    {
      Place *place = &g_array_index (places, Place, i);

      for (place->row = 0; place->row < ROWS_MAX && !is_free (places, placed, place, gap);)
        place->row++;
      if (place->row == ROWS_MAX)
        continue;
      g_array_append_val (placed, i);
      n_rows = MAX (n_rows, place->row + 1);
    }

  return n_rows;
}

static gboolean
is_together (const QdDateValue  *first,
             const QdDateValue  *second,
             QdTimelineGrouping  grouping)
{
  if (grouping == QD_TIMELINE_EACH || qd_timeline_is_span (first) != qd_timeline_is_span (second))
    return FALSE;
  if (grouping == QD_TIMELINE_BY_DAY || qd_timeline_is_span (first))
    return first->first == second->first && first->last == second->last;

  return (first->first - 1) / QD_TIMELINE_WEEK == (second->first - 1) / QD_TIMELINE_WEEK;
}

/* What is said of the @place->n dates that stand together. */
static void
word_place (Place    *place,
            gboolean  compact)
{
  place->title = place->counted ? qd_count_printf ("%u", place->n) : place_title (place, place->value->title);
  if (place->mixed)
    {
      g_autofree char *day = qd_chart_day (monday_of (place->value), compact ? _("%b %-d") : _("%B %-d"));

      /* Translators: %s is a Monday, such as “May 13” */
      place->date = g_strdup_printf (_("week of %s"), day);
    }
  else
    {
      place->date = qd_timeline_date_text (place->value, compact);
    }
}

static GArray *
find_places (QdChart              *chart,
             QdCanvas             *canvas,
             const QdTimelineAxis *axis,
             QdLane                lane,
             const QdTimelineRows *rows)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < chart->items->len; i++)
    {
      QdDateValue *value = qd_chart_item (chart, QdDateValue, i);

      if (value->lane == lane && qd_timeline_is_shown (axis, value))
        g_ptr_array_add (values, value);
    }
  g_ptr_array_sort (values, compare_dates);

  g_array_set_clear_func (places, place_clear);
  for (guint i = 0; i < values->len;)
    {
      Place place = { .value = g_ptr_array_index (values, i), .n = 1, .tall = rows->tall,
                      .counted = rows->grouping == QD_TIMELINE_COUNTED };

      for (i++; i < values->len && is_together (place.value, g_ptr_array_index (values, i), rows->grouping); i++)
        {
          place.mixed = place.mixed || place.value->first != ((QdDateValue *) g_ptr_array_index (values, i))->first;
          place.n++;
        }
      word_place (&place, canvas->style->compact);
      find_extent (canvas, axis, &place);
      g_array_append_val (places, place);
    }

  return places;
}

static void
draw_mark (QdCanvas             *canvas,
           const QdTimelineAxis *axis,
           const Place          *place,
           double                middle)
{
  const QdTimelineMetrics *m = axis->metrics;

  if (qd_timeline_is_span (place->value))
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
draw_date (QdCanvas                *canvas,
           const QdTimelineMetrics *m,
           const Place             *place,
           double                   x,
           double                   baseline,
           QdAlign                  align)
{
  QdLook look = date_look (m, place);

  if (!place->dated)
    return;
  if (look.bold)
    qd_chart_warning (canvas, "date", place->date, x, baseline, align, QD_NO_LIMIT, &look);
  else
    qd_canvas_text (canvas, "date", place->date, x, baseline, align, QD_NO_LIMIT, &look);
}

/* A span says its month inside and what happens beside it. */
static void
draw_span_label (QdCanvas                *canvas,
                 const QdTimelineMetrics *m,
                 const Place             *place,
                 double                   middle)
{
  QdLook inside = m->date;

  inside.plate = QD_TONE_NONE;
  qd_canvas_text (canvas, "date", place->date, place->x + m->gap, middle + inside.size * QD_EM_MIDDLE, QD_ALIGN_START,
                  place->end - place->x - 2 * m->gap, &inside);
  qd_canvas_text (canvas, "title", place->title, place->before ? place->x - m->gap : place->end + m->gap,
                  middle + m->title.size * QD_EM_MIDDLE, place->before ? QD_ALIGN_END : QD_ALIGN_START, place->room,
                  &m->title);
}

static void
draw_label (QdCanvas                *canvas,
            const QdTimelineMetrics *m,
            const Place             *place,
            double                   middle)
{
  QdAlign align = place->before ? QD_ALIGN_END : QD_ALIGN_START;
  double sign = place->before ? -1 : 1;

  if (qd_timeline_is_span (place->value))
    {
      draw_span_label (canvas, m, place, middle);
    }
  else if (place->tall)
    {
      double x = place->x - sign * m->marker;

      qd_canvas_text (canvas, "title", place->title, x, middle - m->marker - m->title.size * 0.42, align,
                      place->room, &m->title);
      draw_date (canvas, m, place, x, middle + m->marker + m->date.size * 1.05, align);
    }
  else
    {
      double x = place->x + sign * (m->marker + m->gap);
      double baseline = middle + m->title.size * QD_EM_MIDDLE;

      qd_canvas_text (canvas, "title", place->title, x, baseline, align, place->room, &m->title);
      draw_date (canvas, m, place, x + sign * (place->room + m->gap), baseline, align);
    }
}

/* The line through the reviews, and between two key dates how many days lie between. */
static void
draw_links (QdCanvas             *canvas,
            const QdTimelineAxis *axis,
            const QdTimelineRows *rows,
            double                top,
            double                row)
{
  const QdTimelineMetrics *m = axis->metrics;

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

      if (from->row != to->row || qd_timeline_is_span (from->value) || qd_timeline_is_span (to->value)
          || from->value->lane == QD_LANE_COMMUNICATION)
        continue;
      qd_canvas_line (canvas, "link", from->x, middle, to->x, middle, key ? QD_TONE_ACCENT : QD_TONE_G2, m->rule * 1.5,
                      QD_DASH_NONE);
      text = qd_count_printf (ngettext ("%u day", "%u days", n_days), n_days);
      if (key && qd_canvas_text_width (canvas, text, &m->date) <= right - left)
        qd_canvas_text (canvas, "days", text, (left + right) / 2, middle - m->date.size * 0.5, QD_ALIGN_MIDDLE,
                        QD_NO_LIMIT, &m->date);
    }
}

/* The lane's name, and how many dates found no row, or else that only their number is said: beside the first row, or above
 * all of them. */
static void
draw_lane_name (QdCanvas             *canvas,
                const QdTimelineAxis *axis,
                const char           *name,
                guint                 n_hidden,
                gboolean              counted,
                double                top,
                double                first_middle,
                double                bottom)
{
  const QdTimelineMetrics *m = axis->metrics;
  double width = axis->above ? (axis->time_right - axis->left) * 0.6 : axis->time_left - axis->left - m->gap;
  double baseline = axis->above ? top + m->lane.size * 1.3 : first_middle + m->lane.size * QD_EM_MIDDLE;
  QdLook look = m->lane;
  QdLook note = m->week;
  g_autofree char *more = NULL;

  if (n_hidden > 0)
    more = qd_count_printf (ngettext ("and %u more", "and %u more", n_hidden), n_hidden);
  else if (counted)
    /* Translators: below the name of a lane that has too many dates for words */
    more = g_strdup (_("number a week"));
  /* In a lane of one row both stand around its middle. */
  if (more != NULL && !axis->above && baseline + m->week.size * NOTE_LINE >= bottom)
    baseline = first_middle - m->lane.size * 0.1;
  look.plate = note.plate = axis->above ? QD_TONE_PAPER : QD_TONE_NONE;
  qd_canvas_text (canvas, "lane", name, axis->left, baseline, QD_ALIGN_START, width, &look);
  if (axis->above)
    qd_canvas_text (canvas, "others", more, axis->time_right, baseline, QD_ALIGN_END,
                    axis->time_right - axis->left - width, &note);
  else if (baseline + m->week.size * NOTE_LINE < bottom)
    qd_canvas_text (canvas, "others", more, axis->left, baseline + m->week.size * NOTE_LINE, QD_ALIGN_START, width, &note);
}

/* How many dates found no row. */
static guint
count_hidden (const QdTimelineRows *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->places->len; i++)
    {
      const Place *place = &g_array_index (rows->places, Place, i);

      n += place->row >= rows->n_rows ? place->n : 0;
    }

  return n;
}

static void
draw_lane (QdCanvas             *canvas,
           const QdTimelineAxis *axis,
           const QdTimelineRows *rows,
           QdLane                lane,
           double                top,
           double                height)
{
  guint n_hidden = count_hidden (rows);
  double row = rows->tall ? axis->row_tall : axis->row;
  double space = height - rows->n_rows * row;
  double first = top + (axis->above ? space : space / 2);

  draw_lane_name (canvas, axis, _(lane_names[lane]), n_hidden, rows->grouping == QD_TIMELINE_COUNTED, top, first + row / 2, top + height);
  draw_links (canvas, axis, rows, first, row);
  for (guint i = 0; i < rows->places->len; i++)
    {
      const Place *place = &g_array_index (rows->places, Place, i);
      double middle = first + (place->row + 0.5) * row;
      g_autofree char *names = NULL, *tooltip = NULL;

      if (place->row >= rows->n_rows)
        continue;
      names = place_title (place, place->value->title);
      tooltip = g_strdup_printf (_("%1$s: %2$s"), names, place->date);
      qd_canvas_set_record (canvas, place->value->id, tooltip);
      qd_canvas_rectangle (canvas, "hit", place->left, middle - row / 2, place->right - place->left, row, QD_TONE_NONE);
      draw_mark (canvas, axis, place, middle);
      draw_label (canvas, axis->metrics, place, middle);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
}

/* Puts the dates of all lanes into rows, the first @n_tall lanes with tall rows. Returns the height that rows want;
 * @pad is what lanes take beside them. */
static double
fill_lanes (QdChart              *chart,
            QdCanvas             *canvas,
            const QdTimelineAxis *axis,
            QdTimelineRows       *lanes,
            guint                 n_tall,
            double               *pad)
{
  const QdTimelineMetrics *m = axis->metrics;
  double height = 0;

  *pad = 0;
  for (guint lane = 0; lane < QD_N_LANES; lane++)
    {
      QdTimelineRows *rows = &lanes[lane];

      rows->tall = lane < n_tall;
      g_clear_pointer (&rows->places, g_array_unref);
      rows->places = find_places (chart, canvas, axis, lane, rows);
      rows->n_rows = assign_rows (rows->places, m->label_gap);
      height += rows->n_rows * (rows->tall ? m->row_tall : m->row_flat);
      *pad += rows->n_rows == 0 ? 0 : axis->above ? m->name_height : m->lane_pad;
    }

  return height;
}

/* Rows grow into the room there is, or shrink; when even that is not enough the longest lanes lose rows. */
static void
fit_rows (QdTimelineAxis *axis,
          QdTimelineRows *lanes,
          double          height,
          double          available)
{
  const QdTimelineMetrics *m = axis->metrics;
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

/* As many lanes as possible have their titles above their marks. Returns whether all dates have a row. */
static gboolean
arrange_lanes (QdChart        *chart,
               QdCanvas       *canvas,
               QdTimelineAxis *axis,
               QdTimelineRows *lanes)
{
  double available = axis->bottom - axis->top;
  guint n_tall = QD_N_LANES;
  double pad;
  double height = fill_lanes (chart, canvas, axis, lanes, n_tall, &pad);
  guint n_hidden = 0;

  while (height + pad > available && n_tall > 0)
    height = fill_lanes (chart, canvas, axis, lanes, --n_tall, &pad);
  fit_rows (axis, lanes, height, available - pad);
  for (guint lane = 0; lane < QD_N_LANES; lane++)
    n_hidden += count_hidden (&lanes[lane]);

  return n_hidden == 0;
}

/* The lane that hides most lets more dates stand together. Returns: whether there is one that can */
static gboolean
gather_lane (QdTimelineRows *lanes)
{
  QdTimelineRows *worst = NULL;

  for (guint lane = 0; lane < QD_N_LANES; lane++)
    if (lanes[lane].grouping < (lane == QD_LANE_KEY_DATES ? QD_TIMELINE_BY_WEEK : QD_TIMELINE_COUNTED) && count_hidden (&lanes[lane]) > 0
        && (worst == NULL || count_hidden (&lanes[lane]) > count_hidden (worst)))
      worst = &lanes[lane];
  if (worst == NULL)
    return FALSE;

  worst->grouping++;
  return TRUE;
}

/* Where not all dates have a row those of a day stand together, then those of a week, then only the number of these; what
 * still does not fit is counted beside the lane's name. */
void
qd_timeline_draw_lanes (QdChart        *chart,
                        QdCanvas       *canvas,
                        QdTimelineAxis *axis)
{
  QdTimelineRows lanes[QD_N_LANES] = { 0 };
  guint n[QD_N_LANES] = { 0 };
  double y = axis->top;

  for (guint i = 0; i < chart->items->len; i++)
    n[qd_chart_item (chart, QdDateValue, i)->lane]++;
  for (guint lane = 0; lane < QD_N_LANES; lane++)
    lanes[lane].grouping = n[lane] > EACH_MAX ? QD_TIMELINE_BY_DAY : QD_TIMELINE_EACH;
  while (!arrange_lanes (chart, canvas, axis, lanes) && gather_lane (lanes))
    ;

  for (guint lane = 0; lane < QD_N_LANES; lane++)
    {
      const QdTimelineRows *rows = &lanes[lane];

      if (rows->n_rows > 0)
        {
          double row = rows->tall ? axis->row_tall : axis->row;

          double height = rows->n_rows * row + (axis->above ? axis->metrics->name_height : axis->metrics->lane_pad);
          if (y > axis->top)
            qd_chart_rule (canvas, axis->left, axis->time_right, y, QD_TONE_G2, axis->metrics->rule);
          draw_lane (canvas, axis, rows, lane, y, height);
          y += height;
        }
      g_array_unref (rows->places);
    }
}

double
qd_timeline_names_width (QdCanvas     *canvas,
                         const QdLook *look)
{
  double most = 0;

  for (guint lane = 0; lane < QD_N_LANES; lane++)
    most = MAX (most, qd_canvas_text_width (canvas, _(lane_names[lane]), look));

  return most;
}
