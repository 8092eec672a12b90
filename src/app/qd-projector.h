#pragma once

#include "qd-stage.h"

G_BEGIN_DECLS

#define QD_TYPE_PROJECTOR (qd_projector_get_type ())

G_DECLARE_FINAL_TYPE (QdProjector, qd_projector, QD, PROJECTOR, GtkWindow)

GtkWidget *qd_projector_new          (GtkWindow   *window,
                                      QdStage     *stage);
void       qd_projector_show         (QdProjector *projector,
                                      const char  *name,
                                      gboolean     insists);
char      *qd_projector_monitor_name (GdkMonitor  *monitor);

G_END_DECLS
