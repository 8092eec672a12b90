#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-import-rows.h"

/* Taking over single records from another plan: what the plan has, by id, gets the other's values, what it has not comes
 * in. Nothing is removed, and nothing else is touched. */

/* What is about the work on a plan, or about one document, stays with it. */
static const QdListId left_out[] = { QD_LIST_SNAPSHOTS, QD_LIST_CONFLICTS, QD_LIST_LAYOUT };

/* A change that is being made: how many records it puts into which list of the plan, apart from those at its end. */
typedef struct
{
  QdPlan     *plan;
  QdChange   *change;
  GHashTable *n_inserted; /* NULL while only the steps are counted, wherever they put things */
} Taking;

static QdRecord *
find_same (QdPlan   *plan,
           QdRecord *record)
{
  QdRecord *found = qd_plan_find (plan, qd_record_get_id (record));

  return found != NULL && qd_record_get_record_type (found) == qd_record_get_record_type (record) ? found : NULL;
}

static void take_children (Taking   *taking,
                           QdRecord *record);

static void
take_fields (Taking   *taking,
             QdRecord *own,
             QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    if (!qd_value_equal (qd_record_get_value (own, i), qd_record_get_value (record, i)))
      qd_change_set (taking->change, qd_record_get_id (record), &info->fields[i], qd_record_get_value (record, i));
}

/* Behind the nearest one before it in the other plan that is in the same list here; else at the end. */
static guint
place_of (Taking   *taking,
          QdRecord *record,
          QdList   *own)
{
  QdList *list = qd_record_get_owner_list (record);

  if (own == NULL || taking->n_inserted == NULL)
    return G_MAXUINT;

  for (int i = qd_list_index_of (list, record) - 1; i >= 0; i--)
    {
      QdRecord *same = find_same (taking->plan, qd_list_get (list, (guint) i));
      guint n_inserted = GPOINTER_TO_UINT (g_hash_table_lookup (taking->n_inserted, own));

      if (same == NULL || qd_record_get_owner_list (same) != own)
        continue;
      g_hash_table_insert (taking->n_inserted, own, GUINT_TO_POINTER (n_inserted + 1));
      return (guint) qd_list_index_of (own, same) + 1 + n_inserted;
    }

  return G_MAXUINT;
}

/* @owner: the id of the record here that gets it */
static void
take (Taking     *taking,
      QdRecord   *record,
      const char *owner)
{
  QdRecord *own = find_same (taking->plan, record);
  QdListId list = qd_list_get_id (qd_record_get_owner_list (record));
  QdRecord *holder = qd_plan_find (taking->plan, owner);

  /* An id that means something else here has no room for another. */
  if (own == NULL && qd_plan_find (taking->plan, qd_record_get_id (record)) != NULL)
    return;

  if (own == NULL)
    {
      g_autoptr (QdRecord) copy = qd_record_copy_shallow (record);

      qd_change_insert (taking->change, owner, list,
                        place_of (taking, record, holder != NULL ? qd_record_peek_list (holder, list) : NULL), copy);
    }
  else
    {
      if (!g_str_equal (qd_record_get_id (qd_record_get_parent (own)), owner) ||
          qd_list_get_id (qd_record_get_owner_list (own)) != list)
        qd_change_move (taking->change, qd_record_get_id (record), owner, list, G_MAXUINT);
      take_fields (taking, own, record);
    }
  take_children (taking, record);
}

static void
take_children (Taking   *taking,
               QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list); j++)
        take (taking, qd_list_get (list, j), qd_record_get_id (record));
    }
}

/* The record here that holds what @record's list holds: lists of the plan, or of what every plan has once. */
static const char *
owner_of (QdPlan   *plan,
          QdRecord *record)
{
  QdRecord *parent = qd_record_get_parent (record);
  QdList *list = qd_record_get_owner_list (parent);

  return qd_record_get_id (list == NULL ? qd_plan_get_root (plan) : qd_plan_get_single (plan, qd_list_get_id (list)));
}

/**
 * qd_import_rows_change:
 * @plan: a plan
 * @records: (element-type QdRecord): records that qd_import_rows_list() told of, of another plan
 * @title: what undo is to call it, in the user's language
 *
 * Returns: (transfer full): the change that takes them over, with what they hold
 */
QdChange *
qd_import_rows_change (QdPlan     *plan,
                       GPtrArray  *records,
                       const char *title)
{
  QdChange *change = qd_change_new (title);
  g_autoptr (GHashTable) n_inserted = g_hash_table_new (NULL, NULL);
  Taking taking = { plan, change, n_inserted };

  for (guint i = 0; i < records->len; i++)
    take (&taking, g_ptr_array_index (records, i), owner_of (plan, g_ptr_array_index (records, i)));

  return change;
}

static gboolean
is_left_out (QdListId list)
{
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    if (left_out[i] == list)
      return TRUE;

  return FALSE;
}

static void
list_rows (QdPlan   *plan,
           QdRecord *owner,
           GArray   *rows)
{
  const QdRecordInfo *info = qd_record_get_info (owner);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (owner, info->lists[i]);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list) && !is_left_out (info->lists[i]); j++)
        {
          QdRecord *record = qd_list_get (list, j);
          g_autoptr (QdChange) change = qd_change_new ("");
          Taking taking = { plan, change, NULL };
          QdImportRow row = { record, info->lists[i], find_same (plan, record) == NULL, 0 };

          if (qd_list_get_info (list)->single)
            {
              list_rows (plan, record, rows);
              continue;
            }
          take (&taking, record, owner_of (plan, record));
          row.n_differences = qd_change_get_n_ops (change);
          if (row.n_differences > 0)
            g_array_append_val (rows, row);
        }
    }
}

/**
 * qd_import_rows_list:
 * @plan: a plan
 * @other: another plan
 *
 * Returns: (transfer full) (element-type QdImportRow): the records of @other that @plan has not, or has otherwise, in the
 *   order of @other; those that are part of another record go with it
 */
GArray *
qd_import_rows_list (QdPlan *plan,
                     QdPlan *other)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (QdImportRow));

  g_return_val_if_fail (QD_IS_PLAN (plan) && QD_IS_PLAN (other), rows);

  list_rows (plan, qd_plan_get_root (other), rows);

  return rows;
}
