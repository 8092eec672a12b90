#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-sort-key.h"

#include <math.h>
#include <string.h>

#include "qd-fold.h"
#include "qd-measure.h"
#include "qd-number.h"
#include "qd-quarter.h"
#include "qd-text.h"

/* Cells are sorted by what they mean, which their column knows: numbers by size, dates by day, levels by rank. What is not
 * understood is words, and comes behind what is. */

static QdSortKey
key_of_number (QdSortKind kind,
               double     number)
{
  return (QdSortKey) { .kind = isnan (number) ? QD_SORT_NOTHING : kind, .number = number };
}

/* Numbers within words count as numbers: “Risk 2” comes before “Risk 10”. */
static QdSortKey
key_of_words (const char *text)
{
  g_autofree char *folded = NULL;

  if (qd_text_is_blank (text))
    return (QdSortKey) { .kind = QD_SORT_NOTHING };

  folded = qd_fold_text (text, NULL);

  return (QdSortKey) { .kind = QD_SORT_TEXT, .text = g_utf8_collate_key_for_filename (folded, -1) };
}

static const GDate *
planning_date (QdFigures *figures,
               GDate     *date)
{
  return qd_plan_get_planning_date (qd_figures_get_plan (figures), date) ? date : NULL;
}

static QdSortKey
key_of_date (const QdDate *date,
             const char   *text)
{
  return date->precision != QD_DATE_NONE ? key_of_number (QD_SORT_DATE, g_date_get_julian (&date->date))
                                         : key_of_words (text);
}

static QdSortKey
key_of_measure (QdFigures  *figures,
                const char *text)
{
  GDate near_date;
  QdMeasure measure = qd_measure_parse (text, planning_date (figures, &near_date));

  switch (measure.kind)
    {
    case QD_MEASURE_NUMBER:
      return key_of_number (QD_SORT_NUMBER, measure.value);
    case QD_MEASURE_DATE:
      return key_of_date (&measure.date, text);
    case QD_MEASURE_NONE:
      return (QdSortKey) { .kind = QD_SORT_NOTHING };
    case QD_MEASURE_TEXT:
    default:
      return key_of_words (text);
    }
}

static QdSortKey
key_of_text (const QdColumn *column,
             QdFigures      *figures,
             const char     *text)
{
  const QdChoice *choices = column->field != NULL ? column->field->choices : NULL;
  int rank = choices != NULL ? qd_choice_index (choices, text) : -1;
  GDate near_date;
  QdQuarter quarter;
  QdDate date;

  if (rank >= 0)
    return key_of_number (QD_SORT_NUMBER, rank);

  switch (column->kind)
    {
    case QD_KIND_DATE:
      date = qd_date_parse (text, planning_date (figures, &near_date));
      return key_of_date (&date, text);
    case QD_KIND_QUARTER:
      return qd_quarter_parse (text, &quarter) ? key_of_number (QD_SORT_NUMBER, quarter.year * 4 + quarter.number)
                                               : key_of_words (text);
    case QD_KIND_MEASURE:
      return key_of_measure (figures, text);
    default:
      return key_of_words (text);
    }
}

/**
 * qd_sort_key_of_cell:
 * @column: a column
 * @figures: the figures of the plan that @record is of
 * @record: a record of the column's type
 *
 * Returns: what the cell of @record in @column means
 */
QdSortKey
qd_sort_key_of_cell (const QdColumn *column,
                     QdFigures      *figures,
                     QdRecord       *record)
{
  g_auto (QdValue) value = QD_VALUE_INIT;
  g_autofree char *text = NULL;

  if (column->field == NULL)
    return key_of_number (QD_SORT_NUMBER, qd_column_number (column, figures, record));

  value = qd_column_value (column, figures, record, NULL);
  if (value.type == QD_VALUE_NUMBER)
    return key_of_number (QD_SORT_NUMBER, value.number);
  if (value.type != QD_VALUE_TEXT)
    return (QdSortKey) { .kind = QD_SORT_NOTHING };
  if (column->kind == QD_KIND_REFS)
    text = qd_column_display (column, figures, record, NULL);

  return key_of_text (column, figures, text != NULL ? text : value.text);
}

/**
 * qd_sort_key_of_typed:
 * @column: a column
 * @figures: the figures of a plan
 * @text: what somebody typed, as into a cell of that column
 *
 * Returns: what it means there, to be compared with cells
 */
QdSortKey
qd_sort_key_of_typed (const QdColumn *column,
                      QdFigures      *figures,
                      const char     *text)
{
  g_auto (QdValue) value = QD_VALUE_INIT;
  double number;

  if (column->field == NULL)
    {
      g_autofree char *bare = qd_number_dup_plain (text);
      char *sign = strchr (bare, '%');

      if (sign != NULL && column->fraction)
        *sign = '\0';
      if (!qd_number_parse (g_strstrip (bare), &number))
        return key_of_words (text);
      return key_of_number (QD_SORT_NUMBER, column->fraction ? number / 100 : number);
    }

  value = qd_field_parse_local (column->field, text);
  if (value.type == QD_VALUE_NUMBER)
    return key_of_number (QD_SORT_NUMBER, value.number);

  return value.type == QD_VALUE_TEXT ? key_of_text (column, figures, value.text) : (QdSortKey) { .kind = QD_SORT_NOTHING };
}

void
qd_sort_key_clear (QdSortKey *key)
{
  g_clear_pointer (&key->text, g_free);
}

/**
 * qd_sort_key_compare:
 *
 * Returns: below, equal to or above zero, as @a comes before, with or after @b
 */
int
qd_sort_key_compare (const QdSortKey *a,
                     const QdSortKey *b)
{
  if (a->kind != b->kind)
    return (int) a->kind - (int) b->kind;

  switch (a->kind)
    {
    case QD_SORT_NUMBER:
    case QD_SORT_DATE:
      return (a->number > b->number) - (a->number < b->number);
    case QD_SORT_TEXT:
      return strcmp (a->text, b->text);
    case QD_SORT_NOTHING:
    default:
      return 0;
    }
}
