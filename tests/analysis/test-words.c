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

      qd_word_index_add (index, 0, pairs[i].indexed);
      g_assert_cmpint (qd_word_index_has_any (index, pairs[i].asked), ==, pairs[i].shared);
      g_assert_cmpint (qd_word_index_most_shared (index, pairs[i].asked) > 0, ==, pairs[i].shared);
    }
}

/* Words count once each, and only where they stand together. */
static void
test_most_shared (void)
{
  g_autoptr (QdWordIndex) index = qd_word_index_new ();

  qd_word_index_add (index, 0, "Fewer pages at night");
  qd_word_index_add (index, 1, "Calm nights");
  qd_word_index_add (index, 1, "Pages answered");
  qd_word_index_add (index, 2, "Fewer alerts");

  g_assert_cmpuint (qd_word_index_most_shared (index, "nights, night, nightly"), ==, 1);
  g_assert_cmpuint (qd_word_index_most_shared (index, "pages by night"), ==, 2);
  g_assert_cmpuint (qd_word_index_most_shared (index, "fewer pages by night"), ==, 3);
  g_assert_cmpuint (qd_word_index_most_shared (index, "calm alerts"), ==, 1);
}

/* A word that stands everywhere stays one. */
static void
test_many (void)
{
  g_autoptr (QdWordIndex) index = qd_word_index_new ();

  for (guint i = 0; i < 5000; i++)
    qd_word_index_add (index, i, "Partner portal");

  g_assert_true (qd_word_index_has_any (index, "portal"));
  g_assert_cmpuint (qd_word_index_most_shared (index, "the portal of a partner"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/pairs", test_pairs);
  g_test_add_func ("/words/most-shared", test_most_shared);
  g_test_add_func ("/words/many", test_many);

  return g_test_run ();
}
