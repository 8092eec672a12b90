#pragma once

#include "qd-chart-bars.h"
#include "qd-deck.h"
#include "qd-marks-private.h"
#include "qd-opc.h"
#include "qd-page-plan.h"
#include "qd-xml.h"

G_BEGIN_DECLS

/* What the files of the PPTX writer share. Lengths are English Metric Units: 914,400 to the inch, 12,700 to the point,
 * and with our own master 6,350 to the pixel of a slide. */

#define QD_EMU_PER_POINT 12700
#define QD_EMU_PER_PIXEL 6350

/* Sizes of text in our own master, in pixels, and where charts, tables and texts stand. */
#define QD_PPTX_TITLE_SIZE     52
#define QD_PPTX_COVER_SIZE     84
#define QD_PPTX_COVER_SUBTITLE 38
#define QD_PPTX_SUBTITLE_SIZE  28
#define QD_PPTX_BODY_SIZE      40
#define QD_PPTX_PART_WIDTH     240
#define QD_PPTX_CONTENT_TOP    170
#define QD_PPTX_CONTENT_BOTTOM 1004

/* The first id that a master may have; those of its layouts follow. */
#define QD_PPTX_FIRST_ID 2147483648U

/* From line to line, as a part of what the font wants itself: about a sixth more than its size. */
#define QD_PPTX_LINE 1.05

#define QD_NS_A "http://schemas.openxmlformats.org/drawingml/2006/main"
#define QD_NS_C "http://schemas.openxmlformats.org/drawingml/2006/chart"
#define QD_NS_P "http://schemas.openxmlformats.org/presentationml/2006/main"
#define QD_NS_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#define QD_REL(name) "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" name

#define QD_TYPE_PML(name) "application/vnd.openxmlformats-officedocument.presentationml." name "+xml"
#define QD_TYPE_THEME     "application/vnd.openxmlformats-officedocument.theme+xml"

/**
 * QdPptxColor:
 * @slot: (nullable): the theme's colour it is made of; %NULL for @color as it is
 * @saturation: its saturation times this, in thousandths of a per cent; 100,000 for all of it
 * @mod: its luminance times this
 * @off: and this added to it
 * @color: what it is if no theme has it
 */
typedef struct
{
  const char *slot;
  int         saturation;
  int         mod;
  int         off;
  QdColor     color;
} QdPptxColor;

/**
 * QdPptxPalette:
 * @colors: what each role of a colour is in the theme
 * @tones: the colours that stand for the roles in marks and on slides
 * @dark: light text on a dark ground
 */
typedef struct
{
  QdPptxColor  colors[QD_N_TONES];
  QdColor      tones[QD_N_TONES];
  gboolean     dark;
} QdPptxPalette;

/* The colours of a theme, in the order of files. */
typedef enum
{
  QD_THEME_DK1,
  QD_THEME_LT1,
  QD_THEME_DK2,
  QD_THEME_LT2,
  QD_THEME_ACCENT1,
  QD_THEME_HLINK = QD_THEME_ACCENT1 + 6,
  QD_THEME_FOLHLINK,
  QD_N_THEME_COLORS
} QdThemeSlot;

/**
 * QdPptxTheme:
 * @colors: its colours
 * @dark: dk1 is the background
 */
typedef struct
{
  QdColor  colors[QD_N_THEME_COLORS];
  gboolean dark;
} QdPptxTheme;

/**
 * QdPptxHolder:
 * @present: the layout has it
 * @type: (nullable): its type; %NULL is "obj"
 * @index: how slides refer to it; 0 is left out
 * @box: where it stands on slides that do not say, in EMU; without width where not even the master says
 *
 * A placeholder of a layout.
 */
typedef struct
{
  gboolean  present;
  char     *type;
  guint     index;
  QdBox     box;
} QdPptxHolder;

typedef enum
{
  QD_HOLDER_TITLE,
  QD_HOLDER_SUBTITLE,
  QD_HOLDER_PART,
  QD_HOLDER_BODY,
  QD_HOLDER_FOOTER,
  QD_HOLDER_NUMBER,
  QD_N_HOLDERS
} QdPptxHolderKind;

/**
 * QdPptxLayout:
 * @part: the name of the layout's part
 * @holders: its placeholders, as far as we fill them
 */
typedef struct
{
  char         *part;
  QdPptxHolder  holders[QD_N_HOLDERS];
} QdPptxLayout;

/**
 * QdPptxBase:
 * @master: the name of the master's part
 * @master_id: how the presentation refers to it; no layout has the same
 * @layouts: one for each #QdSlideLayout
 * @width: of the slides, in EMU
 * @height: of the slides, in EMU
 * @content: the room that slides of ours get, in EMU: all of ours, of others the one below the title
 * @foreign: all of this is somebody else's
 * @palette: its colours
 *
 * What slides stand on: our own master, or that of a template.
 */
typedef struct
{
  char          *master;
  guint          master_id;
  QdPptxLayout   layouts[QD_SLIDE_TITLE_ONLY + 1];
  int            width;
  int            height;
  QdBox          content;
  gboolean       foreign;
  QdPptxPalette  palette;
} QdPptxBase;

/* qd-pptx-palette.c */
void        qd_pptx_theme_init       (QdPptxTheme         *theme,
                                      const QdChartStyle  *style);
const char *qd_pptx_theme_slot_name  (QdThemeSlot          slot);
void        qd_pptx_palette_init     (QdPptxPalette       *palette,
                                      const QdChartStyle  *style,
                                      const QdPptxTheme   *foreign);
void        qd_pptx_write_tone       (QdXml               *xml,
                                      const QdPptxPalette *palette,
                                      QdTone               tone);
void        qd_pptx_write_color      (QdXml               *xml,
                                      const QdPptxPalette *palette,
                                      QdColor              color);
void        qd_pptx_fill_tone        (QdXml               *xml,
                                      const QdPptxPalette *palette,
                                      QdTone               tone);
void        qd_pptx_fill_color       (QdXml               *xml,
                                      const QdPptxPalette *palette,
                                      QdColor              color);
void        qd_pptx_fill_hatch       (QdXml               *xml,
                                      const QdPptxPalette *palette,
                                      QdColor              stripes,
                                      QdColor              ground);

/* qd-pptx-theme.c */
void        qd_pptx_add_theme        (QdOpc               *opc,
                                      const char          *name,
                                      const QdChartStyle  *style);
void        qd_pptx_choose_font      (QdChartStyle        *style);

/* qd-pptx-base.c: our own master */
void        qd_pptx_write_background (QdXml               *xml);
void        qd_pptx_write_color_map  (QdXml               *xml,
                                      gboolean             dark);
void        qd_pptx_base_init        (QdPptxBase          *base,
                                      QdOpc               *opc,
                                      const QdChartStyle  *style);
void        qd_pptx_base_clear       (QdPptxBase          *base);

/* qd-pptx-template.c: somebody else's master */
gboolean    qd_pptx_template_load    (QdPptxBase          *base,
                                      QdOpc               *opc,
                                      const char          *path,
                                      QdChartStyle        *style,
                                      GError             **error);

/**
 * QdPptxWriter:
 * @opc: the presentation
 * @deck: what it shows
 * @page: (nullable): what stands on its only slide
 * @base: what its slides stand on
 * @language: of its texts, as in “en-US”
 * @mirrored: its texts go from right to left
 * @footer: (nullable): what stands at the foot of each slide
 * @left: where the left edge of a slide that is 1920 wide lies, in EMU
 * @top: where its top edge lies
 * @scale: EMU to a pixel
 * @parts: (element-type utf8): the names of the parts that the slides are or will be
 * @slide: (nullable): the slide that is being written
 * @xml: (nullable): what has been written of it
 * @part: (nullable): the name of its part
 * @n_ids: how many shapes it has so far
 *
 * What everything on a slide is written with.
 */
typedef struct
{
  QdOpc            *opc;
  const QdDeck     *deck;
  const QdPagePlan *page;
  const QdPptxBase *base;
  char             *language;
  gboolean          mirrored;
  const char       *footer;
  double            left;
  double            top;
  double            scale;
  GPtrArray        *parts;
  const QdSlide    *slide;
  QdXml            *xml;
  const char       *part;
  guint             n_ids;
} QdPptxWriter;

/**
 * QdPptxFont:
 * @size: of letters, in pixels; 0 for what is inherited
 * @bold: heavy
 * @color: none for what is inherited
 * @slide: (nullable): the part of the slide that the text leads to
 *
 * How a run of text differs from what is inherited.
 */
typedef struct
{
  double      size;
  gboolean    bold;
  QdColor     color;
  const char *slide;
} QdPptxFont;

/* Instead of a mark: points are counted. */
#define QD_PPTX_NUMBERED  "1."
#define QD_PPTX_CONTINUED G_MAXUINT

/**
 * QdPptxParagraph:
 * @align: where its lines stand; the start is right where the language is read from the right
 * @own_place: say so, and the direction, rather than inherit them
 * @line: from line to line, as a part of the size; 0 for what is inherited
 * @before: above it, in pixels
 * @mark: (nullable): "•", %QD_PPTX_NUMBERED or "" for none; %NULL for what is inherited
 * @indent: from the mark to the text, in pixels
 * @number: of a numbered one, the number of the first of its list; %QD_PPTX_CONTINUED goes on with one of the slide
 *   before
 */
typedef struct
{
  QdAlign     align;
  gboolean    own_place;
  double      line;
  double      before;
  const char *mark;
  double      indent;
  guint       number;
} QdPptxParagraph;

/* Before words that warn: what a shape says, colour need not. */
#define QD_PPTX_SIGN_WARNING "▲\302\240"
#define QD_PPTX_SIGN_ERROR   "◆\302\240"

/* qd-pptx-shape.c: the XML of shapes */
void        qd_pptx_start_tree       (QdXml               *xml);
void        qd_pptx_write_extent     (QdXml               *xml,
                                      const char          *offset,
                                      const char          *extent,
                                      const QdBox         *box);
void        qd_pptx_write_xfrm       (QdXml               *xml,
                                      const char          *name,
                                      const QdBox         *box);
void        qd_pptx_write_geometry   (QdXml               *xml,
                                      const char          *name);
void        qd_pptx_write_ph         (QdXml               *xml,
                                      const char          *type,
                                      guint                index,
                                      gboolean             prompt);
void        qd_pptx_write_number_field (QdXml             *xml,
                                      const char          *number);
void        qd_pptx_write_color_override (QdXml           *xml);
const char *qd_pptx_align_name       (QdAlign              align,
                                      gboolean             mirrored);
QdBox       qd_pptx_place            (const QdPptxWriter  *writer,
                                      const QdBox         *box);
int         qd_pptx_length           (const QdPptxWriter  *writer,
                                      double               pixels);
void        qd_pptx_write_name       (QdPptxWriter        *writer,
                                      const char          *name,
                                      const char          *description);
void        qd_pptx_start_group      (QdPptxWriter        *writer,
                                      const QdBox         *box,
                                      const char          *name,
                                      const char          *description);
void        qd_pptx_end_group        (QdPptxWriter        *writer);
void        qd_pptx_start_frame      (QdPptxWriter        *writer,
                                      const QdBox         *box,
                                      const char          *name,
                                      const char          *description,
                                      const char          *uri);
void        qd_pptx_end_frame        (QdPptxWriter        *writer);

/* qd-pptx-text.c: text in shapes and cells */
void        qd_pptx_start_paragraph  (QdPptxWriter        *writer,
                                      const QdPptxParagraph *paragraph);
void        qd_pptx_end_paragraph    (QdPptxWriter        *writer,
                                      const QdPptxFont    *font);
void        qd_pptx_write_run        (QdPptxWriter        *writer,
                                      const char          *text,
                                      const QdPptxFont    *font);
void        qd_pptx_write_runs       (QdPptxWriter        *writer,
                                      GPtrArray           *runs,
                                      const QdPptxFont    *font);
void        qd_pptx_write_inline     (QdPptxWriter        *writer,
                                      const char          *markdown,
                                      const QdPptxFont    *font);
void        qd_pptx_write_point      (QdPptxWriter        *writer,
                                      const QdOutlinePoint *point,
                                      const QdPptxFont    *font);
void        qd_pptx_start_text_box   (QdPptxWriter        *writer,
                                      const char          *name,
                                      const QdBox         *box,
                                      gboolean             wraps,
                                      const char          *anchor,
                                      QdColor              plate);
void        qd_pptx_end_text_box     (QdPptxWriter        *writer);

/* PowerPoint's own “No style, no grid”: everything is said by the cells. */
#define QD_PPTX_TABLE_STYLE "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"

/* qd-pptx-table.c */
void        qd_pptx_write_table      (QdPptxWriter        *writer,
                                      const QdSlideItem   *item);

/* qd-pptx-marks.c */
void        qd_pptx_write_mark       (QdPptxWriter        *writer,
                                      const QdPoint       *origin,
                                      const QdMark        *mark);
void        qd_pptx_write_drawing    (QdPptxWriter        *writer,
                                      const QdPoint       *origin,
                                      QdMarks             *marks,
                                      const char          *name);
void        qd_pptx_write_marks      (QdPptxWriter        *writer,
                                      const QdSlideItem   *item);

/* qd-pptx-page.c */
QdPagePlan *qd_pptx_plan_page        (const QdPptxBase    *base,
                                      const QdOutline     *outline,
                                      const QdChartStyle  *style,
                                      QdDeck             **deck);
void        qd_pptx_write_page       (QdPptxWriter        *writer,
                                      const QdPagePlan    *page);

/* The sheet of a workbook whose cells a chart shows. */
#define QD_PPTX_SHEET "Sheet1"

/* qd-pptx-workbook.c */
GBytes     *qd_pptx_workbook         (const QdChartBars   *bars,
                                      GError             **error);

/* qd-pptx-chart.c */
QdChartBars *qd_pptx_get_bars        (const QdSlideItem   *item);
gboolean    qd_pptx_write_bars       (QdPptxWriter        *writer,
                                      const QdSlideItem   *item,
                                      QdChartBars         *bars,
                                      GError             **error);

/* qd-pptx-slide.c */
void        qd_pptx_write_footer     (QdPptxWriter        *writer,
                                      const char          *words,
                                      const QdBox         *wanted);
gboolean    qd_pptx_add_slide        (QdPptxWriter        *writer,
                                      guint                number,
                                      GError             **error);

/* qd-pptx-notes.c */
const char *qd_pptx_add_notes_master (QdPptxWriter        *writer);
void        qd_pptx_add_notes        (QdPptxWriter        *writer,
                                      const char          *slide_part,
                                      guint                number);

G_END_DECLS
