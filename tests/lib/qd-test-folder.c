#include "qd-test-folder.h"

#include <glib/gstdio.h>

/* A folder for what a test writes, and waiting for what it asks for. */

/**
 * qd_test_folder_new:
 *
 * Returns: (transfer full): the path of a folder that is empty
 */
char *
qd_test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("qd-test-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

static void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_tree (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/**
 * qd_test_folder_remove:
 * @folder: (transfer full): what qd_test_folder_new() gave
 *
 * Removes the folder and all that is in it.
 */
void
qd_test_folder_remove (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

/**
 * qd_test_done_cb:
 * @source: what was asked
 * @result: the result
 * @user_data: a #GAsyncResult pointer, %NULL until then
 *
 * The callback for what qd_test_await() waits for.
 */
void
qd_test_done_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

/**
 * qd_test_await:
 * @result: where qd_test_done_cb() puts it
 *
 * Runs the main loop until what was begun is done.
 *
 * Returns: (transfer full): the result
 */
GAsyncResult *
qd_test_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (result);
}
