#include "qd-config.h"

#include "qd-rows.h"

struct _QdRow
{
  GObject     parent_instance;

  QdRowKind   kind;
  QdList     *list;
  QdRowOrder *order;
};

G_DEFINE_FINAL_TYPE (QdRow, qd_row, G_TYPE_OBJECT)

static void
qd_row_finalize (GObject *object)
{
  g_clear_object (&QD_ROW (object)->list);
  g_clear_object (&QD_ROW (object)->order);

  G_OBJECT_CLASS (qd_row_parent_class)->finalize (object);
}

static void
qd_row_class_init (QdRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_row_finalize;
}

static void
qd_row_init (QdRow *self)
{
}

/**
 * qd_row_new:
 * @kind: what the row is; not %QD_ROW_RECORD
 * @list: the list it heads, sums or adds to
 * @order: the order in which the rows of that list are
 *
 * Returns: (transfer full): a row that is no record
 */
QdRow *
qd_row_new (QdRowKind   kind,
            QdList     *list,
            QdRowOrder *order)
{
  QdRow *self = g_object_new (QD_TYPE_ROW, NULL);

  g_assert (kind != QD_ROW_RECORD);
  self->kind = kind;
  self->list = g_object_ref (list);
  self->order = g_object_ref (order);

  return self;
}

/**
 * qd_row_get_kind:
 *
 * Returns: what kind of row it is
 */
QdRowKind
qd_row_get_kind (QdRow *row)
{
  return row->kind;
}

/**
 * qd_row_get_list:
 *
 * Returns: (transfer none): the list it stands in
 */
QdList *
qd_row_get_list (QdRow *row)
{
  return row->list;
}

/**
 * qd_row_count_shown:
 *
 * Returns: how many rows of its list there are: as many as records, unless some are filtered out
 */
guint
qd_row_count_shown (QdRow *row)
{
  QdOrder *order = qd_row_order_get_order (row->order);
  guint n = 0;

  if (!qd_order_is_filtering (order))
    return qd_list_get_length (row->list);

  for (guint i = 0; i < qd_list_get_length (row->list); i++)
    n += qd_order_shows (order, qd_list_get (row->list, i)) ? 1 : 0;

  return n;
}

/**
 * qd_rows_unwrap:
 * @item: (nullable): an item of a table's model, plain or of a tree
 *
 * Returns: (transfer none) (nullable): the record or row it stands for
 */
gpointer
qd_rows_unwrap (gpointer item)
{
  if (GTK_IS_TREE_LIST_ROW (item))
    {
      g_autoptr (GObject) inner = gtk_tree_list_row_get_item (item);

      return inner; /* the tree keeps it alive */
    }

  return item;
}

/**
 * qd_rows_kind:
 *
 * Returns: what kind of row an item of a table's model is
 */
QdRowKind
qd_rows_kind (gpointer item)
{
  gpointer inner = qd_rows_unwrap (item);

  return QD_IS_ROW (inner) ? QD_ROW (inner)->kind : QD_ROW_RECORD;
}

/**
 * qd_rows_record:
 *
 * Returns: (transfer none) (nullable): the record @item stands for; %NULL for other rows
 */
QdRecord *
qd_rows_record (gpointer item)
{
  gpointer inner = qd_rows_unwrap (item);

  return QD_IS_RECORD (inner) ? inner : NULL;
}

/**
 * qd_rows_key:
 *
 * Returns: (transfer full): what names the row for as long as its record lives: for remembering what is expanded
 */
char *
qd_rows_key (gpointer item)
{
  gpointer inner = qd_rows_unwrap (item);

  if (QD_IS_RECORD (inner))
    return g_strdup (qd_record_get_id (inner));

  return g_strdup_printf ("%s/%s", qd_record_get_id (qd_list_get_owner (QD_ROW (inner)->list)),
                          qd_list_get_info (QD_ROW (inner)->list)->id);
}

static GListModel *
model_of_one (QdRow *row)
{
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);

  g_list_store_append (store, row);

  return G_LIST_MODEL (store);
}

static void
append_row (GListStore *parts,
            QdRowKind   kind,
            QdList     *list,
            QdRowOrder *order)
{
  g_autoptr (QdRow) row = qd_row_new (kind, list, order);
  g_autoptr (GListModel) one = model_of_one (row);

  g_list_store_append (parts, one);
}

/**
 * qd_rows_model_new:
 * @order: the order in which the rows are
 * @list: a list of records
 * @total: whether a row of totals follows them
 * @add: whether a row that adds a record comes last
 *
 * Returns: (transfer full): the rows of a table of @list
 */
GListModel *
qd_rows_model_new (QdRowOrder *order,
                   QdList     *list,
                   gboolean    total,
                   gboolean    add)
{
  g_autoptr (GListStore) parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GListModel) records = qd_row_order_add_list (order, list);

  g_list_store_append (parts, records);
  if (total)
    append_row (parts, QD_ROW_TOTAL, list, order);
  if (add)
    append_row (parts, QD_ROW_ADD, list, order);

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&parts))));
}

/* Children of an objective: a heading for each of its lists; of a heading: the records of that list and a row to add. */
static GListModel *
create_grouped (gpointer item,
                gpointer user_data)
{
  if (QD_IS_RECORD (item) && qd_record_get_record_type (item) == QD_RECORD_OBJECTIVE)
    {
      GListStore *groups = g_list_store_new (QD_TYPE_ROW);
      const QdRecordInfo *info = qd_record_get_info (item);

      for (guint i = 0; i < info->n_lists; i++)
        {
          g_autoptr (QdRow) group = qd_row_new (QD_ROW_GROUP, qd_record_get_list (item, info->lists[i]), user_data);

          g_list_store_append (groups, group);
        }
      return qd_row_order_add_groups (user_data, G_LIST_MODEL (groups));
    }

  if (QD_IS_ROW (item) && QD_ROW (item)->kind == QD_ROW_GROUP)
    return qd_rows_model_new (user_data, QD_ROW (item)->list, FALSE, TRUE);

  return NULL;
}

/* Last quarter's scorecard: the key results right below their objective. */
static GListModel *
create_scored (gpointer item,
               gpointer user_data)
{
  if (QD_IS_RECORD (item) && qd_record_get_record_type (item) == QD_RECORD_OBJECTIVE)
    return qd_rows_model_new (user_data, qd_record_get_list (item, QD_LIST_KEY_RESULTS), FALSE, TRUE);

  return NULL;
}

/**
 * qd_rows_tree_new:
 * @order: the order in which the rows are
 * @root: (transfer full): the rows of a list of objectives
 * @grouped: whether each list of an objective has a heading of its own
 *
 * Returns: (transfer full): those rows as a tree, collapsed
 */
GtkTreeListModel *
qd_rows_tree_new (QdRowOrder *order,
                  GListModel *root,
                  gboolean    grouped)
{
  return gtk_tree_list_model_new (root, FALSE, FALSE, grouped ? create_grouped : create_scored, g_object_ref (order),
                                  g_object_unref);
}
