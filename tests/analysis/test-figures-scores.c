#include "figures-fixture.h"

static void
test_means (Fixture       *fixture,
            gconstpointer  user_data)
{
  QdRecord *settings = qd_plan_get_single (fixture->plan, QD_LIST_SETTINGS);

  drop_repeated (fixture);
  qd_record_set_text (settings, QD_SETTINGS_SCORE_MEAN, "weighted");
  g_assert_cmpfloat (totals (fixture)->score, ==, 0.59375);
  set_text (fixture, "review-2-kr-3", QD_KEY_RESULT_WEIGHT, "3");
  assert_near (totals (fixture)->score, 4.75 / 10);
  set_text (fixture, "review-2-kr-3", QD_KEY_RESULT_WEIGHT, "0");
  assert_near (totals (fixture)->score, 4.75 / 7);

  qd_record_set_text (settings, QD_SETTINGS_SCORE_MEAN, "objectives");
  g_assert_cmpfloat (totals (fixture)->score, ==, 0.625);

  /* What is not scored is left out, never 0. */
  qd_record_set_text (settings, QD_SETTINGS_SCORE_MEAN, "key-results");
  set_text (fixture, "review-2-kr-1", QD_KEY_RESULT_STATED, NULL);
  assert_near (totals (fixture)->score, 4.45 / 7);
  g_assert_cmpuint (totals (fixture)->n_scored, ==, 7);

  qd_record_set_number (settings, QD_SETTINGS_BAND_HIGH, 0.6);
  g_assert_cmpint (totals (fixture)->band, ==, QD_BAND_MET);

  qd_list_remove (qd_plan_get_list (fixture->plan, QD_LIST_REVIEW_OBJECTIVES), 0);
  qd_list_remove (qd_plan_get_list (fixture->plan, QD_LIST_REVIEW_OBJECTIVES), 0);
  qd_list_remove (qd_plan_get_list (fixture->plan, QD_LIST_REVIEW_OBJECTIVES), 0);
  g_assert_true (isnan (totals (fixture)->score));
  g_assert_true (isnan (totals (fixture)->score_objectives));
  g_assert_cmpint (totals (fixture)->band, ==, QD_BAND_UNKNOWN);
}

/* A cumulative key result is provisional until its own quarter is over. */
static void
test_provisional (Fixture       *fixture,
                  gconstpointer  user_data)
{
  GDate today;

  set_text (fixture, "o1-kr-2", QD_KEY_RESULT_KIND, "cumulative");
  set_text (fixture, "o1-kr-2", QD_KEY_RESULT_ACTUAL, "3.1");
  set_text (fixture, "review-3-kr-1", QD_KEY_RESULT_KIND, "cumulative");
  g_assert_true (qd_figures_key_result (fixture->figures, find (fixture, "o1-kr-2"))->provisional);
  g_assert_true (qd_figures_key_result (fixture->figures, find (fixture, "review-3-kr-1"))->provisional);

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 1, G_DATE_APRIL, 2024);
  qd_figures_set_today (fixture->figures, &today);
  g_assert_false (qd_figures_key_result (fixture->figures, find (fixture, "review-3-kr-1"))->provisional);

  g_date_set_dmy (&today, 30, G_DATE_JUNE, 2024);
  qd_figures_set_today (fixture->figures, &today);
  g_assert_true (qd_figures_key_result (fixture->figures, find (fixture, "o1-kr-2"))->provisional);
  g_date_add_days (&today, 1);
  qd_figures_set_today (fixture->figures, &today);
  g_assert_false (qd_figures_key_result (fixture->figures, find (fixture, "o1-kr-2"))->provisional);
}

static void
test_pace (Fixture       *fixture,
           gconstpointer  user_data)
{
  QdRecord *key_result = find (fixture, "o3-kr-4");
  GDate today;

  g_assert_true (isnan (qd_figures_progress (fixture->figures, key_result)));
  g_assert_true (isnan (qd_figures_pace (fixture->figures, key_result)));

  /* 30 % to 80 %, at 55 % the last time it was looked at. */
  add (fixture, "o3-kr-4", QD_LIST_CHECK_INS, "c1");
  set_text (fixture, "c1", QD_CHECK_IN_DATE, "May 3");
  set_text (fixture, "c1", QD_CHECK_IN_VALUE, "55%");
  add (fixture, "o3-kr-4", QD_LIST_CHECK_INS, "c2");
  set_text (fixture, "c2", QD_CHECK_IN_DATE, "April 12");
  set_text (fixture, "c2", QD_CHECK_IN_VALUE, "40%");
  add (fixture, "o3-kr-4", QD_LIST_CHECK_INS, "c3");
  set_text (fixture, "c3", QD_CHECK_IN_VALUE, "45%");
  add (fixture, "o3-kr-4", QD_LIST_CHECK_INS, "c4");
  set_text (fixture, "c4", QD_CHECK_IN_DATE, "May 20");
  assert_near (qd_figures_progress (fixture->figures, key_result), 0.5);
  assert_near (qd_figures_pace (fixture->figures, key_result), 0.5);

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 30, G_DATE_APRIL, 2024);
  qd_figures_set_today (fixture->figures, &today);
  assert_near (qd_figures_pace (fixture->figures, key_result), 0.5 - 22.0 / 65);
  g_date_set_dmy (&today, 30, G_DATE_SEPTEMBER, 2024);
  qd_figures_set_today (fixture->figures, &today);
  assert_near (qd_figures_pace (fixture->figures, key_result), -0.5);

  set_text (fixture, "o3-kr-4", QD_KEY_RESULT_ACTUAL, "80%");
  assert_near (qd_figures_pace (fixture->figures, key_result), 0);
  g_assert_true (isnan (qd_figures_pace (fixture->figures, find (fixture, "o2-kr-2"))));
}

static void
test_priority (Fixture       *fixture,
               gconstpointer  user_data)
{
  static const struct
  {
    const char *impact;
    const char *points;
    const char *confidence;
    const char *risk;
    double      priority;
  } cases[] = {
    { "8", "50", "high", "low", 0.16 }, { "8", "50", "medium", "low", 0.128 },
    { "8", "50", "low", "high", 0.053333333333 },
    { "8", "50", NULL, NULL, 0.16 },      { "8", "50", "High", "Medium", 0.128 }, { "0", "50", NULL, NULL, 0 },
    { NULL, "50", "high", "low", NAN },   { "8", NULL, "high", "low", NAN },     { "8", "0", "high", "low", NAN },
    { "8", "-5", "high", "low", NAN },    { "8", "50", "so so", "?", 0.16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_text (fixture, "o1-i-1", QD_INITIATIVE_IMPACT, cases[i].impact);
      set_text (fixture, "o1-i-1", QD_INITIATIVE_POINTS, cases[i].points);
      set_text (fixture, "o1-i-1", QD_INITIATIVE_CONFIDENCE, cases[i].confidence);
      set_text (fixture, "o1-i-1", QD_INITIATIVE_RISK, cases[i].risk);

      g_test_message ("case %u", i);
      g_assert_true (qd_number_equal (qd_figures_initiative (fixture->figures, find (fixture, "o1-i-1"))->priority,
                                      cases[i].priority));
    }
}

static void
test_risks (Fixture       *fixture,
            gconstpointer  user_data)
{
  static const int levels[] = { 4, 9, 4, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autofree char *id = g_strdup_printf ("risk-%u", i + 1);

      g_assert_cmpint (qd_figures_risk_level (find (fixture, id)), ==, levels[i]);
    }

  set_text (fixture, "risk-1", QD_RISK_IMPACT, "unclear");
  g_assert_cmpint (qd_figures_risk_level (find (fixture, "risk-1")), ==, 0);
  set_text (fixture, "risk-4", QD_RISK_LIKELIHOOD, "High");
  g_assert_cmpuint (totals (fixture)->n_critical_risks, ==, 2);
  set_text (fixture, "risk-2", QD_RISK_STATUS, "accepted");
  g_assert_cmpuint (totals (fixture)->n_critical_risks, ==, 2);
  set_text (fixture, "risk-2", QD_RISK_STATUS, "resolved");
  set_text (fixture, "risk-3", QD_RISK_STATUS, "mitigated");
  g_assert_cmpuint (totals (fixture)->n_open_risks, ==, 2);
  g_assert_cmpuint (totals (fixture)->n_critical_risks, ==, 1);
}

static void
test_confidence (Fixture       *fixture,
                 gconstpointer  user_data)
{
  set_text (fixture, "o1-kr-1", QD_KEY_RESULT_CONFIDENCE, "7");
  set_text (fixture, "o1-kr-2", QD_KEY_RESULT_CONFIDENCE, "4");
  g_assert_cmpfloat (qd_figures_objective (fixture->figures, find (fixture, "objective-1"))->confidence, ==, 5.5);

  set_text (fixture, "o1-kr-3", QD_KEY_RESULT_TARGET, NULL);
  g_assert_cmpuint (totals (fixture)->n_without_target, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/figures/means", test_means);
  ADD ("/figures/provisional", test_provisional);
  ADD ("/figures/pace", test_pace);
  ADD ("/figures/priority", test_priority);
  ADD ("/figures/risks", test_risks);
  ADD ("/figures/confidence", test_confidence);

  return g_test_run ();
}
