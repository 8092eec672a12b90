#include "qd-plan.h"

#include <math.h>

#include "qd-plan-private.h"
#include "qd-test-plan.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_values (void)
{
  g_autoptr (QdRecord) team = qd_record_new (QD_RECORD_TEAM, "t");
  g_autofree char *formatted = NULL;

  g_assert_cmpstr (qd_record_get_id (team), ==, "t");
  g_assert_cmpint (qd_record_get_record_type (team), ==, QD_RECORD_TEAM);
  g_assert_false (qd_record_is_set (team, QD_TEAM_ENGINEERS));
  g_assert_true (isnan (qd_record_get_number (team, QD_TEAM_ENGINEERS)));
  g_assert_cmpfloat (qd_record_get_number (team, QD_TEAM_AVAILABILITY), ==, 100); /* the default */
  g_assert_cmpstr (qd_record_get_title (team), ==, "");
  g_assert_null (qd_record_get_plan (team));
  g_assert_null (qd_record_get_parent (team));
  g_assert_null (qd_record_get_extra (team));

  qd_record_set_text (team, QD_TEAM_NAME, "Platform");
  qd_record_set_text (team, QD_TEAM_ENGINEERS, "6");
  qd_record_set_text (team, QD_TEAM_DAYS, "about 52");
  g_assert_cmpstr (qd_record_get_title (team), ==, "Platform");
  g_assert_cmpfloat (qd_record_get_number (team, QD_TEAM_ENGINEERS), ==, 6);
  g_assert_cmpstr (qd_record_get_text (team, QD_TEAM_ENGINEERS), ==, "");
  /* Not understood is never zero. */
  g_assert_true (isnan (qd_record_get_number (team, QD_TEAM_DAYS)));
  g_assert_cmpstr (qd_record_get_text (team, QD_TEAM_DAYS), ==, "about 52");
  formatted = qd_record_format (team, QD_TEAM_DAYS);
  g_assert_cmpstr (formatted, ==, "about 52");
}

/* One notification for a change, none where nothing changes; a value that says the default is not stored. */
static void
test_notify (void)
{
  g_autoptr (QdRecord) team = qd_record_new (QD_RECORD_TEAM, "t");
  guint engineers = 0, all = 0;
  double number;

  g_signal_connect_swapped (team, "notify::engineers", G_CALLBACK (count_cb), &engineers);
  g_signal_connect_swapped (team, "notify", G_CALLBACK (count_cb), &all);

  qd_record_set_number (team, QD_TEAM_ENGINEERS, 6);
  qd_record_set_number (team, QD_TEAM_ENGINEERS, 6);
  g_assert_cmpuint (engineers, ==, 1);
  qd_record_set_text (team, QD_TEAM_ENGINEERS, NULL);
  g_assert_cmpuint (engineers, ==, 2);
  g_assert_cmpuint (all, ==, 2);

  qd_record_set_number (team, QD_TEAM_RESERVE, 0);
  g_assert_cmpuint (all, ==, 2);
  g_assert_false (qd_record_is_set (team, QD_TEAM_RESERVE));
  qd_record_set_number (team, QD_TEAM_RESERVE, 10);
  qd_record_set_number (team, QD_TEAM_RESERVE, 0);
  g_assert_cmpuint (all, ==, 4);
  g_assert_false (qd_record_is_set (team, QD_TEAM_RESERVE));

  g_object_get (team, "availability", &number, NULL);
  g_assert_cmpfloat (number, ==, 100);
}

static void
test_copy (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 50);
      g_autoptr (QdPlan) copy = qd_plan_copy (plan);
      QdRecord *root = qd_plan_get_root (plan);
      g_autoptr (QdRecord) duplicate = NULL;

      g_assert_true (qd_plan_equal (plan, copy));
      g_assert_cmpuint (qd_plan_get_n_records (plan), ==, qd_plan_get_n_records (copy));
      g_assert_true (qd_plan_find (copy, "plan") != root);
      g_assert_true (qd_record_get_plan (qd_plan_find (copy, "meeting")) == copy);

      duplicate = qd_record_duplicate (root);
      g_assert_false (qd_record_equal (duplicate, root));
      g_assert_null (qd_record_get_plan (duplicate));

      qd_record_set_text (qd_plan_get_root (copy), QD_PLAN_FACILITATOR, "someone else entirely");
      g_assert_false (qd_plan_equal (plan, copy));
    }
}

/* Each thing that can differ makes two records differ. */
static void
test_equal (void)
{
  g_autoptr (QdRecord) a = qd_record_new (QD_RECORD_TEAM, "t");
  g_autoptr (QdRecord) b = qd_record_new (QD_RECORD_TEAM, "t");
  g_autoptr (QdRecord) other_id = qd_record_new (QD_RECORD_TEAM, "u");
  g_autoptr (QdRecord) other_type = qd_record_new (QD_RECORD_RISK, "t");
  g_autoptr (QdRecord) joiner = qd_record_new (QD_RECORD_JOINER, "j");

  g_assert_true (qd_record_equal (a, b));
  g_assert_false (qd_record_equal (a, other_id));
  g_assert_false (qd_record_equal (a, other_type));

  /* A list that was only looked at is as empty as one that was not. */
  g_assert_nonnull (qd_record_get_list (a, QD_LIST_JOINERS));
  g_assert_null (qd_record_peek_list (a, QD_LIST_JOINERS));
  g_assert_true (qd_record_equal (a, b));

  qd_record_set_extra (a, "{\"x\":1}");
  g_assert_false (qd_record_equal (a, b));
  qd_record_set_extra (b, "{\"x\":1}");
  g_assert_true (qd_record_equal (a, b));

  qd_list_append (qd_record_get_list (a, QD_LIST_JOINERS), joiner);
  g_assert_false (qd_record_equal (a, b));
  g_assert_false (qd_record_equal (b, a));
}

typedef struct
{
  guint position, removed, added, count;
} Changes;

static void
items_changed_cb (Changes *changes,
                  guint    position,
                  guint    removed,
                  guint    added)
{
  *changes = (Changes) { position, removed, added, changes->count + 1 };
}

static void
assert_changes (Changes *changes,
                guint    position,
                guint    removed,
                guint    added)
{
  g_assert_cmpuint (changes->count, ==, 1);
  g_assert_cmpuint (changes->position, ==, position);
  g_assert_cmpuint (changes->removed, ==, removed);
  g_assert_cmpuint (changes->added, ==, added);
  changes->count = 0;
}

static void
assert_order (QdList     *list,
              const char *order)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      g_autoptr (QdRecord) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (found, qd_record_get_id (item));
      g_assert_cmpint (qd_list_index_of (list, item), ==, i);
      g_assert_true (qd_record_get_owner_list (item) == list);
    }
  g_assert_cmpstr (found->str, ==, order);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), qd_list_get_length (list)));
}

static void
test_list (void)
{
  static const char *const ids[] = { "a", "b", "c", "d" };
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdList *list = qd_plan_get_list (plan, QD_LIST_RISKS);
  guint inserted = 0, removed = 0, moved = 0;
  Changes changes = { 0 };

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == QD_TYPE_RECORD);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  g_signal_connect_swapped (plan, "record-inserted", G_CALLBACK (count_cb), &inserted);
  g_signal_connect_swapped (plan, "record-removed", G_CALLBACK (count_cb), &removed);
  g_signal_connect_swapped (plan, "record-moved", G_CALLBACK (count_cb), &moved);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_RISK, ids[i]);

      qd_list_insert (list, i / 2, record);
      assert_changes (&changes, i / 2, 0, 1);
      g_assert_true (qd_plan_find (plan, ids[i]) == record);
      g_assert_true (qd_record_get_plan (record) == plan);
      g_assert_true (qd_record_get_parent (record) == qd_plan_get_root (plan));
    }
  assert_order (list, "bdca");
  g_assert_cmpuint (inserted, ==, 4);

  qd_list_move (list, 0, 2);
  assert_changes (&changes, 0, 3, 3);
  assert_order (list, "dcba");
  qd_list_move (list, 3, 2);
  assert_changes (&changes, 2, 2, 2);
  assert_order (list, "dcab");
  qd_list_move (list, 1, 1);
  g_assert_cmpuint (changes.count, ==, 0);
  g_assert_cmpuint (moved, ==, 2);

  qd_list_remove (list, 1);
  assert_changes (&changes, 1, 1, 0);
  assert_order (list, "dab");
  g_assert_cmpuint (removed, ==, 1);
  g_assert_null (qd_plan_find (plan, "c"));
}

/* Records that come and go with what holds them are found and no longer found. */
static void
test_index (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdRecord) objective = qd_record_new (QD_RECORD_OBJECTIVE, "o");
  g_autoptr (QdRecord) key_result = qd_record_new (QD_RECORD_KEY_RESULT, "k");
  guint before = qd_plan_get_n_records (plan);
  guint inserted = 0;

  qd_list_append (qd_record_get_list (objective, QD_LIST_KEY_RESULTS), key_result);
  g_assert_null (qd_plan_find (plan, "k"));
  g_signal_connect_swapped (plan, "record-inserted", G_CALLBACK (count_cb), &inserted);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_REVIEW_OBJECTIVES), objective);
  g_assert_cmpuint (inserted, ==, 1);
  g_assert_true (qd_plan_find (plan, "k") == key_result);
  g_assert_cmpuint (qd_plan_get_n_records (plan), ==, before + 2);

  qd_list_remove (qd_plan_get_list (plan, QD_LIST_REVIEW_OBJECTIVES), 0);
  g_assert_null (qd_plan_find (plan, "o"));
  g_assert_null (qd_plan_find (plan, "k"));
  g_assert_null (qd_plan_find (plan, NULL));
  g_assert_null (qd_record_get_plan (key_result));
  g_assert_true (qd_record_get_parent (key_result) == objective);
  g_assert_cmpuint (qd_plan_get_n_records (plan), ==, before);
}

static void
test_plan_figures (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdQuarter quarter = qd_plan_get_quarter (plan);
  GDate date;

  g_assert_false (qd_quarter_is_set (&quarter));
  g_assert_false (qd_plan_get_planning_date (plan, &date));
  g_assert_cmpint (qd_plan_get_start_month (plan), ==, 1);

  qd_record_set_text (root, QD_PLAN_QUARTER, "Q2 2024");
  quarter = qd_plan_get_quarter (plan);
  g_assert_cmpint (quarter.year, ==, 2024);
  g_assert_cmpint (quarter.number, ==, 2);
  quarter = qd_plan_get_previous_quarter (plan);
  g_assert_cmpint (quarter.number, ==, 1);
  g_assert_true (qd_plan_get_planning_date (plan, &date));
  g_assert_cmpint (g_date_get_month (&date), ==, 4);

  qd_record_set_text (root, QD_PLAN_PLANNING_DATE, "March 25, 2024");
  g_assert_true (qd_plan_get_planning_date (plan, &date));
  g_assert_cmpint (g_date_get_day (&date), ==, 25);

  qd_record_set_text (qd_plan_get_single (plan, QD_LIST_REVIEW), QD_REVIEW_QUARTER, "Q4 2023");
  quarter = qd_plan_get_previous_quarter (plan);
  g_assert_cmpint (quarter.year, ==, 2023);
  qd_record_set_number (qd_plan_get_single (plan, QD_LIST_SETTINGS), QD_SETTINGS_START_MONTH, 13);
  g_assert_cmpint (qd_plan_get_start_month (plan), ==, 1);
}

/* Nothing keeps a plan, nor what was in it, alive. */
static void
test_finalize (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  QdPlan *plan = qd_test_random_plan (rand, 100);
  gpointer objective = NULL, list = NULL, record = NULL;
  QdList *objectives = qd_plan_get_list (plan, QD_LIST_OBJECTIVES);

  g_assert_cmpuint (qd_list_get_length (objectives), >, 0);
  objective = qd_list_get (objectives, 0);
  list = qd_record_get_list (objective, QD_LIST_KEY_RESULTS);
  record = qd_plan_get_single (plan, QD_LIST_SETTINGS);
  g_object_add_weak_pointer (objective, &objective);
  g_object_add_weak_pointer (list, &list);
  g_object_add_weak_pointer (record, &record);

  g_assert_finalize_object (plan);
  g_assert_null (objective);
  g_assert_null (list);
  g_assert_null (record);
}

/* A view may hold a list or a record longer than the plan lives: neither knows of anything that is gone. */
static void
test_outlive (void)
{
  QdPlan *plan = qd_plan_new ();
  g_autoptr (QdRecord) risk = qd_record_new (QD_RECORD_RISK, "r");
  g_autoptr (QdList) risks = g_object_ref (qd_plan_get_list (plan, QD_LIST_RISKS));
  g_autoptr (QdRecord) action = qd_record_new (QD_RECORD_ACTION, "a");

  qd_list_append (risks, risk);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_ACTIONS), action);
  g_assert_finalize_object (plan);

  g_assert_null (qd_record_get_plan (risk));
  g_assert_null (qd_record_get_parent (risk));
  g_assert_true (qd_record_get_owner_list (risk) == risks);
  g_assert_null (qd_list_get_owner (risks));
  g_assert_null (qd_record_get_plan (action));
  g_assert_null (qd_record_get_owner_list (action));
  qd_list_remove (risks, 0);
  g_assert_finalize_object (g_steal_pointer (&risk));
}

static void
collect (QdRecord *record,
         gpointer  user_data)
{
  g_ptr_array_add (user_data, record);
}

/* A loader fills a list of no plan, which says so once, and hands over its index. */
static void
test_loaded (void)
{
  QdRecord *root = qd_record_new (QD_RECORD_PLAN, "plan");
  QdList *list = qd_record_get_list (root, QD_LIST_RISKS);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (QdPlan) plan = NULL;
  Changes changes = { 0 };
  QdRecord *risk;

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  for (const char *const *id = (const char *const[]) { "a", "b", "c", NULL }; *id != NULL; id++)
    {
      risk = qd_record_new (QD_RECORD_RISK, *id);
      g_ptr_array_add (records, risk);
      g_hash_table_insert (by_id, (char *) qd_record_get_id (risk), risk);
    }
  qd_list_take (list, records);
  assert_changes (&changes, 0, 0, 3);
  assert_order (list, "abc");

  plan = qd_plan_new_indexed (root, by_id);
  g_assert_true (qd_plan_find (plan, "b") == qd_list_get (list, 1));
  g_assert_true (qd_record_get_plan (qd_list_get (list, 1)) == plan);
  risk = qd_list_get (list, 1);
  g_object_ref (risk);
  qd_list_remove (list, 1);
  g_assert_null (qd_plan_find (plan, "b"));
  g_assert_null (qd_record_get_plan (risk));
  g_object_unref (risk);
}

/* Every record is found in its list, and before those that a walk comes to later, whatever was moved in between. */
static void
test_places (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 100);

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
      g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, NULL);
      g_autoptr (GPtrArray) records = g_ptr_array_new ();

      qd_record_foreach (qd_plan_get_root (plan), collect, records);
      for (guint j = 0; j < records->len; j++)
        {
          QdRecord *record = g_ptr_array_index (records, j);
          guint other = (guint) g_rand_int_range (rand, 0, (gint32) records->len);
          int order = qd_record_compare_places (record, g_ptr_array_index (records, other));
          QdList *list = qd_record_get_owner_list (record);

          g_assert_cmpint ((order > 0) - (order < 0), ==, (j > other) - (j < other));
          if (list != NULL)
            g_assert_true (qd_list_get (list, (guint) qd_list_index_of (list, record)) == record);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/record/values", test_values);
  g_test_add_func ("/model/record/notify", test_notify);
  g_test_add_func ("/model/record/copy", test_copy);
  g_test_add_func ("/model/record/equal", test_equal);
  g_test_add_func ("/model/record/list", test_list);
  g_test_add_func ("/model/record/loaded", test_loaded);
  g_test_add_func ("/model/record/places", test_places);
  g_test_add_func ("/model/record/index", test_index);
  g_test_add_func ("/model/record/plan", test_plan_figures);
  g_test_add_func ("/model/record/finalize", test_finalize);
  g_test_add_func ("/model/record/outlive", test_outlive);

  return g_test_run ();
}
