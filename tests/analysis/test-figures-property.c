#include "qd-figures.h"

#include <math.h>

#include "qd-plan-private.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

/* Whatever happens to a plan, figures that followed it equal, to the last bit, those computed from nothing. */

#define N_PLANS 12
#define N_CHANGES 400

/* Values that bring about what figures tell apart: names that match, shares, units, bounds, dates. */
static const struct
{
  QdRecordType type;
  guint        field;
  const char  *texts[12];
} edits[] = {
  { QD_RECORD_TEAM, QD_TEAM_NAME,
    { "Checkout", "Platform", "Growth", "Data", "Security", "Data", "Growth Platform", "" } },
  { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, { "0", "3", "7.5", "", "many", "40" } },
  { QD_RECORD_TEAM, QD_TEAM_DAYS, { "52", "65", "", "0" } },
  { QD_RECORD_TEAM, QD_TEAM_STATED_POINTS, { "416", "100", "" } },
  { QD_RECORD_TEAM, QD_TEAM_AVAILABILITY, { "80", "100", "33.3" } },
  { QD_RECORD_TEAM, QD_TEAM_RESERVE, { "20", "0" } },
  { QD_RECORD_JOINER, QD_JOINER_START, { "April 15", "May 1", "August 1", "soon" } },
  { QD_RECORD_CATEGORY, QD_CATEGORY_NAME, { "Features", "Reliability", "Debt", "Platform", "" } },
  { QD_RECORD_CATEGORY, QD_CATEGORY_PERCENT, { "50", "25", "33.3", "", "0" } },
  { QD_RECORD_OBJECTIVE, QD_OBJECTIVE_OWNER,
    { "Platform Team", "Checkout + Growth Teams", "All teams", "", "Nobody", "Growth Platform", "Data, Security" } },
  { QD_RECORD_OBJECTIVE, QD_OBJECTIVE_CATEGORY, { "Features", "debt", "", "Other" } },
  { QD_RECORD_INITIATIVE, QD_INITIATIVE_POINTS, { "50", "33.333333", "0", "", "lots", "7" } },
  { QD_RECORD_INITIATIVE, QD_INITIATIVE_TEAMS,
    { "", "Checkout 70%, Growth 30%", "Everyone", "Platform + Data", "Data 50%", "Contractors",
      "Checkout 60%, QA 40%" } },
  { QD_RECORD_INITIATIVE, QD_INITIATIVE_CATEGORY, { "", "Reliability", "Platform", "Other" } },
  { QD_RECORD_INITIATIVE, QD_INITIATIVE_STATUS, { "planned", "stretch", "cut", "?" } },
  { QD_RECORD_INITIATIVE, QD_INITIATIVE_IMPACT, { "8", "", "12" } },
  { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_TO, { "Platform", "Partner IT", "All teams", "Checkout + Data" } },
  { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_POINTS, { "10", "", "25.5" } },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_TARGET,
    { "25% → 20%", "99.9%", "≥8", "≤1", "May 15", "", "3 tests", "0", "done" } },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_BASELINE, { "", "30%", "4", "~50" } },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_ACTUAL, { "21%", "8", "0", "done", "", "May 14", "99.95%", "2 tests" } },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_STATED, { "0.3", "", "1", "0.8" } },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_WEIGHT, { "1", "2.5", "0" } },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_CONFIDENCE, { "7", "", "3.3" } },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_KIND, { "cumulative", "", "milestone", "level" } },
  { QD_RECORD_RISK, QD_RISK_STATUS, { "open", "resolved", "accepted" } },
  { QD_RECORD_RISK, QD_RISK_LIKELIHOOD, { "high", "low", "" } },
  { QD_RECORD_PLAN, QD_PLAN_QUARTER, { "Q2 2024", "Q3 2024", "later" } },
  { QD_RECORD_PLAN, QD_PLAN_STATED_CAPACITY, { "", "1000" } },
  { QD_RECORD_REVIEW, QD_REVIEW_STATED_SCORE, { "", "0.5" } },
  { QD_RECORD_REVIEW, QD_REVIEW_QUARTER, { "", "Q1 2024", "Q2 2024" } },
  { QD_RECORD_SETTINGS, QD_SETTINGS_SCORE_MEAN, { "objectives", "weighted", "key-results" } },
  { QD_RECORD_SETTINGS, QD_SETTINGS_POINTS_PER_DAY, { "1", "0.7" } },
  { QD_RECORD_SETTINGS, QD_SETTINGS_HOLIDAYS, { "", "April 1, May 27" } },
  { QD_RECORD_SETTINGS, QD_SETTINGS_BAND_HIGH, { "0.7", "0.9" } },
};

typedef struct
{
  QdRecordType type;
  GPtrArray   *records;
} Collection;

static void
collect (QdRecord *record,
         gpointer  user_data)
{
  Collection *collection = user_data;

  if (qd_record_get_record_type (record) == collection->type)
    g_ptr_array_add (collection->records, record);
}

static QdRecord *
pick (GRand        *rand,
      QdPlan       *plan,
      QdRecordType  type)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  Collection collection = { type, records };

  qd_record_foreach (qd_plan_get_root (plan), collect, &collection);

  return records->len > 0 ? g_ptr_array_index (records, g_rand_int_range (rand, 0, (int) records->len)) : NULL;
}

static void
edit (GRand  *rand,
      QdPlan *plan)
{
  guint which = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (edits));
  QdRecord *record = pick (rand, plan, edits[which].type);
  guint n = 0;

  while (n < G_N_ELEMENTS (edits[which].texts) && edits[which].texts[n] != NULL)
    n++;
  if (record != NULL)
    qd_record_set_text (record, edits[which].field, edits[which].texts[g_rand_int_range (rand, 0, (int) n)]);
}

/* Order tells which of two of the same name is meant, and who gets a point that is left over. */
static void
move (GRand  *rand,
      QdPlan *plan)
{
  QdList *list = qd_plan_get_list (plan, g_rand_boolean (rand) ? QD_LIST_TEAMS : QD_LIST_ALLOCATION);
  int length = (int) qd_list_get_length (list);

  if (length > 1)
    qd_list_move (list, (guint) g_rand_int_range (rand, 0, length), (guint) g_rand_int_range (rand, 0, length));
}

static void
set_today (QdFigures *figures)
{
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 15, G_DATE_MAY, 2024);
  qd_figures_set_today (figures, &today);
}

static void
apply_random (GRand  *rand,
              QdPlan *plan)
{
  g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
  g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, NULL);

  g_assert_nonnull (inverse);

  /* Most are undone, so that the plan does not wither; both ways are followed. */
  if (g_rand_int_range (rand, 0, 3) > 0)
    {
      g_autoptr (QdChange) redo = qd_plan_apply (plan, inverse, NULL);

      g_assert_nonnull (redo);
    }
}

static void
assert_current (QdFigures *followed,
                guint      plan_number,
                guint      step)
{
  g_autoptr (QdFigures) fresh = qd_figures_new (qd_figures_get_plan (followed));
  g_autofree char *difference = NULL;

  set_today (fresh);
  if (!qd_figures_equal (followed, fresh, &difference))
    g_error ("plan %u, step %u: %s", plan_number, step, difference);
}

static void
test_follow (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < N_PLANS; i++)
    {
      g_autoptr (QdPlan) plan = i % 3 == 0 ? qd_test_random_plan (rand, 80) : qd_test_seed_plan ();
      g_autoptr (QdFigures) figures = qd_figures_new (plan);

      set_today (figures);
      for (guint step = 0; step < N_CHANGES; step++)
        {
          if (g_rand_int_range (rand, 0, 4) == 0)
            apply_random (rand, plan);
          else if (g_rand_int_range (rand, 0, 10) == 0)
            move (rand, plan);
          else
            edit (rand, plan);

          /* Sometimes several changes wait together, and sometimes one figure is read in between. */
          if (g_rand_int_range (rand, 0, 8) == 0)
            qd_figures_totals (figures);
          if (g_rand_int_range (rand, 0, 3) == 0)
            assert_current (figures, i, step);
        }
      assert_current (figures, i, N_CHANGES);
    }
}

static gboolean
same_figure (double a,
             double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static void
assert_stated_one (QdRecord *record,
                   gpointer  user_data)
{
  QdFigures *const *figures = user_data;
  QdRecord *objective = qd_record_get_parent (record);

  switch ((guint) qd_record_get_record_type (record))
    {
    case QD_RECORD_TEAM:
      g_assert_true (same_figure (qd_figures_team (figures[0], record)->capacity,
                                  qd_figures_team (figures[1], record)->capacity));
      break;
    case QD_RECORD_CATEGORY:
      g_assert_true (same_figure (qd_figures_category (figures[0], record)->points,
                                  qd_figures_category (figures[1], record)->points));
      break;
    case QD_RECORD_KEY_RESULT:
      if (qd_list_get_id (qd_record_get_owner_list (objective)) == QD_LIST_REVIEW_OBJECTIVES)
        g_assert_true (same_figure (qd_figures_key_result (figures[0], record)->score,
                                    qd_figures_key_result (figures[1], record)->score));
      break;
    default:
      break;
    }
}

/* What a document states is the same where nothing else is computed. Nothing else is, until it is asked for; from then on
 * there is no difference. */
static void
test_stated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < N_PLANS; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_seed_plan ();
      g_autoptr (QdFigures) stated = qd_figures_new_stated (plan);
      g_autoptr (QdFigures) all = qd_figures_new (plan);
      QdFigures *both[] = { stated, all };
      const QdTotals *some = qd_figures_totals (stated);

      set_today (stated);
      for (guint step = 0; step < N_CHANGES / 10; step++)
        edit (rand, plan);
      g_assert_true (same_figure (qd_figures_totals (stated)->engineers, qd_figures_totals (all)->engineers));
      g_assert_true (same_figure (some->capacity, qd_figures_totals (all)->capacity));
      g_assert_true (same_figure (some->score, qd_figures_totals (all)->score));
      g_assert_cmpuint (some->n_initiatives, ==, 0);
      qd_record_foreach (qd_plan_get_root (plan), assert_stated_one, both);
      g_assert_cmpuint (qd_figures_totals (stated)->n_initiatives, ==, 0);

      for (guint step = 0; i % 2 == 0 && step < N_CHANGES / 10; step++)
        apply_random (rand, plan);
      qd_figures_initiative (stated, pick (rand, plan, QD_RECORD_INITIATIVE));
      assert_current (stated, i, 0);
    }
}

/* What a copy of the plan gives is the same; what another plan gives is not. */
static void
test_equal (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdPlan) copy = qd_plan_copy (plan);
  g_autoptr (QdFigures) a = qd_figures_new (plan);
  g_autoptr (QdFigures) b = qd_figures_new (copy);
  g_autofree char *difference = NULL;

  g_assert_true (qd_figures_equal (a, b, &difference));
  g_assert_null (difference);

  qd_record_set_number (qd_plan_find (copy, "o1-i-1"), QD_INITIATIVE_POINTS, 51);
  g_assert_false (qd_figures_equal (a, b, &difference));
  g_assert_cmpstr (difference, ==, "committed of the plan is 860 and 861");
}

/* A list tells of a new record before the plan does: figures know it already when they are asked then. */
static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  QdFigures  *figures)
{
  if (added == 0)
    {
      g_assert_cmpfloat (qd_figures_totals (figures)->n_objectives, >, 0);
      return;
    }

  g_assert_cmpfloat (qd_figures_objective (figures, qd_list_get (QD_LIST (list), position))->points, ==, 5);
}

static void
test_early_reader (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdRecord) objective = qd_record_new (QD_RECORD_OBJECTIVE, "new");
  g_autoptr (QdRecord) initiative = qd_record_new (QD_RECORD_INITIATIVE, "new-i");
  QdList *list = qd_plan_get_list (plan, QD_LIST_OBJECTIVES);

  set_today (figures);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), figures);
  qd_record_set_number (initiative, QD_INITIATIVE_POINTS, 5);
  qd_record_set_text (initiative, QD_INITIATIVE_TEAMS, "Data");
  qd_list_append (qd_record_get_list (objective, QD_LIST_INITIATIVES), initiative);
  qd_list_append (list, objective);
  assert_current (figures, 0, 0);
  qd_list_remove (list, 3);
  assert_current (figures, 0, 1);
}

/* What several joiners miss is added up in their order, which the last digit of the sum depends on. */
static void
test_joiners_move (void)
{
  static const double counts[] = { 0.1, 0.2, 0.3, 0.6, 0.7, 1.1, 1.3 };
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  QdRecord *team = qd_plan_find (plan, "team-1");
  QdList *joiners = qd_record_get_list (team, QD_LIST_JOINERS);
  double before;
  guint n_changed = 0;

  set_today (figures);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (QdRecord) joiner = qd_record_new (QD_RECORD_JOINER, NULL);

      qd_record_set_text (joiner, QD_JOINER_START, i % 2 == 0 ? "May 1" : "April 15");
      qd_record_set_number (joiner, QD_JOINER_COUNT, counts[i]);
      qd_list_append (joiners, joiner);
    }

  before = qd_figures_team (figures, team)->missing;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      qd_list_move (joiners, i, 0);
      assert_current (figures, 0, i);
      n_changed += qd_figures_team (figures, team)->missing != before ? 1 : 0;
    }
  g_assert_cmpuint (n_changed, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/figures/property/follow", test_follow);
  g_test_add_func ("/figures/property/stated", test_stated);
  g_test_add_func ("/figures/property/equal", test_equal);
  g_test_add_func ("/figures/property/early-reader", test_early_reader);
  g_test_add_func ("/figures/property/joiners-move", test_joiners_move);

  return g_test_run ();
}
