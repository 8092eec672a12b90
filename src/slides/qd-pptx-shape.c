#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <math.h>

/* What a field is, so that programs find it again: any id will do, the same in all files. */
#define NUMBER_FIELD_ID "{5A1B6E57-3A46-4C3F-9B0E-6D1F0C7A2B11}"

static int
round_length (double length)
{
  return (int) lround (CLAMP (length, -G_MAXINT32 / 2, G_MAXINT32 / 2));
}

/**
 * qd_pptx_start_tree:
 * @xml: within p:cSld
 *
 * Opens p:spTree, whose own id is 1.
 */
void
qd_pptx_start_tree (QdXml *xml)
{
  static const QdBox nowhere = { 0, 0, 0, 0 };

  qd_xml_start (xml, "p:spTree", NULL);
  qd_xml_start (xml, "p:nvGrpSpPr", NULL);
  qd_xml_empty (xml, "p:cNvPr", "id=1 name=%s", "");
  qd_xml_empty (xml, "p:cNvGrpSpPr", NULL);
  qd_xml_empty (xml, "p:nvPr", NULL);
  qd_xml_end (xml, "p:nvGrpSpPr");
  qd_xml_start (xml, "p:grpSpPr", NULL);
  qd_xml_start (xml, "a:xfrm", NULL);
  qd_pptx_write_extent (xml, "a:off", "a:ext", &nowhere);
  qd_pptx_write_extent (xml, "a:chOff", "a:chExt", &nowhere);
  qd_xml_end (xml, "a:xfrm");
  qd_xml_end (xml, "p:grpSpPr");
}

/**
 * qd_pptx_write_extent:
 * @xml: within a transform
 * @offset: the element of the place
 * @extent: the element of the size
 * @box: in EMU
 */
void
qd_pptx_write_extent (QdXml       *xml,
                      const char  *offset,
                      const char  *extent,
                      const QdBox *box)
{
  int left = round_length (box->x);
  int top = round_length (box->y);

  qd_xml_empty (xml, offset, "x=%d y=%d", left, top);
  qd_xml_empty (xml, extent, "cx=%d cy=%d", MAX (round_length (box->x + box->width) - left, 0),
                MAX (round_length (box->y + box->height) - top, 0));
}

/**
 * qd_pptx_write_xfrm:
 * @xml: a document
 * @name: "a:xfrm" or "p:xfrm"
 * @box: in EMU
 */
void
qd_pptx_write_xfrm (QdXml       *xml,
                    const char  *name,
                    const QdBox *box)
{
  qd_xml_start (xml, name, NULL);
  qd_pptx_write_extent (xml, "a:off", "a:ext", box);
  qd_xml_end (xml, name);
}

/**
 * qd_pptx_write_geometry:
 * @xml: within p:spPr
 * @name: a preset shape, such as "rect"
 */
void
qd_pptx_write_geometry (QdXml      *xml,
                        const char *name)
{
  qd_xml_start (xml, "a:prstGeom", "prst=%s", name);
  qd_xml_empty (xml, "a:avLst", NULL);
  qd_xml_end (xml, "a:prstGeom");
}

/**
 * qd_pptx_write_ph:
 * @xml: within p:nvPr
 * @type: (nullable): the placeholder's type; %NULL for "obj"
 * @index: its number; 0 is left out
 * @prompt: in a layout: it has its own words while it is empty
 */
void
qd_pptx_write_ph (QdXml      *xml,
                  const char *type,
                  guint       index,
                  gboolean    prompt)
{
  g_autofree char *idx = index > 0 ? g_strdup_printf ("%u", index) : NULL;

  qd_xml_empty (xml, "p:ph", "type=%s idx=%s hasCustomPrompt=%s", type, idx, prompt ? "1" : NULL);
}

/**
 * qd_pptx_write_number_field:
 * @xml: within a:p
 * @number: what it says until it is computed
 */
void
qd_pptx_write_number_field (QdXml      *xml,
                            const char *number)
{
  qd_xml_start (xml, "a:fld", "id=%s type=slidenum", NUMBER_FIELD_ID);
  qd_xml_empty (xml, "a:rPr", NULL);
  qd_xml_element (xml, "a:t", number);
  qd_xml_end (xml, "a:fld");
}

/**
 * qd_pptx_write_color_override:
 * @xml: after p:cSld
 *
 * A layout, a slide and its notes have the colours of their master.
 */
void
qd_pptx_write_color_override (QdXml *xml)
{
  qd_xml_start (xml, "p:clrMapOvr", NULL);
  qd_xml_empty (xml, "a:masterClrMapping", NULL);
  qd_xml_end (xml, "p:clrMapOvr");
}

/**
 * qd_pptx_align_name:
 * @align: where lines stand
 * @mirrored: text goes from right to left, and starts there
 *
 * Returns: what that is called in files
 */
const char *
qd_pptx_align_name (QdAlign  align,
                    gboolean mirrored)
{
  if (align == QD_ALIGN_MIDDLE)
    return "ctr";

  return (align == QD_ALIGN_START) != mirrored ? "l" : "r";
}

/**
 * qd_pptx_place:
 * @writer: a writer
 * @box: in pixels, as if read from left to right
 *
 * Returns: where that is on a slide, in EMU
 */
QdBox
qd_pptx_place (const QdPptxWriter *writer,
               const QdBox        *box)
{
  double x = writer->mirrored ? QD_SLIDE_WIDTH - box->x - box->width : box->x;

  /* The areas of a template may be rounded to a hair beyond the slide. */
  return (QdBox) { MAX (writer->left + x * writer->scale, 0), MAX (writer->top + box->y * writer->scale, 0),
                   box->width * writer->scale, box->height * writer->scale };
}

/**
 * qd_pptx_length:
 * @writer: a writer
 * @pixels: a length
 *
 * Returns: the same in EMU
 */
int
qd_pptx_length (const QdPptxWriter *writer,
                double              pixels)
{
  return round_length (pixels * writer->scale);
}

/**
 * qd_pptx_write_name:
 * @writer: a writer, within the part of a shape that is not visual
 * @name: what the selection pane calls the shape
 * @description: (nullable): what a screen reader says of it
 *
 * The id of a shape is new to its slide.
 */
void
qd_pptx_write_name (QdPptxWriter *writer,
                    const char   *name,
                    const char   *description)
{
  writer->n_ids++;
  /* The tree of shapes itself has the first. */
  qd_xml_empty (writer->xml, "p:cNvPr", "id=%u name=%s descr=%s", writer->n_ids + 1, name, description);
}

/**
 * qd_pptx_start_group:
 * @writer: a writer
 * @box: what its shapes cover, in EMU
 * @name: what the selection pane calls it
 * @description: (nullable): what a screen reader says of it
 *
 * Opens a group of shapes that keep the places they have on the slide.
 */
void
qd_pptx_start_group (QdPptxWriter *writer,
                     const QdBox  *box,
                     const char   *name,
                     const char   *description)
{
  QdXml *xml = writer->xml;

  qd_xml_start (xml, "p:grpSp", NULL);
  qd_xml_start (xml, "p:nvGrpSpPr", NULL);
  qd_pptx_write_name (writer, name, description);
  qd_xml_empty (xml, "p:cNvGrpSpPr", NULL);
  qd_xml_empty (xml, "p:nvPr", NULL);
  qd_xml_end (xml, "p:nvGrpSpPr");
  qd_xml_start (xml, "p:grpSpPr", NULL);
  qd_xml_start (xml, "a:xfrm", NULL);
  qd_pptx_write_extent (xml, "a:off", "a:ext", box);
  qd_pptx_write_extent (xml, "a:chOff", "a:chExt", box);
  qd_xml_end (xml, "a:xfrm");
  qd_xml_end (xml, "p:grpSpPr");
}

void
qd_pptx_end_group (QdPptxWriter *writer)
{
  qd_xml_end (writer->xml, "p:grpSp");
}

/**
 * qd_pptx_start_frame:
 * @writer: a writer
 * @box: where it stands, in pixels
 * @name: what the selection pane calls it
 * @description: what a screen reader says of it
 * @uri: what kind of thing is in it
 *
 * Opens the frame of a table or a chart.
 */
void
qd_pptx_start_frame (QdPptxWriter *writer,
                     const QdBox  *box,
                     const char   *name,
                     const char   *description,
                     const char   *uri)
{
  QdXml *xml = writer->xml;
  QdBox place = qd_pptx_place (writer, box);

  qd_xml_start (xml, "p:graphicFrame", NULL);
  qd_xml_start (xml, "p:nvGraphicFramePr", NULL);
  qd_pptx_write_name (writer, name, description);
  qd_xml_start (xml, "p:cNvGraphicFramePr", NULL);
  qd_xml_empty (xml, "a:graphicFrameLocks", "noGrp=1");
  qd_xml_end (xml, "p:cNvGraphicFramePr");
  qd_xml_empty (xml, "p:nvPr", NULL);
  qd_xml_end (xml, "p:nvGraphicFramePr");
  qd_pptx_write_xfrm (xml, "p:xfrm", &place);
  qd_xml_start (xml, "a:graphic", NULL);
  qd_xml_start (xml, "a:graphicData", "uri=%s", uri);
}

void
qd_pptx_end_frame (QdPptxWriter *writer)
{
  qd_xml_end (writer->xml, "a:graphicData");
  qd_xml_end (writer->xml, "a:graphic");
  qd_xml_end (writer->xml, "p:graphicFrame");
}
