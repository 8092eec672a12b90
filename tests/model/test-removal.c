#include "qd-removal.h"

#include "qd-plan-private.h"
#include "qd-test-plan.h"

typedef struct
{
  GHashTable *gone; /* ids */
  guint       n_found;
} References;

static void
collect_id (QdRecord *record,
            gpointer  user_data)
{
  g_hash_table_add (user_data, g_strdup (qd_record_get_id (record)));
}

/* Counts the references to what is gone. */
static void
count_references (QdRecord *record,
                  gpointer  user_data)
{
  References *references = user_data;
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_auto (GStrv) ids = NULL;

      if (info->fields[i].kind != QD_KIND_REFS)
        continue;

      ids = g_strsplit (qd_record_get_text (record, i), " ", -1);
      for (guint j = 0; ids[j] != NULL; j++)
        if (g_hash_table_contains (references->gone, ids[j]))
          references->n_found++;
    }
}

static void
collect_roots (QdRecord *record,
               gpointer  user_data)
{
  QdRecord *parent = qd_record_get_parent (record);
  QdList *list = qd_record_get_owner_list (record);

  if (parent == qd_plan_get_root (qd_record_get_plan (record)) && !qd_list_get_info (list)->single)
    g_ptr_array_add (user_data, record);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 80);
      g_autoptr (QdPlan) before = qd_plan_copy (plan);
      g_autoptr (GPtrArray) records = g_ptr_array_new ();
      g_autoptr (GHashTable) gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (QdChange) change = qd_change_new ("");
      g_autoptr (QdChange) undo = NULL;
      g_autoptr (QdChange) redo = NULL;
      References references = { gone, 0 };

      qd_record_foreach (qd_plan_get_root (plan), collect_roots, records);
      while (records->len > 5)
        g_ptr_array_remove_index_fast (records, (guint) g_rand_int_range (rand, 0, (int) records->len));
      for (guint j = 0; j < records->len; j++)
        qd_record_foreach (g_ptr_array_index (records, j), collect_id, gone);

      qd_change_remove_records (change, plan, (QdRecord **) records->pdata, records->len);
      undo = qd_plan_apply (plan, change, NULL);
      g_assert_nonnull (undo);
      qd_record_foreach (qd_plan_get_root (plan), count_references, &references);
      g_assert_cmpuint (references.n_found, ==, 0);
      redo = qd_plan_apply (plan, undo, NULL);
      g_assert_nonnull (redo);
      g_assert_true (qd_plan_equal (plan, before));
    }
}

static QdRecord *
add_record (QdPlan     *plan,
            QdRecord   *owner,
            QdListId    list,
            const char *id)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, id);

  qd_list_append (owner != NULL ? qd_record_get_list (owner, list) : qd_plan_get_list (plan, list), record);

  return record;
}

/* What is only about a removed record goes with it; what merely mentions it stays. */
static void
test_goes_along (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *objective = add_record (plan, NULL, QD_LIST_OBJECTIVES, "o");
  QdRecord *vote, *criterion, *accepted;
  g_autoptr (QdChange) change = qd_change_new ("");
  g_autoptr (QdChange) undo = NULL;

  add_record (plan, objective, QD_LIST_KEY_RESULTS, "k1");
  add_record (plan, NULL, QD_LIST_RISKS, "r");
  vote = add_record (plan, NULL, QD_LIST_VOTES, "v");
  criterion = add_record (plan, NULL, QD_LIST_CRITERIA, "c");
  accepted = add_record (plan, NULL, QD_LIST_ACCEPTED, "a");
  qd_record_set_text (vote, QD_VOTE_KEY_RESULT, "k1");
  qd_record_set_text (criterion, QD_CRITERION_MEASURED_BY, "k1");
  qd_record_set_text (accepted, QD_ACCEPTED_RECORD, "v r");

  qd_change_remove_records (change, plan, &objective, 1);
  undo = qd_plan_apply (plan, change, NULL);
  g_assert_nonnull (undo);
  g_assert_null (qd_plan_find (plan, "k1"));
  g_assert_null (qd_plan_find (plan, "v"));
  g_assert_false (qd_record_is_set (criterion, QD_CRITERION_MEASURED_BY));
  g_assert_cmpstr (qd_record_get_text (accepted, QD_ACCEPTED_RECORD), ==, "r");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/removal/random", test_random);
  g_test_add_func ("/model/removal/goes-along", test_goes_along);

  return g_test_run ();
}
