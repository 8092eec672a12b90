#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-words.h"

#include <string.h>

#define STEM_LETTERS 5
#define WORD_LETTERS_MIN 3

/* Behind these a word only begins: “international” and “internal” have nothing in common. */
#define PREFIXED_STEM_LETTERS 9
static const char *const prefixes[] = { "inter", "trans", "under", "super", "multi", "micro", "cross", "count" };

/* A word that stands in more texts than this tells none of them apart. */
#define POSTINGS_MAX 32

/* Words that say nothing about what a text is about, by the same stems. */
static const char stop_words[] =
  "the and for with from into onto that this these those will our your their its all any each per not are was were "
  "has have had been who what when where which while than then them they his her she you but can may must new old "
  "more most less least very only also just other some such same both end get got let set use using via due out off "
  "over under about above after again before being below between through until within without across against along "
  "around quarter month months week weeks day days year years date team teams plan planning work working project "
  "effort goal goals objective initiative priority improve increase reduce deliver launch ensure build make making "
  "continue require going live top next last first second";

struct _QdWordIndex
{
  GHashTable *postings; /* key of a word -> Posting */
};

/* Which texts a word stands in. */
typedef struct
{
  guint documents[POSTINGS_MAX];
  guint n_documents;
} Posting;

/* Called with the key of each word that counts; returns whether to go on. */
typedef gboolean (*WordFunc) (gsize    key,
                              gpointer user_data);

/* FNV-1a over the letters of a word. */
static gsize
hash_letters (const gunichar *letters,
              guint           n_letters)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < n_letters; i++)
    hash = (hash ^ letters[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  return (gsize) (hash ^ (hash >> 32)) | 1; /* never the key that is none */
}

static gboolean
starts_with_prefix (const gunichar *letters,
                    guint           n_letters)
{
  for (guint i = 0; i < G_N_ELEMENTS (prefixes) && n_letters > STEM_LETTERS; i++)
    {
      guint j = 0;

      while (j < STEM_LETTERS && letters[j] == (gunichar) prefixes[i][j])
        j++;
      if (j == STEM_LETTERS)
        return TRUE;
    }

  return FALSE;
}

/* A word of @n_letters, of which at most the first PREFIXED_STEM_LETTERS are in @letters. */
static gsize
word_key (const gunichar *letters,
          guint           n_letters)
{
  guint stem = starts_with_prefix (letters, n_letters) ? PREFIXED_STEM_LETTERS : STEM_LETTERS;

  return hash_letters (letters, MIN (n_letters, stem));
}

static inline gunichar
get_character (const char *p)
{
  return (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);
}

static gunichar
fold (gunichar c)
{
  if (c < 0x80)
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;

  return g_unichar_tolower (c);
}

static gboolean
is_letter (gunichar c)
{
  return c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Goes through the words of @text, stop words included. */
static void
foreach_word (const char *text,
              WordFunc    func,
              gpointer    user_data)
{
  const char *p = text;

  while (*p != '\0')
    {
      gunichar letters[PREFIXED_STEM_LETTERS];
      guint n_letters = 0;
      gboolean number = TRUE;
      gunichar c = get_character (p);

      for (; is_letter (c); p = g_utf8_next_char (p), c = get_character (p))
        {
          number = number && c >= '0' && c <= '9';
          if (n_letters < PREFIXED_STEM_LETTERS)
            letters[n_letters] = fold (c);
          n_letters++;
        }

      if (n_letters >= WORD_LETTERS_MIN && !number && !func (word_key (letters, n_letters), user_data))
        return;
      if (*p != '\0' && n_letters == 0)
        p = g_utf8_next_char (p);
    }
}

static gboolean
add_stop_word (gsize    key,
               gpointer user_data)
{
  g_hash_table_add (user_data, GSIZE_TO_POINTER (key));

  return TRUE;
}

static gboolean
is_stop_word (gsize key)
{
  static GHashTable *stops;
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      stops = g_hash_table_new (NULL, NULL);
      foreach_word (stop_words, add_stop_word, stops);
      g_once_init_leave (&ready, 1);
    }

  return g_hash_table_contains (stops, GSIZE_TO_POINTER (key));
}

/**
 * qd_word_index_new:
 *
 * Returns: (transfer full): an index without texts
 */
QdWordIndex *
qd_word_index_new (void)
{
  QdWordIndex *index = g_new0 (QdWordIndex, 1);

  index->postings = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return index;
}

void
qd_word_index_free (QdWordIndex *index)
{
  g_hash_table_unref (index->postings);
  g_free (index);
}

typedef struct
{
  QdWordIndex *index;
  guint        document;
} Adding;

static gboolean
add_word (gsize    key,
          gpointer user_data)
{
  Adding *adding = user_data;
  Posting *posting = g_hash_table_lookup (adding->index->postings, GSIZE_TO_POINTER (key));

  if (posting == NULL)
    {
      if (is_stop_word (key))
        return TRUE;
      posting = g_new0 (Posting, 1);
      g_hash_table_insert (adding->index->postings, GSIZE_TO_POINTER (key), posting);
    }

  if (posting->n_documents < POSTINGS_MAX &&
      (posting->n_documents == 0 || posting->documents[posting->n_documents - 1] != adding->document))
    posting->documents[posting->n_documents++] = adding->document;

  return TRUE;
}

/**
 * qd_word_index_add:
 * @index: an index
 * @document: which of the indexed things @text belongs to; never less than in the call before
 * @text: a text of it
 */
void
qd_word_index_add (QdWordIndex *index,
                   guint        document,
                   const char  *text)
{
  Adding adding = { index, document };

  foreach_word (text, add_word, &adding);
}

typedef struct
{
  QdWordIndex *index;
  gboolean     found;
} Asking;

static gboolean
ask_word (gsize    key,
          gpointer user_data)
{
  Asking *asking = user_data;

  asking->found = g_hash_table_contains (asking->index->postings, GSIZE_TO_POINTER (key));

  return !asking->found;
}

/**
 * qd_word_index_has_any:
 *
 * Returns: whether any word of @text that counts stands in an indexed text
 */
gboolean
qd_word_index_has_any (QdWordIndex *index,
                       const char  *text)
{
  Asking asking = { index, FALSE };

  foreach_word (text, ask_word, &asking);

  return asking.found;
}

/* The words asked for, and in how many of them each text was met. */
typedef struct
{
  QdWordIndex *index;
  GHashTable  *asked;
  GHashTable  *counts;
  guint        most;
} Counting;

static gboolean
count_word (gsize    key,
            gpointer user_data)
{
  Counting *counting = user_data;
  Posting *posting = g_hash_table_lookup (counting->index->postings, GSIZE_TO_POINTER (key));

  if (posting == NULL || !g_hash_table_add (counting->asked, GSIZE_TO_POINTER (key)))
    return TRUE;

  for (guint i = 0; i < posting->n_documents; i++)
    {
      gpointer document = GUINT_TO_POINTER (posting->documents[i]);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counting->counts, document)) + 1;

      g_hash_table_insert (counting->counts, document, GUINT_TO_POINTER (count));
      counting->most = MAX (counting->most, count);
    }

  return TRUE;
}

/**
 * qd_word_index_most_shared:
 *
 * Returns: the most different words that @text shares with any one of the indexed things
 */
guint
qd_word_index_most_shared (QdWordIndex *index,
                           const char  *text)
{
  g_autoptr (GHashTable) asked = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  Counting counting = { index, asked, counts, 0 };

  foreach_word (text, count_word, &counting);

  return counting.most;
}
