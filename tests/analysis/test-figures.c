#include "figures-fixture.h"

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
  g_assert_cmpuint (qd_test_drop_repeated (fixture->figures), ==, 2 + 1 + 5 + 4 + 7);
  g_assert_cmpfloat (qd_record_get_number (find (fixture, "review-2-kr-1"), QD_KEY_RESULT_STATED), ==, 0.3);
  test_seed_teams (fixture, NULL);
  test_seed_totals (fixture, NULL);
  test_seed_allocation (fixture, NULL);

  qd_record_set_number (find (fixture, "team-1"), QD_TEAM_ENGINEERS, 9);
  g_assert_cmpfloat (team (fixture, 1)->capacity, ==, 468);
  g_assert_cmpfloat (totals (fixture)->capacity, ==, 1404);
  g_assert_cmpuint (qd_test_drop_repeated (fixture->figures), ==, 0);
}

static void
test_capacity (Fixture       *fixture,
               gconstpointer  user_data)
{
  static const struct
  {
    const char *engineers;
    const char *days;
    const char *availability;
    const char *per_day;
    const char *reserve;
    double      capacity;
  } cases[] = {
    { "8", "52", NULL, NULL, NULL, 416 }, { "8", "65", "80", NULL, NULL, 416 },
    { "8", "52", NULL, "0.5", NULL, 208 },
    { "8", "52", NULL, NULL, "25", 312 }, { "8", "65", "80", "0.5", "25", 156 },
    { "7.5", "52", NULL, NULL, NULL, 390 },
    { "0", "52", NULL, NULL, NULL, 0 }, { "8", "52", "0", NULL, NULL, 0 },
    { "8", "52", NULL, NULL, "100", 0 },
    { NULL, "52", NULL, NULL, NULL, NAN }, { "8", NULL, NULL, NULL, NULL, NAN },
    { "many", "52", NULL, NULL, NULL, NAN },
    { "8", "52", "most", NULL, NULL, NAN },   { "-8", "52", NULL, NULL, NULL, 0 },
  };

  drop_repeated (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_text (fixture, "team-1", QD_TEAM_ENGINEERS, cases[i].engineers);
      set_text (fixture, "team-1", QD_TEAM_DAYS, cases[i].days);
      set_text (fixture, "team-1", QD_TEAM_AVAILABILITY, cases[i].availability);
      set_text (fixture, "team-1", QD_TEAM_POINTS_PER_DAY, cases[i].per_day);
      set_text (fixture, "team-1", QD_TEAM_RESERVE, cases[i].reserve);

      g_test_message ("case %u", i);
      g_assert_true (qd_number_equal (team (fixture, 1)->capacity, cases[i].capacity));
      assert_near (totals (fixture)->capacity, 936 + (isnan (cases[i].capacity) ? 0 : cases[i].capacity));
    }
}

static void
test_unknown_capacity (Fixture       *fixture,
                       gconstpointer  user_data)
{
  drop_repeated (fixture);
  set_text (fixture, "team-5", QD_TEAM_ENGINEERS, NULL);

  g_assert_true (isnan (team (fixture, 5)->capacity));
  g_assert_true (isnan (team (fixture, 5)->load));
  g_assert_true (isnan (team (fixture, 5)->balance));
  g_assert_cmpfloat (team (fixture, 5)->committed, ==, 180);
  g_assert_cmpfloat (totals (fixture)->over, ==, 0);
  g_assert_cmpuint (totals (fixture)->n_over, ==, 0);
  g_assert_true (isnan (qd_figures_objective (fixture->figures, find (fixture, "objective-3"))->load));

  set_text (fixture, "team-5", QD_TEAM_STATED_POINTS, "150");
  g_assert_true (team (fixture, 5)->stated);
  g_assert_cmpfloat (team (fixture, 5)->capacity, ==, 150);
  g_assert_cmpfloat (totals (fixture)->over, ==, 30);
}

/* Q2 2024 has 65 working days, of which 22 are in April: a joiner of May 1 misses 22/65 of the 52 days. */
static void
test_joiners (Fixture       *fixture,
              gconstpointer  user_data)
{
  static const struct
  {
    const char *start;
    const char *count;
    const char *ramp_up;
    double      missing;
  } cases[] = {
    { "May 1", "1", NULL, 52 * 22.0 / 65 },
    { "May 1", "2", NULL, 2 * 52 * 22.0 / 65 },
    { "May 1", "1", "2", 52 * (22 + 5.0) / 65 },
    { "April 1", "1", NULL, 0 },
    { "March 4", "3", NULL, 0 },
    { "April 1", "1", "4", 52 * 10.0 / 65 },
    { "March 25", "1", "2", 52 * 2.5 / 65 },
    { "June 28", "1", "8", 52 * (64 + 0.5) / 65 },
    { "August 1", "1", NULL, 52 },
    { "August 1", "20", NULL, 416 },
    { "April", "1", NULL, 0 },
    { "soon", "1", NULL, 0 },
    { "May 1", "0", NULL, 0 },
  };

  drop_repeated (fixture);
  add (fixture, "team-1", QD_LIST_JOINERS, "joiner-1");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_text (fixture, "joiner-1", QD_JOINER_START, cases[i].start);
      set_text (fixture, "joiner-1", QD_JOINER_COUNT, cases[i].count);
      set_text (fixture, "joiner-1", QD_JOINER_RAMP_UP, cases[i].ramp_up);

      g_test_message ("case %u", i);
      assert_near (team (fixture, 1)->capacity, 416 - cases[i].missing);
      assert_near (MIN (team (fixture, 1)->missing, 8), cases[i].missing / 52);
    }

  /* April 1 a holiday: 21 of 64 days. */
  set_text (fixture, "joiner-1", QD_JOINER_START, "May 1");
  set_text (fixture, "joiner-1", QD_JOINER_COUNT, "1");
  qd_record_set_text (qd_plan_get_single (fixture->plan, QD_LIST_SETTINGS), QD_SETTINGS_HOLIDAYS, "April 1");
  assert_near (team (fixture, 1)->capacity, 416 - 52 * 21.0 / 64);

  qd_list_remove (qd_record_get_list (find (fixture, "team-1"), QD_LIST_JOINERS), 0);
  g_assert_cmpfloat (team (fixture, 1)->capacity, ==, 416);
}

static void
test_stated (Fixture       *fixture,
             gconstpointer  user_data)
{
  set_text (fixture, "team-1", QD_TEAM_STATED_POINTS, "400");
  g_assert_true (team (fixture, 1)->stated);
  g_assert_cmpfloat (team (fixture, 1)->computed, ==, 416);
  g_assert_cmpfloat (team (fixture, 1)->capacity, ==, 400);
  g_assert_cmpfloat (totals (fixture)->capacity_computed, ==, 1336);
  g_assert_true (totals (fixture)->capacity_stated);
  g_assert_cmpfloat (totals (fixture)->capacity, ==, 1352);

  set_text (fixture, "category-1", QD_CATEGORY_STATED_POINTS, "700");
  g_assert_true (qd_figures_category (fixture->figures, find (fixture, "category-1"))->stated);
  g_assert_cmpfloat (qd_figures_category (fixture->figures, find (fixture, "category-1"))->points, ==, 700);
  g_assert_cmpfloat (qd_figures_category (fixture->figures, find (fixture, "category-1"))->computed, ==, 676);

  qd_record_set_number (qd_plan_get_root (fixture->plan), QD_PLAN_STATED_ENGINEERS, 34);
  g_assert_true (totals (fixture)->engineers_stated);
  g_assert_cmpfloat (totals (fixture)->engineers, ==, 34);
}

/* Who carries 100 points: the parts of Checkout, Platform, Growth, Data, Security and nobody. */
static void
test_splits (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const struct
  {
    const char *owner;
    const char *teams;
    double      parts[6];
    gboolean    assumed;
    gboolean    unassigned;
  } cases[] = {
    { "Platform Team", NULL, { 0, 100 } },
    { "Platform Team", "Data", { 0, 0, 0, 100 } },
    { "Platform Team", "Checkout 70%, Growth 30%", { 70, 0, 30 } },
    { "Platform Team", "Checkout (60 %) & Growth", { 60, 0, 40 }, TRUE },
    { "Platform Team", "Checkout 60%, Growth, Data", { 60, 0, 22.2222, 17.7778 }, TRUE },
    { "Platform Team", "Checkout 30%, Growth 30%", { 50, 0, 50 }, TRUE },
    { "Platform Team", "Checkout 50%", { 100 }, TRUE },
    { "Platform Team", "Checkout 120%, Growth", { 100 }, TRUE },
    { "Platform Team", "Checkout 0%, Growth 0%", { 50, 0, 50 }, TRUE },
    { "Platform Team", "Checkout 70%, Contractors 30%", { 70, 0, 0, 0, 0, 30 } },
    { "Platform Team", "Contractors", { 0, 0, 0, 0, 0, 100 }, FALSE, TRUE },
    { "Checkout + Growth Teams", NULL, { 61.5385, 0, 38.4615 }, TRUE },
    { "All teams", NULL, { 30.7692, 23.0769, 19.2308, 15.3846, 11.5385 }, TRUE },
    { "", NULL, { 0, 0, 0, 0, 0, 100 }, FALSE, TRUE },
    { "Partner IT", NULL, { 0, 0, 0, 0, 0, 100 }, FALSE, TRUE },
  };

  for (guint i = 0; i < 3; i++)
    qd_list_remove (qd_plan_get_list (fixture->plan, QD_LIST_OBJECTIVES), 0);
  add (fixture, "plan", QD_LIST_OBJECTIVES, "o");
  add (fixture, "o", QD_LIST_INITIATIVES, "i");
  set_text (fixture, "i", QD_INITIATIVE_POINTS, "100");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const QdInitiativeFigures *initiative;
      double assumed = 0;
      double sum;

      g_test_message ("%s | %s", cases[i].owner, cases[i].teams);
      set_text (fixture, "o", QD_OBJECTIVE_OWNER, cases[i].owner);
      set_text (fixture, "i", QD_INITIATIVE_TEAMS, cases[i].teams);

      sum = totals (fixture)->unassigned;
      for (guint j = 0; j < 5; j++)
        {
          assert_near (team (fixture, j + 1)->committed, cases[i].parts[j]);
          sum += team (fixture, j + 1)->committed;
          assumed += team (fixture, j + 1)->assumed;
        }
      assert_near (totals (fixture)->unassigned, cases[i].parts[5]);
      assert_near (sum, 100);
      assert_near (assumed, cases[i].assumed ? 100 : 0);

      initiative = qd_figures_initiative (fixture->figures, find (fixture, "i"));
      g_assert_cmpfloat (initiative->points, ==, 100);
      g_assert_cmpint (initiative->assumed, ==, cases[i].assumed);
      g_assert_cmpint (initiative->unassigned, ==, cases[i].unassigned);
    }
}

/* Work is shared by capacity, and equally while nobody has any. */
static void
test_split_follows_capacity (Fixture       *fixture,
                             gconstpointer  user_data)
{
  drop_repeated (fixture);
  set_text (fixture, "team-3", QD_TEAM_ENGINEERS, "8");
  assert_near (team (fixture, 1)->committed, 225);
  assert_near (team (fixture, 3)->committed, 225);

  set_text (fixture, "team-1", QD_TEAM_ENGINEERS, NULL);
  assert_near (team (fixture, 1)->committed, 0);
  assert_near (team (fixture, 3)->committed, 450);

  set_text (fixture, "team-3", QD_TEAM_ENGINEERS, NULL);
  assert_near (team (fixture, 1)->committed, 225);

  set_text (fixture, "team-3", QD_TEAM_NAME, "Growing");
  assert_near (team (fixture, 1)->committed, 450);
  assert_near (team (fixture, 1)->assumed, 0);
  assert_near (team (fixture, 3)->committed, 0);
}

static void
test_status (Fixture       *fixture,
             gconstpointer  user_data)
{
  set_text (fixture, "o3-i-1", QD_INITIATIVE_STATUS, "stretch");
  set_text (fixture, "o3-i-2", QD_INITIATIVE_STATUS, "Cut");
  g_assert_cmpfloat (team (fixture, 5)->committed, ==, 60);
  g_assert_cmpfloat (totals (fixture)->committed, ==, 740);
  g_assert_cmpuint (totals (fixture)->n_initiatives, ==, 13);
  g_assert_cmpuint (totals (fixture)->n_committed, ==, 11);
  g_assert_cmpuint (totals (fixture)->n_uncategorised, ==, 11);
  g_assert_cmpfloat (qd_figures_initiative (fixture->figures, find (fixture, "o3-i-1"))->points, ==, 0);

  set_text (fixture, "o3-i-1", QD_INITIATIVE_STATUS, "maybe");
  g_assert_cmpfloat (team (fixture, 5)->committed, ==, 140);

  set_text (fixture, "o3-i-1", QD_INITIATIVE_POINTS, "a lot");
  g_assert_cmpfloat (team (fixture, 5)->committed, ==, 60);
  set_text (fixture, "o3-i-1", QD_INITIATIVE_POINTS, "-5");
  g_assert_cmpfloat (team (fixture, 5)->committed, ==, 60);
}

static void
test_dependencies (Fixture       *fixture,
                   gconstpointer  user_data)
{
  set_text (fixture, "dependency-2", QD_DEPENDENCY_POINTS, "20");
  g_assert_cmpfloat (team (fixture, 2)->committed, ==, 250);
  g_assert_cmpfloat (totals (fixture)->committed, ==, 880);
  g_assert_cmpfloat (totals (fixture)->requested, ==, 20);
  g_assert_cmpfloat (totals (fixture)->uncategorised, ==, 860);
  g_assert_cmpuint (totals (fixture)->n_committed, ==, 13);

  /* What a partner is asked for costs us nothing. */
  set_text (fixture, "dependency-1", QD_DEPENDENCY_POINTS, "40");
  g_assert_cmpfloat (totals (fixture)->committed, ==, 880);
  g_assert_cmpfloat (totals (fixture)->unassigned, ==, 0);
}

static const QdCategoryFigures *
category (Fixture *fixture,
          guint    number)
{
  g_autofree char *id = g_strdup_printf ("category-%u", number);

  return qd_figures_category (fixture->figures, find (fixture, id));
}

static void
test_categories (Fixture       *fixture,
                 gconstpointer  user_data)
{
  set_text (fixture, "objective-1", QD_OBJECTIVE_CATEGORY, "Reliability");
  set_text (fixture, "objective-2", QD_OBJECTIVE_CATEGORY, "features");
  g_assert_cmpfloat (category (fixture, 1)->committed, ==, 450);
  g_assert_cmpfloat (category (fixture, 2)->committed, ==, 230);
  g_assert_cmpuint (category (fixture, 2)->n_initiatives, ==, 4);
  assert_near (category (fixture, 1)->committed_share, 450.0 / 680);
  g_assert_cmpfloat (totals (fixture)->uncategorised, ==, 180);
  g_assert_cmpuint (totals (fixture)->n_uncategorised, ==, 3);
  assert_near (totals (fixture)->drift, 450.0 / 680 - 0.5);
  g_assert_true (qd_figures_initiative (fixture->figures, find (fixture, "o1-i-1"))->category ==
                 find (fixture, "category-2"));

  /* Its own category goes before its objective's, also when there is none of that name. */
  set_text (fixture, "o1-i-1", QD_INITIATIVE_CATEGORY, "Debt");
  set_text (fixture, "o1-i-2", QD_INITIATIVE_CATEGORY, "Whatever");
  g_assert_cmpfloat (category (fixture, 4)->committed, ==, 50);
  g_assert_cmpfloat (category (fixture, 2)->committed, ==, 140);
  g_assert_cmpfloat (totals (fixture)->uncategorised, ==, 220);
  g_assert_null (qd_figures_initiative (fixture->figures, find (fixture, "o1-i-2"))->category);

  /* A new name takes the work of that name over; of two of one name the first bears it. */
  set_text (fixture, "category-3", QD_CATEGORY_NAME, "Whatever");
  g_assert_cmpfloat (category (fixture, 3)->committed, ==, 40);
  set_text (fixture, "category-1", QD_CATEGORY_NAME, "Reliability");
  g_assert_cmpfloat (category (fixture, 1)->committed, ==, 140);
  g_assert_cmpfloat (category (fixture, 2)->committed, ==, 0);
  qd_list_move (qd_plan_get_list (fixture->plan, QD_LIST_ALLOCATION), 0, 3);
  g_assert_cmpfloat (category (fixture, 1)->committed, ==, 0);
  g_assert_cmpfloat (category (fixture, 2)->committed, ==, 140);
}

/* The parts of a piece of work: of each team, of all together, of nobody. */
typedef struct
{
  double teams;
  double everyone;
  double nobody;
} Parts;

static void
add_part (QdRecord *carrier,
          gboolean  everyone,
          double    points,
          gpointer  user_data)
{
  Parts *parts = user_data;

  g_assert_cmpfloat (points, !=, 0);
  g_assert_false (carrier != NULL && everyone);
  *(carrier != NULL ? &parts->teams : everyone ? &parts->everyone : &parts->nobody) += points;
}

static void
test_parts (Fixture       *fixture,
            gconstpointer  user_data)
{
  static const struct
  {
    const char *teams;
    const char *status;
    Parts       parts;
  } cases[] = {
    { NULL, NULL, { 120, 0, 0 } },
    { "Checkout", NULL, { 120, 0, 0 } },
    { "Checkout 60%, QA 40%", NULL, { 72, 0, 48 } },
    { "All teams", NULL, { 0, 120, 0 } },
    { "Contractors", NULL, { 0, 0, 120 } },
    { "Checkout", "cut", { 0, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Parts parts = { 0 };

      g_test_message ("case %u", i);
      set_text (fixture, "o2-i-1", QD_INITIATIVE_TEAMS, cases[i].teams);
      set_text (fixture, "o2-i-1", QD_INITIATIVE_STATUS, cases[i].status);
      qd_figures_foreach_part (fixture->figures, find (fixture, "o2-i-1"), add_part, &parts);
      assert_near (parts.teams, cases[i].parts.teams);
      assert_near (parts.everyone, cases[i].parts.everyone);
      assert_near (parts.nobody, cases[i].parts.nobody);
    }
}

/* What a team carries of each piece of work adds up to what it committed to. */
static void
test_team_points (Fixture       *fixture,
                  gconstpointer  user_data)
{
  QdList *teams = qd_plan_get_list (fixture->plan, QD_LIST_TEAMS);
  QdList *objectives = qd_plan_get_list (fixture->plan, QD_LIST_OBJECTIVES);

  set_text (fixture, qd_record_get_id (qd_list_get (objectives, 0)), QD_OBJECTIVE_OWNER, "All teams");
  for (guint i = 0; i < qd_list_get_length (teams); i++)
    {
      QdRecord *carrier = qd_list_get (teams, i);
      double points = 0;

      for (guint j = 0; j < qd_list_get_length (objectives); j++)
        {
          QdList *initiatives = qd_record_get_list (qd_list_get (objectives, j), QD_LIST_INITIATIVES);

          for (guint k = 0; k < qd_list_get_length (initiatives); k++)
            points += qd_figures_team_points (fixture->figures, carrier, qd_list_get (initiatives, k));
        }
      assert_near (points, qd_figures_team (fixture->figures, carrier)->committed);
    }
}

static void
test_time_passed (Fixture       *fixture,
                  gconstpointer  user_data)
{
  static const struct
  {
    GDateMonth month;
    GDateDay   day;
    double     passed;
  } days[] = {
    { G_DATE_MARCH, 29, 0 }, { G_DATE_APRIL, 1, 1.0 / 65 }, { G_DATE_APRIL, 26, 20.0 / 65 }, { G_DATE_MAY, 17, 35.0 / 65 },
    { G_DATE_JUNE, 28, 1 }, { G_DATE_JULY, 8, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_dmy (&day, days[i].day, days[i].month, 2024);
      assert_near (qd_figures_time_passed (fixture->figures, &day), days[i].passed);
    }
}

static void
test_remainders (Fixture       *fixture,
                 gconstpointer  user_data)
{
  static const struct
  {
    const char *capacity;
    const char *shares[4];
    double      points[4];
  } cases[] = {
    { "1352", { "50", "25", "15", "10" }, { 676, 338, 203, 135 } },
    { "100", { "33.3", "33.3", "33.4", "0" }, { 33, 33, 34, 0 } },
    { "10", { "25", "25", "25", "25" }, { 3, 3, 2, 2 } },
    { "1", { "50", "50", "0", "0" }, { 1, 0, 0, 0 } },
    { "0", { "50", "25", "15", "10" }, { 0, 0, 0, 0 } },
    { "1000", { "50", "20", NULL, "10" }, { 500, 200, NAN, 100 } },
    { "1000", { "80", "60", "0", "0" }, { 800, 600, 0, 0 } },
    { "99.5", { "50", "50", "0", "0" }, { 50, 50, 0, 0 } },
  };

  drop_repeated (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_text (fixture, "plan", QD_PLAN_STATED_CAPACITY, cases[i].capacity);
      for (guint j = 0; j < 4; j++)
        {
          g_autofree char *id = g_strdup_printf ("category-%u", j + 1);

          set_text (fixture, id, QD_CATEGORY_PERCENT, cases[i].shares[j]);
        }
      g_test_message ("case %u", i);
      for (guint j = 0; j < 4; j++)
        g_assert_true (qd_number_equal (category (fixture, j + 1)->points, cases[i].points[j]));
    }
}

/* Last quarter's work is no commitment of this one. */
static void
test_review_work (Fixture       *fixture,
                  gconstpointer  user_data)
{
  g_autoptr (QdChange) change = qd_change_new ("Move");
  g_autoptr (QdChange) undo = NULL;

  qd_change_move (change, "objective-3", "review", QD_LIST_REVIEW_OBJECTIVES, 0);
  undo = qd_plan_apply (fixture->plan, change, NULL);
  g_assert_nonnull (undo);

  g_assert_cmpfloat (totals (fixture)->committed, ==, 680);
  g_assert_cmpuint (totals (fixture)->n_key_results, ==, 12);
  g_assert_cmpuint (totals (fixture)->n_objectives, ==, 2);
  g_assert_cmpfloat (qd_figures_objective (fixture->figures, find (fixture, "objective-3"))->points, ==, 180);
  g_assert_true (isnan (qd_figures_objective (fixture->figures, find (fixture, "objective-3"))->load));
}

static void
test_load_of_teams (Fixture       *fixture,
                    gconstpointer  user_data)
{
  /* Every team that works on it counts once. */
  set_text (fixture, "o1-i-1", QD_INITIATIVE_TEAMS, "Data");
  set_text (fixture, "o1-i-2", QD_INITIATIVE_TEAMS, "Data + Platform");
  assert_near (qd_figures_objective (fixture->figures, find (fixture, "objective-1"))->load, 230.0 / 520);

  set_text (fixture, "o1-i-1", QD_INITIATIVE_TEAMS, "Everyone");
  assert_near (qd_figures_objective (fixture->figures, find (fixture, "objective-1"))->load, 230.0 / 1352);
}

/* A record of another plan, or of none, has no figures but does no harm. */
static void
test_strangers (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr (QdRecord) stranger = qd_record_new (QD_RECORD_TEAM, NULL);
  g_autoptr (QdRecord) initiative = qd_record_new (QD_RECORD_INITIATIVE, NULL);

  g_assert_true (isnan (qd_figures_team (fixture->figures, stranger)->capacity));
  g_assert_true (isnan (qd_figures_initiative (fixture->figures, initiative)->priority));
  g_assert_true (isnan (qd_figures_pace (fixture->figures, find (fixture, "o1-kr-1"))));
}

/* What beyond any plan somebody types keeps the figures figures. */
static void
test_huge (Fixture       *fixture,
           gconstpointer  user_data)
{
  qd_record_set_number (find (fixture, "o1-i-1"), QD_INITIATIVE_POINTS, 1e300);
  qd_record_set_number (find (fixture, "team-1"), QD_TEAM_ENGINEERS, 1e300);
  qd_record_set_number (find (fixture, "team-1"), QD_TEAM_DAYS, 1e300);
  g_assert_true (isfinite (totals (fixture)->committed));
  g_assert_true (isfinite (totals (fixture)->capacity));
  g_assert_cmpfloat (totals (fixture)->committed, >, 1e6);
  qd_record_set_number (find (fixture, "o1-i-1"), QD_INITIATIVE_POINTS, 50);
  g_assert_cmpfloat (totals (fixture)->committed, ==, 860);
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
  ADD ("/figures/capacity", test_capacity);
  ADD ("/figures/unknown-capacity", test_unknown_capacity);
  ADD ("/figures/joiners", test_joiners);
  ADD ("/figures/stated", test_stated);
  ADD ("/figures/splits", test_splits);
  ADD ("/figures/split-follows-capacity", test_split_follows_capacity);
  ADD ("/figures/status", test_status);
  ADD ("/figures/dependencies", test_dependencies);
  ADD ("/figures/categories", test_categories);
  ADD ("/figures/team-points", test_team_points);
  ADD ("/figures/parts", test_parts);
  ADD ("/figures/time-passed", test_time_passed);
  ADD ("/figures/remainders", test_remainders);
  ADD ("/figures/review-work", test_review_work);
  ADD ("/figures/load-of-teams", test_load_of_teams);
  ADD ("/figures/strangers", test_strangers);
  ADD ("/figures/huge", test_huge);

  return g_test_run ();
}
