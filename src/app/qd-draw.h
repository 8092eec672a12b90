#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void qd_draw_get_color (GtkWidget     *widget,
                        const char    *name,
                        GdkRGBA       *color);
void qd_draw_box       (cairo_t       *cr,
                        double         x,
                        double         y,
                        double         width,
                        double         height,
                        const GdkRGBA *color);
void qd_draw_hatch     (cairo_t       *cr,
                        double         x,
                        double         y,
                        double         width,
                        double         height,
                        const GdkRGBA *color);

G_END_DECLS
