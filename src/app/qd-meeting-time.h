#pragma once

#include "qd-meeting.h"

G_BEGIN_DECLS

const QdMeetingClock *qd_meeting_time_get_clock    (void);
guint                 qd_meeting_time_get_interval (void);

G_END_DECLS
