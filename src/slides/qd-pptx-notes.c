#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <glib/gi18n-lib.h>

/* Pages with what a speaker may want to know, one for each slide that has such, and their master. */

#define MASTER "ppt/notesMasters/notesMaster1.xml"
#define LEVELS 9
#define SIZE   1200

/* A page 7.5 inches wide and 10 high, in EMU. */
static const QdBox image_box = { 685800, 685800, 5486400, 3086100 };
static const QdBox text_box = { 685800, 4000500, 5486400, 4457700 };

static void
write_holder (QdXml       *xml,
              guint        id,
              const char  *name,
              const char  *type,
              guint        index,
              const QdBox *box)
{
  gboolean image = g_str_equal (type, "sldImg");

  qd_xml_start (xml, "p:nvSpPr", NULL);
  qd_xml_empty (xml, "p:cNvPr", "id=%u name=%s", id, name);
  qd_xml_start (xml, "p:cNvSpPr", NULL);
  qd_xml_empty (xml, "a:spLocks", "noGrp=1 noRot=%s noChangeAspect=%s", image ? "1" : NULL, image ? "1" : NULL);
  qd_xml_end (xml, "p:cNvSpPr");
  qd_xml_start (xml, "p:nvPr", NULL);
  qd_pptx_write_ph (xml, type, index, FALSE);
  qd_xml_end (xml, "p:nvPr");
  qd_xml_end (xml, "p:nvSpPr");
  qd_xml_start (xml, "p:spPr", NULL);
  if (box != NULL)
    {
      qd_pptx_write_xfrm (xml, "a:xfrm", box);
      qd_pptx_write_geometry (xml, "rect");
    }
  qd_xml_end (xml, "p:spPr");
}

static void
write_text_style (QdXml    *xml,
                  gboolean  mirrored)
{
  qd_xml_start (xml, "p:notesStyle", NULL);
  for (int i = 0; i < LEVELS; i++)
    {
      g_autofree char *name = g_strdup_printf ("a:lvl%dpPr", i + 1);

      qd_xml_start (xml, name, "marL=%d algn=%s rtl=%d", i * 457200, qd_pptx_align_name (QD_ALIGN_START, mirrored),
                    mirrored);
      qd_xml_start (xml, "a:defRPr", "sz=%d", SIZE);
      qd_xml_start (xml, "a:solidFill", NULL);
      qd_xml_empty (xml, "a:schemeClr", "val=tx1");
      qd_xml_end (xml, "a:solidFill");
      qd_xml_empty (xml, "a:latin", "typeface=+mn-lt");
      qd_xml_end (xml, "a:defRPr");
      qd_xml_end (xml, name);
    }
  qd_xml_end (xml, "p:notesStyle");
}

/**
 * qd_pptx_add_notes_master:
 * @writer: a writer
 *
 * Adds what all pages of notes stand on: the picture of a slide above, text below. Always black on white.
 *
 * Returns: (transfer none): the name of its part
 */
const char *
qd_pptx_add_notes_master (QdPptxWriter *writer)
{
  g_autofree char *theme = qd_opc_dup_free_name (writer->opc, "ppt/theme/theme", "xml");
  QdChartStyle style;
  QdXml *xml = qd_xml_new ();

  qd_chart_style_init (&style, FALSE);
  qd_pptx_add_theme (writer->opc, theme, &style);
  qd_opc_relate (writer->opc, MASTER, QD_REL ("theme"), theme);

  qd_xml_start (xml, "p:notesMaster", "xmlns:a=%s xmlns:r=%s xmlns:p=%s", QD_NS_A, QD_NS_R, QD_NS_P);
  qd_xml_start (xml, "p:cSld", NULL);
  qd_pptx_write_background (xml);
  qd_pptx_start_tree (xml);
  qd_xml_start (xml, "p:sp", NULL);
  write_holder (xml, 2, _("Slide"), "sldImg", 2, &image_box);
  qd_xml_end (xml, "p:sp");
  qd_xml_start (xml, "p:sp", NULL);
  write_holder (xml, 3, _("Notes"), "body", 3, &text_box);
  qd_xml_start (xml, "p:txBody", NULL);
  qd_xml_empty (xml, "a:bodyPr", NULL);
  qd_xml_empty (xml, "a:lstStyle", NULL);
  qd_xml_empty (xml, "a:p", NULL);
  qd_xml_end (xml, "p:txBody");
  qd_xml_end (xml, "p:sp");
  qd_xml_end (xml, "p:spTree");
  qd_xml_end (xml, "p:cSld");
  qd_pptx_write_color_map (xml, FALSE);
  write_text_style (xml, writer->mirrored);
  qd_xml_end (xml, "p:notesMaster");
  qd_opc_add (writer->opc, MASTER, QD_TYPE_PML ("notesMaster"), qd_xml_finish (xml));

  return MASTER;
}

/**
 * qd_pptx_add_notes:
 * @writer: a writer; the master of notes is there
 * @slide_part: the name of a slide's part
 * @number: which slide, from 1; it has notes
 */
void
qd_pptx_add_notes (QdPptxWriter *writer,
                   const char   *slide_part,
                   guint         number)
{
  const QdSlide *slide = g_ptr_array_index (writer->deck->slides, number - 1);
  g_autofree char *part = qd_opc_dup_free_name (writer->opc, "ppt/notesSlides/notesSlide", "xml");
  const QdPptxParagraph paragraph = { .own_place = writer->mirrored };
  const QdPptxFont font = { 0 };
  QdXml *xml = writer->xml = qd_xml_new ();

  writer->part = part;
  qd_opc_relate (writer->opc, part, QD_REL ("notesMaster"), MASTER);
  qd_opc_relate (writer->opc, part, QD_REL ("slide"), slide_part);
  qd_opc_relate (writer->opc, slide_part, QD_REL ("notesSlide"), part);

  qd_xml_start (xml, "p:notes", "xmlns:a=%s xmlns:r=%s xmlns:p=%s", QD_NS_A, QD_NS_R, QD_NS_P);
  qd_xml_start (xml, "p:cSld", NULL);
  qd_pptx_start_tree (xml);
  qd_xml_start (xml, "p:sp", NULL);
  write_holder (xml, 2, _("Slide"), "sldImg", 2, NULL);
  qd_xml_end (xml, "p:sp");
  qd_xml_start (xml, "p:sp", NULL);
  write_holder (xml, 3, _("Notes"), "body", 3, NULL);
  qd_xml_start (xml, "p:txBody", NULL);
  qd_xml_empty (xml, "a:bodyPr", NULL);
  qd_xml_empty (xml, "a:lstStyle", NULL);
  for (guint i = 0; i < slide->notes->len; i++)
    {
      qd_pptx_start_paragraph (writer, &paragraph);
      qd_pptx_write_inline (writer, g_ptr_array_index (slide->notes, i), &font);
      qd_pptx_end_paragraph (writer, NULL);
    }
  qd_xml_end (xml, "p:txBody");
  qd_xml_end (xml, "p:sp");
  qd_xml_end (xml, "p:spTree");
  qd_xml_end (xml, "p:cSld");
  qd_pptx_write_color_override (xml);
  qd_xml_end (xml, "p:notes");
  qd_opc_add (writer->opc, part, QD_TYPE_PML ("notesSlide"), qd_xml_finish (xml));
  writer->xml = NULL;
  writer->part = NULL;
}
