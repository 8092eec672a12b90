#pragma once

#include "qd-stage.h"

G_BEGIN_DECLS

#define QD_TYPE_STAGE_VIEW (qd_stage_view_get_type ())

G_DECLARE_FINAL_TYPE (QdStageView, qd_stage_view, QD, STAGE_VIEW, GtkWidget)

GtkWidget *qd_stage_view_new       (void);
void       qd_stage_view_set_stage (QdStageView *view,
                                    QdStage     *stage);

G_END_DECLS
