#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-allocation-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* Per category: its share of the capacity, last quarter's share, and what is committed of it. Full as bars, compact as
 * a dumbbell from last quarter's share to this one's. */

#define ROW_HEIGHT         156.0
#define ROW_HEIGHT_MIN     62.0
#define ROW_HEIGHT_TALL    120.0
#define BAR_HEIGHT         60.0
#define TOTAL_HEIGHT       72.0
#define GUTTER             56.0
#define GUTTER_HALF        32.0
#define RATIONALE_WIDTH    360.0
#define BAR_PART_MIN       0.3

#define COMPACT_ROW        32.0
#define COMPACT_ROW_MIN    20.0
#define COMPACT_ROW_MAX    38.0
#define COMPACT_AXIS       22.0
#define COMPACT_NAME_PART  0.3
#define COMPACT_DOT        6.0
#define COMPACT_FIGURE_GAP (COMPACT_DOT + 5)

typedef struct
{
  double   name_width;
  double   percent;
  double   bar_left;
  double   bar_width;
  double   committed;
  double   planned;    /* right end, as of all figures; 0: not shown */
  double   row;
  double   most;
  gboolean tall;       /* with the rationale and large percentages */
} Columns;

typedef struct
{
  double share;
  double points;
  double committed;
} Sums;

/* What is said once for all rows. */
typedef struct
{
  gboolean committed;
  gboolean open;
  gboolean previous;
} Said;

/* The categories to show, in the order of the plan: all, or those that matter most and a sum of the others. @canvas: (nullable): what
 * has pages for these */
static GArray *
select_categories (QdChart  *chart,
                   QdCanvas *canvas,
                   guint     most,
                   char    **others_name)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (QdCategoryValue));
  guint n = chart->items->len;
  g_autofree guint *order = g_new (guint, n);
  g_autofree gboolean *shown = g_new0 (gboolean, n);
  QdCategoryValue others = { .share = 0, .previous = NAN };
  guint n_others = 0, first = 0, last = n;

  *others_name = NULL;
  for (guint i = 0; i < n; i++)
    order[i] = i;
  if (n > most)
    {
      guint n_shown = MAX (most, 2) - 1;

      qd_allocation_sort (chart, order);
      first = canvas != NULL ? qd_canvas_paginate (canvas, n, n_shown) : 0;
      last = MIN (first + n_shown, n);
    }
  for (guint i = first; i < last; i++)
    shown[order[i]] = TRUE;

  for (guint i = 0; i < n; i++)
    {
      const QdCategoryValue *category = qd_chart_item (chart, QdCategoryValue, i);

      if (shown[i])
        {
          g_array_append_val (selected, *category);
          continue;
        }
      n_others++;
      others.share += category->share;
      others.points += category->points;
      others.committed += category->committed;
    }
  if (n_others > 0)
    {
      *others_name = qd_count_printf (C_("categories", "Other (%u)"), n_others);
      others.name = *others_name;
      g_array_append_val (selected, others);
    }

  return selected;
}

/* What is committed, as a share of the whole capacity. */
static double
committed_share (const QdCategoryValue *category)
{
  return category->points > 0 ? category->share * category->committed / category->points : 0;
}

/* The end of the scale: the largest share of this quarter or the last, never less than a quarter of the whole. */
static double
largest_share (GArray *categories)
{
  double most = 0.25;

  for (guint i = 0; i < categories->len; i++)
    {
      const QdCategoryValue *category = &g_array_index (categories, QdCategoryValue, i);

      most = MAX (most, category->share);
      most = MAX (most, committed_share (category));
      if (!isnan (category->previous))
        most = MAX (most, category->previous);
    }

  return most;
}

/* Where the bar of a category ends, with what is committed beyond its share. */
static double
bar_end (const QdCategoryValue *category,
         const Columns         *columns)
{
  double share = qd_allocation_is_over (category) ? MAX (category->share, committed_share (category)) : category->share;

  return columns->bar_left + share * columns->bar_width / columns->most;
}

static char *
category_tooltip (const QdCategoryValue *category)
{
  g_autofree char *share = qd_chart_percent (category->share);
  g_autofree char *points = qd_chart_number (category->points);
  g_autofree char *committed = qd_chart_number (category->committed);
  g_autofree char *first = NULL;

  /* Translators: “Reliability: 25 %, 338 points, of which 230 are committed” */
  first = g_strdup_printf (_("%1$s: %2$s, %3$s points, of which %4$s are committed"), category->name, share, points,
                           committed);
  if (!isnan (category->previous))
    {
      g_autofree char *previous = qd_chart_percent (category->previous);

      /* Translators: %1$s is a sentence about a category */
      return g_strdup_printf (_("%1$s; last quarter %2$s"), first, previous);
    }

  return g_steal_pointer (&first);
}

/* Below the bar in rows that are high enough, else beside the first tick that has room. */
static void
draw_previous_label (QdCanvas              *canvas,
                     const QdCategoryValue *category,
                     const Columns         *columns,
                     double                 x,
                     double                 top,
                     double                 bar,
                     Said                  *said)
{
  const double end = columns->bar_left + columns->bar_width;
  g_autofree char *previous = qd_chart_percent (category->previous);
  /* Translators: %s is a percentage */
  g_autofree char *text = g_strdup_printf (_("last quarter %s"), previous);
  double width = qd_canvas_text_width (canvas, text, &qd_look_note);
  gboolean starts = x + width <= end;
  QdLook look = qd_look_note;

  /* Over the dots of the fall. */
  look.plate = QD_TONE_PAPER;
  if (columns->row >= ROW_HEIGHT_TALL)
    qd_canvas_text (canvas, "previous-label", text, starts ? x - 2 : x + 2, top + bar + 38,
                    starts ? QD_ALIGN_START : QD_ALIGN_END, QD_NO_LIMIT, &qd_look_note);
  else if (!said->previous && x + width + 14 <= end && x >= bar_end (category, columns))
    said->previous = qd_canvas_text (canvas, "previous-label", text, x + 14, top + bar / 2 + 26 * QD_EM_MIDDLE,
                                     QD_ALIGN_START, QD_NO_LIMIT, &look) != NULL;
  else if (!said->previous && x - width - 28 >= bar_end (category, columns))
    said->previous = qd_canvas_text (canvas, "previous-label", text, x - 14, top + bar / 2 + 26 * QD_EM_MIDDLE,
                                     QD_ALIGN_END, QD_NO_LIMIT, &look) != NULL;
}

/* The fall from last quarter's share, or its place within the bar. */
static void
draw_previous (QdCanvas              *canvas,
               const QdCategoryValue *category,
               const Columns         *columns,
               double                 top,
               double                 bar,
               Said                  *said)
{
  double x = columns->bar_left + category->previous * columns->bar_width / columns->most;
  double end = bar_end (category, columns);

  if (x - end > 24)
    qd_canvas_line (canvas, "fall", end + 12, top + bar / 2, x - 10, top + bar / 2, QD_TONE_G3, 3, QD_DASH_DOTTED);
  qd_canvas_tick (canvas, "previous", x, top - 8, top + bar + 8, 4);
  draw_previous_label (canvas, category, columns, x, top, bar, said);
}

static void
draw_bar (QdCanvas              *canvas,
          const QdCategoryValue *category,
          const Columns         *columns,
          double                 top,
          double                 bar,
          Said                  *said)
{
  const QdLook inside = { 28, TRUE, QD_TONE_ON_ACCENT, FALSE, QD_TONE_NONE };
  const QdLook pale = { 28, FALSE, QD_TONE_INK, FALSE, QD_TONE_NONE };
  double unit = columns->bar_width / columns->most;
  double width = MAX (category->share * unit, 1);
  double part = category->points > 0 ? MIN (category->committed / category->points, 1) : 0;
  double baseline = top + bar / 2 + 28 * QD_EM_MIDDLE;
  double previous = isnan (category->previous) ? G_MAXDOUBLE : category->previous * unit;
  double text;
  QdMark *mark;

  mark = qd_canvas_rectangle (canvas, "share", columns->bar_left, top, width, bar, QD_TONE_TINT);
  mark->value = category->share;
  if (part > 0)
    {
      mark = qd_canvas_rectangle (canvas, "committed", columns->bar_left, top, width * part, bar, QD_TONE_ACCENT);
      mark->value = category->share * part;
    }
  if (qd_allocation_is_over (category) && category->points > 0)
    {
      mark = qd_canvas_rectangle (canvas, "over", columns->bar_left + width + 4, top,
                                  MAX (committed_share (category) * unit - width - 4, 3), bar, QD_TONE_RED);
      mark->value = committed_share (category) - category->share;
    }

  /* What the two colours mean is said once, in the first bar that holds the words clear of last quarter's tick. */
  text = qd_canvas_text_width (canvas, _("committed"), &inside);
  if (!said->committed && text + 40 <= width * part && (previous > text + 36 || previous < 6))
    {
      qd_canvas_text (canvas, "committed-label", _("committed"), columns->bar_left + 20, baseline, QD_ALIGN_START,
                      QD_NO_LIMIT, &inside);
      said->committed = TRUE;
    }
  text = qd_canvas_text_width (canvas, _("still open"), &pale);
  if (!said->open && text + 32 <= width * (1 - part) && (previous > width - 8 || previous < width - text - 28))
    {
      qd_canvas_text (canvas, "open-label", _("still open"), columns->bar_left + width - 16, baseline, QD_ALIGN_END,
                      QD_NO_LIMIT, &pale);
      said->open = TRUE;
    }
}

static void
draw_name (QdCanvas              *canvas,
           const QdCategoryValue *category,
           const Columns         *columns,
           double                 left,
           double                 middle)
{
  guint n_lines = columns->tall
                    ? MIN (qd_canvas_count_lines (canvas, category->rationale, columns->name_width, &qd_look_note),
                           2) : 0;
  double baseline = middle + 34 * QD_EM_MIDDLE - n_lines * 17;

  qd_canvas_text (canvas, "name", category->name, left, baseline, QD_ALIGN_START, columns->name_width, &qd_look_name);
  qd_canvas_paragraph (canvas, "rationale", category->rationale, left, baseline + 37, QD_ALIGN_START,
                       qd_chart_balanced_width (canvas, category->rationale, columns->name_width, &qd_look_note), 34, n_lines,
                       &qd_look_note);
}

static void
draw_row (QdCanvas              *canvas,
          const QdCategoryValue *category,
          const Columns         *columns,
          const QdFrame         *frame,
          double                 y,
          Said                  *said)
{
  gboolean labelled = columns->row >= ROW_HEIGHT_TALL;
  QdLook display = { columns->tall ? 60 : 40, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE };
  double bar = MIN (BAR_HEIGHT, columns->row * 0.52);
  double middle = y + columns->row / 2 - (labelled ? 15 : 0);
  double baseline = middle + 32 * QD_EM_MIDDLE;
  g_autofree char *share = qd_chart_percent (category->share);
  g_autofree char *committed = qd_chart_number (category->committed);
  g_autofree char *points = qd_chart_number (category->points);

  qd_canvas_rectangle (canvas, "row", frame->left, y, frame->right - frame->left, columns->row, QD_TONE_NONE);
  draw_name (canvas, category, columns, frame->left, middle);
  qd_canvas_text (canvas, "share-figure", share, columns->percent, middle + display.size * QD_EM_MIDDLE, QD_ALIGN_END,
                  QD_NO_LIMIT, &display);
  draw_bar (canvas, category, columns, middle - bar / 2, bar, said);
  if (!isnan (category->previous))
    draw_previous (canvas, category, columns, middle - bar / 2, bar, said);
  if (qd_allocation_is_over (category))
    qd_chart_warning (canvas, "committed-figure", committed, columns->committed, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                      &qd_look_red);
  else
    qd_canvas_text (canvas, "committed-figure", committed, columns->committed, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                    &qd_look_figure_bold);
  if (columns->planned > 0)
    qd_canvas_text (canvas, "planned-figure", points, columns->planned, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                    &qd_look_figure);
}

static Sums
sum_up (QdChart *chart)
{
  const QdAllocationHead *head = chart->head;
  Sums sums = { .committed = head->uncategorised };

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdCategoryValue *category = qd_chart_item (chart, QdCategoryValue, i);

      sums.share += category->share;
      sums.points += category->points;
      sums.committed += category->committed;
    }

  return sums;
}

static Columns
find_columns (QdChart       *chart,
              QdCanvas      *canvas,
              const QdFrame *frame,
              GArray        *categories,
              gboolean       tall)
{
  Columns columns = { .committed = frame->right, .most = largest_share (categories) };
  Sums sums = sum_up (chart);
  g_autofree char *most = qd_chart_number (MAX (sums.points, sums.committed));
  g_autofree char *whole = qd_chart_percent (MAX (sums.share, 1));
  double percent_width;
  double figure = qd_canvas_text_width (canvas, most, &qd_look_figure_bold) + 40;
  double committed_width = MAX (figure, qd_canvas_text_width (canvas, _("Committed"), &qd_look_note));
  double gutter = frame->half ? GUTTER_HALF : GUTTER;
  QdLook display = { 60, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE };
  double longest = 0;

  columns.row = CLAMP ((frame->bottom - TOTAL_HEIGHT - frame->top) / categories->len, ROW_HEIGHT_MIN, ROW_HEIGHT);
  columns.tall = tall && columns.row >= ROW_HEIGHT_TALL;
  if (!columns.tall)
    display.size = 40;
  percent_width = qd_canvas_text_width (canvas, whole, &display);
  for (guint i = 0; i < categories->len; i++)
    {
      const QdCategoryValue *category = &g_array_index (categories, QdCategoryValue, i);
      g_autofree char *percent = qd_chart_percent (category->share);

      longest = MAX (longest, qd_canvas_text_width (canvas, category->name, &qd_look_name));
      percent_width = MAX (percent_width, qd_canvas_text_width (canvas, percent, &display));
    }
  if (!frame->half)
    {
      columns.planned = columns.committed;
      columns.committed -= gutter + MAX (figure, qd_canvas_text_width (canvas, _("Planned"), &qd_look_note));
    }
  columns.name_width = MIN (columns.tall ? MAX (longest, RATIONALE_WIDTH) : longest,
                            (frame->right - frame->left) * 0.25);
  columns.percent = frame->left + columns.name_width + gutter + percent_width;
  columns.bar_left = columns.percent + 26;
  columns.bar_width = columns.committed - committed_width - gutter - columns.bar_left;

  return columns;
}

static void
draw_totals (QdChart       *chart,
             QdCanvas      *canvas,
             const Columns *columns,
             const QdFrame *frame,
             double         y)
{
  Sums sums = sum_up (chart);
  g_autofree char *percent = qd_chart_percent (sums.share);
  g_autofree char *points_text = qd_chart_number (sums.points);
  g_autofree char *committed_text = qd_chart_number (sums.committed);
  double baseline = y + 48;

  qd_chart_rule (canvas, frame->left, frame->right, y, QD_TONE_INK, 3);
  qd_canvas_text (canvas, "total", _("Total"), frame->left, baseline, QD_ALIGN_START, columns->name_width,
                  &qd_look_name);
  qd_canvas_text (canvas, "total", percent, columns->percent, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                  &qd_look_figure_bold);
  qd_canvas_text (canvas, "total", committed_text, columns->committed, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                  &qd_look_figure_bold);
  if (columns->planned > 0)
    qd_canvas_text (canvas, "total", points_text, columns->planned, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                    &qd_look_figure);
}

static char *
footnote (QdChart *chart)
{
  const QdAllocationHead *head = chart->head;
  g_autofree char *points = NULL;

  if (head->uncategorised < 0.5)
    return NULL;
  points = qd_chart_number (head->uncategorised);
  return g_strdup_printf (_("%s committed points have no category yet and count only in the total"), points);
}

static void
layout_full (QdChart  *chart,
             QdCanvas *canvas)
{
  QdFrame frame = qd_chart_frame (chart, canvas);
  guint most = (guint) MAX ((frame.bottom - TOTAL_HEIGHT - frame.top) / ROW_HEIGHT_MIN, 2);
  g_autofree char *others = NULL;
  g_autoptr (GArray) categories = select_categories (chart, canvas, most, &others);
  Columns columns = find_columns (chart, canvas, &frame, categories, !frame.half);
  g_autofree char *note = footnote (chart);
  Said said = { FALSE };
  double y = frame.top;

  /* Reasons give way to bars. */
  if (columns.tall && columns.bar_width < (frame.right - frame.left) * BAR_PART_MIN)
    columns = find_columns (chart, canvas, &frame, categories, FALSE);
  qd_canvas_text (canvas, "head", _("Committed"), columns.committed, frame.heads, QD_ALIGN_END, QD_NO_LIMIT,
                  &qd_look_note);
  if (columns.planned > 0)
    qd_canvas_text (canvas, "head", _("Planned"), columns.planned, frame.heads, QD_ALIGN_END, QD_NO_LIMIT,
                    &qd_look_note);
  qd_chart_rule (canvas, frame.left, frame.right, y, QD_TONE_G1, 2);
  for (guint i = 0; i < categories->len; i++, y += columns.row)
    {
      const QdCategoryValue *category = &g_array_index (categories, QdCategoryValue, i);
      g_autofree char *tooltip = category_tooltip (category);

      if (i > 0)
        qd_chart_rule (canvas, frame.left, frame.right, y, QD_TONE_G1, 2);
      qd_canvas_set_record (canvas, category->id, tooltip);
      draw_row (canvas, category, &columns, &frame, y, &said);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
  draw_totals (chart, canvas, &columns, &frame, y);
  qd_chart_footnote (canvas, &frame, note, FALSE);
}

static double
compact_figure_width (QdCanvas *canvas,
                      GArray   *categories)
{
  double most = 0;

  for (guint i = 0; i < categories->len; i++)
    {
      const QdCategoryValue *category = &g_array_index (categories, QdCategoryValue, i);
      g_autofree char *share = qd_chart_hundredths (category->share);
      g_autofree char *previous = qd_chart_hundredths (isnan (category->previous) ? 0 : category->previous);

      most = MAX (most, MAX (qd_canvas_text_width (canvas, share, &qd_look_small_bold),
                             qd_canvas_text_width (canvas, previous, &qd_look_small_dim)));
    }

  return most;
}

/* The two shares each have their figure on the outer side of their mark. */
static void
compact_row (QdCanvas              *canvas,
             const QdCategoryValue *category,
             const Columns         *columns,
             double                 y)
{
  double middle = y + columns->row / 2;
  double baseline = middle + QD_COMPACT_TEXT * QD_EM_MIDDLE;
  double unit = columns->bar_width / columns->most;
  double x = columns->bar_left + category->share * unit;
  double previous = columns->bar_left + category->previous * unit;
  gboolean moved = qd_allocation_is_moved (category);
  gboolean left = moved && category->previous > category->share;
  double gap = COMPACT_FIGURE_GAP;
  g_autofree char *share = qd_chart_hundredths (category->share);
  QdMark *mark;

  qd_canvas_rectangle (canvas, "row", 0, y, canvas->width, columns->row, QD_TONE_NONE);
  qd_canvas_text (canvas, "name", category->name, 0, baseline, QD_ALIGN_START, columns->name_width, &qd_look_small);
  if (moved)
    {
      g_autofree char *text = qd_chart_hundredths (category->previous);

      qd_canvas_line (canvas, "move", previous, middle, x, middle, QD_TONE_ACCENT, 2, QD_DASH_NONE);
      mark = qd_canvas_circle (canvas, "previous", previous, middle, COMPACT_DOT - 1, QD_TONE_PAPER);
      qd_canvas_stroke (canvas, mark, QD_TONE_G3, 2, QD_DASH_NONE);
      mark->value = category->previous;
      qd_canvas_text (canvas, "previous-figure", text, left ? previous + gap : previous - gap, baseline,
                      left ? QD_ALIGN_START : QD_ALIGN_END, QD_NO_LIMIT, &qd_look_small_dim);
    }
  mark = qd_canvas_circle (canvas, "share", x, middle, COMPACT_DOT, QD_TONE_ACCENT);
  mark->value = category->share;
  qd_canvas_text (canvas, "share-figure", share, left ? x - gap : x + gap, baseline,
                  left ? QD_ALIGN_END : QD_ALIGN_START, QD_NO_LIMIT, &qd_look_small_bold);
}

static void
compact_axis (QdCanvas      *canvas,
              const Columns *columns,
              double         height)
{
  double unit = columns->bar_width / columns->most;
  g_autofree char *widest = qd_chart_percent (1);
  double step = columns->most <= 0.3 ? 0.1 : columns->most <= 0.8 ? 0.25 : 0.5;

  while (step * unit < qd_canvas_text_width (canvas, widest, &qd_look_small_dim) * 1.3)
    step *= 2;

  for (double share = 0; share <= columns->most + 0.001; share += step)
    {
      g_autofree char *text = qd_chart_percent (share);
      double x = columns->bar_left + share * unit;

      qd_canvas_line (canvas, "grid", x, 0, x, height, QD_TONE_G1, 1, QD_DASH_NONE);
      qd_canvas_text (canvas, "axis", text, x, height + 15, QD_ALIGN_MIDDLE, QD_NO_LIMIT, &qd_look_small_dim);
    }
}

static void
layout_compact (QdChart  *chart,
                QdCanvas *canvas)
{
  double height = canvas->height - COMPACT_AXIS;
  g_autofree char *others = NULL;
  g_autoptr (GArray) categories = select_categories (chart, canvas, (guint) MAX (height / COMPACT_ROW_MIN, 2), &others);
  Columns columns = { .row = MIN (floor (height / categories->len), COMPACT_ROW_MAX) };
  double y = 0, figure;

  for (guint i = 0; i < categories->len; i++)
    columns.name_width = MAX (columns.name_width,
                              qd_canvas_text_width (canvas, g_array_index (categories, QdCategoryValue, i).name,
                                                    &qd_look_small));
  columns.name_width = MIN (columns.name_width, canvas->width * COMPACT_NAME_PART);
  /* A figure stands left of the first mark and right of the last one. */
  columns.most = largest_share (categories);
  figure = compact_figure_width (canvas, categories) + COMPACT_FIGURE_GAP;
  columns.bar_left = round (columns.name_width + 8 + figure);
  columns.bar_width = canvas->width - columns.bar_left - figure;

  compact_axis (canvas, &columns, columns.row * categories->len);
  for (guint i = 0; i < categories->len; i++, y += columns.row)
    {
      const QdCategoryValue *category = &g_array_index (categories, QdCategoryValue, i);
      g_autofree char *tooltip = category_tooltip (category);

      qd_canvas_set_record (canvas, category->id, tooltip);
      compact_row (canvas, category, &columns, y);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
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
  return MAX (chart->items->len, 1) * COMPACT_ROW + COMPACT_AXIS;
}

static char *
subtitle (QdChart *chart)
{
  const QdAllocationHead *head = chart->head;
  g_autofree char *capacity = qd_chart_number (head->capacity);

  return g_strdup_printf (_("Share of %1$s capacity points by category, and points committed to initiatives, %2$s"),
                          capacity, chart->quarter);
}

static char *
caption (QdChart *chart)
{
  for (guint i = 0; i < chart->items->len; i++)
    if (qd_allocation_is_moved (qd_chart_item (chart, QdCategoryValue, i)))
      return g_strdup (_("Share of capacity. Ring: last quarter, dot: this quarter"));

  return g_strdup_printf (_("Share of capacity by category, %s"), chart->quarter);
}

static char *
describe_item (QdChart *chart,
               guint    index)
{
  return category_tooltip (qd_chart_item (chart, QdCategoryValue, index));
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, describe_item);
}

/* Three bars a category: last quarter's share, this quarter's, and what is committed of it. */
static QdChartBars *
bars (QdChart *chart,
      guint    most_rows)
{
  g_autofree char *others = NULL;
  g_autoptr (GArray) categories = select_categories (chart, NULL, most_rows, &others);
  QdChartBars *self = qd_chart_bars_new (_("Category"), categories->len);
  QdBarSeries *previous = qd_chart_bars_add (self, _("Last quarter"), QD_TONE_G2, NULL);
  QdBarSeries *planned = qd_chart_bars_add (self, _("Planned"), QD_TONE_ACCENT, NULL);
  QdBarSeries *committed = qd_chart_bars_add (self, _("Committed"), QD_TONE_TINT, "▲");
  gboolean any = FALSE;

  self->percent = TRUE;
  self->note = footnote (chart);
  for (guint i = 0; i < categories->len; i++)
    {
      const QdCategoryValue *category = &g_array_index (categories, QdCategoryValue, i);

      self->rows[i] = g_strdup (category->name);
      previous->values[i] = category->previous;
      planned->values[i] = category->share;
      any = any || category->committed > 0;
    }
  committed->warned = g_new0 (gboolean, categories->len);
  for (guint i = 0; any && i < categories->len; i++)
    {
      const QdCategoryValue *category = &g_array_index (categories, QdCategoryValue, i);

      committed->values[i] = committed_share (category);
      committed->warned[i] = qd_allocation_is_over (category);
    }
  qd_chart_bars_drop_empty (self);

  return self;
}

const QdChartKind qd_chart_allocation = {
  .name = "allocation",
  .label = N_("Allocation"),
  .empty = N_("Enter categories with their shares to see how the capacity is divided."),
  .item_size = sizeof (QdCategoryValue),
  .head_size = sizeof (QdAllocationHead),
  .title = qd_allocation_title,
  .subtitle = subtitle,
  .caption = caption,
  .layout = layout,
  .natural_height = natural_height,
  .paged = TRUE,
  .describe = describe,
  .bars = bars,
};

/**
 * qd_chart_add_category:
 * @chart: a chart “allocation”
 * @category: a row
 */
void
qd_chart_add_category (QdChart               *chart,
                       const QdCategoryValue *category)
{
  QdCategoryValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_allocation);
  g_return_if_fail (category != NULL);

  kept = *category;
  kept.id = qd_chart_intern (chart, category->id);
  kept.name = qd_chart_intern (chart, category->name);
  kept.rationale = qd_chart_intern (chart, category->rationale);
  g_array_append_val (chart->items, kept);
}

/**
 * qd_chart_set_allocation:
 * @chart: a chart “allocation”
 * @head: what is said once
 */
void
qd_chart_set_allocation (QdChart                *chart,
                         const QdAllocationHead *head)
{
  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_allocation);
  g_return_if_fail (head != NULL);

  *(QdAllocationHead *) chart->head = *head;
}
