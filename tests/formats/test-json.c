#include "qd-json.h"

#include <string.h>

#include "qd-error.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"

/* What was saved loads as the same plan, and that saves as the same bytes. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, i);
      g_autoptr (GBytes) bytes = qd_json_save (plan);
      g_autoptr (GError) error = NULL;
      gboolean newer = TRUE;
      g_autoptr (QdPlan) loaded = qd_json_load (bytes, &newer, &error);
      g_autoptr (GBytes) again = NULL;

      g_assert_no_error (error);
      g_assert_false (newer);
      again = qd_json_save (loaded);
      g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again),
                       g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_true (qd_plan_equal (plan, loaded));
    }
}

/* A change does the same after a trip through JSON, and writes the same line again. */
static void
test_change (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (43);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 40);
      g_autoptr (QdPlan) copy = qd_plan_copy (plan);
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
      g_autofree char *json = qd_json_from_change (change);
      g_autofree char *again = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (QdChange) read = qd_json_to_change (json, &error);
      g_autoptr (QdChange) undo = NULL;
      g_autoptr (QdChange) undo_read = NULL;

      g_assert_no_error (error);
      again = qd_json_from_change (read);
      g_assert_cmpstr (again, ==, json);
      g_assert_null (strchr (json, '\n'));

      undo = qd_plan_apply (plan, change, &error);
      g_assert_no_error (error);
      undo_read = qd_plan_apply (copy, read, &error);
      g_assert_no_error (error);
      g_assert_true (qd_plan_equal (plan, copy));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats/json/round-trip", test_round_trip);
  g_test_add_func ("/formats/json/change", test_change);

  return g_test_run ();
}
