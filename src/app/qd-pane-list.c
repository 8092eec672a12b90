#include "qd-config.h"

#include "qd-pane-list.h"

#include "qd-app-util.h"
#include "qd-number.h"

/* The list that fills a pane: rows by sections, each under a heading that its first row bears. */

static GtkWidget *
build_scroller (QdPaneList           *list,
                const QdPaneListInfo *info,
                gpointer              owner)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", info->setup, owner);
  g_signal_connect (factory, "bind", info->bind, owner);
  list->model = qd_index_model_new ();
  list->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (list->model)));
  gtk_single_selection_set_autoselect (list->selection, FALSE);
  list->view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (list->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list->view), TRUE);
  qd_widget_set_name (list->view, info->name);
  g_signal_connect (list->view, "activate", info->activate, owner);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list->view);
  qd_widget_set_name (scroller, info->name);

  return scroller;
}

/**
 * qd_pane_list_init:
 * @list: (out caller-allocates): the list
 * @info: what it is of
 * @owner: the widget that has it, for the functions of @info; outlives @list
 *
 * Makes the widgets of a list without rows. Its stack is still to be put somewhere.
 */
void
qd_pane_list_init (QdPaneList           *list,
                   const QdPaneListInfo *info,
                   gpointer              owner)
{
  list->empty = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (list->empty), info->icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (list->empty), info->name);
  gtk_widget_add_css_class (list->empty, "compact");
  list->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (list->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (list->stack), list->empty, "empty");
  gtk_stack_add_named (GTK_STACK (list->stack), build_scroller (list, info, owner), "list");
}

/**
 * qd_pane_list_clear:
 * @list: a list whose widgets are gone
 *
 * Drops what is left of it. May be called again.
 */
void
qd_pane_list_clear (QdPaneList *list)
{
  g_clear_object (&list->selection);
  g_clear_object (&list->model);
}

/**
 * qd_pane_list_update:
 * @list: a list
 *
 * Shows the rows, or what there is to say if there are none, after their number changed.
 */
void
qd_pane_list_update (QdPaneList *list)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (list->model)) > 0;

  gtk_stack_set_visible_child_name (GTK_STACK (list->stack), any ? "list" : "empty");
}

/**
 * qd_pane_list_select:
 * @list: a list
 * @index: the row to select, and to bring into sight
 */
void
qd_pane_list_select (QdPaneList *list,
                     guint       index)
{
  gtk_single_selection_set_selected (list->selection, index);
  gtk_widget_activate_action (list->view, "list.scroll-to-item", "u", index);
}

/**
 * qd_pane_heading_new:
 *
 * Returns: the heading of a section, empty, which each row has and the first of a section shows
 */
GtkWidget *
qd_pane_heading_new (void)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *number = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (heading), title);
  gtk_box_append (GTK_BOX (heading), number);
  gtk_widget_add_css_class (heading, "qd-pane-heading");

  return heading;
}

/**
 * qd_pane_heading_set:
 * @heading: one of qd_pane_heading_new()
 * @title: what the section is, in the user's language
 * @n_rows: how many rows it has
 */
void
qd_pane_heading_set (GtkWidget  *heading,
                     const char *title,
                     guint       n_rows)
{
  g_autofree char *number = qd_number_format_local (n_rows, 0);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (heading)), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (heading)), number);
}
