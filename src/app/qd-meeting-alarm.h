#pragma once

#include <gio/gio.h>

#include "qd-meeting.h"

G_BEGIN_DECLS

void qd_meeting_alarm_ring (GApplication     *application,
                            GSettings        *settings,
                            QdMeetingSession *session,
                            gboolean          seen);

G_END_DECLS
