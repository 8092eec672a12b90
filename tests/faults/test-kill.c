/* A process is killed at each call that saving, drafting and keeping earlier states make, and in the middle of sessions:
 * whoever opens the plan then has one of its two states whole, or is offered the draft. QD_KILLS says how often in all,
 * for more than what every run does. */

#include "draft-fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qd-faults.h"
#include "qd-test-folder.h"

/* More calls than one thing makes. */
#define MAX_CALLS 400

/* In a session of the victim. */
#define SESSION_CALLS 1000
#define SESSION_KILLS 25

static char *victim_path;
static guint n_killed, n_files_new, n_drafts;

/* What there must be after a death: notes of the plan, as numbers. */
typedef struct
{
  const char *what;
  int         file_least;
  int         file_most;
  int         least;   /* in the file or the draft, whichever is later */
  int         most;
} Expected;

/* In sessions. */
typedef struct
{
  int flushed;
  int saved;
} Said;

/* Returns: whether the victim was killed; with @said (nullable) it tells how far it came */
static gboolean
run_victim (const char *what,
            const char *folder,
            guint       number,
            int         fault,
            Said       *said)
{
  g_autofree char *number_text = g_strdup_printf ("%u", number);
  g_autofree char *fault_text = g_strdup_printf ("%d", fault);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *heard = NULL;
  g_auto (GStrv) lines = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, victim_path, what, folder, number_text, fault_text, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &heard, NULL, &error);
  g_assert_no_error (error);

  lines = g_strsplit (heard, "\n", -1);
  for (guint i = 0; said != NULL && lines[i] != NULL && lines[i + 1] != NULL; i++)
    g_assert_true (sscanf (lines[i], "flushed %d", &said->flushed) == 1 || sscanf (lines[i], "saved %d", &said->saved) == 1);

  if (!g_subprocess_get_if_signaled (process))
    {
      g_assert_true (g_subprocess_get_successful (process));
      return FALSE;
    }
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
  n_killed++;

  return TRUE;
}

static int
number_of (QdDocument *document)
{
  return (int) g_ascii_strtoll (get_note (document), NULL, 10);
}

/* Returns: the number in the draft that is offered; -1 if none is */
static int
open_draft (Fixture *fixture)
{
  g_autoptr (GPtrArray) infos = list (fixture, fixture->store);
  g_autoptr (QdDraft) draft = NULL;
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  const QdDraftInfo *info;
  int number;

  g_assert_cmpuint (infos->len, <=, 1);
  if (infos->len == 0)
    return -1;

  info = g_ptr_array_index (infos, 0);
  g_assert_true (info->recoverable);
  document = recover (fixture, fixture->store, info, &draft, &error);
  g_assert_no_error (error);
  number = number_of (document);
  n_drafts++;
  qd_draft_discard (draft);

  return number;
}

static void
check_states (Fixture    *fixture,
              const char *history)
{
  g_autoptr (QdSnapshots) snapshots = qd_snapshots_new (history);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GError) error = NULL;

  qd_snapshots_list_async (snapshots, fixture->file, NULL, qd_test_done_cb, &fixture->result);
  listed = qd_test_await (&fixture->result);
  infos = qd_snapshots_list_finish (snapshots, listed, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < infos->len; i++)
    {
      QdSnapshotInfo *info = g_ptr_array_index (infos, i);
      g_autoptr (GAsyncResult) loaded = NULL;
      g_autoptr (QdPlan) plan = NULL;

      g_assert_false (info->is_damaged);
      qd_snapshots_load_async (snapshots, fixture->file, info->id, NULL, qd_test_done_cb, &fixture->result);
      loaded = qd_test_await (&fixture->result);
      plan = qd_snapshots_load_finish (snapshots, loaded, &error);
      g_assert_no_error (error);
    }
}

/* What whoever comes next finds, and that work goes on. */
static void
check_reopened (Fixture        *fixture,
                const Expected *expected)
{
  g_autofree char *history = g_build_filename (fixture->folder, "history", NULL);
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdSnapshots) snapshots = NULL;
  g_autoptr (GError) error = NULL;
  int in_file = number_of (document);
  int in_draft = open_draft (fixture);

  n_files_new += in_file > 0;
  g_test_message ("%s: %d in the file, %d in the draft", expected->what, in_file, in_draft);
  g_assert_cmpint (in_file, >=, expected->file_least);
  g_assert_cmpint (in_file, <=, expected->file_most);
  g_assert_cmpint (MAX (in_file, in_draft), >=, expected->least);
  g_assert_cmpint (MAX (in_file, in_draft), <=, expected->most);

  check_states (fixture, history);
  snapshots = qd_snapshots_new (history);
  qd_document_set_snapshots (document, snapshots);
  set_note (document, "100");
  save (fixture, document, fixture->file, FALSE, &error);
  g_assert_no_error (error);
  qd_snapshots_wait (snapshots);
  g_assert_null (qd_snapshots_get_problem (snapshots));
  check_states (fixture, history);
}

/* Returns: whether there was such a call to die at */
static gboolean
kill_at (const Expected *expected,
         guint           number,
         int             fault)
{
  Fixture fixture = { NULL };
  gboolean killed;

  set_up (&fixture, NULL);
  if (g_str_equal (expected->what, "recover"))
    g_assert_false (run_victim ("draft", fixture.folder, MAX_CALLS, QD_FAULTS_DIE, NULL));
  killed = run_victim (expected->what, fixture.folder, number, fault, NULL);
  check_reopened (&fixture, expected);
  tear_down (&fixture, NULL);

  return killed;
}

static const Expected each[] = {
  { "save", 0, 1, 1, 1 },
  { "save-link", 0, 1, 1, 1 },
  { "draft", 0, 0, 0, 1 },
  { "draft-on", 0, 0, 1, 2 },
  { "state", 1, 2, 1, 2 },
  { "recover", 0, 0, 1, 1 },
};

static void
test_each (gconstpointer data)
{
  static const int faults[] = { QD_FAULTS_DIE, QD_FAULTS_DIE_HALFWAY };
  const Expected *expected = data;
  guint before = n_killed;

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      guint number = 1;

      while (number < MAX_CALLS && kill_at (expected, number, faults[i]))
        number++;
      g_assert_cmpuint (number, <, MAX_CALLS);
    }
  g_test_message ("%s: killed %u times", expected->what, n_killed - before);
  g_assert_cmpuint (n_killed - before, >=, 4);
}

/* A long session ends anywhere. */
static void
test_session (void)
{
  const char *wanted = g_getenv ("QD_KILLS");
  guint most = wanted != NULL ? (guint) strtoul (wanted, NULL, 10) : n_killed + SESSION_KILLS;

  while (n_killed < most)
    {
      Fixture fixture = { NULL };
      Said said = { 0, 0 };
      Expected expected = { "session", .most = 1000, .file_most = 1000 };

      set_up (&fixture, NULL);
      run_victim ("session", fixture.folder, (guint) g_test_rand_int_range (1, SESSION_CALLS), QD_FAULTS_DIE, &said);
      expected.file_least = said.saved;
      expected.least = MAX (said.flushed, said.saved);
      check_reopened (&fixture, &expected);
      tear_down (&fixture, NULL);
    }
  g_test_message ("%u killed; the file was a later one %u times, a draft was there %u times", n_killed, n_files_new, n_drafts);
  g_assert_cmpuint (n_files_new, >, n_killed / 10);
  g_assert_cmpuint (n_drafts, >, n_killed / 10);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_path_get_dirname (argv[0]);

  g_test_init (&argc, &argv, NULL);
  victim_path = g_build_filename (folder, "die-at-call", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (each); i++)
    {
      g_autofree char *name = g_strconcat ("/kill/", each[i].what, NULL);

      g_test_add_data_func (name, &each[i], test_each);
    }
  g_test_add_func ("/kill/session", test_session);

  return g_test_run ();
}
