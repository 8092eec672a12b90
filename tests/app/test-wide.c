/* On the widest screens people have, no page is stretched: tables are as wide as they need, pages as the eye follows, and
 * what adds to a list stands at its end. */

#include <adwaita.h>

#include "qd-application.h"
#include "qd-chart-card.h"
#include "qd-list-line.h"
#include "qd-locale.h"
#include "qd-pages.h"
#include "qd-room.h"
#include "qd-table.h"
#include "qd-test-plan.h"
#include "qd-window.h"

#define WIDTH       3440
#define HEIGHT      1400
#define PAGE_MOST   1800
#define CHART_MOST  640
#define PATIENCE    60
#define MOST_PIECES 8 /* of a line */

typedef struct
{
  GtkWidget *window;
  int        start;    /* where all pages begin */
  guint      n_tables;
  guint      n_bad;
} Looked;

static graphene_rect_t
bounds_in (GtkWidget *widget,
           GtkWidget *window)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));

  return bounds;
}

static gboolean
is_page (GtkWidget *widget)
{
  return QD_IS_ROOM (widget) && GTK_IS_VIEWPORT (gtk_widget_get_parent (widget));
}

/* From where lines begin. */
static int
start_of (GtkWidget *widget,
          GtkWidget *window)
{
  graphene_rect_t bounds = bounds_in (widget, window);

  return (int) (gtk_widget_get_direction (window) == GTK_TEXT_DIR_RTL ? bounds.origin.x + bounds.size.width : bounds.origin.x);
}

static void
check (Looked     *self,
       gboolean    good,
       GtkWidget  *widget,
       const char *page)
{
  graphene_rect_t bounds = bounds_in (widget, self->window);

  if (good)
    return;

  g_test_message ("%s: %s stands at %g and is %g wide", page, G_OBJECT_TYPE_NAME (widget), bounds.origin.x, bounds.size.width);
  self->n_bad++;
}

static void
look_at (Looked           *self,
         GtkWidget        *widget,
         const QdPageInfo *page)
{
  int width = gtk_widget_get_width (widget);

  if (!gtk_widget_get_mapped (widget))
    return;

  if (is_page (widget))
    {
      GtkWidget *box = gtk_widget_get_first_child (widget);

      if (self->start < 0)
        self->start = start_of (box, self->window);
      check (self, start_of (box, self->window) == self->start, box, page->id);
      check (self, gtk_widget_get_width (box) <= PAGE_MOST, box, page->id);
    }
  if (QD_IS_TABLE (widget))
    {
      GtkWidget *block = gtk_widget_get_parent (widget);

      check (self, width <= MAX (qd_room_get_most (widget), gtk_widget_get_width (block)), widget, page->id);
      self->n_tables++;
    }
  if (QD_IS_CHART_CARD (widget) && page->lists[0] != QD_LIST_ANY)
    check (self, width <= CHART_MOST, widget, page->id);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_at (self, child, page);
}

static void
test_pages (gconstpointer data)
{
  g_autoptr (QdDocument) document = data != NULL ? qd_test_example_document () : qd_document_new ();
  Looked looked = { qd_window_new (ADW_APPLICATION (g_application_get_default ())), -1, 0, 0 };
  gint64 end = g_get_monotonic_time () + PATIENCE * G_TIME_SPAN_SECOND;

  qd_window_set_document (QD_WINDOW (looked.window), document);
  gtk_window_set_default_size (GTK_WINDOW (looked.window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (looked.window));
  while (gtk_widget_get_width (looked.window) < WIDTH && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (gtk_widget_get_width (looked.window), >=, WIDTH);

  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      qd_window_show_page (QD_WINDOW (looked.window), (QdPageId) page, NULL);
      gtk_test_widget_wait_for_draw (looked.window);
      gtk_test_widget_wait_for_draw (looked.window);
      look_at (&looked, looked.window, qd_page_info ((QdPageId) page));
    }
  g_assert_cmpuint (looked.n_tables, >, 15);
  g_assert_cmpint (looked.start, >, 0);
  g_assert_cmpuint (looked.n_bad, ==, 0);

  gtk_window_destroy (GTK_WINDOW (looked.window));
}

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (GTK_IS_LABEL (widget))
    return g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), text);

  for (guint piece = 0; QD_IS_LIST_LINE (widget) && piece < MOST_PIECES; piece++)
    {
      PangoLayout *layout = qd_list_line_get_layout (QD_LIST_LINE (widget), piece);

      if (layout != NULL && g_str_has_prefix (pango_layout_get_text (layout), text))
        return TRUE;
    }

  return FALSE;
}

/* Returns: (transfer none) (nullable): what shows @text below @widget */
static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (gtk_widget_get_mapped (widget) && says (widget, text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
open_page (QdPageId page,
           int      width,
           int      height)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  GtkWidget *window = qd_window_new (ADW_APPLICATION (g_application_get_default ()));

  qd_window_set_document (QD_WINDOW (window), document);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  qd_window_show_page (QD_WINDOW (window), page, NULL);
  gtk_window_present (GTK_WINDOW (window));
  for (guint frame = 0; frame < 6; frame++)
    gtk_test_widget_wait_for_draw (window);

  return window;
}

/* The overview says all where it has room, and leads to the rest elsewhere. */
static void
test_findings (void)
{
  GtkWidget *window = open_page (QD_PAGE_OVERVIEW, 1920, 1080);

  g_assert_null (find_label (window, "Show All"));
  g_assert_nonnull (find_label (window, "Partner is on a weekend"));
  gtk_window_destroy (GTK_WINDOW (window));

  window = open_page (QD_PAGE_OVERVIEW, 1280, 760);
  g_assert_nonnull (find_label (window, "Show All 11"));
  g_assert_null (find_label (window, "Partner is on a weekend"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_cut (GtkWidget *window,
        const char *text)
{
  GtkWidget *label = find_label (window, text);

  g_assert_nonnull (label);

  return pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label)));
}

/* What does not fit is called by its whole name, and where lanes leave room, all is. */
static void
test_names (void)
{
  GtkWidget *window = open_page (QD_PAGE_TRADE_OFFS, 1920, 1080);

  g_assert_false (is_cut (window, "Alert tuning and runbook improvements"));
  g_assert_false (is_cut (window, "Vault implementation"));
  gtk_window_destroy (GTK_WINDOW (window));

  window = open_page (QD_PAGE_TRADE_OFFS, 1280, 760);
  g_assert_false (is_cut (window, "Vault implementation"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* How many tables below @widget do not show all of their columns. */
static guint
count_scrolled (GtkWidget *widget,
                gboolean   within)
{
  guint n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;

  if (within && GTK_IS_SCROLLED_WINDOW (widget))
    {
      GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (widget));

      return gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) ? 1 : 0;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_scrolled (child, within || QD_IS_TABLE (widget));

  return n;
}

/* The facilitator has all columns in sight, although the page stands between the agenda and the notes: but for the tree,
 * whose names stand far in. */
static void
test_meeting (void)
{
  GtkWidget *window = open_page (QD_PAGE_LAST_QUARTER, 1280, 760);
  guint n_scrolled = 0;

  gtk_widget_activate_action (window, "win.meeting", NULL);
  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      guint n;

      if (page == QD_PAGE_OBJECTIVES)
        continue;
      qd_window_show_page (QD_WINDOW (window), (QdPageId) page, NULL);
      gtk_test_widget_wait_for_draw (window);
      gtk_test_widget_wait_for_draw (window);
      n = count_scrolled (window, FALSE);
      if (n > 0)
        g_test_message ("%s: %u", qd_page_info ((QdPageId) page)->id, n);
      n_scrolled += n;
    }
  g_assert_cmpuint (n_scrolled, ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_mirrored (void)
{
  GtkTextDirection before = gtk_widget_get_default_direction ();

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  test_pages ("q2-2024.qplan");
  gtk_widget_set_default_direction (before);
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
  g_test_add_data_func ("/wide/example", "q2-2024.qplan", test_pages);
  g_test_add_data_func ("/wide/empty", NULL, test_pages);
  g_test_add_func ("/wide/mirrored", test_mirrored);
  g_test_add_func ("/wide/findings", test_findings);
  g_test_add_func ("/wide/names", test_names);
  g_test_add_func ("/wide/meeting", test_meeting);

  return g_test_run ();
}
