#pragma once

#include <gtk/gtk.h>

#include "qd-stage.h"

G_BEGIN_DECLS

#define QD_TYPE_MEETING_TOOLS (qd_meeting_tools_get_type ())

G_DECLARE_FINAL_TYPE (QdMeetingTools, qd_meeting_tools, QD, MEETING_TOOLS, GtkWidget)

GtkWidget *qd_meeting_tools_new  (void);
void       qd_meeting_tools_show (QdMeetingTools *tools,
                                  QdStage        *stage);

G_END_DECLS
