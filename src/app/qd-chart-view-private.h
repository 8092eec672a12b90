#pragma once

#include "qd-chart-motion.h"
#include "qd-chart-mover.h"
#include "qd-chart-stops.h"
#include "qd-chart-view.h"

G_BEGIN_DECLS

/* What the files of the view share: drawing and pages in one, the keyboard in the other. */

struct _QdChartView
{
  GtkWidget     parent_instance;

  QdChart      *chart;
  QdChartStyle  style;
  QdMarks      *marks;    /* for the size and style it was last drawn with */
  GskRenderNode *drawn;      /* (nullable): what they look like, or … */
  QdMarks      *drawn_marks; /* … those that are on their way to them */
  GArray       *stops;    /* (element-type QdChartStop): of the marks, in reading order */
  int           width;
  int           height;
  char         *title;
  char         *description;

  guint         page;
  guint         n_pages;  /* of the marks */
  guint         paged_id; /* of what tells about both */

  QdChartMotion *motion;
  gboolean      focused;
  char         *selected; /* the id of the stop that the keyboard is at */
  char         *highlighted; /* the id of the record that is selected elsewhere */
  GtkWidget    *tip;      /* NULL until it is first shown */

  gboolean      brief;
  QdPlan       *plan;     /* (nullable): whose style counts */
  QdChartMover *mover;    /* (nullable): where records can be put elsewhere */
  QdChartExplainFunc explain;
  gpointer      explain_data;
};

QdMarks *qd_chart_view_get_marks       (QdChartView *self);
int      qd_chart_view_index_of        (QdChartView *self,
                                        const char  *id);
char    *qd_chart_view_explained       (QdChartView *self,
                                        const char  *id,
                                        const char  *tooltip);
gboolean qd_chart_view_set_page        (QdChartView *self,
                                        int          page);

void     qd_chart_view_add_keys        (QdChartView *self);
int      qd_chart_view_selected_index  (QdChartView *self);
void     qd_chart_view_update_selected (QdChartView *self);
void     qd_chart_view_hide_tip        (QdChartView *self);

G_END_DECLS
