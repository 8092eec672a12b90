#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-marks-private.h"

#include <math.h>

/* Fonts with Latin, Greek and Cyrillic of about the same width, for where the chart's own is not installed. */
#define FALLBACK_FAMILIES "'Noto Sans', 'Segoe UI', 'Liberation Sans', Arial, sans-serif"

typedef struct
{
  QdMarks *marks;
  GString *out;
  cairo_t *cr;    /* (nullable): where texts become outlines */
} SvgWriter;

static void
append_number (GString *out,
               double   number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.2f", number));
  while (out->str[out->len - 1] == '0')
    g_string_truncate (out, out->len - 1);
  if (out->str[out->len - 1] == '.')
    g_string_truncate (out, out->len - 1);
}

static void
append_attribute (GString    *out,
                  const char *name,
                  double      number)
{
  g_string_append_printf (out, " %s=\"", name);
  append_number (out, number);
  g_string_append_c (out, '"');
}

/* XML 1.0 has no way to write most control characters, not even escaped. */
static void
append_escaped (GString    *out,
                const char *text)
{
  g_autofree char *printable = g_strdup (text);
  g_autofree char *escaped = NULL;

  for (char *p = printable; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7F)
      *p = ' ';
  escaped = g_markup_escape_text (printable, -1);
  g_string_append (out, escaped);
}

/* PowerPoint and older renderers know no rgba(): the colour is plain, opacity stands beside it. */
static void
append_color (GString    *out,
              const char *name,
              QdColor     color)
{
  if (color == QD_COLOR_NONE)
    {
      g_string_append_printf (out, " %s=\"none\"", name);
      return;
    }

  g_string_append_printf (out, " %s=\"#%06x\"", name, color >> 8);
  if ((color & 0xFF) != 0xFF)
    {
      g_autofree char *opacity = g_strdup_printf ("%s-opacity", name);

      append_attribute (out, opacity, (color & 0xFF) / 255.0);
    }
}

/* The left or the right side of a box cuts @polygon: what is beyond @bound goes; @sign is 1 for the right side. */
static guint
clip_polygon (const QdPoint *polygon,
              guint          n_points,
              double         bound,
              double         sign,
              QdPoint       *clipped)
{
  guint n = 0;

  for (guint i = 0; i < n_points; i++)
    {
      QdPoint from = polygon[i];
      QdPoint to = polygon[(i + 1) % n_points];
      double before = sign * (bound - from.x);
      double after = sign * (bound - to.x);

      if (before >= 0)
        clipped[n++] = from;
      if ((before >= 0) != (after >= 0))
        {
          double part = before / (before - after);

          clipped[n++] = (QdPoint) { from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part };
        }
    }

  return n;
}

/* Stripes as shapes: not every program turns a pattern. They go from bottom left to top right, as cairo draws them. */
static void
append_hatch (SvgWriter    *writer,
              const QdMark *mark)
{
  const QdBox *box = &mark->box;
  double step = mark->hatch_step * G_SQRT2;
  double half = step * QD_HATCH_PART / 2;
  double bottom = box->y + box->height;

  g_string_append (writer->out, "<path d=\"");
  for (double x = box->x - box->height; x < box->x + box->width + half; x += step)
    {
      QdPoint polygon[8] = { { x - half, bottom }, { x + half, bottom }, { x + half + box->height, box->y },
                             { x - half + box->height, box->y } };
      QdPoint clipped[8];
      guint n = clip_polygon (polygon, 4, box->x, -1, clipped);

      n = clip_polygon (clipped, n, box->x + box->width, 1, polygon);
      for (guint i = 0; i < n; i++)
        {
          g_string_append_c (writer->out, i == 0 ? 'M' : 'L');
          append_number (writer->out, polygon[i].x);
          g_string_append_c (writer->out, ' ');
          append_number (writer->out, polygon[i].y);
        }
      if (n > 0)
        g_string_append_c (writer->out, 'Z');
    }
  g_string_append_c (writer->out, '"');
  append_color (writer->out, "fill", mark->hatch);
  g_string_append (writer->out, "/>\n");
}

static void
append_outline (SvgWriter    *writer,
                const QdMark *mark)
{
  double dashes[2];
  guint n_dashes = qd_mark_dashes (mark, dashes);

  if (mark->stroke == QD_COLOR_NONE || mark->stroke_width <= 0)
    return;

  append_color (writer->out, "stroke", mark->stroke);
  append_attribute (writer->out, "stroke-width", mark->stroke_width);
  g_string_append (writer->out, " stroke-linejoin=\"round\"");
  if (mark->dash == QD_DASH_DOTTED)
    g_string_append (writer->out, " stroke-linecap=\"round\"");
  if (n_dashes > 0)
    {
      g_string_append (writer->out, " stroke-dasharray=\"");
      append_number (writer->out, dashes[0]);
      g_string_append_c (writer->out, ' ');
      append_number (writer->out, dashes[1]);
      g_string_append_c (writer->out, '"');
    }
}

static void
append_box (GString     *out,
            const QdBox *box)
{
  append_attribute (out, "x", box->x);
  append_attribute (out, "y", box->y);
  append_attribute (out, "width", box->width);
  append_attribute (out, "height", box->height);
}

/* Fill and outline apart where stripes lie between them. */
static void
append_shape (SvgWriter    *writer,
              const QdMark *mark,
              gboolean      filled,
              gboolean      outlined)
{
  GString *out = writer->out;
  const QdBox *box = &mark->box;

  switch (mark->kind)
    {
    case QD_MARK_RECTANGLE:
      g_string_append (out, "<rect");
      append_box (out, box);
      if (mark->radius > 0)
        append_attribute (out, "rx", mark->radius);
      break;
    case QD_MARK_CIRCLE:
      g_string_append (out, "<circle");
      append_attribute (out, "cx", box->x + box->width / 2);
      append_attribute (out, "cy", box->y + box->height / 2);
      append_attribute (out, "r", box->width / 2);
      break;
    case QD_MARK_PATH:
      g_string_append (out, "<path d=\"");
      for (guint i = 0; i < mark->n_points; i++)
        {
          g_string_append_c (out, i == 0 ? 'M' : 'L');
          append_number (out, mark->points[i].x);
          g_string_append_c (out, ' ');
          append_number (out, mark->points[i].y);
        }
      g_string_append (out, mark->closed ? "Z\"" : "\"");
      break;
    case QD_MARK_TEXT:
    case QD_MARK_IMAGE:
    default:
      g_assert_not_reached ();
    }

  append_color (out, "fill", filled ? mark->fill : QD_COLOR_NONE);
  if (outlined)
    append_outline (writer, mark);
  if (mark->tooltip == NULL)
    {
      g_string_append (out, "/>\n");
      return;
    }
  g_string_append (out, "><title>");
  append_escaped (out, mark->tooltip);
  g_string_append (out, mark->kind == QD_MARK_RECTANGLE ? "</title></rect>\n"
                        : mark->kind == QD_MARK_CIRCLE  ? "</title></circle>\n"
                                                        : "</title></path>\n");
}

static void
append_outlines (SvgWriter    *writer,
                 const QdMark *mark)
{
  static const struct { char letter; int n_points; } commands[] = {
    [CAIRO_PATH_MOVE_TO] = { 'M', 1 }, [CAIRO_PATH_LINE_TO] = { 'L', 1 },
    [CAIRO_PATH_CURVE_TO] = { 'C', 3 }, [CAIRO_PATH_CLOSE_PATH] = { 'Z', 0 },
  };
  cairo_path_t *path;

  cairo_new_path (writer->cr);
  cairo_move_to (writer->cr, mark->box.x, mark->baseline);
  qd_text_line_trace (qd_text_line_get (writer->marks->family, mark->text, mark->size, mark->bold, mark->tabular),
                      writer->cr);
  path = cairo_copy_path (writer->cr);
  g_string_append (writer->out, "<path d=\"");
  for (int i = 0; i < path->num_data; i += path->data[i].header.length)
    {
      const cairo_path_data_t *data = &path->data[i];

      g_string_append_c (writer->out, commands[data->header.type].letter);
      for (int j = 1; j <= commands[data->header.type].n_points; j++)
        {
          append_number (writer->out, data[j].point.x);
          g_string_append_c (writer->out, ' ');
          append_number (writer->out, data[j].point.y);
          if (j < commands[data->header.type].n_points)
            g_string_append_c (writer->out, ' ');
        }
    }
  g_string_append_c (writer->out, '"');
  append_color (writer->out, "fill", mark->fill);
  g_string_append (writer->out, "/>\n");
  cairo_path_destroy (path);
}

/* A viewer without the font fits its own into the measured width, and the anchored end stays where it belongs. */
static void
append_text (SvgWriter    *writer,
             const QdMark *mark)
{
  static const char *const anchors[] = { "start", "middle", "end" };
  GString *out = writer->out;
  gboolean rtl = qd_text_is_right_to_left (mark->text);
  QdAlign anchor = rtl ? QD_ALIGN_END - mark->align : mark->align;

  g_string_append (out, "<text");
  append_attribute (out, "x", mark->box.x + mark->box.width * mark->align / QD_ALIGN_END);
  append_attribute (out, "y", mark->baseline);
  append_attribute (out, "font-size", mark->size);
  if (mark->bold)
    g_string_append (out, " font-weight=\"700\"");
  if (mark->tabular)
    g_string_append (out, " font-variant-numeric=\"tabular-nums\"");
  if (anchor != QD_ALIGN_START)
    g_string_append_printf (out, " text-anchor=\"%s\"", anchors[anchor]);
  if (rtl)
    g_string_append (out, " direction=\"rtl\"");
  append_attribute (out, "textLength", mark->box.width);
  g_string_append (out, " lengthAdjust=\"spacingAndGlyphs\"");
  append_color (out, "fill", mark->fill);
  g_string_append_c (out, '>');
  append_escaped (out, mark->text);
  g_string_append (out, "</text>\n");
}

/* LibreOffice 7.4 does not know the plain href of SVG 2. */
static void
append_image (SvgWriter    *writer,
              const QdMark *mark)
{
  g_string_append (writer->out, "<image xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"");
  append_escaped (writer->out, mark->text);
  g_string_append_c (writer->out, '"');
  append_box (writer->out, &mark->box);
  g_string_append (writer->out, "/>\n");
}

static void
append_mark (SvgWriter    *writer,
             const QdMark *mark)
{
  if (mark->kind == QD_MARK_IMAGE)
    {
      append_image (writer, mark);
      return;
    }
  if (mark->kind != QD_MARK_TEXT)
    {
      if (mark->hatch != QD_COLOR_NONE)
        {
          append_shape (writer, mark, TRUE, FALSE);
          append_hatch (writer, mark);
          append_shape (writer, mark, FALSE, TRUE);
        }
      else if (qd_mark_is_visible (mark))
        {
          append_shape (writer, mark, TRUE, TRUE);
        }
      return;
    }

  if (mark->plate != QD_COLOR_NONE)
    {
      double margin = mark->size * QD_PLATE_MARGIN;
      QdBox plate = { mark->box.x - margin, mark->box.y, mark->box.width + 2 * margin, mark->box.height };

      g_string_append (writer->out, "<rect");
      append_box (writer->out, &plate);
      append_color (writer->out, "fill", mark->plate);
      g_string_append (writer->out, "/>\n");
    }
  if (writer->cr != NULL)
    append_outlines (writer, mark);
  else
    append_text (writer, mark);
}

static void
append_head (SvgWriter *writer)
{
  QdMarks *marks = writer->marks;
  GString *out = writer->out;

  g_string_append (out, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
  append_attribute (out, "width", marks->width);
  append_attribute (out, "height", marks->height);
  g_string_append (out, " viewBox=\"0 0 ");
  append_number (out, marks->width);
  g_string_append_c (out, ' ');
  append_number (out, marks->height);
  g_string_append (out, "\" role=\"img\" font-family=\"'");
  append_escaped (out, marks->family);
  g_string_append (out, "', " FALLBACK_FAMILIES "\">\n");
  if (marks->title != NULL)
    {
      g_string_append (out, "<title>");
      append_escaped (out, marks->title);
      g_string_append (out, "</title>\n");
    }
  if (marks->description != NULL)
    {
      g_string_append (out, "<desc>");
      append_escaped (out, marks->description);
      g_string_append (out, "</desc>\n");
    }
}

/**
 * qd_marks_to_svg:
 * @marks: marks
 * @outlines: write the outlines of letters instead of text, for programs that lack the font
 *
 * Our own writer: that of cairo 1.16 has only outlines, and colours that not everyone reads.
 *
 * Returns: (transfer full): an SVG file
 */
GBytes *
qd_marks_to_svg (QdMarks  *marks,
                 gboolean  outlines)
{
  SvgWriter writer = { .marks = marks };
  cairo_surface_t *surface = NULL;

  g_return_val_if_fail (marks != NULL, NULL);

  writer.out = g_string_new (NULL);
  if (outlines)
    {
      surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
      writer.cr = cairo_create (surface);
    }

  append_head (&writer);
  if (marks->background != QD_COLOR_NONE)
    {
      QdBox box = { 0, 0, marks->width, marks->height };

      g_string_append (writer.out, "<rect");
      append_box (writer.out, &box);
      append_color (writer.out, "fill", marks->background);
      g_string_append (writer.out, "/>\n");
    }
  for (guint i = 0; i < marks->marks->len; i++)
    append_mark (&writer, &g_array_index (marks->marks, QdMark, i));
  g_string_append (writer.out, "</svg>\n");

  g_clear_pointer (&writer.cr, cairo_destroy);
  g_clear_pointer (&surface, cairo_surface_destroy);

  return g_string_free_to_bytes (writer.out);
}
