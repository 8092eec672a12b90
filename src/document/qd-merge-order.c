#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-merge-private.h"

#include "qd-sequence.h"

#include <string.h>

/* The order of one list of the merged plan.
 *
 * What all three plans have in the list and neither side moved stands fixed. Everything else was put there by one side:
 * it comes right behind the fixed record that it follows on that side. Where both sides put something behind the same
 * one, their runs follow each other whole, in an order that does not depend on which side is ours. */

typedef struct
{
  QdMergeEntry *entry;
  gboolean      in_base;
  gboolean      in_ours;
  gboolean      in_theirs;
  gboolean      ours_moved;
  gboolean      theirs_moved;
  gboolean      fixed;
  gboolean      placed;       /* it is in the result */
  int           ours_anchor;  /* the number of the fixed one it follows, from 0; -1: it stands before all */
  int           theirs_anchor;
} Member;

typedef struct
{
  QdMerge      *merge;
  QdMergePlace  place;
  GArray       *members;
  GHashTable   *by_entry; /* entry -> index in members + 1 */
} Order;

static Member *
find_member (Order    *order,
             QdRecord *record)
{
  QdMergeEntry *entry = qd_merge_find (order->merge, record);
  guint index = entry != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (order->by_entry, entry)) : 0;

  return index > 0 ? &g_array_index (order->members, Member, index - 1) : NULL;
}

static gboolean
is_here (Order    *order,
         QdRecord *record)
{
  QdMergePlace place;

  if (record == NULL)
    return FALSE;
  place = qd_merge_place (order->merge, record);

  return place.owner == order->place.owner && place.list == order->place.list;
}

/* The members that a side has in the list, as it has them. */
static GPtrArray *
list_side (Order    *order,
           QdRecord *owner)
{
  GPtrArray *side = g_ptr_array_new ();
  QdList *list = owner != NULL ? qd_record_peek_list (owner, order->place.list) : NULL;

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    {
      Member *member = find_member (order, qd_list_get (list, i));

      if (member != NULL)
        g_ptr_array_add (side, member);
    }

  return side;
}

/* The fewest that the side must have moved to get from the order of the base to its own. */
static void
mark_moved (GPtrArray *base,
            GPtrArray *side,
            gsize      moved)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autofree int *from = g_new (int, side->len);
  g_autofree gboolean *stays = g_new0 (gboolean, side->len);

  for (guint i = 0; i < base->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (base, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < side->len; i++)
    from[i] = GPOINTER_TO_INT (g_hash_table_lookup (places, g_ptr_array_index (side, i))) - 1;
  qd_sequence_mark_longest_run (from, stays, side->len);
  for (guint i = 0; i < side->len; i++)
    if (from[i] >= 0 && !stays[i])
      G_STRUCT_MEMBER (gboolean, g_ptr_array_index (side, i), moved) = TRUE;
}

static gboolean
is_put_by_ours (const Member *member)
{
  if (member->fixed || !member->in_ours)
    return FALSE;

  return !member->in_theirs || !member->in_base || member->ours_moved || !member->theirs_moved;
}

static gboolean
is_put_by_theirs (const Member *member)
{
  if (member->fixed || !member->in_theirs)
    return FALSE;

  /* Both put it into the same gap: it joins what each has around it. */
  if (is_put_by_ours (member))
    return member->in_ours && (!member->in_base || (member->ours_moved && member->theirs_moved)) &&
           member->ours_anchor == member->theirs_anchor;

  return TRUE;
}

static void
find_anchors (GPtrArray *side,
              gsize      anchor)
{
  int fixed = -1;

  for (guint i = 0; i < side->len; i++)
    {
      Member *member = g_ptr_array_index (side, i);

      if (member->fixed)
        fixed++;
      G_STRUCT_MEMBER (int, member, anchor) = fixed;
    }
}

/* From each gap between fixed members, what @is_put says the side put there, in its order; NULL for most: nothing. */
static GPtrArray **
list_runs (GPtrArray *side,
           guint      n_gaps,
           gsize      anchor,
           gboolean (*is_put) (const Member *member))
{
  GPtrArray **runs = g_new0 (GPtrArray *, n_gaps);

  for (guint i = 0; i < side->len; i++)
    {
      Member *member = g_ptr_array_index (side, i);
      guint gap = (guint) (G_STRUCT_MEMBER (int, member, anchor) + 1);

      if (!is_put (member))
        continue;
      g_assert (gap < n_gaps);
      if (runs[gap] == NULL)
        runs[gap] = g_ptr_array_new ();
      g_ptr_array_add (runs[gap], member);
    }

  return runs;
}

static void
free_runs (GPtrArray **runs,
           guint       n_gaps)
{
  for (guint i = 0; i < n_gaps; i++)
    g_clear_pointer (&runs[i], g_ptr_array_unref);
  g_free (runs);
}

static void
put (GPtrArray *result,
     GPtrArray *run,
     guint      first,
     guint      end)
{
  for (guint i = first; i < end; i++)
    {
      Member *member = g_ptr_array_index (run, i);

      if (!member->placed)
        g_ptr_array_add (result, member->entry);
      member->placed = TRUE;
    }
}

/* Two runs behind each other, that with the lesser key first: the same whichever side is ours. */
static void
put_both (GPtrArray *result,
          GPtrArray *a,
          guint      a_first,
          guint      a_end,
          GPtrArray *b,
          guint      b_first,
          guint      b_end)
{
  gboolean swap = a_first < a_end && b_first < b_end &&
                  strcmp (((Member *) g_ptr_array_index (a, a_first))->entry->key,
                          ((Member *) g_ptr_array_index (b, b_first))->entry->key) > 0;

  if (swap)
    put (result, b, b_first, b_end);
  put (result, a, a_first, a_end);
  if (!swap)
    put (result, b, b_first, b_end);
}

/* What both put into the same gap holds their runs together. */
static void
put_gap (GPtrArray *result,
         GPtrArray *ours,
         GPtrArray *theirs)
{
  GPtrArray *only = ours != NULL ? ours : theirs;
  g_autoptr (GHashTable) places = NULL;
  guint o = 0, t = 0;

  if (ours == NULL || theirs == NULL)
    {
      if (only != NULL)
        put (result, only, 0, only->len);
      return;
    }

  places = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < theirs->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (theirs, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < ours->len; i++)
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, g_ptr_array_index (ours, i)));

      if (place == 0 || place - 1 < t)
        continue;
      put_both (result, ours, o, i, theirs, t, place - 1);
      put (result, ours, i, i + 1);
      o = i + 1;
      t = place;
    }
  put_both (result, ours, o, ours->len, theirs, t, theirs->len);
}

static void
mark_fixed (Order *order)
{
  for (guint i = 0; i < order->members->len; i++)
    {
      Member *member = &g_array_index (order->members, Member, i);

      member->fixed = member->in_base && member->in_ours && member->in_theirs && !member->ours_moved &&
                      !member->theirs_moved;
    }
}

static void
find_conflicts (Order *order)
{
  for (guint i = 0; i < order->members->len; i++)
    {
      Member *member = &g_array_index (order->members, Member, i);

      if (member->in_ours && member->in_theirs && !member->fixed && member->ours_anchor != member->theirs_anchor &&
          (!member->in_base || (member->ours_moved && member->theirs_moved)))
        qd_merge_add_conflict (order->merge, member->entry, "order", NULL);
    }
}

static void
arrange (Order     *order,
         GPtrArray *ours,
         GPtrArray *theirs,
         GPtrArray *result)
{
  guint n_gaps = 1;
  guint gap = 0;
  GPtrArray **our_runs, **their_runs;

  for (guint i = 0; i < ours->len; i++)
    n_gaps += ((Member *) g_ptr_array_index (ours, i))->fixed ? 1 : 0;
  our_runs = list_runs (ours, n_gaps, G_STRUCT_OFFSET (Member, ours_anchor), is_put_by_ours);
  their_runs = list_runs (theirs, n_gaps, G_STRUCT_OFFSET (Member, theirs_anchor), is_put_by_theirs);

  put_gap (result, our_runs[0], their_runs[0]);
  for (guint i = 0; i < ours->len; i++)
    {
      Member *member = g_ptr_array_index (ours, i);

      if (!member->fixed)
        continue;
      gap++;
      g_ptr_array_add (result, member->entry);
      member->placed = TRUE;
      put_gap (result, our_runs[gap], their_runs[gap]);
    }

  free_runs (our_runs, n_gaps);
  free_runs (their_runs, n_gaps);
}

/**
 * qd_merge_order: (skip)
 * @owner: what holds the list
 * @list: which of its lists
 * @members: (element-type QdMergeEntry): what the merged plan has in it, in any order; ordered afterwards
 */
void
qd_merge_order (QdMerge      *merge,
                QdMergeEntry *owner,
                QdListId      list,
                GPtrArray    *members)
{
  Order order = { merge, { owner, list }, g_array_new (FALSE, TRUE, sizeof (Member)), g_hash_table_new (NULL, NULL) };
  g_autoptr (GPtrArray) result = g_ptr_array_new ();
  g_autoptr (GPtrArray) base = NULL;
  g_autoptr (GPtrArray) ours = NULL;
  g_autoptr (GPtrArray) theirs = NULL;

  for (guint i = 0; i < members->len; i++)
    {
      QdMergeEntry *entry = g_ptr_array_index (members, i);
      Member member = { .entry = entry };

      member.in_base = is_here (&order, entry->base);
      member.in_ours = is_here (&order, entry->ours);
      member.in_theirs = is_here (&order, entry->theirs);
      g_array_append_val (order.members, member);
      g_hash_table_insert (order.by_entry, entry, GUINT_TO_POINTER (i + 1));
    }

  base = list_side (&order, owner->base);
  ours = list_side (&order, owner->ours);
  theirs = list_side (&order, owner->theirs);
  mark_moved (base, ours, G_STRUCT_OFFSET (Member, ours_moved));
  mark_moved (base, theirs, G_STRUCT_OFFSET (Member, theirs_moved));
  mark_fixed (&order);
  find_anchors (ours, G_STRUCT_OFFSET (Member, ours_anchor));
  find_anchors (theirs, G_STRUCT_OFFSET (Member, theirs_anchor));
  find_conflicts (&order);
  arrange (&order, ours, theirs, result);

  g_assert (result->len == members->len);
  memcpy (members->pdata, result->pdata, result->len * sizeof (gpointer));

  g_hash_table_unref (order.by_entry);
  g_array_unref (order.members);
}
