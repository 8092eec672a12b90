#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-figure-text.h"

/* Formulas are written as templates, so that the tables of them can be read:
 *
 *   {days}               the cell of that column in the row of the formula
 *   {initiatives:points} all cells of a column of a sheet
 *   {teams!capacity}     the total below a column of a sheet
 *   {settings.band-low}  a field of which the plan has just one
 *   {"risk.status.open"} a choice, as the cells show it; {"<>risk.status.open"} the condition that it is another
 *   {"levels"}           all levels; {"band.met"} the word for a band
 *   {?stated}            nothing; but there must be such a column
 *   [A|B]                A, if all that it points at is there, else B; [A|] is A or nothing
 *
 * What points at something that is not there makes the whole formula fail: the figure is written as a number then. */

static gboolean expand (QdBook            *book,
                        const QdBookSheet *sheet,
                        guint              row,
                        const char        *text,
                        gsize              length,
                        GString           *formula);

static void
append_sheet (GString           *formula,
              const QdBookSheet *from,
              const QdBookSheet *sheet)
{
  if (sheet != from)
    g_string_append_printf (formula, "'%s'!", sheet->name);
}

/**
 * qd_book_append_cell:
 * @from: the sheet of the formula
 * @sheet: the sheet of the cell
 * @row: its row, from 0
 * @column: its column, from 0
 *
 * Points at a cell: one of another row or sheet stays put when the formula is copied.
 */
void
qd_book_append_cell (GString           *formula,
                     const QdBookSheet *from,
                     const QdBookSheet *sheet,
                     guint              row,
                     guint              column)
{
  char cell[LXW_MAX_CELL_NAME_LENGTH];

  append_sheet (formula, from, sheet);
  if (sheet != from)
    lxw_rowcol_to_cell_abs (cell, row, (lxw_col_t) column, 1, 1);
  else
    lxw_rowcol_to_cell (cell, row, (lxw_col_t) column);
  g_string_append (formula, cell);
}

/**
 * qd_book_append_string:
 * @text: a text
 *
 * As a formula has it: between quotes.
 */
void
qd_book_append_string (GString    *formula,
                       const char *text)
{
  g_string_append_c (formula, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (formula, '"');
      g_string_append_c (formula, *p);
    }
  g_string_append_c (formula, '"');
}

/**
 * qd_book_find_sheet:
 *
 * Returns: (transfer none) (nullable): the sheet that formulas call @id
 */
QdBookSheet *
qd_book_find_sheet (QdBook     *book,
                    const char *id)
{
  for (guint i = 0; i < book->sheets->len; i++)
    if (g_str_equal (((QdBookSheet *) g_ptr_array_index (book->sheets, i))->id, id))
      return g_ptr_array_index (book->sheets, i);

  return NULL;
}

/**
 * qd_book_find_column:
 *
 * Returns: the place of the column that formulas call @id, or -1 if @sheet has none
 */
int
qd_book_find_column (const QdBookSheet *sheet,
                     const char        *id)
{
  for (guint i = 0; i < sheet->columns->len; i++)
    if (g_str_equal (g_array_index (sheet->columns, QdBookColumn, i).id, id))
      return (int) i;

  return -1;
}

static gboolean
append_range (QdBook            *book,
              const QdBookSheet *from,
              const char        *id,
              const char        *column_id,
              GString           *formula)
{
  const QdBookSheet *sheet = qd_book_find_sheet (book, id);
  int column = sheet != NULL ? qd_book_find_column (sheet, column_id) : -1;
  char range[LXW_MAX_FORMULA_RANGE_LENGTH];

  if (column < 0 || sheet->n_rows == 0 || sheet->n_cut > 0)
    return FALSE;

  append_sheet (formula, from, sheet);
  lxw_rowcol_to_range_abs (range, 1, (lxw_col_t) column, sheet->n_rows, (lxw_col_t) column);
  g_string_append (formula, range);

  return TRUE;
}

static gboolean
append_total (QdBook            *book,
              const QdBookSheet *from,
              const char        *id,
              const char        *column_id,
              GString           *formula)
{
  const QdBookSheet *sheet = qd_book_find_sheet (book, id);
  int column = sheet != NULL && sheet->has_total && sheet->n_cut == 0 ? qd_book_find_column (sheet, column_id) : -1;

  if (column < 0)
    return FALSE;

  qd_book_append_cell (formula, from, sheet, sheet->n_rows + 1, (guint) column);

  return TRUE;
}

/**
 * qd_book_single_name:
 * @field: a field of a record of which the plan has just one
 *
 * Returns: (transfer full): what the row of the sheet of such fields is called
 */
char *
qd_book_single_name (const QdField *field)
{
  return g_strdup_printf ("%s.%s", qd_record_info (field->record_type)->id, field->key);
}

static gboolean
append_single (QdBook            *book,
               const QdBookSheet *from,
               const char        *name,
               GString           *formula)
{
  const QdBookSheet *sheet = qd_book_find_sheet (book, QD_BOOK_SINGLES);
  guint row = sheet != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (book->singles, name)) : 0;

  if (row == 0)
    return FALSE;

  qd_book_append_cell (formula, from, sheet, row, (guint) qd_book_find_column (sheet, "value"));

  return TRUE;
}

/* “low”;“medium”;“high” as a constant array. */
static void
append_levels (GString *formula)
{
  g_string_append_c (formula, '{');
  for (const QdChoice *level = qd_choices_level; level->id != NULL; level++)
    {
      if (level != qd_choices_level)
        g_string_append_c (formula, ',');
      qd_book_append_string (formula, _(level->label));
    }
  g_string_append_c (formula, '}');
}

/* A choice of a field, named “initiative.status.cut” in our tables, or the condition that it is another. */
static void
append_choice (const char *name,
               GString    *formula)
{
  gboolean other = g_str_has_prefix (name, "<>");
  g_auto (GStrv) parts = g_strsplit (other ? name + 2 : name, ".", 3);

  for (guint type = 0; type < QD_N_RECORD_TYPES; type++)
    {
      const QdRecordInfo *info = qd_record_info ((QdRecordType) type);
      const QdField *field = g_str_equal (info->id, parts[0]) ? qd_record_info_field (info, parts[1]) : NULL;
      const QdChoice *choice = field != NULL ? qd_choice_find (field->choices, parts[2]) : NULL;

      if (choice != NULL)
        {
          g_autofree char *text = g_strconcat (other ? "<>" : "", _(choice->label), NULL);

          qd_book_append_string (formula, text);
          return;
        }
    }

  g_assert_not_reached ();
}

static void
append_word (const char *name,
             GString    *formula)
{
  if (g_str_equal (name, "levels"))
    append_levels (formula);
  else if (g_str_equal (name, "band.met"))
    qd_book_append_string (formula, qd_band_text (QD_BAND_MET));
  else if (g_str_equal (name, "band.partly"))
    qd_book_append_string (formula, qd_band_text (QD_BAND_PARTLY));
  else if (g_str_equal (name, "band.missed"))
    qd_book_append_string (formula, qd_band_text (QD_BAND_MISSED));
  else
    append_choice (name, formula);
}

/* What stands between braces. */
static gboolean
expand_reference (QdBook            *book,
                  const QdBookSheet *sheet,
                  guint              row,
                  const char        *text,
                  gsize              length,
                  GString           *formula)
{
  g_autofree char *name = g_strndup (text, length);
  char *mark = strpbrk (name, ":!");
  int column;

  if (*name == '"')
    {
      name[length - 1] = '\0';
      append_word (name + 1, formula);
      return TRUE;
    }
  if (*name == '?')
    return qd_book_find_column (sheet, name + 1) >= 0;
  if (strchr (name, '.') != NULL)
    return append_single (book, sheet, name, formula);
  if (mark != NULL)
    {
      char kind = *mark;

      *mark = '\0';
      return (kind == ':' ? append_range : append_total) (book, sheet, name, mark + 1, formula);
    }

  column = qd_book_find_column (sheet, name);
  if (column < 0)
    return FALSE;
  qd_book_append_cell (formula, sheet, sheet, row, (guint) column);

  return TRUE;
}

/* The first of the alternatives between brackets that is there; templates have no brackets in brackets. */
static gboolean
expand_choice (QdBook            *book,
               const QdBookSheet *sheet,
               guint              row,
               const char        *text,
               gsize              length,
               GString           *formula)
{
  const char *end = text + length;

  while (text <= end)
    {
      const char *bar = memchr (text, '|', (gsize) (end - text));
      const char *stop = bar != NULL ? bar : end;
      gsize before = formula->len;

      if (expand (book, sheet, row, text, (gsize) (stop - text), formula))
        return TRUE;
      g_string_truncate (formula, before);
      text = stop + 1;
    }

  return FALSE;
}

static gboolean
expand (QdBook            *book,
        const QdBookSheet *sheet,
        guint              row,
        const char        *text,
        gsize              length,
        GString           *formula)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *close;

      switch (*text)
        {
        case '{':
          close = memchr (text, '}', (gsize) (end - text));
          g_assert (close != NULL);
          if (!expand_reference (book, sheet, row, text + 1, (gsize) (close - text - 1), formula))
            return FALSE;
          text = close + 1;
          break;
        case '[':
          close = memchr (text, ']', (gsize) (end - text));
          g_assert (close != NULL);
          if (!expand_choice (book, sheet, row, text + 1, (gsize) (close - text - 1), formula))
            return FALSE;
          text = close + 1;
          break;
        default:
          g_string_append_c (formula, *text++);
        }
    }

  return TRUE;
}

/**
 * qd_book_expand:
 * @sheet: the sheet of the formula
 * @row: its row, from 0
 * @text: a template
 * @formula: what it is appended to
 *
 * Returns: %FALSE if it points at something that is not there
 */
gboolean
qd_book_expand (QdBook            *book,
                const QdBookSheet *sheet,
                guint              row,
                const char        *text,
                GString           *formula)
{
  return expand (book, sheet, row, text, strlen (text), formula);
}
