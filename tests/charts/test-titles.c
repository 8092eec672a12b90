#include "qd-chart-private.h"
#include "qd-chart-samples.h"
#include "qd-chart-values.h"

#include <math.h>

/* A title states the chart's message with the figure in it. */

static void
assert_title (QdChart    *chart,
              const char *expected)
{
  g_autofree char *title = qd_chart_dup_title (chart);

  g_assert_cmpstr (title, ==, expected);
}

static void
test_typical (void)
{
  static const struct
  {
    const char *name;
    const char *title;
  } expected[] = {
    { "capacity", "Security is 24 points over; Data has 208 points free" },
    { "allocation", "Reliability rises from 15\u00a0% to 25\u00a0%; Features still takes 50\u00a0%" },
    { "scorecard", "Q1 2024 closed at 0.59 against 0.7: Platform reliability scored only 0.1" },
    { "targets", "11 key results to move by June 28; 3 start from zero" },
    { "risk-matrix", "1 of 4 risks is critical: Partnership scope creep" },
    { "timeline", "Feature freeze falls on a Saturday, 31 days after Partnership demo" },
    { "dependencies", "2 of 3 dependencies lie outside; 1 is high risk" },
    { "priorities", "Security ends 24 points below the line, from Vault implementation on" },
    { "progress", "3 of 11 key results are behind; Review coverage trails an even pace by 32 points" },
    { "votes", "The room is least sure of Partner feature parity: the median is 4 of 10; 3 votes stand out" },
  };
  const char *const *names = qd_chart_names ();

  g_assert_cmpuint (g_strv_length ((char **) names), ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (QdChart) chart = qd_sample_chart (expected[i].name, QD_SAMPLE_TYPICAL);

      assert_title (chart, expected[i].title);
    }
}

static void
test_capacity (void)
{
  static const struct
  {
    double      committed[2];
    const char *title;
  } expected[] = {
    { { 50, 60 }, "110 of 300 points are committed; Growth has 140 points free" },
    { { 115, 200 }, "Checkout is committed to 115\u00a0% of its capacity" },
    { { 115, 150 }, "Checkout is 15 points over; Growth has 50 points free" },
    { { 115, 240 }, "2 teams are over capacity, Growth most: by 40 points" },
    { { 100, 200 }, "300 of 300 points are committed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (QdChart) chart = qd_chart_new ("capacity", "Q2 2024");

      qd_chart_add_team (chart, &(QdTeamValue) { "t1", "Checkout", 2, 100, expected[i].committed[0], 0 });
      qd_chart_add_team (chart, &(QdTeamValue) { "t2", "Growth", 4, 200, expected[i].committed[1], 0 });
      assert_title (chart, expected[i].title);
    }
}

/* What no team has is said where no team has too much. */
static void
test_unassigned (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("capacity", "Q2 2024");

  qd_chart_add_team (chart, &(QdTeamValue) { "t1", "Checkout", 2, 100, 50, 0 });
  qd_chart_add_team (chart, &(QdTeamValue) { NULL, "No team", NAN, NAN, 30, 0 });
  assert_title (chart, "30 of 80 committed points have no team yet");
}

static void
test_one_dependency (void)
{
  static const struct
  {
    gboolean    outside;
    int         risk;
    const char *title;
  } expected[] = {
    { TRUE, 2, "The only dependency lies outside and is high risk" },
    { TRUE, 0, "The only dependency lies outside" },
    { FALSE, 2, "The only dependency is high risk" },
    { FALSE, 0, "1 dependency between teams, not high risk" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (QdChart) chart = qd_chart_new ("dependencies", "Q2 2024");

      qd_chart_add_dependency (chart, &(QdDependencyValue) { .what = "Access", .from = "Checkout", .to = "Partner",
                                                             .to_outside = expected[i].outside, .risk = expected[i].risk });
      assert_title (chart, expected[i].title);
    }
}

static void
test_allocation (void)
{
  static const struct
  {
    double      shares[2];
    double      previous[2];
    const char *title;
    double      committed[2];
  } expected[] = {
    { { 0.6, 0.4 }, { NAN, NAN }, "Features takes the largest share: 60\u00a0% of capacity" },
    { { 0.6, 0.4 }, { 0.61, 0.39 }, "Features takes the largest share: 60\u00a0% of capacity" },
    { { 0.6, 0.4 }, { 0.5, 0.5 }, "Features rises from 50\u00a0% to 60\u00a0%" },
    { { 0.6, 0.4 }, { 0.8, NAN }, "Features falls from 80\u00a0% to 60\u00a0%" },
    { { 0.6, 0.4 }, { 0.8, 0.2 }, "Debt rises from 20\u00a0% to 40\u00a0%; Features still takes 60\u00a0%" },
    { { 0.6, 0.4 }, { 0.8, 0.2 }, "Debt is committed to 55 of its 40 points", { 60.4, 55 } },
    { { 0.6, 0.4 }, { 0.8, 0.2 }, "2 categories are committed beyond their share, Features most: by 20 points", { 80, 55 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (QdChart) chart = qd_chart_new ("allocation", "Q2 2024");

      qd_chart_add_category (chart, &(QdCategoryValue) { "c1", "Features", NULL, expected[i].shares[0],
                                                         expected[i].previous[0], 60, expected[i].committed[0] });
      qd_chart_add_category (chart, &(QdCategoryValue) { "c2", "Debt", NULL, expected[i].shares[1],
                                                         expected[i].previous[1], 40, expected[i].committed[1] });
      assert_title (chart, expected[i].title);
    }
}

static void
test_risks (void)
{
  static const struct
  {
    int         levels[2][2];
    gboolean    closed[2];
    const char *title;
  } expected[] = {
    { { { 2, 2 }, { 2, 2 } }, { FALSE, FALSE }, "2 of 2 risks are critical; first: Fire" },
    { { { 2, 2 }, { 1, 2 } }, { FALSE, FALSE }, "1 of 2 risks is critical: Fire" },
    { { { 2, 2 }, { 1, 2 } }, { FALSE, TRUE }, "The one open risk is critical: Fire" },
    { { { 2, 2 }, { 1, 2 } }, { TRUE, FALSE }, "1 open risk, not critical: Flood" },
    { { { 0, 1 }, { 1, 2 } }, { FALSE, FALSE }, "2 open risks, none critical; first: Flood" },
    { { { 0, 1 }, { 1, 2 } }, { TRUE, TRUE }, "No open risks" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (QdChart) chart = qd_chart_new ("risk-matrix", "Q2 2024");

      for (guint j = 0; j < 2; j++)
        qd_chart_add_risk (chart, &(QdRiskValue) { NULL, j == 0 ? "Fire" : "Flood", NULL, j + 1,
                                                   expected[i].levels[j][0], expected[i].levels[j][1],
                                                   expected[i].closed[j] });
      assert_title (chart, expected[i].title);
    }
}

static void
test_scorecard (void)
{
  static const struct
  {
    double      score;
    const char *title;
  } expected[] = {
    { 0.5, "Q1 2024 closed at 0.5 against 0.7: Ship scored only 0.5" },
    { 0.75, "Q1 2024 closed at 0.75 against a target of 0.7" },
    { NAN, "Q1 2024 is not scored yet" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (QdChart) chart = qd_chart_new ("scorecard", "Q1 2024");

      qd_chart_set_scorecard (chart, &(QdScorecardHead) { expected[i].score, 0.7, QD_GRADE_SHORT, 1, FALSE });
      qd_chart_add_score (chart, &(QdScoreValue) { "o1", "Ship", TRUE, NULL, NULL, expected[i].score, QD_GRADE_SHORT });
      assert_title (chart, expected[i].title);
    }
}

static void
test_progress (void)
{
  static const struct
  {
    double      progress[2];
    const char *title;
  } expected[] = {
    { { 0.5, 0.45 }, "All 2 key results keep an even pace" },
    { { 0.2, 0.5 }, "Speed trails an even pace by 30 points; it is the only one of 2" },
    { { 0.2, 0.1 }, "2 of 2 key results are behind; Uptime trails an even pace by 40 points" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (QdChart) chart = qd_chart_new ("progress", "Q2 2024");

      for (guint j = 0; j < 2; j++)
        {
          QdProgressPoint point = { 0.5, expected[i].progress[j] };

          qd_chart_add_progress (chart, &(QdProgressValue) { NULL, j == 0 ? "Speed" : "Uptime", FALSE,
                                                             QD_PROGRESS_LEVEL, "9", "4", &point, 1, FALSE });
        }
      assert_title (chart, expected[i].title);
    }
}

/* Whole where it is whole, with a decimal where somebody typed one, never nothing where there is something. */
static void
test_percent (void)
{
  static const struct
  {
    double      part;
    const char *expected;
  } cases[] = {
    { 0, "0\u00a0%" }, { 0.25, "25\u00a0%" }, { 0.125, "12.5\u00a0%" }, { 0.0004, "<0.1\u00a0%" },
    { 0.0005, "0.1\u00a0%" }, { 1, "100\u00a0%" }, { 1.1538, "115\u00a0%" }, { 0.2999999999, "30\u00a0%" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = qd_chart_percent (cases[i].part);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/titles/typical", test_typical);
  g_test_add_func ("/titles/capacity", test_capacity);
  g_test_add_func ("/titles/unassigned", test_unassigned);
  g_test_add_func ("/titles/one-dependency", test_one_dependency);
  g_test_add_func ("/titles/allocation", test_allocation);
  g_test_add_func ("/titles/risks", test_risks);
  g_test_add_func ("/titles/scorecard", test_scorecard);
  g_test_add_func ("/titles/progress", test_progress);
  g_test_add_func ("/titles/percent", test_percent);

  return g_test_run ();
}
