#include "qd-config.h"

#include "qd-json-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-error.h"
#include "qd-id.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* The loader: a strict scan of the bytes, then json-glib's tree, then records. What the tree does not tell, the places
 * of errors and what must stay as it was written, is looked up in the bytes. */

typedef struct
{
  QdJsonPlaces *places;
  gboolean      newer;     /* a member in a form that we do not know is kept, not an error */
  GHashTable   *by_id;     /* all records so far, by their ids; neither owned */
  GPtrArray    *nameless;  /* records without an id in the file, by list in its order; not owned */
  guint         n_records;
  GError       *error;     /* why loading stopped */
} Loader;

/* What became of a member. */
typedef enum
{
  LOADED,
  UNKNOWN, /* it has no place in the model: keep its text */
  FAILED,  /* there is an error */
} Outcome;

static gboolean load_record (Loader     *loader,
                             QdRecord   *record,
                             gboolean    has_id,
                             JsonObject *object);

/* Stops loading because of what the path leads to. @format, not yet translated, has one %s for the key of the member
 * and may have another for @detail. */
static Outcome
fail_here (Loader     *loader,
           QdError     code,
           const char *format,
           const char *key,
           const char *detail)
{
  guint line, column;

  qd_json_place (loader->places->text, qd_json_places_find (loader->places), &line, &column);
  qd_error_set_at (&loader->error, code, line, column, _(format), key, detail);

  return FAILED;
}

/* A member that we know in a form that we do not: an error, but kept like an unknown one in a newer version's file. */
static Outcome
misfit (Loader     *loader,
        const char *format,
        const char *key)
{
  return loader->newer ? UNKNOWN : fail_here (loader, QD_ERROR_PARSE, format, key, NULL);
}

gboolean
qd_json_is_string (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_STRING;
}

gboolean
qd_json_is_number (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

/**
 * qd_json_read_number:
 * @node: a number
 * @places: places, with a path to @node
 *
 * Returns: the number, as near as a double gets
 */
double
qd_json_read_number (JsonNode     *node,
                     QdJsonPlaces *places)
{
  g_autoptr (GString) digits = NULL;

  if (!places->long_integers || json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return json_node_get_double (node);

  digits = g_string_new (NULL);
  qd_json_places_copy (places, digits);

  return g_ascii_strtod (digits->str, NULL);
}

static const char *
read_number (JsonNode      *node,
             QdJsonPlaces  *places,
             const QdField *field,
             QdValue       *value)
{
  double number;

  if (qd_json_is_string (node))
    {
      *value = qd_field_parse (field, json_node_get_string (node));
      return NULL;
    }
  if (!qd_json_is_number (node))
    return N_("“%s” takes a number.");

  number = qd_json_read_number (node, places);
  if (!(fabs (number) < QD_JSON_MAX_NUMBER))
    return N_("The number in “%s” is too large.");
  *value = qd_value_number (number);

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

      if (!qd_json_is_string (node))
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
read_text (const char    *text,
           const QdField *field)
{
  for (const QdChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    if (g_ascii_strcasecmp (choice->id, text) == 0)
      return qd_value_text (choice->id);

  return qd_value_text (text);
}

/**
 * qd_json_read_value:
 * @node: what the file has for @field
 * @places: places, with a path to @node
 * @field: a field
 * @value: (out): what @field is to hold; clear it with qd_value_clear()
 *
 * Returns: (nullable): %NULL, or, if it does not fit @field, a sentence not yet translated with one %s for the key;
 *   @value is unset then
 */
const char *
qd_json_read_value (JsonNode      *node,
                    QdJsonPlaces  *places,
                    const QdField *field,
                    QdValue       *value)
{
  *value = (QdValue) QD_VALUE_INIT;

  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (qd_kind_is_number (field->kind))
    return read_number (node, places, field, value);

  if (qd_json_is_string (node))
    *value = read_text (json_node_get_string (node), field);
  else if (field->kind == QD_KIND_REFS)
    return JSON_NODE_HOLDS_ARRAY (node) ? read_refs (json_node_get_array (node), value)
                                        : N_("“%s” takes a list of ids.");
  else if (field->kind == QD_KIND_BOOLEAN)
    {
      if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return N_("“%s” takes true or false.");
      *value = qd_value_text (json_node_get_boolean (node) ? "yes" : "no");
    }
  else if (qd_json_is_number (node))
    {
      g_autoptr (GString) digits = g_string_new (NULL);

      qd_json_places_copy (places, digits);
      *value = qd_value_text (digits->str);
    }
  else
    return N_("“%s” takes text.");

  return NULL;
}

static Outcome
load_field (Loader        *loader,
            QdRecord      *record,
            const QdField *field,
            JsonNode      *node)
{
  QdValue value;
  const char *problem = qd_json_read_value (node, loader->places, field, &value);

  if (problem != NULL)
    return misfit (loader, problem, field->key);

  qd_record_take_value (record, field->index, &value);

  return LOADED;
}

static Outcome
load_id (Loader   *loader,
         QdRecord *record,
         JsonNode *node)
{
  const char *id;

  if (JSON_NODE_HOLDS_NULL (node))
    return LOADED;

  id = qd_json_is_string (node) ? json_node_get_string (node) : NULL;
  if (!qd_id_is_valid (id))
    return fail_here (loader, QD_ERROR_PARSE,
                      N_("“%s” takes up to 64 letters, digits, points, hyphens and underscores, "
                         "a letter or digit first."),
                      "id", NULL);

  qd_record_set_id (record, id);
  if (!g_hash_table_insert (loader->by_id, (char *) qd_record_get_id (record), record))
    return fail_here (loader, QD_ERROR_PARSE, N_("Another record has the “%s” “%s” already."), "id", id);

  return LOADED;
}

/* Whether all elements of the list are objects. Only a newer version's file is looked through before it is loaded. */
static gboolean
holds_objects (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      return FALSE;

  return TRUE;
}

/* Appends what an element of a list is to @records. */
static gboolean
load_element (Loader           *loader,
              const QdListInfo *info,
              JsonNode         *node,
              GPtrArray        *records)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      fail_here (loader, QD_ERROR_PARSE, N_("“%s” takes a list of objects."), info->key, NULL);
      return FALSE;
    }
  if (++loader->n_records > QD_JSON_MAX_RECORDS)
    {
      fail_here (loader, QD_ERROR_TOO_LARGE, N_("“%s” and what comes before it hold too many objects."), info->key,
                 NULL);
      return FALSE;
    }

  g_ptr_array_add (records, qd_record_new (info->record_type, ""));

  return load_record (loader, g_ptr_array_index (records, records->len - 1), TRUE, json_node_get_object (node));
}

static gboolean
load_elements (Loader    *loader,
               QdList    *list,
               JsonArray *array)
{
  guint *index = &loader->places->path[loader->places->depth++];
  guint length = json_array_get_length (array);
  g_autoptr (GPtrArray) records = g_ptr_array_new_full (length, g_object_unref);

  for (*index = 0; *index < length; (*index)++)
    {
      JsonNode *node = json_array_get_element (array, *index);

      if (!load_element (loader, qd_list_get_info (list), node, records))
        return FALSE;
      json_node_init_null (node); /* so that tree and records never stand in memory both as a whole */
    }
  loader->places->depth--;
  qd_list_take (list, g_steal_pointer (&records));

  return TRUE;
}

static Outcome
load_list (Loader           *loader,
           QdRecord         *record,
           const QdListInfo *info,
           JsonNode         *node)
{
  QdList *list;
  gboolean loaded;

  if (JSON_NODE_HOLDS_NULL (node))
    return LOADED;

  if (info->single && !JSON_NODE_HOLDS_OBJECT (node))
    return misfit (loader, N_("“%s” takes an object."), info->key);
  if (!info->single &&
      (!JSON_NODE_HOLDS_ARRAY (node) || (loader->newer && !holds_objects (json_node_get_array (node)))))
    return misfit (loader, N_("“%s” takes a list of objects."), info->key);

  list = qd_record_get_list (record, info->list);
  if (info->single)
    loaded = load_record (loader, qd_list_get (list, 0), FALSE, json_node_get_object (node));
  else
    loaded = load_elements (loader, list, json_node_get_array (node));

  return loaded ? LOADED : FAILED;
}

static Outcome
load_member (Loader     *loader,
             QdRecord   *record,
             gboolean    has_id,
             const char *key,
             JsonNode   *node)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  if (has_id && strcmp (key, "id") == 0)
    return load_id (loader, record, node);

  for (guint i = 0; i < info->n_fields; i++)
    if (strcmp (key, info->fields[i].key) == 0)
      return load_field (loader, record, &info->fields[i], node);

  for (guint i = 0; i < info->n_lists; i++)
    if (strcmp (key, qd_list_info (info->lists[i])->key) == 0)
      return load_list (loader, record, qd_list_info (info->lists[i]), node);

  if (info->type == QD_RECORD_PLAN && (strcmp (key, "format") == 0 || strcmp (key, "version") == 0))
    return LOADED;

  return UNKNOWN;
}

/* Keeps the member that the path leads to as text. */
static void
append_unknown (Loader      *loader,
                const char  *key,
                GString    **extra)
{
  if (*extra == NULL)
    *extra = g_string_new ("{");
  else
    g_string_append_c (*extra, ',');

  qd_json_append_string (*extra, key);
  g_string_append_c (*extra, ':');
  qd_json_places_copy (loader->places, *extra);
}

static gboolean
load_record (Loader     *loader,
             QdRecord   *record,
             gboolean    has_id,
             JsonObject *object)
{
  guint *index = &loader->places->path[loader->places->depth++];
  g_autoptr (GString) extra = NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  for (*index = 0; json_object_iter_next_ordered (&iter, &key, &node); (*index)++)
    {
      Outcome outcome = load_member (loader, record, has_id, key, node);

      if (outcome == FAILED)
        return FALSE;
      if (outcome == UNKNOWN)
        append_unknown (loader, key, &extra);
    }
  loader->places->depth--;

  if (extra != NULL)
    {
      g_string_append_c (extra, '}');
      qd_record_set_extra (record, extra->str);
    }
  if (*qd_record_get_id (record) == '\0')
    g_ptr_array_add (loader->nameless, record);

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
      while (g_hash_table_contains (loader->by_id, id));

      g_hash_table_insert (counts, name, GUINT_TO_POINTER (ordinal));
      qd_record_set_id (record, id);
      g_hash_table_insert (loader->by_id, (char *) qd_record_get_id (record), record);
    }
}

static void
add_id (QdRecord *record,
        gpointer  user_data)
{
  g_hash_table_insert (user_data, (char *) qd_record_get_id (record), record);
}

static void
loader_init (Loader       *loader,
             QdJsonPlaces *places)
{
  *loader = (Loader) {
    .places = places,
    .by_id = g_hash_table_new (g_str_hash, g_str_equal),
    .nameless = g_ptr_array_new (),
  };
}

static void
loader_clear (Loader *loader)
{
  g_hash_table_unref (loader->by_id);
  g_ptr_array_unref (loader->nameless);
  g_clear_error (&loader->error);
}

/**
 * qd_json_parse:
 * @text: bytes; no NUL need follow
 * @length: how many
 * @places: (out caller-allocates): places in @text, which must outlive them
 * @error: return location for an error that says where in @text
 *
 * json-glib overflows the stack on deep nesting and takes much that is no JSON: it gets only what qd_json_scan()
 * passed.
 *
 * Returns: (transfer full): a parser that holds the tree of @text, or %NULL with @error set
 */
JsonParser *
qd_json_parse (const char    *text,
               gsize          length,
               QdJsonPlaces  *places,
               GError       **error)
{
  g_autoptr (JsonParser) parser = NULL;

  qd_json_places_init (places, text, length);
  if (!qd_json_scan (text, length, &places->long_integers, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, error))
    return NULL;

  return g_steal_pointer (&parser);
}

/**
 * qd_json_read_record:
 * @object: an object that qd_json_append_record() wrote; emptied
 * @places: places, with a path to @object
 * @type: the type of the record
 * @error: return location for an error
 *
 * Returns: (transfer full): the record with all it holds, all of them with ids, or %NULL with @error set
 */
QdRecord *
qd_json_read_record (JsonObject    *object,
                     QdJsonPlaces  *places,
                     QdRecordType   type,
                     GError       **error)
{
  g_autoptr (QdRecord) record = qd_record_new (type, "");
  Loader loader;

  loader_init (&loader, places);
  if (load_record (&loader, record, TRUE, object) && loader.nameless->len > 0)
    fail_here (&loader, QD_ERROR_PARSE, N_("An “%s” is missing."), "id", NULL);
  if (loader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&loader.error));
      g_clear_object (&record);
    }
  loader_clear (&loader);

  return g_steal_pointer (&record);
}

/* 0 if there is none. */
static double
read_version (JsonObject   *object,
              QdJsonPlaces *places)
{
  guint *index = &places->path[places->depth++];
  double version = 0;
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  for (*index = 0; json_object_iter_next_ordered (&iter, &key, &node); (*index)++)
    if (strcmp (key, "version") == 0 && qd_json_is_number (node))
      version = qd_json_read_number (node, places);
  places->depth--;

  return version;
}

/* Whether @root says that it is a plan, and of which version. */
static gboolean
check_head (Loader   *loader,
            JsonNode *root)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *format = object != NULL ? json_object_get_member (object, "format") : NULL;
  double version = object != NULL ? read_version (object, loader->places) : 0;

  if (format == NULL || !qd_json_is_string (format) || strcmp (json_node_get_string (format), QD_JSON_FORMAT) != 0)
    g_set_error (&loader->error, QD_ERROR, QD_ERROR_PARSE,
                 _("This is no Quarterdeck plan: it is no object whose “format” is “%s”."), QD_JSON_FORMAT);
  else if (version < 1 || version != floor (version))
    g_set_error (&loader->error, QD_ERROR, QD_ERROR_PARSE,
                 _("This plan has no “version” that is a whole number from 1."));
  loader->newer = version > QD_JSON_VERSION;

  return loader->error == NULL;
}

static QdRecord *
load_root (Loader     *loader,
           const char *text,
           gsize       length)
{
  g_autoptr (JsonParser) parser = qd_json_parse (text, length, loader->places, &loader->error);
  g_autoptr (QdRecord) root = NULL;
  JsonNode *tree = parser != NULL ? json_parser_get_root (parser) : NULL;

  if (tree == NULL || !check_head (loader, tree))
    return NULL;

  root = qd_record_new (QD_RECORD_PLAN, "plan");
  qd_record_foreach (root, add_id, loader->by_id);
  if (!load_record (loader, root, FALSE, json_node_get_object (tree)))
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
  QdJsonPlaces places;
  QdRecord *root;
  QdPlan *plan = NULL;
  Loader loader;

  if (text == NULL)
    text = ""; /* no bytes at all */

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

  loader_init (&loader, &places);
  root = load_root (&loader, text, length);
  if (newer != NULL)
    *newer = loader.newer;
  if (root != NULL)
    plan = qd_plan_new_indexed (root, g_hash_table_ref (loader.by_id));
  else
    g_propagate_error (error, g_steal_pointer (&loader.error));
  loader_clear (&loader);

  return plan;
}
