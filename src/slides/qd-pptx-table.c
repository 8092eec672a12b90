#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <glib/gi18n-lib.h>

#include "qd-count.h"

#define TABLE_URI "http://schemas.openxmlformats.org/drawingml/2006/table"

/**
 * CellLook:
 * @bold: heavy
 * @tone: of its text
 * @fill: behind it
 * @above: the rule above it
 * @above_width: in pixels; 0 for none
 * @below: the rule below it
 * @below_width: in pixels; 0 for none
 */
typedef struct
{
  gboolean bold;
  QdTone   tone;
  QdTone   fill;
  QdTone   above;
  double   above_width;
  QdTone   below;
  double   below_width;
} CellLook;

static const CellLook head_look = { FALSE, QD_TONE_INK2, QD_TONE_NONE, 0, 0, QD_TONE_G2, 2 };

static const CellLook row_looks[] = {
  [QD_OUTLINE_ROW_PLAIN] = { FALSE, QD_TONE_INK, QD_TONE_NONE, 0, 0, QD_TONE_G1, 2 },
  [QD_OUTLINE_ROW_GROUP] = { TRUE, QD_TONE_INK, QD_TONE_G0, 0, 0, QD_TONE_G1, 2 },
  [QD_OUTLINE_ROW_TOTAL] = { TRUE, QD_TONE_INK, QD_TONE_NONE, QD_TONE_INK, 3, 0, 0 },
};

static const struct
{
  gboolean    bold;
  QdTone      tone;
  const char *sign;
} emphases[] = {
  [QD_EMPHASIS_NONE] = { FALSE, QD_TONE_NONE, NULL },
  [QD_EMPHASIS_STRONG] = { TRUE, QD_TONE_NONE, NULL },
  [QD_EMPHASIS_QUIET] = { FALSE, QD_TONE_INK2, NULL },
  [QD_EMPHASIS_WARNING] = { TRUE, QD_TONE_AMBER, QD_PPTX_SIGN_WARNING },
  [QD_EMPHASIS_ERROR] = { TRUE, QD_TONE_RED, QD_PPTX_SIGN_ERROR },
};

static void
write_rule (QdPptxWriter *writer,
            const char   *name,
            QdTone        tone,
            double        width)
{
  QdXml *xml = writer->xml;

  qd_xml_start (xml, name, "w=%d cap=flat cmpd=sng algn=ctr", qd_pptx_length (writer, width));
  qd_pptx_fill_tone (xml, &writer->base->palette, width > 0 ? tone : QD_TONE_NONE);
  qd_xml_end (xml, name);
}

static gboolean
is_last_column (const QdSlideItem     *item,
                const QdOutlineColumn *column)
{
  return column == g_ptr_array_index (item->block->columns, item->block->columns->len - 1);
}

/* Words that start with a shape of their own need no other. */
static gboolean
needs_sign (const char *text)
{
  return text != NULL && *text != '\0' && g_unichar_type (g_utf8_get_char (text)) != G_UNICODE_OTHER_SYMBOL;
}

/* Gaps between columns are part of the cells before them, so that rules go through. */
static void
write_cell (QdPptxWriter          *writer,
            const QdSlideItem     *item,
            const QdOutlineColumn *column,
            const char            *text,
            QdEmphasis             emphasis,
            const CellLook        *look)
{
  QdXml *xml = writer->xml;
  const QdColor *tones = writer->base->palette.tones;
  QdTone tone = emphases[emphasis].tone != QD_TONE_NONE ? emphases[emphasis].tone : look->tone;
  gboolean is_head = look == &head_look;
  const QdPptxFont font = {
    is_head ? QD_SLIDE_MIN_TEXT : item->text_size, look->bold || emphases[emphasis].bold, tones[tone],
  };
  const QdPptxParagraph paragraph = {
    .align = column->at_end ? QD_ALIGN_END : QD_ALIGN_START, .own_place = column->at_end || writer->mirrored,
  };
  int gap;

  qd_xml_start (xml, "a:tc", NULL);
  qd_xml_start (xml, "a:txBody", NULL);
  qd_xml_empty (xml, "a:bodyPr", NULL);
  qd_xml_empty (xml, "a:lstStyle", NULL);
  qd_pptx_start_paragraph (writer, &paragraph);
  if (emphases[emphasis].sign != NULL && needs_sign (text))
    qd_pptx_write_run (writer, emphases[emphasis].sign, &font);
  qd_pptx_write_inline (writer, text, &font);
  qd_pptx_end_paragraph (writer, &font);
  qd_xml_end (xml, "a:txBody");

  gap = qd_pptx_length (writer, is_last_column (item, column) ? 0 : QD_SLIDE_COLUMN_GAP - qd_slide_slack (column));
  qd_xml_start (xml, "a:tcPr", "marL=%d marR=%d marT=%d marB=%d anchor=%s", writer->mirrored ? gap : 0,
                writer->mirrored ? 0 : gap, qd_pptx_length (writer, is_head ? 0 : item->cell_padding),
                qd_pptx_length (writer, item->cell_padding), is_head ? "b" : NULL);
  write_rule (writer, "a:lnL", QD_TONE_NONE, 0);
  write_rule (writer, "a:lnR", QD_TONE_NONE, 0);
  write_rule (writer, "a:lnT", look->above, look->above_width);
  write_rule (writer, "a:lnB", look->below, look->below_width);
  qd_pptx_fill_tone (xml, &writer->base->palette, look->fill);
  qd_xml_end (xml, "a:tcPr");
  qd_xml_end (xml, "a:tc");
}

static void
write_grid (QdPptxWriter      *writer,
            const QdSlideItem *item)
{
  double x = 0;

  qd_xml_start (writer->xml, "a:tblGrid", NULL);
  for (guint i = 0; i < item->block->columns->len; i++)
    {
      int from = qd_pptx_length (writer, x);
      const QdOutlineColumn *column = g_ptr_array_index (item->block->columns, i);

      x += item->column_widths[i] + (is_last_column (item, column) ? qd_slide_slack (column) : QD_SLIDE_COLUMN_GAP);
      qd_xml_empty (writer->xml, "a:gridCol", "w=%d", qd_pptx_length (writer, x) - from);
    }
  qd_xml_end (writer->xml, "a:tblGrid");
}

static void
write_head (QdPptxWriter      *writer,
            const QdSlideItem *item)
{
  const GPtrArray *columns = item->block->columns;

  qd_xml_start (writer->xml, "a:tr", "h=%d", qd_pptx_length (writer, item->row_heights[0]));
  for (guint i = 0; i < columns->len; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (columns, i);

      write_cell (writer, item, column, column->label, QD_EMPHASIS_NONE, &head_look);
    }
  qd_xml_end (writer->xml, "a:tr");
}

/* Two rules on one line are one: the row above a total leaves its own to it. */
static void
write_row (QdPptxWriter      *writer,
           const QdSlideItem *item,
           guint              index)
{
  const QdOutlineRow *row = g_ptr_array_index (item->rows, index);
  const QdOutlineRow *next = index + 1 < item->rows->len ? g_ptr_array_index (item->rows, index + 1) : NULL;
  CellLook look = row_looks[row->kind];

  if (next != NULL && row_looks[next->kind].above_width > 0)
    {
      look.below = row_looks[next->kind].above;
      look.below_width = row_looks[next->kind].above_width;
    }
  qd_xml_start (writer->xml, "a:tr", "h=%d", qd_pptx_length (writer, item->row_heights[index + 1]));
  for (guint i = 0; i < item->block->columns->len; i++)
    write_cell (writer, item, g_ptr_array_index (item->block->columns, i), row->cells[i].text, row->cells[i].emphasis,
                &look);
  qd_xml_end (writer->xml, "a:tr");
}

/* What a screen reader says before it reads the cells. */
static char *
describe (const QdSlideItem *item)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  guint n_rows = item->rows->len;

  for (guint i = 0; i < item->block->columns->len; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (item->block->columns, i);

      g_string_append_printf (columns, i > 0 ? C_("list", ", %s") : "%s", column->label);
    }

  /* Translators: %2$s are the heads of the columns: “Table of 4 rows: Risk, Likelihood, Impact” */
  return qd_count_printf (ngettext ("Table of %1$u row: %2$s", "Table of %1$u rows: %2$s", n_rows), n_rows,
                          columns->str);
}

/**
 * qd_pptx_write_table:
 * @writer: a writer, on a slide
 * @item: a table
 *
 * Writes a table that can be edited as one, with a row of heads.
 */
void
qd_pptx_write_table (QdPptxWriter      *writer,
                     const QdSlideItem *item)
{
  QdXml *xml = writer->xml;
  g_autofree char *description = describe (item);
  const QdOutlineRow *last = item->rows->len > 0 ? g_ptr_array_index (item->rows, item->rows->len - 1) : NULL;
  gboolean total = last != NULL && last->kind == QD_OUTLINE_ROW_TOTAL;

  qd_pptx_start_frame (writer, &item->box, item->block->title != NULL ? item->block->title : _("Table"), description,
                       TABLE_URI);
  qd_xml_start (xml, "a:tbl", NULL);
  qd_xml_start (xml, "a:tblPr", "rtl=%s firstRow=1 lastRow=%s", writer->mirrored ? "1" : NULL, total ? "1" : NULL);
  qd_xml_element (xml, "a:tableStyleId", QD_PPTX_TABLE_STYLE);
  qd_xml_end (xml, "a:tblPr");
  write_grid (writer, item);
  write_head (writer, item);
  for (guint i = 0; i < item->rows->len; i++)
    write_row (writer, item, i);
  qd_xml_end (xml, "a:tbl");
  qd_pptx_end_frame (writer);
}
