#include "qd-id.h"
#include "qd-text.h"
#include "test-util.h"

#include <string.h>

static void
test_blank (void)
{
  static const char *const blank[] = { "", " ", "\t\r\n ", "\302\240", "\342\200\211 " };
  static const char *const filled[] = { "a", " a ", "-", "[Name]", "\377", " \377", "\342\200" };

  g_assert_true (qd_text_is_blank (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (blank); i++)
    g_assert_true (qd_text_is_blank (blank[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (filled); i++)
    g_assert_false (qd_text_is_blank (filled[i]));
}

static void
test_placeholder (void)
{
  static const char *const placeholders[] = {
    "[Name]", "<name>", "[...]", "[…]", "<team lead>", "{name}", "{{name}}", "TBD", "tbd", " TBC ", "TBA",
    "???", "?", "XXX",
    "xxxx", "N.N.", "**[Name]**", "*TBD*", "[ Name ]", "____", "[Team 1]", "To be confirmed", "<name/role>",
  };
  static const char *const words[] = {
    "", "Name", "[x]", "[X]", "[ ]", "[]", "[1]", "[^1]", "[^note]", "[Name](https://example.org)",
    "<https://example.org>",
    "<a@example.org>", "[Name] / [Name]", "Ann [acting]", "xx", "TBD by Ann", "Why???", "<2s", "N/A", "-",
    "a_b", "[50%]",
  };

  g_assert_false (qd_text_is_placeholder (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (placeholders); i++)
    {
      qd_test_message_text (placeholders[i]);
      g_assert_true (qd_text_is_placeholder (placeholders[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      qd_test_message_text (words[i]);
      g_assert_false (qd_text_is_placeholder (words[i]));
    }
}

static void
test_printable (void)
{
  static const struct
  {
    const char *text;
    const char *printable;
  } cases[] = {
    { "", "" },
    { "two\nlines,\ta tab", "two\nlines,\ta tab" },
    { "a\r\nb\rc\r\n", "a\nb\nc\n" },
    { "bell \a escape \033 delete \177", "bell   escape   delete  " },
    { "next line \302\205 no-break\302\240space", "next line   no-break\302\240space" },
    { "\357\277\276 \357\277\277 \360\237\277\277", "     " },
    { "\360\237\232\200 \357\277\275", "\360\237\232\200 \357\277\275" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *printable = qd_text_printable (cases[i].text);

      g_assert_cmpstr (printable, ==, cases[i].printable);
    }
}

static void
test_normalise (void)
{
  static const struct
  {
    const char *text;
    const char *normalised;
  } cases[] = {
    { "", "" },
    { " \t ", "" },
    { "  Checkout \n Team ", "checkout team" },
    { "Checkout\302\240Team", "checkout team" },
    { "**Checkout** Team", "checkout team" },
    { "**Quarter:** Q2", "quarter: q2" },
    { "***Improve* checkout**", "improve checkout" },
    { "`run_all` _now_", "run_all now" },
    { "snake_case 3*4", "snake_case 3*4" },
    { "5 * 3", "5 * 3" },
    { "(*note*)", "(note)" },
    { "STRASSE", "strasse" },
    { "Straße", "strasse" },
    { "ﬁne", "fine" },
    { "Cafe\314\201", "caf\303\251" },
    { "ÉCLAIR", "éclair" },
    { "\377bad", "\357\277\275bad" },
    { "Ⅳ ²", "iv 2" },
  };
  g_autofree char *of_null = qd_text_normalise (NULL);

  g_assert_cmpstr (of_null, ==, "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *once = qd_text_normalise (cases[i].text);
      g_autofree char *twice = qd_text_normalise (once);

      g_assert_cmpstr (once, ==, cases[i].normalised);
      g_assert_cmpstr (twice, ==, once);
    }
}

/* For every character there is: normalising what is normalised changes nothing. GLib folds Cherokee back and forth. */
static void
test_normalise_twice (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char text[16];
      int length;
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      if (!g_unichar_validate (c) || g_unichar_type (c) == G_UNICODE_UNASSIGNED)
        continue;
      if (g_unichar_get_script (c) == G_UNICODE_SCRIPT_CHEROKEE)
        continue;

      text[0] = 'A';
      length = 1 + g_unichar_to_utf8 (c, text + 1);
      text[length] = '\0';

      once = qd_text_normalise (text);
      twice = qd_text_normalise (once);
      if (strcmp (once, twice) != 0)
        g_test_message ("U+%04X", c);
      g_assert_cmpstr (twice, ==, once);
    }
}

static void
test_same (void)
{
  g_assert_true (qd_text_same (NULL, NULL));
  g_assert_true (qd_text_same (NULL, ""));
  g_assert_true (qd_text_same (" ", NULL));
  g_assert_true (qd_text_same ("**Platform** team", "platform  Team"));
  g_assert_false (qd_text_same ("Platform", NULL));
  g_assert_false (qd_text_same ("Platform", "Platform Team"));
}

static void
test_contains_word (void)
{
  static const struct
  {
    const char *text;
    const char *word;
    gboolean    contains;
  } cases[] = {
    { "Checkout + Growth Teams", "Growth", TRUE },
    { "Checkout + Growth Teams", "checkout", TRUE },
    { "Checkout + Growth Teams", "growth  TEAMS", TRUE },
    { "Checkout + Growth Teams", "Row", FALSE },
    { "Checkout + Growth Teams", "Team", FALSE },
    { "Checkout + Growth Teams", "Checkout Growth", FALSE },
    { "Security Team", "Security", TRUE },
    { "Security/Data", "data", TRUE },
    { "**Security**", "Security", TRUE },
    { "Database, then Data", "Data", TRUE },
    { "Database", "Data", FALSE },
    { "MetaData", "Data", FALSE },
    { "Data2", "Data", FALSE },
    { "Überdaten", "daten", FALSE },
    { "the C++ team", "C++", TRUE },
    { "the C++ team", "C", TRUE },
    { "ObjC++", "C++", FALSE },
    { "हिन्दी", "हिन्द", FALSE },
    { "data data2 adata data", "data", TRUE },
    { "Data", "", FALSE },
    { "Data", " ", FALSE },
    { "Data", NULL, FALSE },
    { NULL, "Data", FALSE },
    { NULL, NULL, FALSE },
    { "\377 Data \377", "data", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      qd_test_message_text (cases[i].word);
      qd_test_message_text (cases[i].text);
      g_assert_cmpint (qd_text_contains_word (cases[i].text, cases[i].word), ==, cases[i].contains);
    }
}

static void
test_narrow (void)
{
  g_autofree char *wide = qd_text_narrow ("￥１，２３４．５０　（約９％）〜、～");
  g_autofree char *arabic = qd_text_narrow ("٤٢٫٥٪");

  g_assert_cmpstr (wide, ==, "¥1,234.50 (約9%)〜,～");
  g_assert_cmpstr (arabic, ==, "42.5%");
  g_assert_null (qd_text_narrow ("1,352 %"));
  g_assert_null (qd_text_narrow ("年"));
  g_assert_null (qd_text_narrow ("１\357\274"));
}

static void
test_split (void)
{
  g_auto (GStrv) names = qd_text_split (" Ann, ボブ、 佐藤 花子 ，，ليلى، ", QD_TEXT_COMMAS);
  g_auto (GStrv) none = qd_text_split (NULL, QD_TEXT_COMMAS);
  g_autofree char *joined = g_strjoinv ("|", names);

  g_assert_cmpstr (joined, ==, "Ann|ボブ|佐藤 花子|ليلى");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_id_new (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 1000; i++)
    {
      char *id = qd_id_new ("risk");

      g_assert_true (g_str_has_prefix (id, "risk-"));
      g_assert_cmpuint (strlen (id), ==, strlen ("risk-") + 8);
      g_assert_cmpuint (strspn (id + 5, "0123456789abcdefghjkmnpqrstvwxyz"), ==, 8);
      g_assert_true (qd_id_is_valid (id));
      g_hash_table_add (seen, id);
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, 1000);
}

/* The bytes are part of the file format: an import today and one on another machine next year must agree. */
static void
test_id_derive (void)
{
  g_autofree char *first = qd_id_derive ("risk", "Risks", "Partnership scope creep", 0);
  g_autofree char *same = qd_id_derive ("risk", "Risks", " **Partnership** scope creep ", 0);
  g_autofree char *second = qd_id_derive ("risk", "Risks", "Partnership scope creep", 1);
  g_autofree char *moved = qd_id_derive ("risk", "RisksP", "artnership scope creep", 0);
  g_autofree char *other = qd_id_derive ("team", "Risks", "Partnership scope creep", 0);
  g_autofree char *empty = qd_id_derive ("risk", NULL, NULL, 0);

  g_assert_cmpstr (first, ==, "risk-2p6gjyra");
  g_assert_cmpstr (empty, ==, "risk-1e5nmm8z");
  g_assert_cmpstr (same, ==, first);
  g_assert_cmpstr (second, !=, first);
  g_assert_cmpstr (moved, !=, first);
  g_assert_cmpstr (other, !=, first);
  g_assert_true (qd_id_is_valid (first));
}

static void
test_id_derive_distinct (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *title = g_strdup_printf ("Initiative %u", i / 2);

      g_hash_table_add (seen, qd_id_derive ("initiative", "Q2 OKRs", title, i % 2));
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, 20000);
}

static void
test_id_is_valid (void)
{
  static const char *const valid[] = {
    "a", "7", "risk-1", "A.b_c-d", "0123456789012345678901234567890123456789012345678901234567890123",
  };
  static const char *const invalid[] = {
    "", "-a", ".a", "_a", "a b", "a/b", "ä", "a\n", "a\377",
    "01234567890123456789012345678901234567890123456789012345678901234",
  };

  g_assert_false (qd_id_is_valid (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (valid); i++)
    g_assert_true (qd_id_is_valid (valid[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (invalid); i++)
    g_assert_false (qd_id_is_valid (invalid[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/blank", test_blank);
  g_test_add_func ("/text/placeholder", test_placeholder);
  g_test_add_func ("/text/printable", test_printable);
  g_test_add_func ("/text/normalise", test_normalise);
  g_test_add_func ("/text/normalise-twice", test_normalise_twice);
  g_test_add_func ("/text/same", test_same);
  g_test_add_func ("/text/contains-word", test_contains_word);
  g_test_add_func ("/text/narrow", test_narrow);
  g_test_add_func ("/text/split", test_split);
  g_test_add_func ("/id/new", test_id_new);
  g_test_add_func ("/id/derive", test_id_derive);
  g_test_add_func ("/id/derive-distinct", test_id_derive_distinct);
  g_test_add_func ("/id/is-valid", test_id_is_valid);

  return g_test_run ();
}
