#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-meeting-private.h"

#include <math.h>
#include <time.h>

/* A meeting while it runs: which item of the agenda is on, and for how long each has been. It lives beside the plan and
 * its undo; what comes of it, the minutes spent, goes into the plan as changes. It is written down at every turn, so that
 * it goes on after a crash: the time that has passed meanwhile is counted, since the room did not stop talking. */

#define CLOSING_PART 10
#define SECONDS_A_MINUTE 60.0

enum
{
  CHANGED,
  TIME_UP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdMeetingSession, qd_meeting_session, G_TYPE_OBJECT)

/* Goes on while the machine is suspended, as the meeting does. */
static gint64
running_time (void)
{
#ifdef CLOCK_BOOTTIME
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) == 0)
    return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
#endif

  return g_get_monotonic_time ();
}

static QdList *
get_agenda (QdMeetingSession *self)
{
  return qd_plan_get_list (qd_document_get_plan (self->document), QD_LIST_AGENDA);
}

QdMeetingShare *
qd_meeting_session_get_share (QdMeetingSession *self,
                              const char       *id)
{
  QdMeetingShare *share = g_hash_table_lookup (self->shares, id);

  if (share == NULL)
    {
      share = g_new0 (QdMeetingShare, 1);
      g_hash_table_insert (self->shares, g_strdup (id), share);
    }

  return share;
}

static double
running_stretch (QdMeetingSession *self)
{
  if (self->state != QD_MEETING_RUNNING)
    return 0;

  return MAX ((double) (self->clock.running () - self->since) / G_USEC_PER_SEC, 0);
}

/* What ran so far is counted; what runs on counts from now. */
static void
settle (QdMeetingSession *self)
{
  if (self->state == QD_MEETING_RUNNING && self->item != NULL)
    qd_meeting_session_get_share (self, self->item)->elapsed += running_stretch (self);
  self->since = self->clock.running ();
}

/* Every turn is settled, written down and told. */
void
qd_meeting_session_turn (QdMeetingSession *self,
                         QdMeetingState    state)
{
  settle (self);
  self->state = state;
  qd_meeting_session_write_down (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Minutes spent go into the plan, to a tenth. */
static void
record_spent (QdMeetingSession *self)
{
  QdRecord *item = qd_meeting_session_get_item (self);
  double elapsed = item != NULL ? qd_meeting_session_get_elapsed (self, item) : 0;
  g_auto (QdValue) spent = qd_value_number (round (elapsed / SECONDS_A_MINUTE * 10) / 10);

  if (elapsed > 0)
    qd_document_set_value (self->document, item, QD_AGENDA_ITEM_SPENT, &spent, QD_APPLY_DEFAULT, NULL);
}

static void
set_item (QdMeetingSession *self,
          QdRecord         *item)
{
  settle (self);
  record_spent (self);
  g_free (self->item);
  self->item = item != NULL ? g_strdup (qd_record_get_id (item)) : NULL;
  self->time_up_said = FALSE;
}

static void
qd_meeting_session_finalize (GObject *object)
{
  QdMeetingSession *self = QD_MEETING_SESSION (object);

  g_clear_object (&self->document);
  g_clear_object (&self->start_plan);
  g_hash_table_unref (self->shares);
  g_array_unref (self->captures);
  g_free (self->path);
  g_free (self->item);
  g_free (self->problem);

  G_OBJECT_CLASS (qd_meeting_session_parent_class)->finalize (object);
}

static void
qd_meeting_session_class_init (QdMeetingSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_meeting_session_finalize;

  /**
   * QdMeetingSession::changed:
   *
   * It was started, paused, went on, ended, or another item is on. Not emitted as time passes.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * QdMeetingSession::time-up:
   *
   * The time of the item that is on has just passed. Emitted once for each time it is given.
   */
  signals[TIME_UP] = g_signal_new ("time-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
qd_meeting_session_init (QdMeetingSession *self)
{
  self->shares = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->captures = g_array_new (FALSE, FALSE, sizeof (QdMeetingCapture));
  g_array_set_clear_func (self->captures, qd_meeting_capture_clear);
}

/**
 * qd_meeting_session_new:
 * @document: the document whose agenda it follows
 * @path: (nullable): the file in which it is written down at every turn; %NULL to do without
 * @clock: (nullable): where the time comes from; %NULL for the machine's clocks
 *
 * Returns: (transfer full): a meeting that has not begun
 */
QdMeetingSession *
qd_meeting_session_new (QdDocument           *document,
                        const char           *path,
                        const QdMeetingClock *clock)
{
  QdMeetingSession *self = g_object_new (QD_TYPE_MEETING_SESSION, NULL);
  const QdMeetingClock usual = { running_time, g_get_real_time };

  self->document = g_object_ref (document);
  self->path = g_strdup (path);
  self->clock = clock != NULL ? *clock : usual;

  return self;
}

/**
 * qd_meeting_session_get_document:
 *
 * Returns: (transfer none): the document of the plan that is met about
 */
QdDocument *
qd_meeting_session_get_document (QdMeetingSession *session)
{
  return session->document;
}

/**
 * qd_meeting_session_get_problem:
 *
 * Returns: (nullable): why the meeting cannot be written down, in the user's language
 */
const char *
qd_meeting_session_get_problem (QdMeetingSession *session)
{
  return session->problem;
}

/**
 * qd_meeting_session_start:
 *
 * Begins with the first item, and keeps the plan as it is now to compare with at the end.
 */
void
qd_meeting_session_start (QdMeetingSession *session)
{
  QdList *agenda = get_agenda (session);

  if (session->state != QD_MEETING_WAITING && session->state != QD_MEETING_ENDED)
    return;

  g_hash_table_remove_all (session->shares);
  g_array_set_size (session->captures, 0);
  g_clear_object (&session->start_plan);
  session->start_plan = qd_plan_copy (qd_document_get_plan (session->document));
  session->started = session->clock.wall ();
  session->ended = 0;
  qd_meeting_session_write_start (session);
  set_item (session, qd_list_get_length (agenda) > 0 ? qd_list_get (agenda, 0) : NULL);
  qd_meeting_session_turn (session, QD_MEETING_RUNNING);
}

/**
 * qd_meeting_session_pause:
 *
 * Stops the time of the item that is on; nothing happens unless the meeting runs.
 */
void
qd_meeting_session_pause (QdMeetingSession *session)
{
  if (session->state == QD_MEETING_RUNNING)
    qd_meeting_session_turn (session, QD_MEETING_PAUSED);
}

/**
 * qd_meeting_session_resume:
 *
 * Lets the time go on after qd_meeting_session_pause().
 */
void
qd_meeting_session_resume (QdMeetingSession *session)
{
  if (session->state == QD_MEETING_PAUSED)
    qd_meeting_session_turn (session, QD_MEETING_RUNNING);
}

/**
 * qd_meeting_session_add_minutes:
 * @minutes: how many more the item that is on gets; negative for less
 */
void
qd_meeting_session_add_minutes (QdMeetingSession *session,
                                int               minutes)
{
  if (session->item == NULL)
    return;

  qd_meeting_session_get_share (session, session->item)->added += minutes * SECONDS_A_MINUTE;
  session->time_up_said = qd_meeting_session_get_left (session) <= 0;
  qd_meeting_session_turn (session, session->state);
}

/**
 * qd_meeting_session_go_to:
 * @item: (nullable): the item that is on from now; %NULL for none
 *
 * A meeting that has ended goes on.
 */
void
qd_meeting_session_go_to (QdMeetingSession *session,
                          QdRecord         *item)
{
  if (session->state == QD_MEETING_WAITING)
    return;

  set_item (session, item);
  session->ended = 0;
  qd_meeting_session_turn (session, session->state == QD_MEETING_PAUSED ? QD_MEETING_PAUSED : QD_MEETING_RUNNING);
}

/**
 * qd_meeting_session_next:
 *
 * Goes on to the next item of the agenda; after the last one the meeting ends.
 */
void
qd_meeting_session_next (QdMeetingSession *session)
{
  QdRecord *next = qd_meeting_session_get_next (session);

  if (next != NULL)
    qd_meeting_session_go_to (session, next);
  else
    qd_meeting_session_end (session);
}

/**
 * qd_meeting_session_end:
 *
 * Ends a meeting that runs or pauses; the item that is on ends with it.
 */
void
qd_meeting_session_end (QdMeetingSession *session)
{
  if (session->state != QD_MEETING_RUNNING && session->state != QD_MEETING_PAUSED)
    return;

  set_item (session, NULL);
  session->ended = session->clock.wall ();
  qd_meeting_session_turn (session, QD_MEETING_ENDED);
}

/**
 * qd_meeting_session_tick:
 *
 * To be called about once a second: says when the time of the item is up.
 */
void
qd_meeting_session_tick (QdMeetingSession *session)
{
  if (session->state != QD_MEETING_RUNNING || session->time_up_said ||
      qd_meeting_session_get_phase (session) != QD_MEETING_OVER)
    return;

  session->time_up_said = TRUE;
  g_signal_emit (session, signals[TIME_UP], 0);
}

/**
 * qd_meeting_session_get_state:
 *
 * Returns: whether it runs, pauses or has ended
 */
QdMeetingState
qd_meeting_session_get_state (QdMeetingSession *session)
{
  return session->state;
}

/**
 * qd_meeting_session_get_item:
 *
 * Returns: (transfer none) (nullable): the item of the agenda that is on; %NULL if none is, or it was deleted
 */
QdRecord *
qd_meeting_session_get_item (QdMeetingSession *session)
{
  return qd_plan_find (qd_document_get_plan (session->document), session->item);
}

/**
 * qd_meeting_session_get_next:
 *
 * Returns: (transfer none) (nullable): the item that comes next
 */
QdRecord *
qd_meeting_session_get_next (QdMeetingSession *session)
{
  QdRecord *item = qd_meeting_session_get_item (session);
  QdList *agenda = get_agenda (session);
  guint index = item != NULL ? (guint) qd_list_index_of (agenda, item) + 1 : 0;

  return index < qd_list_get_length (agenda) ? qd_list_get (agenda, index) : NULL;
}

/**
 * qd_meeting_session_get_phase:
 *
 * Returns: how the item that is on stands
 */
QdMeetingPhase
qd_meeting_session_get_phase (QdMeetingSession *session)
{
  QdRecord *item = qd_meeting_session_get_item (session);
  double planned = item != NULL ? qd_meeting_session_get_planned (session, item) : 0;
  double left = qd_meeting_session_get_left (session);

  if (planned <= 0)
    return QD_MEETING_UNTIMED;
  if (left <= 0)
    return QD_MEETING_OVER;

  return left * CLOSING_PART <= planned ? QD_MEETING_CLOSING : QD_MEETING_CALM;
}

/**
 * qd_meeting_session_get_elapsed:
 * @item: an item of the agenda
 *
 * Returns: for how many seconds it has been on
 */
double
qd_meeting_session_get_elapsed (QdMeetingSession *session,
                                QdRecord         *item)
{
  const QdMeetingShare *share = g_hash_table_lookup (session->shares, qd_record_get_id (item));
  double elapsed = share != NULL ? share->elapsed : 0;

  return elapsed + (g_strcmp0 (session->item, qd_record_get_id (item)) == 0 ? running_stretch (session) : 0);
}

/**
 * qd_meeting_session_get_planned:
 * @item: an item of the agenda
 *
 * Returns: how many seconds it gets: its minutes and what was added in the meeting
 */
double
qd_meeting_session_get_planned (QdMeetingSession *session,
                                QdRecord         *item)
{
  const QdMeetingShare *share = g_hash_table_lookup (session->shares, qd_record_get_id (item));
  double minutes = qd_record_get_number (item, QD_AGENDA_ITEM_MINUTES);

  return (isnan (minutes) ? 0 : MAX (minutes, 0) * SECONDS_A_MINUTE) + (share != NULL ? share->added : 0);
}

/**
 * qd_meeting_session_get_left:
 *
 * Returns: the seconds left of the item that is on; below zero it is over its time; 0 if none is on
 */
double
qd_meeting_session_get_left (QdMeetingSession *session)
{
  QdRecord *item = qd_meeting_session_get_item (session);

  return item != NULL ? qd_meeting_session_get_planned (session, item) - qd_meeting_session_get_elapsed (session, item) : 0;
}

/**
 * qd_meeting_session_get_all_left:
 *
 * Returns: the seconds until the end of the meeting, if the rest of the agenda takes its time
 */
double
qd_meeting_session_get_all_left (QdMeetingSession *session)
{
  QdList *agenda = get_agenda (session);
  QdRecord *item = qd_meeting_session_get_item (session);
  guint first = item != NULL ? (guint) qd_list_index_of (agenda, item) + 1 : 0;
  double left = item != NULL ? MAX (qd_meeting_session_get_left (session), 0) : 0;

  if (session->state == QD_MEETING_ENDED)
    return 0;

  for (guint i = first; i < qd_list_get_length (agenda); i++)
    left += qd_meeting_session_get_planned (session, qd_list_get (agenda, i));

  return left;
}

/**
 * qd_meeting_session_get_previous:
 *
 * Returns: (transfer none) (nullable): the item that came before
 */
QdRecord *
qd_meeting_session_get_previous (QdMeetingSession *session)
{
  QdRecord *item = qd_meeting_session_get_item (session);
  QdList *agenda = get_agenda (session);
  int index = item != NULL ? qd_list_index_of (agenda, item) : 0;

  return index > 0 ? qd_list_get (agenda, (guint) index - 1) : NULL;
}

static GDateTime *
wall_time (gint64 time)
{
  return time > 0 ? g_date_time_new_from_unix_local (time / G_USEC_PER_SEC) : NULL;
}

/**
 * qd_meeting_session_dup_started:
 *
 * Returns: (transfer full) (nullable): when it began, in local time
 */
GDateTime *
qd_meeting_session_dup_started (QdMeetingSession *session)
{
  return wall_time (session->started);
}

/**
 * qd_meeting_session_dup_now:
 *
 * Returns: (transfer full): what the clock on the wall says, in local time
 */
GDateTime *
qd_meeting_session_dup_now (QdMeetingSession *session)
{
  return wall_time (session->clock.wall ());
}

/**
 * qd_meeting_session_dup_end:
 *
 * Returns: (transfer full) (nullable): when it ended or, while it goes on, when it will if the rest takes its time
 */
GDateTime *
qd_meeting_session_dup_end (QdMeetingSession *session)
{
  if (session->ended > 0)
    return wall_time (session->ended);
  if (session->started == 0)
    return NULL;

  return wall_time (session->clock.wall () + (gint64) (qd_meeting_session_get_all_left (session) * G_USEC_PER_SEC));
}

/**
 * qd_meeting_session_get_start_plan:
 *
 * Returns: (transfer none) (nullable): the plan as it was when the meeting began
 */
QdPlan *
qd_meeting_session_get_start_plan (QdMeetingSession *session)
{
  return session->start_plan;
}
