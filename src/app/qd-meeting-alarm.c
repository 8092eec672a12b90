#include "qd-config.h"

#include "qd-meeting-alarm.h"

#include <gdk/gdk.h>
#include <glib/gi18n-lib.h>

/* That the time of an item is up is heard, unless that is off, and seen by whoever is elsewhere: in the meeting itself, the
 * clock says it. */

#define SOUND_KEY "meeting-sound"
#define NOTIFICATION "meeting"

/**
 * qd_meeting_alarm_ring:
 * @application: the application that tells it
 * @settings: (nullable): whether it may be heard; %NULL for not
 * @session: a meeting, the time of whose item is up
 * @seen: whether somebody looks at its clock
 */
void
qd_meeting_alarm_ring (GApplication     *application,
                       GSettings        *settings,
                       QdMeetingSession *session,
                       gboolean          seen)
{
  QdRecord *item = qd_meeting_session_get_item (session);
  QdRecord *next = qd_meeting_session_get_next (session);
  g_autofree char *title = g_strdup_printf (_("Time is up: %s"), item != NULL ? qd_record_get_title (item) : "");
  g_autofree char *body = next != NULL ? g_strdup_printf (_("Next: %s"), qd_record_get_title (next)) : NULL;
  g_autoptr (GNotification) notification = NULL;

  if (settings != NULL && g_settings_get_boolean (settings, SOUND_KEY))
    gdk_display_beep (gdk_display_get_default ());
  if (seen)
    return;

  notification = g_notification_new (title);
  if (body != NULL)
    g_notification_set_body (notification, body);
  g_application_send_notification (application, NOTIFICATION, notification);
}
