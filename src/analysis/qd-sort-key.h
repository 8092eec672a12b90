#pragma once

#include "qd-columns.h"

G_BEGIN_DECLS

/**
 * QdSortKind:
 * @QD_SORT_NUMBER: a number: a figure, the value of a measure, the rank of a level or another choice
 * @QD_SORT_DATE: a day, as a number
 * @QD_SORT_TEXT: words
 * @QD_SORT_NOTHING: nothing, or nothing known
 *
 * What a cell means to somebody who sorts. The kinds come after each other in this order.
 */
typedef enum
{
  QD_SORT_NUMBER,
  QD_SORT_DATE,
  QD_SORT_TEXT,
  QD_SORT_NOTHING,
} QdSortKind;

/**
 * QdSortKey:
 *
 * What stands in a cell, made to be compared with other cells of its column. Clear it with qd_sort_key_clear().
 */
typedef struct
{
  QdSortKind  kind;
  double      number;
  char       *text;
} QdSortKey;

QdSortKey  qd_sort_key_of_cell  (const QdColumn  *column,
                                 QdFigures       *figures,
                                 QdRecord        *record);
QdSortKey  qd_sort_key_of_typed (const QdColumn  *column,
                                 QdFigures       *figures,
                                 const char      *text);
void       qd_sort_key_clear    (QdSortKey       *key);
int        qd_sort_key_compare  (const QdSortKey *a,
                                 const QdSortKey *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QdSortKey, qd_sort_key_clear)

G_END_DECLS
