#include "qd-config.h"

#include "qd-row-order.h"

#include "qd-rows.h"

/* While somebody edits, rows stay where they are, whatever they come to say, and new ones stand where they were added: they
 * settle when they are told to. */

#define QD_TYPE_ORDERED_LIST (qd_ordered_list_get_type ())

G_DECLARE_FINAL_TYPE (QdOrderedList, qd_ordered_list, QD, ORDERED_LIST, GObject)

struct _QdRowOrder
{
  GObject       parent_instance;

  QdOrder      *order;
  GHashTable   *lists;  /* of a QdList, its QdOrderedList; none owned */
  GtkFilter    *filled; /* (nullable): which groups are shown; only if some may not be */
};

struct _QdOrderedList
{
  GObject     parent_instance;

  QdRowOrder *owner;
  QdList     *list;
  GPtrArray  *shown;    /* of QdRecord; NULL: just what the list holds */
};

static GType
qd_ordered_list_get_item_type (GListModel *model)
{
  return QD_TYPE_RECORD;
}

static guint
qd_ordered_list_get_n_items (GListModel *model)
{
  QdOrderedList *self = QD_ORDERED_LIST (model);

  return self->shown != NULL ? self->shown->len : qd_list_get_length (self->list);
}

static gpointer
qd_ordered_list_get_item (GListModel *model,
                          guint       position)
{
  QdOrderedList *self = QD_ORDERED_LIST (model);

  if (position >= qd_ordered_list_get_n_items (model))
    return NULL;

  return g_object_ref (self->shown != NULL ? self->shown->pdata[position] : qd_list_get (self->list, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = qd_ordered_list_get_item_type;
  iface->get_n_items = qd_ordered_list_get_n_items;
  iface->get_item = qd_ordered_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (QdOrderedList, qd_ordered_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))
G_DEFINE_FINAL_TYPE (QdRowOrder, qd_row_order, G_TYPE_OBJECT)

static void
qd_ordered_list_dispose (GObject *object)
{
  QdOrderedList *self = QD_ORDERED_LIST (object);

  /* Where rows are made anew, another one stands for the list by now. */
  if (self->owner != NULL && g_hash_table_lookup (self->owner->lists, self->list) == self)
    g_hash_table_remove (self->owner->lists, self->list);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->owner);

  G_OBJECT_CLASS (qd_ordered_list_parent_class)->dispose (object);
}

static void
qd_ordered_list_class_init (QdOrderedListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_ordered_list_dispose;
}

static void
qd_ordered_list_init (QdOrderedList *self)
{
}

static GPtrArray *
arrange (QdOrderedList *self)
{
  GPtrArray *records = qd_order_arrange (self->owner->order, self->list);

  g_ptr_array_set_free_func (records, g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_object_ref (records->pdata[i]);

  return records;
}

/* The list has these no more. */
static void
drop_removed (QdOrderedList *self)
{
  for (guint i = self->shown->len; i-- > 0;)
    if (qd_record_get_owner_list (self->shown->pdata[i]) != self->list)
      {
        g_ptr_array_remove_index (self->shown, i);
        g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 0);
      }
}

/* Behind the one that it was added behind, if that is shown; what is added at the end stands at the end. */
static guint
place_of_added (QdOrderedList *self,
                guint          index)
{
  guint place;

  if (index + 1 == qd_list_get_length (self->list))
    return self->shown->len;

  for (guint i = index; i-- > 0;)
    if (g_ptr_array_find (self->shown, qd_list_get (self->list, i), &place))
      return place + 1;

  return 0;
}

static void
list_changed_cb (GListModel    *model,
                 guint          position,
                 guint          removed,
                 guint          added,
                 QdOrderedList *self)
{
  if (self->shown == NULL)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
      return;
    }

  if (removed > 0)
    drop_removed (self);
  for (guint i = position; i < position + added; i++)
    {
      QdRecord *record = qd_list_get (self->list, i);
      guint place = place_of_added (self, i);

      if (g_ptr_array_find (self->shown, record, NULL))
        continue;
      qd_order_keep (self->owner->order, record);
      g_ptr_array_insert (self->shown, (int) place, g_object_ref (record));
      g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
    }
}

/* Returns: whether anything was elsewhere */
static gboolean
settle_list (QdOrderedList *self)
{
  g_autoptr (GPtrArray) before = NULL;
  guint first = 0;
  guint last = 0;

  if (self->shown == NULL)
    return FALSE;

  before = g_steal_pointer (&self->shown);
  self->shown = arrange (self);
  while (first < MIN (before->len, self->shown->len) && before->pdata[first] == self->shown->pdata[first])
    first++;
  while (last < MIN (before->len, self->shown->len) - first &&
         before->pdata[before->len - 1 - last] == self->shown->pdata[self->shown->len - 1 - last])
    last++;
  if (first + last == before->len && before->len == self->shown->len)
    return FALSE;

  g_list_model_items_changed (G_LIST_MODEL (self), first, before->len - first - last, self->shown->len - first - last);

  return TRUE;
}

static void
qd_row_order_dispose (GObject *object)
{
  QdRowOrder *self = QD_ROW_ORDER (object);

  g_clear_object (&self->filled);

  G_OBJECT_CLASS (qd_row_order_parent_class)->dispose (object);
}

static void
qd_row_order_finalize (GObject *object)
{
  QdRowOrder *self = QD_ROW_ORDER (object);

  g_hash_table_unref (self->lists);
  qd_order_unref (self->order);

  G_OBJECT_CLASS (qd_row_order_parent_class)->finalize (object);
}

static void
qd_row_order_class_init (QdRowOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_row_order_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_row_order_finalize;
}

static void
qd_row_order_init (QdRowOrder *self)
{
  self->lists = g_hash_table_new (NULL, NULL);
}

/**
 * qd_row_order_new:
 * @order: (transfer full): the order
 */
QdRowOrder *
qd_row_order_new (QdOrder *order)
{
  QdRowOrder *self = g_object_new (QD_TYPE_ROW_ORDER, NULL);

  self->order = order;

  return self;
}

/**
 * qd_row_order_get_order:
 *
 * Returns: (transfer none): which rows are shown, and in which order
 */
QdOrder *
qd_row_order_get_order (QdRowOrder *self)
{
  return self->order;
}

/**
 * qd_row_order_add_list:
 * @self: an order
 * @list: a list of the table
 *
 * Returns: (transfer full): the records of @list that are shown, in their order
 */
GListModel *
qd_row_order_add_list (QdRowOrder *self,
                       QdList     *list)
{
  QdOrderedList *ordered = g_object_new (QD_TYPE_ORDERED_LIST, NULL);

  ordered->owner = g_object_ref (self);
  ordered->list = g_object_ref (list);
  if (qd_order_is_active (self->order))
    ordered->shown = arrange (ordered);
  g_hash_table_insert (self->lists, list, ordered);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (list_changed_cb), ordered, 0);

  return G_LIST_MODEL (ordered);
}

static gboolean
is_filled (gpointer item,
           gpointer user_data)
{
  QdRowOrder *self = user_data;
  QdList *list = qd_row_get_list (item);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    if (qd_order_shows (self->order, qd_list_get (list, i)))
      return TRUE;

  return FALSE;
}

/**
 * qd_row_order_add_groups:
 * @self: an order
 * @groups: (transfer full): headings of groups of rows
 *
 * Returns: (transfer full): those of them that have rows to show
 */
GListModel *
qd_row_order_add_groups (QdRowOrder *self,
                         GListModel *groups)
{
  if (!qd_order_is_filtering (self->order))
    return groups;

  if (self->filled == NULL)
    self->filled = GTK_FILTER (gtk_custom_filter_new (is_filled, self, NULL));

  return G_LIST_MODEL (gtk_filter_list_model_new (groups, g_object_ref (self->filled)));
}

/**
 * qd_row_order_settle:
 *
 * Puts rows where they belong by what they say now.
 *
 * Returns: whether any moved, came or went
 */
gboolean
qd_row_order_settle (QdRowOrder *self)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer list;

  /* Rows that move open again, and with them come lists that know what is true now. */
  g_hash_table_iter_init (&iter, self->lists);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_add (lists, g_object_ref (list));

  qd_order_changed (self->order);
  for (guint i = 0; i < lists->len; i++)
    changed = settle_list (lists->pdata[i]) || changed;
  if (self->filled != NULL)
    gtk_filter_changed (self->filled, GTK_FILTER_CHANGE_DIFFERENT);

  return changed;
}

/**
 * qd_row_order_index_of:
 *
 * Returns: the place of @record among what is shown of its list; -1 if it is not shown
 */
int
qd_row_order_index_of (QdRowOrder *self,
                       QdRecord   *record)
{
  QdList *list = qd_record_get_owner_list (record);
  QdOrderedList *ordered = list != NULL ? g_hash_table_lookup (self->lists, list) : NULL;
  guint index;

  if (ordered == NULL || ordered->shown == NULL)
    return list != NULL ? qd_list_index_of (list, record) : -1;

  return g_ptr_array_find (ordered->shown, record, &index) ? (int) index : -1;
}

static QdRecord *
get_at (QdRowOrder *self,
        QdList     *list,
        int         index)
{
  QdOrderedList *ordered = g_hash_table_lookup (self->lists, list);
  GPtrArray *shown = ordered != NULL ? ordered->shown : NULL;
  int length = (int) (shown != NULL ? shown->len : qd_list_get_length (list));

  if (index < 0)
    index += length;
  if (index < 0 || index >= length)
    return NULL;

  return shown != NULL ? shown->pdata[index] : qd_list_get (list, (guint) index);
}

/**
 * qd_row_order_get_next:
 *
 * Returns: (transfer none) (nullable): what is shown below @record of the same list
 */
QdRecord *
qd_row_order_get_next (QdRowOrder *self,
                       QdRecord   *record)
{
  int index = qd_row_order_index_of (self, record);

  return index >= 0 ? get_at (self, qd_record_get_owner_list (record), index + 1) : NULL;
}

/**
 * qd_row_order_get_last:
 *
 * Returns: (transfer none) (nullable): the last that is shown of @list
 */
QdRecord *
qd_row_order_get_last (QdRowOrder *self,
                       QdList     *list)
{
  return get_at (self, list, -1);
}
