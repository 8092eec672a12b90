/* What the second button of a mouse opens, a finger that rests opens, too. No program can press a screen without fingers,
 * so that gestures are told that it was. */

#include <adwaita.h>

#include "qd-application.h"
#include "qd-chart-card.h"
#include "qd-lane-view.h"
#include "qd-locale.h"
#include "qd-pages.h"
#include "qd-rank-row.h"
#include "qd-table.h"
#include "qd-test-plan.h"
#include "qd-window.h"

#define PATIENCE 60

typedef struct
{
  guint n_menus;
  guint n_lacking;
} Counted;

/* Returns: (transfer none) (nullable): that gesture of ours on @widget */
static GtkGesture *
find_gesture (GtkWidget *widget,
              GType      type,
              guint      button)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type) &&
          (button == 0 || gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == button))
        return GTK_GESTURE (controller);
    }

  return NULL;
}

static void
count_menus (GtkWidget *widget,
             Counted   *counted)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (!GTK_IS_TEXT (widget) && !GTK_IS_TEXT_VIEW (widget) && !GTK_IS_LABEL (widget) &&
      find_gesture (widget, GTK_TYPE_GESTURE_CLICK, GDK_BUTTON_SECONDARY) != NULL)
    {
      GtkGesture *rest = find_gesture (widget, GTK_TYPE_GESTURE_LONG_PRESS, 0);

      counted->n_menus++;
      if (rest == NULL || !gtk_gesture_single_get_touch_only (GTK_GESTURE_SINGLE (rest)))
        {
          g_test_message ("%s has a menu that no finger opens", G_OBJECT_TYPE_NAME (widget));
          counted->n_lacking++;
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count_menus (child, counted);
}

static GtkWidget *
show_page (GtkWidget *window,
           QdPageId   page)
{
  qd_window_show_page (QD_WINDOW (window), page, NULL);
  gtk_test_widget_wait_for_draw (window);
  gtk_test_widget_wait_for_draw (window);

  return window;
}

static GtkWidget *
open_window (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  GtkWidget *window = qd_window_new (ADW_APPLICATION (g_application_get_default ()));

  qd_window_set_document (QD_WINDOW (window), document);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static void
test_pages (void)
{
  GtkWidget *window = open_window ();
  Counted counted = { 0 };

  for (guint page = 0; page < QD_N_PAGES; page++)
    count_menus (show_page (window, (QdPageId) page), &counted);
  g_test_message ("%u menus", counted.n_menus);
  g_assert_cmpuint (counted.n_menus, >, 30);
  g_assert_cmpuint (counted.n_lacking, ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Returns: (transfer none) (nullable): the first of that type below @widget that shows and hears of resting fingers, or
 *   the first of its children that does */
static GtkWidget *
find_resting (GtkWidget *widget,
              GType      type,
              gboolean   within)
{
  within = within || G_TYPE_CHECK_INSTANCE_TYPE (widget, type);
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  /* What scrolls hears of them for its own ends. */
  if (within && !GTK_IS_SCROLLED_WINDOW (widget) && find_gesture (widget, GTK_TYPE_GESTURE_LONG_PRESS, 0) != NULL)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_resting (child, type, within);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Returns: (transfer none) (nullable): the menu that is open */
static GtkWidget *
find_menu (GtkWidget *widget)
{
  if (GTK_IS_POPOVER_MENU (widget) && gtk_widget_get_mapped (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_menu (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
rest_on (GtkWidget *window,
         GtkWidget *widget,
         double     x,
         double     y)
{
  gint64 end = g_get_monotonic_time () + PATIENCE * G_TIME_SPAN_SECOND;
  GtkWidget *menu;

  g_assert_null (find_menu (window));
  g_signal_emit_by_name (find_gesture (widget, GTK_TYPE_GESTURE_LONG_PRESS, 0), "pressed", x, y);
  while ((menu = find_menu (window)) == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (menu);
  gtk_popover_popdown (GTK_POPOVER (menu));
  while (gtk_widget_get_mapped (menu) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_menus (void)
{
  static const struct
  {
    QdPageId  page;
    GType   (*type) (void);
    double    y;
  } places[] = {
    { QD_PAGE_CAPACITY, qd_table_get_type, 60 },
    { QD_PAGE_CAPACITY, qd_chart_card_get_type, 20 },
    { QD_PAGE_TRADE_OFFS, qd_rank_row_get_type, 10 },
    { QD_PAGE_TRADE_OFFS, qd_lane_view_get_type, 20 },
  };
  GtkWidget *window = open_window ();

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GtkWidget *widget;

      show_page (window, places[i].page);
      widget = find_resting (window, places[i].type (), FALSE);
      g_assert_nonnull (widget);
      rest_on (window, widget, 60, places[i].y);
    }

  gtk_window_destroy (GTK_WINDOW (window));
}

/* The headings of columns have a menu of the view's own, which fingers do not open. */
static void
test_headings (void)
{
  GtkWidget *window = open_window ();
  GtkWidget *table = find_resting (show_page (window, QD_PAGE_CAPACITY), QD_TYPE_TABLE, FALSE);
  GtkWidget *header = NULL;

  g_assert_true (QD_IS_TABLE (table));
  for (GtkWidget *child = gtk_widget_get_first_child (table); child != NULL && header == NULL; child = gtk_widget_get_next_sibling (child))
    header = find_resting (child, GTK_TYPE_WIDGET, FALSE);
  g_assert_nonnull (header);
  rest_on (window, header, 20, 10);
  rest_on (window, header, 200, 10);

  gtk_window_destroy (GTK_WINDOW (window));
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
  g_test_add_func ("/touch/pages", test_pages);
  g_test_add_func ("/touch/menus", test_menus);
  g_test_add_func ("/touch/headings", test_headings);

  return g_test_run ();
}
