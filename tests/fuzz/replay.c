#include "qd-fuzz.h"

/* Stands in for the fuzzer: gives a target each file of a folder, what fuzzers found and the seeds that they start from.
 * Needs no fuzzer and no special compiler. */

static void
replay (gconstpointer path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) data, size);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  g_autofree char *target = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);

  target = g_path_get_basename (argv[1]);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/fuzz/%s/%s", target, name);

      g_test_add_data_func_full (test, g_build_filename (argv[1], name, NULL), replay, g_free);
    }

  return g_test_run ();
}
