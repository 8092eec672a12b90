#pragma once

#include "qd-quarter.h"
#include "qd-record.h"

G_BEGIN_DECLS

#define QD_TYPE_PLAN (qd_plan_get_type ())

G_DECLARE_FINAL_TYPE (QdPlan, qd_plan, QD, PLAN, GObject)

QdPlan             *qd_plan_new          (void);
QdPlan             *qd_plan_copy         (QdPlan     *plan);
QdRecord           *qd_plan_get_root     (QdPlan     *plan);
QdRecord           *qd_plan_get_single   (QdPlan     *plan,
                                          QdListId    list);
QdList             *qd_plan_get_list     (QdPlan     *plan,
                                          QdListId    list);
QdRecord           *qd_plan_find         (QdPlan     *plan,
                                          const char *id);
guint               qd_plan_get_n_records (QdPlan    *plan);
QdQuarter           qd_plan_get_quarter  (QdPlan     *plan);
QdQuarter           qd_plan_get_previous_quarter (QdPlan *plan);
int                 qd_plan_get_start_month (QdPlan  *plan);
gboolean            qd_plan_get_planning_date (QdPlan *plan,
                                               GDate  *date);
gboolean            qd_plan_equal        (QdPlan     *a,
                                          QdPlan     *b);

G_END_DECLS
