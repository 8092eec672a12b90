#include "qd-figures.h"

#include <math.h>

#include "qd-number.h"
#include "qd-plan-private.h"
#include "qd-test-seed.h"

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 0.005)

typedef struct
{
  QdPlan    *plan;
  QdFigures *figures;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 25, G_DATE_MARCH, 2024);
  fixture->plan = qd_test_seed_plan ();
  fixture->figures = qd_figures_new (fixture->plan);
  qd_figures_set_today (fixture->figures, &today);
}

/* Whatever a test did, figures that followed it are those of the plan as it is now. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr (QdFigures) fresh = qd_figures_new (fixture->plan);
  g_autofree char *difference = NULL;

  qd_figures_set_today (fresh, qd_figures_get_today (fixture->figures));
  if (!qd_figures_equal (fixture->figures, fresh, &difference))
    g_error ("figures that followed the changes differ from fresh ones: %s", difference);

  g_assert_finalize_object (g_steal_pointer (&fixture->figures));
  g_clear_object (&fresh);
  g_assert_finalize_object (g_steal_pointer (&fixture->plan));
}

static QdRecord *
find (Fixture    *fixture,
      const char *id)
{
  QdRecord *record = qd_plan_find (fixture->plan, id);

  g_assert_nonnull (record);

  return record;
}

static const QdTeamFigures *
team (Fixture *fixture,
      guint    number)
{
  g_autofree char *id = g_strdup_printf ("team-%u", number);

  return qd_figures_team (fixture->figures, find (fixture, id));
}

static const QdTotals *
totals (Fixture *fixture)
{
  return qd_figures_totals (fixture->figures);
}

static void
test_seed_teams (Fixture       *fixture,
                 gconstpointer  user_data)
{
  static const struct
  {
    double committed;
    double capacity;
    double assumed;
    double load;
  } expected[] = {
    { 276.92, 416, 276.92, 0.6657 }, { 230, 312, 0, 0.7372 }, { 173.08, 260, 173.08, 0.6657 },
    { 0, 208, 0, 0 },                { 180, 156, 0, 1.1538 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const QdTeamFigures *figures = team (fixture, i + 1);

      assert_near (figures->committed, expected[i].committed);
      assert_near (figures->capacity, expected[i].capacity);
      assert_near (figures->assumed, expected[i].assumed);
      assert_near (figures->load, expected[i].load);
      assert_near (figures->balance, expected[i].capacity - expected[i].committed);
      g_assert_false (figures->stated);
    }
}

static void
test_seed_totals (Fixture       *fixture,
                  gconstpointer  user_data)
{
  const QdTotals *figures = totals (fixture);

  g_assert_cmpfloat (figures->engineers, ==, 26);
  g_assert_false (figures->engineers_stated);
  g_assert_cmpfloat (figures->capacity, ==, 1352);
  g_assert_false (figures->capacity_stated);
  g_assert_cmpfloat (figures->committed, ==, 860);
  g_assert_cmpfloat (figures->requested, ==, 0);
  assert_near (figures->load, 0.6361);
  g_assert_cmpfloat (figures->over, ==, 24);
  g_assert_cmpfloat (figures->free, ==, 516);
  g_assert_cmpuint (figures->n_over, ==, 1);
  g_assert_cmpfloat (figures->unassigned, ==, 0);
  g_assert_cmpfloat (figures->uncategorised, ==, 860);
  g_assert_cmpuint (figures->n_uncategorised, ==, 13);
  assert_near (figures->share, 1);
  g_assert_true (isnan (figures->drift));
  g_assert_cmpuint (figures->n_open_risks, ==, 4);
  g_assert_cmpuint (figures->n_critical_risks, ==, 1);
  g_assert_cmpuint (figures->n_objectives, ==, 3);
  g_assert_cmpuint (figures->n_key_results_planned, ==, 11);
  g_assert_cmpuint (figures->n_initiatives, ==, 13);
  g_assert_cmpuint (figures->n_committed, ==, 13);
}

static void
test_seed_scores (Fixture       *fixture,
                  gconstpointer  user_data)
{
  const QdTotals *figures = totals (fixture);

  g_assert_cmpfloat (figures->score, ==, 0.59375);
  g_assert_false (figures->score_stated);
  g_assert_cmpfloat (figures->score_objectives, ==, 0.625);
  assert_near (figures->score_computed, 0.6357);
  g_assert_cmpfloat (figures->score_target, ==, 0.7);
  g_assert_cmpint (figures->band, ==, QD_BAND_PARTLY);
  g_assert_cmpuint (figures->n_key_results, ==, 8);
  g_assert_cmpuint (figures->n_scored, ==, 8);
  g_assert_cmpuint (figures->n_computed, ==, 7);
  g_assert_cmpuint (figures->n_stated, ==, 1);

  qd_record_set_text (qd_plan_get_single (fixture->plan, QD_LIST_SETTINGS), QD_SETTINGS_SCORE_MEAN, "objectives");
  g_assert_cmpfloat (totals (fixture)->score_mean, ==, 0.625);
  g_assert_true (totals (fixture)->score_stated);
  g_assert_cmpfloat (totals (fixture)->score, ==, 0.59);
}

static void
test_seed_allocation (Fixture       *fixture,
                      gconstpointer  user_data)
{
  static const double expected[] = { 676, 338, 203, 135 };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      QdRecord *category = qd_list_get (qd_plan_get_list (fixture->plan, QD_LIST_ALLOCATION), i);
      const QdCategoryFigures *figures = qd_figures_category (fixture->figures, category);

      g_assert_cmpfloat (figures->computed, ==, expected[i]);
      g_assert_false (figures->stated);
      g_assert_cmpfloat (figures->points, ==, expected[i]);
      g_assert_cmpfloat (figures->committed, ==, 0);
      g_assert_true (isnan (figures->committed_share));
    }
}

static void
test_seed_objectives (Fixture       *fixture,
                      gconstpointer  user_data)
{
  static const struct
  {
    const char *id;
    double      points;
    double      assumed;
    double      load;
    guint       n_key_results;
    guint       n_initiatives;
    double      score;
  } expected[] = {
    { "objective-1", 230, 0, 0.7372, 4, 4, NAN }, { "objective-2", 450, 450, 0.6657, 3, 6, NAN },
    { "objective-3", 180, 0, 1.1538, 4, 3, NAN }, { "review-1", 0, 0, NAN, 3, 0, 0.9 },
    { "review-2", 0, 0, NAN, 3, 0, 0.1 },         { "review-3", 0, 0, NAN, 2, 0, 0.875 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const QdObjectiveFigures *figures = qd_figures_objective (fixture->figures, find (fixture, expected[i].id));

      g_assert_cmpfloat (figures->points, ==, expected[i].points);
      g_assert_cmpfloat (figures->assumed, ==, expected[i].assumed);
      g_assert_cmpuint (figures->n_key_results, ==, expected[i].n_key_results);
      g_assert_cmpuint (figures->n_initiatives, ==, expected[i].n_initiatives);
      g_assert_true (isnan (figures->confidence));
      g_assert_true (qd_number_equal (figures->score, expected[i].score));
      if (isnan (expected[i].load))
        g_assert_true (isnan (figures->load));
      else
        assert_near (figures->load, expected[i].load);
    }
}

/* All stated figures of the seed repeat computed ones but that of the service level, which cannot be computed. */
static void
test_repeated (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr (QdChange) change = qd_figures_drop_repeated (fixture->figures, "Follow");
  g_autoptr (QdChange) undo = NULL;
  g_autoptr (QdChange) nothing = NULL;

  g_assert_cmpuint (qd_change_get_n_ops (change), ==, 2 + 1 + 5 + 4 + 7);

  undo = qd_plan_apply (fixture->plan, change, NULL);
  g_assert_nonnull (undo);
  g_assert_cmpfloat (qd_record_get_number (find (fixture, "review-2-kr-1"), QD_KEY_RESULT_STATED), ==, 0.3);
  test_seed_teams (fixture, NULL);
  test_seed_totals (fixture, NULL);
  test_seed_allocation (fixture, NULL);

  qd_record_set_number (find (fixture, "team-1"), QD_TEAM_ENGINEERS, 9);
  g_assert_cmpfloat (team (fixture, 1)->capacity, ==, 468);
  g_assert_cmpfloat (totals (fixture)->capacity, ==, 1404);

  nothing = qd_figures_drop_repeated (fixture->figures, "Follow");
  g_assert_cmpuint (qd_change_get_n_ops (nothing), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/figures/seed/teams", test_seed_teams);
  ADD ("/figures/seed/totals", test_seed_totals);
  ADD ("/figures/seed/scores", test_seed_scores);
  ADD ("/figures/seed/allocation", test_seed_allocation);
  ADD ("/figures/seed/objectives", test_seed_objectives);
  ADD ("/figures/repeated", test_repeated);

  return g_test_run ();
}
