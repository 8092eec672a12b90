/* The form of the selected row goes along from row to row, with its fields and without what was typed elsewhere; what a
 * window builds only when it is asked for; and what of a window comes back with the next session. */

#include <adwaita.h>

#include "qd-app-util.h"
#include "qd-application.h"
#include "qd-detail.h"
#include "qd-follow.h"
#include "qd-page.h"
#include "qd-pages.h"
#include "qd-table.h"
#include "qd-test-plan.h"
#include "qd-window.h"

#define FIRST 0
#define SECOND 1

static GtkWidget *
find_shown (GtkWidget *widget,
            GType      type,
            gboolean (*is_wanted) (GtkWidget *widget))
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) &&
      (is_wanted == NULL || is_wanted (widget)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_shown (child, type, is_wanted);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_reserve (GtkWidget *row)
{
  return g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "Reserve");
}

static GtkWidget *
open_window (QdDocument *document)
{
  GtkWidget *window = qd_window_new (ADW_APPLICATION (g_application_get_default ()));

  qd_window_set_document (QD_WINDOW (window), document);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static QdRecord *
get_team (QdDocument *document,
          guint       index)
{
  return qd_list_get (qd_plan_get_list (qd_document_get_plan (document), QD_LIST_TEAMS), index);
}

static void
set_reserve (QdDocument *document,
             guint       team,
             double      percent)
{
  g_auto (QdValue) value = qd_value_number (percent);

  g_assert_true (qd_document_set_value (document, get_team (document, team), QD_TEAM_RESERVE, &value, QD_APPLY_DEFAULT,
                                        NULL));
}

/* Selects the row of that team, and waits until the form is that of it. */
static GtkWidget *
go_to_team (GtkWidget  *window,
            QdDocument *document,
            guint       team,
            const char *reserve)
{
  GtkWidget *row = NULL;

  qd_window_show_page (QD_WINDOW (window), QD_PAGE_CAPACITY, qd_record_get_id (get_team (document, team)));
  while (row == NULL || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), reserve) != 0)
    {
      g_main_context_iteration (NULL, TRUE);
      row = find_shown (window, ADW_TYPE_ENTRY_ROW, is_reserve);
    }

  return row;
}

static void
test_from_row_to_row (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  GtkWidget *window = open_window (document);
  GtkWidget *row, *same;

  set_reserve (document, FIRST, 11);
  set_reserve (document, SECOND, 22);
  row = go_to_team (window, document, FIRST, "11");
  gtk_editable_set_text (GTK_EDITABLE (row), "15");
  same = go_to_team (window, document, SECOND, "22");
  g_assert_true (same == row);

  /* What was typed belongs to the row that was left. */
  g_assert_cmpfloat (qd_record_get_number (get_team (document, FIRST), QD_TEAM_RESERVE), ==, 15);
  g_assert_cmpfloat (qd_record_get_number (get_team (document, SECOND), QD_TEAM_RESERVE), ==, 22);
  gtk_widget_activate_action (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))), "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "22");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is refused where it was typed is neither shown nor marked elsewhere. */
static void
test_refused (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  GtkWidget *window = open_window (document);
  GtkWidget *row;

  set_reserve (document, FIRST, 11);
  set_reserve (document, SECOND, 22);
  row = go_to_team (window, document, FIRST, "11");
  gtk_editable_set_text (GTK_EDITABLE (row), "110");
  go_to_team (window, document, SECOND, "22");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpfloat (qd_record_get_number (get_team (document, FIRST), QD_TEAM_RESERVE), ==, 11);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_shortcuts (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  GtkWidget *window = open_window (document);
  GtkWidget *shortcuts;

  g_assert_null (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)));
  g_assert_true (gtk_widget_activate_action (window, "win.show-help-overlay", NULL));
  shortcuts = GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)));
  g_assert_nonnull (shortcuts);
  g_assert_true (gtk_widget_get_visible (shortcuts));

  gtk_widget_set_visible (shortcuts, FALSE);
  g_assert_true (gtk_widget_activate_action (window, "win.show-help-overlay", NULL));
  g_assert_true (GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window))) == shortcuts);
  g_assert_true (gtk_widget_get_visible (shortcuts));

  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  gint64   changed; /* when the plan did; 0: it has not */
  gboolean drawn;   /* a frame since */
  guint    n_updates;
} Following;

static void
follow_cb (GtkWidget *widget)
{
  Following *following = g_object_get_data (G_OBJECT (widget), "following");

  /* Only where frames keep it waiting for too long it does not wait for one. */
  if (following != NULL && following->changed != 0 && following->n_updates++ == 0)
    g_assert_true (following->drawn || g_get_monotonic_time () - following->changed >= 40 * G_TIME_SPAN_MILLISECOND);
}

static void
after_paint_cb (GdkFrameClock *clock,
                Following     *following)
{
  following->drawn = TRUE;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  return G_SOURCE_CONTINUE;
}

/* What follows a change follows when that is drawn, also while a caret blinks and frames come one after the other. */
static void
test_follows_the_frame (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new ("Follows");
  Following following = { 0 };

  g_object_set_data (G_OBJECT (label), "following", &following);
  gtk_window_set_child (GTK_WINDOW (window), label);
  qd_widget_follow (label, document, follow_cb);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_add_tick_callback (label, tick_cb, NULL, NULL);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), &following);
  for (guint round = 0; round < 10; round++)
    {
      following = (Following) { 0 };
      while (!following.drawn)
        g_main_context_iteration (NULL, TRUE);
      following = (Following) { g_get_monotonic_time (), FALSE, 0 };
      set_reserve (document, FIRST, 1 + round);
      while (following.n_updates == 0)
        g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (window), &following);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What scrolls the list of a page. */
static GtkAdjustment *
find_scrolled (GtkWidget *window)
{
  GtkWidget *table = find_shown (window, QD_TYPE_TABLE, NULL);
  GtkWidget *scroller = table != NULL ? find_shown (table, GTK_TYPE_SCROLLED_WINDOW, NULL) : NULL;

  return scroller != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)) : NULL;
}

static void
wait_for_scrolled (GtkWidget *window,
                   double     value)
{
  GtkAdjustment *adjustment = NULL;

  while (adjustment == NULL || ABS (gtk_adjustment_get_value (adjustment) - value) > 1)
    {
      g_main_context_iteration (NULL, TRUE);
      adjustment = find_scrolled (window);
    }
}

/* Page, row and how far the list is scrolled, which is not where the row is. */
static void
test_view_comes_back (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  g_autoptr (GVariantDict) view = g_variant_dict_new (NULL);
  QdList *objectives = qd_plan_get_list (qd_document_get_plan (document), QD_LIST_OBJECTIVES);
  QdRecord *first = qd_list_get (objectives, 0);
  GtkWidget *window = open_window (document);
  GtkAdjustment *adjustment = NULL;
  GtkWidget *page;

  qd_window_show_page (QD_WINDOW (window), QD_PAGE_OBJECTIVES, qd_record_get_id (first));
  while (adjustment == NULL || gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) < 150)
    {
      g_main_context_iteration (NULL, TRUE);
      adjustment = find_scrolled (window);
    }
  gtk_adjustment_set_value (adjustment, 150);
  wait_for_scrolled (window, 150);
  qd_window_save_view (QD_WINDOW (window), view);
  gtk_window_destroy (GTK_WINDOW (window));

  window = open_window (document);
  qd_window_restore_view (QD_WINDOW (window), view);
  wait_for_scrolled (window, 150);
  page = find_shown (window, QD_TYPE_PAGE, NULL);
  g_assert_true (qd_page_get_selected (QD_PAGE (page)) == first);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* A popover that covers a row which waits to be scrolled to stands in the window, whole. */
static void
test_popover_in_window (void)
{
  const GdkRectangle places[] = { { 0, 5000, 90, 30 }, { 0, -5000, 90, 30 }, { 5000, 0, 90, 30 }, { -5000, 40, 90, 30 } };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *area = gtk_drawing_area_new ();
  GtkWidget *popover = gtk_popover_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  gtk_window_set_child (GTK_WINDOW (window), area);
  gtk_widget_set_parent (popover, area);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_height (area) == 0)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GdkRectangle place;
      double x, y;

      qd_popover_point_to (popover, &places[i]);
      g_assert_true (gtk_popover_get_pointing_to (GTK_POPOVER (popover), &place));
      gtk_widget_translate_coordinates (area, window, place.x, place.y, &x, &y);
      g_assert_cmpfloat (x, >=, 0);
      g_assert_cmpfloat (x + place.width, <=, gtk_widget_get_width (window));
      g_assert_cmpfloat (y, >=, 0);
      g_assert_cmpfloat (y + place.height, <=, gtk_widget_get_height (window));
      g_assert_cmpint (place.width, ==, places[i].width);
      g_assert_cmpint (place.height, ==, places[i].height);
    }

  gtk_widget_unparent (popover);
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
  g_test_add_func ("/row-form/from-row-to-row", test_from_row_to_row);
  g_test_add_func ("/row-form/refused", test_refused);
  g_test_add_func ("/row-form/follows-the-frame", test_follows_the_frame);
  g_test_add_func ("/row-form/view-comes-back", test_view_comes_back);
  g_test_add_func ("/row-form/shortcuts", test_shortcuts);
  g_test_add_func ("/row-form/popover-in-window", test_popover_in_window);

  return g_test_run ();
}
