#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-merge.h"

#include <glib/gi18n-lib.h>

#include "qd-columns.h"
#include "qd-error.h"
#include "qd-id.h"
#include "qd-json.h"
#include "qd-merge-private.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* What a merge could not decide, as records of the merged plan: what stands here, what stands there, and the change that
 * takes what stands there, so that each can be settled later, one by one, also by somebody who has none of the plans. */

typedef struct
{
  QdMerge *merge;
  QdPlan  *plan;
  guint    n;
} Listing;

static void
set_text (QdRecord   *record,
          guint       field,
          const char *text)
{
  g_auto (QdValue) value = text != NULL && *text != '\0' ? qd_value_text (text) : (QdValue) QD_VALUE_INIT;

  qd_record_set_value (record, field, &value);
}

/* The same conflict, left from an earlier merge, says what is true no more. */
static void
forget_earlier (Listing    *listing,
                QdList     *list,
                const char *id)
{
  QdRecord *earlier = qd_plan_find (listing->plan, id);

  if (earlier != NULL && qd_record_get_owner_list (earlier) == list)
    qd_list_remove (list, (guint) qd_list_index_of (list, earlier));
}

static void
add (Listing       *listing,
     QdMergeEntry  *entry,
     const char    *kind,
     const QdField *field,
     const char    *ours,
     const char    *theirs,
     QdChange      *change)
{
  QdList *list = qd_plan_get_list (listing->plan, QD_LIST_CONFLICTS);
  QdRecord *about = entry->merged != NULL ? entry->merged : entry->theirs;
  g_autofree char *section = g_strconcat (kind, " ", field != NULL ? field->key : "", NULL);
  g_autofree char *id = qd_id_derive ("conflict", section, entry->key, 0);
  g_autofree char *title = qd_record_name (about);
  g_autofree char *json = change != NULL ? qd_json_from_change (change) : NULL;
  g_autoptr (QdRecord) conflict = NULL;

  forget_earlier (listing, list, id);
  if (qd_plan_find (listing->plan, id) != NULL)
    g_clear_pointer (&id, g_free);
  conflict = qd_record_new (QD_RECORD_CONFLICT, id);
  set_text (conflict, QD_CONFLICT_TITLE, title);
  set_text (conflict, QD_CONFLICT_KIND, kind);
  set_text (conflict, QD_CONFLICT_RECORD, qd_record_get_id (about));
  /* In the language of the file, whoever reads it. */
  set_text (conflict, QD_CONFLICT_FIELD, field != NULL ? field->label : NULL);
  set_text (conflict, QD_CONFLICT_OURS, ours);
  set_text (conflict, QD_CONFLICT_THEIRS, theirs);
  set_text (conflict, QD_CONFLICT_CHANGE, json);
  qd_list_append (list, conflict);
  listing->n++;
}

static void
add_field (Listing               *listing,
           const QdMergeConflict *conflict)
{
  QdMergeEntry *entry = conflict->entry;
  const QdValue *theirs = qd_record_get_value (entry->theirs, conflict->field->index);
  g_autoptr (QdChange) change = qd_change_new ("");
  g_autofree char *here = qd_record_display (entry->ours, conflict->field->index);
  g_autofree char *there = qd_record_display (entry->theirs, conflict->field->index);

  qd_change_set (change, qd_record_get_id (entry->merged), conflict->field, theirs);
  add (listing, entry, conflict->kind, conflict->field, here, there, change);
}

/* Where a record is, in words: what holds it and the place there, from 1. */
static char *
describe_place (QdRecord *record)
{
  QdList *list = qd_record_get_owner_list (record);
  QdRecord *owner = qd_list_get_owner (list);
  const char *holder = qd_record_get_parent (owner) != NULL && !qd_text_is_blank (qd_record_get_title (owner))
                         ? qd_record_get_title (owner)
                         : _(qd_list_get_info (list)->title);

  /* Translators: what holds a record, and its place in it, counted from 1. */
  return g_strdup_printf (_("%s, number %d"), holder, qd_list_index_of (list, record) + 1);
}

/* Takes the record to where it is there, if what holds it there is here, too. */
static void
add_place (Listing               *listing,
           const QdMergeConflict *conflict)
{
  QdMergeEntry *entry = conflict->entry;
  QdMergePlace there = qd_merge_place (listing->merge, entry->theirs);
  QdList *list = qd_record_get_owner_list (entry->theirs);
  g_autofree char *ours = describe_place (entry->merged);
  g_autofree char *theirs = describe_place (entry->theirs);
  g_autoptr (QdChange) change = NULL;

  if (there.owner->merged != NULL && there.owner->type == qd_list_get_info (list)->owner)
    {
      change = qd_change_new ("");
      qd_change_move (change, qd_record_get_id (entry->merged), qd_record_get_id (there.owner->merged), there.list,
                      (guint) qd_list_index_of (list, entry->theirs));
    }
  add (listing, entry, conflict->kind, NULL, ours, theirs, change);
}

static void
add_unknown (Listing               *listing,
             const QdMergeConflict *conflict)
{
  QdMergeEntry *entry = conflict->entry;
  const char *ours = entry->ours != NULL ? qd_record_get_extra (entry->ours) : NULL;
  const char *theirs = entry->theirs != NULL ? qd_record_get_extra (entry->theirs) : NULL;

  add (listing, entry, conflict->kind, NULL, ours, theirs, NULL);
}

/* A record changed here, or holding something changed here, that was removed there. */
static void
add_removed_there (Listing      *listing,
                   QdMergeEntry *entry)
{
  g_autoptr (QdChange) change = qd_change_new ("");
  g_autofree char *name = qd_record_name (entry->merged);

  qd_change_remove (change, qd_record_get_id (entry->merged));
  add (listing, entry, "removed-there", NULL, name, NULL, change);
}

static gboolean
is_kept_against_theirs (QdMergeEntry *entry)
{
  return entry != NULL && entry->present && entry->base != NULL && entry->ours != NULL && entry->theirs == NULL;
}

typedef struct
{
  QdMerge  *merge;
  gboolean  lost; /* something that was done there is not in the merged plan */
} Loss;

static void
find_lost (QdRecord *record,
           gpointer  user_data)
{
  Loss *loss = user_data;
  QdMergeEntry *entry = qd_merge_find (loss->merge, record);

  if (entry->present || entry->theirs != record)
    return;

  if (entry->base == NULL || qd_merge_is_touched (loss->merge, entry->base, entry->theirs))
    loss->lost = TRUE;
}

/* A copy of what was there, without what is here elsewhere. */
static QdRecord *
copy_absent (QdMerge  *merge,
             QdRecord *record)
{
  QdRecord *copy = qd_record_copy_shallow (record);
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list); j++)
        {
          QdRecord *child = qd_list_get (list, j);

          if (!qd_merge_find (merge, child)->present)
            {
              g_autoptr (QdRecord) absent = copy_absent (merge, child);

              qd_list_append (qd_record_get_list (copy, info->lists[i]), absent);
            }
        }
    }

  return copy;
}

static void
add_removed_here (Listing      *listing,
                  QdMergeEntry *entry)
{
  QdMergePlace there = qd_merge_place (listing->merge, entry->theirs);
  QdList *list = qd_record_get_owner_list (entry->theirs);
  g_autofree char *name = qd_record_name (entry->theirs);
  g_autoptr (QdRecord) copy = copy_absent (listing->merge, entry->theirs);
  g_autoptr (QdChange) change = qd_change_new ("");

  qd_change_insert (change, qd_record_get_id (there.owner->merged), there.list,
                    (guint) qd_list_index_of (list, entry->theirs), copy);
  add (listing, entry, "removed-here", NULL, NULL, name, change);
}

static void
list_removals (Listing *listing)
{
  GPtrArray *entries = listing->merge->entries;

  for (guint i = 0; i < entries->len; i++)
    {
      QdMergeEntry *entry = g_ptr_array_index (entries, i);
      Loss loss = { listing->merge, FALSE };

      if (is_kept_against_theirs (entry))
        {
          if (!is_kept_against_theirs (entry->place.owner))
            add_removed_there (listing, entry);
          continue;
        }
      if (entry->present || entry->theirs == NULL ||
          qd_merge_place (listing->merge, entry->theirs).owner->merged == NULL)
        continue;

      qd_record_foreach (entry->theirs, find_lost, &loss);
      if (loss.lost)
        add_removed_here (listing, entry);
    }
}

/**
 * qd_merge_list_conflicts: (skip)
 * @plan: the merged plan, in which all entries that are present are made
 *
 * Puts the conflicts into the list of conflicts of @plan.
 *
 * Returns: how many
 */
guint
qd_merge_list_conflicts (QdMerge *merge,
                         QdPlan  *plan)
{
  Listing listing = { merge, plan, 0 };

  for (guint i = 0; i < merge->conflicts->len; i++)
    {
      const QdMergeConflict *conflict = &g_array_index (merge->conflicts, QdMergeConflict, i);

      if (conflict->field != NULL)
        add_field (&listing, conflict);
      else if (g_str_equal (conflict->kind, "unknown"))
        add_unknown (&listing, conflict);
      else
        add_place (&listing, conflict);
    }
  list_removals (&listing);

  return listing.n;
}

/**
 * qd_document_resolve_conflict:
 * @document: a document
 * @conflict: a record of its list of conflicts
 * @theirs: whether to take what the other plan has; %FALSE keeps what is here
 *
 * Settles a conflict that a merge left: one undoable change, with which the conflict goes.
 *
 * Returns: %FALSE with @error set if it cannot be taken any more, because what it is about has gone or because a newer
 *   version wrote it
 */
gboolean
qd_document_resolve_conflict (QdDocument  *document,
                              QdRecord    *conflict,
                              gboolean     theirs,
                              GError     **error)
{
  g_autofree char *name = qd_record_name (conflict);
  g_autofree char *title = NULL;
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdChange) take = NULL;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (qd_record_get_record_type (conflict) == QD_RECORD_CONFLICT, FALSE);

  title = g_strdup_printf (theirs ? _("Take the Other Plan’s “%s”") : _("Keep “%s”"), name);
  change = qd_change_new (title);
  if (theirs)
    {
      const char *json = qd_record_get_text (conflict, QD_CONFLICT_CHANGE);

      if (*json == '\0')
        {
          g_set_error (error, QD_ERROR, QD_ERROR_INVALID,
                       _("This version cannot take over what the other plan has for “%s”. Keep what is here, or make the "
                         "change by hand."), name);
          return FALSE;
        }
      take = qd_json_to_change (json, error);
      if (take == NULL)
        return FALSE;
      qd_change_append (change, take);
    }
  qd_change_remove (change, qd_record_get_id (conflict));

  return qd_document_apply (document, change, QD_APPLY_AS_STORED, error);
}
