#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-table-private.h"

/* A table's keys: those of a spreadsheet. Caught before the view sees them, because the view would move the focus to
 * another column on Down, and out of the table on Tab. */

QdCell *
qd_table_focused_cell (QdTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return NULL;

  cell = QD_IS_CELL (focus) ? focus : gtk_widget_get_ancestor (focus, QD_TYPE_CELL);

  return cell != NULL ? QD_CELL (cell) : NULL;
}

/* A row that was just scrolled to has its cells before they are mapped; typing must not wait for that. */
static QdCell *
find_cell (QdTable *self,
           guint    position,
           guint    slot)
{
  QdCell *found = NULL;

  for (guint i = 0; i < self->cells->len; i++)
    {
      QdCell *cell = g_ptr_array_index (self->cells, i);

      if (qd_cell_get_item (cell) == NULL || qd_cell_get_position (cell) != position || qd_cell_get_slot (cell) != slot ||
          gtk_widget_get_root (GTK_WIDGET (cell)) == NULL)
        continue;

      found = cell;
      if (gtk_widget_get_mapped (GTK_WIDGET (cell)))
        break;
    }

  return found;
}

/**
 * qd_table_scroll_to: (skip)
 *
 * Brings a row into view. The list view inside the column view is the one that knows how to scroll.
 */
void
qd_table_scroll_to (QdTable *self,
                    guint    position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

static gboolean
go_to_cell (QdTable  *self,
            int       position,
            int       slot,
            gboolean  edit,
            gboolean  extend)
{
  guint n_items;
  QdCell *cell;

  if (position >= 0)
    qd_table_grow (self, (guint) position);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  if (position < 0 || (guint) position >= n_items || slot < 0 || (guint) slot >= self->n_slots)
    return FALSE;

  qd_table_scroll_to (self, (guint) position);
  if (extend)
    qd_table_select_range (self, (guint) position);
  else if (qd_rows_record (qd_table_get_item (self, (guint) position)) != NULL)
    qd_table_select_only (self, (guint) position);
  else
    self->anchor = (guint) position;

  cell = find_cell (self, (guint) position, (guint) slot);
  if (cell == NULL)
    {
      self->wanted_position = position;
      self->wanted_slot = (guint) slot;
      self->wanted_edit = edit;
      return TRUE;
    }

  self->wanted_position = -1;
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  if (edit)
    qd_cell_edit (cell, NULL);

  return TRUE;
}

/**
 * qd_table_focus_cell: (skip)
 *
 * Gives the focus to a cell and selects its row, scrolling there first if it has no widget yet. Out of range is no move.
 */
gboolean
qd_table_focus_cell (QdTable  *self,
                     int       position,
                     int       slot,
                     gboolean  edit)
{
  return go_to_cell (self, position, slot, edit, FALSE);
}

static gboolean
focus_wanted_cb (gpointer user_data)
{
  QdTable *self = user_data;
  int position = self->wanted_position;

  self->wanted_position = -1;
  if (position >= 0)
    qd_table_focus_cell (self, position, (int) self->wanted_slot, self->wanted_edit);

  return G_SOURCE_REMOVE;
}

/**
 * qd_table_cell_bound: (skip)
 * @cell: a cell that has just come to show a row
 *
 * Gives it the focus if it is the one that is waited for.
 */
void
qd_table_cell_bound (QdTable *self,
                     QdCell  *cell)
{
  if (self->wanted_position == (int) qd_cell_get_position (cell) && self->wanted_slot == qd_cell_get_slot (cell))
    g_idle_add_full (G_PRIORITY_DEFAULT, focus_wanted_cb, g_object_ref (self), g_object_unref);
}

static gboolean
move_focus (QdTable *self,
            QdCell  *cell,
            int      rows,
            int      slots)
{
  int n_items = (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  int position = (int) qd_cell_get_position (cell) + rows;
  int slot = (int) qd_cell_get_slot (cell) + slots;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL && rows == 0)
    slot = (int) qd_cell_get_slot (cell) - slots;

  return qd_table_focus_cell (self, CLAMP (position, 0, n_items - 1), CLAMP (slot, 0, (int) self->n_slots - 1), FALSE);
}

/* Tab goes from cell to cell and over the end of a row; at the last cell it leaves the table. */
static gboolean
move_tab (QdTable  *self,
          QdCell   *cell,
          gboolean  back)
{
  int position = (int) qd_cell_get_position (cell);
  int slot = (int) qd_cell_get_slot (cell) + (back ? -1 : 1);

  if (slot >= (int) self->n_slots)
    {
      slot = 0;
      position++;
    }
  else if (slot < 0)
    {
      slot = (int) self->n_slots - 1;
      position--;
    }

  return qd_table_focus_cell (self, position, slot, FALSE);
}

/* The list in which the row of @cell adds: that of its record, or the one the row stands for. */
static QdList *
list_of_cell (QdTable *self,
              QdCell  *cell)
{
  QdRecord *record;

  if (cell == NULL || qd_cell_get_item (cell) == NULL)
    return self->list;

  record = qd_cell_get_record (cell);

  return record != NULL ? qd_record_get_owner_list (record) : qd_row_get_list (qd_rows_unwrap (qd_cell_get_item (cell)));
}

/**
 * qd_table_add_after: (skip)
 * @cell: (nullable): a cell in the row after which to add; %NULL adds at the end of the table's list
 *
 * Adds a record and opens its first cell for typing.
 */
void
qd_table_add_after (QdTable *self,
                    QdCell  *cell)
{
  QdList *list = list_of_cell (self, cell);
  QdRecord *after = cell != NULL ? qd_cell_get_record (cell) : NULL;
  guint index = after != NULL ? (guint) qd_list_index_of (list, after) + 1 : qd_list_get_length (list);
  g_autoptr (GError) error = NULL;
  QdRecord *record;
  int position;

  record = qd_document_add (self->document, qd_list_get_owner (list), qd_list_get_id (list), index, &error);
  if (record == NULL)
    {
      qd_widget_toast (GTK_WIDGET (self), error->message);
      return;
    }

  position = qd_table_find_position (self, record, TRUE);
  if (position >= 0)
    qd_table_focus_cell (self, position, 0, TRUE);
}

static void
remove_selected (QdTable *self,
                 QdCell  *cell)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  int position = gtk_bitset_is_empty (selected) ? 0 : (int) gtk_bitset_get_minimum (selected);
  int slot = (int) qd_cell_get_slot (cell);

  for (guint64 i = 0; i < gtk_bitset_get_size (selected); i++)
    {
      QdRecord *record = qd_rows_record (qd_table_get_item (self, gtk_bitset_get_nth (selected, (guint) i)));

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  if (records->len == 0)
    return;

  if (records->len == 1 && *qd_record_get_title (records->pdata[0]) != '\0')
    message = g_strdup_printf (_("“%s” deleted"), qd_record_get_title (records->pdata[0]));
  else
    message = g_strdup_printf (ngettext ("%u row deleted", "%u rows deleted", records->len), records->len);

  if (!qd_document_remove (self->document, (QdRecord **) records->pdata, records->len, &error))
    {
      qd_widget_toast (GTK_WIDGET (self), error->message);
      return;
    }

  if (qd_list_get_length (self->list) == 0)
    gtk_widget_child_focus (self->empty, GTK_DIR_TAB_FORWARD);
  else
    qd_table_focus_cell (self, MIN (position, (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection)) - 1), slot,
                         FALSE);
  qd_widget_toast_undo (GTK_WIDGET (self), message);
}

static void
duplicate_row (QdTable *self,
               QdCell  *cell)
{
  QdRecord *record = qd_cell_get_record (cell);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) copies = NULL;

  if (record == NULL)
    return;

  copies = qd_document_duplicate (self->document, &record, 1, &error);
  if (copies == NULL)
    qd_widget_toast (GTK_WIDGET (self), error->message);
  else
    qd_table_focus_cell (self, qd_table_find_position (self, copies->pdata[0], TRUE), (int) qd_cell_get_slot (cell), FALSE);
}

/* Where a row goes by one step: within its list, or over its end into the same list of the next objective. */
static QdList *
step_list (QdRecord *record,
           int       step,
           guint    *index)
{
  QdList *list = qd_record_get_owner_list (record);
  QdRecord *parent = qd_record_get_parent (record);
  QdList *parents = parent != NULL ? qd_record_get_owner_list (parent) : NULL;
  int at = qd_list_index_of (list, record) + step;

  if (at >= 0 && at < (int) qd_list_get_length (list))
    {
      *index = (guint) at;
      return list;
    }

  at = parents != NULL ? qd_list_index_of (parents, parent) + step : -1;
  if (at < 0 || at >= (int) qd_list_get_length (parents))
    return NULL;

  list = qd_record_get_list (qd_list_get (parents, (guint) at), qd_list_get_id (list));
  *index = step > 0 ? 0 : qd_list_get_length (list);

  return list;
}

static void
move_row (QdTable *self,
          QdCell  *cell,
          int      step)
{
  QdRecord *record = qd_cell_get_record (cell);
  int slot = (int) qd_cell_get_slot (cell);
  guint index = 0;
  QdList *list = record != NULL ? step_list (record, step, &index) : NULL;
  g_autoptr (GError) error = NULL;

  if (list == NULL)
    return;

  if (qd_document_move (self->document, &record, 1, qd_list_get_owner (list), qd_list_get_id (list), index, &error))
    qd_table_focus_cell (self, qd_table_find_position (self, record, TRUE), slot, FALSE);
  else
    qd_widget_toast (GTK_WIDGET (self), error->message);
}

static void
clear_cell (QdTable *self,
            QdCell  *cell)
{
  const QdColumn *column = qd_cell_get_column (cell);
  const QdField *field = column != NULL ? (column->field != NULL ? column->field : column->override) : NULL;
  g_autoptr (GError) error = NULL;
  QdValue nothing = QD_VALUE_INIT;

  if (field == NULL || qd_cell_get_record (cell) == NULL)
    return;

  if (!qd_document_set_value (self->document, qd_cell_get_record (cell), field->index, &nothing, QD_APPLY_DEFAULT, &error))
    qd_widget_toast (GTK_WIDGET (self), error->message);
}

static void
set_expanded (QdTable  *self,
              QdCell   *cell,
              gboolean  expanded)
{
  gpointer item = qd_cell_get_item (cell);

  if (GTK_IS_TREE_LIST_ROW (item))
    qd_table_set_expanded (self, item, expanded);
}

static gboolean
is_expandable (QdCell   *cell,
               gboolean  expanded)
{
  gpointer item = qd_cell_get_item (cell);

  return GTK_IS_TREE_LIST_ROW (item) && qd_cell_get_slot (cell) == 0 && gtk_tree_list_row_is_expandable (item) &&
         gtk_tree_list_row_get_expanded (item) == expanded;
}

/* Enter on a record edits the cell; on the last row, adds; on a heading, opens or closes it. */
static void
activate_cell (QdTable *self,
               QdCell  *cell)
{
  gpointer item = qd_cell_get_item (cell);

  switch (qd_rows_kind (item))
    {
    case QD_ROW_ADD:
      qd_table_add_after (self, cell);
      break;
    case QD_ROW_GROUP:
      set_expanded (self, cell, !gtk_tree_list_row_get_expanded (item));
      break;
    case QD_ROW_RECORD:
      if (!qd_cell_edit (cell, NULL) && GTK_IS_TREE_LIST_ROW (item))
        set_expanded (self, cell, !gtk_tree_list_row_get_expanded (item));
      break;
    case QD_ROW_TOTAL:
    default:
      break;
    }
}

static gboolean
editing_key (QdTable         *self,
             QdCell          *cell,
             guint            keyval,
             GdkModifierType  state)
{
  if (qd_cell_handle_key (cell, keyval, state))
    return TRUE;

  switch (keyval)
    {
    case GDK_KEY_Escape:
      qd_cell_cancel (cell);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (qd_cell_commit (cell))
        move_focus (self, cell, 1, 0);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      if (qd_cell_commit (cell))
        move_tab (self, cell, keyval == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
alt_key (QdTable *self,
         QdCell  *cell,
         guint    keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Up:
      move_row (self, cell, -1);
      return TRUE;
    case GDK_KEY_Down:
      move_row (self, cell, 1);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
control_key (QdTable *self,
             QdCell  *cell,
             guint    keyval)
{
  int last = (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection)) - 1;

  switch (keyval)
    {
    case GDK_KEY_d:
      duplicate_row (self, cell);
      return TRUE;
    case GDK_KEY_Home:
      return qd_table_focus_cell (self, 0, 0, FALSE);
    case GDK_KEY_End:
      return qd_table_focus_cell (self, last, (int) self->n_slots - 1, FALSE);
    default:
      return FALSE;
    }
}

/* How many rows show at once, less one that stays in view. */
static int
page_rows (QdTable *self,
           QdCell  *cell)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  int height = MAX (gtk_widget_get_height (GTK_WIDGET (cell)), 24);

  return MAX ((int) gtk_adjustment_get_page_size (adjustment) / height - 2, 1);
}

/* Up and down, by rows or pages; with Shift the rows on the way are selected. */
static gboolean
move_rows (QdTable *self,
           QdCell  *cell,
           int      rows,
           gboolean extend)
{
  int n_items = (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  int position = CLAMP ((int) qd_cell_get_position (cell) + rows, 0, n_items - 1);

  return go_to_cell (self, position, (int) qd_cell_get_slot (cell), FALSE, extend);
}

static gboolean
plain_key (QdTable *self,
           QdCell  *cell,
           guint    keyval,
           gboolean shift)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint open = rtl ? GDK_KEY_Left : GDK_KEY_Right;

  switch (keyval)
    {
    case GDK_KEY_Up:
      return move_rows (self, cell, -1, shift);
    case GDK_KEY_Down:
      return move_rows (self, cell, 1, shift);
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (is_expandable (cell, keyval != open))
        set_expanded (self, cell, keyval == open);
      else
        move_focus (self, cell, 0, keyval == GDK_KEY_Left ? -1 : 1);
      return TRUE;
    case GDK_KEY_Page_Up:
      return move_rows (self, cell, -page_rows (self, cell), shift);
    case GDK_KEY_Page_Down:
      return move_rows (self, cell, page_rows (self, cell), shift);
    case GDK_KEY_Home:
      return qd_table_focus_cell (self, (int) qd_cell_get_position (cell), 0, FALSE);
    case GDK_KEY_End:
      return qd_table_focus_cell (self, (int) qd_cell_get_position (cell), (int) self->n_slots - 1, FALSE);
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return move_tab (self, cell, shift);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_F2:
      activate_cell (self, cell);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      remove_selected (self, cell);
      return TRUE;
    case GDK_KEY_BackSpace:
      clear_cell (self, cell);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdTable               *self)
{
  QdCell *cell = qd_table_focused_cell (self);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gunichar typed = gdk_keyval_to_unicode (keyval);

  if (cell == NULL)
    return GDK_EVENT_PROPAGATE;

  if (qd_cell_is_editing (cell))
    return editing_key (self, cell, keyval, modifiers);
  if (modifiers == GDK_ALT_MASK)
    return alt_key (self, cell, keyval);
  if (modifiers == GDK_CONTROL_MASK)
    return control_key (self, cell, keyval);
  if ((modifiers & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (plain_key (self, cell, keyval, (modifiers & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_STOP;

  if (typed >= ' ' && typed != 0x7f && g_unichar_isprint (typed))
    {
      char text[8] = { 0 };

      if (qd_rows_kind (qd_cell_get_item (cell)) == QD_ROW_ADD)
        return GDK_EVENT_PROPAGATE;
      g_unichar_to_utf8 (typed, text);
      return qd_cell_edit (cell, text);
    }

  return GDK_EVENT_PROPAGATE;
}

static QdCell *
cell_at (QdTable *self,
         double   x,
         double   y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = picked != NULL && !QD_IS_CELL (picked) ? gtk_widget_get_ancestor (picked, QD_TYPE_CELL) : picked;

  return cell != NULL && qd_cell_get_item (QD_CELL (cell)) != NULL ? QD_CELL (cell) : NULL;
}

static void
select_clicked (QdTable         *self,
                QdCell          *cell,
                GdkModifierType  modifiers)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  guint position = qd_cell_get_position (cell);

  if (qd_cell_get_record (cell) == NULL)
    return;

  if ((modifiers & GDK_SHIFT_MASK) != 0)
    qd_table_select_range (self, position);
  else if ((modifiers & GDK_CONTROL_MASK) == 0)
    qd_table_select_only (self, position);
  else if (gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_unselect_item (selection, position);
  else
    gtk_selection_model_select_item (selection, position, FALSE);
}

/* Caught before the row sees it: the row would give the focus to its first cell, whichever was clicked. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            QdTable         *self)
{
  QdCell *cell = cell_at (self, x, y);
  QdRowKind kind;

  if (cell == NULL || qd_cell_is_editing (cell))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  kind = qd_rows_kind (qd_cell_get_item (cell));
  select_clicked (self, cell, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  if (kind != QD_ROW_RECORD || n_press == 2)
    activate_cell (self, cell);
}

/**
 * qd_table_init_keys: (skip)
 *
 * Listens for keys and clicks.
 */
void
qd_table_init_keys (QdTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  /* Editors may stand in a popover. */
  gtk_event_controller_set_propagation_limit (keys, GTK_LIMIT_NONE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
