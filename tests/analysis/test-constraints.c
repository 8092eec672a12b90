#include "qd-constraints.h"

#include <string.h>

#include "qd-date-text.h"

#include "build-plan.h"

static GDate
day (const char *iso)
{
  return qd_date_parse (iso, NULL).date;
}

static const struct
{
  const char *typed;
  const char *date;
  const char *written;
} rewrites[] = {
  { "March 30", "2024-03-29", "March 29" },
  { "Mar. 30th", "2024-04-01", "Apr. 1st" },
  { "30 March 2024", "2024-03-29", "29 March 2024" },
  { "1st of June", "2024-05-31", "31st of May" },
  { "June 12th", "2024-06-11", "June 11th" },
  { "May 31", "2024-06-03", "June 3" },
  { "Sept. 2", "2024-10-03", "Oct. 3, 2024" },
  { "2024-03-30", "2024-03-29", "2024-03-29" },
  { "30.03.2024", "2024-04-02", "02.04.2024" },
  { "30.3.2024", "2024-04-02", "2.4.2024" },
  { "15-May-2024", "2024-06-14", "14-June-2024" },
  { "June 15, 2024", "2024-06-14", "June 14, 2024" },
  { "December 30", "2026-06-15", "June 15, 2026" },
  { "mid-June", "2024-06-14", "June 14" },
  { "2024年6月15日（土）", "2024-06-14", "2024年6月14日（金）" },
  { "６月１５日", "2024-06-14", "6月14日" },
  { "6月末までに", "2024-06-14", "6月14日までに" },
  { "12月30日", "2026-06-15", "2026年6月15日" },
  { "2024/6/15", "2024-06-14", "2024/6/14" },
  { "2024/06/15", "2024-07-01", "2024/07/01" },
  { "by mid-June at the latest", "2024-06-14", "by June 14 at the latest" },
  { "Timeline to the partner on March 30 – önce", "2024-03-29", "Timeline to the partner on March 29 – önce" },
};

static void
test_rewrite (void)
{
  GDate near_date = day ("2024-03-25");

  for (guint i = 0; i < G_N_ELEMENTS (rewrites); i++)
    {
      GDate date = day (rewrites[i].date);
      g_autofree char *written = NULL;
      QdDate read;
      int start, end;

      qd_date_find (rewrites[i].typed, &near_date, &start, &end);
      written = qd_date_text_replace (rewrites[i].typed, start, end, &date, &near_date);
      g_assert_cmpstr (written, ==, rewrites[i].written);

      read = qd_date_parse (written, &near_date);
      g_assert_cmpint (g_date_compare (&read.date, &date), ==, 0);
    }
}

static const struct
{
  const char *label;
  const char *text;
  const char *dates; /* label=date, separated by bars */
} key_dates[] = {
  { "Key dates", "Partnership demo May 15, Feature freeze June 15",
    "Partnership demo=2024-05-15|Feature freeze=2024-06-15" },
  { "Key dates", "May 15: Partnership demo; June 15: freeze", "Partnership demo=2024-05-15|freeze=2024-06-15" },
  { "Key dates", "Demo on May 15, 2024 and freeze by June 15", "Demo=2024-05-15|freeze=2024-06-15" },
  { "重要な日付", "パートナー向けデモは5月15日、機能凍結6月15日(土)", "パートナー向けデモ=2024-05-15|機能凍結=2024-06-15" },
  { "重要な日付", "5月15日：デモ。6月15日までに凍結", "デモ=2024-05-15|凍結=2024-06-15" },
  { "監査", "2024年６月３日", "監査=2024-06-03" },
  { "Audit", "June 3", "Audit=2024-06-03" },
  { "Audit", "SOC2 in June", "SOC2=2024-06-01" },
  { "Headcount", "34 engineers (3 new hires joining in April)", "" },
  { "Budget", "$50K until June 30", "" },
  { "Key dates", "none yet", "" },
  { "Key dates", "", "" },
};

static void
test_key_dates (void)
{
  GDate near_date = day ("2024-03-25");

  for (guint i = 0; i < G_N_ELEMENTS (key_dates); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      QdRecord *constraint = build_record (qd_plan_get_root (plan), QD_LIST_CONSTRAINTS, "c", QD_CONSTRAINT_LABEL,
                                           key_dates[i].label, QD_CONSTRAINT_TEXT, key_dates[i].text, END);
      g_autoptr (GPtrArray) dates = qd_constraint_get_key_dates (constraint, &near_date);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint j = 0; j < dates->len; j++)
        {
          const QdKeyDate *key_date = g_ptr_array_index (dates, j);
          g_autofree char *iso = qd_date_to_iso (&key_date->date.date);

          g_string_append_printf (found, "%s%s=%s", j > 0 ? "|" : "", key_date->label, iso);
          g_assert_true (key_date->record == constraint);
        }
      g_assert_cmpstr (found->str, ==, key_dates[i].dates);
    }
}

static void
test_set_key_date (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *constraint = build_record (qd_plan_get_root (plan), QD_LIST_CONSTRAINTS, "c", QD_CONSTRAINT_LABEL,
                                       "Key dates",
                                       QD_CONSTRAINT_TEXT, "Partnership demo May 15, Feature freeze June 15", END);
  g_autoptr (QdChange) change = qd_change_new ("Change date");
  g_autoptr (QdChange) inverse = NULL;
  g_autoptr (GPtrArray) dates = NULL;
  GDate date = day ("2024-06-14");

  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_PLANNING_DATE, "2024-03-25");
  dates = qd_constraints_get_key_dates (plan);
  g_assert_cmpuint (dates->len, ==, 2);
  qd_constraints_set_key_date (change, g_ptr_array_index (dates, 1), &date);
  inverse = qd_plan_apply (plan, change, NULL);

  g_assert_nonnull (inverse);
  g_assert_cmpstr (qd_record_get_text (constraint, QD_CONSTRAINT_TEXT), ==,
                   "Partnership demo May 15, Feature freeze June 14");
}

static const struct
{
  const char *label;
  const char *text;
  gboolean    budget;
  double      number;  /* -1: none */
  double      edited;
  const char *written;
} numbers[] = {
  { "Headcount", "34 engineers (3 new hires joining in April)", FALSE, 34, 35,
    "35 engineers (3 new hires joining in April)" },
  { "headcount", "3 new hires in April, 34 engineers in total", FALSE, 34, 36,
    "3 new hires in April, 36 engineers in total" },
  { "Head count", "34", FALSE, 34, 30, "30" },
  { "Staff", "SOC2 team and 1,200 people", FALSE, 1200, 1300, "SOC2 team and 1,300 people" },
  { "Headcount", "frozen", FALSE, -1, 0, NULL },
  { "Budget", "34 engineers", FALSE, -1, 0, NULL },
  { "Budget", "$50K discretionary (tools, training)", TRUE, 50000, 60000, "$60K discretionary (tools, training)" },
  { "Budget", "$50K", TRUE, 50000, 50500, "$50.5K" },
  { "Budget", "$50K", TRUE, 50000, 50123, "$50,123" },
  { "Budget", "up to €1.5M", TRUE, 1500000, 2000000, "up to €2M" },
  { "Budget", "none", TRUE, -1, 0, NULL },
  { "Headcount", "$50K", TRUE, -1, 0, NULL },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      QdRecord *constraint = build_record (qd_plan_get_root (plan), QD_LIST_CONSTRAINTS, "c", QD_CONSTRAINT_LABEL,
                                           numbers[i].label, QD_CONSTRAINT_TEXT, numbers[i].text, END);
      g_autoptr (QdChange) change = qd_change_new ("Change");
      g_autoptr (QdChange) inverse = NULL;
      QdConstraintNumber number;
      gboolean found = numbers[i].budget ? qd_constraints_get_budget (plan, &number)
                                         : qd_constraints_get_headcount (plan, &number);

      g_assert_cmpint (found, ==, numbers[i].number >= 0);
      if (!found)
        continue;

      g_assert_cmpfloat (number.number, ==, numbers[i].number);
      qd_constraints_set_number (change, &number, numbers[i].edited);
      inverse = qd_plan_apply (plan, change, NULL);
      g_assert_cmpstr (qd_record_get_text (constraint, QD_CONSTRAINT_TEXT), ==, numbers[i].written);
    }
}

static const struct
{
  const char *note;
  guint       n_numbers;
  double      first;
} notes[] = {
  { "8 engineers in management/lead roles not counted in capacity", 1, 8 },
  { "5 managers and 3 tech leads not counted since 2023", 2, 5 },
  { "Nobody is left out since 2023", 0, 0 },
  { "", 0, 0 },
};

static void
test_uncounted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (GArray) uncounted = NULL;

      qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_CAPACITY_NOTE, notes[i].note);
      uncounted = qd_constraints_get_uncounted (plan);
      g_assert_cmpuint (uncounted->len, ==, notes[i].n_numbers);
      if (uncounted->len > 0)
        g_assert_cmpfloat (g_array_index (uncounted, double, 0), ==, notes[i].first);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/constraints/rewrite-date", test_rewrite);
  g_test_add_func ("/constraints/key-dates", test_key_dates);
  g_test_add_func ("/constraints/set-key-date", test_set_key_date);
  g_test_add_func ("/constraints/numbers", test_numbers);
  g_test_add_func ("/constraints/uncounted", test_uncounted);

  return g_test_run ();
}
