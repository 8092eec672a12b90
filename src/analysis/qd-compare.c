#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-compare.h"

#include "qd-columns.h"
#include "qd-sequence.h"

#include <glib/gi18n-lib.h>

/* The change that turns one plan into another.
 *
 * A record is kept if both plans have its id with the same type; all other records are removed or inserted. The steps
 * come in this order, so that each finds what it needs:
 *
 *   1. what holds nothing that is kept is removed, and what sits on an id that the other plan gives to another type
 *   2. owners before what they hold, each list of the other plan is made so: insert, move, set
 *   3. what kept records had to leave first is removed
 *
 * In a list, the longest run of records that are in order already stays; only the others move. */

typedef struct
{
  QdPlan     *from;
  QdPlan     *to;
  QdChange   *change;
  GHashTable *removed;  /* records of `from` that step 1 removes, without what they hold */
  GHashTable *dropped;  /* records of `from` that cannot be kept although `to` has their id */
  GHashTable *gone;     /* records of `from` that have left the place where `from` has them */
  GPtrArray  *emptied;  /* records of `from` that step 3 removes */
} Comparison;

static void compare_lists (Comparison *self,
                           const char *owner,
                           QdRecord   *from,
                           QdRecord   *to);

static gboolean
is_in_single (QdRecord *record)
{
  QdList *list = qd_record_get_owner_list (record);

  return list == NULL || qd_list_get_info (list)->single;
}

/* Of a record of `from`: whether `to` has it too, so that it stays, wherever it goes. */
static gboolean
is_kept (Comparison *self,
         QdRecord   *record)
{
  QdRecord *other = qd_plan_find (self->to, qd_record_get_id (record));

  return other != NULL && qd_record_get_record_type (other) == qd_record_get_record_type (record) &&
         is_in_single (other) == is_in_single (record) && !g_hash_table_contains (self->dropped, record);
}

/* Of a record of `to`: what it was in `from`, or NULL if it is new. */
static QdRecord *
find_kept (Comparison *self,
           QdRecord   *record)
{
  QdRecord *other = qd_plan_find (self->from, qd_record_get_id (record));

  return other != NULL && is_kept (self, other) ? other : NULL;
}

typedef gboolean (*IsKeptFunc) (Comparison *self,
                                QdRecord   *record);

static gboolean
was_kept (Comparison *self,
          QdRecord   *record)
{
  return find_kept (self, record) != NULL;
}

/* Whether anything that @record holds, however deep, is in both plans. */
static gboolean
holds_kept (Comparison *self,
            QdRecord   *record,
            IsKeptFunc  kept)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list); j++)
        if (kept (self, qd_list_get (list, j)) || holds_kept (self, qd_list_get (list, j), kept))
          return TRUE;
    }

  return FALSE;
}

static void
drop_one (QdRecord *record,
          gpointer  user_data)
{
  g_hash_table_add (user_data, record);
}

static void
remove_record (Comparison *self,
               QdRecord   *record)
{
  g_hash_table_add (self->removed, record);
  qd_change_remove (self->change, qd_record_get_id (record));
}

/* An id that means another kind of record in `to` has to become free before that is inserted. */
static void
drop_conflicts (Comparison *self,
                QdRecord   *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list); j++)
        {
          QdRecord *child = qd_list_get (list, j);

          if (!qd_list_get_info (list)->single && qd_plan_find (self->to, qd_record_get_id (child)) != NULL &&
              !is_kept (self, child))
            {
              qd_record_foreach (child, drop_one, self->dropped);
              remove_record (self, child);
            }
          else
            {
              drop_conflicts (self, child);
            }
        }
    }
}

/* Everything below @record that `to` does not have. Of a record that is removed itself, @doomed, only what kept records
 * below it hold has to be looked at: the rest goes with it. */
static void
remove_lost (Comparison *self,
             QdRecord   *record,
             gboolean    doomed)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list); j++)
        {
          QdRecord *child = qd_list_get (list, j);

          if (g_hash_table_contains (self->removed, child))
            continue;

          if (qd_list_get_info (list)->single || is_kept (self, child))
            {
              remove_lost (self, child, FALSE);
            }
          else if (holds_kept (self, child, is_kept))
            {
              if (!doomed)
                g_ptr_array_add (self->emptied, child);
              remove_lost (self, child, TRUE);
            }
          else if (!doomed)
            {
              remove_record (self, child);
            }
        }
    }
}

static void
insert_record (Comparison *self,
               const char *owner,
               QdListId    list,
               guint       index,
               QdRecord   *record)
{
  g_autoptr (QdRecord) copy = NULL;

  if (!holds_kept (self, record, was_kept))
    {
      copy = qd_record_copy (record);
      qd_change_insert (self->change, owner, list, index, copy);
      return;
    }

  /* Part of what it holds comes from elsewhere in the plan. */
  copy = qd_record_copy_shallow (record);
  qd_change_insert (self->change, owner, list, index, copy);
  compare_lists (self, qd_record_get_id (record), NULL, record);
}

static void
compare_fields (Comparison *self,
                QdRecord   *from,
                QdRecord   *to)
{
  const QdRecordInfo *info = qd_record_get_info (to);

  for (guint i = 0; i < info->n_fields; i++)
    if (!qd_value_equal (qd_record_get_value (from, i), qd_record_get_value (to, i)))
      qd_change_set (self->change, qd_record_get_id (from), &info->fields[i], qd_record_get_value (to, i));
}

static void
compare_records (Comparison *self,
                 QdRecord   *from,
                 QdRecord   *to)
{
  compare_fields (self, from, to);
  compare_lists (self, qd_record_get_id (from), from, to);
}

/* A list that is being turned into that of `to`. */
typedef struct
{
  GPtrArray *there; /* what `from` has in it, less what step 1 removed */
  guint      next;  /* the first of it that is not passed yet */
  guint      at;    /* the place in the list, as it is by now, behind what is done */
} Cursor;

/* Passes what stands before @place and leaves later, then what stands at @place and stays. */
static void
pass (Comparison *self,
      Cursor     *cursor,
      guint       place)
{
  for (; cursor->next < place; cursor->next++)
    if (!g_hash_table_contains (self->gone, g_ptr_array_index (cursor->there, cursor->next)))
      cursor->at++;

  cursor->next = place + 1;
  cursor->at++;
}

static void
move_record (Comparison *self,
             Cursor     *cursor,
             const char *owner,
             QdListId    list,
             QdRecord   *record,
             int         place)
{
  /* Taken from before the cursor, it draws what follows one place nearer. */
  gboolean passed = place >= 0 && (guint) place < cursor->next;

  if (!passed)
    cursor->at++;
  qd_change_move (self->change, qd_record_get_id (record), owner, list, cursor->at - 1);
  g_hash_table_add (self->gone, record);
}

static GPtrArray *
list_what_is_there (Comparison *self,
                    QdList     *list)
{
  GPtrArray *there = g_ptr_array_new ();

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    if (!g_hash_table_contains (self->removed, qd_list_get (list, i)))
      g_ptr_array_add (there, qd_list_get (list, i));

  return there;
}

static gboolean
is_in_order (GPtrArray *there,
             QdList    *to)
{
  if (there->len != qd_list_get_length (to))
    return FALSE;

  for (guint i = 0; i < there->len; i++)
    if (!g_str_equal (qd_record_get_id (g_ptr_array_index (there, i)), qd_record_get_id (qd_list_get (to, i))))
      return FALSE;

  return TRUE;
}

/* For each record of @to its place in @there, or -1 if it comes from elsewhere. */
static int *
find_places (Comparison *self,
             GPtrArray  *there,
             QdList     *to)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  int *found = g_new (int, qd_list_get_length (to));

  for (guint i = 0; i < there->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (there, i), GINT_TO_POINTER (i + 1));
  for (guint i = 0; i < qd_list_get_length (to); i++)
    {
      QdRecord *record = find_kept (self, qd_list_get (to, i));

      found[i] = record != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (places, record)) - 1 : -1;
    }

  return found;
}

static void
align_list (Comparison *self,
            const char *owner,
            GPtrArray  *there,
            QdList     *to)
{
  guint length = qd_list_get_length (to);
  Cursor cursor = { there, 0, 0 };
  g_autofree int *places = find_places (self, there, to);
  g_autofree gboolean *stays = g_new0 (gboolean, length);

  qd_sequence_mark_longest_run (places, stays, length);

  for (guint i = 0; i < length; i++)
    {
      QdRecord *record = qd_list_get (to, i);
      QdRecord *kept = find_kept (self, record);

      if (kept == NULL)
        insert_record (self, owner, qd_list_get_id (to), cursor.at++, record);
      else if (stays[i])
        pass (self, &cursor, (guint) places[i]);
      else
        move_record (self, &cursor, owner, qd_list_get_id (to), kept, places[i]);
    }
}

static void
compare_list (Comparison *self,
              const char *owner,
              QdList     *from,
              QdList     *to)
{
  g_autoptr (GPtrArray) there = list_what_is_there (self, from);

  if (to == NULL)
    return;

  if (qd_list_get_info (to)->single)
    {
      compare_records (self, qd_list_get (from, 0), qd_list_get (to, 0));
      return;
    }

  if (!is_in_order (there, to))
    align_list (self, owner, there, to);

  for (guint i = 0; i < qd_list_get_length (to); i++)
    {
      QdRecord *kept = find_kept (self, qd_list_get (to, i));

      if (kept != NULL)
        compare_records (self, kept, qd_list_get (to, i));
    }
}

/* Makes the lists of @owner, which holds what @from holds (nothing if it was just inserted), those of @to. */
static void
compare_lists (Comparison *self,
               const char *owner,
               QdRecord   *from,
               QdRecord   *to)
{
  const QdRecordInfo *info = qd_record_get_info (to);

  for (guint i = 0; i < info->n_lists; i++)
    compare_list (self, owner, from != NULL ? qd_record_peek_list (from, info->lists[i]) : NULL,
                  qd_record_peek_list (to, info->lists[i]));
}

static void
comparison_run (Comparison *self,
                QdPlan     *from,
                QdPlan     *to,
                const char *title)
{
  self->from = from;
  self->to = to;
  self->change = qd_change_new (title);
  self->removed = g_hash_table_new (NULL, NULL);
  self->dropped = g_hash_table_new (NULL, NULL);
  self->gone = g_hash_table_new (NULL, NULL);
  self->emptied = g_ptr_array_new ();

  drop_conflicts (self, qd_plan_get_root (from));
  remove_lost (self, qd_plan_get_root (from), FALSE);
  compare_records (self, qd_plan_get_root (from), qd_plan_get_root (to));
  for (guint i = 0; i < self->emptied->len; i++)
    qd_change_remove (self->change, qd_record_get_id (g_ptr_array_index (self->emptied, i)));
}

static void
comparison_clear (Comparison *self)
{
  g_clear_pointer (&self->change, qd_change_unref);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_pointer (&self->dropped, g_hash_table_unref);
  g_clear_pointer (&self->gone, g_hash_table_unref);
  g_clear_pointer (&self->emptied, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

/**
 * qd_compare:
 * @from: a plan
 * @to: another
 * @title: what undo and redo call the change, in the user's language
 *
 * What has to be done to @from to make it @to: with the fewest sets, inserts and removals, and in each list with the
 * fewest moves. Records are matched by id. What no change can express stays as it is in @from: of records that both
 * plans have the members that this version does not know (qd_record_get_extra()), and the ids of the records that every
 * plan has.
 *
 * Returns: (transfer full): the change; without steps if there is nothing to do
 */
QdChange *
qd_compare (QdPlan     *from,
            QdPlan     *to,
            const char *title)
{
  g_auto (Comparison) comparison = { 0 };

  g_return_val_if_fail (QD_IS_PLAN (from), NULL);
  g_return_val_if_fail (QD_IS_PLAN (to), NULL);

  comparison_run (&comparison, from, to, title);

  return g_steal_pointer (&comparison.change);
}

static QdDifference *
add_difference (GPtrArray        *differences,
                QdDifferenceKind  kind,
                QdRecord         *record)
{
  QdDifference *difference = g_new0 (QdDifference, 1);
  const QdRecordInfo *info = qd_record_get_info (record);
  QdList *list = qd_record_get_owner_list (record);

  difference->kind = kind;
  difference->record_type = info->type;
  difference->list = list != NULL ? qd_list_get_id (list) : QD_LIST_ANY;
  difference->page = qd_page_of_record (record);
  difference->record = g_strdup (qd_record_get_id (record));
  difference->title = qd_record_name (record);
  difference->before = g_strdup ("");
  difference->after = g_strdup ("");
  difference->internal = difference->list == QD_LIST_LAYOUT;
  g_ptr_array_add (differences, difference);

  return difference;
}

typedef struct
{
  Comparison *comparison;
  GPtrArray  *differences;
} Listing;

static void
list_removed (QdRecord *record,
              gpointer  user_data)
{
  Listing *listing = user_data;

  if (!is_kept (listing->comparison, record))
    add_difference (listing->differences, QD_DIFFERENCE_REMOVED, record);
}

/* @record is the step's copy: the plan it comes from knows its list. */
static void
list_added (QdRecord *record,
            gpointer  user_data)
{
  Listing *listing = user_data;

  add_difference (listing->differences, QD_DIFFERENCE_ADDED,
                  qd_plan_find (listing->comparison->to, qd_record_get_id (record)));
}

static void
list_changed (Listing    *listing,
              const QdOp *op)
{
  QdRecord *from = qd_plan_find (listing->comparison->from, op->id);
  QdRecord *to = qd_plan_find (listing->comparison->to, op->id);
  QdDifference *difference = add_difference (listing->differences, QD_DIFFERENCE_CHANGED, to != NULL ? to : from);

  difference->field = op->field;
  difference->internal = difference->internal || (op->field->flags & QD_FIELD_INTERNAL) != 0;
  g_free (difference->before);
  difference->before = qd_record_display (from, op->field->index);
  g_free (difference->after);
  difference->after = to != NULL ? qd_record_display (to, op->field->index) : qd_field_display (op->field, &op->value);
}

static char *
describe_place (QdRecord *record,
                gboolean  by_owner)
{
  QdList *list = qd_record_get_owner_list (record);
  const char *owner = qd_record_get_title (qd_list_get_owner (list));

  if (!by_owner)
    return g_strdup_printf ("%d", qd_list_index_of (list, record) + 1);

  return g_strdup (*owner != '\0' ? owner : _(qd_list_get_info (list)->title));
}

static void
list_moved (Listing    *listing,
            const QdOp *op)
{
  QdRecord *from = qd_plan_find (listing->comparison->from, op->id);
  QdRecord *to = qd_plan_find (listing->comparison->to, op->id);
  QdDifference *difference = add_difference (listing->differences, QD_DIFFERENCE_MOVED, to);
  gboolean by_owner = !g_str_equal (qd_record_get_id (qd_record_get_parent (from)),
                                    qd_record_get_id (qd_record_get_parent (to)));

  g_free (difference->before);
  difference->before = describe_place (from, by_owner);
  g_free (difference->after);
  difference->after = describe_place (to, by_owner);
}

/**
 * qd_compare_list:
 * @from: a plan
 * @to: another
 *
 * The steps of qd_compare() as differences, record by record: one for each record that came or went, those within a
 * record included, one for each field that holds something else, one for each record that stands elsewhere.
 *
 * Returns: (transfer full) (element-type QdDifference): the differences, in the order of @to, what was removed first
 */
GPtrArray *
qd_compare_list (QdPlan *from,
                 QdPlan *to)
{
  g_auto (Comparison) comparison = { 0 };
  Listing listing = { &comparison, NULL };

  g_return_val_if_fail (QD_IS_PLAN (from), NULL);
  g_return_val_if_fail (QD_IS_PLAN (to), NULL);

  listing.differences = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_difference_free);
  comparison_run (&comparison, from, to, "");

  for (guint i = 0; i < qd_change_get_n_ops (comparison.change); i++)
    {
      const QdOp *op = qd_change_get_op (comparison.change, i);

      switch (op->type)
        {
        case QD_OP_SET:
          list_changed (&listing, op);
          break;
        case QD_OP_INSERT:
          qd_record_foreach (op->record, list_added, &listing);
          break;
        case QD_OP_REMOVE:
          qd_record_foreach (qd_plan_find (from, op->id), list_removed, &listing);
          break;
        case QD_OP_MOVE:
        default:
          list_moved (&listing, op);
          break;
        }
    }

  return listing.differences;
}

/**
 * qd_difference_describe:
 * @difference: a difference
 *
 * Returns: (transfer full): it as a sentence for people, in their language
 */
char *
qd_difference_describe (const QdDifference *difference)
{
  const char *type = _(qd_record_info (difference->record_type)->label);
  const char *field = difference->field != NULL ? qd_field_label (difference->field) : "";

  switch (difference->kind)
    {
    case QD_DIFFERENCE_REMOVED:
      /* Translators: a kind of record and the title of one: “Risk: ‘Scope creep’ was removed.” */
      return g_strdup_printf (_("%s: “%s” was removed."), type, difference->title);
    case QD_DIFFERENCE_ADDED:
      return g_strdup_printf (_("%s: “%s” was added."), type, difference->title);
    case QD_DIFFERENCE_MOVED:
      return g_strdup_printf (_("%s: “%s” moved from %s to %s."), type, difference->title, difference->before,
                              difference->after);
    case QD_DIFFERENCE_CHANGED:
    default:
      if (*difference->before == '\0')
        return g_strdup_printf (_("%s “%s”: %s is now “%s”."), type, difference->title, field, difference->after);
      if (*difference->after == '\0')
        return g_strdup_printf (_("%s “%s”: %s was “%s” and is now empty."), type, difference->title, field,
                                difference->before);
      return g_strdup_printf (_("%s “%s”: %s changed from “%s” to “%s”."), type, difference->title, field,
                              difference->before, difference->after);
    }
}

/**
 * qd_difference_kind_id:
 *
 * Returns: (transfer none): @kind in files and output for programs: "removed", "added", "changed", "moved"
 */
const char *
qd_difference_kind_id (QdDifferenceKind kind)
{
  static const char *const ids[] = { "removed", "added", "changed", "moved" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (ids), NULL);

  return ids[kind];
}

void
qd_difference_free (QdDifference *difference)
{
  g_free (difference->record);
  g_free (difference->title);
  g_free (difference->before);
  g_free (difference->after);
  g_free (difference);
}
