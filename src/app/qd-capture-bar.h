#pragma once

#include <gtk/gtk.h>

#include "qd-meeting.h"

G_BEGIN_DECLS

#define QD_TYPE_CAPTURE_BAR (qd_capture_bar_get_type ())

G_DECLARE_FINAL_TYPE (QdCaptureBar, qd_capture_bar, QD, CAPTURE_BAR, GtkWidget)

GtkWidget *qd_capture_bar_new         (void);
void       qd_capture_bar_set_session (QdCaptureBar     *bar,
                                       QdMeetingSession *session);
void       qd_capture_bar_begin       (QdCaptureBar     *bar,
                                       QdCaptureKind     kind);

G_END_DECLS
