#include "qd-findings.h"

#include "qd-test-plan.h"
#include "qd-test-seed.h"

#include "build-plan.h"

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
    "The risk “Partnership scope creep” is likely and grave, and nobody owns it.",
    "Nobody owns Partnership scope creep" },
  { "approval.placeholder", QD_SEVERITY_WARNING, QD_LIST_APPROVALS, "VP Engineering", QD_PAGE_APPROVALS,
    "Nobody is named to approve as VP Engineering: “[Name]” is a placeholder.",
    "Nobody is named to approve as VP Engineering" },
  { "approval.placeholder", QD_SEVERITY_WARNING, QD_LIST_APPROVALS, "CPO", QD_PAGE_APPROVALS,
    "Nobody is named to approve as CPO: “[Name]” is a placeholder.", "Nobody is named to approve as CPO" },
  { "approval.placeholder", QD_SEVERITY_WARNING, QD_LIST_APPROVALS, "CTO", QD_PAGE_APPROVALS,
    "Nobody is named to approve as CTO: “[Name]” is a placeholder.", "Nobody is named to approve as CTO" },
  { "score.no-cause", QD_SEVERITY_NOTE, QD_LIST_KEY_RESULTS, "SLO compliance", QD_PAGE_LAST_QUARTER,
    "“SLO compliance” scored only 0.3, and no cause is given.", "SLO compliance: no cause for 0.3" },
  { "score.no-cause", QD_SEVERITY_NOTE, QD_LIST_KEY_RESULTS, "Reduce on-call pages", QD_PAGE_LAST_QUARTER,
    "“Reduce on-call pages” scored only 0, and no cause is given.", "Reduce on-call pages: no cause for 0" },
  { "score.no-cause", QD_SEVERITY_NOTE, QD_LIST_KEY_RESULTS, "Zero SEV1 incidents", QD_PAGE_LAST_QUARTER,
    "“Zero SEV1 incidents” scored only 0, and no cause is given.", "Zero SEV1 incidents: no cause for 0" },
  { "capacity.team-assumed", QD_SEVERITY_NOTE, QD_LIST_OBJECTIVES, "Deliver Partnership Features", QD_PAGE_OBJECTIVES,
    "Checkout and Growth share 450 points of “Deliver Partnership Features”; nobody said how, so the split by capacity "
    "is assumed.", "The split of 450 points is assumed" },
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
  g_assert_cmpuint (qd_findings_count (findings, QD_SEVERITY_NOTE), ==, 7);
  g_assert_cmpuint (qd_findings_count (findings, QD_SEVERITY_NONE), ==, 17);
}

/* Accepted findings are there, marked and behind all others, but count for nothing. */
static void
test_accepted (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = qd_findings_compute (figures);
  g_autoptr (GPtrArray) after = NULL;
  const QdFinding *first;
  const QdFinding *security = g_ptr_array_index (findings, 0);
  QdRecord *root = qd_plan_get_root (plan);

  build_record (root, QD_LIST_ACCEPTED, "x1", QD_ACCEPTED_RULE, "capacity.team-over", QD_ACCEPTED_RECORD,
                security->record, END);
  build_record (root, QD_LIST_ACCEPTED, "x2", QD_ACCEPTED_RULE, "allocation.uncategorised", END);
  after = qd_findings_compute (figures);

  g_assert_cmpuint (after->len, ==, findings->len);
  g_assert_cmpuint (qd_findings_count (after, QD_SEVERITY_ERROR), ==, 0);
  g_assert_cmpuint (qd_findings_count (after, QD_SEVERITY_NONE), ==, findings->len - 2);
  g_assert_false (((QdFinding *) g_ptr_array_index (after, after->len - 3))->accepted);
  g_assert_cmpstr (((QdFinding *) g_ptr_array_index (after, after->len - 2))->rule, ==, "capacity.team-over");
  g_assert_true (((QdFinding *) g_ptr_array_index (after, after->len - 2))->accepted);
  g_assert_true (((QdFinding *) g_ptr_array_index (after, after->len - 1))->accepted);
  g_assert_cmpint (qd_findings_worst (after, QD_PAGE_CAPACITY), ==, QD_SEVERITY_WARNING);


  g_assert_cmpuint (qd_findings_count_rule (after, "capacity.team-over", &first), ==, 0);
  g_assert_null (first);
  g_assert_cmpuint (qd_findings_count_rule (after, "approval.placeholder", &first), ==, 3);
  g_assert_cmpstr (first->rule, ==, "approval.placeholder");
}

static void
test_pages (void)
{
  static const struct
  {
    QdPageId   page;
    QdSeverity worst;
    guint      n_findings;
  } pages[] = {
    { QD_PAGE_OVERVIEW, QD_SEVERITY_ERROR, 17 },      { QD_PAGE_LAST_QUARTER, QD_SEVERITY_WARNING, 5 },
    { QD_PAGE_CONTEXT, QD_SEVERITY_WARNING, 2 },      { QD_PAGE_CAPACITY, QD_SEVERITY_ERROR, 3 },
    { QD_PAGE_OBJECTIVES, QD_SEVERITY_NOTE, 2 },      { QD_PAGE_RISKS, QD_SEVERITY_WARNING, 1 },
    { QD_PAGE_APPROVALS, QD_SEVERITY_WARNING, 3 },    { QD_PAGE_COMMUNICATION, QD_SEVERITY_NOTE, 1 },
    { QD_PAGE_DEPENDENCIES, QD_SEVERITY_NONE, 0 },    { QD_PAGE_NOT_DOING, QD_SEVERITY_NONE, 0 },
    { QD_PAGE_TRADE_OFFS, QD_SEVERITY_ERROR, 1 },
    { QD_PAGE_CRITERIA, QD_SEVERITY_NONE, 0 },        { QD_PAGE_REVIEWS, QD_SEVERITY_NONE, 0 },
  };
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) all = qd_findings_compute (figures);
  g_autoptr (QdFindings) findings = qd_findings_new (figures);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_assert_cmpint (qd_findings_worst (all, pages[i].page), ==, pages[i].worst);
      g_assert_cmpuint (qd_findings_get_page (findings, pages[i].page)->len, ==, pages[i].n_findings);
    }
}

/* A plan that somebody has just begun is not scolded for what is not there yet. */
static void
test_empty (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = NULL;

  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_QUARTER, "Q2 2024");
  findings = qd_findings_compute (figures);

  g_assert_cmpuint (findings->len, ==, 0);
}

static const struct
{
  const char *id;
  guint       seed;
  guint       empty;
} steps[] = {
  { "score", 0, 1 },        { "baselines", 1, 0 },     { "lessons", 0, 1 },    { "quarter", 0, 1 },
  { "planning-date", 0, 1 }, { "facilitator", 0, 1 },  { "priorities", 1, 1 }, { "teams", 0, 1 },
  { "allocation", 0, 1 },   { "objectives", 0, 1 },    { "targets", 0, 1 },    { "points", 0, 1 },
  { "categories", 13, 1 },  { "capacity", 1, 0 },      { "risks", 4, 0 },      { "criteria", 0, 1 },
  { "communication", 0, 1 }, { "reviews", 0, 1 },      { "approvers", 3, 1 },
};

static void
check_steps (QdPlan  *plan,
             gboolean empty,
             guint    n_done)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = qd_findings_compute (figures);
  g_autoptr (GArray) computed = qd_steps_compute (figures, findings);

  g_assert_cmpuint (computed->len, ==, G_N_ELEMENTS (steps));
  for (guint i = 0; i < computed->len; i++)
    {
      const QdStep *step = &g_array_index (computed, QdStep, i);

      g_assert_cmpstr (step->id, ==, steps[i].id);
      g_assert_cmpuint (step->count, ==, empty ? steps[i].empty : steps[i].seed);
      g_assert_cmpint (step->done, ==, step->count == 0);
      g_assert_cmpint (*step->label, !=, '\0');
      g_assert_cmpint (step->page, <, QD_N_PAGES);
    }
  g_assert_cmpuint (qd_steps_count_done (computed), ==, n_done);
}

static void
test_steps (void)
{
  g_autoptr (QdPlan) seed = qd_test_seed_plan ();
  g_autoptr (QdPlan) empty = qd_plan_new ();

  check_steps (seed, FALSE, 13);
  check_steps (empty, TRUE, 3);
}

/* Whatever is in a plan: findings are about records it has, in order, with sentences, and fixes that can be applied. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint n = 0; n < 150; n++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 1 + n % 60);
      g_autoptr (QdFigures) figures = qd_figures_new (plan);
      g_autoptr (GPtrArray) findings = qd_findings_compute (figures);
      QdSeverity severity = QD_SEVERITY_ERROR;

      for (guint i = 0; i < findings->len; i++)
        {
          const QdFinding *finding = g_ptr_array_index (findings, i);
          g_autoptr (GPtrArray) fixes = qd_finding_get_fixes (finding, figures);

          g_assert_cmpint (finding->severity, <=, severity);
          severity = finding->severity;
          g_assert_nonnull (qd_plan_find (plan, finding->record));
          g_assert_true (g_utf8_validate (finding->message, -1, NULL));
          g_assert_true (g_utf8_validate (finding->short_message, -1, NULL));

          for (guint j = 0; j < fixes->len; j++)
            {
              const QdFix *fix = g_ptr_array_index (fixes, j);
              g_autoptr (QdPlan) copy = qd_plan_copy (plan);
              g_autoptr (GError) error = NULL;
              g_autoptr (QdChange) inverse = qd_plan_apply (copy, fix->change, &error);

              g_assert_no_error (error);
              g_assert_false (qd_plan_equal (copy, plan));
            }
        }
    }
}

static void
assert_same (GPtrArray *findings,
             GPtrArray *expected_findings)
{
  for (guint i = 0; i < MIN (findings->len, expected_findings->len); i++)
    {
      const QdFinding *a = g_ptr_array_index (findings, i);
      const QdFinding *b = g_ptr_array_index (expected_findings, i);

      g_assert_cmpstr (a->rule, ==, b->rule);
      g_assert_cmpstr (a->record, ==, b->record);
      g_assert_cmpstr (a->message, ==, b->message);
      g_assert_cmpstr (a->short_message, ==, b->short_message);
      g_assert_cmpint (a->severity, ==, b->severity);
      g_assert_cmpint (a->list, ==, b->list);
      g_assert_cmpint (a->page, ==, b->page);
      g_assert_cmpint (a->accepted, ==, b->accepted);
    }
  g_assert_cmpuint (findings->len, ==, expected_findings->len);
}

/* Changes the plan, or undoes what was changed last. */
static void
edit_at_random (GRand     *rand,
                QdPlan    *plan,
                GPtrArray *inverses,
                guint      n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    {
      gboolean undo = inverses->len > 0 && g_rand_int_range (rand, 0, 3) == 0;
      g_autoptr (QdChange) change = undo ? g_ptr_array_steal_index (inverses, inverses->len - 1)
                                         : qd_test_random_change (rand, plan);
      QdChange *inverse = qd_plan_apply (plan, change, NULL);

      g_assert_true (inverse != NULL || !undo);
      if (undo)
        qd_change_unref (inverse);
      else if (inverse != NULL)
        g_ptr_array_add (inverses, inverse);
    }
}

/* Keeps a set of findings that holds what is found if it is told of all that comes and goes. */
static void
findings_changed_cb (QdFindings *findings,
                     GPtrArray  *went,
                     GPtrArray  *came,
                     GHashTable *known)
{
  g_assert_cmpuint (went->len + came->len, >, 0);
  for (guint i = 0; i < went->len; i++)
    g_assert_true (g_hash_table_remove (known, g_ptr_array_index (went, i)));
  for (guint i = 0; i < came->len; i++)
    g_assert_true (g_hash_table_add (known, qd_finding_ref (g_ptr_array_index (came, i))));
}

static void
assert_known (QdFindings *findings,
              GHashTable *known)
{
  GPtrArray *list = qd_findings_get_list (findings);

  g_assert_cmpuint (g_hash_table_size (known), ==, list->len);
  for (guint i = 0; i < list->len; i++)
    g_assert_true (g_hash_table_contains (known, g_ptr_array_index (list, i)));
}

static void
assert_pages (QdFindings *findings,
              GPtrArray  *anew)
{
  for (guint page = QD_PAGE_OVERVIEW + 1; page < QD_N_PAGES; page++)
    {
      g_autoptr (GPtrArray) of_page = g_ptr_array_new ();

      for (guint i = 0; i < anew->len; i++)
        if (qd_finding_is_on_page (g_ptr_array_index (anew, i), (QdPageId) page))
          g_ptr_array_add (of_page, g_ptr_array_index (anew, i));
      assert_same (qd_findings_get_page (findings, (QdPageId) page), of_page);
    }
}

static void
assert_about (QdFindings *findings,
              QdPlan     *plan,
              GPtrArray  *anew)
{
  for (guint i = 0; i < anew->len; i++)
    {
      const char *id = ((const QdFinding *) g_ptr_array_index (anew, i))->record;
      g_autoptr (GPtrArray) about = qd_findings_get_about (findings, qd_plan_find (plan, id));
      g_autoptr (GPtrArray) expected_about = g_ptr_array_new ();

      for (guint j = 0; j < anew->len; j++)
        {
          const QdFinding *other = g_ptr_array_index (anew, j);

          if (!other->accepted && g_str_equal (other->record, id))
            g_ptr_array_add (expected_about, (gpointer) other);
        }
      assert_same (about, expected_about);
    }
}

/* Findings that follow a plan are those that are found anew, whatever was edited in between. */
static void
test_following (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint n = 0; n < 25; n++)
    {
      g_autoptr (QdPlan) plan = n == 0 ? qd_test_seed_plan () : qd_test_random_plan (rand, 10 + 4 * n);
      g_autoptr (QdFigures) figures = qd_figures_new (plan);
      g_autoptr (QdFindings) findings = qd_findings_new (figures);
      g_autoptr (GPtrArray) inverses = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_change_unref);
      g_autoptr (GHashTable) known = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) qd_finding_free, NULL);
      GPtrArray *list = qd_findings_get_list (findings);

      for (guint i = 0; i < list->len; i++)
        g_hash_table_add (known, qd_finding_ref (g_ptr_array_index (list, i)));
      g_signal_connect (findings, "changed", G_CALLBACK (findings_changed_cb), known);

      for (guint i = 0; i < 100; i++)
        {
          g_autoptr (GPtrArray) anew = qd_findings_compute (figures);

          assert_same (qd_findings_get_list (findings), anew);
          assert_known (findings, known);
          assert_pages (findings, anew);
          if (i % 10 == 0)
            assert_about (findings, plan, anew);
          edit_at_random (rand, plan, inverses, 1 + i % 3);
        }
    }
}

static gpointer
copy_finding (gconstpointer finding,
              gpointer      user_data)
{
  return qd_finding_ref ((QdFinding *) finding);
}

/* What counts for the whole plan, and what is known by its words. */
static void
test_following_settings (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdFindings) findings = qd_findings_new (figures);
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *objective = qd_list_get (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 0);
  const struct
  {
    QdRecord   *record;
    guint       field;
    const char *text;
  } edits[] = {
    { root, QD_PLAN_QUARTER, "Q1 2024" },
    { root, QD_PLAN_PLANNING_DATE, "2024-06-20" },
    { qd_list_get (qd_plan_get_list (plan, QD_LIST_APPROVALS), 0), QD_APPROVAL_APPROVED, "no" },
    { root, QD_PLAN_STATE, "approved" },
    { qd_plan_get_single (plan, QD_LIST_SETTINGS), QD_SETTINGS_MAX_KEY_RESULTS, "2" },
    { objective, QD_OBJECTIVE_TITLE, "Expansion" },
    { objective, QD_OBJECTIVE_SUPPORTS, "priority-1" },
    { qd_list_get (qd_plan_get_list (plan, QD_LIST_TEAMS), 1), QD_TEAM_NAME, "Checkout" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GPtrArray) before = g_ptr_array_copy (qd_findings_get_list (findings), copy_finding, NULL);
      g_autoptr (GPtrArray) anew = NULL;
      gboolean differs;

      qd_record_set_text (edits[i].record, edits[i].field, edits[i].text);
      anew = qd_findings_compute (figures);
      differs = before->len != anew->len;
      for (guint j = 0; j < before->len && !differs; j++)
        differs = !g_str_equal (((QdFinding *) g_ptr_array_index (before, j))->message,
                                ((QdFinding *) g_ptr_array_index (anew, j))->message);
      g_assert_true (differs); /* or the edit would prove nothing */
      assert_same (qd_findings_get_list (findings), anew);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/findings/seed", test_seed);
  g_test_add_func ("/findings/accepted", test_accepted);
  g_test_add_func ("/findings/pages", test_pages);
  g_test_add_func ("/findings/empty", test_empty);
  g_test_add_func ("/findings/steps", test_steps);
  g_test_add_func ("/findings/random", test_random);
  g_test_add_func ("/findings/following", test_following);
  g_test_add_func ("/findings/following-settings", test_following_settings);

  return g_test_run ();
}
