#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-risk-matrix-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* The names of risks that stand in the matrix by number. */

#define NAME_LINE       36.0
#define NOTE_LINE       32.0
#define LIST_LINE       50.0
#define LIST_LINE_MIN   38.0
#define LIST_GAP        14.0
#define LIST_NUMBER     56.0
#define LIST_OFFSET     72.0
#define LIST_COLUMN_MIN 340.0
#define LIST_GUTTER     24.0
#define CUT_PART        0.2

static const QdLook look_name = { 28, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE };
static const QdLook look_critical = { 28, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE };

static const QdLook look_mitigation = { 26, FALSE, QD_TONE_INK2, FALSE, QD_TONE_NONE };

static QdLook
entry_look (const QdRiskValue *risk)
{
  QdLook look = qd_risk_is_critical (risk) ? qd_look_group : qd_look_row;

  look.size = qd_look_row.size;

  return look;
}

/* Where names begin in the list: after the widest number. */
static double
entry_offset (QdChart  *chart,
              QdCanvas *canvas)
{
  g_autofree char *number = g_strdup_printf ("%u", qd_risk_largest_number (chart));

  return MAX (LIST_NUMBER, qd_canvas_text_width (canvas, number, &look_critical)) + LIST_OFFSET - LIST_NUMBER;
}

/* One risk of the list: its number, and its name, from @offset on, in at most so many lines. Returns how many it takes. */
static guint
draw_entry (QdCanvas          *canvas,
            const QdRiskValue *risk,
            double             x,
            double             offset,
            double             baseline,
            double             width,
            guint              max_lines)
{
  g_autofree char *tooltip = qd_risk_tooltip (risk);
  g_autofree char *number = g_strdup_printf ("%u", risk->number);
  QdLook look = entry_look (risk);
  double numbers = offset - LIST_OFFSET + LIST_NUMBER;
  guint n_lines;

  qd_canvas_set_record (canvas, risk->id, tooltip);
  qd_canvas_text (canvas, "number", number, x + numbers, baseline, QD_ALIGN_END, numbers,
                  qd_risk_is_critical (risk) ? &look_critical : &look_name);
  n_lines = qd_canvas_paragraph (canvas, "risk-name", risk->name, x + offset, baseline, QD_ALIGN_START, width - offset,
                                 NAME_LINE, max_lines, &look);
  qd_canvas_set_record (canvas, NULL, NULL);

  /* A name of blanks has no line, but its number has. */
  return MAX (n_lines, 1);
}

/* Whether a column of the list is wide enough for most names: where there are pages anyway, whole names are worth more than
 * fewer pages. */
static gboolean
names_fit (QdChart             *chart,
           QdCanvas            *canvas,
           const QdRiskPlacing *placing,
           double               width)
{
  guint n = MIN (placing->sorted->len, QD_MEASURED_MAX), n_cut = 0;

  for (guint i = 0; i < n; i++)
    {
      const QdRiskValue *risk = qd_risk_placed (chart, placing->sorted, i);
      QdLook look = entry_look (risk);

      n_cut += qd_canvas_text_width (canvas, risk->name, &look) > width;
    }

  return n_cut <= n * CUT_PART;
}

/* One line each, in two columns where one is too short, and how many more there are. */
static void
draw_dense_list (QdChart             *chart,
                 QdCanvas            *canvas,
                 const QdRiskPlacing *placing,
                 const QdBox         *box)
{
  guint n = placing->sorted->len;
  double pitch = n * LIST_LINE <= box->height ? LIST_LINE : LIST_LINE_MIN;
  guint n_rows = (guint) MAX (box->height / pitch, 1);
  double offset = entry_offset (chart, canvas);
  double half = (box->width - LIST_GUTTER) / 2;
  guint n_columns = n > n_rows && half >= LIST_COLUMN_MIN
                    && (n <= 2 * n_rows || names_fit (chart, canvas, placing, half - offset)) ? 2 : 1;
  double width = n_columns == 2 ? half : box->width;
  gboolean paged = n > n_rows * n_columns;
  guint first = paged ? qd_canvas_paginate (canvas, n, n_rows * n_columns - 1) : 0;
  guint n_shown = paged ? MIN (n - first, n_rows * n_columns - 1) : n;
  guint n_left = n - first - n_shown;
  double left = box->x, y = box->y;

  for (guint i = 0; i <= n_shown; i++)
    {
      if (i == n_rows)
        {
          left += width + LIST_GUTTER;
          y = box->y;
        }
      if (i < n_shown)
        {
          draw_entry (canvas, qd_risk_placed (chart, placing->sorted, first + i), left, offset, y + 27, width, 1);
        }
      else if (n_left > 0)
        {
          g_autofree char *more = qd_count_printf (ngettext ("and %u more", "and %u more", n_left), n_left);

          qd_canvas_text (canvas, "others", more, left + offset, y + 27, QD_ALIGN_START, width - offset,
                          &qd_look_note);
        }
      y += pitch;
    }
}

/* The names behind the numbers, the worst first: whole in two lines if all have room for that; what then is left says what
 * is done about the worst. */
void
qd_risk_draw_list (QdChart             *chart,
                   QdCanvas            *canvas,
                   const QdRiskPlacing *placing,
                   const QdBox         *box)
{
  double offset = entry_offset (chart, canvas);
  double width = box->width - offset;
  double left = box->height;
  double y = box->y;

  for (guint i = 0; i < placing->sorted->len && left >= 0; i++)
    {
      const QdRiskValue *risk = qd_risk_placed (chart, placing->sorted, i);
      QdLook look = entry_look (risk);

      left -= LIST_GAP + NAME_LINE * CLAMP (qd_canvas_count_lines (canvas, risk->name, width, &look), 1, 2);
    }
  if (left < 0)
    {
      draw_dense_list (chart, canvas, placing, box);
      return;
    }

  for (guint i = 0; i < placing->sorted->len; i++)
    {
      const QdRiskValue *risk = qd_risk_placed (chart, placing->sorted, i);

      y += LIST_GAP + NAME_LINE * draw_entry (canvas, risk, box->x, offset, y + 27, box->width, 2);
      left -= NOTE_LINE * MIN (qd_canvas_count_lines (canvas, risk->mitigation, width, &look_mitigation), 2);
      if (left < 0)
        continue;
      qd_canvas_set_record (canvas, risk->id, NULL);
      y += NOTE_LINE * qd_canvas_paragraph (canvas, "mitigation", risk->mitigation, box->x + offset, y + 27 - LIST_GAP - 4,
                                            QD_ALIGN_START, width, NOTE_LINE, 2, &look_mitigation);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
}
