#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-meeting.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "qd-file.h"
#include "qd-json.h"

/* A meeting while it runs: which item of the agenda is on, and for how long each has been. It lives beside the plan and
 * its undo; what comes of it, the minutes spent, goes into the plan as changes. It is written down at every turn, so that
 * it goes on after a crash: the time that has passed meanwhile is counted, since the room did not stop talking. */

#define CLOSING_PART 10
#define SECONDS_A_MINUTE 60.0

/* What an item has had so far. */
typedef struct
{
  double elapsed; /* seconds, without the stretch that runs */
  double added;   /* seconds beyond its minutes */
} Share;

struct _QdMeetingSession
{
  GObject         parent_instance;

  QdDocument     *document;
  char           *path;          /* (nullable): where it is written down */
  QdMeetingClock  clock;
  QdMeetingState  state;
  char           *item;          /* (nullable): the id of the item that is on */
  GHashTable     *shares;        /* id -> Share */
  gint64          since;         /* when the stretch that runs began, by the running clock */
  gint64          started;       /* when the meeting began, by the wall clock; 0: it has not */
  gint64          ended;
  gboolean        time_up_said;  /* of the item that is on */
  QdPlan         *start_plan;    /* (nullable): the plan as it was when the meeting began */
  char           *problem;       /* (nullable): why it cannot be written down */
};

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

static Share *
get_share (QdMeetingSession *self,
           const char       *id)
{
  Share *share = g_hash_table_lookup (self->shares, id);

  if (share == NULL)
    {
      share = g_new0 (Share, 1);
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
    get_share (self, self->item)->elapsed += running_stretch (self);
  self->since = self->clock.running ();
}

static void
append_shares (QdMeetingSession *self,
               JsonBuilder      *builder)
{
  GHashTableIter iter;
  gpointer id, value;

  json_builder_set_member_name (builder, "items");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->shares);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Share *share = value;

      json_builder_set_member_name (builder, id);
      json_builder_begin_array (builder);
      json_builder_add_double_value (builder, share->elapsed);
      json_builder_add_double_value (builder, share->added);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static char *
to_json (QdMeetingSession *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  const struct
  {
    const char *name;
    gint64      value;
  } numbers[] = {
    { "state", self->state }, { "started", self->started }, { "ended", self->ended }, { "written", self->clock.wall () },
  };

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      json_builder_set_member_name (builder, numbers[i].name);
      json_builder_add_int_value (builder, numbers[i].value);
    }
  if (self->item != NULL)
    {
      json_builder_set_member_name (builder, "item");
      json_builder_add_string_value (builder, self->item);
    }
  append_shares (self, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static char *
start_path (QdMeetingSession *self)
{
  return g_strconcat (self->path, ".start", NULL);
}

static gboolean
write_file (const char  *path,
            GBytes      *bytes,
            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_mkdir_with_parents (folder, 0700);

  return qd_file_replace (file, bytes, NULL, NULL, NULL, error);
}

static void
write_down (QdMeetingSession *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (self->path == NULL)
    return;

  text = to_json (self);
  bytes = g_bytes_new (text, strlen (text));
  g_clear_pointer (&self->problem, g_free);
  if (!write_file (self->path, bytes, &error))
    self->problem = g_strdup_printf (_("The meeting’s clock cannot be written down and would be lost in a crash: %s"),
                                     error->message);
}

static void
write_start_plan (QdMeetingSession *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (self->path == NULL)
    return;

  path = start_path (self);
  bytes = qd_json_save (self->start_plan);
  write_file (path, bytes, NULL);
}

/* Every turn is settled, written down and told. */
static void
turn (QdMeetingSession *self,
      QdMeetingState    state)
{
  settle (self);
  self->state = state;
  write_down (self);
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

static void
read_share (JsonObject *object,
            const char *id,
            JsonNode   *node,
            gpointer    user_data)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  Share *share;

  if (pair == NULL || json_array_get_length (pair) != 2 || !JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 0)) ||
      !JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 1)))
    return;

  share = get_share (user_data, id);
  share->elapsed = json_node_get_double (json_array_get_element (pair, 0));
  share->added = json_node_get_double (json_array_get_element (pair, 1));
}

static JsonParser *
read_session (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = qd_file_read (file, NULL, NULL, NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (bytes == NULL ||
      !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL) ||
      json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return NULL;

  return g_steal_pointer (&parser);
}

static void
read_start_plan (QdMeetingSession *self)
{
  g_autofree char *path = start_path (self);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = qd_file_read (file, NULL, NULL, NULL);

  if (bytes != NULL)
    self->start_plan = qd_json_load (bytes, NULL, NULL);
}

/**
 * qd_meeting_session_recover:
 * @session: a meeting that has not begun
 *
 * Goes on with the meeting that was written down and did not end, if there is one. What ran then ran on meanwhile.
 *
 * Returns: whether there was one
 */
gboolean
qd_meeting_session_recover (QdMeetingSession *session)
{
  g_autoptr (JsonParser) parser = session->path != NULL ? read_session (session->path) : NULL;
  JsonObject *object = parser != NULL ? json_node_get_object (json_parser_get_root (parser)) : NULL;
  gint64 state = object != NULL ? json_object_get_int_member_with_default (object, "state", 0) : 0;
  gint64 written;

  if (state != QD_MEETING_RUNNING && state != QD_MEETING_PAUSED)
    return FALSE;

  session->state = (QdMeetingState) state;
  session->started = json_object_get_int_member_with_default (object, "started", 0);
  session->item = g_strdup (json_object_get_string_member_with_default (object, "item", NULL));
  if (json_object_has_member (object, "items") && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "items")))
    json_object_foreach_member (json_object_get_object_member (object, "items"), read_share, session);

  written = json_object_get_int_member_with_default (object, "written", session->clock.wall ());
  session->since = session->clock.running () - MAX (session->clock.wall () - written, 0);
  read_start_plan (session);
  turn (session, session->state);

  return TRUE;
}

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
  g_clear_object (&session->start_plan);
  session->start_plan = qd_plan_copy (qd_document_get_plan (session->document));
  session->started = session->clock.wall ();
  session->ended = 0;
  write_start_plan (session);
  set_item (session, qd_list_get_length (agenda) > 0 ? qd_list_get (agenda, 0) : NULL);
  turn (session, QD_MEETING_RUNNING);
}

void
qd_meeting_session_pause (QdMeetingSession *session)
{
  if (session->state == QD_MEETING_RUNNING)
    turn (session, QD_MEETING_PAUSED);
}

void
qd_meeting_session_resume (QdMeetingSession *session)
{
  if (session->state == QD_MEETING_PAUSED)
    turn (session, QD_MEETING_RUNNING);
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

  get_share (session, session->item)->added += minutes * SECONDS_A_MINUTE;
  session->time_up_said = qd_meeting_session_get_left (session) <= 0;
  turn (session, session->state);
}

/**
 * qd_meeting_session_go_to:
 * @item: (nullable): the item that is on from now; %NULL for none
 */
void
qd_meeting_session_go_to (QdMeetingSession *session,
                          QdRecord         *item)
{
  if (session->state != QD_MEETING_RUNNING && session->state != QD_MEETING_PAUSED)
    return;

  set_item (session, item);
  turn (session, session->state);
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

void
qd_meeting_session_end (QdMeetingSession *session)
{
  if (session->state != QD_MEETING_RUNNING && session->state != QD_MEETING_PAUSED)
    return;

  set_item (session, NULL);
  session->ended = session->clock.wall ();
  turn (session, QD_MEETING_ENDED);
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
  const Share *share = g_hash_table_lookup (session->shares, qd_record_get_id (item));
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
  const Share *share = g_hash_table_lookup (session->shares, qd_record_get_id (item));
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
