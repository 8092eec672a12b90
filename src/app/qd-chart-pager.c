#include "qd-config.h"

#include "qd-chart-pager.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"

/* Below a chart that has more to show than it has room for: which of its pages it is at, and steps to the others. */

#define PLACE_CHARS 9

/* Where the focus is on what leads no further it goes to what leads back. */
static void
set_leads (GtkWidget *button,
           GtkWidget *other,
           gboolean   leads)
{
  if (!leads && gtk_widget_has_focus (button))
    {
      gtk_widget_set_sensitive (other, TRUE);
      gtk_widget_grab_focus (other);
    }
  gtk_widget_set_sensitive (button, leads);
}

static void
back_cb (QdChartView *view)
{
  qd_chart_view_turn (view, -1);
}

static void
on_cb (QdChartView *view)
{
  qd_chart_view_turn (view, 1);
}

static void
append_button (GtkWidget   *box,
               const char  *icon,
               const char  *name,
               GCallback    turn,
               QdChartView *view)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  qd_widget_set_tooltip (button, name);
  qd_widget_set_name (button, name);
  g_signal_connect_object (button, "clicked", turn, view, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

/* Most charts have one page: what turns them is made when there is a second. */
static void
build (GtkWidget   *box,
       QdChartView *view)
{
  GtkWidget *place = gtk_label_new (NULL);

  append_button (box, "go-previous-symbolic", _("Previous page"), G_CALLBACK (back_cb), view);
  gtk_label_set_width_chars (GTK_LABEL (place), PLACE_CHARS);
  gtk_widget_add_css_class (place, "numeric");
  gtk_box_append (GTK_BOX (box), place);
  append_button (box, "go-next-symbolic", _("Next page"), G_CALLBACK (on_cb), view);
}

static void
update_cb (QdChartView *view,
           GtkWidget   *box)
{
  guint n_pages;
  guint page = qd_chart_view_get_page (view, &n_pages);
  GtkWidget *back;

  if (n_pages > 1 && gtk_widget_get_first_child (box) == NULL)
    build (box, view);
  back = gtk_widget_get_first_child (box);
  if (back != NULL)
    {
      g_autofree char *place = g_strdup_printf (C_("page of pages", "%u of %u"), page + 1, n_pages);
      GtkWidget *on = gtk_widget_get_last_child (box);

      gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (back)), place);
      set_leads (on, back, page + 1 < n_pages);
      set_leads (back, on, page > 0);
    }
  gtk_widget_set_visible (box, n_pages > 1);
}

/**
 * qd_chart_pager_new:
 * @view: a chart
 *
 * Returns: what turns its pages, not to be seen while it has only one
 */
GtkWidget *
qd_chart_pager_new (QdChartView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "qd-chart-pager");
  g_signal_connect_object (view, "paged", G_CALLBACK (update_cb), box, 0);
  update_cb (view, box);

  return box;
}
