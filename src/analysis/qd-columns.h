#pragma once

#include "qd-figures.h"

G_BEGIN_DECLS

/**
 * QdCellMark:
 * @QD_CELL_ASSUMED: rests on an assumption; shown with “≈”
 * @QD_CELL_STATED: stated by somebody and different from what is computed
 * @QD_CELL_OVER: beyond a limit
 * @QD_CELL_UNKNOWN: cannot be computed; shown quietly, never as zero
 * @QD_CELL_INHERITED: not typed here: it is what the record that holds this one says; shown quietly
 */
typedef enum
{
  QD_CELL_ASSUMED = 1 << 0,
  QD_CELL_STATED = 1 << 1,
  QD_CELL_OVER = 1 << 2,
  QD_CELL_UNKNOWN = 1 << 3,
  QD_CELL_INHERITED = 1 << 4,
} QdCellMark;

/**
 * QdColumn:
 * @id: unique within its record type: the key of a stored field, or the name of a computed column
 * @label: to be translated
 * @record_type: whose column it is
 * @field: (nullable): the stored field; %NULL for a computed column
 * @override: (nullable): for a computed column, the field that typing into it sets
 * @kind: what it shows
 * @fraction: the number is a fraction, shown in per cent: 1 is 100 %
 * @load_bar: draw the number as a bar, 1 being full
 * @review_only: only for last quarter’s objectives and key results (TRUE) or for all
 * @help: (nullable): where the figure comes from, to be translated
 * @width: in characters
 */
typedef struct
{
  const char    *id;
  const char    *label;
  QdRecordType   record_type;
  const QdField *field;
  const QdField *override;
  QdKind         kind;
  gboolean       fraction;
  gboolean       load_bar;
  gboolean       review_only;
  const char    *help;
  int            width;
} QdColumn;

const QdColumn *const *qd_columns_for       (QdRecordType     type,
                                             guint           *n_columns);
const QdColumn       **qd_columns_for_list  (QdFigures       *figures,
                                             QdListId         list,
                                             gboolean         review,
                                             guint           *n_columns);
const QdColumn        *qd_column_find       (QdRecordType     type,
                                             const char      *id);
gboolean               qd_column_is_editable (const QdColumn *column);
QdValue                qd_column_value      (const QdColumn  *column,
                                             QdFigures       *figures,
                                             QdRecord        *record,
                                             QdCellMark      *marks);
double                 qd_column_number     (const QdColumn  *column,
                                             QdFigures       *figures,
                                             QdRecord        *record);
char                  *qd_column_display    (const QdColumn  *column,
                                             QdFigures       *figures,
                                             QdRecord        *record,
                                             QdCellMark      *marks);
char                  *qd_record_display    (QdRecord        *record,
                                             guint            field);
char                  *qd_record_name       (QdRecord        *record);
QdValue                qd_column_total      (const QdColumn  *column,
                                             QdFigures       *figures,
                                             QdListId         list);
char                  *qd_column_display_total (const QdColumn *column,
                                             QdFigures       *figures,
                                             QdListId         list);
char                  *qd_column_explain    (const QdColumn  *column,
                                             QdFigures       *figures,
                                             QdRecord        *record);
const char            *qd_score_reason_text (QdScoreReason    reason);

G_END_DECLS
