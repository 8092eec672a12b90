#include "qd-chart-checks.h"
#include "qd-chart-samples.h"
#include "qd-chart-values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More than a slide has room for: what counts stays, the rest is gathered or counted, nothing is lost unsaid. */

static QdMarks *
lay_out (QdChart *chart)
{
  QdChartStyle style;

  qd_chart_style_init (&style, FALSE);

  return qd_chart_layout (chart, &style, 1920, 1080);
}

static gboolean
says (QdMarks    *marks,
      const char *text)
{
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);

      if (mark->kind == QD_MARK_TEXT && strstr (mark->text, text) != NULL)
        return TRUE;
    }

  return FALSE;
}

static guint
count_parts (QdMarks    *marks,
             const char *part)
{
  guint n = 0;

  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    n += g_str_equal (qd_marks_get (marks, i)->part, part);

  return n;
}

/* Ten things on each of four days. */
static void
test_timeline (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("timeline", "Q2 2024");
  g_autoptr (QdMarks) marks = NULL;
  GDate date;

  g_date_set_dmy (&date, 1, 4, 2024);
  qd_chart_set_timeline (chart, &(QdTimelineHead) { g_date_get_julian (&date), g_date_get_julian (&date) + 90 });
  for (guint day = 0; day < 4; day++)
    for (guint i = 0; i < 10; i++)
      {
        g_autofree char *title = g_strdup_printf ("Step %u of day %u", i, day);
        guint32 when = g_date_get_julian (&date) + 14 * day;

        qd_chart_add_date (chart, &(QdDateValue) { NULL, QD_LANE_REVIEWS, title, when, when });
        qd_chart_add_date (chart, &(QdDateValue) { NULL, QD_LANE_COMMUNICATION, title, when, when });
      }
  marks = lay_out (chart);
  for (guint day = 0; day < 4; day++)
    {
      g_autofree char *title = g_strdup_printf ("Step 0 of day %u and 9 more", day);

      g_assert_true (says (marks, title));
    }
  g_assert_cmpuint (count_parts (marks, "others"), ==, 0);
  qd_check_chart (chart, "eighty dates");
}

/* Something every day: the days of a week stand together, and what is not shown is counted. */
static void
test_timeline_by_week (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("timeline", "Q2 2024");
  g_autoptr (QdMarks) marks = NULL;
  GDate date;

  g_date_set_dmy (&date, 1, 4, 2024);
  qd_chart_set_timeline (chart, &(QdTimelineHead) { g_date_get_julian (&date), g_date_get_julian (&date) + 90 });
  for (guint day = 0; day < 91; day++)
    for (guint i = 0; i < 3; i++)
      qd_chart_add_date (chart, &(QdDateValue) { NULL, i, "Something happens", g_date_get_julian (&date) + day,
                                                 g_date_get_julian (&date) + day });
  marks = lay_out (chart);
  g_assert_true (says (marks, "week of"));
  qd_check_chart (chart, "something every day");
}

/* Thirty objectives with four key results each. */
static void
test_targets (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("targets", "Q2 2024");
  g_autoptr (QdMarks) marks = NULL;
  guint n = 0;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *title = g_strdup_printf ("Objective %u", i);

      qd_chart_add_target (chart, &(QdTargetValue) { NULL, title, TRUE, .milestone = NAN });
      for (guint j = 0; j < 4; j++)
        qd_chart_add_target (chart, &(QdTargetValue) { NULL, "Result", FALSE, "1", "2", "Team", TRUE, FALSE, NAN });
    }
  marks = lay_out (chart);
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);

      if (g_str_equal (mark->part, "way"))
        n++;
      else if (g_str_equal (mark->part, "folded"))
        n += (guint) strtoul (mark->text, NULL, 10);
      else if (g_str_equal (mark->part, "others"))
        n += (guint) strtoul (mark->text + strlen ("and "), NULL, 10);
    }
  g_assert_cmpuint (n, ==, 120);
  g_assert_cmpuint (count_parts (marks, "folded"), >, 5);
  g_assert_cmpuint (count_parts (marks, "way"), >=, 4);
  qd_check_chart (chart, "thirty objectives");
}

/* The worst of forty is not left out, wherever it stands. */
static void
test_scorecard (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("scorecard", "Q1 2024");
  g_autoptr (QdMarks) marks = NULL;

  qd_chart_set_scorecard (chart, &(QdScorecardHead) { 0.7, 0.7, QD_GRADE_MET, 40 });
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *title = g_strdup_printf ("Objective %u", i);
      double score = i == 39 ? 0.1 : 0.7 + i / 200.0;

      qd_chart_add_score (chart, &(QdScoreValue) { NULL, title, TRUE, NULL, NULL, score,
                                                   i == 39 ? QD_GRADE_MISSED : QD_GRADE_MET });
      qd_chart_add_score (chart, &(QdScoreValue) { NULL, "Result", FALSE, "1", "1", score,
                                                   i == 39 ? QD_GRADE_MISSED : QD_GRADE_MET });
    }
  marks = lay_out (chart);
  g_assert_true (says (marks, "Objective 39"));
  g_assert_true (says (marks, "Objective 0"));
  g_assert_false (says (marks, "Objective 38"));
  g_assert_true (says (marks, "more objectives, from 0."));
  qd_check_chart (chart, "forty objectives");
}

/* Every one of forty risks is named, or numbered with its name beside it. */
static void
test_risks (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("risk-matrix", "Q2 2024");
  g_autoptr (QdMarks) marks = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("Risk %u", i + 1);

      qd_chart_add_risk (chart, &(QdRiskValue) { NULL, name, NULL, i + 1, (int) (i % 4) % 3, (int) (i / 4) % 3 });
    }
  marks = lay_out (chart);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("Risk %u", i + 1);

      g_assert_true (says (marks, name));
    }
  g_assert_cmpuint (count_parts (marks, "count"), ==, 0);
  qd_check_chart (chart, "forty risks");
}

/* What is beyond capacity is said also of teams that are not shown, and never set off against room in others. */
static void
test_capacity (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("capacity", "Q2 2024");
  g_autoptr (QdMarks) marks = NULL;

  for (guint i = 0; i < 40; i++)
    qd_chart_add_team (chart, &(QdTeamValue) { NULL, "Team", 2, 100, i % 2 == 0 ? 110 : 60, 0 });
  marks = lay_out (chart);
  g_assert_true (says (marks, "more teams"));
  g_assert_true (says (marks, "800 free"));
  g_assert_true (says (marks, "200 over"));
  g_assert_true (says (marks, "110 over"));
  qd_check_chart (chart, "forty teams, half of them over");
}

/* Initiatives too low for their names become one block that still adds up. */
static void
test_priorities (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("priorities", "Q2 2024");
  g_autoptr (QdMarks) marks = NULL;
  double points = 0;

  qd_chart_add_block (chart, &(QdBlockValue) { NULL, "Team", TRUE, 1000 });
  for (guint i = 0; i < 60; i++)
    qd_chart_add_block (chart, &(QdBlockValue) { "i", "Initiative", FALSE, 0, i + 1, i == 20 ? 200 : 5 });
  marks = lay_out (chart);
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    if (g_str_equal (qd_marks_get (marks, i)->part, "block"))
      points += qd_marks_get (marks, i)->value;
  g_assert_cmpuint (count_parts (marks, "block"), ==, 3);
  g_assert_cmpfloat_with_epsilon (points, 59 * 5 + 200, 0.01);
  g_assert_true (says (marks, "20 more, 100 points"));
  g_assert_true (says (marks, "39 more, 195 points"));
  qd_check_chart (chart, "sixty initiatives");
}

/* Whether on some page a text of the record @id stands. */
static gboolean
is_on_some_page (GPtrArray  *pages,
                 const char *id)
{
  for (guint i = 0; i < pages->len; i++)
    for (guint j = 0; j < qd_marks_get_length (g_ptr_array_index (pages, i)); j++)
      {
        const QdMark *mark = qd_marks_get (g_ptr_array_index (pages, i), j);

        if (mark->kind == QD_MARK_TEXT && g_strcmp0 (mark->id, id) == 0)
          return TRUE;
      }

  return FALSE;
}

static GPtrArray *
lay_out_pages_styled (QdChart            *chart,
                      const QdChartStyle *like,
                      double              width,
                      double              height)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_marks_unref);
  QdChartStyle style = *like;

  do
    {
      style.page = pages->len;
      g_ptr_array_add (pages, qd_chart_layout (chart, &style, width, height));
    }
  while (pages->len < qd_marks_get_n_pages (g_ptr_array_index (pages, 0)));

  return pages;
}

static GPtrArray *
lay_out_pages (QdChart *chart,
               double   width)
{
  QdChartStyle style;

  qd_chart_style_init (&style, FALSE);
  return lay_out_pages_styled (chart, &style, width, 1080);
}

/* What one page has no room for is on another one, which says which it is. */
static void
test_pages (void)
{
  static const struct
  {
    const char *chart;
    const char *id;
    guint       n;
  } crowds[] = {
    { "capacity", "t", 50 }, { "dependencies", "p", 60 }, { "progress", "k", 80 }, { "targets", "k", 80 },
  };
  static const double widths[] = { 1920, 960 };

  for (guint i = 0; i < G_N_ELEMENTS (crowds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (widths); j++)
      {
        g_autoptr (GRand) rand = g_rand_new_with_seed (i);
        g_autoptr (QdChart) chart = qd_sample_random_chart (crowds[i].chart, rand, crowds[i].n);
        g_autoptr (GPtrArray) pages = lay_out_pages (chart, widths[j]);
        g_autofree char *last = g_strdup_printf ("page\302\240%u\302\240of\302\240%u", pages->len, pages->len);

        g_assert_cmpuint (pages->len, >, 1);
        g_assert_true (says (g_ptr_array_index (pages, pages->len - 1), last));
        for (guint k = 0; k < crowds[i].n; k++)
          {
            g_autofree char *id = g_strdup_printf ("%s%u", crowds[i].id, k);

            if (!is_on_some_page (pages, id))
              g_error ("%s of %s is on no page", id, crowds[i].chart);
          }
      }
}

/* A card can be turned until everything was seen, however much there is; every page says the same of how many there are. */
static void
test_card_pages (void)
{
  static const struct
  {
    const char *chart;
    const char *id;
    guint       n;
  } crowds[] = {
    { "capacity", "t", 900 }, { "dependencies", "p", 900 }, { "progress", "k", 400 }, { "targets", "k", 700 },
    { "allocation", "c", 900 },
  };
  QdChartStyle style;

  qd_chart_style_init_compact (&style, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (crowds); i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autoptr (QdChart) chart = qd_sample_random_chart (crowds[i].chart, rand, crowds[i].n);
      g_autoptr (GPtrArray) pages = lay_out_pages_styled (chart, &style, 380, 620);

      /* More than anybody would draw. */
      g_assert_cmpuint (pages->len, >, 20);
      for (guint j = 0; j < pages->len; j++)
        g_assert_cmpuint (qd_marks_get_n_pages (g_ptr_array_index (pages, j)), ==, pages->len);
      for (guint k = 0; k < crowds[i].n; k++)
        {
          g_autofree char *id = g_strdup_printf ("%s%u", crowds[i].id, k);

          if (!is_on_some_page (pages, id))
            g_error ("%s of %s is on no page of a card", id, crowds[i].chart);
        }
    }
}

/* Where not even the weeks of a lane have a row each, all of the quarter is there as numbers. */
static void
test_timeline_counted (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("timeline", "Q2 2024");
  g_autoptr (QdMarks) marks = NULL;
  const guint32 first = 738977; /* April 1, 2024 */
  guint sum = 0;

  qd_chart_set_timeline (chart, &(QdTimelineHead) { first, first + 90 });
  for (guint i = 0; i < 14; i++)
    qd_chart_add_date (chart, &(QdDateValue) { NULL, QD_LANE_REVIEWS, "A review of all that we do", first + 6 * i, first + 6 * i });
  for (guint i = 0; i < 90; i++)
    qd_chart_add_date (chart, &(QdDateValue) { "m", QD_LANE_COMMUNICATION, "A long message to everybody who waits for one",
                                               first + i, first + i });
  marks = lay_out (chart);
  g_assert_true (says (marks, "number a week"));
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);

      if (g_str_equal (mark->part, "title") && g_strcmp0 (mark->id, "m") == 0)
        sum += (guint) g_ascii_strtoull (mark->text, NULL, 10);
    }
  g_assert_cmpuint (sum, ==, 90);
  qd_check_chart (chart, "a message a day beside reviews");
}

/* What is below the line has its name there, and can be pointed at. */
static void
test_priorities_below (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("priorities", "Q2 2024");
  g_autoptr (QdMarks) marks = NULL;

  qd_chart_add_block (chart, &(QdBlockValue) { NULL, "Team", TRUE, 100 });
  qd_chart_add_block (chart, &(QdBlockValue) { "i1", "First things first", FALSE, 0, 1, 100 });
  qd_chart_add_block (chart, &(QdBlockValue) { "i2", "What nobody has time for", FALSE, 0, 2, 100 });
  marks = lay_out (chart);
  g_assert_true (says (marks, "What nobody has time"));
  g_assert_cmpuint (count_parts (marks, "hit"), ==, 1);
  qd_check_chart (chart, "an initiative below the line");
}

/* Nobody turns to hundreds of pages: some are drawn, and say of how many they are. */
static void
test_most_pages (void)
{
  static const char *const names[] = { "capacity", "dependencies", "progress", "targets" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autoptr (QdChart) chart = qd_sample_random_chart (names[i], rand, 2000);
      g_autoptr (GPtrArray) pages = lay_out_pages (chart, 1920);
      QdMarks *last = g_ptr_array_index (pages, pages->len - 1);
      guint n_wanted = qd_marks_get_n_wanted (last);
      g_autofree char *page = g_strdup_printf ("page\302\240%u\302\240of\302\240%u, of which the first %u are drawn",
                                               pages->len, n_wanted, pages->len);

      g_assert_cmpuint (pages->len, ==, 20);
      g_assert_cmpuint (n_wanted, >, 50);
      g_assert_true (says (last, page));
    }
}

/* Every one of a hundred risks is named on one of the pages, whichever size they have. */
static void
test_risk_pages (void)
{
  static const double widths[] = { 1920, 1440, 1080, 960 };
  g_autoptr (QdChart) chart = qd_chart_new ("risk-matrix", "Q2 2024");

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("Risk %u", i + 1);

      qd_chart_add_risk (chart, &(QdRiskValue) { NULL, name, NULL, i + 1, (int) (i % 4) % 3, (int) (i / 4) % 3 });
    }
  for (guint j = 0; j < G_N_ELEMENTS (widths); j++)
    {
      g_autoptr (GPtrArray) pages = lay_out_pages (chart, widths[j]);

      for (guint i = 0; i < 100; i++)
        {
          g_autofree char *name = g_strdup_printf ("Risk %u", i + 1);
          gboolean named = FALSE;

          for (guint k = 0; k < pages->len; k++)
            named = named || says (g_ptr_array_index (pages, k), name);
          g_assert_true (named);
        }
    }
}

/* Every team has its lane on one of the pages, and no team on two. */
static void
test_priority_pages (void)
{
  g_autoptr (QdChart) chart = qd_chart_new ("priorities", "Q2 2024");
  g_autoptr (GPtrArray) pages = NULL;
  guint n = 0;

  for (guint i = 0; i < 30; i++)
    {
      qd_chart_add_block (chart, &(QdBlockValue) { NULL, "Team", TRUE, 100 });
      qd_chart_add_block (chart, &(QdBlockValue) { NULL, "Initiative", FALSE, 0, 1, 20 + i });
    }
  pages = lay_out_pages (chart, 1920);
  for (guint i = 0; i < pages->len; i++)
    n += count_parts (g_ptr_array_index (pages, i), "team");
  g_assert_cmpuint (n, ==, 30);
}

/* A long title becomes smaller before it loses the figure at its end. */
static void
test_title (void)
{
  g_autoptr (QdChart) chart = qd_sample_chart ("progress", QD_SAMPLE_TYPICAL);
  g_autoptr (QdMarks) marks = NULL;
  QdChartStyle style;

  qd_chart_set_title (chart, "10 of 80 key results are behind; the readiness for the audit trails an even pace by 24 points");
  qd_chart_style_init (&style, FALSE);
  marks = qd_chart_layout (chart, &style, 960, 1080);
  g_assert_true (says (marks, "24 points"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crowded/timeline", test_timeline);
  g_test_add_func ("/crowded/timeline-by-week", test_timeline_by_week);
  g_test_add_func ("/crowded/timeline-counted", test_timeline_counted);
  g_test_add_func ("/crowded/priorities-below", test_priorities_below);
  g_test_add_func ("/crowded/targets", test_targets);
  g_test_add_func ("/crowded/scorecard", test_scorecard);
  g_test_add_func ("/crowded/risks", test_risks);
  g_test_add_func ("/crowded/capacity", test_capacity);
  g_test_add_func ("/crowded/priorities", test_priorities);
  g_test_add_func ("/crowded/pages", test_pages);
  g_test_add_func ("/crowded/card-pages", test_card_pages);
  g_test_add_func ("/crowded/most-pages", test_most_pages);
  g_test_add_func ("/crowded/risk-pages", test_risk_pages);
  g_test_add_func ("/crowded/priority-pages", test_priority_pages);
  g_test_add_func ("/crowded/title", test_title);

  return g_test_run ();
}
