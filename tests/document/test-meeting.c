#include "qd-meeting.h"

#include <glib/gstdio.h>
#include <math.h>

#include "qd-agenda.h"
#include "qd-error.h"
#include "qd-plan-private.h"
#include "qd-test-folder.h"

/* A meeting in which time passes as the test says. */

static gint64 running;
static gint64 wall;

static gint64
get_running (void)
{
  return running;
}

static gint64
get_wall (void)
{
  return wall;
}

static const QdMeetingClock test_clock = { get_running, get_wall };

static void
pass (double seconds)
{
  running += (gint64) (seconds * G_USEC_PER_SEC);
  wall += (gint64) (seconds * G_USEC_PER_SEC);
}

static QdDocument *
make_document (void)
{
  static const struct
  {
    const char *id;
    double      minutes;
  } items[] = { { "a1", 30 }, { "a2", 15 }, { "a3", 0 }, { "a4", 60 } };
  g_autoptr (QdPlan) plan = qd_plan_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (QdRecord) item = qd_record_new (QD_RECORD_AGENDA_ITEM, items[i].id);

      qd_record_set_text (item, QD_AGENDA_ITEM_TITLE, items[i].id);
      if (items[i].minutes > 0)
        qd_record_set_number (item, QD_AGENDA_ITEM_MINUTES, items[i].minutes);
      qd_list_append (qd_plan_get_list (plan, QD_LIST_AGENDA), item);
    }

  return qd_document_new_for_plan (plan);
}

static QdRecord *
item (QdDocument *document,
      const char *id)
{
  return qd_plan_find (qd_document_get_plan (document), id);
}

static void
count_cb (QdMeetingSession *session,
          guint            *n)
{
  (*n)++;
}

static void
test_run_through (void)
{
  g_autoptr (QdDocument) document = make_document ();
  g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, NULL, &test_clock);
  guint n_up = 0;

  g_signal_connect (session, "time-up", G_CALLBACK (count_cb), &n_up);
  g_assert_cmpint (qd_meeting_session_get_state (session), ==, QD_MEETING_WAITING);
  g_assert_null (qd_meeting_session_get_item (session));

  qd_meeting_session_start (session);
  g_assert_true (qd_meeting_session_get_item (session) == item (document, "a1"));
  g_assert_cmpfloat (qd_meeting_session_get_left (session), ==, 1800);
  g_assert_cmpfloat (qd_meeting_session_get_all_left (session), ==, 105 * 60);
  g_assert_cmpint (qd_meeting_session_get_phase (session), ==, QD_MEETING_CALM);

  pass (27 * 60);
  g_assert_cmpint (qd_meeting_session_get_phase (session), ==, QD_MEETING_CLOSING);
  pass (3 * 60 + 1);
  qd_meeting_session_tick (session);
  qd_meeting_session_tick (session);
  g_assert_cmpuint (n_up, ==, 1);
  g_assert_cmpint (qd_meeting_session_get_phase (session), ==, QD_MEETING_OVER);
  g_assert_cmpfloat (qd_meeting_session_get_left (session), ==, -1);

  /* Five minutes more: it is up once more when they have passed. */
  qd_meeting_session_add_minutes (session, 5);
  g_assert_cmpfloat (qd_meeting_session_get_left (session), ==, 299);
  pass (300);
  qd_meeting_session_tick (session);
  g_assert_cmpuint (n_up, ==, 2);

  qd_meeting_session_next (session);
  g_assert_cmpfloat (qd_record_get_number (item (document, "a1"), QD_AGENDA_ITEM_SPENT), ==, 35);
  g_assert_true (qd_meeting_session_get_next (session) == item (document, "a3"));

  pass (60);
  qd_meeting_session_pause (session);
  pass (3600);
  g_assert_cmpfloat (qd_meeting_session_get_left (session), ==, 14 * 60);
  qd_meeting_session_resume (session);
  pass (60);
  g_assert_cmpfloat (qd_meeting_session_get_left (session), ==, 13 * 60);

  qd_meeting_session_next (session);
  g_assert_cmpint (qd_meeting_session_get_phase (session), ==, QD_MEETING_UNTIMED);
  pass (90);
  qd_meeting_session_next (session);
  pass (60);
  qd_meeting_session_next (session);
  g_assert_cmpint (qd_meeting_session_get_state (session), ==, QD_MEETING_ENDED);
  g_assert_cmpfloat (qd_record_get_number (item (document, "a3"), QD_AGENDA_ITEM_SPENT), ==, 1.5);
  g_assert_cmpfloat (qd_record_get_number (item (document, "a4"), QD_AGENDA_ITEM_SPENT), ==, 1);
  g_assert_cmpfloat (qd_meeting_session_get_all_left (session), ==, 0);
}

/* Four hours, with suspends, pauses and turns at odd moments: right to a second, whatever was in between. */
static void
test_long (void)
{
  g_autoptr (QdDocument) document = make_document ();
  g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, NULL, &test_clock);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  double expected[4] = { 0 };
  double paused = 0, total = 0;
  guint at = 0;

  qd_meeting_session_start (session);
  while (total < 4 * 3600)
    {
      double seconds = g_rand_double_range (rand, 0.01, 200);

      pass (seconds);
      total += seconds;
      if (qd_meeting_session_get_state (session) == QD_MEETING_RUNNING)
        expected[at] += seconds;
      else
        paused += seconds;

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          qd_meeting_session_pause (session);
          break;
        case 1:
          qd_meeting_session_resume (session);
          break;
        case 2:
          at = (guint) g_rand_int_range (rand, 0, 4);
          qd_meeting_session_go_to (session, qd_list_get (qd_plan_get_list (qd_document_get_plan (document),
                                                                            QD_LIST_AGENDA), at));
          break;
        default:
          qd_meeting_session_tick (session);
          break;
        }
    }

  g_assert_cmpfloat (paused, >, 0);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (
      qd_meeting_session_get_elapsed (session, qd_list_get (qd_plan_get_list (qd_document_get_plan (document),
                                                                              QD_LIST_AGENDA), i)),
      expected[i], 0.1);
}

static void
test_recover (void)
{
  char *folder = qd_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "meetings", "one.json", NULL);
  g_autoptr (QdDocument) document = make_document ();
  g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, path, &test_clock);
  g_autoptr (QdMeetingSession) again = NULL;
  g_autoptr (QdMeetingSession) last = NULL;

  g_assert_false (qd_meeting_session_recover (session));
  qd_meeting_session_start (session);
  pass (600);
  qd_meeting_session_add_minutes (session, 5);
  g_clear_object (&session); /* the program dies; nobody says goodbye */

  /* The machine is started anew: its running clock begins at another number. */
  pass (120);
  running = 5;
  again = qd_meeting_session_new (document, path, &test_clock);
  g_assert_true (qd_meeting_session_recover (again));
  g_assert_true (qd_meeting_session_get_item (again) == item (document, "a1"));
  g_assert_cmpfloat_with_epsilon (qd_meeting_session_get_elapsed (again, item (document, "a1")), 720, 0.01);
  g_assert_cmpfloat_with_epsilon (qd_meeting_session_get_left (again), 35 * 60 - 720, 0.01);
  g_assert_nonnull (qd_meeting_session_get_start_plan (again));
  g_assert_true (qd_plan_equal (qd_meeting_session_get_start_plan (again), qd_document_get_plan (document)));

  /* What ended is not taken up again. */
  qd_meeting_session_end (again);
  last = qd_meeting_session_new (document, path, &test_clock);
  g_assert_false (qd_meeting_session_recover (last));

  qd_test_folder_remove (folder);
}

/* Each kind goes where it stays, and is told with the item it came of, also after a crash. */
static void
test_captures (void)
{
  static const struct
  {
    QdListId    list;
    guint       text;
  } places[] = {
    [QD_CAPTURE_DECISION] = { QD_LIST_DECISIONS, QD_DECISION_DECISION }, [QD_CAPTURE_ACTION] = { QD_LIST_ACTIONS, QD_ACTION_ACTION },
    [QD_CAPTURE_PARKED] = { QD_LIST_PARKING_LOT, QD_PARKED_TEXT }, [QD_CAPTURE_RISK] = { QD_LIST_RISKS, QD_RISK_RISK },
    [QD_CAPTURE_QUESTION] = { QD_LIST_DECISIONS, QD_DECISION_DECISION },
  };
  char *folder = qd_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "one.json", NULL);
  g_autoptr (QdDocument) document = make_document ();
  g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, path, &test_clock);
  g_autoptr (QdMeetingSession) again = NULL;
  g_autoptr (GError) error = NULL;
  QdCaptureKind kind;
  QdRecord *of;

  qd_meeting_session_start (session);
  for (guint i = 0; i < QD_N_CAPTURES; i++)
    {
      QdRecord *record = qd_meeting_session_capture (session, i, qd_capture_label (i), "Ann", "June 3", &error);

      g_assert_no_error (error);
      g_assert_cmpint (qd_list_get_id (qd_record_get_owner_list (record)), ==, places[i].list);
      g_assert_cmpstr (qd_record_get_text (record, places[i].text), ==, qd_capture_label (i));
      if (i == QD_CAPTURE_ACTION)
        {
          g_assert_cmpstr (qd_record_get_text (record, QD_ACTION_OWNER), ==, "Ann");
          g_assert_cmpstr (qd_record_get_text (record, QD_ACTION_DUE), ==, "June 3");
        }
      /* What is decided is no question any more. */
      if (places[i].list == QD_LIST_DECISIONS)
        g_assert_cmpint (qd_record_is_set (record, QD_DECISION_OUTCOME), ==, i == QD_CAPTURE_DECISION);
      qd_meeting_session_next (session);
      if (i == 2)
        qd_meeting_session_go_to (session, item (document, "a1"));
    }
  g_assert_null (qd_meeting_session_capture (session, QD_CAPTURE_RISK, "  ", NULL, NULL, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);

  again = qd_meeting_session_new (document, path, &test_clock);
  g_assert_true (qd_meeting_session_recover (again));
  g_assert_cmpuint (qd_meeting_session_get_n_captures (again), ==, QD_N_CAPTURES);
  g_assert_nonnull (qd_meeting_session_get_capture (again, QD_CAPTURE_PARKED, &kind, &of));
  g_assert_cmpint (kind, ==, QD_CAPTURE_PARKED);
  g_assert_true (of == item (document, "a3"));

  qd_document_undo (document);
  g_assert_null (qd_meeting_session_get_capture (again, QD_CAPTURE_QUESTION, &kind, &of));
  qd_test_folder_remove (folder);
}

/* Yesterday's meeting does not go on today. */
static void
test_long_ago (void)
{
  char *folder = qd_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "one.json", NULL);
  g_autoptr (QdDocument) document = make_document ();
  g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, path, &test_clock);
  g_autoptr (QdMeetingSession) again = qd_meeting_session_new (document, path, &test_clock);

  qd_meeting_session_start (session);
  pass (24 * 3600);
  g_assert_false (qd_meeting_session_recover (again));
  g_assert_cmpint (qd_meeting_session_get_state (again), ==, QD_MEETING_WAITING);
  qd_test_folder_remove (folder);
}

static void
test_damaged (void)
{
  static const char *const contents[] = {
    "", "{", "[]", "null", "{\"state\":1}", "{\"state\":1,\"items\":[]}", "{\"state\":1,\"items\":{\"a1\":[[],{}]}}",
    "{\"state\":7}", "{\"state\":1,\"captures\":[1,{},{\"kind\":9,\"record\":\"x\"}]}",
  };
  char *folder = qd_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "one.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (QdDocument) document = make_document ();
      g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, path, &test_clock);

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      if (qd_meeting_session_recover (session))
        qd_meeting_session_next (session);
      else
        qd_meeting_session_start (session);
      g_assert_nonnull (qd_meeting_session_get_item (session));
    }

  qd_test_folder_remove (folder);
}

/* A place where nothing can be written is said, and the meeting goes on. */
static void
test_not_written (void)
{
  g_autoptr (QdDocument) document = make_document ();
  g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, "/proc/none/one.json", &test_clock);

  qd_meeting_session_start (session);
  g_assert_nonnull (qd_meeting_session_get_problem (session));
  pass (5);
  g_assert_cmpfloat (qd_meeting_session_get_elapsed (session, item (document, "a1")), ==, 5);
}

/* The item that is on may be deleted. */
static void
test_item_gone (void)
{
  g_autoptr (QdDocument) document = make_document ();
  g_autoptr (QdMeetingSession) session = qd_meeting_session_new (document, NULL, &test_clock);
  QdRecord *gone = item (document, "a1");

  qd_meeting_session_start (session);
  pass (10);
  g_assert_true (qd_document_remove (document, &gone, 1, NULL));
  g_assert_null (qd_meeting_session_get_item (session));
  g_assert_cmpfloat (qd_meeting_session_get_left (session), ==, 0);
  qd_meeting_session_tick (session);
  qd_meeting_session_next (session);
  g_assert_true (qd_meeting_session_get_item (session) == item (document, "a2"));
}

static void
test_agenda (void)
{
  static const struct
  {
    const char *text;
    int         minutes; /* -1: no time */
  } times[] = {
    { "9:00", 540 }, { "09.30", 570 }, { "14h15", 855 }, { "9", 540 }, { "2 pm", 840 }, { "12 am", 0 }, { "12:30 p.m.", 750 },
    { "٩:٣٠", 570 },
    { "24:00", -1 }, { "9:60", -1 }, { "13 pm", -1 }, { "soon", -1 }, { "", -1 }, { NULL, -1 },
  };
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (QdChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *end = NULL;
  g_autofree char *start = NULL;
  QdList *agenda;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      int minutes = -1;

      g_assert_cmpint (qd_agenda_parse_time (times[i].text, &minutes), ==, times[i].minutes >= 0);
      if (times[i].minutes >= 0)
        g_assert_cmpint (minutes, ==, times[i].minutes);
    }

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (QdRecord) team = qd_record_new (QD_RECORD_TEAM, NULL);

      qd_record_set_text (team, QD_TEAM_NAME, "Team");
      qd_list_append (qd_plan_get_list (plan, QD_LIST_TEAMS), team);
    }
  qd_record_set_text (qd_plan_get_single (plan, QD_LIST_MEETING), QD_MEETING_START, "9:00");
  document = qd_document_new_for_plan (plan);
  plan = (g_object_unref (plan), g_object_ref (qd_document_get_plan (document)));
  change = qd_agenda_default (plan, "Add Agenda");
  g_assert_true (qd_document_apply (document, change, QD_APPLY_DEFAULT, &error));
  g_assert_no_error (error);

  agenda = qd_plan_get_list (plan, QD_LIST_AGENDA);
  g_assert_cmpuint (qd_list_get_length (agenda), ==, 12); /* seven, and a slot for each team */
  g_assert_cmpfloat (qd_agenda_total (plan), ==, 30 + 15 + 60 + 15 + 45 + 15 + 10 + 30);
  end = qd_agenda_format_time ((int) qd_agenda_end_of (plan));
  g_assert_cmpstr (end, ==, "12:40");
  start = qd_agenda_format_time ((int) qd_agenda_start_of (qd_list_get (agenda, 2)));
  g_assert_cmpstr (start, ==, "09:45");
  qd_document_undo (document);
  g_assert_cmpuint (qd_list_get_length (agenda), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  running = 1000 * (gint64) G_USEC_PER_SEC;
  wall = 1711360800 * (gint64) G_USEC_PER_SEC;
  g_test_add_func ("/meeting/run-through", test_run_through);
  g_test_add_func ("/meeting/long", test_long);
  g_test_add_func ("/meeting/recover", test_recover);
  g_test_add_func ("/meeting/captures", test_captures);
  g_test_add_func ("/meeting/long-ago", test_long_ago);
  g_test_add_func ("/meeting/damaged", test_damaged);
  g_test_add_func ("/meeting/not-written", test_not_written);
  g_test_add_func ("/meeting/item-gone", test_item_gone);
  g_test_add_func ("/meeting/agenda", test_agenda);

  return g_test_run ();
}
