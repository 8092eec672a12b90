#pragma once

#include <glib-object.h>

#include "qd-marks.h"

G_BEGIN_DECLS

/**
 * QdChart:
 *
 * The values of one chart: plain numbers and texts that know nothing of a plan. See qd-chart-values.h for how they get
 * in, and qd_plan_chart_new() for the charts of a plan.
 */
typedef struct _QdChart QdChart;

#define QD_TYPE_CHART (qd_chart_get_type ())

GType               qd_chart_get_type     (void);
QdChart            *qd_chart_copy         (QdChart            *chart);
void                qd_chart_free         (QdChart            *chart);

const char *const  *qd_chart_names        (void);
const char         *qd_chart_name_label   (const char         *name);
const char         *qd_chart_get_name     (QdChart            *chart);
gboolean            qd_chart_is_empty     (QdChart            *chart);
const char         *qd_chart_empty_text   (QdChart            *chart);
char               *qd_chart_dup_title    (QdChart            *chart);
char               *qd_chart_dup_message  (QdChart            *chart);
char               *qd_chart_dup_subtitle (QdChart            *chart);
char               *qd_chart_dup_caption  (QdChart            *chart);
char               *qd_chart_describe     (QdChart            *chart);
double              qd_chart_get_natural_height (QdChart      *chart,
                                           const QdChartStyle *style,
                                           double              width);
QdMarks            *qd_chart_layout       (QdChart            *chart,
                                           const QdChartStyle *style,
                                           double              width,
                                           double              height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdChart, qd_chart_free)

G_END_DECLS
