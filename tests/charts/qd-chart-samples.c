#include "qd-chart-samples.h"

#include "qd-chart-values.h"

#include <math.h>

static const guint sizes[QD_N_SAMPLES] = { 0, 1, 0, 10, 50 };
static const char *const sample_names[QD_N_SAMPLES] = { "empty", "one", "typical", "ten", "fifty" };

static const QdTeamValue teams[] = {
  { "t1", "Checkout", 8, 416, 276.92, 276.92 }, { "t2", "Platform", 6, 312, 230, 0 },
  { "t3", "Growth", 5, 260, 173.08, 173.08 },   { "t4", "Data", 4, 208, 0, 0 },
  { "t5", "Security", 3, 156, 180, 0 },
};

static const QdCategoryValue categories[] = {
  { "c1", "Features", "Reduced from 70% to address reliability", 0.5, 0.7, 676, 450 },
  { "c2", "Reliability", "Increased from 15% per error budget policy", 0.25, 0.15, 338, 230 },
  { "c3", "Platform", "Continued investment", 0.15, NAN, 203, 120 },
  { "c4", "Debt", "Minimum maintenance", 0.1, NAN, 135, 60 },
};

static const QdScoreValue scores[] = {
  { "o1", "Improve checkout conversion", TRUE, NULL, NULL, 0.9, QD_GRADE_MET, FALSE },
  { "k1", "Reduce checkout abandonment", FALSE, "25% → 20%", "21%", 0.8, QD_GRADE_MET, FALSE },
  { "k2", "Checkout load time p99", FALSE, "3s → 2s", "2.1s", 0.9, QD_GRADE_MET, FALSE },
  { "k3", "A/B test new flow", FALSE, "3 tests", "3 tests", 1, QD_GRADE_MET, FALSE },
  { "o2", "Platform reliability", TRUE, NULL, NULL, 0.1, QD_GRADE_MISSED, FALSE },
  { "k4", "SLO compliance", FALSE, "99.9%", "99.2%", 0.3, QD_GRADE_MISSED, TRUE },
  { "k5", "Reduce on-call pages", FALSE, "4/night → 2/night", "4.2/night", 0, QD_GRADE_MISSED, FALSE },
  { "k6", "Zero SEV1 incidents", FALSE, "0", "3", 0, QD_GRADE_MISSED, FALSE },
  { "o3", "Team growth", TRUE, NULL, NULL, 0.875, QD_GRADE_MET, FALSE },
  { "k7", "Hire 4 engineers", FALSE, "4", "3", 0.75, QD_GRADE_MET, FALSE },
  { "k8", "Onboarding NPS", FALSE, "8+", "8.2", 1, QD_GRADE_MET, FALSE },
};

static const QdRiskValue risks[] = {
  { "r1", "April hires onboard slower than expected", "Assign dedicated buddies, reduce Q2 expectations", 1, 1, 1, FALSE },
  { "r2", "Partnership scope creep", "Strict change control, CTO escalation path", 2, 2, 2, FALSE },
  { "r3", "Reliability work uncovers more issues", "Buffer capacity, prioritization framework ready", 3, 1, 1, FALSE },
  { "r4", "Key engineer departure", "Documentation push, cross-training", 4, 0, 2, FALSE },
};

static const char *const words[] = {
  "Checkout", "Platform", "Growth", "Data", "Security", "Payments", "Search", "Mobile", "Identity", "Infrastructure",
  "Developer Experience", "Notifications and Messaging", "Risk", "AI", "Marketplace", "支付平台", "Übersetzung", "إدارة",
};

static const char *const sentences[] = {
  "Vendor API deprecated before we have moved", "Key engineer leaves", "Load test finds a bottleneck late",
  "Contract not signed", "Migration of 40 million rows takes longer than one maintenance window", "Audit slips",
  "Hiring freeze", "Third party outage on launch day", "Scope creep", "Unclear ownership of the shared library",
};

static GRand *
rand_of (GRand **kept,
         GRand  *given)
{
  *kept = given == NULL ? g_rand_new_with_seed (7) : NULL;

  return given != NULL ? given : *kept;
}

static char *
pick (GRand             *rand,
      const char *const *texts,
      guint              n,
      guint              number)
{
  return g_strdup_printf ("%s %u", texts[g_rand_int_range (rand, 0, (int) n)], number + 1);
}

static void
fill_capacity (QdChart *chart,
               GRand   *rand,
               guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("t%u", i);
      g_autofree char *name = pick (rand, words, G_N_ELEMENTS (words), i);
      double engineers = g_rand_int_range (rand, 1, 14);
      double committed = floor (engineers * 52 * g_rand_double_range (rand, 0, 1.15));
      QdTeamValue team = { id, name, engineers, engineers * 52, committed, 0 };

      if (g_rand_int_range (rand, 0, 5) == 0)
        team.committed = 0;
      if (g_rand_int_range (rand, 0, 3) == 0)
        team.assumed = team.committed * g_rand_double_range (rand, 0, 1);
      qd_chart_add_team (chart, &team);
    }
}

static void
fill_allocation (QdChart *chart,
                 GRand   *rand,
                 guint    n)
{
  double left = 1;

  qd_chart_set_allocation (chart, &(QdAllocationHead) { 1352, n > 3 ? 120 : 0 });
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);
      g_autofree char *name = pick (rand, words, G_N_ELEMENTS (words), i);
      double share = i + 1 == n ? left : left * g_rand_double_range (rand, 0.05, 0.3);
      QdCategoryValue category = { id, name, sentences[i % G_N_ELEMENTS (sentences)], share, NAN, round (share * 1352), 0 };

      category.committed = round (category.points * g_rand_double_range (rand, 0, 1.2));
      if (g_rand_boolean (rand))
        category.previous = g_rand_double_range (rand, 0, 0.6);
      qd_chart_add_category (chart, &category);
      left -= share;
    }
}

static QdGrade
grade_of (double score)
{
  return isnan (score) ? QD_GRADE_UNKNOWN : score < 0.4 ? QD_GRADE_MISSED : score < 0.7 ? QD_GRADE_SHORT : QD_GRADE_MET;
}

static void
fill_scorecard (QdChart *chart,
                GRand   *rand,
                guint    n)
{
  double overall = g_rand_double_range (rand, 0, 1);

  qd_chart_set_scorecard (chart, &(QdScorecardHead) { overall, 0.7, grade_of (overall), n, FALSE });
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("k%u", i);
      g_autofree char *name = pick (rand, sentences, G_N_ELEMENTS (sentences), i);
      double score = g_rand_int_range (rand, 0, 8) == 0 ? NAN : g_rand_int_range (rand, 0, 101) / 100.0;

      if (i % 4 == 0)
        {
          g_autofree char *objective_id = g_strdup_printf ("o%u", i);

          qd_chart_add_score (chart, &(QdScoreValue) { objective_id, name, TRUE, NULL, NULL, score, grade_of (score) });
        }
      qd_chart_add_score (chart, &(QdScoreValue) { id, name, FALSE, "4.2 → 2.0", "3.1", score, grade_of (score),
                                                   g_rand_int_range (rand, 0, 9) == 0 });
    }
}

static void
fill_risks (QdChart *chart,
            GRand   *rand,
            guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);
      g_autofree char *name = pick (rand, sentences, G_N_ELEMENTS (sentences), i);

      qd_chart_add_risk (chart, &(QdRiskValue) { id, name, sentences[(i + 3) % G_N_ELEMENTS (sentences)], i + 1,
                                                 g_rand_int_range (rand, n > 20 ? -1 : 0, 3), g_rand_int_range (rand, 0, 3),
                                                 g_rand_int_range (rand, 0, 9) == 0 });
    }
}

static void
typical_capacity (QdChart *chart)
{
  for (guint i = 0; i < G_N_ELEMENTS (teams); i++)
    qd_chart_add_team (chart, &teams[i]);
}

static void
typical_allocation (QdChart *chart)
{
  qd_chart_set_allocation (chart, &(QdAllocationHead) { 1352, 0 });
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    qd_chart_add_category (chart, &categories[i]);
}

static void
typical_scorecard (QdChart *chart)
{
  qd_chart_set_scorecard (chart, &(QdScorecardHead) { 0.59375, 0.7, QD_GRADE_SHORT, 8, FALSE });
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    qd_chart_add_score (chart, &scores[i]);
}

static void
typical_risks (QdChart *chart)
{
  for (guint i = 0; i < G_N_ELEMENTS (risks); i++)
    qd_chart_add_risk (chart, &risks[i]);
}

static const struct
{
  const char *name;
  const char *quarter;
  void      (*typical) (QdChart *chart);
  void      (*fill)    (QdChart *chart,
                        GRand   *rand,
                        guint    n);
} makers[] = {
  { "capacity", "Q2 2024", typical_capacity, fill_capacity },
  { "allocation", "Q2 2024", typical_allocation, fill_allocation },
  { "scorecard", "Q1 2024", typical_scorecard, fill_scorecard },
  { "risk-matrix", "Q2 2024", typical_risks, fill_risks },
};

const char *
qd_sample_name (QdSample sample)
{
  return sample_names[sample];
}

QdChart *
qd_sample_random_chart (const char *name,
                        GRand      *rand,
                        guint       size)
{
  GRand *kept;

  rand = rand_of (&kept, rand);
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (makers[i].name, name))
      {
        QdChart *chart = qd_chart_new (name, makers[i].quarter);

        makers[i].fill (chart, rand, size);
        g_clear_pointer (&kept, g_rand_free);
        return chart;
      }

  g_error ("no sample for chart “%s”", name);
}

QdChart *
qd_sample_chart (const char *name,
                 QdSample    sample)
{
  for (guint i = 0; sample == QD_SAMPLE_TYPICAL && i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (makers[i].name, name))
      {
        QdChart *chart = qd_chart_new (name, makers[i].quarter);

        makers[i].typical (chart);
        return chart;
      }

  return qd_sample_random_chart (name, NULL, sizes[sample]);
}
