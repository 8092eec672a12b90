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
  { "r1", "April hires onboard slower than expected", "Assign dedicated buddies, reduce Q2 expectations", 1, 1, 1,
    FALSE },
  { "r2", "Partnership scope creep", "Strict change control, CTO escalation path", 2, 2, 2, FALSE },
  { "r3", "Reliability work uncovers more issues", "Buffer capacity, prioritization framework ready", 3, 1, 1, FALSE },
  { "r4", "Key engineer departure", "Documentation push, cross-training", 4, 0, 2, FALSE },
};

static const QdTargetValue targets[] = {
  { "o1", "Restore Platform Reliability", TRUE, NULL, NULL, NULL, FALSE, FALSE, NAN },
  { "k1", "SLO compliance (30-day)", FALSE, "99.2%", "99.9%", "Platform", TRUE, FALSE, NAN },
  { "k2", "On-call pages per night", FALSE, "4.2", "2.0", "Platform", TRUE, FALSE, NAN },
  { "k3", "SEV1/SEV2 incidents", FALSE, "3/quarter", "≤1", "All teams", TRUE, FALSE, NAN },
  { "k4", "Error budget remaining", FALSE, "0%", ">50%", "Platform", TRUE, TRUE, NAN },
  { "o2", "Deliver Partnership Features", TRUE, NULL, NULL, NULL, FALSE, FALSE, NAN },
  { "k5", "Partner feature parity", FALSE, "0/8 features", "8/8 features", "Checkout", TRUE, TRUE, NAN },
  { "k6", "Partner demo successful", FALSE, "N/A", "May 15", "Checkout", FALSE, FALSE, 33.0 / 65 },
  { "k7", "Integration test coverage", FALSE, "0%", "90%", "Growth", TRUE, TRUE, NAN },
  { "o3", "Strengthen Security Posture", TRUE, NULL, NULL, NULL, FALSE, FALSE, NAN },
  { "k8", "Critical vulnerabilities", FALSE, "5 open", "0 open", "Security", TRUE, FALSE, NAN },
  { "k9", "SOC2 audit readiness", FALSE, "60%", "100%", "Security", TRUE, FALSE, NAN },
  { "k10", "Secrets in code", FALSE, "~50", "0", "Security", TRUE, FALSE, NAN },
  { "k11", "Security review coverage", FALSE, "30%", "80%", "Security", TRUE, FALSE, NAN },
};

/* The second quarter of 2024, in days since the year 1. */
#define APRIL_1 738977
#define DAY(month_day) (APRIL_1 + (month_day))

static const QdTickValue ticks[] = {
  { 20.0 / 65, DAY (25) }, { 35.0 / 65, DAY (46) }, { 45.0 / 65, DAY (60) }, { 1, DAY (88) },
};

static const QdDateValue dates[] = {
  { "d1", QD_LANE_KEY_DATES, "Partnership demo", DAY (44), DAY (44) },
  { "d2", QD_LANE_KEY_DATES, "Feature freeze", DAY (75), DAY (75) },
  { "d3", QD_LANE_REVIEWS, "Month 1 check-in", DAY (25), DAY (25) },
  { "d4", QD_LANE_REVIEWS, "Mid-quarter", DAY (46), DAY (46) },
  { "d5", QD_LANE_REVIEWS, "Month 2 check-in", DAY (60), DAY (60) },
  { "d6", QD_LANE_REVIEWS, "Quarter close", DAY (88), DAY (88) },
  { "d7", QD_LANE_COMMUNICATION, "Engineering all-hands: Q2 plan overview", DAY (-4), DAY (-4) },
  { "d8", QD_LANE_COMMUNICATION, "Product team: Roadmap alignment", DAY (-5), DAY (-5) },
  { "d9", QD_LANE_COMMUNICATION, "Board: Reliability improvement plan", DAY (0), DAY (29) },
  { "d10", QD_LANE_COMMUNICATION, "Partner: Feature timeline", DAY (-2), DAY (-2) },
};

static const QdDependencyValue dependencies[] = {
  { "p1", "SSO integration requires IdP setup", "Checkout", "Partner IT", FALSE, TRUE, 2,
    "Early engagement, fallback to SAML" },
  { "p2", "Vault requires infra changes", "Security", "Platform", FALSE, FALSE, 1, "Joint planning session scheduled" },
  { "p3", "Partner API specs", "Checkout", "Partner", FALSE, TRUE, 1, "Draft specs available, weekly syncs" },
};

static const QdBlockValue blocks[] = {
  { "t1", "Checkout", TRUE, 416 },
  { "i1", "API rate limiting", FALSE, 0, 1, 24.6, TRUE }, { "i2", "Webhook reliability", FALSE, 0, 2, 30.8, TRUE },
  { "i3", "SSO integration", FALSE, 0, 3, 36.9, TRUE }, { "i4", "Custom invoicing", FALSE, 0, 4, 49.2, TRUE },
  { "i5", "Bulk order processing", FALSE, 0, 5, 73.8, TRUE }, { "i6", "Partner dashboard", FALSE, 0, 6, 61.5, TRUE },
  { "t2", "Platform", TRUE, 312 },
  { "i7", "Alert tuning and runbook improvements", FALSE, 0, 1, 40 },
  { "i8", "Connection pool optimization across services", FALSE, 0, 2, 50 },
  { "i9", "Database query optimization", FALSE, 0, 3, 60 }, { "i10", "Automated canary analysis", FALSE, 0, 4, 80 },
  { "t3", "Growth", TRUE, 260 },
  { "i1", "API rate limiting", FALSE, 0, 1, 15.4, TRUE }, { "i2", "Webhook reliability", FALSE, 0, 2, 19.2, TRUE },
  { "i3", "SSO integration", FALSE, 0, 3, 23.1, TRUE }, { "i4", "Custom invoicing", FALSE, 0, 4, 30.8, TRUE },
  { "i5", "Bulk order processing", FALSE, 0, 5, 46.2, TRUE }, { "i6", "Partner dashboard", FALSE, 0, 6, 38.5, TRUE },
  { "t4", "Data", TRUE, 208 },
  { "t5", "Security", TRUE, 156 },
  { "i11", "CI/CD security scanning", FALSE, 0, 1, 40 }, { "i12", "SOC2 evidence collection", FALSE, 0, 2, 60 },
  { "i13", "Vault implementation", FALSE, 0, 3, 80 },
};

static const struct
{
  const char     *id;
  const char     *title;
  gboolean        objective;
  QdProgressKind  kind;
  const char     *target;
  const char     *value;
  double          progress[4];
} progress[] = {
  { "o1", "Restore Platform Reliability", TRUE },
  { "k1", "SLO compliance", FALSE, QD_PROGRESS_LEVEL, "99.9%", "99.6%", { 0.07, 0.15, 0.43, 0.57 } },
  { "k2", "On-call pages", FALSE, QD_PROGRESS_LEVEL, "2.0", "2.6", { 0.09, 0.28, 0.55, 0.73 } },
  { "k3", "Error budget", FALSE, QD_PROGRESS_LEVEL, ">50%", "20%", { 0.1, 0.2, 0.3, 0.4 } },
  { "k4", "SEV1/SEV2 incidents", FALSE, QD_PROGRESS_LIMIT, "≤1", "1", { 0, 1, 1, 1 } },
  { "o2", "Deliver Partnership Features", TRUE },
  { "k5", "Feature parity", FALSE, QD_PROGRESS_LEVEL, "8/8", "5/8", { 0.125, 0.25, 0.5, 0.625 } },
  { "k6", "Test coverage", FALSE, QD_PROGRESS_LEVEL, "90%", "30%", { 0.05, 0.12, 0.25, 0.34 } },
  { "k7", "Partner demo", FALSE, QD_PROGRESS_MILESTONE, "May 15", NULL, { 1 } },
  { "o3", "Strengthen Security Posture", TRUE },
  { "k8", "Vulnerabilities", FALSE, QD_PROGRESS_LEVEL, "0 open", "1 open", { 0.2, 0.4, 0.6, 0.8 } },
  { "k9", "SOC2 readiness", FALSE, QD_PROGRESS_LEVEL, "100%", "82%", { 0.1, 0.25, 0.4, 0.55 } },
  { "k10", "Secrets in code", FALSE, QD_PROGRESS_LEVEL, "0", "12", { 0.1, 0.24, 0.6, 0.76 } },
  { "k11", "Review coverage", FALSE, QD_PROGRESS_LEVEL, "80%", "45%", { 0.08, 0.16, 0.24, 0.3 } },
};

static const char *const words[] = {
  "Checkout", "Platform", "Growth", "Data", "Security", "Payments", "Search", "Mobile", "Identity", "Infrastructure",
  "Developer Experience", "Notifications and Messaging", "Risk", "AI", "Marketplace", "支付平台", "Übersetzung", "إدارة",
};

static const char *const sentences[] = {
  "Vendor API deprecated before we have moved", "Key engineer leaves", "Load test finds a bottleneck late",
  "Contract not signed", "Migration of 40 million rows takes longer than one maintenance window", "Audit slips",
  "Hiring freeze", "Third party outage on launch day", "Scope creep", "Unclear ownership of the shared library",
  "تأخر اعتماد واجهة الشريك قبل موعد الإطلاق", "決済基盤の移行が予定より長引き、他のチームの作業を止める",
  "https://example.com/reports/2024/q2/availability-of-checkout",
};

/* How large the points of a plan are: of some they are weeks, of others minutes. */
static double
unit_of (GRand *rand)
{
  static const double units[] = { 1, 1, 1, 0.1, 1000, 1234567 };

  return units[g_rand_int_range (rand, 0, G_N_ELEMENTS (units))];
}

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
  double unit = unit_of (rand);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("t%u", i);
      g_autofree char *name = pick (rand, words, G_N_ELEMENTS (words), i);
      double engineers = g_rand_int_range (rand, 1, 14);
      double committed = floor (engineers * 52 * g_rand_double_range (rand, 0, 1.15));
      QdTeamValue team = { id, name, engineers, engineers * 52 * unit, committed * unit, 0 };

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
  double total = 1352 * unit_of (rand);
  double left = 1;

  qd_chart_set_allocation (chart, &(QdAllocationHead) { total, n > 3 ? 120 : 0 });
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);
      g_autofree char *name = pick (rand, words, G_N_ELEMENTS (words), i);
      double share = i + 1 == n ? left : left * g_rand_double_range (rand, 0.05, 0.3);
      QdCategoryValue category = { id, name, sentences[i % G_N_ELEMENTS (sentences)], share, NAN, round (share * total),
                                   0 };

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
                                                 g_rand_int_range (rand, n > 20 ? -1 : 0, 3),
                                                 g_rand_int_range (rand, 0, 3), g_rand_int_range (rand, 0, 9) == 0 });
    }
}

static void
fill_targets (QdChart *chart,
              GRand   *rand,
              guint    n)
{
  qd_chart_set_targets (chart, &(QdTargetsHead) { DAY (88) });
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    qd_chart_add_tick (chart, &ticks[i]);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("k%u", i);
      g_autofree char *name = pick (rand, sentences, G_N_ELEMENTS (sentences), i);
      g_autofree char *owner = pick (rand, words, G_N_ELEMENTS (words), i);
      gboolean measured = g_rand_int_range (rand, 0, 6) > 0;

      if (i % 4 == 0)
        qd_chart_add_target (chart, &(QdTargetValue) { NULL, name, TRUE, NULL, NULL, NULL, FALSE, FALSE, NAN });
      qd_chart_add_target (chart, &(QdTargetValue) { id, name, FALSE, i % 3 == 0 ? "0 open" : "12.5%", "≥80% of all",
                                                     owner, measured, i % 3 == 0,
                                                     measured ? NAN : g_rand_double_range (rand, 0, 1) });
    }
}

static void
fill_timeline (QdChart *chart,
               GRand   *rand,
               guint    n)
{
  qd_chart_set_timeline (chart, &(QdTimelineHead) { DAY (0), DAY (90) });
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("d%u", i);
      g_autofree char *name = pick (rand, sentences, G_N_ELEMENTS (sentences), i);
      guint32 day = (guint32) DAY (g_rand_int_range (rand, -20, 110));
      QdDateValue value = { id, (QdLane) g_rand_int_range (rand, 0, QD_N_LANES), name, day, day };

      if (g_rand_int_range (rand, 0, 8) == 0)
        {
          value.first = DAY (30);
          value.last = DAY (60);
        }
      else if (n > 5 && g_rand_int_range (rand, 0, 9) == 0)
        {
          value.first = value.last = 0;
        }
      qd_chart_add_date (chart, &value);
    }
}

static void
fill_dependencies (QdChart *chart,
                   GRand   *rand,
                   guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);
      g_autofree char *what = pick (rand, sentences, G_N_ELEMENTS (sentences), i);

      qd_chart_add_dependency (chart, &(QdDependencyValue) { id, what, words[g_rand_int_range (rand, 0, 9)],
                                                             words[g_rand_int_range (rand, 4, 16)], FALSE,
                                                             g_rand_boolean (rand), g_rand_int_range (rand, -1, 3),
                                                             sentences[i % G_N_ELEMENTS (sentences)] });
    }
}

static void
fill_priorities (QdChart *chart,
                 GRand   *rand,
                 guint    n)
{
  double unit = unit_of (rand);
  guint rank = 1;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("i%u", i);
      g_autofree char *name = pick (rand, sentences, G_N_ELEMENTS (sentences), i);

      if (i == 0 || g_rand_int_range (rand, 0, n > 20 ? 6 : 2) == 0)
        {
          g_autofree char *team_id = g_strdup_printf ("t%u", i);
          g_autofree char *team = pick (rand, words, G_N_ELEMENTS (words), i);

          qd_chart_add_block (chart, &(QdBlockValue) { team_id, team, TRUE, g_rand_int_range (rand, 20, 300) * unit });
          rank = 1;
        }
      qd_chart_add_block (chart, &(QdBlockValue) { id, name, FALSE, 0, rank++, g_rand_int_range (rand, 1, 90) * unit,
                                                   g_rand_boolean (rand) });
    }
}

static void
fill_progress (QdChart *chart,
               GRand   *rand,
               guint    n)
{
  qd_chart_set_progress (chart, &(QdProgressHead) { DAY (0), DAY (88), DAY (53) });
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("k%u", i);
      g_autofree char *name = pick (rand, sentences, G_N_ELEMENTS (sentences), i);
      QdProgressPoint points[6];
      QdProgressValue value = { id, name, FALSE, QD_PROGRESS_LEVEL, "90%", "61.5%", points, 0, FALSE };
      double at = 0;

      if (i % 4 == 0)
        qd_chart_add_progress (chart, &(QdProgressValue) { NULL, name, TRUE });
      if (i > 0 && g_rand_int_range (rand, 0, 5) == 0)
        value.kind = g_rand_boolean (rand) ? QD_PROGRESS_LIMIT : QD_PROGRESS_MILESTONE;
      value.n_points = value.kind == QD_PROGRESS_MILESTONE ? 1 : (guint) g_rand_int_range (rand, 1, 7);
      for (guint j = 0; j < value.n_points; j++)
        {
          at += g_rand_double_range (rand, -0.03, 0.25);
          points[j] = (QdProgressPoint) { (j + 1) / 7.0, MAX (at, 0) };
        }
      qd_chart_add_progress (chart, &value);
    }
}

/* A room of up to sixteen that mostly agrees. */
static void
fill_votes (QdChart *chart,
            GRand   *rand,
            guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("k%u", i);
      g_autofree char *name = pick (rand, sentences, G_N_ELEMENTS (sentences), i);
      QdVoteValue value = { .id = id, .title = name, .n = (guint) g_rand_int_range (rand, 1, n == 1 ? 900 : 17),
                            .lowest = 10 };
      int middle = g_rand_int_range (rand, 0, 11);

      value.median = middle;
      for (guint j = 0; j < value.n; j++)
        {
          int vote = middle + g_rand_int_range (rand, -2, 3);

          if (j > 0 && g_rand_int_range (rand, 0, 8) == 0)
            vote = g_rand_int_range (rand, 0, 11);
          vote = CLAMP (vote, 0, 10);
          value.counts[vote]++;
          value.lowest = MIN (value.lowest, vote);
          value.highest = MAX (value.highest, vote);
          value.outliers[vote] += ABS (vote - middle) >= 3;
          value.n_outliers += ABS (vote - middle) >= 3;
        }
      qd_chart_add_vote (chart, &value);
    }
}

static void
typical_votes (QdChart *chart)
{
  static const QdVoteValue votes[] = {
    { "k1", "SLO compliance (30-day)", 12, 7, 3, 9, 1, { [3] = 1, [6] = 3, [7] = 4, [8] = 3, [9] = 1 }, { [3] = 1 } },
    { "k2", "On-call pages per night", 12, 8, 7, 9, 0, { [7] = 3, [8] = 6, [9] = 3 }, { 0 } },
    { "k3", "Partner feature parity", 12, 4, 1, 10, 2, { [1] = 1, [3] = 4, [4] = 4, [5] = 2, [10] = 1 },
      { [1] = 1, [10] = 1 } },
    { "k4", "SOC2 audit readiness", 11, 6, 5, 8, 0, { [5] = 3, [6] = 5, [7] = 2, [8] = 1 }, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (votes); i++)
    qd_chart_add_vote (chart, &votes[i]);
}

static void
typical_targets (QdChart *chart)
{
  qd_chart_set_targets (chart, &(QdTargetsHead) { DAY (88) });
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    qd_chart_add_tick (chart, &ticks[i]);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    qd_chart_add_target (chart, &targets[i]);
}

static void
typical_timeline (QdChart *chart)
{
  qd_chart_set_timeline (chart, &(QdTimelineHead) { DAY (0), DAY (90) });
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    qd_chart_add_date (chart, &dates[i]);
}

static void
typical_dependencies (QdChart *chart)
{
  for (guint i = 0; i < G_N_ELEMENTS (dependencies); i++)
    qd_chart_add_dependency (chart, &dependencies[i]);
}

static void
typical_priorities (QdChart *chart)
{
  qd_chart_set_priorities (chart, &(QdPrioritiesHead) { TRUE });
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    qd_chart_add_block (chart, &blocks[i]);
}

static void
typical_progress (QdChart *chart)
{
  static const double times[] = { 10.0 / 65, 20.0 / 65, 30.0 / 65, 40.0 / 65 };

  qd_chart_set_progress (chart, &(QdProgressHead) { DAY (0), DAY (88), DAY (53) });
  for (guint i = 0; i < G_N_ELEMENTS (progress); i++)
    {
      QdProgressPoint points[G_N_ELEMENTS (times)];
      QdProgressValue value = { progress[i].id, progress[i].title, progress[i].objective, progress[i].kind,
                                progress[i].target, progress[i].value, points, G_N_ELEMENTS (times), TRUE };

      for (guint j = 0; j < G_N_ELEMENTS (times); j++)
        points[j] = (QdProgressPoint) { times[j], progress[i].progress[j] };
      if (value.objective)
        value.n_points = 0;
      if (value.kind == QD_PROGRESS_MILESTONE)
        {
          value.n_points = 1;
          points[0].time = 33.0 / 65;
        }
      qd_chart_add_progress (chart, &value);
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
  { "targets", "Q2 2024", typical_targets, fill_targets },
  { "risk-matrix", "Q2 2024", typical_risks, fill_risks },
  { "timeline", "Q2 2024", typical_timeline, fill_timeline },
  { "dependencies", "Q2 2024", typical_dependencies, fill_dependencies },
  { "priorities", "Q2 2024", typical_priorities, fill_priorities },
  { "progress", "Q2 2024", typical_progress, fill_progress },
  { "votes", "Q2 2024", typical_votes, fill_votes },
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
