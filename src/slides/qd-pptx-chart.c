#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-bars-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-number.h"

/* Bar charts that PowerPoint and others draw and edit themselves, with their workbook inside. Where names, bars and
 * legend stand is said, so that labels can be put where they are read, whatever program draws it. */

#define CHART_URI  "http://schemas.openxmlformats.org/drawingml/2006/chart"
#define TYPE_CHART "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
#define TYPE_SHEET "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* In pixels of a slide. */
#define NAME_SIZE    30.0
#define NAME_GAP     20.0
#define LEGEND       56.0
#define AXIS         44.0
#define NOTE         52.0
#define NOTE_SIZE    26.0
#define ROW_MAX      124.0
#define CLUSTER_MAX  160.0
#define ROW_MIN      42.0
#define SERIES_MIN   34.0
#define NAMES_PART   0.3

/* How much of a row is left free, as a part of a bar: in per cent. */
#define GAP_STACKED   75
#define GAP_CLUSTERED 45

#define CATEGORY_AXIS 111111111U
#define VALUE_AXIS    222222222U

/* The longest bar, or row of bars. */
static double
longest (const QdChartBars *bars)
{
  double most = 0;

  for (guint row = 0; row < bars->n_rows; row++)
    {
      double sum = 0;

      for (guint i = 0; i < bars->series->len; i++)
        {
          double value = ((const QdBarSeries *) g_ptr_array_index (bars->series, i))->values[row];

          if (isnan (value))
            continue;
          sum = bars->stacked ? sum + value : MAX (sum, value);
        }
      most = MAX (most, sum);
    }

  return most;
}

/* Names to the left as wide as they are, bars, and beyond the longest bar room for its label. */
static void
find_plot (QdPptxBarChart *chart)
{
  const QdChartBars *bars = chart->bars;
  double names = 0;
  double most = isnan (bars->most) ? longest (bars) : bars->most;
  double label = qd_pptx_bar_widest_label (chart) + 2 * QD_PPTX_LABEL_GAP;
  double row;

  for (guint i = 0; i < bars->n_rows; i++)
    names = MAX (names, qd_pptx_bar_text_width (chart, bars->rows[i], NAME_SIZE, FALSE));
  names = MIN (names + NAME_GAP, chart->width * NAMES_PART);

  chart->plot.x = names;
  chart->plot.y = LEGEND + (isnan (bars->line) ? 0 : AXIS);
  row = (chart->height - chart->plot.y) / bars->n_rows;
  chart->plot.height = MIN (row, bars->stacked || bars->overlaid ? ROW_MAX : CLUSTER_MAX) * bars->n_rows;
  chart->unit = (chart->width - names - label) / (most > 0 ? most : 1);
  chart->plot.width = chart->width - names;
  if (chart->writer->mirrored)
    chart->plot.x = 0;
}

void
qd_pptx_bar_write_number (QdXml      *xml,
                          const char *name,
                          double      value)
{
  qd_xml_empty (xml, name, "val=%g", value);
}

static void
write_layout (QdPptxBarChart    *chart,
              const QdBox *box,
              gboolean     inner)
{
  QdXml *xml = chart->xml;

  qd_xml_start (xml, "c:layout", NULL);
  qd_xml_start (xml, "c:manualLayout", NULL);
  if (inner)
    qd_xml_empty (xml, "c:layoutTarget", "val=inner");
  qd_xml_empty (xml, "c:xMode", "val=edge");
  qd_xml_empty (xml, "c:yMode", "val=edge");
  qd_pptx_bar_write_number (xml, "c:x", qd_number_round (box->x / chart->width, 4));
  qd_pptx_bar_write_number (xml, "c:y", qd_number_round (box->y / chart->height, 4));
  if (box->width > 0)
    {
      qd_pptx_bar_write_number (xml, "c:w", qd_number_round (box->width / chart->width, 4));
      qd_pptx_bar_write_number (xml, "c:h", qd_number_round (box->height / chart->height, 4));
    }
  qd_xml_end (xml, "c:manualLayout");
  qd_xml_end (xml, "c:layout");
}

void
qd_pptx_bar_write_text_look (QdPptxBarChart *chart,
                             double    size,
                             gboolean  bold,
                             QdTone    tone)
{
  QdXml *xml = chart->xml;

  qd_xml_start (xml, "c:txPr", NULL);
  qd_xml_empty (xml, "a:bodyPr", NULL);
  qd_xml_empty (xml, "a:lstStyle", NULL);
  qd_xml_start (xml, "a:p", NULL);
  qd_xml_start (xml, "a:pPr", NULL);
  qd_xml_start (xml, "a:defRPr", "sz=%d b=%d",
                (int) lround (size * chart->writer->scale / QD_EMU_PER_POINT * 100), bold);
  qd_pptx_fill_tone (xml, &chart->writer->base->palette, tone);
  qd_xml_empty (xml, "a:latin", "typeface=+mn-lt");
  qd_xml_end (xml, "a:defRPr");
  qd_xml_end (xml, "a:pPr");
  qd_xml_empty (xml, "a:endParaRPr", "lang=%s", chart->writer->language);
  qd_xml_end (xml, "a:p");
  qd_xml_end (xml, "c:txPr");
}

void
qd_pptx_bar_write_no_line (QdXml *xml)
{
  qd_xml_start (xml, "a:ln", NULL);
  qd_xml_empty (xml, "a:noFill", NULL);
  qd_xml_end (xml, "a:ln");
}

static void
write_bars (QdPptxBarChart *chart)
{
  QdXml *xml = chart->xml;
  const QdChartBars *bars = chart->bars;

  qd_xml_start (xml, "c:barChart", NULL);
  qd_xml_empty (xml, "c:barDir", "val=bar");
  qd_xml_empty (xml, "c:grouping", "val=%s", bars->stacked ? "stacked" : "clustered");
  qd_xml_empty (xml, "c:varyColors", "val=0");
  for (guint i = 0; i < bars->series->len; i++)
    qd_pptx_bar_write_series (chart, i);
  qd_xml_empty (xml, "c:gapWidth", "val=%d", bars->stacked || bars->overlaid ? GAP_STACKED : GAP_CLUSTERED);
  qd_xml_empty (xml, "c:overlap", "val=%d", bars->stacked || bars->overlaid ? 100 : 0);
  qd_xml_empty (xml, "c:axId", "val=%u", CATEGORY_AXIS);
  qd_xml_empty (xml, "c:axId", "val=%u", VALUE_AXIS);
  qd_xml_end (xml, "c:barChart");
}

/* The first row on top, without a line: bars start where they start. */
static void
write_category_axis (QdPptxBarChart *chart)
{
  QdXml *xml = chart->xml;

  qd_xml_start (xml, "c:catAx", NULL);
  qd_xml_empty (xml, "c:axId", "val=%u", CATEGORY_AXIS);
  qd_xml_start (xml, "c:scaling", NULL);
  qd_xml_empty (xml, "c:orientation", "val=maxMin");
  qd_xml_end (xml, "c:scaling");
  qd_xml_empty (xml, "c:delete", "val=0");
  qd_xml_empty (xml, "c:axPos", "val=%s", chart->writer->mirrored ? "r" : "l");
  qd_xml_empty (xml, "c:numFmt", "formatCode=General sourceLinked=0");
  qd_xml_empty (xml, "c:majorTickMark", "val=none");
  qd_xml_empty (xml, "c:minorTickMark", "val=none");
  qd_xml_empty (xml, "c:tickLblPos", "val=low");
  qd_xml_start (xml, "c:spPr", NULL);
  qd_pptx_bar_write_no_line (xml);
  qd_xml_end (xml, "c:spPr");
  qd_pptx_bar_write_text_look (chart, NAME_SIZE, FALSE, QD_TONE_INK);
  qd_xml_empty (xml, "c:crossAx", "val=%u", VALUE_AXIS);
  qd_xml_empty (xml, "c:crosses", "val=autoZero");
  qd_xml_empty (xml, "c:auto", "val=1");
  qd_xml_empty (xml, "c:lblAlgn", "val=ctr");
  qd_xml_empty (xml, "c:lblOffset", "val=100");
  qd_xml_empty (xml, "c:noMultiLvlLbl", "val=1");
  qd_xml_end (xml, "c:catAx");
}

static void
write_target_line (QdPptxBarChart *chart)
{
  QdXml *xml = chart->xml;

  qd_xml_start (xml, "c:majorGridlines", NULL);
  qd_xml_start (xml, "c:spPr", NULL);
  qd_xml_start (xml, "a:ln", "w=%d", qd_pptx_length (chart->writer, 3));
  qd_pptx_fill_tone (xml, &chart->writer->base->palette, QD_TONE_INK);
  qd_xml_empty (xml, "a:prstDash", "val=sysDot");
  qd_xml_end (xml, "a:ln");
  qd_xml_end (xml, "c:spPr");
  qd_xml_end (xml, "c:majorGridlines");
}

/* Bars say their value themselves: the axis is there for the line of a target, its only tick. */
static void
write_value_axis (QdPptxBarChart *chart)
{
  QdXml *xml = chart->xml;
  const QdChartBars *bars = chart->bars;
  gboolean line = !isnan (bars->line);
  /* Translators: %s is a score */
  const char *words = _("target %s");
  const QdBarSeries target = { .label = (char *) words };
  g_autofree char *target_format = qd_pptx_bar_label_format (bars, &target, FALSE, FALSE);
  /* Positive; negative; zero. */
  g_autofree char *format = g_strconcat (target_format, ";;", NULL);

  qd_xml_start (xml, "c:valAx", NULL);
  qd_xml_empty (xml, "c:axId", "val=%u", VALUE_AXIS);
  qd_xml_start (xml, "c:scaling", NULL);
  qd_xml_empty (xml, "c:orientation", "val=%s", chart->writer->mirrored ? "maxMin" : "minMax");
  qd_pptx_bar_write_number (xml, "c:max", qd_number_round (chart->plot.width / chart->unit, 4));
  qd_pptx_bar_write_number (xml, "c:min", 0);
  qd_xml_end (xml, "c:scaling");
  qd_xml_empty (xml, "c:delete", "val=%d", !line);
  qd_xml_empty (xml, "c:axPos", "val=t");
  if (line)
    write_target_line (chart);
  qd_xml_empty (xml, "c:numFmt", "formatCode=%s sourceLinked=0", line ? format : "General");
  qd_xml_empty (xml, "c:majorTickMark", "val=none");
  qd_xml_empty (xml, "c:minorTickMark", "val=none");
  qd_xml_empty (xml, "c:tickLblPos", "val=nextTo");
  qd_xml_start (xml, "c:spPr", NULL);
  qd_pptx_bar_write_no_line (xml);
  qd_xml_end (xml, "c:spPr");
  qd_pptx_bar_write_text_look (chart, QD_PPTX_LABEL_SIZE, FALSE, QD_TONE_INK2);
  qd_xml_empty (xml, "c:crossAx", "val=%u", CATEGORY_AXIS);
  qd_xml_empty (xml, "c:crosses", "val=autoZero");
  qd_xml_empty (xml, "c:crossBetween", "val=between");
  if (line)
    qd_pptx_bar_write_number (xml, "c:majorUnit", bars->line);
  qd_xml_end (xml, "c:valAx");
}

static void
write_legend (QdPptxBarChart *chart)
{
  const QdBox box = { chart->plot.x, 0, 0, 0 };

  qd_xml_start (chart->xml, "c:legend", NULL);
  qd_xml_empty (chart->xml, "c:legendPos", "val=t");
  write_layout (chart, &box, FALSE);
  qd_xml_empty (chart->xml, "c:overlay", "val=0");
  qd_pptx_bar_write_text_look (chart, QD_PPTX_LABEL_SIZE, FALSE, QD_TONE_INK2);
  qd_xml_end (chart->xml, "c:legend");
}

static GBytes *
chart_to_xml (QdPptxBarChart   *chart,
              const char *workbook_id)
{
  QdXml *xml = chart->xml = qd_xml_new ();

  qd_xml_start (xml, "c:chartSpace", "xmlns:c=%s xmlns:a=%s xmlns:r=%s", QD_NS_C, QD_NS_A, QD_NS_R);
  qd_xml_empty (xml, "c:date1904", "val=0");
  qd_xml_empty (xml, "c:lang", "val=%s", chart->writer->language);
  qd_xml_empty (xml, "c:roundedCorners", "val=0");
  qd_xml_start (xml, "c:chart", NULL);
  qd_xml_empty (xml, "c:autoTitleDeleted", "val=1");
  qd_xml_start (xml, "c:plotArea", NULL);
  write_layout (chart, &chart->plot, TRUE);
  write_bars (chart);
  write_category_axis (chart);
  write_value_axis (chart);
  qd_xml_end (xml, "c:plotArea");
  write_legend (chart);
  qd_xml_empty (xml, "c:plotVisOnly", "val=1");
  qd_xml_empty (xml, "c:dispBlanksAs", "val=gap");
  qd_xml_end (xml, "c:chart");
  qd_pptx_bar_write_text_look (chart, QD_PPTX_LABEL_SIZE, FALSE, QD_TONE_INK);
  qd_xml_start (xml, "c:externalData", "r:id=%s", workbook_id);
  qd_xml_empty (xml, "c:autoUpdate", "val=0");
  qd_xml_end (xml, "c:externalData");
  qd_xml_end (xml, "c:chartSpace");

  return qd_xml_finish (xml);
}

/* Charts that are made of marks have the margins of the slide in their box, and end at its foot. */
static QdBox
chart_box (const QdSlideItem *item)
{
  return (QdBox) { QD_SLIDE_MARGIN, item->box.y, QD_SLIDE_WIDTH - 2 * QD_SLIDE_MARGIN,
                   QD_PPTX_CONTENT_BOTTOM - item->box.y };
}

/* Adds the part of the chart and that of its workbook. Returns the id by which the slide refers to the chart. */
static const char *
add_parts (QdPptxBarChart  *chart,
           GError   **error)
{
  QdOpc *opc = chart->writer->opc;
  g_autofree char *part = qd_opc_dup_free_name (opc, "ppt/charts/chart", "xml");
  g_autofree char *workbook_part = qd_opc_dup_free_name (opc, "ppt/embeddings/Microsoft_Excel_Sheet", "xlsx");
  GBytes *workbook = qd_pptx_workbook (chart->bars, error);
  const char *id, *workbook_id;

  if (workbook == NULL)
    return NULL;

  id = qd_opc_relate (opc, chart->writer->part, QD_REL ("chart"), part);
  workbook_id = qd_opc_relate (opc, part, QD_REL ("package"), workbook_part);
  qd_opc_add (opc, part, TYPE_CHART, chart_to_xml (chart, workbook_id));
  qd_opc_add (opc, workbook_part, TYPE_SHEET, workbook);

  return id;
}

static void
write_note (QdPptxWriter *writer,
            const QdBox  *box,
            const char   *note)
{
  QdBox placed = qd_pptx_place (writer, box);
  const QdPptxFont font = { NOTE_SIZE, FALSE, writer->base->palette.tones[QD_TONE_INK2] };
  const QdPptxParagraph paragraph = { .own_place = TRUE };

  qd_pptx_start_text_box (writer, _("Note"), &placed, TRUE, "b", QD_COLOR_NONE);
  qd_pptx_start_paragraph (writer, &paragraph);
  qd_pptx_write_run (writer, note, &font);
  qd_pptx_end_paragraph (writer, NULL);
  qd_pptx_end_text_box (writer);
}

/**
 * qd_pptx_write_bars:
 * @writer: a writer, on a slide
 * @item: a chart whose values are bars
 * @bars: they
 * @error: return location for an error
 *
 * Writes a chart that can be edited as one, and what a reader must not assume below it.
 *
 * Returns: whether it could be written
 */
gboolean
qd_pptx_write_bars (QdPptxWriter       *writer,
                    const QdSlideItem  *item,
                    QdChartBars        *bars,
                    GError            **error)
{
  QdChart *values = item->block->chart;
  g_autofree char *description = qd_chart_describe (values);
  QdBox box = chart_box (item);
  QdPptxBarChart chart = { writer, bars, .width = box.width };
  const char *id;

  if (bars->note != NULL)
    box.height -= NOTE;
  chart.height = box.height;
  find_plot (&chart);
  id = add_parts (&chart, error);
  if (id == NULL)
    return FALSE;

  qd_pptx_start_frame (writer, &box, qd_chart_name_label (qd_chart_get_name (values)), description, CHART_URI);
  qd_xml_empty (writer->xml, "c:chart", "xmlns:c=%s r:id=%s", QD_NS_C, id);
  qd_pptx_end_frame (writer);
  if (bars->note != NULL)
    {
      QdBox foot = { box.x, box.y + box.height, box.width, NOTE };

      write_note (writer, &foot, bars->note);
    }

  return TRUE;
}

/**
 * qd_pptx_get_bars:
 * @item: a chart
 *
 * Returns: (transfer full) (nullable): its values, as many rows as there is room for; %NULL if it is no bar chart
 */
QdChartBars *
qd_pptx_get_bars (const QdSlideItem *item)
{
  double room = chart_box (item).height - LEGEND - AXIS - NOTE;
  QdChartBars *bars = qd_chart_get_bars (item->block->chart, (guint) MAX (room / ROW_MIN, 2));
  guint n_rows;

  if (bars == NULL || bars->stacked || bars->overlaid)
    return bars;

  /* Rows of several bars are higher. */
  n_rows = (guint) MAX (room / (SERIES_MIN * (bars->series->len + 0.5)), 2);
  if (n_rows < bars->n_rows)
    {
      qd_chart_bars_free (bars);
      bars = qd_chart_get_bars (item->block->chart, n_rows);
    }

  return bars;
}
