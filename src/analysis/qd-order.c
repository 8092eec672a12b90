#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-order.h"

#include "qd-sort-key.h"

/* Rows of a tree are sorted among those beside them. A row is shown if it passes all filters, if one within it does, or if
 * somebody has just added it. A filter that looks at nothing of a row is passed if the row that holds it passes: the
 * initiatives of a team's objective show with it. */

struct _QdOrder
{
  QdFigures        *figures;
  QdList           *list;
  const QdColumn  **columns[QD_N_RECORD_TYPES]; /* NULL: such records have no rows */
  guint             n_columns[QD_N_RECORD_TYPES];

  char             *sorted;  /* (nullable): the id of a column */
  QdDirection       direction;
  GPtrArray        *filters; /* of QdFilter */
  GHashTable       *kept;    /* ids of records that are shown whatever they say */

  GHashTable       *shown;   /* (nullable): records that are shown, none owned; NULL while nobody has asked */
  guint             n_records;
};

/* A record and what it is sorted by. */
typedef struct
{
  QdSortKey  key;
  QdRecord  *record;
  guint      index;
} Sorted;

/**
 * qd_order_new:
 * @figures: the figures of a plan
 * @list: a list of that plan
 *
 * Returns: (transfer full): all records of @list, as they stand in the plan
 */
QdOrder *
qd_order_new (QdFigures *figures,
              QdList    *list)
{
  QdOrder *self = g_rc_box_new0 (QdOrder);

  self->figures = g_object_ref (figures);
  self->list = g_object_ref (list);
  self->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_filter_free);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

static void
clear_order (gpointer data)
{
  QdOrder *self = data;

  for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
    g_free (self->columns[i]);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_hash_table_unref (self->kept);
  g_ptr_array_unref (self->filters);
  g_free (self->sorted);
  g_object_unref (self->list);
  g_object_unref (self->figures);
}

QdOrder *
qd_order_ref (QdOrder *order)
{
  return g_rc_box_acquire (order);
}

void
qd_order_unref (QdOrder *order)
{
  g_rc_box_release_full (order, clear_order);
}

/**
 * qd_order_set_columns:
 * @order: an order
 * @type: a record type
 * @columns: (array length=n_columns) (element-type QdColumn): what rows of such records show; may have gaps
 *
 * Says of which records there are rows, and what can be looked for in them.
 */
void
qd_order_set_columns (QdOrder               *order,
                      QdRecordType           type,
                      const QdColumn *const *columns,
                      guint                  n_columns)
{
  g_free (order->columns[type]);
  order->columns[type] = g_memdup2 (columns, n_columns * sizeof *columns);
  order->n_columns[type] = n_columns;
  qd_order_changed (order);
}

/**
 * qd_order_sort_by:
 * @order: an order
 * @column: (nullable): the id of a column; rows that have none of that id stay as they are
 * @direction: which way
 */
void
qd_order_sort_by (QdOrder     *order,
                  const char  *column,
                  QdDirection  direction)
{
  g_free (order->sorted);
  order->sorted = direction != QD_DIRECTION_NONE ? g_strdup (column) : NULL;
  order->direction = order->sorted != NULL ? direction : QD_DIRECTION_NONE;
}

/**
 * qd_order_get_sorted:
 * @direction: (out) (optional): which way
 *
 * Returns: (nullable): the id of the column by which rows are sorted
 */
const char *
qd_order_get_sorted (QdOrder     *order,
                     QdDirection *direction)
{
  if (direction != NULL)
    *direction = order->direction;

  return order->sorted;
}

static void
filters_changed (QdOrder *self)
{
  g_hash_table_remove_all (self->kept);
  qd_order_changed (self);
}

/**
 * qd_order_add_filter:
 * @order: an order
 * @filter: (transfer full): what shown rows must say beside all others; one that is there already is not there twice
 */
void
qd_order_add_filter (QdOrder  *order,
                     QdFilter *filter)
{
  qd_order_remove_filter (order, filter);
  g_ptr_array_add (order->filters, filter);
  filters_changed (order);
}

/**
 * qd_order_remove_filter:
 * @order: an order
 * @filter: what rows need no longer say
 */
void
qd_order_remove_filter (QdOrder        *order,
                        const QdFilter *filter)
{
  for (guint i = order->filters->len; i-- > 0;)
    if (qd_filter_equal (g_ptr_array_index (order->filters, i), filter))
      {
        g_ptr_array_remove_index (order->filters, i);
        filters_changed (order);
        return;
      }
}

/**
 * qd_order_clear:
 *
 * Back to all records, as they stand in the plan.
 */
void
qd_order_clear (QdOrder *order)
{
  qd_order_sort_by (order, NULL, QD_DIRECTION_NONE);
  g_ptr_array_set_size (order->filters, 0);
  filters_changed (order);
}

/**
 * qd_order_get_filters:
 *
 * Returns: (transfer none) (element-type QdFilter): the filters, in the order in which they came
 */
GPtrArray *
qd_order_get_filters (QdOrder *order)
{
  return order->filters;
}

/**
 * qd_order_is_filtering:
 *
 * Returns: whether there are filters, so that rows may be out of sight
 */
gboolean
qd_order_is_filtering (QdOrder *order)
{
  return order->filters->len > 0;
}

/**
 * qd_order_is_active:
 *
 * Returns: whether rows are shown in another way than the plan has them
 */
gboolean
qd_order_is_active (QdOrder *order)
{
  return order->sorted != NULL || qd_order_is_filtering (order);
}

/**
 * qd_order_keep:
 * @order: an order
 * @record: a record that is to be seen, whatever it says, until the filters change
 */
void
qd_order_keep (QdOrder  *order,
               QdRecord *record)
{
  g_hash_table_add (order->kept, g_strdup (qd_record_get_id (record)));
  qd_order_changed (order);
}

/**
 * qd_order_changed:
 *
 * To be told when the plan says something else than before.
 */
void
qd_order_changed (QdOrder *order)
{
  g_clear_pointer (&order->shown, g_hash_table_unref);
}

static gboolean
passes (QdOrder        *self,
        const QdFilter *filter,
        QdRecord       *record)
{
  while (record != NULL)
    {
      QdRecordType type = qd_record_get_record_type (record);

      if (qd_filter_applies (filter, self->columns[type], self->n_columns[type]))
        return qd_filter_matches (filter, self->columns[type], self->n_columns[type], self->figures, record);
      record = qd_record_get_parent (record);
    }

  return FALSE;
}

static gboolean
passes_all (QdOrder  *self,
            QdRecord *record)
{
  for (guint i = 0; i < self->filters->len; i++)
    if (!passes (self, g_ptr_array_index (self->filters, i), record))
      return FALSE;

  return TRUE;
}

static gboolean collect_shown (QdOrder *self, QdList *list);

/* Adds what is shown of @record and of what it holds. Returns: whether it is shown */
static gboolean
collect_record (QdOrder  *self,
                QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);
  gboolean shown = FALSE;

  self->n_records++;
  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      if (list != NULL && self->columns[qd_list_get_info (list)->record_type] != NULL)
        shown = collect_shown (self, list) || shown;
    }

  shown = shown || g_hash_table_contains (self->kept, qd_record_get_id (record)) || passes_all (self, record);
  if (shown)
    g_hash_table_add (self->shown, record);

  return shown;
}

/* Returns: whether any of them is shown */
static gboolean
collect_shown (QdOrder *self,
               QdList  *list)
{
  gboolean any = FALSE;

  for (guint i = 0; i < qd_list_get_length (list); i++)
    any = collect_record (self, qd_list_get (list, i)) || any;

  return any;
}

static GHashTable *
get_shown (QdOrder *self)
{
  if (self->shown == NULL)
    {
      self->shown = g_hash_table_new (NULL, NULL);
      self->n_records = 0;
      collect_shown (self, self->list);
    }

  return self->shown;
}

/**
 * qd_order_shows:
 *
 * Returns: whether there is a row of @record, which is in the list or within one of its records
 */
gboolean
qd_order_shows (QdOrder  *order,
                QdRecord *record)
{
  return !qd_order_is_filtering (order) || g_hash_table_contains (get_shown (order), record);
}

/**
 * qd_order_count:
 * @order: an order
 * @n_shown: (out): how many records are shown
 *
 * Returns: how many there are, with those within others that have rows
 */
guint
qd_order_count (QdOrder *order,
                guint   *n_shown)
{
  *n_shown = g_hash_table_size (get_shown (order));

  return order->n_records;
}

static const QdColumn *
find_column (QdOrder      *self,
             QdRecordType  type,
             const char   *id)
{
  for (guint i = 0; i < self->n_columns[type]; i++)
    if (self->columns[type][i] != NULL && g_str_equal (self->columns[type][i]->id, id))
      return self->columns[type][i];

  return NULL;
}

/* Rows that say the same stay as they stand in the plan, whichever way. */
static int
compare_sorted (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Sorted *first = a;
  const Sorted *second = b;
  gboolean known = first->key.kind != QD_SORT_NOTHING && second->key.kind != QD_SORT_NOTHING;
  int order = qd_sort_key_compare (&first->key, &second->key);

  if (known && user_data != NULL)
    order = -order;

  return order != 0 ? order : (first->index > second->index) - (first->index < second->index);
}

static void
sort_records (QdOrder        *self,
              const QdColumn *column,
              GPtrArray      *records)
{
  g_autofree Sorted *sorted = g_new0 (Sorted, records->len);

  for (guint i = 0; i < records->len; i++)
    sorted[i] = (Sorted) { qd_sort_key_of_cell (column, self->figures, records->pdata[i]), records->pdata[i], i };
  g_qsort_with_data (sorted, (int) records->len, sizeof *sorted, compare_sorted,
                     self->direction == QD_DIRECTION_DESCENDING ? self : NULL);

  for (guint i = 0; i < records->len; i++)
    {
      records->pdata[i] = sorted[i].record;
      qd_sort_key_clear (&sorted[i].key);
    }
}

/**
 * qd_order_arrange:
 * @order: an order
 * @list: its list, or one within a record of it
 *
 * Returns: (transfer container) (element-type QdRecord): the records of @list that are shown, in their order
 */
GPtrArray *
qd_order_arrange (QdOrder *order,
                  QdList  *list)
{
  guint length = qd_list_get_length (list);
  GPtrArray *records = g_ptr_array_sized_new (length);
  const QdColumn *column = NULL;

  for (guint i = 0; i < length; i++)
    if (qd_order_shows (order, qd_list_get (list, i)))
      g_ptr_array_add (records, qd_list_get (list, i));

  if (order->sorted != NULL)
    column = find_column (order, qd_list_get_info (list)->record_type, order->sorted);
  if (column != NULL)
    sort_records (order, column, records);

  return records;
}

/* What a column shows, and what that is sorted by. */
typedef struct
{
  QdSortKey  key;
  char      *text;
} Value;

static void
value_free (gpointer data)
{
  Value *value = data;

  qd_sort_key_clear (&value->key);
  g_free (value->text);
  g_free (value);
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const Value *first = *(Value *const *) a;
  const Value *second = *(Value *const *) b;
  int order = qd_sort_key_compare (&first->key, &second->key);

  return order != 0 ? order : g_strcmp0 (first->text, second->text);
}

static void
collect_values (QdOrder    *self,
                QdList     *list,
                const char *id,
                GPtrArray  *values,
                GHashTable *seen)
{
  const QdColumn *column = find_column (self, qd_list_get_info (list)->record_type, id);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);
      const QdRecordInfo *info = qd_record_get_info (record);
      g_autofree char *text = column != NULL ? g_strstrip (qd_column_display (column, self->figures, record, NULL)) : NULL;

      if (text != NULL && !g_hash_table_contains (seen, text))
        {
          Value *value = g_new0 (Value, 1);

          value->key = qd_sort_key_of_cell (column, self->figures, record);
          value->text = g_steal_pointer (&text);
          g_ptr_array_add (values, value);
          g_hash_table_add (seen, value->text);
        }
      for (guint j = 0; j < info->n_lists; j++)
        {
          QdList *within = qd_record_peek_list (record, info->lists[j]);

          if (within != NULL && self->columns[qd_list_get_info (within)->record_type] != NULL)
            collect_values (self, within, id, values, seen);
        }
    }
}

/**
 * qd_order_list_values:
 * @order: an order
 * @column: the id of a column
 *
 * Returns: (transfer full) (element-type utf8): what cells of that column show, each once, in the order of the column,
 *   whether they are shown or not; "" for empty ones comes last
 */
GPtrArray *
qd_order_list_values (QdOrder    *order,
                      const char *column)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (value_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  collect_values (order, order->list, column, values, seen);
  g_ptr_array_sort (values, compare_values);
  for (guint i = 0; i < values->len; i++)
    g_ptr_array_add (texts, g_strdup (((Value *) values->pdata[i])->text));

  return texts;
}
