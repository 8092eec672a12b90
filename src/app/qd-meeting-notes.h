#pragma once

#include <gtk/gtk.h>

#include "qd-meeting.h"
#include "qd-stage.h"

G_BEGIN_DECLS

#define QD_TYPE_MEETING_NOTES (qd_meeting_notes_get_type ())

G_DECLARE_FINAL_TYPE (QdMeetingNotes, qd_meeting_notes, QD, MEETING_NOTES, GtkWidget)

GtkWidget *qd_meeting_notes_new           (void);
void       qd_meeting_notes_set_session   (QdMeetingNotes   *notes,
                                           QdMeetingSession *session,
                                           QdStage          *stage);
void       qd_meeting_notes_set_projected (QdMeetingNotes   *notes,
                                           gboolean          projected);
void       qd_meeting_notes_set_monitors  (QdMeetingNotes   *notes,
                                           GMenuModel       *monitors);
void       qd_meeting_notes_commit        (QdMeetingNotes   *notes);
void       qd_meeting_notes_focus         (QdMeetingNotes   *notes);

G_END_DECLS
