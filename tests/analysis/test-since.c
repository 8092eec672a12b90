#include "qd-since.h"

#include "qd-plan-private.h"
#include "qd-test-plan.h"

/* What became of the records of a plan since an earlier state of it. */

#define RANDOM_PLANS 60
#define RANDOM_CHANGES 25

static QdRecord *
add_risk (QdPlan     *plan,
          const char *id,
          const char *title)
{
  g_autoptr (QdRecord) risk = qd_record_new (QD_RECORD_RISK, id);

  qd_record_set_text (risk, QD_RISK_RISK, title);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_RISKS), risk);

  return qd_plan_find (plan, id);
}

static void
test_kinds (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *first = add_risk (plan, "r1", "Scope creep");
  g_autoptr (QdPlan) then = NULL;
  g_autoptr (QdSince) since = NULL;
  g_autofree char *added = NULL;
  g_autofree char *changed = NULL;

  add_risk (plan, "r2", "Holidays");
  then = qd_plan_copy (plan);
  since = qd_since_new (then, plan);
  g_assert_cmpuint (qd_since_count (since), ==, 0);

  /* There and back again. */
  qd_record_set_text (first, QD_RISK_RISK, "Scope");
  g_assert_cmpint (qd_since_of_record (since, first), ==, QD_SINCE_CHANGED);
  changed = qd_since_describe (since, first);
  g_assert_cmpstr (changed, ==, "Changed since approval\nRisk was “Scope creep”");
  qd_record_set_text (first, QD_RISK_RISK, "Scope creep");
  g_assert_cmpint (qd_since_of_record (since, first), ==, QD_SINCE_SAME);

  added = qd_since_describe (since, add_risk (plan, "r3", "Vendor"));
  g_assert_cmpstr (added, ==, "Added since approval");
  qd_list_remove (qd_plan_get_list (plan, QD_LIST_RISKS), 1);
  g_assert_cmpuint (qd_since_count (since), ==, 2);
  g_assert_cmpuint (qd_since_count_page (since, QD_PAGE_RISKS), ==, 2);
  g_assert_cmpuint (qd_since_count_page (since, QD_PAGE_OBJECTIVES), ==, 0);

  /* Nobody has to agree to a remark, nor to the state itself. */
  {
    g_autoptr (QdRecord) comment = qd_record_new (QD_RECORD_COMMENT, NULL);

    qd_list_append (qd_plan_get_list (plan, QD_LIST_COMMENTS), comment);
    qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_STATE, "approved");
  }
  g_assert_cmpuint (qd_since_count (since), ==, 2);

  /* What was added and went again never was. */
  qd_list_remove (qd_plan_get_list (plan, QD_LIST_RISKS), 1);
  g_assert_cmpuint (qd_since_count (since), ==, 1);
}

typedef struct
{
  QdSince *a;
  QdSince *b;
} Pair;

static void
assert_same (QdRecord *record,
             gpointer  user_data)
{
  Pair *pair = user_data;

  g_assert_cmpint (qd_since_of_record (pair->a, record), ==, qd_since_of_record (pair->b, record));
}

/* Following a plan through changes gives what looking at all of it anew does. */
static void
test_follows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < RANDOM_PLANS; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 40);
      g_autoptr (QdPlan) then = qd_plan_copy (plan);
      g_autoptr (QdSince) following = qd_since_new (then, plan);

      for (guint j = 0; j < RANDOM_CHANGES; j++)
        {
          g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
          g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, NULL);
          g_autoptr (QdSince) anew = qd_since_new (then, plan);
          Pair pair = { following, anew };

          g_assert_cmpuint (qd_since_count (following), ==, qd_since_count (anew));
          qd_record_foreach (qd_plan_get_root (plan), assert_same, &pair);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/since/kinds", test_kinds);
  g_test_add_func ("/since/follows", test_follows);

  return g_test_run ();
}
