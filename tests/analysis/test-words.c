#include "qd-words.h"

static const struct
{
  const char *indexed;
  const char *asked;
  gboolean    shared;
} pairs[] = {
  { "Deliver partner features", "Partnership launch", TRUE },
  { "STABILITY", "stabilise it", TRUE },
  { "SLO compliance", "SLO ≥99.9% for the final 30 days", TRUE },
  { "API rate limiting", "api", TRUE },
  { "Qualität sichern", "QUALITÄTSZIELE", TRUE },
  { "Надёжность платформы", "надёжный", TRUE },
  { "CI/CD scanning", "scan", FALSE },                          /* four letters are a word of their own */
  { "Internal integration", "International", FALSE },           /* “inter” only begins */
  { "International growth", "internationally", TRUE },
  { "Improve the work of all teams", "the work of all teams", FALSE },
  { "30 days of Q4", "30 of Q4", FALSE },
  { "Data", "Date", FALSE },
  { "", "anything", FALSE },
  { "anything", "", FALSE },
};

static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (QdWordIndex) index = qd_word_index_new ();

      qd_word_index_put (index, &pairs[i], &pairs[i].indexed, 1, NULL, NULL);
      g_assert_cmpint (qd_word_index_has_any (index, pairs[i].asked), ==, pairs[i].shared);
      g_assert_cmpint (qd_word_index_shares (index, pairs[i].asked, 1), ==, pairs[i].shared);
    }
}

static const char *const nights[] = { "Fewer pages at night" };
static const char *const pages[] = { "Calm nights", "Pages answered" };
static const char *const alerts[] = { "Fewer alerts" };

static void
assert_shares (QdWordIndex *index,
               const char  *text,
               guint        n_words)
{
  g_assert_true (qd_word_index_shares (index, text, n_words));
  g_assert_false (qd_word_index_shares (index, text, n_words + 1));
}

/* Words count once each, and only where they stand together. */
static void
test_shares (void)
{
  g_autoptr (QdWordIndex) index = qd_word_index_new ();

  qd_word_index_put (index, nights, nights, 1, NULL, NULL);
  qd_word_index_put (index, pages, pages, 2, NULL, NULL);
  qd_word_index_put (index, alerts, alerts, 1, NULL, NULL);

  assert_shares (index, "nights, night, nightly", 1);
  assert_shares (index, "pages by night", 2);
  assert_shares (index, "fewer pages by night", 3);
  assert_shares (index, "calm alerts", 1);
}

static void
count_word (gsize    word,
            gpointer user_data)
{
  *(guint *) user_data += 1;
}

/* What is put in anew has only the words it has now, and each word that came or went is told of. */
static void
test_put_again (void)
{
  g_autoptr (QdWordIndex) index = qd_word_index_new ();
  guint n_changed = 0;

  qd_word_index_put (index, pages, pages, 2, count_word, &n_changed);
  g_assert_cmpuint (n_changed, ==, 4);
  qd_word_index_put (index, nights, nights, 1, NULL, NULL);
  n_changed = 0;
  qd_word_index_put (index, pages, alerts, 1, count_word, &n_changed);
  g_assert_cmpuint (n_changed, ==, 6);

  g_assert_false (qd_word_index_has_any (index, "answers, calm"));
  g_assert_true (qd_word_index_has_any (index, "pages"));
  assert_shares (index, "fewer pages and alerts", 2);
  qd_word_index_put (index, nights, NULL, 0, NULL, NULL);
  g_assert_false (qd_word_index_has_any (index, "pages at night"));
  qd_word_index_put (index, pages, NULL, 0, NULL, NULL);
  g_assert_false (qd_word_index_has_any (index, "fewer alerts"));
}

/* A word that stands everywhere stays one. */
static void
test_many (void)
{
  static const char *const portal[] = { "Partner portal" };
  g_autoptr (QdWordIndex) index = qd_word_index_new ();

  for (guint i = 1; i <= 5000; i++)
    qd_word_index_put (index, GUINT_TO_POINTER (i), portal, 1, NULL, NULL);

  g_assert_true (qd_word_index_has_any (index, "portal"));
  assert_shares (index, "the portal of a partner", 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/pairs", test_pairs);
  g_test_add_func ("/words/shares", test_shares);
  g_test_add_func ("/words/put-again", test_put_again);
  g_test_add_func ("/words/many", test_many);

  return g_test_run ();
}
