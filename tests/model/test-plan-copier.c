#include "qd-plan-copier.h"

#include "qd-test-plan.h"

/* In steps of any size a copy is the plan, and neither has anything of the other. */
static void
test_steps (void)
{
  static const guint steps[] = { 1, 7, 100, G_MAXUINT };

  for (guint seed = 1; seed <= 6; seed++)
    for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
      {
        g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
        g_autoptr (QdPlan) plan = qd_test_random_plan (rand, seed * 30);
        g_autoptr (QdPlanCopier) copier = qd_plan_copier_new (plan);
        g_autoptr (QdPlan) copy = NULL;
        g_autoptr (QdPlan) whole = qd_plan_copy (plan);

        while (qd_plan_copier_step (copier, steps[i]))
          ;
        copy = qd_plan_copier_finish (copier);
        g_assert_true (qd_plan_equal (copy, plan));
        g_clear_object (&plan);
        g_assert_true (qd_plan_equal (copy, whole));
      }
}

/* A step copies no more than it was asked for. */
static void
test_little_by_little (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 200);
  g_autoptr (QdPlanCopier) copier = qd_plan_copier_new (plan);
  guint n_steps = 0;

  while (qd_plan_copier_step (copier, 10))
    n_steps++;
  g_assert_cmpuint (n_steps, >, 10);
}

/* One that is given up leaves nothing behind. */
static void
test_given_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 100);
  QdPlanCopier *copier = qd_plan_copier_new (plan);

  g_assert_true (qd_plan_copier_step (copier, 5));
  g_object_add_weak_pointer (G_OBJECT (plan), (gpointer *) &plan);
  qd_plan_copier_free (copier);
  g_object_unref (plan);
  g_assert_null (plan);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-copier/steps", test_steps);
  g_test_add_func ("/plan-copier/little-by-little", test_little_by_little);
  g_test_add_func ("/plan-copier/given-up", test_given_up);

  return g_test_run ();
}
