#include "qd-date.h"
#include "test-util.h"

#include <string.h>

static GDate
day (int year,
     int month,
     int day_of_month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  return date;
}

/* “2024-05-15”, “2024-05” for a month, “” for none. */
static char *
describe (const QdDate *date)
{
  g_autofree char *iso = date->precision != QD_DATE_NONE ? qd_date_to_iso (&date->date) : g_strdup ("");

  if (date->precision == QD_DATE_MONTH)
    {
      g_assert_true (g_str_has_suffix (iso, "-01"));
      iso[strlen ("2024-05")] = '\0';
    }

  return g_steal_pointer (&iso);
}

/* All near the planning date of the example, 2024-03-25. */
static const struct
{
  const char *text;
  const char *date;
} near_cases[] = {
  { "2024-03-25", "2024-03-25" },
  { " 2024-03-25 ", "2024-03-25" },
  { "2024-03-25T10:00", "2024-03-25" },
  { "March 28", "2024-03-28" },
  { "Mar 28", "2024-03-28" },
  { "Mar. 28", "2024-03-28" },
  { "MARCH 28", "2024-03-28" },
  { "march 28", "2024-03-28" },
  { "March 28th", "2024-03-28" },
  { "28 March", "2024-03-28" },
  { "28th of March", "2024-03-28" },
  { "28 March 2024", "2024-03-28" },
  { "28-Mar-2025", "2025-03-28" },
  { "May 15, 2024", "2024-05-15" },
  { "May 15 2025", "2025-05-15" },
  { "May 1st, 2024", "2024-05-01" },
  { "15 may", "2024-05-15" },
  { "may 15", "2024-05-15" },
  { "15.05.2024", "2024-05-15" },
  { "1.5.2024", "2024-05-01" },
  { "Sept 5", "2024-09-05" },
  { "Sep. 5", "2024-09-05" },
  { "April 26", "2024-04-26" },
  { "June 28", "2024-06-28" },
  { "December 1", "2023-12-01" },
  { "September 20", "2024-09-20" },
  { "October 1", "2023-10-01" },
  { "February 29", "2024-02-29" },
  { "April board meeting", "2024-04" },
  { "april board meeting", "2024-04" },
  { "mid-May", "2024-05" },
  { "mid-may", "2024-05" },
  { "Mid May", "2024-05" },
  { "end of May", "2024-05" },
  { "early May", "2024-05" },
  { "May", "2024-05" },
  { "May 2025", "2025-05" },
  { "Dec 2024", "2024-12" },
  { "by the end of May 15", "2024-05-15" },
  { "SOC2 by May 15", "2024-05-15" },
  { "Friday, May 17", "2024-05-17" },
  { "Sat, March 30, 2024", "2024-03-30" },
  { "May 15, June 15", "2024-05-15" },
  { "May 15-17", "2024-05-15" },
  { "May 15–17", "2024-05-15" },
  { "15-17 May", "2024-05-17" },
  { "In May 50% done", "2024-05" },
  { "may 15 engineers join", "2024-05-15" },
  { "3 new hires joining in April", "2024-04" },
  { "Q2 2024: June 3", "2024-06-03" },
  { "2024/5/15", "2024-05-15" },
  { "2024/05/15 に公開", "2024-05-15" },
  { "2024年4月1日", "2024-04-01" },
  { "2024年04月01日(月)", "2024-04-01" },
  { "２０２４年４月１日（月曜日）", "2024-04-01" },
  { "2024 年 4 月 1 日", "2024-04-01" },
  { "4月1日", "2024-04-01" },
  { "機能凍結6月15日", "2024-06-15" },
  { "４月１日までに", "2024-04-01" },
  { "4月末", "2024-04" },
  { "4月の取締役会", "2024-04" },
  { "2025年3月", "2025-03" },
  { "2月30日", "" },
  { "13月1日", "" },
  { "2024年13月", "" },
  { "1850年3月1日", "" },
  { "3月期の売上", "" },
  { "3か月", "" },
  { "15日", "" },
  { "2024年", "" },
  { "12024年4月1日", "2024-04-01" },
  { "2024/13/1", "" },
  { "2024/5/155", "" },
  { "2024/5", "" },
  { "", "" },
  { "N/A", "" },
  { "Q3-Q4", "" },
  { "Q3", "" },
  { "2024", "" },
  { "2024-Q2", "" },
  { "Feb 30", "" },
  { "30 Feb", "" },
  { "February 30, 2024", "" },
  { "February 29, 2023", "" },
  { "April 31", "" },
  { "32 May", "" },
  { "2024-13-01", "" },
  { "2024-02-30", "" },
  { "0000-01-01", "" },
  { "1899-12-31", "" },
  { "31.04.2024", "" },
  { "4/26", "" },
  { "4/26/2024", "" },
  { "12024-05-15", "" },
  { "2024-05-155", "" },
  { "we may need more", "" },
  { "the end may come", "" },
  { "march on", "" },
  { "Marching orders", "" },
  { "Mayor", "" },
  { "Summary", "" },
  { "decide", "" },
  { "Décembre", "" },
  { "May\377 15", "" },
};

static void
test_parse (void)
{
  const GDate near_date = day (2024, 3, 25);

  for (gsize i = 0; i < G_N_ELEMENTS (near_cases); i++)
    {
      QdDate date = qd_date_parse (near_cases[i].text, &near_date);
      g_autofree char *described = describe (&date);

      qd_test_message_text (near_cases[i].text);
      g_assert_cmpstr (described, ==, near_cases[i].date);
    }

  g_assert_cmpint (qd_date_parse (NULL, &near_date).precision, ==, QD_DATE_NONE);
}

static void
test_year (void)
{
  static const struct
  {
    const char *text;
    int         year;
    int         month;
    const char *date;
  } cases[] = {
    { "January 5", 2023, 12, "2024-01-05" },
    { "December 20", 2024, 1, "2023-12-20" },
    { "Jan", 2023, 11, "2024-01" },
    { "Feb 29", 2023, 12, "2024-02-29" },
    { "Feb 29", 2025, 1, "2024-02-29" },
    { "Feb 29", 2022, 6, "" },
    { "May 15, 2031", 2024, 3, "2031-05-15" },
  };
  const GDate invalid = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GDate near_date = day (cases[i].year, cases[i].month, 15);
      QdDate date = qd_date_parse (cases[i].text, &near_date);
      g_autofree char *described = describe (&date);

      g_assert_cmpstr (described, ==, cases[i].date);
    }

  g_assert_cmpint (qd_date_parse ("May 15", NULL).precision, ==, QD_DATE_NONE);
  g_assert_cmpint (qd_date_parse ("May 15", &invalid).precision, ==, QD_DATE_NONE);
  g_assert_cmpint (qd_date_parse ("May", NULL).precision, ==, QD_DATE_NONE);
  g_assert_cmpint (qd_date_parse ("May 15, 2024", NULL).precision, ==, QD_DATE_DAY);
  g_assert_cmpint (qd_date_parse ("2024-05-15", NULL).precision, ==, QD_DATE_DAY);
}

static void
test_matches (void)
{
  static const struct
  {
    const char *text;
    gboolean    matches;
    const char *date;
  } cases[] = {
    { "May 15", TRUE, "2024-05-15" },
    { " 2024-05-15 ", TRUE, "2024-05-15" },
    { "mid-May", TRUE, "2024-05" },
    { "April", TRUE, "2024-04" },
    { "Feb 30", TRUE, "" },
    { "30 Feb", TRUE, "" },
    { "2024-13-01", TRUE, "" },
    { "April board meeting", FALSE, "" },
    { "by May 15", FALSE, "" },
    { "15", FALSE, "" },
    { "", FALSE, "" },
    { "\377", FALSE, "" },
  };
  const GDate near_date = day (2024, 3, 25);
  QdDate date;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *described = NULL;

      qd_test_message_text (cases[i].text);
      g_assert_cmpint (qd_date_matches (cases[i].text, &near_date, &date), ==, cases[i].matches);
      described = describe (&date);
      g_assert_cmpstr (described, ==, cases[i].date);
    }

  g_assert_true (qd_date_matches ("15 May", NULL, &date));
  g_assert_cmpint (date.precision, ==, QD_DATE_NONE);
  g_assert_false (qd_date_matches (NULL, NULL, &date));
}

static void
test_find (void)
{
  static const struct
  {
    const char *text;
    const char *found;
    const char *date;
  } cases[] = {
    { "Key dates: Partnership demo May 15, Feature freeze June 15", "May 15", "2024-05-15" },
    { " Feature freeze June 15", "June 15", "2024-06-15" },
    { "Demo May 15, 2024.", "May 15, 2024", "2024-05-15" },
    { "34 engineers (3 new hires joining in April)", "April", "2024-04" },
    { "launch mid-May, maybe", "mid-May", "2024-05" },
    { "at the end of May", "end of May", "2024-05" },
    { "“Démo” 2024-05-15!", "2024-05-15", "2024-05-15" },
    { "from Feb 30 to March 2", "March 2", "2024-03-02" },
    { "1.15 or 15 June", "15 June", "2024-06-15" },
  };
  const GDate near_date = day (2024, 3, 25);
  int start;
  int end;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdDate date = qd_date_find (cases[i].text, &near_date, &start, &end);
      g_autofree char *described = describe (&date);
      g_autofree char *found = NULL;

      g_assert_cmpstr (described, ==, cases[i].date);
      found = g_strndup (cases[i].text + start, (gsize) (end - start));
      g_assert_cmpstr (found, ==, cases[i].found);
    }

  g_assert_cmpint (qd_date_find ("no date", &near_date, &start, &end).precision, ==, QD_DATE_NONE);
  g_assert_cmpint (start, ==, -1);
  g_assert_cmpint (end, ==, -1);
}

/* Whatever the bytes, a date that is found lies within them. */
static void
test_find_random (void)
{
  static const char *const pieces[] = {
    "May", "15", " ", "2024", "-", ".", ",", "mid", "end of", "Feb", "30", "th", "05", "é", "\377", "/",
    "sept", "T", "of",
  };
  const GDate near_date = day (2024, 3, 25);

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      int start;
      int end;
      QdDate date;

      for (int n = g_test_rand_int_range (0, 10); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      date = qd_date_find (text->str, &near_date, &start, &end);
      if (date.precision == QD_DATE_NONE)
        {
          g_assert_cmpint (start, ==, -1);
          continue;
        }

      g_assert_true (g_date_valid (&date.date));
      g_assert_cmpint (start, >=, 0);
      g_assert_cmpint (end, >, start);
      g_assert_cmpint (end, <=, (int) text->len);
      /* What was found is a date on its own. */
      g_string_truncate (text, (gsize) end);
      g_string_erase (text, 0, start);
      g_assert_true (qd_date_matches (text->str, &near_date, &date));
    }
}

static void
test_format (void)
{
  const GDate date = day (2024, 3, 30);
  const GDate early = day (999, 1, 2);
  g_autofree char *iso = qd_date_to_iso (&date);
  g_autofree char *early_iso = qd_date_to_iso (&early);
  g_autofree char *local = qd_date_format_local (&date);

  g_assert_cmpstr (iso, ==, "2024-03-30");
  g_assert_cmpstr (early_iso, ==, "0999-01-02");
  g_assert_cmpstr (local, ==, "Sat, March 30, 2024");
}

static void
test_weekend (void)
{
  static const struct
  {
    int      month;
    int      day;
    gboolean weekend;
  } cases[] = {
    { 3, 30, TRUE }, { 3, 31, TRUE }, { 6, 15, TRUE }, { 3, 29, FALSE }, { 4, 1, FALSE }, { 5, 15, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GDate date = day (2024, cases[i].month, cases[i].day);

      g_assert_cmpint (qd_date_is_weekend (&date), ==, cases[i].weekend);
    }
}

static void
test_working_days (void)
{
  const GDate first = day (2024, 4, 1);
  const GDate last = day (2024, 6, 30);
  const GDate saturday = day (2024, 3, 30);
  const GDate holidays[] = {
    day (2024, 5, 27), day (2024, 6, 19), day (2024, 5, 27), /* Monday, Wednesday, the Monday again */
    day (2024, 5, 4), day (2024, 7, 4),                      /* Saturday, outside */
    { 0 },
  };

  g_assert_cmpint (qd_date_working_days (&first, &last, NULL, 0), ==, 65);
  g_assert_cmpint (qd_date_working_days (&first, &last, holidays, G_N_ELEMENTS (holidays)), ==, 63);
  g_assert_cmpint (qd_date_working_days (&first, &first, NULL, 0), ==, 1);
  g_assert_cmpint (qd_date_working_days (&saturday, &saturday, NULL, 0), ==, 0);
  g_assert_cmpint (qd_date_working_days (&saturday, &first, NULL, 0), ==, 1);
  g_assert_cmpint (qd_date_working_days (&last, &first, NULL, 0), ==, 0);
}

static void
test_working_days_counted (void)
{
  for (int i = 0; i < 500; i++)
    {
      int month = g_test_rand_int_range (1, 13);
      GDate first = day (g_test_rand_int_range (2020, 2030), month, g_test_rand_int_range (1, 29));
      GDate last = first;
      int counted = 0;

      g_date_add_days (&last, (guint) g_test_rand_int_range (0, 400));
      for (GDate date = first; g_date_compare (&date, &last) <= 0; g_date_add_days (&date, 1))
        counted += !qd_date_is_weekend (&date);

      g_assert_cmpint (qd_date_working_days (&first, &last, NULL, 0), ==, counted);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/year", test_year);
  g_test_add_func ("/date/matches", test_matches);
  g_test_add_func ("/date/find", test_find);
  g_test_add_func ("/date/find-random", test_find_random);
  g_test_add_func ("/date/format", test_format);
  g_test_add_func ("/date/weekend", test_weekend);
  g_test_add_func ("/date/working-days", test_working_days);
  g_test_add_func ("/date/working-days-counted", test_working_days_counted);

  return g_test_run ();
}
