#include "qd-summary.h"

#include "qd-plan-private.h"
#include "qd-test-seed.h"

typedef struct
{
  QdPlan    *plan;
  QdFigures *figures;
  GPtrArray *findings;
} Fixture;

static void
follow (Fixture *fixture)
{
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 1, G_DATE_MAY, 2024);
  fixture->figures = qd_figures_new (fixture->plan);
  qd_figures_set_today (fixture->figures, &today);
  fixture->findings = qd_findings_compute (fixture->figures);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->plan = qd_test_seed_plan ();
  follow (fixture);

  /* Totals that are stated as they are computed would count as soon as they differ. */
  qd_test_drop_repeated (fixture->figures);
}

static void
set_up_empty (Fixture       *fixture,
              gconstpointer  user_data)
{
  fixture->plan = qd_plan_new ();
  follow (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_clear_pointer (&fixture->findings, g_ptr_array_unref);
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

static void
assert_page (Fixture    *fixture,
             QdPageId    page,
             const char *expected)
{
  g_autofree char *summary = qd_summary_page (fixture->figures, fixture->findings, page);

  g_assert_cmpstr (summary, ==, expected);
}

static void
assert_headline (Fixture    *fixture,
                 const char *expected)
{
  g_autoptr (GPtrArray) findings = qd_findings_compute (fixture->figures);
  g_autofree char *headline = qd_summary_headline (fixture->figures, findings);

  g_assert_cmpstr (headline, ==, expected);
}

/* Markup that Pango would refuse is refused here too. */
static void
assert_markup (const char *markup)
{
  static const GMarkupParser parser = { NULL };
  g_autofree char *document = g_strdup_printf ("<markup>%s</markup>", markup);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, document, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

static void
test_seed_pages (Fixture       *fixture,
                 gconstpointer  user_data)
{
  static const struct
  {
    QdPageId    page;
    const char *summary;
    const char *figure;
  } expected[] = {
    { QD_PAGE_LAST_QUARTER,
      "Q1 2024 scored <b>0.59</b>, below the target of <b>0.7</b>. <b>1</b> of <b>8</b> key results carries a stated "
      "score.",
      "0.59" },
    { QD_PAGE_LESSONS, "<b>3</b> lessons from Q1 2024.", "3" },
    { QD_PAGE_PLAN, "A plan for <b>Q2 2024</b>.", "Q2 2024" },
    { QD_PAGE_CONTEXT, "<b>3</b> priorities and <b>3</b> constraints. No objective serves Expansion.", "6" },
    { QD_PAGE_CAPACITY,
      "<b>860</b> of <b>1,352</b> points committed (<b>64 %</b>). Security is over by <b>24</b>; the others have "
      "<b>516</b> free.", "64 %" },
    { QD_PAGE_OBJECTIVES,
      "<b>3</b> objectives, <b>11</b> key results, <b>13</b> initiatives with <b>860</b> points. All key results have "
      "a target.", "3" },
    { QD_PAGE_TRADE_OFFS, "<b>860</b> of <b>1,352</b> points committed. Security −<b>24</b>, others +<b>516</b>.",
      "1 over" },
    { QD_PAGE_DEPENDENCIES, "<b>3</b> dependencies, <b>1</b> of high risk.", "3" },
    { QD_PAGE_RISKS, "<b>4</b> open risks, one of level 9: Partnership scope creep.", "4" },
    { QD_PAGE_NOT_DOING, "<b>4</b> things that nobody has to wait for this quarter.", "4" },
    { QD_PAGE_CRITERIA, "<b>4</b> success criteria, <b>0</b> tied to key results.", "4" },
    { QD_PAGE_DECISIONS, "Nothing to decide and nothing to do yet.", "0" },
    { QD_PAGE_COMMUNICATION, "<b>4</b> messages about the plan. Last: Partner, <b>Sat, March 30, 2024</b>.", "4" },
    { QD_PAGE_REVIEWS, "<b>4</b> reviews in the quarter. Next: Mid-quarter, <b>Fri, May 17, 2024</b>.", "4" },
    { QD_PAGE_APPROVALS, "<b>3</b> of <b>3</b> have approved. <b>3</b> approvers are not named.", "3 of 3" },
    { QD_PAGE_VOTES, "Nobody has voted yet.", "0" },
    { QD_PAGE_MEETING, "The meeting has no agenda yet.", "0" },
    { QD_PAGE_COMMENTS, "Nobody has remarked on anything yet.", "0" },
    { QD_PAGE_SECTIONS, "No other section.", "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *figure = qd_summary_sidebar (fixture->figures, expected[i].page);

      assert_page (fixture, expected[i].page, expected[i].summary);
      g_assert_cmpstr (figure, ==, expected[i].figure);
    }

  g_assert_null (qd_summary_sidebar (fixture->figures, QD_PAGE_OVERVIEW));
}

static void
test_seed_overview (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autofree char *subtitle = qd_summary_subtitle (fixture->figures, fixture->findings);

  assert_headline (fixture, "The plan fits, but Security does not");
  g_assert_true (g_str_has_prefix (subtitle, "Security is over by <b>24</b>; the others have <b>516</b> free. <b>"));
  g_assert_true (g_str_has_suffix (subtitle, "</b> things are missing before approval."));
}

static void
test_headlines (Fixture       *fixture,
                gconstpointer  user_data)
{
  qd_record_set_text (find (fixture, "team-5"), QD_TEAM_NAME, "R&D <Security>");
  qd_record_set_text (find (fixture, "objective-3"), QD_OBJECTIVE_OWNER, "R&D <Security>");
  assert_headline (fixture, "The plan fits, but R&amp;D &lt;Security&gt; does not");

  qd_record_set_number (find (fixture, "o1-i-1"), QD_INITIATIVE_POINTS, 150);
  assert_headline (fixture, "The plan fits, but Platform and R&amp;D &lt;Security&gt; do not");

  qd_record_set_text (find (fixture, "o2-i-1"), QD_INITIATIVE_TEAMS, "Data");
  qd_record_set_number (find (fixture, "o2-i-1"), QD_INITIATIVE_POINTS, 240);
  assert_headline (fixture, "The plan fits, but 3 teams do not");

  qd_record_set_number (find (fixture, "o2-i-1"), QD_INITIATIVE_POINTS, 640);
  assert_headline (fixture, "The plan does not fit: 128 points too many");

  qd_record_set_number (find (fixture, "team-5"), QD_TEAM_ENGINEERS, 30);
  qd_record_set_number (find (fixture, "team-4"), QD_TEAM_ENGINEERS, 30);
  qd_record_set_number (find (fixture, "team-2"), QD_TEAM_ENGINEERS, 30);
  assert_headline (fixture, "The plan fits");

  qd_record_set_number (find (fixture, "category-1"), QD_CATEGORY_PERCENT, 80);
  assert_headline (fixture, "The plan fits, but has 1 error");
}

static void
test_last_quarter (Fixture       *fixture,
                   gconstpointer  user_data)
{
  qd_record_set_text (find (fixture, "review-2-kr-1"), QD_KEY_RESULT_STATED, NULL);
  assert_page (fixture, QD_PAGE_LAST_QUARTER,
               "Q1 2024 scored <b>0.64</b>, below the target of <b>0.7</b>. <b>1</b> of <b>8</b> key results is not "
               "scored.");

  qd_record_set_number (qd_plan_get_root (fixture->plan), QD_PLAN_SCORE_TARGET, 0.5);
  qd_record_set_text (find (fixture, "review-2-kr-1"), QD_KEY_RESULT_BASELINE, "99.9%");
  qd_record_set_text (find (fixture, "review-2-kr-1"), QD_KEY_RESULT_TARGET, "99%");
  assert_page (fixture, QD_PAGE_LAST_QUARTER, "Q1 2024 scored <b>0.65</b>, reaching the target of <b>0.5</b>.");
}

/* Nothing to say is said in a sentence too, and nothing is divided by nothing. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  user_data)
{
  assert_headline (fixture, "Nothing is planned yet");

  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      g_autofree char *summary = qd_summary_page (fixture->figures, fixture->findings, (QdPageId) page);
      g_autofree char *figure = qd_summary_sidebar (fixture->figures, (QdPageId) page);

      g_assert_cmpstr (summary, !=, "");
      g_assert_true (g_str_has_suffix (summary, "."));
      g_assert_null (strstr (summary, "nan"));
      g_assert_null (strstr (summary, "–"));
      assert_markup (summary);
      g_assert_cmpstr (figure, !=, "");
    }
}

/* A name with markup in it comes out as it is, on every page. */
static void
set_titles (QdRecord *record,
            gpointer  user_data)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  if (info->title_field >= 0 && info->fields[info->title_field].kind <= QD_KIND_LONG_TEXT)
    qd_record_set_text (record, (guint) info->title_field, "<b>&\"x'");
}

static void
test_escaped (Fixture       *fixture,
              gconstpointer  user_data)
{
  qd_record_foreach (qd_plan_get_root (fixture->plan), set_titles, NULL);

  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      g_autofree char *summary = qd_summary_page (fixture->figures, fixture->findings, (QdPageId) page);

      assert_markup (summary);
    }
}

static void
assert_figure (Fixture           *fixture,
               QdSummaryFigureId  id,
               const char        *expected,
               const char        *expected_note,
               QdSeverity         expected_severity)
{
  g_autoptr (GArray) steps = qd_steps_compute (fixture->figures, fixture->findings);
  g_autofree char *note = NULL;
  QdSeverity severity;
  g_autofree char *figure = qd_summary_figure (fixture->figures, steps, id, &note, &severity);

  g_assert_cmpstr (figure, ==, expected);
  g_assert_cmpstr (note, ==, expected_note);
  g_assert_cmpint (severity, ==, expected_severity);
}

static void
test_figures (Fixture       *fixture,
              gconstpointer  user_data)
{
  assert_figure (fixture, QD_SUMMARY_SCORE, "0.59", "below the target of 0.7", QD_SEVERITY_WARNING);
  assert_figure (fixture, QD_SUMMARY_COMMITTED, "64 %", "860 of 1,352 points", QD_SEVERITY_ERROR);
  assert_figure (fixture, QD_SUMMARY_DRIFT, "–", "no initiative has a category", QD_SEVERITY_NONE);
  assert_figure (fixture, QD_SUMMARY_RISKS, "4", "1 high on both counts", QD_SEVERITY_WARNING);
  g_assert_cmpstr (qd_summary_figure_label (QD_SUMMARY_RISKS), ==, "Open risks");
}

/* Each figure leads to where it comes from. */
static void
test_figure_sources (Fixture       *fixture,
                     gconstpointer  user_data)
{
  static const struct
  {
    QdSummaryFigureId id;
    QdPageId          page;
    const char       *title;
  } expected[] = {
    { QD_SUMMARY_SCORE, QD_PAGE_LAST_QUARTER, NULL },
    { QD_SUMMARY_COMMITTED, QD_PAGE_CAPACITY, "Security" },
    { QD_SUMMARY_DRIFT, QD_PAGE_CAPACITY, NULL },  /* unknown while nothing has a category */
    { QD_SUMMARY_RISKS, QD_PAGE_RISKS, "Partnership scope creep" },
  };
  g_autoptr (GArray) steps = qd_steps_compute (fixture->figures, fixture->findings);
  QdRecord *initiative = qd_list_get (qd_record_get_list (qd_list_get (qd_plan_get_list (fixture->plan, QD_LIST_OBJECTIVES), 0),
                                                          QD_LIST_INITIATIVES), 0);
  QdRecord *record;
  QdPageId page;

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      page = qd_summary_figure_source (fixture->figures, steps, expected[i].id, &record);
      g_assert_cmpint (page, ==, expected[i].page);
      g_assert_cmpstr (record != NULL ? qd_record_get_title (record) : NULL, ==, expected[i].title);
    }

  /* All of it is reliability then, where a quarter is meant to be. */
  qd_record_set_text (initiative, QD_INITIATIVE_CATEGORY, "Reliability");
  qd_summary_figure_source (fixture->figures, steps, QD_SUMMARY_DRIFT, &record);
  g_assert_cmpstr (qd_record_get_title (record), ==, "Reliability");

  page = qd_summary_figure_source (fixture->figures, steps, QD_SUMMARY_COMPLETENESS, &record);
  g_assert_null (record);
  for (guint i = 0; i < steps->len; i++)
    if (!g_array_index (steps, QdStep, i).done)
      {
        g_assert_cmpint (page, ==, g_array_index (steps, QdStep, i).page);
        break;
      }
}

static void
test_figures_empty (Fixture       *fixture,
                    gconstpointer  user_data)
{
  assert_figure (fixture, QD_SUMMARY_SCORE, "–", "nothing is scored yet", QD_SEVERITY_NONE);
  assert_figure (fixture, QD_SUMMARY_COMMITTED, "–", "0 of 0 points", QD_SEVERITY_NONE);
  assert_figure (fixture, QD_SUMMARY_RISKS, "0", "none high on both counts", QD_SEVERITY_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, set_up, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/summary/seed/pages", set_up, test_seed_pages);
  ADD ("/summary/seed/overview", set_up, test_seed_overview);
  ADD ("/summary/headlines", set_up, test_headlines);
  ADD ("/summary/last-quarter", set_up, test_last_quarter);
  ADD ("/summary/empty", set_up_empty, test_empty);
  ADD ("/summary/figures", set_up, test_figures);
  ADD ("/summary/figures/sources", set_up, test_figure_sources);
  ADD ("/summary/figures/empty", set_up_empty, test_figures_empty);
  ADD ("/summary/escaped", set_up, test_escaped);

  return g_test_run ();
}
