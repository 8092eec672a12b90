#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-renames.h"

#include <string.h>

/* A look at each word tells whether a name begins with it and how many words it may have; one more look each tells
 * which name it is. So it takes no longer the more names there are. */

struct _QdRenames
{
  GHashTable *n_words; /* folded first word -> how many words the longest name has that begins with it */
  GHashTable *by_core; /* folded name from its first word to its last -> GPtrArray of Rename, in the order they came */
};

typedef struct
{
  char     *lead; /* what the name has before its first word: “#ops” */
  char     *core; /* from the first word to the last */
  char     *tail; /* behind the last: “C++” */
  char     *replacement;
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

  g_free (rename->lead);
  g_free (rename->core);
  g_free (rename->tail);
  g_free (rename->replacement);
  g_free (rename);
}

static char *
fold (const char *start,
      const char *end)
{
  g_autofree char *part = g_strndup (start, (gsize) (end - start));

  return g_utf8_casefold (part, -1);
}

/**
 * qd_renames_new:
 *
 * Returns: (transfer full): names that nothing is replaced in yet
 */
QdRenames *
qd_renames_new (void)
{
  QdRenames *renames = g_new0 (QdRenames, 1);

  renames->n_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  renames->by_core = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  return renames;
}

void
qd_renames_free (QdRenames *renames)
{
  g_hash_table_unref (renames->n_words);
  g_hash_table_unref (renames->by_core);
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
  const char *start = word_start (name);
  const char *end = word_end (start);
  g_autofree char *first = fold (start, end);
  g_autofree char *key = NULL;
  guint n_words = 1;
  Rename *rename;
  GPtrArray *list;

  if (*start == '\0')
    return;

  for (const char *next = word_start (end); *next != '\0'; next = word_start (end))
    {
      end = word_end (next);
      n_words++;
    }
  n_words = MAX (n_words, GPOINTER_TO_UINT (g_hash_table_lookup (renames->n_words, first)));
  g_hash_table_insert (renames->n_words, g_steal_pointer (&first), GUINT_TO_POINTER (n_words));

  key = fold (start, end);
  list = g_hash_table_lookup (renames->by_core, key);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (rename_free);
      g_hash_table_insert (renames->by_core, g_steal_pointer (&key), list);
    }
  rename = g_new0 (Rename, 1);
  rename->lead = g_strndup (name, (gsize) (start - name));
  rename->core = g_strndup (start, (gsize) (end - start));
  rename->tail = g_strdup (end);
  rename->replacement = g_strdup (replacement);
  rename->team = team;
  g_ptr_array_add (list, rename);
}

/* Where the word ends that begins at @at, if it is @word in any case; %NULL if not. */
static const char *
skip_word (const char *at,
           const char *word)
{
  const char *end = word_end (at);

  return (gsize) (end - at) == strlen (word) && g_ascii_strncasecmp (at, word, strlen (word)) == 0 ? end : NULL;
}

/* The name whose words stand from @at to @end, if @text from @done on has it, and where it begins and ends. */
static const Rename *
find_name (QdRenames   *self,
           const char  *done,
           const char  *at,
           const char  *end,
           gboolean     any_case,
           const char **from,
           const char **to)
{
  g_autofree char *key = fold (at, end);
  GPtrArray *list = g_hash_table_lookup (self->by_core, key);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const Rename *rename = g_ptr_array_index (list, i);
      gsize lead = strlen (rename->lead);

      if ((gsize) (at - done) < lead || strncmp (at - lead, rename->lead, lead) != 0 ||
          !g_str_has_prefix (end, rename->tail) ||
          (!any_case && (strlen (rename->core) != (gsize) (end - at)
                         || strncmp (at, rename->core, (gsize) (end - at)) != 0)))
        continue;
      *from = at - lead;
      *to = end + strlen (rename->tail);
      return rename;
    }

  return NULL;
}

/* The longest name that begins with the word at @at. */
static const Rename *
find_longest (QdRenames   *self,
              const char  *done,
              const char  *at,
              gboolean     any_case,
              const char **from,
              const char **to)
{
  const char *end = word_end (at);
  g_autofree char *first = fold (at, end);
  guint most = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_words, first));
  const Rename *longest = NULL;

  for (guint n = 0; n < most; n++)
    {
      const char *name_from, *name_to;
      const Rename *rename = find_name (self, done, at, end, any_case, &name_from, &name_to);
      const char *next = word_start (end);

      if (rename != NULL)
        {
          longest = rename;
          *from = name_from;
          *to = name_to;
        }
      if (*next == '\0')
        break;
      end = word_end (next);
    }

  return longest;
}

/* Behind a team's name, its word “team”. */
static const char *
skip_team_word (const char *at)
{
  for (gsize i = 0; *at == ' ' && i < G_N_ELEMENTS (team_words); i++)
    if (skip_word (at + 1, team_words[i]) != NULL)
      return skip_word (at + 1, team_words[i]);

  return at;
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

  for (const char *at = word_start (text); *at != '\0';)
    {
      const char *from, *to;
      const Rename *rename = find_longest (renames, done, at, any_case, &from, &to);

      if (rename == NULL)
        {
          at = word_start (word_end (at));
          continue;
        }
      g_string_append_len (out, done, from - done);
      g_string_append (out, rename->replacement);
      done = rename->team ? skip_team_word (to) : to;
      at = word_start (done);
    }
  g_string_append (out, done);

  return g_string_free (out, FALSE);
}
