#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-bars-private.h"

#include <math.h>
#include <string.h>

#include "qd-number.h"

/* The series of a native bar chart: what they remember of their workbook, and what is written at their bars. */

#define NS_C15 "http://schemas.microsoft.com/office/drawing/2012/chart"

/* What an extension of labels is: the lines from labels to what they are of. */
#define LEADER_LINES_URI "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"

double
qd_pptx_bar_text_width (QdPptxBarChart   *chart,
                        const char *text,
                        double      size,
                        gboolean    bold)
{
  return qd_text_line_get_width (qd_text_line_get (chart->writer->deck->style.family, text, size, bold, TRUE));
}

/* Returns: (transfer full): what is written at a bar */
static char *
label_text (QdPptxBarChart          *chart,
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
char *
qd_pptx_bar_label_format (const QdChartBars *bars,
                          const QdBarSeries *series,
                          gboolean           with_sign,
                          gboolean           exact)
{
  const char *percent_s = strstr (series->label, "%s");
  g_autoptr (GString) before = g_string_new (NULL);
  GString *format = g_string_new (NULL);

  g_assert (percent_s != NULL);
  if (with_sign && series->sign != NULL)
    g_string_append_printf (before, "%s ", series->sign);
  g_string_append_len (before, series->label, percent_s - series->label);
  append_literal (format, before->str, before->len);
  g_string_append (format, bars->percent ? "0%" : bars->decimals == 0 ? "#,##0" : exact ? "0.00" : "0.0#");
  append_literal (format, percent_s + 2, strlen (percent_s + 2));

  return g_string_free (format, FALSE);
}

double
qd_pptx_bar_widest_label (QdPptxBarChart *chart)
{
  double most = 0;

  for (guint i = 0; i < chart->bars->series->len; i++)
    for (guint row = 0; row < chart->bars->n_rows; row++)
      {
        const QdBarSeries *series = g_ptr_array_index (chart->bars->series, i);
        g_autofree char *label = isnan (series->values[row]) ? NULL : label_text (chart, series, row);

        if (label != NULL)
          most = MAX (most, qd_pptx_bar_text_width (chart, label, QD_PPTX_LABEL_SIZE, TRUE));
      }

  return most;
}

static void
write_bar_look (QdPptxBarChart *chart,
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
      qd_pptx_bar_write_no_line (xml);
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
write_strings (QdPptxBarChart          *chart,
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
write_values (QdPptxBarChart          *chart,
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
write_label_parts (QdPptxBarChart   *chart,
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
write_label_look (QdPptxBarChart          *chart,
                  const QdBarSeries *series,
                  gboolean           with_sign,
                  QdTone             tone,
                  gboolean           plate)
{
  QdXml *xml = chart->xml;
  g_autofree char *format = qd_pptx_bar_label_format (chart->bars, series, with_sign, TRUE);

  qd_xml_empty (xml, "c:numFmt", "formatCode=%s sourceLinked=0", format);
  qd_xml_start (xml, "c:spPr", NULL);
  qd_pptx_fill_tone (xml, &chart->writer->base->palette, plate ? QD_TONE_PAPER : QD_TONE_NONE);
  qd_pptx_bar_write_no_line (xml);
  qd_xml_end (xml, "c:spPr");
  qd_pptx_bar_write_text_look (chart, QD_PPTX_LABEL_SIZE, TRUE, tone);
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
place_label (QdPptxBarChart *chart,
             guint     index,
             guint     row,
             double   *width)
{
  const QdBarSeries *series = g_ptr_array_index (chart->bars->series, index);
  g_autofree char *label = label_text (chart, series, row);

  *width = qd_pptx_bar_text_width (chart, label, QD_PPTX_LABEL_SIZE, TRUE);
  if (*width + QD_PPTX_LABEL_GAP <= series->values[row] * chart->unit)
    return LABEL_INSIDE;

  return is_last (chart->bars, index, row) ? LABEL_BEYOND : LABEL_NONE;
}

/* A label of its own for a bar that is too short for it: moved beyond its end, or left out. */
static void
write_stacked_label (QdPptxBarChart *chart,
                     guint     index,
                     guint     row)
{
  QdXml *xml = chart->xml;
  const QdBarSeries *series = g_ptr_array_index (chart->bars->series, index);
  double width;
  LabelPlace place = place_label (chart, index, row, &width);
  double shift = series->values[row] * chart->unit / 2 + QD_PPTX_LABEL_GAP + width / 2;

  if (chart->writer->mirrored)
    shift = -shift;

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
      qd_pptx_bar_write_number (xml, "c:x", qd_number_round (shift / chart->width, 4));
      qd_pptx_bar_write_number (xml, "c:y", 0);
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
write_labels (QdPptxBarChart *chart,
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

void
qd_pptx_bar_write_series (QdPptxBarChart *chart,
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
