/* Reading with a bound and replacing files, on a real file system. */

#include "qd-file-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "qd-error.h"

typedef gboolean (*ReplaceFunc) (GFile         *file,
                                 GBytes        *bytes,
                                 QdFileStamp   *expected,
                                 QdFileStamp  **stamp,
                                 GCancellable  *cancellable,
                                 GError       **error);

/* A folder of its own for each test, with one file in it. */
typedef struct
{
  char  *folder;
  char  *path;
  GFile *file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("qd-file-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "plan.qplan", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  g_assert_true (g_file_set_contents (fixture->path, "the old plan", -1, NULL));
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
  g_rmdir (folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_tree (fixture->folder);
  g_object_unref (fixture->file);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
assert_says (const GError *error,
             const char   *part)
{
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, expected);
}

static gboolean
replace (GFile        *file,
         const char   *text,
         QdFileStamp  *expected,
         QdFileStamp **stamp,
         GError      **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return qd_file_replace (file, bytes, expected, stamp, NULL, error);
}

/* Another program wrote the file; its time differs however coarse the clock is. */
static void
write_outside (const char *path,
               const char *text)
{
  static gint64 n = 0;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, (guint64) (1700000000 + n++),
                                              G_FILE_QUERY_INFO_NONE, NULL, NULL));
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (QdFileStamp) stamp = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qd_file_read (fixture->file, &stamp, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "the old plan", 12);
  g_assert_nonnull (stamp);
  g_assert_true (qd_file_is_unchanged (fixture->file, stamp, NULL, &error));
  g_assert_no_error (error);
}

static void
test_read_empty (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  bytes = qd_file_read (fixture->file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 0);
}

static void
assert_read_fails (const char *path,
                   int         code,
                   const char *part)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QdFileStamp) stamp = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qd_file_read (file, &stamp, NULL, &error);

  g_assert_null (bytes);
  g_assert_null (stamp);
  g_assert_error (error, QD_ERROR, code);
  assert_says (error, part);
}

static void
test_read_errors (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "none.qplan", NULL);
  g_autofree char *below = g_build_filename (fixture->path, "below", NULL);

  assert_read_fails (missing, QD_ERROR_FAILED, "“none.qplan” does not exist");
  assert_read_fails (below, QD_ERROR_FAILED, "“below” does not exist");
  assert_read_fails (fixture->folder, QD_ERROR_FAILED, "is a folder");
}

/* A file says that it is too large; a device must be tried. */
static void
test_read_too_large (Fixture       *fixture,
                     gconstpointer  data)
{
  g_assert_cmpint (truncate (fixture->path, (off_t) QD_FILE_MAX_BYTES + 1), ==, 0);
  assert_read_fails (fixture->path, QD_ERROR_TOO_LARGE, "is larger than 256");

  if (g_file_test ("/dev/zero", G_FILE_TEST_EXISTS))
    assert_read_fails ("/dev/zero", QD_ERROR_TOO_LARGE, "is larger than 256");
}

static gpointer
write_pipe (gpointer data)
{
  FILE *pipe = g_fopen (data, "w");

  fputs ("through a pipe", pipe);
  fclose (pipe);

  return NULL;
}

static void
test_read_pipe (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pipe", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GThread *writer;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  writer = g_thread_new ("writer", write_pipe, path);
  bytes = qd_file_read (file, NULL, NULL, &error);
  g_thread_join (writer);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "through a pipe", 14);
}

static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.qplan", NULL);
  g_autoptr (GFile) other_file = g_file_new_for_path (other);
  g_autoptr (QdFileStamp) first = NULL;
  g_autoptr (QdFileStamp) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (fixture->file, "one", NULL, &first, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, "one");

  /* The stamp of a saving is what the next one expects. */
  g_assert_true (replace (fixture->file, "two", first, &second, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, "two");
  g_assert_true (qd_file_is_unchanged (fixture->file, second, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (replace (other_file, "", NULL, NULL, &error));
  g_assert_no_error (error);
  assert_contents (other, "");
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
}

static void
test_changed_outside (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (QdFileStamp) stamp = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (fixture->file, "ours", NULL, &stamp, &error));

  write_outside (fixture->path, "them");
  g_assert_false (qd_file_is_unchanged (fixture->file, stamp, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (replace (fixture->file, "ours again", stamp, NULL, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_CHANGED);
  assert_says (error, "“plan.qplan”");
  assert_contents (fixture->path, "them");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  g_clear_error (&error);

  /* Touched, or restored: the file holds what we know. */
  write_outside (fixture->path, "ours");
  g_assert_true (qd_file_is_unchanged (fixture->file, stamp, NULL, &error));
  g_assert_true (replace (fixture->file, "ours again", stamp, NULL, &error));
  g_assert_no_error (error);

  /* Gone: nothing of anybody's is lost by writing it again. */
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_false (qd_file_is_unchanged (fixture->file, stamp, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (replace (fixture->file, "back", stamp, NULL, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, "back");
}

static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "elsewhere", NULL);
  g_autofree char *target = g_build_filename (folder, "target.qplan", NULL);
  g_autofree char *middle = g_build_filename (folder, "middle", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link.qplan", NULL);
  g_autofree char *loop = g_build_filename (fixture->folder, "loop", NULL);
  g_autoptr (GFile) link_file = g_file_new_for_path (link);
  g_autoptr (GFile) loop_file = g_file_new_for_path (loop);
  g_autoptr (QdFileStamp) stamp = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("elsewhere/middle", link), ==, 0);
  g_assert_cmpint (symlink ("target.qplan", middle), ==, 0);

  /* Twice: first what it leads to does not exist. */
  for (int i = 0; i < 2; i++)
    {
      g_clear_pointer (&stamp, qd_file_stamp_unref);
      g_assert_true (replace (link_file, i == 0 ? "one" : "two", NULL, &stamp, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
      g_assert_true (g_file_test (middle, G_FILE_TEST_IS_SYMLINK));
      g_assert_false (g_file_test (target, G_FILE_TEST_IS_SYMLINK));
      assert_contents (target, i == 0 ? "one" : "two");
      g_assert_true (qd_file_is_unchanged (link_file, stamp, NULL, NULL));
    }
  g_assert_cmpuint (count_files (folder), ==, 2);

  write_outside (target, "them");
  g_assert_false (replace (link_file, "three", stamp, NULL, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_CHANGED);
  g_clear_error (&error);

  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  g_assert_false (replace (loop_file, "x", NULL, NULL, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
  assert_says (error, "leads nowhere");
}

static void
test_hard_link (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (link (fixture->path, other), ==, 0);
  g_assert_true (replace (fixture->file, "new", NULL, NULL, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, "new");
  assert_contents (other, "the old plan");
}

static void
test_attributes (Fixture       *fixture,
                 gconstpointer  data)
{
  static const mode_t modes[] = { 0600, 0640, 0664, 0444, 0755 };
  g_autoptr (GError) error = NULL;
  struct stat before, after;

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_assert_cmpint (g_chmod (fixture->path, (int) modes[i]), ==, 0);
      g_assert_true (replace (fixture->file, "new", NULL, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
      g_assert_cmpuint (after.st_mode & 07777, ==, modes[i]);
    }

  /* Who may give files away keeps the owner too. */
  if (chown (fixture->path, 12345, 23456) == 0)
    {
      g_assert_cmpint (g_stat (fixture->path, &before), ==, 0);
      g_assert_true (replace (fixture->file, "newer", NULL, NULL, &error));
      g_assert_cmpint (g_stat (fixture->path, &after), ==, 0);
      g_assert_cmpuint (after.st_uid, ==, before.st_uid);
      g_assert_cmpuint (after.st_gid, ==, before.st_gid);
      g_assert_cmpuint (after.st_mode, ==, before.st_mode);
    }

#ifdef __linux__
  if (setxattr (fixture->path, "user.tag", "blue", 4, 0) == 0)
    {
      char value[8] = { 0 };

      g_assert_true (replace (fixture->file, "newest", NULL, NULL, &error));
      g_assert_cmpint (getxattr (fixture->path, "user.tag", value, sizeof value), ==, 4);
      g_assert_cmpstr (value, ==, "blue");
    }
#endif
}

/* A new file has the permissions that any program would give it. */
static void
test_new_permissions (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "new.qplan", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  struct stat after;
  mode_t mask = umask (027);

  g_assert_true (replace (file, "new", NULL, NULL, &error));
  umask (mask);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpuint (after.st_mode & 07777, ==, 0640);
}

static void
assert_replace_fails (const char *path,
                      const char *part)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QdFileStamp) stamp = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (replace (file, "new", NULL, &stamp, &error));
  g_assert_null (stamp);
  g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
  assert_says (error, part);
}

static void
test_replace_errors (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *gone = g_build_filename (fixture->folder, "gone", "plan.qplan", NULL);
  g_autofree char *below = g_build_filename (fixture->path, "plan.qplan", NULL);
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_autofree char *name = g_strnfill (300, 'x');
  g_autofree char *too_long = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  assert_replace_fails (gone, "The folder of “plan.qplan” does not exist");
  assert_replace_fails (below, "The folder of “plan.qplan” does not exist");
  assert_replace_fails (fixture->folder, "is a folder");
  assert_replace_fails (pipe, "is not an ordinary file");
  assert_replace_fails (too_long, "is too long");
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
  assert_contents (fixture->path, "the old plan");
}

static void
test_replace_forbidden (Fixture       *fixture,
                        gconstpointer  data)
{
  const gboolean super_user = geteuid () == 0;

  /* The super-user may write anywhere: be somebody else for a moment. */
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  if (super_user)
    g_assert_cmpint (seteuid (65534), ==, 0);
  assert_replace_fails (fixture->path, "You are not allowed to save");
  if (super_user)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  assert_contents (fixture->path, "the old plan");
}

/* The disk is full in the middle of it, as far as a process can arrange that: the old file stays, whole. */
static void
test_replace_no_space (Fixture       *fixture,
                       gconstpointer  data)
{
  static const ReplaceFunc ways[] = { qd_file_replace, qd_file_replace_by_stream };
  const rlim_t limit = 64 * 1024;
  struct rlimit old, low;
  g_autofree char *text = g_strnfill (4 * limit, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, 4 * limit);
  void (*old_handler) (int) = signal (SIGXFSZ, SIG_IGN);

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  low = old;
  low.rlim_cur = limit;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (QdFileStamp) stamp = NULL;
      g_autoptr (GError) error = NULL;
      gboolean done;

      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &low), ==, 0);
      done = ways[i] (fixture->file, bytes, NULL, &stamp, NULL, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);

      g_assert_false (done);
      g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
      g_assert_null (stamp);
      assert_contents (fixture->path, "the old plan");
      g_assert_cmpuint (count_files (fixture->folder), ==, 1);
    }
  signal (SIGXFSZ, old_handler);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (qd_file_replace (fixture->file, bytes, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_contents (fixture->path, "the old plan");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* The way that remote places take, walked on a local file. */
static void
test_by_stream (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GBytes) one = g_bytes_new_static ("one", 3);
  g_autoptr (GBytes) two = g_bytes_new_static ("two", 3);
  g_autoptr (QdFileStamp) stamp = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (qd_file_replace_by_stream (fixture->file, one, NULL, &stamp, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (qd_file_is_unchanged (fixture->file, stamp, NULL, NULL));
  g_assert_true (qd_file_replace_by_stream (fixture->file, two, stamp, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, "two");

  write_outside (fixture->path, "six");
  g_assert_false (qd_file_replace_by_stream (fixture->file, one, stamp, NULL, NULL, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_CHANGED);
  assert_contents (fixture->path, "six");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture       *fixture,
                       gconstpointer  data);
  } tests[] = {
    { "/file/read", test_read },
    { "/file/read-empty", test_read_empty },
    { "/file/read-errors", test_read_errors },
    { "/file/read-too-large", test_read_too_large },
    { "/file/read-pipe", test_read_pipe },
    { "/file/replace", test_replace },
    { "/file/changed-outside", test_changed_outside },
    { "/file/links", test_links },
    { "/file/hard-link", test_hard_link },
    { "/file/attributes", test_attributes },
    { "/file/new-permissions", test_new_permissions },
    { "/file/replace-errors", test_replace_errors },
    { "/file/replace-forbidden", test_replace_forbidden },
    { "/file/replace-no-space", test_replace_no_space },
    { "/file/cancelled", test_cancelled },
    { "/file/by-stream", test_by_stream },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
