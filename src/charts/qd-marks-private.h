#pragma once

#include <pango/pangocairo.h>

#include "qd-marks.h"

G_BEGIN_DECLS

/* How much of the way from stripe to stripe is stripe. */
#define QD_HATCH_PART (5.0 / 16)

/* The lengths of dashes and gaps, in line widths. */
#define QD_DASH_DASHED_LENGTH 4.0
#define QD_DASH_DASHED_GAP    3.0
#define QD_DASH_DOTTED_GAP    3.2

/* How far the plate under a text reaches beyond it, in font sizes. */
#define QD_PLATE_MARGIN 0.2

struct _QdMarks
{
  GArray       *marks;
  GStringChunk *strings;
  GPtrArray    *paths;
  double        width;
  double        height;
  guint         n_pages;
  guint         n_wanted;
  const char   *family;
  QdColor       paper;
  QdColor       background;
  char         *title;
  char         *description;
};

QdMarks      *qd_marks_new            (double         width,
                                       double         height);
QdMark       *qd_marks_add            (QdMarks       *marks,
                                       const QdMark  *mark);
void          qd_marks_mirror         (QdMarks       *marks);
gboolean      qd_mark_is_visible      (const QdMark  *mark);
gboolean      qd_mark_looks_like      (const QdMark  *a,
                                       const QdMark  *b);
GArray       *qd_marks_order          (QdMarks       *marks);

typedef struct _QdTextLine QdTextLine;

const QdTextLine *qd_text_line_get    (const char    *family,
                                       const char    *text,
                                       double         size,
                                       gboolean       bold,
                                       gboolean       tabular);
double        qd_text_line_get_width  (const QdTextLine *line);
void          qd_text_line_get_places (const QdTextLine *line,
                                       double         *places);
void          qd_text_line_draw       (const QdTextLine *line,
                                       cairo_t       *cr);
void          qd_text_line_trace      (const QdTextLine *line,
                                       cairo_t       *cr);
gboolean      qd_text_is_right_to_left (const char   *text);
PangoContext *qd_marks_context_new    (void);
guint         qd_mark_dashes          (const QdMark  *mark,
                                       double         dashes[2]);

G_END_DECLS
