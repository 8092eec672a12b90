#include "qd-test-seed.h"

#include "qd-plan-private.h"

/* The plan of the second quarter of 2024 whose figures are known, made record by record: tests of figures are not to
 * hang on a reader of files. */

#define N_TEXTS_MAX 5

/* The rows of one list: which fields they give, then their texts. %NULL ends both. */
typedef struct
{
  const char *prefix; /* of ids: “team” gives team-1, team-2, … */
  QdListId    list;
  int         fields[N_TEXTS_MAX];
  int         n_fields;
  const char *rows[9][N_TEXTS_MAX];
} Table;

static const Table review_objectives = {
  "review", QD_LIST_REVIEW_OBJECTIVES, { QD_OBJECTIVE_TITLE }, 1,
  { { "Improve checkout conversion" }, { "Platform reliability" }, { "Team growth" } },
};

#define SCORED { QD_KEY_RESULT_TITLE, QD_KEY_RESULT_TARGET, QD_KEY_RESULT_ACTUAL, QD_KEY_RESULT_STATED }, 4

static const Table review_key_results[] = {
  { "review-1-kr", QD_LIST_KEY_RESULTS, SCORED,
    { { "Reduce checkout abandonment", "25% → 20%", "21%", "0.8" },
      { "Checkout load time p99", "3s → 2s", "2.1s", "0.9" },
      { "A/B test new flow", "3 tests", "3 tests", "1.0" } } },
  { "review-2-kr", QD_LIST_KEY_RESULTS, SCORED,
    { { "SLO compliance", "99.9%", "99.2%", "0.3" },
      { "Reduce on-call pages", "4/night → 2/night", "4.2/night", "0.0" },
      { "Zero SEV1 incidents", "0", "3", "0.0" } } },
  { "review-3-kr", QD_LIST_KEY_RESULTS, SCORED,
    { { "Hire 4 engineers", "4", "3", "0.75" }, { "Onboarding NPS", "8+", "8.2", "1.0" } } },
};

static const Table objectives = {
  "objective", QD_LIST_OBJECTIVES, { QD_OBJECTIVE_TITLE, QD_OBJECTIVE_OWNER }, 2,
  { { "Restore Platform Reliability", "Platform Team" },
    { "Deliver Partnership Features", "Checkout + Growth Teams" },
    { "Strengthen Security Posture", "Security Team" } },
};

#define PLANNED { QD_KEY_RESULT_TITLE, QD_KEY_RESULT_BASELINE, QD_KEY_RESULT_TARGET, QD_KEY_RESULT_OWNER }, 4

static const Table key_results[] = {
  { "o1-kr", QD_LIST_KEY_RESULTS, PLANNED,
    { { "SLO compliance (30-day)", "99.2%", "99.9%", "Platform" },
      { "On-call pages per night", "4.2", "2.0", "Platform" },
      { "SEV1/SEV2 incidents", "3/quarter", "≤1", "All teams" },
      { "Error budget remaining", "0%", ">50%", "Platform" } } },
  { "o2-kr", QD_LIST_KEY_RESULTS, PLANNED,
    { { "Partner feature parity", "0/8 features", "8/8 features", "Checkout" },
      { "Partner demo successful", "N/A", "May 15", "Checkout" },
      { "Integration test coverage", "0%", "90%", "Growth" } } },
  { "o3-kr", QD_LIST_KEY_RESULTS, PLANNED,
    { { "Critical vulnerabilities", "5 open", "0 open", "Security" },
      { "SOC2 audit readiness", "60%", "100%", "Security" },
      { "Secrets in code", "~50", "0", "Security" },
      { "Security review coverage", "30%", "80%", "Security" } } },
};

#define WORK { QD_INITIATIVE_TITLE, QD_INITIATIVE_POINTS }, 2

static const Table initiatives[] = {
  { "o1-i", QD_LIST_INITIATIVES, WORK,
    { { "Connection pool optimization across services", "50" },
      { "Alert tuning and runbook improvements", "40" },
      { "Automated canary analysis", "80" },
      { "Database query optimization", "60" } } },
  { "o2-i", QD_LIST_INITIATIVES, WORK,
    { { "Bulk order processing", "120" },
      { "Custom invoicing", "80" },
      { "SSO integration", "60" },
      { "API rate limiting", "40" },
      { "Partner dashboard", "100" },
      { "Webhook reliability", "50" } } },
  { "o3-i", QD_LIST_INITIATIVES, WORK,
    { { "Vault implementation", "80" }, { "CI/CD security scanning", "40" }, { "SOC2 evidence collection", "60" } } },
};

/* The lists of the plan itself. */
static const Table tables[] = {
  { "lesson", QD_LIST_LESSONS, { QD_LESSON_TEXT }, 1,
    { { "Feature velocity came at the cost of reliability" },
      { "Understaffing contributed to both reliability issues and burnout" },
      { "On-call burden unsustainable at current levels" } } },
  { "priority", QD_LIST_PRIORITIES, { QD_PRIORITY_TITLE, QD_PRIORITY_DETAIL }, 2,
    { { "Partnership launch", "Enterprise partnership going live in Q3 requires feature parity" },
      { "Platform stability", "Board has flagged reliability concerns" },
      { "Expansion", "International expansion prep for Q4" } } },
  { "constraint", QD_LIST_CONSTRAINTS, { QD_CONSTRAINT_LABEL, QD_CONSTRAINT_TEXT }, 2,
    { { "Headcount", "34 engineers (3 new hires joining in April)" },
      { "Budget", "$50K discretionary (tools, training)" },
      { "Key dates", "Partnership demo May 15, Feature freeze June 15" } } },
  { "team", QD_LIST_TEAMS, { QD_TEAM_NAME, QD_TEAM_ENGINEERS, QD_TEAM_DAYS, QD_TEAM_STATED_POINTS }, 4,
    { { "Checkout", "8", "52", "416" },
      { "Platform", "6", "52", "312" },
      { "Growth", "5", "52", "260" },
      { "Data", "4", "52", "208" },
      { "Security", "3", "52", "156" } } },
  { "category", QD_LIST_ALLOCATION,
    { QD_CATEGORY_NAME, QD_CATEGORY_PERCENT, QD_CATEGORY_STATED_POINTS, QD_CATEGORY_RATIONALE }, 4,
    { { "Features", "50%", "676", "Reduced from 70% to address reliability" },
      { "Reliability", "25%", "338", "Increased from 15% per error budget policy" },
      { "Platform", "15%", "203", "Continued investment" },
      { "Debt", "10%", "135", "Minimum maintenance" } } },
  { "dependency", QD_LIST_DEPENDENCIES,
    { QD_DEPENDENCY_WHAT, QD_DEPENDENCY_FROM, QD_DEPENDENCY_TO, QD_DEPENDENCY_RISK, QD_DEPENDENCY_MITIGATION }, 5,
    { { "SSO integration requires IdP setup", "Checkout", "Partner IT", "High", "Early engagement, fallback to SAML" },
      { "Vault requires infra changes", "Security", "Platform", "Medium", "Joint planning session scheduled" },
      { "Partner API specs", "Checkout", "Partner", "Medium", "Draft specs available, weekly syncs" } } },
  { "risk", QD_LIST_RISKS, { QD_RISK_RISK, QD_RISK_LIKELIHOOD, QD_RISK_IMPACT, QD_RISK_MITIGATION }, 4,
    { { "April hires onboard slower than expected", "Medium", "Medium",
        "Assign dedicated buddies, reduce Q2 expectations" },
      { "Partnership scope creep", "High", "High", "Strict change control, CTO escalation path" },
      { "Reliability work uncovers more issues", "Medium", "Medium",
        "Buffer capacity, prioritization framework ready" },
      { "Key engineer departure", "Low", "High", "Documentation push, cross-training" } } },
  { "exclusion", QD_LIST_NOT_DOING, { QD_EXCLUSION_ITEM, QD_EXCLUSION_REASON, QD_EXCLUSION_REVISIT }, 3,
    { { "Mobile app v2", "Reliability takes priority", "Q3" },
      { "International payment methods", "Partnership features first", "Q4" },
      { "ML-based recommendations", "Not aligned with Q2 priorities", "Q3" },
      { "Design system overhaul", "Not blocking any priority", "Q3-Q4" } } },
  { "criterion", QD_LIST_CRITERIA, { QD_CRITERION_LEAD, QD_CRITERION_TEXT }, 2,
    { { "Reliability restored", "SLO ≥99.9% for final 30 days of quarter" },
      { "Partnership on track", "Successful demo May 15, feature complete June 15" },
      { "Security baseline", "SOC2 ready, zero critical vulnerabilities" },
      { "Team healthy", "On-call burden ≤2 pages/night, no attrition due to burnout" } } },
  { "message", QD_LIST_COMMUNICATION, { QD_MESSAGE_AUDIENCE, QD_MESSAGE_WHAT, QD_MESSAGE_WHEN, QD_MESSAGE_OWNER }, 4,
    { { "Engineering all-hands", "Q2 plan overview", "March 28", "VP Eng" },
      { "Product team", "Roadmap alignment", "March 27", "Product + Eng" },
      { "Board", "Reliability improvement plan", "April board meeting", "CTO" },
      { "Partner", "Feature timeline", "March 30", "CPO" } } },
  { "checkpoint", QD_LIST_REVIEWS, { QD_CHECKPOINT_NAME, QD_CHECKPOINT_DATE, QD_CHECKPOINT_FOCUS }, 3,
    { { "Month 1 check-in", "April 26", "Partnership progress, reliability trend" },
      { "Mid-quarter", "May 17", "Post-demo review, adjust if needed" },
      { "Month 2 check-in", "May 31", "Feature freeze readiness" },
      { "Quarter close", "June 28", "OKR scoring, Q3 planning input" } } },
  { "approval", QD_LIST_APPROVALS, { QD_APPROVAL_ROLE, QD_APPROVAL_NAME, QD_APPROVAL_APPROVED }, 3,
    { { "VP Engineering", "[Name]", "Yes" }, { "CPO", "[Name]", "Yes" }, { "CTO", "[Name]", "Yes" } } },
};

static void
fill_list (QdList      *list,
           const Table *table)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table->rows) && table->rows[i][0] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%" G_GSIZE_FORMAT, table->prefix, i + 1);
      g_autoptr (QdRecord) record = qd_record_new (qd_list_get_info (list)->record_type, id);

      for (int j = 0; j < table->n_fields; j++)
        qd_record_set_text (record, (guint) table->fields[j], table->rows[i][j]);
      qd_list_append (list, record);
    }
}

static void
fill_objectives (QdPlan      *plan,
                 const Table *table,
                 const Table *key_result_tables,
                 const Table *initiative_tables)
{
  QdList *list = qd_plan_get_list (plan, table->list);

  fill_list (list, table);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *objective = qd_list_get (list, i);

      fill_list (qd_record_get_list (objective, QD_LIST_KEY_RESULTS), &key_result_tables[i]);
      if (initiative_tables != NULL)
        fill_list (qd_record_get_list (objective, QD_LIST_INITIATIVES), &initiative_tables[i]);
    }
}

/**
 * qd_test_seed_plan:
 *
 * Ids are team-1, category-1, risk-1 and so on, objective-1 with o1-kr-1 and o1-i-1, of last quarter review-1 with
 * review-1-kr-1. Totals are stated as well as computed, like the points and scores.
 *
 * Returns: (transfer full): the plan
 */
QdPlan *
qd_test_seed_plan (void)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *review = qd_plan_get_single (plan, QD_LIST_REVIEW);

  qd_record_set_text (root, QD_PLAN_TITLE, "Quarterly Plan Example");
  qd_record_set_text (root, QD_PLAN_QUARTER, "Q2 2024");
  qd_record_set_text (root, QD_PLAN_PLANNING_DATE, "2024-03-25");
  qd_record_set_text (root, QD_PLAN_ATTENDEES, "Engineering Leadership, Product, Design");
  qd_record_set_text (root, QD_PLAN_FACILITATOR, "VP Engineering");
  qd_record_set_text (root, QD_PLAN_CAPACITY_NOTE, "8 engineers in management/lead roles not counted in capacity");
  qd_record_set_text (root, QD_PLAN_STATED_CAPACITY, "1,352");
  qd_record_set_text (root, QD_PLAN_STATED_ENGINEERS, "26");
  qd_record_set_text (review, QD_REVIEW_QUARTER, "Q1 2024");
  qd_record_set_text (review, QD_REVIEW_STATED_SCORE, "0.59");

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    fill_list (qd_plan_get_list (plan, tables[i].list), &tables[i]);
  fill_objectives (plan, &review_objectives, review_key_results, NULL);
  fill_objectives (plan, &objectives, key_results, initiatives);

  return plan;
}

static void
collect (QdRecord *record,
         gpointer  user_data)
{
  g_ptr_array_add (user_data, record);
}

/**
 * qd_test_drop_repeated:
 * @figures: the figures of a plan
 *
 * Takes away, as loaders do, the stated figures that only repeat computed ones.
 *
 * Returns: how many there were
 */
guint
qd_test_drop_repeated (QdFigures *figures)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  guint n = 0;

  qd_record_foreach (qd_plan_get_root (qd_figures_get_plan (figures)), collect, records);
  for (guint i = 0; i < records->len; i++)
    {
      QdRecord *record = g_ptr_array_index (records, i);

      for (guint j = 0; j < qd_record_get_info (record)->n_fields; j++)
        if (qd_figures_repeats (figures, record, j, qd_record_get_value (record, j)))
          {
            qd_record_set_text (record, j, NULL);
            n++;
          }
    }

  return n;
}
