#include "qd-markdown.h"

#include <string.h>

#include "qd-json.h"
#include "qd-plan-private.h"

/* The plan that we were given goes in and comes out as it was, and an edit changes its own lines. */

static char *seed_path;

static GBytes *
seed_bytes (void)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (seed_path, &text, &length, NULL))
    {
      g_autofree char *message = g_strconcat ("no seed at ", seed_path, NULL);

      g_test_skip (message);
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&text), length);
}

static QdPlan *
load (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  QdPlan *plan = qd_markdown_load (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);

  return plan;
}

static void
assert_same (GBytes *a,
             GBytes *b)
{
  g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), g_bytes_get_data (b, NULL), g_bytes_get_size (b));
}

static void
test_seed (void)
{
  g_autoptr (GBytes) bytes = seed_bytes ();
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (GBytes) saved = NULL;

  if (bytes == NULL)
    return;

  plan = load (bytes);
  saved = qd_markdown_save (plan);
  assert_same (saved, bytes);

  /* Five dashes under “To”: all else is the canonical form. */
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_LAYOUT)), ==, 1);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_SECTIONS)), ==, 0);
}

static void
test_seed_json (void)
{
  g_autoptr (GBytes) bytes = seed_bytes ();
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (QdPlan) again = NULL;
  g_autoptr (GBytes) json = NULL, saved = NULL;
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    return;

  plan = load (bytes);
  json = qd_json_save (plan);
  again = qd_json_load (json, NULL, &error);
  g_assert_no_error (error);
  saved = qd_markdown_save (again);
  assert_same (saved, bytes);
}

static GPtrArray *
lines_of (GBytes *bytes)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) split = g_strsplit (text, "\n", -1);

  for (guint i = 0; split[i] != NULL; i++)
    g_ptr_array_add (lines, g_strdup (split[i]));

  return lines;
}

/* The lines that differ, as “-old” and “+new”: the longest common subsequence is left out. */
static char *
diff (GBytes *from,
      GBytes *to)
{
  g_autoptr (GPtrArray) a = lines_of (from), b = lines_of (to);
  guint width = b->len + 1;
  g_autofree guint *common = g_new0 (guint, (a->len + 1) * width);
  GString *out = g_string_new (NULL);
  guint i = 0, j = 0;

  for (guint m = a->len; m-- > 0;)
    for (guint n = b->len; n-- > 0;)
      common[m * width + n] = g_str_equal (a->pdata[m], b->pdata[n])
                                ? common[(m + 1) * width + n + 1] + 1
                                : MAX (common[(m + 1) * width + n], common[m * width + n + 1]);

  while (i < a->len || j < b->len)
    if (i < a->len && j < b->len && g_str_equal (a->pdata[i], b->pdata[j]))
      {
        i++;
        j++;
      }
    else if (i < a->len && (j == b->len || common[(i + 1) * width + j] >= common[i * width + j + 1]))
      g_string_append_printf (out, "-%s\n", (char *) a->pdata[i++]);
    else
      g_string_append_printf (out, "+%s\n", (char *) b->pdata[j++]);

  return g_string_free (out, FALSE);
}

/* One edit: the record at @index of @list, or below it; @field of it becomes @text. Without a field it goes; with a
 * place it goes there. */
typedef struct
{
  const char *name;
  QdListId    list;   /* QD_LIST_ANY: the plan itself */
  int         index;
  QdListId    below;  /* QD_LIST_ANY: the record itself */
  int         inner;
  int         field;  /* REMOVE, MOVE or a field */
  const char *text;
  const char *diff;
} Edit;

enum
{
  REMOVE = -1,
  MOVE_FIRST = -2,
  ADD = -3,
};

static QdList *
edited_list (QdPlan     *plan,
             const Edit *edit,
             guint      *index)
{
  QdList *list = qd_plan_get_list (plan, edit->list);

  *index = (guint) edit->index;
  if (edit->below == QD_LIST_ANY)
    return list;

  *index = (guint) edit->inner;

  return qd_record_get_list (qd_list_get (list, (guint) edit->index), edit->below);
}

static void
apply (QdPlan     *plan,
       const Edit *edit)
{
  QdList *list;
  guint index;

  if (edit->list == QD_LIST_ANY)
    {
      qd_record_set_text (qd_plan_get_root (plan), (guint) edit->field, edit->text);
      return;
    }

  list = edited_list (plan, edit, &index);
  if (edit->field == REMOVE)
    qd_list_remove (list, index);
  else if (edit->field == MOVE_FIRST)
    qd_list_move (list, index, 0);
  else if (edit->field == ADD)
    {
      g_autoptr (QdRecord) record = qd_record_new (qd_list_get_info (list)->record_type, NULL);

      qd_record_set_text (record, (guint) qd_record_get_info (record)->title_field, edit->text);
      qd_list_insert (list, index, record);
    }
  else
    qd_record_set_text (qd_list_get (list, index), (guint) edit->field, edit->text);
}

#define OF(list, index) QD_LIST_##list, index, QD_LIST_ANY, 0
#define IN(list, index, below, inner) QD_LIST_##list, index, QD_LIST_##below, inner
#define PLAN QD_LIST_ANY, 0, QD_LIST_ANY, 0

static const Edit edits[] = {
  { "engineers", OF (TEAMS, 0), QD_TEAM_ENGINEERS, "9",
    "-| Checkout | 8 | 52 | 416 |\n+| Checkout | 9 | 52 | 468 |\n"
    "-| **Total** | 26 | - | 1,352 |\n+| **Total** | 27 | - | 1,404 |\n"
    "-| Features | 50% | 676 | Reduced from 70% to address reliability |\n"
    "-| Reliability | 25% | 338 | Increased from 15% per error budget policy |\n"
    "-| Platform | 15% | 203 | Continued investment |\n-| Debt | 10% | 135 | Minimum maintenance |\n"
    "+| Features | 50% | 702 | Reduced from 70% to address reliability |\n"
    "+| Reliability | 25% | 351 | Increased from 15% per error budget policy |\n"
    "+| Platform | 15% | 211 | Continued investment |\n+| Debt | 10% | 140 | Minimum maintenance |\n" },
  { "quarter", PLAN, QD_PLAN_QUARTER, "Q3 2024",
    "-| **Quarter** | Q2 2024 |\n+| **Quarter** | Q3 2024 |\n"
    "-## Previous Quarter Review (Q1 2024)\n+## Previous Quarter Review (Q2 2024)\n"
    "-### Top Company Priorities for Q2\n+### Top Company Priorities for Q3\n"
    "-## Q2 OKRs\n+## Q3 OKRs\n"
    "-At the end of Q2, we will consider the quarter successful if:\n"
    "+At the end of Q3, we will consider the quarter successful if:\n" },
  { "title", PLAN, QD_PLAN_TITLE, "Another", "-# Quarterly Plan Example\n+# Another\n" },
  { "note", PLAN, QD_PLAN_NOTE, "One\n\nTwo", "-> Anonymized example.\n+> One\n+>\n+> Two\n" },
  { "attendees-gone", PLAN, QD_PLAN_ATTENDEES, "", "-| **Attendees** | Engineering Leadership, Product, Design |\n" },
  { "mitigation", OF (RISKS, 1), QD_RISK_MITIGATION, "None | yet",
    "-| Partnership scope creep | High | High | Strict change control, CTO escalation path |\n"
    "+| Partnership scope creep | High | High | None \\| yet |\n" },
  { "risk-owner", OF (RISKS, 1), QD_RISK_OWNER, "CTO",
    "-| Risk | Likelihood | Impact | Mitigation |\n-|------|------------|--------|------------|\n"
    "-| April hires onboard slower than expected | Medium | Medium | Assign dedicated buddies, reduce Q2 expectations |\n"
    "-| Partnership scope creep | High | High | Strict change control, CTO escalation path |\n"
    "-| Reliability work uncovers more issues | Medium | Medium | Buffer capacity, prioritization framework ready |\n"
    "-| Key engineer departure | Low | High | Documentation push, cross-training |\n"
    "+| Risk | Likelihood | Impact | Mitigation | Owner |\n+|------|------------|--------|------------|-------|\n"
    "+| April hires onboard slower than expected | Medium | Medium | Assign dedicated buddies, reduce Q2 expectations | |\n"
    "+| Partnership scope creep | High | High | Strict change control, CTO escalation path | CTO |\n"
    "+| Reliability work uncovers more issues | Medium | Medium | Buffer capacity, prioritization framework ready | |\n"
    "+| Key engineer departure | Low | High | Documentation push, cross-training | |\n" },
  { "risk-added", OF (RISKS, 4), ADD, "Fire", "+| Fire | | | |\n" },
  { "risk-inserted", OF (RISKS, 0), ADD, "Fire", "+| Fire | | | |\n" },
  { "risk-gone", OF (RISKS, 3), REMOVE, NULL,
    "-| Key engineer departure | Low | High | Documentation push, cross-training |\n" },
  { "risk-moved", OF (RISKS, 1), MOVE_FIRST, NULL,
    "-| April hires onboard slower than expected | Medium | Medium | Assign dedicated buddies, reduce Q2 expectations |\n"
    " | Partnership" },
  { "dependency-added", OF (DEPENDENCIES, 3), ADD, "Licences", "+| Licences | | | | |\n" },
  { "lesson-added", OF (LESSONS, 3), ADD, "Rest", "+- Rest\n" },
  { "priority-moved", OF (PRIORITIES, 2), MOVE_FIRST, NULL,
    "-1. **Partnership launch** - Enterprise partnership going live in Q3 requires feature parity\n"
    "-2. **Platform stability** - Board has flagged reliability concerns\n"
    "-3. **Expansion** - International expansion prep for Q4\n"
    "+1. **Expansion** - International expansion prep for Q4\n"
    "+2. **Partnership launch** - Enterprise partnership going live in Q3 requires feature parity\n"
    "+3. **Platform stability** - Board has flagged reliability concerns\n" },
  { "actual", IN (REVIEW_OBJECTIVES, 0, KEY_RESULTS, 0), QD_KEY_RESULT_ACTUAL, "20%",
    "-| **Improve checkout conversion** | Reduce checkout abandonment | 25% → 20% | 21% | 0.8 |\n"
    "+| **Improve checkout conversion** | Reduce checkout abandonment | 25% → 20% | 20% | 1.0 |\n"
    "-**Overall score**: 0.59 (below 0.7 target)\n+**Overall score**: 0.62 (below 0.7 target)\n" },
  { "score-target", PLAN, QD_PLAN_SCORE_TARGET, "0.5",
    "-**Overall score**: 0.59 (below 0.7 target)\n+**Overall score**: 0.59 (above 0.5 target)\n" },
  { "first-key-result-gone", IN (REVIEW_OBJECTIVES, 2, KEY_RESULTS, 0), REMOVE, NULL,
    "-| **Team growth** | Hire 4 engineers | 4 | 3 | 0.75 |\n-| | Onboarding NPS | 8+ | 8.2 | 1.0 |\n"
    "+| **Team growth** | Onboarding NPS | 8+ | 8.2 | 1.0 |\n"
    "-**Overall score**: 0.59 (below 0.7 target)\n+**Overall score**: 0.57 (below 0.7 target)\n" },
  { "objective-gone", OF (OBJECTIVES, 2), REMOVE, NULL,
    "-### Objective 3: Strengthen Security Posture\n-\n-*Owner: Security Team*\n-\n"
    "-| Key Result | Baseline | Target | Owner |\n-|------------|----------|--------|-------|\n"
    "-| Critical vulnerabilities | 5 open | 0 open | Security |\n-| SOC2 audit readiness | 60% | 100% | Security |\n"
    "-| Secrets in code | ~50 | 0 | Security |\n-| Security review coverage | 30% | 80% | Security |\n-\n"
    "-**Initiatives**:\n-- Vault implementation - 80 points\n-- CI/CD security scanning - 40 points\n"
    "-- SOC2 evidence collection - 60 points\n-\n" },
  { "objective-category", OF (OBJECTIVES, 0), QD_OBJECTIVE_CATEGORY, "Reliability",
    "-*Owner: Platform Team*\n+*Owner: Platform Team; Category: Reliability*\n" },
  { "key-result-actual", IN (OBJECTIVES, 1, KEY_RESULTS, 0), QD_KEY_RESULT_ACTUAL, "2/8 features",
    "-| Key Result | Baseline | Target | Owner |\n-|------------|----------|--------|-------|\n"
    "-| Partner feature parity | 0/8 features | 8/8 features | Checkout |\n"
    "-| Partner demo successful | N/A | May 15 | Checkout |\n-| Integration test coverage | 0% | 90% | Growth |\n"
    "+| Key Result | Baseline | Target | Actual | Owner |\n+|------------|----------|--------|--------|-------|\n"
    "+| Partner feature parity | 0/8 features | 8/8 features | 2/8 features | Checkout |\n"
    "+| Partner demo successful | N/A | May 15 | | Checkout |\n+| Integration test coverage | 0% | 90% | | Growth |\n" },
  { "initiative-points", IN (OBJECTIVES, 0, INITIATIVES, 0), QD_INITIATIVE_POINTS, "1200",
    "-- Connection pool optimization across services - 50 points\n"
    "+- Connection pool optimization across services - 1,200 points\n" },
  { "initiative-status", IN (OBJECTIVES, 0, INITIATIVES, 0), QD_INITIATIVE_STATUS, "stretch",
    "-- Connection pool optimization across services - 50 points\n"
    "+- Connection pool optimization across services - 50 points (Status: Stretch)\n" },
  { "initiative-without-points", IN (OBJECTIVES, 0, INITIATIVES, 0), QD_INITIATIVE_POINTS, "",
    "-- Connection pool optimization across services - 50 points\n+- Connection pool optimization across services\n" },
  { "decision-added", OF (DECISIONS, 0), ADD, "Buy or build",
    "+## Decisions Needed\n+\n+| Decision | Options | Recommendation | Outcome | Owner |\n"
    "+|----------|---------|----------------|---------|-------|\n+| Buy or build | | | | |\n+\n+---\n+\n" },
  { "section-added", OF (SECTIONS, 0), ADD, "More", "+---\n+\n+## More\n+\n" },
};

static void
test_edit (gconstpointer data)
{
  const Edit *edit = data;
  g_autoptr (GBytes) bytes = seed_bytes ();
  g_autoptr (QdPlan) plan = NULL, again = NULL;
  g_autoptr (GBytes) saved = NULL, second = NULL;
  g_autofree char *found = NULL;

  if (bytes == NULL)
    return;

  plan = load (bytes);
  apply (plan, edit);
  saved = qd_markdown_save (plan);
  found = diff (bytes, saved);
  if (edit->field != MOVE_FIRST || edit->list == QD_LIST_PRIORITIES)
    g_assert_cmpstr (found, ==, edit->diff);
  else
    g_assert_cmpuint (strlen (found), <, 2 * strlen (edit->diff) + 40);

  again = load (saved);
  second = qd_markdown_save (again);
  assert_same (second, saved);
}

/* Documents in another style keep it, and all their words, when something is edited. */
static const struct
{
  const char *document;
  Edit        edit;
} strangers[] = {
  { "## Risks\n\n| Risk | Impact | Hue |\n|---|---|---|\n| a | High | red |\n| b | Low | blue |\n",
    { "extra-column", OF (RISKS, 0), QD_RISK_IMPACT, "Low", "-| a | High | red |\n+| a | Low | red |\n" } },
  { "## Risks\n\n| Risk | Impact | Hue |\n|---|---|---|\n| a | High | red |\n| b | Low | blue |\n",
    { "extra-column-added", OF (RISKS, 1), ADD, "c", "+| c | | |\n" } },
  { "## Risks\n\n| Risk | Impact |\n|---|---|\n|a|High| beyond |\n| b | Low |\n",
    { "beyond-the-header", OF (RISKS, 0), QD_RISK_RISK, "c", "-|a|High| beyond |\n+| c |High| beyond |\n" } },
  { "## Risks\n\n| Risk | Impact |\n|---|---|\n| a |\n| b | Low |\n",
    { "short-row", OF (RISKS, 0), QD_RISK_IMPACT, "High", "-| a |\n+| a | High |\n" } },
  { "## Risks\n\n| Risk | Impact |\n|---|---|\n| a | High |\n",
    { "missing-column", OF (RISKS, 0), QD_RISK_MITIGATION, "m",
      "-| Risk | Impact |\n-|---|---|\n-| a | High |\n+| Risk | Impact | Mitigation |\n+|---|---|------------|\n+| a | High | m |\n" } },
  { "### Lessons Learned\n\n* a\n* b\n", { "marks", OF (LESSONS, 2), ADD, "c", "+* c\n" } },
  { "### Constraints\n1) **A**: x\n2) **B**: y\n",
    { "patterns", OF (CONSTRAINTS, 0), ADD, "C", "-1) **A**: x\n-2) **B**: y\n+1) **C**\n+2) **A**: x\n+3) **B**: y\n" } },
  { "## OKRs\n\n### O1: One\n\n* a (5 pts)\n* b (6 pts)\n",
    { "efforts", IN (OBJECTIVES, 0, INITIATIVES, 0), QD_INITIATIVE_POINTS, "7", "-* a (5 pts)\n+* a (7 pts)\n" } },
  { "## Risks\n\n| Risk | Impact |\n|---|---|\n| a | High |\n\nWords.\n\n## Approvals\n",
    { "words-stay", OF (RISKS, 0), REMOVE, NULL, "-| Risk | Impact |\n-|---|---|\n-| a | High |\n-\n" } },
  { "# Plan Q2 2024\n\n## Risks in Q2\n\n| Risk | Impact |\n|---|---|\n| a | High |\n",
    { "quarter", PLAN, QD_PLAN_QUARTER, "Q3 2024",
      "-## Risks in Q2\n+## Metadata\n+| Field | Value |\n+|-------|-------|\n+| **Quarter** | Q3 2024 |\n+\n+---\n+\n"
      "+## Risks in Q3\n+\n" } },
};

static void
test_stranger (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = g_bytes_new_static (strangers[i].document, strlen (strangers[i].document));
  g_autoptr (QdPlan) plan = load (bytes);
  g_autoptr (GBytes) saved = NULL;
  g_autofree char *found = NULL;

  apply (plan, &strangers[i].edit);
  saved = qd_markdown_save (plan);
  found = diff (bytes, saved);
  g_assert_cmpstr (found, ==, strangers[i].edit.diff);
}

/* What Markdown has no place for is said, and nothing else. */
static void
test_losses (void)
{
  g_autoptr (GBytes) bytes = seed_bytes ();
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (QdRecord) check_in = qd_record_new (QD_RECORD_CHECK_IN, NULL);
  g_autoptr (QdRecord) comment = qd_record_new (QD_RECORD_COMMENT, NULL);
  g_autoptr (GPtrArray) none = NULL, some = NULL;
  static const char *const expected[] = {
    "Markdown leaves out 1 record of “Check-ins”.", "Markdown leaves out 1 record of “Comments”.",
    "Markdown leaves out “Fiscal year starts in month” of “Settings” in 1 place.",
    "Markdown leaves out “Owner” of “Objective” in 1 place.",
    "Markdown leaves out “Measured by” of “Success criterion” in 2 places.",
  };

  if (bytes == NULL)
    return;

  plan = load (bytes);
  none = qd_markdown_list_losses (plan);
  g_assert_cmpuint (none->len, ==, 0);

  qd_list_append (qd_record_get_list (qd_list_get (qd_record_get_list (qd_list_get (
                                        qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 0), QD_LIST_KEY_RESULTS), 0),
                                      QD_LIST_CHECK_INS),
                  check_in);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_COMMENTS), comment);
  qd_record_set_number (qd_plan_get_single (plan, QD_LIST_SETTINGS), QD_SETTINGS_START_MONTH, 2);
  qd_record_set_text (qd_list_get (qd_plan_get_list (plan, QD_LIST_REVIEW_OBJECTIVES), 0), QD_OBJECTIVE_OWNER, "Ann");
  for (guint i = 0; i < 2; i++)
    qd_record_set_text (qd_list_get (qd_plan_get_list (plan, QD_LIST_CRITERIA), i), QD_CRITERION_MEASURED_BY, "x");
  /* Both have a place: a column, and brackets behind the initiative. */
  qd_record_set_text (qd_list_get (qd_plan_get_list (plan, QD_LIST_RISKS), 0), QD_RISK_OWNER, "Ann");
  qd_record_set_text (qd_list_get (qd_record_get_list (qd_list_get (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 0),
                                                       QD_LIST_INITIATIVES), 0),
                      QD_INITIATIVE_STATUS, "cut");

  some = qd_markdown_list_losses (plan);
  g_assert_cmpuint (some->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < some->len; i++)
    g_assert_cmpstr (g_ptr_array_index (some, i), ==, expected[i]);
}

/* A list that has a heading has a section under it, too. */
static void
test_lists (void)
{
  for (guint i = 0; i < QD_N_LISTS; i++)
    {
      const QdListInfo *info = qd_list_info ((QdListId) i);
      const QdRecordInfo *records = qd_record_info (info->record_type);
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (QdRecord) record = NULL;
      g_autoptr (GBytes) saved = NULL;

      /* Those inside of others, such as initiatives, are in the sections of these. */
      if (info->md == NULL || info->owner == QD_RECORD_OBJECTIVE)
        continue;
      record = qd_record_new (info->record_type, NULL);
      qd_record_set_text (record, (guint) records->title_field, "Unheard of");
      qd_list_append (qd_plan_get_list (plan, info->list), record);
      saved = qd_markdown_save (plan);
      if (g_strstr_len (g_bytes_get_data (saved, NULL), (gssize) g_bytes_get_size (saved), "Unheard of") == NULL)
        g_error ("“%s” has no section in qd-markdown-sections.c", info->id);
    }
}

int
main (int   argc,
      char *argv[])
{
  const char *seed = g_getenv ("QD_SEED");

  g_test_init (&argc, &argv, NULL);

  seed_path = seed != NULL ? g_strdup (seed)
                           : g_build_filename (g_getenv ("QD_SOURCE_ROOT"), "..", "shared", "seed", "q2-2024.md", NULL);

  g_test_add_func ("/markdown/seed", test_seed);
  g_test_add_func ("/markdown/seed/json", test_seed_json);
  g_test_add_func ("/markdown/losses", test_losses);
  g_test_add_func ("/markdown/lists", test_lists);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown/edit/", edits[i].name, NULL);

      g_test_add_data_func (path, &edits[i], test_edit);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown/stranger/", strangers[i].edit.name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stranger);
    }

  return g_test_run ();
}
