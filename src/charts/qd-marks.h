#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "qd-chart-style.h"

G_BEGIN_DECLS

/* What a chart is made of: a list of marks in drawing order, each a plain value. Back ends turn them into pixels and
 * files; hit-testing, tooltips and the tests for overlap and proportion read them. Coordinates are pixels at scale 1, y
 * down. */

typedef struct _QdMarks QdMarks;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} QdBox;

typedef struct
{
  double x;
  double y;
} QdPoint;

typedef enum
{
  QD_MARK_RECTANGLE,
  QD_MARK_CIRCLE,
  QD_MARK_PATH,
  QD_MARK_TEXT,
  QD_MARK_IMAGE,
} QdMarkKind;

typedef enum
{
  QD_ALIGN_START,
  QD_ALIGN_MIDDLE,
  QD_ALIGN_END,
} QdAlign;

typedef enum
{
  QD_DASH_NONE,
  QD_DASH_DASHED,
  QD_DASH_DOTTED,
} QdDash;

/**
 * QdMark:
 * @kind: what shape
 * @box: what it covers; of text the em box of its single line
 * @fill: the colour inside, or of the text
 * @hatch: the colour of 45° stripes over @fill; none without
 * @hatch_step: how far the stripes lie apart, in pixels
 * @stroke: the colour of the outline
 * @stroke_width: its width in pixels; it lies half inside and half outside of the box
 * @dash: how the outline is broken
 * @radius: of a rectangle's corners
 * @points: (array length=n_points): of a path, straight from one to the next
 * @n_points: how many
 * @closed: the path returns to its start
 * @text: what a text says: one line; of an image, the PNG picture as a data URL
 * @size: its font size in pixels
 * @baseline: its y
 * @align: which end of the box stays put where the font of a viewer is wider or narrower
 * @bold: heavy
 * @tabular: figures of one width, for columns
 * @plate: the colour with which text hides what is under it, a little beyond its box; none as a rule
 * @part: what it stands for, as in “committed”: names shapes in files and lets tests find them; interned
 * @value: the figure that its length stands for; NAN if none
 * @id: (nullable): the id of the record it stands for
 * @tooltip: (nullable): what to say about it, in the user's language
 */
typedef struct
{
  QdMarkKind     kind;
  QdBox          box;
  QdColor        fill;
  QdColor        hatch;
  double         hatch_step;
  QdColor        stroke;
  double         stroke_width;
  QdDash         dash;
  double         radius;
  const QdPoint *points;
  guint          n_points;
  gboolean       closed;
  const char    *text;
  double         size;
  double         baseline;
  QdAlign        align;
  gboolean       bold;
  gboolean       tabular;
  QdColor        plate;
  const char    *part;
  double         value;
  const char    *id;
  const char    *tooltip;
} QdMark;

guint         qd_marks_get_length      (QdMarks     *marks);
const QdMark *qd_marks_get             (QdMarks     *marks,
                                        guint        index);
double        qd_marks_get_width       (QdMarks     *marks);
double        qd_marks_get_height      (QdMarks     *marks);
guint         qd_marks_get_n_pages     (QdMarks     *marks);
guint         qd_marks_get_n_wanted    (QdMarks     *marks);
const char   *qd_marks_get_family      (QdMarks     *marks);
const char   *qd_marks_get_title       (QdMarks     *marks);
const char   *qd_marks_get_description (QdMarks     *marks);
QdColor       qd_marks_get_background  (QdMarks     *marks);
QdColor       qd_marks_get_paper       (QdMarks     *marks);

const QdMark *qd_marks_hit             (QdMarks     *marks,
                                        double       x,
                                        double       y);
void          qd_box_extend            (QdBox       *box,
                                        const QdBox *with);
gboolean      qd_marks_get_bounds      (QdMarks     *marks,
                                        const char  *id,
                                        QdBox       *bounds);
QdMarks      *qd_marks_blend           (QdMarks     *from,
                                        QdMarks     *to,
                                        double       progress);

void          qd_marks_draw            (QdMarks     *marks,
                                        cairo_t     *cr);
void          qd_marks_draw_picture    (cairo_t     *cr,
                                        const char  *picture,
                                        const QdBox *box);
GBytes       *qd_marks_to_png          (QdMarks     *marks,
                                        double       scale,
                                        GError     **error);
GBytes       *qd_marks_to_pdf          (QdMarks     *marks,
                                        GError     **error);
GBytes       *qd_marks_pages_to_pdf    (QdMarks *const *pages,
                                        guint        n_pages,
                                        GError     **error);
GBytes       *qd_marks_to_svg          (QdMarks     *marks,
                                        gboolean     outlines);

QdMarks      *qd_marks_ref             (QdMarks     *marks);
void          qd_marks_unref           (QdMarks     *marks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdMarks, qd_marks_unref)

G_END_DECLS
