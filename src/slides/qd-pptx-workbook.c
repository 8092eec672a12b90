#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "qd-error.h"

/* The library would write today otherwise, and the same deck would never be the same twice. */
#define CREATED 315532800 /* 1980-01-01 */

#define ROWS_WIDTH  32
#define VALUE_WIDTH 16

static void
write_text (lxw_worksheet *sheet,
            guint          row,
            guint          column,
            const char    *text)
{
  g_autofree char *writable = qd_xml_dup_text (text);

  worksheet_write_string (sheet, row, (lxw_col_t) column, writable, NULL);
}

static void
fill_sheet (lxw_workbook      *workbook,
            lxw_worksheet     *sheet,
            const QdChartBars *bars)
{
  lxw_format *format = workbook_add_format (workbook);

  format_set_num_format (format, bars->percent ? "0%" : bars->decimals == 2 ? "0.00" : "#,##0.##");
  worksheet_set_column (sheet, 0, 0, ROWS_WIDTH, NULL);
  worksheet_set_column (sheet, 1, (lxw_col_t) bars->series->len, VALUE_WIDTH, NULL);
  write_text (sheet, 0, 0, bars->head);
  for (guint row = 0; row < bars->n_rows; row++)
    write_text (sheet, row + 1, 0, bars->rows[row]);

  for (guint i = 0; i < bars->series->len; i++)
    {
      const QdBarSeries *series = g_ptr_array_index (bars->series, i);
      g_autofree char *title = qd_bar_series_dup_title (series);

      write_text (sheet, 0, i + 1, title);
      for (guint row = 0; row < bars->n_rows; row++)
        if (!isnan (series->values[row]))
          worksheet_write_number (sheet, row + 1, (lxw_col_t) (i + 1), series->values[row], format);
    }
}

static gboolean
write_file (const char         *path,
            const QdChartBars  *bars,
            GError            **error)
{
  lxw_doc_properties properties = { .created = CREATED };
  lxw_workbook *workbook = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, QD_PPTX_SHEET);
  lxw_error status;

  workbook_set_properties (workbook, &properties);
  fill_sheet (workbook, sheet, bars);
  status = workbook_close (workbook);
  if (status == LXW_NO_ERROR)
    return TRUE;

  g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("The figures of a chart could not be written: %s"),
               lxw_strerror (status));

  return FALSE;
}

/**
 * qd_pptx_workbook:
 * @bars: the values of a chart
 * @error: return location for an error
 *
 * Returns: (transfer full): the workbook in which they are edited: names in its first column, a series in each of the
 *   others; %NULL with @error set
 */
GBytes *
qd_pptx_workbook (const QdChartBars  *bars,
                  GError            **error)
{
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  gsize length;
  gboolean read;
  int file = g_file_open_tmp ("quarterdeck-XXXXXX.xlsx", &path, error);

  if (file < 0)
    return NULL;

  close (file);
  read = write_file (path, bars, error) && g_file_get_contents (path, &content, &length, error);
  g_unlink (path);

  return read ? g_bytes_new_take (g_steal_pointer (&content), length) : NULL;
}
