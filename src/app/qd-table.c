#include "qd-config.h"

#include "qd-table.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-table-private.h"

/* The one table editor: a list of records, plain or as a tree, whose columns come from the tables of fields and computed
 * figures. Everything is edited in place; every edit goes to the document. What stands in the cells is in
 * qd-table-columns.c, keys are in qd-table-keys.c. */

/* Trees with more objectives than this start closed: opening all rows of a huge plan helps nobody. */
#define MAX_OPEN 40

/* The view makes widgets for some 200 rows at once, whether they show or not, which takes a second: long tables start
 * with a screenful and grow while nothing else is to be done. */
#define FIRST_ROWS 32
#define MORE_ROWS 12
#define WIDGET_ROWS 220

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdTable, qd_table, GTK_TYPE_WIDGET)

gboolean
qd_table_is_tree (QdTable *self)
{
  return (self->flags & (QD_TABLE_TREE | QD_TABLE_SCORECARD)) != 0;
}

/* The table remembers what differs from how rows open by themselves. */
void
qd_table_remember_expanded (QdTable  *self,
                            gpointer  item,
                            gboolean  expanded)
{
  g_autofree char *key = qd_rows_key (item);

  if (expanded == self->expand_new)
    g_hash_table_remove (self->collapsed, key);
  else
    g_hash_table_add (self->collapsed, g_steal_pointer (&key));
}

/* Opens a row that is to be open, and the headings below it. */
static void
open_row (QdTable        *self,
          GtkTreeListRow *row)
{
  g_autofree char *key = NULL;

  if (!gtk_tree_list_row_is_expandable (row))
    return;

  key = qd_rows_key (row);
  if (g_hash_table_contains (self->collapsed, key) == self->expand_new)
    return;

  gtk_tree_list_row_set_expanded (row, TRUE);
  for (guint i = 0; (self->flags & QD_TABLE_TREE) != 0 && qd_rows_kind (row) == QD_ROW_RECORD; i++)
    {
      g_autoptr (GtkTreeListRow) heading = gtk_tree_list_row_get_child_row (row, i);

      if (heading == NULL)
        break;
      open_row (self, heading);
    }
}

static void
update_empty (QdTable *self)
{
  gboolean empty = qd_list_get_length (self->list) == 0 && !self->adding;

  gtk_widget_set_visible (self->empty, empty);
  gtk_widget_set_visible (self->scroller, !empty);
}

static void
tree_changed_cb (GListModel *model,
                 guint       position,
                 guint       removed,
                 guint       added,
                 QdTable    *self)
{
  /* Last first: opening a row adds rows behind it. */
  for (guint i = added; i-- > 0;)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position + i);

      if (row != NULL)
        open_row (self, row);
    }
}

static void
list_changed_cb (GListModel *model,
                 guint       position,
                 guint       removed,
                 guint       added,
                 QdTable    *self)
{
  self->adding = FALSE;
  update_empty (self);
}

static void
refresh_cells (QdTable *self)
{
  self->stale = FALSE;
  for (guint i = 0; i < self->cells->len; i++)
    qd_cell_refresh (g_ptr_array_index (self->cells, i));
}

static void
document_changed_cb (QdDocument *document,
                     QdChange   *change,
                     QdTable    *self)
{
  qd_table_note_change (self, change);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh_cells (self);
  else
    self->stale = TRUE;
}

static void
qd_table_map (GtkWidget *widget)
{
  if (QD_TABLE (widget)->stale)
    refresh_cells (QD_TABLE (widget));

  GTK_WIDGET_CLASS (qd_table_parent_class)->map (widget);
}

static void
selection_changed_cb (GtkSelectionModel *model,
                      guint              position,
                      guint              n_items,
                      QdTable           *self)
{
  if (qd_table_has_range (self))
    qd_table_show_range (self);
  g_signal_emit (self, signals[SELECTED], 0);
}

static gboolean
grow_cb (gpointer user_data)
{
  QdTable *self = user_data;
  guint size = gtk_slice_list_model_get_size (self->slice) + MORE_ROWS;

  if (size < MIN (WIDGET_ROWS, g_list_model_get_n_items (gtk_slice_list_model_get_model (self->slice))))
    {
      gtk_slice_list_model_set_size (self->slice, size);
      return G_SOURCE_CONTINUE;
    }

  self->grow_id = 0;
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);

  return G_SOURCE_REMOVE;
}

/**
 * qd_table_grow: (skip)
 *
 * Makes sure that the row at @position is there, if there is one.
 */
void
qd_table_grow (QdTable *self,
               guint    position)
{
  if (position < gtk_slice_list_model_get_size (self->slice))
    return;

  g_clear_handle_id (&self->grow_id, g_source_remove);
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
}

/* Rows open before anybody watches the tree: thousands of them then open at once. */
static void
build_model (QdTable *self)
{
  GListModel *rows = qd_rows_model_new (self->order, self->list, (self->flags & QD_TABLE_TOTAL) != 0,
                                        qd_list_get_info (self->list)->add != NULL);

  if (qd_table_is_tree (self))
    {
      self->tree = qd_rows_tree_new (self->order, rows, (self->flags & QD_TABLE_TREE) != 0);
      for (guint i = 0;; i++)
        {
          g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (self->tree, i);

          if (row == NULL)
            break;
          open_row (self, row);
        }
      /* After everybody else: a row that opens while some have not heard of the change before leaves them lost. */
      g_signal_connect_object (self->tree, "items-changed", G_CALLBACK (tree_changed_cb), self, G_CONNECT_AFTER);
      rows = g_object_ref (G_LIST_MODEL (self->tree));
    }

  g_clear_object (&self->selection);
  self->slice = gtk_slice_list_model_new (rows, 0, FIRST_ROWS);
  if (self->grow_id == 0)
    self->grow_id = g_idle_add_full (G_PRIORITY_LOW, grow_cb, self, NULL);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (self->slice));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, 0);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
}

/**
 * qd_table_rebuild: (skip)
 *
 * Makes all rows anew: many move, come or go at once. What is selected stays so, and so does the focus.
 */
void
qd_table_rebuild (QdTable *self)
{
  g_autoptr (GPtrArray) selected = qd_table_dup_selected (self);

  build_model (self);
  qd_table_restore_selected (self, selected);
}

static void
build_empty (QdTable *self)
{
  const QdListInfo *info = qd_list_get_info (self->list);
  GtkWidget *label;
  GtkWidget *button;

  label = gtk_label_new (info->empty != NULL ? _(info->empty) : NULL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (self->empty), label);

  if (info->add == NULL)
    return;
  button = gtk_button_new_with_label (_(info->add));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (qd_table_add), self);
  gtk_box_append (GTK_BOX (self->empty), button);
}

static void
qd_table_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  GTK_WIDGET_CLASS (qd_table_parent_class)->snapshot (widget, snapshot);

  QD_TABLE (widget)->arriving = FALSE;
  qd_table_snapshot_drop (QD_TABLE (widget), snapshot);
}

static void
qd_table_dispose (GObject *object)
{
  QdTable *self = QD_TABLE (object);

  g_clear_pointer (&self->dragged, g_ptr_array_unref);
  self->wanted_position = -1;
  g_clear_handle_id (&self->grow_id, g_source_remove);
  g_clear_handle_id (&self->lost_id, g_source_remove);
  g_clear_handle_id (&self->scroll_again_id, g_source_remove);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->card != NULL)
    qd_table_dispose_layout (self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->header_menu, gtk_widget_unparent);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->order);
  g_clear_object (&self->list);
  g_clear_object (&self->document);
  self->tree = NULL;

  G_OBJECT_CLASS (qd_table_parent_class)->dispose (object);
}

static void
qd_table_finalize (GObject *object)
{
  QdTable *self = QD_TABLE (object);

  g_ptr_array_unref (self->cells);
  g_hash_table_unref (self->collapsed);
  g_clear_pointer (&self->collapsed_before, g_hash_table_unref);
  g_free (self->held_id);
  g_array_unref (self->named);
  g_free (self->columns);
  g_free (self->at_id);

  G_OBJECT_CLASS (qd_table_parent_class)->finalize (object);
}

static GtkSizeRequestMode
qd_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* How high the headings and all rows are where the view has so much width. The list of rows says that its height does
 * not depend on its width, so that nobody asks for it; it does, where rows wrap. */
static int
rows_height (QdTable *self,
             int      width)
{
  int most = gtk_scrolled_window_get_max_content_height (GTK_SCROLLED_WINDOW (self->scroller));
  int height = 0;
  int least;

  gtk_widget_measure (self->view, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  for (GtkWidget *part = gtk_widget_get_first_child (self->view); part != NULL; part = gtk_widget_get_next_sibling (part))
    {
      int minimum, natural, ignored[2];

      gtk_widget_measure (part, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
      if (GTK_IS_LIST_VIEW (part))
        GTK_WIDGET_GET_CLASS (part)->measure (part, GTK_ORIENTATION_VERTICAL, MAX (width, least), &minimum, &natural,
                                              &ignored[0], &ignored[1]);
      height += natural;
    }

  return most >= 0 ? MIN (height, most) : height;
}

static void
qd_table_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  QdTable *self = QD_TABLE (widget);

  gtk_widget_measure (self->card, orientation, for_size, minimum, natural, NULL, NULL);
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0 && gtk_widget_get_visible (self->scroller))
    {
      int bar = 0;

      if (gtk_widget_get_visible (self->filter_bar))
        gtk_widget_measure (self->filter_bar, orientation, for_size, NULL, &bar, NULL, NULL);
      *natural = MAX (*natural, bar + rows_height (self, for_size));
    }
}

static void
qd_table_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  gtk_widget_size_allocate (QD_TABLE (widget)->card, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
qd_table_class_init (QdTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = qd_table_dispose;
  object_class->finalize = qd_table_finalize;
  widget_class->map = qd_table_map;
  widget_class->snapshot = qd_table_snapshot;

  /**
   * QdTable::selected:
   *
   * Other rows are selected than before.
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);

  widget_class->get_request_mode = qd_table_get_request_mode;
  widget_class->measure = qd_table_measure;
  widget_class->size_allocate = qd_table_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "qdtable");
  qd_table_install_edits (widget_class);
  qd_table_install_header (widget_class);
}

static void
qd_table_init (QdTable *self)
{
  GtkScrolledWindow *scroller;

  self->cells = g_ptr_array_new ();
  self->collapsed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->wanted_position = -1;
  self->at_position = -1;
  self->range_from = -1;
  self->range_to = -1;
  self->tab_slot = -1;
  self->pressed_position = -1;

  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->card, "card");
  gtk_widget_set_overflow (self->card, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));

  self->empty = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->empty, "qd-empty");
  gtk_box_append (GTK_BOX (self->card), self->empty);

  self->scroller = qd_scroller_new ();
  scroller = GTK_SCROLLED_WINDOW (self->scroller);
  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (scroller, TRUE);
  gtk_scrolled_window_set_propagate_natural_width (scroller, TRUE);
  /* All the height that the table gets, but the table itself asks for no more than it needs. */
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), FALSE);
  gtk_box_append (GTK_BOX (self->card), self->scroller);

  self->view = gtk_column_view_new (NULL);
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (self->view), TRUE);
  gtk_scrolled_window_set_child (scroller, self->view);
}

/**
 * qd_table_new:
 * @document: the document
 * @list: a list of its plan
 * @flags: see #QdTableFlags
 *
 * Returns: a table in which @list is edited
 */
GtkWidget *
qd_table_new (QdDocument   *document,
              QdList       *list,
              QdTableFlags  flags)
{
  QdTable *self = g_object_new (QD_TYPE_TABLE, NULL);

  self->document = g_object_ref (document);
  self->list = g_object_ref (list);
  self->flags = flags;

  qd_widget_set_name (self->view, _(qd_list_get_info (list)->title));
  qd_widget_set_name (self->scroller, _(qd_list_get_info (list)->title));
  qd_table_build_columns (self);
  self->expand_new = qd_list_get_length (list) <= MAX_OPEN;
  qd_table_init_order (self);
  qd_table_init_layout (self);
  qd_table_init_header (self);
  build_model (self);
  build_empty (self);
  update_empty (self);
  qd_table_init_keys (self);
  qd_table_init_files (self);

  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (list_changed_cb), self, 0);

  return GTK_WIDGET (self);
}

/**
 * qd_table_get_list:
 *
 * Returns: (transfer none): the list it shows
 */
QdList *
qd_table_get_list (QdTable *table)
{
  return table->list;
}

/* All rows, whether the view has been told of them or not. */
static GListModel *
get_rows (QdTable *self)
{
  return gtk_slice_list_model_get_model (self->slice);
}

/**
 * qd_table_get_item: (skip)
 * @position: a row
 *
 * Returns: (transfer none): the record or the row of no record there. A tree makes its own rows as they are asked for, and
 * keeps none that nobody holds; what they stand for is kept by the plan and by the table's models.
 */
gpointer
qd_table_get_item (QdTable *self,
                   guint    position)
{
  g_autoptr (GObject) item = g_list_model_get_item (get_rows (self), position);

  return qd_rows_unwrap (item);
}

guint
qd_table_get_n_rows (QdTable *self)
{
  return g_list_model_get_n_items (get_rows (self));
}

/**
 * qd_table_get_record: (skip)
 *
 * Returns: (nullable): the record of the row at @position, if there is such a row and it is a record's
 */
QdRecord *
qd_table_get_record (QdTable *self,
                     int      position)
{
  if (position < 0 || position >= (int) qd_table_get_n_rows (self))
    return NULL;

  return qd_rows_record (qd_table_get_item (self, (guint) position));
}

/**
 * qd_table_find_add_row: (skip)
 * @list: a list of the table
 *
 * Returns: where the row is that adds to @list; -1 if none does, or it is hidden
 */
int
qd_table_find_add_row (QdTable *self,
                       QdList  *list)
{
  int n_rows = (int) qd_table_get_n_rows (self);
  QdRecord *last = qd_row_order_get_last (self->order, list);
  int position = n_rows - 1;

  if (qd_list_get_info (list)->add == NULL)
    return -1;

  /* The list of the table has its row at the very end; others have it behind their last record. */
  if (list != self->list && last != NULL)
    {
      position = qd_table_find_position (self, last, FALSE);
      position = position >= 0 ? position + 1 : -1;
    }
  else if (list != self->list)
    {
      position = self->at_position;
    }

  if (position < 0 || position >= n_rows || qd_rows_kind (qd_table_get_item (self, (guint) position)) != QD_ROW_ADD)
    return -1;

  return position;
}

/**
 * qd_table_set_adding: (skip)
 * @adding: whether the first record is about to be typed
 *
 * Shows an empty list as a grid, or as what it says while nobody has begun.
 */
void
qd_table_set_adding (QdTable  *self,
                     gboolean  adding)
{
  if (self->adding == adding)
    return;

  self->adding = adding;
  update_empty (self);
  if (!adding && qd_list_get_length (self->list) == 0)
    gtk_widget_child_focus (self->empty, GTK_DIR_TAB_FORWARD);
}

/* The row of @record in the tree; @open opens what hides it. */
static GtkTreeListRow *
find_row (QdTable  *self,
          QdRecord *record,
          gboolean  open)
{
  QdList *list = qd_record_get_owner_list (record);
  QdRecord *parent = qd_record_get_parent (record);
  g_autoptr (GtkTreeListRow) above = NULL;

  if (list == self->list)
    return gtk_tree_list_model_get_child_row (self->tree, (guint) qd_row_order_index_of (self->order, record));

  above = list != NULL && parent != NULL ? find_row (self, parent, open) : NULL;
  if (above != NULL && open)
    qd_table_set_expanded (self, above, TRUE);

  for (guint i = 0; above != NULL && (self->flags & QD_TABLE_TREE) != 0; i++)
    {
      GtkTreeListRow *heading = gtk_tree_list_row_get_child_row (above, i);
      gboolean found = heading != NULL && qd_row_get_list (qd_rows_unwrap (heading)) == list;

      if (heading != NULL && !found)
        {
          g_object_unref (heading);
          continue;
        }
      g_object_unref (above);
      above = heading;
      if (above != NULL && open)
        qd_table_set_expanded (self, above, TRUE);
      break;
    }

  if (above == NULL)
    return NULL;

  return gtk_tree_list_row_get_child_row (above, (guint) qd_row_order_index_of (self->order, record));
}

/**
 * qd_table_set_expanded: (skip)
 * @row: a row of the tree, in view or not
 * @expanded: whether to open or to close it
 */
void
qd_table_set_expanded (QdTable        *self,
                       GtkTreeListRow *row,
                       gboolean        expanded)
{
  qd_table_remember_expanded (self, row, expanded);
  gtk_tree_list_row_set_expanded (row, expanded);
}

/**
 * qd_table_find_position: (skip)
 * @open: whether to open the rows that hide @record, and to show it if it is filtered out
 *
 * Returns: where @record is; -1 if it is not in this table, or hidden
 */
int
qd_table_find_position (QdTable  *self,
                        QdRecord *record,
                        gboolean  open)
{
  g_autoptr (GtkTreeListRow) row = NULL;

  if (open)
    qd_table_reveal (self, record);
  if (!qd_table_is_tree (self))
    return qd_record_get_owner_list (record) == self->list ? qd_row_order_index_of (self->order, record) : -1;

  row = find_row (self, record, open);

  return row != NULL ? (int) gtk_tree_list_row_get_position (row) : -1;
}

/**
 * qd_table_add:
 *
 * Begins to type a record at the end of the table's list.
 */
void
qd_table_add (QdTable *table)
{
  qd_table_add_at (table, table->list);
}

/**
 * qd_table_set_max_height:
 * @table: a table
 * @height: in pixels, beyond which it scrolls by itself
 */
void
qd_table_set_max_height (QdTable *table,
                         int      height)
{
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (table->scroller), MAX (height, 120));
}

/**
 * qd_table_expand_all:
 *
 * Opens all rows of a tree, or closes them if all are open.
 */
void
qd_table_expand_all (QdTable *table)
{
  QdRecord *selected = qd_table_get_selected (table);
  gboolean all_open = TRUE;

  if (table->tree == NULL)
    return;

  for (guint i = 0; all_open; i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (table->tree, i);

      if (row == NULL)
        break;
      all_open = qd_rows_record (row) == NULL || gtk_tree_list_row_get_expanded (row);
    }

  g_hash_table_remove_all (table->collapsed);
  table->expand_new = !all_open;
  build_model (table);
  while (all_open && selected != NULL && qd_record_get_owner_list (selected) != table->list)
    selected = qd_record_get_parent (selected);
  if (selected != NULL)
    qd_table_select (table, selected);
}
