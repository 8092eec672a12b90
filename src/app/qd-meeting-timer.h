#pragma once

#include <gtk/gtk.h>

#include "qd-meeting.h"

G_BEGIN_DECLS

#define QD_TYPE_MEETING_TIMER (qd_meeting_timer_get_type ())

G_DECLARE_FINAL_TYPE (QdMeetingTimer, qd_meeting_timer, QD, MEETING_TIMER, GtkWidget)

GtkWidget *qd_meeting_timer_new         (void);
void       qd_meeting_timer_set_session (QdMeetingTimer   *timer,
                                         QdMeetingSession *session);
void       qd_meeting_timer_tick        (QdMeetingTimer   *timer);

G_END_DECLS
