#include "qd-compare.h"

#include "qd-test-plan.h"

#include "build-plan.h"

static QdRecord *
add_objective (QdPlan     *plan,
               const char *id,
               const char *title)
{
  return build_record (qd_plan_get_root (plan), QD_LIST_OBJECTIVES, id, QD_OBJECTIVE_TITLE, title, END);
}

static QdRecord *
add_key_result (QdRecord   *objective,
                const char *id)
{
  return build_record (objective, QD_LIST_KEY_RESULTS, id, QD_KEY_RESULT_TITLE, id, END);
}

static QdRecord *
add_risk (QdPlan     *plan,
          const char *id)
{
  return build_record (qd_plan_get_root (plan), QD_LIST_RISKS, id, QD_RISK_RISK, id, END);
}

/* Two objectives, the first with three key results and a check-in; five risks. */
static QdPlan *
make_plan (void)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *first = add_objective (plan, "o1", "Restore reliability");
  static const char *const risks[] = { "r1", "r2", "r3", "r4", "r5" };

  build_record (add_key_result (first, "k1"), QD_LIST_CHECK_INS, "c1", QD_CHECK_IN_DATE, "May 3", END);
  add_key_result (first, "k2");
  add_key_result (first, "k3");
  add_key_result (add_objective (plan, "o2", "Deliver features"), "k4");
  for (guint i = 0; i < G_N_ELEMENTS (risks); i++)
    add_risk (plan, risks[i]);

  return plan;
}

/* Applies what leads from @from to @to and demands @to; returns how many steps it took. */
static guint
assert_leads_to (QdPlan *from,
                 QdPlan *to)
{
  g_autoptr (QdPlan) copy = qd_plan_copy (from);
  g_autoptr (QdPlan) before = qd_plan_copy (from);
  g_autoptr (QdChange) change = qd_compare (from, to, "Compare");
  g_autoptr (QdChange) inverse = NULL;
  g_autoptr (QdChange) redo = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (qd_change_get_title (change), ==, "Compare");
  g_assert_true (qd_plan_equal (from, before)); /* comparing changes nothing */

  inverse = qd_plan_apply (copy, change, &error);
  g_assert_no_error (error);
  g_assert_true (qd_plan_equal (copy, to));

  redo = qd_plan_apply (copy, inverse, &error);
  g_assert_no_error (error);
  g_assert_true (qd_plan_equal (copy, from));

  return qd_change_get_n_ops (change);
}

static void
move (QdPlan     *plan,
      const char *id,
      const char *owner,
      QdListId    list,
      guint       index)
{
  g_autoptr (QdChange) change = qd_change_new ("");
  g_autoptr (QdChange) inverse = NULL;

  qd_change_move (change, id, owner, list, index);
  inverse = qd_plan_apply (plan, change, NULL);
  g_assert_nonnull (inverse);
}

static void
remove_record (QdPlan     *plan,
               const char *id)
{
  QdRecord *record = qd_plan_find (plan, id);
  QdList *list = qd_record_get_owner_list (record);

  qd_list_remove (list, (guint) qd_list_index_of (list, record));
}

static void
edit_nothing (QdPlan *plan)
{
}

static void
edit_fields (QdPlan *plan)
{
  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_QUARTER, "Q3 2024");
  qd_record_set_number (qd_plan_get_single (plan, QD_LIST_SETTINGS), QD_SETTINGS_MAX_OBJECTIVES, 4);
  qd_record_set_text (qd_plan_find (plan, "c1"), QD_CHECK_IN_DATE, "");
}

static void
edit_remove_whole (QdPlan *plan)
{
  remove_record (plan, "o1");
}

static void
edit_insert_whole (QdPlan *plan)
{
  g_autoptr (QdRecord) objective = qd_record_new (QD_RECORD_OBJECTIVE, "o0");

  add_key_result (objective, "k0");
  qd_list_insert (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 0, objective);
}

static void
edit_move_first_to_end (QdPlan *plan)
{
  move (plan, "r1", "plan", QD_LIST_RISKS, 4);
}

static void
edit_move_last_to_front (QdPlan *plan)
{
  move (plan, "r5", "plan", QD_LIST_RISKS, 0);
}

static void
edit_swap (QdPlan *plan)
{
  move (plan, "r1", "plan", QD_LIST_RISKS, 4);
  move (plan, "r5", "plan", QD_LIST_RISKS, 0);
}

static void
edit_move_to_other_objective (QdPlan *plan)
{
  move (plan, "k1", "o2", QD_LIST_KEY_RESULTS, 0);
}

static void
edit_move_to_last_quarter (QdPlan *plan)
{
  move (plan, "o1", "review", QD_LIST_REVIEW_OBJECTIVES, 0);
}

static void
edit_leave_removed_objective (QdPlan *plan)
{
  move (plan, "k2", "o2", QD_LIST_KEY_RESULTS, 1);
  remove_record (plan, "o1");
}

static void
edit_move_into_new_objective (QdPlan *plan)
{
  QdRecord *objective = add_objective (plan, "o3", "New");

  add_key_result (objective, "k9");
  move (plan, "k1", "o3", QD_LIST_KEY_RESULTS, 1);
}

static void
edit_reuse_id (QdPlan *plan)
{
  remove_record (plan, "o1");
  add_risk (plan, "o1");
}

static const struct
{
  const char *name;
  void      (*edit) (QdPlan *plan);
  guint       n_ops;
} cases[] = {
  { "nothing", edit_nothing, 0 },
  { "fields", edit_fields, 3 },
  { "remove-whole", edit_remove_whole, 1 },
  { "insert-whole", edit_insert_whole, 1 },
  { "move-first-to-end", edit_move_first_to_end, 1 },
  { "move-last-to-front", edit_move_last_to_front, 1 },
  { "swap", edit_swap, 2 },
  { "move-to-other-objective", edit_move_to_other_objective, 1 },
  { "move-to-last-quarter", edit_move_to_last_quarter, 1 },
  { "leave-removed-objective", edit_leave_removed_objective, 2 },
  { "move-into-new-objective", edit_move_into_new_objective, 3 },
  { "reuse-id", edit_reuse_id, 2 },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (QdPlan) from = make_plan ();
  g_autoptr (QdPlan) to = make_plan ();

  cases[i].edit (to);

  g_assert_cmpuint (assert_leads_to (from, to), ==, cases[i].n_ops);
  assert_leads_to (to, from);
}

/* What the file holds beyond what we know goes in with new records. */
static void
test_extra (void)
{
  g_autoptr (QdPlan) from = make_plan ();
  g_autoptr (QdPlan) to = make_plan ();

  edit_move_into_new_objective (to);
  qd_record_set_extra (qd_plan_find (to, "o3"), "{\"colour\": \"red\"}");

  assert_leads_to (from, to);
}

#define N_IDS 40

/* A plan whose ids come from so small a store that the same id is often another kind of record in the next one. */
typedef struct
{
  GRand  *rand;
  guint   taken[N_IDS];
} Store;

static char *
take_id (Store *store)
{
  guint i;

  do
    i = (guint) g_rand_int_range (store->rand, 0, N_IDS);
  while (store->taken[i]);
  store->taken[i] = TRUE;

  return g_strdup_printf ("x%u", i);
}

static void
fill (Store    *store,
      QdRecord *owner,
      QdListId  list_id,
      int       most)
{
  QdRecordType type = qd_list_info (list_id)->record_type;
  const QdRecordInfo *info = qd_record_info (type);

  for (int i = g_rand_int_range (store->rand, 0, most + 1); i > 0; i--)
    {
      g_autofree char *id = take_id (store);
      g_autofree char *title = g_strdup_printf ("%d", g_rand_int_range (store->rand, 0, 4));
      QdRecord *record = build_record (owner, list_id, id, info->title_field, title, END);

      if (type == QD_RECORD_OBJECTIVE)
        {
          fill (store, record, QD_LIST_KEY_RESULTS, 2);
          fill (store, record, QD_LIST_INITIATIVES, 1);
        }
      else if (type == QD_RECORD_KEY_RESULT)
        {
          fill (store, record, QD_LIST_CHECK_INS, 2);
        }
    }
}

static QdPlan *
make_random_plan (GRand *rand)
{
  QdPlan *plan = qd_plan_new ();
  Store store = { rand };

  fill (&store, qd_plan_get_root (plan), QD_LIST_OBJECTIVES, 3);
  fill (&store, qd_plan_get_single (plan, QD_LIST_REVIEW), QD_LIST_REVIEW_OBJECTIVES, 1);
  fill (&store, qd_plan_get_root (plan), QD_LIST_RISKS, 4);

  return plan;
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2024);

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (QdPlan) from = make_random_plan (rand);
      g_autoptr (QdPlan) to = make_random_plan (rand);

      assert_leads_to (from, to);
    }
}

/* Two plans of one origin, as they are after edits. */
static void
test_edited (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (QdPlan) from = qd_test_random_plan (rand, 40);
      g_autoptr (QdPlan) to = qd_plan_copy (from);

      for (int j = 0; j < 1 + i % 5; j++)
        {
          g_autoptr (QdChange) change = qd_test_random_change (rand, to);
          g_autoptr (QdChange) inverse = qd_plan_apply (to, change, NULL);
        }

      assert_leads_to (from, to);
    }
}

/* A shuffled list takes as many moves as there are records outside its longest run in order. */
static void
test_shuffled (void)
{
  static const struct
  {
    const char *order;
    guint       n_moves;
  } orders[] = {
    { "12345", 0 }, { "54321", 4 }, { "23451", 1 }, { "51234", 1 }, { "21435", 2 }, { "14253", 2 }, { "35124", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (QdPlan) from = qd_plan_new ();
      g_autoptr (QdPlan) to = qd_plan_new ();

      for (guint j = 0; j < 5; j++)
        {
          char first[] = { 'r', (char) ('1' + j), '\0' };
          char second[] = { 'r', orders[i].order[j], '\0' };

          add_risk (from, first);
          add_risk (to, second);
        }

      g_assert_cmpuint (assert_leads_to (from, to), ==, orders[i].n_moves);
    }
}

static void
test_list (void)
{
  static const struct
  {
    const char *record;
    const char *kind;
    QdListId    list;
    const char *sentence;
  } expected[] = {
    { "r2", "removed", QD_LIST_RISKS, "Risk: “r2” was removed." },
    { "plan", "changed", QD_LIST_ANY, "Plan “Plan”: Quarter is now “Q3 2024”." },
    { "o1", "changed", QD_LIST_OBJECTIVES,
      "Objective “Stabilise”: Objective changed from “Restore reliability” to “Stabilise”." },
    { "k4", "changed", QD_LIST_KEY_RESULTS, "Key result “Key result”: Key result was “k4” and is now empty." },
    { "k3", "moved", QD_LIST_KEY_RESULTS, "Key result: “k3” moved from Restore reliability to Deliver features." },
    { "o3", "added", QD_LIST_OBJECTIVES, "Objective: “New” was added." },
    { "k9", "added", QD_LIST_KEY_RESULTS, "Key result: “k9” was added." },
    { "r5", "moved", QD_LIST_RISKS, "Risk: “r5” moved from 5 to 1." },
  };
  g_autoptr (QdPlan) from = make_plan ();
  g_autoptr (QdPlan) to = make_plan ();
  g_autoptr (GPtrArray) differences = NULL;

  qd_record_set_text (qd_plan_get_root (to), QD_PLAN_QUARTER, "Q3 2024");
  qd_record_set_text (qd_plan_find (to, "o1"), QD_OBJECTIVE_TITLE, "Stabilise");
  qd_record_set_text (qd_plan_find (to, "k4"), QD_KEY_RESULT_TITLE, "");
  move (to, "k3", "o2", QD_LIST_KEY_RESULTS, 1);
  add_key_result (add_objective (to, "o3", "New"), "k9");
  remove_record (to, "r2");
  move (to, "r5", "plan", QD_LIST_RISKS, 0);

  differences = qd_compare_list (from, to);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < differences->len && !found; j++)
        {
          const QdDifference *difference = g_ptr_array_index (differences, j);
          g_autofree char *sentence = qd_difference_describe (difference);

          found = g_str_equal (difference->record, expected[i].record) && difference->list == expected[i].list &&
                  g_str_equal (qd_difference_kind_id (difference->kind), expected[i].kind) &&
                  g_str_equal (sentence, expected[i].sentence) && !difference->internal;
        }
      if (!found)
        g_error ("not listed: %s", expected[i].sentence);
    }
  g_assert_cmpuint (differences->len, ==, G_N_ELEMENTS (expected));
}

static void
test_list_internal (void)
{
  g_autoptr (QdPlan) from = qd_plan_new ();
  g_autoptr (QdPlan) to = qd_plan_new ();
  g_autoptr (GPtrArray) differences = NULL;

  build_record (qd_plan_get_root (to), QD_LIST_LAYOUT, "l1", QD_LAYOUT_KEY, "heading", END);
  differences = qd_compare_list (from, to);

  g_assert_cmpuint (differences->len, ==, 1);
  g_assert_true (((QdDifference *) g_ptr_array_index (differences, 0))->internal);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/compare/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/compare/extra", test_extra);
  g_test_add_func ("/compare/shuffled", test_shuffled);
  g_test_add_func ("/compare/random", test_random);
  g_test_add_func ("/compare/edited", test_edited);
  g_test_add_func ("/compare/list", test_list);
  g_test_add_func ("/compare/list-internal", test_list_internal);

  return g_test_run ();
}
