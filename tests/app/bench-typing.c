/* From the key that ends the typing in a cell to the repainted window, with all figures, findings and charts that follow:
 * medians in milliseconds, for the example and for a plan a thousand times as large. To be at most 16, and 50. */

#include <adwaita.h>
#include <stdlib.h>

#include "qd-application.h"
#include "qd-cell.h"
#include "qd-page.h"
#include "qd-pages.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"
#include "qd-window.h"

#define ROUNDS 15
#define REST_MS 120 /* the frame before is long over, and what waits for a pause in typing is done */

static const guint factors[] = { 1, 1000 };

static const struct
{
  const char *name;
  QdPageId    page;
  QdListId    list;
  QdListId    inner; /* QD_LIST_ANY: the record itself */
  guint       field;
  const char *typed[2];
} edits[] = {
  { "engineers of a team", QD_PAGE_CAPACITY, QD_LIST_TEAMS, QD_LIST_ANY, QD_TEAM_ENGINEERS, { "7", "9" } },
  { "share of a category", QD_PAGE_CAPACITY, QD_LIST_ALLOCATION, QD_LIST_ANY, QD_CATEGORY_PERCENT, { "20", "0.1" } },
  { "points of an initiative", QD_PAGE_OBJECTIVES, QD_LIST_OBJECTIVES, QD_LIST_INITIATIVES, QD_INITIATIVE_POINTS,
    { "30", "" } },
  { "impact of a risk", QD_PAGE_RISKS, QD_LIST_RISKS, QD_LIST_ANY, QD_RISK_IMPACT, { "low", "high" } },
};

static gboolean
end_rest_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
rest (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, end_rest_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
painted_cb (GdkFrameClock *clock,
            gint64        *when)
{
  if (*when == 0)
    *when = g_get_monotonic_time ();
}

static GtkWidget *
find_page (GtkWidget *widget)
{
  if (QD_IS_PAGE (widget) && gtk_widget_get_mapped (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_mapped (child) ? find_page (child) : NULL;

      if (found != NULL)
        return found;
    }

  return NULL;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Types over a cell and ends that, and waits for the frame that shows what came of it. */
static double
type_once (GtkWidget  *window,
           QdRecord   *record,
           guint       field,
           const char *typed)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  GtkWidget *page = find_page (window);
  GtkWidget *cell;
  gint64 start, painted = 0;
  gulong handler;

  g_assert_true (qd_page_show_record (QD_PAGE (page), record, qd_record_get_field (record, field)));
  rest (REST_MS);
  cell = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (QD_IS_CELL (cell));
  g_assert_true (qd_cell_edit (QD_CELL (cell), typed));
  rest (REST_MS);

  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  start = g_get_monotonic_time ();
  g_assert_true (qd_cell_commit (QD_CELL (cell)));
  while (painted == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);

  return (double) (painted - start) / 1000;
}

static double
measure (GtkWidget *window,
         QdPlan    *plan,
         guint      edit)
{
  QdList *list = qd_plan_get_list (plan, edits[edit].list);
  QdRecord *record = qd_list_get (list, 1 % qd_list_get_length (list));
  double times[ROUNDS];

  if (edits[edit].inner != QD_LIST_ANY)
    record = qd_list_get (qd_record_peek_list (record, edits[edit].inner), 1);
  qd_window_show_page (QD_WINDOW (window), edits[edit].page, NULL);
  rest (REST_MS);
  for (guint round = 0; round < ROUNDS; round++)
    times[round] = type_once (window, record, edits[edit].field, edits[edit].typed[round % 2]);
  qsort (times, ROUNDS, sizeof *times, compare_doubles);

  return times[ROUNDS / 2];
}

int
main (int   argc,
      char *argv[])
{
  double medians[G_N_ELEMENTS (edits)][G_N_ELEMENTS (factors)];
  g_autoptr (QdApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = qd_application_new (); /* has the style */
  g_application_register (G_APPLICATION (application), NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      g_autoptr (QdPlan) plan = qd_test_seed_plan ();
      g_autoptr (QdDocument) document = NULL;
      GtkWidget *window = qd_window_new (ADW_APPLICATION (application));

      qd_test_grow_plan (plan, factors[i]);
      document = qd_document_new_for_plan (plan);
      qd_window_set_document (QD_WINDOW (window), document);
      gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
      gtk_window_present (GTK_WINDOW (window));
      rest (10 * REST_MS);
      for (guint j = 0; j < G_N_ELEMENTS (edits); j++)
        medians[j][i] = measure (window, plan, j);
      gtk_window_destroy (GTK_WINDOW (window));
    }

  g_print ("%-28s", "milliseconds");
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    g_print (" %8ux", factors[i]);
  for (guint j = 0; j < G_N_ELEMENTS (edits); j++)
    {
      g_print ("\n%-28s", edits[j].name);
      for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
        g_print (" %9.1f", medians[j][i]);
    }
  g_print ("\n");

  return 0;
}
