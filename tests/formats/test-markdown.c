#include "qd-markdown.h"

#include <string.h>

#include "qd-json.h"
#include "qd-plan-private.h"

/* The plan that we were given goes in and comes out as it was, and an edit changes its own lines. */

static char *seed_path;

static GBytes *
seed_bytes (void)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (seed_path, &text, &length, NULL))
    {
      g_autofree char *message = g_strconcat ("no seed at ", seed_path, NULL);

      g_test_skip (message);
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&text), length);
}

static QdPlan *
load (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  QdPlan *plan = qd_markdown_load (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);

  return plan;
}

static void
assert_same (GBytes *a,
             GBytes *b)
{
  g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), g_bytes_get_data (b, NULL), g_bytes_get_size (b));
}

static void
test_seed (void)
{
  g_autoptr (GBytes) bytes = seed_bytes ();
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (GBytes) saved = NULL;

  if (bytes == NULL)
    return;

  plan = load (bytes);
  saved = qd_markdown_save (plan);
  assert_same (saved, bytes);

  /* Five dashes under “To”: all else is the canonical form. */
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_LAYOUT)), ==, 1);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_SECTIONS)), ==, 0);
}

static void
test_seed_json (void)
{
  g_autoptr (GBytes) bytes = seed_bytes ();
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (QdPlan) again = NULL;
  g_autoptr (GBytes) json = NULL, saved = NULL;
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    return;

  plan = load (bytes);
  json = qd_json_save (plan);
  again = qd_json_load (json, NULL, &error);
  g_assert_no_error (error);
  saved = qd_markdown_save (again);
  assert_same (saved, bytes);
}

int
main (int   argc,
      char *argv[])
{
  const char *seed = g_getenv ("QD_SEED");

  g_test_init (&argc, &argv, NULL);

  seed_path = seed != NULL ? g_strdup (seed)
                           : g_build_filename (g_getenv ("QD_SOURCE_ROOT"), "..", "shared", "seed", "q2-2024.md", NULL);

  g_test_add_func ("/markdown/seed", test_seed);
  g_test_add_func ("/markdown/seed/json", test_seed_json);

  return g_test_run ();
}
