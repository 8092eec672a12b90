#pragma once

#include "qd-change.h"
#include "qd-date.h"
#include "qd-plan.h"

G_BEGIN_DECLS

/* Headcount, budget and key dates are read out of the constraints' texts, and editing one rewrites that text: there is
 * one truth, what somebody typed. */

/**
 * QdKeyDate:
 * @record: (not owned): the constraint it stands in
 * @label: what happens then: “Feature freeze”
 * @date: when
 * @start: the byte of the constraint's text at which the date starts
 * @end: the byte behind it
 */
typedef struct
{
  QdRecord *record;
  char     *label;
  QdDate    date;
  int       start;
  int       end;
} QdKeyDate;

/**
 * QdConstraintNumber:
 * @record: (not owned): the constraint it stands in
 * @number: the number; “$50K” is 50000
 * @start: the byte of the constraint's text at which the number starts, a currency sign included
 * @end: the byte behind it, a scale such as “K” included
 */
typedef struct
{
  QdRecord *record;
  double    number;
  int       start;
  int       end;
} QdConstraintNumber;

GPtrArray *qd_constraints_get_key_dates (QdPlan                   *plan);
GPtrArray *qd_constraint_get_key_dates  (QdRecord                 *constraint,
                                         const GDate              *near_date);
gboolean   qd_constraints_get_headcount (QdPlan                   *plan,
                                         QdConstraintNumber       *headcount);
gboolean   qd_constraints_get_budget    (QdPlan                   *plan,
                                         QdConstraintNumber       *budget);
GArray    *qd_constraints_get_uncounted (QdPlan                   *plan);
void       qd_key_date_free             (QdKeyDate                *key_date);

void       qd_constraints_set_key_date  (QdChange                 *change,
                                         const QdKeyDate          *key_date,
                                         const GDate              *date);
void       qd_constraints_set_number    (QdChange                 *change,
                                         const QdConstraintNumber *number,
                                         double                    value);

G_END_DECLS
