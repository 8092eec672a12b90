#include "qd-date.h"
#include "qd-finding.h"
#include "qd-number.h"
#include "qd-outline-checks.h"
#include "qd-outline-private.h"
#include "qd-pages.h"
#include "qd-plan-private.h"
#include "qd-saved-state.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

#include <string.h>

/* From plans to outlines. */

static QdOutline *
outline_of (QdPlan *plan)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = qd_findings_compute (figures);

  return qd_outline_new (figures, findings, NULL);
}

static const QdOutlineSection *
find_section (const QdOutline *outline,
              const char      *id,
              guint            index)
{
  for (guint i = 0; i < outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (outline->sections, i);

      if (g_str_equal (section->id, id) && index-- == 0)
        return section;
    }

  return NULL;
}

static const QdBlock *
find_block (const QdOutline *outline,
            const char      *id,
            QdBlockKind      kind)
{
  const QdOutlineSection *section = find_section (outline, id, 0);

  for (guint i = 0; section != NULL && i < section->blocks->len; i++)
    if (((const QdBlock *) g_ptr_array_index (section->blocks, i))->kind == kind)
      return g_ptr_array_index (section->blocks, i);

  g_error ("“%s” has no such block", id);
}

/* A row as “Checkout|8|52|…” */
static char *
row_text (const QdBlock *block,
          guint          index)
{
  const QdOutlineRow *row = g_ptr_array_index (block->rows, index);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < row->n_cells; i++)
    g_ptr_array_add (texts, row->cells[i].text);
  g_ptr_array_add (texts, NULL);

  return g_strjoinv ("|", (char **) texts->pdata);
}

static char *
heads_text (const QdBlock *block)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < block->columns->len; i++)
    g_ptr_array_add (labels, ((const QdOutlineColumn *) g_ptr_array_index (block->columns, i))->label);
  g_ptr_array_add (labels, NULL);

  return g_strjoinv ("|", (char **) labels->pdata);
}

static void
test_seed_sections (void)
{
  static const struct
  {
    const char *id;
    const char *title;
  } expected[] = {
    { "last-quarter", "Q1 2024 closed at 0.59 against 0.7: Platform reliability scored only 0.1" },
    { "lessons", "What Q1 2024 taught: Feature velocity came at the cost of reliability" },
    { "context", "Partnership launch leads 3 priorities; no objective serves Expansion" },
    { "capacity", "Security is 24 points over; Data has 208 points free" },
    { "allocation", "Reliability rises from 15\u00a0% to 25\u00a0%; Features still takes 50\u00a0%" },
    { "objectives", "11 key results to move by June 28; 3 start from zero" },
    { "objective", "Restore Platform Reliability: 230 of 860 committed points" },
    { "objective", "Deliver Partnership Features: 450 of 860 committed points" },
    { "objective", "Strengthen Security Posture: 180 points, 115 % of what its teams can do" },
    { "priorities", "Security ends 24 points below the line, from SOC2 evidence collection on" },
    { "dependencies", "2 of 3 dependencies lie outside; 1 is high risk" },
    { "risks", "1 of 4 risks is critical: Partnership scope creep" },
    { "not-doing", "Nobody has to wait for Mobile app v2 and 3 other things this quarter" },
    { "success-criteria", "Q2 2024 is a success when 4 things hold" },
    { "timeline", "Feature freeze falls on a Saturday, 31 days after Partnership demo" },
    { "communication", "4 audiences hear of the plan, Product team first: March 27" },
    { "reviews", "4 reviews, from April 26 to June 28" },
    { "approvals", "The plan has all 3 approvals, but 3 names are still missing" },
  };
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdOutline) outline = outline_of (plan);

  qd_check_outline (outline, "the seed");
  for (guint i = 0; i < outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (outline->sections, i);

      g_assert_cmpuint (i, <, G_N_ELEMENTS (expected));
      g_assert_cmpstr (section->id, ==, expected[i].id);
      g_assert_cmpstr (section->title, ==, expected[i].title);
    }
  g_assert_cmpuint (outline->sections->len, ==, G_N_ELEMENTS (expected));
}

/* The figures of the tables are those of the analysis. */
static void
test_seed_figures (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdOutline) outline = outline_of (plan);
  const QdBlock *teams = find_block (outline, "capacity", QD_BLOCK_TABLE);
  const QdBlock *allocation = find_block (outline, "allocation", QD_BLOCK_TABLE);
  const QdBlock *scores = find_block (outline, "last-quarter", QD_BLOCK_TABLE);
  g_autofree char *heads = heads_text (teams);
  g_autofree char *checkout = row_text (teams, 0);
  g_autofree char *security = row_text (teams, 4);
  g_autofree char *total = row_text (teams, 5);
  g_autofree char *features = row_text (allocation, 0);
  g_autofree char *group = row_text (scores, 4);
  g_autofree char *missed = row_text (scores, 6);
  const QdOutlineRow *over = g_ptr_array_index (teams->rows, 4);

  g_assert_cmpstr (heads, ==, "Team|Engineers|Days|Capacity|Committed|Load");
  g_assert_cmpstr (checkout, ==, "Checkout|8|52|416|≈ 277|67 %");
  g_assert_cmpstr (security, ==, "Security|3|52|156|180|115 %");
  g_assert_cmpstr (total, ==, "Total|26||1,352|860|64 %");
  g_assert_cmpstr (features, ==, "Features|50|676|0|Reduced from 70% to address reliability");
  g_assert_cmpstr (group, ==, "Platform reliability||||0.1|✕ Missed");
  g_assert_cmpstr (missed, ==, "Reduce on-call pages|4/night → 2/night|4.2/night|0.0|0.0|✕ Missed · worse than baseline");
  g_assert_cmpint (((const QdOutlineRow *) g_ptr_array_index (teams->rows, 5))->kind, ==, QD_OUTLINE_ROW_TOTAL);
  g_assert_cmpint (((const QdOutlineRow *) g_ptr_array_index (scores->rows, 4))->kind, ==, QD_OUTLINE_ROW_GROUP);
  g_assert_cmpint (over->cells[5].emphasis, ==, QD_EMPHASIS_ERROR);
  g_assert_cmpstr (teams->note, ==, "8 engineers in management/lead roles not counted in capacity");
}

typedef struct
{
  const char *text;
  GString    *missing;
} Search;

static void
search_record (QdRecord *record,
               gpointer  user_data)
{
  static const QdListId elsewhere[] = { QD_LIST_LAYOUT, QD_LIST_SETTINGS, QD_LIST_REVIEW, QD_LIST_MEETING };
  Search *search = user_data;
  QdList *list = qd_record_get_owner_list (record);
  const char *title = qd_record_get_title (record);

  for (gsize i = 0; list != NULL && i < G_N_ELEMENTS (elsewhere); i++)
    if (qd_list_get_id (list) == elsewhere[i])
      return;
  if (title != NULL && strstr (search->text, title) == NULL)
    g_string_append_printf (search->missing, "%s\n", title);
}

/* Every record of the seed is told. */
static void
test_seed_is_whole (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdOutline) outline = outline_of (plan);
  g_autofree char *text = qd_outline_all_text (outline);
  g_autoptr (GString) missing = g_string_new (NULL);
  Search search = { text, missing };

  qd_record_foreach (qd_plan_get_root (plan), search_record, &search);
  g_assert_cmpstr (missing->str, ==, "");
}

/* Those that are for who plans: nobody else reads them. */
static gboolean
stays_inside (QdListId list)
{
  static const QdListId inside[] = {
    QD_LIST_CHART_TITLES, QD_LIST_CONFLICTS, QD_LIST_LEARNED, QD_LIST_PEOPLE, QD_LIST_SNAPSHOTS, QD_LIST_VOTES,
    QD_LIST_AGENDA, QD_LIST_PARKING_LOT, QD_LIST_COMMENTS,
    QD_LIST_SECTIONS, /* a heading alone is not told; see test_free_sections() */
  };

  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    if (inside[i] == list)
      return TRUE;

  return FALSE;
}

/* Every list of a page is told. */
static void
test_lists (void)
{
  for (guint page = 0; page < QD_N_PAGES; page++)
    for (const QdListId *list = qd_page_info ((QdPageId) page)->lists; *list != QD_LIST_ANY; list++)
      {
        const QdListInfo *info = qd_list_info (*list);
        g_autoptr (QdPlan) plan = qd_plan_new ();
        g_autoptr (QdRecord) record = qd_record_new (info->record_type, NULL);
        g_autoptr (QdOutline) outline = NULL;
        g_autofree char *text = NULL;

        if (stays_inside (*list))
          continue;
        qd_record_set_text (record, (guint) qd_record_info (info->record_type)->title_field, "Unheard of");
        qd_list_append (qd_plan_get_list (plan, *list), record);
        outline = outline_of (plan);
        text = qd_outline_all_text (outline);
        if (strstr (text, "Unheard of") == NULL)
          g_error ("“%s” has no section in qd-outline.c", info->id);
      }
}

static void
test_facts (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdOutline) outline = outline_of (plan);
  g_autoptr (QdPlan) empty = qd_plan_new ();
  g_autoptr (QdOutline) nothing = outline_of (empty);

  g_assert_cmpstr (outline->quarter, ==, "Q2 2024");
  g_assert_cmpstr (outline->state, ==, "Draft");
  g_assert_cmpstr (outline->facilitator, ==, "VP Engineering");
  g_assert_nonnull (strstr (outline->date, "2024"));

  qd_check_outline (nothing, "an empty plan");
  g_assert_null (nothing->quarter);
  g_assert_null (nothing->date);
  g_assert_cmpuint (nothing->sections->len, ==, 0);
}

/* Columns in which nobody said anything are not there. */
static void
test_columns (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  QdList *objectives = qd_plan_get_list (plan, QD_LIST_OBJECTIVES);
  QdList *initiatives = qd_record_get_list (qd_list_get (objectives, 0), QD_LIST_INITIATIVES);
  g_autoptr (QdOutline) before = outline_of (plan);
  g_autoptr (QdOutline) after = NULL;
  g_autofree char *heads_before = NULL;
  g_autofree char *heads_after = NULL;

  qd_record_set_text (qd_list_get (initiatives, 1), QD_INITIATIVE_STATUS, "stretch");
  after = outline_of (plan);
  heads_before = heads_text (g_ptr_array_index (find_section (before, "objective", 0)->blocks, 1));
  heads_after = heads_text (g_ptr_array_index (find_section (after, "objective", 0)->blocks, 1));
  g_assert_cmpstr (heads_before, ==, "Initiative|Points");
  g_assert_cmpstr (heads_after, ==, "Initiative|Points|Status");
}

static char *
blocks_text (const char *markdown)
{
  const QdOutlineSection *section;
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_SECTION, NULL);
  g_autoptr (QdOutline) outline = NULL;
  GString *out = g_string_new (NULL);

  qd_record_set_text (record, QD_SECTION_TITLE, "Notes");
  qd_record_set_text (record, QD_SECTION_TEXT, markdown);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_SECTIONS), record);
  outline = outline_of (plan);
  qd_check_outline (outline, markdown);
  section = find_section (outline, "sections", 0);
  for (guint i = 0; section != NULL && i < section->blocks->len; i++)
    {
      const QdBlock *block = g_ptr_array_index (section->blocks, i);

      if (block->title != NULL)
        g_string_append_printf (out, "[%s]", block->title);
      if (block->text != NULL)
        g_string_append_printf (out, "text(%s)", block->text);
      for (guint j = 0; block->points != NULL && j < block->points->len; j++)
        g_string_append_printf (out, "%s(%s)", block->numbered ? "number" : "point",
                                ((const QdOutlinePoint *) g_ptr_array_index (block->points, j))->text);
      if (block->rows != NULL)
        {
          g_autofree char *heads = heads_text (block);

          g_string_append_printf (out, "heads(%s)", heads);
        }
      for (guint j = 0; block->rows != NULL && j < block->rows->len; j++)
        {
          g_autofree char *row = row_text (block, j);

          g_string_append_printf (out, "row(%s)", row);
        }
    }

  return g_string_free (out, FALSE);
}

/* What stands in a section that fits nowhere else is as a reader of Markdown sees it. */
static void
test_free_sections (void)
{
  static const struct
  {
    const char *markdown;
    const char *blocks;
  } cases[] = {
    { "One\ntwo.\n\nThree.", "text(One two.)text(Three.)" },
    { "- a\n- **b**\n\n1. c\n2. d", "point(a)point(**b**)number(c)number(d)" },
    { "- a\n  - b\n- c", "point(a)point(b)point(c)" },
    { "### Head\n\nText\n\n#### Another\n", "[Head]text(Text)text(Another)" },
    { "| A | B |\n|---|--:|\n| 1 | 2 |\n| 3 |\n", "heads(A|B)row(1|2)row(3|)" },
    { "```\na\n  b\n```", "text(a\n  b)" },
    { "a*b*c \\* [x](https://e.org)", "text(a*b*c \\* [x](https://e.org))" },
    { "<b>raw</b>", "text(<b>raw</b>)" },
    { "> quoted", "text(quoted)" },
    { "---", "" },
    { "| A |\n|---|\n", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *blocks = blocks_text (cases[i].markdown);

      g_assert_cmpstr (blocks, ==, cases[i].blocks);
    }
}

static void
test_random_plans (void)
{
  for (guint seed = 1; seed <= 20; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, seed * 20);
      g_autoptr (QdOutline) outline = outline_of (plan);
      g_autofree char *what = g_strdup_printf ("random plan %u", seed);

      qd_check_outline (outline, what);
    }
}

/* Who is told of findings is told what is not as it was approved any more; nobody outside is. */
static void
test_since_approval (void)
{
  g_autoptr (QdPlan) seed = qd_test_seed_plan ();
  g_autoptr (QdDocument) document = qd_document_new_for_plan (seed);
  QdPlan *plan = qd_document_get_plan (document);
  QdRecord *risk = qd_list_get (qd_plan_get_list (plan, QD_LIST_RISKS), 1);
  g_autoptr (QdAudience) partner = qd_audience_new ("partner", NULL, NULL);
  g_autoptr (QdOutline) outline = NULL;
  g_autoptr (QdOutline) outside = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) low = qd_value_text ("low");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (qd_document_approve (document, &error));
  g_assert_true (qd_document_set_value (document, risk, QD_RISK_LIKELIHOOD, &low, QD_APPLY_DEFAULT, &error));
  g_assert_true (qd_document_remove (document, &(QdRecord *) { qd_list_get (qd_plan_get_list (plan, QD_LIST_RISKS), 3) }, 1,
                                     &error));
  g_assert_no_error (error);

  outline = outline_of (plan);
  first = row_text (find_block (outline, "risks", QD_BLOCK_TABLE), 0);
  second = row_text (find_block (outline, "risks", QD_BLOCK_TABLE), 1);
  g_assert_null (strstr (first, "(changed)"));
  g_assert_nonnull (strstr (second, " (changed)|"));
  g_assert_nonnull (strstr (find_section (outline, "risks", 0)->subtitle, "2 changes since approval"));

  outside = qd_outline_new (qd_document_get_figures (document), qd_document_get_findings (document), partner);
  for (guint i = 0; i < outside->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (outside->sections, i);

      g_assert_true (section->subtitle == NULL || strstr (section->subtitle, "since approval") == NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline/seed-sections", test_seed_sections);
  g_test_add_func ("/outline/seed-figures", test_seed_figures);
  g_test_add_func ("/outline/seed-is-whole", test_seed_is_whole);
  g_test_add_func ("/outline/lists", test_lists);
  g_test_add_func ("/outline/facts", test_facts);
  g_test_add_func ("/outline/columns", test_columns);
  g_test_add_func ("/outline/free-sections", test_free_sections);
  g_test_add_func ("/outline/since-approval", test_since_approval);
  g_test_add_func ("/outline/random-plans", test_random_plans);

  return g_test_run ();
}
