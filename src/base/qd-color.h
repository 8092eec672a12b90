#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QdColor:
 *
 * A colour as 0xRRGGBBAA; an alpha of 0 means nothing is drawn.
 */
typedef guint32 QdColor;

#define QD_COLOR_NONE ((QdColor) 0)

double   qd_color_contrast (QdColor     a,
                            QdColor     b);
QdColor  qd_color_mix      (QdColor     a,
                            QdColor     b,
                            double      part);
gboolean qd_color_is_dark  (QdColor     color);
gboolean qd_color_parse    (const char *text,
                            QdColor    *color);
char    *qd_color_format   (QdColor     color);

G_END_DECLS
