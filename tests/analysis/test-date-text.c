#include "qd-date-text.h"

/* Dates and quarters in texts, moved and written as they were. */

static const struct
{
  const char *text;
  const char *shifted; /* from Q2 to Q3 2024: 13 weeks, 3 months */
} dates[] = {
  { "", "" },
  { "no date", "no date" },
  { "May 15", "August 14" },
  { "2024-03-25", "2024-06-24" },
  { "Partnership demo May 15, Feature freeze June 15", "Partnership demo August 14, Feature freeze September 14" },
  { "April board meeting", "July board meeting" },
  { "3 new hires joining in April", "3 new hires joining in July" },
  { "15.5.2024", "14.8.2024" },
  { "1st of June", "31st of August" },
  { "Apr 2024", "Jul 2024" },
  { "by Jun. 28th", "by Sep. 27th" },
};

static void
test_dates (void)
{
  GDate near_date, new_near_date;

  g_date_clear (&near_date, 1);
  g_date_set_dmy (&near_date, 25, G_DATE_MARCH, 2024);
  new_near_date = near_date;
  g_date_add_days (&new_near_date, 13 * 7);

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *shifted = qd_date_text_shift (dates[i].text, &near_date, &new_near_date, 13, 3);

      g_assert_cmpstr (shifted, ==, dates[i].shifted);
    }
}

static const struct
{
  const char *text;
  int         quarters;
  const char *shifted;
} quarters[] = {
  { "Q2 plan overview", 1, "Q3 plan overview" },
  { "OKR scoring, Q3 planning input", 1, "OKR scoring, Q4 planning input" },
  { "Q4 2024", 1, "Q1 2025" },
  { "2024-Q4", 1, "2025-Q1" },
  { "FY24 Q3", 2, "FY25 Q1" },
  { "Q3 FY2024", 1, "Q4 FY2024" },
  { "Q3-Q4", 1, "Q4-Q1" },
  { "in 15 Q2 items", 1, "in 15 Q3 items" },
  { "FAQ2, Q22, Q5 and q2", 1, "FAQ2, Q22, Q5 and q2" },
  { "(Q2)", 8, "(Q2)" },
};

static void
test_quarters (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (quarters); i++)
    {
      g_autofree char *shifted = qd_quarter_text_shift (quarters[i].text, quarters[i].quarters);

      g_assert_cmpstr (shifted, ==, quarters[i].shifted);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date-text/dates", test_dates);
  g_test_add_func ("/date-text/quarters", test_quarters);

  return g_test_run ();
}
