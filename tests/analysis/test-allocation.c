#include "qd-allocation.h"

#include <math.h>

#include "build-plan.h"

/* Shares that keep adding up. */

static void
assert_shares (const double *before,
               guint         n,
               guint         kept,
               double        share,
               const double *expected)
{
  g_autofree double *shares = g_memdup2 (before, n * sizeof (double));

  qd_shares_balance (shares, n, kept, share);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (shares[i], ==, expected[i]);
}

static void
test_cases (void)
{
  static const double seed[] = { 50, 25, 15, 10 };

  assert_shares (seed, 4, 0, 50, seed);
  assert_shares (seed, 4, 0, 40, (double[]) { 40, 30, 18, 12 });
  assert_shares (seed, 4, 3, 0, (double[]) { 55, 28, 17, 0 });
  assert_shares (seed, 4, 1, 100, (double[]) { 0, 100, 0, 0 });
  assert_shares (seed, 4, 1, 130, (double[]) { 0, 100, 0, 0 });
  assert_shares (seed, 4, 2, 15.5, (double[]) { 49.7, 24.9, 15.5, 9.9 });
  assert_shares ((double[]) { 0, 100, 0 }, 3, 1, 40, (double[]) { 30, 40, 30 });
  assert_shares ((double[]) { NAN, 100, NAN, NAN }, 4, 1, 0, (double[]) { 34, 0, 33, 33 });
  assert_shares ((double[]) { 30 }, 1, 0, 30, (double[]) { 100 });
  assert_shares ((double[]) { 40, 40 }, 2, 0, 40, (double[]) { 40, 60 });
}

/* Always 100, what was asked for is kept, and nobody passes another on the way. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 3000; round++)
    {
      guint n = (guint) g_rand_int_range (rand, 2, round % 50 == 0 ? 400 : 9);
      g_autofree double *before = g_new (double, n);
      g_autofree double *after = NULL;
      guint kept = (guint) g_rand_int_range (rand, 0, (int) n);
      double share = g_rand_int_range (rand, 0, 101);
      gint64 sum = 0;

      for (guint i = 0; i < n; i++)
        before[i] = g_rand_int_range (rand, 0, 400) / (round % 3 == 0 ? 8.0 : 4.0) * g_rand_int_range (rand, 0, 2);
      after = g_memdup2 (before, n * sizeof (double));
      qd_shares_balance (after, n, kept, share);

      g_assert_cmpfloat (after[kept], ==, share);
      for (guint i = 0; i < n; i++)
        {
          g_assert_true (after[i] >= 0 && after[i] <= 100);
          sum += (gint64) floor (after[i] * 1000000 + 0.5);
          for (guint j = 0; j < n && n < 10; j++)
            g_assert_true (i == kept || j == kept || before[i] <= before[j] || after[i] >= after[j]);
        }
      g_assert_cmpint (sum, ==, 100 * 1000000);
    }
}

static void
test_change (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *features = build_record (root, QD_LIST_ALLOCATION, "c-1", QD_CATEGORY_NAME, "Features",
                                     QD_CATEGORY_PERCENT, "60", END);
  QdRecord *debt = build_record (root, QD_LIST_ALLOCATION, "c-2", QD_CATEGORY_NAME, "Debt",
                                 QD_CATEGORY_PERCENT, "40", END);
  g_autoptr (QdChange) nothing = qd_allocation_set (plan, features, 60);
  g_autoptr (QdChange) change = qd_allocation_set (plan, features, 70);
  g_autoptr (QdChange) inverse = NULL;

  g_assert_cmpuint (qd_change_get_n_ops (nothing), ==, 0);
  g_assert_cmpuint (qd_change_get_n_ops (change), ==, 2);
  inverse = qd_plan_apply (plan, change, NULL);
  g_assert_cmpfloat (qd_record_get_number (features, QD_CATEGORY_PERCENT), ==, 70);
  g_assert_cmpfloat (qd_record_get_number (debt, QD_CATEGORY_PERCENT), ==, 30);
  qd_change_unref (qd_plan_apply (plan, inverse, NULL));
  g_assert_cmpfloat (qd_record_get_number (debt, QD_CATEGORY_PERCENT), ==, 40);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/allocation/cases", test_cases);
  g_test_add_func ("/allocation/random", test_random);
  g_test_add_func ("/allocation/change", test_change);

  return g_test_run ();
}
