#include "qd-config.h"

#include "qd-grid-private.h"

#include <string.h>

#include "qd-text.h"

/* References to records as people read and write them: by title, where that is clear; else by id. */

typedef struct
{
  QdRecord *record;
  guint     n_records; /* that have the title */
} Name;

struct _QdRefNames
{
  QdPlan     *plan;
  GHashTable *by_list[QD_N_LISTS + 1]; /* title -> Name, each made when first asked for; the last of all records */
};

/* Of a plan that does not change. */
QdRefNames *
qd_ref_names_new (QdPlan *plan)
{
  QdRefNames *names = g_new0 (QdRefNames, 1);

  names->plan = g_object_ref (plan);

  return names;
}

void
qd_ref_names_free (QdRefNames *names)
{
  g_object_unref (names->plan);
  for (guint i = 0; i <= QD_N_LISTS; i++)
    g_clear_pointer (&names->by_list[i], g_hash_table_unref);
  g_free (names);
}

typedef struct
{
  GHashTable *titles;
  QdListId    list;
} Collection;

/* What comes later wins: this quarter's key results before last quarter's. */
static void
collect_title (QdRecord *record,
               gpointer  user_data)
{
  Collection *collection = user_data;
  QdList *list = qd_record_get_owner_list (record);
  g_autofree char *key = NULL;
  Name *name;

  if (list == NULL || (collection->list != QD_LIST_ANY && qd_list_get_id (list) != collection->list))
    return;

  key = qd_text_normalise (qd_record_get_title (record));
  name = g_hash_table_lookup (collection->titles, key);
  if (name == NULL)
    {
      name = g_new0 (Name, 1);
      g_hash_table_insert (collection->titles, g_steal_pointer (&key), name);
    }
  name->record = record;
  name->n_records++;
}

static const Name *
find_name (QdRefNames *names,
           QdListId    list,
           const char *title)
{
  g_autofree char *key = qd_text_normalise (title);
  Collection collection = { names->by_list[list], list };

  if (*key == '\0')
    return NULL;

  if (collection.titles == NULL)
    {
      collection.titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      names->by_list[list] = collection.titles;
      qd_record_foreach (qd_plan_get_root (names->plan), collect_title, &collection);
    }

  return g_hash_table_lookup (collection.titles, key);
}

/* Whether the title stands for @record alone, and comes back as one piece. */
static gboolean
is_clear (QdRefNames    *names,
          const QdField *field,
          QdRecord      *record)
{
  const char *title = qd_record_get_title (record);
  const Name *name = find_name (names, field->refs, title);

  return name != NULL && name->record == record && name->n_records == 1 && strpbrk (title, ";\r\n") == NULL &&
         qd_plan_find (names->plan, title) == NULL;
}

/**
 * qd_ref_names_format:
 * @field: a field that refers to records
 * @ids: what it holds
 *
 * Returns: (transfer full): the titles of the records, “; ” between them; the id of one whose title is not its alone
 */
char *
qd_ref_names_format (QdRefNames    *names,
                     const QdField *field,
                     const char    *ids)
{
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      QdRecord *record = qd_plan_find (names->plan, words[i]);
      gboolean clear = record != NULL && is_clear (names, field, record);

      if (*words[i] == '\0')
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", clear ? qd_record_get_title (record) : words[i]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * qd_ref_names_find:
 * @list: a list, or %QD_LIST_ANY
 * @word: a title or an id
 *
 * Returns: (transfer none) (nullable): the record that @word means: any of that id, or one of @list of that title
 */
QdRecord *
qd_ref_names_find (QdRefNames *names,
                   QdListId    list,
                   const char *word)
{
  QdRecord *record = qd_plan_find (names->plan, word);
  const Name *name = record == NULL ? find_name (names, list, word) : NULL;

  return name != NULL ? name->record : record;
}

static void
append_word (GString    *words,
             const char *word,
             const char *separator)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? separator : "", word);
}

static void
parse_pieces (QdRefNames    *names,
              const QdField *field,
              const char    *text,
              const char    *separators,
              GString       *ids,
              GString       *unknown)
{
  g_auto (GStrv) pieces = g_strsplit_set (text, separators, -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      char *piece = g_strstrip (pieces[i]);
      QdRecord *record = qd_ref_names_find (names, field->refs, piece);

      if (*piece == '\0')
        continue;
      if (record != NULL)
        append_word (ids, qd_record_get_id (record), " ");
      else if (strpbrk (piece, ",") != NULL && strcmp (separators, ",") != 0)
        parse_pieces (names, field, piece, ",", ids, unknown);
      else
        append_word (unknown, piece, ", ");
    }
}

/**
 * qd_ref_names_parse:
 * @field: a field that refers to records
 * @text: titles or ids with semicolons, line ends or commas between them
 * @unknown: (out) (nullable): what is neither, %NULL if there is nothing such
 *
 * Returns: (transfer full): the ids, as the field holds them
 */
char *
qd_ref_names_parse (QdRefNames     *names,
                    const QdField  *field,
                    const char     *text,
                    char          **unknown)
{
  g_autofree char *whole = g_strstrip (g_strdup (text));
  QdRecord *record = qd_ref_names_find (names, field->refs, whole);
  g_autoptr (GString) ids = g_string_new (record != NULL ? qd_record_get_id (record) : NULL);
  g_autoptr (GString) lost = g_string_new (NULL);

  if (record == NULL)
    parse_pieces (names, field, whole, ";\r\n", ids, lost);
  *unknown = lost->len > 0 ? g_string_free (g_steal_pointer (&lost), FALSE) : NULL;

  return g_string_free (g_steal_pointer (&ids), FALSE);
}
