#include "qd-config.h"

#include <string.h>

#include "qd-finding.h"
#include "qd-inline.h"
#include "qd-page-plan-private.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

/* A plan on one page: all of it stands within the margins, nothing over anything else, and what is missing is named. */

#define EPSILON 0.05

typedef struct
{
  QdPlan     *plan;
  QdFigures  *figures;
  QdOutline  *outline;
  QdPagePlan *page;
} Fixture;

static void
fixture_init (Fixture    *fixture,
              QdPlan     *plan,
              QdPageSize  size,
              gboolean    mirrored)
{
  g_autoptr (GPtrArray) findings = NULL;
  QdChartStyle style;

  qd_chart_style_init (&style, FALSE);
  style.mirrored = mirrored;
  fixture->plan = plan;
  fixture->figures = qd_figures_new (plan);
  findings = qd_findings_compute (fixture->figures);
  fixture->outline = qd_outline_new (fixture->figures, findings, NULL);
  fixture->page = qd_page_plan_new (fixture->outline, &style, size);
}

static void
fixture_clear (Fixture *fixture)
{
  qd_page_plan_free (fixture->page);
  qd_outline_free (fixture->outline);
  g_object_unref (fixture->figures);
  g_object_unref (fixture->plan);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static const QdPagePanel *
panel_at (const QdPagePlan *page,
          guint             index)
{
  return g_ptr_array_index (page->panels, index);
}

/* Texts stand within their panel, and those of a line beside each other. */
static void
check_panel (const QdPagePanel *panel)
{
  for (guint i = 0; i < panel->flow->elements->len; i++)
    {
      const QdFlowElement *element = qd_flow_element (panel->flow, i);

      for (guint j = 0; j < element->n_texts; j++)
        {
          const QdFlowText *text = &element->texts[j];

          if (text->set.layout == NULL)
            continue;
          g_assert_cmpfloat (text->x, >=, -EPSILON);
          g_assert_cmpfloat (text->x + text->set.width, <=, panel->box.width + EPSILON);
          g_assert_cmpfloat (qd_set_text_natural_width (&text->set), <=, text->set.width + EPSILON);
        }
      if (element->kind == QD_FLOW_POINT && element->texts[2].set.layout != NULL)
        g_assert_cmpfloat (element->texts[0].set.width, <=, element->texts[2].x + EPSILON);
      if (element->marks != NULL)
        g_assert_cmpfloat (qd_marks_get_height (element->marks), <=, element->height + EPSILON);
    }
  g_assert_cmpuint (panel->flow->pages->len, <=, 1);
}

static gboolean
overlap (const QdBox *a,
         const QdBox *b)
{
  return a->x + a->width > b->x + EPSILON && b->x + b->width > a->x + EPSILON && a->y + a->height > b->y + EPSILON
         && b->y + b->height > a->y + EPSILON;
}

static void
check_page (const QdPagePlan *page)
{
  for (guint i = 0; i < page->panels->len; i++)
    {
      const QdBox *box = &panel_at (page, i)->box;

      check_panel (panel_at (page, i));
      g_assert_cmpfloat (box->x, >=, page->margin - EPSILON);
      g_assert_cmpfloat (box->y, >=, page->margin - EPSILON);
      g_assert_cmpfloat (box->x + box->width, <=, page->width - page->margin + EPSILON);
      g_assert_cmpfloat (box->y + box->height, <=, page->height - page->margin + EPSILON);
      for (guint j = 0; j < i; j++)
        g_assert_false (overlap (box, &panel_at (page, j)->box));
    }
}

static gboolean
has_text (const QdPagePlan *page,
          const char       *words)
{
  for (guint i = 0; i < page->panels->len; i++)
    {
      const QdFlow *flow = panel_at (page, i)->flow;

      for (guint j = 0; j < flow->elements->len; j++)
        for (guint k = 0; k < qd_flow_element (flow, j)->n_texts; k++)
          {
            PangoLayout *layout = qd_flow_element (flow, j)->texts[k].set.layout;

            if (layout != NULL && strstr (pango_layout_get_text (layout), words) != NULL)
              return TRUE;
          }
    }

  return FALSE;
}

static guint
count_charts (const QdPagePlan *page)
{
  guint n = 0;

  for (guint i = 0; i < page->panels->len; i++)
    for (guint j = 0; j < panel_at (page, i)->flow->elements->len; j++)
      n += qd_flow_element (panel_at (page, i)->flow, j)->marks != NULL;

  return n;
}

/* The whole quarter is there at every size, key results and all. */
static void
test_seed (gconstpointer data)
{
  static const char *const words[] = {
    "Quarterly Plan Example", "Q2 2024", "The plan fits, but Security does not", "0.59", "64 %",
    "Restore Platform Reliability", "SLO compliance (30-day)", "99.2% → 99.9%", "Deliver Partnership Features",
    "Secrets in code", "~50 → 0", "Vault requires infra changes", "Security waits for Platform",
    "Partnership scope creep", "High × High", "Design system overhaul", "Q3-Q4", "Team healthy", "VP Engineering",
    "initiatives", "Only in the report: Last quarter, Lessons, Priorities, Communication",
  };
  g_auto (Fixture) fixture = { NULL };

  fixture_init (&fixture, qd_test_seed_plan (), (QdPageSize) GPOINTER_TO_UINT (data), FALSE);
  check_page (fixture.page);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (!has_text (fixture.page, words[i]))
      g_error ("“%s” is missing", words[i]);
  g_assert_cmpuint (count_charts (fixture.page), ==, 3);
  g_assert_cmpfloat (fixture.page->width, >, fixture.page->height);
}

/* On a slide it has all of it in letters of seven points at least; in a room that is too small for that, smaller ones. */
static void
test_slide (void)
{
  static const struct
  {
    double   width, height;
    gboolean titled;
    double   least;
  } rooms[] = { { 1920, 1080, TRUE, 14 }, { 1200, 700, FALSE, 14 }, { 700, 150, FALSE, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_auto (Fixture) fixture = { NULL };
      QdChartStyle style;

      fixture_init (&fixture, qd_test_seed_plan (), QD_PAGE_SIZE_A4, FALSE);
      qd_chart_style_init (&style, FALSE);
      qd_page_plan_free (fixture.page);
      fixture.page = qd_page_plan_new_for_slide (fixture.outline, &style, rooms[i].width, rooms[i].height,
                                                 rooms[i].titled);
      check_page (fixture.page);
      g_assert_cmpfloat (fixture.page->size, >=, rooms[i].least);
      g_assert_true (has_text (fixture.page, "Quarterly Plan Example") == rooms[i].titled);
      g_assert_true (has_text (fixture.page, "The plan fits, but Security does not"));
      g_assert_cmpfloat (fixture.page->margin, ==, rooms[i].titled ? rooms[i].height * 0.05 : 0);
    }
}

/* What is shown of a text comes back as runs: its looks, where it leads, and where it was cut. */
static void
test_runs (void)
{
  const QdType type = { 20, 1.3, QD_TONE_INK, .max_lines = 2 };
  g_autoptr (GPtrArray) whole = NULL;
  g_autoptr (GPtrArray) cut = NULL;
  const QdInline *run;
  QdChartStyle style;
  QdTypeset typeset;
  QdSetText set;

  qd_chart_style_init (&style, FALSE);
  qd_typeset_init (&typeset, &style, FALSE);
  qd_typeset_markdown (&typeset, &set, "Plain **strong** [there](https://example.com/a?b=c)", &type, 1000);
  whole = qd_set_text_list_runs (&set);
  qd_set_text_clear (&set);
  g_assert_cmpuint (whole->len, ==, 4);
  run = g_ptr_array_index (whole, 1);
  g_assert_cmpstr (run->text, ==, "strong");
  g_assert_cmpuint (run->flags, ==, QD_INLINE_STRONG);
  run = g_ptr_array_index (whole, 3);
  g_assert_cmpstr (run->text, ==, "there");
  g_assert_cmpstr (run->link, ==, "https://example.com/a?b=c");

  qd_typeset_markdown (&typeset, &set, "One two three four five six seven eight nine ten eleven twelve", &type, 200);
  cut = qd_set_text_list_runs (&set);
  g_assert_cmpuint (cut->len, ==, 2);
  run = g_ptr_array_index (cut, 0);
  g_assert_true (g_str_has_prefix (run->text, "One two three"));
  g_assert_cmpint (strlen (run->text), <, strlen (pango_layout_get_text (set.layout)));
  g_assert_cmpstr (((const QdInline *) g_ptr_array_index (cut, 1))->text, ==, "…");
  qd_set_text_clear (&set);
  qd_typeset_clear (&typeset);
}

static void
test_empty (void)
{
  g_auto (Fixture) fixture = { NULL };

  fixture_init (&fixture, qd_plan_new (), QD_PAGE_SIZE_A4, FALSE);
  check_page (fixture.page);
  g_assert_true (has_text (fixture.page, "Nothing is planned yet"));
  g_assert_cmpuint (fixture.page->n_column_panels, ==, 0);
}

static void
test_random (void)
{
  for (guint seed = 1; seed <= 8; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_auto (Fixture) fixture = { NULL };

      fixture_init (&fixture, qd_test_random_plan (rand, seed * 40), (QdPageSize) (seed % 3), seed % 4 == 0);
      check_page (fixture.page);
    }
}

static QdRecord *
add (QdPlan     *plan,
     QdListId    list,
     guint       field,
     const char *text)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, NULL);

  qd_record_set_text (record, field, text);
  qd_list_append (qd_plan_get_list (plan, list), record);

  return record;
}

/* The page says how many more there are, the worst risks are among those it shows, and long texts end somewhere. */
static void
test_much (void)
{
  g_autofree char *letters = g_strnfill (10000, 'x');
  g_auto (Fixture) fixture = { NULL };
  QdPlan *plan = qd_plan_new ();
  QdRecord *worst;

  for (guint i = 0; i < 100; i++)
    {
      qd_record_set_text (add (plan, QD_LIST_RISKS, QD_RISK_RISK, i % 7 == 0 ? letters : "A risk"), QD_RISK_MITIGATION,
                          letters);
      add (plan, QD_LIST_TEAMS, QD_TEAM_NAME, letters);
      add (plan, QD_LIST_OBJECTIVES, QD_OBJECTIVE_TITLE, letters);
      add (plan, QD_LIST_APPROVALS, QD_APPROVAL_ROLE, letters);
      qd_record_set_text (add (plan, QD_LIST_DEPENDENCIES, QD_DEPENDENCY_WHAT, letters), QD_DEPENDENCY_FROM, letters);
    }
  worst = add (plan, QD_LIST_RISKS, QD_RISK_RISK, "The worst of all");
  qd_record_set_text (worst, QD_RISK_LIKELIHOOD, "High");
  qd_record_set_text (worst, QD_RISK_IMPACT, "High");
  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_TITLE, letters);
  fixture_init (&fixture, plan, QD_PAGE_SIZE_A4, FALSE);
  check_page (fixture.page);
  g_assert_true (has_text (fixture.page, "The worst of all"));
  g_assert_true (has_text (fixture.page, "more"));
  g_assert_true (has_text (fixture.page, "reasons and mitigations"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/page-plan/seed/a4", GUINT_TO_POINTER (QD_PAGE_SIZE_A4), test_seed);
  g_test_add_data_func ("/page-plan/seed/letter", GUINT_TO_POINTER (QD_PAGE_SIZE_LETTER), test_seed);
  g_test_add_data_func ("/page-plan/seed/a3", GUINT_TO_POINTER (QD_PAGE_SIZE_A3), test_seed);
  g_test_add_func ("/page-plan/slide", test_slide);
  g_test_add_func ("/page-plan/runs", test_runs);
  g_test_add_func ("/page-plan/empty", test_empty);
  g_test_add_func ("/page-plan/random", test_random);
  g_test_add_func ("/page-plan/much", test_much);

  return g_test_run ();
}
