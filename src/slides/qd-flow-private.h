#pragma once

#include "qd-typeset-private.h"

G_BEGIN_DECLS

/* What flows over pages: elements one below the other, and where each came to stand. Lengths are points; an element's
 * coordinates count from the left edge of the text and its own top. */

/* Of an element that comes from no section, block or row. */
#define QD_FLOW_NONE G_MAXUINT

typedef enum
{
  QD_FLOW_TOPIC,     /* of a section; where it begins */
  QD_FLOW_TITLE,     /* of a section: its message */
  QD_FLOW_HEADING,   /* of a block */
  QD_FLOW_TEXT,
  QD_FLOW_POINT,
  QD_FLOW_HEADS,     /* of a table's columns */
  QD_FLOW_ROW,
  QD_FLOW_CHART,
  QD_FLOW_FIGURES,
  QD_FLOW_NOTE,
  QD_FLOW_CONTENTS,  /* a line of the contents */
  QD_FLOW_COVER,
} QdFlowKind;

/**
 * QdFlowText:
 * @set: a text in lines
 * @x: where its room begins
 * @y: where its first line begins
 *
 * A part of an element.
 */
typedef struct
{
  QdSetText set;
  double    x;
  double    y;
} QdFlowText;

/**
 * QdFlowElement:
 * @kind: what it is
 * @section: the section it is of, or %QD_FLOW_NONE
 * @block: the block of that section
 * @row: the row or point of that block
 * @before: the room above it, except at the top of a page
 * @shrink: how much less that may be, for the sake of a better page
 * @height: without that room
 * @padding: between its edges and its lines, above as well as below
 * @texts: (array length=n_texts): its texts
 * @marks: (nullable): its chart
 * @marks_y: where that begins
 * @keep: it stands on the page of the next element
 * @breaks: it may be broken between lines, even where it would fit on a page of its own
 * @with_next: it had better stand on the page of the next element
 * @mirrored: its text is read from the other side than the page
 * @heads: the index after that of the element that is repeated above it at the top of a page; 0 for none
 * @group: likewise of the row that heads its group; below @heads
 * @rule: of a line along its top edge
 * @rule_width: how thick that is
 * @fill: what is behind it
 *
 * Something that flows.
 */
typedef struct
{
  QdFlowKind  kind;
  guint       section;
  guint       block;
  guint       row;
  double      before;
  double      shrink;
  double      height;
  double      padding;
  QdFlowText *texts;
  guint       n_texts;
  QdMarks    *marks;
  double      marks_y;
  gboolean    keep;
  gboolean    breaks;
  gboolean    with_next;
  gboolean    mirrored;
  guint       heads;
  guint       group;
  QdTone      rule;
  double      rule_width;
  QdTone      fill;
} QdFlowElement;

/**
 * QdFlowPiece:
 * @element: the index of an element
 * @y: its top, from the top of the page's text
 * @height: how much it takes
 * @first: its first line that stands here
 * @n_lines: how many of them do; all others are on other pages
 * @repeated: it stands here only once more
 *
 * An element on a page, or as much of it as stands there.
 */
typedef struct
{
  guint    element;
  double   y;
  double   height;
  guint    first;
  guint    n_lines;
  gboolean repeated;
} QdFlowPiece;

/**
 * QdFlow:
 * @elements: (element-type QdFlowElement): in order
 * @pieces: (element-type QdFlowPiece): in order, page by page
 * @pages: (element-type guint): for each page, where its pieces begin
 *
 * Elements and the pages they take.
 */
typedef struct
{
  GArray *elements;
  GArray *pieces;
  GArray *pages;
} QdFlow;

/**
 * QdFlowFigureTypes:
 * @figure: of a big figure
 * @label: of the first line of what it is of
 * @note: of the others
 *
 * How figures look.
 */
typedef struct
{
  QdType figure;
  QdType label;
  QdType note;
} QdFlowFigureTypes;

QdFlow        *qd_flow_new         (void);
void           qd_flow_free        (QdFlow             *flow);
QdFlowElement *qd_flow_add         (QdFlow             *flow,
                                    QdFlowKind          kind,
                                    guint               n_texts);
void           qd_flow_measure     (QdFlowElement      *element);
QdFlowElement *qd_flow_add_text    (QdFlow             *flow,
                                    const QdTypeset    *typeset,
                                    QdFlowKind          kind,
                                    const char         *markdown,
                                    const QdType       *type,
                                    double              width);
QdFlowElement *qd_flow_add_figures (QdFlow             *flow,
                                    const QdTypeset    *typeset,
                                    const QdBlock      *block,
                                    guint               first,
                                    guint               n,
                                    const QdFlowFigureTypes *types,
                                    double              width,
                                    double              gap);
QdFlowElement *qd_flow_add_chart   (QdFlow             *flow,
                                    const QdTypeset    *typeset,
                                    QdChart            *chart,
                                    double              text_size,
                                    double              width,
                                    double              max_height);
guint          qd_flow_count_lines (const QdFlowElement *element);
void           qd_flow_break       (QdFlow             *flow,
                                    double              height);
guint          qd_flow_get_n_pages (const QdFlow       *flow);
void           qd_flow_draw        (const QdFlow       *flow,
                                    guint               page,
                                    const QdTypeset    *typeset,
                                    cairo_t            *cr,
                                    double              width);

static inline QdFlowElement *
qd_flow_element (const QdFlow *flow,
                 guint         index)
{
  return &g_array_index (flow->elements, QdFlowElement, index);
}

static inline const QdFlowPiece *
qd_flow_piece (const QdFlow *flow,
               guint         index)
{
  return &g_array_index (flow->pieces, QdFlowPiece, index);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdFlow, qd_flow_free)

G_END_DECLS
