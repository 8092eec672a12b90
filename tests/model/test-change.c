#include "qd-error.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"

/* Applying a change and then its inverse gives the plan that was, and the inverse of the inverse does it again. */
static void
test_inverse (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 60);
      g_autoptr (QdPlan) before = qd_plan_copy (plan);
      g_autoptr (QdPlan) after = NULL;
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
      g_autoptr (QdChange) undo = NULL;
      g_autoptr (QdChange) redo = NULL;
      g_autoptr (QdChange) undo_again = NULL;
      g_autoptr (GError) error = NULL;

      undo = qd_plan_apply (plan, change, &error);
      g_assert_no_error (error);
      g_assert_nonnull (undo);
      after = qd_plan_copy (plan);

      redo = qd_plan_apply (plan, undo, &error);
      g_assert_no_error (error);
      g_assert_true (qd_plan_equal (plan, before));

      undo_again = qd_plan_apply (plan, redo, &error);
      g_assert_no_error (error);
      g_assert_true (qd_plan_equal (plan, after));
    }
}

static void
counting_cb (guint *count)
{
  (*count)++;
}

static QdRecord *
add (QdList     *list,
     const char *id)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_get_info (list)->record_type, id);

  qd_list_append (list, record);

  return record;
}

/* Two objectives, the first with a key result; a risk. */
static QdPlan *
small_plan (void)
{
  QdPlan *plan = qd_plan_new ();
  QdList *objectives = qd_plan_get_list (plan, QD_LIST_OBJECTIVES);
  QdRecord *first = add (objectives, "o1");

  add (objectives, "o2");
  add (qd_record_get_list (first, QD_LIST_KEY_RESULTS), "k1");
  add (qd_plan_get_list (plan, QD_LIST_RISKS), "r1");

  return plan;
}

typedef struct
{
  const char *name;
  void      (*fill) (QdChange *change);
} BadStep;

static const QdField *
risk_field (void)
{
  return &qd_record_info (QD_RECORD_RISK)->fields[QD_RISK_IMPACT];
}

static void
set_of_nothing (QdChange *change)
{
  QdValue unset = QD_VALUE_INIT;

  qd_change_set (change, "nobody", risk_field (), &unset);
}

static void
set_of_others_field (QdChange *change)
{
  QdValue unset = QD_VALUE_INIT;

  qd_change_set (change, "o1", risk_field (), &unset);
}

static void
insert_taken_id (QdChange *change)
{
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_RISK, "k1");

  qd_change_insert (change, "plan", QD_LIST_RISKS, 0, record);
}

static void
insert_taken_inner_id (QdChange *change)
{
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_OBJECTIVE, "o3");

  add (qd_record_get_list (record, QD_LIST_INITIATIVES), "k1");
  qd_change_insert (change, "plan", QD_LIST_OBJECTIVES, 0, record);
}

static void
insert_wrong_type (QdChange *change)
{
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_RISK, "r2");

  qd_change_insert (change, "plan", QD_LIST_ACTIONS, 0, record);
}

static void
insert_wrong_owner (QdChange *change)
{
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_KEY_RESULT, "k2");

  qd_change_insert (change, "r1", QD_LIST_KEY_RESULTS, 0, record);
}

static void
insert_second_single (QdChange *change)
{
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_MEETING, "m2");

  qd_change_insert (change, "plan", QD_LIST_MEETING, 0, record);
}

static void
remove_nothing (QdChange *change)
{
  qd_change_remove (change, "nobody");
}

static void
remove_plan (QdChange *change)
{
  qd_change_remove (change, "plan");
}

static void
remove_single (QdChange *change)
{
  qd_change_remove (change, "review");
}

static void
remove_twice (QdChange *change)
{
  qd_change_remove (change, "o1");
  qd_change_remove (change, "k1");
}

static void
move_nothing (QdChange *change)
{
  qd_change_move (change, "nobody", "plan", QD_LIST_RISKS, 0);
}

static void
move_to_nobody (QdChange *change)
{
  qd_change_move (change, "k1", "nobody", QD_LIST_KEY_RESULTS, 0);
}

static void
move_to_other_type (QdChange *change)
{
  qd_change_move (change, "k1", "o2", QD_LIST_INITIATIVES, 0);
}

static void
move_single (QdChange *change)
{
  qd_change_move (change, "review", "plan", QD_LIST_REVIEW, 0);
}

static void
move_plan (QdChange *change)
{
  qd_change_move (change, "plan", "plan", QD_LIST_RISKS, 0);
}

static const BadStep bad_steps[] = {
  { "set-of-nothing", set_of_nothing },
  { "set-of-others-field", set_of_others_field },
  { "insert-taken-id", insert_taken_id },
  { "insert-taken-inner-id", insert_taken_inner_id },
  { "insert-wrong-type", insert_wrong_type },
  { "insert-wrong-owner", insert_wrong_owner },
  { "insert-second-single", insert_second_single },
  { "remove-nothing", remove_nothing },
  { "remove-plan", remove_plan },
  { "remove-single", remove_single },
  { "remove-twice", remove_twice },
  { "move-nothing", move_nothing },
  { "move-to-nobody", move_to_nobody },
  { "move-to-other-type", move_to_other_type },
  { "move-single", move_single },
  { "move-plan", move_plan },
};

/* A step that does not fit undoes those before it: the plan is as it was. */
static void
test_rollback (gconstpointer data)
{
  const BadStep *bad = data;
  g_autoptr (QdPlan) plan = small_plan ();
  g_autoptr (QdPlan) before = qd_plan_copy (plan);
  g_autoptr (QdChange) change = qd_change_new ("Bad");
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_RISK, "fresh");
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) value = qd_value_text ("high");

  qd_change_insert (change, "plan", QD_LIST_RISKS, 0, record);
  qd_change_set (change, "fresh", risk_field (), &value);
  qd_change_set (change, "r1", risk_field (), &value);
  qd_change_move (change, "o2", "plan", QD_LIST_OBJECTIVES, 0);
  qd_change_remove (change, "fresh");
  bad->fill (change);

  g_assert_null (qd_plan_apply (plan, change, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
  g_assert_true (qd_plan_equal (plan, before));
  g_assert_cmpuint (qd_plan_get_n_records (plan), ==, qd_plan_get_n_records (before));
}

static void
test_apply (void)
{
  g_autoptr (QdPlan) plan = small_plan ();
  g_autoptr (QdChange) change = qd_change_new ("Edit");
  g_autoptr (QdChange) undo = NULL;
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_KEY_RESULT, "k2");
  QdList *key_results = qd_record_get_list (qd_plan_find (plan, "o2"), QD_LIST_KEY_RESULTS);
  g_auto (QdValue) value = qd_value_text ("high");
  guint changed = 0;

  g_signal_connect_swapped (plan, "record-changed", G_CALLBACK (counting_cb), &changed);
  qd_change_set (change, "r1", risk_field (), &value);
  qd_change_insert (change, "o2", QD_LIST_KEY_RESULTS, 99, record); /* beyond the end is the end */
  qd_change_move (change, "k1", "o2", QD_LIST_KEY_RESULTS, 99);
  g_assert_cmpuint (qd_change_get_n_ops (change), ==, 3);
  g_assert_cmpstr (qd_change_get_title (change), ==, "Edit");
  g_assert_cmpuint (qd_change_get_size (change), >, sizeof (QdOp) * 3);

  undo = qd_plan_apply (plan, change, NULL);
  g_assert_nonnull (undo);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (plan, "r1"), QD_RISK_IMPACT), ==, "high");
  g_assert_cmpuint (qd_list_get_length (key_results), ==, 2);
  g_assert_cmpstr (qd_record_get_id (qd_list_get (key_results, 0)), ==, "k2");
  g_assert_true (qd_list_get (key_results, 0) != record); /* the change keeps its own */
  g_assert_cmpstr (qd_record_get_id (qd_list_get (key_results, 1)), ==, "k1");
  g_assert_cmpuint (qd_list_get_length (qd_record_get_list (qd_plan_find (plan, "o1"), QD_LIST_KEY_RESULTS)), ==, 0);
}

/* A record that moves stays the same object: views keep their rows. */
static void
test_move_keeps_record (void)
{
  g_autoptr (QdPlan) plan = small_plan ();
  QdRecord *record = qd_plan_find (plan, "o1");
  g_autoptr (QdChange) change = qd_change_new ("Move");
  g_autoptr (QdChange) undo = NULL;

  qd_change_move (change, "o1", "review", QD_LIST_REVIEW_OBJECTIVES, 0);
  undo = qd_plan_apply (plan, change, NULL);
  g_assert_nonnull (undo);
  g_assert_true (qd_plan_find (plan, "o1") == record);
  g_assert_true (qd_record_get_plan (qd_plan_find (plan, "k1")) == plan);
  g_assert_cmpint (qd_list_get_id (qd_record_get_owner_list (record)), ==, QD_LIST_REVIEW_OBJECTIVES);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/change/apply", test_apply);
  g_test_add_func ("/model/change/move-keeps-record", test_move_keeps_record);
  g_test_add_func ("/model/change/inverse", test_inverse);
  for (guint i = 0; i < G_N_ELEMENTS (bad_steps); i++)
    {
      g_autofree char *path = g_strconcat ("/model/change/rollback/", bad_steps[i].name, NULL);

      g_test_add_data_func (path, &bad_steps[i], test_rollback);
    }

  return g_test_run ();
}
