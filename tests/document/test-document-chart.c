/* What people do to a plan on its charts: each one change, undone in one step. */

#include "qd-document.h"

#include "qd-test-seed.h"

typedef struct
{
  QdDocument *document;
  QdPlan     *plan;
  QdPlan     *before;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->plan = qd_test_seed_plan ();
  fixture->before = qd_plan_copy (fixture->plan);
  fixture->document = qd_document_new_for_plan (fixture->plan);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_finalize_object (fixture->document);
  g_object_unref (fixture->plan);
  g_object_unref (fixture->before);
}

static void
say (Fixture    *fixture,
     const char *chart,
     const char *title)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (qd_document_set_chart_title (fixture->document, chart, title, &error));
  g_assert_no_error (error);
}

static guint
count_titles (Fixture *fixture)
{
  return qd_list_get_length (qd_plan_get_list (fixture->plan, QD_LIST_CHART_TITLES));
}

static void
test_title (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_assert_cmpstr (qd_document_get_chart_title (fixture->document, "capacity"), ==, "");

  say (fixture, "capacity", "Security needs help");
  g_assert_cmpstr (qd_document_get_chart_title (fixture->document, "capacity"), ==, "Security needs help");
  g_assert_cmpstr (qd_document_get_chart_title (fixture->document, "timeline"), ==, "");
  say (fixture, "capacity", "Security needs more help");
  say (fixture, "timeline", "Busy");
  g_assert_cmpuint (count_titles (fixture), ==, 2);
  say (fixture, "capacity", "  ");
  g_assert_cmpuint (count_titles (fixture), ==, 1);
  g_assert_cmpstr (qd_document_get_chart_title (fixture->document, "capacity"), ==, "");

  for (guint i = 0; i < 4; i++)
    g_assert_true (qd_document_undo (fixture->document));
  g_assert_false (qd_document_undo (fixture->document));
  g_assert_true (qd_plan_equal (fixture->plan, fixture->before));
}

/* What says so already is no change. */
static void
test_title_unchanged (Fixture       *fixture,
                      gconstpointer  user_data)
{
  say (fixture, "capacity", "");
  g_assert_null (qd_document_get_undo_title (fixture->document));
  say (fixture, "capacity", "Mine");
  g_assert_true (qd_document_undo (fixture->document));
  g_assert_true (qd_document_redo (fixture->document));
  say (fixture, "capacity", "Mine");
  g_assert_true (qd_document_undo (fixture->document));
  g_assert_false (qd_document_undo (fixture->document));
}

static void
test_rate (Fixture       *fixture,
           gconstpointer  user_data)
{
  QdRecord *risk = qd_list_get (qd_plan_get_list (fixture->plan, QD_LIST_RISKS), 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (qd_document_rate_risk (fixture->document, risk, 2, 0, &error));
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_LIKELIHOOD), ==, "high");
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_IMPACT), ==, "low");
  g_assert_true (qd_document_rate_risk (fixture->document, risk, 2, 0, &error));
  g_assert_true (qd_document_undo (fixture->document));
  g_assert_false (qd_document_undo (fixture->document));
  g_assert_true (qd_plan_equal (fixture->plan, fixture->before));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture       *fixture,
                       gconstpointer  user_data);
  } tests[] = {
    { "/document-chart/title", test_title },
    { "/document-chart/title-unchanged", test_title_unchanged },
    { "/document-chart/rate", test_rate },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
