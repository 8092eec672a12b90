#pragma once

#include "qd-outline.h"

G_BEGIN_DECLS

/* An outline on slides: what stands on which slide, and where. Measured once, here: PDF, PPTX and the preview draw what
 * is laid out and need to know nothing of room. Coordinates are pixels of a slide 1920 wide and 1080 high. */

#define QD_SLIDE_WIDTH  1920.0
#define QD_SLIDE_HEIGHT 1080.0
#define QD_SLIDE_MARGIN 96.0

/* No text of a slide is smaller. */
#define QD_SLIDE_MIN_TEXT 26.0

/* From one line of a text to the next, as a part of its size; between two points or paragraphs, the same. */
#define QD_SLIDE_LINE 1.3
#define QD_SLIDE_GAP  0.5

/* A cell's text keeps this from the cell's edges. */
#define QD_SLIDE_CELL_X 12.0
#define QD_SLIDE_CELL_Y 8.0

/* Of points: from the mark or number to the text, as a part of the text's size. */
#define QD_SLIDE_INDENT 1.4

/**
 * QdSlideLayout:
 * @QD_SLIDE_TITLE: the first slide: title, subtitle
 * @QD_SLIDE_CONTENT: a title, and text or points as its body
 * @QD_SLIDE_TITLE_ONLY: a title; charts, tables and texts are placed freely
 */
typedef enum
{
  QD_SLIDE_TITLE,
  QD_SLIDE_CONTENT,
  QD_SLIDE_TITLE_ONLY,
} QdSlideLayout;

typedef enum
{
  QD_ITEM_HEADING,
  QD_ITEM_TEXT,
  QD_ITEM_POINTS,
  QD_ITEM_FIGURES,
  QD_ITEM_TABLE,
  QD_ITEM_CHART,
  QD_ITEM_NOTE,
} QdSlideItemKind;

/**
 * QdSlideItem:
 * @kind: what it is
 * @box: where it stands; what it shows fits
 * @block: (nullable): the block it is of, or a part of; gives columns, numbering and the chart
 * @text: (nullable): of a heading, a text and a note: what it says, inline Markdown
 * @text_size: in pixels
 * @points: (nullable) (element-type QdOutlinePoint): of points and figures: those that stand here
 * @number: of numbered points: the number of the first one here; 0 where it continues one of the slide before
 * @point_heights: (nullable): of points: how high each is
 * @rows: (nullable) (element-type QdOutlineRow): of a table: those that stand here, without the heads of the columns;
 *   a group's head is repeated where the group is split
 * @column_widths: (nullable): of a table: how wide each column is; together the box's width
 * @row_heights: (nullable): of a table: first that of the heads, then that of each row; together the box's height
 *
 * Something on a slide. Nothing overlaps.
 */
typedef struct
{
  QdSlideItemKind  kind;
  QdBox            box;
  const QdBlock   *block;
  char            *text;
  double           text_size;
  GPtrArray       *points;
  guint            number;
  double          *point_heights;
  GPtrArray       *rows;
  double          *column_widths;
  double          *row_heights;
} QdSlideItem;

/**
 * QdSlide:
 * @layout: which placeholders it has
 * @section: (nullable): what it is about; %NULL for the first slide and the agenda
 * @title: one or two lines
 * @title_size: their size in pixels
 * @title_box: where they stand
 * @subtitle: (nullable): a line or two below
 * @subtitle_box: where it stands
 * @part: (nullable): “2 of 3”, to stand at the end of the subtitle's line
 * @items: (element-type QdSlideItem): its body
 * @notes: (element-type utf8): for the speaker; empty on all but the first slide of a section
 */
typedef struct
{
  QdSlideLayout           layout;
  const QdOutlineSection *section;
  char                   *title;
  double                  title_size;
  QdBox                   title_box;
  char                   *subtitle;
  QdBox                   subtitle_box;
  char                   *part;
  GPtrArray              *items;
  GPtrArray              *notes;
} QdSlide;

/**
 * QdDeck:
 * @outline: what it shows; not owned
 * @slides: (element-type QdSlide): in order
 * @style: how it looks; charts are drawn with it
 *
 * Slides made of an outline, which must live longer. Read-only.
 */
typedef struct
{
  const QdOutline *outline;
  GPtrArray       *slides;
  QdChartStyle     style;
} QdDeck;

QdDeck  *qd_deck_new         (const QdOutline    *outline,
                              const QdChartStyle *style);
void     qd_deck_free        (QdDeck             *deck);
QdMarks *qd_deck_draw_chart  (const QdDeck       *deck,
                              const QdSlideItem  *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdDeck, qd_deck_free)

G_END_DECLS
