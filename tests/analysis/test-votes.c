#include "qd-votes.h"

#include <math.h>

#include "build-plan.h"

/* How confident the room is: what its votes say, and what a round of them leaves. */

static QdPlan *
make_plan (QdRecord **key_result)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *objective = build_record (qd_plan_get_root (plan), QD_LIST_OBJECTIVES, "o-1", QD_OBJECTIVE_TITLE, "A", END);

  *key_result = build_record (objective, QD_LIST_KEY_RESULTS, "k-1", QD_KEY_RESULT_TITLE, "Pages", END);
  build_record (objective, QD_LIST_KEY_RESULTS, "k-2", QD_KEY_RESULT_TITLE, "Latency", END);
  build_record (qd_plan_get_single (plan, QD_LIST_MEETING), QD_LIST_VOTES, "v-1", QD_VOTE_KEY_RESULT, "k-2",
                QD_VOTE_VALUE, "5", END);

  return plan;
}

static void
keep (QdPlan       *plan,
      QdRecord     *key_result,
      const QdCast *casts,
      guint         n_casts)
{
  g_autoptr (QdChange) change = qd_votes_keep (plan, key_result, casts, n_casts);
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, &error);

  g_assert_no_error (error);
  g_assert_nonnull (inverse);
}

static void
test_keep (void)
{
  static const QdCast first[] = { { NULL, 8, NULL }, { NULL, 7, NULL }, { NULL, 2, "No idea" }, { NULL, 3, NULL } };
  static const QdCast second[] = { { "Ada", 9, NULL }, { "Grace", 10, NULL } };
  QdRecord *key_result;
  g_autoptr (QdPlan) plan = make_plan (&key_result);
  QdVoteSummary summary;

  qd_votes_summarise (plan, key_result, &summary);
  g_assert_cmpuint (summary.n, ==, 0);
  g_assert_true (isnan (summary.mean));

  keep (plan, key_result, first, G_N_ELEMENTS (first));
  qd_votes_summarise (plan, key_result, &summary);
  g_assert_cmpuint (summary.n, ==, 4);
  g_assert_cmpfloat (summary.mean, ==, 5);
  g_assert_cmpfloat (summary.lowest, ==, 2);
  g_assert_cmpfloat (summary.highest, ==, 8);
  g_assert_cmpfloat (summary.median, ==, 5);
  g_assert_cmpuint (summary.outliers[8] + summary.outliers[2], ==, 2);
  g_assert_cmpuint (summary.n_low, ==, 2);
  g_assert_cmpuint (summary.n_unexplained, ==, 1);
  g_assert_cmpuint (summary.n_outliers, ==, 2);
  g_assert_cmpfloat (qd_record_get_number (key_result, QD_KEY_RESULT_CONFIDENCE), ==, 5);

  /* Another round takes the place of the first, and of nothing else. */
  keep (plan, key_result, second, G_N_ELEMENTS (second));
  qd_votes_summarise (plan, key_result, &summary);
  g_assert_cmpuint (summary.n, ==, 2);
  g_assert_cmpuint (summary.counts[10], ==, 1);
  g_assert_cmpfloat (qd_record_get_number (key_result, QD_KEY_RESULT_CONFIDENCE), ==, 9.5);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_VOTES)), ==, 3);
  g_assert_nonnull (qd_plan_find (plan, "v-1"));
}

static void
test_fist (void)
{
  static const int votes[] = { 0, 2, 4, 6, 8, 10 };

  for (int fingers = 0; fingers < (int) G_N_ELEMENTS (votes); fingers++)
    g_assert_cmpint (qd_vote_from_fist (fingers), ==, votes[fingers]);
  g_assert_cmpint (qd_vote_from_fist (-1), ==, 0);
  g_assert_cmpint (qd_vote_from_fist (7), ==, 10);
}

/* However many vote and whatever: the summary of what was kept is that of what was cast. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 200; round++)
    {
      QdRecord *key_result;
      g_autoptr (QdPlan) plan = make_plan (&key_result);
      QdCast casts[12] = { { NULL, 0, NULL } };
      guint n = (guint) g_rand_int_range (rand, 1, G_N_ELEMENTS (casts));
      QdVoteSummary summary;
      double sum = 0;
      guint counted = 0, below = 0, above = 0;

      for (guint i = 0; i < n; i++)
        {
          casts[i].value = g_rand_int_range (rand, 0, 11);
          sum += casts[i].value;
        }
      keep (plan, key_result, casts, n);
      qd_votes_summarise (plan, key_result, &summary);
      g_assert_cmpuint (summary.n, ==, n);
      g_assert_cmpfloat_with_epsilon (summary.mean, sum / n, 1e-9);
      g_assert_true (summary.lowest <= summary.mean && summary.mean <= summary.highest);
      for (guint i = 0; i < G_N_ELEMENTS (summary.counts); i++)
        {
          counted += summary.counts[i];
          below += i < summary.median ? summary.counts[i] : 0;
          above += i > summary.median ? summary.counts[i] : 0;
          g_assert_cmpuint (summary.outliers[i], ==, fabs (i - summary.median) >= QD_VOTE_OUTLIER ? summary.counts[i] : 0);
        }
      g_assert_true (below * 2 <= n && above * 2 <= n);
      g_assert_cmpuint (counted, ==, n);
      g_assert_cmpuint (summary.n_unexplained, ==, summary.n_low);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/votes/keep", test_keep);
  g_test_add_func ("/votes/fist", test_fist);
  g_test_add_func ("/votes/random", test_random);

  return g_test_run ();
}
