#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-table-private.h"

/* Which rows of a table show, and in which order. That is what somebody looks at, not what the plan says: it is said above
 * the rows, and turned off there.
 *
 * A row that is being typed into stays where it is, whatever it comes to say: rows settle when it is left. */

QdOrder *
qd_table_get_order (QdTable *self)
{
  return qd_row_order_get_order (self->order);
}

/* While rows are filtered out, those that hold what was found are open; afterwards they are as they were. */
static void
switch_expanded (QdTable *self)
{
  gboolean filtering = qd_order_is_filtering (qd_table_get_order (self));

  if (filtering == (self->collapsed_before != NULL))
    return;

  if (filtering)
    {
      self->collapsed_before = g_steal_pointer (&self->collapsed);
      self->expand_before = self->expand_new;
      self->collapsed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->expand_new = TRUE;
    }
  else
    {
      g_hash_table_unref (self->collapsed);
      self->collapsed = g_steal_pointer (&self->collapsed_before);
      self->expand_new = self->expand_before;
    }
}

/**
 * qd_table_order_changed: (skip)
 *
 * To be called when other rows are to be shown, or in another order.
 */
void
qd_table_order_changed (QdTable *self)
{
  self->unsettled = FALSE;
  g_clear_pointer (&self->held_id, g_free);
  switch_expanded (self);
  qd_table_rebuild (self);
  qd_table_show_sorting (self);
  qd_filter_bar_update (QD_FILTER_BAR (self->filter_bar));
}

static void
refresh_cells (QdTable *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    qd_cell_refresh (g_ptr_array_index (self->cells, i));
}

static void
settle (QdTable *self)
{
  g_autoptr (GPtrArray) selected = qd_table_dup_selected (self);
  QdCell *cell = qd_table_focused_cell (self);
  QdRecord *at = cell != NULL ? qd_cell_get_record (cell) : NULL;
  int slot = cell != NULL ? (int) qd_cell_get_slot (cell) : 0;

  self->unsettled = FALSE;
  g_clear_pointer (&self->held_id, g_free);
  if (qd_row_order_settle (self->order))
    {
      qd_table_restore_selected (self, selected);
      cell = qd_table_focused_cell (self);
      if (at != NULL && (cell == NULL || qd_cell_get_record (cell) != at))
        qd_table_go (self, qd_table_find_position (self, at, FALSE), slot, QD_TABLE_GO_KEEP);
    }

  refresh_cells (self);
  qd_filter_bar_update (QD_FILTER_BAR (self->filter_bar));
}

/* The focus may seem to leave, as when another window comes before this one, and be in the row all the time. */
static gboolean
is_held (QdTable *self)
{
  QdCell *cell = qd_table_focused_cell (self);
  QdRecord *record = cell != NULL ? qd_cell_get_record (cell) : NULL;

  return record != NULL && g_strcmp0 (qd_record_get_id (record), self->held_id) == 0;
}

static gboolean
settle_cb (gpointer user_data)
{
  QdTable *self = user_data;
  QdCell *edited = qd_cell_get_edited (gtk_widget_get_root (GTK_WIDGET (self)));

  self->settle_id = 0;

  /* Leaving the row that is being typed into comes here again. */
  if (self->unsettled && !is_held (self) && (edited == NULL || !gtk_widget_is_ancestor (GTK_WIDGET (edited), GTK_WIDGET (self))))
    settle (self);

  return G_SOURCE_REMOVE;
}

/* Before the next key. */
static void
settle_soon (QdTable *self)
{
  if (self->unsettled && self->settle_id == 0)
    self->settle_id = g_idle_add_full (G_PRIORITY_HIGH, settle_cb, self, NULL);
}

/* The record that came last with @change, if any did. */
static const char *
find_added (QdChange *change)
{
  for (guint i = qd_change_get_n_ops (change); i-- > 0;)
    if (qd_change_get_op (change, i)->type == QD_OP_INSERT)
      return qd_change_get_op (change, i)->id;

  return NULL;
}

static gboolean
is_about (QdChange *change,
          QdRecord *record)
{
  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    if (g_str_equal (qd_change_get_op (change, i)->id, qd_record_get_id (record)))
      return TRUE;

  return FALSE;
}

/**
 * qd_table_note_change: (skip)
 * @change: what has just been done to the plan
 */
void
qd_table_note_change (QdTable  *self,
                      QdChange *change)
{
  const char *held = find_added (change);
  QdCell *cell = qd_table_focused_cell (self);
  QdRecord *at = cell != NULL ? qd_cell_get_record (cell) : NULL;

  if (!qd_order_is_active (qd_table_get_order (self)))
    return;

  self->unsettled = TRUE;
  if (held == NULL && at != NULL && is_about (change, at))
    held = qd_record_get_id (at);
  if (held != NULL)
    {
      g_free (self->held_id);
      self->held_id = g_strdup (held);
    }
  qd_order_changed (qd_table_get_order (self));
  qd_filter_bar_update (QD_FILTER_BAR (self->filter_bar));

  /* What somebody types stays under his hands; other rows go where they belong at once. */
  if (cell == NULL || held == NULL)
    settle_soon (self);
}

/**
 * qd_table_leave_row: (skip)
 * @entered: (nullable): the record of the row that gets the focus; %NULL if it is no record's
 *
 * The row that adds comes after the one that was just added: that is not left on the way there.
 */
void
qd_table_leave_row (QdTable  *self,
                    QdRecord *entered)
{
  const char *id = entered != NULL ? qd_record_get_id (entered) : NULL;

  if (id != NULL && g_strcmp0 (id, self->at_id) != 0 && g_strcmp0 (id, self->held_id) != 0)
    settle_soon (self);
}

static void
focus_left_cb (GtkEventControllerFocus *controller,
               QdTable                 *self)
{
  settle_soon (self);
}

static gboolean
is_within (QdTable  *self,
           QdRecord *record)
{
  while (record != NULL && qd_record_get_owner_list (record) != self->list)
    {
      if (qd_table_column_of_type (self, qd_record_get_record_type (record), 0) == NULL)
        return FALSE;
      record = qd_record_get_parent (record);
    }

  return record != NULL;
}

/**
 * qd_table_reveal: (skip)
 *
 * Shows @record although it is filtered out, because somebody goes to it; if it is of this table.
 */
void
qd_table_reveal (QdTable  *self,
                 QdRecord *record)
{
  QdOrder *order = qd_table_get_order (self);

  if (qd_order_shows (order, record) || !is_within (self, record))
    return;

  qd_order_keep (order, record);
  settle (self);
}

/**
 * qd_table_can_reorder: (skip)
 * @say: whether to say why not
 *
 * Returns: whether rows can be moved by hand
 */
gboolean
qd_table_can_reorder (QdTable  *self,
                      gboolean  say)
{
  QdOrder *order = qd_table_get_order (self);
  gboolean read_only = qd_document_get_read_only (self->document);

  if (say && !read_only && qd_order_get_sorted (order, NULL) != NULL)
    qd_widget_toast (GTK_WIDGET (self), _("Rows that are sorted cannot be moved: they are not in the order of the plan"));
  else if (say && !read_only && qd_order_is_filtering (order))
    qd_widget_toast (GTK_WIDGET (self), _("Rows cannot be moved while some of them are filtered out"));

  return !read_only && !qd_order_is_active (order);
}

/* What is typed stands in a row that is about to be made anew. Returns: FALSE if it was refused */
static gboolean
commit_edit (QdTable *self)
{
  return qd_widget_commit_edit (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

/**
 * qd_table_sort_in: (skip)
 * @column: the id of a column
 * @direction: which way
 */
void
qd_table_sort_in (QdTable     *self,
                  const char  *column,
                  QdDirection  direction)
{
  if (!commit_edit (self))
    return;

  qd_order_sort_by (qd_table_get_order (self), column, direction);
  qd_table_order_changed (self);
}

/**
 * qd_table_sort_by:
 * @table: a table
 * @column: the id of a column
 *
 * Sorts by it; where that is so already, the other way, and then not at all.
 */
void
qd_table_sort_by (QdTable    *table,
                  const char *column)
{
  QdDirection direction;
  const char *sorted = qd_order_get_sorted (qd_table_get_order (table), &direction);

  if (g_strcmp0 (sorted, column) != 0)
    direction = QD_DIRECTION_ASCENDING;
  else
    direction = direction == QD_DIRECTION_ASCENDING ? QD_DIRECTION_DESCENDING : QD_DIRECTION_NONE;

  qd_table_sort_in (table, column, direction);
}

/* The column of the cell that has the focus, also of headings within the table. */
static const char *
current_column (QdTable *self)
{
  QdCell *cell = qd_table_current_cell (self);
  const QdColumn *column = cell != NULL ? qd_cell_get_column (cell) : NULL;

  return column != NULL ? column->id : NULL;
}

/**
 * qd_table_sort_current: (skip)
 *
 * Sorts by the column that has the focus.
 */
void
qd_table_sort_current (QdTable *self)
{
  const char *column = current_column (self);

  if (column != NULL)
    qd_table_sort_by (self, column);
}

/**
 * qd_table_filter_by: (skip)
 * @column: (nullable): the id of a column
 *
 * Begins to filter by it.
 */
void
qd_table_filter_by (QdTable    *self,
                    const char *column)
{
  qd_filter_bar_start (QD_FILTER_BAR (self->filter_bar), column);
}

/**
 * qd_table_filter_current: (skip)
 *
 * Begins to filter by the column that has the focus.
 */
void
qd_table_filter_current (QdTable *self)
{
  qd_table_filter_by (self, current_column (self));
}

/**
 * qd_table_filter_value: (skip)
 *
 * Shows only rows that say the same as the cell that has the focus.
 */
void
qd_table_filter_value (QdTable *self)
{
  QdCell *cell = qd_table_current_cell (self);
  QdRecord *record = cell != NULL ? qd_cell_get_record (cell) : NULL;
  const QdColumn *column = cell != NULL ? qd_cell_get_column (cell) : NULL;
  g_autofree char *text = NULL;

  if (record == NULL || column == NULL || !commit_edit (self))
    return;

  text = qd_column_display (column, qd_document_get_figures (self->document), record, NULL);
  qd_order_add_filter (qd_table_get_order (self), qd_filter_new (column->id, text, TRUE));
  qd_table_order_changed (self);
}

/**
 * qd_table_show_all: (skip)
 *
 * Turns off what is sorted and filtered out.
 */
void
qd_table_show_all (QdTable *self)
{
  qd_filter_bar_clear (QD_FILTER_BAR (self->filter_bar));
}

/**
 * qd_table_filter:
 * @table: a table
 *
 * Begins to filter its rows, or ends it.
 */
void
qd_table_filter (QdTable *table)
{
  QdFilterBar *bar = QD_FILTER_BAR (table->filter_bar);

  if (qd_filter_bar_is_started (bar))
    qd_filter_bar_clear (bar);
  else
    qd_filter_bar_start (bar, NULL);
}

static void
bar_closed_cb (QdTable *self)
{
  QdCell *cell = qd_table_current_cell (self);

  if (cell != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
  else
    gtk_widget_child_focus (self->view, GTK_DIR_TAB_FORWARD);
}

static void
add_columns_of (QdTable      *self,
                QdRecordType  type)
{
  g_autofree const QdColumn **columns = g_new0 (const QdColumn *, self->n_slots);

  for (guint slot = 0; slot < self->n_slots; slot++)
    columns[slot] = qd_table_column_of_type (self, type, slot);
  qd_order_set_columns (qd_table_get_order (self), type, columns, self->n_slots);
}

/**
 * qd_table_init_order: (skip)
 *
 * To be called when the columns are known.
 */
void
qd_table_init_order (QdTable *self)
{
  QdOrder *order = qd_order_new (qd_document_get_figures (self->document), self->list);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->order = qd_row_order_new (order);
  for (QdRecordType type = 0; type < QD_N_RECORD_TYPES; type++)
    if (type == qd_list_get_info (self->list)->record_type ||
        (qd_table_is_tree (self) && qd_table_column_of_type (self, type, 0) != NULL))
      add_columns_of (self, type);

  self->filter_bar = qd_filter_bar_new (order);
  for (guint i = 0; i < self->named->len; i++)
    {
      const QdTableColumn *named = &g_array_index (self->named, QdTableColumn, i);

      qd_filter_bar_add_column (QD_FILTER_BAR (self->filter_bar), named->id, named->label);
    }
  gtk_box_prepend (GTK_BOX (self->card), self->filter_bar);
  g_signal_connect_object (self->filter_bar, "changed", G_CALLBACK (qd_table_order_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_bar, "closed", G_CALLBACK (bar_closed_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (self->view, focus);
}
