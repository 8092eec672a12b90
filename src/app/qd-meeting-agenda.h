#pragma once

#include <gtk/gtk.h>

#include "qd-meeting.h"

G_BEGIN_DECLS

#define QD_TYPE_MEETING_AGENDA (qd_meeting_agenda_get_type ())

G_DECLARE_FINAL_TYPE (QdMeetingAgenda, qd_meeting_agenda, QD, MEETING_AGENDA, GtkWidget)

GtkWidget *qd_meeting_agenda_new         (void);
void       qd_meeting_agenda_set_session (QdMeetingAgenda  *agenda,
                                          QdMeetingSession *session);
void       qd_meeting_agenda_tick        (QdMeetingAgenda  *agenda);

G_END_DECLS
