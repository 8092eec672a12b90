#include "qd-finding.h"

#include "qd-test-seed.h"

/* What is to be found in the plan whose figures are known, worst first, and nothing else. */
static const struct
{
  const char *rule;
  QdSeverity  severity;
  QdListId    list;
  const char *record;
  QdPageId    page;
  const char *message;
  const char *short_message;
} expected[] = {
  { "capacity.team-over", QD_SEVERITY_ERROR, QD_LIST_TEAMS, "Security", QD_PAGE_CAPACITY,
    "Security is committed to 180 of 156 points, 24 too many.", "Security is over by 24 points" },
  { "capacity.team-idle", QD_SEVERITY_WARNING, QD_LIST_TEAMS, "Data", QD_PAGE_CAPACITY,
    "Data has 208 points of capacity and no work.", "Data has 208 points and no work" },
  { "allocation.uncategorised", QD_SEVERITY_WARNING, QD_LIST_ALLOCATION, "Quarterly Plan Example", QD_PAGE_CAPACITY,
    "13 initiatives with 860 points have no category, so nobody can tell whether they fit the allocation.",
    "13 initiatives have no category" },
  { "score.below-target", QD_SEVERITY_WARNING, QD_LIST_REVIEW_OBJECTIVES, "", QD_PAGE_LAST_QUARTER,
    "Q1 scored 0.59 overall, below the target of 0.7.", "Q1 scored 0.59, below the target of 0.7" },
  { "score.needs-baseline", QD_SEVERITY_WARNING, QD_LIST_KEY_RESULTS, "SLO compliance", QD_PAGE_LAST_QUARTER,
    "“SLO compliance” has a stated score of 0.3 that nobody can check: 99.2% against 99.9% says too little without a "
    "baseline.", "SLO compliance needs a baseline" },
  { "priority.unsupported", QD_SEVERITY_WARNING, QD_LIST_PRIORITIES, "Expansion", QD_PAGE_CONTEXT,
    "No objective serves the priority “Expansion”.", "No objective serves Expansion" },
  { "risk.unowned", QD_SEVERITY_WARNING, QD_LIST_RISKS, "Partnership scope creep", QD_PAGE_RISKS,
    "The risk “Partnership scope creep” is likely and grave, and nobody owns it.", "Nobody owns Partnership scope creep" },
  { "approval.placeholder", QD_SEVERITY_WARNING, QD_LIST_APPROVALS, "VP Engineering", QD_PAGE_APPROVALS,
    "Nobody is named to approve as VP Engineering: “[Name]” is a placeholder.",
    "Nobody is named to approve as VP Engineering" },
  { "approval.placeholder", QD_SEVERITY_WARNING, QD_LIST_APPROVALS, "CPO", QD_PAGE_APPROVALS,
    "Nobody is named to approve as CPO: “[Name]” is a placeholder.", "Nobody is named to approve as CPO" },
  { "approval.placeholder", QD_SEVERITY_WARNING, QD_LIST_APPROVALS, "CTO", QD_PAGE_APPROVALS,
    "Nobody is named to approve as CTO: “[Name]” is a placeholder.", "Nobody is named to approve as CTO" },
  { "capacity.team-assumed", QD_SEVERITY_NOTE, QD_LIST_OBJECTIVES, "Deliver Partnership Features", QD_PAGE_OBJECTIVES,
    "Checkout and Growth share 450 points of “Deliver Partnership Features”; nobody said how, so the split by capacity is "
    "assumed.", "The split of 450 points is assumed" },
  { "measure.approximate", QD_SEVERITY_NOTE, QD_LIST_KEY_RESULTS, "Secrets in code", QD_PAGE_OBJECTIVES,
    "Baseline of “Secrets in code” is only approximate: ~50.", "Secrets in code is measured only roughly: ~50" },
  { "date.weekend", QD_SEVERITY_NOTE, QD_LIST_CONSTRAINTS, "Key dates", QD_PAGE_CONTEXT,
    "Constraint “Feature freeze” falls on a weekend: Sat, June 15, 2024.", "Feature freeze is on a weekend" },
  { "date.weekend", QD_SEVERITY_NOTE, QD_LIST_COMMUNICATION, "Partner", QD_PAGE_COMMUNICATION,
    "Communication “Partner” falls on a weekend: Sat, March 30, 2024.", "Partner is on a weekend" },
};

static void
test_seed (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = qd_findings_compute (figures);

  for (guint i = 0; i < MIN (findings->len, G_N_ELEMENTS (expected)); i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);
      QdRecord *record = qd_plan_find (plan, finding->record);

      g_assert_cmpstr (finding->rule, ==, expected[i].rule);
      g_assert_cmpstr (finding->message, ==, expected[i].message);
      g_assert_cmpstr (finding->short_message, ==, expected[i].short_message);
      g_assert_cmpstr (qd_severity_id (finding->severity), ==, qd_severity_id (expected[i].severity));
      g_assert_cmpint (finding->list, ==, expected[i].list);
      g_assert_cmpint (finding->page, ==, expected[i].page);
      g_assert_nonnull (record);
      g_assert_cmpstr (qd_record_get_title (record), ==, expected[i].record);
      g_assert_false (finding->accepted);
    }
  g_assert_cmpuint (findings->len, ==, G_N_ELEMENTS (expected));

  g_assert_cmpuint (qd_findings_count (findings, QD_SEVERITY_ERROR), ==, 1);
  g_assert_cmpuint (qd_findings_count (findings, QD_SEVERITY_WARNING), ==, 9);
  g_assert_cmpuint (qd_findings_count (findings, QD_SEVERITY_NOTE), ==, 4);
  g_assert_cmpuint (qd_findings_count (findings, QD_SEVERITY_NONE), ==, 14);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/findings/seed", test_seed);

  return g_test_run ();
}
