/* How soon the real window answers, with a plan a thousand times as large as the example: bench-window PLAN [PAGE].
 * Milliseconds of the processor in the thread that draws, from what somebody does to the end of the first frame that
 * shows it, and until nothing is left to be done. */

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "qd-application.h"
#include "qd-format.h"
#include "qd-pages.h"
#include "qd-window.h"

#define EDITS 7
#define STEPS     30
#define STEP     300  /* pixels: three notches of a wheel */
#define QUIET     (150 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  GtkWidget  *window;
  QdDocument *document;
  gboolean    painted;
} Bench;

typedef struct
{
  double frame;   /* until it is painted */
  double all;     /* until nothing more happens */
} Cost;

/* In milliseconds. */
static double
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1000000;
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  bench->painted = TRUE;
}

static void
run_until_painted (Bench *bench)
{
  bench->painted = FALSE;
  gtk_widget_queue_draw (bench->window);
  while (!bench->painted)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Until there was no frame and nothing else to be done for a while. */
static void
run_until_quiet (Bench *bench)
{
  guint wake = g_timeout_add (20, wake_cb, NULL);
  gint64 quiet = g_get_monotonic_time ();

  while (g_get_monotonic_time () - quiet < QUIET)
    {
      double before = processor_time ();

      bench->painted = FALSE;
      g_main_context_iteration (NULL, TRUE);
      if (bench->painted || processor_time () - before > 0.5)
        quiet = g_get_monotonic_time ();
    }
  g_source_remove (wake);
}

static Cost
cost_since (Bench *bench,
            double start)
{
  Cost cost;

  run_until_painted (bench);
  cost.frame = processor_time () - start;
  run_until_quiet (bench);
  cost.all = processor_time () - start;

  return cost;
}

static Cost
show_page (Bench    *bench,
           QdPageId  page)
{
  double start = processor_time ();

  qd_window_show_page (QD_WINDOW (bench->window), page, NULL);

  return cost_since (bench, start);
}

/* What somebody changes who works on that page: the title of its first record, or else the engineers of a team. */
static void
edit (Bench    *bench,
      QdPageId  page,
      guint     round)
{
  QdPlan *plan = qd_document_get_plan (bench->document);
  QdListId list = page == QD_PAGE_CAPACITY ? QD_LIST_ANY : qd_page_info (page)->lists[0];
  QdList *records = list != QD_LIST_ANY ? qd_plan_get_list (plan, list) : NULL;
  QdRecord *record;
  g_auto (QdValue) value = qd_value_number (20 + round);
  g_autofree char *text = g_strdup_printf ("Changed %u times", round + 1);

  if (records != NULL && qd_list_get_length (records) > 0)
    {
      record = qd_list_get (records, 0);
      value = qd_value_text (text);
      qd_document_set_value (bench->document, record, (guint) qd_record_get_info (record)->title_field, &value,
                             QD_APPLY_DEFAULT, NULL);
      return;
    }

  record = qd_list_get (qd_plan_get_list (plan, QD_LIST_TEAMS), 1);
  qd_document_set_value (bench->document, record, QD_TEAM_ENGINEERS, &value, QD_APPLY_DEFAULT, NULL);
}

static int
compare_costs (const void *a,
               const void *b)
{
  double x = ((const Cost *) a)->frame;
  double y = ((const Cost *) b)->frame;

  return (x > y) - (x < y);
}

static Cost
edit_page (Bench    *bench,
           QdPageId  page)
{
  Cost costs[EDITS];

  for (guint round = 0; round < EDITS; round++)
    {
      double start = processor_time ();

      edit (bench, page, round);
      costs[round] = cost_since (bench, start);
    }
  qsort (costs, EDITS, sizeof *costs, compare_costs);

  return costs[EDITS / 2];
}

/* Returns: (nullable): what scrolls the longest list that shows */
static GtkAdjustment *
find_longest (GtkWidget *widget)
{
  GtkAdjustment *longest = NULL;

  if (GTK_IS_SCROLLED_WINDOW (widget) && gtk_widget_get_mapped (widget))
    longest = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAdjustment *below = find_longest (child);

      if (below != NULL && (longest == NULL || gtk_adjustment_get_upper (below) > gtk_adjustment_get_upper (longest)))
        longest = below;
    }

  return longest;
}

/* Returns: what one frame costs while the page scrolls */
static double
scroll_page (Bench *bench)
{
  GtkAdjustment *adjustment = find_longest (bench->window);
  double start, sum = 0;

  for (guint i = 0; i < STEPS; i++)
    {
      start = processor_time ();
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + STEP);
      run_until_painted (bench);
      sum += processor_time () - start;
    }
  run_until_quiet (bench);

  return sum / STEPS;
}

static QdDocument *
load (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QdPlan) plan = NULL;

  if (file == NULL)
    g_error ("%s cannot be read", path);
  bytes = g_mapped_file_get_bytes (file);
  plan = qd_format_load (bytes, qd_format_find ("qplan"), path, NULL, NULL, &error);
  if (plan == NULL)
    g_error ("%s", error->message);

  return qd_document_new_for_plan (plan);
}

/* @only: (nullable): the id of the one page that matters */
static void
measure_pages (Bench      *bench,
               const char *only)
{
  Cost cost;

  g_print ("%-18s %8s %8s %8s %8s %8s %8s\n", "page", "open", "again", "edit", "open*", "edit*", "scroll");
  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      Cost first, again;

      if (!qd_page_is_shown (qd_document_get_plan (bench->document), (QdPageId) page) ||
          (only != NULL && strcmp (only, qd_page_info ((QdPageId) page)->id) != 0))
        continue;
      first = show_page (bench, (QdPageId) page);
      show_page (bench, page == QD_PAGE_LESSONS ? QD_PAGE_REVIEWS : QD_PAGE_LESSONS);
      again = show_page (bench, (QdPageId) page);
      cost = edit_page (bench, (QdPageId) page);
      g_print ("%-18s %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f\n", qd_page_info ((QdPageId) page)->id, first.frame, again.frame,
               cost.frame, first.all, cost.all, scroll_page (bench));
    }
  g_print ("* until nothing is left to be done. Wanted: again 16, edit 50, scroll 8; open at most 150\n");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (QdApplication) application = NULL;
  g_autoptr (QdDocument) document = NULL;
  Bench bench = { NULL };
  double start;

  gtk_init ();
  application = qd_application_new (); /* has the style */
  g_application_register (G_APPLICATION (application), NULL, NULL);
  start = processor_time ();
  document = load (argv[1]);
  g_print ("%u records read: %.0f ms\n", qd_plan_get_n_records (qd_document_get_plan (document)), processor_time () - start);

  bench.document = document;
  start = processor_time ();
  bench.window = qd_window_new (ADW_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 800);
  qd_window_set_document (QD_WINDOW (bench.window), document);
  gtk_window_present (GTK_WINDOW (bench.window));
  g_signal_connect (gtk_widget_get_frame_clock (bench.window), "after-paint", G_CALLBACK (after_paint_cb), &bench);
  run_until_painted (&bench);
  g_print ("window open: %.0f ms\n", processor_time () - start);
  run_until_quiet (&bench);

  measure_pages (&bench, argc > 2 ? argv[2] : NULL);
  gtk_window_destroy (GTK_WINDOW (bench.window));

  return EXIT_SUCCESS;
}
