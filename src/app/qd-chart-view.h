#pragma once

#include <gtk/gtk.h>

#include "qd-chart.h"
#include "qd-plan.h"

G_BEGIN_DECLS

#define QD_TYPE_CHART_VIEW (qd_chart_view_get_type ())

G_DECLARE_FINAL_TYPE (QdChartView, qd_chart_view, QD, CHART_VIEW, GtkWidget)

typedef char *(*QdChartExplainFunc) (const char *id,
                                     gpointer    user_data);

GtkWidget *qd_chart_view_new       (void);
void       qd_chart_view_set_chart (QdChartView *view,
                                    QdChart     *chart);
QdChart   *qd_chart_view_get_chart (QdChartView *view);
guint      qd_chart_view_get_page  (QdChartView *view,
                                    guint       *n_pages);
void       qd_chart_view_turn      (QdChartView *view,
                                    int          pages);
GHashTable *qd_chart_view_dup_seen (QdChartView *view);
void       qd_chart_view_highlight (QdChartView *view,
                                    const char  *id);
void       qd_chart_view_set_plan  (QdChartView *view,
                                    QdPlan      *plan);
void       qd_chart_view_set_brief (QdChartView *view);
void       qd_chart_view_set_explain_func (QdChartView        *view,
                                           QdChartExplainFunc  explain,
                                           gpointer            user_data);
void       qd_chart_view_set_movable (QdChartView *view);
gboolean   qd_chart_view_can_move  (QdChartView *view,
                                    double       x,
                                    double       y);

G_END_DECLS
