#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <math.h>
#include <string.h>

#include "qd-bidi.h"
#include "qd-inline.h"

/* Between the words in front of a point and what follows. */
#define LEAD_SEPARATOR " \342\200\223 "

/* What a link within a presentation does. */
#define TO_SLIDE "ppaction://hlinksldjump"

/* Letters of one width, which every Office program has. */
#define CODE_FONT "Courier New"

/* A run of text in a cell or a box of PowerPoint has a bound of its own. */
#define FONT_SIZE_MIN 100
#define FONT_SIZE_MAX 400000

/* Returns: (nullable) (transfer full): a size in hundredths of a point, as attributes have it */
static char *
size_text (const QdPptxWriter *writer,
           double              pixels)
{
  double points = pixels * writer->scale / QD_EMU_PER_POINT;

  if (pixels <= 0)
    return NULL;

  return g_strdup_printf ("%d", CLAMP ((int) lround (points * 100), FONT_SIZE_MIN, FONT_SIZE_MAX));
}

static void
write_run_look (QdPptxWriter     *writer,
                const char       *name,
                const QdPptxFont *font,
                QdInlineFlags     flags,
                const char       *link)
{
  QdXml *xml = writer->xml;
  g_autofree char *size = size_text (writer, font->size);
  gboolean bold = font->bold || (flags & QD_INLINE_STRONG) != 0;

  qd_xml_start (xml, name, "lang=%s sz=%s b=%s i=%s strike=%s dirty=0", writer->language, size, bold ? "1" : NULL,
                (flags & QD_INLINE_EMPHASIS) != 0 ? "1" : NULL,
                (flags & QD_INLINE_STRUCK) != 0 ? "sngStrike" : NULL);
  if (font->color != QD_COLOR_NONE && link == NULL)
    qd_pptx_fill_color (xml, &writer->base->palette, font->color);
  if ((flags & QD_INLINE_CODE) != 0)
    {
      qd_xml_empty (xml, "a:latin", "typeface=%s", CODE_FONT);
      qd_xml_empty (xml, "a:cs", "typeface=%s", CODE_FONT);
    }
  if (link != NULL)
    qd_xml_empty (xml, "a:hlinkClick", "r:id=%s",
                  qd_opc_relate_outside (writer->opc, writer->part, QD_REL ("hyperlink"), link));
  else if (font->slide != NULL)
    qd_xml_empty (xml, "a:hlinkClick", "r:id=%s action=%s",
                  qd_opc_relate (writer->opc, writer->part, QD_REL ("slide"), font->slide), TO_SLIDE);
  qd_xml_end (xml, name);
}

static void
write_break (QdPptxWriter     *writer,
             const QdPptxFont *font)
{
  qd_xml_start (writer->xml, "a:br", NULL);
  write_run_look (writer, "a:rPr", font, QD_INLINE_PLAIN, NULL);
  qd_xml_end (writer->xml, "a:br");
}

static void
write_line (QdPptxWriter     *writer,
            const char       *text,
            const QdPptxFont *font,
            QdInlineFlags     flags,
            const char       *link)
{
  g_autofree char *wrapped = qd_bidi_wrap (text, writer->mirrored);

  if (*text == '\0')
    return;

  qd_xml_start (writer->xml, "a:r", NULL);
  write_run_look (writer, "a:rPr", font, flags, link);
  qd_xml_element (writer->xml, "a:t", wrapped != NULL ? wrapped : text);
  qd_xml_end (writer->xml, "a:r");
}

static void
write_lines (QdPptxWriter     *writer,
             const char       *text,
             const QdPptxFont *font,
             QdInlineFlags     flags,
             const char       *link)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        write_break (writer, font);
      write_line (writer, lines[i], font, flags, link);
    }
}

/* Written where it differs from what the text inherits. */
static void
write_mark (QdPptxWriter          *writer,
            const QdPptxParagraph *paragraph)
{
  QdXml *xml = writer->xml;

  if (paragraph->mark == NULL)
    return;
  if (*paragraph->mark == '\0')
    {
      qd_xml_empty (xml, "a:buNone", NULL);
      return;
    }
  if (strcmp (paragraph->mark, QD_PPTX_NUMBERED) != 0)
    {
      qd_xml_empty (xml, "a:buFont", "typeface=Arial");
      qd_xml_empty (xml, "a:buChar", "char=%s", paragraph->mark);
      return;
    }
  qd_xml_empty (xml, "a:buFont", "typeface=+mj-lt");
  qd_xml_empty (xml, "a:buAutoNum", "type=arabicPeriod startAt=%u", MAX (paragraph->number, 1));
}

/**
 * qd_pptx_start_paragraph:
 * @writer: a writer, within a body of text
 * @paragraph: how it differs from what it inherits
 */
void
qd_pptx_start_paragraph (QdPptxWriter          *writer,
                         const QdPptxParagraph *paragraph)
{
  QdXml *xml = writer->xml;
  gboolean own = paragraph->own_place;
  int indent = qd_pptx_length (writer, paragraph->indent);
  gboolean places_mark = indent != 0 || g_strcmp0 (paragraph->mark, "") == 0;
  g_autofree char *margin = places_mark ? g_strdup_printf ("%d", indent) : NULL;
  int hang = paragraph->number == QD_PPTX_CONTINUED ? 0 : -indent;
  g_autofree char *hanging = places_mark ? g_strdup_printf ("%d", hang) : NULL;

  qd_xml_start (xml, "a:p", NULL);
  qd_xml_start (xml, "a:pPr", "marL=%s indent=%s algn=%s rtl=%s", margin, hanging,
                own ? qd_pptx_align_name (paragraph->align, writer->mirrored) : NULL,
                own && writer->mirrored ? "1" : NULL);
  if (paragraph->line > 0)
    {
      qd_xml_start (xml, "a:lnSpc", NULL);
      qd_xml_empty (xml, "a:spcPct", "val=%d", (int) lround (paragraph->line * 100000));
      qd_xml_end (xml, "a:lnSpc");
    }
  if (paragraph->before > 0)
    {
      qd_xml_start (xml, "a:spcBef", NULL);
      qd_xml_empty (xml, "a:spcPts", "val=%d",
                    (int) lround (paragraph->before * writer->scale / QD_EMU_PER_POINT * 100));
      qd_xml_end (xml, "a:spcBef");
    }
  write_mark (writer, paragraph);
  qd_xml_end (xml, "a:pPr");
}

/**
 * qd_pptx_end_paragraph:
 * @writer: a writer, within a paragraph
 * @font: (nullable): how its end looks, where it may be without text: that, too, has a height
 */
void
qd_pptx_end_paragraph (QdPptxWriter     *writer,
                       const QdPptxFont *font)
{
  if (font != NULL)
    write_run_look (writer, "a:endParaRPr", font, QD_INLINE_PLAIN, NULL);
  qd_xml_end (writer->xml, "a:p");
}

/**
 * qd_pptx_write_run:
 * @writer: a writer, within a paragraph
 * @text: words of ours, or words without marks
 * @font: how they differ from what they inherit
 */
void
qd_pptx_write_run (QdPptxWriter     *writer,
                   const char       *text,
                   const QdPptxFont *font)
{
  write_lines (writer, text, font, QD_INLINE_PLAIN, NULL);
}

/**
 * qd_pptx_write_runs:
 * @writer: a writer, within a paragraph
 * @runs: (element-type QdInline): what it says
 * @font: how it differs from what it inherits, before the looks of its own
 */
void
qd_pptx_write_runs (QdPptxWriter     *writer,
                    GPtrArray        *runs,
                    const QdPptxFont *font)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const QdInline *run = g_ptr_array_index (runs, i);

      write_lines (writer, run->text, font, run->flags, run->link);
    }
}

/**
 * qd_pptx_write_inline:
 * @writer: a writer, within a paragraph
 * @markdown: (nullable): the user's text as typed
 * @font: how it differs from what it inherits, before its own marks
 */
void
qd_pptx_write_inline (QdPptxWriter     *writer,
                      const char       *markdown,
                      const QdPptxFont *font)
{
  g_autoptr (GPtrArray) runs = qd_inline_parse (markdown);

  qd_pptx_write_runs (writer, runs, font);
}

/**
 * qd_pptx_write_point:
 * @writer: a writer, within a paragraph
 * @point: what it says
 * @font: how it differs from what it inherits
 */
void
qd_pptx_write_point (QdPptxWriter         *writer,
                     const QdOutlinePoint *point,
                     const QdPptxFont     *font)
{
  if (point->lead != NULL && *point->lead != '\0')
    {
      QdPptxFont lead = *font;

      lead.bold = TRUE;
      qd_pptx_write_inline (writer, point->lead, &lead);
      if (*point->text != '\0')
        qd_pptx_write_run (writer, LEAD_SEPARATOR, font);
    }
  qd_pptx_write_inline (writer, point->text, font);
}

/**
 * qd_pptx_start_text_box:
 * @writer: a writer
 * @name: what the selection pane calls it
 * @box: where it stands, in EMU
 * @wraps: its lines break at its width
 * @anchor: where in it they start: "t", "ctr" or "b"
 * @plate: with what it hides what is under it; none as a rule
 *
 * Opens a box for text that no placeholder has room for.
 */
void
qd_pptx_start_text_box (QdPptxWriter *writer,
                        const char   *name,
                        const QdBox  *box,
                        gboolean      wraps,
                        const char   *anchor,
                        QdColor       plate)
{
  QdXml *xml = writer->xml;

  qd_xml_start (xml, "p:sp", NULL);
  qd_xml_start (xml, "p:nvSpPr", NULL);
  qd_pptx_write_name (writer, name, NULL);
  qd_xml_empty (xml, "p:cNvSpPr", "txBox=1");
  qd_xml_empty (xml, "p:nvPr", NULL);
  qd_xml_end (xml, "p:nvSpPr");
  qd_xml_start (xml, "p:spPr", NULL);
  qd_pptx_write_xfrm (xml, "a:xfrm", box);
  qd_pptx_write_geometry (xml, "rect");
  qd_pptx_fill_color (xml, &writer->base->palette, plate);
  qd_xml_end (xml, "p:spPr");
  qd_xml_start (xml, "p:txBody", NULL);
  qd_xml_start (xml, "a:bodyPr", "wrap=%s lIns=0 tIns=0 rIns=0 bIns=0 rtlCol=%d anchor=%s",
                wraps ? "square" : "none", writer->mirrored, anchor);
  qd_xml_empty (xml, "a:noAutofit", NULL);
  qd_xml_end (xml, "a:bodyPr");
  qd_xml_empty (xml, "a:lstStyle", NULL);
}

void
qd_pptx_end_text_box (QdPptxWriter *writer)
{
  qd_xml_end (writer->xml, "p:txBody");
  qd_xml_end (writer->xml, "p:sp");
}
