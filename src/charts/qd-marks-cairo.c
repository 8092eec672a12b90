#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-marks-private.h"

#include <math.h>
#include <string.h>

static void
set_color (cairo_t *cr,
           QdColor  color)
{
  cairo_set_source_rgba (cr,
                         ((color >> 24) & 0xFF) / 255.0, ((color >> 16) & 0xFF) / 255.0,
                         ((color >> 8) & 0xFF) / 255.0, (color & 0xFF) / 255.0);
}

static void
rounded_rectangle (cairo_t     *cr,
                   const QdBox *box,
                   double       radius)
{
  double left = box->x;
  double top = box->y;
  double right = box->x + box->width;
  double bottom = box->y + box->height;

  radius = MIN (radius, MIN (box->width, box->height) / 2);
  if (radius <= 0)
    {
      cairo_rectangle (cr, box->x, box->y, box->width, box->height);
      return;
    }

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, top + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI_2);
  cairo_arc (cr, left + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, left + radius, top + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
trace (cairo_t      *cr,
       const QdMark *mark)
{
  const QdBox *box = &mark->box;

  switch (mark->kind)
    {
    case QD_MARK_RECTANGLE:
      rounded_rectangle (cr, box, mark->radius);
      break;
    case QD_MARK_CIRCLE:
      cairo_new_sub_path (cr);
      cairo_arc (cr, box->x + box->width / 2, box->y + box->height / 2, box->width / 2, 0, 2 * G_PI);
      break;
    case QD_MARK_PATH:
      for (guint i = 0; i < mark->n_points; i++)
        cairo_line_to (cr, mark->points[i].x, mark->points[i].y);
      if (mark->closed)
        cairo_close_path (cr);
      break;
    case QD_MARK_TEXT:
    case QD_MARK_IMAGE:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_pdf (cairo_t *cr)
{
  return cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_PDF;
}

/* @width, @tolerance: in units of @cr. A PDF keeps every curve as it is; of a stroke cairo then only needs to know how far
 * it reaches, and works that out dash by dash, twice: within the tolerance is near enough. A dash that is shorter than that
 * would run into the next one. */
static void
stroke (cairo_t *cr,
        double   width,
        double   tolerance)
{
  double before = cairo_get_tolerance (cr);
  double x = tolerance;
  double y = 0;

  if (is_pdf (cr))
    {
      cairo_user_to_device_distance (cr, &x, &y);
      cairo_set_tolerance (cr, hypot (x, y));
    }
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
  cairo_set_tolerance (cr, before);
}

/* Stripes from bottom left to top right, their phase fixed to the mark so that they move along with it: the dashes of one
 * line from top left to bottom right that is so wide that they cross all of the mark. */
static void
draw_hatch (cairo_t      *cr,
            const QdMark *mark)
{
  const QdBox *box = &mark->box;
  const double dashes[] = { mark->hatch_step * QD_HATCH_PART, mark->hatch_step * (1 - QD_HATCH_PART) };
  double length = (box->width + box->height) / 2 + mark->hatch_step;

  cairo_save (cr);
  cairo_clip_preserve (cr);
  cairo_new_path (cr);
  cairo_move_to (cr, box->x, box->y);
  cairo_line_to (cr, box->x + length, box->y + length);
  set_color (cr, mark->hatch);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), dashes[0] / 2);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  stroke (cr, MAX (box->width, box->height) * G_SQRT2, dashes[0]);
  cairo_restore (cr);
}

static void
draw_outline (cairo_t      *cr,
              const QdMark *mark)
{
  double dashes[2];
  guint n_dashes = qd_mark_dashes (mark, dashes);

  set_color (cr, mark->stroke);
  cairo_set_dash (cr, dashes, (int) n_dashes, 0);
  cairo_set_line_cap (cr, mark->dash == QD_DASH_DOTTED ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  stroke (cr, mark->stroke_width, mark->stroke_width);
}

/* Whether @mark can be painted together with those like it: not where one would cut a hole into another. */
static gboolean
is_plain (const QdMark *mark)
{
  gboolean stroked = mark->stroke != QD_COLOR_NONE && mark->stroke_width > 0;

  if (mark->hatch != QD_COLOR_NONE)
    return FALSE;

  if (mark->fill == QD_COLOR_NONE)
    return stroked;

  return !stroked && (mark->kind == QD_MARK_RECTANGLE || mark->kind == QD_MARK_CIRCLE);
}

/* Whether @a and @b are painted as one shape. */
gboolean
qd_mark_looks_like (const QdMark *a,
                    const QdMark *b)
{
  return is_plain (a) && is_plain (b) && a->fill == b->fill && a->stroke == b->stroke
         && a->stroke_width == b->stroke_width && a->dash == b->dash;
}

static gboolean
is_dot (const QdMark *mark)
{
  return mark->kind == QD_MARK_CIRCLE && mark->fill != QD_COLOR_NONE && is_plain (mark);
}

/* How many of the @n_marks from @mark on are dots of one size. */
static guint
count_dots (const QdMark *mark,
            guint         n_marks)
{
  guint n = 0;

  while (n < n_marks && is_dot (&mark[n]) && mark[n].box.width == mark->box.width)
    n++;

  return n;
}

/* In a PDF: a line of no length with round ends takes 4 numbers where a circle of curves takes 26. */
static void
draw_dots (cairo_t      *cr,
           const QdMark *mark,
           guint         n_marks)
{
  cairo_new_path (cr);
  for (guint i = 0; i < n_marks; i++)
    {
      const QdBox *box = &mark[i].box;
      double x = box->x + box->width / 2;
      double y = box->y + box->height / 2;

      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x, y);
    }
  set_color (cr, mark->fill);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  stroke (cr, mark->box.width, mark->box.width);
}

/* @n_marks that look alike as one path: less to write and to read again in files of vectors. */
static void
draw_shapes (cairo_t      *cr,
             const QdMark *mark,
             guint         n_marks)
{
  guint n_dots = is_pdf (cr) ? count_dots (mark, n_marks) : 0;

  if (n_dots > 0)
    {
      draw_dots (cr, mark, n_dots);
      if (n_dots < n_marks)
        draw_shapes (cr, mark + n_dots, n_marks - n_dots);
      return;
    }

  cairo_new_path (cr);
  for (guint i = 0; i < n_marks; i++)
    {
      cairo_new_sub_path (cr);
      trace (cr, &mark[i]);
    }
  if (mark->fill != QD_COLOR_NONE)
    {
      set_color (cr, mark->fill);
      cairo_fill_preserve (cr);
    }
  if (mark->hatch != QD_COLOR_NONE)
    {
      draw_hatch (cr, mark);
      cairo_new_path (cr);
      trace (cr, mark);
    }
  if (mark->stroke != QD_COLOR_NONE && mark->stroke_width > 0)
    draw_outline (cr, mark);
  cairo_new_path (cr);
}

static void
draw_plate (cairo_t      *cr,
            const QdMark *mark)
{
  double margin = mark->size * QD_PLATE_MARGIN;

  set_color (cr, mark->plate);
  cairo_rectangle (cr, mark->box.x - margin, mark->box.y, mark->box.width + 2 * margin, mark->box.height);
  cairo_fill (cr);
}

static void
draw_text (cairo_t      *cr,
           QdMarks      *marks,
           const QdMark *mark)
{
  if (mark->plate != QD_COLOR_NONE)
    draw_plate (cr, mark);
  set_color (cr, mark->fill);
  cairo_move_to (cr, mark->box.x, mark->baseline);
  qd_text_line_draw (qd_text_line_get (marks->family, mark->text, mark->size, mark->bold, mark->tabular), cr);
}

typedef struct
{
  const guint8 *next;
  gsize         n_left;
} Bytes;

static cairo_status_t
read_cb (void          *closure,
         unsigned char *data,
         unsigned int   length)
{
  Bytes *bytes = closure;

  if (length > bytes->n_left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, bytes->next, length);
  bytes->next += length;
  bytes->n_left -= length;

  return CAIRO_STATUS_SUCCESS;
}

/**
 * qd_marks_draw_picture:
 * @cr: where to draw
 * @picture: a PNG picture as a data URL
 * @box: what it fills
 *
 * A picture that turns out to be broken leaves its place empty, and spoils nothing else.
 */
void
qd_marks_draw_picture (cairo_t     *cr,
                       const char  *picture,
                       const QdBox *box)
{
  gsize length;
  g_autofree guint8 *data = g_base64_decode (strchr (picture, ',') + 1, &length);
  Bytes bytes = { data, length };
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_cb, &bytes);

  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, picture, -1);

      /* One that is drawn again on other pages is in the file once. */
      cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_UNIQUE_ID, (guint8 *) digest, strlen (digest), g_free,
                                   digest);
      cairo_save (cr);
      cairo_translate (cr, box->x, box->y);
      cairo_scale (cr, box->width / cairo_image_surface_get_width (surface),
                   box->height / cairo_image_surface_get_height (surface));
      cairo_set_source_surface (cr, surface, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BEST);
      cairo_paint (cr);
      cairo_restore (cr);
    }
  cairo_surface_destroy (surface);
}

static void
draw_marks (cairo_t      *cr,
            QdMarks      *marks,
            const QdMark *mark,
            guint         n_marks)
{
  for (guint n = 1; n_marks > 0; mark += n, n_marks -= n, n = 1)
    if (mark->kind == QD_MARK_TEXT)
      {
        draw_text (cr, marks, mark);
      }
    else if (mark->kind == QD_MARK_IMAGE)
      {
        qd_marks_draw_picture (cr, mark->text, &mark->box);
      }
    else if (qd_mark_is_visible (mark))
      {
        while (n < n_marks && qd_mark_looks_like (mark, mark + n))
          n++;
        draw_shapes (cr, mark, n);
      }
}

/**
 * qd_marks_draw:
 * @marks: marks
 * @cr: where to draw; the chart's top left corner is at its origin
 *
 * Draws the chart, in the window, to an image, to print.
 */
void
qd_marks_draw (QdMarks *marks,
               cairo_t *cr)
{
  g_return_if_fail (marks != NULL);
  g_return_if_fail (cr != NULL);

  cairo_save (cr);
  if (marks->background != QD_COLOR_NONE)
    {
      set_color (cr, marks->background);
      cairo_rectangle (cr, 0, 0, marks->width, marks->height);
      cairo_fill (cr);
    }
  if (is_pdf (cr))
    {
      g_autoptr (GArray) ordered = qd_marks_order (marks);

      draw_marks (cr, marks, (const QdMark *) (gconstpointer) ordered->data, ordered->len);
    }
  else
    {
      draw_marks (cr, marks, (const QdMark *) (gconstpointer) marks->marks->data, marks->marks->len);
    }
  cairo_restore (cr);
}
