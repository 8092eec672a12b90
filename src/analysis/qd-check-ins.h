#pragma once

#include "qd-change.h"
#include "qd-figures.h"

G_BEGIN_DECLS

/**
 * QdTrendPoint:
 * @date: a day
 * @value: where the key result stood then
 */
typedef struct
{
  GDate  date;
  double value;
} QdTrendPoint;

QdRecord  *qd_check_in_latest   (QdFigures *figures,
                                 QdRecord  *key_result,
                                 GDate     *date);
GArray    *qd_check_ins_trend   (QdFigures *figures,
                                 QdRecord  *key_result);
GPtrArray *qd_check_ins_due     (QdPlan    *plan);
QdChange  *qd_check_ins_change  (QdPlan    *plan,
                                 GPtrArray *key_results,
                                 GPtrArray *check_ins,
                                 const char *title);

G_END_DECLS
