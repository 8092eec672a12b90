/* Properties of edits, held against thousands of random ones. */

#include "qd-document.h"

#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"

#define N_PLANS 20
#define N_CHANGES 150
#define FIGURES_EVERY 10

/* A document, every state it was in, and a plan that follows it by what “changed” hands out, written and read again. */
typedef struct
{
  GRand      *rand;
  QdDocument *document;
  GPtrArray  *states;   /* of GBytes: the plan before each change, and now */
  guint       at;       /* which of them the plan is in */
  QdPlan     *follower;
  guint       n_steps;
  guint       n_heard;
} Walk;

static void
follow_cb (QdDocument *document,
           QdChange   *change,
           gpointer    user_data)
{
  Walk *walk = user_data;
  g_autofree char *json = qd_json_from_change (change);
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) read = qd_json_to_change (json, &error);
  g_autoptr (QdChange) inverse = NULL;

  g_assert_no_error (error);
  inverse = qd_plan_apply (walk->follower, read, &error);
  g_assert_no_error (error);
  walk->n_heard++;
}

static void
walk_init (Walk    *walk,
           guint32  seed)
{
  g_autoptr (QdPlan) plan = NULL;

  walk->rand = g_rand_new_with_seed (seed);
  plan = qd_test_random_plan (walk->rand, 60);
  walk->follower = qd_plan_copy (plan);
  walk->document = qd_document_new_for_plan (plan);
  walk->states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  walk->at = 0;
  walk->n_steps = walk->n_heard = 0;
  g_ptr_array_add (walk->states, qd_json_save (plan));
  g_signal_connect (walk->document, "changed", G_CALLBACK (follow_cb), walk);
  qd_document_get_figures (walk->document);
}

static void
walk_clear (Walk *walk)
{
  g_assert_finalize_object (walk->document);
  g_assert_finalize_object (walk->follower);
  g_ptr_array_unref (walk->states);
  g_rand_free (walk->rand);
}

static void
assert_state (Walk *walk)
{
  QdPlan *plan = qd_document_get_plan (walk->document);
  g_autoptr (GBytes) now = qd_json_save (plan);
  GBytes *expected = g_ptr_array_index (walk->states, walk->at);

  g_assert_cmpmem (g_bytes_get_data (now, NULL), g_bytes_get_size (now),
                   g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_assert_true (qd_plan_equal (plan, walk->follower));
  g_assert_cmpint (qd_document_get_modified (walk->document), ==, walk->at > 0);
  g_assert_cmpint (qd_document_get_undo_title (walk->document) != NULL, ==, walk->at > 0);
  g_assert_cmpint (qd_document_get_redo_title (walk->document) != NULL, ==, walk->at + 1 < walk->states->len);

  if (walk->n_steps++ % FIGURES_EVERY == 0)
    {
      g_autoptr (QdFigures) whole = qd_figures_new (plan);
      g_autofree char *difference = NULL;

      if (!qd_figures_equal (qd_document_get_figures (walk->document), whole, &difference))
        g_error ("figures differ after step %u: %s", walk->n_steps, difference);
    }
}

/* Makes a random change. One that changes nothing is not heard of and makes no state. */
static void
step_forth (Walk *walk)
{
  QdPlan *plan = qd_document_get_plan (walk->document);
  g_autoptr (QdChange) change = qd_test_random_change (walk->rand, plan);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) now = NULL;
  guint n_heard = walk->n_heard;

  g_assert_true (qd_document_apply (walk->document, change, QD_APPLY_DEFAULT, &error));
  g_assert_no_error (error);

  now = qd_json_save (plan);
  if (walk->n_heard == n_heard)
    {
      g_assert_true (g_bytes_equal (now, g_ptr_array_index (walk->states, walk->at)));
      return;
    }

  g_ptr_array_set_size (walk->states, (int) walk->at + 1);
  g_ptr_array_add (walk->states, g_steal_pointer (&now));
  walk->at++;
  assert_state (walk);
}

static void
step_back (Walk *walk)
{
  g_assert_cmpint (qd_document_undo (walk->document), ==, walk->at > 0);
  if (walk->at > 0)
    walk->at--;
  assert_state (walk);
}

static void
step_again (Walk *walk)
{
  gboolean can = walk->at + 1 < walk->states->len;

  g_assert_cmpint (qd_document_redo (walk->document), ==, can);
  if (can)
    walk->at++;
  assert_state (walk);
}

/* All the way forth, back and forth again. */
static void
test_there_and_back (gconstpointer data)
{
  Walk walk;

  walk_init (&walk, GPOINTER_TO_UINT (data));
  for (guint i = 0; i < N_CHANGES; i++)
    step_forth (&walk);
  g_assert_cmpuint (walk.at, >, N_CHANGES / 2);
  while (walk.at > 0)
    step_back (&walk);
  while (walk.at + 1 < walk.states->len)
    step_again (&walk);
  walk_clear (&walk);
}

/* To and fro, forgetting what could be redone on the way. */
static void
test_to_and_fro (gconstpointer data)
{
  Walk walk;

  walk_init (&walk, GPOINTER_TO_UINT (data));
  for (guint i = 0; i < N_CHANGES; i++)
    {
      int chance = g_rand_int_range (walk.rand, 0, 10);

      if (chance < 5)
        step_forth (&walk);
      else if (chance < 8)
        step_back (&walk);
      else
        step_again (&walk);
    }
  walk_clear (&walk);
}

static void
pick_record (QdRecord *record,
             gpointer  user_data)
{
  g_ptr_array_add (user_data, record);
}

/* A reference leads to a record that the plan has. */
static void
assert_refs (QdRecord *record,
             gpointer  user_data)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_auto (GStrv) ids = NULL;

      if (info->fields[i].kind != QD_KIND_REFS)
        continue;
      ids = g_strsplit (qd_record_get_text (record, i), " ", -1);
      for (guint j = 0; ids[j] != NULL; j++)
        g_assert_nonnull (qd_plan_find (qd_record_get_plan (record), ids[j]));
    }
}

/* The edits of the window, at random: references never dangle, and all of it can be undone. */
static void
edit (Walk *walk)
{
  QdPlan *plan = qd_document_get_plan (walk->document);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GPtrArray) copies = NULL;
  QdRecord *picked[3];
  QdList *list;

  qd_record_foreach (qd_plan_get_root (plan), pick_record, records);
  for (guint i = 0; i < G_N_ELEMENTS (picked); i++)
    picked[i] = g_ptr_array_index (records, g_rand_int_range (walk->rand, 0, (int) records->len));

  list = qd_record_get_owner_list (picked[0]);
  switch (g_rand_int_range (walk->rand, 0, 4))
    {
    case 0:
      copies = qd_document_duplicate (walk->document, picked, G_N_ELEMENTS (picked), NULL);
      break;
    case 1:
      qd_document_remove (walk->document, picked, G_N_ELEMENTS (picked), NULL);
      break;
    case 2:
      if (list != NULL)
        qd_document_move (walk->document, picked, G_N_ELEMENTS (picked), qd_list_get_owner (list), qd_list_get_id (list),
                          (guint) g_rand_int_range (walk->rand, 0, 5), NULL);
      break;
    default:
      if (list != NULL)
        qd_document_add (walk->document, qd_list_get_owner (list), qd_list_get_id (list), 0, NULL);
      break;
    }
}

static void
test_edits (gconstpointer data)
{
  Walk walk;
  guint n_heard;

  walk_init (&walk, GPOINTER_TO_UINT (data));
  for (guint i = 0; i < N_CHANGES; i++)
    {
      n_heard = walk.n_heard;
      edit (&walk);
      qd_record_foreach (qd_plan_get_root (qd_document_get_plan (walk.document)), assert_refs, NULL);
      if (walk.n_heard > n_heard)
        {
          g_assert_cmpuint (walk.n_heard, ==, n_heard + 1);
          g_ptr_array_add (walk.states, qd_json_save (qd_document_get_plan (walk.document)));
          walk.at++;
        }
      assert_state (&walk);
    }
  g_assert_cmpuint (walk.at, >, N_CHANGES / 4);
  while (walk.at > 0)
    step_back (&walk);
  walk_clear (&walk);
}

static void
add_tests (const char    *name,
           GTestDataFunc  test)
{
  for (guint seed = 1; seed <= N_PLANS; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/document-random/%s/%u", name, seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_tests ("there-and-back", test_there_and_back);
  add_tests ("to-and-fro", test_to_and_fro);
  add_tests ("edits", test_edits);

  return g_test_run ();
}
