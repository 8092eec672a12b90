#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-renames.h"

#include <string.h>

/* Names are kept by their first word, folded: going through a text takes one look a word, however many names there
 * are. */

struct _QdRenames
{
  GHashTable *by_word; /* folded first word -> GPtrArray of Rename, the longest name first */
};

typedef struct
{
  char     *name;
  char     *folded;
  char     *replacement;
  gsize     lead; /* bytes of the name before its first word: “#ops” */
  gboolean  team;
} Rename;

/* Words around the name of a team that go with it: “Security Team” is Security. */
static const char *const team_words[] = { "teams", "team" };

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static const char *
word_end (const char *at)
{
  while (*at != '\0' && is_word_character (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);

  return at;
}

static const char *
word_start (const char *at)
{
  while (*at != '\0' && !is_word_character (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);

  return at;
}

static void
rename_free (gpointer data)
{
  Rename *rename = data;

  g_free (rename->name);
  g_free (rename->folded);
  g_free (rename->replacement);
  g_free (rename);
}

static int
compare_length (gconstpointer a,
                gconstpointer b)
{
  gsize first = strlen ((*(const Rename *const *) a)->name);
  gsize second = strlen ((*(const Rename *const *) b)->name);

  return (first < second) - (first > second);
}

QdRenames *
qd_renames_new (void)
{
  QdRenames *renames = g_new0 (QdRenames, 1);

  renames->by_word = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  return renames;
}

void
qd_renames_free (QdRenames *renames)
{
  g_hash_table_unref (renames->by_word);
  g_free (renames);
}

/**
 * qd_renames_add:
 * @renames: renames
 * @name: a name; one without letters and figures is never found
 * @replacement: what it becomes
 * @team: it is the name of a team: the word “team” behind it goes with it
 *
 * Of two that are called the same the first one counts.
 */
void
qd_renames_add (QdRenames  *renames,
                const char *name,
                const char *replacement,
                gboolean    team)
{
  const char *word = word_start (name);
  g_autofree char *first = g_strndup (word, (gsize) (word_end (word) - word));
  g_autofree char *key = g_utf8_casefold (first, -1);
  Rename *rename;
  GPtrArray *list;

  if (*word == '\0')
    return;

  list = g_hash_table_lookup (renames->by_word, key);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (rename_free);
      g_hash_table_insert (renames->by_word, g_steal_pointer (&key), list);
    }
  rename = g_new0 (Rename, 1);
  rename->name = g_strdup (name);
  rename->folded = g_utf8_casefold (name, -1);
  rename->replacement = g_strdup (replacement);
  rename->lead = (gsize) (word - name);
  rename->team = team;
  g_ptr_array_add (list, rename);
  g_ptr_array_sort (list, compare_length);
}

/* Where the word ends that begins at @at, if it is @word in any case; %NULL if not. */
static const char *
skip_word (const char *at,
           const char *word)
{
  const char *end = word_end (at);

  return (gsize) (end - at) == strlen (word) && g_ascii_strncasecmp (at, word, strlen (word)) == 0 ? end : NULL;
}

/* Where @text goes on behind the name that stands at @at; %NULL if it does not. */
static const char *
match (const Rename *rename,
       const char   *text,
       const char   *at,
       gboolean      any_case)
{
  gsize length = strlen (rename->name);
  const char *start = at - rename->lead;
  const char *end;

  if ((gsize) (at - text) < rename->lead)
    return NULL;

  if (any_case)
    {
      /* Folding may change the number of bytes, never that of the characters compared here one by one. */
      glong n_chars = g_utf8_strlen (rename->name, -1);
      g_autofree char *part = NULL;
      g_autofree char *folded = NULL;

      end = start;
      for (glong i = 0; i < n_chars && *end != '\0'; i++)
        end = g_utf8_next_char (end);
      part = g_strndup (start, (gsize) (end - start));
      folded = g_utf8_casefold (part, -1);
      if (strcmp (folded, rename->folded) != 0)
        return NULL;
    }
  else
    {
      if (strncmp (start, rename->name, length) != 0)
        return NULL;
      end = start + length;
    }
  if (is_word_character (g_utf8_get_char (g_utf8_prev_char (end))) && *end != '\0'
      && is_word_character (g_utf8_get_char (end)))
    return NULL;

  for (gsize i = 0; rename->team && *end == ' ' && i < G_N_ELEMENTS (team_words); i++)
    if (skip_word (end + 1, team_words[i]) != NULL)
      return skip_word (end + 1, team_words[i]);

  return end;
}

/**
 * qd_renames_apply:
 * @renames: renames
 * @text: a text
 * @any_case: whether “platform” is the name Platform, too: where a name is expected it is, in prose it is a word
 *
 * Returns: (transfer full): @text with every name replaced
 */
char *
qd_renames_apply (QdRenames  *renames,
                  const char *text,
                  gboolean    any_case)
{
  GString *out = g_string_new (NULL);
  const char *done = text; /* up to here @out has it */
  const char *at = word_start (text);

  while (*at != '\0')
    {
      const char *end = word_end (at);
      g_autofree char *word = g_strndup (at, (gsize) (end - at));
      g_autofree char *key = g_utf8_casefold (word, -1);
      GPtrArray *list = g_hash_table_lookup (renames->by_word, key);

      for (guint i = 0; list != NULL && i < list->len; i++)
        {
          const Rename *rename = g_ptr_array_index (list, i);
          const char *behind = match (rename, text, at, any_case);

          if (behind == NULL || at - rename->lead < done)
            continue;
          g_string_append_len (out, done, at - rename->lead - done);
          g_string_append (out, rename->replacement);
          done = behind;
          end = behind;
          break;
        }
      at = word_start (end);
    }
  g_string_append (out, done);

  return g_string_free (out, FALSE);
}
