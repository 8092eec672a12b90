#include "qd-columns.h"

#include <string.h>

#include "qd-plan-private.h"
#include "qd-test-seed.h"

typedef struct
{
  QdPlan    *plan;
  QdFigures *figures;
} Fixture;

static void
set_today (Fixture    *fixture,
           GDateDay    day,
           GDateMonth  month)
{
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, day, month, 2024);
  qd_figures_set_today (fixture->figures, &today);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->plan = qd_test_seed_plan ();
  fixture->figures = qd_figures_new (fixture->plan);
  set_today (fixture, 25, G_DATE_MARCH);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_clear_object (&fixture->figures);
  g_clear_object (&fixture->plan);
}

static QdRecord *
find (Fixture    *fixture,
      const char *id)
{
  QdRecord *record = qd_plan_find (fixture->plan, id);

  g_assert_nonnull (record);

  return record;
}

static const QdColumn *
column_of (Fixture    *fixture,
           const char *record,
           const char *id)
{
  const QdColumn *column = qd_column_find (qd_record_get_record_type (find (fixture, record)), id);

  g_assert_nonnull (column);

  return column;
}

static void
test_display (Fixture       *fixture,
              gconstpointer  user_data)
{
  static const struct
  {
    const char *record;
    const char *column;
    const char *shown;
    QdCellMark  marks;
  } cases[] = {
    { "team-1", "name", "Checkout", 0 },
    { "team-1", "engineers", "8", 0 },
    { "team-1", "capacity", "416", 0 },
    { "team-1", "committed", "≈ 277", QD_CELL_ASSUMED },
    { "team-1", "load", "67 %", 0 },
    { "team-2", "committed", "230", 0 },
    { "team-4", "load", "0 %", 0 },
    { "team-5", "load", "115 %", QD_CELL_OVER },
    { "category-1", "percent", "50", 0 },
    { "category-3", "points", "203", 0 },
    { "category-1", "committed", "0", 0 },
    { "category-1", "committed-share", "–", QD_CELL_UNKNOWN },
    { "objective-1", "points", "230", 0 },
    { "objective-1", "load", "74 %", 0 },
    { "objective-2", "load", "67 %", 0 },
    { "objective-3", "load", "115 %", QD_CELL_OVER },
    { "objective-1", "confidence", "not voted", QD_CELL_UNKNOWN },
    { "review-1", "score", "0.9", 0 },
    { "review-3", "score", "0.88", 0 },
    { "review-2", "band", "Missed", 0 },
    { "review-1-kr-1", "computed", "0.8", 0 },
    { "review-1-kr-3", "computed", "1.0", 0 },
    { "review-2-kr-1", "computed", "not scored", QD_CELL_UNKNOWN },
    { "review-2-kr-1", "score", "0.3", QD_CELL_STATED },
    { "review-2-kr-1", "band", "Missed · needs a baseline", 0 },
    { "review-2-kr-2", "band", "Missed · worse than baseline", 0 },
    { "review-2-kr-3", "band", "Missed", 0 },
    { "o1-kr-1", "baseline", "99.2%", 0 },
    { "o1-kr-1", "computed", "–", QD_CELL_UNKNOWN },
    { "o1-kr-1", "band", "Not scored", QD_CELL_UNKNOWN },
    { "o1-i-1", "status", "Planned", 0 },
    { "o1-i-1", "teams", "Platform Team", QD_CELL_INHERITED },
    { "o1-i-1", "category", "", 0 },
    { "o1-i-1", "priority", "–", QD_CELL_UNKNOWN },
    { "risk-2", "level", "9", 0 },
    { "risk-4", "level", "3", 0 },
    { "risk-1", "likelihood", "Medium", 0 },
    { "risk-1", "status", "Open", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const QdColumn *column = column_of (fixture, cases[i].record, cases[i].column);
      QdCellMark marks;
      g_autofree char *shown = qd_column_display (column, fixture->figures, find (fixture, cases[i].record), &marks);

      g_test_message ("%s of %s", cases[i].column, cases[i].record);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpint (marks, ==, cases[i].marks);
    }
}

static void
test_totals (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const struct
  {
    QdRecordType type;
    const char  *column;
    QdListId     list;
    const char  *shown;
  } cases[] = {
    { QD_RECORD_TEAM, "name", QD_LIST_TEAMS, "" },
    { QD_RECORD_TEAM, "engineers", QD_LIST_TEAMS, "26" },
    { QD_RECORD_TEAM, "days", QD_LIST_TEAMS, "" },
    { QD_RECORD_TEAM, "capacity", QD_LIST_TEAMS, "1,352" },
    { QD_RECORD_TEAM, "committed", QD_LIST_TEAMS, "860" },
    { QD_RECORD_TEAM, "load", QD_LIST_TEAMS, "64 %" },
    { QD_RECORD_CATEGORY, "percent", QD_LIST_ALLOCATION, "100" },
    { QD_RECORD_CATEGORY, "points", QD_LIST_ALLOCATION, "1,352" },
    { QD_RECORD_CATEGORY, "committed", QD_LIST_ALLOCATION, "860" },
    { QD_RECORD_OBJECTIVE, "points", QD_LIST_OBJECTIVES, "860" },
    { QD_RECORD_OBJECTIVE, "points", QD_LIST_REVIEW_OBJECTIVES, "" },
    { QD_RECORD_OBJECTIVE, "score", QD_LIST_REVIEW_OBJECTIVES, "0.59" },
    { QD_RECORD_OBJECTIVE, "score", QD_LIST_OBJECTIVES, "" },
    { QD_RECORD_KEY_RESULT, "computed", QD_LIST_REVIEW_OBJECTIVES, "0.64" },
    { QD_RECORD_KEY_RESULT, "score", QD_LIST_REVIEW_OBJECTIVES, "0.59" },
    { QD_RECORD_KEY_RESULT, "band", QD_LIST_REVIEW_OBJECTIVES, "Partly" },
    { QD_RECORD_RISK, "level", QD_LIST_RISKS, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const QdColumn *column = qd_column_find (cases[i].type, cases[i].column);
      g_autofree char *shown = qd_column_display_total (column, fixture->figures, cases[i].list);
      g_auto (QdValue) total = qd_column_total (column, fixture->figures, cases[i].list);

      g_test_message ("%s of %s", cases[i].column, qd_list_info (cases[i].list)->id);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpint (total.type == QD_VALUE_UNSET, ==, *cases[i].shown == '\0');
    }
}

static void
test_explain (Fixture       *fixture,
              gconstpointer  user_data)
{
  static const struct
  {
    const char *record;
    const char *column;
    const char *explained;
  } cases[] = {
    { "team-1", "name", NULL },
    { "team-1", "capacity", "8 engineers × 52 days × 1 point a day = 416 points." },
    { "team-5", "load", "180 of 156 points = 115 %." },
    { "team-1", "committed",
      "277 points of the initiatives that the team carries, 277 of them by a split that is assumed, in proportion to "
      "capacity." },
    { "category-3", "points", "15 % of 1,352 points, rounded so that the categories add up: 203 points." },
    { "objective-1", "points", "4 initiatives that are neither cut nor stretch, with 230 points." },
    { "objective-1", "load", "230 of 312 points = 74 %." },
    { "review-1", "score", "Mean of its 3 scored key results: 0.9." },
    { "review-1-kr-1", "computed", "From 25% to 20%, at 21%: 0.8 of the way." },
    { "review-3-kr-1", "computed", "3 against 4: 0.75." },
    { "review-2-kr-1", "score",
      "Not scored: without a baseline nobody can tell how much of the way is gone. "
      "The plan states 0.3, which counts." },
    { "review-2-kr-2", "computed", "4.2/night is worse than the baseline: 0.0." },
    { "risk-2", "level", "Likelihood 3 × impact 3 = 9 of 9." },
    { "o1-i-1", "teams", "From the objective “Restore Platform Reliability”." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const QdColumn *column = column_of (fixture, cases[i].record, cases[i].column);
      g_autofree char *explained = qd_column_explain (column, fixture->figures, find (fixture, cases[i].record));

      g_assert_cmpstr (explained, ==, cases[i].explained);
    }
}

static char *
list_columns (Fixture  *fixture,
              QdListId  list,
              gboolean  review)
{
  guint n;
  g_autofree const QdColumn **columns = qd_columns_for_list (fixture->figures, list, review, &n);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", columns[i]->id);

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
assert_columns (Fixture    *fixture,
                QdListId    list,
                gboolean    review,
                const char *expected)
{
  g_autofree char *ids = list_columns (fixture, list, review);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_lists (Fixture       *fixture,
            gconstpointer  user_data)
{
  assert_columns (fixture, QD_LIST_TEAMS, FALSE, "name engineers days capacity committed load");
  assert_columns (fixture, QD_LIST_ALLOCATION, FALSE, "name percent points committed rationale");
  assert_columns (fixture, QD_LIST_OBJECTIVES, FALSE, "title owner points load confidence");
  assert_columns (fixture, QD_LIST_REVIEW_OBJECTIVES, FALSE, "title score band");
  assert_columns (fixture, QD_LIST_KEY_RESULTS, TRUE, "title target actual computed score band");
  assert_columns (fixture, QD_LIST_KEY_RESULTS, FALSE, "title baseline target owner");
  assert_columns (fixture, QD_LIST_INITIATIVES, FALSE, "title points teams category status");
  assert_columns (fixture, QD_LIST_RISKS, FALSE, "risk likelihood impact level mitigation");

  qd_record_set_text (find (fixture, "o1-kr-2"), QD_KEY_RESULT_ACTUAL, "3.1");
  assert_columns (fixture, QD_LIST_KEY_RESULTS, FALSE, "title baseline target actual computed score band owner");
  qd_record_set_text (find (fixture, "o1-kr-2"), QD_KEY_RESULT_ACTUAL, NULL);
  assert_columns (fixture, QD_LIST_KEY_RESULTS, FALSE, "title baseline target owner");
  set_today (fixture, 1, G_DATE_APRIL);
  assert_columns (fixture, QD_LIST_KEY_RESULTS, FALSE, "title baseline target actual computed score band owner");

  qd_record_set_text (find (fixture, "review-2-kr-1"), QD_KEY_RESULT_BASELINE, "99%");
  assert_columns (fixture, QD_LIST_KEY_RESULTS, TRUE, "title baseline target actual computed score band");
  qd_record_set_number (find (fixture, "o1-i-1"), QD_INITIATIVE_IMPACT, 8);
  assert_columns (fixture, QD_LIST_INITIATIVES, FALSE, "title points teams category status priority");
}

/* Every column of every type is well made, found by its id, and answers for a record without anything in it. */
static void
test_all (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);

  for (guint type = 0; type < QD_N_RECORD_TYPES; type++)
    {
      g_autoptr (QdRecord) record = qd_record_new ((QdRecordType) type, NULL);
      g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
      guint n;
      const QdColumn *const *columns = qd_columns_for ((QdRecordType) type, &n);

      for (guint i = 0; i < n; i++)
        {
          g_auto (QdValue) value = qd_column_value (columns[i], figures, record, NULL);
          g_autofree char *shown = qd_column_display (columns[i], figures, record, NULL);
          g_autofree char *explained = qd_column_explain (columns[i], figures, record);

          g_assert_true (g_hash_table_add (ids, (char *) columns[i]->id));
          g_assert_true (qd_column_find ((QdRecordType) type, columns[i]->id) == columns[i]);
          g_assert_cmpuint (columns[i]->record_type, ==, type);
          g_assert_cmpint (columns[i]->width, >, 0);
          g_assert_nonnull (columns[i]->label);
          g_assert_nonnull (shown);
          g_assert_true (g_utf8_validate (shown, -1, NULL));
          g_assert_true (columns[i]->field == NULL || explained == NULL);
        }
    }
}

static void
test_editable (void)
{
  g_assert_true (qd_column_is_editable (qd_column_find (QD_RECORD_TEAM, "engineers")));
  g_assert_true (qd_column_is_editable (qd_column_find (QD_RECORD_TEAM, "capacity")));
  g_assert_false (qd_column_is_editable (qd_column_find (QD_RECORD_TEAM, "load")));
  g_assert_true (qd_column_find (QD_RECORD_TEAM, "capacity")->override ==
                 qd_record_info_field (qd_record_info (QD_RECORD_TEAM), "stated-points"));
  g_assert_true (qd_column_find (QD_RECORD_KEY_RESULT, "score")->override ==
                 qd_record_info_field (qd_record_info (QD_RECORD_KEY_RESULT), "stated"));
  g_assert_nonnull (qd_column_find (QD_RECORD_OBJECTIVE, "category"));
  g_assert_null (qd_column_find (QD_RECORD_TEAM, "stated-points"));
  g_assert_null (qd_column_find (QD_RECORD_SNAPSHOT, "content"));
}

/* What is stated shows, is marked, and keeps the computed figure beside it. */
static void
test_stated (Fixture       *fixture,
             gconstpointer  user_data)
{
  QdRecord *team = find (fixture, "team-1");
  const QdColumn *capacity = qd_column_find (QD_RECORD_TEAM, "capacity");
  g_autofree char *shown = NULL;
  g_autofree char *explained = NULL;
  QdCellMark marks;

  qd_record_set_number (team, QD_TEAM_STATED_POINTS, 400);
  shown = qd_column_display (capacity, fixture->figures, team, &marks);
  explained = qd_column_explain (capacity, fixture->figures, team);

  g_assert_cmpstr (shown, ==, "400");
  g_assert_cmpint (marks, ==, QD_CELL_STATED);
  g_assert_cmpstr (explained, ==,
                   "8 engineers × 52 days × 1 point a day = 416 points. The plan states 400 points, which counts.");
}

static void
test_refs (Fixture       *fixture,
           gconstpointer  user_data)
{
  QdRecord *criterion = find (fixture, "criterion-1");
  const QdColumn *column = qd_column_find (QD_RECORD_CRITERION, "measured-by");
  g_autofree char *shown = NULL;

  qd_record_set_text (criterion, QD_CRITERION_MEASURED_BY, "o1-kr-1 o1-kr-4 gone");
  shown = qd_column_display (column, fixture->figures, criterion, NULL);

  g_assert_cmpstr (shown, ==, "SLO compliance (30-day), Error budget remaining, gone");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/columns/display", test_display);
  ADD ("/columns/totals", test_totals);
  ADD ("/columns/explain", test_explain);
  ADD ("/columns/lists", test_lists);
  ADD ("/columns/stated", test_stated);
  ADD ("/columns/refs", test_refs);
  g_test_add_func ("/columns/all", test_all);
  g_test_add_func ("/columns/editable", test_editable);

  return g_test_run ();
}
