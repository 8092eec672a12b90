/* Every page fits into a window of 360 pixels, which is what a phone has, and what is touched there is large enough, also
 * in a language whose words are long. */

#include <adwaita.h>

#include "qd-application.h"
#include "qd-cell.h"
#include "qd-rank-row.h"
#include "qd-locale.h"
#include "qd-pages.h"
#include "qd-scores-window.h"
#include "qd-test-plan.h"
#include "qd-window.h"

#define NARROWEST 360
#define SMALLEST  24 /* pixels that a finger or an unsteady hand hits */
#define PATIENCE 60
#define TOO_DEEP 40
#define FRAMES 4

static int
least_width (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);

  return width;
}

/* The style changes with the next frame. */
static int
settled_width (GtkWidget *widget)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_TIME_SPAN_SECOND;

  while (least_width (widget) > NARROWEST && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);

  return least_width (widget);
}

/* Says which widget asks for so much: the widest child, again and again. */
static void
blame (GtkWidget *widget)
{
  for (guint depth = 0; widget != NULL && depth < TOO_DEEP; depth++)
    {
      GtkWidget *widest = NULL;

      g_test_message ("%*s%s %d", (int) depth, "", G_OBJECT_TYPE_NAME (widget), least_width (widget));
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
        if (gtk_widget_get_child_visible (child) && gtk_widget_get_visible (child) &&
            (widest == NULL || least_width (child) > least_width (widest)))
          widest = child;
      widget = widest;
    }
}

static gboolean
is_target (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));
  if (g_str_equal (gtk_widget_get_css_name (widget), "expander") || gtk_widget_has_css_class (widget, "qd-pressed"))
    return TRUE;

  return GTK_IS_SCALE (widget) || GTK_IS_ENTRY (widget) || QD_IS_CELL (widget) || QD_IS_RANK_ROW (widget) ||
         GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_DROP_DOWN (widget) ||
         GTK_IS_MENU_BUTTON (widget);
}

/* How many of those in @widget that are to be hit are too small, each with a message. */
static guint
count_small (GtkWidget *widget)
{
  guint n = 0;
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget))
    return 0;

  if (is_target (widget) && gtk_widget_compute_bounds (widget, widget, &bounds) &&
      (bounds.size.width < SMALLEST || bounds.size.height < SMALLEST))
    {
      g_test_message ("%s in %s is %g × %g", G_OBJECT_TYPE_NAME (widget), G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)),
                      bounds.size.width, bounds.size.height);
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_small (child);

  return n;
}

static GtkWidget *
present_window (QdDocument *document,
                int         width)
{
  GtkWidget *window = qd_window_new (ADW_APPLICATION (g_application_get_default ()));

  qd_window_set_document (QD_WINDOW (window), document);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 640);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/* The window folds what has no room once it knows how wide it is. */
static GtkWidget *
open_window (QdDocument *document)
{
  GtkWidget *window = present_window (document, NARROWEST);
  gint64 end = g_get_monotonic_time () + PATIENCE * G_TIME_SPAN_SECOND;

  while (!gtk_widget_has_css_class (window, "qd-narrow") && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  if (!gtk_widget_has_css_class (window, "qd-narrow"))
    blame (window);
  g_assert_true (gtk_widget_has_css_class (window, "qd-narrow"));

  return window;
}

static void
test_pages (gconstpointer data)
{
  g_autoptr (QdDocument) document = data != NULL ? qd_test_example_document () : qd_document_new ();
  GtkWidget *window = open_window (document);
  gboolean fits = TRUE;
  guint small = 0;

  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      int width;

      qd_window_show_page (QD_WINDOW (window), (QdPageId) page, NULL);
      /* Not what the window manager has drawn around it. */
      width = settled_width (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)));
      gtk_test_widget_wait_for_draw (window);
      small += count_small (window);
      if (width <= NARROWEST)
        continue;
      g_test_message ("%s wants %d pixels", qd_page_info ((QdPageId) page)->id, width);
      blame (window);
      fits = FALSE;
    }
  g_assert_true (fits);
  g_assert_cmpuint (small, ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Returns: (transfer none) (nullable): the window that stands before the others and is not @window */
static GtkWidget *
find_other (GtkWidget *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (windows, i);

      if (other != window && gtk_widget_get_visible (other))
        return other;
    }

  return NULL;
}

/* Whether @other, which @what has opened, fits as well; counts what is too small to be hit in it, and closes it. */
static gboolean
fits_beside (GtkWidget  *other,
             const char *what,
             guint      *small)
{
  gboolean fits;
  int width;

  gtk_test_widget_wait_for_draw (other);
  *small += count_small (other);
  width = least_width (gtk_widget_get_first_child (other));
  g_test_message ("%s wants %d pixels", what, width);
  /* The export is told by its width what to leave out, and is wide. */
  fits = width <= NARROWEST || g_str_equal (what, "win.export");
  if (!fits)
    blame (other);
  gtk_window_destroy (GTK_WINDOW (other));

  return fits;
}

/* What opens from the menu, and the bar over the pages while something is tried out. */
static void
test_windows (void)
{
  static const char *const actions[] = { "win.check-in",    "win.close-quarter",     "win.next-quarter", "win.save-template",
                                         "app.preferences", "app.new-from-template", "win.export" };
  g_autoptr (GFile) folder = g_file_new_for_path (g_getenv ("QD_EXAMPLES_DIR"));
  g_autoptr (QdDocument) document = qd_test_example_document ();
  GtkWidget *window = open_window (document);
  GtkWidget *scores = qd_scores_window_new (GTK_WINDOW (window), folder);
  gboolean fits;
  guint small = 0;

  gtk_window_present (GTK_WINDOW (scores));
  fits = fits_beside (scores, "the scores of a folder", &small);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *other;

      gtk_widget_activate_action (window, actions[i], NULL);
      other = find_other (window);
      g_assert_nonnull (other);
      fits = fits_beside (other, actions[i], &small) && fits;
    }

  gtk_widget_activate_action (window, "win.try", NULL);
  gtk_test_widget_wait_for_draw (window);
  if (least_width (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window))) > NARROWEST)
    {
      blame (window);
      fits = FALSE;
    }
  small += count_small (window);
  g_assert_true (fits);
  g_assert_cmpuint (small, ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

static QdDocument *
crowded_document (void)
{
  g_autoptr (QdDocument) example = qd_test_example_document ();
  g_autoptr (QdPlan) plan = g_object_ref (qd_document_get_plan (example));

  qd_test_grow_plan (plan, 11);

  return qd_document_new_for_plan (plan);
}

/* Presses whatever turns a chart to its next page. Returns: how many there are */
static guint
turn_charts (GtkWidget *widget)
{
  guint n = 0;

  if (gtk_widget_has_css_class (widget, "qd-chart-pager") && gtk_widget_get_mapped (widget))
    return gtk_widget_activate (gtk_widget_get_last_child (widget)) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += turn_charts (child);

  return n;
}

/* Fifty teams and what goes with them: no page gives anything less room than it needs, at any width, and charts that have
 * more to show can be turned. A warning of the toolkit ends the program. */
static void
test_crowded (void)
{
  static const int widths[] = { 360, 400, 1024, 1600 };
  g_autoptr (QdDocument) document = crowded_document ();

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *window = present_window (document, widths[i]);
      guint n_turned = 0;

      for (guint page = 0; page < QD_N_PAGES; page++)
        {
          if (qd_page_info ((QdPageId) page)->charts == NULL)
            continue;
          qd_window_show_page (QD_WINDOW (window), (QdPageId) page, NULL);
          /* How many pages a chart has is known when it was drawn, and shows in the frame after. */
          for (guint frame = 0; frame < FRAMES; frame++)
            gtk_test_widget_wait_for_draw (window);
          n_turned += turn_charts (window);
          gtk_test_widget_wait_for_draw (window);
        }
      g_test_message ("%u charts were turned at %d pixels", n_turned, widths[i]);
      g_assert_cmpuint (n_turned, >, 10);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (QdApplication) application = NULL;

  qd_locale_init ();
  gtk_test_init (&argc, &argv, NULL);
  application = qd_application_new (); /* has the style */
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_test_add_data_func ("/narrow/example", "q2-2024.qplan", test_pages);
  g_test_add_data_func ("/narrow/empty", NULL, test_pages);
  g_test_add_func ("/narrow/windows", test_windows);
  g_test_add_func ("/narrow/crowded", test_crowded);

  return g_test_run ();
}
