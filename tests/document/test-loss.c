/* What a lossy form is caught at. No form is lossy in just the wanted way: a form that loses something is made by
 * writing another plan than the one that is to be held against it. */

#include "qd-loss-private.h"

#include <string.h>

#include "qd-error.h"
#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"

static QdRecord *
append (QdRecord   *owner,
        QdListId    list,
        const char *id,
        guint       field,
        const char *text)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, id);

  qd_record_set_text (record, field, text);
  qd_list_append (qd_record_get_list (owner, list), record);

  return record;
}

/* The same plan each time, but for its ids, which begin with @prefix. */
static QdPlan *
make_plan (const char *prefix)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  g_autofree char *objective_id = g_strconcat (prefix, "-objective", NULL);
  g_autofree char *key_result_id = g_strconcat (prefix, "-kr", NULL);
  g_autofree char *criterion_id = g_strconcat (prefix, "-criterion", NULL);
  g_autofree char *refs = g_strconcat (objective_id, " ", key_result_id, NULL);
  QdRecord *objective = append (root, QD_LIST_OBJECTIVES, objective_id, QD_OBJECTIVE_TITLE, "Be fast");
  QdRecord *criterion;

  append (objective, QD_LIST_KEY_RESULTS, key_result_id, QD_KEY_RESULT_TARGET, "25% → 20%");
  criterion = append (root, QD_LIST_CRITERIA, criterion_id, QD_CRITERION_TEXT, "It is\nfast");
  qd_record_set_text (criterion, QD_CRITERION_MEASURED_BY, refs);

  return plan;
}

static QdRecord *
first_of (QdPlan   *plan,
          QdListId  list)
{
  return qd_list_get (qd_plan_get_list (plan, list), 0);
}

static void
lose_nothing (QdPlan *plan)
{
}

static void
lose_spaces (QdPlan *plan)
{
  qd_record_set_text (first_of (plan, QD_LIST_CRITERIA), QD_CRITERION_TEXT, " It  is fast");
}

static void
gain_empty_row (QdPlan *plan)
{
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_OBJECTIVE, NULL);

  qd_list_insert (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 0, record);
}

static void
lose_word (QdPlan *plan)
{
  qd_record_set_text (first_of (plan, QD_LIST_CRITERIA), QD_CRITERION_TEXT, "It is");
}

static void
lose_field (QdPlan *plan)
{
  QdRecord *objective = first_of (plan, QD_LIST_OBJECTIVES);

  qd_record_set_text (qd_list_get (qd_record_get_list (objective, QD_LIST_KEY_RESULTS), 0), QD_KEY_RESULT_TARGET, NULL);
}

static void
lose_record (QdPlan *plan)
{
  qd_list_remove (qd_record_get_list (first_of (plan, QD_LIST_OBJECTIVES), QD_LIST_KEY_RESULTS), 0);
}

static void
lose_reference (QdPlan *plan)
{
  qd_record_set_text (first_of (plan, QD_LIST_CRITERIA), QD_CRITERION_MEASURED_BY, "b-kr");
}

static void
lose_list (QdPlan *plan)
{
  qd_list_remove (qd_plan_get_list (plan, QD_LIST_CRITERIA), 0);
}

static const struct
{
  const char *name;
  void      (*lose) (QdPlan *plan);
  const char *lost;
} rows[] = {
  { "nothing", lose_nothing, NULL },
  { "spaces", lose_spaces, NULL },
  { "empty-row", gain_empty_row, NULL },
  { "word", lose_word, "“Holds when”" },
  { "field", lose_field, "“Key results”" },
  { "record", lose_record, "“Key results”" },
  { "reference", lose_reference, "“Measured by”" },
  { "list", lose_list, "“Success criteria”" },
};

static void
test_row (gconstpointer data)
{
  const typeof (rows[0]) *row = data;
  g_autoptr (QdPlan) ours = make_plan ("a");
  g_autoptr (QdPlan) theirs = make_plan ("b");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean whole;

  row->lose (theirs);
  bytes = qd_json_save (theirs);
  whole = qd_loss_check (ours, bytes, qd_format_find ("qplan"), &error);

  g_assert_cmpint (whole, ==, row->lost == NULL);
  if (row->lost == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED);
  if (strstr (error->message, row->lost) == NULL)
    g_error ("“%s” does not say %s", error->message, row->lost);
}

/* What cannot even be read holds nothing. */
static void
test_broken (void)
{
  g_autoptr (QdPlan) plan = make_plan ("a");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (qd_loss_check (plan, bytes, qd_format_find ("qplan"), &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
}

/* Every plan holds itself, and no plan that lacks one of its texts. */
static void
test_random (void)
{
  for (guint32 seed = 1; seed <= 50; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 40);
      g_autoptr (QdPlan) copy = qd_plan_copy (plan);
      g_autoptr (GBytes) bytes = qd_json_save (plan);
      g_autoptr (GError) error = NULL;
      QdRecord *root = qd_plan_get_root (plan);

      g_assert_true (qd_loss_check (copy, bytes, qd_format_find ("qplan"), &error));
      g_assert_no_error (error);

      if (!qd_record_is_set (root, QD_PLAN_NOTE))
        qd_record_set_text (qd_plan_get_root (copy), QD_PLAN_NOTE, "only here");
      else
        qd_record_set_text (qd_plan_get_root (copy), QD_PLAN_NOTE, "something else");
      g_assert_false (qd_loss_check (copy, bytes, qd_format_find ("qplan"), NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/loss/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/loss/broken", test_broken);
  g_test_add_func ("/loss/random", test_random);

  return g_test_run ();
}
