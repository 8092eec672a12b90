#include "qd-config.h"

#include "qd-grid-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-number.h"
#include "qd-text.h"

/* The values of fields as cells of a table in a file or on the clipboard: in English, numbers in their shortest exact
 * form, references as titles. What is written reads back the same. */

/**
 * qd_sheet_text:
 * @record: a record
 * @field: one of its fields
 * @names: the names of the records of its plan
 * @local: choices in the user's language, for the clipboard, instead of in English, for files
 *
 * Returns: (transfer full): what a cell says: the field's fallback where nothing is typed
 */
char *
qd_sheet_text (QdRecord      *record,
              const QdField *field,
              QdRefNames    *names,
              gboolean       local)
{
  const QdValue *value = qd_record_get_value (record, field->index);

  if (value->type == QD_VALUE_UNSET)
    value = qd_field_fallback (field);
  if (value->type == QD_VALUE_NUMBER)
    return qd_number_to_json (value->number);
  if (value->type == QD_VALUE_TEXT && field->kind == QD_KIND_REFS)
    return qd_ref_names_format (names, field, value->text);

  return local ? qd_field_display (field, value) : qd_field_format (field, value);
}

/**
 * qd_sheet_text_computed:
 * @record: a record
 * @column: a computed column of its type
 * @figures: the figures of its plan
 *
 * Returns: (transfer full): what a cell says: four decimals at most, a part of a whole from 0 to 1; "" where unknown
 */
char *
qd_sheet_text_computed (QdRecord       *record,
                       const QdColumn *column,
                       QdFigures      *figures)
{
  g_auto (QdValue) value = qd_column_value (column, figures, record, NULL);

  if (value.type == QD_VALUE_NUMBER)
    return qd_number_to_json (qd_number_round (value.number, 4));

  return g_strdup (value.type == QD_VALUE_TEXT ? value.text : "");
}

/* “0,7” and “1.234,5”, where a comma is the decimal point. */
static gboolean
read_decimal_comma (const char *text,
                    double     *number)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autofree char *neutral = NULL;

  if (g_strv_length (parts) != 2 || strspn (parts[0], "+-0123456789.") != strlen (parts[0]))
    return FALSE;

  g_strdelimit (parts[0], ".", ',');
  neutral = g_strconcat (parts[0], ".", parts[1], NULL);

  return qd_number_parse (neutral, number);
}

/* What a field of numbers holds that this cell is written to: as plain digits, as qd_number_to_json() has them, as the
 * spreadsheet says, or in the reader's own way. */
static QdValue
read_number (QdGrid        *grid,
             guint          row,
             guint          column,
             const QdField *field,
             const char    *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  gboolean percent = g_str_has_suffix (bare, "%");
  g_autofree char *exact_text = NULL;
  double number;

  if (qd_grid_get_number (grid, row, column, &number))
    return qd_value_number (percent && field->kind == QD_KIND_PERCENT ? qd_number_round (number * 100, 9) : number);

  if (percent && field->kind == QD_KIND_PERCENT)
    {
      bare[strlen (bare) - 1] = '\0';
      g_strchomp (bare);
    }
  if (qd_grid_get_decimal_comma (grid) && read_decimal_comma (bare, &number))
    return qd_value_number (number);

  number = g_ascii_strtod (bare, NULL);
  exact_text = qd_number_to_json (number);
  if (isfinite (number) && g_str_equal (bare, exact_text))
    return qd_value_number (number);

  return qd_field_parse (field, text);
}

/**
 * qd_sheet_read:
 * @grid: a grid
 * @row: a row of it
 * @column: a column of it
 * @field: a field
 * @names: the names of the records of the plan
 * @problem: (out) (nullable): what was not understood, in the user's language
 *
 * Returns: what the cell puts into @field; clear it with qd_value_clear()
 */
QdValue
qd_sheet_read (QdGrid         *grid,
              guint           row,
              guint           column,
              const QdField  *field,
              QdRefNames     *names,
              char          **problem)
{
  const char *text = qd_grid_get_text (grid, row, column);
  QdValue value;

  *problem = NULL;
  if (qd_text_is_blank (text))
    return (QdValue) QD_VALUE_INIT;

  if (field->kind == QD_KIND_REFS)
    {
      g_autofree char *unknown = NULL;
      g_autofree char *ids = qd_ref_names_parse (names, field, text, &unknown);

      if (unknown != NULL)
        *problem = g_strdup_printf (_("%s: there is no “%s” in the plan; it was left out."), qd_field_label (field),
                                    unknown);
      return qd_value_text (ids);
    }

  if (qd_kind_is_number (field->kind))
    {
      value = read_number (grid, row, column, field, text);
      if (value.type == QD_VALUE_TEXT)
        *problem = g_strdup_printf (_("%s: “%s” is no number; it was kept as typed."), qd_field_label (field),
                                    value.text);
      return value;
    }

  if (field->choices == NULL)
    return qd_value_text (text);

  value = qd_field_parse (field, text);
  if (qd_choice_index (field->choices, value.text) < 0)
    *problem = g_strdup_printf (_("%s: “%s” is none of the answers; it was kept as typed."), qd_field_label (field),
                                value.text);

  return value;
}
