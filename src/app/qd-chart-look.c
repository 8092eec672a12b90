#include "qd-config.h"

#include "qd-chart-look.h"

#include <adwaita.h>
#include <pango/pangocairo.h>

#include "qd-plan-style.h"

/* How charts look in the window around them: as dark, as high in contrast and in text as large as that. */

/* Charts are drawn for texts of this size where the window's font has that one, in pixels: 11 points at 96 dpi. */
#define TEXT_SIZE 13.0
#define FONT_SIZE (11.0 * 96 / 72)
#define TEXT_LEAST 10.0
#define TEXT_MOST 32.0

/* Nothing is quieter than what it stands on where more contrast is asked for. */
static void
raise_contrast (QdChartStyle *style,
                gboolean      dark)
{
  static const QdTone tones[] = {
    QD_TONE_G1, QD_TONE_G2, QD_TONE_G3, QD_TONE_CELL, QD_TONE_ACCENT, QD_TONE_RED, QD_TONE_AMBER,
  };

  style->tones[QD_TONE_INK] = dark ? 0xFFFFFFFF : 0x000000FF;
  style->tones[QD_TONE_INK2] = style->tones[QD_TONE_INK];
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    style->tones[tones[i]] = qd_color_mix (style->tones[tones[i]], style->tones[QD_TONE_INK], 0.3);
}

static void
set_text_size (QdChartStyle *style,
               GtkWidget    *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double dpi = pango_cairo_context_get_resolution (context);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (dpi > 0 ? dpi : 96) / 72;
  if (size > 0)
    style->text_size = CLAMP (TEXT_SIZE * size / FONT_SIZE, TEXT_LEAST, TEXT_MOST);
}

/**
 * qd_chart_look_init:
 * @style: (out caller-allocates): a style
 * @widget: where the chart is shown
 * @plan: (nullable): the plan it is of, whose colours count
 */
void
qd_chart_look_init (QdChartStyle *style,
                    GtkWidget    *widget,
                    QdPlan       *plan)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  qd_chart_style_init_compact (style, dark);
  if (plan != NULL)
    qd_plan_style_apply (plan, style);
  style->mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  if (adw_style_manager_get_high_contrast (manager))
    raise_contrast (style, dark);
  set_text_size (style, widget);
}

/**
 * qd_chart_look_outline:
 * @style: the style of the chart
 * @box: what to draw an outline around
 * @cr: where
 */
void
qd_chart_look_outline (const QdChartStyle *style,
                       const QdBox        *box,
                       cairo_t            *cr)
{
  const double width = 2;
  const double margin = QD_CHART_OUTLINE_REACH - width;
  QdColor accent = style->tones[QD_TONE_ACCENT];

  cairo_set_source_rgb (cr, (accent >> 24 & 0xFF) / 255.0, (accent >> 16 & 0xFF) / 255.0, (accent >> 8 & 0xFF) / 255.0);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_rectangle (cr, box->x - margin, box->y - margin, box->width + 2 * margin, box->height + 2 * margin);
  cairo_stroke (cr);
}
