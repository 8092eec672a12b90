#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-words.h"

#include <string.h>

#define STEM_LETTERS 5
#define WORD_LETTERS_MIN 3

/* Behind these a word only begins: “international” and “internal” have nothing in common. */
#define PREFIXED_STEM_LETTERS 9
static const char *const prefixes[] = { "inter", "trans", "under", "super", "multi", "micro", "cross", "count" };

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
  GHashTable *postings;  /* key of a word -> GPtrArray of Document: which texts it stands in */
  GHashTable *documents; /* what was indexed -> Document */
  guint       n_asked;   /* how often somebody asked what they share */
};

/* The words of one of the indexed things. */
typedef struct
{
  gconstpointer thing;
  GArray       *words;   /* their keys, in order, each once */
  guint         asked;   /* when it was counted last */
  guint         n_found; /* how many of the words asked for then it has */
} Document;

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

static void
document_free (gpointer data)
{
  Document *document = data;

  g_array_unref (document->words);
  g_free (document);
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

  index->postings = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  index->documents = g_hash_table_new_full (NULL, NULL, NULL, document_free);

  return index;
}

void
qd_word_index_free (QdWordIndex *index)
{
  g_hash_table_unref (index->postings);
  g_hash_table_unref (index->documents);
  g_free (index);
}

static gboolean
collect_word (gsize    key,
              gpointer user_data)
{
  if (!is_stop_word (key))
    g_array_append_val ((GArray *) user_data, key);

  return TRUE;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  gsize first = *(const gsize *) a;
  gsize second = *(const gsize *) b;

  return (first > second) - (first < second);
}

static void
sort_words (GArray *words)
{
  guint n = 0;

  g_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    if (n == 0 || g_array_index (words, gsize, n - 1) != g_array_index (words, gsize, i))
      g_array_index (words, gsize, n++) = g_array_index (words, gsize, i);
  g_array_set_size (words, n);
}

static void
add_posting (QdWordIndex *index,
             gsize        word,
             Document    *document)
{
  GPtrArray *posting = g_hash_table_lookup (index->postings, GSIZE_TO_POINTER (word));

  if (posting == NULL)
    {
      posting = g_ptr_array_new ();
      g_hash_table_insert (index->postings, GSIZE_TO_POINTER (word), posting);
    }
  g_ptr_array_add (posting, document);
}

static void
remove_posting (QdWordIndex *index,
                gsize        word,
                Document    *document)
{
  GPtrArray *posting = g_hash_table_lookup (index->postings, GSIZE_TO_POINTER (word));

  g_ptr_array_remove_fast (posting, document);
  if (posting->len == 0)
    g_hash_table_remove (index->postings, GSIZE_TO_POINTER (word));
}

static void
replace_words (QdWordIndex     *index,
               Document        *document,
               GArray          *words,
               QdWordChangeFunc changed,
               gpointer         user_data)
{
  guint i = 0, j = 0;

  while (i < document->words->len || j < words->len)
    {
      gsize before = i < document->words->len ? g_array_index (document->words, gsize, i) : G_MAXSIZE;
      gsize after = j < words->len ? g_array_index (words, gsize, j) : G_MAXSIZE;

      i += before <= after;
      j += after <= before;
      if (before == after)
        continue;
      if (before < after)
        remove_posting (index, before, document);
      else
        add_posting (index, after, document);
      if (changed != NULL)
        changed (MIN (before, after), user_data);
    }

  g_array_unref (document->words);
  document->words = g_array_ref (words);
}

/**
 * qd_word_index_put:
 * @index: an index
 * @thing: one of the indexed things; told apart by its address alone
 * @texts: (array length=n_texts): all its texts, in place of those it had; none to leave it out
 * @n_texts: how many there are
 * @changed: (nullable): called for each word that @thing has no more, or has now
 * @user_data: for @changed
 */
void
qd_word_index_put (QdWordIndex       *index,
                   gconstpointer      thing,
                   const char *const *texts,
                   guint              n_texts,
                   QdWordChangeFunc   changed,
                   gpointer           user_data)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (gsize));
  Document *document = g_hash_table_lookup (index->documents, thing);

  for (guint i = 0; i < n_texts; i++)
    foreach_word (texts[i], collect_word, words);
  sort_words (words);

  if (document == NULL && words->len == 0)
    return;
  if (document == NULL)
    {
      document = g_new0 (Document, 1);
      document->words = g_array_new (FALSE, FALSE, sizeof (gsize));
      g_hash_table_insert (index->documents, (gpointer) thing, document);
    }
  document->thing = thing;
  replace_words (index, document, words, changed, user_data);
  if (words->len == 0)
    g_hash_table_remove (index->documents, thing);
}

/**
 * qd_word_index_foreach:
 * @index: an index
 * @word: a word of which a #QdWordChangeFunc was told
 * @func: (scope call): called for each of the indexed things that has the word
 * @user_data: for @func
 */
void
qd_word_index_foreach (QdWordIndex *index,
                       gsize        word,
                       GFunc        func,
                       gpointer     user_data)
{
  GPtrArray *posting = g_hash_table_lookup (index->postings, GSIZE_TO_POINTER (word));

  for (guint i = 0; posting != NULL && i < posting->len; i++)
    func ((gpointer) ((const Document *) g_ptr_array_index (posting, i))->thing, user_data);
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

typedef struct
{
  QdWordIndex *index;
  GHashTable  *asked;   /* (nullable): set of the words that were counted */
  guint        n_words;
  gboolean     found;
} Counting;

static gboolean
count_word (gsize    key,
            gpointer user_data)
{
  Counting *counting = user_data;
  GPtrArray *posting = g_hash_table_lookup (counting->index->postings, GSIZE_TO_POINTER (key));

  if (posting == NULL)
    return TRUE;
  if (counting->asked == NULL)
    counting->asked = g_hash_table_new (NULL, NULL);
  if (!g_hash_table_add (counting->asked, GSIZE_TO_POINTER (key)))
    return TRUE;

  for (guint i = 0; i < posting->len && !counting->found; i++)
    {
      Document *document = g_ptr_array_index (posting, i);

      if (document->asked != counting->index->n_asked)
        document->n_found = 0;
      document->asked = counting->index->n_asked;
      counting->found = ++document->n_found >= counting->n_words;
    }

  return !counting->found;
}

/**
 * qd_word_index_shares:
 * @index: an index
 * @text: a text
 * @n_words: how many; at least 1
 *
 * Returns: whether @text shares @n_words different words with any one of the indexed things
 */
gboolean
qd_word_index_shares (QdWordIndex *index,
                      const char  *text,
                      guint        n_words)
{
  Counting counting = { index, NULL, n_words, FALSE };

  index->n_asked++;
  foreach_word (text, count_word, &counting);
  g_clear_pointer (&counting.asked, g_hash_table_unref);

  return counting.found;
}
