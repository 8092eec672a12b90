/* usage: edit-until-killed DRAFTS FILE SEED
 *
 * Edits a plan until somebody kills it, and flushes the draft and saves the file now and then without waiting. Says on
 * standard output what it can rely on: “flushed N” and “saved N” mean the plan after N edits. The edits follow from
 * SEED, so that whoever reads this can make the same plan. */

#include <stdio.h>
#include <stdlib.h>

#include "qd-draft.h"
#include "qd-test-plan.h"

#define PLAN_SIZE 30
#define N_EDITS_MAX 3000

static guint n_pending;

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  qd_draft_flush_finish (QD_DRAFT (source), result, &error);
  g_assert_no_error (error);
  printf ("flushed %u\n", GPOINTER_TO_UINT (user_data));
  fflush (stdout);
  n_pending--;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  qd_document_save_finish (QD_DOCUMENT (source), result, &error);
  g_assert_no_error (error);
  printf ("saved %u\n", GPOINTER_TO_UINT (user_data));
  fflush (stdout);
  n_pending--;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (QdDraftStore) store = qd_draft_store_new (argv[1]);
  g_autoptr (GFile) file = g_file_new_for_path (argv[2]);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) strtoul (argv[3], NULL, 10));
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, PLAN_SIZE);
  g_autoptr (QdDocument) document = qd_document_new_for_plan (plan);
  g_autoptr (QdDraft) draft = qd_draft_attach (document, store);

  for (guint i = 1; i <= N_EDITS_MAX; i++)
    {
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);

      qd_document_apply (document, change, QD_APPLY_DEFAULT, NULL);
      if (g_random_int_range (0, 3) == 0)
        {
          n_pending++;
          qd_draft_flush_async (draft, flushed_cb, GUINT_TO_POINTER (i));
        }
      if (g_random_int_range (0, 12) == 0 && !qd_document_get_saving (document))
        {
          n_pending++;
          qd_document_save_async (document, file, TRUE, NULL, saved_cb, GUINT_TO_POINTER (i));
        }
      /* The disk is slower than the edits: let it catch up at times. */
      do
        g_main_context_iteration (NULL, n_pending > 5);
      while (n_pending > 5);
    }

  return 0;
}
