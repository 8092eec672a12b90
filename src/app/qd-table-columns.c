#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-app-util.h"
#include "qd-room.h"
#include "qd-table-private.h"

/* What stands in a table: which column a slot shows of each kind of row, and the cells, which the view recycles. */

/* For how many characters of a long answer a column makes room. */
#define MOST_ANSWER 14

/* How much wider than it asks to be a column of long text gets, in pixels at the usual size of text. */
#define MOST_REST 420

/* In a tree each row type shows its own columns in the shared slots; "" leaves a slot empty. */
static const struct
{
  QdRecordType type;
  const char  *columns[6];
} tree_slots[] = {
  { QD_RECORD_OBJECTIVE, { "title", "owner", "points", "load", "confidence", "category" } },
  { QD_RECORD_KEY_RESULT, { "title", "owner", "baseline", "target", "actual", "score" } },
  { QD_RECORD_INITIATIVE, { "title", "teams", "points", "status", "category", "priority" } },
}, scorecard_slots[] = {
  { QD_RECORD_OBJECTIVE, { "title", "", "", "", "score", "band" } },
  { QD_RECORD_KEY_RESULT, { "title", "target", "actual", "computed", "score", "band" } },
};

static const char *const *
slots_of_type (QdTable      *self,
               QdRecordType  type)
{
  if ((self->flags & QD_TABLE_SCORECARD) != 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (scorecard_slots); i++)
        if (scorecard_slots[i].type == type)
          return scorecard_slots[i].columns;
    }
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (tree_slots); i++)
        if (tree_slots[i].type == type)
          return tree_slots[i].columns;
    }

  return NULL;
}

/**
 * qd_table_column_of_type: (skip)
 * @type: a record type
 * @slot: a slot of the table
 *
 * Returns: (nullable): what a row of that type shows there
 */
const QdColumn *
qd_table_column_of_type (QdTable      *self,
                         QdRecordType  type,
                         guint         slot)
{
  const char *const *slots;

  if (!qd_table_is_tree (self))
    return slot < self->n_slots ? self->columns[slot] : NULL;

  slots = slots_of_type (self, type);

  return slots != NULL && *slots[slot] != '\0' ? qd_column_find (type, slots[slot]) : NULL;
}

/**
 * qd_table_slot_of_field: (skip)
 *
 * Returns: the slot in which rows of the field's record type show @field; -1 if there is none
 */
int
qd_table_slot_of_field (QdTable       *self,
                        const QdField *field)
{
  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      const QdColumn *column = qd_table_column_of_type (self, field->record_type, slot);

      if (column != NULL && (column->field == field || column->override == field))
        return (int) slot;
    }

  return -1;
}

/* Numbers stand at the end of their column. In a tree a slot holds now a number, now a word: all behind the names do. */
static gboolean
is_at_end (QdTable *self,
           guint    slot)
{
  const QdColumn *column;

  if ((self->flags & QD_TABLE_TREE) != 0)
    return slot >= 2;
  if ((self->flags & QD_TABLE_SCORECARD) != 0)
    return slot >= 1 && slot + 1 < self->n_slots;

  column = self->columns[slot];

  return qd_kind_is_number (column->kind) || column->kind == QD_KIND_MEASURE;
}

/* What a row shows in a slot; rows that are no record borrow the columns of the records they stand for. */
static const QdColumn *
column_of_row (QdTable  *self,
               gpointer  item,
               guint     slot)
{
  QdRecord *record = qd_rows_record (item);

  if (record != NULL)
    return qd_table_column_of_type (self, qd_record_get_record_type (record), slot);

  return qd_table_column_of_type (self, qd_list_get_info (qd_row_get_list (qd_rows_unwrap (item)))->record_type, slot);
}

/* As wide as the longest of the answers is in the user's language, within limits. */
static guint
answer_chars (const QdColumn *column)
{
  const QdChoice *choices = column != NULL && column->field != NULL ? column->field->choices : NULL;
  glong chars = 0;

  for (gsize i = 0; choices != NULL && choices[i].id != NULL; i++)
    chars = MAX (chars, g_utf8_strlen (_(choices[i].label), -1));

  return (guint) MIN (chars, MOST_ANSWER);
}

/* As wide as the widest of what the rows show there. A tree has no room to give to long answers. */
static guint
slot_chars (QdTable *self,
            guint    slot)
{
  static const QdRecordType types[] = { QD_RECORD_OBJECTIVE, QD_RECORD_KEY_RESULT, QD_RECORD_INITIATIVE };
  guint chars = 0;

  if (!qd_table_is_tree (self))
    return MAX (qd_cell_column_chars (self->columns[slot]), answer_chars (self->columns[slot]));

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (slots_of_type (self, types[i]) != NULL)
      chars = MAX (chars, qd_cell_column_chars (qd_table_column_of_type (self, types[i], slot)));

  return chars;
}

/* The view may drop a cell without telling the factory: a cell that ends takes itself out. */
static void
cell_gone_cb (gpointer  user_data,
              GObject  *cell)
{
  GPtrArray *cells = user_data;

  g_ptr_array_remove_fast (cells, cell);
  g_ptr_array_unref (cells);
}

static void
root_changed_cb (GtkWidget  *cell,
                 GParamSpec *pspec,
                 QdTable    *self)
{
  if (gtk_widget_get_root (cell) == NULL)
    qd_table_cell_unrooted (self, QD_CELL (cell));
}

static void
unmap_cb (GtkWidget *cell,
          QdTable   *self)
{
  qd_table_cell_unmapped (self, QD_CELL (cell));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          QdTable                  *self)
{
  guint slot = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "slot"));
  GtkWidget *cell = qd_cell_new (self->document, slot, slot_chars (self, slot));

  /* Cells take the focus, rows do not: the keys are a spreadsheet's. */
  gtk_list_item_set_activatable (list_item, FALSE);
  g_ptr_array_add (self->cells, cell);
  g_signal_connect_object (cell, "notify::root", G_CALLBACK (root_changed_cb), self, 0);
  g_signal_connect_object (cell, "unmap", G_CALLBACK (unmap_cb), self, G_CONNECT_AFTER);
  g_object_weak_ref (G_OBJECT (cell), cell_gone_cb, g_ptr_array_ref (self->cells));

  if (slot == 0 && qd_table_is_tree (self))
    {
      GtkWidget *expander = gtk_tree_expander_new ();

      gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), cell);
      gtk_widget_set_hexpand (cell, TRUE);
      gtk_list_item_set_child (list_item, expander);
    }
  else
    {
      gtk_list_item_set_child (list_item, cell);
    }
}

static QdCell *
cell_of_item (GtkListItem *list_item)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  if (GTK_IS_TREE_EXPANDER (child))
    child = gtk_tree_expander_get_child (GTK_TREE_EXPANDER (child));

  return QD_CELL (child);
}

static void
expanded_cb (GtkTreeListRow *row,
             GParamSpec     *pspec,
             QdTable        *self)
{
  if (qd_rows_unwrap (row) == NULL)
    return;

  qd_table_remember_expanded (self, row, gtk_tree_list_row_get_expanded (row));
  for (guint i = 0; i < self->cells->len; i++)
    if (qd_cell_get_item (g_ptr_array_index (self->cells, i)) == row)
      qd_cell_refresh (g_ptr_array_index (self->cells, i));
}

/* The view's own row widget has no name of its own, nor, in this version of the toolkit, a way to ask for one. */
static void
name_row (QdCell  *cell,
          gpointer item)
{
  QdRecord *record = qd_rows_record (item);
  GtkWidget *row = qd_table_row_of_cell (cell);

  if (row == NULL)
    return;

  /* A finger that scrolls must not take the focus to the first cell of where it began. */
  gtk_widget_set_focus_on_click (row, FALSE);
  if (record != NULL)
    {
      g_autofree char *name = qd_record_name (record);

      qd_widget_set_name (row, name);
    }
  else
    qd_widget_set_name (row, _(qd_list_get_info (qd_row_get_list (qd_rows_unwrap (item)))->title));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         QdTable                  *self)
{
  QdCell *cell = cell_of_item (list_item);
  gpointer item = gtk_list_item_get_item (list_item);
  guint slot = qd_cell_get_slot (cell);
  QdRecord *record = qd_rows_record (item);
  gboolean heading = qd_table_is_tree (self) && record != NULL && qd_record_get_record_type (record) == QD_RECORD_OBJECTIVE;
  QdDirection direction;
  const char *sorted;

  if (GTK_IS_TREE_EXPANDER (gtk_list_item_get_child (list_item)))
    {
      gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item)), item);
      g_signal_connect_object (item, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
    }

  gtk_list_item_set_selectable (list_item, record != NULL);
  qd_cell_bind (cell, list_item, item, column_of_row (self, item, slot), heading, is_at_end (self, slot));
  sorted = qd_order_get_sorted (qd_table_get_order (self), &direction);
  qd_cell_set_sorting (cell, sorted, direction);

  if (slot == 0)
    name_row (cell, item);

  qd_table_cell_bound (self, cell);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           QdTable                  *self)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  qd_cell_unbind (cell_of_item (list_item));
  if (GTK_IS_TREE_EXPANDER (child))
    {
      g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), expanded_cb, self);
      gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (child), NULL);
    }
}

/**
 * qd_table_header_column: (skip)
 * @slot: a slot of the table
 *
 * Returns: (nullable): the column that is named above it
 */
const QdColumn *
qd_table_header_column (QdTable *self,
                        guint    slot)
{
  QdRecordType type = qd_list_get_info (self->list)->record_type;

  /* In the scorecard key results carry the columns, objectives only their score. */
  return qd_table_column_of_type (self, (self->flags & QD_TABLE_SCORECARD) != 0 ? QD_RECORD_KEY_RESULT : type, slot);
}

/**
 * qd_table_header_title: (skip)
 * @slot: a slot of the table
 *
 * Returns: (nullable): the widget that the view has above that slot
 */
GtkWidget *
qd_table_header_title (QdTable *self,
                       guint    slot)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (self->view));

  while (title != NULL && slot-- > 0)
    title = gtk_widget_get_next_sibling (title);

  return title;
}

/* The header's labels stand over numbers on the same side as the numbers do. */
static void
align_headers (QdTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (self->view);

  qd_widget_set_name (header, _("Column headings"));
  for (GtkWidget *rows = header; rows != NULL; rows = gtk_widget_get_next_sibling (rows))
    if (GTK_IS_LIST_VIEW (rows))
      qd_widget_set_name (rows, _(qd_list_get_info (self->list)->title));
  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      GtkWidget *title = qd_table_header_title (self, slot);
      GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;

      if (box != NULL && is_at_end (self, slot))
        gtk_widget_set_halign (box, GTK_ALIGN_END);
    }
}

static const char *
slot_title (QdTable *self,
            guint    slot)
{
  const QdColumn *column = qd_table_header_column (self, slot);

  return column != NULL ? _(column->label) : "";
}

static void
named_clear (gpointer data)
{
  g_free (((QdTableColumn *) data)->label);
}

static void
name_column (QdTable        *self,
             const QdColumn *column)
{
  for (guint i = 0; i < self->named->len; i++)
    {
      QdTableColumn *named = &g_array_index (self->named, QdTableColumn, i);
      g_autofree char *before = NULL;

      if (!g_str_equal (named->id, column->id))
        continue;
      if (strstr (named->label, _(column->label)) != NULL)
        return;
      before = g_steal_pointer (&named->label);
      named->label = g_strdup_printf (C_("names of a column for different kinds of rows", "%s, %s"), before, _(column->label));
      return;
    }

  g_array_append_val (self->named, ((QdTableColumn) { column->id, g_strdup (_(column->label)) }));
}

/* In a tree a slot is one column for some rows, and another for others. */
static void
name_columns (QdTable *self)
{
  QdRecordType own = qd_list_get_info (self->list)->record_type;

  self->named = g_array_new (FALSE, FALSE, sizeof (QdTableColumn));
  g_array_set_clear_func (self->named, named_clear);
  for (guint slot = 0; slot < self->n_slots; slot++)
    for (QdRecordType type = 0; type < QD_N_RECORD_TYPES; type++)
      {
        const QdColumn *column = qd_table_is_tree (self) || type == own ? qd_table_column_of_type (self, type, slot) : NULL;

        if (column != NULL)
          name_column (self, column);
      }
}

/* Only long text can use more room than its column asks for; of a tree, the names. */
static gboolean
takes_rest (QdTable *self,
            guint    slot)
{
  if (qd_table_is_tree (self))
    return slot == 0;

  return self->columns[slot]->kind == QD_KIND_LONG_TEXT;
}

/* Rows are read across, and long lines are hard to find back from. */
static int
get_most (GtkWidget *table)
{
  QdTable *self = QD_TABLE (table);
  int width;

  gtk_widget_measure (self->view, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  for (guint slot = 0; slot < self->n_slots; slot++)
    if (takes_rest (self, slot) && qd_table_slot_shows (self, slot))
      width += (int) (MOST_REST * qd_widget_text_scale (table));

  return width;
}

/**
 * qd_table_build_columns: (skip)
 *
 * Gives the view its columns.
 */
void
qd_table_build_columns (QdTable *self)
{
  gboolean fills = FALSE;

  self->n_slots = G_N_ELEMENTS (tree_slots[0].columns);
  if (!qd_table_is_tree (self))
    self->columns = qd_columns_for_list (qd_document_get_figures (self->document), qd_list_get_id (self->list), FALSE,
                                         &self->n_slots);

  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_object_set_data (G_OBJECT (factory), "slot", GUINT_TO_POINTER (slot));
      g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
      g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
      g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);

      column = gtk_column_view_column_new (slot_title (self, slot), factory);
      gtk_column_view_column_set_expand (column, takes_rest (self, slot));
      gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
      fills = fills || takes_rest (self, slot);
    }

  name_columns (self);

  /* A table is as wide as its content needs, not as the window is. */
  qd_room_set_most (GTK_WIDGET (self), get_most);
  gtk_widget_set_halign (self->card, fills ? GTK_ALIGN_FILL : GTK_ALIGN_START);

  align_headers (self);
}
