#pragma once

#include <pango/pangocairo.h>

#include "qd-marks.h"
#include "qd-outline.h"

G_BEGIN_DECLS

/* Text set in lines, for whatever is drawn on pages: the report, the slides, the plan on a page. Lengths are in units
 * of the page: points on paper, pixels on a slide. */

/* U+0620 to U+064A, the letters of Arabic, and the first of its marks. */
#define QD_ARABIC_FIRST   0x0620
#define QD_ARABIC_LETTERS 0x30

/**
 * QdTypeset:
 * @context: measures the same at every scale
 * @style: colours and font; its direction is that of the page
 * @links: the surface is a PDF of ours: links become active
 * @advances: how wide each letter of ASCII is, as a part of its size: light and bold
 * @arabic: how wide each letter of Arabic is by itself, from %QD_ARABIC_FIRST on; 0 in a page from left to right
 *
 * What it takes to set text.
 */
typedef struct
{
  PangoContext *context;
  QdChartStyle  style;
  gboolean      links;
  double        advances[2][0x80];
  double        arabic[2][QD_ARABIC_LETTERS];
} QdTypeset;

/**
 * QdType:
 * @size: of the letters
 * @leading: from line to line, as a part of @size
 * @tone: their colour
 * @bold: heavy
 * @tabular: figures of one width
 * @align: where lines stand in their room; the start is right where the language is read from the right
 * @max_lines: the last of so many lines ends in “…”; 0 for as many as it takes
 *
 * How a text looks.
 */
typedef struct
{
  double   size;
  double   leading;
  QdTone   tone;
  gboolean bold;
  gboolean tabular;
  QdAlign  align;
  guint    max_lines;
} QdType;

/**
 * QdSetText:
 * @layout: (nullable): its lines; %NULL for a text without letters
 * @links: (nullable) (element-type QdSetLink): what of it leads somewhere
 * @width: the room it has
 * @line_height: from line to line
 * @ascent: from the top to the first baseline
 * @n_lines: how many lines it took
 * @sign: the shape before its first line: of a warning or an error
 * @align: where lines stand
 * @tone: its colour
 * @size: of its letters
 * @bold: they are heavy
 *
 * A text in lines, ready to be drawn.
 */
typedef struct
{
  PangoLayout *layout;
  GArray      *links;
  double       width;
  double       line_height;
  double       ascent;
  guint        n_lines;
  QdEmphasis   sign;
  QdAlign      align;
  QdTone       tone;
  double       size;
  gboolean     bold;
} QdSetText;

/**
 * QdSetLink:
 * @start: index of its first byte
 * @end: index after its last byte
 * @target: attributes of a link for cairo_tag_begin()
 */
typedef struct
{
  int   start;
  int   end;
  char *target;
} QdSetLink;

void    qd_typeset_init           (QdTypeset          *typeset,
                                   const QdChartStyle *style,
                                   gboolean            links);
void    qd_typeset_clear          (QdTypeset          *typeset);

void    qd_typeset_markdown       (const QdTypeset    *typeset,
                                   QdSetText          *text,
                                   const char         *markdown,
                                   const QdType       *type,
                                   double              width);
void    qd_typeset_plain          (const QdTypeset    *typeset,
                                   QdSetText          *text,
                                   const char         *plain,
                                   const QdType       *type,
                                   double              width);
void    qd_typeset_point          (const QdTypeset    *typeset,
                                   QdSetText          *text,
                                   const QdOutlinePoint *point,
                                   const QdType       *type,
                                   double              width);
void    qd_typeset_cell           (const QdTypeset    *typeset,
                                   QdSetText          *text,
                                   const QdOutlineCell *cell,
                                   const QdType       *type,
                                   double              width);
void    qd_set_text_balance       (QdSetText          *text);
void    qd_set_text_clear         (QdSetText          *text);
double  qd_set_text_height        (const QdSetText    *text,
                                   guint               n_lines);
double  qd_set_text_natural_width (const QdSetText    *text);
GPtrArray *qd_set_text_list_runs  (const QdSetText    *text);

void    qd_typeset_draw           (const QdTypeset    *typeset,
                                   cairo_t            *cr,
                                   const QdSetText    *text,
                                   double              x,
                                   double              y,
                                   guint               first,
                                   guint               n_lines);
void    qd_typeset_set_tone       (const QdTypeset    *typeset,
                                   cairo_t            *cr,
                                   QdTone              tone);
void    qd_typeset_fill           (const QdTypeset    *typeset,
                                   cairo_t            *cr,
                                   const QdBox        *box,
                                   QdTone              tone);
void    qd_typeset_link           (const QdTypeset    *typeset,
                                   cairo_t            *cr,
                                   const QdBox        *box,
                                   const char         *target);
void    qd_typeset_anchor         (const QdTypeset    *typeset,
                                   cairo_t            *cr,
                                   double              x,
                                   double              y,
                                   const char         *name);

G_END_DECLS
