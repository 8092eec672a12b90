#include <math.h>
#include <string.h>

#include "qd-chart-bars.h"
#include "qd-chart-samples.h"
#include "qd-chart-values.h"
#include "qd-findings.h"
#include "qd-opc.h"
#include "qd-pptx.h"
#include "qd-test-seed.h"
#include "qd-xml-tree.h"

/* Decks that the command line does not make: dark, from right to left, with a logo, stopped on the way; and the bars
 * that go into native charts. */

static const char pixel[] = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
                            "DwADhgGAWjR9awAAAABJRU5ErkJggg==";

typedef struct
{
  QdFigures       *figures;
  GPtrArray       *findings;
  QdExportOptions  options;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();

  fixture->figures = qd_figures_new (plan);
  fixture->findings = qd_findings_compute (fixture->figures);
  qd_export_options_init (&fixture->options, plan);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->findings);
  g_object_unref (fixture->figures);
}

/* Returns: (transfer full): the deck, as others read it */
static QdOpc *
write_deck (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qd_pptx_write (fixture->figures, fixture->findings, &fixture->options, &error);
  QdOpc *opc;

  g_assert_no_error (error);
  opc = qd_opc_read (bytes, &error);
  g_assert_no_error (error);

  return opc;
}

static QdXmlNode *
read_part (QdOpc      *opc,
           const char *name)
{
  g_autoptr (GError) error = NULL;
  const QdOpcPart *part = qd_opc_find (opc, name);
  QdXmlNode *root;

  g_assert_nonnull (part);
  root = qd_xml_read (part->bytes, &error);
  g_assert_no_error (error);

  return root;
}

/* How many elements of @name there are with an attribute that says @value; any if that is %NULL. */
static guint
count (const QdXmlNode *node,
       const char      *name,
       const char      *attribute,
       const char      *value)
{
  const char *found = attribute != NULL ? qd_xml_attribute (node, attribute) : NULL;
  guint n = strcmp (node->name, name) == 0 && (attribute == NULL || (found != NULL && strcmp (found, value) == 0));

  for (guint i = 0; i < node->children->len; i++)
    n += count (g_ptr_array_index (node->children, i), name, attribute, value);

  return n;
}

static void
test_dark (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (QdOpc) opc = NULL;
  g_autoptr (QdXmlNode) master = NULL;
  g_autoptr (QdXmlNode) theme = NULL;

  qd_chart_style_init (&fixture->options.style, TRUE);
  opc = write_deck (fixture);
  master = read_part (opc, "ppt/slideMasters/slideMaster1.xml");
  theme = read_part (opc, "ppt/theme/theme1.xml");

  g_assert_cmpstr (qd_xml_attribute (qd_xml_child (master, "clrMap"), "bg1"), ==, "dk1");
  g_assert_cmpstr (qd_xml_attribute (qd_xml_child (theme, "themeElements/clrScheme/dk1/srgbClr"), "val"), ==, "1B1D21");
  g_assert_cmpstr (qd_xml_attribute (qd_xml_child (theme, "themeElements/clrScheme/lt1/srgbClr"), "val"), ==, "F2F4F6");
}

/* Text, tables and the axes of charts start at the right, and so do the places of the master. */
static void
test_mirrored (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (QdOpc) opc = NULL;
  g_autoptr (QdXmlNode) master = NULL;
  g_autoptr (QdXmlNode) presentation = NULL;
  guint n_tables = 0, n_charts = 0;

  fixture->options.style.mirrored = TRUE;
  opc = write_deck (fixture);
  master = read_part (opc, "ppt/slideMasters/slideMaster1.xml");
  presentation = read_part (opc, "ppt/presentation.xml");

  g_assert_cmpstr (qd_xml_attribute (presentation, "rtl"), ==, "1");
  g_assert_cmpstr (qd_xml_attribute (qd_xml_child (master, "txStyles/titleStyle/lvl1pPr"), "rtl"), ==, "1");
  g_assert_cmpstr (qd_xml_attribute (qd_xml_child (master, "txStyles/titleStyle/lvl1pPr"), "algn"), ==, "r");
  for (guint i = 1; i < qd_opc_get_length (opc); i++)
    {
      const char *name = qd_opc_get (opc, i)->name;
      g_autoptr (QdXmlNode) root = NULL;

      if (!g_str_has_prefix (name, "ppt/slides/slide") && !g_str_has_prefix (name, "ppt/charts/chart"))
        continue;
      root = read_part (opc, name);
      n_tables += count (root, "tblPr", "rtl", "1");
      g_assert_cmpuint (count (root, "tblPr", NULL, NULL), ==, count (root, "tblPr", "rtl", "1"));
      n_charts += count (root, "axPos", "val", "r");
    }
  g_assert_cmpuint (n_tables, >, 5);
  g_assert_cmpuint (n_charts, ==, 3);
}

static void
test_logo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (QdOpc) opc = NULL;
  g_autoptr (QdXmlNode) master = NULL;
  const QdOpcRelation *relation;

  g_assert_true (qd_chart_style_set_logo (&fixture->options.style, pixel));
  opc = write_deck (fixture);
  master = read_part (opc, "ppt/slideMasters/slideMaster1.xml");
  relation = qd_opc_find_relation (opc, "ppt/slideMasters/slideMaster1.xml", "/image", NULL);

  g_assert_cmpuint (count (master, "pic", NULL, NULL), ==, 1);
  g_assert_nonnull (relation);
  g_assert_cmpstr (qd_opc_find (opc, relation->target)->content_type, ==, "image/png");
}

static void
stop_half_way (double   part,
               gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpfloat (part, >=, 0);
  g_assert_cmpfloat (part, <=, 1);
  if (part > 0.5)
    g_cancellable_cancel (fixture->options.cancellable);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  fixture->options.cancellable = cancellable;
  fixture->options.progress = stop_half_way;
  fixture->options.progress_data = fixture;
  bytes = qd_pptx_write (fixture->figures, fixture->findings, &fixture->options, &error);

  g_assert_null (bytes);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A deck and a template each have their own font; what no font is named for has one that is everywhere. */
static void
test_font (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const families[][2] = { { NULL, "Arial" }, { "Georgia", "Georgia" } };

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autoptr (QdOpc) opc = NULL;
      g_autoptr (QdXmlNode) theme = NULL;
      const char *found;

      if (families[i][0] != NULL)
        qd_chart_style_set_family (&fixture->options.style, families[i][0]);
      opc = write_deck (fixture);
      theme = read_part (opc, "ppt/theme/theme1.xml");
      found = qd_xml_attribute (qd_xml_child (theme, "themeElements/fontScheme/minorFont/latin"), "typeface");
      g_assert_cmpstr (found, ==, families[i][1]);
    }
}

static double
value_of (const QdChartBars *bars,
          const char        *title,
          const char        *row)
{
  for (guint i = 0; i < bars->series->len; i++)
    {
      const QdBarSeries *series = g_ptr_array_index (bars->series, i);
      g_autofree char *found = qd_bar_series_dup_title (series);

      for (guint j = 0; strcmp (found, title) == 0 && j < bars->n_rows; j++)
        if (strcmp (bars->rows[j], row) == 0)
          return series->values[j];
    }

  return NAN;
}

static void
test_bars_of_capacity (void)
{
  static const QdTeamValue teams[] = {
    { "a", "Alpha", 4, 200, 150, 50 },
    { "b", "Beta", 4, 100, 130, 130 },
    { "c", "Gamma", 4, 100, 0, 0 },
    { "n", "No team", NAN, NAN, 20, 0 },
  };
  g_autoptr (QdChart) chart = qd_chart_new ("capacity", "Q2 2024");
  g_autoptr (QdChartBars) bars = NULL;
  g_autoptr (QdChartBars) few = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (teams); i++)
    qd_chart_add_team (chart, &teams[i]);
  bars = qd_chart_get_bars (chart, 10);

  g_assert_true (bars->stacked);
  g_assert_cmpuint (bars->n_rows, ==, 4);
  g_assert_cmpfloat (value_of (bars, "Committed", "Alpha"), ==, 100);
  g_assert_cmpfloat (value_of (bars, "Committed, split assumed", "Alpha"), ==, 50);
  g_assert_cmpfloat (value_of (bars, "Free", "Alpha"), ==, 50);
  g_assert_cmpfloat (value_of (bars, "Committed, split assumed", "Beta"), ==, 100);
  g_assert_cmpfloat (value_of (bars, "▲ Beyond capacity", "Beta"), ==, 30);
  g_assert_true (isnan (value_of (bars, "Committed", "Beta")));
  g_assert_true (isnan (value_of (bars, "Free", "Beta")));
  g_assert_cmpfloat (value_of (bars, "Free", "Gamma"), ==, 100);
  g_assert_cmpfloat (value_of (bars, "Committed", "No team"), ==, 20);

  few = qd_chart_get_bars (chart, 2);
  g_assert_cmpuint (few->n_rows, ==, 1);
  g_assert_cmpstr (few->rows[0], ==, "Beta");
  g_assert_nonnull (strstr (few->note, "3 more teams: 150 free"));
}

static void
test_bars_of_allocation (void)
{
  static const QdCategoryValue categories[] = {
    { "f", "Features", NULL, 0.5, 0.7, 500, 600 },
    { "r", "Reliability", NULL, 0.3, NAN, 300, 0 },
    { "d", "Debt", NULL, 0.2, 0.1, 200, 100 },
  };
  g_autoptr (QdChart) chart = qd_chart_new ("allocation", "Q2 2024");
  g_autoptr (QdChartBars) bars = NULL;
  const QdBarSeries *committed;

  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    qd_chart_add_category (chart, &categories[i]);
  qd_chart_set_allocation (chart, &(QdAllocationHead) { 1000, 0 });
  bars = qd_chart_get_bars (chart, 10);

  g_assert_true (bars->percent && !bars->stacked);
  g_assert_cmpfloat (value_of (bars, "Planned", "Features"), ==, 0.5);
  g_assert_cmpfloat (value_of (bars, "Last quarter", "Features"), ==, 0.7);
  g_assert_true (isnan (value_of (bars, "Last quarter", "Reliability")));
  g_assert_cmpfloat_with_epsilon (value_of (bars, "Committed", "Features"), 0.6, 1e-9);
  committed = g_ptr_array_index (bars->series, 2);
  g_assert_true (committed->warned[0] && !committed->warned[1] && !committed->warned[2]);
}

static void
test_bars_of_scorecard (void)
{
  static const QdScoreValue scores[] = {
    { "o", "Objective", TRUE, NULL, NULL, 0.5, QD_GRADE_SHORT, FALSE },
    { "a", "First", FALSE, "3", "1", 0, QD_GRADE_MISSED, FALSE },
    { "b", "Second", FALSE, "3", "3", 1, QD_GRADE_MET, FALSE },
    { "c", "Third", FALSE, NULL, NULL, NAN, QD_GRADE_UNKNOWN, FALSE },
  };
  g_autoptr (QdChart) chart = qd_chart_new ("scorecard", "Q1 2024");
  g_autoptr (QdChartBars) bars = NULL;
  g_autoptr (QdChartBars) few = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (scores); i++)
    qd_chart_add_score (chart, &scores[i]);
  qd_chart_set_scorecard (chart, &(QdScorecardHead) { 0.5, 0.7, QD_GRADE_SHORT, 2, FALSE });
  bars = qd_chart_get_bars (chart, 10);

  g_assert_cmpfloat (bars->line, ==, 0.7);
  g_assert_cmpfloat (bars->most, ==, 1);
  g_assert_cmpuint (bars->n_rows, ==, 5);
  g_assert_cmpfloat (value_of (bars, "Mean", "Objective"), ==, 0.5);
  g_assert_cmpfloat (value_of (bars, "Mean", "Overall"), ==, 0.5);
  g_assert_cmpfloat (value_of (bars, "◆ Missed", "First"), ==, 0);
  g_assert_cmpfloat (value_of (bars, "On target", "Second"), ==, 1);
  g_assert_true (isnan (value_of (bars, "Mean", "Third")));

  few = qd_chart_get_bars (chart, 3);
  g_assert_cmpuint (few->n_rows, ==, 2);
  g_assert_cmpfloat (value_of (few, "▲ Short", "Objective"), ==, 0.5);
}

/* The charts that are bars have them at every size, and never more rows than there is room for; the others have none. */
static void
test_bars_of_samples (void)
{
  static const char *const with_bars[] = { "capacity", "allocation", "scorecard", NULL };
  const char *const *names = qd_chart_names ();

  for (guint i = 0; names[i] != NULL; i++)
    for (QdSample sample = 0; sample < QD_N_SAMPLES; sample++)
      for (guint most = 2; most < 20; most += 3)
        {
          g_autoptr (QdChart) chart = qd_sample_chart (names[i], sample);
          g_autoptr (QdChartBars) bars = qd_chart_get_bars (chart, most);

          g_assert_cmpint (qd_chart_has_bars (chart), ==,
                           g_strv_contains (with_bars, names[i]) && !qd_chart_is_empty (chart));
          g_assert_cmpint (bars != NULL, ==, qd_chart_has_bars (chart));
          if (bars == NULL)
            continue;
          g_assert_cmpuint (bars->n_rows, >=, 1);
          g_assert_cmpuint (bars->n_rows, <=, most);
          for (guint j = 0; j < bars->n_rows; j++)
            g_assert_nonnull (bars->rows[j]);
        }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bars/capacity", test_bars_of_capacity);
  g_test_add_func ("/bars/allocation", test_bars_of_allocation);
  g_test_add_func ("/bars/scorecard", test_bars_of_scorecard);
  g_test_add_func ("/bars/samples", test_bars_of_samples);
  g_test_add ("/pptx/dark", Fixture, NULL, set_up, test_dark, tear_down);
  g_test_add ("/pptx/mirrored", Fixture, NULL, set_up, test_mirrored, tear_down);
  g_test_add ("/pptx/logo", Fixture, NULL, set_up, test_logo, tear_down);
  g_test_add ("/pptx/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/pptx/font", Fixture, NULL, set_up, test_font, tear_down);

  return g_test_run ();
}
