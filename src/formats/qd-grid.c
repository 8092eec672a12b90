#include "qd-config.h"

#include "qd-grid-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"
#include "qd-text.h"

/* Cells of text in rows and columns. Empty cells at the end of a row take no room, so that a file of nothing but commas
 * is small; everything else is bounded by the number of cells. */

typedef struct
{
  guint first;  /* its first cell */
  guint stored; /* how many cells it has, without empty ones at its end */
  guint length; /* with them */
  guint line;
} Row;

/* What a spreadsheet says the number of a cell is, whatever it shows. */
typedef struct
{
  guint  cell;
  double number;
} CellNumber;

struct _QdGrid
{
  GStringChunk *text;
  GPtrArray    *cells;
  GArray       *rows;    /* of Row */
  GArray       *numbers; /* of CellNumber, by cell */
  guint         n_columns;
  QdGridForm    form;
  gboolean      decimal_comma;
  gboolean      full;
};

/* Returns: (transfer full): a grid without rows, for a reader to fill */
QdGrid *
qd_grid_new (void)
{
  QdGrid *grid = g_new0 (QdGrid, 1);

  grid->text = g_string_chunk_new (4096);
  grid->cells = g_ptr_array_new ();
  grid->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  grid->numbers = g_array_new (FALSE, FALSE, sizeof (CellNumber));

  return grid;
}

void
qd_grid_free (QdGrid *grid)
{
  g_string_chunk_free (grid->text);
  g_ptr_array_unref (grid->cells);
  g_array_unref (grid->rows);
  g_array_unref (grid->numbers);
  g_free (grid);
}

void
qd_grid_set_form (QdGrid     *grid,
                  QdGridForm  form)
{
  grid->form = form;
}

QdGridForm
qd_grid_get_form (QdGrid *grid)
{
  return grid->form;
}

/* From now on “0,7” in a field of numbers is seven tenths. */
void
qd_grid_set_decimal_comma (QdGrid *grid)
{
  grid->decimal_comma = TRUE;
}

gboolean
qd_grid_get_decimal_comma (QdGrid *grid)
{
  return grid->decimal_comma;
}

static Row *
get_row (QdGrid *grid,
         guint   row)
{
  return &g_array_index (grid->rows, Row, row);
}

/* Starts a row, which stands in @line of its source, from 1. */
void
qd_grid_add_row (QdGrid *grid,
                 guint   line)
{
  Row row = { grid->cells->len, 0, 0, line };

  if (grid->rows->len >= QD_GRID_MAX_ROWS)
    grid->full = TRUE;
  if (!grid->full)
    g_array_append_val (grid->rows, row);
}

/* Adds a cell to the last row. What is added to a full grid is forgotten: see qd_grid_finish(). */
void
qd_grid_add_cell (QdGrid     *grid,
                  const char *text,
                  gsize       length)
{
  Row *row = get_row (grid, grid->rows->len - 1);

  if (length > 0 && (row->length >= QD_GRID_MAX_COLUMNS ||
                     grid->cells->len + (row->length - row->stored) >= QD_GRID_MAX_CELLS))
    grid->full = TRUE;
  if (grid->full)
    return;

  row->length++;
  if (length == 0)
    return;

  while (row->stored + 1 < row->length)
    {
      g_ptr_array_add (grid->cells, (char *) "");
      row->stored++;
    }
  g_ptr_array_add (grid->cells, g_string_chunk_insert_len (grid->text, text, (gssize) length));
  row->stored++;
  grid->n_columns = MAX (grid->n_columns, row->stored);
}

/* Says what the number in the last cell is. An empty cell holds none. */
void
qd_grid_add_number (QdGrid *grid,
                    double  number)
{
  Row *row = get_row (grid, grid->rows->len - 1);
  CellNumber exact = { grid->cells->len - 1, number };

  if (!grid->full && row->stored > 0 && row->stored == row->length)
    g_array_append_val (grid->numbers, exact);
}

/* Whether the rest of the source need not be read any more. */
gboolean
qd_grid_is_full (QdGrid *grid)
{
  return grid->full;
}

/* Returns: %FALSE with @error set if not everything found room */
gboolean
qd_grid_finish (QdGrid  *grid,
                GError **error)
{
  if (!grid->full)
    return TRUE;

  g_set_error_literal (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("This table is too large to be a list of a plan."));

  return FALSE;
}

/**
 * qd_grid_get_n_rows:
 *
 * Returns: how many rows there are, a header included
 */
guint
qd_grid_get_n_rows (QdGrid *grid)
{
  return grid->rows->len;
}

/**
 * qd_grid_get_n_columns:
 *
 * Returns: how many columns have something in them, up to the last that has
 */
guint
qd_grid_get_n_columns (QdGrid *grid)
{
  return grid->n_columns;
}

/* Returns: how many cells @row has, whether something is in them or not */
guint
qd_grid_get_row_length (QdGrid *grid,
                        guint   row)
{
  return get_row (grid, row)->length;
}

/**
 * qd_grid_get_text:
 *
 * Returns: (transfer none): what the cell says; "" outside of the grid
 */
const char *
qd_grid_get_text (QdGrid *grid,
                  guint   row,
                  guint   column)
{
  if (row >= grid->rows->len || column >= get_row (grid, row)->stored)
    return "";

  return g_ptr_array_index (grid->cells, get_row (grid, row)->first + column);
}

static int
compare_cells (gconstpointer a,
               gconstpointer b)
{
  const CellNumber *left = a;
  const CellNumber *right = b;

  return (left->cell > right->cell) - (left->cell < right->cell);
}

/* Returns: whether the source says what the number in that cell is */
gboolean
qd_grid_get_number (QdGrid *grid,
                    guint   row,
                    guint   column,
                    double *number)
{
  CellNumber wanted = { 0, 0 };
  guint found;

  if (row >= grid->rows->len || column >= get_row (grid, row)->stored)
    return FALSE;

  wanted.cell = get_row (grid, row)->first + column;
  if (!g_array_binary_search (grid->numbers, &wanted, compare_cells, &found))
    return FALSE;

  *number = g_array_index (grid->numbers, CellNumber, found).number;

  return TRUE;
}

/**
 * qd_grid_get_line:
 *
 * Returns: the line of the source in which @row starts, from 1
 */
guint
qd_grid_get_line (QdGrid *grid,
                  guint   row)
{
  g_return_val_if_fail (row < grid->rows->len, 0);

  return get_row (grid, row)->line;
}

/**
 * qd_grid_has_header:
 *
 * Returns: whether the source says that its first row is a header. Of a table without such marks what the first row
 *   says decides, when it becomes records
 */
gboolean
qd_grid_has_header (QdGrid *grid)
{
  return grid->form == QD_GRID_HEADED;
}

gboolean
qd_grid_row_is_blank (QdGrid *grid,
                      guint   row)
{
  const Row *cells = get_row (grid, row);

  for (guint i = 0; i < cells->stored; i++)
    if (!qd_text_is_blank (g_ptr_array_index (grid->cells, cells->first + i)))
      return FALSE;

  return TRUE;
}

/* The encoding that a byte order mark at the start of a text stands for. */
static const struct
{
  const char *mark;
  gsize       length;
  const char *encoding; /* NULL: UTF-8 */
} marks[] = {
  { "\xef\xbb\xbf", 3, NULL },
  { "\xff\xfe", 2, "UTF-16LE" },
  { "\xfe\xff", 2, "UTF-16BE" },
};

/**
 * qd_grid_decode:
 * @bytes: a text
 * @length: (out): its length in bytes, as UTF-8
 * @error: return location for an error
 *
 * UTF-8, UTF-16 with a byte order mark (as Excel saves “Unicode text”), or what Windows makes of anything else.
 *
 * Returns: (transfer full) (nullable): the text in UTF-8, without NUL
 */
char *
qd_grid_decode (GBytes  *bytes,
                gsize   *length,
                GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *encoding = "WINDOWS-1252";
  gboolean marked = FALSE;
  char *text = NULL;

  if (size > QD_GRID_MAX_BYTES)
    {
      g_set_error_literal (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("This table is too large to be a list of a plan."));
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (marks) && !marked; i++)
    if (size >= marks[i].length && memcmp (data, marks[i].mark, marks[i].length) == 0)
      {
        data += marks[i].length;
        size -= marks[i].length;
        encoding = marks[i].encoding != NULL ? marks[i].encoding : encoding;
        marked = marks[i].encoding != NULL;
      }

  *length = size;
  if (!marked && g_utf8_validate_len (data, size, NULL))
    return g_strndup (size > 0 ? data : "", size);

  if (marked || memchr (data, '\0', size) == NULL)
    text = g_convert (data, (gssize) size, "UTF-8", encoding, NULL, length, NULL);
  if (text != NULL && memchr (text, '\0', *length) == NULL)
    return text;

  g_free (text);
  g_set_error_literal (error, QD_ERROR, QD_ERROR_PARSE, _("This is no text."));

  return NULL;
}
