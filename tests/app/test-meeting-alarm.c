#include "qd-config.h"

#include "qd-meeting-alarm.h"

#include <gdk/gdk.h>

#include "qd-plan-private.h"

/* What is heard and told when the time of an item is up. This program is the one that beeps and tells. */

static guint n_beeps;
static guint n_told;

void
gdk_display_beep (GdkDisplay *display)
{
  n_beeps++;
}

void
g_application_send_notification (GApplication  *application,
                                 const char    *id,
                                 GNotification *notification)
{
  g_assert_cmpstr (id, ==, "meeting");
  g_assert_true (G_IS_NOTIFICATION (notification));
  n_told++;
}

static gint64 now = 1000;

static gint64
get_time (void)
{
  return now;
}

static void
ring_cb (QdMeetingSession *session,
         GSettings        *settings)
{
  qd_meeting_alarm_ring (NULL, settings, session, n_told > 0);
}

/* Once an item: aloud if that is on, and as a notification to whoever does not see the clock. */
static void
test_ring (void)
{
  static const QdMeetingClock clock = { get_time, get_time };
  g_autoptr (GSettings) settings = g_settings_new (QD_APP_ID);
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (QdMeetingSession) session = NULL;
  static const struct
  {
    gboolean sound;
    guint    n_beeps;
    guint    n_told;
  } items[] = { { TRUE, 1, 1 }, { FALSE, 1, 1 }, { TRUE, 2, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (QdRecord) item = qd_record_new (QD_RECORD_AGENDA_ITEM, NULL);

      qd_record_set_number (item, QD_AGENDA_ITEM_MINUTES, 1);
      qd_list_append (qd_plan_get_list (plan, QD_LIST_AGENDA), item);
    }
  document = qd_document_new_for_plan (plan);
  session = qd_meeting_session_new (document, NULL, &clock);
  g_signal_connect (session, "time-up", G_CALLBACK (ring_cb), settings);
  qd_meeting_session_start (session);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_settings_set_boolean (settings, "meeting-sound", items[i].sound);
      for (guint second = 0; second < 90; second++)
        {
          now += G_USEC_PER_SEC;
          qd_meeting_session_tick (session);
        }
      g_assert_cmpuint (n_beeps, ==, items[i].n_beeps);
      g_assert_cmpuint (n_told, ==, items[i].n_told);
      qd_meeting_session_next (session);
    }

  qd_meeting_alarm_ring (NULL, NULL, session, FALSE);
  g_assert_cmpuint (n_beeps, ==, 2);
  g_assert_cmpuint (n_told, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/meeting-alarm/ring", test_ring);

  return g_test_run ();
}
