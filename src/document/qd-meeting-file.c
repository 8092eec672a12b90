#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-meeting-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "qd-file.h"
#include "qd-json.h"

/* A meeting written down at every turn, and taken up again after a crash. */

/* A meeting that was interrupted longer ago than this does not go on. */
#define MOST_AWAY (12 * 3600 * (gint64) G_USEC_PER_SEC)

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
      const QdMeetingShare *share = value;

      json_builder_set_member_name (builder, id);
      json_builder_begin_array (builder);
      json_builder_add_double_value (builder, share->elapsed);
      json_builder_add_double_value (builder, share->added);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
append_captures (QdMeetingSession *self,
                 JsonBuilder      *builder)
{
  json_builder_set_member_name (builder, "captures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->captures->len; i++)
    {
      const QdMeetingCapture *capture = &g_array_index (self->captures, QdMeetingCapture, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "kind");
      json_builder_add_int_value (builder, capture->kind);
      json_builder_set_member_name (builder, "record");
      json_builder_add_string_value (builder, capture->record);
      if (capture->item != NULL)
        {
          json_builder_set_member_name (builder, "item");
          json_builder_add_string_value (builder, capture->item);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
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
  append_captures (self, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static char *
start_path (QdMeetingSession *self)
{
  return g_strconcat (self->path, ".start", NULL);
}

gboolean
qd_meeting_write_file (const char  *path,
                       GBytes      *bytes,
                       GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_mkdir_with_parents (folder, 0700);

  return qd_file_replace (file, bytes, NULL, NULL, NULL, error);
}

void
qd_meeting_session_write_down (QdMeetingSession *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (self->path == NULL)
    return;

  text = to_json (self);
  bytes = g_bytes_new (text, strlen (text));
  g_clear_pointer (&self->problem, g_free);
  if (!qd_meeting_write_file (self->path, bytes, &error))
    self->problem = g_strdup_printf (_("The meeting’s clock cannot be written down and would be lost in a crash: %s"),
                                     error->message);
}

void
qd_meeting_session_write_start (QdMeetingSession *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (self->path == NULL)
    return;

  path = start_path (self);
  bytes = qd_json_save (self->start_plan);
  qd_meeting_write_file (path, bytes, NULL);
}

static void
read_share (JsonObject *object,
            const char *id,
            JsonNode   *node,
            gpointer    user_data)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  QdMeetingShare *share;

  if (pair == NULL || json_array_get_length (pair) != 2 || !JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 0)) ||
      !JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 1)))
    return;

  share = qd_meeting_session_get_share (user_data, id);
  share->elapsed = json_node_get_double (json_array_get_element (pair, 0));
  share->added = json_node_get_double (json_array_get_element (pair, 1));
}

static void
read_capture (JsonArray *array,
              guint      index,
              JsonNode  *node,
              gpointer   user_data)
{
  QdMeetingSession *self = user_data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *record = object != NULL ? json_object_get_string_member_with_default (object, "record", NULL) : NULL;
  gint64 kind = object != NULL ? json_object_get_int_member_with_default (object, "kind", -1) : -1;
  QdMeetingCapture capture;

  if (record == NULL || kind < 0 || kind >= QD_N_CAPTURES)
    return;

  capture = (QdMeetingCapture) { (QdCaptureKind) kind, g_strdup (record),
                                 g_strdup (json_object_get_string_member_with_default (object, "item", NULL)) };
  g_array_append_val (self->captures, capture);
}

/* What was written down there, if it is anything; an object. */
JsonParser *
qd_meeting_read_file (const char *path)
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

void
qd_meeting_read_array (JsonObject       *object,
                       const char       *name,
                       JsonArrayForeach  read,
                       gpointer          user_data)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), read, user_data);
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
 * qd_meeting_session_set_path:
 * @session: a meeting
 * @path: the file in which it is written down from now on, instead of the one before
 */
void
qd_meeting_session_set_path (QdMeetingSession *session,
                             const char       *path)
{
  if (g_strcmp0 (session->path, path) == 0)
    return;

  if (session->path != NULL)
    {
      g_autofree char *start = start_path (session);

      g_unlink (session->path);
      g_unlink (start);
    }
  g_free (session->path);
  session->path = g_strdup (path);
  if (session->start_plan != NULL)
    qd_meeting_session_write_start (session);
  qd_meeting_session_turn (session, session->state);
}

/**
 * qd_meeting_session_recover:
 * @session: a meeting that has not begun
 *
 * Goes on with the meeting that was written down and did not end, if there is one of this half day. What ran then ran on
 * meanwhile.
 *
 * Returns: whether there was one
 */
gboolean
qd_meeting_session_recover (QdMeetingSession *session)
{
  g_autoptr (JsonParser) parser = session->path != NULL ? qd_meeting_read_file (session->path) : NULL;
  JsonObject *object = parser != NULL ? json_node_get_object (json_parser_get_root (parser)) : NULL;
  gint64 state = object != NULL ? json_object_get_int_member_with_default (object, "state", 0) : 0;
  gint64 written;

  if (state != QD_MEETING_RUNNING && state != QD_MEETING_PAUSED)
    return FALSE;
  written = json_object_get_int_member_with_default (object, "written", session->clock.wall ());
  if (session->clock.wall () - written > MOST_AWAY)
    return FALSE;

  session->state = (QdMeetingState) state;
  session->started = json_object_get_int_member_with_default (object, "started", 0);
  session->item = g_strdup (json_object_get_string_member_with_default (object, "item", NULL));
  if (json_object_has_member (object, "items") && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "items")))
    json_object_foreach_member (json_object_get_object_member (object, "items"), read_share, session);

  qd_meeting_read_array (object, "captures", read_capture, session);
  session->since = session->clock.running () - MAX (session->clock.wall () - written, 0);
  read_start_plan (session);
  qd_meeting_session_turn (session, session->state);

  return TRUE;
}
