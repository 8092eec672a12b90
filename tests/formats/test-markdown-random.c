#include "qd-markdown.h"

#include "qd-json.h"
#include "qd-test-plan.h"

/* Plans at random: what is written is read, and written again the same. */

static void
assert_same (GBytes *a,
             GBytes *b)
{
  if (g_bytes_equal (a, b))
    return;

  g_test_message ("%.*s", (int) g_bytes_get_size (a), (const char *) g_bytes_get_data (a, NULL));
  g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), g_bytes_get_data (b, NULL), g_bytes_get_size (b));
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, i);
      g_autoptr (GBytes) first = qd_markdown_save (plan);
      g_autoptr (GError) error = NULL;
      g_autoptr (QdPlan) read = qd_markdown_load (first, NULL, &error);
      g_autoptr (GBytes) second = NULL;

      g_assert_no_error (error);
      second = qd_markdown_save (read);
      assert_same (second, first);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown/random/round-trip", test_round_trip);

  return g_test_run ();
}
