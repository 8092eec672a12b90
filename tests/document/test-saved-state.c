#include "qd-saved-state.h"

#include <math.h>
#include <string.h>

#include "qd-approvals.h"
#include "qd-compare.h"
#include "qd-effects.h"
#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"

/* Baselines and scenarios: states that a plan holds itself. */

static QdRecord *
add (QdRecord   *owner,
     QdListId    list,
     const char *id,
     const char *title)
{
  const QdRecordInfo *info = qd_record_info (qd_list_info (list)->record_type);
  g_autoptr (QdRecord) record = qd_record_new (info->type, id);

  qd_record_set_text (record, (guint) info->title_field, title);
  qd_list_append (qd_record_get_list (owner, list), record);

  return record;
}

/* Security has 156 points and takes on 180. */
static QdDocument *
make_document (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *team = add (root, QD_LIST_TEAMS, "t1", "Security");
  QdRecord *objective = add (root, QD_LIST_OBJECTIVES, "o1", "Security posture");

  qd_record_set_number (team, QD_TEAM_ENGINEERS, 3);
  qd_record_set_number (team, QD_TEAM_DAYS, 52);
  qd_record_set_text (objective, QD_OBJECTIVE_OWNER, "Security");
  qd_record_set_number (add (objective, QD_LIST_INITIATIVES, "i1", "Vault"), QD_INITIATIVE_POINTS, 80);
  qd_record_set_number (add (objective, QD_LIST_INITIATIVES, "i2", "Scanning"), QD_INITIATIVE_POINTS, 40);
  qd_record_set_number (add (objective, QD_LIST_INITIATIVES, "i3", "Evidence"), QD_INITIATIVE_POINTS, 60);
  add (root, QD_LIST_COMMENTS, "c1", "A remark");

  return qd_document_new_for_plan (plan);
}

static void
set (QdDocument *document,
     const char *id,
     guint       field,
     const char *text)
{
  QdRecord *record = qd_plan_find (qd_document_get_plan (document), id);
  g_auto (QdValue) value = qd_field_parse (qd_record_get_field (record, field), text);
  g_autoptr (GError) error = NULL;

  qd_document_set_value (document, record, field, &value, QD_APPLY_DEFAULT, &error);
  g_assert_no_error (error);
}

static double
over (QdPlan *plan)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);

  return qd_figures_totals (figures)->over;
}

static void
test_approve (void)
{
  g_autoptr (QdDocument) document = make_document ();
  QdPlan *plan = qd_document_get_plan (document);
  g_autoptr (QdPlan) approved = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GError) error = NULL;
  QdRecord *baseline;

  g_assert_null (qd_plan_get_baseline (plan));
  g_assert_true (qd_document_approve (document, &error));
  g_assert_no_error (error);
  baseline = qd_plan_get_baseline (plan);
  g_assert_nonnull (baseline);
  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_STATE), ==, "approved");

  set (document, "i3", QD_INITIATIVE_STATUS, "cut");
  approved = qd_saved_state_dup_plan (baseline, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (approved), QD_PLAN_STATE), ==, "approved");
  g_assert_cmpfloat (over (approved), ==, 24);
  g_assert_cmpfloat (over (plan), ==, 0);
  differences = qd_compare_list (approved, plan);
  g_assert_cmpuint (differences->len, ==, 3); /* the cut; the comment and the state itself are apart */

  qd_document_undo (document);
  qd_document_undo (document);
  g_assert_null (qd_plan_get_baseline (plan));
  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_STATE), ==, "draft");
}

static void
confirm (QdDocument *document,
         const char *approval,
         const char *name)
{
  g_autoptr (GError) error = NULL;

  qd_document_confirm (document, qd_plan_find (qd_document_get_plan (document), approval), name, &error);
  g_assert_no_error (error);
}

static void
assert_standing (QdDocument *document,
                 QdStanding  standing,
                 const char *pattern)
{
  QdPlan *plan = qd_document_get_plan (document);
  g_autofree char *described = qd_plan_describe_standing (plan);

  g_assert_cmpint (qd_plan_get_standing (plan), ==, standing);
  g_assert_true (g_pattern_match_simple (pattern, described));
}

/* One after the other; the last of them makes the baseline, and what is changed after that is told. */
static void
test_confirm (void)
{
  g_autoptr (QdDocument) document = make_document ();
  QdPlan *plan = qd_document_get_plan (document);
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *first = add (root, QD_LIST_APPROVALS, "a1", "CTO");

  qd_record_set_text (first, QD_APPROVAL_NAME, "[Name]");
  qd_record_set_text (first, QD_APPROVAL_APPROVED, "yes");
  qd_record_set_text (add (root, QD_LIST_APPROVALS, "a2", "CPO"), QD_APPROVAL_NAME, "Ada");
  assert_standing (document, QD_STANDING_DRAFT, "Draft");

  confirm (document, "a2", NULL);
  assert_standing (document, QD_STANDING_REVIEW, "In review, 1 of 2 approved");
  g_assert_null (qd_plan_get_baseline (plan));
  confirm (document, "a1", "Grace");
  assert_standing (document, QD_STANDING_APPROVED, "Approved *");
  g_assert_cmpstr (qd_record_get_text (first, QD_APPROVAL_NAME), ==, "Grace");
  g_assert_cmpuint (strlen (qd_record_get_text (first, QD_APPROVAL_DATE)), ==, strlen ("2024-04-01"));
  g_assert_nonnull (qd_plan_get_baseline (plan));

  /* Remarks are no part of what was approved. */
  set (document, "c1", QD_COMMENT_TEXT, "Another remark");
  assert_standing (document, QD_STANDING_APPROVED, "Approved *");
  set (document, "i3", QD_INITIATIVE_STATUS, "cut");
  assert_standing (document, QD_STANDING_CHANGED, "Changed since approval on *");
  set (document, "i3", QD_INITIATIVE_STATUS, "planned");
  assert_standing (document, QD_STANDING_APPROVED, "Approved *");

  /* What is approved anew is asked of everybody anew. */
  set (document, "i3", QD_INITIATIVE_STATUS, "cut");
  confirm (document, "a1", NULL);
  assert_standing (document, QD_STANDING_REVIEW, "In review, 1 of 2 approved");
  confirm (document, "a2", NULL);
  assert_standing (document, QD_STANDING_APPROVED, "Approved *");
  qd_document_undo (document);
  assert_standing (document, QD_STANDING_REVIEW, "In review, 1 of 2 approved");
}

static void
test_scenario (void)
{
  g_autoptr (QdDocument) document = make_document ();
  QdPlan *plan = qd_document_get_plan (document);
  g_autoptr (QdPlan) start = qd_plan_copy (plan);
  g_autoptr (QdPlan) tried = NULL;
  g_autoptr (GError) error = NULL;
  QdRecord *scenario;
  guint n;

  g_assert_null (qd_document_keep_scenario (document, "Nothing", start, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  /* What was tried is kept, and taken back. */
  set (document, "i2", QD_INITIATIVE_STATUS, "stretch");
  scenario = qd_document_keep_scenario (document, "No scanning", start, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (over (plan), ==, 24);
  g_assert_true (qd_plan_find_saved_state (plan, "no scanning") == scenario);

  /* It holds only its differences: what becomes of the plan shows in it. */
  set (document, "t1", QD_TEAM_ENGINEERS, "2");
  tried = qd_saved_state_dup_plan (scenario, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpfloat (over (tried), ==, 140 - 104);

  g_assert_true (qd_document_apply_scenario (document, scenario, &error));
  g_assert_cmpfloat (over (plan), ==, 140 - 104);
  g_assert_null (qd_plan_find_saved_state (plan, "No scanning"));
  qd_document_undo (document);
  g_assert_cmpfloat (over (plan), ==, 180 - 104);
  g_assert_nonnull (qd_plan_find_saved_state (plan, "No scanning"));
}

/* What a scenario is about may go. */
static void
test_left_out (void)
{
  g_autoptr (QdDocument) document = make_document ();
  QdPlan *plan = qd_document_get_plan (document);
  g_autoptr (QdPlan) start = qd_plan_copy (plan);
  g_autoptr (QdPlan) tried = NULL;
  g_autoptr (GError) error = NULL;
  QdRecord *scenario;
  QdRecord *gone;
  guint n;

  set (document, "i2", QD_INITIATIVE_STATUS, "cut");
  set (document, "i3", QD_INITIATIVE_STATUS, "cut");
  scenario = qd_document_keep_scenario (document, "Less", start, &error);
  gone = qd_plan_find (plan, "i3");
  g_assert_true (qd_document_remove (document, &gone, 1, NULL));

  tried = qd_saved_state_dup_plan (scenario, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (over (tried), ==, 0);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (tried, "i2"), QD_INITIATIVE_STATUS), ==, "cut");
}

static void
test_damaged (void)
{
  g_autoptr (QdDocument) document = make_document ();
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (document));
  const char *const contents[] = { "", "{", "[]", "no json", "{\"format\": \"other\"}" };
  const char *const kinds[] = { "baseline", "scenario" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
      {
        g_autofree char *id = g_strdup_printf ("s%u%u", i, j);
        QdRecord *state = add (root, QD_LIST_SNAPSHOTS, id, "Damaged");
        g_autoptr (GError) error = NULL;

        qd_record_set_text (state, QD_SNAPSHOT_KIND, kinds[j]);
        qd_record_set_text (state, QD_SNAPSHOT_CONTENT, contents[i]);
        if (qd_saved_state_dup_plan (state, NULL, &error) == NULL)
          g_assert_nonnull (error);
        else
          g_assert_cmpstr (kinds[j], ==, "scenario"); /* no steps are a scenario that does nothing */
      }
}

/* Any edits can be a scenario: kept and applied, they give what was tried. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (QdPlan) start = qd_test_random_plan (rand, 30);
      g_autoptr (QdDocument) document = qd_document_new_for_plan (start);
      QdPlan *plan = qd_document_get_plan (document);
      g_autoptr (GBytes) before = NULL;
      g_autoptr (GBytes) back = NULL;
      g_autoptr (QdPlan) tried = NULL;
      g_autoptr (QdPlan) loaded = NULL;
      g_autoptr (GPtrArray) differences = NULL;
      QdRecord *scenario;
      guint n;

      for (guint j = 0; j < 4; j++)
        {
          g_autoptr (QdChange) change = qd_test_random_change (rand, plan);

          g_assert_true (qd_document_apply (document, change, QD_APPLY_AS_STORED, NULL));
        }
      tried = qd_plan_copy (plan);
      scenario = qd_document_keep_scenario (document, "Tried", start, NULL);
      if (scenario == NULL)
        continue;

      loaded = qd_saved_state_dup_plan (scenario, &n, NULL);
      g_assert_nonnull (loaded);
      differences = qd_compare_list (tried, loaded);
      for (guint j = 0; j < differences->len; j++)
        {
          const QdDifference *difference = g_ptr_array_index (differences, j);

          g_assert_true (difference->list == QD_LIST_SNAPSHOTS || difference->list == QD_LIST_CONFLICTS ||
                         difference->list == QD_LIST_COMMENTS || difference->list == QD_LIST_LAYOUT);
        }

      before = qd_json_save (plan);
      g_assert_true (qd_document_apply_scenario (document, scenario, NULL));
      g_assert_true (qd_document_undo (document));
      back = qd_json_save (plan);
      g_assert_true (g_bytes_equal (before, back));
    }
}

static const QdEffect *
find_effect (GPtrArray  *effects,
             const char *label)
{
  for (guint i = 0; i < effects->len; i++)
    if (g_str_equal (((const QdEffect *) effects->pdata[i])->label, label))
      return effects->pdata[i];

  g_error ("no effect “%s”", label);
}

static void
test_effects (void)
{
  g_autoptr (QdDocument) first = make_document ();
  g_autoptr (QdDocument) second = make_document ();
  QdFigures *before = qd_document_get_figures (first);
  QdFigures *after = qd_document_get_figures (second);
  g_autoptr (GPtrArray) same = qd_effects_list (before, after);
  g_autoptr (GPtrArray) effects = NULL;
  const QdEffect *effect;

  for (guint i = 0; i < same->len; i++)
    g_assert_false (((const QdEffect *) same->pdata[i])->differs);

  set (second, "i3", QD_INITIATIVE_STATUS, "cut");
  qd_document_add (second, qd_plan_get_root (qd_document_get_plan (second)), QD_LIST_TEAMS, 1, NULL);
  effects = qd_effects_list (before, after);
  effect = find_effect (effects, "Committed points");
  g_assert_cmpstr (effect->before, ==, "180");
  g_assert_cmpstr (effect->after, ==, "120");
  g_assert_true (effect->differs);
  effect = find_effect (effects, "Security: free");
  g_assert_cmpfloat (effect->number_before, ==, -24);
  g_assert_cmpfloat (effect->number_after, ==, 36);
  effect = find_effect (effects, "Unnamed: committed");
  g_assert_true (isnan (effect->number_before));
  g_assert_cmpstr (effect->before, ==, "–");
  g_assert_false (find_effect (effects, "Engineers")->differs);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/saved-state/approve", test_approve);
  g_test_add_func ("/saved-state/confirm", test_confirm);
  g_test_add_func ("/saved-state/scenario", test_scenario);
  g_test_add_func ("/saved-state/left-out", test_left_out);
  g_test_add_func ("/saved-state/damaged", test_damaged);
  g_test_add_func ("/saved-state/random", test_random);
  g_test_add_func ("/saved-state/effects", test_effects);

  return g_test_run ();
}
