#pragma once

#include <gtk/gtk.h>

#include "qd-lanes.h"

G_BEGIN_DECLS

#define QD_TYPE_LANE_VIEW (qd_lane_view_get_type ())

G_DECLARE_FINAL_TYPE (QdLaneView, qd_lane_view, QD, LANE_VIEW, GtkWidget)

GtkWidget *qd_lane_view_new      (void);
void       qd_lane_view_set_lane (QdLaneView *view,
                                  QdLanes    *lanes,
                                  guint       lane,
                                  QdRecord   *selected,
                                  gboolean    current);
QdRecord  *qd_lane_view_get_team (QdLaneView *view);

GdkContentProvider *qd_lane_drag_content (QdLanes  *lanes,
                                          int       work);

G_END_DECLS
