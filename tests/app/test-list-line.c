#include "qd-config.h"

/* What a row of a list says has its place, is cut off only where it must be, is said to screen readers, and can be pressed. */

#include <adwaita.h>

#include "qd-application.h"
#include "qd-list-line.h"
#include "qd-locale.h"
#include "qd-sidebar.h"
#include "qd-test-plan.h"

#define SPACING 6
#define ICON 16

enum
{
  TITLE,
  FIGURE,
  MARK
};

static QdListLine *
build_line (const char      *title,
            QdListLineFlags  more)
{
  QdListLine *line = g_object_ref_sink (QD_LIST_LINE (qd_list_line_new (SPACING)));

  g_assert_cmpuint (qd_list_line_add_text (line, title, QD_LIST_LINE_GROWS | more), ==, TITLE);
  g_assert_cmpuint (qd_list_line_add_text (line, NULL, QD_LIST_LINE_DIM | QD_LIST_LINE_NUMERIC), ==, FIGURE);
  g_assert_cmpuint (qd_list_line_add_icon (line, NULL, QD_LIST_LINE_KEEPS_ROOM), ==, MARK);

  return line;
}

static int
measure (QdListLine     *line,
         GtkOrientation  orientation,
         int             for_size,
         int            *least)
{
  int natural;

  gtk_widget_measure (GTK_WIDGET (line), orientation, for_size, least, &natural, NULL, NULL);

  return natural;
}

static void
allocate (QdListLine *line,
          int         width)
{
  int height = measure (line, GTK_ORIENTATION_VERTICAL, width, NULL);

  gtk_widget_size_allocate (GTK_WIDGET (line), &(GtkAllocation) { 0, 0, width, height }, -1);
}

static gboolean
is_cut (QdListLine *line)
{
  return pango_layout_is_ellipsized (qd_list_line_get_layout (line, TITLE));
}

/* A text is cut off where it has no room, and whole again where it has; what stands beside it never is. */
static void
test_room (void)
{
  g_autoptr (QdListLine) line = build_line ("A section of the plan with a name", QD_LIST_LINE_PLAIN);
  int title = qd_list_line_measure_text (line, TITLE);
  int least, natural;

  g_assert_cmpint (measure (line, GTK_ORIENTATION_HORIZONTAL, -1, &least), ==, title + SPACING + ICON);
  g_assert_cmpint (least, <, title / 2);
  g_assert_cmpint (least, >, SPACING + ICON);

  qd_list_line_set_text (line, FIGURE, "64 %");
  natural = measure (line, GTK_ORIENTATION_HORIZONTAL, -1, NULL);
  g_assert_cmpint (natural, ==, title + qd_list_line_measure_text (line, FIGURE) + 2 * SPACING + ICON);
  allocate (line, natural);
  g_assert_false (is_cut (line));
  allocate (line, natural - 40);
  g_assert_true (is_cut (line));
  g_assert_false (pango_layout_is_ellipsized (qd_list_line_get_layout (line, FIGURE)));
  g_assert_cmpint (measure (line, GTK_ORIENTATION_HORIZONTAL, -1, NULL), ==, natural);
  allocate (line, natural);
  g_assert_false (is_cut (line));
  g_assert_null (qd_list_line_get_layout (line, MARK));
}

static void
test_lines (void)
{
  g_autoptr (QdListLine) line = build_line ("Security is over by 24 points of the 156 that it has", QD_LIST_LINE_WRAPS);
  int natural = measure (line, GTK_ORIENTATION_HORIZONTAL, -1, NULL);
  int one = measure (line, GTK_ORIENTATION_VERTICAL, natural, NULL);
  int two = measure (line, GTK_ORIENTATION_VERTICAL, natural * 2 / 3, NULL);

  g_assert_cmpint (gtk_widget_get_request_mode (GTK_WIDGET (line)), ==, GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH);
  g_assert_cmpint (two, >, one * 3 / 2);
  g_assert_cmpint (measure (line, GTK_ORIENTATION_VERTICAL, natural / 4, NULL), ==, two);
  allocate (line, natural * 2 / 3);
  g_assert_false (is_cut (line));
  allocate (line, natural / 4);
  g_assert_true (is_cut (line));
}

static void
test_whole (void)
{
  g_autoptr (QdListLine) line = build_line ("Security is over by 24 points of the 156 that it has", QD_LIST_LINE_WRAPS_WHOLE);
  int natural = measure (line, GTK_ORIENTATION_HORIZONTAL, -1, NULL);
  int one = measure (line, GTK_ORIENTATION_VERTICAL, natural, NULL);

  g_assert_cmpint (measure (line, GTK_ORIENTATION_VERTICAL, natural / 4, NULL), >=, one * 4);
  allocate (line, natural / 4);
  g_assert_false (is_cut (line));
}

static void
test_places (gconstpointer mirrored)
{
  g_autoptr (QdListLine) line = build_line ("Capacity", QD_LIST_LINE_PLAIN);
  const int width = 300;
  int figure;

  gtk_widget_set_direction (GTK_WIDGET (line), mirrored != NULL ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  qd_list_line_set_text (line, FIGURE, "64 %");
  figure = qd_list_line_measure_text (line, FIGURE);
  allocate (line, width);

#define AT(x) (mirrored != NULL ? width - 1 - (x) : (x))
  g_assert_cmpuint (qd_list_line_find (line, AT (3)), ==, TITLE);
  g_assert_cmpuint (qd_list_line_find (line, AT (width - ICON - SPACING - figure / 2)), ==, FIGURE);
  g_assert_cmpuint (qd_list_line_find (line, AT (width - ICON / 2)), ==, QD_LIST_LINE_NOWHERE);
  qd_list_line_set_severity (line, MARK, QD_SEVERITY_ERROR);
  g_assert_cmpuint (qd_list_line_find (line, AT (width - ICON / 2)), ==, MARK);
  g_assert_cmpuint (qd_list_line_find (line, AT (width - ICON - 3)), ==, MARK);
  g_assert_cmpuint (qd_list_line_find (line, AT (width + 3)), ==, MARK);
  g_assert_cmpuint (qd_list_line_find (line, AT (width + 5)), ==, QD_LIST_LINE_NOWHERE);
#undef AT
}

static gboolean
has_tip (QdListLine *line,
         int         x)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean has = FALSE;

  if (gtk_widget_get_has_tooltip (GTK_WIDGET (line)))
    g_signal_emit_by_name (line, "query-tooltip", x, 3, FALSE, tooltip, &has);

  return has;
}

/* What is cut off is said where the pointer rests, and what a mark stands for. */
static void
test_tips (void)
{
  g_autoptr (QdListLine) line = build_line ("A section of the plan with a name", QD_LIST_LINE_PLAIN);
  int natural = measure (line, GTK_ORIENTATION_HORIZONTAL, -1, NULL);

  allocate (line, natural);
  g_assert_false (has_tip (line, 3));
  allocate (line, natural - 40);
  g_assert_true (has_tip (line, 3));
  g_assert_false (has_tip (line, natural - 40 - ICON / 2));
  qd_list_line_set_severity (line, MARK, QD_SEVERITY_WARNING);
  g_assert_true (has_tip (line, natural - 40 - ICON / 2));
  allocate (line, natural);
  g_assert_false (has_tip (line, 3));
}

static void
assert_said (QdListLine *line,
             const char *name)
{
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  g_assert_cmpstr (other, ==, NULL);
}

static void
test_said (void)
{
  g_autoptr (QdListLine) line = build_line ("Capacity", QD_LIST_LINE_PLAIN);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_ROLE_LABEL);
  assert_said (line, "Capacity");
  qd_list_line_set_text (line, FIGURE, "64 %");
  qd_list_line_set_severity (line, MARK, QD_SEVERITY_ERROR);
  assert_said (line, "Capacity, 64 %, Error");
  qd_list_line_set_severity (line, MARK, QD_SEVERITY_NONE);
  qd_list_line_set_text (line, FIGURE, NULL);
  assert_said (line, "Capacity");
}

static void
show_findings_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  char         **shown)
{
  g_free (*shown);
  *shown = g_variant_print (parameter, FALSE);
}

static GtkGesture *
find_click (GtkWidget *list)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        return GTK_GESTURE (controller);
    }

  return NULL;
}

/* Returns: (transfer none) (nullable): the row of the sidebar that is about that page */
static GtkWidget *
find_row (GtkWidget *widget,
          QdPageId   page)
{
  if (GTK_IS_LIST_BOX (widget))
    return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (widget), (int) page));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, page);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The mark of a section leads to its findings, its title does not: that goes to its page. */
static void
test_pressed (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-findings", G_VARIANT_TYPE ("(ss)"));
  g_autofree char *shown = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *sidebar = qd_sidebar_new ();
  GtkWidget *row, *list, *line;
  double x, y;

  g_signal_connect (action, "activate", G_CALLBACK (show_findings_cb), &shown);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
  qd_sidebar_set_document (QD_SIDEBAR (sidebar), document);
  gtk_window_set_child (GTK_WINDOW (window), sidebar);
  gtk_window_set_default_size (GTK_WINDOW (window), 240, 900);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  row = find_row (sidebar, QD_PAGE_CAPACITY);
  list = gtk_widget_get_parent (row);
  line = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  g_assert_true (gtk_widget_translate_coordinates (line, list, 3, 3, &x, &y));
  g_signal_emit_by_name (find_click (list), "pressed", 1, x, y);
  g_assert_null (shown);
  g_assert_true (gtk_widget_translate_coordinates (line, list, gtk_widget_get_width (line) - 3, 3, &x, &y));
  g_signal_emit_by_name (find_click (list), "pressed", 1, x, y);
  g_assert_cmpstr (shown, ==, "('capacity', '')");

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
  g_test_add_func ("/list-line/room", test_room);
  g_test_add_func ("/list-line/lines", test_lines);
  g_test_add_func ("/list-line/whole", test_whole);
  g_test_add_data_func ("/list-line/places", NULL, test_places);
  g_test_add_data_func ("/list-line/places-mirrored", "mirrored", test_places);
  g_test_add_func ("/list-line/tips", test_tips);
  g_test_add_func ("/list-line/said", test_said);
  g_test_add_func ("/list-line/pressed", test_pressed);

  return g_test_run ();
}
