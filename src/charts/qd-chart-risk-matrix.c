#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Every risk by likelihood and impact: by name while the cells hold the names, else by number with the names beside the
 * matrix. Each cell says its level in words. */

#define N_LEVELS        3
#define N_CELLS         (N_LEVELS * N_LEVELS)
#define CRITICAL        9

#define GAP             12.0
#define LABEL_WIDTH     192.0
#define LABEL_WIDTH_HALF 156.0
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
#define LIST_LINE       50.0
#define BUBBLE          22.0

#define COMPACT_GAP     3.0
#define COMPACT_LABEL   62.0
#define COMPACT_IMPACT  20.0
#define COMPACT_CELL    96.0
#define CHIP_LINE       15.0
#define CHIP_PADDING    4.0
#define CHIP_GAP        3.0
#define CHIP_INSET      4.0
#define CHIP_NUMBER     15.0
#define CHIP_LINES      4
#define CHIP_TEXT_MIN   40.0
#define DOT_SIZE        22.0

static const QdLook look_name = { 28, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE };
static const QdLook look_mitigation = { 26, FALSE, QD_TONE_INK2, FALSE, QD_TONE_NONE };
static const QdLook look_mitigation_ink = { 26, FALSE, QD_TONE_INK, FALSE, QD_TONE_NONE };

typedef struct
{
  double left;
  double top;
  double width;  /* of a cell */
  double height;
  double gap;
} Grid;

typedef struct
{
  GArray *cells[N_CELLS]; /* of guint: indices of risks */
  GArray *sorted;         /* of guint: indices of risks with a cell, the worst first */
  guint   n_unplaced;
} Placing;

static int
cell_of (const QdRiskValue *risk)
{
  if (risk->likelihood < 0 || risk->likelihood >= N_LEVELS || risk->impact < 0 || risk->impact >= N_LEVELS)
    return -1;

  return risk->likelihood * N_LEVELS + risk->impact;
}

static int
level_of_cell (int cell)
{
  return cell < 0 ? 0 : (cell / N_LEVELS + 1) * (cell % N_LEVELS + 1);
}

static gboolean
is_critical (const QdRiskValue *risk)
{
  return !risk->closed && level_of_cell (cell_of (risk)) == CRITICAL;
}

static QdTone
cell_tone (int level)
{
  return level >= CRITICAL ? QD_TONE_RED_TINT : level >= 6 ? QD_TONE_CELL : level >= 3 ? QD_TONE_G1 : QD_TONE_G0;
}

static const char *
level_word (int level)
{
  return level >= CRITICAL ? _("Critical risk") : level >= 6 ? _("High risk") : level >= 3 ? _("Medium risk") : _("Low risk");
}

static const char *
step_word (int step)
{
  static const char *const words[N_LEVELS] = { NC_("level", "Low"), NC_("level", "Medium"), NC_("level", "High") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "level", words[step]);
}

static int
compare_risks (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  QdChart *chart = user_data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  int difference = level_of_cell (cell_of (qd_chart_item (chart, QdRiskValue, second)))
                   - level_of_cell (cell_of (qd_chart_item (chart, QdRiskValue, first)));

  return difference != 0 ? difference : (first > second) - (first < second);
}

static void
placing_init (Placing *placing,
              QdChart *chart)
{
  placing->n_unplaced = 0;
  placing->sorted = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < N_CELLS; i++)
    placing->cells[i] = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < chart->items->len; i++)
    {
      int cell = cell_of (qd_chart_item (chart, QdRiskValue, i));

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

static void
placing_clear (Placing *placing)
{
  g_array_unref (placing->sorted);
  for (guint i = 0; i < N_CELLS; i++)
    g_array_unref (placing->cells[i]);
}

static const QdRiskValue *
placed (QdChart *chart,
        GArray  *risks,
        guint    index)
{
  return qd_chart_item (chart, QdRiskValue, g_array_index (risks, guint, index));
}

static char *
risk_tooltip (const QdRiskValue *risk)
{
  int cell = cell_of (risk);
  gboolean mitigated = risk->mitigation != NULL && *risk->mitigation != '\0';

  if (cell < 0)
    /* Translators: %s is a risk */
    return g_strdup_printf (_("%s: likelihood or impact is not set"), risk->name);
  if (mitigated)
    /* Translators: risk, “Medium risk”, likelihood, impact, mitigation */
    return g_strdup_printf (_("%1$s: %2$s, likelihood %3$s, impact %4$s. %5$s"), risk->name,
                            level_word (level_of_cell (cell)), step_word (risk->likelihood), step_word (risk->impact),
                            risk->mitigation);

  return g_strdup_printf (_("%1$s: %2$s, likelihood %3$s, impact %4$s"), risk->name, level_word (level_of_cell (cell)),
                          step_word (risk->likelihood), step_word (risk->impact));
}

static double
cell_x (const Grid *grid,
        int         cell)
{
  return grid->left + (cell % N_LEVELS) * (grid->width + grid->gap);
}

static double
cell_y (const Grid *grid,
        int         cell)
{
  return grid->top + (N_LEVELS - 1 - cell / N_LEVELS) * (grid->height + grid->gap);
}

/* How high the names of a cell are together, with or without what is done about them. */
static double
names_height (QdChart    *chart,
              QdCanvas   *canvas,
              const Grid *grid,
              GArray     *risks,
              gboolean    mitigation)
{
  double width = grid->width - 2 * CELL_PADDING - TEXT_OFFSET;
  double height = 0;

  for (guint i = 0; i < risks->len; i++)
    {
      const QdRiskValue *risk = placed (chart, risks, i);

      height += MIN (qd_canvas_count_lines (canvas, risk->name, width, &look_name), 2) * NAME_LINE;
      if (mitigation)
        height += MIN (qd_canvas_count_lines (canvas, risk->mitigation, width, &look_mitigation), 2) * NOTE_LINE;
      height += i > 0 ? RISK_GAP : 0;
    }

  return height;
}

static gboolean
names_fit (QdChart       *chart,
           QdCanvas      *canvas,
           const Grid    *grid,
           const Placing *placing)
{
  double width = grid->width - 2 * CELL_PADDING - TEXT_OFFSET;

  for (guint i = 0; i < N_CELLS; i++)
    {
      if (placing->cells[i]->len * NAME_LINE > grid->height)
        return FALSE;
      if (names_height (chart, canvas, grid, placing->cells[i], FALSE) > grid->height - CELL_HEAD - CELL_PADDING / 2)
        return FALSE;
      for (guint j = 0; j < placing->cells[i]->len; j++)
        if (qd_canvas_count_lines (canvas, placed (chart, placing->cells[i], j)->name, width, &look_name) > 2)
          return FALSE;
    }

  return TRUE;
}

static void
draw_names (QdChart    *chart,
            QdCanvas   *canvas,
            const Grid *grid,
            GArray     *risks,
            int         cell)
{
  gboolean mitigation = names_height (chart, canvas, grid, risks, TRUE) <= grid->height - CELL_HEAD - CELL_PADDING / 2;
  gboolean critical = level_of_cell (cell) == CRITICAL;
  double x = cell_x (grid, cell) + CELL_PADDING;
  double y = cell_y (grid, cell) + CELL_HEAD;
  double width = grid->width - 2 * CELL_PADDING - TEXT_OFFSET;

  for (guint i = 0; i < risks->len; i++)
    {
      const QdRiskValue *risk = placed (chart, risks, i);
      g_autofree char *tooltip = risk_tooltip (risk);
      double top = y;
      QdMark *bullet;

      qd_canvas_set_record (canvas, risk->id, tooltip);
      bullet = qd_canvas_circle (canvas, "risk", x + BULLET, y + 17, BULLET - (risk->closed ? 1.5 : 0),
                                 risk->closed ? QD_TONE_NONE : critical ? QD_TONE_RED : QD_TONE_INK);
      if (risk->closed)
        qd_canvas_stroke (canvas, bullet, QD_TONE_INK2, 3, QD_DASH_NONE);
      y += NAME_LINE * qd_canvas_paragraph (canvas, "risk-name", risk->name, x + TEXT_OFFSET, y + 27, QD_ALIGN_START,
                                            width, NAME_LINE, 2, &look_name);
      if (mitigation)
        y += NOTE_LINE * qd_canvas_paragraph (canvas, "mitigation", risk->mitigation, x + TEXT_OFFSET, y + 26,
                                              QD_ALIGN_START, width, NOTE_LINE, 2,
                                              critical ? &look_mitigation_ink : &look_mitigation);
      qd_canvas_rectangle (canvas, "hit", x, top, width + TEXT_OFFSET, y - top, QD_TONE_NONE);
      qd_canvas_set_record (canvas, NULL, NULL);
      y += RISK_GAP;
    }
}

/* Of circles that hold the widest number. */
static double
number_radius (QdChart      *chart,
               QdCanvas     *canvas,
               double        least,
               const QdLook *look)
{
  guint most = 0;
  g_autofree char *number = NULL;

  for (guint i = 0; i < chart->items->len; i++)
    most = MAX (most, qd_chart_item (chart, QdRiskValue, i)->number);
  number = g_strdup_printf ("%u", most);

  return MAX (least, qd_canvas_text_width (canvas, number, look) / 1.6);
}

/* Numbers in the order of the list beside, or how many there are where not even they fit. */
static void
draw_numbers (QdChart      *chart,
              QdCanvas     *canvas,
              const Grid   *grid,
              GArray       *risks,
              int           cell,
              double        least,
              double        head,
              const QdLook *look)
{
  double radius = number_radius (chart, canvas, least, look);
  double pitch = radius * 2.3;
  double padding = grid->gap * 1.2;
  double left = cell_x (grid, cell) + padding;
  double top = cell_y (grid, cell) + head;
  guint columns = (guint) MAX ((grid->width - 2 * padding + 0.3 * radius) / pitch, 1);
  guint rows = (guint) MAX ((grid->height - head - padding / 2 + 0.3 * radius) / pitch, 0);

  if (risks->len > columns * rows)
    {
      g_autofree char *count = g_strdup_printf (ngettext ("%u risk", "%u risks", risks->len), risks->len);
      QdLook large = *look;

      large.size = MIN (look->size * 1.3, MAX (grid->height - head, look->size));
      qd_canvas_text (canvas, "count", count, cell_x (grid, cell) + grid->width / 2,
                      MIN (top + (grid->height - head) / 2 + large.size * QD_EM_MIDDLE,
                           cell_y (grid, cell) + grid->height - large.size * QD_EM_DESCENT),
                      QD_ALIGN_MIDDLE, grid->width - 2 * padding, &large);
      return;
    }

  for (guint i = 0; i < risks->len; i++)
    {
      const QdRiskValue *risk = placed (chart, risks, i);
      g_autofree char *tooltip = risk_tooltip (risk);
      g_autofree char *number = g_strdup_printf ("%u", risk->number);
      double x = left + radius + (i % columns) * pitch;
      double y = top + radius + (i / columns) * pitch;
      QdMark *bubble;

      qd_canvas_set_record (canvas, risk->id, tooltip);
      bubble = qd_canvas_circle (canvas, "risk", x, y, radius - 1, risk->closed ? QD_TONE_NONE : QD_TONE_PAPER);
      qd_canvas_stroke (canvas, bubble, is_critical (risk) ? QD_TONE_RED : QD_TONE_G3, radius > 15 ? 3 : 1.5,
                        QD_DASH_NONE);
      qd_canvas_text (canvas, "risk-number", number, x, y + look->size * QD_EM_MIDDLE, QD_ALIGN_MIDDLE,
                      radius * 1.9, look);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
}

static void
draw_cells (QdCanvas   *canvas,
            const Grid *grid)
{
  QdLook critical = look_mitigation;

  critical.tone = QD_TONE_RED;
  critical.bold = TRUE;
  for (int cell = 0; cell < N_CELLS; cell++)
    {
      int level = level_of_cell (cell);
      double x = cell_x (grid, cell);
      double y = cell_y (grid, cell);
      double baseline = y + 42;
      double right = x + grid->width - CELL_PADDING;
      QdMark *mark;

      if (level == CRITICAL)
        {
          mark = qd_canvas_rectangle (canvas, "cell", x + 3, y + 3, grid->width - 6, grid->height - 6, cell_tone (level));
          qd_canvas_stroke (canvas, mark, QD_TONE_RED, 6, QD_DASH_NONE);
          mark->value = cell;
          qd_chart_warning (canvas, "level", level_word (level), right, baseline, QD_ALIGN_END,
                            grid->width - 2 * CELL_PADDING, &critical);
          continue;
        }
      mark = qd_canvas_rectangle (canvas, "cell", x, y, grid->width, grid->height, cell_tone (level));
      mark->value = cell;
      qd_canvas_text (canvas, "level", level_word (level), right, baseline, QD_ALIGN_END, grid->width - 2 * CELL_PADDING,
                      &look_mitigation);
    }
}

/* “High impact” below each column where all of them fit, else “High” alone. */
static void
draw_impacts (QdCanvas     *canvas,
              const Grid   *grid,
              double        baseline,
              const QdLook *heavy,
              const QdLook *light)
{
  /* Translators: below “High”: the name of an axis, lower case */
  const char *impact = C_("axis", "impact");
  double gap = heavy->size * 0.27;
  double impact_width = qd_canvas_text_width (canvas, impact, light) + gap;

  for (int step = 0; step < N_LEVELS; step++)
    if (qd_canvas_text_width (canvas, step_word (step), heavy) + impact_width > grid->width)
      impact_width = 0;

  for (int step = 0; step < N_LEVELS; step++)
    {
      double width = MIN (qd_canvas_text_width (canvas, step_word (step), heavy), grid->width);
      double left = cell_x (grid, step) + MAX ((grid->width - width - impact_width) / 2, 0);

      qd_canvas_text (canvas, "axis", step_word (step), left, baseline, QD_ALIGN_START, grid->width, heavy);
      if (impact_width > 0)
        qd_canvas_text (canvas, "axis", impact, left + width + gap, baseline, QD_ALIGN_START, QD_NO_LIMIT, light);
    }
}

static void
draw_axes (QdCanvas   *canvas,
           const Grid *grid,
           double      left)
{
  /* Translators: below “High”: the name of an axis, lower case */
  const char *likelihood = C_("axis", "likelihood");
  double width = grid->left - left - 16;

  for (int step = 0; step < N_LEVELS; step++)
    {
      double middle = cell_y (grid, step * N_LEVELS) + grid->height / 2;

      qd_canvas_text (canvas, "axis", step_word (step), left, middle - 4, QD_ALIGN_START, width, &qd_look_name);
      qd_canvas_text (canvas, "axis", likelihood, left, middle + 33, QD_ALIGN_START, width, &qd_look_note);
    }
  draw_impacts (canvas, grid, cell_y (grid, 0) + grid->height + 42, &qd_look_name, &qd_look_note);
}

/* The names behind the numbers, the worst first, as many as there is room for. */
static void
draw_list (QdChart       *chart,
           QdCanvas      *canvas,
           const Placing *placing,
           const QdBox   *box)
{
  double number_width = 56;
  double width = box->width - number_width - 16;
  guint lines = 2;
  double total = 0;
  double y = box->y;

  for (guint i = 0; i < placing->sorted->len && total <= box->height; i++)
    total += 14 + NAME_LINE * MIN (qd_canvas_count_lines (canvas, placed (chart, placing->sorted, i)->name, width,
                                                          &qd_look_row), 2);
  if (total > box->height)
    lines = 1;

  for (guint i = 0; i < placing->sorted->len; i++)
    {
      const QdRiskValue *risk = placed (chart, placing->sorted, i);
      g_autofree char *tooltip = risk_tooltip (risk);
      g_autofree char *number = g_strdup_printf ("%u", risk->number);
      gboolean last = i + 1 == placing->sorted->len;
      QdLook look = is_critical (risk) ? qd_look_group : qd_look_row;

      look.size = qd_look_row.size;
      if (y + NAME_LINE * (last ? 1 : 2) > box->y + box->height + 1)
        {
          guint n = placing->sorted->len - i;
          g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

          qd_canvas_text (canvas, "others", more, box->x + number_width + 16, y + 27, QD_ALIGN_START, width, &qd_look_note);
          return;
        }
      qd_canvas_set_record (canvas, risk->id, tooltip);
      qd_canvas_text (canvas, "number", number, box->x + number_width, y + 27, QD_ALIGN_END, number_width,
                      is_critical (risk) ? &qd_look_red : &look_name);
      y += 14 + NAME_LINE * qd_canvas_paragraph (canvas, "risk-name", risk->name, box->x + number_width + 16, y + 27,
                                                 QD_ALIGN_START, width, NAME_LINE, lines, &look);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
}

static void
fit_cells (Grid  *grid,
           double right,
           double bottom)
{
  grid->width = (right - grid->left - (N_LEVELS - 1) * grid->gap) / N_LEVELS;
  grid->height = (bottom - grid->top - (N_LEVELS - 1) * grid->gap) / N_LEVELS;
}

static void
draw_numbered (QdChart       *chart,
               QdCanvas      *canvas,
               const QdFrame *frame,
               const Placing *placing,
               Grid          *grid)
{
  double bottom = frame->bottom + 34;
  QdBox box;

  if (frame->half)
    {
      double list = placing->sorted->len * LIST_LINE + 24;
      double end = bottom - MAX (list, (bottom - grid->top) * (1 - NUMBERED_PART_HALF));

      end = MAX (end, grid->top + (bottom - grid->top) * NUMBERED_PART);

      fit_cells (grid, frame->right, end - IMPACT_HEIGHT);
      box = (QdBox) { frame->left, end + 24, frame->right - frame->left, bottom - end - 24 };
    }
  else
    {
      double end = frame->left + (frame->right - frame->left) * NUMBERED_PART;

      fit_cells (grid, end, bottom - IMPACT_HEIGHT);
      box = (QdBox) { end + 48, grid->top, frame->right - end - 48, bottom - grid->top };
    }

  draw_cells (canvas, grid);
  for (int cell = 0; cell < N_CELLS; cell++)
    draw_numbers (chart, canvas, grid, placing->cells[cell], cell, BUBBLE, CELL_HEAD, &look_name);
  draw_axes (canvas, grid, frame->left);
  draw_list (chart, canvas, placing, &box);
}

static void
layout_full (QdChart  *chart,
             QdCanvas *canvas)
{
  QdFrame frame = qd_chart_frame (chart, canvas);
  Grid grid = { .gap = GAP, .top = frame.heads - 26 };
  g_autofree char *note = NULL;
  Placing placing;

  placing_init (&placing, chart);
  if (placing.n_unplaced > 0)
    {
      note = g_strdup_printf (ngettext ("%u risk has no likelihood or impact yet and is not shown",
                                        "%u risks have no likelihood or impact yet and are not shown", placing.n_unplaced),
                              placing.n_unplaced);
      frame.bottom -= 34;
    }
  grid.left = frame.left + (frame.half ? LABEL_WIDTH_HALF : LABEL_WIDTH);
  fit_cells (&grid, frame.right, frame.bottom + 34 - IMPACT_HEIGHT);

  if (!frame.half && names_fit (chart, canvas, &grid, &placing))
    {
      draw_cells (canvas, &grid);
      for (int cell = 0; cell < N_CELLS; cell++)
        draw_names (chart, canvas, &grid, placing.cells[cell], cell);
      draw_axes (canvas, &grid, frame.left);
    }
  else
    {
      draw_numbered (chart, canvas, &frame, &placing, &grid);
    }
  if (note != NULL)
    frame.footnote += 16;
  qd_chart_footnote (canvas, &frame, note, FALSE);
  placing_clear (&placing);
}

static double
chips_height (QdChart  *chart,
              QdCanvas *canvas,
              GArray   *risks,
              double    width,
              guint     max_lines)
{
  double height = 0;

  for (guint i = 0; i < risks->len; i++)
    height += CHIP_GAP + 2 * CHIP_PADDING
              + CHIP_LINE * MIN (qd_canvas_count_lines (canvas, placed (chart, risks, i)->name, width, &qd_look_tiny),
                                 max_lines);

  return height - CHIP_GAP;
}

static void
draw_chips (QdChart    *chart,
            QdCanvas   *canvas,
            const Grid *grid,
            GArray     *risks,
            int         cell,
            guint       max_lines)
{
  double x = cell_x (grid, cell) + CHIP_INSET;
  double y = cell_y (grid, cell) + CHIP_INSET;
  double width = grid->width - 2 * CHIP_INSET;
  double text_width = width - CHIP_NUMBER - 3 * CHIP_PADDING;

  for (guint i = 0; i < risks->len; i++)
    {
      const QdRiskValue *risk = placed (chart, risks, i);
      g_autofree char *tooltip = risk_tooltip (risk);
      g_autofree char *number = g_strdup_printf ("%u", risk->number);
      guint n_lines = MIN (qd_canvas_count_lines (canvas, risk->name, text_width, &qd_look_tiny), max_lines);
      double height = n_lines * CHIP_LINE + 2 * CHIP_PADDING;
      double baseline = y + CHIP_PADDING + 11.5;
      QdMark *chip;

      qd_canvas_set_record (canvas, risk->id, tooltip);
      chip = qd_canvas_rectangle (canvas, "risk", x, y, width, height, QD_TONE_PAPER);
      qd_canvas_round (canvas, chip, 4);
      qd_canvas_stroke (canvas, chip, is_critical (risk) ? QD_TONE_RED : QD_TONE_G3, 1,
                        risk->closed ? QD_DASH_DASHED : QD_DASH_NONE);
      qd_canvas_text (canvas, "risk-number", number, x + CHIP_PADDING + CHIP_NUMBER, baseline, QD_ALIGN_END, CHIP_NUMBER,
                      &qd_look_tiny_bold);
      qd_canvas_paragraph (canvas, "risk-name", risk->name, x + 2 * CHIP_PADDING + CHIP_NUMBER, baseline, QD_ALIGN_START,
                           text_width, CHIP_LINE, max_lines, &qd_look_tiny);
      qd_canvas_set_record (canvas, NULL, NULL);
      y += height + CHIP_GAP;
    }
}

/* Cells in steps of the accent: the card is about place, red is for findings. */
static void
draw_compact_cells (QdCanvas   *canvas,
                    const Grid *grid)
{
  const QdColor *tones = canvas->style->tones;

  for (int cell = 0; cell < N_CELLS; cell++)
    {
      int level = level_of_cell (cell);
      /* Translators: of a cell of the risk matrix: likelihood, impact, “Medium risk” */
      g_autofree char *tooltip = g_strdup_printf (_("Likelihood %1$s, impact %2$s: %3$s"), step_word (cell / N_LEVELS),
                                                  step_word (cell % N_LEVELS), level_word (level));
      QdMark *mark;

      qd_canvas_set_record (canvas, NULL, tooltip);
      mark = qd_canvas_rectangle (canvas, "cell", cell_x (grid, cell), cell_y (grid, cell), grid->width, grid->height,
                                  QD_TONE_G0);
      mark->fill = qd_color_mix (tones[QD_TONE_PAPER], tones[QD_TONE_ACCENT], 0.05 + level * 0.045);
      mark->value = cell;
      qd_canvas_round (canvas, mark, 5);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
}

static void
draw_compact_axes (QdCanvas   *canvas,
                   const Grid *grid)
{
  gboolean two_lines = grid->height >= 36;

  for (int step = 0; step < N_LEVELS; step++)
    {
      double middle = cell_y (grid, step * N_LEVELS) + grid->height / 2;
      double baseline = middle + (two_lines ? -3 : 12 * QD_EM_MIDDLE);

      qd_canvas_text (canvas, "axis", step_word (step), 0, baseline, QD_ALIGN_START, grid->left - 6, &qd_look_tiny_bold);
      if (two_lines)
        qd_canvas_text (canvas, "axis", C_("axis", "likelihood"), 0, baseline + 15, QD_ALIGN_START, grid->left - 6,
                        &qd_look_tiny_dim);
    }
  draw_impacts (canvas, grid, cell_y (grid, 0) + grid->height + 15, &qd_look_tiny_bold, &qd_look_tiny_dim);
}

/* The most lines a name may have so that all chips of a cell fit; 0 when not even one does. */
static guint
chip_lines (QdChart    *chart,
            QdCanvas   *canvas,
            const Grid *grid,
            GArray     *risks)
{
  double text_width = grid->width - 2 * CHIP_INSET - CHIP_NUMBER - 3 * CHIP_PADDING;
  guint lines = text_width >= CHIP_TEXT_MIN ? CHIP_LINES : 0;

  if (risks->len * CHIP_LINE > grid->height)
    return 0;
  while (lines > 0 && risks->len > 0
         && chips_height (chart, canvas, risks, text_width, lines) > grid->height - 2 * CHIP_INSET)
    lines--;

  return lines;
}

/* Names in all cells or numbers in all of them, so that the eye does not have to change. */
static void
layout_compact (QdChart  *chart,
                QdCanvas *canvas)
{
  Grid grid = { .left = COMPACT_LABEL, .gap = COMPACT_GAP };
  Placing placing;
  guint lines[N_CELLS];
  gboolean named = TRUE;

  fit_cells (&grid, canvas->width, canvas->height - COMPACT_IMPACT);
  placing_init (&placing, chart);
  draw_compact_cells (canvas, &grid);
  draw_compact_axes (canvas, &grid);

  for (int cell = 0; cell < N_CELLS; cell++)
    {
      lines[cell] = chip_lines (chart, canvas, &grid, placing.cells[cell]);
      named = named && lines[cell] > 0;
    }
  for (int cell = 0; cell < N_CELLS; cell++)
    if (named)
      draw_chips (chart, canvas, &grid, placing.cells[cell], cell, lines[cell]);
    else
      draw_numbers (chart, canvas, &grid, placing.cells[cell], cell, DOT_SIZE / 2, CHIP_INSET, &qd_look_tiny_bold);
  placing_clear (&placing);
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
  return N_LEVELS * COMPACT_CELL + 2 * COMPACT_GAP + COMPACT_IMPACT;
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
      if (worst == NULL || level_of_cell (cell_of (risk)) > level_of_cell (cell_of (worst)))
        worst = risk;
      if (is_critical (risk))
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
    return g_strdup_printf (_("1 of %1$u risks is critical: %2$s"), n_open, critical->name);
  if (n_critical > 1)
    return g_strdup_printf (_("%1$u of %2$u risks are critical; first: %3$s"), n_critical, n_open, critical->name);

  return g_strdup_printf (ngettext ("%1$u open risk, not critical: %2$s", "%1$u open risks, none critical; first: %2$s",
                                    n_open), n_open, worst->name);
}

static char *
subtitle (QdChart *chart)
{
  return g_strdup_printf (_("Likelihood by impact, with the mitigation agreed, %s"), chart->quarter);
}

static char *
caption (QdChart *chart)
{
  return g_strdup_printf (_("Likelihood by impact, %s"), chart->quarter);
}

static char *
describe_item (QdChart *chart,
               guint    index)
{
  return risk_tooltip (qd_chart_item (chart, QdRiskValue, index));
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
  .caption = caption,
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
