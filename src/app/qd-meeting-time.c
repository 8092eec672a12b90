#include "qd-config.h"

#include "qd-meeting-time.h"

/* Where the time of a meeting comes from: the machine, or, so that tests need not wait, a file named by QD_MEETING_CLOCK.
 * It holds two numbers: the seconds since the machine was started, and those since 1970. */

#define INTERVAL 250
#define TEST_INTERVAL 40

static gint64
read_time (guint which)
{
  static gint64 last[2];
  g_autofree char *content = NULL;
  g_auto (GStrv) numbers = NULL;

  if (!g_file_get_contents (g_getenv ("QD_MEETING_CLOCK"), &content, NULL, NULL))
    return last[which];

  numbers = g_strsplit (g_strstrip (content), " ", 2);
  if (g_strv_length (numbers) == 2)
    last[which] = (gint64) (g_ascii_strtod (numbers[which], NULL) * G_USEC_PER_SEC);

  return last[which];
}

static gint64
read_running (void)
{
  return read_time (0);
}

static gint64
read_wall (void)
{
  return read_time (1);
}

/**
 * qd_meeting_time_get_clock:
 *
 * Returns: (nullable): where the time of meetings comes from; %NULL for the machine
 */
const QdMeetingClock *
qd_meeting_time_get_clock (void)
{
  static const QdMeetingClock from_file = { read_running, read_wall };

  return g_getenv ("QD_MEETING_CLOCK") != NULL ? &from_file : NULL;
}

/**
 * qd_meeting_time_get_interval:
 *
 * Returns: after how many milliseconds to look at the clock again, so that seconds do not appear to be skipped
 */
guint
qd_meeting_time_get_interval (void)
{
  return qd_meeting_time_get_clock () != NULL ? TEST_INTERVAL : INTERVAL;
}
