#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What all sheets have in common: a name, columns, a head, and how they are looked at and printed. */

/* What the names of sheets may not hold, and how long they may be. */
#define NAME_MARKS "[]:*?/\\"
#define NAME_MAX_LENGTH 31

/* Widths in characters. */
#define WIDTH_MIN 6
#define WIDTH_TEXT 32
#define WIDTH_LONG_TEXT 52
#define WIDTH_MARGIN 2
#define WIDTH_ARROW 4 /* of the filter in a head */
#define HEAD_LINES_MAX 3

static void
sheet_free (gpointer data)
{
  QdBookSheet *sheet = data;

  g_free (sheet->id);
  g_free (sheet->name);
  g_array_unref (sheet->columns);
  g_clear_pointer (&sheet->records, g_ptr_array_unref);
  g_clear_pointer (&sheet->works, g_array_unref);
  g_free (sheet);
}

/* A name that no other sheet has, as spreadsheets allow them. */
static char *
make_name (QdBook     *book,
           const char *wanted)
{
  g_autofree char *base = g_strdelimit (g_strdup (wanted), NAME_MARKS, '-');
  g_autofree char *name = NULL;

  g_strdelimit (base, "'", '`');
  for (guint i = 1;; i++)
    {
      g_autofree char *suffix = i > 1 ? g_strdup_printf (" (%u)", i) : g_strdup ("");
      glong room = NAME_MAX_LENGTH - (glong) strlen (suffix);
      g_autofree char *cut = g_utf8_substring (base, 0, MIN (room, g_utf8_strlen (base, -1)));

      name = g_strconcat (cut, suffix, NULL);
      if (workbook_validate_sheet_name (book->workbook, name) == LXW_NO_ERROR)
        return g_steal_pointer (&name);
      g_clear_pointer (&name, g_free);
    }
}

/**
 * qd_book_add_sheet:
 * @id: what formulas call it
 * @name: what its tab is to say
 *
 * Returns: (transfer none): a new sheet behind the others
 */
QdBookSheet *
qd_book_add_sheet (QdBook     *book,
                   const char *id,
                   const char *name)
{
  QdBookSheet *sheet = g_new0 (QdBookSheet, 1);

  if (book->sheets == NULL)
    book->sheets = g_ptr_array_new_with_free_func (sheet_free);

  sheet->id = g_strdup (id);
  sheet->list = QD_LIST_ANY;
  sheet->name = make_name (book, name);
  sheet->columns = g_array_new (FALSE, TRUE, sizeof (QdBookColumn));
  sheet->worksheet = workbook_add_worksheet (book->workbook, sheet->name);
  if (book->right_to_left)
    worksheet_right_to_left (sheet->worksheet);
  g_ptr_array_add (book->sheets, sheet);

  return sheet;
}

/**
 * qd_book_add_column:
 * @id: what formulas call it
 * @label: in the user's language
 * @long_text: it holds long texts
 *
 * Returns: (transfer none): a new column at the end, until the next is added
 */
QdBookColumn *
qd_book_add_column (QdBookSheet *sheet,
                    const char  *id,
                    const char  *label,
                    gboolean     long_text)
{
  QdBookColumn column = { .id = id, .label = label, .owner = -1, .long_text = long_text };

  g_array_append_val (sheet->columns, column);

  return &g_array_index (sheet->columns, QdBookColumn, sheet->columns->len - 1);
}

/**
 * qd_book_column_limit:
 *
 * Returns: how wide @column becomes at most, in characters; longer texts break
 */
guint
qd_book_column_limit (const QdBookColumn *column)
{
  return column->long_text ? WIDTH_LONG_TEXT : WIDTH_TEXT;
}

static gboolean
is_figure (const QdBookColumn *column)
{
  if (column->column != NULL)
    return qd_kind_is_number (column->column->kind) || column->column->kind == QD_KIND_MEASURE;

  return column->figure || column->field != NULL;
}

/**
 * qd_book_write_head:
 *
 * Writes the labels of the columns into the first row.
 */
void
qd_book_write_head (QdBook      *book,
                    QdBookSheet *sheet)
{
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      QdBookColumn *column = &g_array_index (sheet->columns, QdBookColumn, i);
      g_auto (GStrv) words = g_strsplit (column->label, " ", -1);

      qd_book_write_text (book, sheet, 0, i, column->label,
                          QD_BOOK_HEAD | (is_figure (column) ? QD_BOOK_AT_END : QD_BOOK_PLAIN));

      /* The head may break between words. */
      column->widest = 0;
      for (guint j = 0; words[j] != NULL; j++)
        column->widest = MAX (column->widest, (guint) g_utf8_strlen (words[j], -1) + WIDTH_ARROW);
    }
}

/**
 * qd_book_finish_sheet:
 *
 * When all cells are written: widths, filter, what stays when scrolled, and how it is printed.
 */
void
qd_book_finish_sheet (QdBook      *book,
                      QdBookSheet *sheet)
{
  guint last = sheet->columns->len - 1;
  guint head_lines = 1;

  for (guint i = 0; i <= last; i++)
    {
      const QdBookColumn *column = &g_array_index (sheet->columns, QdBookColumn, i);
      guint width = CLAMP (column->widest + WIDTH_MARGIN, WIDTH_MIN, qd_book_column_limit (column));
      guint label = (guint) g_utf8_strlen (column->label, -1);

      head_lines = MAX (head_lines, (label + width - WIDTH_ARROW - 1) / (width - WIDTH_ARROW));
      worksheet_set_column (sheet->worksheet, (lxw_col_t) i, (lxw_col_t) i, width, NULL);
    }
  if (head_lines > 1)
    worksheet_set_row (sheet->worksheet, 0, MIN (head_lines, HEAD_LINES_MAX) * LXW_DEF_ROW_HEIGHT, NULL);

  worksheet_freeze_panes (sheet->worksheet, 1, sheet->columns->len > 2 ? 1 : 0);
  if (sheet->n_rows > 0)
    worksheet_autofilter (sheet->worksheet, 0, 0, sheet->n_rows, (lxw_col_t) last);
  worksheet_set_landscape (sheet->worksheet);
  worksheet_fit_to_pages (sheet->worksheet, 1, 0);
  worksheet_repeat_rows (sheet->worksheet, 0, 0);
  worksheet_set_footer (sheet->worksheet, "&L&A&R&P / &N");
}

/**
 * qd_book_gets:
 * @list: a list
 * @column: (nullable): one of its columns; %NULL for the list as such
 *
 * Returns: whether readers may know it
 */
gboolean
qd_book_gets (QdBook     *book,
              QdListId    list,
              const char *column)
{
  return book->gets == NULL || book->gets (list, column, book->gets_data);
}

/**
 * qd_book_row_of:
 * @record: a record
 *
 * Returns: the row it has on the sheet of its list, from 0; 0 if it has none
 */
guint
qd_book_row_of (QdBook   *book,
                QdRecord *record)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (book->rows, record));
}
