/* A process that edits is killed at random moments: what it said is flushed can be recovered, and the file is whole. */

#include "qd-draft.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-test-folder.h"
#include "qd-test-plan.h"

#define N_KILLS 50
#define N_LINES_MAX 60
#define PLAN_SIZE 30
#define N_EDITS_MAX 3000

static char *victim;

/* What a process said until it was killed: after how many edits the plan was flushed and saved last. */
typedef struct
{
  guint flushed;
  guint saved;
} Said;

static void
hear (const char *line,
      Said       *said)
{
  guint n;

  if (sscanf (line, "flushed %u", &n) == 1)
    said->flushed = n;
  else if (sscanf (line, "saved %u", &n) == 1)
    said->saved = n;
  else
    g_error ("what is “%s”?", line);
}

static Said
kill_one (const char *drafts,
          const char *path,
          guint       seed)
{
  g_autofree char *seed_text = g_strdup_printf ("%u", seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, victim, drafts, path,
                                                      seed_text, NULL);
  g_autoptr (GDataInputStream) stream = NULL;
  int n_lines = g_random_int_range (0, N_LINES_MAX);
  Said said = { 0, 0 };
  char *line;

  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  for (int i = 0; i < n_lines; i++)
    {
      line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);
      g_assert_nonnull (line);
      hear (line, &said);
      g_free (line);
    }
  g_subprocess_send_signal (process, SIGKILL);

  /* It may have said more before it died, even half a line. */
  while ((line = g_data_input_stream_read_line (stream, NULL, NULL, NULL)) != NULL)
    {
      if (g_ascii_isdigit (line[strlen (line) - 1]))
        hear (line, &said);
      g_free (line);
    }
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (process));

  return said;
}

/* The plan after each edit; makes as many of them as are asked for. */
typedef struct
{
  GRand     *rand;
  QdPlan    *plan;
  GPtrArray *states;
} Replay;

static GBytes *
replay_state (Replay *replay,
              guint   n)
{
  while (replay->states->len <= n)
    {
      if (replay->states->len > 0)
        {
          g_autoptr (QdChange) change = qd_test_random_change (replay->rand, replay->plan);
          g_autoptr (QdChange) inverse = qd_plan_apply (replay->plan, change, NULL);

          g_assert_nonnull (inverse);
        }
      g_ptr_array_add (replay->states, qd_json_save (replay->plan));
    }

  return replay->states->pdata[n];
}

/* Returns: after how many edits the plan was @bytes, at least @least */
static guint
find_state (Replay *replay,
            GBytes *bytes,
            guint   least)
{
  guint n = least;

  while (!g_bytes_equal (replay_state (replay, n), bytes))
    {
      n++;
      g_assert_cmpuint (n, <=, N_EDITS_MAX);
    }

  return n;
}

/* Returns: (nullable): the plan in the draft that the process left */
static GBytes *
recover (const char *drafts)
{
  g_autoptr (QdDraftStore) store = qd_draft_store_new (drafts);
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (QdDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  qd_draft_store_list_async (store, NULL, qd_test_done_cb, &result);
  listed = qd_test_await (&result);
  infos = qd_draft_store_list_finish (store, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (infos->len, <=, 1);
  if (infos->len == 0)
    return NULL;

  g_assert_null (((QdDraftInfo *) infos->pdata[0])->damage);
  qd_draft_recover_async (store, infos->pdata[0], qd_test_done_cb, &result);
  recovered = qd_test_await (&result);
  document = qd_draft_recover_finish (store, recovered, &draft, &error);
  g_assert_no_error (error);
  bytes = qd_json_save (qd_document_get_plan (document));
  qd_draft_discard (draft);

  return bytes;
}

static void
test_kill (void)
{
  char *folder = qd_test_folder_new ();
  guint n_drafts = 0, n_files = 0, n_lost = 0;

  for (guint seed = 1; seed <= N_KILLS; seed++)
    {
      g_autofree char *drafts = g_strdup_printf ("%s/drafts-%u", folder, seed);
      g_autofree char *path = g_strdup_printf ("%s/plan-%u.qplan", folder, seed);
      Said said = kill_one (drafts, path, seed);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, PLAN_SIZE);
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      Replay replay = { rand, plan, states };
      g_autoptr (GBytes) draft = recover (drafts);
      g_autofree char *text = NULL;
      gsize length;

      if (draft != NULL)
        {
          find_state (&replay, draft, said.flushed);
          n_drafts++;
        }
      if (g_file_get_contents (path, &text, &length, NULL))
        {
          g_autoptr (GBytes) file = g_bytes_new_static (text, length);

          /* Without a draft, the file is all there is. */
          find_state (&replay, file, draft != NULL ? said.saved : MAX (said.saved, said.flushed));
          n_files++;
        }
      else
        {
          g_assert_cmpuint (said.saved, ==, 0);
          /* Edits that came to nothing leave nothing to write. */
          g_assert_true (draft != NULL ||
                         g_bytes_equal (replay_state (&replay, said.flushed), replay_state (&replay, 0)));
          n_lost += draft == NULL;
        }
    }

  g_test_message ("%u killed: %u drafts recovered, %u files whole, %u before anything was flushed", N_KILLS, n_drafts,
                  n_files, n_lost);
  g_assert_cmpuint (n_drafts, >, N_KILLS / 4);
  g_assert_cmpuint (n_files, >, N_KILLS / 4);
  qd_test_folder_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_path_get_dirname (argv[0]);

  g_test_init (&argc, &argv, NULL);
  victim = g_build_filename (folder, "edit-until-killed", NULL);
  g_test_add_func ("/draft-kill/kill", test_kill);

  return g_test_run ();
}
