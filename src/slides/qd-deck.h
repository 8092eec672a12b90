#pragma once

#include "qd-outline.h"

G_BEGIN_DECLS

/* An outline on slides: what stands on which slide, and where. Measured once, here: PDF, PPTX and the preview draw what
 * is laid out and need to know nothing of room. Coordinates are pixels of a slide 1920 wide and 1080 high, as if read
 * from left to right: a mirrored style turns them over. */

#define QD_SLIDE_WIDTH  1920.0
#define QD_SLIDE_HEIGHT 1080.0
#define QD_SLIDE_MARGIN 96.0

/* No text of a slide is smaller; heads of columns, notes and the footer have this size. */
#define QD_SLIDE_MIN_TEXT 26.0

/* Where the line of the footer begins: how the plan stands and its name, number of the slide; and what a logo keeps from
 * it. */
#define QD_SLIDE_FOOTER   1034.0
#define QD_SLIDE_FOOT_GAP 32.0

/* From one line of a text to the next, as a part of its size; of titles and of big figures, it is less. */
#define QD_SLIDE_LINE       1.3
#define QD_SLIDE_TITLE_LINE 1.18

/* Between two points, and from the mark or number of a point to its text, as parts of the text's size; a number has a
 * digit or more. */
#define QD_SLIDE_POINT_GAP 0.5
#define QD_SLIDE_INDENT    1.4
#define QD_SLIDE_DIGIT     0.56

/* Between two columns of a table. */
#define QD_SLIDE_COLUMN_GAP 40.0

/* Of what a big figure is of, which stands below it. */
#define QD_SLIDE_FIGURE_LABEL 30.0

/**
 * QdSlideLayout:
 * @QD_SLIDE_TITLE: the first slide: title, subtitle
 * @QD_SLIDE_CONTENT: a title, and one item of text or points as its body
 * @QD_SLIDE_TITLE_ONLY: a title; charts, tables and texts are placed freely
 */
typedef enum
{
  QD_SLIDE_TITLE,
  QD_SLIDE_CONTENT,
  QD_SLIDE_TITLE_ONLY,
} QdSlideLayout;

/**
 * QdSlideItemKind:
 * @QD_ITEM_HEADING: the title of a block, bold
 * @QD_ITEM_TEXT: a text, perhaps of several paragraphs
 * @QD_ITEM_POINTS: points, with marks or numbers
 * @QD_ITEM_FIGURE: one big figure with what it is of below
 * @QD_ITEM_TABLE: rows of a table below the heads of its columns
 * @QD_ITEM_CHART: a chart; its box has the margins of the slide, and its style is untitled
 * @QD_ITEM_NOTE: a line for what a reader must not assume, quiet
 */
typedef enum
{
  QD_ITEM_HEADING,
  QD_ITEM_TEXT,
  QD_ITEM_POINTS,
  QD_ITEM_FIGURE,
  QD_ITEM_TABLE,
  QD_ITEM_CHART,
  QD_ITEM_NOTE,
} QdSlideItemKind;

/**
 * QdSlideItem:
 * @kind: what it is
 * @box: where it stands; what it shows fits
 * @block: (nullable): the block it is of, or a part of; gives columns, numbering and the chart
 * @page: of a chart that goes on over several slides: which of its pages, from 0
 * @text: (nullable): of a heading, a text and a note: what it says, inline Markdown
 * @text_size: in pixels
 * @figure_size: of a big figure, likewise
 * @points: (nullable) (element-type QdOutlinePoint): of points: those that stand here; of a figure: it
 * @numbers: (nullable) (array): of points: the number of each; 0 for one that goes on from the slide before, which has
 *   neither number nor mark
 * @point_heights: (nullable) (array): of points: how high each is, without the gap
 * @rows: (nullable) (element-type QdOutlineRow): of a table: those that stand here, without the heads; the row that
 *   heads a group is repeated where the group goes on
 * @cell_padding: of a table: above as well as below the text of a cell
 * @column_widths: (nullable) (array): of a table: how wide each column is; with the gaps, the box's width, less
 *   qd_slide_slack() of the last where the deck is editable
 * @row_heights: (nullable) (array): of a table: first that of the heads, then that of each row; together the box's
 *   height
 *
 * Something on a slide. No two overlap.
 */
typedef struct
{
  QdSlideItemKind  kind;
  QdBox            box;
  const QdBlock   *block;
  guint            page;
  char            *text;
  double           text_size;
  double           figure_size;
  GPtrArray       *points;
  guint           *numbers;
  double          *point_heights;
  GPtrArray       *rows;
  double           cell_padding;
  double          *column_widths;
  double          *row_heights;
} QdSlideItem;

/**
 * QdSlide:
 * @layout: which placeholders it has
 * @section: (nullable): what it is about; %NULL for the first slide and the agenda
 * @title: plain text
 * @title_size: its size in pixels; it is bold
 * @title_box: where its lines stand, one or two
 * @subtitle: (nullable): plain text
 * @subtitle_size: its size in pixels
 * @subtitle_box: where its lines stand, one or two
 * @part: (nullable): “2 of 3”, to stand at the end of the footer
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
  double                  subtitle_size;
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
 * @made: (element-type QdBlock): blocks that are of no section, such as the agenda's, and parts of rows and points that
 *   are longer than a slide
 *
 * Slides made of an outline, which must live longer. Read-only.
 */
typedef struct
{
  const QdOutline *outline;
  GPtrArray       *slides;
  QdChartStyle     style;
  GPtrArray       *made;
} QdDeck;

QdDeck  *qd_deck_new         (const QdOutline    *outline,
                              const QdChartStyle *style);
QdDeck  *qd_deck_new_editable (const QdOutline   *outline,
                              const QdChartStyle *style);
QdDeck  *qd_deck_new_blank   (const QdOutline    *outline,
                              const QdChartStyle *style);
void     qd_deck_free        (QdDeck             *deck);
QdMarks *qd_deck_draw_chart  (const QdDeck       *deck,
                              const QdSlideItem  *item);
char    *qd_deck_dup_foot    (const QdDeck       *deck);
guint    qd_deck_find_topic  (const QdDeck       *deck,
                              const char         *topic);
double   qd_slide_indent     (const QdBlock      *block);
QdBox    qd_slide_logo_box   (const QdChartStyle *style);
double   qd_slide_slack      (const QdOutlineColumn *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdDeck, qd_deck_free)

G_END_DECLS
