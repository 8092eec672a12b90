#include "qd-count.h"
#include "qd-number.h"
#include "test-util.h"

#include <float.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    double      number;
    guint       decimals;
  } cases[] = {
    { "0", 0, 0 },
    { "416", 416, 0 },
    { " 0.8\t", 0.8, 1 },
    { "\302\24042\302\240", 42, 0 },
    { "1,352", 1352, 0 },
    { "1,352.50", 1352.5, 2 },
    { "12,345,678", 12345678, 0 },
    { "1\302\240352", 1352, 0 },
    { "1\342\200\211352", 1352, 0 },
    { "1\342\200\257352\342\200\257000", 1352000, 0 },
    { "1352000", 1352000, 0 },
    { "+5", 5, 0 },
    { "-5", -5, 0 },
    { "−5.25", -5.25, 2 },
    { ".5", 0.5, 1 },
    { "-.5", -0.5, 1 },
    { "007", 7, 0 },
    { "-0", 0, 0 },
    { "999999999999999", 999999999999999, 0 },
    { "0.1000000000000000055511151231257827021181583404541015625", 0.1, 55 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double number = NAN;

      qd_test_message_text (cases[i].text);
      g_assert_true (qd_number_parse (cases[i].text, &number));
      g_assert_cmpfloat (number, ==, cases[i].number);
      g_assert_false (signbit (number) && number == 0);
      g_assert_cmpuint (qd_number_decimals (cases[i].text), ==, cases[i].decimals);
    }
}

static void
test_parse_rejects (void)
{
  static const char *const texts[] = {
    "", " ", "a", "-", "+", ".", "5.", "1e3", "1E3", "0x10", "NaN", "nan", "inf", "-inf", "Infinity", "25%",
    "5 %", "$5",
    "1,35", "1,3520", "1352,000", "1,352,00", ",352", "0,123", "1,352\302\240000", "1 352", "1.2.3", "1..2",
    "1,,000", "--5",
    "- 5", "5-", "4/night", "5 5", "1'000", "1000000000000000", "-1000000000000000",
    "99999999999999999999999999999999",
    "\377", "5\377", "5\302", "٣",
  };
  double number = 7;

  g_assert_false (qd_number_parse (NULL, &number));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      qd_test_message_text (texts[i]);
      g_assert_false (qd_number_parse (texts[i], &number));
      g_assert_cmpfloat (number, ==, 7);
    }
}

static void
test_scan (void)
{
  static const struct
  {
    const char *text;
    double      number;
    guint       decimals;
    gsize       length;
  } cases[] = {
    { "50 points", 50, 0, 2 },
    { "4.2/night", 4.2, 1, 3 },
    { "1,352 points", 1352, 0, 5 },
    { "1,35", 1, 0, 1 },
    { "5. Then", 5, 0, 1 },
    { "−3x", -3, 0, 4 },
    { "1,352,00", 1352, 0, 5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double number;
      guint decimals;
      const char *end = qd_number_scan (cases[i].text, &number, &decimals);

      g_assert_true (end == cases[i].text + cases[i].length);
      g_assert_cmpfloat (number, ==, cases[i].number);
      g_assert_cmpuint (decimals, ==, cases[i].decimals);
    }

  g_assert_null (qd_number_scan ("points", NULL, NULL));
  g_assert_null (qd_number_scan (" 5", NULL, NULL));
  g_assert_cmpuint (qd_number_decimals ("99.95%"), ==, 2);
  g_assert_cmpuint (qd_number_decimals ("none"), ==, 0);
  g_assert_cmpuint (qd_number_decimals (NULL), ==, 0);
}

static void
test_to_json (void)
{
  static const struct
  {
    double      number;
    const char *json;
  } cases[] = {
    { 0, "0" },
    { -0.0, "0" },
    { 1, "1" },
    { -24, "-24" },
    { 0.1, "0.1" },
    { 0.8, "0.8" },
    { 0.59375, "0.59375" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1.0 / 3, "0.3333333333333333" },
    { 276.92307692307691, "276.9230769230769" },
    { 1352, "1352" },
    { 123456789012345, "123456789012345" },
    { 999999999999999, "999999999999999" },
    { 1e15, "1000000000000000" },
    { 1234567890123456, "1234567890123456" },
    { 0.00001, "0.00001" },
    { 0.000015, "0.000015" },
    { -1.5e-7, "-0.00000015" },
    { 1e-9, "0.000000001" },
    { 1e300, "1e+300" },
    { NAN, "null" },
    { INFINITY, "null" },
    { -INFINITY, "null" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = qd_number_to_json (cases[i].number);

      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

/* Whatever the bits, what we write is JSON, and reads back as the same double. */
static void
test_to_json_round_trip (void)
{
  for (int i = 0; i < 20000; i++)
    {
      guint64 bits = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      double number;
      g_autofree char *json = NULL;

      if (i % 2 == 0)
        number = g_test_rand_int_range (-2000000, 2000000) / 1000.0;
      else
        memcpy (&number, &bits, sizeof number);
      if (!isfinite (number))
        continue;

      json = qd_number_to_json (number);
      g_assert_cmpfloat (g_ascii_strtod (json, NULL), ==, number);

      if (i % 100 == 0)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (JsonNode) node = json_from_string (json, &error);

          g_assert_no_error (error);
          g_assert_nonnull (node);
        }
    }
}

static void
test_format (void)
{
  static const struct
  {
    double      number;
    guint       max_decimals;
    const char *text;
  } cases[] = {
    { 0, 0, "0" },
    { 416, 0, "416" },
    { 999, 2, "999" },
    { 1000, 0, "1,000" },
    { 1352, 0, "1,352" },
    { 1352, 2, "1,352" },
    { 1234567.891, 2, "1,234,567.89" },
    { 135.2, 0, "135" },
    { 135.5, 0, "136" },
    { 202.8, 0, "203" },
    { -135.5, 0, "-136" },
    { 0.125, 2, "0.13" },
    { 2.675, 2, "2.68" },
    { 1.005, 2, "1.01" },
    { 0.145, 2, "0.15" },
    { 2.674, 2, "2.67" },
    { 4.20, 2, "4.2" },
    { 0.59375, 2, "0.59" },
    { 999.999, 2, "1,000" },
    { -0.4, 0, "0" },
    { -0.5, 0, "-1" },
    { -24, 0, "-24" },
    { -1352, 0, "-1,352" },
    { 0.1 + 0.2, 15, "0.3" },
    { 0.1, 99, "0.1" },
    { 1e15, 2, "1,000,000,000,000,000" },
    { NAN, 2, "–" },
    { INFINITY, 2, "–" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = qd_number_format (cases[i].number, cases[i].max_decimals);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_format_extreme (void)
{
  g_autofree char *largest = qd_number_format (DBL_MAX, 15);
  g_autofree char *smallest = qd_number_format (-DBL_MIN, 15);
  g_autofree char *json = qd_number_to_json (DBL_MIN);

  g_assert_cmpuint (strlen (largest), ==, 309 + 102);
  g_assert_cmpstr (smallest, ==, "0");
  g_assert_cmpfloat (g_ascii_strtod (json, NULL), ==, DBL_MIN);
}

/* What we format ourselves we read ourselves. */
static void
test_format_parse (void)
{
  for (int i = 0; i < 5000; i++)
    {
      double number = g_test_rand_int_range (-20000000, 20000000) / 100.0;
      g_autofree char *text = qd_number_format (number, 2);
      double parsed;

      g_assert_true (qd_number_parse (text, &parsed));
      g_assert_true (qd_number_equal (parsed, number));
    }
}

static void
test_format_local (void)
{
  static const struct
  {
    const char *locale;
    double      number;
    const char *text;
  } cases[] = {
    { "C", 1352.5, "1,352.5" },
    { "C", -24, "−24" },
    { "C", 999, "999" },
    { "C", NAN, "–" },
    { "C.UTF-8", 1234567, "1,234,567" },
    { "en_US.UTF-8", 1352.25, "1,352.25" },
    { "de_DE.UTF-8", 1352.25, "1.352,25" },
    { "de_DE.UTF-8", -0.5, "−0,5" },
    { "en_IN.UTF-8", 12345678, "1,23,45,678" },
    { "fr_FR.UTF-8", 1352.5, "1\342\200\257352,5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *local = NULL;
      g_autofree char *neutral = NULL;
      g_autofree char *json = NULL;

      if (setlocale (LC_ALL, cases[i].locale) == NULL)
        {
          g_test_message ("No locale %s here", cases[i].locale);
          continue;
        }

      local = qd_number_format_local (cases[i].number, 2);
      neutral = qd_number_format (1352.5, 2);
      json = qd_number_to_json (0.5);
      setlocale (LC_ALL, "C.UTF-8");

      g_assert_cmpstr (local, ==, cases[i].text);
      g_assert_cmpstr (neutral, ==, "1,352.5");
      g_assert_cmpstr (json, ==, "0.5");
    }
}

static void
test_score (void)
{
  static const struct
  {
    double      score;
    const char *text;
  } cases[] = {
    { 0.8, "0.8" },   { 1, "1.0" },     { 0, "0.0" },  { 0.59375, "0.59" }, { 0.75, "0.75" },
    { 0.625, "0.63" }, { 0.999, "1.0" }, { NAN, "–" }, { -0.5, "-0.5" },    { 0.1 + 0.2, "0.3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = qd_score_format (cases[i].score);

      g_assert_cmpstr (text, ==, cases[i].text);
    }

  for (guint hundredths = 0; hundredths <= 1000; hundredths++)
    {
      g_autofree char *text = qd_score_format (hundredths / 100.0);
      g_autofree char *expected = g_strdup_printf ("%.2f", hundredths / 100.0);

      if (hundredths % 10 == 0)
        expected[strlen (expected) - 1] = '\0';
      g_assert_cmpstr (text, ==, expected);
    }

  if (setlocale (LC_ALL, "de_DE.UTF-8") != NULL)
    {
      g_autofree char *local = qd_score_format_local (1);
      g_autofree char *neutral = qd_score_format (1);

      setlocale (LC_ALL, "C.UTF-8");
      g_assert_cmpstr (local, ==, "1,0");
      g_assert_cmpstr (neutral, ==, "1.0");
    }
}

static void
test_round (void)
{
  g_assert_cmpfloat (qd_number_round (135.5, 0), ==, 136);
  g_assert_cmpfloat (qd_number_round (135.49, 0), ==, 135);
  g_assert_cmpfloat (qd_number_round (-2.5, 0), ==, -3);
  g_assert_cmpfloat (qd_number_round (2.675, 2), ==, 2.68);
  g_assert_cmpfloat (qd_number_round (1.0049999, 2), ==, 1);
  g_assert_cmpfloat (qd_number_round (123456789012345.5, 0), ==, 123456789012346);
  g_assert_cmpfloat (qd_number_round (1e300, 2), ==, 1e300);
  g_assert_true (isnan (qd_number_round (NAN, 2)));
  g_assert_false (signbit (qd_number_round (-0.2, 0)));
}

static void
test_equal (void)
{
  g_assert_true (qd_number_equal (0.1 + 0.2, 0.3));
  g_assert_true (qd_number_equal (1352, 1352.0000001));
  g_assert_false (qd_number_equal (1352, 1352.00001));
  g_assert_true (qd_number_equal (0, 1e-10));
  g_assert_false (qd_number_equal (0, 1e-8));
  g_assert_true (qd_number_equal (1e14, 1e14 + 1));
  g_assert_true (qd_number_equal (NAN, NAN));
  g_assert_false (qd_number_equal (NAN, 0));
  g_assert_false (qd_number_equal (0, NAN));
  g_assert_true (qd_number_equal (INFINITY, INFINITY));
  g_assert_false (qd_number_equal (INFINITY, -INFINITY));
  g_assert_false (qd_number_equal (INFINITY, 1));
}

/* Texts and counts in any order. */
static void
test_count (void)
{
  static const struct
  {
    const char *format;
    guint       n;
    const char *text;
    const char *expected;
  } cases[] = {
    { "%u of %s", 7, "eight", "7 of eight" },
    { "%2$s: %1$u", 4991, "teams", "teams: 4,991" },
    { "%1$u %%, %2$s, %1$u", 1000000, "100 %", "1,000,000 %, 100 %, 1,000,000" },
    { "%1$u%2$s", 0, "", "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = qd_count_printf (cases[i].format, cases[i].n, cases[i].text);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number/parse", test_parse);
  g_test_add_func ("/number/parse-rejects", test_parse_rejects);
  g_test_add_func ("/number/scan", test_scan);
  g_test_add_func ("/number/to-json", test_to_json);
  g_test_add_func ("/number/to-json-round-trip", test_to_json_round_trip);
  g_test_add_func ("/number/format", test_format);
  g_test_add_func ("/number/format-extreme", test_format_extreme);
  g_test_add_func ("/number/format-parse", test_format_parse);
  g_test_add_func ("/number/format-local", test_format_local);
  g_test_add_func ("/number/score", test_score);
  g_test_add_func ("/number/round", test_round);
  g_test_add_func ("/number/equal", test_equal);
  g_test_add_func ("/number/count", test_count);

  return g_test_run ();
}
