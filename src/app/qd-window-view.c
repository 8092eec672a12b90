#include "qd-config.h"

#include "qd-window-private.h"

#include "qd-page.h"

/* What a window shows of its plan, to be had back on the next start: page, selected record, how far everything is
 * scrolled, and how large the window is. */

/* How many frames a page may take until it is as long as it was. */
#define MAX_FRAMES 60

typedef struct
{
  GPtrArray *scrollers; /* of the page, in the order of the tree */
  GArray    *values;    /* of double, for each of these */
  guint      frames;
} Scrolling;

static void
scrolling_free (gpointer data)
{
  Scrolling *scrolling = data;

  g_ptr_array_unref (scrolling->scrollers);
  g_array_unref (scrolling->values);
  g_free (scrolling);
}

static void
collect_scrollers (GtkWidget *widget,
                   GPtrArray *scrollers)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    g_ptr_array_add (scrollers, g_object_ref (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_scrollers (child, scrollers);
}

static GPtrArray *
find_scrollers (QdWindow *self)
{
  GPtrArray *scrollers = g_ptr_array_new_with_free_func (g_object_unref);

  collect_scrollers (gtk_stack_get_visible_child (self->pages), scrollers);

  return scrollers;
}

/* Pages get their length as they are laid out. */
static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  Scrolling *scrolling = user_data;
  gboolean done = TRUE;

  for (guint i = 0; i < MIN (scrolling->scrollers->len, scrolling->values->len); i++)
    {
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (g_ptr_array_index (scrolling->scrollers, i));
      double value = g_array_index (scrolling->values, double, i);

      gtk_adjustment_set_value (adjustment, value);
      done = done && gtk_adjustment_get_value (adjustment) >= value - 1;
    }

  return done || ++scrolling->frames >= MAX_FRAMES ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
restore_scrolling (QdWindow *self,
                   GVariant *values)
{
  Scrolling *scrolling = g_new0 (Scrolling, 1);
  gsize n;
  const double *numbers = g_variant_get_fixed_array (values, &n, sizeof (double));

  scrolling->scrollers = find_scrollers (self);
  scrolling->values = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_vals (scrolling->values, numbers, (guint) n);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, scrolling, scrolling_free);
}

static GVariant *
save_scrolling (QdWindow *self)
{
  g_autoptr (GPtrArray) scrollers = find_scrollers (self);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < scrollers->len; i++)
    {
      double value = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (g_ptr_array_index (scrollers, i)));

      g_array_append_val (values, value);
    }

  return g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, values->data, values->len, sizeof (double));
}

/**
 * qd_window_save_view:
 * @window: a window with a plan
 * @into: (type a{sv}): gets what it shows and how large it is
 */
void
qd_window_save_view (QdWindow     *window,
                     GVariantDict *into)
{
  QdPageId page = qd_sidebar_get_selected (window->sidebar);
  GtkWidget *widget = gtk_stack_get_visible_child (window->pages);
  QdRecord *record = QD_IS_PAGE (widget) ? qd_page_get_selected (QD_PAGE (widget)) : NULL;
  int width, height;

  g_return_if_fail (QD_IS_WINDOW (window));

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_variant_dict_insert (into, "size", "(ii)", width, height);
  g_variant_dict_insert (into, "maximized", "b", gtk_window_is_maximized (GTK_WINDOW (window)));
  g_variant_dict_insert (into, "page", "s", qd_page_info (page)->id);
  g_variant_dict_insert (into, "record", "s", record != NULL ? qd_record_get_id (record) : "");
  g_variant_dict_insert_value (into, "scroll", save_scrolling (window));
}

/**
 * qd_window_restore_size:
 * @window: a window that does not show yet
 * @view: (type a{sv}): what qd_window_save_view() said
 */
void
qd_window_restore_size (QdWindow     *window,
                        GVariantDict *view)
{
  int width, height;
  gboolean maximized;

  g_return_if_fail (QD_IS_WINDOW (window));

  if (g_variant_dict_lookup (view, "size", "(ii)", &width, &height) && width > 0 && height > 0)
    gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (g_variant_dict_lookup (view, "maximized", "b", &maximized))
    g_object_set (window, "maximized", maximized, NULL);
}

/**
 * qd_window_restore_view:
 * @window: a window that shows the same plan again
 * @view: (type a{sv}): what qd_window_save_view() said
 *
 * What is not there any more is passed over.
 */
void
qd_window_restore_view (QdWindow     *window,
                        GVariantDict *view)
{
  g_autoptr (GVariant) scroll = g_variant_dict_lookup_value (view, "scroll", G_VARIANT_TYPE ("ad"));
  const char *page = "";
  const char *record = "";
  const QdPageInfo *info;

  g_return_if_fail (QD_IS_WINDOW (window));

  g_variant_dict_lookup (view, "page", "&s", &page);
  g_variant_dict_lookup (view, "record", "&s", &record);
  info = qd_page_info_by_id (page);
  if (info == NULL)
    return;

  qd_window_show_page (window, info->page, record);
  if (scroll != NULL)
    restore_scrolling (window, scroll);
}
