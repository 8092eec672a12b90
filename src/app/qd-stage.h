#pragma once

#include <gtk/gtk.h>

#include "qd-board.h"
#include "qd-meeting.h"

G_BEGIN_DECLS

#define QD_TYPE_STAGE (qd_stage_get_type ())

G_DECLARE_FINAL_TYPE (QdStage, qd_stage, QD, STAGE, GObject)

QdStage    *qd_stage_new           (QdDocument       *document,
                                    QdMeetingSession *session);
void        qd_stage_show          (QdStage          *stage,
                                    QdPageId          page,
                                    const char       *record);
gboolean    qd_stage_step          (QdStage          *stage,
                                    int               step);
void        qd_stage_set_frozen    (QdStage          *stage,
                                    gboolean          frozen);
gboolean    qd_stage_get_frozen    (QdStage          *stage);
void        qd_stage_set_blank     (QdStage          *stage,
                                    gboolean          blank);
gboolean    qd_stage_get_blank     (QdStage          *stage);
void        qd_stage_set_spotlight (QdStage          *stage,
                                    gboolean          spotlight);
gboolean    qd_stage_get_spotlight (QdStage          *stage);
void        qd_stage_tick          (QdStage          *stage);
void        qd_stage_set_dark      (QdStage          *stage,
                                    gboolean          dark);
const char *qd_stage_get_title     (QdStage          *stage);
char       *qd_stage_describe      (QdStage          *stage);
char       *qd_stage_describe_time (QdStage          *stage);
void        qd_stage_get_paper     (QdStage          *stage,
                                    GdkRGBA          *paper);
void        qd_stage_draw          (QdStage          *stage,
                                    cairo_t          *cr);
void        qd_stage_draw_footer   (QdStage          *stage,
                                    cairo_t          *cr);

G_END_DECLS
