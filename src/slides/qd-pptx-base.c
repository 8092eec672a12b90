#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Our own master and its layouts. Slides take places, sizes and colours from them, so that editing the master, or
 * giving the deck another, changes every slide. */

#define MASTER "ppt/slideMasters/slideMaster1.xml"
#define THEME  "ppt/theme/theme1.xml"
#define LOGO   "ppt/media/image1.png"

#define TITLE_TOP       64
#define TITLE_HEIGHT    62
#define SUBTITLE_TOP    137
#define SUBTITLE_HEIGHT 37
#define DEEPER_SIZE     32
#define FOOT_HEIGHT     34
#define NUMBER_WIDTH    96
#define COVER_TOP       360
#define COVER_HEIGHT    100
#define COVER_GAP       28
#define COVER_REST      50
#define LEVELS          9

/* In thousandths of a per cent of what the font wants, so that other fonts and sizes fit as they do here. */
#define WHOLE           100000
#define TITLE_LINE      102000
#define BODY_LINE       105000

/**
 * Level:
 * @size: of the text, in pixels; 0 for that of the master
 * @bold: heavy
 * @tone: its colour; %QD_TONE_NONE for that of the master
 * @align: where its lines stand
 * @margin: from the edge to the text, in pixels
 * @indent: from the text to its mark, in pixels
 * @before: above the first line, in pixels
 * @line: from line to line, in thousandths of a per cent of what the font wants; 0 for just that
 * @mark: (nullable): what stands before points; %NULL for nothing
 * @font: "mj" or "mn": the theme's font for titles or for text
 */
typedef struct
{
  int         size;
  gboolean    bold;
  QdTone      tone;
  QdAlign     align;
  double      margin;
  double      indent;
  double      before;
  int         line;
  const char *mark;
  const char *font;
} Level;

/**
 * Holder:
 * @kind: what we put there
 * @type: its type in files
 * @index: its number in files
 * @name: what people call it, to be translated
 * @prompt: (nullable): what it says while it is empty, to be translated
 * @box: where it stands, in pixels
 * @anchor: where in the box its text starts: "t", "ctr" or "b"
 * @look: of its text; without a size, that of the master
 *
 * A placeholder of the master or a layout.
 */
typedef struct
{
  QdPptxHolderKind  kind;
  const char       *type;
  guint             index;
  const char       *name;
  const char       *prompt;
  QdBox             box;
  const char       *anchor;
  Level             look;
} Holder;

#define WIDTH (QD_SLIDE_WIDTH - 2 * QD_SLIDE_MARGIN)
#define END   (QD_SLIDE_WIDTH - QD_SLIDE_MARGIN)

static const Holder title_holder = {
  QD_HOLDER_TITLE, "title", 0, N_("Title"), N_("The slide’s message"),
  { QD_SLIDE_MARGIN, TITLE_TOP, WIDTH, TITLE_HEIGHT }, "t",
};

static const Holder body_holder = {
  QD_HOLDER_BODY, "body", 1, N_("Content"), N_("Points"),
  { QD_SLIDE_MARGIN, QD_PPTX_CONTENT_TOP, WIDTH, QD_PPTX_CONTENT_BOTTOM - QD_PPTX_CONTENT_TOP }, "t",
};

static const Holder subtitle_holder = {
  QD_HOLDER_SUBTITLE, "body", 13, N_("Subtitle"), N_("What is measured, and when"),
  { QD_SLIDE_MARGIN, SUBTITLE_TOP, WIDTH, SUBTITLE_HEIGHT }, "t",
  { .size = QD_PPTX_SUBTITLE_SIZE, .tone = QD_TONE_INK2 },
};

static const Holder part_holder = {
  QD_HOLDER_PART, "body", 14, N_("Part"), N_("1 of 2"),
  { END - NUMBER_WIDTH - QD_PPTX_PART_WIDTH, QD_SLIDE_FOOTER, QD_PPTX_PART_WIDTH, FOOT_HEIGHT }, "ctr",
  { .size = QD_SLIDE_MIN_TEXT, .tone = QD_TONE_INK2, .align = QD_ALIGN_END },
};

static const Holder footer_holder = {
  QD_HOLDER_FOOTER, "ftr", 11, N_("Footer"), NULL,
  { QD_SLIDE_MARGIN, QD_SLIDE_FOOTER, WIDTH - NUMBER_WIDTH - QD_PPTX_PART_WIDTH, FOOT_HEIGHT }, "ctr",
  { .size = QD_SLIDE_MIN_TEXT, .tone = QD_TONE_INK2 },
};

static const Holder number_holder = {
  QD_HOLDER_NUMBER, "sldNum", 12, N_("Slide number"), NULL,
  { END - NUMBER_WIDTH, QD_SLIDE_FOOTER, NUMBER_WIDTH, FOOT_HEIGHT }, "ctr",
  { .size = QD_SLIDE_MIN_TEXT, .tone = QD_TONE_INK2, .align = QD_ALIGN_END },
};

static const Holder cover_title_holder = {
  QD_HOLDER_TITLE, "ctrTitle", 0, N_("Title"), N_("What the deck is about"),
  { QD_SLIDE_MARGIN, COVER_TOP, WIDTH, COVER_HEIGHT }, "t",
  { .size = QD_PPTX_COVER_SIZE, .bold = TRUE, .tone = QD_TONE_INK, .line = TITLE_LINE, .font = "mj" },
};

static const Holder cover_subtitle_holder = {
  QD_HOLDER_SUBTITLE, "subTitle", 1, N_("Subtitle"), N_("Quarter, date, who leads it"),
  { QD_SLIDE_MARGIN, COVER_TOP + COVER_HEIGHT + COVER_GAP, WIDTH, COVER_REST }, "t",
  { .size = QD_PPTX_COVER_SUBTITLE, .tone = QD_TONE_INK2 },
};

/* One for each QdSlideLayout. */
static const struct
{
  const char   *type;
  const char   *name;
  const Holder *holders[6];
} layouts[] = {
  [QD_SLIDE_TITLE] = { "title", N_("Title Slide"),
    { &cover_title_holder, &cover_subtitle_holder, &footer_holder, &number_holder } },
  [QD_SLIDE_CONTENT] = { "obj", N_("Title and Content"),
    { &title_holder, &subtitle_holder, &part_holder, &body_holder, &footer_holder, &number_holder } },
  [QD_SLIDE_TITLE_ONLY] = { "titleOnly", N_("Title Only"),
    { &title_holder, &subtitle_holder, &part_holder, &footer_holder, &number_holder } },
};

static const Holder *const master_holders[] = { &title_holder, &body_holder, &footer_holder, &number_holder };

static const struct
{
  const char *element;
  const char *suffix;
} scripts[] = { { "a:latin", "lt" }, { "a:ea", "ea" }, { "a:cs", "cs" } };

/* The line of the foot ends before the logo. */
static QdBox
box_of (const Holder       *holder,
        const QdChartStyle *style)
{
  QdBox box = holder->box;
  double logo = style->logo != NULL ? qd_slide_logo_box (style).width + QD_SLIDE_FOOT_GAP : 0;

  if (holder == &footer_holder)
    box.width -= logo;
  if (holder == &part_holder || holder == &number_holder)
    box.x -= logo;

  return box;
}

static QdBox
to_emu (const QdBox *box,
        gboolean     mirrored)
{
  double x = mirrored ? QD_SLIDE_WIDTH - box->x - box->width : box->x;

  return (QdBox) { x * QD_EMU_PER_PIXEL, box->y * QD_EMU_PER_PIXEL, box->width * QD_EMU_PER_PIXEL,
                   box->height * QD_EMU_PER_PIXEL };
}

static void
write_spacing (QdXml      *xml,
               const char *name,
               const char *unit,
               int         value)
{
  qd_xml_start (xml, name, NULL);
  qd_xml_empty (xml, unit, "val=%d", value);
  qd_xml_end (xml, name);
}

static void
write_level (QdXml               *xml,
             const QdPptxPalette *palette,
             gboolean             mirrored,
             const char          *name,
             const Level         *level)
{
  qd_xml_start (xml, name, "marL=%d indent=%d algn=%s rtl=%d", (int) (level->margin * QD_EMU_PER_PIXEL),
                (int) (-level->indent * QD_EMU_PER_PIXEL), qd_pptx_align_name (level->align, mirrored), mirrored);
  write_spacing (xml, "a:lnSpc", "a:spcPct", level->line > 0 ? level->line : WHOLE);
  write_spacing (xml, "a:spcBef", "a:spcPts", (int) (level->before * 50));
  if (level->mark != NULL)
    {
      qd_xml_empty (xml, "a:buFont", "typeface=Arial");
      qd_xml_empty (xml, "a:buChar", "char=%s", level->mark);
    }
  else
    {
      qd_xml_empty (xml, "a:buNone", NULL);
    }
  qd_xml_start (xml, "a:defRPr", "sz=%d b=%d kern=1200", level->size * 50, level->bold);
  qd_pptx_fill_tone (xml, palette, level->tone);
  for (guint i = 0; level->font != NULL && i < G_N_ELEMENTS (scripts); i++)
    {
      g_autofree char *typeface = g_strdup_printf ("+%s-%s", level->font, scripts[i].suffix);

      qd_xml_empty (xml, scripts[i].element, "typeface=%s", typeface);
    }
  qd_xml_end (xml, "a:defRPr");
  qd_xml_end (xml, name);
}

static void
write_words (QdXml      *xml,
             const char *text)
{
  if (text == NULL)
    return;
  qd_xml_start (xml, "a:r", NULL);
  qd_xml_element (xml, "a:t", text);
  qd_xml_end (xml, "a:r");
}

static void
write_prompt (QdXml        *xml,
              const Holder *holder,
              const char   *footer)
{
  qd_xml_start (xml, "a:p", NULL);
  switch (holder->kind)
    {
    case QD_HOLDER_NUMBER:
      qd_pptx_write_number_field (xml, "‹#›");
      break;
    case QD_HOLDER_FOOTER:
      write_words (xml, footer);
      break;
    case QD_HOLDER_TITLE:
    case QD_HOLDER_SUBTITLE:
    case QD_HOLDER_PART:
    case QD_HOLDER_BODY:
    case QD_N_HOLDERS:
    default:
      write_words (xml, _(holder->prompt));
      break;
    }
  qd_xml_end (xml, "a:p");
}

static gboolean
is_of_master (const Holder *holder)
{
  for (guint i = 0; i < G_N_ELEMENTS (master_holders); i++)
    if (master_holders[i] == holder)
      return TRUE;

  return FALSE;
}

/* The master's placeholders say everything; those of layouts only what the master does not: LibreOffice lightens twice
 * what is said twice. */
static void
write_holder (QdXml              *xml,
              const QdPptxBase   *base,
              const QdChartStyle *style,
              const Holder       *holder,
              guint               id,
              gboolean            in_master)
{
  gboolean inherits = !in_master && is_of_master (holder);
  QdBox own = box_of (holder, style);
  QdBox box = to_emu (&own, style->mirrored);
  const char *type = holder == &body_holder && !in_master ? NULL : holder->type;

  qd_xml_start (xml, "p:sp", NULL);
  qd_xml_start (xml, "p:nvSpPr", NULL);
  qd_xml_empty (xml, "p:cNvPr", "id=%u name=%s", id, _(holder->name));
  qd_xml_start (xml, "p:cNvSpPr", NULL);
  qd_xml_empty (xml, "a:spLocks", "noGrp=1");
  qd_xml_end (xml, "p:cNvSpPr");
  qd_xml_start (xml, "p:nvPr", NULL);
  qd_pptx_write_ph (xml, type, holder->index, !in_master && holder->prompt != NULL);
  qd_xml_end (xml, "p:nvPr");
  qd_xml_end (xml, "p:nvSpPr");

  qd_xml_start (xml, "p:spPr", NULL);
  if (!inherits)
    {
      qd_pptx_write_xfrm (xml, "a:xfrm", &box);
      if (in_master)
        qd_pptx_write_geometry (xml, "rect");
    }
  qd_xml_end (xml, "p:spPr");

  qd_xml_start (xml, "p:txBody", NULL);
  if (inherits)
    {
      qd_xml_empty (xml, "a:bodyPr", NULL);
      qd_xml_empty (xml, "a:lstStyle", NULL);
    }
  else
    {
      const Level *look = &holder->look;

      qd_xml_start (xml, "a:bodyPr", "vert=horz wrap=square lIns=0 tIns=0 rIns=0 bIns=0 rtlCol=%d anchor=%s",
                    style->mirrored, holder->anchor);
      qd_xml_empty (xml, "a:normAutofit", NULL);
      qd_xml_end (xml, "a:bodyPr");
      qd_xml_start (xml, "a:lstStyle", NULL);
      if (look->size > 0)
        write_level (xml, &base->palette, style->mirrored, "a:lvl1pPr", look);
      qd_xml_end (xml, "a:lstStyle");
    }
  write_prompt (xml, holder, style->footer);
  qd_xml_end (xml, "p:txBody");
  qd_xml_end (xml, "p:sp");
}

static void
write_text_styles (QdXml              *xml,
                   const QdPptxBase   *base,
                   const QdChartStyle *style)
{
  static const char *const names[LEVELS] = {
    "a:lvl1pPr", "a:lvl2pPr", "a:lvl3pPr", "a:lvl4pPr", "a:lvl5pPr", "a:lvl6pPr", "a:lvl7pPr", "a:lvl8pPr", "a:lvl9pPr",
  };
  const Level title = {
    .size = QD_PPTX_TITLE_SIZE, .bold = TRUE, .tone = QD_TONE_INK, .line = TITLE_LINE, .font = "mj",
  };

  qd_xml_start (xml, "p:txStyles", NULL);
  qd_xml_start (xml, "p:titleStyle", NULL);
  write_level (xml, &base->palette, style->mirrored, names[0], &title);
  qd_xml_end (xml, "p:titleStyle");
  qd_xml_start (xml, "p:bodyStyle", NULL);
  for (int i = 0; i < LEVELS; i++)
    {
      int size = i == 0 ? QD_PPTX_BODY_SIZE : DEEPER_SIZE;
      const Level level = {
        .size = size, .tone = QD_TONE_INK, .margin = (i + 1) * QD_PPTX_BODY_SIZE * QD_SLIDE_INDENT,
        .indent = QD_PPTX_BODY_SIZE * QD_SLIDE_INDENT, .before = size * QD_SLIDE_POINT_GAP, .line = BODY_LINE,
        .mark = "•", .font = "mn",
      };

      write_level (xml, &base->palette, style->mirrored, names[i], &level);
    }
  qd_xml_end (xml, "p:bodyStyle");
  qd_xml_start (xml, "p:otherStyle", NULL);
  for (int i = 0; i < LEVELS; i++)
    {
      const Level level = {
        .size = QD_PPTX_BODY_SIZE, .tone = QD_TONE_INK, .margin = i * QD_PPTX_BODY_SIZE * QD_SLIDE_INDENT, .font = "mn",
      };

      write_level (xml, &base->palette, style->mirrored, names[i], &level);
    }
  qd_xml_end (xml, "p:otherStyle");
  qd_xml_end (xml, "p:txStyles");
}

/**
 * qd_pptx_write_color_map:
 * @xml: within a master, after p:cSld
 * @dark: the dark colours of the theme are the background
 */
void
qd_pptx_write_color_map (QdXml    *xml,
                         gboolean  dark)
{
  qd_xml_empty (xml, "p:clrMap",
                "bg1=%s tx1=%s bg2=%s tx2=%s accent1=accent1 accent2=accent2 accent3=accent3 accent4=accent4 "
                "accent5=accent5 accent6=accent6 hlink=hlink folHlink=folHlink",
                dark ? "dk1" : "lt1", dark ? "lt1" : "dk1", dark ? "dk2" : "lt2", dark ? "lt2" : "dk2");
}

/**
 * qd_pptx_write_background:
 * @xml: within the p:cSld of a master, first
 */
void
qd_pptx_write_background (QdXml *xml)
{
  qd_xml_start (xml, "p:bg", NULL);
  qd_xml_start (xml, "p:bgRef", "idx=1001");
  qd_xml_empty (xml, "a:schemeClr", "val=bg1");
  qd_xml_end (xml, "p:bgRef");
  qd_xml_end (xml, "p:bg");
}

static void
add_layout (QdPptxBase         *base,
            QdOpc              *opc,
            const QdChartStyle *style,
            QdSlideLayout       which)
{
  QdPptxLayout *layout = &base->layouts[which];
  QdXml *xml = qd_xml_new ();

  layout->part = g_strdup_printf ("ppt/slideLayouts/slideLayout%d.xml", which + 1);
  qd_xml_start (xml, "p:sldLayout", "xmlns:a=%s xmlns:r=%s xmlns:p=%s type=%s preserve=1", QD_NS_A, QD_NS_R, QD_NS_P,
                layouts[which].type);
  qd_xml_start (xml, "p:cSld", "name=%s", _(layouts[which].name));
  qd_pptx_start_tree (xml);
  for (guint i = 0; i < G_N_ELEMENTS (layouts[which].holders) && layouts[which].holders[i] != NULL; i++)
    {
      const Holder *holder = layouts[which].holders[i];
      QdBox box = box_of (holder, style);
      QdPptxHolder *kept = &layout->holders[holder->kind];

      write_holder (xml, base, style, holder, i + 2, FALSE);
      kept->present = TRUE;
      kept->type = g_strdup (holder == &body_holder ? NULL : holder->type);
      kept->index = holder->index;
      kept->box = to_emu (&box, style->mirrored);
    }
  qd_xml_end (xml, "p:spTree");
  qd_xml_end (xml, "p:cSld");
  qd_pptx_write_color_override (xml);
  qd_xml_end (xml, "p:sldLayout");

  qd_opc_add (opc, layout->part, QD_TYPE_PML ("slideLayout"), qd_xml_finish (xml));
  qd_opc_relate (opc, layout->part, QD_REL ("slideMaster"), base->master);
}

/* The company's picture, on the master alone. */
static void
write_logo (QdXml              *xml,
            QdOpc              *opc,
            const QdPptxBase   *base,
            const QdChartStyle *style,
            guint               id)
{
  QdBox box = qd_slide_logo_box (style);
  QdBox placed = to_emu (&box, style->mirrored);
  gsize length;
  guchar *data = g_base64_decode (strchr (style->logo, ',') + 1, &length);

  qd_opc_add (opc, LOGO, "image/png", g_bytes_new_take (data, length));
  qd_xml_start (xml, "p:pic", NULL);
  qd_xml_start (xml, "p:nvPicPr", NULL);
  qd_xml_empty (xml, "p:cNvPr", "id=%u name=%s descr=%s", id, _("Logo"), _("Logo"));
  qd_xml_start (xml, "p:cNvPicPr", NULL);
  qd_xml_empty (xml, "a:picLocks", "noChangeAspect=1");
  qd_xml_end (xml, "p:cNvPicPr");
  qd_xml_empty (xml, "p:nvPr", NULL);
  qd_xml_end (xml, "p:nvPicPr");
  qd_xml_start (xml, "p:blipFill", NULL);
  qd_xml_empty (xml, "a:blip", "r:embed=%s", qd_opc_relate (opc, base->master, QD_REL ("image"), LOGO));
  qd_xml_start (xml, "a:stretch", NULL);
  qd_xml_empty (xml, "a:fillRect", NULL);
  qd_xml_end (xml, "a:stretch");
  qd_xml_end (xml, "p:blipFill");
  qd_xml_start (xml, "p:spPr", NULL);
  qd_pptx_write_xfrm (xml, "a:xfrm", &placed);
  qd_pptx_write_geometry (xml, "rect");
  qd_xml_end (xml, "p:spPr");
  qd_xml_end (xml, "p:pic");
}

static void
add_master (QdPptxBase         *base,
            QdOpc              *opc,
            const QdChartStyle *style)
{
  QdXml *xml = qd_xml_new ();

  qd_xml_start (xml, "p:sldMaster", "xmlns:a=%s xmlns:r=%s xmlns:p=%s", QD_NS_A, QD_NS_R, QD_NS_P);
  qd_xml_start (xml, "p:cSld", NULL);
  qd_pptx_write_background (xml);
  qd_pptx_start_tree (xml);
  for (guint i = 0; i < G_N_ELEMENTS (master_holders); i++)
    write_holder (xml, base, style, master_holders[i], i + 2, TRUE);
  if (style->logo != NULL)
    write_logo (xml, opc, base, style, G_N_ELEMENTS (master_holders) + 2);
  qd_xml_end (xml, "p:spTree");
  qd_xml_end (xml, "p:cSld");
  qd_pptx_write_color_map (xml, base->palette.dark);
  qd_xml_start (xml, "p:sldLayoutIdLst", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    qd_xml_empty (xml, "p:sldLayoutId", "id=%u r:id=%s", QD_PPTX_FIRST_ID + 1 + i,
                  qd_opc_relate (opc, base->master, QD_REL ("slideLayout"), base->layouts[i].part));
  qd_xml_end (xml, "p:sldLayoutIdLst");
  write_text_styles (xml, base, style);
  qd_xml_end (xml, "p:sldMaster");

  qd_opc_add (opc, base->master, QD_TYPE_PML ("slideMaster"), qd_xml_finish (xml));
  qd_opc_relate (opc, base->master, QD_REL ("theme"), THEME);
}

/**
 * qd_pptx_base_init:
 * @base: (out caller-allocates): what slides stand on
 * @opc: a presentation
 * @style: how the deck looks
 *
 * Adds our own master, its theme and its layouts.
 */
void
qd_pptx_base_init (QdPptxBase         *base,
                   QdOpc              *opc,
                   const QdChartStyle *style)
{
  const QdBox whole = { 0, 0, QD_SLIDE_WIDTH, QD_SLIDE_HEIGHT };

  *base = (QdPptxBase) { .master = g_strdup (MASTER), .master_id = QD_PPTX_FIRST_ID };
  base->width = (int) (QD_SLIDE_WIDTH * QD_EMU_PER_PIXEL);
  base->height = (int) (QD_SLIDE_HEIGHT * QD_EMU_PER_PIXEL);
  base->content = to_emu (&whole, FALSE);
  qd_pptx_palette_init (&base->palette, style, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    add_layout (base, opc, style, i);
  add_master (base, opc, style);
  qd_pptx_add_theme (opc, THEME, style);
}

void
qd_pptx_base_clear (QdPptxBase *base)
{
  for (guint i = 0; i < G_N_ELEMENTS (base->layouts); i++)
    {
      g_clear_pointer (&base->layouts[i].part, g_free);
      for (guint j = 0; j < QD_N_HOLDERS; j++)
        g_clear_pointer (&base->layouts[i].holders[j].type, g_free);
    }
  g_clear_pointer (&base->master, g_free);
}
