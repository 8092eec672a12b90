#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "qd-outline.h"

G_BEGIN_DECLS

/**
 * QdPdf:
 * @cr: where to draw the page
 *
 * A PDF file that is being written.
 */
typedef struct
{
  cairo_t         *cr;
  cairo_surface_t *surface;
  GByteArray      *bytes;
} QdPdf;

void    qd_pdf_init         (QdPdf            *pdf,
                             double            width,
                             double            height,
                             const QdOutline  *outline,
                             const char       *subject);
void    qd_pdf_clear        (QdPdf            *pdf);
int     qd_pdf_add_bookmark (QdPdf            *pdf,
                             int               parent,
                             const char       *label,
                             const char       *anchor);
GBytes *qd_pdf_finish       (QdPdf            *pdf,
                             GError          **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QdPdf, qd_pdf_clear)

G_END_DECLS
