#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

/* What the files that merge share. */

typedef struct _QdMergeEntry QdMergeEntry;

/* QdMergePlace:
 * @owner: (nullable): what holds the record; %NULL for the plan's own
 * @list: in which of its lists
 *
 * Where a record is, apart from its rank there. */
typedef struct
{
  QdMergeEntry *owner;
  QdListId      list;
} QdMergePlace;

/* QdMergeEntry:
 * @key: what all three plans know it by: its id, or of the records that every plan has the list's
 * @type: of which type it is
 * @base: (nullable): what it was
 * @ours: (nullable): what it is here
 * @theirs: (nullable): what it is there
 * @present: whether the merged plan has it
 * @held: it is there only because what it holds is: there it was removed
 * @place: where it is in the merged plan
 * @children: (nullable): by the index of the list among those of its type, the entries that are in it, in order
 * @merged: (nullable): the record, once it is made
 *
 * One record through all three plans. */
struct _QdMergeEntry
{
  char         *key;
  QdRecordType  type;
  QdRecord     *base;
  QdRecord     *ours;
  QdRecord     *theirs;
  gboolean      present;
  gboolean      held;
  QdMergePlace  place;
  GPtrArray   **children;
  QdRecord     *merged;
};

/* QdMergeConflict:
 * @entry: what it is about
 * @kind: the id of one of qd_choices_conflict
 * @field: (nullable): of "field": which
 *
 * What cannot be decided; ours stands. */
typedef struct
{
  QdMergeEntry  *entry;
  const char    *kind;
  const QdField *field;
} QdMergeConflict;

/* QdMerge:
 * @entries: all, in the order of ours, then theirs, then base
 * @by_key: the same
 * @by_record: the same, by each record of the three plans
 * @conflicts: (element-type QdMergeConflict): what cannot be decided */
typedef struct
{
  GPtrArray  *entries;
  GHashTable *by_key;
  GHashTable *by_record;
  GArray     *conflicts;
} QdMerge;

char         *qd_merge_key           (QdRecord      *record);
QdMergeEntry *qd_merge_find          (QdMerge       *merge,
                                      QdRecord      *record);
QdMergePlace  qd_merge_place         (QdMerge       *merge,
                                      QdRecord      *record);
gboolean      qd_merge_is_touched    (QdMerge       *merge,
                                      QdRecord      *base,
                                      QdRecord      *side);
void          qd_merge_add_conflict  (QdMerge       *merge,
                                      QdMergeEntry  *entry,
                                      const char    *kind,
                                      const QdField *field);

/* qd-merge-order.c */
void          qd_merge_order         (QdMerge       *merge,
                                      QdMergeEntry  *owner,
                                      QdListId       list,
                                      GPtrArray     *members);

/* qd-merge-conflicts.c */
guint         qd_merge_list_conflicts (QdMerge      *merge,
                                       QdPlan       *plan);

G_END_DECLS
