#include "qd-config.h"

#include "qd-app-util.h"
#include "qd-table-private.h"
#include "qd-touch.h"

/* A table's keys and clicks: those of a spreadsheet. Keys are caught before the view sees them, because the view would
 * move the focus to another column on Down, and out of the table on Tab. */

static void
forget_tab (QdTable *self)
{
  self->tab_slot = -1;
}

static int
last_slot (QdTable *self)
{
  return qd_table_step_slot (self, (int) self->n_slots, -1);
}

static gboolean
move_focus (QdTable *self,
            QdCell  *cell,
            int      slots)
{
  int slot = (int) qd_cell_get_slot (cell);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    slots = -slots;
  slot = CLAMP (qd_table_step_slot (self, slot, slots), 0, last_slot (self));

  return qd_table_go (self, (int) qd_cell_get_position (cell), slot, QD_TABLE_GO_PLAIN);
}

/* With Shift only the cells on the way are selected, of every row that is. */
static gboolean
extend_cells (QdTable *self,
              QdCell  *cell,
              int      slot)
{
  int from = qd_table_has_range (self) ? self->range_from : (int) qd_cell_get_slot (cell);

  slot = CLAMP (slot, 0, last_slot (self));
  if (qd_cell_get_record (cell) == NULL)
    return TRUE;

  qd_table_set_range (self, from, slot);

  return qd_table_go (self, (int) qd_cell_get_position (cell), slot, QD_TABLE_GO_KEEP);
}

/* Rows of sums are nothing to type in. */
static int
skip_totals (QdTable *self,
             int      position,
             int      step)
{
  while (position >= 0 && position < (int) qd_table_get_n_rows (self) &&
         qd_rows_kind (qd_table_get_item (self, (guint) position)) == QD_ROW_TOTAL)
    position += step;

  return position;
}

/* Whether Tab stops there: at what can be typed in, and in rows without a record everywhere. */
static gboolean
is_tab_stop (QdTable *self,
             int      position,
             int      slot)
{
  QdRecord *record = qd_table_get_record (self, position);

  return record == NULL || qd_table_field_of_cell (self, record, (guint) slot) != NULL;
}

/* Tab goes from cell to cell and over the end of a row; at the last cell it leaves the table. What is computed is passed
 * over: words typed there would be lost. */
static gboolean
move_tab (QdTable  *self,
          int       position,
          int       slot,
          gboolean  back)
{
  if (self->tab_slot < 0)
    self->tab_slot = slot;

  do
    slot = qd_table_step_slot (self, slot, back ? -1 : 1);
  while (slot >= 0 && slot < (int) self->n_slots && !is_tab_stop (self, position, slot));
  if (slot >= (int) self->n_slots)
    {
      slot = 0;
      self->tab_slot = 0;
      position = skip_totals (self, position + 1, 1);
    }
  else if (slot < 0)
    {
      position = skip_totals (self, position - 1, -1);
      for (slot = last_slot (self); slot > 0 && position >= 0 && !is_tab_stop (self, position, slot);)
        slot = qd_table_step_slot (self, slot, -1);
      self->tab_slot = slot;
    }

  return qd_table_go (self, position, slot, QD_TABLE_GO_PLAIN);
}

/* In GTK 4.8 what comes before the first cell of a row is its second one, so that nobody would get out of the table. */
static gboolean
leave_backwards (QdTable *self)
{
  gboolean left;

  gtk_widget_set_can_focus (self->view, FALSE);
  left = gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (self->view)), GTK_DIR_TAB_BACKWARD);
  gtk_widget_set_can_focus (self->view, TRUE);

  return left;
}

/* The row in which Enter goes on after @record: in a tree, that of the next record of its list. */
static int
find_next_row (QdTable  *self,
               QdRecord *record)
{
  QdRecord *next;

  if (!qd_table_is_tree (self))
    return skip_totals (self, qd_table_find_position (self, record, FALSE) + 1, 1);

  next = qd_row_order_get_next (self->order, record);

  return next != NULL ? qd_table_find_position (self, next, FALSE)
                      : qd_table_find_add_row (self, qd_record_get_owner_list (record));
}

/* The next row in the same column, or where Tab set out from; behind the last a new one begins. */
static void
go_on (QdTable  *self,
       QdRecord *record,
       int       slot)
{
  int position = find_next_row (self, record);
  int start = self->tab_slot >= 0 ? self->tab_slot : slot;
  gboolean add = position >= 0 && position < (int) qd_table_get_n_rows (self) &&
                 qd_rows_kind (qd_table_get_item (self, (guint) position)) == QD_ROW_ADD;

  if (!qd_table_go (self, position, start, add ? QD_TABLE_GO_EDIT : QD_TABLE_GO_PLAIN))
    qd_table_go (self, qd_table_find_position (self, record, FALSE), slot, QD_TABLE_GO_PLAIN);
}

/* Hands over what was typed. Returns: whether it was taken; @record is whose cell it is, a new one if a row was added */
static gboolean
commit (QdTable   *self,
        QdCell    *cell,
        QdRecord **record)
{
  QdList *list = qd_table_list_of_row (self, qd_cell_get_position (cell));
  guint length = qd_list_get_length (list);

  *record = qd_cell_get_record (cell);
  if (!qd_cell_commit (cell))
    return FALSE;

  if (*record == NULL && qd_list_get_length (list) > length)
    *record = qd_list_get (list, length);

  return TRUE;
}

static void
commit_and_go_on (QdTable *self,
                  QdCell  *cell)
{
  int slot = (int) qd_cell_get_slot (cell);
  QdRecord *record;

  if (commit (self, cell, &record) && record != NULL)
    go_on (self, record, slot);
  else if (record == NULL && qd_list_get_length (self->list) == 0)
    qd_table_set_adding (self, FALSE);
}

static void
commit_and_tab (QdTable  *self,
                QdCell   *cell,
                gboolean  back)
{
  int slot = (int) qd_cell_get_slot (cell);
  int position = (int) qd_cell_get_position (cell);
  QdRecord *record;

  if (!commit (self, cell, &record))
    return;

  if (record != NULL)
    position = qd_table_find_position (self, record, FALSE);
  move_tab (self, position, slot, back);
}

/* In a cell that is typed over, as opposed to one that is edited, Up and Down go to the next row. */
static gboolean
commit_and_move (QdTable *self,
                 QdCell  *cell,
                 int      rows)
{
  int slot = (int) qd_cell_get_slot (cell);
  QdRecord *record;

  if (!qd_cell_is_typed_over (cell))
    return FALSE;

  if (commit (self, cell, &record) && record != NULL)
    qd_table_go (self, qd_table_find_position (self, record, FALSE) + rows, slot, QD_TABLE_GO_PLAIN);

  return TRUE;
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

/* Enter edits the cell, or begins a new row; on a heading, opens or closes it. Where there is nothing to edit, what Tab
 * came along goes on in the next row. */
static void
activate_cell (QdTable *self,
               QdCell  *cell)
{
  gpointer item = qd_cell_get_item (cell);

  switch (qd_rows_kind (item))
    {
    case QD_ROW_ADD:
      if (!qd_cell_edit (cell, NULL))
        qd_table_go (self, (int) qd_cell_get_position (cell), 0, QD_TABLE_GO_EDIT);
      break;
    case QD_ROW_GROUP:
      set_expanded (self, cell, !gtk_tree_list_row_get_expanded (item));
      break;
    case QD_ROW_RECORD:
      if (qd_cell_edit (cell, NULL))
        break;
      if (self->tab_slot >= 0)
        go_on (self, qd_cell_get_record (cell), (int) qd_cell_get_slot (cell));
      else if (GTK_IS_TREE_LIST_ROW (item))
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
             GdkModifierType  modifiers)
{
  if (qd_cell_handle_key (cell, keyval, modifiers) ||
      (modifiers != 0 && qd_widget_activate_accel (GTK_WIDGET (cell), keyval, modifiers)))
    return TRUE;

  switch (keyval)
    {
    case GDK_KEY_Escape:
      qd_cell_cancel (cell);
      if (qd_list_get_length (self->list) == 0)
        qd_table_set_adding (self, FALSE);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      commit_and_go_on (self, cell);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      if ((modifiers & GDK_CONTROL_MASK) != 0)
        return FALSE;
      commit_and_tab (self, cell, keyval == GDK_KEY_ISO_Left_Tab || (modifiers & GDK_SHIFT_MASK) != 0);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      return modifiers == 0 && commit_and_move (self, cell, keyval == GDK_KEY_Down ? 1 : -1);
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

/* Up and down; with Shift the rows on the way are selected, with Control none. */
static gboolean
move_rows (QdTable         *self,
           QdCell          *cell,
           int              rows,
           GdkModifierType  modifiers)
{
  int n_rows = (int) qd_table_get_n_rows (self);
  int position = (int) qd_cell_get_position (cell);
  QdTableGo how = QD_TABLE_GO_PLAIN;

  if ((modifiers & GDK_SHIFT_MASK) != 0)
    how = QD_TABLE_GO_EXTEND;
  else if ((modifiers & GDK_CONTROL_MASK) != 0)
    how = QD_TABLE_GO_KEEP;

  position = rows > 0 ? position + MIN (rows, n_rows - 1 - position) : MAX (position + rows, 0);

  return qd_table_go (self, position, (int) qd_cell_get_slot (cell), how);
}

/* To the first cell there is or to the last; with Shift the rows up to there are selected. */
static gboolean
move_to_end (QdTable         *self,
             QdCell          *cell,
             gboolean         last,
             GdkModifierType  modifiers)
{
  gboolean extend = (modifiers & GDK_SHIFT_MASK) != 0;
  int slot = last ? last_slot (self) : 0;

  return qd_table_go (self, last ? (int) qd_table_get_n_rows (self) - 1 : 0, extend ? (int) qd_cell_get_slot (cell) : slot,
                      extend ? QD_TABLE_GO_EXTEND : QD_TABLE_GO_PLAIN);
}

static gboolean
row_key (QdTable         *self,
         QdCell          *cell,
         guint            keyval,
         GdkModifierType  modifiers)
{
  gboolean control = (modifiers & GDK_CONTROL_MASK) != 0;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_rows (self, cell, -1, modifiers);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_rows (self, cell, 1, modifiers);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return !control && move_rows (self, cell, -page_rows (self, cell), modifiers);
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return !control && move_rows (self, cell, page_rows (self, cell), modifiers);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return control && move_to_end (self, cell, FALSE, modifiers);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return control && move_to_end (self, cell, TRUE, modifiers);
    default:
      return FALSE;
    }
}

/* Left and right, Home and End: within the row. */
static gboolean
cell_key (QdTable  *self,
          QdCell   *cell,
          guint     keyval,
          gboolean  extend)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int last = last_slot (self);
  int step = keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left ? -1 : 1;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      if (extend)
        return extend_cells (self, cell, qd_table_step_slot (self, (int) qd_cell_get_slot (cell), rtl ? -step : step));
      if (is_expandable (cell, (step > 0) == rtl))
        set_expanded (self, cell, (step > 0) != rtl);
      else
        move_focus (self, cell, step);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      if (extend)
        return extend_cells (self, cell, 0);
      return qd_table_go (self, (int) qd_cell_get_position (cell), 0, QD_TABLE_GO_PLAIN);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      if (extend)
        return extend_cells (self, cell, last);
      return qd_table_go (self, (int) qd_cell_get_position (cell), last, QD_TABLE_GO_PLAIN);
    default:
      return FALSE;
    }
}

/* Back to one row; if it is alone already the key is for somebody else. */
static gboolean
narrow_selection (QdTable *self,
                  QdCell  *cell)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (!qd_table_has_range (self) && gtk_bitset_get_size (selected) < 2)
    return FALSE;

  return qd_table_go (self, (int) qd_cell_get_position (cell), (int) qd_cell_get_slot (cell), QD_TABLE_GO_PLAIN);
}

static gboolean
other_key (QdTable         *self,
           QdCell          *cell,
           guint            keyval,
           GdkModifierType  modifiers)
{
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_F2:
      activate_cell (self, cell);
      return TRUE;
    case GDK_KEY_Escape:
      return narrow_selection (self, cell);
    case GDK_KEY_space:
      if (!shift)
        return FALSE;
      qd_table_set_range (self, -1, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

/* What is typed goes over what was there. */
static gboolean
type_over (QdCell *cell,
           guint   keyval)
{
  gunichar typed = gdk_keyval_to_unicode (keyval);
  char text[8] = { 0 };

  if (typed < ' ' || typed == 0x7f || !g_unichar_isprint (typed))
    return FALSE;

  g_unichar_to_utf8 (typed, text);

  return qd_cell_edit (cell, text);
}

static gboolean
selecting_key (QdTable         *self,
               QdCell          *cell,
               guint            keyval,
               GdkModifierType  modifiers)
{
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;

  if ((modifiers & ~(GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0)
    return FALSE;

  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    return (modifiers & GDK_CONTROL_MASK) == 0 &&
           (move_tab (self, (int) qd_cell_get_position (cell), (int) qd_cell_get_slot (cell), shift) ||
            (shift && leave_backwards (self)));

  if (row_key (self, cell, keyval, modifiers))
    {
      forget_tab (self);
      return TRUE;
    }
  if ((modifiers & GDK_CONTROL_MASK) != 0)
    {
      if (keyval == GDK_KEY_space)
        qd_table_toggle (self, qd_cell_get_position (cell));
      return keyval == GDK_KEY_space;
    }
  if (cell_key (self, cell, keyval, shift))
    {
      forget_tab (self);
      return TRUE;
    }

  return other_key (self, cell, keyval, modifiers) || type_over (cell, keyval);
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

  if (cell == NULL)
    return GDK_EVENT_PROPAGATE;

  qd_table_back_into_view (self, cell);
  qd_table_locate (self, cell);
  if (qd_cell_is_editing (cell))
    return editing_key (self, cell, keyval, modifiers);

  return qd_table_handle_edit_key (self, keyval, modifiers) || selecting_key (self, cell, keyval, modifiers);
}

/**
 * qd_table_cell_at: (skip)
 *
 * Returns: (nullable): the cell at that place of the table
 */
QdCell *
qd_table_cell_at (QdTable *self,
                  double   x,
                  double   y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = picked != NULL && !QD_IS_CELL (picked) ? gtk_widget_get_ancestor (picked, QD_TYPE_CELL) : picked;

  return cell != NULL && qd_cell_get_item (QD_CELL (cell)) != NULL ? QD_CELL (cell) : NULL;
}

static gboolean
is_selected (QdTable *self,
             QdCell  *cell)
{
  return gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), qd_cell_get_position (cell));
}

/* A click on one of several selected rows may become a drag of them all: it selects that row alone only when it ends. */
static void
select_clicked (QdTable         *self,
                QdCell          *cell,
                GdkModifierType  modifiers)
{
  guint position = qd_cell_get_position (cell);

  self->pressed_position = -1;
  if (qd_cell_get_record (cell) == NULL)
    {
      qd_table_set_range (self, -1, -1);
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
      return;
    }

  if ((modifiers & GDK_SHIFT_MASK) != 0)
    {
      if ((modifiers & GDK_CONTROL_MASK) != 0)
        qd_table_set_range (self, qd_table_has_range (self) ? self->range_from : MAX (self->at_slot, 0),
                            (int) qd_cell_get_slot (cell));
      qd_table_select_range (self, position);
      qd_table_show_range (self);
    }
  else if ((modifiers & GDK_CONTROL_MASK) != 0)
    {
      qd_table_toggle (self, position);
    }
  else if (is_selected (self, cell))
    {
      self->pressed_position = (int) position;
    }
  else
    {
      qd_table_set_range (self, -1, -1);
      qd_table_select_only (self, position);
    }
}

static gboolean
is_finding_mark (GtkWidget *picked,
                 QdCell    *cell)
{
  GtkWidget *mark = qd_cell_get_finding_mark (cell);

  return mark != NULL && picked != NULL && (picked == mark || gtk_widget_is_ancestor (picked, mark));
}

/* Caught before the row sees it: the row would give the focus to its first cell, whichever was clicked. */
static void
press_cell (QdTable         *self,
            GtkGestureClick *gesture,
            double           x,
            double           y)
{
  QdCell *cell = qd_table_cell_at (self, x, y);
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (cell == NULL || qd_cell_is_editing (cell))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  forget_tab (self);
  select_clicked (self, cell, modifiers);
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  qd_table_locate (self, cell);
  if (qd_rows_kind (qd_cell_get_item (cell)) != QD_ROW_RECORD)
    activate_cell (self, cell);
  else if (is_finding_mark (gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT), cell) && modifiers == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "table.findings", NULL);
}

/* A finger that moves on scrolls: what it does, it does when it is lifted. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            QdTable         *self)
{
  if (!qd_touch_is_finger (gesture))
    press_cell (self, gesture, x, y);
}

/* A second click edits, once it has turned out to be no drag. */
static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             QdTable         *self)
{
  QdCell *cell = qd_table_cell_at (self, x, y);
  int position;

  if (qd_touch_is_finger (gesture))
    press_cell (self, gesture, x, y);
  position = self->pressed_position;
  self->pressed_position = -1;
  if (position >= 0 && qd_table_get_record (self, position) != NULL)
    {
      qd_table_set_range (self, -1, -1);
      qd_table_select_only (self, (guint) position);
    }

  if (n_press == 2 && cell != NULL && qd_cell_get_record (cell) != NULL && cell == qd_table_focused_cell (self))
    activate_cell (self, cell);
}

/* The menu is for the selected rows, if the click was on one of them; else for that row alone. */
static gboolean
open_menu (GtkWidget *widget,
           double     x,
           double     y,
           gpointer   user_data)
{
  QdTable *self = QD_TABLE (widget);
  QdCell *cell = qd_table_cell_at (self, x, y);

  if (cell == NULL || qd_cell_is_editing (cell))
    return FALSE;

  if (!is_selected (self, cell))
    select_clicked (self, cell, 0);
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  qd_table_locate (self, cell);
  qd_table_popup_menu (self, x, y);

  return TRUE;
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
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  qd_table_init_drag (self, click);
  qd_touch_add_menu (GTK_WIDGET (self), GTK_PHASE_CAPTURE, open_menu, NULL);
}
