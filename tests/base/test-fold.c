#include "qd-fold.h"

#include <string.h>

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } cases[] = {
    { "", "" },
    { "SLO Compliance", "slo compliance" },
    { "Résumé", "resume" },
    { "Re\xcc\x81sume\xcc\x81", "resume" },  /* accents of their own */
    { "Straße STRASSE ẞ", "strasse strasse ss" },
    { "Łódź, Ærø, Œuvre", "lodz, aero, oeuvre" },
    { "İstanbul, Irak, ılık", "istanbul, irak, ilik" },
    { "Όσος ΌΣΟΣ", "οσοσ οσοσ" },
    { "don’t “say” – 3−2 «x»", "don't \"say\" - 3-2 \"x\"" },
    { "ﬁnal\xc2\xa0½ ²", "final 1⁄2 2" },
    { "two\nlines\tand\r\nmore", "two lines and  more" },
    { "日本語", "日本語" },
    { "🚀 Launch", "🚀 launch" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = qd_fold_text (cases[i].text, NULL);
      g_autofree char *again = qd_fold_text (folded, NULL);
      g_autofree guint *origins = NULL;
      g_autofree char *mapped = qd_fold_text (cases[i].text, &origins);

      g_assert_cmpstr (folded, ==, cases[i].folded);
      g_assert_cmpstr (again, ==, folded);
      g_assert_cmpstr (mapped, ==, folded);
      g_assert_cmpuint (origins[strlen (mapped)], ==, strlen (cases[i].text));
    }
}

/* A syllable with dots is not the one without. */
static void
test_letters_stay (void)
{
  g_autofree char *dotted = qd_fold_text ("が", NULL);
  g_autofree char *plain = qd_fold_text ("か", NULL);

  g_assert_cmpstr (dotted, !=, plain);
}

static void
test_origins (void)
{
  const char *text = "aß\nÉx";
  g_autofree guint *origins = NULL;
  g_autofree char *folded = qd_fold_text (text, &origins);
  static const guint expected[] = { 0, 1, 1, 3, 4, 6, 7 };

  g_assert_cmpstr (folded, ==, "ass ex");
  g_assert_cmpmem (origins, sizeof expected, expected, sizeof expected);
}

static void
test_append (void)
{
  g_autoptr (GString) folded = g_string_new ("kept ");

  qd_fold_append (folded, "ABC é");
  qd_fold_append (folded, "");
  g_assert_cmpstr (folded->str, ==, "kept abc e");
  g_assert_cmpuint (folded->len, ==, strlen (folded->str));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fold/texts", test_fold);
  g_test_add_func ("/fold/letters-stay", test_letters_stay);
  g_test_add_func ("/fold/origins", test_origins);
  g_test_add_func ("/fold/append", test_append);

  return g_test_run ();
}
