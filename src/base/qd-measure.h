#pragma once

#include "qd-date.h"

G_BEGIN_DECLS

/**
 * QdMeasureKind:
 * @QD_MEASURE_NONE: nothing there: empty, “N/A”, “-”, “TBD”
 * @QD_MEASURE_TEXT: something there that is no number and no date
 * @QD_MEASURE_NUMBER: a number with unit and bound
 * @QD_MEASURE_DATE: a date: the key result is a milestone
 */
typedef enum
{
  QD_MEASURE_NONE,
  QD_MEASURE_TEXT,
  QD_MEASURE_NUMBER,
  QD_MEASURE_DATE,
} QdMeasureKind;

/**
 * QdBound:
 *
 * Which side of the number counts as met: “≥8” and “8+” are at least, “≤1” at most, “>50%” more than, “<2s” less than.
 */
typedef enum
{
  QD_BOUND_NONE,
  QD_BOUND_AT_LEAST,
  QD_BOUND_MORE_THAN,
  QD_BOUND_AT_MOST,
  QD_BOUND_LESS_THAN,
} QdBound;

#define QD_MEASURE_UNIT_MAX 32

/**
 * QdMeasure:
 * @kind: what the text is
 * @value: the number; of “25% → 20%” the second one; with a scale suffix applied (“$50K” is 50000)
 * @from: of “25% → 20%” the first number; NAN without an arrow
 * @whole: of “6/8 features” the 8; NAN otherwise. “4/night” has none: “night” is part of the unit
 * @unit: tidied, in its author's case: “%”, “/night”, “features”, “$”, “s”; empty for a bare number. Compare with
 *   qd_measure_units_fit()
 * @bound: which side counts as met
 * @approximate: written with “~”, “≈”, “about”, “ca.”
 * @percent: the unit is per cent
 * @date: the date of a milestone
 *
 * A measure as understood from text such as “25% → 20%”, “≤1”, “~50”, “0/8 features”, “May 15”.
 * A plain value; derived on demand, never stored. The text stays what its author typed.
 */
typedef struct
{
  QdMeasureKind kind;
  double        value;
  double        from;
  double        whole;
  char          unit[QD_MEASURE_UNIT_MAX];
  QdBound       bound;
  gboolean      approximate;
  gboolean      percent;
  QdDate        date;
} QdMeasure;

QdMeasure  qd_measure_parse         (const char      *text,
                                     const GDate     *near_date);
gboolean   qd_measure_has_number    (const QdMeasure *measure);
gboolean   qd_measure_units_fit     (const QdMeasure *a,
                                     const QdMeasure *b);
char      *qd_measure_format_number (const QdMeasure *measure,
                                     double           number);

G_END_DECLS
