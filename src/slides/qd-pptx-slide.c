#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A box that is this near to where the layout has it is there. In EMU. */
#define SAME_PLACE (2.0 * QD_EMU_PER_PIXEL)

static const QdPptxHolder *
find_holder (QdPptxWriter     *writer,
             const QdSlide    *slide,
             QdPptxHolderKind  kind)
{
  const QdPptxHolder *holder = &writer->base->layouts[slide->layout].holders[kind];

  return holder->present ? holder : NULL;
}

/* A template's places stay; in our own, what takes more or less room than usual says where it is. */
static gboolean
is_elsewhere (QdPptxWriter       *writer,
              const QdPptxHolder *holder,
              const QdBox        *wanted)
{
  if (writer->base->foreign)
    return FALSE;

  return fabs (holder->box.x - wanted->x) > SAME_PLACE || fabs (holder->box.y - wanted->y) > SAME_PLACE
         || fabs (holder->box.width - wanted->width) > SAME_PLACE
         || wanted->height > holder->box.height + SAME_PLACE;
}

/* Opens a placeholder. @wanted is where we would have it, in EMU. */
static void
start_holder (QdPptxWriter       *writer,
              const QdPptxHolder *holder,
              const char         *name,
              const QdBox        *wanted)
{
  QdXml *xml = writer->xml;

  qd_xml_start (xml, "p:sp", NULL);
  qd_xml_start (xml, "p:nvSpPr", NULL);
  qd_pptx_write_name (writer, name, NULL);
  qd_xml_start (xml, "p:cNvSpPr", NULL);
  qd_xml_empty (xml, "a:spLocks", "noGrp=1");
  qd_xml_end (xml, "p:cNvSpPr");
  qd_xml_start (xml, "p:nvPr", NULL);
  qd_pptx_write_ph (xml, holder->type, holder->index, FALSE);
  qd_xml_end (xml, "p:nvPr");
  qd_xml_end (xml, "p:nvSpPr");
  qd_xml_start (xml, "p:spPr", NULL);
  if (wanted != NULL && is_elsewhere (writer, holder, wanted))
    qd_pptx_write_xfrm (xml, "a:xfrm", wanted);
  qd_xml_end (xml, "p:spPr");
  qd_xml_start (xml, "p:txBody", NULL);
  qd_xml_start (xml, "a:bodyPr", NULL);
  qd_xml_empty (xml, "a:normAutofit", NULL);
  qd_xml_end (xml, "a:bodyPr");
  qd_xml_empty (xml, "a:lstStyle", NULL);
}

static void
end_holder (QdPptxWriter *writer)
{
  qd_xml_end (writer->xml, "p:txBody");
  qd_xml_end (writer->xml, "p:sp");
}

/* With a template, sizes are the template's. */
static double
own_size (QdPptxWriter *writer,
          double        size,
          double        inherited)
{
  return writer->base->foreign || fabs (size - inherited) < 0.5 ? 0 : size;
}

/* Titles are plain; what blocks say is as typed. */
static void
write_line (QdPptxWriter          *writer,
            const char            *plain,
            const QdPptxParagraph *paragraph,
            const QdPptxFont      *font)
{
  qd_pptx_start_paragraph (writer, paragraph);
  qd_pptx_write_run (writer, plain, font);
  qd_pptx_end_paragraph (writer, NULL);
}

static void
write_markdown (QdPptxWriter          *writer,
                const char            *markdown,
                const QdPptxParagraph *paragraph,
                const QdPptxFont      *font)
{
  qd_pptx_start_paragraph (writer, paragraph);
  qd_pptx_write_inline (writer, markdown, font);
  qd_pptx_end_paragraph (writer, NULL);
}

static void
write_title (QdPptxWriter  *writer,
             const QdSlide *slide)
{
  const QdPptxHolder *holder = find_holder (writer, slide, QD_HOLDER_TITLE);
  const QdPptxFont font = { own_size (writer, slide->title_size, slide->layout == QD_SLIDE_TITLE ? QD_PPTX_COVER_SIZE
                                                                                         : QD_PPTX_TITLE_SIZE), FALSE };
  const QdPptxParagraph paragraph = { 0 };
  QdBox wanted = qd_pptx_place (writer, &slide->title_box);

  start_holder (writer, holder, _("Title"), &wanted);
  write_line (writer, slide->title, &paragraph, &font);
  end_holder (writer);
}

/* Where a template has no place for the subtitle: on the first slide below the title, wherever that is. */
static QdBox
subtitle_place (QdPptxWriter  *writer,
                const QdSlide *slide)
{
  const QdBox *title = &find_holder (writer, slide, QD_HOLDER_TITLE)->box;
  QdBox place = qd_pptx_place (writer, &slide->subtitle_box);

  if (slide->layout != QD_SLIDE_TITLE || title->width <= 0)
    return place;

  place.x = title->x;
  place.width = MIN (title->width, writer->base->width - title->x);
  place.y = MIN (title->y + title->height, writer->base->height - place.height);

  return place;
}

/* Our layouts have a placeholder for it, others only on the first slide. */
static void
write_subtitle (QdPptxWriter  *writer,
                const QdSlide *slide)
{
  const QdPptxHolder *holder = find_holder (writer, slide, QD_HOLDER_SUBTITLE);
  double usual = slide->layout == QD_SLIDE_TITLE ? QD_PPTX_COVER_SUBTITLE : QD_PPTX_SUBTITLE_SIZE;
  QdBox wanted = qd_pptx_place (writer, &slide->subtitle_box);
  const QdPptxParagraph inherited = { 0 };
  const QdPptxParagraph own = { .own_place = TRUE };
  const QdPptxFont font = { own_size (writer, slide->subtitle_size, usual) };
  const QdPptxFont own_font = { slide->subtitle_size, FALSE, writer->base->palette.tones[QD_TONE_INK2] };

  if (slide->subtitle == NULL || *slide->subtitle == '\0')
    return;
  if (holder != NULL)
    {
      start_holder (writer, holder, _("Subtitle"), &wanted);
      write_line (writer, slide->subtitle, &inherited, &font);
      end_holder (writer);
      return;
    }
  wanted = subtitle_place (writer, slide);
  qd_pptx_start_text_box (writer, _("Subtitle"), &wanted, TRUE, "t", QD_COLOR_NONE);
  write_line (writer, slide->subtitle, &own, &own_font);
  qd_pptx_end_text_box (writer);
}

/* The agenda leads to what it names. */
static const char *
find_slide (QdPptxWriter         *writer,
            const QdOutlinePoint *point)
{
  guint slide = writer->slide->section == NULL ? qd_deck_find_topic (writer->deck, point->text) : 0;

  return slide > 0 ? g_ptr_array_index (writer->parts, slide) : NULL;
}

static void
write_points (QdPptxWriter      *writer,
              const QdSlideItem *item,
              gboolean           in_body)
{
  QdPptxFont font = {
    .size = in_body ? own_size (writer, item->text_size, QD_PPTX_BODY_SIZE) : item->text_size,
  };
  double indent = qd_slide_indent (item->block);
  guint first = item->numbers[0];
  gboolean as_master = in_body && font.size == 0 && indent <= QD_SLIDE_INDENT;

  /* What counts on from the same number is one list, in which points can be moved. */
  if (first == 0 && item->points->len > 1)
    first = item->numbers[1];
  for (guint i = 0; i < item->points->len; i++)
    {
      gboolean continues = item->numbers[i] == 0;
      const QdPptxParagraph paragraph = {
        .own_place = !in_body,
        .line = in_body ? 0 : QD_PPTX_LINE,
        .before = as_master || i == 0 ? 0 : item->text_size * QD_SLIDE_POINT_GAP,
        .indent = as_master ? 0 : item->text_size * indent,
        .mark = continues ? "" : item->block->numbered ? QD_PPTX_NUMBERED : in_body ? NULL : "•",
        .number = continues ? QD_PPTX_CONTINUED : first,
      };

      font.slide = find_slide (writer, g_ptr_array_index (item->points, i));
      qd_pptx_start_paragraph (writer, &paragraph);
      qd_pptx_write_point (writer, g_ptr_array_index (item->points, i), &font);
      qd_pptx_end_paragraph (writer, NULL);
    }
}

/* Paragraphs of a text are apart by a blank line. */
static void
write_paragraphs (QdPptxWriter      *writer,
                  const QdSlideItem *item,
                  gboolean           in_body,
                  const QdPptxFont  *font)
{
  g_auto (GStrv) texts = g_strsplit (item->text != NULL ? item->text : "", "\n\n", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      const QdPptxParagraph paragraph = {
        .own_place = !in_body, .line = in_body ? 0 : QD_PPTX_LINE,
        .before = i > 0 ? item->text_size * QD_SLIDE_POINT_GAP : 0, .mark = in_body ? "" : NULL,
      };

      write_markdown (writer, texts[i], &paragraph, font);
    }
}

/* What is laid out for our master stands in the room that a template has, in the middle, and as large as it gets. */
static void
find_place (QdPptxWriter  *writer,
            const QdSlide *slide)
{
  const QdPptxBase *base = writer->base;
  QdBox ours = { QD_SLIDE_MARGIN, QD_PPTX_CONTENT_TOP, QD_SLIDE_WIDTH - 2 * QD_SLIDE_MARGIN, 0 };

  if (slide->subtitle != NULL)
    ours.y = slide->subtitle_box.y;
  ours.height = QD_PPTX_CONTENT_BOTTOM - ours.y;
  if (!base->foreign)
    ours = (QdBox) { 0, 0, QD_SLIDE_WIDTH, QD_SLIDE_HEIGHT };

  writer->scale = MIN (base->content.width / ours.width, base->content.height / ours.height);
  writer->left = base->content.x + (base->content.width - ours.width * writer->scale) / 2 - ours.x * writer->scale;
  /* Another program may have rounded where the title stands. */
  if (writer->left < 0 && writer->left > -SAME_PLACE)
    writer->left = 0;
  writer->top = base->content.y - ours.y * writer->scale;
}

/* A page is made for just this room. */
static void
place_page (QdPptxWriter *writer)
{
  writer->scale = QD_EMU_PER_PIXEL;
  writer->left = writer->base->content.x;
  writer->top = writer->base->content.y;
}

/* Text that is the body of its slide is in the placeholder for that. */
static void
write_body (QdPptxWriter       *writer,
            const QdPptxHolder *holder,
            const QdSlideItem  *item)
{
  const QdPptxFont font = { .size = own_size (writer, item->text_size, QD_PPTX_BODY_SIZE) };
  QdBox wanted = qd_pptx_place (writer, &item->box);

  wanted.height = MAX (wanted.height, holder->box.y + holder->box.height - wanted.y);
  start_holder (writer, holder, _("Content"), &wanted);
  if (item->kind == QD_ITEM_POINTS)
    write_points (writer, item, TRUE);
  else
    write_paragraphs (writer, item, TRUE, &font);
  end_holder (writer);
}

/* Large, and what it is of below. */
static void
write_figure (QdPptxWriter         *writer,
              const QdOutlinePoint *figure,
              double                size,
              const QdPptxFont     *font)
{
  const QdPptxFont large = { size, TRUE, writer->base->palette.tones[QD_TONE_INK] };
  const QdPptxParagraph paragraph = { .own_place = TRUE };

  write_markdown (writer, figure->lead, &paragraph, &large);
  write_markdown (writer, figure->text, &paragraph, font);
}

static void
write_text_item (QdPptxWriter      *writer,
                 const QdSlideItem *item)
{
  static const struct
  {
    const char *name;
    gboolean    bold;
    QdTone      tone;
    const char *anchor;
  } looks[] = {
    [QD_ITEM_HEADING] = { N_("Heading"), TRUE, QD_TONE_INK, "t" },
    [QD_ITEM_TEXT] = { N_("Text"), FALSE, QD_TONE_INK, "t" },
    [QD_ITEM_POINTS] = { N_("Points"), FALSE, QD_TONE_INK, "t" },
    [QD_ITEM_FIGURE] = { N_("Figure"), FALSE, QD_TONE_INK2, "t" },
    [QD_ITEM_NOTE] = { N_("Note"), FALSE, QD_TONE_INK2, "t" },
  };
  QdBox placed = qd_pptx_place (writer, &item->box);
  const QdPptxFont font = {
    item->text_size, looks[item->kind].bold, writer->base->palette.tones[looks[item->kind].tone],
  };

  qd_pptx_start_text_box (writer, _(looks[item->kind].name), &placed, TRUE, looks[item->kind].anchor, QD_COLOR_NONE);
  if (item->kind == QD_ITEM_POINTS)
    write_points (writer, item, FALSE);
  else if (item->kind == QD_ITEM_FIGURE)
    write_figure (writer, g_ptr_array_index (item->points, 0), item->figure_size, &font);
  else
    write_paragraphs (writer, item, FALSE, &font);
  qd_pptx_end_text_box (writer);
}

/* Returns: whether it could be written */
static gboolean
write_chart (QdPptxWriter       *writer,
             const QdSlideItem  *item,
             GError            **error)
{
  g_autoptr (QdChartBars) bars = qd_pptx_get_bars (item);

  if (bars != NULL)
    return qd_pptx_write_bars (writer, item, bars, error);

  qd_pptx_write_marks (writer, item);

  return TRUE;
}

static gboolean
write_item (QdPptxWriter       *writer,
            const QdSlideItem  *item,
            GError            **error)
{
  switch (item->kind)
    {
    case QD_ITEM_TABLE:
      qd_pptx_write_table (writer, item);
      return TRUE;
    case QD_ITEM_CHART:
      return write_chart (writer, item, error);
    case QD_ITEM_FIGURE:
    case QD_ITEM_HEADING:
    case QD_ITEM_TEXT:
    case QD_ITEM_POINTS:
    case QD_ITEM_NOTE:
    default:
      write_text_item (writer, item);
      return TRUE;
    }
}

static gboolean
write_items (QdPptxWriter   *writer,
             const QdSlide  *slide,
             GError        **error)
{
  const QdPptxHolder *body = slide->layout == QD_SLIDE_CONTENT ? find_holder (writer, slide, QD_HOLDER_BODY) : NULL;

  for (guint i = 0; i < slide->items->len; i++)
    {
      const QdSlideItem *item = g_ptr_array_index (slide->items, i);

      if (body != NULL && (item->kind == QD_ITEM_POINTS || item->kind == QD_ITEM_TEXT))
        {
          write_body (writer, body, item);
          body = NULL;
        }
      else if (!write_item (writer, item, error))
        {
          return FALSE;
        }
    }

  return TRUE;
}

/* “2 of 3”; a template has no place for it but at the end of the subtitle's line. */
static void
write_part (QdPptxWriter       *writer,
            const QdSlide      *slide,
            const QdPptxHolder *holder)
{
  const QdBox box = { QD_SLIDE_WIDTH - QD_SLIDE_MARGIN - QD_PPTX_PART_WIDTH, slide->subtitle_box.y, QD_PPTX_PART_WIDTH,
                      QD_SLIDE_MIN_TEXT * QD_SLIDE_LINE };
  QdBox placed = qd_pptx_place (writer, &box);
  const QdPptxParagraph inherited = { 0 };
  const QdPptxParagraph own = { .align = QD_ALIGN_END, .own_place = TRUE };
  const QdPptxFont font = { 0 };
  const QdPptxFont own_font = { QD_SLIDE_MIN_TEXT, FALSE, writer->base->palette.tones[QD_TONE_INK2] };

  if (holder != NULL)
    {
      start_holder (writer, holder, _("Part"), NULL);
      write_line (writer, slide->part, &inherited, &font);
      end_holder (writer);
      return;
    }
  if (slide->subtitle == NULL)
    return;
  qd_pptx_start_text_box (writer, _("Part"), &placed, TRUE, "t", QD_COLOR_NONE);
  write_line (writer, slide->part, &own, &own_font);
  qd_pptx_end_text_box (writer);
}

/**
 * qd_pptx_write_footer:
 * @writer: a writer, on a slide
 * @words: (nullable): what stands at its foot
 * @wanted: (nullable): where, in EMU; %NULL for where the layout has it
 */
void
qd_pptx_write_footer (QdPptxWriter *writer,
                      const char   *words,
                      const QdBox  *wanted)
{
  const QdSlide *slide = writer->slide;
  const QdPptxHolder *footer = find_holder (writer, slide, QD_HOLDER_FOOTER);
  const QdPptxParagraph paragraph = { 0 };
  const QdPptxFont font = { 0 };

  if (footer == NULL || words == NULL)
    return;
  start_holder (writer, footer, _("Footer"), wanted);
  write_line (writer, words, &paragraph, &font);
  end_holder (writer);
}

static void
write_foot (QdPptxWriter  *writer,
            const QdSlide *slide,
            guint          number)
{
  const QdPptxHolder *place = find_holder (writer, slide, QD_HOLDER_NUMBER);
  const QdPptxHolder *part = find_holder (writer, slide, QD_HOLDER_PART);
  const QdPptxParagraph paragraph = { 0 };

  if (slide->layout == QD_SLIDE_TITLE)
    return;
  qd_pptx_write_footer (writer, writer->footer, NULL);
  if (slide->part != NULL)
    write_part (writer, slide, part);
  if (place != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%u", number);

      start_holder (writer, place, _("Slide number"), NULL);
      qd_pptx_start_paragraph (writer, &paragraph);
      qd_pptx_write_number_field (writer->xml, text);
      qd_pptx_end_paragraph (writer, NULL);
      end_holder (writer);
    }
}

/**
 * qd_pptx_add_slide:
 * @writer: a writer
 * @number: which slide, from 1
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set if it could not be written
 */
gboolean
qd_pptx_add_slide (QdPptxWriter  *writer,
                   guint          number,
                   GError       **error)
{
  const QdSlide *slide = g_ptr_array_index (writer->deck->slides, number - 1);
  const char *part = g_ptr_array_index (writer->parts, number - 1);
  g_autoptr (QdXml) xml = qd_xml_new ();

  writer->slide = slide;
  writer->xml = xml;
  writer->part = part;
  writer->n_ids = 0;
  if (writer->page != NULL)
    place_page (writer);
  else
    find_place (writer, slide);
  qd_opc_relate (writer->opc, part, QD_REL ("slideLayout"), writer->base->layouts[slide->layout].part);

  qd_xml_start (xml, "p:sld", "xmlns:a=%s xmlns:r=%s xmlns:p=%s", QD_NS_A, QD_NS_R, QD_NS_P);
  qd_xml_start (xml, "p:cSld", NULL);
  qd_pptx_start_tree (xml);
  write_title (writer, slide);
  write_subtitle (writer, slide);
  if (writer->page != NULL)
    {
      qd_pptx_write_page (writer, writer->page);
    }
  else
    {
      if (!write_items (writer, slide, error))
        return FALSE;
      write_foot (writer, slide, number);
    }
  qd_xml_end (xml, "p:spTree");
  qd_xml_end (xml, "p:cSld");
  qd_pptx_write_color_override (xml);
  qd_xml_end (xml, "p:sld");
  qd_opc_add (writer->opc, part, QD_TYPE_PML ("slide"), qd_xml_finish (g_steal_pointer (&xml)));
  writer->slide = NULL;
  writer->xml = NULL;
  writer->part = NULL;

  return TRUE;
}
