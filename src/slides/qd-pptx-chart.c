#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-number.h"

/* Bar charts that PowerPoint and others draw and edit themselves, with their workbook inside. Where names, bars and
 * legend stand is said, so that labels can be put where they are read, whatever program draws it. */

#define CHART_URI  "http://schemas.openxmlformats.org/drawingml/2006/chart"
#define TYPE_CHART "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
#define NS_C15     "http://schemas.microsoft.com/office/drawing/2012/chart"
#define TYPE_SHEET "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* What an extension of labels is: the lines from labels to what they are of. */
#define LEADER_LINES_URI "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"

/* In pixels of a slide. */
#define NAME_SIZE    30.0
#define LABEL_SIZE   26.0
#define NAME_GAP     20.0
#define LABEL_GAP    12.0
#define LEGEND       56.0
#define AXIS         44.0
#define NOTE         52.0
#define NOTE_SIZE    26.0
#define ROW_MAX      124.0
#define CLUSTER_MAX  160.0
#define ROW_MIN      52.0
#define SERIES_MIN   34.0
#define NAMES_PART   0.3

/* How much of a row is left free, as a part of a bar: in per cent. */
#define GAP_STACKED   75
#define GAP_CLUSTERED 45

#define CATEGORY_AXIS 111111111U
#define VALUE_AXIS    222222222U

/**
 * BarChart:
 * @writer: a writer, on a slide
 * @bars: the values
 * @xml: the part of the chart
 * @width: of the chart, in pixels
 * @height: of the chart
 * @plot: where the bars stand
 * @unit: pixels to a value of 1
 */
typedef struct
{
  QdPptxWriter *writer;
  QdChartBars  *bars;
  QdXml        *xml;
  double        width;
  double        height;
  QdBox         plot;
  double        unit;
} BarChart;

static double
text_width (BarChart   *chart,
            const char *text,
            double      size,
            gboolean    bold)
{
  return qd_text_line_get_width (qd_text_line_get (chart->writer->deck->style.family, text, size, bold, TRUE));
}

/* Returns: (transfer full): what is written at a bar */
static char *
label_text (BarChart          *chart,
            const QdBarSeries *series,
            guint              row)
{
  gboolean signed_bar = series->sign != NULL && (series->warned == NULL || series->warned[row]);
  double value = series->values[row] * (chart->bars->percent ? 100 : 1);
  g_autofree char *number = qd_number_format_local (value, chart->bars->decimals);
  g_autofree char *shown = g_strconcat (number, chart->bars->percent ? "%" : "", NULL);
  g_autofree char *words = g_strdup_printf (series->label, shown);

  return signed_bar ? g_strdup_printf ("%s %s", series->sign, words) : g_steal_pointer (&words);
}

/* Words go into a format of numbers between quotes, and cannot hold any. */
static void
append_literal (GString    *format,
                const char *words,
                gsize       length)
{
  g_autofree char *literal = g_strndup (words, length);

  g_strdelimit (literal, "\"", '\'');
  if (*literal != '\0')
    g_string_append_printf (format, "\"%s\"", literal);
}

/* Returns: (transfer full): the format of numbers that writes label_text(); @exact: always as many decimals */
static char *
label_format (const QdChartBars *bars,
              const QdBarSeries *series,
              gboolean           with_sign,
              gboolean           exact)
{
  const char *percent_s = strstr (series->label, "%s");
  GString *format = g_string_new (NULL);

  g_assert (percent_s != NULL);
  if (with_sign && series->sign != NULL)
    {
      append_literal (format, series->sign, strlen (series->sign));
      append_literal (format, " ", 1);
    }
  append_literal (format, series->label, (gsize) (percent_s - series->label));
  g_string_append (format, bars->percent ? "0%" : bars->decimals == 0 ? "#,##0" : exact ? "0.00" : "0.0#");
  append_literal (format, percent_s + 2, strlen (percent_s + 2));

  return g_string_free (format, FALSE);
}

static double
widest_label (BarChart *chart)
{
  double most = 0;

  for (guint i = 0; i < chart->bars->series->len; i++)
    for (guint row = 0; row < chart->bars->n_rows; row++)
      {
        const QdBarSeries *series = g_ptr_array_index (chart->bars->series, i);
        g_autofree char *label = isnan (series->values[row]) ? NULL : label_text (chart, series, row);

        if (label != NULL)
          most = MAX (most, text_width (chart, label, LABEL_SIZE, TRUE));
      }

  return most;
}

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
find_plot (BarChart *chart)
{
  const QdChartBars *bars = chart->bars;
  double names = 0;
  double most = isnan (bars->most) ? longest (bars) : bars->most;
  double label = widest_label (chart) + 2 * LABEL_GAP;
  double row;

  for (guint i = 0; i < bars->n_rows; i++)
    names = MAX (names, text_width (chart, bars->rows[i], NAME_SIZE, FALSE));
  names = MIN (names + NAME_GAP, chart->width * NAMES_PART);

  chart->plot.x = names;
  chart->plot.y = LEGEND + (isnan (bars->line) ? 0 : AXIS);
  row = (chart->height - chart->plot.y) / bars->n_rows;
  chart->plot.height = MIN (row, bars->stacked || bars->overlaid ? ROW_MAX : CLUSTER_MAX) * bars->n_rows;
  chart->unit = (chart->width - names - label) / (most > 0 ? most : 1);
  chart->plot.width = chart->width - names;
}

static void
write_number (QdXml      *xml,
              const char *name,
              double      value)
{
  qd_xml_empty (xml, name, "val=%g", value);
}

static void
write_layout (BarChart    *chart,
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
  write_number (xml, "c:x", qd_number_round (box->x / chart->width, 4));
  write_number (xml, "c:y", qd_number_round (box->y / chart->height, 4));
  if (box->width > 0)
    {
      write_number (xml, "c:w", qd_number_round (box->width / chart->width, 4));
      write_number (xml, "c:h", qd_number_round (box->height / chart->height, 4));
    }
  qd_xml_end (xml, "c:manualLayout");
  qd_xml_end (xml, "c:layout");
}

static void
write_text_look (BarChart *chart,
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

static void
write_no_line (QdXml *xml)
{
  qd_xml_start (xml, "a:ln", NULL);
  qd_xml_empty (xml, "a:noFill", NULL);
  qd_xml_end (xml, "a:ln");
}

static void
write_bar_look (BarChart *chart,
                QdTone    tone,
                gboolean  hatched)
{
  QdXml *xml = chart->xml;
  const QdPptxPalette *palette = &chart->writer->base->palette;

  qd_xml_start (xml, "c:spPr", NULL);
  if (hatched)
    {
      qd_pptx_fill_hatch (xml, palette, palette->tones[tone], palette->tones[QD_TONE_TINT]);
      qd_xml_start (xml, "a:ln", "w=%d", qd_pptx_length (chart->writer, 3));
      qd_pptx_fill_tone (xml, palette, tone);
      qd_xml_end (xml, "a:ln");
    }
  else
    {
      qd_pptx_fill_tone (xml, palette, tone);
      write_no_line (xml);
    }
  qd_xml_end (xml, "c:spPr");
}

/* “Sheet1!$B$2:$B$9”; rows from 1, the first is that of the heads. */
static char *
cells (guint column,
       guint first,
       guint last)
{
  char letter = (char) ('A' + column);

  g_assert (column < 26);
  if (first == last)
    return g_strdup_printf (QD_PPTX_SHEET "!$%c$%u", letter, first);

  return g_strdup_printf (QD_PPTX_SHEET "!$%c$%u:$%c$%u", letter, first, letter, last);
}

static void
write_count (QdXml *xml,
             guint  count)
{
  qd_xml_empty (xml, "c:ptCount", "val=%u", count);
}

static void
write_value (QdXml      *xml,
             guint       index,
             const char *value)
{
  qd_xml_start (xml, "c:pt", "idx=%u", index);
  qd_xml_element (xml, "c:v", value);
  qd_xml_end (xml, "c:pt");
}

static void
write_strings (BarChart          *chart,
               const char        *name,
               const char        *formula,
               const char *const *texts,
               guint              n_texts)
{
  QdXml *xml = chart->xml;

  qd_xml_start (xml, name, NULL);
  qd_xml_start (xml, "c:strRef", NULL);
  qd_xml_element (xml, "c:f", formula);
  qd_xml_start (xml, "c:strCache", NULL);
  write_count (xml, n_texts);
  for (guint i = 0; i < n_texts; i++)
    write_value (xml, i, texts[i]);
  qd_xml_end (xml, "c:strCache");
  qd_xml_end (xml, "c:strRef");
  qd_xml_end (xml, name);
}

static void
write_values (BarChart          *chart,
              const QdBarSeries *series,
              const char        *formula)
{
  QdXml *xml = chart->xml;

  qd_xml_start (xml, "c:val", NULL);
  qd_xml_start (xml, "c:numRef", NULL);
  qd_xml_element (xml, "c:f", formula);
  qd_xml_start (xml, "c:numCache", NULL);
  qd_xml_element (xml, "c:formatCode", chart->bars->percent ? "0%" : "General");
  write_count (xml, chart->bars->n_rows);
  for (guint i = 0; i < chart->bars->n_rows; i++)
    {
      g_autofree char *number = isnan (series->values[i]) ? NULL : qd_number_to_json (series->values[i]);

      if (number != NULL)
        write_value (xml, i, number);
    }
  qd_xml_end (xml, "c:numCache");
  qd_xml_end (xml, "c:numRef");
  qd_xml_end (xml, "c:val");
}

/* A label that was moved is where it belongs. */
static void
write_no_leader_lines (QdXml *xml)
{
  qd_xml_start (xml, "c:extLst", NULL);
  qd_xml_start (xml, "c:ext", "uri=%s xmlns:c15=%s", LEADER_LINES_URI, NS_C15);
  qd_xml_empty (xml, "c15:showLeaderLines", "val=0");
  qd_xml_end (xml, "c:ext");
  qd_xml_end (xml, "c:extLst");
}

static void
write_label_parts (BarChart   *chart,
                   const char *position,
                   gboolean    whole_series)
{
  static const char *const shown[] = {
    "c:showLegendKey", "c:showVal", "c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize",
  };

  qd_xml_empty (chart->xml, "c:dLblPos", "val=%s", position);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    qd_xml_empty (chart->xml, shown[i], "val=%d", strcmp (shown[i], "c:showVal") == 0);
  if (whole_series)
    write_no_leader_lines (chart->xml);
}

static void
write_label_look (BarChart          *chart,
                  const QdBarSeries *series,
                  gboolean           with_sign,
                  QdTone             tone,
                  gboolean           plate)
{
  QdXml *xml = chart->xml;
  g_autofree char *format = label_format (chart->bars, series, with_sign, TRUE);

  qd_xml_empty (xml, "c:numFmt", "formatCode=%s sourceLinked=0", format);
  qd_xml_start (xml, "c:spPr", NULL);
  qd_pptx_fill_tone (xml, &chart->writer->base->palette, plate ? QD_TONE_PAPER : QD_TONE_NONE);
  write_no_line (xml);
  qd_xml_end (xml, "c:spPr");
  write_text_look (chart, LABEL_SIZE, TRUE, tone);
}

/* Whether the label of one bar of a stack does not fit into it. The last of its row has the room beyond. */
typedef enum
{
  LABEL_INSIDE,
  LABEL_BEYOND,
  LABEL_NONE,
} LabelPlace;

static gboolean
is_last (const QdChartBars *bars,
         guint              index,
         guint              row)
{
  for (guint i = index + 1; i < bars->series->len; i++)
    if (!isnan (((const QdBarSeries *) g_ptr_array_index (bars->series, i))->values[row]))
      return FALSE;

  return TRUE;
}

static LabelPlace
place_label (BarChart *chart,
             guint     index,
             guint     row,
             double   *width)
{
  const QdBarSeries *series = g_ptr_array_index (chart->bars->series, index);
  g_autofree char *label = label_text (chart, series, row);

  *width = text_width (chart, label, LABEL_SIZE, TRUE);
  if (*width + LABEL_GAP <= series->values[row] * chart->unit)
    return LABEL_INSIDE;

  return is_last (chart->bars, index, row) ? LABEL_BEYOND : LABEL_NONE;
}

/* A label of its own for a bar that is too short for it: moved beyond its end, or left out. */
static void
write_stacked_label (BarChart *chart,
                     guint     index,
                     guint     row)
{
  QdXml *xml = chart->xml;
  const QdBarSeries *series = g_ptr_array_index (chart->bars->series, index);
  double width;
  LabelPlace place = place_label (chart, index, row, &width);
  double shift = series->values[row] * chart->unit / 2 + LABEL_GAP + width / 2;

  if (place == LABEL_INSIDE)
    return;

  qd_xml_start (xml, "c:dLbl", NULL);
  qd_xml_empty (xml, "c:idx", "val=%u", row);
  if (place == LABEL_NONE)
    {
      qd_xml_empty (xml, "c:delete", "val=1");
    }
  else
    {
      qd_xml_start (xml, "c:layout", NULL);
      qd_xml_start (xml, "c:manualLayout", NULL);
      write_number (xml, "c:x", qd_number_round ((chart->writer->mirrored ? -1 : 1) * shift / chart->width, 4));
      write_number (xml, "c:y", 0);
      qd_xml_end (xml, "c:manualLayout");
      qd_xml_end (xml, "c:layout");
      write_label_look (chart, series, TRUE, series->tone == QD_TONE_RED ? QD_TONE_RED : QD_TONE_INK, FALSE);
      write_label_parts (chart, "ctr", FALSE);
    }
  qd_xml_end (xml, "c:dLbl");
}

static QdTone
label_tone (const QdBarSeries *series)
{
  if (series->hatched)
    return QD_TONE_INK;

  return series->tone == QD_TONE_ACCENT || series->tone == QD_TONE_RED ? QD_TONE_ON_ACCENT : QD_TONE_INK;
}

static void
write_labels (BarChart *chart,
              guint     index)
{
  QdXml *xml = chart->xml;
  const QdChartBars *bars = chart->bars;
  const QdBarSeries *series = g_ptr_array_index (bars->series, index);
  QdTone warned = series->tone == QD_TONE_RED || series->tone == QD_TONE_AMBER ? series->tone : QD_TONE_INK;

  qd_xml_start (xml, "c:dLbls", NULL);
  for (guint row = 0; row < bars->n_rows; row++)
    {
      if (isnan (series->values[row]))
        continue;
      if (bars->stacked)
        {
          write_stacked_label (chart, index, row);
        }
      else if (series->warned != NULL && series->warned[row])
        {
          qd_xml_start (xml, "c:dLbl", NULL);
          qd_xml_empty (xml, "c:idx", "val=%u", row);
          write_label_look (chart, series, TRUE, QD_TONE_RED, FALSE);
          write_label_parts (chart, "outEnd", FALSE);
          qd_xml_end (xml, "c:dLbl");
        }
    }
  write_label_look (chart, series, series->warned == NULL, bars->stacked ? label_tone (series) : warned,
                    series->hatched);
  write_label_parts (chart, bars->stacked ? "ctr" : "outEnd", TRUE);
  qd_xml_end (xml, "c:dLbls");
}

static void
write_series (BarChart *chart,
              guint     index)
{
  QdXml *xml = chart->xml;
  const QdChartBars *bars = chart->bars;
  const QdBarSeries *series = g_ptr_array_index (bars->series, index);
  g_autofree char *title = qd_bar_series_dup_title (series);
  g_autofree char *title_cell = cells (index + 1, 1, 1);
  g_autofree char *name_cells = cells (0, 2, bars->n_rows + 1);
  g_autofree char *value_cells = cells (index + 1, 2, bars->n_rows + 1);
  const char *const titles[] = { title };

  qd_xml_start (xml, "c:ser", NULL);
  qd_xml_empty (xml, "c:idx", "val=%u", index);
  qd_xml_empty (xml, "c:order", "val=%u", index);
  write_strings (chart, "c:tx", title_cell, titles, 1);
  write_bar_look (chart, series->tone, series->hatched);
  qd_xml_empty (xml, "c:invertIfNegative", "val=0");
  for (guint row = 0; series->warned != NULL && row < bars->n_rows; row++)
    if (series->warned[row])
      {
        qd_xml_start (xml, "c:dPt", NULL);
        qd_xml_empty (xml, "c:idx", "val=%u", row);
        qd_xml_empty (xml, "c:invertIfNegative", "val=0");
        qd_xml_empty (xml, "c:bubble3D", "val=0");
        write_bar_look (chart, QD_TONE_RED, FALSE);
        qd_xml_end (xml, "c:dPt");
      }
  write_labels (chart, index);
  write_strings (chart, "c:cat", name_cells, (const char *const *) bars->rows, bars->n_rows);
  write_values (chart, series, value_cells);
  qd_xml_end (xml, "c:ser");
}

static void
write_bars (BarChart *chart)
{
  QdXml *xml = chart->xml;
  const QdChartBars *bars = chart->bars;

  qd_xml_start (xml, "c:barChart", NULL);
  qd_xml_empty (xml, "c:barDir", "val=bar");
  qd_xml_empty (xml, "c:grouping", "val=%s", bars->stacked ? "stacked" : "clustered");
  qd_xml_empty (xml, "c:varyColors", "val=0");
  for (guint i = 0; i < bars->series->len; i++)
    write_series (chart, i);
  qd_xml_empty (xml, "c:gapWidth", "val=%d", bars->stacked || bars->overlaid ? GAP_STACKED : GAP_CLUSTERED);
  qd_xml_empty (xml, "c:overlap", "val=%d", bars->stacked || bars->overlaid ? 100 : 0);
  qd_xml_empty (xml, "c:axId", "val=%u", CATEGORY_AXIS);
  qd_xml_empty (xml, "c:axId", "val=%u", VALUE_AXIS);
  qd_xml_end (xml, "c:barChart");
}

/* The first row on top, without a line: bars start where they start. */
static void
write_category_axis (BarChart *chart)
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
  write_no_line (xml);
  qd_xml_end (xml, "c:spPr");
  write_text_look (chart, NAME_SIZE, FALSE, QD_TONE_INK);
  qd_xml_empty (xml, "c:crossAx", "val=%u", VALUE_AXIS);
  qd_xml_empty (xml, "c:crosses", "val=autoZero");
  qd_xml_empty (xml, "c:auto", "val=1");
  qd_xml_empty (xml, "c:lblAlgn", "val=ctr");
  qd_xml_empty (xml, "c:lblOffset", "val=100");
  qd_xml_empty (xml, "c:noMultiLvlLbl", "val=1");
  qd_xml_end (xml, "c:catAx");
}

static void
write_target_line (BarChart *chart)
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
write_value_axis (BarChart *chart)
{
  QdXml *xml = chart->xml;
  const QdChartBars *bars = chart->bars;
  gboolean line = !isnan (bars->line);
  /* Translators: %s is a score */
  const char *words = _("target %s");
  const QdBarSeries target = { .label = (char *) words };
  g_autofree char *target_format = label_format (bars, &target, FALSE, FALSE);
  /* Positive; negative; zero. */
  g_autofree char *format = g_strconcat (target_format, ";;", NULL);

  qd_xml_start (xml, "c:valAx", NULL);
  qd_xml_empty (xml, "c:axId", "val=%u", VALUE_AXIS);
  qd_xml_start (xml, "c:scaling", NULL);
  qd_xml_empty (xml, "c:orientation", "val=%s", chart->writer->mirrored ? "maxMin" : "minMax");
  write_number (xml, "c:max", qd_number_round (chart->plot.width / chart->unit, 4));
  write_number (xml, "c:min", 0);
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
  write_no_line (xml);
  qd_xml_end (xml, "c:spPr");
  write_text_look (chart, LABEL_SIZE, FALSE, QD_TONE_INK2);
  qd_xml_empty (xml, "c:crossAx", "val=%u", CATEGORY_AXIS);
  qd_xml_empty (xml, "c:crosses", "val=autoZero");
  qd_xml_empty (xml, "c:crossBetween", "val=between");
  if (line)
    write_number (xml, "c:majorUnit", bars->line);
  qd_xml_end (xml, "c:valAx");
}

static void
write_legend (BarChart *chart)
{
  const QdBox box = { chart->plot.x, 0, 0, 0 };

  qd_xml_start (chart->xml, "c:legend", NULL);
  qd_xml_empty (chart->xml, "c:legendPos", "val=t");
  write_layout (chart, &box, FALSE);
  qd_xml_empty (chart->xml, "c:overlay", "val=0");
  write_text_look (chart, LABEL_SIZE, FALSE, QD_TONE_INK2);
  qd_xml_end (chart->xml, "c:legend");
}

static GBytes *
chart_to_xml (BarChart   *chart,
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
  write_text_look (chart, LABEL_SIZE, FALSE, QD_TONE_INK);
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
add_parts (BarChart  *chart,
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
  BarChart chart = { writer, bars, .width = box.width };
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
