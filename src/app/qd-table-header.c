#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-menu.h"
#include "qd-table-private.h"
#include "qd-touch.h"

/* What is done with the columns of a table above its rows: a click sorts, the edge between two is dragged, a second click
 * there fits, and a menu has all of it. */

/* How far from the edge of a column one may take hold of it, in pixels, as the view has it. */
#define EDGE 4

/* Taken for a double click within this time unless the desktop says otherwise, in milliseconds. */
#define DOUBLE_CLICK 400

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

/* The slot at whose end that place of the table is, of those that show; -1: none. */
static int
edge_at (QdTable *self,
         double   x,
         double   y)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      GtkWidget *title = qd_table_header_title (self, slot);
      graphene_rect_t bounds;
      double edge;

      if (!gtk_widget_get_mapped (title) || !gtk_widget_compute_bounds (title, GTK_WIDGET (self), &bounds))
        continue;
      edge = bounds.origin.x + (rtl ? 0 : bounds.size.width);
      if (y >= bounds.origin.y && y < bounds.origin.y + bounds.size.height && ABS (x - edge) <= EDGE)
        return (int) slot;
    }

  return -1;
}

/* Caught before the view sees it, which knows of no end of sorting; its edges are the view's. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            QdTable         *self)
{
  GtkWidget *header = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  graphene_point_t at;

  if (gtk_widget_compute_point (header, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float) x, (float) y), &at) &&
      edge_at (self, at.x, at.y) >= 0)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
  else if (!qd_touch_is_finger (gesture)) /* which may rest there */
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

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (column != NULL)
    qd_table_sort_by (self, column->id);
}

/* The first press begins to drag the edge, which ends every other gesture: two of them are counted here. */
static void
edge_pressed_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 QdTable         *self)
{
  guint32 now = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture));
  int slot = edge_at (self, x, y);
  int within = DOUBLE_CLICK;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &within, NULL);
  /* One that was dragged meanwhile is elsewhere. */
  if (slot >= 0 && slot == self->edge_slot && ABS (x - self->edge_x) <= EDGE && now - self->edge_time <= (guint32) within)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      qd_table_fit_slot (self, (guint) slot);
      slot = -1;
    }
  self->edge_slot = slot;
  self->edge_x = x;
  self->edge_time = now;
}

static const char *
id_of_slot (QdTable *self,
            guint    slot)
{
  const QdColumn *column = slot < self->n_slots ? qd_table_header_column (self, slot) : NULL;

  return column != NULL ? column->id : NULL;
}

static void
sort_up (QdTable *self,
         guint    slot)
{
  qd_table_sort_in (self, id_of_slot (self, slot), QD_DIRECTION_ASCENDING);
}

static void
sort_down (QdTable *self,
           guint    slot)
{
  qd_table_sort_in (self, id_of_slot (self, slot), QD_DIRECTION_DESCENDING);
}

static void
filter_by (QdTable *self,
           guint    slot)
{
  qd_table_filter_by (self, id_of_slot (self, slot));
}

/* In the order of the menu. */
static const struct
{
  const char *action;
  const char *label;
  void      (*func) (QdTable *table,
                     guint    slot);
} column_edits[] = {
  { "table.column-up", N_("Sort, the _Least First"), sort_up },
  { "table.column-down", N_("Sort, the _Greatest First"), sort_down },
  { "table.column-filter", N_("_Filter…"), filter_by },
  { "table.column-fit", N_("Fi_t Column"), qd_table_fit_slot },
  { "table.column-hide", N_("_Hide Column"), qd_table_hide_slot },
};

static void
column_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  guint slot = g_variant_get_uint32 (parameter);

  for (guint i = 0; i < G_N_ELEMENTS (column_edits); i++)
    if (g_str_equal (column_edits[i].action, name) && id_of_slot (QD_TABLE (widget), slot) != NULL)
      column_edits[i].func (QD_TABLE (widget), slot);
}

void
qd_table_install_header (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (column_edits); i++)
    gtk_widget_class_install_action (widget_class, column_edits[i].action, "u", column_action);
}

static GMenuModel *
build_menu (QdTable *self,
            guint    slot)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) own = g_menu_new ();
  g_autoptr (GMenuModel) columns = qd_table_build_columns_menu (self);

  for (guint i = 0; i < G_N_ELEMENTS (column_edits); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(column_edits[i].label), NULL);

      g_menu_item_set_action_and_target (item, column_edits[i].action, "u", slot);
      g_menu_append_item (own, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  g_menu_append_submenu (menu, _("_Columns"), columns);

  return G_MENU_MODEL (menu);
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

      name = qd_cell_sorted_name (gtk_column_view_column_get_title (column), is_sorted ? direction : QD_DIRECTION_NONE);
      if (title != NULL)
        qd_widget_set_name (title, name);
    }
}

/* The view opens its own for the secondary button alone, and lets nobody else. */
static gboolean
open_menu (GtkWidget *header,
           double     x,
           double     y,
           gpointer   user_data)
{
  QdTable *self = user_data;
  int slot = slot_at (self, header, x, y);
  g_autoptr (GMenuModel) model = slot >= 0 ? build_menu (self, (guint) slot) : NULL;

  if (model == NULL || !gtk_widget_translate_coordinates (header, GTK_WIDGET (self), x, y, &x, &y))
    return FALSE;

  g_clear_pointer (&self->header_menu, gtk_widget_unparent);
  self->header_menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->header_menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->header_menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  qd_widget_set_name (self->header_menu, _("Columns"));
  qd_menu_name_items (GTK_POPOVER (self->header_menu));
  gtk_widget_set_parent (self->header_menu, GTK_WIDGET (self));
  gtk_popover_popup (GTK_POPOVER (self->header_menu));

  return TRUE;
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
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *edges = gtk_gesture_click_new ();

  gtk_column_view_set_reorderable (GTK_COLUMN_VIEW (self->view), FALSE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (header, GTK_EVENT_CONTROLLER (click));
  qd_touch_add_long_press (header, GTK_PHASE_CAPTURE, open_menu, self);

  self->edge_slot = -1;
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (edges), GTK_PHASE_CAPTURE);
  g_signal_connect (edges, "pressed", G_CALLBACK (edge_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (edges));

  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, slot);
      g_autoptr (GMenuModel) menu = build_menu (self, slot);

      gtk_column_view_column_set_header_menu (column, menu);
    }
  qd_table_show_sorting (self);
}
