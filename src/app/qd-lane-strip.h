#pragma once

#include <gtk/gtk.h>

#include "qd-lanes.h"

G_BEGIN_DECLS

#define QD_TYPE_LANE_STRIP (qd_lane_strip_get_type ())

G_DECLARE_FINAL_TYPE (QdLaneStrip, qd_lane_strip, QD, LANE_STRIP, GtkWidget)

GtkWidget *qd_lane_strip_new       (void);
void       qd_lane_strip_set_lanes (QdLaneStrip *strip,
                                    QdLanes     *lanes,
                                    QdRecord    *selected,
                                    QdRecord    *team);
void       qd_lane_strip_show_team (QdLaneStrip *strip,
                                    QdRecord    *team);
int        qd_lane_strip_get_most  (QdLaneStrip *strip);

G_END_DECLS
