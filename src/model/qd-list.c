#include "qd-record.h"

#include "qd-plan-private.h"
#include "qd-record-private.h"

/* The records of one list, in order: a GListModel, so that views follow items-changed. */

struct _QdList
{
  GObject    parent_instance;

  QdListId   id;
  QdRecord  *owner;   /* not owned: it owns this list; NULL once it is gone */
  GPtrArray *records;
};

static GType
qd_list_get_item_type (GListModel *model)
{
  return QD_TYPE_RECORD;
}

static guint
qd_list_get_n_items (GListModel *model)
{
  return QD_LIST (model)->records->len;
}

static gpointer
qd_list_get_item (GListModel *model,
                  guint       position)
{
  GPtrArray *records = QD_LIST (model)->records;

  return position < records->len ? g_object_ref (g_ptr_array_index (records, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = qd_list_get_item_type;
  iface->get_n_items = qd_list_get_n_items;
  iface->get_item = qd_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (QdList, qd_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Somebody may hold a record longer than its list lives. */
static void
qd_list_dispose (GObject *object)
{
  QdList *self = QD_LIST (object);

  for (guint i = 0; i < self->records->len; i++)
    qd_record_set_owner_list (g_ptr_array_index (self->records, i), NULL);

  G_OBJECT_CLASS (qd_list_parent_class)->dispose (object);
}

static void
qd_list_finalize (GObject *object)
{
  g_ptr_array_unref (QD_LIST (object)->records);

  G_OBJECT_CLASS (qd_list_parent_class)->finalize (object);
}

static void
qd_list_class_init (QdListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_list_finalize;
}

static void
qd_list_init (QdList *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
}

QdList *
qd_list_new (QdListId  list,
             QdRecord *owner)
{
  QdList *self = g_object_new (QD_TYPE_LIST, NULL);

  self->id = list;
  self->owner = owner;

  return self;
}

/* Somebody may hold the list longer than its owner lives: it keeps its records, but is nobody's. */
void
qd_list_orphan (QdList *list)
{
  list->owner = NULL;
}

/* The steps to the records themselves. */
void
qd_list_fetch (QdList  *list,
               QdFetch  step)
{
  if (step == QD_FETCH_RECORD)
    QD_FETCH_ADDRESS (list);
  else if (step == QD_FETCH_VALUES)
    QD_FETCH_ADDRESS (list->records);
  else
    QD_FETCH_ADDRESS (list->records->pdata);
}

static QdPlan *
list_plan (QdList *list)
{
  return list->owner != NULL ? qd_record_get_plan (list->owner) : NULL;
}

/**
 * qd_list_get_id:
 *
 * Returns: which list of the schema it is
 */
QdListId
qd_list_get_id (QdList *list)
{
  return list->id;
}

/**
 * qd_list_get_info:
 *
 * Returns: (transfer none): what the schema says of it
 */
const QdListInfo *
qd_list_get_info (QdList *list)
{
  return qd_list_info (list->id);
}

/**
 * qd_list_get_owner:
 *
 * Returns: (transfer none) (nullable): the record that holds @list; %NULL if that lives no more
 */
QdRecord *
qd_list_get_owner (QdList *list)
{
  return list->owner;
}

/**
 * qd_list_get_length:
 *
 * Returns: how many records it has
 */
guint
qd_list_get_length (QdList *list)
{
  return list->records->len;
}

/**
 * qd_list_get:
 * @list: a list
 * @index: less than its length
 *
 * Returns: (transfer none): the record at @index
 */
QdRecord *
qd_list_get (QdList *list,
             guint   index)
{
  g_return_val_if_fail (index < list->records->len, NULL);

  return g_ptr_array_index (list->records, index);
}

/**
 * qd_list_index_of:
 *
 * Returns: the place of @record in @list from 0, or -1 if it is not in it
 */
int
qd_list_index_of (QdList   *list,
                  QdRecord *record)
{
  guint length = list->records->len;
  guint place, after;

  if (length == 0 || qd_record_get_owner_list (record) != list)
    return -1;

  /* Outwards from where it was last seen: what came and went elsewhere moved it a little. */
  place = MIN (qd_record_get_place (record), length - 1);
  for (after = place; after < length || place > 0; after++)
    {
      if (after < length && list->records->pdata[after] == record)
        break;
      if (place > 0 && list->records->pdata[--place] == record)
        {
          after = place;
          break;
        }
    }
  g_return_val_if_fail (after < length, -1);
  qd_record_set_place (record, after);

  return (int) after;
}

static guint
depth_of (QdRecord *record)
{
  guint depth = 0;

  while ((record = qd_record_get_parent (record)) != NULL)
    depth++;

  return depth;
}

static int
compare_lists (QdList *a,
               QdList *b)
{
  const QdRecordInfo *info = qd_record_get_info (a->owner);

  for (guint i = 0; i < info->n_lists; i++)
    if (info->lists[i] == a->id || info->lists[i] == b->id)
      return info->lists[i] == a->id ? -1 : 1;

  g_return_val_if_reached (0);
}

/**
 * qd_record_compare_places:
 * @a: a record of a plan
 * @b: a record of the same plan
 *
 * Returns: less than 0 if qd_record_foreach() comes to @a first, greater than 0 if it comes to @b first, 0 if they are
 *   one
 */
int
qd_record_compare_places (QdRecord *a,
                          QdRecord *b)
{
  guint depth_a = depth_of (a);
  guint depth_b = depth_of (b);
  gboolean a_is_deeper = depth_a > depth_b;
  QdList *list_a, *list_b;

  if (a == b)
    return 0;

  for (; depth_a > depth_b; depth_a--)
    a = qd_record_get_parent (a);
  for (; depth_b > depth_a; depth_b--)
    b = qd_record_get_parent (b);
  if (a == b)
    return a_is_deeper ? 1 : -1;

  while (qd_record_get_parent (a) != qd_record_get_parent (b))
    {
      a = qd_record_get_parent (a);
      b = qd_record_get_parent (b);
    }
  list_a = qd_record_get_owner_list (a);
  list_b = qd_record_get_owner_list (b);
  g_return_val_if_fail (list_a != NULL && list_b != NULL, 0);

  if (list_a != list_b)
    return compare_lists (list_a, list_b);

  return qd_list_index_of (list_a, a) - qd_list_index_of (list_b, b);
}

/**
 * qd_list_insert: (skip)
 * @list: a list
 * @index: where; at most its length
 * @record: (transfer none): a record of the list's type that is in no list
 */
void
qd_list_insert (QdList   *list,
                guint     index,
                QdRecord *record)
{
  QdPlan *plan = list_plan (list);

  g_return_if_fail (index <= list->records->len);
  g_return_if_fail (qd_record_get_record_type (record) == qd_list_info (list->id)->record_type);
  g_return_if_fail (qd_record_get_owner_list (record) == NULL);

  g_ptr_array_insert (list->records, (int) index, g_object_ref (record));
  qd_record_set_owner_list (record, list);
  qd_record_set_place (record, index);
  if (plan != NULL)
    qd_plan_adopt (plan, record);

  g_list_model_items_changed (G_LIST_MODEL (list), index, 0, 1);
  if (plan != NULL)
    qd_plan_emit_inserted (plan, record);
}

void
qd_list_append (QdList   *list,
                QdRecord *record)
{
  qd_list_insert (list, list->records->len, record);
}

/**
 * qd_list_take: (skip)
 * @list: an empty list of a record of no plan
 * @records: (transfer full) (element-type QdRecord): records of the list's type that are in no list; it lets go of them by
 *   g_object_unref()
 *
 * For loaders: puts them all into the list, and says so once.
 */
void
qd_list_take (QdList    *list,
              GPtrArray *records)
{
  g_return_if_fail (list->records->len == 0);
  g_return_if_fail (list_plan (list) == NULL);

  g_ptr_array_unref (list->records);
  list->records = records;
  for (guint i = 0; i < records->len; i++)
    {
      qd_record_set_owner_list (g_ptr_array_index (records, i), list);
      qd_record_set_place (g_ptr_array_index (records, i), i);
    }
  g_list_model_items_changed (G_LIST_MODEL (list), 0, 0, records->len);
}

/**
 * qd_list_remove: (skip)
 * @list: a list
 * @index: less than its length
 *
 * Takes the record at @index, with all it holds, out of the list and of its plan.
 */
void
qd_list_remove (QdList *list,
                guint   index)
{
  g_autoptr (QdRecord) record = NULL;
  QdPlan *plan = list_plan (list);

  g_return_if_fail (index < list->records->len);

  record = g_object_ref (g_ptr_array_index (list->records, index));
  g_ptr_array_remove_index (list->records, index);
  qd_record_set_owner_list (record, NULL);
  if (plan != NULL)
    qd_plan_release (plan, record);

  g_list_model_items_changed (G_LIST_MODEL (list), index, 1, 0);
  if (plan != NULL)
    qd_plan_emit_removed (plan, list, record);
}

/**
 * qd_list_move: (skip)
 * @list: a list
 * @from: where the record is
 * @to: where it is afterwards
 */
void
qd_list_move (QdList *list,
              guint   from,
              guint   to)
{
  QdPlan *plan = list_plan (list);
  QdRecord *record;
  guint first = MIN (from, to);
  guint span = MAX (from, to) - first + 1;

  g_return_if_fail (from < list->records->len && to < list->records->len);

  if (from == to)
    return;

  record = g_ptr_array_steal_index (list->records, from);
  g_ptr_array_insert (list->records, (int) to, record);

  g_list_model_items_changed (G_LIST_MODEL (list), first, span, span);
  if (plan != NULL)
    qd_plan_emit_moved (plan, record);
}
