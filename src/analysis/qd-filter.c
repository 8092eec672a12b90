#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-filter.h"

#include <string.h>

#include "qd-fold.h"
#include "qd-sort-key.h"

/* A filter looks for words in what a cell shows, or compares what the cell means: “> 50”, “<= July 1”, “>= medium”. */

typedef enum
{
  CONTAINS,
  IS,
  LESS,
  AT_MOST,
  AT_LEAST,
  MORE,
} Comparison;

struct _QdFilter
{
  char       *column;     /* (nullable): any will do */
  char       *text;
  gboolean    whole;
  Comparison  comparison;
  char       *operand;    /* @text without the signs before it */
  char       *folded;     /* that, or all of the text if it is to be contained */
};

/* Longer ones first: "<" is the beginning of "<=". */
static const struct
{
  const char *sign;
  Comparison  comparison;
} signs[] = {
  { "<=", AT_MOST }, { ">=", AT_LEAST }, { "≤", AT_MOST }, { "≥", AT_LEAST }, { "<", LESS }, { ">", MORE }, { "=", IS },
};

/**
 * qd_filter_new:
 * @column: (nullable): the id of the column that is looked at; %NULL: all of them
 * @text: what cells must contain, in any case and accent; with a sign before it, what they are compared with
 * @whole: whether cells must show just @text, whatever signs it has: empty text finds empty cells
 *
 * Returns: (transfer full): a filter
 */
QdFilter *
qd_filter_new (const char *column,
               const char *text,
               gboolean    whole)
{
  QdFilter *self = g_new0 (QdFilter, 1);
  const char *operand;

  g_return_val_if_fail (text != NULL, NULL);

  self->column = g_strdup (column);
  self->text = g_strstrip (g_strdup (text));
  self->whole = whole;
  self->comparison = whole ? IS : CONTAINS;
  operand = self->text;
  for (guint i = 0; !whole && i < G_N_ELEMENTS (signs) && self->comparison == CONTAINS; i++)
    if (g_str_has_prefix (self->text, signs[i].sign))
      {
        self->comparison = signs[i].comparison;
        operand += strlen (signs[i].sign);
      }
  self->operand = g_strstrip (g_strdup (operand));
  self->folded = qd_fold_text (self->operand, NULL);

  return self;
}

void
qd_filter_free (QdFilter *filter)
{
  if (filter == NULL)
    return;

  g_free (filter->column);
  g_free (filter->text);
  g_free (filter->operand);
  g_free (filter->folded);
  g_free (filter);
}

/**
 * qd_filter_get_column:
 *
 * Returns: (nullable): the id of the column; %NULL if it looks at all
 */
const char *
qd_filter_get_column (const QdFilter *filter)
{
  return filter->column;
}

/**
 * qd_filter_get_text:
 *
 * Returns: (transfer none): what is looked for
 */
const char *
qd_filter_get_text (const QdFilter *filter)
{
  return filter->text;
}

/**
 * qd_filter_is_whole:
 *
 * Returns: whether a cell has to say just its text, rather than hold it
 */
gboolean
qd_filter_is_whole (const QdFilter *filter)
{
  return filter->whole;
}

/**
 * qd_filter_is_comparison:
 *
 * Returns: whether its text begins with a sign, so that cells are compared with the rest of it
 */
gboolean
qd_filter_is_comparison (const QdFilter *filter)
{
  return !filter->whole && filter->comparison != CONTAINS;
}

/**
 * qd_filter_equal:
 *
 * Returns: whether both let the same rows through
 */
gboolean
qd_filter_equal (const QdFilter *a,
                 const QdFilter *b)
{
  return g_strcmp0 (a->column, b->column) == 0 && g_str_equal (a->text, b->text) && a->whole == b->whole;
}

static gboolean
looks_at (const QdFilter *self,
          const QdColumn *column)
{
  return column != NULL && (self->column == NULL || g_str_equal (self->column, column->id));
}

/**
 * qd_filter_applies:
 * @filter: a filter
 * @columns: (array length=n_columns) (element-type QdColumn): what a row shows; may have gaps
 *
 * Returns: whether @filter looks at any of @columns
 */
gboolean
qd_filter_applies (const QdFilter        *filter,
                   const QdColumn *const *columns,
                   guint                  n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    if (looks_at (filter, columns[i]))
      return TRUE;

  return FALSE;
}

/* Returns: FALSE if the cell and what was typed cannot be compared, such as a number and a word */
static gboolean
compare (const QdFilter *self,
         const QdColumn *column,
         QdFigures      *figures,
         QdRecord       *record,
         int            *order)
{
  g_auto (QdSortKey) typed = qd_sort_key_of_typed (column, figures, self->operand);
  g_auto (QdSortKey) cell = { .kind = QD_SORT_NOTHING };

  if (typed.kind == QD_SORT_NOTHING)
    return FALSE;

  cell = qd_sort_key_of_cell (column, figures, record);
  *order = qd_sort_key_compare (&cell, &typed);

  return cell.kind == typed.kind;
}

static gboolean
cell_matches (const QdFilter *self,
              const QdColumn *column,
              QdFigures      *figures,
              QdRecord       *record)
{
  g_autofree char *shown = NULL;
  g_autofree char *folded = NULL;
  int order;

  if (qd_filter_is_comparison (self))
    {
      if (compare (self, column, figures, record, &order))
        {
          switch (self->comparison)
            {
            case LESS:
              return order < 0;
            case AT_MOST:
              return order <= 0;
            case AT_LEAST:
              return order >= 0;
            case MORE:
              return order > 0;
            case CONTAINS:
            case IS:
            default:
              return order == 0;
            }
        }
      if (self->comparison > IS)
        return FALSE;
    }

  shown = qd_column_display (column, figures, record, NULL);
  folded = qd_fold_text (g_strstrip (shown), NULL);

  return self->comparison == CONTAINS ? strstr (folded, self->folded) != NULL : g_str_equal (folded, self->folded);
}

/**
 * qd_filter_matches:
 * @filter: a filter
 * @columns: (array length=n_columns) (element-type QdColumn): what the row of @record shows; may have gaps
 * @figures: the figures of the plan that @record is of
 * @record: a record
 *
 * Returns: whether a cell of the row says what @filter looks for
 */
gboolean
qd_filter_matches (const QdFilter        *filter,
                   const QdColumn *const *columns,
                   guint                  n_columns,
                   QdFigures             *figures,
                   QdRecord              *record)
{
  for (guint i = 0; i < n_columns; i++)
    if (looks_at (filter, columns[i]) && cell_matches (filter, columns[i], figures, record))
      return TRUE;

  return FALSE;
}
