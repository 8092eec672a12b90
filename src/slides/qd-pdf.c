#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pdf-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "qd-error.h"
#include "qd-inline.h"

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (QdPdf                *pdf,
              cairo_pdf_metadata_t  metadata,
              const char           *markdown)
{
  g_autofree char *plain = qd_inline_dup_plain (markdown);

  if (*plain != '\0')
    cairo_pdf_surface_set_metadata (pdf->surface, metadata, plain);
}

/**
 * qd_pdf_init:
 * @pdf: (out caller-allocates): a PDF; either qd_pdf_finish() or qd_pdf_clear() ends it
 * @width: of its pages, in points
 * @height: of its pages, in points
 * @outline: what it shows: gives title and author
 * @subject: (nullable): what it is about, in a sentence
 */
void
qd_pdf_init (QdPdf           *pdf,
             double           width,
             double           height,
             const QdOutline *outline,
             const char      *subject)
{
  pdf->bytes = g_byte_array_new ();
  pdf->surface = cairo_pdf_surface_create_for_stream (write_cb, pdf->bytes, width, height);
  /* The last version in which every object stands for itself: newer cairo would pack them. */
  cairo_pdf_surface_restrict_to_version (pdf->surface, CAIRO_PDF_VERSION_1_4);
  set_metadata (pdf, CAIRO_PDF_METADATA_TITLE, outline->title);
  set_metadata (pdf, CAIRO_PDF_METADATA_AUTHOR, outline->facilitator);
  set_metadata (pdf, CAIRO_PDF_METADATA_SUBJECT, subject);
  cairo_pdf_surface_set_metadata (pdf->surface, CAIRO_PDF_METADATA_CREATOR, "Quarterdeck " QD_VERSION);
  pdf->cr = cairo_create (pdf->surface);
}

void
qd_pdf_clear (QdPdf *pdf)
{
  g_clear_pointer (&pdf->cr, cairo_destroy);
  if (pdf->surface != NULL)
    cairo_surface_finish (pdf->surface);
  g_clear_pointer (&pdf->surface, cairo_surface_destroy);
  g_clear_pointer (&pdf->bytes, g_byte_array_unref);
}

/**
 * qd_pdf_add_bookmark:
 * @pdf: a PDF
 * @parent: what it is under, or 0
 * @label: what it is called; inline Markdown
 * @anchor: the name given to qd_typeset_anchor(), on whatever page
 *
 * Returns: what others can be under
 */
int
qd_pdf_add_bookmark (QdPdf      *pdf,
                     int         parent,
                     const char *label,
                     const char *anchor)
{
  g_autofree char *plain = qd_inline_dup_plain (label);
  g_autofree char *target = g_strdup_printf ("dest='%s'", anchor);

  return cairo_pdf_surface_add_outline (pdf->surface, parent, plain, target, 0);
}

/**
 * qd_pdf_finish:
 * @pdf: a PDF whose last page is shown
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file; @pdf is empty afterwards
 */
GBytes *
qd_pdf_finish (QdPdf   *pdf,
               GError **error)
{
  cairo_status_t status = cairo_status (pdf->cr);
  GBytes *bytes = NULL;

  cairo_surface_finish (pdf->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (pdf->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    bytes = g_byte_array_free_to_bytes (g_steal_pointer (&pdf->bytes));
  else
    g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("The PDF could not be written: %s"),
                 cairo_status_to_string (status));
  qd_pdf_clear (pdf);

  return bytes;
}
