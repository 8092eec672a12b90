#include "qd-search.h"

#include <string.h>

#include "qd-columns.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

#include "build-plan.h"

/* “**” around each place. */
static char *
mark (const char   *text,
      const GArray *ranges)
{
  g_autoptr (GString) marked = g_string_new (text);

  for (guint i = ranges->len; i-- > 0;)
    {
      g_string_insert (marked, (gssize) g_array_index (ranges, QdSearchRange, i).end, "*");
      g_string_insert (marked, (gssize) g_array_index (ranges, QdSearchRange, i).start, "*");
    }

  return g_string_free (g_steal_pointer (&marked), FALSE);
}

static void
test_ranges (void)
{
  static const struct
  {
    const char   *text;
    const char   *query;
    QdSearchFlags flags;
    const char   *marked;
  } cases[] = {
    { "Partner demo, partners", "partner", QD_SEARCH_PLAIN, "*Partner* demo, *partner*s" },
    { "Partner demo, partners", "partner", QD_SEARCH_WHOLE_WORDS, "*Partner* demo, partners" },
    { "Partner demo, partners", "partner", QD_SEARCH_MATCH_CASE, "Partner demo, *partner*s" },
    { "Partner demo, partners", "partner", QD_SEARCH_MATCH_CASE | QD_SEARCH_WHOLE_WORDS, "Partner demo, partners" },
    { "anything", "", QD_SEARCH_PLAIN, "anything" },
    { "", "x", QD_SEARCH_PLAIN, "" },
    { "aaaa", "aa", QD_SEARCH_PLAIN, "*aa**aa*" },
    { "Résumé of Zoë", "resume", QD_SEARCH_PLAIN, "*Résumé* of Zoë" },
    { "Résumé of Zoë", "Zoe", QD_SEARCH_MATCH_CASE, "Résumé of Zoë" },
    { "cafe\xcc\x81s", "café", QD_SEARCH_PLAIN, "*cafe\xcc\x81*s" },
    { "Straße", "SS", QD_SEARCH_PLAIN, "Stra*ß*e" },
    { "Straße", "s", QD_SEARCH_PLAIN, "*S*tra*ß*e" },
    { "don’t", "don't", QD_SEARCH_PLAIN, "*don’t*" },
    { "first\nsecond line", "first second", QD_SEARCH_PLAIN, "*first\nsecond* line" },
    { "snake_case", "case", QD_SEARCH_WHOLE_WORDS, "snake_case" },
    { "C++, C", "c++", QD_SEARCH_WHOLE_WORDS, "*C++*, C" },
    { "(p99)", "p99", QD_SEARCH_WHOLE_WORDS, "(*p99*)" },
    { "60→90%", "90%", QD_SEARCH_PLAIN, "60→*90%*" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) ranges = qd_search_ranges (cases[i].text, cases[i].query, cases[i].flags);
      g_autofree char *marked = mark (cases[i].text, ranges);

      g_assert_cmpstr (marked, ==, cases[i].marked);
    }
}

static void
test_excerpts (void)
{
  static const struct
  {
    const char *text;
    const char *query;
    guint       max_chars;
    const char *excerpt;
  } cases[] = {
    { "Partnership scope creep", "scope", 40, "Partnership *scope* creep" },
    { "two\n\nlines  here", "lines", 40, "two *lines* here" },
    { "Assign dedicated buddies, reduce Q2 expectations", "reduce", 24, "…*reduce* Q2 expectations" },
    { "a very long first word and then the end", "end", 12, "…the *end*" },
    { "nothing of it", "absent", 8, "nothing …" },
    { "Überraschung für Öl", "ol", 12, "…für *Öl*" },
    { "longerthanthewholeexcerpt", "thanthewholeexcerpt", 6, "…*thanthewholeexcerpt*" },
    { "ab ab ab ab ab", "ab", 5, "*ab* *ab*…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) ranges = qd_search_ranges (cases[i].text, cases[i].query, QD_SEARCH_PLAIN);
      g_autofree char *excerpt = qd_search_excerpt (cases[i].text, ranges, cases[i].max_chars);
      g_autofree char *marked = mark (excerpt, ranges);

      g_assert_cmpstr (marked, ==, cases[i].excerpt);
    }
}

static GArray *
find (QdFigures    *figures,
      const char   *query,
      QdSearchFlags flags)
{
  g_autoptr (QdSearch) search = qd_search_new (figures);

  g_assert_true (qd_search_prepare (search, -1));

  return qd_search_find (search, query, flags);
}

static void
test_seed (void)
{
  static const struct
  {
    QdPageId    page;
    const char *title;
    const char *key;
  } expected[] = {
    { QD_PAGE_CONTEXT, "Partnership launch", "title" },
    { QD_PAGE_CONTEXT, "Partnership launch", "detail" },
    { QD_PAGE_CONTEXT, "Key dates", "text" },
    { QD_PAGE_OBJECTIVES, "Deliver Partnership Features", "title" },
    { QD_PAGE_RISKS, "Partnership scope creep", "risk" },
    { QD_PAGE_NOT_DOING, "International payment methods", "reason" },
    { QD_PAGE_CRITERIA, "Partnership on track", "lead" },
    { QD_PAGE_REVIEWS, "Month 1 check-in", "focus" },
  };
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GArray) hits = find (figures, "PARTNERSHIP", QD_SEARCH_PLAIN);
  g_autoptr (GArray) exact = find (figures, "partnership", QD_SEARCH_MATCH_CASE);
  g_autoptr (GArray) words = find (figures, "partner", QD_SEARCH_WHOLE_WORDS);
  g_autoptr (GArray) none = find (figures, "zeppelin", QD_SEARCH_PLAIN);
  g_autoptr (GArray) empty = find (figures, "", QD_SEARCH_PLAIN);

  for (guint i = 0; i < MIN (hits->len, G_N_ELEMENTS (expected)); i++)
    {
      const QdSearchHit *hit = &g_array_index (hits, QdSearchHit, i);

      g_assert_cmpstr (qd_record_get_title (hit->record), ==, expected[i].title);
      g_assert_cmpstr (hit->field->key, ==, expected[i].key);
      g_assert_cmpint (hit->page, ==, expected[i].page);
    }
  g_assert_cmpuint (hits->len, ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (exact->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (empty->len, ==, 0);
  for (guint i = 0; i < words->len; i++)
    g_assert_null (strstr (qd_record_get_title (g_array_index (words, QdSearchHit, i).record), "Partnership"));
  g_assert_cmpuint (words->len, >=, 4);
}

/* A word of its own in each text field of a record of each kind: each is found, once, and leads to its field. */
static void
fill_list (QdRecord  *owner,
           QdListId   list,
           GPtrArray *filled)
{
  const QdListInfo *info = qd_list_info (list);
  const QdRecordInfo *type = qd_record_info (info->record_type);
  QdRecord *record = info->single ? qd_list_get (qd_record_get_list (owner, list), 0) : build_record (owner, list, NULL, END);

  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autofree char *word = g_strdup_printf ("xq%u-%ux", filled->len, i);

      if ((type->fields[i].flags & QD_FIELD_INTERNAL) == 0 && type->fields[i].kind != QD_KIND_REFS)
        qd_record_set_text (record, i, word);
    }
  g_ptr_array_add (filled, record);
  for (guint i = 0; i < type->n_lists; i++)
    fill_list (record, type->lists[i], filled);
}

static void
test_every_field (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdSearch) search = qd_search_new (figures);
  g_autoptr (GPtrArray) filled = g_ptr_array_new ();
  QdRecord *root = qd_plan_get_root (plan);
  guint n_found = 0;

  for (guint i = 0; i < qd_record_get_info (root)->n_lists; i++)
    if (qd_record_get_info (root)->lists[i] != QD_LIST_LAYOUT && qd_record_get_info (root)->lists[i] != QD_LIST_SNAPSHOTS)
      fill_list (root, qd_record_get_info (root)->lists[i], filled);

  g_assert_true (qd_search_prepare (search, -1));
  for (guint i = 0; i < filled->len; i++)
    {
      QdRecord *record = g_ptr_array_index (filled, i);

      for (guint field = 0; field < qd_record_get_info (record)->n_fields; field++)
        {
          g_autofree char *text = qd_record_display (record, field);
          g_autoptr (GArray) hits = qd_search_find (search, text, QD_SEARCH_PLAIN);

          if (*text == '\0')
            continue;
          g_assert_cmpuint (hits->len, ==, 1);
          g_assert_true (g_array_index (hits, QdSearchHit, 0).record == record);
          g_assert_true (g_array_index (hits, QdSearchHit, 0).field == qd_record_get_field (record, field));
          g_assert_cmpint (g_array_index (hits, QdSearchHit, 0).page, ==, qd_page_of_record (record));
          n_found++;
        }
    }
  g_assert_cmpuint (n_found, >, 100);
}

static void
test_shown (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *objective = qd_list_get (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 1);
  QdRecord *priority = qd_list_get (qd_plan_get_list (plan, QD_LIST_PRIORITIES), 2);
  g_autoptr (GArray) expansion = NULL, points = NULL, high = NULL, rule = NULL, hidden = NULL;

  build_record (root, QD_LIST_ACCEPTED, "x1", QD_ACCEPTED_RULE, "capacity.team-idle", END);
  build_record (root, QD_LIST_LAYOUT, "x2", QD_LAYOUT_KEY, "zeppelin", QD_LAYOUT_TEXT, "zeppelin", END);
  qd_record_set_text (objective, QD_OBJECTIVE_SUPPORTS, qd_record_get_id (priority));

  /* References by what they point at, answers and figures as they are shown, rules by what they are about. */
  expansion = find (figures, "Expansion", QD_SEARCH_WHOLE_WORDS | QD_SEARCH_MATCH_CASE);
  g_assert_cmpuint (expansion->len, ==, 2);
  g_assert_true (g_array_index (expansion, QdSearchHit, 1).record == objective);
  points = find (figures, "120", QD_SEARCH_PLAIN);
  g_assert_cmpuint (points->len, ==, 1);
  high = find (figures, "high", QD_SEARCH_WHOLE_WORDS);
  g_assert_cmpuint (high->len, ==, 4);
  rule = find (figures, "team without work", QD_SEARCH_PLAIN);
  g_assert_cmpuint (rule->len, ==, 1);
  hidden = find (figures, "zeppelin", QD_SEARCH_PLAIN);
  g_assert_cmpuint (hidden->len, ==, 0);
}

/* Whatever happens to the plan, the same is found as in a search that is new. */
static void
test_changes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int_range (0, G_MAXINT32));
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 4);
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdSearch) search = qd_search_new (figures);
  guint n_hits = 0;

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
      g_autoptr (QdChange) undo = qd_plan_apply (plan, change, NULL);
      g_autoptr (GArray) hits = NULL, expected = NULL;
      guint slices = 0;

      while (!qd_search_prepare (search, 0))
        slices++;
      hits = qd_search_find (search, "e", QD_SEARCH_PLAIN);
      expected = find (figures, "e", QD_SEARCH_PLAIN);
      g_assert_cmpuint (hits->len, ==, expected->len);
      for (guint i = 0; i < hits->len; i++)
        {
          const QdSearchHit *hit = &g_array_index (hits, QdSearchHit, i);

          g_assert_true (hit->record == g_array_index (expected, QdSearchHit, i).record);
          g_assert_true (hit->field == g_array_index (expected, QdSearchHit, i).field);
          g_assert_true (qd_record_get_plan (hit->record) == plan);
        }
      n_hits += hits->len;
    }
  g_assert_cmpuint (n_hits, >, 0);
}

static void
replace_all (QdFigures    *figures,
             const char   *query,
             QdSearchFlags flags,
             const char   *replacement,
             guint         expected_replaced,
             guint         expected_kept)
{
  g_autoptr (GArray) hits = find (figures, query, flags);
  guint n_replaced, n_kept;
  g_autoptr (QdChange) change = qd_search_replace (figures, (const QdSearchHit *) (gpointer) hits->data, hits->len, query, flags,
                                                   replacement, &n_replaced, &n_kept);
  g_autoptr (QdChange) undo = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (n_replaced, ==, expected_replaced);
  g_assert_cmpuint (n_kept, ==, expected_kept);
  undo = qd_plan_apply (qd_figures_get_plan (figures), change, &error);
  g_assert_no_error (error);
}

static void
test_replace (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  QdRecord *risk = qd_list_get (qd_plan_get_list (plan, QD_LIST_RISKS), 0);
  QdRecord *objective = qd_list_get (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 1);
  QdRecord *priority = qd_list_get (qd_plan_get_list (plan, QD_LIST_PRIORITIES), 2);
  QdRecord *category = qd_list_get (qd_plan_get_list (plan, QD_LIST_ALLOCATION), 1);
  QdRecord *team = qd_list_get (qd_plan_get_list (plan, QD_LIST_TEAMS), 0);

  qd_record_set_text (risk, QD_RISK_MITIGATION, "Café, cafe and CAFÉ");
  replace_all (figures, "cafe", QD_SEARCH_PLAIN, "tea", 3, 0);
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_MITIGATION), ==, "tea, tea and tea");
  replace_all (figures, "tea", QD_SEARCH_WHOLE_WORDS | QD_SEARCH_MATCH_CASE, "tea", 0, 1);
  replace_all (figures, "tea, tea and tea", QD_SEARCH_PLAIN, "", 1, 0);
  g_assert_false (qd_record_is_set (risk, QD_RISK_MITIGATION));

  /* Answers become other answers, or stay. */
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_LIKELIHOOD), ==, "medium");
  replace_all (figures, "medium", QD_SEARCH_PLAIN, "Low", 6, 0);
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_LIKELIHOOD), ==, "low");
  replace_all (figures, "low", QD_SEARCH_WHOLE_WORDS, "lowish", 0, 7);
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_LIKELIHOOD), ==, "low");

  /* Numbers become other numbers within their range, or stay. */
  replace_all (figures, "120", QD_SEARCH_PLAIN, "130", 1, 0);
  replace_all (figures, "130", QD_SEARCH_PLAIN, "many", 0, 1);
  qd_record_set_number (category, QD_CATEGORY_PERCENT, 77);
  replace_all (figures, "77", QD_SEARCH_PLAIN, "177", 0, 1);
  replace_all (figures, "77", QD_SEARCH_PLAIN, "33", 1, 0);
  g_assert_cmpfloat (qd_record_get_number (category, QD_CATEGORY_PERCENT), ==, 33);

  /* A stated figure that comes to what is computed is none. */
  qd_record_set_number (team, QD_TEAM_STATED_POINTS, 417);
  replace_all (figures, "417", QD_SEARCH_PLAIN, "416", 1, 0);
  g_assert_false (qd_record_is_set (team, QD_TEAM_STATED_POINTS));

  /* What points at something keeps doing so, and says its new name. */
  qd_record_set_text (objective, QD_OBJECTIVE_SUPPORTS, qd_record_get_id (priority));
  replace_all (figures, "Expansion", QD_SEARCH_MATCH_CASE, "Growth abroad", 1, 1);
  g_assert_cmpstr (qd_record_get_text (objective, QD_OBJECTIVE_SUPPORTS), ==, qd_record_get_id (priority));
  g_assert_cmpstr (qd_record_get_title (priority), ==, "Growth abroad");
}

/* Hits of records that are gone by now are passed over; undoing brings everything back. */
static void
test_replace_undo (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdPlan) before = NULL;
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdSearch) search = qd_search_new (figures);
  g_autoptr (GArray) hits = NULL;
  g_autoptr (QdChange) change = NULL, undo = NULL, redo = NULL;
  g_autoptr (GError) error = NULL;
  guint n_replaced, n_kept;

  qd_search_prepare (search, -1);
  hits = qd_search_find (search, "partnership", QD_SEARCH_PLAIN);
  qd_list_remove (qd_plan_get_list (plan, QD_LIST_RISKS), 1);
  before = qd_plan_copy (plan);

  change = qd_search_replace (figures, (const QdSearchHit *) (gpointer) hits->data, hits->len, "partnership", QD_SEARCH_PLAIN,
                              "Alliance", &n_replaced, &n_kept);
  g_assert_cmpuint (n_replaced, ==, 7);
  g_assert_cmpuint (n_kept, ==, 1);
  g_assert_cmpstr (qd_change_get_title (change), ==, "Replace “partnership” with “Alliance”");
  undo = qd_plan_apply (plan, change, &error);
  g_assert_no_error (error);
  g_assert_false (qd_plan_equal (plan, before));
  redo = qd_plan_apply (plan, undo, &error);
  g_assert_no_error (error);
  g_assert_true (qd_plan_equal (plan, before));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/ranges", test_ranges);
  g_test_add_func ("/search/excerpts", test_excerpts);
  g_test_add_func ("/search/seed", test_seed);
  g_test_add_func ("/search/every-field", test_every_field);
  g_test_add_func ("/search/shown", test_shown);
  g_test_add_func ("/search/changes", test_changes);
  g_test_add_func ("/search/replace", test_replace);
  g_test_add_func ("/search/replace-undo", test_replace_undo);

  return g_test_run ();
}
