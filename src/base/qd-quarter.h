#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QdQuarter:
 * @year: the fiscal year, four digits; 0 when there is no quarter
 * @number: 1 to 4; 0 when there is no quarter
 *
 * A quarter of a fiscal year. A plain value; the month a fiscal year starts in is a setting of the plan.
 */
typedef struct
{
  int year;
  int number;
} QdQuarter;

gboolean   qd_quarter_parse      (const char      *text,
                                  QdQuarter       *quarter);
gboolean   qd_quarter_is_set     (const QdQuarter *quarter);
char      *qd_quarter_format     (const QdQuarter *quarter);
char      *qd_quarter_to_id      (const QdQuarter *quarter);
char      *qd_quarter_short_name (const QdQuarter *quarter);
QdQuarter  qd_quarter_add        (const QdQuarter *quarter,
                                  int              quarters);
int        qd_quarter_compare    (const QdQuarter *a,
                                  const QdQuarter *b);
void       qd_quarter_get_bounds (const QdQuarter *quarter,
                                  int              start_month,
                                  GDate           *first,
                                  GDate           *last);
QdQuarter  qd_quarter_of_date    (const GDate     *date,
                                  int              start_month);

G_END_DECLS
