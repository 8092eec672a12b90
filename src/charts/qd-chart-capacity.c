#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"
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
#define NAME_PART          0.2
#define HATCH_STEP         16.0

#define COMPACT_ROW        30.0
#define COMPACT_ROW_MIN    20.0
#define COMPACT_ROW_MAX    38.0
#define COMPACT_BAR_PART   0.55
#define COMPACT_NAME_PART  0.3
#define COMPACT_HATCH_STEP 6.5

typedef struct
{
  double      capacity;
  double      committed;
  double      over;
  double      free;
  double      assumed;
  guint       n_over;
  QdTeamValue worst;
  QdTeamValue freest;
} Sums;

/* What a layout shows: all teams, or those furthest from balance and one row for the others. */
typedef struct
{
  GArray *teams;
  guint   n_others;
  double  others_free;
  double  others_over;
} Selection;

typedef struct
{
  double name_width;
  double bar_left;
  double bar_width;
  double committed;
  double capacity;      /* right end, as of all figures; 0: not shown */
  double balance;
  double row;
  double most;
} Columns;

static double
balance_of (const QdTeamValue *team)
{
  return isnan (team->capacity) ? 0 : team->capacity - team->committed;
}

static gboolean
is_over (const QdTeamValue *team)
{
  return balance_of (team) < 0 && !qd_number_equal (balance_of (team), 0);
}

static Sums
sum_up (QdChart *chart)
{
  Sums sums = { 0 };

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdTeamValue *team = qd_chart_item (chart, QdTeamValue, i);
      double balance = balance_of (team);

      sums.capacity += isnan (team->capacity) ? 0 : team->capacity;
      sums.committed += team->committed;
      sums.assumed += team->assumed;
      if (is_over (team))
        {
          sums.n_over++;
          sums.over -= balance;
          if (sums.worst.name == NULL || balance < balance_of (&sums.worst))
            sums.worst = *team;
        }
      else
        {
          sums.free += balance;
          if (balance >= 0.5 && (sums.freest.name == NULL || balance > balance_of (&sums.freest)))
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
  double difference = fabs (balance_of (second)) - fabs (balance_of (first));

  if (is_over (first) != is_over (second))
    return is_over (first) ? -1 : 1;

  return (difference > 0) - (difference < 0);
}

/* Whoever is over capacity or else has most room stays, in the order of the plan. */
static Selection
select_teams (QdChart *chart,
              guint    most)
{
  Selection selection = { .teams = g_array_new (FALSE, FALSE, sizeof (QdTeamValue)) };
  guint n = chart->items->len;
  g_autofree guint *order = g_new (guint, n);
  g_autofree gboolean *shown = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  if (n > most)
    g_qsort_with_data (order, (int) n, sizeof *order, compare_balance, chart);
  for (guint i = 0; i < MIN (n, n > most ? most - 1 : n); i++)
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
      selection.others_free += MAX (balance_of (team), 0);
    }

  return selection;
}

static double
largest (GArray *teams)
{
  double most = 0;

  for (guint i = 0; i < teams->len; i++)
    {
      const QdTeamValue *team = &g_array_index (teams, QdTeamValue, i);

      most = MAX (most, MAX (isnan (team->capacity) ? 0 : team->capacity, team->committed));
    }

  return MAX (most, 1);
}

static char *
balance_text (double balance)
{
  g_autofree char *number = qd_chart_number (fabs (balance));

  if (balance < 0)
    return g_strdup_printf (C_("points", "%s over"), number);

  return g_strdup_printf (C_("points", "%s free"), number);
}

static char *
team_tooltip (const QdTeamValue *team)
{
  g_autofree char *committed = qd_chart_number (team->committed);
  g_autofree char *capacity = qd_chart_number (team->capacity);
  g_autofree char *assumed = qd_chart_number (team->assumed);
  g_autofree char *rest = balance_text (balance_of (team));
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
    return g_strdup_printf (ngettext ("Assumed: %u team shares %s points in proportion to their capacity",
                                      "Assumed: %u teams share %s points in proportion to their capacity", names->len),
                            names->len, points);
  g_ptr_array_add (names, NULL);
  joined = qd_chart_join ((const char *const *) names->pdata);
  /* Translators: “Assumed: Checkout and Growth share 450 points …” */
  return g_strdup_printf (_("Assumed: %s share %s points in proportion to their capacity"), joined, points);
}

/* The bar of one team: what it can do, what it committed to, and the limit between. */
static void
draw_bar (QdCanvas          *canvas,
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
      qd_canvas_hatch (canvas, mark, compact ? COMPACT_HATCH_STEP : HATCH_STEP);
      qd_canvas_stroke (canvas, mark, QD_TONE_ACCENT, line, QD_DASH_NONE);
      qd_canvas_round (canvas, mark, radius);
    }
  if (is_over (team))
    {
      double over = team->committed - capacity;

      mark = qd_canvas_rectangle (canvas, "over", left + capacity * unit + gap, top,
                                  MAX (over * unit - gap, compact ? 2 : 3), height, QD_TONE_RED);
      mark->value = over;
      qd_canvas_round (canvas, mark, radius);
    }
}

static void
draw_bar_words (QdCanvas          *canvas,
                const QdTeamValue *team,
                const Columns     *columns,
                double             middle,
                double             unit,
                gboolean          *said)
{
  const QdLook over = { 28, TRUE, QD_TONE_RED, FALSE, QD_TONE_NONE };
  const QdLook none = { 28, FALSE, QD_TONE_INK, FALSE, QD_TONE_NONE };
  double baseline = middle + 28 * QD_EM_MIDDLE;
  double end = columns->bar_left + columns->bar_width;

  if (is_over (team) && !*said)
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
draw_name (QdCanvas          *canvas,
           const QdTeamValue *team,
           const Columns     *columns,
           double             left,
           double             middle)
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
draw_figures (QdCanvas          *canvas,
              const QdTeamValue *team,
              const Columns     *columns,
              double             middle,
              gboolean           stands_out)
{
  g_autofree char *committed = qd_chart_number (team->committed);
  g_autofree char *capacity = qd_chart_number (team->capacity);
  g_autofree char *rest = balance_text (balance_of (team));
  double baseline = middle + 32 * QD_EM_MIDDLE;

  qd_canvas_text (canvas, "committed-figure", committed, columns->committed, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                  is_over (team) ? &qd_look_red : &qd_look_figure_bold);
  if (isnan (team->capacity))
    return;
  if (columns->capacity > 0)
    qd_canvas_text (canvas, "capacity-figure", capacity, columns->capacity, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                    &qd_look_figure);
  if (is_over (team))
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

/* Columns from the right: each as wide as its widest text, the bars take the rest. @height: of all rows. */
static Columns
find_columns (QdChart         *chart,
              QdCanvas        *canvas,
              const QdFrame   *frame,
              const Selection *selection,
              double           height)
{
  Columns columns = { .balance = frame->right };
  double gutter = frame->half ? GUTTER_HALF : GUTTER;
  Sums sums = sum_up (chart);
  g_autofree char *most_free = balance_text (sums.free);
  g_autofree char *most_over = balance_text (-sums.over);
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

  for (guint i = 0; i < selection->teams->len; i++)
    columns.name_width = MAX (columns.name_width,
                              qd_canvas_text_width (canvas, g_array_index (selection->teams, QdTeamValue, i).name,
                                                    &qd_look_name));
  columns.name_width = CLAMP (columns.name_width, 170, (frame->right - frame->left) * NAME_PART);
  columns.bar_left = frame->left + columns.name_width + gutter;
  columns.bar_width = columns.committed - committed_width - gutter - columns.bar_left;
  columns.row = CLAMP (height / n_rows, ROW_HEIGHT_MIN, ROW_HEIGHT);
  columns.most = largest (selection->teams);

  return columns;
}

static void
draw_heads (QdCanvas      *canvas,
            const QdFrame *frame,
            const Columns *columns)
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
draw_totals (QdChart       *chart,
             QdCanvas      *canvas,
             const QdFrame *frame,
             const Columns *columns,
             double         y)
{
  Sums sums = sum_up (chart);
  g_autofree char *committed = qd_chart_number (sums.committed);
  g_autofree char *capacity = qd_chart_number (sums.capacity);
  g_autofree char *free = balance_text (sums.free);
  g_autofree char *over = balance_text (-sums.over);
  double baseline = y + 48;

  qd_chart_rule (canvas, frame->left, frame->right, y, QD_TONE_INK, 3);
  qd_canvas_text (canvas, "total", _("All teams"), frame->left, baseline, QD_ALIGN_START, QD_NO_LIMIT, &qd_look_name);
  qd_canvas_text (canvas, "total", committed, columns->committed, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                  &qd_look_figure_bold);
  if (columns->capacity > 0)
    qd_canvas_text (canvas, "total", capacity, columns->capacity, baseline, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_figure);
  qd_canvas_text (canvas, "total", free, columns->balance, baseline, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_figure);
  if (sums.n_over > 0)
    qd_chart_warning (canvas, "total", over, columns->balance, baseline + 42, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_red);
}

static void
draw_others (QdCanvas        *canvas,
             const Selection *selection,
             const Columns   *columns,
             double           left,
             double           middle)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u more team", "%u more teams", selection->n_others),
                                           selection->n_others);
  g_autofree char *rest = balance_text (selection->others_free);
  double baseline = middle + 32 * QD_EM_MIDDLE;

  qd_canvas_text (canvas, "others", text, left, baseline, QD_ALIGN_START, columns->committed - left, &qd_look_row);
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
  Selection selection = select_teams (chart, (guint) MAX (height / ROW_HEIGHT_MIN, 1));
  Columns columns = find_columns (chart, canvas, &frame, &selection, height);
  double unit = columns.bar_width / columns.most;
  Sums sums = sum_up (chart);
  gboolean said = FALSE;
  double y = frame.top;

  draw_heads (canvas, &frame, &columns);
  for (guint i = 0; i < selection.teams->len; i++, y += columns.row)
    {
      const QdTeamValue *team = &g_array_index (selection.teams, QdTeamValue, i);
      g_autofree char *tooltip = team_tooltip (team);
      double bar = columns.row * BAR_PART;
      double middle = y + columns.row / 2;

      if (i > 0)
        qd_chart_rule (canvas, frame.left, frame.right, y, QD_TONE_G1, 2);
      qd_canvas_set_record (canvas, team->id, tooltip);
      qd_canvas_rectangle (canvas, "row", frame.left, y, frame.right - frame.left, columns.row, QD_TONE_NONE);
      draw_name (canvas, team, &columns, frame.left, middle);
      draw_bar (canvas, team, columns.bar_left, middle - bar / 2, unit, bar, 0);
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

/* “277 of 416”, the first part heavy. Returns how wide it is; draws it only if @x is not negative. */
static double
compact_figures (QdCanvas          *canvas,
                 const QdTeamValue *team,
                 double             x,
                 double             baseline)
{
  g_autofree char *committed = qd_chart_number (team->committed);
  g_autofree char *capacity = qd_chart_number (team->capacity);
  /* Translators: the end of “277 of 416” */
  g_autofree char *rest = isnan (team->capacity) ? g_strdup ("") : g_strdup_printf (_("of %s"), capacity);
  double width = qd_canvas_text_width (canvas, rest, &qd_look_small_dim);
  double gap = *rest != '\0' ? 4 : 0;

  if (x >= 0)
    {
      qd_canvas_text (canvas, "capacity-figure", rest, x, baseline, QD_ALIGN_END, QD_NO_LIMIT, &qd_look_small_dim);
      qd_canvas_text (canvas, "committed-figure", committed, x - width - gap, baseline, QD_ALIGN_END, QD_NO_LIMIT,
                      is_over (team) ? &qd_look_small_red : &qd_look_small_bold);
    }

  return width + gap + qd_canvas_text_width (canvas, committed, &qd_look_small_bold);
}

static void
compact_row (QdCanvas          *canvas,
             const QdTeamValue *team,
             const Columns     *columns,
             double             y)
{
  double bar = round (columns->row * COMPACT_BAR_PART);
  double top = round (y + (columns->row - bar) / 2);
  double baseline = y + columns->row / 2 + QD_COMPACT_TEXT * QD_EM_MIDDLE;
  double unit = columns->bar_width / columns->most;

  qd_canvas_rectangle (canvas, "row", 0, y, canvas->width, columns->row, QD_TONE_NONE);
  qd_canvas_text (canvas, "name", team->name, 0, baseline, QD_ALIGN_START, columns->name_width, &qd_look_small);
  draw_bar (canvas, team, columns->bar_left, top, unit, bar, 3);
  compact_figures (canvas, team, canvas->width, baseline);
  if (is_over (team))
    {
      g_autofree char *over = balance_text (balance_of (team));
      double x = columns->bar_left + MAX (team->committed * unit,
                                          (isnan (team->capacity) ? 0 : team->capacity) * unit + 4)
                 + 6;

      if (x + qd_canvas_text_width (canvas, over, &qd_look_small_red) <= columns->bar_left + columns->bar_width)
        qd_canvas_text (canvas, "over-label", over, x, baseline, QD_ALIGN_START, QD_NO_LIMIT, &qd_look_small_red);
    }
}

static void
layout_compact (QdChart  *chart,
                QdCanvas *canvas)
{
  Selection selection = select_teams (chart, (guint) MAX (canvas->height / COMPACT_ROW_MIN, 1));
  guint n_rows = selection.teams->len + (selection.n_others > 0 ? 1 : 0);
  Columns columns = { .row = MIN (floor (canvas->height / n_rows), COMPACT_ROW_MAX) };
  double figures = 0;
  double y = 0;

  for (guint i = 0; i < selection.teams->len; i++)
    {
      const QdTeamValue *team = &g_array_index (selection.teams, QdTeamValue, i);

      columns.name_width = MAX (columns.name_width, qd_canvas_text_width (canvas, team->name, &qd_look_small));
      figures = MAX (figures, compact_figures (canvas, team, -1, 0));
    }
  columns.name_width = MIN (columns.name_width, canvas->width * COMPACT_NAME_PART);
  columns.bar_left = round (columns.name_width + 14);
  columns.bar_width = canvas->width - columns.bar_left - figures - 14;
  columns.most = largest (selection.teams);

  for (guint i = 0; i < selection.teams->len; i++, y += columns.row)
    {
      const QdTeamValue *team = &g_array_index (selection.teams, QdTeamValue, i);
      g_autofree char *tooltip = team_tooltip (team);

      qd_canvas_set_record (canvas, team->id, tooltip);
      compact_row (canvas, team, &columns, y);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
  if (selection.n_others > 0)
    {
      g_autofree char *number = qd_chart_number (selection.others_free);
      /* Translators: %1$u teams have %2$s points free together */
      g_autofree char *text = g_strdup_printf (ngettext ("%1$u more team, %2$s free", "%1$u more teams, %2$s free",
                                                         selection.n_others), selection.n_others, number);

      qd_canvas_text (canvas, "others", text, 0, y + columns.row / 2 + QD_COMPACT_TEXT * QD_EM_MIDDLE, QD_ALIGN_START,
                      canvas->width, &qd_look_small_dim);
    }
  g_array_unref (selection.teams);
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
  return MAX (chart->items->len, 1) * COMPACT_ROW;
}

static char *
title (QdChart *chart)
{
  Sums sums = sum_up (chart);
  g_autofree char *over = qd_chart_number (sums.worst.name != NULL ? -balance_of (&sums.worst) : 0);
  g_autofree char *free = qd_chart_number (sums.freest.name != NULL ? balance_of (&sums.freest) : 0);
  g_autofree char *committed = qd_chart_number (sums.committed);
  g_autofree char *capacity = qd_chart_number (sums.capacity);

  if (sums.n_over > 1)
    return g_strdup_printf (_("%1$u teams are over capacity, %2$s most: by %3$s points"), sums.n_over, sums.worst.name,
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
  return team_tooltip (qd_chart_item (chart, QdTeamValue, index));
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
  Selection selection = select_teams (chart, most_rows);
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
      over->values[i] = bar_value (-balance_of (team));
      open->values[i] = bar_value (balance_of (team));
    }
  if (selection.n_others > 0)
    {
      g_autofree char *free = balance_text (selection.others_free);
      /* Translators: %1$u teams have %2$s together: “41 more teams: 2,110 free” */
      g_autofree char *others = g_strdup_printf (ngettext ("%1$u more team: %2$s", "%1$u more teams: %2$s",
                                                           selection.n_others), selection.n_others, free);

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
