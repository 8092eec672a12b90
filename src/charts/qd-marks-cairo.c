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

/* Stripes from bottom left to top right, their phase fixed to the mark so that they move along with it. */
static void
draw_hatch (cairo_t      *cr,
            const QdMark *mark)
{
  const QdBox *box = &mark->box;
  double step = mark->hatch_step * G_SQRT2;

  cairo_save (cr);
  cairo_clip_preserve (cr);
  cairo_new_path (cr);
  for (double x = box->x - box->height; x < box->x + box->width; x += step)
    {
      cairo_move_to (cr, x, box->y + box->height);
      cairo_line_to (cr, x + box->height, box->y);
    }
  set_color (cr, mark->hatch);
  cairo_set_line_width (cr, mark->hatch_step * QD_HATCH_PART);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_SQUARE);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_outline (cairo_t      *cr,
              const QdMark *mark)
{
  double dashes[2];
  guint n_dashes = qd_mark_dashes (mark, dashes);

  set_color (cr, mark->stroke);
  cairo_set_line_width (cr, mark->stroke_width);
  cairo_set_dash (cr, dashes, (int) n_dashes, 0);
  cairo_set_line_cap (cr, mark->dash == QD_DASH_DOTTED ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
draw_shape (cairo_t      *cr,
            const QdMark *mark)
{
  cairo_new_path (cr);
  trace (cr, mark);
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
           PangoContext *context,
           QdMarks      *marks,
           const QdMark *mark)
{
  g_autoptr (PangoLayout) layout = qd_marks_text_layout (context, marks->family, mark->text, mark->size, mark->bold,
                                                         mark->tabular);

  if (mark->plate != QD_COLOR_NONE)
    draw_plate (cr, mark);
  set_color (cr, mark->fill);
  cairo_move_to (cr, mark->box.x, mark->baseline);
  pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (layout, 0));
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

/* A context for texts that measure the same at every scale: positions and metrics are not rounded to pixels. */
PangoContext *
qd_marks_context_new (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);

  return context;
}

/* One line of text; line ends within it count as blanks. */
PangoLayout *
qd_marks_text_layout (PangoContext *context,
                      const char   *family,
                      const char   *text,
                      double        size,
                      gboolean      bold,
                      gboolean      tabular)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, family);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (tabular)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  pango_layout_set_text (layout, text, -1);

  return layout;
}

/* The outlines of a text's glyphs as the current path of @cr. */
void
qd_marks_text_path (PangoContext *context,
                    const char   *family,
                    const QdMark *mark,
                    cairo_t      *cr)
{
  g_autoptr (PangoLayout) layout = qd_marks_text_layout (context, family, mark->text, mark->size, mark->bold,
                                                         mark->tabular);

  cairo_move_to (cr, mark->box.x, mark->baseline);
  pango_cairo_layout_line_path (cr, pango_layout_get_line_readonly (layout, 0));
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
  PangoContext *context;

  g_return_if_fail (marks != NULL);
  g_return_if_fail (cr != NULL);

  context = qd_marks_context_new ();
  pango_cairo_update_context (cr, context);
  cairo_save (cr);
  if (marks->background != QD_COLOR_NONE)
    {
      set_color (cr, marks->background);
      cairo_rectangle (cr, 0, 0, marks->width, marks->height);
      cairo_fill (cr);
    }
  for (guint i = 0; i < marks->marks->len; i++)
    {
      const QdMark *mark = &g_array_index (marks->marks, QdMark, i);

      if (mark->kind == QD_MARK_TEXT)
        draw_text (cr, context, marks, mark);
      else if (mark->kind == QD_MARK_IMAGE)
        qd_marks_draw_picture (cr, mark->text, &mark->box);
      else if (qd_mark_is_visible (mark))
        draw_shape (cr, mark);
    }
  cairo_restore (cr);
  g_object_unref (context);
}
