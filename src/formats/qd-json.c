#include "qd-config.h"

#include "qd-json-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-error.h"
#include "qd-id.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* The loader: a strict scan of the bytes, and then records straight from them. */

typedef struct
{
  QdJsonReader reader;
  gboolean     newer;     /* a member in a form that we do not know is kept, not an error */
  GHashTable  *ids;       /* all ids so far; not owned */
  GPtrArray   *nameless;  /* records without an id in the file, by list in its order; not owned */
  guint        n_records;
  GError      *error;     /* why loading stopped */
} Loader;

/* What became of a member. */
typedef enum
{
  LOADED,
  UNKNOWN, /* it has no place in the model: keep its text */
  FAILED,  /* there is an error */
} Outcome;

static gboolean load_record (Loader   *loader,
                             QdRecord *record,
                             gboolean  has_id);

/* Stops loading because of what is at @at. @format, not yet translated, has one %s for the key of the member and may
 * have another for @detail. */
static Outcome
fail_at (Loader     *loader,
         const char *at,
         QdError     code,
         const char *format,
         const char *key,
         const char *detail)
{
  guint line, column;

  qd_json_place (loader->reader.text, at, &line, &column);
  qd_error_set_at (&loader->error, code, line, column, _(format), key, detail);

  return FAILED;
}

/* A member that we know in a form that we do not: an error, but kept like an unknown one in a newer version's file. */
static Outcome
misfit (Loader     *loader,
        const char *at,
        const char *format,
        const char *key)
{
  return loader->newer ? UNKNOWN : fail_at (loader, at, QD_ERROR_PARSE, format, key, NULL);
}

static gboolean
is_number (const QdJsonReader *reader)
{
  return *reader->at == '-' || g_ascii_isdigit (*reader->at);
}

static const char *
read_number (QdJsonReader  *reader,
             const QdField *field,
             QdValue       *value)
{
  g_autofree char *text = NULL;
  double number;

  if (*reader->at == '"')
    {
      text = qd_json_reader_text (reader);
      *value = qd_field_parse (field, text);
      return NULL;
    }
  if (!is_number (reader))
    return N_("“%s” takes a number.");

  number = qd_json_reader_number (reader);
  if (!(fabs (number) < QD_JSON_MAX_NUMBER))
    return N_("The number in “%s” is too large.");
  *value = qd_value_number (number);

  return NULL;
}

/* Takes @text. */
static QdValue
text_value (char *text)
{
  if (*text != '\0')
    return (QdValue) { QD_VALUE_TEXT, { .text = text } };

  g_free (text);

  return (QdValue) QD_VALUE_INIT;
}

/* A list of ids is stored as they stand, with a space between each two. */
static const char *
read_refs (QdJsonReader *reader,
           QdValue      *value)
{
  g_autoptr (GString) refs = g_string_new (NULL);
  guint n = 0;

  for (gboolean more = qd_json_reader_enter (reader); more; more = qd_json_reader_next (reader))
    {
      g_autofree char *id = NULL;

      if (*reader->at != '"')
        return N_("“%s” takes a list of ids.");
      if (n++ > 0)
        g_string_append_c (refs, ' ');
      id = qd_json_reader_text (reader);
      g_string_append (refs, id);
    }
  *value = qd_value_text (refs->str);

  return NULL;
}

/* Text is kept as it is. Only an answer of a field with choices is read whatever its case, for who types it by hand. */
static QdValue
read_text (QdJsonReader  *reader,
           const QdField *field)
{
  char *text = qd_json_reader_text (reader);

  for (const QdChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    if (g_ascii_strcasecmp (choice->id, text) == 0)
      strcpy (text, choice->id); /* differs in case alone */

  return text_value (text);
}

/**
 * qd_json_read_value:
 * @reader: at what the file has for @field; afterwards after it, unless it does not fit
 * @field: a field
 * @value: (out): what @field is to hold; clear it with qd_value_clear()
 *
 * Returns: (nullable): %NULL, or, if it does not fit @field, a sentence not yet translated with one %s for the key;
 *   @value is unset then
 */
const char *
qd_json_read_value (QdJsonReader  *reader,
                    const QdField *field,
                    QdValue       *value)
{
  const char *start = reader->at;

  *value = (QdValue) QD_VALUE_INIT;

  if (*start == 'n')
    qd_json_reader_skip (reader);
  else if (qd_kind_is_number (field->kind))
    return read_number (reader, field, value);
  else if (*start == '"')
    *value = read_text (reader, field);
  else if (field->kind == QD_KIND_REFS)
    return *start == '[' ? read_refs (reader, value) : N_("“%s” takes a list of ids.");
  else if (field->kind == QD_KIND_BOOLEAN)
    {
      if (*start != 't' && *start != 'f')
        return N_("“%s” takes true or false.");
      qd_json_reader_skip (reader);
      *value = qd_value_text (*start == 't' ? "yes" : "no");
    }
  else if (is_number (reader))
    {
      qd_json_reader_skip (reader);
      *value = text_value (g_strndup (start, (gsize) (reader->at - start)));
    }
  else
    return N_("“%s” takes text.");

  return NULL;
}

static Outcome
load_field (Loader        *loader,
            QdRecord      *record,
            const QdField *field)
{
  const char *start = loader->reader.at;
  QdValue value;
  const char *problem = qd_json_read_value (&loader->reader, field, &value);

  if (problem != NULL)
    return misfit (loader, start, problem, field->key);

  qd_record_take_value (record, field->index, &value);

  return LOADED;
}

static Outcome
load_id (Loader   *loader,
         QdRecord *record)
{
  const char *start = loader->reader.at;
  g_autofree char *id = NULL;

  if (*start == 'n')
    {
      qd_json_reader_skip (&loader->reader);
      return LOADED;
    }

  if (*start == '"')
    id = qd_json_reader_text (&loader->reader);
  if (!qd_id_is_valid (id))
    return fail_at (loader, start, QD_ERROR_PARSE,
                    N_("“%s” takes up to 64 letters, digits, points, hyphens and underscores, "
                       "a letter or digit first."),
                    "id", NULL);
  if (g_hash_table_contains (loader->ids, id))
    return fail_at (loader, start, QD_ERROR_PARSE, N_("Another record has the “%s” “%s” already."), "id", id);

  qd_record_set_id (record, id);
  g_hash_table_add (loader->ids, (char *) qd_record_get_id (record));

  return LOADED;
}

/* Whether all elements of the list are objects. Only a newer version's file is looked through before it is loaded. */
static gboolean
holds_objects (QdJsonReader reader)
{
  for (gboolean more = qd_json_reader_enter (&reader); more; more = qd_json_reader_next (&reader))
    {
      if (*reader.at != '{')
        return FALSE;
      qd_json_reader_skip (&reader);
    }

  return TRUE;
}

static gboolean
load_element (Loader *loader,
              QdList *list)
{
  const QdListInfo *info = qd_list_get_info (list);
  g_autoptr (QdRecord) record = NULL;
  const char *start = loader->reader.at;

  if (*start != '{')
    {
      fail_at (loader, start, QD_ERROR_PARSE, N_("“%s” takes a list of objects."), info->key, NULL);
      return FALSE;
    }
  if (++loader->n_records > QD_JSON_MAX_RECORDS)
    {
      fail_at (loader, start, QD_ERROR_TOO_LARGE, N_("“%s” and what comes before it hold too many objects."), info->key,
               NULL);
      return FALSE;
    }

  record = qd_record_new (info->record_type, "");
  qd_list_append (list, record);

  return load_record (loader, record, TRUE);
}

static Outcome
load_list (Loader           *loader,
           QdRecord         *record,
           const QdListInfo *info)
{
  QdJsonReader *reader = &loader->reader;
  QdList *list;

  if (*reader->at == 'n')
    {
      qd_json_reader_skip (reader);
      return LOADED;
    }

  if (info->single && *reader->at != '{')
    return misfit (loader, reader->at, N_("“%s” takes an object."), info->key);
  if (!info->single && (*reader->at != '[' || (loader->newer && !holds_objects (*reader))))
    return misfit (loader, reader->at, N_("“%s” takes a list of objects."), info->key);

  list = qd_record_get_list (record, info->list);
  if (info->single)
    return load_record (loader, qd_list_get (list, 0), FALSE) ? LOADED : FAILED;

  for (gboolean more = qd_json_reader_enter (reader); more; more = qd_json_reader_next (reader))
    if (!load_element (loader, list))
      return FAILED;

  return LOADED;
}

static Outcome
load_member (Loader          *loader,
             QdRecord        *record,
             gboolean         has_id,
             const QdJsonKey *key)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  if (has_id && qd_json_key_is (key, "id"))
    return load_id (loader, record);

  for (guint i = 0; i < info->n_fields; i++)
    if (qd_json_key_is (key, info->fields[i].key))
      return load_field (loader, record, &info->fields[i]);

  for (guint i = 0; i < info->n_lists; i++)
    if (qd_json_key_is (key, qd_list_info (info->lists[i])->key))
      return load_list (loader, record, qd_list_info (info->lists[i]));

  if (info->type == QD_RECORD_PLAN && (qd_json_key_is (key, "format") || qd_json_key_is (key, "version")))
    {
      qd_json_reader_skip (&loader->reader);
      return LOADED;
    }

  return UNKNOWN;
}

/* Keeps a member as text: the reader is after its key. */
static void
append_unknown (Loader           *loader,
                const QdJsonKey  *key,
                GString         **extra)
{
  g_autofree char *name = g_strndup (key->text, key->length);

  if (*extra == NULL)
    *extra = g_string_new ("{");
  else
    g_string_append_c (*extra, ',');

  qd_json_append_string (*extra, name);
  g_string_append_c (*extra, ':');
  qd_json_reader_copy (&loader->reader, *extra);
}

/* Loads the object that the reader is at. */
static gboolean
load_record (Loader   *loader,
             QdRecord *record,
             gboolean  has_id)
{
  QdJsonReader *reader = &loader->reader;
  g_autoptr (GString) extra = NULL;

  for (gboolean more = qd_json_reader_enter (reader); more; more = qd_json_reader_next (reader))
    {
      QdJsonKey key = qd_json_reader_key (reader);
      const char *start = reader->at;
      Outcome outcome = load_member (loader, record, has_id, &key);

      if (outcome == FAILED)
        return FALSE;
      if (outcome == UNKNOWN)
        {
          reader->at = start;
          append_unknown (loader, &key, &extra);
        }
    }

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
loader_init (Loader *loader)
{
  *loader = (Loader) {
    .ids = g_hash_table_new (g_str_hash, g_str_equal),
    .nameless = g_ptr_array_new (),
  };
}

static void
loader_clear (Loader *loader)
{
  qd_json_reader_clear (&loader->reader);
  g_hash_table_unref (loader->ids);
  g_ptr_array_unref (loader->nameless);
  g_clear_error (&loader->error);
}

/**
 * qd_json_read_record:
 * @reader: at an object that qd_json_append_record() wrote
 * @type: the type of the record
 * @error: return location for an error
 *
 * Returns: (transfer full): the record with all it holds, all of them with ids, or %NULL with @error set
 */
QdRecord *
qd_json_read_record (QdJsonReader  *reader,
                     QdRecordType   type,
                     GError       **error)
{
  g_autoptr (QdRecord) record = qd_record_new (type, "");
  Loader loader;

  loader_init (&loader);
  loader.reader = *reader;
  loader.reader.key = NULL;
  if (load_record (&loader, record, TRUE) && loader.nameless->len > 0)
    fail_at (&loader, reader->at, QD_ERROR_PARSE, N_("An “%s” is missing."), "id", NULL);
  if (loader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&loader.error));
      g_clear_object (&record);
    }
  reader->at = loader.reader.at;
  loader_clear (&loader);

  return g_steal_pointer (&record);
}

/* Whether the object that the reader is at says that it is a plan, and of which version. The reader stays. */
static gboolean
check_head (Loader *loader)
{
  QdJsonReader reader = loader->reader;
  gboolean is_plan = FALSE, object = *reader.at == '{';
  double version = 0;

  reader.key = NULL;
  for (gboolean more = object && qd_json_reader_enter (&reader); more && !(is_plan && version >= 1);
       more = qd_json_reader_next (&reader))
    {
      QdJsonKey key = qd_json_reader_key (&reader);

      if (qd_json_key_is (&key, "format") && *reader.at == '"')
        {
          g_autofree char *format = qd_json_reader_text (&reader);

          is_plan = strcmp (format, QD_JSON_FORMAT) == 0;
        }
      else if (qd_json_key_is (&key, "version") && is_number (&reader))
        version = qd_json_reader_number (&reader);
      else
        qd_json_reader_skip (&reader);
    }
  qd_json_reader_clear (&reader);

  if (!is_plan)
    g_set_error (&loader->error, QD_ERROR, QD_ERROR_PARSE,
                 _("This is no Quarterdeck plan: it is no object whose “format” is “%s”."), QD_JSON_FORMAT);
  else if (!(version >= 1) || version != floor (version))
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
  g_autoptr (QdRecord) root = NULL;

  if (!qd_json_scan (text, length, &loader->error))
    return NULL;

  qd_json_reader_init (&loader->reader, text, length);
  if (!check_head (loader))
    return NULL;

  root = qd_record_new (QD_RECORD_PLAN, "plan");
  qd_record_foreach (root, add_id, loader->ids);
  if (!load_record (loader, root, FALSE))
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

  loader_init (&loader);
  root = load_root (&loader, text, length);
  if (newer != NULL)
    *newer = loader.newer;
  if (root == NULL)
    g_propagate_error (error, g_steal_pointer (&loader.error));
  loader_clear (&loader);

  return root != NULL ? qd_plan_new_for_root (root) : NULL;
}
