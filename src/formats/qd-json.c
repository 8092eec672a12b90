#include "qd-config.h"

#include "qd-json-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-error.h"
#include "qd-id.h"
#include "qd-number.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* The loader: a strict scan, then json-glib's tree, then records. Where a member is wrong, the text is read once more to
 * find its place, since the tree does not know it. */

typedef struct
{
  const char *text;
  gsize       length;
  gboolean    newer;    /* a member in a form that we do not know is kept, not an error */
  GHashTable *ids;      /* all ids so far; not owned */
  GPtrArray  *nameless; /* records without an id in the file, in its order; not owned */
  GError     *error;    /* why loading stopped */
} Loader;

/* Where in the tree the loader is: a chain on the stack, for error messages. */
typedef struct _Place Place;

struct _Place
{
  const Place *up;
  const char  *key;
  guint        index;
};

#define NO_INDEX G_MAXUINT

static gboolean load_record (Loader      *loader,
                             QdRecord    *record,
                             gboolean     has_id,
                             JsonObject  *object,
                             const Place *place);

static void
append_path (GString     *path,
             const Place *place)
{
  if (place == NULL)
    return;

  append_path (path, place->up);
  if (path->len > 0)
    g_string_append_c (path, '.');
  g_string_append (path, place->key);
  if (place->index != NO_INDEX)
    g_string_append_printf (path, "[%u]", place->index);
}

/* Stops loading. @format, not yet translated, has one %s for the path of the member and may have another for @detail. */
static gboolean
fail_at (Loader      *loader,
         const Place *up,
         const char  *key,
         const char  *format,
         const char  *detail)
{
  const Place place = { up, key, NO_INDEX };
  g_autoptr (GString) path = g_string_new (NULL);
  guint line, column;

  append_path (path, &place);
  qd_json_locate (loader->text, loader->length, path->str, &line, &column);
  qd_error_set_at (&loader->error, QD_ERROR_PARSE, line, column, _(format), path->str, detail);

  return FALSE;
}

/* A member that we know in a form that we do not: an error, but kept like an unknown one if a newer version wrote it. */
static gboolean
misfit (Loader      *loader,
        const Place *up,
        const char  *key,
        const char  *format)
{
  return loader->newer ? FALSE : fail_at (loader, up, key, format, NULL);
}

static gboolean
is_number (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static gboolean
is_string (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_STRING;
}

static const char *
read_number (const QdField *field,
             JsonNode      *node,
             QdValue       *value)
{
  if (is_string (node))
    *value = qd_field_parse (field, json_node_get_string (node));
  else if (!is_number (node))
    return N_("“%s” takes a number.");
  else if (!(fabs (json_node_get_double (node)) < QD_JSON_MAX_NUMBER))
    return N_("The number in “%s” is too large.");
  else
    *value = qd_value_number (json_node_get_double (node));

  return NULL;
}

/* A list of ids is stored as they stand, with a space between each two. */
static const char *
read_refs (JsonArray *array,
           QdValue   *value)
{
  g_autoptr (GString) refs = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!is_string (node))
        return N_("“%s” takes a list of ids.");
      if (i > 0)
        g_string_append_c (refs, ' ');
      g_string_append (refs, json_node_get_string (node));
    }
  *value = qd_value_text (refs->str);

  return NULL;
}

/* Text is kept as it is. Only an answer of a field with choices is read whatever its case, for who types it by hand. */
static QdValue
read_text (const QdField *field,
           const char    *text)
{
  for (const QdChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    if (g_ascii_strcasecmp (choice->id, text) == 0)
      return qd_value_text (choice->id);

  return qd_value_text (text);
}

/**
 * qd_json_read_value:
 * @field: a field
 * @node: what the file has for it
 * @value: (out): what @field is to hold; clear it with qd_value_clear()
 *
 * Returns: (nullable): %NULL, or, if @node does not fit @field, a sentence not yet translated with one %s for the path of
 *   the member; @value is unset then
 */
const char *
qd_json_read_value (const QdField *field,
                    JsonNode      *node,
                    QdValue       *value)
{
  *value = (QdValue) QD_VALUE_INIT;

  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (qd_kind_is_number (field->kind))
    return read_number (field, node, value);
  if (field->kind == QD_KIND_REFS && JSON_NODE_HOLDS_ARRAY (node))
    return read_refs (json_node_get_array (node), value);

  if (is_string (node))
    *value = read_text (field, json_node_get_string (node));
  else if (field->kind == QD_KIND_REFS)
    return N_("“%s” takes a list of ids.");
  else if (field->kind == QD_KIND_BOOLEAN && json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return N_("“%s” takes true or false.");
  else if (field->kind == QD_KIND_BOOLEAN)
    *value = qd_value_text (json_node_get_boolean (node) ? "yes" : "no");
  else if (is_number (node))
    {
      g_autoptr (GString) number = g_string_new (NULL);

      qd_json_append_node (number, node);
      *value = read_text (field, number->str);
    }
  else
    return N_("“%s” takes text.");

  return NULL;
}

static gboolean
load_field (Loader        *loader,
            QdRecord      *record,
            const QdField *field,
            JsonNode      *node,
            const Place   *place)
{
  g_auto (QdValue) value = QD_VALUE_INIT;
  const char *problem = qd_json_read_value (field, node, &value);

  if (problem != NULL)
    return misfit (loader, place, field->key, problem);

  qd_record_set_value (record, field->index, &value);

  return TRUE;
}

/* Takes the id from @object, if there is one; the others are named when all are known. */
static QdRecord *
new_record (Loader        *loader,
            QdRecordType   type,
            JsonObject    *object,
            const Place   *place)
{
  JsonNode *node = json_object_get_member (object, "id");
  QdRecord *record;
  const char *id;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    {
      record = qd_record_new (type, "");
      g_ptr_array_add (loader->nameless, record);
      return record;
    }

  id = is_string (node) ? json_node_get_string (node) : NULL;
  if (!qd_id_is_valid (id))
    {
      fail_at (loader, place, "id",
               N_("“%s” takes up to 64 letters, digits, points, hyphens and underscores, a letter or digit first."),
               NULL);
      return NULL;
    }
  if (g_hash_table_contains (loader->ids, id))
    {
      fail_at (loader, place, "id", N_("“%s” is the id “%s”, which another record has already."), id);
      return NULL;
    }

  record = qd_record_new (type, id);
  g_hash_table_add (loader->ids, (char *) qd_record_get_id (record));

  return record;
}

/* Whether a list has the form that we know: an object or null where it is single, else null or objects. */
static gboolean
check_list (Loader            *loader,
            const QdListInfo  *info,
            JsonNode          *node,
            const Place       *place)
{
  JsonArray *array;

  if (JSON_NODE_HOLDS_NULL (node) || (info->single && JSON_NODE_HOLDS_OBJECT (node)))
    return TRUE;
  if (info->single)
    return misfit (loader, place, info->key, N_("“%s” takes an object."));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return misfit (loader, place, info->key, N_("“%s” takes a list of objects."));

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      {
        g_autofree char *key = g_strdup_printf ("%s[%u]", info->key, i);

        return misfit (loader, place, key, N_("“%s” takes an object."));
      }

  return TRUE;
}

static gboolean
load_list (Loader           *loader,
           QdRecord          *record,
           const QdListInfo  *info,
           JsonNode          *node,
           const Place       *up)
{
  QdList *list;
  JsonArray *array;

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  list = qd_record_get_list (record, info->list);
  if (info->single)
    {
      const Place place = { up, info->key, NO_INDEX };

      return load_record (loader, qd_list_get (list, 0), FALSE, json_node_get_object (node), &place);
    }

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const Place place = { up, info->key, i };
      JsonObject *object = json_array_get_object_element (array, i);
      g_autoptr (QdRecord) child = new_record (loader, info->record_type, object, &place);

      if (child == NULL)
        return FALSE;
      qd_list_append (list, child);
      if (!load_record (loader, child, TRUE, object, &place))
        return FALSE;
    }

  return TRUE;
}

static void
append_unknown (GString    **extra,
                const char  *key,
                JsonNode    *node)
{
  if (*extra == NULL)
    *extra = g_string_new ("{");
  else
    g_string_append_c (*extra, ',');

  qd_json_append_string (*extra, key);
  g_string_append_c (*extra, ':');
  qd_json_append_node (*extra, node);
}

/* Loads one member. FALSE without an error in @loader: it is unknown. */
static gboolean
load_member (Loader       *loader,
             QdRecord     *record,
             const char   *key,
             JsonNode     *node,
             const Place  *place)
{
  const QdRecordInfo *info = qd_record_get_info (record);
  const QdField *field = qd_record_info_field (info, key);
  const QdListInfo *list;

  if (field != NULL)
    return load_field (loader, record, field, node, place);

  list = qd_record_info_list (info, key);

  return list != NULL &&
         check_list (loader, list, node, place) &&
         load_list (loader, record, list, node, place);
}

static gboolean
load_record (Loader      *loader,
             QdRecord    *record,
             gboolean     has_id,
             JsonObject  *object,
             const Place *place)
{
  g_autoptr (GString) extra = NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      if (place == NULL && (strcmp (key, "format") == 0 || strcmp (key, "version") == 0))
        continue;
      if (has_id && strcmp (key, "id") == 0)
        continue;
      if (!load_member (loader, record, key, node, place))
        {
          if (loader->error != NULL)
            return FALSE;
          append_unknown (&extra, key, node);
        }
    }

  if (extra != NULL)
    {
      g_string_append_c (extra, '}');
      qd_record_set_extra (record, extra->str);
    }

  return TRUE;
}

/* Names the records that have no id in the file by list and title, so that the same file gives the same ids; where that
 * is not enough, by their order. */
static void
name_nameless (Loader *loader)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < loader->nameless->len; i++)
    {
      QdRecord *record = g_ptr_array_index (loader->nameless, i);
      const char *list = qd_list_get_info (qd_record_get_owner_list (record))->id;
      const char *title = qd_record_get_title (record);
      g_autofree char *normalised = qd_text_normalise (title);
      char *name = g_strconcat (list, "\n", normalised, NULL);
      guint ordinal = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));
      g_autofree char *id = NULL;

      do
        {
          g_free (id);
          id = qd_id_derive (qd_record_get_info (record)->id, list, title, ordinal++);
        }
      while (g_hash_table_contains (loader->ids, id));

      g_hash_table_insert (counts, name, GUINT_TO_POINTER (ordinal));
      qd_record_set_id (record, id);
      g_hash_table_add (loader->ids, (char *) qd_record_get_id (record));
    }
}

static void
add_id (QdRecord *record,
        gpointer  user_data)
{
  g_hash_table_add (user_data, (char *) qd_record_get_id (record));
}

static void
loader_init (Loader     *loader,
             const char *text,
             gsize       length)
{
  *loader = (Loader) {
    .text = text,
    .length = length,
    .ids = g_hash_table_new (g_str_hash, g_str_equal),
    .nameless = g_ptr_array_new (),
  };
}

static void
loader_clear (Loader *loader)
{
  g_hash_table_unref (loader->ids);
  g_ptr_array_unref (loader->nameless);
  g_clear_error (&loader->error);
}

/**
 * qd_json_parse:
 * @text: bytes; no NUL need follow
 * @length: how many
 * @error: return location for an error that says where in @text
 *
 * Returns: (transfer full): what json-glib makes of @text, once qd_json_scan() has passed it, or %NULL with @error set
 */
JsonNode *
qd_json_parse (const char  *text,
               gsize        length,
               GError     **error)
{
  g_autoptr (JsonParser) parser = NULL;

  if (!qd_json_scan (text, length, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, error))
    return NULL;

  return json_parser_steal_root (parser);
}

/**
 * qd_json_read_record:
 * @type: the type of the record
 * @object: an object of qd_json_append_record()
 * @error: return location for an error
 *
 * Returns: (transfer full): the record with all it holds, all of them with ids, or %NULL with @error set
 */
QdRecord *
qd_json_read_record (QdRecordType   type,
                     JsonObject    *object,
                     GError       **error)
{
  const Place place = { NULL, "record", NO_INDEX };
  g_autoptr (QdRecord) record = NULL;
  Loader loader;

  loader_init (&loader, "", 0);
  record = new_record (&loader, type, object, &place);
  if (record != NULL && load_record (&loader, record, TRUE, object, &place) && loader.nameless->len > 0)
    g_set_error (&loader.error, QD_ERROR, QD_ERROR_PARSE, _("A record in a change has no id."));
  if (loader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&loader.error));
      g_clear_object (&record);
    }
  loader_clear (&loader);

  return g_steal_pointer (&record);
}

/* Whether @root says that it is a plan, and of which version. */
static gboolean
check_head (Loader   *loader,
            JsonNode *root)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *format = object != NULL ? json_object_get_member (object, "format") : NULL;
  JsonNode *version = object != NULL ? json_object_get_member (object, "version") : NULL;

  if (object == NULL)
    g_set_error (&loader->error, QD_ERROR, QD_ERROR_PARSE,
                 _("This is no Quarterdeck plan: it does not start with an object."));
  else if (format == NULL || !is_string (format) || strcmp (json_node_get_string (format), QD_JSON_FORMAT) != 0)
    g_set_error (&loader->error, QD_ERROR, QD_ERROR_PARSE,
                 _("This is no Quarterdeck plan: its “format” is not “%s”."), QD_JSON_FORMAT);
  else if (version == NULL || json_node_get_value_type (version) != G_TYPE_INT64 || json_node_get_int (version) < 1)
    fail_at (loader, NULL, "version", N_("“%s” takes a whole number from 1."), NULL);
  else
    loader->newer = json_node_get_int (version) > QD_JSON_VERSION;

  return loader->error == NULL;
}

static QdRecord *
load_root (Loader *loader)
{
  g_autoptr (JsonNode) tree = qd_json_parse (loader->text, loader->length, &loader->error);
  g_autoptr (QdRecord) root = NULL;

  if (tree == NULL || !check_head (loader, tree))
    return NULL;

  root = qd_record_new (QD_RECORD_PLAN, "plan");
  qd_record_foreach (root, add_id, loader->ids);
  if (!load_record (loader, root, FALSE, json_node_get_object (tree), NULL))
    return NULL;
  name_nameless (loader);

  return g_steal_pointer (&root);
}

/**
 * qd_json_load:
 * @bytes: a .qplan file
 * @newer: (out) (optional): whether a newer version wrote it: what this version does not know is kept, but may mean
 *   something, so that the plan is better not written over
 * @error: return location for an error; qd_error_get_line() gives its line
 *
 * Reads a plan. Members that this version does not know are kept and written back by qd_json_save(). Records without an
 * id get one that follows from list and title, the same each time.
 *
 * Returns: (transfer full): the plan, or %NULL with @error set
 */
QdPlan *
qd_json_load (GBytes    *bytes,
              gboolean  *newer,
              GError   **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  QdRecord *root;
  Loader loader;

  if (length > QD_JSON_MAX_BYTES)
    {
      g_autofree char *most = g_format_size_full (QD_JSON_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("A plan has at most %s; this file has more."), most);
      return NULL;
    }

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }

  loader_init (&loader, text, length);
  root = load_root (&loader);
  if (newer != NULL)
    *newer = loader.newer;
  if (root == NULL)
    g_propagate_error (error, g_steal_pointer (&loader.error));
  loader_clear (&loader);

  return root != NULL ? qd_plan_new_for_root (root) : NULL;
}
