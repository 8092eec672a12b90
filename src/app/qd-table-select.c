#include "qd-config.h"

#include "qd-table-private.h"

/* Which cell of a table has the focus, and which rows are selected, or only some cells of them. */

QdCell *
qd_table_focused_cell (QdTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->card))
    return NULL;

  cell = QD_IS_CELL (focus) ? focus : gtk_widget_get_ancestor (focus, QD_TYPE_CELL);

  return cell != NULL ? QD_CELL (cell) : NULL;
}

/**
 * qd_table_locate: (skip)
 * @cell: (nullable): a cell of the table
 *
 * What comes next is about that cell.
 */
void
qd_table_locate (QdTable *self,
                 QdCell  *cell)
{
  QdRecord *record;

  if (cell == NULL || qd_cell_get_item (cell) == NULL)
    return;

  record = qd_cell_get_record (cell);
  qd_table_leave_row (self, record);
  self->at_position = (int) qd_cell_get_position (cell);
  self->at_slot = (int) qd_cell_get_slot (cell);
  g_free (self->at_id);
  self->at_id = record != NULL ? g_strdup (qd_record_get_id (record)) : NULL;
}

/* A row that was just scrolled to has its cells before they are mapped: those count, too. */
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
 * qd_table_current_cell: (skip)
 *
 * Returns: (nullable): the cell that has the focus, or had it before a menu opened
 */
QdCell *
qd_table_current_cell (QdTable *self)
{
  QdCell *cell = qd_table_focused_cell (self);

  if (cell != NULL || self->at_position < 0)
    return cell;

  return find_cell (self, (guint) self->at_position, (guint) self->at_slot);
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

/**
 * qd_table_row_of_cell: (skip)
 *
 * Returns: (transfer none) (nullable): the view's own widget of the row in which @cell stands
 */
GtkWidget *
qd_table_row_of_cell (QdCell *cell)
{
  GtkWidget *row = GTK_WIDGET (cell);

  while (row != NULL && !GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);

  return row;
}

/* A row that was out of view is not mapped until the next frame, and an editor in it would not get what is typed meanwhile:
 * the toolkit has no text typed into what is not realized. The view will find that the row shows now. */
static void
show_row (QdCell *cell)
{
  GtkWidget *row = qd_table_row_of_cell (cell);

  if (row != NULL)
    gtk_widget_set_child_visible (row, TRUE);
}

/**
 * qd_table_back_into_view: (skip)
 * @cell: a cell of the table
 *
 * Scrolls back to it if it is out of view: keys are pressed for it.
 */
void
qd_table_back_into_view (QdTable *self,
                         QdCell  *cell)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (cell)))
    return;

  qd_table_scroll_to (self, qd_cell_get_position (cell));
  show_row (cell);
}

static gboolean
is_record (QdTable *self,
           guint    position)
{
  return qd_rows_record (qd_table_get_item (self, position)) != NULL;
}

static void
select_on_the_way (QdTable   *self,
                   guint      position,
                   QdTableGo  how)
{
  if ((how & QD_TABLE_GO_KEEP) != 0)
    return;

  if ((how & QD_TABLE_GO_EXTEND) != 0)
    {
      qd_table_select_range (self, position);
      return;
    }

  qd_table_set_range (self, -1, -1);
  if (is_record (self, position))
    {
      qd_table_select_only (self, position);
      return;
    }

  self->anchor = position;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * qd_table_go: (skip)
 * @position: a row
 * @slot: one of its cells
 * @how: what happens on the way
 *
 * Gives the focus to a cell, scrolling there first if it has no widget yet. Out of range is no move.
 *
 * Returns: whether there is such a cell
 */
gboolean
qd_table_go (QdTable   *self,
             int        position,
             int        slot,
             QdTableGo  how)
{
  QdCell *cell;

  if (position >= 0)
    qd_table_grow (self, (guint) position);
  if (position < 0 || (guint) position >= qd_table_get_n_rows (self) || slot < 0 || (guint) slot >= self->n_slots)
    return FALSE;

  if (!qd_table_slot_shows (self, (guint) slot))
    slot = qd_table_step_slot (self, slot, -1);
  qd_table_scroll_to (self, (guint) position);
  select_on_the_way (self, (guint) position, how);

  cell = find_cell (self, (guint) position, (guint) slot);
  if (cell == NULL)
    {
      self->wanted_position = position;
      self->wanted_slot = (guint) slot;
      self->wanted_how = how;
      return TRUE;
    }

  self->wanted_position = -1;
  self->arriving = TRUE;
  show_row (cell);
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  qd_table_locate (self, cell);
  if ((how & QD_TABLE_GO_EDIT) != 0)
    qd_cell_edit (cell, NULL);

  return TRUE;
}

static gboolean
focus_wanted_cb (gpointer user_data)
{
  QdTable *self = user_data;
  int position = self->wanted_position;

  self->wanted_position = -1;
  if (position >= 0)
    qd_table_go (self, position, (int) self->wanted_slot, self->wanted_how);

  return G_SOURCE_REMOVE;
}

static gboolean
is_in_range (QdTable *self,
             QdCell  *cell)
{
  int slot = (int) qd_cell_get_slot (cell);

  return qd_table_has_range (self) && qd_cell_get_record (cell) != NULL &&
         slot >= MIN (self->range_from, self->range_to) && slot <= MAX (self->range_from, self->range_to) &&
         gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), qd_cell_get_position (cell));
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
  qd_cell_set_in_range (cell, is_in_range (self, cell));
  if (self->wanted_position == (int) qd_cell_get_position (cell) && self->wanted_slot == qd_cell_get_slot (cell))
    g_idle_add_full (G_PRIORITY_DEFAULT, focus_wanted_cb, g_object_ref (self), g_object_unref);
}

static gboolean
find_focus_cb (gpointer user_data)
{
  QdTable *self = user_data;
  QdRecord *record = qd_plan_find (qd_document_get_plan (self->document), self->at_id);
  int position = record != NULL ? qd_table_find_position (self, record, FALSE) : -1;

  self->lost_id = 0;
  if (position < 0)
    position = MIN (self->at_position, (int) qd_table_get_n_rows (self) - 1);
  if (qd_list_get_length (self->list) > 0)
    qd_table_go (self, position, MAX (self->at_slot, 0), QD_TABLE_GO_KEEP);

  return G_SOURCE_REMOVE;
}

/**
 * qd_table_cell_unrooted: (skip)
 * @cell: a cell that goes
 *
 * If it goes with the focus, that goes to where its record is now, or to what stands in its place. The toolkit would leave
 * the focus with the widget that is gone until the next frame, and keys pressed meanwhile would reach nobody.
 */
void
qd_table_cell_unrooted (QdTable *self,
                        QdCell  *cell)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || (focus != GTK_WIDGET (cell) && !gtk_widget_is_ancestor (focus, GTK_WIDGET (cell))))
    return;

  if (self->lost_id == 0)
    self->lost_id = g_idle_add_full (G_PRIORITY_HIGH, find_focus_cb, self, NULL);
}

static gboolean
scroll_again_cb (gpointer user_data)
{
  QdTable *self = user_data;

  self->scroll_again_id = 0;
  if (self->at_position >= 0)
    qd_table_scroll_to (self, (guint) self->at_position);

  return G_SOURCE_REMOVE;
}

/**
 * qd_table_cell_unmapped: (skip)
 * @cell: a cell that does not show any more
 *
 * If it has the focus and its row was only scrolled out of view, it keeps that: the toolkit would give it to the first cell
 * of the row with the next frame, and what is being typed would end there. The view takes rows that were never drawn for
 * as high as nothing, so that it may have scrolled past the cell that was just gone to: once it knows better it is told again.
 */
void
qd_table_cell_unmapped (QdTable *self,
                        QdCell  *cell)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = qd_table_row_of_cell (cell);

  if (focus == NULL || row == NULL || gtk_widget_get_child_visible (row) ||
      !gtk_widget_get_mapped (gtk_widget_get_parent (row)) ||
      (focus != GTK_WIDGET (cell) && !gtk_widget_is_ancestor (focus, GTK_WIDGET (cell))))
    return;

  gtk_root_set_focus (root, focus);
  if (self->arriving && self->scroll_again_id == 0)
    self->scroll_again_id = g_idle_add_full (G_PRIORITY_HIGH, scroll_again_cb, self, NULL);
}

/**
 * qd_table_has_range: (skip)
 *
 * Returns: whether only some cells of the selected rows are selected
 */
gboolean
qd_table_has_range (QdTable *self)
{
  return self->range_from >= 0;
}

/**
 * qd_table_set_range: (skip)
 * @from: the slot where it begins; -1: whole rows are selected
 * @to: where it ends
 */
void
qd_table_set_range (QdTable *self,
                    int      from,
                    int      to)
{
  if (self->range_from == from && self->range_to == to)
    return;

  self->range_from = from;
  self->range_to = to;
  qd_table_show_range (self);
}

/**
 * qd_table_show_range: (skip)
 *
 * Marks the cells that are in the range.
 */
void
qd_table_show_range (QdTable *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      QdCell *cell = g_ptr_array_index (self->cells, i);

      if (qd_cell_get_item (cell) != NULL)
        qd_cell_set_in_range (cell, is_in_range (self, cell));
    }
}

void
qd_table_select_only (QdTable *self,
                      guint    position)
{
  self->anchor = position;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

static void
set_selected (QdTable   *self,
              GtkBitset *rows)
{
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, qd_table_get_n_rows (self));

  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), rows, all);
}

/**
 * qd_table_restore_selected: (skip)
 * @records: records of the table
 *
 * Selects just those of them that show, and leaves the focus where it is.
 */
void
qd_table_restore_selected (QdTable   *self,
                           GPtrArray *records)
{
  g_autoptr (GtkBitset) rows = gtk_bitset_new_empty ();

  for (guint i = 0; i < records->len; i++)
    {
      int position = qd_table_find_position (self, records->pdata[i], FALSE);

      if (position >= 0)
        gtk_bitset_add (rows, (guint) position);
    }
  if (gtk_bitset_is_empty (rows))
    return;

  qd_table_grow (self, gtk_bitset_get_maximum (rows));
  self->anchor = gtk_bitset_get_minimum (rows);
  set_selected (self, rows);
}

static void
select_records_between (QdTable *self,
                        guint    first,
                        guint    last)
{
  g_autoptr (GtkBitset) rows = gtk_bitset_new_empty ();

  for (guint i = first; i <= last; i++)
    if (is_record (self, i))
      gtk_bitset_add (rows, i);

  set_selected (self, rows);
}

/**
 * qd_table_select_range: (skip)
 *
 * Selects the records from where the last selection began to @position, and no others.
 */
void
qd_table_select_range (QdTable *self,
                       guint    position)
{
  guint anchor = MIN (self->anchor, qd_table_get_n_rows (self) - 1);

  select_records_between (self, MIN (anchor, position), MAX (anchor, position));
}

void
qd_table_select_all (QdTable *self)
{
  qd_table_grow (self, G_MAXUINT);
  qd_table_set_range (self, -1, -1);
  if (qd_table_get_n_rows (self) > 0)
    select_records_between (self, 0, qd_table_get_n_rows (self) - 1);
}

/**
 * qd_table_toggle: (skip)
 *
 * Selects the row at @position along with the others, or takes it out from among them.
 */
void
qd_table_toggle (QdTable *self,
                 guint    position)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);

  if (!is_record (self, position))
    return;

  self->anchor = position;
  qd_table_set_range (self, -1, -1);
  if (gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_unselect_item (selection, position);
  else
    gtk_selection_model_select_item (selection, position, FALSE);
}

/**
 * qd_table_select_records: (skip)
 * @records: records of the table
 * @focused: the one of them that gets the focus
 *
 * Selects just these, opening what hides them.
 */
void
qd_table_select_records (QdTable   *self,
                         GPtrArray *records,
                         QdRecord  *focused)
{
  int position;

  /* Opening one moves those below it: all are opened before any place counts. */
  for (guint i = 0; i < records->len; i++)
    qd_table_find_position (self, records->pdata[i], TRUE);
  position = qd_table_find_position (self, focused, TRUE);
  if (position < 0)
    return;

  qd_table_grow (self, G_MAXUINT);
  qd_table_set_range (self, -1, -1);
  qd_table_restore_selected (self, records);
  self->anchor = (guint) position;
  qd_table_go (self, position, self->at_slot, QD_TABLE_GO_KEEP);
}

/**
 * qd_table_dup_selected: (skip)
 *
 * Returns: (transfer container): the selected records, in the order of the rows
 */
GPtrArray *
qd_table_dup_selected (QdTable *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *records = g_ptr_array_new ();
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      QdRecord *record = qd_rows_record (qd_table_get_item (self, position));

      if (record != NULL)
        g_ptr_array_add (records, record);
    }

  return records;
}

/**
 * qd_table_get_selected:
 *
 * Returns: (transfer none) (nullable): the first selected record
 */
QdRecord *
qd_table_get_selected (QdTable *table)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (table->selection));

  if (gtk_bitset_is_empty (selected))
    return NULL;

  return qd_rows_record (qd_table_get_item (table, gtk_bitset_get_minimum (selected)));
}

/**
 * qd_table_unselect:
 *
 * Selects no row.
 */
void
qd_table_unselect (QdTable *table)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (table->selection));
}

/**
 * qd_table_select:
 * @table: a table
 * @record: a record
 *
 * Selects the row of @record, brings it into view and gives it the focus.
 *
 * Returns: whether @record is in this table
 */
gboolean
qd_table_select (QdTable  *table,
                 QdRecord *record)
{
  int position = qd_table_find_position (table, record, TRUE);

  if (position < 0)
    return FALSE;

  return qd_table_go (table, position, 0, QD_TABLE_GO_PLAIN);
}

/**
 * qd_table_select_field:
 * @table: a table
 * @record: a record
 * @field: a field of it
 *
 * Like qd_table_select(), but the focus goes to the cell of @field.
 *
 * Returns: whether @record is in this table, and @field has a column
 */
gboolean
qd_table_select_field (QdTable       *table,
                       QdRecord      *record,
                       const QdField *field)
{
  int slot = qd_table_slot_of_field (table, field);
  int position = slot >= 0 ? qd_table_find_position (table, record, TRUE) : -1;

  if (position >= 0)
    qd_table_show_slot (table, (guint) slot);

  return position >= 0 && qd_table_go (table, position, slot, QD_TABLE_GO_PLAIN);
}

/**
 * qd_table_select_row:
 * @table: a table
 * @record: a record
 *
 * Like qd_table_select(), but the focus stays where it is.
 *
 * Returns: whether @record is in this table
 */
gboolean
qd_table_select_row (QdTable  *table,
                     QdRecord *record)
{
  int position = qd_table_find_position (table, record, TRUE);

  if (position < 0)
    return FALSE;

  qd_table_grow (table, (guint) position);
  qd_table_scroll_to (table, (guint) position);
  qd_table_select_only (table, (guint) position);

  return TRUE;
}
