#include "qd-config.h"

#include <math.h>
#include <string.h>

#include "qd-findings.h"
#include "qd-inline.h"
#include "qd-plan-private.h"
#include "qd-report-private.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

/* The pages of a report: everything stands on them exactly once, in order, within the margins, and nothing is cut. */

#define EPSILON 0.05

typedef struct
{
  QdPlan    *plan;
  QdFigures *figures;
  QdOutline *outline;
  QdReport  *report;
} Fixture;

static void
fixture_init (Fixture    *fixture,
              QdPlan     *plan,
              QdPageSize  size,
              gboolean    mirrored)
{
  QdChartStyle style;
  g_autoptr (GPtrArray) findings = NULL;

  qd_chart_style_init (&style, FALSE);
  style.mirrored = mirrored;
  fixture->plan = plan;
  fixture->figures = qd_figures_new (plan);
  findings = qd_findings_compute (fixture->figures);
  fixture->outline = qd_outline_new (fixture->figures, findings, NULL);
  fixture->report = qd_report_new (fixture->outline, &style, size);
}

static void
fixture_clear (Fixture *fixture)
{
  qd_report_free (fixture->report);
  qd_outline_free (fixture->outline);
  g_object_unref (fixture->figures);
  g_object_unref (fixture->plan);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static double
text_height (const QdReport *report)
{
  return report->page_height - QD_REPORT_MARGIN_TOP - QD_REPORT_MARGIN_BOTTOM;
}

static double
text_width (const QdReport *report)
{
  return report->page_width - 2 * QD_REPORT_MARGIN_X;
}

static guint
page_end (const QdFlow *flow,
          guint         page)
{
  return page + 1 < flow->pages->len ? g_array_index (flow->pages, guint, page + 1) : flow->pieces->len;
}

static guint
count_lines (const QdFlowElement *element)
{
  guint n_lines = 0;

  for (guint i = 0; i < element->n_texts; i++)
    n_lines = MAX (n_lines, element->texts[i].set.n_lines);

  return n_lines;
}

/* Texts and charts stay within the text of the page, and beside each other. */
static void
check_element (const QdReport      *report,
               const QdFlowElement *element)
{
  for (guint i = 0; i < element->n_texts; i++)
    {
      const QdFlowText *text = &element->texts[i];

      if (text->set.layout == NULL)
        continue;
      g_assert_cmpfloat (text->x, >=, -EPSILON);
      g_assert_cmpfloat (text->x + text->set.width, <=, text_width (report) + EPSILON);
      g_assert_cmpfloat (qd_set_text_natural_width (&text->set), <=, text->set.width + EPSILON);
      g_assert_cmpfloat (text->y + qd_set_text_height (&text->set, text->set.n_lines) + 2 * element->padding, <=,
                         element->height + EPSILON);
      if ((element->kind == QD_FLOW_ROW || element->kind == QD_FLOW_HEADS) && i > 0)
        g_assert_cmpfloat (element->texts[i - 1].x + element->texts[i - 1].set.width, <=, text->x + EPSILON);
    }
  if (element->marks != NULL)
    {
      g_assert_cmpfloat (qd_marks_get_width (element->marks), <=, text_width (report) + EPSILON);
      g_assert_cmpfloat (qd_marks_get_height (element->marks), <=, element->height + EPSILON);
    }
}

/* A broken element is taller than a page, or a paragraph; and no line of it stands alone. */
static void
check_break (const QdReport      *report,
             const QdFlowElement *element,
             const QdFlowPiece   *piece)
{
  if (piece->n_lines == count_lines (element))
    return;
  g_assert_null (element->marks);
  g_assert_cmpuint (piece->n_lines, >=, 2);
  if (!element->breaks)
    g_assert_cmpfloat (element->height, >, text_height (report) * 0.6);
}

/* Pieces lie below each other within the text of their page. */
static void
check_page (const QdReport *report,
            guint           page)
{
  const QdFlow *flow = report->flow;
  double bottom = 0;

  for (guint i = g_array_index (flow->pages, guint, page); i < page_end (flow, page); i++)
    {
      const QdFlowPiece *piece = qd_flow_piece (flow, i);

      g_assert_cmpfloat (piece->y, >=, bottom - EPSILON);
      bottom = piece->y + piece->height;
      g_assert_cmpfloat (bottom, <=, text_height (report) + EPSILON);
      check_break (report, qd_flow_element (flow, piece->element), piece);
    }
}

/* All lines of all elements are somewhere, once, in order. */
static void
check_complete (const QdFlow *flow)
{
  guint element = 0, line = 0;

  for (guint i = 0; i < flow->pieces->len; i++)
    {
      const QdFlowPiece *piece = qd_flow_piece (flow, i);

      if (piece->repeated)
        continue;
      g_assert_cmpuint (piece->element, ==, element);
      g_assert_cmpuint (piece->first, ==, line);
      line += piece->n_lines;
      if (line >= count_lines (qd_flow_element (flow, element)))
        {
          element++;
          line = 0;
        }
    }
  g_assert_cmpuint (element, ==, flow->elements->len);
}

static guint
page_of (const QdFlow *flow,
         guint         element,
         gboolean      last)
{
  guint found = G_MAXUINT;

  for (guint page = 0; page < flow->pages->len; page++)
    for (guint i = g_array_index (flow->pages, guint, page); i < page_end (flow, page); i++)
      if (qd_flow_piece (flow, i)->element == element && !qd_flow_piece (flow, i)->repeated
          && (last || found == G_MAXUINT))
        found = page;

  return found;
}

/* A heading stands on the page of what it heads. */
static void
check_kept (const QdFlow *flow)
{
  for (guint i = 0; i + 1 < flow->elements->len; i++)
    {
      const QdFlowElement *element = qd_flow_element (flow, i);

      if (element->kind == QD_FLOW_TOPIC || element->kind == QD_FLOW_TITLE || element->kind == QD_FLOW_HEADING
          || element->kind == QD_FLOW_HEADS)
        g_assert_cmpuint (page_of (flow, i, TRUE), ==, page_of (flow, i + 1, FALSE));
    }
}

/* On every page, the first row of a table is below the heads of its columns. */
static void
check_heads (const QdFlow *flow)
{
  for (guint page = 0; page < flow->pages->len; page++)
    {
      guint heads = 0;

      for (guint i = g_array_index (flow->pages, guint, page); i < page_end (flow, page); i++)
        {
          const QdFlowPiece *piece = qd_flow_piece (flow, i);
          const QdFlowElement *element = qd_flow_element (flow, piece->element);

          if (element->kind == QD_FLOW_HEADS)
            heads = piece->element + 1;
          if (element->kind == QD_FLOW_ROW)
            g_assert_cmpuint (element->heads, ==, heads);
        }
    }
}

static void
check_report (const QdReport *report)
{
  const QdFlow *flow = report->flow;

  g_assert_cmpuint (qd_report_get_n_pages (report), >=, 1);
  for (guint i = 0; i < flow->elements->len; i++)
    check_element (report, qd_flow_element (flow, i));
  for (guint i = 0; i < flow->pages->len; i++)
    check_page (report, i);
  check_complete (flow);
  check_heads (flow);
}

static const char *
text_of (const QdFlowElement *element,
         guint                index)
{
  PangoLayout *layout = element->texts[index].set.layout;

  return layout != NULL ? pango_layout_get_text (layout) : "";
}

/* What there is to see of a text. */
static char *
letters_of (const char *text)
{
  GString *letters = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isgraph (g_utf8_get_char (p)) && !g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (letters, g_utf8_get_char (p));

  return g_string_free (letters, FALSE);
}

/* The elements of each table are its rows, in order, each once, with what its cells say. */
static void
check_rows (const QdReport *report)
{
  guint element = 0;

  for (guint i = 0; i < report->outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (report->outline->sections, i);

      for (guint j = 0; j < section->blocks->len; j++)
        {
          const QdBlock *block = g_ptr_array_index (section->blocks, j);

          for (guint k = 0; block->kind == QD_BLOCK_TABLE && k < block->rows->len; k++)
            {
              const QdOutlineRow *row = g_ptr_array_index (block->rows, k);
              const QdFlowElement *found;

              while (element < report->flow->elements->len
                     && qd_flow_element (report->flow, element)->kind != QD_FLOW_ROW)
                element++;
              g_assert_cmpuint (element, <, report->flow->elements->len);
              found = qd_flow_element (report->flow, element++);
              g_assert_cmpuint (found->section, ==, i);
              g_assert_cmpuint (found->block, ==, j);
              g_assert_cmpuint (found->row, ==, k);
              for (guint l = 0; l < row->n_cells; l++)
                {
                  g_autofree char *plain = qd_inline_dup_plain (row->cells[l].text);
                  g_autofree char *expected = letters_of (plain);
                  g_autofree char *actual = letters_of (text_of (found, l));

                  g_assert_cmpstr (actual, ==, expected);
                }
            }
        }
    }
}

static void
test_seed (gconstpointer data)
{
  g_auto (Fixture) fixture = { NULL };
  double width, height;

  fixture_init (&fixture, qd_test_seed_plan (), (QdPageSize) GPOINTER_TO_UINT (data), FALSE);
  check_report (fixture.report);
  check_rows (fixture.report);
  check_kept (fixture.report->flow);
  g_assert_cmpuint (qd_report_get_n_pages (fixture.report), >=, 8);
  g_assert_cmpuint (qd_report_get_n_pages (fixture.report), <=, 11);

  qd_report_get_page_size (fixture.report, &width, &height);
  g_assert_cmpfloat (width, <, height);
  g_assert_cmpfloat (fabs (width - (GPOINTER_TO_UINT (data) == QD_PAGE_SIZE_LETTER ? 612 : 595.276)), <, 0.001);
}

/* The contents name the page on which each section begins. */
static void
test_contents (void)
{
  g_auto (Fixture) fixture = { NULL };
  const QdFlow *flow;
  guint n_lines = 0;

  fixture_init (&fixture, qd_test_seed_plan (), QD_PAGE_SIZE_A4, FALSE);
  flow = fixture.report->flow;
  for (guint i = 0; i < flow->elements->len; i++)
    {
      const QdFlowElement *line = qd_flow_element (flow, i);
      g_autofree char *page = NULL;

      if (line->kind != QD_FLOW_CONTENTS)
        continue;
      for (guint j = i; j < flow->elements->len; j++)
        if (qd_flow_element (flow, j)->kind == QD_FLOW_TOPIC && qd_flow_element (flow, j)->section == line->section)
          page = g_strdup_printf ("%u", page_of (flow, j, FALSE) + 1);
      g_assert_cmpstr (text_of (line, 2), ==, page);
      n_lines++;
    }
  g_assert_cmpuint (n_lines, ==, fixture.outline->sections->len);
}

static void
test_empty (void)
{
  g_auto (Fixture) fixture = { NULL };

  fixture_init (&fixture, qd_plan_new (), QD_PAGE_SIZE_A4, FALSE);
  check_report (fixture.report);
  g_assert_cmpuint (qd_report_get_n_pages (fixture.report), ==, 1);
}

static void
test_random (void)
{
  for (guint seed = 1; seed <= 10; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_auto (Fixture) fixture = { NULL };

      fixture_init (&fixture, qd_test_random_plan (rand, seed * 30), seed % 2 ? QD_PAGE_SIZE_A4 : QD_PAGE_SIZE_LETTER,
                    seed % 3 == 0);
      check_report (fixture.report);
      check_rows (fixture.report);
    }
}

static void
add_risk (QdPlan     *plan,
          const char *risk,
          const char *mitigation)
{
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_RISK, NULL);

  qd_record_set_text (record, QD_RISK_RISK, risk);
  qd_record_set_text (record, QD_RISK_MITIGATION, mitigation);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_RISKS), record);
}

/* A row taller than a page is broken between lines; the rows around it are not. */
static void
test_long_cells (void)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *letters = g_strnfill (10000, 'x');
  g_auto (Fixture) fixture = { NULL };
  QdPlan *plan = qd_plan_new ();
  guint n_broken = 0;

  while (words->len < 10000)
    g_string_append (words, "escalate early and often, ");
  add_risk (plan, "short", "short");
  add_risk (plan, "long words", words->str);
  add_risk (plan, letters, "long letters");
  add_risk (plan, "short", "short");
  fixture_init (&fixture, plan, QD_PAGE_SIZE_A4, FALSE);
  check_report (fixture.report);
  check_rows (fixture.report);
  for (guint i = 0; i < fixture.report->flow->pieces->len; i++)
    {
      const QdFlowPiece *piece = qd_flow_piece (fixture.report->flow, i);
      const QdFlowElement *element = qd_flow_element (fixture.report->flow, piece->element);

      n_broken += element->kind == QD_FLOW_ROW && piece->first > 0;
    }
  g_assert_cmpuint (n_broken, >=, 2);
}

/* Of a list of thousands as many rows are printed as anybody reads, and it says so. */
static void
test_thousands (void)
{
  g_auto (Fixture) fixture = { NULL };
  QdPlan *plan = qd_plan_new ();
  guint n_rows = 0;
  gboolean said = FALSE;

  for (guint i = 0; i < 3000; i++)
    add_risk (plan, "A risk", "A mitigation");
  fixture_init (&fixture, plan, QD_PAGE_SIZE_A4, FALSE);
  check_report (fixture.report);
  for (guint i = 0; i < fixture.report->flow->elements->len; i++)
    {
      const QdFlowElement *element = qd_flow_element (fixture.report->flow, i);

      n_rows += element->kind == QD_FLOW_ROW;
      said = said || (element->kind == QD_FLOW_NOTE && strstr (text_of (element, 0), "of 3,000 are printed") != NULL);
    }
  g_assert_cmpuint (n_rows, ==, 500);
  g_assert_true (said);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/report/seed/a4", GUINT_TO_POINTER (QD_PAGE_SIZE_A4), test_seed);
  g_test_add_data_func ("/report/seed/letter", GUINT_TO_POINTER (QD_PAGE_SIZE_LETTER), test_seed);
  g_test_add_func ("/report/contents", test_contents);
  g_test_add_func ("/report/empty", test_empty);
  g_test_add_func ("/report/random", test_random);
  g_test_add_func ("/report/long-cells", test_long_cells);
  g_test_add_func ("/report/thousands", test_thousands);

  return g_test_run ();
}
