#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-risk-matrix-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* Every risk by likelihood and impact: by name while the cells hold the names, else by number with the names beside the
 * matrix. Each cell says its level in words. */

#define GAP             12.0
#define LABEL_WIDTH     192.0
#define LABEL_WIDTH_HALF 156.0
#define LABEL_GAP       16.0
#define IMPACT_HEIGHT   52.0
#define CELL_PADDING    20.0
#define CELL_HEAD       58.0
#define NAME_LINE       36.0
#define NOTE_LINE       34.0
#define RISK_GAP        16.0
#define BULLET          9.0
#define TEXT_OFFSET     34.0
#define NUMBERED_PART   0.55
#define NUMBERED_PART_HALF 0.66
#define NUMBERED_PART_DENSE 0.42
#define LIST_LINE       50.0
#define LIST_LINE_MIN   38.0
#define BUBBLE          22.0
#define WARNING_SIGN    1.16 /* the triangle and its gap, in font sizes */
#define NUMBERS_MAX     60

/* A narrower chart has its list below the matrix. */
#define BESIDE_MIN_WIDTH 1600.0

#define COMPACT_HEIGHT  314.0

static const QdLook look_name = { 28, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE };
static const QdLook look_mitigation = { 26, FALSE, QD_TONE_INK2, FALSE, QD_TONE_NONE };
static const QdLook look_mitigation_ink = { 26, FALSE, QD_TONE_INK, FALSE, QD_TONE_NONE };

int
qd_risk_cell (const QdRiskValue *risk)
{
  if (risk->likelihood < 0 || risk->likelihood >= QD_RISK_LEVELS || risk->impact < 0 || risk->impact >= QD_RISK_LEVELS)
    return -1;

  return risk->likelihood * QD_RISK_LEVELS + risk->impact;
}

int
qd_risk_cell_level (int cell)
{
  return cell < 0 ? 0 : (cell / QD_RISK_LEVELS + 1) * (cell % QD_RISK_LEVELS + 1);
}

gboolean
qd_risk_is_critical (const QdRiskValue *risk)
{
  return !risk->closed && qd_risk_cell_level (qd_risk_cell (risk)) == QD_RISK_CRITICAL;
}

static QdTone
cell_tone (int level)
{
  if (level >= QD_RISK_CRITICAL)
    return QD_TONE_RED_TINT;

  return level >= 6 ? QD_TONE_CELL : level >= 3 ? QD_TONE_G1 : QD_TONE_G0;
}

const char *
qd_risk_level_word (int level)
{
  if (level >= QD_RISK_CRITICAL)
    return _("Critical risk");

  return level >= 6 ? _("High risk") : level >= 3 ? _("Medium risk") : _("Low risk");
}

/* The same where a word for it is all there is room for. */
static const char *
level_word_alone (int level)
{
  if (level >= QD_RISK_CRITICAL)
    return C_("level of risk", "Critical");

  return level >= 6 ? C_("level of risk", "High") : level >= 3 ? C_("level of risk", "Medium") : C_("level of risk", "Low");
}

const char *
qd_risk_impact_word (int step)
{
  static const char *const words[] = { NC_("level", "Low"), NC_("level", "Medium"), NC_("level", "High") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "level", words[step]);
}

/* The same words, of another gender in some languages. */
const char *
qd_risk_likelihood_word (int step)
{
  static const char *const words[] = {
    NC_("level of likelihood", "Low"), NC_("level of likelihood", "Medium"), NC_("level of likelihood", "High")
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "level of likelihood", words[step]);
}

static int
compare_risks (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  QdChart *chart = user_data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  int difference = qd_risk_cell_level (qd_risk_cell (qd_chart_item (chart, QdRiskValue, second)))
                   - qd_risk_cell_level (qd_risk_cell (qd_chart_item (chart, QdRiskValue, first)));

  return difference != 0 ? difference : (first > second) - (first < second);
}

void
qd_risk_placing_init (QdRiskPlacing *placing,
                      QdChart       *chart)
{
  placing->n_unplaced = 0;
  placing->sorted = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < QD_RISK_CELLS; i++)
    placing->cells[i] = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < chart->items->len; i++)
    {
      int cell = qd_risk_cell (qd_chart_item (chart, QdRiskValue, i));

      if (cell < 0)
        {
          placing->n_unplaced++;
          continue;
        }
      g_array_append_val (placing->cells[cell], i);
      g_array_append_val (placing->sorted, i);
    }
  g_array_sort_with_data (placing->sorted, compare_risks, chart);
}

void
qd_risk_placing_clear (QdRiskPlacing *placing)
{
  g_array_unref (placing->sorted);
  for (guint i = 0; i < QD_RISK_CELLS; i++)
    g_array_unref (placing->cells[i]);
}

const QdRiskValue *
qd_risk_placed (QdChart *chart,
                GArray  *risks,
                guint    index)
{
  return qd_chart_item (chart, QdRiskValue, g_array_index (risks, guint, index));
}

char *
qd_risk_tooltip (const QdRiskValue *risk)
{
  int cell = qd_risk_cell (risk);
  gboolean mitigated = risk->mitigation != NULL && *risk->mitigation != '\0';

  if (cell < 0)
    /* Translators: %s is a risk */
    return g_strdup_printf (_("%s: likelihood or impact is not set"), risk->name);
  if (mitigated)
    /* Translators: risk, “Medium risk”, likelihood, impact, mitigation */
    return g_strdup_printf (_("%1$s: %2$s, likelihood %3$s, impact %4$s. %5$s"), risk->name,
                            qd_risk_level_word (qd_risk_cell_level (cell)), qd_risk_likelihood_word (risk->likelihood),
                            qd_risk_impact_word (risk->impact), risk->mitigation);

  return g_strdup_printf (_("%1$s: %2$s, likelihood %3$s, impact %4$s"), risk->name,
                          qd_risk_level_word (qd_risk_cell_level (cell)), qd_risk_likelihood_word (risk->likelihood),
                          qd_risk_impact_word (risk->impact));
}

double
qd_risk_cell_x (const QdRiskGrid *grid,
                int               cell)
{
  return grid->left + (cell % QD_RISK_LEVELS) * (grid->width + grid->gap);
}

double
qd_risk_cell_y (const QdRiskGrid *grid,
                int               cell)
{
  return grid->top + (QD_RISK_LEVELS - 1 - cell / QD_RISK_LEVELS) * (grid->height + grid->gap);
}

/* How high the names of a cell are together, with or without what is done about them. */
static double
names_height (QdChart          *chart,
              QdCanvas         *canvas,
              const QdRiskGrid *grid,
              GArray           *risks,
              gboolean          mitigation)
{
  double width = grid->width - 2 * CELL_PADDING - TEXT_OFFSET;
  double height = 0;

  for (guint i = 0; i < risks->len; i++)
    {
      const QdRiskValue *risk = qd_risk_placed (chart, risks, i);

      height += MIN (qd_canvas_count_lines (canvas, risk->name, width, &look_name), 2) * NAME_LINE;
      if (mitigation)
        height += MIN (qd_canvas_count_lines (canvas, risk->mitigation, width, &look_mitigation), 2) * NOTE_LINE;
      height += i > 0 ? RISK_GAP : 0;
    }

  return height;
}

static gboolean
names_fit (QdChart             *chart,
           QdCanvas            *canvas,
           const QdRiskGrid    *grid,
           const QdRiskPlacing *placing)
{
  double width = grid->width - 2 * CELL_PADDING - TEXT_OFFSET;

  for (guint i = 0; i < QD_RISK_CELLS; i++)
    {
      if (placing->cells[i]->len * NAME_LINE > grid->height)
        return FALSE;
      if (names_height (chart, canvas, grid, placing->cells[i], FALSE) > grid->height - CELL_HEAD - CELL_PADDING / 2)
        return FALSE;
      for (guint j = 0; j < placing->cells[i]->len; j++)
        if (qd_canvas_count_lines (canvas, qd_risk_placed (chart, placing->cells[i], j)->name, width, &look_name) > 2)
          return FALSE;
    }

  return TRUE;
}

static void
draw_names (QdChart          *chart,
            QdCanvas         *canvas,
            const QdRiskGrid *grid,
            GArray           *risks,
            int               cell)
{
  gboolean mitigation = names_height (chart, canvas, grid, risks, TRUE) <= grid->height - CELL_HEAD - CELL_PADDING / 2;
  gboolean critical = qd_risk_cell_level (cell) == QD_RISK_CRITICAL;
  double x = qd_risk_cell_x (grid, cell) + CELL_PADDING;
  double y = qd_risk_cell_y (grid, cell) + CELL_HEAD;
  double width = grid->width - 2 * CELL_PADDING - TEXT_OFFSET;

  for (guint i = 0; i < risks->len; i++)
    {
      const QdRiskValue *risk = qd_risk_placed (chart, risks, i);
      g_autofree char *tooltip = qd_risk_tooltip (risk);
      double top = y;
      QdMark *bullet;

      qd_canvas_set_record (canvas, risk->id, tooltip);
      bullet = qd_canvas_circle (canvas, "risk", x + BULLET, y + 17, BULLET - (risk->closed ? 1.5 : 0),
                                 risk->closed ? QD_TONE_NONE : critical ? QD_TONE_RED : QD_TONE_INK);
      if (risk->closed)
        qd_canvas_stroke (canvas, bullet, QD_TONE_INK2, 3, QD_DASH_NONE);
      y += NAME_LINE * qd_canvas_paragraph (canvas, "risk-name", risk->name, x + TEXT_OFFSET, y + 27, QD_ALIGN_START,
                                            qd_chart_balanced_width (canvas, risk->name, width, &look_name), NAME_LINE, 2,
                                            &look_name);
      if (mitigation)
        y += NOTE_LINE * qd_canvas_paragraph (canvas, "mitigation", risk->mitigation, x + TEXT_OFFSET, y + 26,
                                              QD_ALIGN_START,
                                              qd_chart_balanced_width (canvas, risk->mitigation, width, &look_mitigation),
                                              NOTE_LINE, 2, critical ? &look_mitigation_ink : &look_mitigation);
      qd_canvas_rectangle (canvas, "hit", x, top, width + TEXT_OFFSET, y - top, QD_TONE_NONE);
      qd_canvas_set_record (canvas, NULL, NULL);
      y += RISK_GAP;
    }
}

guint
qd_risk_largest_number (QdChart *chart)
{
  guint most = 0;

  for (guint i = 0; i < chart->items->len; i++)
    most = MAX (most, qd_chart_item (chart, QdRiskValue, i)->number);

  return most;
}

/* Of circles that hold the widest number. */
static double
number_radius (QdChart      *chart,
               QdCanvas     *canvas,
               double        least,
               const QdLook *look)
{
  g_autofree char *number = g_strdup_printf ("%u", qd_risk_largest_number (chart));

  return MAX (least, qd_canvas_text_width (canvas, number, look) / 1.6);
}

/* Numbers one after the other without circles, or how many there are where not even they fit. */
static void
draw_many (QdChart          *chart,
           QdCanvas         *canvas,
           const QdRiskGrid *grid,
           GArray           *risks,
           int               cell,
           double            head,
           const QdLook     *look)
{
  double padding = grid->gap * 1.2;
  double width = grid->width - 2 * padding;
  double height = grid->height - head;
  double line = look->size * 1.2;
  double top = qd_risk_cell_y (grid, cell) + head;
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autofree char *count = qd_count_printf (ngettext ("%u risk", "%u risks", risks->len), risks->len);
  g_autofree char *number = qd_count_printf ("%u", risks->len);
  const char *text;
  QdLook large = *look;
  guint n_lines;

  for (guint i = 0; i < risks->len && i < NUMBERS_MAX; i++)
    g_string_append_printf (numbers, "%s%u", i > 0 ? ", " : "", qd_risk_placed (chart, risks, i)->number);
  n_lines = qd_canvas_count_lines (canvas, numbers->str, width, look);
  if (risks->len <= NUMBERS_MAX && n_lines * line + look->size * QD_EM_DESCENT <= height)
    {
      qd_canvas_paragraph (canvas, "risk-numbers", numbers->str, qd_risk_cell_x (grid, cell) + padding,
                           top + look->size * QD_EM_ASCENT, QD_ALIGN_START, width, line, n_lines, look);
      return;
    }

  large.size = MIN (look->size * 1.3, MAX (height, look->size));
  if (qd_canvas_text_width (canvas, count, &large) > width)
    large.size = look->size;
  text = qd_canvas_text_width (canvas, count, &large) <= width ? count : number;
  qd_canvas_text (canvas, "count", text, qd_risk_cell_x (grid, cell) + grid->width / 2,
                  MIN (top + height / 2 + large.size * QD_EM_MIDDLE,
                       qd_risk_cell_y (grid, cell) + grid->height - large.size * QD_EM_DESCENT),
                  QD_ALIGN_MIDDLE, width, &large);
}

/* Numbers in the order of the list beside, in circles while these fit. */
void
qd_risk_draw_numbers (QdChart          *chart,
                      QdCanvas         *canvas,
                      const QdRiskGrid *grid,
                      GArray           *risks,
                      int               cell,
                      double            least,
                      double            head,
                      const QdLook     *look)
{
  double radius = number_radius (chart, canvas, least, look);
  double pitch = radius * 2.3;
  double padding = grid->gap * 1.2;
  double left = qd_risk_cell_x (grid, cell) + padding;
  double top = qd_risk_cell_y (grid, cell) + head;
  guint columns = (guint) MAX ((grid->width - 2 * padding + 0.3 * radius) / pitch, 1);
  guint rows = (guint) MAX ((grid->height - head - padding / 2 + 0.3 * radius) / pitch, 0);

  if (risks->len > columns * rows)
    {
      draw_many (chart, canvas, grid, risks, cell, head, look);
      return;
    }

  for (guint i = 0; i < risks->len; i++)
    {
      const QdRiskValue *risk = qd_risk_placed (chart, risks, i);
      g_autofree char *tooltip = qd_risk_tooltip (risk);
      g_autofree char *number = g_strdup_printf ("%u", risk->number);
      double x = left + radius + (i % columns) * pitch;
      double y = top + radius + (i / columns) * pitch;
      QdMark *bubble;

      qd_canvas_set_record (canvas, risk->id, tooltip);
      bubble = qd_canvas_circle (canvas, "risk", x, y, radius - 1, risk->closed ? QD_TONE_NONE : QD_TONE_PAPER);
      qd_canvas_stroke (canvas, bubble, qd_risk_is_critical (risk) ? QD_TONE_RED : QD_TONE_G3, radius > 15 ? 3 : 1.5,
                        QD_DASH_NONE);
      qd_canvas_text (canvas, "risk-number", number, x, y + look->size * QD_EM_MIDDLE, QD_ALIGN_MIDDLE,
                      radius * 1.9, look);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
}

/* Cells too low for a word and a number below it keep the number. */
static gboolean
is_worded (const QdRiskGrid *grid)
{
  return grid->height >= CELL_HEAD + 2 * BUBBLE + CELL_PADDING / 2;
}

/* All cells say their level in the same way. */
static gboolean
has_whole_words (QdCanvas     *canvas,
                 double        width,
                 const QdLook *critical)
{
  for (int cell = 0; cell < QD_RISK_CELLS; cell++)
    {
      int level = qd_risk_cell_level (cell);
      const QdLook *look = level == QD_RISK_CRITICAL ? critical : &look_mitigation;
      double sign = level == QD_RISK_CRITICAL ? critical->size * WARNING_SIGN : 0;

      if (qd_canvas_text_width (canvas, qd_risk_level_word (level), look) + sign > width)
        return FALSE;
    }

  return TRUE;
}

static void
draw_cells (QdCanvas         *canvas,
            const QdRiskGrid *grid)
{
  QdLook critical = look_mitigation;
  double width = is_worded (grid) ? grid->width - 2 * CELL_PADDING : 0;
  const char *(*word) (int level);

  critical.tone = QD_TONE_RED;
  critical.bold = TRUE;
  word = has_whole_words (canvas, width, &critical) ? qd_risk_level_word : level_word_alone;
  for (int cell = 0; cell < QD_RISK_CELLS; cell++)
    {
      int level = qd_risk_cell_level (cell);
      double x = qd_risk_cell_x (grid, cell);
      double y = qd_risk_cell_y (grid, cell);
      double baseline = y + 42;
      double right = x + grid->width - CELL_PADDING;
      QdMark *mark;

      if (level == QD_RISK_CRITICAL)
        {
          mark = qd_canvas_rectangle (canvas, "cell", x + 3, y + 3, grid->width - 6, grid->height - 6,
                                      cell_tone (level));
          qd_canvas_stroke (canvas, mark, QD_TONE_RED, 6, QD_DASH_NONE);
          mark->value = cell;
          if (width > 0)
            qd_chart_warning (canvas, "level", word (level), right, baseline, QD_ALIGN_END, width,
                              &critical);
          continue;
        }
      mark = qd_canvas_rectangle (canvas, "cell", x, y, grid->width, grid->height, cell_tone (level));
      mark->value = cell;
      qd_canvas_text (canvas, "level", word (level), right, baseline, QD_ALIGN_END, width, &look_mitigation);
    }
}

/* “High impact” below each column where all of them fit, else “High” alone. */
void
qd_risk_draw_impacts (QdCanvas         *canvas,
                      const QdRiskGrid *grid,
                      double            baseline,
                      const QdLook     *heavy,
                      const QdLook     *light)
{
  /* Translators: below “High”: the name of an axis, lower case */
  const char *impact = C_("axis", "impact");
  double gap = heavy->size * 0.27;
  double impact_width = qd_canvas_text_width (canvas, impact, light) + gap;

  for (int step = 0; step < QD_RISK_LEVELS; step++)
    if (qd_canvas_text_width (canvas, qd_risk_impact_word (step), heavy) + impact_width > grid->width)
      impact_width = 0;

  for (int step = 0; step < QD_RISK_LEVELS; step++)
    {
      double width = MIN (qd_canvas_text_width (canvas, qd_risk_impact_word (step), heavy), grid->width);
      double left = qd_risk_cell_x (grid, step) + MAX ((grid->width - width - impact_width) / 2, 0);

      qd_canvas_text (canvas, "axis", qd_risk_impact_word (step), left, baseline, QD_ALIGN_START, grid->width, heavy);
      if (impact_width > 0)
        qd_canvas_text (canvas, "axis", impact, left + width + gap, baseline, QD_ALIGN_START, QD_NO_LIMIT, light);
    }
}

/* How wide the words beside the rows are: at least @least, and not more than leaves the cells most of the canvas. */
double
qd_risk_axis_width (QdCanvas     *canvas,
                    double        least,
                    double        gap,
                    const QdLook *heavy,
                    const QdLook *light)
{
  double width = qd_canvas_text_width (canvas, C_("axis", "likelihood"), light);

  for (int step = 0; step < QD_RISK_LEVELS; step++)
    width = MAX (width, qd_canvas_text_width (canvas, qd_risk_likelihood_word (step), heavy));

  return CLAMP (ceil (width) + gap, least, MAX (least, canvas->width / 4));
}

static void
draw_axes (QdCanvas         *canvas,
           const QdRiskGrid *grid,
           double            left)
{
  /* Translators: below “High”: the name of an axis, lower case */
  const char *likelihood = C_("axis", "likelihood");
  double width = grid->left - left - LABEL_GAP;

  for (int step = 0; step < QD_RISK_LEVELS; step++)
    {
      double middle = qd_risk_cell_y (grid, step * QD_RISK_LEVELS) + grid->height / 2;

      qd_canvas_text (canvas, "axis", qd_risk_likelihood_word (step), left, middle - 4, QD_ALIGN_START, width,
                      &qd_look_name);
      qd_canvas_text (canvas, "axis", likelihood, left, middle + 33, QD_ALIGN_START, width, &qd_look_note);
    }
  qd_risk_draw_impacts (canvas, grid, qd_risk_cell_y (grid, 0) + grid->height + 42, &qd_look_name, &qd_look_note);
}

void
qd_risk_fit_cells (QdRiskGrid *grid,
                   double      right,
                   double      bottom)
{
  grid->width = (right - grid->left - (QD_RISK_LEVELS - 1) * grid->gap) / QD_RISK_LEVELS;
  grid->height = (bottom - grid->top - (QD_RISK_LEVELS - 1) * grid->gap) / QD_RISK_LEVELS;
}

static void
draw_numbered (QdChart             *chart,
               QdCanvas            *canvas,
               const QdFrame       *frame,
               const QdRiskPlacing *placing,
               QdRiskGrid          *grid)
{
  double bottom = frame->bottom + 34;
  QdBox box;

  if (canvas->width < BESIDE_MIN_WIDTH)
    {
      double list = placing->sorted->len * LIST_LINE + 24;
      double end = bottom - MAX (list, (bottom - grid->top) * (1 - NUMBERED_PART_HALF));

      end = MAX (end, grid->top + (bottom - grid->top) * NUMBERED_PART);

      qd_risk_fit_cells (grid, frame->right, end - IMPACT_HEIGHT);
      box = (QdBox) { frame->left, end + 24, frame->right - frame->left, bottom - end - 24 };
    }
  else
    {
      gboolean dense = placing->sorted->len * LIST_LINE_MIN > bottom - grid->top;
      double end = frame->left + (frame->right - frame->left) * (dense ? NUMBERED_PART_DENSE : NUMBERED_PART);

      qd_risk_fit_cells (grid, end, bottom - IMPACT_HEIGHT);
      box = (QdBox) { end + 48, grid->top, frame->right - end - 48, bottom - grid->top };
    }

  draw_cells (canvas, grid);
  for (int cell = 0; cell < QD_RISK_CELLS; cell++)
    qd_risk_draw_numbers (chart, canvas, grid, placing->cells[cell], cell, BUBBLE,
                          is_worded (grid) ? CELL_HEAD : CELL_PADDING / 2, &look_name);
  draw_axes (canvas, grid, frame->left);
  qd_risk_draw_list (chart, canvas, placing, &box);
}

static void
layout_full (QdChart  *chart,
             QdCanvas *canvas)
{
  QdFrame frame = qd_chart_frame (chart, canvas);
  QdRiskGrid grid = { .gap = GAP, .top = frame.heads - 26 };
  g_autofree char *note = NULL;
  QdRiskPlacing placing;

  qd_risk_placing_init (&placing, chart);
  if (placing.n_unplaced > 0)
    {
      note = qd_count_printf (ngettext ("%u risk has no likelihood or impact yet and is not shown",
                                        "%u risks have no likelihood or impact yet and are not shown",
                                        placing.n_unplaced),
                              placing.n_unplaced);
      frame.bottom -= 34;
    }
  grid.left = frame.left + qd_risk_axis_width (canvas, frame.half ? LABEL_WIDTH_HALF : LABEL_WIDTH, LABEL_GAP,
                                               &qd_look_name, &qd_look_note);
  qd_risk_fit_cells (&grid, frame.right, frame.bottom + 34 - IMPACT_HEIGHT);

  if (!frame.half && names_fit (chart, canvas, &grid, &placing))
    {
      draw_cells (canvas, &grid);
      for (int cell = 0; cell < QD_RISK_CELLS; cell++)
        draw_names (chart, canvas, &grid, placing.cells[cell], cell);
      draw_axes (canvas, &grid, frame.left);
    }
  else
    {
      draw_numbered (chart, canvas, &frame, &placing, &grid);
    }
  /* Room has been made for it. Of two lines the second keeps off the footer. */
  if (note != NULL)
    frame.footnote += qd_chart_footnote_wraps (canvas, &frame, note, FALSE) ? 8 : 16;
  qd_chart_footnote (canvas, &frame, note, FALSE);
  qd_risk_placing_clear (&placing);
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  if (canvas->style->compact)
    qd_risk_layout_compact (chart, canvas);
  else
    layout_full (chart, canvas);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  return COMPACT_HEIGHT;
}

static char *
title (QdChart *chart)
{
  const QdRiskValue *critical = NULL;
  const QdRiskValue *worst = NULL;
  guint n_critical = 0;
  guint n_open = 0;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdRiskValue *risk = qd_chart_item (chart, QdRiskValue, i);

      if (risk->closed)
        continue;
      n_open++;
      if (worst == NULL || qd_risk_cell_level (qd_risk_cell (risk)) > qd_risk_cell_level (qd_risk_cell (worst)))
        worst = risk;
      if (qd_risk_is_critical (risk))
        {
          n_critical++;
          critical = critical != NULL ? critical : risk;
        }
    }

  if (n_open == 0)
    return g_strdup (_("No open risks"));
  if (n_critical == 1 && n_open == 1)
    /* Translators: %s is a risk */
    return g_strdup_printf (_("The one open risk is critical: %s"), critical->name);
  if (n_critical == 1)
    /* Translators: “1 of 4 risks is critical: Partnership scope creep” */
    return qd_count_printf (_("1 of %1$u risks is critical: %2$s"), n_open, critical->name);
  if (n_critical > 1)
    return qd_count_printf (_("%1$u of %2$u risks are critical; first: %3$s"), n_critical, n_open, critical->name);

  return qd_count_printf (ngettext ("%1$u open risk, not critical: %2$s", "%1$u open risks, none critical; first: %2$s",
                                    n_open), n_open, worst->name);
}

static char *
subtitle (QdChart *chart)
{
  return g_strdup_printf (_("Likelihood by impact, %s"), chart->quarter);
}

static char *
describe_item (QdChart *chart,
               guint    index)
{
  return qd_risk_tooltip (qd_chart_item (chart, QdRiskValue, index));
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, describe_item);
}

const QdChartKind qd_chart_risk_matrix = {
  .name = "risk-matrix",
  .label = N_("Risk matrix"),
  .empty = N_("Enter risks with their likelihood and impact to see them side by side."),
  .item_size = sizeof (QdRiskValue),
  .title = title,
  .subtitle = subtitle,
  .caption = subtitle,
  .layout = layout,
  .natural_height = natural_height,
  .describe = describe,
};

/**
 * qd_chart_add_risk:
 * @chart: a chart “risk-matrix”
 * @risk: a risk
 */
void
qd_chart_add_risk (QdChart           *chart,
                   const QdRiskValue *risk)
{
  QdRiskValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_risk_matrix);
  g_return_if_fail (risk != NULL);

  kept = *risk;
  kept.id = qd_chart_intern (chart, risk->id);
  kept.name = qd_chart_intern (chart, risk->name);
  kept.mitigation = qd_chart_intern (chart, risk->mitigation);
  g_array_append_val (chart->items, kept);
}
