#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-risk-matrix-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The risk matrix in a card: chips with number and name while the cells hold them, else numbers alone. */

#define COMPACT_GAP     3.0
#define ACCENT_PART     0.455
#define ACCENT_STEP     0.025
#define TEXT_CONTRAST   4.5
#define COMPACT_LABEL   62.0
#define LABEL_GAP       6.0
#define COMPACT_IMPACT  20.0
#define CHIP_LINE       15.0
#define CHIP_PADDING    4.0
#define CHIP_GAP        3.0
#define CHIP_INSET      4.0
#define CHIP_NUMBER     15.0
#define CHIP_LINES      4
#define CHIP_TEXT_MIN   40.0
#define DOT_SIZE        22.0

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
              + CHIP_LINE * MIN (qd_canvas_count_lines (canvas, qd_risk_placed (chart, risks, i)->name, width,
                                                        &qd_look_tiny),
                                 max_lines);

  return height - CHIP_GAP;
}

static void
draw_chips (QdChart          *chart,
            QdCanvas         *canvas,
            const QdRiskGrid *grid,
            GArray           *risks,
            int               cell,
            guint             max_lines)
{
  double x = qd_risk_cell_x (grid, cell) + CHIP_INSET;
  double y = qd_risk_cell_y (grid, cell) + CHIP_INSET;
  double width = grid->width - 2 * CHIP_INSET;
  double text_width = width - CHIP_NUMBER - 3 * CHIP_PADDING;

  for (guint i = 0; i < risks->len; i++)
    {
      const QdRiskValue *risk = qd_risk_placed (chart, risks, i);
      g_autofree char *tooltip = qd_risk_tooltip (risk);
      g_autofree char *number = g_strdup_printf ("%u", risk->number);
      guint n_lines = MIN (qd_canvas_count_lines (canvas, risk->name, text_width, &qd_look_tiny), max_lines);
      double height = n_lines * CHIP_LINE + 2 * CHIP_PADDING;
      double baseline = y + CHIP_PADDING + 11.5;
      QdMark *chip;

      qd_canvas_set_record (canvas, risk->id, tooltip);
      chip = qd_canvas_rectangle (canvas, "risk", x, y, width, height, QD_TONE_PAPER);
      qd_canvas_round (canvas, chip, 4);
      qd_canvas_stroke (canvas, chip, qd_risk_is_critical (risk) ? QD_TONE_RED : QD_TONE_G3, 1,
                        risk->closed ? QD_DASH_DASHED : QD_DASH_NONE);
      qd_canvas_text (canvas, "risk-number", number, x + CHIP_PADDING + CHIP_NUMBER, baseline, QD_ALIGN_END,
                      CHIP_NUMBER, &qd_look_tiny_bold);
      qd_canvas_paragraph (canvas, "risk-name", risk->name, x + 2 * CHIP_PADDING + CHIP_NUMBER, baseline,
                           QD_ALIGN_START, text_width, CHIP_LINE, max_lines, &qd_look_tiny);
      qd_canvas_set_record (canvas, NULL, NULL);
      y += height + CHIP_GAP;
    }
}

/* Of the accent in the cell of the worst risks, from 0 to 1: as much as leaves the numbers in it readable. */
static double
accent_part (const QdColor *tones)
{
  double part = ACCENT_PART;

  while (part > 0
         && qd_color_contrast (qd_color_mix (tones[QD_TONE_PAPER], tones[QD_TONE_ACCENT], part), tones[QD_TONE_INK])
              < TEXT_CONTRAST)
    part -= ACCENT_STEP;

  return part;
}

/* Cells in steps of the accent: the card is about place, red is for findings. */
static void
draw_compact_cells (QdCanvas         *canvas,
                    const QdRiskGrid *grid)
{
  const QdColor *tones = canvas->style->tones;
  double part = accent_part (tones);

  for (int cell = 0; cell < QD_RISK_CELLS; cell++)
    {
      int level = qd_risk_cell_level (cell);
      /* Translators: of a cell of the risk matrix: likelihood, impact, “Medium risk” */
      g_autofree char *tooltip = g_strdup_printf (_("Likelihood %1$s, impact %2$s: %3$s"),
                                                  qd_risk_likelihood_word (cell / QD_RISK_LEVELS),
                                                  qd_risk_impact_word (cell % QD_RISK_LEVELS),
                                                  qd_risk_level_word (level));
      QdMark *mark;

      qd_canvas_set_record (canvas, NULL, tooltip);
      mark = qd_canvas_rectangle (canvas, "cell", qd_risk_cell_x (grid, cell), qd_risk_cell_y (grid, cell), grid->width,
                                  grid->height, QD_TONE_G0);
      mark->fill = qd_color_mix (tones[QD_TONE_PAPER], tones[QD_TONE_ACCENT], part * (1 + level) / (1 + QD_RISK_CRITICAL));
      mark->value = cell;
      qd_canvas_round (canvas, mark, 5);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
}

static void
draw_compact_axes (QdCanvas         *canvas,
                   const QdRiskGrid *grid)
{
  double width = grid->left - LABEL_GAP;
  gboolean two_lines = grid->height >= 36;

  for (int step = 0; step < QD_RISK_LEVELS; step++)
    {
      double middle = qd_risk_cell_y (grid, step * QD_RISK_LEVELS) + grid->height / 2;
      double baseline = middle + (two_lines ? -3 : 12 * QD_EM_MIDDLE);

      qd_canvas_text (canvas, "axis", qd_risk_likelihood_word (step), 0, baseline, QD_ALIGN_START, width,
                      &qd_look_tiny_bold);
      if (two_lines)
        qd_canvas_text (canvas, "axis", C_("axis", "likelihood"), 0, baseline + 15, QD_ALIGN_START, width,
                        &qd_look_tiny_dim);
    }
  qd_risk_draw_impacts (canvas, grid, qd_risk_cell_y (grid, 0) + grid->height + 15, &qd_look_tiny_bold,
                        &qd_look_tiny_dim);
}

/* The most lines a name may have so that all chips of a cell fit; 0 when not even one does. */
static guint
chip_lines (QdChart          *chart,
            QdCanvas         *canvas,
            const QdRiskGrid *grid,
            GArray           *risks)
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
void
qd_risk_layout_compact (QdChart  *chart,
                        QdCanvas *canvas)
{
  QdRiskGrid grid = { .gap = COMPACT_GAP };
  QdRiskPlacing placing;
  guint lines[QD_RISK_CELLS];
  gboolean named = TRUE;

  grid.left = qd_risk_axis_width (canvas, COMPACT_LABEL, LABEL_GAP, &qd_look_tiny_bold, &qd_look_tiny_dim);
  qd_risk_fit_cells (&grid, canvas->width, canvas->height - COMPACT_IMPACT);
  qd_risk_placing_init (&placing, chart);
  draw_compact_cells (canvas, &grid);
  draw_compact_axes (canvas, &grid);

  for (int cell = 0; cell < QD_RISK_CELLS; cell++)
    {
      lines[cell] = chip_lines (chart, canvas, &grid, placing.cells[cell]);
      named = named && lines[cell] > 0;
    }
  for (int cell = 0; cell < QD_RISK_CELLS; cell++)
    if (named)
      draw_chips (chart, canvas, &grid, placing.cells[cell], cell, lines[cell]);
    else
      qd_risk_draw_numbers (chart, canvas, &grid, placing.cells[cell], cell, DOT_SIZE / 2, CHIP_INSET,
                            &qd_look_tiny_bold);
  qd_risk_placing_clear (&placing);
}
