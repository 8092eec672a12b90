#pragma once

#include <gio/gio.h>

#include "qd-meeting.h"

G_BEGIN_DECLS

void       qd_minutes_job_async  (QdMeetingSession     *session,
                                  GFile                *folder,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
GPtrArray *qd_minutes_job_finish (QdMeetingSession     *session,
                                  GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
