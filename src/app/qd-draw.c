#include "qd-config.h"

#include "qd-draw.h"

/* What widgets that draw themselves share. */

#define HATCH 5.0

/**
 * qd_draw_get_color:
 * @name: a colour of the style
 * @color: (out caller-allocates): it, or a blue if the style has none of that name
 */
void
qd_draw_get_color (GtkWidget  *widget,
                   const char *name,
                   GdkRGBA    *color)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, color))
    gdk_rgba_parse (color, "#3584e4");
}

/**
 * qd_draw_box:
 *
 * Fills a box.
 */
void
qd_draw_box (cairo_t       *cr,
             double         x,
             double         y,
             double         width,
             double         height,
             const GdkRGBA *color)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

/**
 * qd_draw_hatch:
 * @color: usually that of what is behind
 *
 * Slanted lines over a box: readable without telling hues apart.
 */
void
qd_draw_hatch (cairo_t       *cr,
               double         x,
               double         y,
               double         width,
               double         height,
               const GdkRGBA *color)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1.5);
  for (int i = 0; i * HATCH < height + width; i++)
    {
      double at = x - height + i * HATCH;

      cairo_move_to (cr, at, y + height);
      cairo_line_to (cr, at + height, y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}
