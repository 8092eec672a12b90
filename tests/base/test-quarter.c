#include "qd-date.h"
#include "qd-quarter.h"
#include "test-util.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    int         year;
    int         number;
  } cases[] = {
    { "Q2 2024", 2024, 2 },     { "2024-Q2", 2024, 2 },    { "2024 Q2", 2024, 2 },   { "2024Q2", 2024, 2 },
    { "Q2/2024", 2024, 2 },     { "Q2-2024", 2024, 2 },    { "Q2, 2024", 2024, 2 },  { "FY25 Q1", 2025, 1 },
    { "Q1 FY25", 2025, 1 },     { "FY2025-Q1", 2025, 1 },  { "FY 25 Q1", 2025, 1 },  { "fy25q4", 2025, 4 },
    { "q3fy26", 2026, 3 },      { "q4 1999", 1999, 4 },    { "  Q2   2024 ", 2024, 2 }, { "Q2\302\2402024", 2024, 2 },
    { "**Q2 2024**", 2024, 2 }, { "1900-Q1", 1900, 1 },    { "2999-Q4", 2999, 4 },   { "FY00 Q1", 2000, 1 },
    { "2024 - Q2", 2024, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdQuarter quarter = { 0, 0 };

      qd_test_message_text (cases[i].text);
      g_assert_true (qd_quarter_parse (cases[i].text, &quarter));
      g_assert_cmpint (quarter.year, ==, cases[i].year);
      g_assert_cmpint (quarter.number, ==, cases[i].number);
    }
}

static void
test_parse_rejects (void)
{
  static const char *const texts[] = {
    "", " ", "Q2", "2024", "Q0 2024", "Q5 2024", "2024-Q5", "Q2 24", "25 Q1", "Q2 1899", "Q2 3000", "Q22024",
    "Q2 2024 plan",
    "plan Q2 2024", "Q2 202", "Q2 20245", "FY255 Q1", "FY Q1", "Q2--2024", "2024-Q2-1", "2024/06", "Q2 Q3",
    "\377Q2 2024",
    "Q2 2024                                                                                              x",
  };
  QdQuarter quarter = { 7, 7 };

  g_assert_false (qd_quarter_parse (NULL, &quarter));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      qd_test_message_text (texts[i]);
      g_assert_false (qd_quarter_parse (texts[i], &quarter));
      g_assert_cmpint (quarter.year, ==, 7);
    }
}

static void
test_format (void)
{
  const QdQuarter quarter = { 2024, 2 };
  const QdQuarter unset = { 0, 0 };
  g_autofree char *format = qd_quarter_format (&quarter);
  g_autofree char *id = qd_quarter_to_id (&quarter);
  g_autofree char *short_name = qd_quarter_short_name (&quarter);
  g_autofree char *no_format = qd_quarter_format (&unset);
  g_autofree char *no_id = qd_quarter_to_id (&unset);
  g_autofree char *no_short_name = qd_quarter_short_name (&unset);

  g_assert_cmpstr (format, ==, "Q2 2024");
  g_assert_cmpstr (id, ==, "2024-Q2");
  g_assert_cmpstr (short_name, ==, "Q2");
  g_assert_cmpstr (no_format, ==, "");
  g_assert_cmpstr (no_id, ==, "");
  g_assert_cmpstr (no_short_name, ==, "");
  g_assert_true (qd_quarter_is_set (&quarter));
  g_assert_false (qd_quarter_is_set (&unset));
  g_assert_false (qd_quarter_is_set (NULL));
}

static void
test_add (void)
{
  static const struct
  {
    QdQuarter quarter;
    int       quarters;
    QdQuarter sum;
  } cases[] = {
    { { 2024, 2 }, 0, { 2024, 2 } },  { { 2024, 2 }, 1, { 2024, 3 } },      { { 2024, 4 }, 1, { 2025, 1 } },
    { { 2024, 1 }, -1, { 2023, 4 } }, { { 2024, 2 }, 11, { 2027, 1 } },     { { 2024, 2 }, -6, { 2022, 4 } },
    { { 2999, 4 }, 1, { 0, 0 } },     { { 1900, 1 }, -1, { 0, 0 } },        { { 0, 0 }, 1, { 0, 0 } },
    { { 2024, 2 }, G_MAXINT, { 0, 0 } }, { { 2024, 2 }, G_MININT, { 0, 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdQuarter sum = qd_quarter_add (&cases[i].quarter, cases[i].quarters);

      g_assert_cmpint (sum.year, ==, cases[i].sum.year);
      g_assert_cmpint (sum.number, ==, cases[i].sum.number);
    }
}

static void
test_compare (void)
{
  static const QdQuarter ordered[] = { { 0, 0 }, { 2023, 4 }, { 2024, 1 }, { 2024, 2 }, { 2025, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (ordered); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (ordered); j++)
        g_assert_cmpint (qd_quarter_compare (&ordered[i], &ordered[j]), ==, (i > j) - (i < j));
    }
}

static void
test_bounds (void)
{
  static const struct
  {
    QdQuarter   quarter;
    int         start_month;
    const char *first;
    const char *last;
  } cases[] = {
    { { 2024, 1 }, 1, "2024-01-01", "2024-03-31" },  { { 2024, 2 }, 1, "2024-04-01", "2024-06-30" },
    { { 2024, 3 }, 1, "2024-07-01", "2024-09-30" },  { { 2024, 4 }, 1, "2024-10-01", "2024-12-31" },
    { { 2025, 1 }, 2, "2024-02-01", "2024-04-30" },  { { 2025, 4 }, 2, "2024-11-01", "2025-01-31" },
    { { 2025, 1 }, 7, "2024-07-01", "2024-09-30" },  { { 2025, 3 }, 7, "2025-01-01", "2025-03-31" },
    { { 2025, 2 }, 10, "2025-01-01", "2025-03-31" }, { { 2024, 1 }, 12, "2023-12-01", "2024-02-29" },
    { { 2024, 4 }, 12, "2024-09-01", "2024-11-30" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate first;
      GDate last;
      g_autofree char *first_text = NULL;
      g_autofree char *last_text = NULL;

      qd_quarter_get_bounds (&cases[i].quarter, cases[i].start_month, &first, &last);
      first_text = qd_date_to_iso (&first);
      last_text = qd_date_to_iso (&last);
      g_assert_cmpstr (first_text, ==, cases[i].first);
      g_assert_cmpstr (last_text, ==, cases[i].last);
    }
}

static void
test_bounds_unset (void)
{
  const QdQuarter unset = { 0, 0 };
  GDate first;
  GDate last;

  qd_quarter_get_bounds (&unset, 1, &first, &last);
  g_assert_false (g_date_valid (&first));
  g_assert_false (g_date_valid (&last));
  qd_quarter_get_bounds (&unset, 1, NULL, NULL);

  g_assert_false (qd_quarter_is_set (&(QdQuarter) { qd_quarter_of_date (NULL, 1).year, 1 }));
  g_assert_cmpint (qd_quarter_of_date (&first, 1).number, ==, 0);
}

/* For every fiscal year the quarters lie end to end, and each day is in the quarter whose bounds hold it. */
static void
test_of_date (void)
{
  for (int start_month = 1; start_month <= 12; start_month++)
    {
      QdQuarter quarter = { 2023, 1 };
      GDate day;

      qd_quarter_get_bounds (&quarter, start_month, &day, NULL);
      for (int i = 0; i < 12; i++, quarter = qd_quarter_add (&quarter, 1))
        {
          GDate first;
          GDate last;

          qd_quarter_get_bounds (&quarter, start_month, &first, &last);
          g_assert_cmpint (g_date_compare (&day, &first), ==, 0);

          for (; g_date_compare (&day, &last) <= 0; g_date_add_days (&day, 1))
            {
              QdQuarter of_date = qd_quarter_of_date (&day, start_month);

              g_assert_cmpint (qd_quarter_compare (&of_date, &quarter), ==, 0);
            }
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quarter/parse", test_parse);
  g_test_add_func ("/quarter/parse-rejects", test_parse_rejects);
  g_test_add_func ("/quarter/format", test_format);
  g_test_add_func ("/quarter/add", test_add);
  g_test_add_func ("/quarter/compare", test_compare);
  g_test_add_func ("/quarter/bounds", test_bounds);
  g_test_add_func ("/quarter/bounds-unset", test_bounds_unset);
  g_test_add_func ("/quarter/of-date", test_of_date);

  return g_test_run ();
}
