/* Every system call of saving, drafting and keeping earlier states fails once: nothing is lost by any of them. */

#include "draft-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "qd-error.h"
#include "qd-faults.h"
#include "qd-json.h"
#include "qd-test-folder.h"

/* 0: only half of what is to be written is. */
static const int faults[] = { ENOSPC, EIO, EACCES, EROFS, EINTR, 0 };

/* More calls than anything here makes. */
#define MAX_CALLS 2000

typedef struct
{
  const char *what;
  guint       n_struck;
} Tally;

/* Returns: (nullable): which call failed; %NULL if everything ran clean */
static const char *
tell (Tally *tally)
{
  const char *struck = qd_faults_disarm ();

  if (struck != NULL)
    tally->n_struck++;

  return struck;
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
assert_holds (const char *path,
              GBytes     *bytes)
{
  g_autofree char *found = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &found, &length, NULL));
  g_assert_cmpmem (found, length, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static GBytes *
read_bytes (const char *path)
{
  char *found;
  gsize length;

  g_assert_true (g_file_get_contents (path, &found, &length, NULL));

  return g_bytes_new_take (found, length);
}

/* Instead of the plan there is a link to it, as in a folder that is synchronised. Returns: (transfer full): where it leads */
static char *
link_elsewhere (Fixture *fixture)
{
  g_autofree char *real = g_build_filename (fixture->folder, "real", NULL);

  g_assert_cmpint (g_rename (fixture->path, real), ==, 0);
  g_assert_cmpint (symlink ("real", fixture->path), ==, 0);

  return g_steal_pointer (&real);
}

/* Saving, with the fault at @number. Returns: whether there was such a call */
static gboolean
save_with_fault (int       fault,
                 guint     number,
                 gboolean  linked,
                 Tally    *tally)
{
  Fixture fixture = { NULL };
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *real = NULL;
  const char *struck;
  gboolean saved;
  GStatBuf info;
  guint n_open;

  set_up (&fixture, NULL);
  g_assert_cmpint (g_chmod (fixture.path, 0640), ==, 0);
  real = linked ? link_elsewhere (&fixture) : g_strdup (fixture.path);
  before = read_bytes (fixture.path);
  document = load (&fixture);
  set_note (document, "typed");
  after = qd_json_save (qd_document_get_plan (document));
  n_open = count_entries ("/proc/self/fd");

  qd_faults_arm (fixture.folder, number, fault);
  saved = save (&fixture, document, fixture.file, FALSE, &error);
  struck = tell (tally);
  g_test_message ("save: call %u, %s, %s: %s", number, struck != NULL ? struck : "none", fault != 0 ? g_strerror (fault) : "half",
                  error != NULL ? error->message : "saved");

  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, n_open);
  g_assert_cmpuint (count_entries (fixture.folder), ==, linked ? 2 : 1);
  g_assert_cmpint (g_file_test (fixture.path, G_FILE_TEST_IS_SYMLINK), ==, linked);
  assert_holds (real, saved ? after : before);
  g_assert_cmpint (qd_document_get_modified (document), ==, !saved);
  if (!saved)
    {
      g_assert_nonnull (struck);
      g_assert_cmpint (fault, !=, 0);
      g_assert_nonnull (strstr (error->message, "plan.qplan"));
      /* No other program touched it, and nothing is missing. */
      g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
      g_assert_null (strstr (error->message, "does not exist"));
      g_clear_error (&error);
      save (&fixture, document, fixture.file, FALSE, &error);
      g_assert_no_error (error);
      assert_holds (real, after);
    }
  g_assert_cmpint (g_stat (fixture.path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);
  g_clear_object (&document);
  tear_down (&fixture, NULL);

  return struck != NULL;
}

/* What a process that ends now leaves is found by the next. */
static void
assert_recovers (Fixture    *fixture,
                 const char *note,
                 const char *or_note)
{
  g_autoptr (QdDraft) draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;

  die (fixture);
  recovered = recover_only (fixture, &draft);
  if (or_note == NULL || !g_str_equal (get_note (recovered), or_note))
    g_assert_cmpstr (get_note (recovered), ==, note);
}

static gboolean
draft_with_fault (int      fault,
                  guint    number,
                  gboolean first,
                  gboolean again,
                  Tally   *tally)
{
  Fixture fixture = { NULL };
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = NULL;
  QdDraft *draft;
  const char *struck;

  set_up (&fixture, NULL);
  before = read_bytes (fixture.path);
  document = load (&fixture);
  draft = qd_draft_attach (document, fixture.store);
  set_note (document, "one");
  if (!first)
    {
      flush (&fixture, draft);
      set_note (document, "two");
    }

  qd_faults_arm (fixture.drafts, number, fault);
  try_flush (&fixture, draft, &error);
  struck = tell (tally);
  g_test_message ("draft: call %u, %s, %s: %s", number, struck != NULL ? struck : "none", fault != 0 ? g_strerror (fault) : "half",
                  error != NULL ? error->message : "written");

  g_assert_true (qd_document_get_modified (document));
  g_assert_true (qd_draft_is_needed (draft));
  assert_holds (fixture.path, before);
  if (error != NULL)
    {
      g_assert_nonnull (struck);
      g_assert_cmpint (fault, !=, 0);
      g_assert_cmpstr (qd_draft_get_problem (draft), ==, error->message);
      g_assert_nonnull (strstr (error->message, g_strerror (fault)));
      if (again)
        flush (&fixture, draft);
    }
  g_clear_object (&draft);
  if (error == NULL || again)
    assert_recovers (&fixture, first ? "one" : "two", NULL);
  else if (!first)
    assert_recovers (&fixture, "two", "one");
  g_clear_object (&document);
  tear_down (&fixture, NULL);

  return struck != NULL;
}

static guint
count_states (QdSnapshots *snapshots,
              GFile       *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *done = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = NULL;

  qd_snapshots_list_async (snapshots, file, NULL, qd_test_done_cb, &done);
  result = qd_test_await (&done);
  infos = qd_snapshots_list_finish (snapshots, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < infos->len; i++)
    {
      QdSnapshotInfo *info = g_ptr_array_index (infos, i);
      g_autoptr (GAsyncResult) loaded = NULL;
      g_autoptr (QdPlan) plan = NULL;

      g_assert_false (info->is_damaged);
      qd_snapshots_load_async (snapshots, file, info->id, NULL, qd_test_done_cb, &done);
      loaded = qd_test_await (&done);
      plan = qd_snapshots_load_finish (snapshots, loaded, &error);
      g_assert_no_error (error);
    }

  return infos->len;
}

/* Keeping earlier states may fail; saving may not because of that, and the states there are stay. */
static gboolean
snapshot_with_fault (int    fault,
                     guint  number,
                     Tally *tally)
{
  Fixture fixture = { NULL };
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (QdSnapshots) snapshots = NULL;
  g_autofree char *history = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  const char *struck;
  guint n_states;

  set_up (&fixture, NULL);
  history = g_build_filename (fixture.folder, "history", NULL);
  snapshots = qd_snapshots_new (history);
  document = load (&fixture);
  qd_document_set_snapshots (document, snapshots);
  set_note (document, "one");
  g_assert_true (save (&fixture, document, fixture.file, FALSE, &error));
  qd_snapshots_wait (snapshots);
  n_states = count_states (snapshots, fixture.file);
  set_note (document, "two");
  after = qd_json_save (qd_document_get_plan (document));

  qd_faults_arm (history, number, fault);
  save (&fixture, document, fixture.file, FALSE, &error);
  qd_snapshots_wait (snapshots);
  struck = tell (tally);
  g_test_message ("state: call %u, %s, %s: %s", number, struck != NULL ? struck : "none", fault != 0 ? g_strerror (fault) : "half",
                  qd_snapshots_get_problem (snapshots) != NULL ? qd_snapshots_get_problem (snapshots) : "kept");

  g_assert_no_error (error);
  if (fault != 0 && qd_snapshots_get_problem (snapshots) != NULL)
    g_assert_nonnull (strstr (qd_snapshots_get_problem (snapshots), g_strerror (fault)));
  assert_holds (fixture.path, after);
  g_assert_false (qd_document_get_modified (document));
  g_assert_cmpuint (count_states (snapshots, fixture.file), >=, n_states);

  set_note (document, "three");
  save (&fixture, document, fixture.file, FALSE, &error);
  g_assert_no_error (error);
  qd_snapshots_wait (snapshots);
  g_assert_null (qd_snapshots_get_problem (snapshots));
  g_assert_cmpuint (count_states (snapshots, fixture.file), >, n_states);
  g_clear_object (&document);
  g_clear_object (&snapshots);
  tear_down (&fixture, NULL);

  return struck != NULL;
}

/* Each in turn until there is no such call any more. */
#define EACH_CALL(fault_, number_, tried_) \
  for (guint i_ = 0; i_ < G_N_ELEMENTS (faults); i_++) \
    { \
      int fault_ = faults[i_]; \
      guint number_ = 1; \
      while (number_ < MAX_CALLS && (tried_)) \
        number_++; \
      g_assert_cmpuint (number_, <, MAX_CALLS); \
    }

static void
test_save (void)
{
  Tally tally = { 0 };

  for (gboolean linked = FALSE; linked <= TRUE; linked++)
    EACH_CALL (fault, number, save_with_fault (fault, number, linked, &tally));
  g_test_message ("%u calls failed while saving", tally.n_struck);
  g_assert_cmpuint (tally.n_struck, >, 40);
}

static void
test_draft (void)
{
  Tally tally = { 0 };

  for (guint variant = 0; variant < 4; variant++)
    EACH_CALL (fault, number, draft_with_fault (fault, number, variant % 2 == 0, variant / 2 == 0, &tally));
  g_test_message ("%u calls failed while writing drafts", tally.n_struck);
  g_assert_cmpuint (tally.n_struck, >, 40);
}

static void
test_snapshot (void)
{
  Tally tally = { 0 };

  EACH_CALL (fault, number, snapshot_with_fault (fault, number, &tally));
  g_test_message ("%u calls failed while keeping states", tally.n_struck);
  g_assert_cmpuint (tally.n_struck, >, 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/faults/save", test_save);
  g_test_add_func ("/faults/draft", test_draft);
  g_test_add_func ("/faults/snapshot", test_snapshot);

  return g_test_run ();
}
