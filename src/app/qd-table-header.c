#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-table-private.h"

/* What is done with the columns of a table above its rows. */

/* Above which slot that place of the header is; -1: above none */
static int
slot_at (QdTable   *self,
         GtkWidget *header,
         double     x,
         double     y)
{
  GtkWidget *picked = gtk_widget_pick (header, x, y, GTK_PICK_DEFAULT);

  while (picked != NULL && gtk_widget_get_parent (picked) != header)
    picked = gtk_widget_get_parent (picked);
  for (guint slot = 0; picked != NULL && slot < self->n_slots; slot++)
    if (qd_table_header_title (self, slot) == picked)
      return (int) slot;

  return -1;
}

/* Caught before the view sees it, which knows of no end of sorting. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            QdTable         *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             QdTable         *self)
{
  GtkWidget *header = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  int slot = slot_at (self, header, x, y);
  const QdColumn *column = slot >= 0 ? qd_table_header_column (self, (guint) slot) : NULL;

  if (column != NULL)
    qd_table_sort_by (self, column->id);
}

/**
 * qd_table_show_sorting: (skip)
 *
 * Shows above the columns by which of them rows are sorted, and which way.
 */
void
qd_table_show_sorting (QdTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));
  QdDirection direction;
  const char *sorted = qd_order_get_sorted (qd_table_get_order (self), &direction);
  gboolean down = direction == QD_DIRECTION_DESCENDING;

  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (self->view), NULL, GTK_SORT_ASCENDING);
  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, slot);
      const QdColumn *named = qd_table_header_column (self, slot);
      GtkWidget *title = qd_table_header_title (self, slot);
      gboolean is_sorted = named != NULL && sorted != NULL && g_str_equal (named->id, sorted);
      g_autoptr (GtkSorter) sorter = NULL;
      g_autofree char *name = NULL;

      /* The view draws its arrow above columns that could be sorted by this; the rows come sorted. */
      if (is_sorted)
        sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));
      gtk_column_view_column_set_sorter (column, sorter);
      if (is_sorted)
        gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (self->view), column, down ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);

      name = g_strdup (gtk_column_view_column_get_title (column));
      if (is_sorted)
        {
          g_free (name);
          name = g_strdup_printf (down ? _("%s, sorted, the greatest first") : _("%s, sorted, the least first"),
                                  gtk_column_view_column_get_title (column));
        }
      if (title != NULL)
        qd_widget_set_name (title, name);
    }
}

/**
 * qd_table_init_header: (skip)
 *
 * Listens to what is done with the columns.
 */
void
qd_table_init_header (QdTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (self->view);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_column_view_set_reorderable (GTK_COLUMN_VIEW (self->view), FALSE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (header, GTK_EVENT_CONTROLLER (click));
  qd_table_show_sorting (self);
}
