#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-menu.h"
#include "qd-row-marks.h"
#include "qd-table-private.h"

/* What is done with the selected rows of a table: each an action, with its keys and its place in the menu. */

/**
 * qd_table_list_of_row: (skip)
 * @position: a row
 *
 * Returns: (transfer none): the list in which that row adds: that of its record, or the one the row stands for
 */
QdList *
qd_table_list_of_row (QdTable *self,
                      guint    position)
{
  gpointer item = position < qd_table_get_n_rows (self) ? qd_table_get_item (self, position) : NULL;
  QdRecord *record = item != NULL ? qd_rows_record (item) : NULL;

  if (item == NULL)
    return self->list;

  return record != NULL ? qd_record_get_owner_list (record) : qd_row_get_list (item);
}

/**
 * qd_table_add_at: (skip)
 * @list: a list of the table
 *
 * Begins to type a record at the end of @list. The plan has it once something has been typed.
 *
 * Returns: whether one can be added there
 */
gboolean
qd_table_add_at (QdTable *self,
                 QdList  *list)
{
  int position = qd_table_find_add_row (self, list);

  if (position < 0)
    return FALSE;

  if (list == self->list && qd_list_get_length (list) == 0)
    qd_table_set_adding (self, TRUE);

  return qd_table_go (self, position, 0, QD_TABLE_GO_EDIT);
}

static void
add_below (QdTable *self)
{
  QdRecord *at = qd_table_get_record (self, self->at_position);
  QdList *list = qd_table_list_of_row (self, self->at_position);
  g_autoptr (GError) error = NULL;
  QdRecord *record;

  if (at == NULL)
    {
      qd_table_add_at (self, list);
      return;
    }

  record = qd_document_add (self->document, qd_list_get_owner (list), qd_list_get_id (list),
                            (guint) qd_list_index_of (list, at) + 1, &error);
  if (record == NULL)
    qd_widget_toast (GTK_WIDGET (self), error->message);
  else
    qd_table_go (self, qd_table_find_position (self, record, TRUE), 0, QD_TABLE_GO_EDIT);
}

static void
duplicate_selected (QdTable *self)
{
  g_autoptr (GPtrArray) records = qd_table_dup_selected (self);
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GError) error = NULL;

  if (records->len == 0)
    return;

  copies = qd_document_duplicate (self->document, (QdRecord **) records->pdata, records->len, &error);
  if (copies == NULL)
    qd_widget_toast (GTK_WIDGET (self), error->message);
  else
    qd_table_select_records (self, copies, copies->pdata[0]);
}

/* The list of the same kind before or behind the record that holds @list, and where one comes into it. */
static QdList *
neighbour (QdList *list,
           int     step,
           guint  *index)
{
  QdRecord *owner = qd_list_get_owner (list);
  QdList *owners = qd_record_get_owner_list (owner);
  int at = owners != NULL ? qd_list_index_of (owners, owner) + step : -1;

  if (at < 0 || at >= (int) qd_list_get_length (owners))
    return NULL;

  list = qd_record_get_list (qd_list_get (owners, (guint) at), qd_list_get_id (list));
  *index = step > 0 ? 0 : qd_list_get_length (list);

  return list;
}

/* Where records of @list go by one step: within it, or over its end into the same list of the next objective. Those that
 * do not stand together come together first. */
static QdList *
find_step (QdList    *list,
           GPtrArray *records,
           int        step,
           guint     *index)
{
  guint length = qd_list_get_length (list);
  guint first = (guint) qd_list_index_of (list, records->pdata[0]);
  guint last = (guint) qd_list_index_of (list, records->pdata[records->len - 1]);
  gboolean together = last - first + 1 == records->len;

  if (together && (step < 0 ? first == 0 : last + 1 == length))
    return neighbour (list, step, index);

  if (step < 0)
    *index = MAX (first, 1) - 1;
  else
    *index = MIN (last + 1, length - 1) - (records->len - 1);

  return list;
}

static void
move_selected (QdTable *self,
               int      step)
{
  g_autoptr (GPtrArray) selected = qd_table_dup_selected (self);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  QdRecord *at = qd_table_get_record (self, self->at_position);
  g_autoptr (GError) error = NULL;
  QdList *list;
  guint index = 0;

  if (selected->len == 0 || !qd_table_can_reorder (self, TRUE))
    return;

  /* Rows of other lists stay: they would have to go elsewhere. */
  at = at != NULL && g_ptr_array_find (selected, at, NULL) ? at : selected->pdata[0];
  list = qd_record_get_owner_list (at);
  for (guint i = 0; i < selected->len; i++)
    if (qd_record_get_owner_list (selected->pdata[i]) == list)
      g_ptr_array_add (records, selected->pdata[i]);

  list = find_step (list, records, step, &index);
  if (list == NULL)
    return;

  if (qd_document_move (self->document, (QdRecord **) records->pdata, records->len, qd_list_get_owner (list),
                        qd_list_get_id (list), index, &error))
    qd_table_select_records (self, records, at);
  else
    qd_widget_toast (GTK_WIDGET (self), error->message);
}

static void
move_up (QdTable *self)
{
  move_selected (self, -1);
}

static void
move_down (QdTable *self)
{
  move_selected (self, 1);
}

/* Where the focus goes when rows have gone: to what stands there now. */
static void
focus_remaining (QdTable *self,
                 guint    position)
{
  if (qd_list_get_length (self->list) == 0)
    gtk_widget_child_focus (self->empty, GTK_DIR_TAB_FORWARD);
  else
    qd_table_go (self, (int) MIN (position, qd_table_get_n_rows (self) - 1), self->at_slot, QD_TABLE_GO_PLAIN);
}

/**
 * qd_table_focus:
 * @table: a table
 *
 * Takes the focus to the cell that had it last, or to what stands there now.
 */
void
qd_table_focus (QdTable *table)
{
  table->at_slot = MAX (table->at_slot, 0);
  focus_remaining (table, (guint) MAX (table->at_position, 0));
}

/**
 * qd_table_remove_selected: (skip)
 * @cut: whether they are on the clipboard now
 *
 * Removes the selected records, and says so with a way back.
 */
void
qd_table_remove_selected (QdTable  *self,
                          gboolean  cut)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GPtrArray) records = qd_table_dup_selected (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  guint position = gtk_bitset_get_minimum (selected);
  g_autofree char *name = NULL;

  if (records->len == 0)
    return;

  name = qd_record_name (records->pdata[0]);
  if (records->len == 1 && *qd_record_get_title (records->pdata[0]) != '\0')
    message = g_strdup_printf (cut ? _("“%s” cut") : _("“%s” deleted"), name);
  else if (cut)
    message = qd_count_printf (ngettext ("%u row cut", "%u rows cut", records->len), records->len);
  else
    message = qd_count_printf (ngettext ("%u row deleted", "%u rows deleted", records->len), records->len);

  if (!qd_document_remove (self->document, (QdRecord **) records->pdata, records->len, &error))
    {
      qd_widget_toast (GTK_WIDGET (self), error->message);
      return;
    }

  focus_remaining (self, position);
  qd_widget_toast_undo (GTK_WIDGET (self), message);
}

/**
 * qd_table_field_of_cell: (skip)
 *
 * Returns: (nullable): the field of @record that is typed in that cell; %NULL if there is nothing to type
 */
const QdField *
qd_table_field_of_cell (QdTable  *self,
                        QdRecord *record,
                        guint     slot)
{
  const QdColumn *column = qd_table_column_of_type (self, qd_record_get_record_type (record), slot);

  if (column == NULL)
    return NULL;

  return column->field != NULL ? column->field : column->override;
}

static void
clear_cell (QdTable  *self,
            QdRecord *record,
            guint     slot)
{
  const QdField *field = qd_table_field_of_cell (self, record, slot);
  g_autoptr (GError) error = NULL;
  QdValue nothing = QD_VALUE_INIT;

  if (field != NULL &&
      !qd_document_set_value (self->document, record, field->index, &nothing, QD_APPLY_DEFAULT, &error))
    qd_widget_toast (GTK_WIDGET (self), error->message);
}

/**
 * qd_table_clear_cells: (skip)
 * @cut: whether they are on the clipboard now
 *
 * Empties the selected cells, or the one that has the focus.
 */
void
qd_table_clear_cells (QdTable  *self,
                      gboolean  cut)
{
  g_autoptr (GPtrArray) records = qd_table_dup_selected (self);
  g_autoptr (QdChange) change = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;
  QdValue nothing = QD_VALUE_INIT;
  guint first, last, n_cells;

  if (!qd_table_has_range (self))
    {
      QdRecord *record = qd_table_get_record (self, self->at_position);

      if (record != NULL)
        clear_cell (self, record, (guint) self->at_slot);
      return;
    }

  first = (guint) MIN (self->range_from, self->range_to);
  last = (guint) MAX (self->range_from, self->range_to);
  n_cells = records->len * (last - first + 1);
  title = cut ? qd_count_printf (ngettext ("Cut %u cell", "Cut %u cells", n_cells), n_cells)
              : qd_count_printf (ngettext ("Clear %u cell", "Clear %u cells", n_cells), n_cells);
  change = qd_change_new (title);
  for (guint i = 0; i < records->len; i++)
    for (guint slot = first; slot <= last; slot++)
      {
        const QdField *field = qd_table_field_of_cell (self, records->pdata[i], slot);

        if (field != NULL && qd_table_slot_shows (self, slot))
          qd_change_set (change, qd_record_get_id (records->pdata[i]), field, &nothing);
      }

  if (!qd_document_apply (self->document, change, QD_APPLY_DEFAULT, &error))
    qd_widget_toast (GTK_WIDGET (self), error->message);
}

static void
clear_cells (QdTable *self)
{
  qd_table_clear_cells (self, FALSE);
}

/* Of selected cells only what stands in them goes. */
static void
delete_selected (QdTable *self)
{
  if (qd_table_has_range (self))
    qd_table_clear_cells (self, FALSE);
  else
    qd_table_remove_selected (self, FALSE);
}

static void
fit_current (QdTable *self)
{
  qd_table_fit_slot (self, (guint) self->at_slot);
}

static void
hide_current (QdTable *self)
{
  qd_table_hide_slot (self, (guint) self->at_slot);
}

static void
make_narrower (QdTable *self)
{
  qd_table_widen_slot (self, (guint) self->at_slot, -1);
}

static void
make_wider (QdTable *self)
{
  qd_table_widen_slot (self, (guint) self->at_slot, 1);
}

static void
show_findings (QdTable *self)
{
  QdRecord *record = qd_table_get_record (self, self->at_position);

  if (record == NULL || qd_row_mark_get (self->document, record).worst == QD_SEVERITY_NONE)
    qd_widget_toast (GTK_WIDGET (self), _("Nothing is found about this row"));
  else
    qd_widget_show_findings (GTK_WIDGET (self), qd_page_of_record (record), qd_record_get_id (record));
}

/* What is about a column is a menu of its own. */
#define COLUMN_SECTION 3

/* In the order of the menu; those without a label are not in it. */
static const struct
{
  const char      *action;
  void           (*func) (QdTable *table);
  guint            keyval;
  GdkModifierType  modifiers;
  const char      *label;
  guint            section;
} edits[] = {
  { "table.cut", qd_table_cut, GDK_KEY_x, GDK_CONTROL_MASK, N_("Cu_t"), 0 },
  { "table.copy", qd_table_copy, GDK_KEY_c, GDK_CONTROL_MASK, N_("_Copy"), 0 },
  { "table.copy-cell", qd_table_copy_cell, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, N_("Copy C_ell"), 0 },
  { "table.paste", qd_table_paste, GDK_KEY_v, GDK_CONTROL_MASK, N_("_Paste"), 0 },
  { "table.paste-cells", qd_table_paste_cells, GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK, N_("Paste _Over Cells"), 0 },
  { "table.add-below", add_below, GDK_KEY_Return, GDK_CONTROL_MASK, N_("_Add Below"), 1 },
  { "table.duplicate", duplicate_selected, GDK_KEY_d, GDK_CONTROL_MASK, N_("Dupl_icate"), 1 },
  { "table.move-up", move_up, GDK_KEY_Up, GDK_ALT_MASK, N_("Move _Up"), 1 },
  { "table.move-down", move_down, GDK_KEY_Down, GDK_ALT_MASK, N_("Move _Down"), 1 },
  { "table.clear", clear_cells, GDK_KEY_BackSpace, 0, N_("Clea_r Cell"), 2 },
  { "table.delete", delete_selected, GDK_KEY_Delete, 0, N_("De_lete"), 2 },
  { "table.findings", show_findings, GDK_KEY_F8, GDK_SHIFT_MASK, N_("Show Findin_gs"), 2 },
  { "table.sort", qd_table_sort_current, GDK_KEY_o, GDK_CONTROL_MASK | GDK_SHIFT_MASK, N_("_Sort by This Column"), 3 },
  { "table.filter", qd_table_filter_current, GDK_KEY_l, GDK_CONTROL_MASK | GDK_SHIFT_MASK, N_("_Filter…"), 3 },
  { "table.filter-value", qd_table_filter_value, GDK_KEY_k, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
    N_("Filter by This _Value"), 3 },
  { "table.fit", fit_current, 0, 0, N_("Fi_t Column"), 3 },
  { "table.hide", hide_current, 0, 0, N_("_Hide Column"), 3 },
  { "table.narrower", make_narrower, GDK_KEY_Left, GDK_ALT_MASK | GDK_SHIFT_MASK, NULL, 3 },
  { "table.wider", make_wider, GDK_KEY_Right, GDK_ALT_MASK | GDK_SHIFT_MASK, NULL, 3 },
  { "table.show-all", qd_table_show_all, GDK_KEY_BackSpace, GDK_CONTROL_MASK | GDK_SHIFT_MASK, N_("Sh_ow All"), 3 },
  { "table.select-all", qd_table_select_all, GDK_KEY_a, GDK_CONTROL_MASK, NULL, 0 },
  { "table.show-menu", qd_table_show_menu, GDK_KEY_Menu, 0, NULL, 0 },
};

/* Other keys that mean the same. */
static const struct
{
  guint           keyval;
  GdkModifierType modifiers;
  guint           same_keyval;
  GdkModifierType same_modifiers;
} synonyms[] = {
  { GDK_KEY_KP_Delete, 0, GDK_KEY_Delete, 0 },
  { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, GDK_KEY_Return, GDK_CONTROL_MASK },
  { GDK_KEY_F10, GDK_SHIFT_MASK, GDK_KEY_Menu, 0 },
  { GDK_KEY_Insert, GDK_CONTROL_MASK, GDK_KEY_c, GDK_CONTROL_MASK },
  { GDK_KEY_Insert, GDK_SHIFT_MASK, GDK_KEY_v, GDK_CONTROL_MASK },
  { GDK_KEY_Delete, GDK_SHIFT_MASK, GDK_KEY_x, GDK_CONTROL_MASK },
};

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    if (g_str_equal (edits[i].action, name))
      edits[i].func (QD_TABLE (widget));
}

void
qd_table_install_edits (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    gtk_widget_class_install_action (widget_class, edits[i].action, NULL, edit_action);
}

/**
 * qd_table_handle_edit_key: (skip)
 *
 * Returns: whether the key was one of an edit's
 */
gboolean
qd_table_handle_edit_key (QdTable         *self,
                          guint            keyval,
                          GdkModifierType  modifiers)
{
  keyval = gdk_keyval_to_lower (keyval);
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (synonyms[i].keyval == keyval && synonyms[i].modifiers == modifiers)
      {
        keyval = synonyms[i].same_keyval;
        modifiers = synonyms[i].same_modifiers;
        break;
      }

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    if (edits[i].keyval == keyval && edits[i].modifiers == modifiers)
      {
        edits[i].func (self);
        return TRUE;
      }

  return FALSE;
}

static GMenuModel *
build_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (edits);)
    {
      g_autoptr (GMenu) section = g_menu_new ();
      guint number = edits[i].section;

      for (; i < G_N_ELEMENTS (edits) && edits[i].section == number; i++)
        {
          g_autoptr (GMenuItem) item = NULL;
          g_autofree char *accel = gtk_accelerator_name (edits[i].keyval, edits[i].modifiers);

          if (edits[i].label == NULL)
            continue;
          item = g_menu_item_new (_(edits[i].label), edits[i].action);
          if (edits[i].keyval != 0)
            g_menu_item_set_attribute (item, "accel", "s", accel);
          g_menu_append_item (section, item);
        }
      if (number == COLUMN_SECTION)
        g_menu_append_submenu (menu, _("Colu_mn"), G_MENU_MODEL (section));
      else if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
        g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }

  return G_MENU_MODEL (menu);
}

/* What makes no sense for what is selected cannot be chosen. */
static void
update_menu (QdTable *self)
{
  static const char *const of_rows[] = { "table.cut", "table.copy", "table.duplicate", "table.delete" };
  static const char *const of_cell[] = { "table.copy-cell", "table.paste-cells", "table.clear" };
  static const char *const of_order[] = { "table.move-up", "table.move-down" };
  QdOrder *order = qd_table_get_order (self);
  gboolean on_record = qd_table_get_record (self, self->at_position) != NULL;
  gboolean any;
  g_autoptr (GPtrArray) records = qd_table_dup_selected (self);

  any = records->len > 0;
  for (guint i = 0; i < G_N_ELEMENTS (of_rows); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_rows[i], any);
  for (guint i = 0; i < G_N_ELEMENTS (of_cell); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_cell[i], on_record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.findings", on_record &&
                                 qd_row_mark_get (self->document, qd_table_get_record (self, self->at_position)).worst !=
                                 QD_SEVERITY_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (of_order); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_order[i], any && qd_table_can_reorder (self, FALSE));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.filter-value", on_record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.show-all", qd_order_is_active (order));
}

static void
menu_closed_cb (GtkPopover *menu,
                QdTable    *self)
{
  QdCell *cell = qd_table_current_cell (self);

  if (cell != NULL && qd_cell_get_edited (gtk_widget_get_root (GTK_WIDGET (self))) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
}

static void
build_popover (QdTable *self)
{
  g_autoptr (GMenuModel) model = build_menu ();

  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  qd_menu_name_items (GTK_POPOVER (self->menu));
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, 0);
}

static gboolean
popup_cb (gpointer user_data)
{
  QdTable *self = user_data;

  if (self->menu != NULL)
    gtk_popover_popup (GTK_POPOVER (self->menu));

  return G_SOURCE_REMOVE;
}

/**
 * qd_table_popup_menu: (skip)
 * @x: where, in the table
 * @y: where, in the table
 */
void
qd_table_popup_menu (QdTable *self,
                     double   x,
                     double   y)
{
  gboolean built = self->menu != NULL;

  if (!built)
    build_popover (self);
  update_menu (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });

  /* A new menu puts the lines between its sections when there is nothing else to do, and has its full height only then. */
  if (built)
    gtk_popover_popup (GTK_POPOVER (self->menu));
  else
    g_idle_add_full (G_PRIORITY_LOW, popup_cb, g_object_ref (self), g_object_unref);
}

/**
 * qd_table_show_menu: (skip)
 *
 * Opens the menu at the cell that has the focus.
 */
void
qd_table_show_menu (QdTable *self)
{
  QdCell *cell = qd_table_current_cell (self);
  graphene_rect_t bounds;

  if (cell != NULL && gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    qd_table_popup_menu (self, bounds.origin.x + 12, bounds.origin.y + bounds.size.height);
}
