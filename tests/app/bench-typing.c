/* From the key that ends the typing in a cell to the repainted window: medians in milliseconds, for the example and for
 * a plan a thousand times as large. The key is a real one, which the X server sends; time begins when the window gets it.
 * The bare window is what the toolkit takes by itself: a label that changes in a window as large.
 *
 * The caret of who types is drawn with every tick of the display, and what a key changes is seen with the next tick. People
 * press keys at any moment between two ticks, so this does it at PHASES moments that are evenly apart. */

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

#include "bench-probe.h"
#include "qd-application.h"
#include "qd-cell.h"
#include "qd-page.h"
#include "qd-pages.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"
#include "qd-window.h"

#define PHASES  8
#define ROUNDS  (4 * PHASES) /* each with both values that are typed, twice */
#define TICK_MS 16.7
#define REST_MS 120          /* the frame before is long over, and what waits for a pause in typing is done */

static const char legend[] =
  "Milliseconds from the key to the end of the first frame that follows, which has the figures: to be at most 16, and 50.\n"
  "  clock   by the clock: what others on the machine do counts, too\n"
  "  awake   the same without the sleep until the display’s next tick, of which there are 60 a second\n"
  "  cpu     of the processor, in the thread that draws; of it event (the key, and what comes before the frame), update\n"
  "          (animations), layout (style and sizes), paint\n"
  "all, cpu: until the last frame of “frames”, by when all findings and charts are there.\n";

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

/* The window has the key before anybody in it has. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdProbe               *probe)
{
  if (keyval == GDK_KEY_Return)
    qd_probe_start (probe);

  return GDK_EVENT_PROPAGATE;
}

static QdProbe *
watch_keys (GtkWidget *window)
{
  QdProbe *probe = qd_probe_new (window);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), probe);
  gtk_widget_add_controller (window, keys);

  return probe;
}

/* A process that is there already: to start one would leave its traces in the memory of this one. */
static void
send_return (void)
{
  static GSubprocess *xdotool;
  GOutputStream *keys;

  if (xdotool == NULL)
    xdotool = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, NULL, "xdotool", "-", NULL);
  g_assert_nonnull (xdotool);
  keys = g_subprocess_get_stdin_pipe (xdotool);
  g_assert_true (g_output_stream_write_all (keys, "key Return\n", strlen ("key Return\n"), NULL, NULL, NULL));
}

static QdBenchResult
press_return (QdProbe *probe)
{
  send_return ();
  while (!qd_probe_has_started (probe))
    g_main_context_iteration (NULL, TRUE);

  return qd_probe_finish (probe);
}

/* Types over a cell, and ends that, @phase of the way from one tick to the next. */
static QdBenchResult
type_once (GtkWidget  *window,
           QdProbe    *probe,
           QdRecord   *record,
           guint       field,
           const char *typed,
           double      phase)
{
  GtkWidget *page = find_page (window);
  GtkWidget *cell;

  g_assert_true (qd_page_show_record (QD_PAGE (page), record, qd_record_get_field (record, field)));
  qd_bench_rest (REST_MS);
  cell = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (QD_IS_CELL (cell));
  g_assert_true (qd_cell_edit (QD_CELL (cell), typed));
  qd_bench_rest (REST_MS);
  qd_probe_wait_frame (probe);
  qd_bench_rest ((guint) (phase * TICK_MS));

  return press_return (probe);
}

static void
print_medians (const char          *name,
               const QdBenchResult *results)
{
  double values[6 + QD_BENCH_N_PARTS][ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      values[0][i] = results[i].frame.wall;
      values[1][i] = results[i].frame.wall - results[i].wait;
      values[2][i] = results[i].frame.processor;
      for (guint part = 0; part < QD_BENCH_N_PARTS; part++)
        values[3 + part][i] = results[i].parts[part];
      values[3 + QD_BENCH_N_PARTS][i] = results[i].all.wall;
      values[4 + QD_BENCH_N_PARTS][i] = results[i].all.processor;
      values[5 + QD_BENCH_N_PARTS][i] = results[i].n_frames;
    }
  g_print ("%-30s", name);
  for (guint column = 0; column < G_N_ELEMENTS (values); column++)
    g_print (" %7.1f", qd_bench_median (values[column], ROUNDS));
  g_print ("\n");
}

static void
measure (GtkWidget *window,
         QdProbe   *probe,
         QdPlan    *plan,
         guint      edit,
         guint      factor)
{
  g_autofree char *name = g_strdup_printf ("%s, %ux", edits[edit].name, factor);
  QdList *list = qd_plan_get_list (plan, edits[edit].list);
  QdRecord *record = qd_list_get (list, 1 % qd_list_get_length (list));
  QdBenchResult results[ROUNDS];

  if (edits[edit].inner != QD_LIST_ANY)
    record = qd_list_get (qd_record_peek_list (record, edits[edit].inner), 1);
  qd_window_show_page (QD_WINDOW (window), edits[edit].page, NULL);
  qd_bench_rest (REST_MS);
  for (guint round = 0; round < ROUNDS; round++)
    results[round] = type_once (window, probe, record, edits[edit].field, edits[edit].typed[round % 2],
                                (double) (round / 2 % PHASES) / PHASES);
  print_medians (name, results);
}

static void
show_window (GtkWidget *window)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  qd_bench_rest (10 * REST_MS);
}

static void
measure_plan (QdApplication *application,
              guint          factor)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (QdProbe) probe = NULL;
  GtkWidget *window = qd_window_new (ADW_APPLICATION (application));

  qd_test_grow_plan (plan, factor);
  document = qd_document_new_for_plan (plan);
  qd_window_set_document (QD_WINDOW (window), document);
  show_window (window);
  probe = watch_keys (window);
  for (guint edit = 0; edit < G_N_ELEMENTS (edits); edit++)
    measure (window, probe, plan, edit, factor);
  g_clear_pointer (&probe, qd_probe_free);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
change_label_cb (GtkWidget *button,
                 GtkLabel  *label)
{
  gtk_label_set_text (label, g_str_equal (gtk_label_get_text (label), "1,352") ? "1,404" : "1,352");
}

static void
measure_bare (QdApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new ("1,352");
  GtkWidget *button = gtk_button_new_with_label ("Change");
  g_autoptr (QdProbe) probe = NULL;
  QdBenchResult results[ROUNDS];

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), label);
  g_signal_connect (button, "clicked", G_CALLBACK (change_label_cb), label);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  show_window (window);
  gtk_widget_grab_focus (button);
  probe = watch_keys (window);
  for (guint round = 0; round < ROUNDS; round++)
    {
      qd_bench_rest (REST_MS);
      results[round] = press_return (probe);
    }
  print_medians ("a bare window", results);
  g_clear_pointer (&probe, qd_probe_free);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (QdApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = qd_application_new (); /* has the style */
  g_application_register (G_APPLICATION (application), NULL, NULL);

  g_print ("%s%-30s %7s %7s %7s %7s %7s %7s %7s %7s %7s %7s\n", legend, "", "clock", "awake", "cpu", "event", "update", "layout",
           "paint", "all", "cpu", "frames");
  measure_bare (application);
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    measure_plan (application, factors[i]);

  return 0;
}
