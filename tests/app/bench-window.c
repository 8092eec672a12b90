/* How soon the real window answers, with a plan a thousand times as large as the example: bench-window PLAN [PAGE].
 * Milliseconds of the processor in the thread that draws, from what somebody does to the end of the first frame that
 * shows it, and until nothing is left to be done. */

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

#include "bench-probe.h"
#include "qd-application.h"
#include "qd-format.h"
#include "qd-pages.h"
#include "qd-window.h"

#define EDITS 7
#define STEPS 30
#define STEP 300 /* pixels: three notches of a wheel */

typedef struct
{
  GtkWidget  *window;
  QdDocument *document;
  QdProbe    *probe;
} Bench;

static QdBenchResult
show_page (Bench    *bench,
           QdPageId  page)
{
  qd_probe_start (bench->probe);
  qd_window_show_page (QD_WINDOW (bench->window), page, NULL);

  return qd_probe_finish (bench->probe);
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

static QdBenchResult
edit_page (Bench    *bench,
           QdPageId  page)
{
  double frames[EDITS], works[EDITS];
  QdBenchResult result = { 0 };

  for (guint round = 0; round < EDITS; round++)
    {
      qd_probe_start (bench->probe);
      edit (bench, page, round);
      result = qd_probe_finish (bench->probe);
      frames[round] = result.frame.processor;
      works[round] = result.work;
    }
  result.frame.processor = qd_bench_median (frames, EDITS);
  result.work = qd_bench_median (works, EDITS);

  return result;
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

/* Returns: what one frame costs while the page scrolls by so many pixels, there and back again */
static double
scroll_page (Bench *bench,
             double step)
{
  GtkAdjustment *adjustment = find_longest (bench->window);
  double frames[STEPS];

  gtk_adjustment_set_value (adjustment, 0);
  qd_probe_wait_quiet (bench->probe);
  for (guint i = 0; i < STEPS; i++)
    {
      double start = qd_bench_processor ();

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + (i < STEPS / 2 ? step : -step));
      qd_probe_wait_frame (bench->probe);
      frames[i] = qd_bench_processor () - start;
    }
  qd_probe_wait_quiet (bench->probe);

  return qd_bench_median (frames, STEPS);
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
  g_print ("%-18s %8s %8s %8s %8s %8s %8s %8s\n", "page", "open", "again", "edit", "open*", "edit*", "scroll", "jump");
  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      QdBenchResult first, again, edited;
      GtkAdjustment *adjustment;

      if (!qd_page_is_shown (qd_document_get_plan (bench->document), (QdPageId) page) ||
          (only != NULL && strcmp (only, qd_page_info ((QdPageId) page)->id) != 0))
        continue;
      first = show_page (bench, (QdPageId) page);
      show_page (bench, page == QD_PAGE_LESSONS ? QD_PAGE_REVIEWS : QD_PAGE_LESSONS);
      again = show_page (bench, (QdPageId) page);
      edited = edit_page (bench, (QdPageId) page);
      adjustment = find_longest (bench->window);
      g_print ("%-18s %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f\n", qd_page_info ((QdPageId) page)->id,
               first.frame.processor, again.frame.processor, edited.frame.processor, first.work, edited.work,
               scroll_page (bench, STEP), scroll_page (bench, gtk_adjustment_get_page_increment (adjustment)));
    }
  g_print ("* until nothing is left to be done. Wanted: again and jump 16, edit 50, scroll 8; open at most 150\n");
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
  start = qd_bench_processor ();
  document = load (argv[1]);
  g_print ("%u records read: %.0f ms\n", qd_plan_get_n_records (qd_document_get_plan (document)), qd_bench_processor () - start);

  bench.document = document;
  start = qd_bench_processor ();
  bench.window = qd_window_new (ADW_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 800);
  qd_window_set_document (QD_WINDOW (bench.window), document);
  gtk_window_present (GTK_WINDOW (bench.window));
  bench.probe = qd_probe_new (bench.window);
  qd_probe_wait_frame (bench.probe);
  g_print ("window open: %.0f ms\n", qd_bench_processor () - start);
  qd_probe_wait_quiet (bench.probe);

  measure_pages (&bench, argc > 2 ? argv[2] : NULL);
  qd_probe_free (bench.probe);
  gtk_window_destroy (GTK_WINDOW (bench.window));

  return EXIT_SUCCESS;
}
