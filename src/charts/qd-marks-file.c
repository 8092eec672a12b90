#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-marks-private.h"
#include "qd-error.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

/* What a pixel is without scale: the 96th part of an inch, as in CSS. */
#define PIXELS_PER_INCH   96.0
#define POINTS_PER_INCH   72.0
#define METRES_PER_INCH   0.0254

/* Beyond this cairo refuses, and nobody can look at the picture. */
#define PIXELS_MAX        32767

/* Charts are flat: the lowest level without a filter packs within a few per cent of the best in a quarter of its time. */
#define COMPRESSION_LEVEL 1

typedef struct
{
  GByteArray *bytes;
  png_structp png;
  png_infop   info;
  guint8     *row;
} PngWriter;

static void
png_write_cb (png_structp png,
              png_bytep   data,
              png_size_t  length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
png_flush_cb (png_structp png)
{
}

static cairo_status_t
stream_write_cb (void                *closure,
                 const unsigned char *data,
                 unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_cairo (cairo_status_t   status,
             GError         **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("The chart could not be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

/* From cairo's native pixels to bytes in the order of PNG. */
static void
convert_opaque_row (const guint32 *pixels,
                    guint          width,
                    guint8        *row)
{
  for (guint x = 0; x < width; x++)
    {
      row[3 * x] = (guint8) (pixels[x] >> 16);
      row[3 * x + 1] = (guint8) (pixels[x] >> 8);
      row[3 * x + 2] = (guint8) pixels[x];
    }
}

/* Likewise, of pixels whose colours are multiplied by their alpha. */
static void
convert_row (const guint32 *pixels,
             guint          width,
             guint8        *row)
{
  for (guint x = 0; x < width; x++)
    {
      guint32 pixel = pixels[x];
      guint alpha = pixel >> 24;

      for (guint shift = 24; shift > 0; shift -= 8)
        {
          guint part = (pixel >> (shift - 8)) & 0xFF;

          *row++ = (guint8) (alpha == 255 || alpha == 0 ? part : (part * 255 + alpha / 2) / alpha);
        }
      *row++ = (guint8) alpha;
    }
}

static void
set_text (PngWriter  *writer,
          const char *key,
          const char *text)
{
  png_text chunk = { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *) key, .text = (char *) text };

  chunk.lang = (char *) "";
  chunk.lang_key = (char *) "";
  if (text != NULL)
    png_set_text (writer->png, writer->info, &chunk, 1);
}

/* libpng jumps back here out of its own functions: no variable that changes afterwards lives in this one. */
static gboolean
write_png (PngWriter       *writer,
           QdMarks         *marks,
           cairo_surface_t *surface,
           double           scale,
           gboolean         opaque)
{
  guint width = (guint) cairo_image_surface_get_width (surface);
  guint height = (guint) cairo_image_surface_get_height (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  png_uint_32 density = (png_uint_32) lround (PIXELS_PER_INCH * scale / METRES_PER_INCH);

  if (setjmp (png_jmpbuf (writer->png)))
    return FALSE;

  png_set_write_fn (writer->png, writer->bytes, png_write_cb, png_flush_cb);
  png_set_IHDR (writer->png, writer->info, width, height, 8, opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA,
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level (writer->png, COMPRESSION_LEVEL);
  png_set_filter (writer->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_pHYs (writer->png, writer->info, density, density, PNG_RESOLUTION_METER);
  set_text (writer, "Title", marks->title);
  set_text (writer, "Description", marks->description);
  png_write_info (writer->png, writer->info);
  for (guint y = 0; y < height; y++)
    {
      const guint32 *pixels = (gconstpointer) (data + (gsize) y * (gsize) stride);

      /* Bars and blank paper: half of all rows are that above them. */
      if (y > 0 && memcmp (pixels, data + (gsize) (y - 1) * (gsize) stride, width * sizeof *pixels) == 0)
        ;
      else if (opaque)
        convert_opaque_row (pixels, width, writer->row);
      else
        convert_row (pixels, width, writer->row);
      png_write_row (writer->png, writer->row);
    }
  png_write_end (writer->png, writer->info);

  return TRUE;
}

static GBytes *
encode_png (QdMarks          *marks,
            cairo_surface_t  *surface,
            double            scale,
            gboolean          opaque,
            GError          **error)
{
  PngWriter writer = { .bytes = g_byte_array_new () };
  gboolean written = FALSE;

  cairo_surface_flush (surface);
  writer.row = g_malloc ((gsize) cairo_image_surface_get_width (surface) * (opaque ? 3 : 4));
  writer.png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  writer.info = writer.png != NULL ? png_create_info_struct (writer.png) : NULL;
  if (writer.info != NULL)
    written = write_png (&writer, marks, surface, scale, opaque);
  if (writer.png != NULL)
    png_destroy_write_struct (&writer.png, &writer.info);
  g_free (writer.row);

  if (!written)
    {
      g_byte_array_unref (writer.bytes);
      g_set_error_literal (error, QD_ERROR, QD_ERROR_FAILED, _("The chart could not be written as PNG"));
      return NULL;
    }

  return g_byte_array_free_to_bytes (writer.bytes);
}

/**
 * qd_marks_to_png:
 * @marks: marks
 * @scale: how many pixels of the picture a pixel of the chart becomes
 * @error: return location for an error
 *
 * The resolution is tagged, so that at any scale the picture has the same size on a slide.
 *
 * Returns: (transfer full) (nullable): a PNG file; %NULL with @error set when it would be too large
 */
GBytes *
qd_marks_to_png (QdMarks  *marks,
                 double    scale,
                 GError  **error)
{
  gboolean opaque;
  double width, height;
  cairo_surface_t *surface;
  cairo_t *cr;
  GBytes *bytes = NULL;

  g_return_val_if_fail (marks != NULL, NULL);
  g_return_val_if_fail (scale > 0, NULL);

  opaque = (marks->background & 0xFF) == 0xFF;
  width = round (marks->width * scale);
  height = round (marks->height * scale);
  if (!(width >= 1 && height >= 1 && width <= PIXELS_MAX && height <= PIXELS_MAX))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("A picture may be 1 to %d pixels wide and high"),
                   PIXELS_MAX);
      return NULL;
    }

  surface = cairo_image_surface_create (opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, (int) width, (int) height);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  qd_marks_draw (marks, cr);
  if (check_cairo (cairo_status (cr), error))
    bytes = encode_png (marks, surface, scale, opaque, error);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return bytes;
}

/**
 * qd_marks_to_pdf:
 * @marks: marks
 * @error: return location for an error
 *
 * One page of vectors with its fonts embedded, title and description among its properties.
 *
 * Returns: (transfer full) (nullable): a PDF file
 */
GBytes *
qd_marks_to_pdf (QdMarks  *marks,
                 GError  **error)
{
  g_return_val_if_fail (marks != NULL, NULL);

  return qd_marks_pages_to_pdf (&marks, 1, error);
}

/**
 * qd_marks_pages_to_pdf:
 * @pages: (array length=n_pages): the pages of one chart
 * @n_pages: how many, at least one
 * @error: return location for an error
 *
 * The same of several pages, which share their fonts.
 *
 * Returns: (transfer full) (nullable): a PDF file
 */
GBytes *
qd_marks_pages_to_pdf (QdMarks *const  *pages,
                       guint            n_pages,
                       GError         **error)
{
  const double scale = POINTS_PER_INCH / PIXELS_PER_INCH;
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;
  gboolean drawn;

  g_return_val_if_fail (pages != NULL && n_pages > 0, NULL);

  bytes = g_byte_array_new ();
  surface = cairo_pdf_surface_create_for_stream (stream_write_cb, bytes, pages[0]->width * scale,
                                                 pages[0]->height * scale);
  /* The last version in which every object stands for itself: newer cairo would pack them. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  if (pages[0]->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, pages[0]->title);
  if (pages[0]->description != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, pages[0]->description);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Quarterdeck " QD_VERSION);

  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  for (guint i = 0; i < n_pages; i++)
    {
      qd_marks_draw (pages[i], cr);
      cairo_show_page (cr);
    }
  drawn = check_cairo (cairo_status (cr), error);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  drawn = drawn && check_cairo (cairo_surface_status (surface), error);
  cairo_surface_destroy (surface);
  if (!drawn)
    {
      g_byte_array_unref (bytes);
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}
