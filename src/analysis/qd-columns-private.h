#pragma once

/* The computed columns, each one line of the table in qd-columns.c. */

#include "qd-columns.h"

G_BEGIN_DECLS

/**
 * QdComputedFormat:
 * @QD_FORMAT_POINTS: rounded to whole points
 * @QD_FORMAT_PART: a fraction, in per cent
 * @QD_FORMAT_SCORE: one or two decimals
 * @QD_FORMAT_NUMBER: up to two decimals
 * @QD_FORMAT_BAND: a #QdBand, as a word
 * @QD_FORMAT_TIME: minutes since midnight, as a time of day
 */
typedef enum
{
  QD_FORMAT_POINTS,
  QD_FORMAT_PART,
  QD_FORMAT_SCORE,
  QD_FORMAT_NUMBER,
  QD_FORMAT_BAND,
  QD_FORMAT_TIME,
} QdComputedFormat;

/* @number: what the column shows, NAN when unknown; adds to @marks.
 * @total: (nullable): the same for all rows of a list, NAN where it has no total.
 * @explain: (nullable): where the figure of a row comes from, in the user's language.
 * @unknown: (nullable): what is shown for NAN instead of a dash. */
typedef struct
{
  QdRecordType      record_type;
  const char       *id;
  const char       *label;
  const char       *after;
  QdComputedFormat  format;
  int               override;
  int               width;
  gboolean          load_bar;
  gboolean          review_only;
  const char       *help;
  double          (*number)  (QdFigures  *figures,
                              QdRecord   *record,
                              QdCellMark *marks);
  double          (*total)   (QdFigures  *figures,
                              QdListId    list);
  char           *(*explain) (QdFigures  *figures,
                              QdRecord   *record);
  const char     *(*unknown) (QdFigures  *figures,
                              QdRecord   *record);
} QdComputedColumn;

extern const QdComputedColumn qd_computed_columns[]; /* ended by one without an id */

double      qd_total_initiative_points       (QdFigures *figures, QdListId list);
char       *qd_explain_team_capacity         (QdFigures *figures, QdRecord *record);
char       *qd_explain_team_committed        (QdFigures *figures, QdRecord *record);
char       *qd_explain_team_load             (QdFigures *figures, QdRecord *record);
char       *qd_explain_category_points       (QdFigures *figures, QdRecord *record);
char       *qd_explain_category_committed    (QdFigures *figures, QdRecord *record);
char       *qd_explain_category_part         (QdFigures *figures, QdRecord *record);
char       *qd_explain_objective_points      (QdFigures *figures, QdRecord *record);
char       *qd_explain_objective_load        (QdFigures *figures, QdRecord *record);
char       *qd_explain_objective_confidence  (QdFigures *figures, QdRecord *record);
char       *qd_explain_objective_score       (QdFigures *figures, QdRecord *record);
char       *qd_explain_key_result_computed   (QdFigures *figures, QdRecord *record);
char       *qd_explain_key_result_score      (QdFigures *figures, QdRecord *record);
char       *qd_explain_band                  (QdFigures *figures, QdRecord *record);
char       *qd_explain_priority              (QdFigures *figures, QdRecord *record);
char       *qd_explain_risk_level            (QdFigures *figures, QdRecord *record);
char       *qd_explain_agenda_start          (QdFigures *figures, QdRecord *record);
char       *qd_explain_inherited             (QdFigures *figures, QdRecord *record);

G_END_DECLS
