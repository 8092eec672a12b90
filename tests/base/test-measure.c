#include "qd-measure.h"
#include "qd-number.h"
#include "test-util.h"

#include <math.h>
#include <string.h>

static GDate
planning_date (void)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 25, G_DATE_MARCH, 2024);
  return date;
}

static QdMeasure
parse (const char *text)
{
  const GDate near_date = planning_date ();

  qd_test_message_text (text);
  return qd_measure_parse (text, &near_date);
}

static void
test_number (void)
{
  static const struct
  {
    const char *text;
    double      value;
    const char *unit;
    QdBound     bound;
    gboolean    approximate;
  } cases[] = {
    /* The example plan. */
    { "21%", 21, "%" },
    { "2.1s", 2.1, "s" },
    { "3 tests", 3, "tests" },
    { "99.9%", 99.9, "%" },
    { "4.2/night", 4.2, "/night" },
    { "4/night", 4, "/night" },
    { "0", 0, "" },
    { "4", 4, "" },
    { "8+", 8, "", QD_BOUND_AT_LEAST },
    { "8.2", 8.2, "" },
    { "2.0", 2, "" },
    { "3/quarter", 3, "/quarter" },
    { "≤1", 1, "", QD_BOUND_AT_MOST },
    { ">50%", 50, "%", QD_BOUND_MORE_THAN },
    { "5 open", 5, "open" },
    { "0 open", 0, "open" },
    { "~50", 50, "", QD_BOUND_NONE, TRUE },
    { "$50K", 50000, "$" },
    { "≥8", 8, "", QD_BOUND_AT_LEAST },
    { "≥99.9%", 99.9, "%", QD_BOUND_AT_LEAST },
    { "≤2 pages/night", 2, "pages/night", QD_BOUND_AT_MOST },
    { "1,352", 1352, "" },
    { "１３", 13, "" },
    { "９９．９％", 99.9, "%" },
    { "￥８，０００", 8000, "¥" },
    { "５件以上", 5, "件", QD_BOUND_AT_LEAST },
    { "3件以下", 3, "件", QD_BOUND_AT_MOST },
    { "2s未満", 2, "s", QD_BOUND_LESS_THAN },
    { "50%超", 50, "%", QD_BOUND_MORE_THAN },
    { "最大2件/日", 2, "件/日", QD_BOUND_AT_MOST },
    { "約50", 50, "", QD_BOUND_NONE, TRUE },
    { "５０％、平均", 50, "%" },
    /* Bounds. */
    { "< 2s", 2, "s", QD_BOUND_LESS_THAN },
    { "<2s", 2, "s", QD_BOUND_LESS_THAN },
    { "<= 2", 2, "", QD_BOUND_AT_MOST },
    { "=<2", 2, "", QD_BOUND_AT_MOST },
    { ">= 8", 8, "", QD_BOUND_AT_LEAST },
    { "=>8", 8, "", QD_BOUND_AT_LEAST },
    { "at least 8", 8, "", QD_BOUND_AT_LEAST },
    { "At most 1", 1, "", QD_BOUND_AT_MOST },
    { "min 8", 8, "", QD_BOUND_AT_LEAST },
    { "min. 8", 8, "", QD_BOUND_AT_LEAST },
    { "max 1", 1, "", QD_BOUND_AT_MOST },
    { "up to 3", 3, "", QD_BOUND_AT_MOST },
    { "more than 5 teams", 5, "teams", QD_BOUND_MORE_THAN },
    { "no more than 2", 2, "", QD_BOUND_AT_MOST },
    { "under 200ms", 200, "ms", QD_BOUND_LESS_THAN },
    { "8+ tests", 8, "tests", QD_BOUND_AT_LEAST },
    { "50%+", 50, "%", QD_BOUND_AT_LEAST },
    { "8 or more", 8, "", QD_BOUND_AT_LEAST },
    { "1 incident or less", 1, "incident", QD_BOUND_AT_MOST },
    { "8 or more+.", 8, "", QD_BOUND_AT_LEAST },
    { "5 max", 5, "", QD_BOUND_AT_MOST },
    { "5 min", 5, "min" },
    { "3 climax", 3, "climax" },
    { "≥ ~8", 8, "", QD_BOUND_AT_LEAST, TRUE },
    /* About. */
    { "≈ 50", 50, "", QD_BOUND_NONE, TRUE },
    { "about 50", 50, "", QD_BOUND_NONE, TRUE },
    { "ca. 50%", 50, "%", QD_BOUND_NONE, TRUE },
    { "ca 50", 50, "", QD_BOUND_NONE, TRUE },
    { "approx. 3s", 3, "s", QD_BOUND_NONE, TRUE },
    /* Numbers. */
    { "100", 100, "" },
    { "-5", -5, "" },
    { "−5 points", -5, "points" },
    { "+3", 3, "" },
    { "99.95%", 99.95, "%" },
    { "1.5k", 1500, "" },
    { "50K users", 50000, "users" },
    { "3M requests/day", 3000000, "requests/day" },
    { "50km", 50, "km" },
    { "5m", 5, "m" },
    { "€1.2M", 1200000, "€" },
    { "$5m", 5000000, "$" },
    { "$1.5bn", 1500000000, "$" },
    { "$50,000", 50000, "$" },
    { "-$50", -50, "$" },
    { "$-50", -50, "$" },
    { "$ 50", 50, "$" },
    { "$50/month", 50, "$/month" },
    { "50 €", 50, "€" },
    { "50€/month", 50, "€/month" },
    { "50$ a head", 50, "$ a head" },
    { "5$x", 5, "$ x" },
    { ">$50K", 50000, "$", QD_BOUND_MORE_THAN },
    /* Units. */
    { "20 %", 20, "%" },
    { "20\302\240%", 20, "%" },
    { "20 percent", 20, "%" },
    { "20 per cent", 20, "%" },
    { "100% of teams", 100, "%" },
    { "≥99.9% over 30 days", 99.9, "%", QD_BOUND_AT_LEAST },
    { "2%/week", 2, "%/week" },
    { "4 per night", 4, "/night" },
    { "4 pages per night", 4, "pages/night" },
    { "4 / night", 4, "/night" },
    { "3 seconds", 3, "s" },
    { "3 hrs", 3, "h" },
    { "50 pts", 50, "points" },
    { "2x", 2, "x" },
    { "20 °C", 20, "°C" },
    { "3 SEV1 incidents", 3, "SEV1 incidents" },
    { "2 SOC-2 controls", 2, "SOC-2 controls" },
    { "5  new \t hires", 5, "new hires" },
    { "5 m²", 5, "m²" },
    { "3 हिन्दी", 3, "हिन्दी" },
    /* Remarks. */
    { "50% by May 15", 50, "%" },
    { "3 tests by June", 3, "tests" },
    { "4.2/night (average)", 4.2, "/night" },
    { "10 (was 8)", 10, "" },
    { "3 tests, all green", 3, "tests" },
    { "Max 3.", 3, "", QD_BOUND_AT_MOST },
    { "  25%  ", 25, "%" },
    { "2024", 2024, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdMeasure measure = parse (cases[i].text);

      g_assert_cmpint (measure.kind, ==, QD_MEASURE_NUMBER);
      g_assert_true (qd_measure_has_number (&measure));
      g_assert_true (qd_number_equal (measure.value, cases[i].value));
      g_assert_cmpstr (measure.unit, ==, cases[i].unit);
      g_assert_cmpint (measure.bound, ==, cases[i].bound);
      g_assert_cmpint (measure.approximate, ==, cases[i].approximate);
      g_assert_cmpint (measure.percent, ==, strcmp (cases[i].unit, "%") == 0);
      g_assert_true (isnan (measure.from));
      g_assert_true (isnan (measure.whole));
      g_assert_cmpint (measure.date.precision, ==, QD_DATE_NONE);
    }
}

static void
test_change (void)
{
  static const struct
  {
    const char *text;
    double      from;
    double      value;
    const char *unit;
  } cases[] = {
    { "25% → 20%", 25, 20, "%" },
    { "3s → 2s", 3, 2, "s" },
    { "4/night → 2/night", 4, 2, "/night" },
    { "25%→20%", 25, 20, "%" },
    { "25% ⟶ 20%", 25, 20, "%" },
    { "25% -> 20%", 25, 20, "%" },
    { "25%->20%", 25, 20, "%" },
    { "25% --> 20%", 25, 20, "%" },
    { "25% => 20%", 25, 20, "%" },
    { "from 25% to 20%", 25, 20, "%" },
    { "From 3 to 5 teams", 3, 5, "teams" },
    { "from 25% → 20%", 25, 20, "%" },
    { "25 → 20%", 25, 20, "%" },
    { "25% → 20", 25, 20, "%" },
    { "30% → 25% → 20%", 30, 20, "%" },
    { "1 test → 3 tests", 1, 3, "tests" },
    { "~50 → 0", 50, 0, "" },
    { "$50K → $40K", 50000, 40000, "$" },
    { "-5 → 5", -5, 5, "" },
    { "N/A → 5", NAN, 5, "" },
    { "→ 20%", NAN, 20, "%" },
    { "3s → 200ms", NAN, 200, "ms" },
    { "low → 3", NAN, 3, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdMeasure measure = parse (cases[i].text);

      g_assert_cmpint (measure.kind, ==, QD_MEASURE_NUMBER);
      g_assert_true (qd_number_equal (measure.from, cases[i].from));
      g_assert_true (qd_number_equal (measure.value, cases[i].value));
      g_assert_cmpstr (measure.unit, ==, cases[i].unit);
      g_assert_cmpint (measure.percent, ==, strcmp (cases[i].unit, "%") == 0);
    }

  g_assert_true (parse ("~50 → 0").approximate);
  g_assert_cmpint (parse ("3/quarter → ≤1").bound, ==, QD_BOUND_AT_MOST);
}

static void
test_fraction (void)
{
  static const struct
  {
    const char *text;
    double      value;
    double      whole;
    const char *unit;
  } cases[] = {
    { "0/8 features", 0, 8, "features" },
    { "8/8 features", 8, 8, "features" },
    { "6/8", 6, 8, "" },
    { "6 / 8", 6, 8, "" },
    { "6 of 8", 6, 8, "" },
    { "6 out of 8 features", 6, 8, "features" },
    { "0/8 features → 8/8 features", 8, 8, "features" },
    { "0/8 features → 6", 6, 8, "features" },
    { "3.5/5", 3.5, 5, "" },
    { "$6K/8", 6000, 8, "$" },
    { "6/8€ saved", 6, 8, "€ saved" },
    { "6/8₹s", 6, 8, "₹ s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdMeasure measure = parse (cases[i].text);

      g_assert_cmpint (measure.kind, ==, QD_MEASURE_NUMBER);
      g_assert_cmpfloat (measure.value, ==, cases[i].value);
      g_assert_cmpfloat (measure.whole, ==, cases[i].whole);
      g_assert_cmpstr (measure.unit, ==, cases[i].unit);
    }
}

static void
test_date (void)
{
  static const struct
  {
    const char      *text;
    QdDatePrecision  precision;
    const char      *iso;
  } cases[] = {
    { "May 15", QD_DATE_DAY, "2024-05-15" },
    { "15 May", QD_DATE_DAY, "2024-05-15" },
    { "15 May (launch)", QD_DATE_DAY, "2024-05-15" },
    { "15 May, with partners", QD_DATE_DAY, "2024-05-15" },
    { "15th of May, with partners", QD_DATE_DAY, "2024-05-15" },
    { "2024-05-15", QD_DATE_DAY, "2024-05-15" },
    { "15.05.2024", QD_DATE_DAY, "2024-05-15" },
    { "mid-May", QD_DATE_MONTH, "2024-05-01" },
    { "April", QD_DATE_MONTH, "2024-04-01" },
    { "by May 15", QD_DATE_DAY, "2024-05-15" },
    { "Launched May 14", QD_DATE_DAY, "2024-05-14" },
    { "May 15 → June 1", QD_DATE_DAY, "2024-06-01" },
    { "from May 15 to June 1", QD_DATE_DAY, "2024-06-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdMeasure measure = parse (cases[i].text);
      g_autofree char *iso = NULL;

      g_assert_cmpint (measure.kind, ==, QD_MEASURE_DATE);
      g_assert_cmpint (measure.date.precision, ==, cases[i].precision);
      iso = qd_date_to_iso (&measure.date.date);
      g_assert_cmpstr (iso, ==, cases[i].iso);
      g_assert_false (qd_measure_has_number (&measure));
      g_assert_true (isnan (measure.value));
      g_assert_cmpstr (measure.unit, ==, "");
    }

  /* Nothing tells the year; that does not make it fifteen of something. */
  g_assert_cmpint (qd_measure_parse ("15 May", NULL).kind, ==, QD_MEASURE_TEXT);
  g_assert_cmpint (qd_measure_parse ("2024-05-15", NULL).kind, ==, QD_MEASURE_DATE);
}

static void
test_no_number (void)
{
  static const char *const nothing[] = {
    "", " ", "\t\n", "\302\240", "N/A", "n/a", "n.a.", "NA", "-", "–", "—", "---", "TBD", "tbc", "???",
    "[target]", "**N/A**",
  };
  static const char *const texts[] = {
    "yes", "launched", "p99 2.1s", "SLO 99.9%", "Q3 2024", "2024-Q2", "Q3-Q4", "1,35", "1.2.3", "1'000",
    "1 352", "3-5",
    "70–80%", "70%–80%", "50% - 60%", "50% to 60%", "50% to 60", "15:30",
    "3, 4", "3; 4", "4/26/2024", "0/0", "30 Feb", "Feb 30", "25% → TBD", "25% →",
    "Alpha → Beta", "→", "->",
    "%", "$", "≥", "at least", "about", "~", "+", "5-", "1e5", "NaN", "inf", "9999999999999999999", "5 = 5", "5 6 7",
    "minimum", "maxi 5", "from 25%", "to 5", "K", "/night", "8/", "8/ ", "5?", "\377", "5\377", "\360\237",
  };

  g_assert_cmpint (parse (NULL).kind, ==, QD_MEASURE_NONE);
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    g_assert_cmpint (parse (nothing[i]).kind, ==, QD_MEASURE_NONE);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      QdMeasure measure = parse (texts[i]);

      g_assert_cmpint (measure.kind, ==, QD_MEASURE_TEXT);
      g_assert_false (qd_measure_has_number (&measure));
      g_assert_true (isnan (measure.value) && isnan (measure.from) && isnan (measure.whole));
      g_assert_cmpstr (measure.unit, ==, "");
      g_assert_cmpint (measure.bound, ==, QD_BOUND_NONE);
    }
}

static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("5 ");
  QdMeasure measure;

  /* The 31st byte of the unit is the first of “é”. */
  g_string_append (text, "abcdefghijklmnopqrstuvwxyz1234éxyz");
  measure = parse (text->str);
  g_assert_cmpstr (measure.unit, ==, "abcdefghijklmnopqrstuvwxyz1234");

  g_string_assign (text, "5 abcdefghijklmnopqrstuvwxyz12345");
  measure = parse (text->str);
  g_assert_cmpstr (measure.unit, ==, "abcdefghijklmnopqrstuvwxyz12345");

  g_string_assign (text, "5 ");
  while (text->len < 4096)
    g_string_append_c (text, 'a');
  g_assert_cmpint (qd_measure_parse (text->str, NULL).kind, ==, QD_MEASURE_NUMBER);
  g_string_append_c (text, 'a');
  g_assert_cmpint (qd_measure_parse (text->str, NULL).kind, ==, QD_MEASURE_TEXT);
}

static void
test_units_fit (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean    fit;
  } cases[] = {
    /* The example plan. */
    { "25% → 20%", "21%", TRUE },
    { "3s → 2s", "2.1s", TRUE },
    { "3 tests", "3 tests", TRUE },
    { "99.9%", "99.2%", TRUE },
    { "4/night → 2/night", "4.2/night", TRUE },
    { "0", "3", TRUE },
    { "8+", "8.2", TRUE },
    { "3/quarter", "≤1", TRUE },
    { "0%", ">50%", TRUE },
    { "0/8 features", "8/8 features", TRUE },
    { "N/A", "May 15", FALSE },
    { "5 open", "0 open", TRUE },
    { "60%", "100%", TRUE },
    { "~50", "0", TRUE },
    /* More. */
    { "1 test", "3 tests", TRUE },
    { "3 Tests", "3  tests", TRUE },
    { "5 open vulnerabilities", "1 open vulnerability", TRUE },
    { "2 crashes", "1 crash", TRUE },
    { "2 caches", "1 cache", TRUE },
    { "2 days", "1 day", TRUE },
    { "4 pages/night", "1 page/night", TRUE },
    { "3 sec", "2s", TRUE },
    { "50 points", "50 pts", TRUE },
    { "$50K", "$40,000", TRUE },
    { "$50K", "40000", TRUE },
    { "6", "0/8 features", TRUE },
    { "6 features", "0/8 features", TRUE },
    { "1 process", "2 processes", TRUE },
    { "25%", "2s", FALSE },
    { "3 tests", "3 pages", FALSE },
    { "200ms", "2s", FALSE },
    { "4/night", "4/week", FALSE },
    { "4 pages", "4/night", FALSE },
    { "$50", "€50", FALSE },
    { "75%", "6/8", FALSE },
    { "75%", "6/8 features", FALSE },
    { "5", "May 15", FALSE },
    { "May 15", "June 1", TRUE },
    { "yes", "5", FALSE },
    { "yes", "yes", FALSE },
    { "N/A", "5", FALSE },
    { "", "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdMeasure a = parse (cases[i].a);
      QdMeasure b = parse (cases[i].b);

      g_assert_cmpint (qd_measure_units_fit (&a, &b), ==, cases[i].fit);
      g_assert_cmpint (qd_measure_units_fit (&b, &a), ==, cases[i].fit);
    }
}

static void
test_format_number (void)
{
  static const struct
  {
    const char *text;
    double      number;
    const char *formatted;
  } cases[] = {
    { "25% → 20%", 21, "21%" },
    { "4/night → 2/night", 4.2, "4.2/night" },
    { "$50K", 50000, "$50,000" },
    { "$50K", -50, "-$50" },
    { "$50/month", 40, "$40/month" },
    { "3s → 2s", 2.1, "2.1s" },
    { "3 tests", 2, "2 tests" },
    { "0/8 features", 6, "6/8 features" },
    { "6/8", 7, "7/8" },
    { "≤2 pages/night", 1.5, "1.5 pages/night" },
    { "1,352", 860, "860" },
    { "~50", 12345.678, "12,345.68" },
    { "60%", 100.0 / 3, "33.33%" },
    { "99.995%", 99.991, "99.991%" },
    { "8+", 8.2, "8.2" },
    { "20 °C", 21, "21°C" },
    { "50 €", 60, "€60" },
    { "25%", NAN, "–" },
    { "0/8 features", NAN, "–" },
    { "yes", 5, "5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdMeasure measure = parse (cases[i].text);
      g_autofree char *formatted = qd_measure_format_number (&measure, cases[i].number);

      g_assert_cmpstr (formatted, ==, cases[i].formatted);
    }
}

static void
assert_sane (const char *text)
{
  const GDate near_date = planning_date ();
  QdMeasure measure = qd_measure_parse (text, &near_date);
  g_autofree char *formatted = qd_measure_format_number (&measure, 1234.5);

  g_assert_nonnull (memchr (measure.unit, '\0', sizeof measure.unit));
  g_assert_true (g_utf8_validate (measure.unit, -1, NULL));
  g_assert_true (g_utf8_validate (formatted, -1, NULL));
  g_assert_cmpint (measure.kind == QD_MEASURE_NUMBER, ==, qd_measure_has_number (&measure));
  g_assert_cmpint (measure.kind == QD_MEASURE_DATE, ==, measure.date.precision != QD_DATE_NONE);
  g_assert_cmpint (measure.percent, ==, strcmp (measure.unit, "%") == 0);

  if (measure.kind == QD_MEASURE_NUMBER)
    {
      QdMeasure again = qd_measure_parse (formatted, &near_date);

      g_assert_true (isfinite (measure.value));
      g_assert_true (qd_measure_units_fit (&measure, &measure));
      if (measure.unit[0] == '\0' || measure.percent)
        g_assert_cmpfloat (again.value, ==, 1234.5);
    }
}

static void
test_random_bytes (void)
{
  for (int i = 0; i < 20000; i++)
    {
      char text[64];
      int length = g_test_rand_int_range (0, sizeof text);

      for (int j = 0; j < length; j++)
        text[j] = (char) g_test_rand_int_range (1, 256);
      text[length] = '\0';
      assert_sane (text);
    }
}

static void
test_random_pieces (void)
{
  static const char *const pieces[] = {
    "5", "1,352", ".", "%", "/", " ", "→", "->", "≥", "~", "$", "€", "K", "m", "+", "-", "−", "of", "from",
    " to ", "per", "at most",
    "night", "test", "s", "May", "15", "(", ",", " by ", "or more", "é", "é", "\302\240", "²", "N/A", "=>",
    "max", "°", "ﬁ", "*",
    "\360\237\246\206", "averyverylongunitwithoutanyblanks",
  };

  for (int i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      assert_sane (text->str);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/measure/number", test_number);
  g_test_add_func ("/measure/change", test_change);
  g_test_add_func ("/measure/fraction", test_fraction);
  g_test_add_func ("/measure/date", test_date);
  g_test_add_func ("/measure/no-number", test_no_number);
  g_test_add_func ("/measure/long", test_long);
  g_test_add_func ("/measure/units-fit", test_units_fit);
  g_test_add_func ("/measure/format-number", test_format_number);
  g_test_add_func ("/measure/random-bytes", test_random_bytes);
  g_test_add_func ("/measure/random-pieces", test_random_pieces);

  return g_test_run ();
}
