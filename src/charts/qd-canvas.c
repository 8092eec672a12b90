#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-canvas-private.h"

#include <math.h>
#include <string.h>

#define ELLIPSIS "…"

/* Half a pixel of rounding must not shorten a text that was measured to fit. */
#define FIT_TOLERANCE 0.01

/* How much narrower or wider letters may become without their neighbours, in font sizes. */
#define NEIGHBOURS 0.1

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

/* Returns: (transfer full): where each letter of @text begins if all of them stood on one line, in design units; one more
 * for the end. Of a part that stands alone the ends are right but for what its neighbours do to its letters. */
static double *
measure_letters (QdCanvas     *canvas,
                 const char   *text,
                 glong         n_chars,
                 const QdLook *look)
{
  const QdTextLine *line = qd_text_line_get (canvas->style->family, text, look->size * canvas->scale, look->bold,
                                             look->tabular);
  double *places = g_new (double, n_chars + 1);

  qd_text_line_get_places (line, places);
  for (glong i = 0; i <= n_chars; i++)
    places[i] /= canvas->scale;

  return places;
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
  g_autofree double *places = NULL;
  double room;
  glong cut = 0;

  if (qd_canvas_text_width (canvas, text, look) <= width + FIT_TOLERANCE)
    return g_strdup (text);

  room = width - qd_canvas_text_width (canvas, ELLIPSIS, look) + look->size * NEIGHBOURS;
  places = measure_letters (canvas, text, n_chars, look);
  attrs = g_new (PangoLogAttr, n_chars + 1);
  pango_get_log_attrs (text, -1, -1, pango_language_get_default (), attrs, (int) n_chars + 1);
  while (cut + 1 < n_chars && places[cut + 1] <= room)
    cut++;
  for (; cut > 0; cut--)
    {
      g_autofree char *candidate = NULL;

      if (!attrs[cut].is_cursor_position)
        continue;
      candidate = shortened (text, (gsize) (g_utf8_offset_to_pointer (text, cut) - text));
      if (candidate == NULL || qd_canvas_text_width (canvas, candidate, look) <= width + FIT_TOLERANCE)
        return g_steal_pointer (&candidate);
    }

  return NULL;
}

/* A part of @text without the blanks around it. */
static char *
part_of (const char *start,
         const char *end)
{
  return g_strstrip (g_strndup (start, (gsize) (end - start)));
}

/* A text that takes several lines, while these are found. */
typedef struct
{
  const char   *text;
  glong         n_chars;
  PangoLogAttr *attrs;
  double       *places;
  double        width;
  const QdLook *look;
} Breaker;

static void
breaker_init (Breaker      *breaker,
              QdCanvas     *canvas,
              const char   *text,
              double        width,
              const QdLook *look)
{
  glong n_chars = g_utf8_strlen (text, -1);

  *breaker = (Breaker) { text, n_chars, g_new (PangoLogAttr, n_chars + 1),
                         measure_letters (canvas, text, n_chars, look), width, look };
  pango_get_log_attrs (text, -1, -1, pango_language_get_default (), breaker->attrs, (int) n_chars + 1);
}

static void
breaker_clear (Breaker *breaker)
{
  g_free (breaker->attrs);
  g_free (breaker->places);
}

static char *
breaker_part (const Breaker *breaker,
              glong          first,
              glong          end)
{
  return part_of (g_utf8_offset_to_pointer (breaker->text, first), g_utf8_offset_to_pointer (breaker->text, end));
}

/* Whether the letters from @first to @end fit on a line of their own. Only where it is close are they measured alone. */
static gboolean
breaker_fits (const Breaker *breaker,
              QdCanvas      *canvas,
              glong          first,
              glong          end)
{
  glong last = end;
  double width;
  g_autofree char *part = NULL;

  while (last > first && breaker->attrs[last - 1].is_white)
    last--;
  width = breaker->places[last] - breaker->places[first];
  if (fabs (width - breaker->width) > breaker->look->size * NEIGHBOURS)
    return width < breaker->width;
  part = breaker_part (breaker, first, end);

  return qd_canvas_text_width (canvas, part, breaker->look) <= breaker->width + FIT_TOLERANCE;
}

/* Where a line that starts at the letter @first ends: after as many words as fit, at least one. */
static glong
breaker_next (const Breaker *breaker,
              QdCanvas      *canvas,
              glong          first)
{
  glong taken = 0;

  for (glong i = first + 1; i <= breaker->n_chars; i++)
    if (breaker->attrs[i].is_line_break || i == breaker->n_chars)
      {
        if (taken > 0 && !breaker_fits (breaker, canvas, first, i))
          break;
        taken = i;
      }

  return taken;
}

/* The texts of the lines that @text takes in @width, the first of them in @first_width, at most @max_lines of them. Words
 * are not broken: what is too long is shortened, as is the last line. */
static GPtrArray *
break_lines (QdCanvas     *canvas,
             const char   *text,
             double        first_width,
             double        width,
             guint         max_lines,
             const QdLook *look)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  Breaker breaker;

  breaker_init (&breaker, canvas, text, first_width, look);
  for (glong first = 0; first < breaker.n_chars && lines->len < max_lines;)
    {
      glong end = lines->len + 1 == max_lines ? breaker.n_chars : breaker_next (&breaker, canvas, first);
      g_autofree char *part = breaker_part (&breaker, first, end);
      char *fitting = qd_canvas_shorten (canvas, part, breaker.width, look);

      if (fitting != NULL)
        g_ptr_array_add (lines, fitting);
      first = end;
      breaker.width = width;
    }
  breaker_clear (&breaker);

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
  canvas->n_pages = canvas->n_wanted = 1;
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

  canvas->marks->n_pages = canvas->n_pages;
  canvas->marks->n_wanted = canvas->n_wanted;
  return g_steal_pointer (&canvas->marks);
}

/* A chart has more to show than it has room for: on @n_pages. Which of them this one is: canvas->page. A card is turned as
 * long as anything is left: there it costs no paper. */
void
qd_canvas_set_pages (QdCanvas *canvas,
                     guint     n_pages)
{
  canvas->n_wanted = MAX (n_pages, 1);
  canvas->n_pages = canvas->style->compact ? canvas->n_wanted : MIN (canvas->n_wanted, QD_PAGES_MAX);
  canvas->page = MIN (canvas->style->page, canvas->n_pages - 1);
}

/* Of @n things at most @most on a page. Returns: the first of this page */
guint
qd_canvas_paginate (QdCanvas *canvas,
                    guint     n,
                    guint     most)
{
  most = MAX (most, 1);
  qd_canvas_set_pages (canvas, (n + most - 1) / most);

  return canvas->page * most;
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
  return qd_canvas_count_lines_beside (canvas, text, width, width, look);
}

/* Likewise where something stands at the end of the first line, which has @first_width. */
guint
qd_canvas_count_lines_beside (QdCanvas     *canvas,
                              const char   *text,
                              double        first_width,
                              double        width,
                              const QdLook *look)
{
  Breaker breaker;
  guint n_lines = 0;

  if (text == NULL || *text == '\0' || first_width <= 0 || width <= 0)
    return 0;
  if (qd_canvas_text_width (canvas, text, look) <= first_width)
    return 1;
  breaker_init (&breaker, canvas, text, first_width, look);
  for (glong first = 0; first < breaker.n_chars; n_lines++)
    {
      first = breaker_next (&breaker, canvas, first);
      breaker.width = width;
    }
  breaker_clear (&breaker);

  return n_lines;
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

  lines = break_lines (canvas, text, width, width, max_lines, look);
  for (guint i = 0; i < lines->len; i++)
    qd_canvas_text (canvas, part, g_ptr_array_index (lines, i), x, baseline + i * line_height, align, width, look);

  return lines->len;
}

/* Likewise from @x on, where something stands at the end of the first line, which has @first_width. */
guint
qd_canvas_paragraph_beside (QdCanvas     *canvas,
                            const char   *part,
                            const char   *text,
                            double        x,
                            double        baseline,
                            double        first_width,
                            double        width,
                            double        line_height,
                            guint         max_lines,
                            const QdLook *look)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (text == NULL || *text == '\0' || first_width <= 0 || max_lines == 0)
    return 0;
  if (max_lines == 1 || qd_canvas_text_width (canvas, text, look) <= first_width)
    return qd_canvas_text (canvas, part, text, x, baseline, QD_ALIGN_START, first_width, look) != NULL;

  lines = break_lines (canvas, text, first_width, width, max_lines, look);
  for (guint i = 0; i < lines->len; i++)
    qd_canvas_text (canvas, part, g_ptr_array_index (lines, i), x, baseline + i * line_height, QD_ALIGN_START,
                    i == 0 ? first_width : width, look);

  return lines->len;
}
