#include "qd-meeting.h"

#include <sys/time.h>
#include <time.h>

#include "qd-plan-private.h"
#include "qd-test-folder.h"

/* The meeting with the clocks of the machine itself, of which this program says what they say: while the machine is
 * suspended, that of its running stands as it would, and only those that count on do. */

#define HOURS 4

static double boot = 1000;
static double monotonic = 1000;
static double real = 1711360800;

static struct timespec
to_timespec (double seconds)
{
  return (struct timespec) { (time_t) seconds, (long) ((seconds - (double) (time_t) seconds) * 1e9) };
}

int
clock_gettime (clockid_t        which,
               struct timespec *time)
{
  *time = to_timespec (which == CLOCK_BOOTTIME ? boot : which == CLOCK_REALTIME ? real : monotonic);

  return 0;
}

int
gettimeofday (struct timeval *restrict time,
              void           *restrict zone)
{
  struct timespec now = to_timespec (real);

  *time = (struct timeval) { now.tv_sec, now.tv_nsec / 1000 };

  return 0;
}

static void
pass (double   seconds,
      gboolean suspended)
{
  boot += seconds;
  real += seconds;
  monotonic += suspended ? 0 : seconds;
}

static QdDocument *
make_document (guint n_items)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();

  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);
      g_autoptr (QdRecord) item = qd_record_new (QD_RECORD_AGENDA_ITEM, id);

      qd_record_set_text (item, QD_AGENDA_ITEM_TITLE, id);
      qd_record_set_number (item, QD_AGENDA_ITEM_MINUTES, HOURS * 60 / n_items);
      qd_list_append (qd_plan_get_list (plan, QD_LIST_AGENDA), item);
    }

  return qd_document_new_for_plan (plan);
}

static QdRecord *
item_at (QdDocument *document,
         guint       index)
{
  return qd_list_get (qd_plan_get_list (qd_document_get_plan (document), QD_LIST_AGENDA), index);
}

/* One item that is on from the first to the last second: suspended for minutes again and again, nothing is lost. */
static void
test_suspended (void)
{
  g_autoptr (QdDocument) document = make_document (1);
  g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, NULL, NULL);

  qd_meeting_session_start (session);
  for (guint minute = 1; minute <= HOURS * 60; minute++)
    {
      pass (60, minute % 7 < 3);
      qd_meeting_session_tick (session);
      g_assert_cmpfloat_with_epsilon (qd_meeting_session_get_elapsed (session, item_at (document, 0)), minute * 60, 1);
      g_assert_cmpfloat_with_epsilon (qd_meeting_session_get_left (session), (HOURS * 60 - minute) * 60, 1);
    }
  g_assert_cmpfloat (boot - monotonic, >, 3600);

  /* Somebody sets the clock on the wall: the room has been at it no longer for that. */
  real += 3600;
  pass (30, FALSE);
  g_assert_cmpfloat_with_epsilon (qd_meeting_session_get_left (session), -30, 1);
}

/* Pauses, turns, suspends, crashes and new starts of the machine at odd moments of four hours: after each, every item has
 * been on for as long as it was. */
static void
test_everything (void)
{
  enum { N = 5 };
  char *folder = qd_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "one.json", NULL);
  g_autoptr (QdDocument) document = make_document (N);
  g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, path, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  double expected[N] = { 0 }, total = 0;
  guint at = 0, n_crashes = 0;

  qd_meeting_session_start (session);
  while (total < HOURS * 3600)
    {
      double seconds = g_rand_double_range (rand, 0.01, 90);
      int turn = g_rand_int_range (rand, 0, 8);

      /* A machine that is started anew counts from the beginning. */
      if (turn == 0)
        boot = monotonic = 3;
      if (turn <= 1)
        g_clear_object (&session);
      pass (seconds, turn == 2);
      total += seconds;
      if (session == NULL)
        {
          session = qd_meeting_session_new (document, path, NULL);
          g_assert_true (qd_meeting_session_recover (session));
          n_crashes++;
        }
      if (qd_meeting_session_get_state (session) == QD_MEETING_RUNNING)
        expected[at] += seconds;
      for (guint i = 0; i < N; i++)
        g_assert_cmpfloat_with_epsilon (qd_meeting_session_get_elapsed (session, item_at (document, i)), expected[i], 1);

      if (turn == 3)
        qd_meeting_session_pause (session);
      else if (turn == 4 || turn == 5)
        qd_meeting_session_resume (session);
      else if (turn == 6)
        qd_meeting_session_go_to (session, item_at (document, at = (guint) g_rand_int_range (rand, 0, N)));
      else
        qd_meeting_session_tick (session);
    }
  g_assert_cmpuint (n_crashes, >, 20);
  qd_test_folder_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/meeting-clock/suspended", test_suspended);
  g_test_add_func ("/meeting-clock/everything", test_everything);

  return g_test_run ();
}
