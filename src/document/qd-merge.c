#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-merge.h"

#include "qd-merge-private.h"
#include "qd-plan-private.h"

#include <string.h>

/* Three plans into one: what either side changed since their common base.
 *
 * Everything is decided before anything is made. Each record that any of the three has gets an entry, found by its id,
 * and then, in this order: whether the merged plan has it, where, in which order with its neighbours, and what its
 * fields hold. Where both sides did different things to the same thing, ours stands and the conflict is kept; nothing
 * else depends on which side is ours. */

/**
 * qd_merge_key: (skip)
 *
 * Returns: (transfer full): what @record is known by in every plan: its id; for those that every plan has just once,
 *   whatever their ids, the list they are in
 */
char *
qd_merge_key (QdRecord *record)
{
  QdList *list = qd_record_get_owner_list (record);

  if (list == NULL)
    return g_strdup ("\1plan");
  if (qd_list_get_info (list)->single)
    return g_strconcat ("\1", qd_list_get_info (list)->id, NULL);

  return g_strdup (qd_record_get_id (record));
}

QdMergeEntry *
qd_merge_find (QdMerge  *merge,
               QdRecord *record)
{
  return g_hash_table_lookup (merge->by_record, record);
}

QdMergePlace
qd_merge_place (QdMerge  *merge,
                QdRecord *record)
{
  QdRecord *parent = qd_record_get_parent (record);
  QdMergePlace place = { NULL, QD_LIST_ANY };

  if (parent != NULL)
    {
      place.owner = qd_merge_find (merge, parent);
      place.list = qd_list_get_id (qd_record_get_owner_list (record));
    }

  return place;
}

static gboolean
is_same_place (QdMergePlace a,
               QdMergePlace b)
{
  return a.owner == b.owner && a.list == b.list;
}

void
qd_merge_add_conflict (QdMerge       *merge,
                       QdMergeEntry  *entry,
                       const char    *kind,
                       const QdField *field)
{
  QdMergeConflict conflict = { entry, kind, field };

  g_array_append_val (merge->conflicts, conflict);
}

static void
entry_free (QdMergeEntry *entry)
{
  const QdRecordInfo *info = qd_record_info (entry->type);

  for (guint i = 0; entry->children != NULL && i < info->n_lists; i++)
    g_clear_pointer (&entry->children[i], g_ptr_array_unref);
  g_free (entry->children);
  g_free (entry->key);
  g_free (entry);
}

static QdMergeEntry *
take_entry (QdMerge  *merge,
            QdRecord *record)
{
  g_autofree char *key = qd_merge_key (record);
  QdMergeEntry *entry = g_hash_table_lookup (merge->by_key, key);

  if (entry == NULL)
    {
      entry = g_new0 (QdMergeEntry, 1);
      entry->key = g_steal_pointer (&key);
      entry->type = qd_record_get_record_type (record);
      entry->place.list = QD_LIST_ANY;
      g_ptr_array_add (merge->entries, entry);
      g_hash_table_insert (merge->by_key, entry->key, entry);
    }
  g_hash_table_insert (merge->by_record, record, entry);

  return entry;
}

static void
add_ours (QdRecord *record,
          gpointer  user_data)
{
  take_entry (user_data, record)->ours = record;
}

static void
add_theirs (QdRecord *record,
            gpointer  user_data)
{
  QdMergeEntry *entry = take_entry (user_data, record);

  /* An id that both gave to records of different kinds: there is room for one. */
  if (entry->type == qd_record_get_record_type (record))
    entry->theirs = record;
  else
    qd_merge_add_conflict (user_data, entry, "unknown", NULL);
}

static void
add_base (QdRecord *record,
          gpointer  user_data)
{
  QdMergeEntry *entry = take_entry (user_data, record);

  if (entry->type == qd_record_get_record_type (record))
    entry->base = record;
}

/* Whether a side did anything to the record itself, apart from its rank among its neighbours. */
gboolean
qd_merge_is_touched (QdMerge  *merge,
                     QdRecord *base,
                     QdRecord *side)
{
  const QdRecordInfo *info = qd_record_get_info (side);

  for (guint i = 0; i < info->n_fields; i++)
    if (!qd_value_equal (qd_record_get_value (base, i), qd_record_get_value (side, i)))
      return TRUE;

  return g_strcmp0 (qd_record_get_extra (base), qd_record_get_extra (side)) != 0 ||
         !is_same_place (qd_merge_place (merge, base), qd_merge_place (merge, side));
}

/* Where both have it: where the side that moved it put it. */
static void
decide_place (QdMerge      *merge,
              QdMergeEntry *entry)
{
  QdMergePlace ours = qd_merge_place (merge, entry->ours);
  QdMergePlace theirs = qd_merge_place (merge, entry->theirs);
  QdMergePlace base = entry->base != NULL ? qd_merge_place (merge, entry->base) : (QdMergePlace) { NULL, QD_LIST_ANY };

  entry->place = ours;
  if (is_same_place (ours, theirs) || is_same_place (base, theirs))
    return;

  if (entry->base != NULL && is_same_place (base, ours))
    entry->place = theirs;
  else
    qd_merge_add_conflict (merge, entry, "place", NULL);
}

static void
decide_presence (QdMerge      *merge,
                 QdMergeEntry *entry)
{
  if (entry->ours != NULL && entry->theirs != NULL)
    {
      entry->present = TRUE;
      decide_place (merge, entry);
    }
  else if (entry->ours != NULL)
    {
      entry->present = entry->base == NULL || qd_merge_is_touched (merge, entry->base, entry->ours);
      entry->place = qd_merge_place (merge, entry->ours);
    }
  else if (entry->theirs != NULL)
    {
      entry->present = entry->base == NULL;
      entry->place = qd_merge_place (merge, entry->theirs);
    }
}

static gboolean
can_hold (QdMergeEntry *owner,
          QdListId      list)
{
  return owner != NULL && owner->present && qd_list_info (list)->owner == owner->type;
}

/* What is in the merged plan needs something to be in. Returns whether anything had to be decided anew. */
static gboolean
settle_owner (QdMerge      *merge,
              QdMergeEntry *entry)
{
  QdMergePlace ours;

  if (!entry->present || entry->place.list == QD_LIST_ANY || can_hold (entry->place.owner, entry->place.list))
    return FALSE;

  /* There it was removed, here something is in it. */
  if (entry->place.owner != NULL && entry->place.owner->ours != NULL && entry->place.owner->theirs == NULL)
    {
      entry->place.owner->present = TRUE;
      entry->place.owner->held = TRUE;
      entry->place.owner->place = qd_merge_place (merge, entry->place.owner->ours);
      return TRUE;
    }

  /* Here it was removed, or means another kind of record: only they put something there. */
  if (entry->ours == NULL)
    {
      entry->present = FALSE;
      return TRUE;
    }
  ours = qd_merge_place (merge, entry->ours);
  g_return_val_if_fail (!is_same_place (ours, entry->place), FALSE);
  entry->place = ours;
  qd_merge_add_conflict (merge, entry, "place", NULL);

  return TRUE;
}

static void
decide (QdMerge *merge)
{
  gboolean again;

  for (guint i = 0; i < merge->entries->len; i++)
    decide_presence (merge, g_ptr_array_index (merge->entries, i));

  do
    {
      again = FALSE;
      for (guint i = 0; i < merge->entries->len; i++)
        again |= settle_owner (merge, g_ptr_array_index (merge->entries, i));
    }
  while (again);
}

static guint
index_of_list (QdRecordType type,
               QdListId     list)
{
  const QdRecordInfo *info = qd_record_info (type);

  for (guint i = 0; i < info->n_lists; i++)
    if (info->lists[i] == list)
      return i;

  g_return_val_if_reached (0);
}

static void
gather_children (QdMerge *merge)
{
  for (guint i = 0; i < merge->entries->len; i++)
    {
      QdMergeEntry *entry = g_ptr_array_index (merge->entries, i);
      QdMergeEntry *owner = entry->place.owner;
      guint list;

      if (!entry->present || owner == NULL)
        continue;

      if (owner->children == NULL)
        owner->children = g_new0 (GPtrArray *, qd_record_info (owner->type)->n_lists);
      list = index_of_list (owner->type, entry->place.list);
      if (owner->children[list] == NULL)
        owner->children[list] = g_ptr_array_new ();
      g_ptr_array_add (owner->children[list], entry);
    }
}

/* What both sides left alone or changed alike stays, what one changed is taken, else ours stands. */
static void
merge_fields (QdMerge      *merge,
              QdMergeEntry *entry)
{
  const QdRecordInfo *info = qd_record_info (entry->type);
  const QdValue unset = QD_VALUE_INIT;

  for (guint i = 0; i < info->n_fields; i++)
    {
      const QdValue *base = entry->base != NULL ? qd_record_get_value (entry->base, i) : &unset;
      const QdValue *ours = qd_record_get_value (entry->ours, i);
      const QdValue *theirs = qd_record_get_value (entry->theirs, i);

      if (qd_value_equal (ours, theirs) || qd_value_equal (base, theirs))
        continue;

      if (qd_value_equal (base, ours))
        qd_record_set_value (entry->merged, i, theirs);
      else
        qd_merge_add_conflict (merge, entry, "field", &info->fields[i]);
    }
}

static void
merge_extra (QdMerge      *merge,
             QdMergeEntry *entry)
{
  const char *base = entry->base != NULL ? qd_record_get_extra (entry->base) : NULL;
  const char *ours = qd_record_get_extra (entry->ours);
  const char *theirs = qd_record_get_extra (entry->theirs);

  if (g_strcmp0 (ours, theirs) == 0 || g_strcmp0 (base, theirs) == 0)
    return;

  if (g_strcmp0 (base, ours) == 0)
    qd_record_set_extra (entry->merged, theirs);
  else
    qd_merge_add_conflict (merge, entry, "unknown", NULL);
}

static QdRecord *
make_record (QdMerge      *merge,
             QdMergeEntry *entry)
{
  entry->merged = qd_record_copy_shallow (entry->ours != NULL ? entry->ours : entry->theirs);
  if (entry->ours != NULL && entry->theirs != NULL)
    {
      merge_fields (merge, entry);
      merge_extra (merge, entry);
      /* Only those that every plan has once can differ in it. */
      if (entry->base != NULL && g_str_equal (qd_record_get_id (entry->base), qd_record_get_id (entry->ours)))
        qd_record_set_id (entry->merged, qd_record_get_id (entry->theirs));
    }

  return entry->merged;
}

static QdRecord *
build (QdMerge      *merge,
       QdMergeEntry *entry)
{
  QdRecord *record = make_record (merge, entry);
  const QdRecordInfo *info = qd_record_info (entry->type);

  for (guint i = 0; i < info->n_lists && entry->children != NULL; i++)
    {
      GPtrArray *children = entry->children[i];
      QdList *list;

      if (children == NULL)
        continue;

      list = qd_record_get_list (record, info->lists[i]);
      if (qd_list_get_info (list)->single)
        qd_list_remove (list, 0);
      else
        qd_merge_order (merge, entry, info->lists[i], children);
      for (guint j = 0; j < children->len; j++)
        {
          g_autoptr (QdRecord) child = build (merge, g_ptr_array_index (children, j));

          qd_list_append (list, child);
        }
    }

  return record;
}

/**
 * qd_merge:
 * @base: what both come from
 * @ours: one
 * @theirs: the other
 * @n_conflicts: (out) (optional): how many conflicts there are
 *
 * What became of @base in both: records are followed by their ids, field by field, so that renames, moves and other
 * orders survive. Where both did different things to the same thing, the merged plan has what @ours has, and a record
 * in its list of conflicts; see qd_document_resolve_conflict(). Merging with a side that is as @base gives the other
 * side; swapping sides gives the same but for conflicts. Time in proportion to the size of the plans.
 *
 * Returns: (transfer full): the merged plan
 */
QdPlan *
qd_merge (QdPlan *base,
          QdPlan *ours,
          QdPlan *theirs,
          guint  *n_conflicts)
{
  QdMerge merge;
  QdPlan *plan;
  guint n;

  g_return_val_if_fail (QD_IS_PLAN (base) && QD_IS_PLAN (ours) && QD_IS_PLAN (theirs), NULL);

  merge.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  merge.by_key = g_hash_table_new (g_str_hash, g_str_equal);
  merge.by_record = g_hash_table_new (NULL, NULL);
  merge.conflicts = g_array_new (FALSE, FALSE, sizeof (QdMergeConflict));

  qd_record_foreach (qd_plan_get_root (ours), add_ours, &merge);
  qd_record_foreach (qd_plan_get_root (theirs), add_theirs, &merge);
  qd_record_foreach (qd_plan_get_root (base), add_base, &merge);
  decide (&merge);
  gather_children (&merge);

  plan = qd_plan_new_for_root (build (&merge, qd_merge_find (&merge, qd_plan_get_root (ours))));
  n = qd_merge_list_conflicts (&merge, plan);
  if (n_conflicts != NULL)
    *n_conflicts = n;

  g_array_unref (merge.conflicts);
  g_hash_table_unref (merge.by_record);
  g_hash_table_unref (merge.by_key);
  g_ptr_array_unref (merge.entries);

  return plan;
}
