#include "qd-config.h"

#include "qd-clip.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-grid-private.h"
#include "qd-number.h"

/* Rows and blocks of cells as text on the clipboard, from and to spreadsheets. */

/* A block of cells that is written. */
typedef struct
{
  QdFigures             *figures;
  QdRefNames            *names;
  QdRecord             **records;
  guint                  n_records;
  const QdColumn *const *columns;
  guint                  n_columns;
} Block;

static void
block_init (Block                 *block,
            QdFigures             *figures,
            QdRecord             **records,
            guint                  n_records,
            const QdColumn *const *columns,
            guint                  n_columns)
{
  QdRefNames *names = qd_ref_names_new (qd_figures_get_plan (figures));

  *block = (Block) { figures, names, records, n_records, columns, n_columns };
}

/* What a cell says, in the user's words, but with numbers that every spreadsheet reads; and its number, or NAN. */
static char *
make_cell (const Block *block,
           guint        row,
           guint        column,
           double      *number)
{
  QdRecord *record = block->records[row];
  const QdColumn *what = block->columns[column];
  g_auto (QdValue) value = QD_VALUE_INIT;

  *number = NAN;
  if (qd_record_get_record_type (record) != what->record_type)
    return g_strdup ("");

  if (what->field != NULL)
    {
      if (qd_kind_is_number (what->field->kind))
        *number = qd_record_get_number (record, what->field->index);
      return qd_sheet_text (record, what->field, block->names, TRUE);
    }

  value = qd_column_value (what, block->figures, record, NULL);
  *number = value.type == QD_VALUE_NUMBER ? value.number : NAN;
  if (what->fraction && !isnan (*number))
    {
      g_autofree char *percent = qd_number_to_json (qd_number_round (*number * 100, 2));

      return g_strconcat (percent, "%", NULL);
    }

  return qd_sheet_text_computed (record, what, block->figures);
}

/**
 * qd_clip_to_tsv:
 * @figures: the figures of the plan
 * @records: (array length=n_records): the rows
 * @n_records: how many
 * @columns: (array length=n_columns): the columns; one of another record type than a row is empty in it
 * @n_columns: how many
 * @header: whether a row of labels goes first
 *
 * Writes cells as spreadsheets put them on the clipboard as text: tabs between them, a line a row, cells with tabs or
 * line ends in quotation marks. Only what is stored: what an initiative inherits is empty. Text that could be taken for
 * a formula has an apostrophe before it, which qd_clip_parse() takes off again.
 *
 * Returns: (transfer full): the text
 */
char *
qd_clip_to_tsv (QdFigures             *figures,
                QdRecord             **records,
                guint                  n_records,
                const QdColumn *const *columns,
                guint                  n_columns,
                gboolean               header)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Block block;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);
  g_return_val_if_fail (columns != NULL, NULL);

  block_init (&block, figures, records, n_records, columns, n_columns);
  for (guint j = 0; j < n_columns && header; j++)
    {
      g_string_append (out, j > 0 ? "\t" : "");
      qd_separated_append (out, _(columns[j]->label), '\t', n_columns == 1);
    }

  for (guint i = 0; i < n_records; i++)
    {
      g_string_append (out, i > 0 || header ? "\n" : "");
      for (guint j = 0; j < n_columns; j++)
        {
          double number;
          g_autofree char *text = make_cell (&block, i, j, &number);

          g_string_append (out, j > 0 ? "\t" : "");
          qd_separated_append (out, text, '\t', n_columns == 1);
        }
    }
  qd_ref_names_free (block.names);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Text as HTML that keeps its line ends and blanks. Only references that HTML has always had. */
static void
append_html_text (GString    *out,
                  const char *text)
{
  static const struct
  {
    char        character;
    const char *html;
  } escapes[] = {
    { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\n', "<br>" }, { '\t', "&#9;" },
  };
  gboolean blank = TRUE;

  for (; *text != '\0'; text++)
    {
      char character = *text == '\r' ? '\n' : *text;
      const char *html = character == ' ' && blank ? "&nbsp;" : NULL;

      if (*text == '\r' && text[1] == '\n')
        continue;

      for (gsize i = 0; i < G_N_ELEMENTS (escapes); i++)
        if (escapes[i].character == character)
          html = escapes[i].html;
      if (html != NULL)
        g_string_append (out, html);
      else
        g_string_append_c (out, character);
      blank = g_ascii_isspace (character);
    }
}

static void
append_html_cell (GString    *out,
                  const char *text,
                  double      number,
                  gboolean    percent)
{
  g_autofree char *safe = qd_sheet_protect (text);

  if (isnan (number))
    {
      /* As text even where it looks like a date or a fraction: “8/8”, “May 15”. */
      g_string_append (out, "<td sdnum=\"1033;0;@\" style='mso-number-format:\"\\@\"'>");
    }
  else
    {
      g_autofree char *exact = qd_number_to_json (number);

      g_string_append_printf (out, "<td align=\"right\" sdval=\"%s\" sdnum=\"1033;%s\" x:num=\"%s\"%s>", exact,
                              percent ? "0;0.00%" : "", exact, percent ? " style=\"mso-number-format:Percent\"" : "");
    }
  append_html_text (out, safe);
  g_string_append (out, "</td>");
}

/**
 * qd_clip_to_html:
 *
 * Like qd_clip_to_tsv(), as a table in HTML: LibreOffice Calc, Excel and Google Sheets take numbers from it exactly,
 * whatever their language, and leave text that looks like a date as it is.
 *
 * Returns: (transfer full): the text
 */
char *
qd_clip_to_html (QdFigures             *figures,
                 QdRecord             **records,
                 guint                  n_records,
                 const QdColumn *const *columns,
                 guint                  n_columns,
                 gboolean               header)
{
  /* Line ends in a cell would start new rows in Excel but for the style. */
  static const char start[] =
    "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>"
    "<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\">"
    "<style>br { mso-data-placement: same-cell; }</style></head><body>\n<table border=\"1\" cellspacing=\"0\">\n";
  g_autoptr (GString) out = NULL;
  Block block;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);
  g_return_val_if_fail (columns != NULL, NULL);

  out = g_string_new (start);
  block_init (&block, figures, records, n_records, columns, n_columns);
  g_string_append (out, header ? "<thead><tr>" : "");
  for (guint j = 0; j < n_columns && header; j++)
    {
      g_string_append (out, "<th>");
      append_html_text (out, _(columns[j]->label));
      g_string_append (out, "</th>");
    }
  g_string_append (out, header ? "</tr></thead>\n" : "");

  for (guint i = 0; i < n_records; i++)
    {
      g_string_append (out, "<tr>");
      for (guint j = 0; j < n_columns; j++)
        {
          double number;
          g_autofree char *text = make_cell (&block, i, j, &number);

          append_html_cell (out, text, number, columns[j]->fraction);
        }
      g_string_append (out, "</tr>\n");
    }
  g_string_append (out, "</table>\n</body></html>\n");
  qd_ref_names_free (block.names);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * qd_clip_parse:
 * @bytes: what the clipboard or a file has
 * @mime_type: its media type; parameters behind it do not matter
 * @error: return location for an error: %QD_ERROR_PARSE if it is no text, or HTML without table and list,
 *   %QD_ERROR_TOO_LARGE
 *
 * Reads cells out of what people paste: text with tabs, tables and lists in HTML or Markdown, a line a row.
 *
 * Returns: (transfer full) (nullable): the cells
 */
QdGrid *
qd_clip_parse (GBytes      *bytes,
               const char  *mime_type,
               GError     **error)
{
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (mime_type != NULL, NULL);

  text = qd_grid_decode (bytes, &length, error);
  if (text == NULL)
    return NULL;

  if (g_str_has_prefix (mime_type, "text/html"))
    return qd_grid_parse_html (text, length, error);
  if (g_str_has_prefix (mime_type, "text/csv"))
    return qd_separated_parse (text, length, QD_SEPARATOR_DETECT, error);
  if (g_str_has_prefix (mime_type, "text/tab-separated-values"))
    return qd_separated_parse (text, length, '\t', error);

  return qd_grid_parse_text (text, length, error);
}
