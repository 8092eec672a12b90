#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-canvas-private.h"

#include <math.h>
#include <string.h>

#define ELLIPSIS "…"

/* Half a pixel of rounding must not shorten a text that was measured to fit. */
#define FIT_TOLERANCE 0.01

/* @mark comes in design units and goes in as pixels. */
static QdMark *
add (QdCanvas *canvas,
     QdMark   *mark)
{
  double scale = canvas->scale;

  mark->box = (QdBox) { mark->box.x * scale, mark->box.y * scale, mark->box.width * scale, mark->box.height * scale };
  mark->id = canvas->id;
  mark->tooltip = canvas->tooltip;
  mark->value = NAN;

  return qd_marks_add (canvas->marks, mark);
}

/* The first @length bytes of @text without the blanks and commas that must not stand before an ellipsis. */
static char *
shortened (const char *text,
           gsize       length)
{
  while (length > 0 && strchr (" ,;:-(", text[length - 1]) != NULL)
    length--;

  return length > 0 ? g_strdup_printf ("%.*s" ELLIPSIS, (int) length, text) : NULL;
}

/* Returns: (transfer full) (nullable): @text if it fits, else as many of its letters as do, with an ellipsis; %NULL if not
 * even one does */
char *
qd_canvas_shorten (QdCanvas     *canvas,
                   const char   *text,
                   double        width,
                   const QdLook *look)
{
  glong n_chars = g_utf8_strlen (text, -1);
  g_autofree PangoLogAttr *attrs = NULL;
  g_autofree char *best = NULL;
  glong low = 1;
  glong high = n_chars - 1;

  if (qd_canvas_text_width (canvas, text, look) <= width + FIT_TOLERANCE)
    return g_strdup (text);

  attrs = g_new (PangoLogAttr, n_chars + 1);
  pango_get_log_attrs (text, -1, -1, pango_language_get_default (), attrs, (int) n_chars + 1);
  while (low <= high)
    {
      glong middle = low + (high - low) / 2;
      glong cut = middle;
      g_autofree char *candidate = NULL;

      while (cut > 0 && !attrs[cut].is_cursor_position)
        cut--;
      candidate = shortened (text, (gsize) (g_utf8_offset_to_pointer (text, cut) - text));
      if (candidate == NULL || qd_canvas_text_width (canvas, candidate, look) <= width + FIT_TOLERANCE)
        {
          g_free (best);
          best = g_steal_pointer (&candidate);
          low = middle + 1;
        }
      else
        {
          high = middle - 1;
        }
    }

  return g_steal_pointer (&best);
}

/* A part of @text without the blanks around it. */
static char *
part_of (const char *start,
         const char *end)
{
  return g_strstrip (g_strndup (start, (gsize) (end - start)));
}

/* Where a line that starts at the @first letter ends: after as many words as fit, at least one. @places: (element-type
 * glong): where lines may break, the end of the text last. */
static glong
find_break (QdCanvas     *canvas,
            const char   *text,
            glong         first,
            GArray       *places,
            double        width,
            const QdLook *look)
{
  const char *start = g_utf8_offset_to_pointer (text, first);
  guint low = 0;
  guint high = places->len;

  while (low < places->len && g_array_index (places, glong, low) <= first)
    low++;
  /* The break at @low is taken, that at @high is too far. */
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      g_autofree char *part = part_of (start, g_utf8_offset_to_pointer (text, g_array_index (places, glong, middle)));

      if (qd_canvas_text_width (canvas, part, look) <= width + FIT_TOLERANCE)
        low = middle;
      else
        high = middle;
    }

  return g_array_index (places, glong, low);
}

/* The texts of the lines that @text takes in @width, at most @max_lines of them. Words are not broken: what is too long
 * is shortened, as is the last line. */
static GPtrArray *
break_lines (QdCanvas     *canvas,
             const char   *text,
             double        width,
             guint         max_lines,
             const QdLook *look)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  glong n_chars = g_utf8_strlen (text, -1);
  g_autofree char *whole = g_strstrip (g_strdup (text));
  g_autofree PangoLogAttr *attrs = NULL;
  g_autoptr (GArray) places = NULL;

  if (n_chars == 0 || max_lines == 0)
    return lines;

  /* Most texts are one line: where they may break takes as long to find as their shape. */
  if (qd_canvas_text_width (canvas, whole, look) <= width + FIT_TOLERANCE)
    {
      g_ptr_array_add (lines, g_steal_pointer (&whole));
      return lines;
    }

  attrs = g_new (PangoLogAttr, n_chars + 1);
  places = g_array_new (FALSE, FALSE, sizeof (glong));
  pango_get_log_attrs (text, -1, -1, pango_language_get_default (), attrs, (int) n_chars + 1);
  for (glong i = 1; i < n_chars; i++)
    if (attrs[i].is_line_break)
      g_array_append_val (places, i);
  g_array_append_val (places, n_chars);

  for (glong first = 0; first < n_chars && lines->len < max_lines;)
    {
      glong end = lines->len + 1 == max_lines ? n_chars : find_break (canvas, text, first, places, width, look);
      g_autofree char *part = part_of (g_utf8_offset_to_pointer (text, first), g_utf8_offset_to_pointer (text, end));
      char *fitting = qd_canvas_shorten (canvas, part, width, look);

      if (fitting != NULL)
        g_ptr_array_add (lines, fitting);
      first = end;
    }

  return lines;
}

/* Prepares @canvas for a chart of this size in pixels. */
void
qd_canvas_init (QdCanvas           *canvas,
                const QdChartStyle *style,
                double              width,
                double              height)
{
  memset (canvas, 0, sizeof *canvas);
  canvas->style = style;
  if (style->compact)
    canvas->scale = style->text_size / QD_COMPACT_TEXT;
  else
    canvas->scale = style->untitled ? 1 : MIN (height / QD_FULL_HEIGHT, width / QD_FULL_MIN_WIDTH);
  canvas->width = width / canvas->scale;
  canvas->height = height / canvas->scale;
  canvas->marks = qd_marks_new (width, height);
  canvas->marks->family = style->family;
  canvas->marks->paper = style->tones[QD_TONE_PAPER];
  canvas->marks->background = style->transparent ? QD_COLOR_NONE : style->tones[QD_TONE_PAPER];
}

/* Returns: (transfer full): what was drawn */
QdMarks *
qd_canvas_finish (QdCanvas *canvas)
{
  if (canvas->style->mirrored)
    qd_marks_mirror (canvas->marks);

  return g_steal_pointer (&canvas->marks);
}

/* Both texts must stay until the next call. */
void
qd_canvas_set_record (QdCanvas   *canvas,
                      const char *id,
                      const char *tooltip)
{
  canvas->id = id;
  canvas->tooltip = tooltip;
}

QdMark *
qd_canvas_rectangle (QdCanvas   *canvas,
                     const char *part,
                     double      x,
                     double      y,
                     double      width,
                     double      height,
                     QdTone      fill)
{
  QdMark mark = { .kind = QD_MARK_RECTANGLE, .part = part, .box = { x, y, MAX (width, 0), MAX (height, 0) } };

  mark.fill = canvas->style->tones[fill];
  return add (canvas, &mark);
}

QdMark *
qd_canvas_circle (QdCanvas   *canvas,
                  const char *part,
                  double      x,
                  double      y,
                  double      radius,
                  QdTone      fill)
{
  QdMark mark = { .kind = QD_MARK_CIRCLE, .part = part, .box = { x - radius, y - radius, 2 * radius, 2 * radius } };

  mark.fill = canvas->style->tones[fill];
  return add (canvas, &mark);
}

QdMark *
qd_canvas_path (QdCanvas      *canvas,
                const char    *part,
                const QdPoint *points,
                guint          n_points,
                gboolean       closed)
{
  QdMark mark = { .kind = QD_MARK_PATH, .part = part, .n_points = n_points, .closed = closed };
  g_autofree QdPoint *scaled = g_new (QdPoint, n_points);
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  mark.box.x = mark.box.y = G_MAXDOUBLE;
  for (guint i = 0; i < n_points; i++)
    {
      mark.box.x = MIN (mark.box.x, points[i].x);
      mark.box.y = MIN (mark.box.y, points[i].y);
      right = MAX (right, points[i].x);
      bottom = MAX (bottom, points[i].y);
      scaled[i] = (QdPoint) { points[i].x * canvas->scale, points[i].y * canvas->scale };
    }
  mark.box.width = right - mark.box.x;
  mark.box.height = bottom - mark.box.y;
  mark.points = scaled;

  return add (canvas, &mark);
}

QdMark *
qd_canvas_line (QdCanvas   *canvas,
                const char *part,
                double      x1,
                double      y1,
                double      x2,
                double      y2,
                QdTone      tone,
                double      width,
                QdDash      dash)
{
  const QdPoint points[] = { { x1, y1 }, { x2, y2 } };
  QdMark *mark = qd_canvas_path (canvas, part, points, G_N_ELEMENTS (points), FALSE);

  qd_canvas_stroke (canvas, mark, tone, width, dash);
  return mark;
}

/* The sign of a warning: it stands on @bottom, @size wide. */
void
qd_canvas_triangle (QdCanvas   *canvas,
                    const char *part,
                    double      x,
                    double      bottom,
                    double      size,
                    QdTone      tone)
{
  const QdPoint points[] = { { x - size / 2, bottom }, { x + size / 2, bottom }, { x, bottom - size * 0.8 } };

  qd_canvas_fill (canvas, qd_canvas_path (canvas, part, points, G_N_ELEMENTS (points), TRUE), tone);
}

void
qd_canvas_diamond (QdCanvas   *canvas,
                   const char *part,
                   double      x,
                   double      y,
                   double      radius,
                   QdTone      tone)
{
  const QdPoint points[] = { { x - radius, y }, { x, y - radius }, { x + radius, y }, { x, y + radius } };

  qd_canvas_fill (canvas, qd_canvas_path (canvas, part, points, G_N_ELEMENTS (points), TRUE), tone);
}

/* A limit: ink with a halo of paper, so that it shows on every ground. */
void
qd_canvas_tick (QdCanvas   *canvas,
                const char *part,
                double      x,
                double      top,
                double      bottom,
                double      width)
{
  double halo = width * 0.75;

  qd_canvas_rectangle (canvas, "halo", x - width / 2 - halo, top, width + 2 * halo, bottom - top, QD_TONE_PAPER);
  qd_canvas_rectangle (canvas, part, x - width / 2, top, width, bottom - top, QD_TONE_INK);
}

/* @picture: a PNG picture as a data URL, interned. */
QdMark *
qd_canvas_image (QdCanvas   *canvas,
                 const char *part,
                 const char *picture,
                 double      x,
                 double      y,
                 double      width,
                 double      height)
{
  QdMark mark = { .kind = QD_MARK_IMAGE, .part = part, .text = picture, .box = { x, y, width, height } };

  return add (canvas, &mark);
}

void
qd_canvas_fill (QdCanvas *canvas,
                QdMark   *mark,
                QdTone    tone)
{
  mark->fill = canvas->style->tones[tone];
}

void
qd_canvas_stroke (QdCanvas *canvas,
                  QdMark   *mark,
                  QdTone    tone,
                  double    width,
                  QdDash    dash)
{
  mark->stroke = canvas->style->tones[tone];
  mark->stroke_width = width * canvas->scale;
  mark->dash = dash;
}

/* What is assumed: stripes of the accent on its pale form. */
void
qd_canvas_hatch (QdCanvas *canvas,
                 QdMark   *mark,
                 double    step)
{
  mark->fill = canvas->style->tones[QD_TONE_TINT];
  mark->hatch = canvas->style->tones[QD_TONE_ACCENT];
  mark->hatch_step = step * canvas->scale;
}

void
qd_canvas_round (QdCanvas *canvas,
                 QdMark   *mark,
                 double    radius)
{
  mark->radius = radius * canvas->scale;
}

double
qd_canvas_text_width (QdCanvas     *canvas,
                      const char   *text,
                      const QdLook *look)
{
  const QdTextLine *line = qd_text_line_get (canvas->style->family, text, look->size * canvas->scale, look->bold,
                                             look->tabular);

  return qd_text_line_get_width (line) / canvas->scale;
}

/* One line whose @align is at @x, shortened to @max_width. Returns: (nullable): %NULL if nothing of it fits */
QdMark *
qd_canvas_text (QdCanvas     *canvas,
                const char   *part,
                const char   *text,
                double        x,
                double        baseline,
                QdAlign       align,
                double        max_width,
                const QdLook *look)
{
  QdMark mark = { .kind = QD_MARK_TEXT, .part = part, .align = align, .bold = look->bold, .tabular = look->tabular };
  g_autofree char *fitting = NULL;
  double width;

  if (text == NULL || *text == '\0' || max_width <= 0)
    return NULL;
  fitting = qd_canvas_shorten (canvas, text, max_width, look);
  if (fitting == NULL)
    return NULL;

  width = MIN (qd_canvas_text_width (canvas, fitting, look), max_width);
  mark.text = fitting;
  mark.size = look->size * canvas->scale;
  mark.baseline = baseline * canvas->scale;
  mark.fill = canvas->style->tones[look->tone];
  mark.plate = canvas->style->tones[look->plate];
  mark.box = (QdBox) { x - width * align / QD_ALIGN_END, baseline - look->size * QD_EM_ASCENT,
                       width, look->size * (QD_EM_ASCENT + QD_EM_DESCENT) };

  return add (canvas, &mark);
}

guint
qd_canvas_count_lines (QdCanvas     *canvas,
                       const char   *text,
                       double        width,
                       const QdLook *look)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (text == NULL || *text == '\0' || width <= 0)
    return 0;
  if (qd_canvas_text_width (canvas, text, look) <= width)
    return 1;
  lines = break_lines (canvas, text, width, G_MAXUINT, look);

  return lines->len;
}

/* Several lines, the first on @baseline. Returns how many they became. */
guint
qd_canvas_paragraph (QdCanvas     *canvas,
                     const char   *part,
                     const char   *text,
                     double        x,
                     double        baseline,
                     QdAlign       align,
                     double        width,
                     double        line_height,
                     guint         max_lines,
                     const QdLook *look)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (text == NULL || *text == '\0' || width <= 0 || max_lines == 0)
    return 0;
  if (max_lines == 1 || qd_canvas_text_width (canvas, text, look) <= width)
    return qd_canvas_text (canvas, part, text, x, baseline, align, width, look) != NULL;

  lines = break_lines (canvas, text, width, max_lines, look);
  for (guint i = 0; i < lines->len; i++)
    qd_canvas_text (canvas, part, g_ptr_array_index (lines, i), x, baseline + i * line_height, align, width, look);

  return lines->len;
}
