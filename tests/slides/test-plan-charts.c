#include "qd-chart-checks.h"
#include "qd-pages.h"
#include "qd-plan-charts.h"
#include "qd-plan-private.h"
#include "qd-plan-style.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

#include <string.h>

/* The charts of whole plans. */

static QdMarks *
lay_out (QdChart *chart)
{
  QdChartStyle style;

  qd_chart_style_init (&style, FALSE);

  return qd_chart_layout (chart, &style, 1920, 1080);
}

static gboolean
has_text (QdMarks    *marks,
          const char *text)
{
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    if (g_strcmp0 (qd_marks_get (marks, i)->text, text) == 0)
      return TRUE;

  return FALSE;
}

static QdRecord *
add_record (QdRecord *owner,
            QdListId  list,
            guint     field,
            const char *text)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, NULL);

  qd_record_set_text (record, field, text);
  qd_list_append (qd_record_get_list (owner, list), record);

  return record;
}

static void
test_seed (void)
{
  static const struct
  {
    const char *name;
    const char *title;
    const char *texts[6]; /* some that must be there */
  } expected[] = {
    { "capacity", "Security is 24 points over; Data has 208 points free",
      { "277", "24 over", "516 free",
        "Assumed: Checkout and Growth share 450 points in proportion to their capacity" } },
    { "allocation", "Reliability rises from 15\u00a0% to 25\u00a0%; Features still takes 50\u00a0%",
      { "last quarter 70\u00a0%", "1,352", "860 committed points have no category yet and count only in the total" } },
    { "scorecard", "Q1 2024 closed at 0.59 against 0.7: Platform reliability scored only 0.1",
      { "0.88", "SLO compliance: score as stated, not computed", "mean of 8 key results", "Short" } },
    { "targets", "11 key results to move by June 28; 3 start from zero",
      { "Partner demo successful", "May 17", "~50", "All teams" } },
    { "risk-matrix", "1 of 4 risks is critical: Partnership scope creep",
      { "Key engineer departure", "Critical risk" } },
    { "timeline", "Feature freeze falls on a Saturday, 31 days after Partnership demo",
      { "Sat, June 15", "April, day not set", "Sat, March 30", "Board: Reliability improvement plan", "31 days" } },
    { "dependencies", "2 of 3 dependencies lie outside; 1 is high risk", { "Partner IT", "waits for 2", "High risk" } },
    { "priorities", "Security ends 24 points below the line, from SOC2 evidence collection on",
      { "Capacity 416", "208 free", "24 points over" } },
    { "progress", "Progress", { NULL } },
    { "votes", "Votes", { NULL } },
  };
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);

  qd_test_drop_repeated (figures);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (QdChart) chart = qd_plan_chart_new (figures, NULL, expected[i].name);
      g_autoptr (QdMarks) marks = lay_out (chart);

      g_assert_cmpstr (qd_marks_get_title (marks), ==, expected[i].title);
      g_assert_cmpint (qd_chart_is_empty (chart), ==, expected[i].texts[0] == NULL);
      for (guint j = 0; expected[i].texts[j] != NULL; j++)
        if (!has_text (marks, expected[i].texts[j]))
          g_error ("%s does not say “%s”", expected[i].name, expected[i].texts[j]);
      qd_check_chart (chart, "the seed");
    }
}

/* Each mark's id is that of a record of the plan. */
static void
test_ids (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  const char *const *names = qd_chart_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (QdChart) chart = qd_plan_chart_new (figures, NULL, names[i]);
      g_autoptr (QdMarks) marks = lay_out (chart);
      guint n_ids = 0;

      for (guint j = 0; j < qd_marks_get_length (marks); j++)
        {
          const char *id = qd_marks_get (marks, j)->id;

          if (id != NULL && qd_plan_find (plan, id) == NULL)
            g_error ("%s: there is no record %s", names[i], id);
          n_ids += id != NULL;
        }
      g_assert_true (n_ids > 0 || qd_chart_is_empty (chart));
    }
}

static void
vote (QdPlan     *plan,
      const char *key_result,
      double      value)
{
  QdRecord *record = add_record (qd_plan_get_single (plan, QD_LIST_MEETING), QD_LIST_VOTES, QD_VOTE_KEY_RESULT, key_result);

  qd_record_set_number (record, QD_VOTE_VALUE, value);
}

/* Each key result that was voted on has its votes, and nobody else's. */
static void
test_votes (void)
{
  static const double values[] = { 7, 8, 8, 2 };
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  QdRecord *objective = qd_list_get (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 0);
  QdList *list = qd_record_get_list (objective, QD_LIST_KEY_RESULTS);
  const char *pages = qd_record_get_id (qd_list_get (list, 1));
  g_autoptr (QdChart) one = NULL;
  g_autoptr (QdChart) two = NULL;
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    vote (plan, pages, values[i]);
  vote (plan, pages, 11);
  vote (plan, "gone", 1);
  one = qd_plan_chart_new (figures, NULL, "votes");
  title = qd_chart_dup_title (one);
  g_assert_cmpstr (title, ==, "On-call pages per night: the median is 7.5 of 10; 1 vote stands out");
  qd_check_chart (one, "one key result");

  vote (plan, qd_record_get_id (qd_list_get (list, 0)), 4);
  two = qd_plan_chart_new (figures, NULL, "votes");
  g_free (title);
  title = qd_chart_dup_title (two);
  description = qd_chart_describe (two);
  g_assert_cmpstr (title, ==, "The room is least sure of SLO compliance (30-day): the median is 4 of 10; 1 vote stands out");
  g_assert_nonnull (strstr (description, "On-call pages per night: 4 votes, median 7.5, from 2 to 8; 1 stands out"));
  g_assert_nonnull (strstr (description, "SLO compliance (30-day): 1 vote, median 4, from 4 to 4"));
  qd_check_chart (two, "two key results");
}

/* Check-ins are held against the working days; the last one speaks. */
static void
test_progress (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  QdRecord *objective = qd_list_get (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 2);
  QdRecord *key_result = qd_list_get (qd_record_get_list (objective, QD_LIST_KEY_RESULTS), 3);
  g_autoptr (QdChart) chart = NULL;
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;

  /* From 30% to 80%: 45% on May 17, after 35 of 65 days. */
  qd_record_set_text (add_record (key_result, QD_LIST_CHECK_INS, QD_CHECK_IN_DATE, "May 17"), QD_CHECK_IN_VALUE, "45%");
  qd_record_set_text (add_record (key_result, QD_LIST_CHECK_INS, QD_CHECK_IN_DATE, "April 12"), QD_CHECK_IN_VALUE,
                      "35%");
  chart = qd_plan_chart_new (figures, NULL, "progress");
  title = qd_chart_dup_title (chart);
  description = qd_chart_describe (chart);
  g_assert_cmpstr (title, ==, "Security review coverage trails an even pace by 24 points; it is the only one of 2");
  g_assert_nonnull (strstr (description, "Security review coverage: at 45%, target 80%, 24 behind"));
  /* Due on May 15. */
  g_assert_nonnull (strstr (description, "Partner demo successful: overdue"));
  g_assert_nonnull (strstr (description, "Secrets in code: no check-in yet"));
}

/* Where every initiative has its inputs they decide the order, else the rank by hand does. */
static void
test_priorities (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  QdList *objectives = qd_plan_get_list (plan, QD_LIST_OBJECTIVES);
  QdList *security = qd_record_get_list (qd_list_get (objectives, 2), QD_LIST_INITIATIVES);
  g_autoptr (QdChart) by_hand = NULL;
  g_autoptr (QdChart) by_priority = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  qd_record_set_text (qd_list_get (security, 2), QD_INITIATIVE_RANK, "1");
  by_hand = qd_plan_chart_new (figures, NULL, "priorities");
  title = qd_chart_dup_title (by_hand);
  g_assert_cmpstr (title, ==, "Security ends 24 points below the line, from CI/CD security scanning on");

  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdList *initiatives = qd_record_get_list (qd_list_get (objectives, i), QD_LIST_INITIATIVES);

      for (guint j = 0; j < qd_list_get_length (initiatives); j++)
        qd_record_set_text (qd_list_get (initiatives, j), QD_INITIATIVE_IMPACT, "6");
    }
  by_priority = qd_plan_chart_new (figures, NULL, "priorities");
  g_free (title);
  title = qd_chart_dup_title (by_priority);
  subtitle = qd_chart_dup_subtitle (by_priority);
  g_assert_cmpstr (title, ==, "Security ends 24 points below the line, from Vault implementation on");
  g_assert_nonnull (strstr (subtitle, "impact"));
}

/* Charts have no runs of other letters: marks of Markdown are not drawn. */
static void
test_markdown (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  QdRecord *team = qd_list_get (qd_plan_get_list (plan, QD_LIST_TEAMS), 3);
  g_autoptr (QdChart) chart = NULL;
  g_autoptr (QdMarks) marks = NULL;

  qd_record_set_text (team, QD_TEAM_NAME, "**Data** [wiki](https://example.org)");
  chart = qd_plan_chart_new (figures, NULL, "capacity");
  marks = lay_out (chart);
  g_assert_true (has_text (marks, "Data wiki"));
}

/* Every chart is in the gallery, and with the page that it is about. */
static void
test_pages (void)
{
  for (const char *const *name = qd_chart_names (); *name != NULL; name++)
    {
      guint n = 0;

      for (guint page = 0; page < QD_N_PAGES; page++)
        {
          const char *charts = qd_page_info ((QdPageId) page)->charts;
          g_auto (GStrv) names = g_strsplit (charts != NULL ? charts : "", " ", -1);

          if (g_strv_contains ((const char *const *) names, *name))
            n++;
          else if (page == QD_PAGE_CHARTS)
            g_error ("“%s” is not in the gallery", *name);
        }
      g_test_message ("%s: on %u pages", *name, n);
    }
}

static void
test_empty_plan (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  const char *const *names = qd_chart_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (QdChart) chart = qd_plan_chart_new (figures, NULL, names[i]);

      g_assert_true (qd_chart_is_empty (chart));
      qd_check_chart (chart, "an empty plan");
    }
  g_assert_null (qd_plan_chart_new (figures, NULL, "pie"));
}

/* The user's own words stand in for the message, wherever the chart goes. */
static void
test_own_title (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *title = add_record (root, QD_LIST_CHART_TITLES, QD_CHART_TITLE_CHART, "capacity");
  g_autoptr (QdChart) own = NULL;
  g_autoptr (QdChart) computed = NULL;
  g_autoptr (QdChart) other = qd_plan_chart_new (figures, NULL, "risk-matrix");
  g_autoptr (QdMarks) marks = NULL;
  g_autofree char *text = NULL;

  qd_record_set_text (title, QD_CHART_TITLE_TEXT, "Security needs help");
  own = qd_plan_chart_new (figures, NULL, "capacity");
  marks = lay_out (own);
  g_assert_true (has_text (marks, "Security needs help"));
  text = qd_chart_dup_title (other);
  g_assert_cmpstr (text, !=, "Security needs help");

  qd_record_set_text (title, QD_CHART_TITLE_TEXT, "");
  computed = qd_plan_chart_new (figures, NULL, "capacity");
  g_free (text);
  text = qd_chart_dup_title (computed);
  g_assert_nonnull (strstr (text, "24"));
}

/* What the settings say is in every chart; what they say wrongly is not. */
static void
test_style (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *settings = qd_plan_get_single (plan, QD_LIST_SETTINGS);
  QdChartStyle usual, style;

  qd_chart_style_init (&usual, FALSE);
  style = usual;
  qd_plan_style_apply (plan, &style);
  g_assert_cmpint (memcmp (&style.tones, &usual.tones, sizeof usual.tones), ==, 0);
  g_assert_false (qd_plan_style_is_dark (plan));

  qd_record_set_text (settings, QD_SETTINGS_FONT, "DejaVu Sans");
  qd_record_set_text (settings, QD_SETTINGS_ACCENT, "#006633");
  qd_record_set_text (settings, QD_SETTINGS_BACKGROUND, "#FFF8E7");
  qd_record_set_text (settings, QD_SETTINGS_FOOTER, "Example Ltd");
  qd_record_set_text (settings, QD_SETTINGS_LOGO, "logo.png");
  qd_plan_style_apply (plan, &style);
  g_assert_cmpstr (style.family, ==, "DejaVu Sans");
  g_assert_cmphex (style.tones[QD_TONE_ACCENT], ==, 0x006633FF);
  g_assert_cmphex (style.tones[QD_TONE_PAPER], ==, 0xFFF8E7FF);
  g_assert_cmpstr (style.footer, ==, "Example Ltd");
  g_assert_null (style.logo);

  /* A light background is none for dark charts, nor for the window. */
  qd_chart_style_init (&style, TRUE);
  qd_plan_style_apply (plan, &style);
  g_assert_true (qd_color_is_dark (style.tones[QD_TONE_PAPER]));
  qd_chart_style_init_compact (&style, FALSE);
  qd_plan_style_apply (plan, &style);
  g_assert_cmphex (style.tones[QD_TONE_PAPER], ==, 0xFFFFFFFF);
  g_assert_cmphex (style.tones[QD_TONE_ACCENT], ==, 0x006633FF);
  g_assert_null (style.footer);

  qd_record_set_text (settings, QD_SETTINGS_BACKGROUND, "#0B1F3A");
  g_assert_true (qd_plan_style_is_dark (plan));
}

static void
test_random_plans (void)
{
  const char *const *names = qd_chart_names ();

  for (guint seed = 1; seed <= 8; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, seed * 60);
      g_autoptr (QdFigures) figures = qd_figures_new (plan);
      g_autofree char *what = g_strdup_printf ("random plan %u", seed);

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autoptr (QdChart) chart = qd_plan_chart_new (figures, NULL, names[i]);

          qd_check_chart (chart, what);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-charts/seed", test_seed);
  g_test_add_func ("/plan-charts/ids", test_ids);
  g_test_add_func ("/plan-charts/pages", test_pages);
  g_test_add_func ("/plan-charts/progress", test_progress);
  g_test_add_func ("/plan-charts/votes", test_votes);
  g_test_add_func ("/plan-charts/priorities", test_priorities);
  g_test_add_func ("/plan-charts/markdown", test_markdown);
  g_test_add_func ("/plan-charts/empty-plan", test_empty_plan);
  g_test_add_func ("/plan-charts/own-title", test_own_title);
  g_test_add_func ("/plan-charts/style", test_style);
  g_test_add_func ("/plan-charts/random-plans", test_random_plans);

  return g_test_run ();
}
