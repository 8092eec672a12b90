#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-capacity-private.h"
#include "qd-count.h"
#include "qd-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Per team: what it can do, what it has committed to, what is beyond. One scale for all; a lack in one team is never
 * set off against room in another. */

#define ROW_HEIGHT         124.0
#define ROW_HEIGHT_MIN     62.0
#define ROW_HEIGHT_TALL    96.0
#define BAR_PART           (60.0 / 124)
#define TOTAL_HEIGHT       86.0
#define FOOTNOTE_LINE      30.0
#define GUTTER             60.0
#define GUTTER_HALF        36.0
#define NAME_PART          0.27
#define NAME_PART_HALF     0.25
#define SAME_SCALE         0.25 /* of the largest of all, from which on a page has its scale */
#define HATCH_STEP         16.0
#define HATCH_STEP_COMPACT 6.5
#define COMPACT_ROW        30.0

typedef struct
{
  double      capacity;
  double      committed;
  double      over;
  double      free;
  double      assumed;
  double      unassigned; /* committed by no team */
  guint       n_over;
  QdTeamValue worst;
  QdTeamValue freest;
} Sums;

double
qd_capacity_balance (const QdTeamValue *team)
{
  return isnan (team->capacity) ? 0 : team->capacity - team->committed;
}

gboolean
qd_capacity_is_over (const QdTeamValue *team)
{
  return qd_capacity_balance (team) < 0 && !qd_number_equal (qd_capacity_balance (team), 0);
}

static Sums
sum_up (QdChart *chart)
{
  Sums sums = { 0 };

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdTeamValue *team = qd_chart_item (chart, QdTeamValue, i);
      double balance = qd_capacity_balance (team);

      sums.capacity += isnan (team->capacity) ? 0 : team->capacity;
      sums.committed += team->committed;
      sums.assumed += team->assumed;
      sums.unassigned += isnan (team->capacity) ? team->committed : 0;
      if (qd_capacity_is_over (team))
        {
          sums.n_over++;
          sums.over -= balance;
          if (sums.worst.name == NULL || balance < qd_capacity_balance (&sums.worst))
            sums.worst = *team;
        }
      else
        {
          sums.free += balance;
          if (balance >= 0.5 && (sums.freest.name == NULL || balance > qd_capacity_balance (&sums.freest)))
            sums.freest = *team;
        }
    }

  return sums;
}

static int
compare_balance (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  QdChart *chart = user_data;
  const QdTeamValue *first = qd_chart_item (chart, QdTeamValue, *(const guint *) a);
  const QdTeamValue *second = qd_chart_item (chart, QdTeamValue, *(const guint *) b);
  double difference = fabs (qd_capacity_balance (second)) - fabs (qd_capacity_balance (first));

  if (qd_capacity_is_over (first) != qd_capacity_is_over (second))
    return qd_capacity_is_over (first) ? -1 : 1;

  return (difference > 0) - (difference < 0);
}

/* Whoever is over capacity or else has most room stays, in the order of the plan. @canvas: (nullable): what has pages for
 * the others */
QdCapacitySelection
qd_capacity_select (QdChart  *chart,
                    QdCanvas *canvas,
                    guint     most)
{
  QdCapacitySelection selection = { .teams = g_array_new (FALSE, FALSE, sizeof (QdTeamValue)) };
  guint n = chart->items->len;
  guint first = 0, last = n;
  g_autofree guint *order = g_new (guint, n);
  g_autofree gboolean *shown = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  if (n > most)
    g_qsort_with_data (order, (int) n, sizeof *order, compare_balance, chart);
  if (n > most)
    {
      guint n_shown = MAX (most, 2) - 1;

      first = canvas != NULL ? qd_canvas_paginate (canvas, n, n_shown) : 0;
      last = MIN (first + n_shown, n);
    }
  for (guint i = first; i < last; i++)
    shown[order[i]] = TRUE;

  for (guint i = 0; i < n; i++)
    {
      const QdTeamValue *team = qd_chart_item (chart, QdTeamValue, i);

      if (shown[i])
        {
          g_array_append_val (selection.teams, *team);
          continue;
        }
      selection.n_others++;
      selection.others_free += MAX (qd_capacity_balance (team), 0);
      selection.others_over += MAX (-qd_capacity_balance (team), 0);
    }

  return selection;
}

double
qd_capacity_largest (GArray *teams)
{
  double most = 0;

  for (guint i = 0; i < teams->len; i++)
    {
      const QdTeamValue *team = &g_array_index (teams, QdTeamValue, i);

      most = MAX (most, MAX (isnan (team->capacity) ? 0 : team->capacity, team->committed));
    }

  return MAX (most, 1);
}

char *
qd_capacity_balance_text (double balance)
{
  g_autofree char *number = qd_chart_number (fabs (balance));

  if (balance < 0)
    return g_strdup_printf (C_("points", "%s over"), number);

  return g_strdup_printf (C_("points", "%s free"), number);
}

/* Of the teams that are not shown: what they have free and, if anything, what they are beyond; never the difference. */
char *
qd_capacity_others_text (const QdCapacitySelection *selection)
{
  g_autofree char *free = qd_capacity_balance_text (selection->others_free);
  g_autofree char *over = qd_capacity_balance_text (-selection->others_over);

  if (selection->others_over < 0.5)
    /* Translators: %1$u teams have %2$s together: “41 more teams: 2,110 free” */
    return qd_count_printf (ngettext ("%1$u more team: %2$s", "%1$u more teams: %2$s", selection->n_others),
                            selection->n_others, free);

  /* Translators: “41 more teams: 2,110 free, 31 over” */
  return qd_count_printf (ngettext ("%1$u more team: %2$s, %3$s", "%1$u more teams: %2$s, %3$s", selection->n_others),
                          selection->n_others, free, over);
}

char *
qd_capacity_tooltip (const QdTeamValue *team)
{
  g_autofree char *committed = qd_chart_number (team->committed);
  g_autofree char *capacity = qd_chart_number (team->capacity);
  g_autofree char *assumed = qd_chart_number (team->assumed);
  g_autofree char *rest = qd_capacity_balance_text (qd_capacity_balance (team));
  g_autofree char *first = NULL;

  if (isnan (team->capacity))
    /* Translators: work that no team has: “No team: 40 points committed” */
    return g_strdup_printf (_("%s: %s points committed"), team->name, committed);

  /* Translators: “Security: 180 of 156 points committed, 24 over” */
  first = g_strdup_printf (_("%s: %s of %s points committed, %s"), team->name, committed, capacity, rest);
  if (team->assumed <= 0)
    return g_steal_pointer (&first);

  /* Translators: %1$s is a sentence about a team, %2$s points */
  return g_strdup_printf (_("%1$s. Of these, %2$s are shared with others, their split assumed"), first, assumed);
}

static char *
assumed_text (QdChart *chart)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;
  g_autofree char *points = NULL;
  double assumed = 0;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdTeamValue *team = qd_chart_item (chart, QdTeamValue, i);

      if (team->assumed <= 0)
        continue;
      g_ptr_array_add (names, (char *) team->name);
      assumed += team->assumed;
    }
  if (names->len == 0)
    return NULL;

  points = qd_chart_number (assumed);
  if (names->len == 1)
    /* Translators: %1$s are points, %2$s is a team */
    return g_strdup_printf (_("Assumed: %1$s points of %2$s are its part of work shared with others"), points,
                            (const char *) g_ptr_array_index (names, 0));
  if (names->len > 3)
    return qd_count_printf (ngettext ("Assumed: %u team shares %s points in proportion to their capacity",
                                      "Assumed: %u teams share %s points in proportion to their capacity", names->len),
                            names->len, points);
  g_ptr_array_add (names, NULL);
  joined = qd_chart_join ((const char *const *) names->pdata);
  /* Translators: “Assumed: Checkout and Growth share 450 points …” */
  return g_strdup_printf (_("Assumed: %s share %s points in proportion to their capacity"), joined, points);
}

/* The bar of one team: what it can do, what it committed to, and the limit between. */
void
qd_capacity_draw_bar (QdCanvas          *canvas,
                      const QdTeamValue *team,
                      double             left,
                      double             top,
                      double             unit,
                      double             height,
                      double             radius)
{
  gboolean compact = canvas->style->compact;
  double capacity = isnan (team->capacity) ? 0 : team->capacity;
  double within = isnan (team->capacity) ? team->committed : MIN (team->committed, capacity);
  double assumed = MIN (team->assumed, within);
  double gap = compact ? 2 : 5;
  QdMark *mark;

  if (capacity > 0)
    {
      mark = qd_canvas_rectangle (canvas, "capacity", left, top, capacity * unit, height, QD_TONE_G1);
      mark->value = capacity;
      qd_canvas_round (canvas, mark, radius);
    }
  if (within - assumed > 0)
    {
      mark = qd_canvas_rectangle (canvas, "committed", left, top, (within - assumed) * unit, height, QD_TONE_ACCENT);
      mark->value = within - assumed;
      qd_canvas_round (canvas, mark, radius);
    }
  if (assumed > 0)
    {
      double line = compact ? 1 : 3;

      mark = qd_canvas_rectangle (canvas, "assumed", left + (within - assumed) * unit + line / 2, top + line / 2,
                                  assumed * unit - line, height - line, QD_TONE_TINT);
      mark->value = assumed;
      qd_canvas_hatch (canvas, mark, compact ? HATCH_STEP_COMPACT : HATCH_STEP);
      qd_canvas_stroke (canvas, mark, QD_TONE_ACCENT, line, QD_DASH_NONE);
      qd_canvas_round (canvas, mark, radius);
    }
  if (qd_capacity_is_over (team))
    {
      double over = team->committed - capacity;

      mark = qd_canvas_rectangle (canvas, "over", left + capacity * unit + gap, top,
                                  MAX (over * unit - gap, compact ? 2 : 3), height, QD_TONE_RED);
      mark->value = over;
      qd_canvas_round (canvas, mark, radius);
    }
}

static void
draw_bar_words (QdCanvas                *canvas,
                const QdTeamValue       *team,
                const QdCapacityColumns *columns,
                double                   middle,
                double                   unit,
                gboolean                *said)
{
  const QdLook over = { 28, TRUE, QD_TONE_RED, FALSE, QD_TONE_NONE };
  const QdLook none = { 28, FALSE, QD_TONE_INK, FALSE, QD_TONE_NONE };
  double baseline = middle + 28 * QD_EM_MIDDLE;
  double end = columns->bar_left + columns->bar_width;

  if (qd_capacity_is_over (team) && !*said)
    {
      double x = columns->bar_left + team->committed * unit + 16;
      const char *text = _("beyond capacity");

      if (x + qd_canvas_text_width (canvas, text, &over) <= end)
        *said = qd_canvas_text (canvas, "over-label", text, x, baseline, QD_ALIGN_START, QD_NO_LIMIT, &over) != NULL;
    }
  if (team->committed <= 0 && !isnan (team->capacity))
    {
      const char *text = _("No initiative yet");

      if (qd_canvas_text_width (canvas, text, &none) + 32 <= team->capacity * unit)
        qd_canvas_text (canvas, "none-label", text, columns->bar_left + 20, baseline, QD_ALIGN_START, QD_NO_LIMIT,
                        &none);
    }
}

static void
draw_name (QdCanvas                *canvas,
           const QdTeamValue       *team,
           const QdCapacityColumns *columns,
           double                   left,
           double                   middle)
{
  g_autofree char *engineers = NULL;

  if (!isnan (team->engineers) && columns->row >= ROW_HEIGHT_TALL)
    {
      g_autofree char *number = qd_chart_number (team->engineers);

      engineers = g_strdup_printf (ngettext ("%s engineer", "%s engineers", (gulong) ceil (team->engineers)), number);
    }
  if (engineers == NULL)
    {
      qd_canvas_text (canvas, "name", team->name, left, middle + 34 * QD_EM_MIDDLE, QD_ALIGN_START, columns->name_width,
                      &qd_look_name);
      return;
    }
  qd_canvas_text (canvas, "name", team->name, left, middle - 7, QD_ALIGN_START, columns->name_width, &qd_look_name);
  qd_canvas_text (canvas, "engineers", engineers, left, middle + 30, QD_ALIGN_START, columns->name_width,
                  &qd_look_note);
}

static void
draw_figures (QdCanvas                *canvas,
              const QdTeamValue       *team,
              const QdCapacityColumns *columns,
              double                   middle,
              gboolean                 stands_out)
{
  g_autofree char *committed = qd_chart_number (team->committed);
  g_autofree char *capacity = qd_chart_number (team->capacity);
  g_autofree char *rest = qd_capacity_balance_text (qd_capacity_balance (team));
  double baseline = middle + 32 * QD_EM_MIDDLE;

  qd_canvas_text (canvas, "committed-figure", committed, columns->committed, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                  qd_capacity_is_over (team) ? &qd_look_red : &qd_look_figure_bold);
  if (isnan (team->capacity))
    return;
  if (columns->capacity > 0)
    qd_canvas_text (canvas, "capacity-figure", capacity, columns->capacity, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                    &qd_look_figure);
  if (qd_capacity_is_over (team))
    qd_chart_warning (canvas, "balance", rest, columns->balance, baseline, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_red);
  else
    qd_canvas_text (canvas, "balance", rest, columns->balance, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                    stands_out ? &qd_look_figure_bold : &qd_look_figure);
}

static double
head_width (QdCanvas   *canvas,
            const char *figure,
            const char *head)
{
  return MAX (qd_canvas_text_width (canvas, figure, &qd_look_figure_bold),
              qd_canvas_text_width (canvas, head, &qd_look_note));
}

/* The end of the scale: that of all pages, unless this one would show nothing then. */
static double
find_scale (QdChart *chart,
            GArray  *shown)
{
  double most = qd_capacity_largest (chart->items);
  double own = qd_capacity_largest (shown);

  return own >= most * SAME_SCALE ? most : own;
}

/* Columns from the right: each as wide as its widest text, the bars take the rest; the same on all pages. @height: of all
 * rows. */
static QdCapacityColumns
find_columns (QdChart                   *chart,
              QdCanvas                  *canvas,
              const QdFrame             *frame,
              const QdCapacitySelection *selection,
              double                     height)
{
  QdCapacityColumns columns = { .balance = frame->right };
  double gutter = frame->half ? GUTTER_HALF : GUTTER;
  Sums sums = sum_up (chart);
  g_autofree char *most_free = qd_capacity_balance_text (sums.free);
  g_autofree char *most_over = qd_capacity_balance_text (-sums.over);
  g_autofree char *most_capacity = qd_chart_number (sums.capacity);
  g_autofree char *most_committed = qd_chart_number (sums.committed);
  double balance_width, committed_width;
  guint n_rows = selection->teams->len + (selection->n_others > 0 ? 1 : 0);

  balance_width = MAX (head_width (canvas, most_free, _("Balance")),
                       qd_canvas_text_width (canvas, most_over, &qd_look_red) + 40);
  committed_width = head_width (canvas, most_committed, _("Committed"));
  columns.committed = columns.balance - balance_width - gutter;
  if (!frame->half)
    {
      columns.capacity = columns.committed;
      columns.committed -= head_width (canvas, most_capacity, _("Capacity")) + gutter;
    }

  for (guint i = 0; i < MIN (chart->items->len, QD_MEASURED_MAX); i++)
    columns.name_width = MAX (columns.name_width, qd_canvas_text_width (canvas, qd_chart_item (chart, QdTeamValue, i)->name,
                                                                        &qd_look_name));
  columns.name_width = CLAMP (columns.name_width, 170,
                              (frame->right - frame->left) * (frame->half ? NAME_PART_HALF : NAME_PART));
  columns.bar_left = frame->left + columns.name_width + gutter;
  columns.bar_width = columns.committed - committed_width - gutter - columns.bar_left;
  columns.row = CLAMP (height / n_rows, ROW_HEIGHT_MIN, ROW_HEIGHT);
  columns.most = find_scale (chart, selection->teams);

  return columns;
}

static void
draw_heads (QdCanvas                *canvas,
            const QdFrame           *frame,
            const QdCapacityColumns *columns)
{
  qd_canvas_text (canvas, "head", _("Committed"), columns->committed, frame->heads, QD_ALIGN_END, QD_NO_LIMIT,
                  &qd_look_note);
  if (columns->capacity > 0)
    qd_canvas_text (canvas, "head", _("Capacity"), columns->capacity, frame->heads, QD_ALIGN_END, QD_NO_LIMIT,
                    &qd_look_note);
  qd_canvas_text (canvas, "head", _("Balance"), columns->balance, frame->heads, QD_ALIGN_END, QD_NO_LIMIT,
                  &qd_look_note);
  qd_chart_rule (canvas, frame->left, frame->right, frame->top, QD_TONE_G1, 2);
}

static void
draw_totals (QdChart                 *chart,
             QdCanvas                *canvas,
             const QdFrame           *frame,
             const QdCapacityColumns *columns,
             double                   y)
{
  Sums sums = sum_up (chart);
  g_autofree char *committed = qd_chart_number (sums.committed);
  g_autofree char *capacity = qd_chart_number (sums.capacity);
  g_autofree char *free = qd_capacity_balance_text (sums.free);
  g_autofree char *over = qd_capacity_balance_text (-sums.over);
  double baseline = y + 48;
  double room = columns->committed - qd_canvas_text_width (canvas, committed, &qd_look_figure_bold) - GUTTER_HALF / 2
                - frame->left;

  qd_chart_rule (canvas, frame->left, frame->right, y, QD_TONE_INK, 3);
  qd_canvas_text (canvas, "total", _("All teams"), frame->left, baseline, QD_ALIGN_START, room, &qd_look_name);
  qd_canvas_text (canvas, "total", committed, columns->committed, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                  &qd_look_figure_bold);
  if (columns->capacity > 0)
    qd_canvas_text (canvas, "total", capacity, columns->capacity, baseline, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_figure);
  qd_canvas_text (canvas, "total", free, columns->balance, baseline, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_figure);
  if (sums.n_over > 0)
    qd_chart_warning (canvas, "total", over, columns->balance, baseline + 42, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_red);
}

static void
draw_others (QdCanvas                  *canvas,
             const QdCapacitySelection *selection,
             const QdCapacityColumns   *columns,
             double                     left,
             double                     middle)
{
  g_autofree char *text = qd_count_printf (ngettext ("%u more team", "%u more teams", selection->n_others),
                                           selection->n_others);
  g_autofree char *rest = qd_capacity_balance_text (selection->others_free);
  double baseline = middle + 32 * QD_EM_MIDDLE;
  double width = qd_canvas_text_width (canvas, text, &qd_look_row);
  double end = columns->balance - qd_canvas_text_width (canvas, rest, &qd_look_figure) - GUTTER_HALF;

  qd_canvas_text (canvas, "others", text, left, baseline, QD_ALIGN_START, columns->committed - left, &qd_look_row);
  if (selection->others_over >= 0.5)
    {
      g_autofree char *over = qd_capacity_balance_text (-selection->others_over);

      qd_chart_warning (canvas, "others", over, end, baseline, QD_ALIGN_END, end - left - width - 24, &qd_look_red);
    }
  qd_canvas_text (canvas, "others", rest, columns->balance, baseline, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_figure);
}

static void
layout_full (QdChart  *chart,
             QdCanvas *canvas)
{
  QdFrame frame = qd_chart_frame (chart, canvas);
  g_autofree char *assumed = assumed_text (chart);
  double total = TOTAL_HEIGHT + (qd_chart_footnote_wraps (canvas, &frame, assumed, TRUE) ? FOOTNOTE_LINE : 0);
  double height = frame.bottom - total - frame.top;
  QdCapacitySelection selection = qd_capacity_select (chart, canvas, (guint) MAX (height / ROW_HEIGHT_MIN, 1));
  QdCapacityColumns columns = find_columns (chart, canvas, &frame, &selection, height);
  double unit = columns.bar_width / columns.most;
  Sums sums = sum_up (chart);
  gboolean said = FALSE;
  double y = frame.top;

  draw_heads (canvas, &frame, &columns);
  for (guint i = 0; i < selection.teams->len; i++, y += columns.row)
    {
      const QdTeamValue *team = &g_array_index (selection.teams, QdTeamValue, i);
      g_autofree char *tooltip = qd_capacity_tooltip (team);
      double bar = columns.row * BAR_PART;
      double middle = y + columns.row / 2;

      if (i > 0)
        qd_chart_rule (canvas, frame.left, frame.right, y, QD_TONE_G1, 2);
      qd_canvas_set_record (canvas, team->id, tooltip);
      qd_canvas_rectangle (canvas, "row", frame.left, y, frame.right - frame.left, columns.row, QD_TONE_NONE);
      draw_name (canvas, team, &columns, frame.left, middle);
      qd_capacity_draw_bar (canvas, team, columns.bar_left, middle - bar / 2, unit, bar, 0);
      if (!isnan (team->capacity))
        qd_canvas_tick (canvas, "limit", columns.bar_left + team->capacity * unit, middle - bar / 2 - 8,
                        middle + bar / 2 + 8, 4);
      draw_bar_words (canvas, team, &columns, middle, unit, &said);
      draw_figures (canvas, team, &columns, middle, g_strcmp0 (team->id, sums.freest.id) == 0);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
  if (selection.n_others > 0)
    {
      draw_others (canvas, &selection, &columns, frame.left, y + columns.row / 2);
      y += columns.row;
    }
  draw_totals (chart, canvas, &frame, &columns, y);
  qd_chart_footnote (canvas, &frame, assumed, TRUE);
  g_array_unref (selection.teams);
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  if (canvas->style->compact)
    qd_capacity_layout_compact (chart, canvas);
  else
    layout_full (chart, canvas);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  return MAX (chart->items->len, 1) * COMPACT_ROW;
}

static char *
title (QdChart *chart)
{
  Sums sums = sum_up (chart);
  g_autofree char *over = qd_chart_number (sums.worst.name != NULL ? -qd_capacity_balance (&sums.worst) : 0);
  g_autofree char *free = qd_chart_number (sums.freest.name != NULL ? qd_capacity_balance (&sums.freest) : 0);
  g_autofree char *committed = qd_chart_number (sums.committed);
  g_autofree char *capacity = qd_chart_number (sums.capacity);

  if (sums.n_over > 1)
    return qd_count_printf (_("%1$u teams are over capacity, %2$s most: by %3$s points"), sums.n_over, sums.worst.name,
                            over);
  if (sums.n_over == 1 && sums.freest.name != NULL)
    /* Translators: “Security is 24 points over; Data has 208 points free” */
    return g_strdup_printf (_("%1$s is %2$s points over; %3$s has %4$s points free"), sums.worst.name, over,
                            sums.freest.name, free);
  if (sums.n_over == 1 && sums.worst.capacity > 0)
    {
      g_autofree char *load = qd_chart_percent (sums.worst.committed / sums.worst.capacity);

      return g_strdup_printf (_("%1$s is committed to %2$s of its capacity"), sums.worst.name, load);
    }
  if (sums.n_over == 0 && sums.unassigned >= 0.5)
    {
      g_autofree char *unassigned = qd_chart_number (sums.unassigned);

      /* Translators: “50 of 860 committed points have no team yet” */
      return g_strdup_printf (_("%1$s of %2$s committed points have no team yet"), unassigned, committed);
    }
  if (sums.freest.name != NULL && chart->items->len > 1)
    return g_strdup_printf (_("%1$s of %2$s points are committed; %3$s has %4$s points free"), committed, capacity,
                            sums.freest.name, free);

  return g_strdup_printf (_("%1$s of %2$s points are committed"), committed, capacity);
}

static char *
subtitle (QdChart *chart)
{
  return g_strdup_printf (_("Points committed against capacity, by team, %s"), chart->quarter);
}

static char *
caption (QdChart *chart)
{
  if (sum_up (chart).assumed > 0)
    return g_strdup_printf (_("Points per team, %s. Hatched: shared work, split is assumed"), chart->quarter);

  return g_strdup_printf (_("Points per team, %s"), chart->quarter);
}

static char *
describe_item (QdChart *chart,
               guint    index)
{
  return qd_capacity_tooltip (qd_chart_item (chart, QdTeamValue, index));
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, describe_item);
}

/* What is nothing has no bar. */
static double
bar_value (double points)
{
  return points > 0 && !qd_number_equal (points, 0) ? points : NAN;
}

/* Free room is what is left of the capacity; what is beyond it follows the committed part in red. */
static QdChartBars *
bars (QdChart *chart,
      guint    most_rows)
{
  QdCapacitySelection selection = qd_capacity_select (chart, NULL, most_rows);
  QdChartBars *self = qd_chart_bars_new (_("Team"), selection.teams->len);
  QdBarSeries *committed = qd_chart_bars_add (self, _("Committed"), QD_TONE_ACCENT, NULL);
  QdBarSeries *assumed = qd_chart_bars_add (self, _("Committed, split assumed"), QD_TONE_ACCENT, NULL);
  QdBarSeries *over = qd_chart_bars_add (self, _("Beyond capacity"), QD_TONE_RED, "▲");
  QdBarSeries *open = qd_chart_bars_add (self, _("Free"), QD_TONE_G1, NULL);
  g_autofree char *note = assumed_text (chart);

  self->stacked = TRUE;
  assumed->hatched = TRUE;
  g_free (over->label);
  over->label = g_strdup (C_("points", "%s over"));
  g_free (open->label);
  open->label = g_strdup (C_("points", "%s free"));
  for (guint i = 0; i < selection.teams->len; i++)
    {
      const QdTeamValue *team = &g_array_index (selection.teams, QdTeamValue, i);
      double within = isnan (team->capacity) ? team->committed : MIN (team->committed, team->capacity);
      double shared = MIN (team->assumed, within);

      self->rows[i] = g_strdup (team->name);
      assumed->values[i] = bar_value (shared);
      committed->values[i] = bar_value (within - shared);
      over->values[i] = bar_value (-qd_capacity_balance (team));
      open->values[i] = bar_value (qd_capacity_balance (team));
    }
  if (selection.n_others > 0)
    {
      g_autofree char *others = qd_capacity_others_text (&selection);

      qd_chart_bars_add_note (self, others);
    }
  qd_chart_bars_add_note (self, note);
  g_array_unref (selection.teams);
  qd_chart_bars_drop_empty (self);

  return self;
}

const QdChartKind qd_chart_capacity = {
  .name = "capacity",
  .label = N_("Capacity"),
  .empty = N_("Enter teams with their engineers and days to see what they can take on."),
  .item_size = sizeof (QdTeamValue),
  .title = title,
  .subtitle = subtitle,
  .caption = caption,
  .layout = layout,
  .natural_height = natural_height,
  .paged = TRUE,
  .describe = describe,
  .bars = bars,
};

/**
 * qd_chart_add_team:
 * @chart: a chart “capacity”
 * @team: a row
 */
void
qd_chart_add_team (QdChart           *chart,
                   const QdTeamValue *team)
{
  QdTeamValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_capacity);
  g_return_if_fail (team != NULL);

  kept = *team;
  kept.id = qd_chart_intern (chart, team->id);
  kept.name = qd_chart_intern (chart, team->name);
  g_array_append_val (chart->items, kept);
}
