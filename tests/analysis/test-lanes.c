#include "qd-lanes.h"

#include <math.h>

#include "qd-test-plan.h"
#include "qd-test-seed.h"

#include "build-plan.h"

/* What fits, and what happens when something is moved. */

#define N_PLANS 60

static void
apply (QdPlan   *plan,
       QdChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, &error);

  g_assert_no_error (error);
  g_assert_nonnull (inverse);
}

static const char *
title_of (QdLanes *lanes,
          guint    work)
{
  return qd_record_get_title (qd_lanes_get_work (lanes, work)->record);
}

/* The titles of the planned works, separated by commas; what does not fit is in brackets. */
static char *
describe (QdLanes *lanes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < qd_lanes_zone_length (lanes, QD_LANE_PLANNED); i++)
    {
      gboolean over = qd_lanes_get_work (lanes, i)->over > 0;

      g_string_append_printf (text, over ? "%s(%s)" : "%s%s", i > 0 ? "," : "", title_of (lanes, i));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_lanes (QdFigures   *figures,
              QdLaneOrder  order,
              const char  *expected)
{
  g_autoptr (QdLanes) lanes = qd_lanes_new (figures, order);
  g_autofree char *described = describe (lanes);

  g_assert_cmpstr (described, ==, expected);
}

static guint
find_work (QdLanes    *lanes,
           const char *title)
{
  for (guint i = 0; i < qd_lanes_get_n_works (lanes); i++)
    if (g_str_equal (title_of (lanes, i), title))
      return i;

  g_assert_not_reached ();
}

static const QdTeamLane *
find_lane (QdLanes    *lanes,
           const char *team)
{
  for (guint i = 0; i < qd_lanes_get_n_lanes (lanes); i++)
    if (g_str_equal (qd_record_get_title (qd_lanes_get_lane (lanes, i)->team), team))
      return qd_lanes_get_lane (lanes, i);

  g_assert_not_reached ();
}

static void
test_seed (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = NULL;
  g_autoptr (QdLanes) lanes = NULL;
  const QdTeamLane *security;

  if (plan == NULL)
    return;

  figures = qd_figures_new (plan);
  lanes = qd_lanes_new (figures, QD_LANES_BY_RANK);
  security = find_lane (lanes, "Security");

  g_assert_cmpuint (qd_lanes_get_n_works (lanes), ==, 13);
  g_assert_cmpuint (qd_lanes_get_n_fit (lanes), ==, 12);
  g_assert_cmpuint (qd_lanes_usual_order (figures), ==, QD_LANES_BY_RANK);
  g_assert_cmpfloat (security->capacity, ==, 156);
  g_assert_cmpfloat (security->committed, ==, 180);
  g_assert_cmpuint (security->n_blocks, ==, 3);
  g_assert_cmpuint (security->n_fit, ==, 2);
  g_assert_cmpfloat (security->blocks[2].over, ==, 24);
  g_assert_cmpstr (title_of (lanes, security->blocks[2].work), ==, "SOC2 evidence collection");
  g_assert_true (qd_lanes_get_work (lanes, security->blocks[2].work)->short_of == security->team);
  g_assert_cmpuint (find_lane (lanes, "Data")->n_blocks, ==, 0);
  g_assert_cmpfloat (qd_lanes_get_whole (lanes)->committed, ==, 860);
  g_assert_cmpuint (qd_lanes_get_whole (lanes)->n_fit, ==, 13);
  g_assert_cmpfloat (qd_lanes_get_longest (lanes), ==, 416);
}

/* Four works of one team that has room for 10. */
static QdPlan *
small_plan (void)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *objective;
  static const struct
  {
    const char *title;
    const char *points;
    const char *impact;
  } works[] = { { "a", "4", "1" }, { "b", "4", "8" }, { "c", "4", "12" }, { "d", "2", "6" } };

  build_record (root, QD_LIST_TEAMS, "team-1", QD_TEAM_NAME, "Core", QD_TEAM_ENGINEERS, "1", QD_TEAM_DAYS, "10", END);
  objective = build_record (root, QD_LIST_OBJECTIVES, "objective-1", QD_OBJECTIVE_OWNER, "Core", END);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    build_record (objective, QD_LIST_INITIATIVES, works[i].title, QD_INITIATIVE_TITLE, works[i].title,
                  QD_INITIATIVE_POINTS, works[i].points, QD_INITIATIVE_IMPACT, works[i].impact, END);

  return plan;
}

static void
place (QdFigures  *figures,
       const char *title,
       QdLaneZone  zone,
       guint       index)
{
  g_autoptr (QdLanes) lanes = qd_lanes_new (figures, QD_LANES_BY_RANK);
  g_autoptr (QdChange) change = qd_lanes_place (lanes, find_work (lanes, title), zone, index);

  g_assert_nonnull (change);
  apply (qd_figures_get_plan (figures), change);
}

static void
test_order (void)
{
  g_autoptr (QdPlan) plan = small_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdLanes) lanes = NULL;
  g_autoptr (QdChange) change = NULL;

  assert_lanes (figures, QD_LANES_BY_RANK, "a,b,(c),(d)");
  assert_lanes (figures, QD_LANES_BY_PRIORITY, "c,d,b,(a)");
  g_assert_cmpuint (qd_lanes_usual_order (figures), ==, QD_LANES_BY_PRIORITY);

  place (figures, "d", QD_LANE_PLANNED, 0);
  assert_lanes (figures, QD_LANES_BY_RANK, "d,a,b,(c)");
  place (figures, "a", QD_LANE_PLANNED, 99);
  assert_lanes (figures, QD_LANES_BY_RANK, "d,b,c,(a)");
  place (figures, "b", QD_LANE_STRETCH, 0);
  assert_lanes (figures, QD_LANES_BY_RANK, "d,c,a");
  place (figures, "b", QD_LANE_PLANNED, 1);
  assert_lanes (figures, QD_LANES_BY_RANK, "d,b,c,(a)");

  lanes = qd_lanes_new (figures, QD_LANES_BY_RANK);
  g_assert_null (qd_lanes_place (lanes, 2, QD_LANE_PLANNED, 2));
  g_clear_pointer (&lanes, qd_lanes_free);

  lanes = qd_lanes_new (figures, QD_LANES_BY_PRIORITY);
  change = qd_lanes_keep_order (lanes);
  apply (plan, change);
  assert_lanes (figures, QD_LANES_BY_RANK, "c,d,b,(a)");
}

static void
test_leaving (void)
{
  g_autoptr (QdPlan) plan = small_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdLanes) lanes = NULL;
  g_autoptr (QdChange) adding = NULL;
  g_autoptr (QdChange) swap = NULL;
  g_autoptr (QdChange) refusal = NULL;
  QdList *not_doing = qd_plan_get_list (plan, QD_LIST_NOT_DOING);

  place (figures, "c", QD_LANE_STRETCH, 0);
  lanes = qd_lanes_new (figures, QD_LANES_BY_RANK);
  adding = qd_lanes_place (lanes, find_work (lanes, "c"), QD_LANE_PLANNED, 0);
  swap = qd_lanes_swap (lanes, find_work (lanes, "a"), adding);
  apply (plan, swap);
  g_clear_pointer (&lanes, qd_lanes_free);
  assert_lanes (figures, QD_LANES_BY_RANK, "c,b,d");

  lanes = qd_lanes_new (figures, QD_LANES_BY_RANK);
  refusal = qd_lanes_refuse (lanes, find_work (lanes, "a"), "Too early");
  apply (plan, refusal);
  g_clear_pointer (&lanes, qd_lanes_free);
  g_assert_null (qd_plan_find (plan, "a"));
  g_assert_cmpuint (qd_list_get_length (not_doing), ==, 1);
  g_assert_cmpstr (qd_record_get_text (qd_list_get (not_doing, 0), QD_EXCLUSION_ITEM), ==, "a");
  g_assert_cmpstr (qd_record_get_text (qd_list_get (not_doing, 0), QD_EXCLUSION_REASON), ==, "Too early");
}

/* Whatever the plan: the parts are the figures of the teams, all above a line fits, and nothing below it does. */
static void
check_lane (QdLanes      *lanes,
            QdFigures    *figures,
            const QdTeamLane *lane,
            double       *over_of)
{
  double sum = 0;
  gboolean below = FALSE;

  for (guint i = 0; i < lane->n_blocks; i++)
    {
      const QdLaneBlock *block = &lane->blocks[i];

      g_assert_cmpuint (block->work, <, qd_lanes_zone_length (lanes, QD_LANE_PLANNED));
      g_assert_true (i == 0 || block->work > lane->blocks[i - 1].work);
      sum += block->points;
      g_assert_cmpfloat_with_epsilon (block->end, sum, 1e-6);
      g_assert_true (block->over >= 0 && block->over <= block->points);
      g_assert_true (!below || block->over >= block->points);
      g_assert_cmpint (i < lane->n_fit, ==, block->over <= 0);
      below = below || block->over > 0;
      if (lane->team != NULL)
        over_of[block->work] += block->over;
    }
  g_assert_cmpfloat_with_epsilon (lane->committed, sum, 1e-6);

  if (lane->team != NULL)
    g_assert_cmpfloat_with_epsilon (sum, qd_figures_team (figures, lane->team)->committed, 1e-3);
}

static void
check_works (QdLanes *lanes)
{
  guint n_fit = 0;

  for (guint i = 0; i < qd_lanes_get_n_works (lanes); i++)
    {
      const QdLaneWork *work = qd_lanes_get_work (lanes, i);
      gboolean initiative = qd_record_get_record_type (work->record) == QD_RECORD_INITIATIVE;

      g_assert_cmpint (qd_lanes_find_work (lanes, work->record), ==, (int) i);
      g_assert_true ((work->short_of != NULL) == (work->over > 0));
      n_fit += initiative && work->zone == QD_LANE_PLANNED && !(work->over > 0);
    }
  g_assert_cmpuint (n_fit, ==, qd_lanes_get_n_fit (lanes));
}

static void
check_lanes (QdFigures   *figures,
             QdLaneOrder  order)
{
  g_autoptr (QdLanes) lanes = qd_lanes_new (figures, order);
  g_autofree double *over_of = g_new0 (double, qd_lanes_get_n_works (lanes) + 1);
  double over = 0;

  for (guint i = 0; i < qd_lanes_get_n_lanes (lanes); i++)
    {
      const QdTeamLane *lane = qd_lanes_get_lane (lanes, i);

      check_lane (lanes, figures, lane, over_of);
      over += isnan (lane->capacity) ? 0 : MAX (lane->committed - lane->capacity, 0);
    }
  check_lane (lanes, figures, qd_lanes_get_whole (lanes), over_of);
  check_works (lanes);

  for (guint i = 0; i < qd_lanes_get_n_works (lanes); i++)
    {
      g_assert_cmpfloat_with_epsilon (over_of[i], qd_lanes_get_work (lanes, i)->over, 1e-6);
      over -= over_of[i];
    }
  g_assert_cmpfloat_with_epsilon (over, 0, 1e-3);
}

/* The titles say nothing: the records, but for one. */
static GPtrArray *
list_records (QdLanes    *lanes,
              QdLaneZone  zone,
              QdRecord   *without)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < qd_lanes_zone_length (lanes, zone); i++)
    {
      QdRecord *record = qd_lanes_get_work (lanes, qd_lanes_zone_start (lanes, zone) + i)->record;

      if (record != without && qd_record_get_record_type (record) == QD_RECORD_INITIATIVE)
        g_ptr_array_add (records, record);
    }

  return records;
}

static void
check_place (GRand     *rand,
             QdFigures *figures)
{
  g_autoptr (QdLanes) before = qd_lanes_new (figures, QD_LANES_BY_RANK);
  g_autoptr (QdLanes) after = NULL;
  g_autoptr (QdChange) change = NULL;
  g_autoptr (GPtrArray) expected = NULL;
  g_autoptr (GPtrArray) found = NULL;
  QdLaneZone zone = (QdLaneZone) g_rand_int_range (rand, 0, QD_N_LANE_ZONES);
  guint work, index;
  QdRecord *record;

  if (qd_lanes_get_n_works (before) == 0)
    return;
  work = (guint) g_rand_int_range (rand, 0, (int) qd_lanes_get_n_works (before));
  record = qd_lanes_get_work (before, work)->record;
  if (qd_record_get_record_type (record) != QD_RECORD_INITIATIVE)
    return;

  expected = list_records (before, zone, record);
  index = (guint) g_rand_int_range (rand, 0, (int) expected->len + 1);
  change = qd_lanes_place (before, work, zone, index);
  if (change != NULL)
    apply (qd_figures_get_plan (figures), change);

  g_ptr_array_insert (expected, (int) index, record);
  after = qd_lanes_new (figures, QD_LANES_BY_RANK);
  found = list_records (after, zone, NULL);
  g_assert_cmpuint (found->len, ==, expected->len);
  for (guint i = 0; i < found->len; i++)
    g_assert_true (g_ptr_array_index (found, i) == g_ptr_array_index (expected, i));
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_PLANS; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 1 + i % 12);
      g_autoptr (QdFigures) figures = qd_figures_new (plan);

      for (guint j = 0; j < 12; j++)
        {
          check_lanes (figures, QD_LANES_BY_RANK);
          check_lanes (figures, QD_LANES_BY_PRIORITY);
          check_place (rand, figures);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lanes/seed", test_seed);
  g_test_add_func ("/lanes/order", test_order);
  g_test_add_func ("/lanes/leaving", test_leaving);
  g_test_add_func ("/lanes/random", test_random);

  return g_test_run ();
}
