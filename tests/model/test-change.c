#include "qd-error.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"

/* Applying a change and then its inverse gives the plan that was, and the inverse of the inverse does it again. */
static void
test_inverse (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 60);
      g_autoptr (QdPlan) before = qd_plan_copy (plan);
      g_autoptr (QdPlan) after = NULL;
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
      g_autoptr (QdChange) undo = NULL;
      g_autoptr (QdChange) redo = NULL;
      g_autoptr (QdChange) undo_again = NULL;
      g_autoptr (GError) error = NULL;

      undo = qd_plan_apply (plan, change, &error);
      g_assert_no_error (error);
      g_assert_nonnull (undo);
      after = qd_plan_copy (plan);

      redo = qd_plan_apply (plan, undo, &error);
      g_assert_no_error (error);
      g_assert_true (qd_plan_equal (plan, before));

      undo_again = qd_plan_apply (plan, redo, &error);
      g_assert_no_error (error);
      g_assert_true (qd_plan_equal (plan, after));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/change/inverse", test_inverse);

  return g_test_run ();
}
