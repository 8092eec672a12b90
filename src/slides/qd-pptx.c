#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-inline.h"
#include "qd-pptx-private.h"

/* A deck as PowerPoint, LibreOffice, Keynote and Google Slides open it. */

#define PRESENTATION "ppt/presentation.xml"
#define TABLE_STYLES "ppt/tableStyles.xml"
#define CORE         "docProps/core.xml"
#define APP          "docProps/app.xml"

#define TYPE_PRESENTATION QD_TYPE_PML ("presentation.main")
#define TYPE_CORE         "application/vnd.openxmlformats-package.core-properties+xml"
#define TYPE_APP          "application/vnd.openxmlformats-officedocument.extended-properties+xml"

#define REL_CORE "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
#define NS_CORE  "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
#define NS_DC    "http://purl.org/dc/elements/1.1/"
#define NS_APP   "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
#define NS_P14   "http://schemas.microsoft.com/office/powerpoint/2010/main"

/* What an extension of a presentation is: its slides in sections. */
#define SECTIONS_URI "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"

/* The least id of a slide. */
#define FIRST_SLIDE_ID 256

/* Notes are pages 7.5 inches wide and 10 high. */
#define NOTES_WIDTH  6858000
#define NOTES_HEIGHT 9144000

/* Layout and drawing take a part each. */
#define LAID_OUT 0.3

/* Returns: (transfer full): the user's language as documents write it */
static char *
current_language (void)
{
  const char *locale = g_get_language_names ()[0];
  g_autofree char *language = g_strndup (locale, strcspn (locale, ".@:"));

  if (strcmp (language, "C") == 0 || strcmp (language, "POSIX") == 0 || *language == '\0')
    return g_strdup ("en-US");

  return g_strdelimit (g_steal_pointer (&language), "_", '-');
}

/* The same section has the same id in every deck. */
static char *
section_id (const char *name,
            guint       index)
{
  g_autofree char *seed = g_strdup_printf ("%u/%s", index, name);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, seed, -1);
  g_autofree char *upper = g_ascii_strup (sum, -1);

  return g_strdup_printf ("{%.8s-%.4s-4%.3s-8%.3s-%.12s}", upper, upper + 8, upper + 12, upper + 15, upper + 18);
}

static const char *
section_name (const QdSlide *slide)
{
  return slide->section != NULL ? slide->section->topic : _("Overview");
}

/* The parts of the conversation, as the list of slides groups them. */
static void
write_sections (QdXml        *xml,
                const QdDeck *deck)
{
  const char *open = NULL;

  qd_xml_start (xml, "p:extLst", NULL);
  qd_xml_start (xml, "p:ext", "uri=%s", SECTIONS_URI);
  qd_xml_start (xml, "p14:sectionLst", "xmlns:p14=%s", NS_P14);
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const char *name = section_name (g_ptr_array_index (deck->slides, i));

      if (open == NULL || strcmp (open, name) != 0)
        {
          g_autofree char *id = section_id (name, i);
          g_autofree char *plain = qd_inline_dup_plain (name);

          if (open != NULL)
            {
              qd_xml_end (xml, "p14:sldIdLst");
              qd_xml_end (xml, "p14:section");
            }
          qd_xml_start (xml, "p14:section", "name=%s id=%s", plain, id);
          qd_xml_start (xml, "p14:sldIdLst", NULL);
          open = name;
        }
      qd_xml_empty (xml, "p14:sldId", "id=%u", FIRST_SLIDE_ID + i);
    }
  qd_xml_end (xml, "p14:sldIdLst");
  qd_xml_end (xml, "p14:section");
  qd_xml_end (xml, "p14:sectionLst");
  qd_xml_end (xml, "p:ext");
  qd_xml_end (xml, "p:extLst");
}

/* What text in boxes looks like that says nothing itself. */
static void
write_default_text (QdXml              *xml,
                    const QdPptxWriter *writer)
{
  qd_xml_start (xml, "p:defaultTextStyle", NULL);
  qd_xml_start (xml, "a:defPPr", NULL);
  qd_xml_empty (xml, "a:defRPr", "lang=%s", writer->language);
  qd_xml_end (xml, "a:defPPr");
  qd_xml_start (xml, "a:lvl1pPr", "marL=0 algn=%s defTabSz=914400 rtl=%d eaLnBrk=1 latinLnBrk=0 hangingPunct=1",
                qd_pptx_align_name (QD_ALIGN_START, writer->mirrored), writer->mirrored);
  qd_xml_start (xml, "a:defRPr", "sz=1600 kern=1200");
  qd_xml_start (xml, "a:solidFill", NULL);
  qd_xml_empty (xml, "a:schemeClr", "val=tx1");
  qd_xml_end (xml, "a:solidFill");
  qd_xml_empty (xml, "a:latin", "typeface=+mn-lt");
  qd_xml_empty (xml, "a:ea", "typeface=+mn-ea");
  qd_xml_empty (xml, "a:cs", "typeface=+mn-cs");
  qd_xml_end (xml, "a:defRPr");
  qd_xml_end (xml, "a:lvl1pPr");
  qd_xml_end (xml, "p:defaultTextStyle");
}

static void
add_presentation (const QdPptxWriter *writer,
                  const char         *notes_master)
{
  QdOpc *opc = writer->opc;
  QdXml *xml = qd_xml_new ();

  qd_xml_start (xml, "p:presentation", "xmlns:a=%s xmlns:r=%s xmlns:p=%s saveSubsetFonts=1 rtl=%s", QD_NS_A, QD_NS_R,
                QD_NS_P, writer->mirrored ? "1" : NULL);
  qd_xml_start (xml, "p:sldMasterIdLst", NULL);
  qd_xml_empty (xml, "p:sldMasterId", "id=%u r:id=%s", writer->base->master_id,
                qd_opc_relate (opc, PRESENTATION, QD_REL ("slideMaster"), writer->base->master));
  qd_xml_end (xml, "p:sldMasterIdLst");
  if (notes_master != NULL)
    {
      qd_xml_start (xml, "p:notesMasterIdLst", NULL);
      qd_xml_empty (xml, "p:notesMasterId", "r:id=%s",
                    qd_opc_relate (opc, PRESENTATION, QD_REL ("notesMaster"), notes_master));
      qd_xml_end (xml, "p:notesMasterIdLst");
    }
  qd_xml_start (xml, "p:sldIdLst", NULL);
  for (guint i = 0; i < writer->parts->len; i++)
    qd_xml_empty (xml, "p:sldId", "id=%u r:id=%s", FIRST_SLIDE_ID + i,
                  qd_opc_relate (opc, PRESENTATION, QD_REL ("slide"), g_ptr_array_index (writer->parts, i)));
  qd_xml_end (xml, "p:sldIdLst");
  qd_xml_empty (xml, "p:sldSz", "cx=%d cy=%d", writer->base->width, writer->base->height);
  qd_xml_empty (xml, "p:notesSz", "cx=%d cy=%d", NOTES_WIDTH, NOTES_HEIGHT);
  write_default_text (xml, writer);
  write_sections (xml, writer->deck);
  qd_xml_end (xml, "p:presentation");

  qd_opc_add (opc, PRESENTATION, TYPE_PRESENTATION, qd_xml_finish (xml));
  qd_opc_relate (opc, PRESENTATION, QD_REL ("theme"),
                 qd_opc_find_relation (opc, writer->base->master, "/theme", NULL)->target);
  qd_opc_relate (opc, "", QD_REL ("officeDocument"), PRESENTATION);
}

/* What every presentation is expected to have, even if it says nothing. */
static void
add_settings (const QdPptxWriter *writer)
{
  static const struct
  {
    const char *part;
    const char *type;
    const char *relation;
    const char *root;
  } settings[] = {
    { "ppt/presProps.xml", QD_TYPE_PML ("presProps"), QD_REL ("presProps"), "p:presentationPr" },
    { "ppt/viewProps.xml", QD_TYPE_PML ("viewProps"), QD_REL ("viewProps"), "p:viewPr" },
  };
  QdXml *xml;

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      xml = qd_xml_new ();
      qd_xml_empty (xml, settings[i].root, "xmlns:p=%s", QD_NS_P);
      qd_opc_add (writer->opc, settings[i].part, settings[i].type, qd_xml_finish (xml));
      qd_opc_relate (writer->opc, PRESENTATION, settings[i].relation, settings[i].part);
    }
  xml = qd_xml_new ();
  qd_xml_empty (xml, "a:tblStyleLst", "xmlns:a=%s def=%s", QD_NS_A, QD_PPTX_TABLE_STYLE);
  qd_opc_add (writer->opc, TABLE_STYLES, QD_TYPE_PML ("tableStyles"), qd_xml_finish (xml));
  qd_opc_relate (writer->opc, PRESENTATION, QD_REL ("tableStyles"), TABLE_STYLES);
}

/* Without times: the same plan gives the same file. */
static void
add_properties (const QdPptxWriter *writer)
{
  const QdOutline *outline = writer->deck->outline;
  g_autofree char *title = qd_inline_dup_plain (outline->title);
  g_autofree char *author = qd_inline_dup_plain (outline->facilitator);
  g_autofree char *slides = g_strdup_printf ("%u", writer->deck->slides->len);
  QdXml *xml = qd_xml_new ();

  qd_xml_start (xml, "cp:coreProperties", "xmlns:cp=%s xmlns:dc=%s", NS_CORE, NS_DC);
  qd_xml_element (xml, "dc:title", title);
  qd_xml_element (xml, "dc:subject", outline->quarter);
  qd_xml_element (xml, "dc:creator", *author != '\0' ? author : NULL);
  qd_xml_element (xml, "dc:language", writer->language);
  qd_xml_end (xml, "cp:coreProperties");
  qd_opc_add (writer->opc, CORE, TYPE_CORE, qd_xml_finish (xml));
  qd_opc_relate (writer->opc, "", REL_CORE, CORE);

  xml = qd_xml_new ();
  qd_xml_start (xml, "Properties", "xmlns=%s", NS_APP);
  qd_xml_element (xml, "Application", "Quarterdeck");
  qd_xml_element (xml, "Slides", slides);
  qd_xml_end (xml, "Properties");
  qd_opc_add (writer->opc, APP, TYPE_APP, qd_xml_finish (xml));
  qd_opc_relate (writer->opc, "", QD_REL ("extended-properties"), APP);
}

static gboolean
has_notes (const QdDeck *deck)
{
  for (guint i = 0; i < deck->slides->len; i++)
    if (((const QdSlide *) g_ptr_array_index (deck->slides, i))->notes->len > 0)
      return TRUE;

  return FALSE;
}

/* Returns: whether all slides could be written */
static gboolean
add_slides (QdPptxWriter           *writer,
            const QdExportOptions  *options,
            GError                **error)
{
  const GPtrArray *slides = writer->deck->slides;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gboolean notes = options->notes && has_notes (writer->deck);
  const char *notes_master = notes ? qd_pptx_add_notes_master (writer) : NULL;

  writer->parts = parts;
  for (guint i = 0; i < slides->len; i++)
    g_ptr_array_add (parts, qd_opc_reserve_name (writer->opc, "ppt/slides/slide", "xml"));
  for (guint i = 0; i < slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (slides, i);

      if (!qd_export_step (options, LAID_OUT + (1 - LAID_OUT) * i / slides->len, error))
        return FALSE;
      if (!qd_pptx_add_slide (writer, i + 1, error))
        return FALSE;
      if (notes && slide->notes->len > 0)
        qd_pptx_add_notes (writer, g_ptr_array_index (parts, i), i + 1);
    }
  add_presentation (writer, notes_master);
  writer->parts = NULL;

  return TRUE;
}

/**
 * qd_pptx_write:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings
 * @options: what was chosen
 * @error: return location for an error
 *
 * Returns: (transfer full): a presentation, or %NULL with @error set
 */
GBytes *
qd_pptx_write (QdFigures              *figures,
               GPtrArray              *findings,
               const QdExportOptions  *options,
               GError                **error)
{
  g_autoptr (QdOpc) opc = qd_opc_new ();
  g_autoptr (QdOutline) outline = NULL;
  g_autoptr (QdPagePlan) page = NULL;
  g_autoptr (QdDeck) deck = NULL;
  g_autofree char *language = current_language ();
  g_autofree char *foot = NULL;
  g_autofree char *footer = NULL;
  QdChartStyle style = options->style;
  QdPptxBase base = { 0 };
  QdPptxWriter writer = { opc, .base = &base, .language = language, .mirrored = style.mirrored };
  gboolean written;

  qd_pptx_choose_font (&style);
  if (options->template_path != NULL)
    {
      if (!qd_pptx_template_load (&base, opc, options->template_path, &style, error))
        return NULL;
    }
  else
    {
      qd_pptx_base_init (&base, opc, &style);
    }

  outline = qd_outline_new (figures, findings, options->audience);
  if (options->shape == QD_EXPORT_PAGE)
    page = qd_pptx_plan_page (&base, outline, &style, &deck);
  else
    deck = qd_deck_new_editable (outline, &style);
  foot = qd_deck_dup_foot (deck);
  footer = qd_inline_dup_plain (foot);
  writer.deck = deck;
  writer.page = page;
  writer.footer = footer;
  written = add_slides (&writer, options, error);
  if (written)
    {
      add_settings (&writer);
      add_properties (&writer);
    }
  qd_pptx_base_clear (&base);

  return written ? qd_opc_write (opc, error) : NULL;
}

/**
 * qd_pptx_check_template:
 * @path: a file
 * @error: return location for an error: a sentence that says why it cannot be one
 *
 * Returns: whether it can be the template of a presentation
 */
gboolean
qd_pptx_check_template (const char  *path,
                        GError     **error)
{
  g_autoptr (QdOpc) opc = qd_opc_new ();
  QdPptxBase base = { 0 };
  QdChartStyle style;
  gboolean taken;

  qd_chart_style_init (&style, FALSE);
  taken = qd_pptx_template_load (&base, opc, path, &style, error);
  qd_pptx_base_clear (&base);

  return taken;
}
