#pragma once

#include "qd-figures.h"
#include "qd-measure.h"

G_BEGIN_DECLS

typedef enum
{
  QD_KEY_RESULT_LEVEL,
  QD_KEY_RESULT_CUMULATIVE,
  QD_KEY_RESULT_MILESTONE,
} QdKeyResultKind;

/**
 * QdScoreInput:
 * @baseline: where it stood; of kind %QD_MEASURE_NONE without one
 * @target: where it is to go; may hold the baseline too (“25% → 20%”)
 * @actual: where it came to
 * @actual_text: (nullable): the same as typed: a milestone is “done” or “not yet”
 * @kind: see qd_score_kind()
 * @stated: the score somebody stated; NAN without one
 *
 * What a key result is scored by.
 */
typedef struct
{
  QdMeasure        baseline;
  QdMeasure        target;
  QdMeasure        actual;
  const char      *actual_text;
  QdKeyResultKind  kind;
  double           stated;
} QdScoreInput;

QdKeyResultFigures qd_score_key_result (const QdScoreInput *input);
double             qd_score_progress   (const QdScoreInput *input);
QdScoreInput       qd_score_read       (QdRecord           *key_result,
                                        const GDate        *near_date);
QdKeyResultKind    qd_score_kind       (QdRecord           *key_result,
                                        const QdMeasure    *target);
QdBand             qd_score_band       (double              score,
                                        double              low,
                                        double              high);
guint              qd_stated_decimals  (const QdField      *field);
gboolean           qd_stated_differs   (double              stated,
                                        double              computed,
                                        guint               min_decimals);

G_END_DECLS
