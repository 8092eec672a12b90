#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <glib/gi18n-lib.h>

/* What the cells of a list offer where answers are fixed or names are known, and what they point out. */

/* How long a list of answers can be that stands in the cell itself. */
#define ANSWERS_MAX 255

#define OVER_INK  0xB3161F
#define OVER_FILL 0xFBE4E4

static void
offer (QdBookSheet         *sheet,
       guint                column,
       lxw_data_validation *validation)
{
  validation->ignore_blank = LXW_VALIDATION_ON;
  worksheet_data_validation_range (sheet->worksheet, 1, (lxw_col_t) column, sheet->n_rows, (lxw_col_t) column,
                                   validation);
}

/* Another answer is kept as typed, in the plan as in the workbook: it is only warned of. */
static void
offer_choices (QdBookSheet    *sheet,
               guint           column,
               const QdChoice *choices)
{
  /* As a formula: the library copies a list to where only as many bytes as characters are allowed have room. */
  g_autoptr (GString) labels = g_string_new ("\"");

  for (const QdChoice *choice = choices; choice->id != NULL; choice++)
    g_string_append_printf (labels, "%s%s", choice > choices ? "," : "", _(choice->label));
  g_string_append_c (labels, '"');

  if (g_utf8_strlen (labels->str, -1) > ANSWERS_MAX)
    return;
  offer (sheet, column, &(lxw_data_validation) {
    .validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = labels->str,
    .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
  });
}

/* Names that stand in a column of another sheet. Several may stand in a cell, or somebody else. */
static void
offer_names (QdBook      *book,
             QdBookSheet *sheet,
             guint        column,
             const char  *names)
{
  g_autoptr (GString) formula = g_string_new ("=");

  if (!qd_book_expand (book, sheet, 1, names, formula))
    return;
  offer (sheet, column, &(lxw_data_validation) {
    .validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = formula->str,
    .show_error = LXW_VALIDATION_OFF,
  });
}

/**
 * qd_book_offer_answers:
 * @sheet: the sheet of a list
 *
 * Lets cells offer levels, choices, teams and categories.
 */
void
qd_book_offer_answers (QdBook      *book,
                       QdBookSheet *sheet)
{
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const QdColumn *column = g_array_index (sheet->columns, QdBookColumn, i).column;

      if (column == NULL || column->field == NULL)
        continue;
      if (column->field->choices != NULL)
        offer_choices (sheet, i, column->field->choices);
      else if (column->kind == QD_KIND_TEAM || column->kind == QD_KIND_SHARES)
        offer_names (book, sheet, i, "{teams:name}");
      else if (column->kind == QD_KIND_CATEGORY)
        offer_names (book, sheet, i, "{allocation:name}");
    }
}

/**
 * qd_book_mark_loads:
 * @sheet: the sheet of a list
 *
 * Lets loads beyond 100 % stand out, whatever is typed later.
 */
void
qd_book_mark_loads (QdBook      *book,
                    QdBookSheet *sheet)
{
  int column = qd_book_find_column (sheet, "load");
  g_autoptr (GString) condition = g_string_new (NULL);
  lxw_format *over;

  if (column < 0 || sheet->n_rows == 0)
    return;

  over = workbook_add_format (book->workbook);
  format_set_bold (over);
  format_set_font_color (over, OVER_INK);
  format_set_bg_color (over, OVER_FILL);

  /* A text is more than any number for a spreadsheet. */
  qd_book_expand (book, sheet, 1, "=AND(ISNUMBER({load}),{load}>1)", condition);
  worksheet_conditional_format_range (sheet->worksheet, 1, (lxw_col_t) column, sheet->n_rows, (lxw_col_t) column,
                                      &(lxw_conditional_format) {
    .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = condition->str, .format = over,
  });
}
