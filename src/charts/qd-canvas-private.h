#pragma once

#include "qd-marks-private.h"

G_BEGIN_DECLS

/**
 * QdLook:
 *
 * How a text looks: its size in design units, its weight, its colour, figures of one width, what it hides under it.
 */
typedef struct
{
  double   size;
  gboolean bold;
  QdTone   tone;
  gboolean tabular;
  QdTone   plate;
} QdLook;

/**
 * QdCanvas:
 * @marks: what was drawn so far
 * @style: how it looks
 * @scale: pixels to a design unit
 * @width: in design units
 * @height: in design units
 * @id: (nullable): the record that marks added from now on stand for
 * @tooltip: (nullable): what to say about them
 * @page: which page this is, from 0
 * @n_pages: how many there are, as far as is known
 * @n_wanted: how many there would be if there were no end to them
 *
 * Where layouts draw. A full chart is laid out in design units, 1080 to its height, at least 960 to its width, so that
 * texts read the same from the back of the room at every size; a compact chart in units of its text size. Always from
 * left to right: the marks are turned over at the end.
 */
typedef struct
{
  QdMarks            *marks;
  const QdChartStyle *style;
  double              scale;
  double              width;
  double              height;
  const char         *id;
  const char         *tooltip;
  guint               page;
  guint               n_pages;
  guint               n_wanted;
} QdCanvas;

/* What nobody turns to any more is counted: of full charts. */
#define QD_PAGES_MAX      20

#define QD_FULL_HEIGHT    1080.0
#define QD_FULL_MIN_WIDTH 960.0

/* The body text of compact charts, in their design units. */
#define QD_COMPACT_TEXT   13.0

/* Of a font size, what letters fill above and below the baseline. */
#define QD_EM_ASCENT      0.72
#define QD_EM_DESCENT     0.2

/* From the middle of a row to the baseline of figures in the middle of it. */
#define QD_EM_MIDDLE      0.35

/* Larger than any text: no limit. */
#define QD_NO_LIMIT       1e6

void     qd_canvas_init        (QdCanvas           *canvas,
                                const QdChartStyle *style,
                                double              width,
                                double              height);
QdMarks *qd_canvas_finish      (QdCanvas           *canvas);
void     qd_canvas_set_pages   (QdCanvas           *canvas,
                                guint               n_pages);
guint    qd_canvas_paginate    (QdCanvas           *canvas,
                                guint               n,
                                guint               most);

void     qd_canvas_set_record  (QdCanvas           *canvas,
                                const char         *id,
                                const char         *tooltip);

QdMark  *qd_canvas_rectangle   (QdCanvas           *canvas,
                                const char         *part,
                                double              x,
                                double              y,
                                double              width,
                                double              height,
                                QdTone              fill);
QdMark  *qd_canvas_circle      (QdCanvas           *canvas,
                                const char         *part,
                                double              x,
                                double              y,
                                double              radius,
                                QdTone              fill);
QdMark  *qd_canvas_path        (QdCanvas           *canvas,
                                const char         *part,
                                const QdPoint      *points,
                                guint               n_points,
                                gboolean            closed);
QdMark  *qd_canvas_line        (QdCanvas           *canvas,
                                const char         *part,
                                double              x1,
                                double              y1,
                                double              x2,
                                double              y2,
                                QdTone              tone,
                                double              width,
                                QdDash              dash);
void     qd_canvas_triangle    (QdCanvas           *canvas,
                                const char         *part,
                                double              x,
                                double              bottom,
                                double              size,
                                QdTone              tone);
void     qd_canvas_diamond     (QdCanvas           *canvas,
                                const char         *part,
                                double              x,
                                double              y,
                                double              radius,
                                QdTone              tone);
void     qd_canvas_tick        (QdCanvas           *canvas,
                                const char         *part,
                                double              x,
                                double              top,
                                double              bottom,
                                double              width);
QdMark  *qd_canvas_image       (QdCanvas           *canvas,
                                const char         *part,
                                const char         *picture,
                                double              x,
                                double              y,
                                double              width,
                                double              height);
void     qd_canvas_fill        (QdCanvas           *canvas,
                                QdMark             *mark,
                                QdTone              tone);
void     qd_canvas_stroke      (QdCanvas           *canvas,
                                QdMark             *mark,
                                QdTone              tone,
                                double              width,
                                QdDash              dash);
void     qd_canvas_hatch       (QdCanvas           *canvas,
                                QdMark             *mark,
                                double              step);
void     qd_canvas_round       (QdCanvas           *canvas,
                                QdMark             *mark,
                                double              radius);

double   qd_canvas_text_width  (QdCanvas           *canvas,
                                const char         *text,
                                const QdLook       *look);
char    *qd_canvas_shorten     (QdCanvas           *canvas,
                                const char         *text,
                                double              width,
                                const QdLook       *look);
QdMark  *qd_canvas_text        (QdCanvas           *canvas,
                                const char         *part,
                                const char         *text,
                                double              x,
                                double              baseline,
                                QdAlign             align,
                                double              max_width,
                                const QdLook       *look);
guint    qd_canvas_count_lines (QdCanvas           *canvas,
                                const char         *text,
                                double              width,
                                const QdLook       *look);
guint    qd_canvas_paragraph   (QdCanvas           *canvas,
                                const char         *part,
                                const char         *text,
                                double              x,
                                double              baseline,
                                QdAlign             align,
                                double              width,
                                double              line_height,
                                guint               max_lines,
                                const QdLook       *look);
guint    qd_canvas_count_lines_beside (QdCanvas    *canvas,
                                const char         *text,
                                double              first_width,
                                double              width,
                                const QdLook       *look);
guint    qd_canvas_paragraph_beside (QdCanvas      *canvas,
                                const char         *part,
                                const char         *text,
                                double              x,
                                double              baseline,
                                double              first_width,
                                double              width,
                                double              line_height,
                                guint               max_lines,
                                const QdLook       *look);

G_END_DECLS
