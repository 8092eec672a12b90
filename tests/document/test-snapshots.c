/* Earlier states of files: what is kept, how small, and that it comes back to the byte. */

#include "qd-document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "qd-compare.h"
#include "qd-error.h"
#include "qd-json.h"
#include "qd-states-private.h"
#include "qd-test-folder.h"
#include "qd-test-plan.h"

/* A document of a file that is not there yet, and what is kept of it. */
typedef struct
{
  char         *folder;
  char         *history;
  char         *states;
  char         *path;
  GFile        *file;
  GAsyncResult *result;
  QdSnapshots  *snapshots;
  QdDocument   *document;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = qd_test_folder_new ();
  fixture->history = g_build_filename (fixture->folder, "data", "history", NULL);
  fixture->path = g_build_filename (fixture->folder, "plan.qplan", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  fixture->states = qd_states_folder_of (fixture->history, fixture->file);
  fixture->snapshots = qd_snapshots_new (fixture->history);
  fixture->document = qd_document_new ();
  qd_document_set_snapshots (fixture->document, fixture->snapshots);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->document);
  g_assert_finalize_object (fixture->snapshots);
  g_object_unref (fixture->file);
  g_free (fixture->path);
  g_free (fixture->states);
  g_free (fixture->history);
  qd_test_folder_remove (fixture->folder);
}

static void
set_note (Fixture    *fixture,
          const char *note)
{
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (fixture->document));
  g_auto (QdValue) value = qd_value_text (note);
  g_autoptr (GError) error = NULL;

  qd_document_set_value (fixture->document, root, QD_PLAN_NOTE, &value, QD_APPLY_DEFAULT, &error);
  g_assert_no_error (error);
}

static QdRecord *
add_risk (Fixture    *fixture,
          const char *title)
{
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (fixture->document));
  g_auto (QdValue) value = qd_value_text (title);
  g_autoptr (GError) error = NULL;
  QdRecord *risk = qd_document_add (fixture->document, root, QD_LIST_RISKS, G_MAXUINT, &error);

  g_assert_no_error (error);
  qd_document_set_value (fixture->document, risk, (guint) qd_record_get_info (risk)->title_field, &value,
                         QD_APPLY_DEFAULT, &error);
  g_assert_no_error (error);

  return risk;
}

static gboolean
try_save (Fixture   *fixture,
          gboolean   overwrite,
          GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean saved;

  qd_document_save_async (fixture->document, fixture->file, overwrite, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);
  saved = qd_document_save_finish (fixture->document, result, error);
  qd_snapshots_wait (fixture->snapshots);

  return saved;
}

/* Returns: what the file holds then */
static GBytes *
save (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  try_save (fixture, FALSE, &error);
  g_assert_no_error (error);
  g_assert_null (qd_snapshots_get_problem (fixture->snapshots));

  return qd_json_save (qd_document_get_plan (fixture->document));
}

static void
save_note (Fixture    *fixture,
           const char *note)
{
  g_autoptr (GBytes) bytes = NULL;

  set_note (fixture, note);
  bytes = save (fixture);
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *infos;

  qd_snapshots_list_async (fixture->snapshots, fixture->file, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);
  infos = qd_snapshots_list_finish (fixture->snapshots, result, &error);
  g_assert_no_error (error);

  return infos;
}

static guint
count (Fixture *fixture)
{
  g_autoptr (GPtrArray) infos = list (fixture);

  return infos->len;
}

static QdPlan *
load (Fixture    *fixture,
      GPtrArray  *infos,
      guint       index,
      GError    **error)
{
  const QdSnapshotInfo *info = infos->pdata[index];
  g_autoptr (GAsyncResult) result = NULL;

  qd_snapshots_load_async (fixture->snapshots, fixture->file, info->id, NULL, qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);

  return qd_snapshots_load_finish (fixture->snapshots, result, error);
}

static void
assert_state (Fixture        *fixture,
              const QdSnapshotInfo *info,
              GBytes         *expected)
{
  g_autofree char *form = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (GBytes) bytes = qd_states_read (fixture->states, info->id, &form, &plan, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (form, ==, "qplan");
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_assert_cmpuint (info->size, ==, g_bytes_get_size (expected));
}

static gint64
count_bytes (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->states, 0, NULL);
  const char *name;
  gint64 n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->states, name, NULL);
      GStatBuf info;

      g_assert_false (g_str_has_suffix (name, ".new"));
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      n += info.st_size;
    }

  return n;
}

/* Saved sixty times, with random edits in between: the last fifty states are there, to the byte, and small. */
static void
test_sixty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 300);
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) infos = NULL;
  gint64 whole = 0;

  g_set_object (&fixture->document, NULL);
  fixture->document = qd_document_new_for_plan (plan);
  qd_document_set_snapshots (fixture->document, fixture->snapshots);

  while (saved->len < 60)
    {
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
      GBytes *bytes;

      qd_document_apply (fixture->document, change, QD_APPLY_DEFAULT, NULL);
      bytes = save (fixture);
      if (saved->len > 0 && g_bytes_equal (bytes, saved->pdata[saved->len - 1]))
        g_bytes_unref (bytes);
      else
        g_ptr_array_add (saved, bytes);
    }

  infos = list (fixture);
  g_assert_cmpuint (infos->len, ==, 50);
  for (guint i = 0; i < infos->len; i++)
    {
      const QdSnapshotInfo *info = infos->pdata[i];

      assert_state (fixture, info, saved->pdata[59 - i]);
      g_assert_cmpint (info->is_current, ==, i == 0);
      g_assert_cmpint (info->is_compared, ==, i < 49);
      g_assert_false (info->is_damaged);
      whole += (gint64) info->size;
    }
  g_test_message ("%" G_GINT64_FORMAT " bytes of plans are kept in %" G_GINT64_FORMAT, whole, count_bytes (fixture));
  g_assert_cmpint (count_bytes (fixture), <, whole / 10);
}

static void
test_summary (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GBytes) bytes = NULL;
  QdRecord *risk;
  g_autofree char *sentence = NULL;
  const QdSnapshotInfo *info;

  save_note (fixture, "one");
  set_note (fixture, "two");
  add_risk (fixture, "Scope creep");
  risk = add_risk (fixture, "Illness");
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = save (fixture);
  qd_document_remove (fixture->document, &risk, 1, NULL);
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = save (fixture);

  infos = list (fixture);
  g_assert_cmpuint (infos->len, ==, 3);
  info = infos->pdata[0];
  g_assert_true (info->is_current);
  g_assert_cmpuint (info->n_removed, ==, 1);
  g_assert_cmpuint (info->n_added + info->n_changed + info->n_moved, ==, 0);
  info = infos->pdata[1];
  g_assert_cmpuint (info->n_added, ==, 2);
  g_assert_cmpuint (info->n_changed, ==, 1);
  g_assert_nonnull (info->time);
  sentence = qd_snapshot_info_describe (info);
  g_assert_cmpstr (sentence, ==, "2 added, 1 changed");
  info = infos->pdata[2];
  g_assert_false (info->is_compared);
}

static void
test_restore (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) two = NULL;
  g_autoptr (GBytes) now = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autofree char *title = NULL;

  set_note (fixture, "one");
  add_risk (fixture, "Scope creep");
  one = save (fixture);
  set_note (fixture, "two");
  add_risk (fixture, "Illness");
  two = save (fixture);

  infos = list (fixture);
  plan = load (fixture, infos, 1, &error);
  g_assert_no_error (error);
  differences = qd_compare_list (plan, qd_document_get_plan (fixture->document));
  g_assert_cmpuint (differences->len, ==, 2);

  title = qd_snapshot_info_dup_undo_title (infos->pdata[1]);
  g_assert_true (qd_document_restore (fixture->document, plan, title, &error));
  g_assert_no_error (error);
  now = qd_json_save (qd_document_get_plan (fixture->document));
  g_assert_true (g_bytes_equal (now, one));
  g_assert_true (qd_document_get_modified (fixture->document));
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, title);

  qd_document_undo (fixture->document);
  again = qd_json_save (qd_document_get_plan (fixture->document));
  g_assert_true (g_bytes_equal (again, two));
  g_assert_false (qd_document_get_modified (fixture->document));
}

/* What another program wrote is an earlier state too, even if somebody decides to write over it. */
static void
test_of_others (Fixture       *fixture,
                gconstpointer  data)
{
  static const char theirs[] = "{\"format\": \"quarterdeck-plan\", \"version\": 1, \"note\": \"theirs\"}";
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (theirs, strlen (theirs));
  g_autoptr (GError) error = NULL;

  save_note (fixture, "one");
  g_assert_true (g_file_set_contents (fixture->path, theirs, -1, NULL));
  set_note (fixture, "two");
  g_assert_false (try_save (fixture, FALSE, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_true (try_save (fixture, TRUE, &error));
  g_assert_no_error (error);

  infos = list (fixture);
  g_assert_cmpuint (infos->len, ==, 3);
  assert_state (fixture, infos->pdata[1], bytes);
  g_assert_true (((QdSnapshotInfo *) infos->pdata[0])->is_compared);
  g_assert_cmpuint (((QdSnapshotInfo *) infos->pdata[0])->n_changed, ==, 1);
}

/* So is a file that was there before its first saving here, damaged or not; but not what is no plan. */
static void
test_there_before (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *name;
    const char *contents;
    guint       n_states;
  } cases[] = {
    { "good.qplan", "{\"format\": \"quarterdeck-plan\", \"version\": 1}", 2 },
    { "bad.qplan", "{\"format\": \"quarterdeck-plan\", \"ver", 2 },
    { "nameless", "{\"format\": \"quarterdeck-plan\", \"version\": 1}", 2 },
    { "picture", "\x89PNG\r\n\x1a\n\xff", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);

      g_assert_true (g_file_set_contents (path, cases[i].contents, -1, NULL));
      g_clear_object (&fixture->file);
      fixture->file = g_file_new_for_path (path);
      save_note (fixture, cases[i].name);
      g_assert_cmpuint (count (fixture), ==, cases[i].n_states);
    }
}

static void
test_same_again (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GBytes) bytes = NULL;

  save_note (fixture, "one");
  bytes = save (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  save_note (fixture, "two");
  save_note (fixture, "one");
  g_assert_cmpuint (count (fixture), ==, 3);
}

/* By whatever way a file is reached, it has one past; a file of another name has another. */
static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *link_path = g_build_filename (fixture->folder, "link.qplan", NULL);
  g_autofree char *other_path = g_build_filename (fixture->folder, "other.qplan", NULL);
  g_autofree char *folder_link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *through_path = g_build_filename (folder_link, "plan.qplan", NULL);
  const char *paths[] = { link_path, other_path, through_path };
  const guint expected[] = { 1, 0, 1 };

  save_note (fixture, "one");
  g_assert_cmpint (symlink ("plan.qplan", link_path), ==, 0);
  g_assert_cmpint (symlink (".", folder_link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);
      g_autofree char *states = qd_states_folder_of (fixture->history, file);
      g_autoptr (GPtrArray) found = qd_states_list (states);

      g_assert_cmpuint (found->len, ==, expected[i]);
    }

  /* Not even removing the file hides its past. */
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpint (g_unlink (folder_link), ==, 0);
}

static void
test_off_and_clear (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  save_note (fixture, "one");
  qd_snapshots_set_enabled (fixture->snapshots, FALSE);
  save_note (fixture, "two");
  g_assert_cmpuint (count (fixture), ==, 1);
  qd_snapshots_set_enabled (fixture->snapshots, TRUE);
  save_note (fixture, "three");
  g_assert_cmpuint (count (fixture), ==, 3);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *leftover = g_build_filename (fixture->states, "00000009-01234567.state.new", NULL);

      g_assert_true (g_file_set_contents (leftover, "0123 {", -1, NULL));
      qd_snapshots_clear_async (fixture->snapshots, i == 0 ? fixture->file : NULL, qd_test_done_cb, &fixture->result);
      result = qd_test_await (&fixture->result);
      g_assert_true (qd_snapshots_clear_finish (fixture->snapshots, result, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count (fixture), ==, 0);
      g_assert_false (g_file_test (fixture->states, G_FILE_TEST_EXISTS));
      save_note (fixture, i == 0 ? "four" : "five");
      g_assert_cmpuint (count (fixture), ==, 2);
    }
}

/* Writes a byte of the state that @info is of differently. */
static void
spoil (Fixture              *fixture,
       const QdSnapshotInfo *info,
       gboolean              in_head)
{
  g_autofree char *name = g_strconcat (info->id, ".state", NULL);
  g_autofree char *path = g_build_filename (fixture->states, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  contents[in_head ? 40 : length - 12] ^= 1;
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
}

/* A damaged state takes those with it that lean on it, and nothing else; savings go on. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) later = NULL;
  guint n_readable = 0;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *note = g_strdup_printf ("%u", i);

      save_note (fixture, note);
    }

  infos = list (fixture);
  spoil (fixture, infos->pdata[14], FALSE); /* number 15: 10 is whole, 11 to 14 lean on it */
  spoil (fixture, infos->pdata[25], TRUE);  /* number 4 */
  save_note (fixture, "after");
  later = list (fixture);
  g_assert_cmpuint (later->len, ==, 31);
  g_assert_true (((QdSnapshotInfo *) later->pdata[26])->is_damaged);

  for (guint i = 0; i < later->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (QdPlan) plan = load (fixture, later, i, &error);
      g_autofree char *note = g_strdup_printf ("%u", 30 - i);

      if (plan == NULL)
        {
          g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
          continue;
        }
      g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_NOTE), ==, i == 0 ? "after" : note);
      n_readable++;
    }
  /* Lost: 11 to 15, and 1 to 4. */
  g_assert_cmpuint (n_readable, ==, 31 - 9);

  spoil (fixture, later->pdata[0], TRUE);
  save_note (fixture, "and on");
  g_assert_cmpuint (count (fixture), ==, 33);
}

/* The disk is full for what is kept, as far as a process can arrange that: saving does not mind. */
static void
test_no_space (Fixture       *fixture,
               gconstpointer  data)
{
  void (*old_handler) (int) = signal (SIGXFSZ, SIG_IGN);
  g_autoptr (GError) error = NULL;
  gboolean saved;
  struct rlimit old, low;
  gint64 size;

  save_note (fixture, "one");
  size = count_bytes (fixture);

  /* A plan so small that its state, head and all, is larger. */
  set_note (fixture, "two");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  low = old;
  low.rlim_cur = 200;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &low), ==, 0);
  saved = try_save (fixture, FALSE, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  signal (SIGXFSZ, old_handler);

  g_assert_no_error (error);
  g_assert_true (saved);
  g_assert_false (qd_document_get_modified (fixture->document));
  g_assert_nonnull (qd_snapshots_get_problem (fixture->snapshots));
  g_assert_cmpint (count_bytes (fixture), ==, size);

  /* The next saving keeps what this one could not. */
  save_note (fixture, "three");
  g_assert_cmpuint (count (fixture), ==, 3);
}

/* The folder cannot be made. */
static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->history);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (parent, "in the way", -1, NULL));
  set_note (fixture, "one");
  g_assert_true (try_save (fixture, FALSE, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (qd_snapshots_get_problem (fixture->snapshots), "Not a directory"));
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_two_processes (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *lock_path = NULL;
  g_autoptr (QdSnapshots) others = qd_snapshots_new (fixture->history);
  g_autoptr (QdDocument) other = qd_document_new ();
  g_autoptr (GPtrArray) infos = NULL;
  GAsyncResult *results[2] = { NULL, NULL };
  g_autoptr (GError) error = NULL;
  int lock;

  /* Both at once, again and again. */
  qd_document_set_snapshots (other, others);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *note = g_strdup_printf ("%u", i);

      set_note (fixture, note);
      qd_document_save_async (fixture->document, fixture->file, TRUE, NULL, qd_test_done_cb, &results[0]);
      qd_document_save_async (other, fixture->file, TRUE, NULL, qd_test_done_cb, &results[1]);
      for (guint j = 0; j < G_N_ELEMENTS (results); j++)
        {
          g_autoptr (GAsyncResult) result = qd_test_await (&results[j]);

          g_assert_true (qd_document_save_finish (j == 0 ? fixture->document : other, result, &error));
          g_assert_no_error (error);
        }
      g_assert_null (qd_snapshots_get_problem (fixture->snapshots));
      g_assert_null (qd_snapshots_get_problem (others));
    }
  qd_snapshots_wait (fixture->snapshots);
  qd_snapshots_wait (others);
  infos = list (fixture);
  g_assert_cmpuint (infos->len, >=, 21);
  for (guint i = 0; i < infos->len; i++)
    {
      g_autoptr (QdPlan) plan = load (fixture, infos, i, &error);

      g_assert_no_error (error);
      g_assert_nonnull (plan);
    }

  /* One hangs: the other saves all the same, and says what it could not do. */
  lock_path = g_build_filename (fixture->states, "lock", NULL);
  lock = open (lock_path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (lock, >=, 0);
  g_assert_cmpint (flock (lock, LOCK_EX | LOCK_NB), ==, 0);
  set_note (fixture, "alone");
  g_assert_true (try_save (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_nonnull (qd_snapshots_get_problem (fixture->snapshots));
  close (lock);
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
    { "/snapshots/sixty", test_sixty },
    { "/snapshots/summary", test_summary },
    { "/snapshots/restore", test_restore },
    { "/snapshots/of-others", test_of_others },
    { "/snapshots/there-before", test_there_before },
    { "/snapshots/same-again", test_same_again },
    { "/snapshots/links", test_links },
    { "/snapshots/off-and-clear", test_off_and_clear },
    { "/snapshots/damaged", test_damaged },
    { "/snapshots/no-space", test_no_space },
    { "/snapshots/no-folder", test_no_folder },
    { "/snapshots/two-processes", test_two_processes },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
