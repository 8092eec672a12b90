#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "qd-meeting-private.h"
#include "qd-vote-round-private.h"

/* Votes that the plan does not have yet, written down with every one and taken up again after a crash. */

static void
append_text (JsonBuilder *builder,
             const char  *name,
             const char  *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
append_flag (JsonBuilder *builder,
             const char  *name,
             gboolean     flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

static void
append_ballot (JsonBuilder    *builder,
               const QdBallot *ballot)
{
  json_builder_begin_object (builder);
  append_text (builder, "key-result", ballot->key_result);
  append_flag (builder, "by-name", ballot->by_name);
  append_flag (builder, "fist", ballot->fist);
  append_flag (builder, "revealed", ballot->revealed);
  json_builder_set_member_name (builder, "n-asked");
  json_builder_add_int_value (builder, ballot->n_asked);
  json_builder_set_member_name (builder, "votes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ballot->casts->len; i++)
    {
      const QdCast *cast = &g_array_index (ballot->casts, QdCast, i);

      json_builder_begin_object (builder);
      append_text (builder, "person", cast->person);
      json_builder_set_member_name (builder, "value");
      json_builder_add_double_value (builder, cast->value);
      append_text (builder, "reason", cast->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static GBytes *
to_json (QdVoteRound *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  GHashTableIter iter;
  gpointer ballot;
  char *text;

  json_builder_begin_object (builder);
  append_text (builder, "key-result", self->key_result);
  json_builder_set_member_name (builder, "rounds");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, NULL, &ballot))
    append_ballot (builder, ballot);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

void
qd_vote_round_add_open (QdVoteRound *self,
                        QdBallot    *ballot)
{
  g_hash_table_replace (self->open, ballot->key_result, ballot);
}

/* Nothing is left of a round that is kept. */
void
qd_vote_round_write_down (QdVoteRound *self)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (self->path == NULL)
    return;

  g_clear_pointer (&self->problem, g_free);
  if (g_hash_table_size (self->open) == 0)
    {
      g_unlink (self->path);
      return;
    }
  bytes = to_json (self);
  if (!qd_meeting_write_file (self->path, bytes, &error))
    self->problem = g_strdup_printf (_("The votes cannot be written down and would be lost in a crash: %s"), error->message);
}

static void
read_cast (JsonArray *array,
           guint      index,
           JsonNode  *node,
           gpointer   user_data)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  double value = object != NULL ? json_object_get_double_member_with_default (object, "value", -1) : -1;

  if (value >= 0 && value < QD_VOTE_VALUES)
    qd_ballot_add (user_data, json_object_get_string_member_with_default (object, "person", NULL), value,
                   json_object_get_string_member_with_default (object, "reason", NULL));
}

static void
read_ballot (JsonArray *array,
             guint      index,
             JsonNode  *node,
             gpointer   user_data)
{
  QdVoteRound *self = user_data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = object != NULL ? json_object_get_string_member_with_default (object, "key-result", NULL) : NULL;
  g_autoptr (QdBallot) ballot = NULL;

  if (id == NULL)
    return;

  ballot = qd_ballot_new (id);
  ballot->by_name = json_object_get_boolean_member_with_default (object, "by-name", FALSE);
  ballot->fist = json_object_get_boolean_member_with_default (object, "fist", FALSE);
  ballot->revealed = json_object_get_boolean_member_with_default (object, "revealed", FALSE);
  ballot->n_asked = (guint) CLAMP (json_object_get_int_member_with_default (object, "n-asked", 0), 0, G_MAXINT);
  qd_meeting_read_array (object, "votes", read_cast, ballot);
  if (qd_ballot_is_open (ballot))
    qd_vote_round_add_open (self, g_steal_pointer (&ballot));
}

/* Returns: on how many key results of the plan votes were read. */
guint
qd_vote_round_read (QdVoteRound *self)
{
  QdPlan *plan = qd_document_get_plan (self->document);
  g_autoptr (JsonParser) parser = qd_meeting_read_file (self->path);
  JsonObject *object = parser != NULL ? json_node_get_object (json_parser_get_root (parser)) : NULL;
  GHashTableIter iter;
  gpointer id;
  guint n = 0;

  if (object == NULL)
    return 0;

  qd_meeting_read_array (object, "rounds", read_ballot, self);
  g_free (self->key_result);
  self->key_result = g_strdup (json_object_get_string_member_with_default (object, "key-result", NULL));
  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    n += qd_plan_find (plan, id) != NULL ? 1 : 0;

  return n;
}
