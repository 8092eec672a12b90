#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-compare.h"
#include "qd-error.h"
#include "qd-plan-private.h"
#include "qd-removal.h"
#include "qd-text.h"

/* The edits that people make to records, each built as a change with a title and handed to the door. */

#define TITLE_CHARACTERS 40

/* What a title calls @record: by its own title, shortened to one line, or by what such a record is called. */
static char *
name_record (QdRecord *record)
{
  const char *title = qd_record_get_title (record);
  const QdRecordInfo *info = qd_record_get_info (record);
  g_autofree char *line = NULL;

  /* A title that refers to another record is an id: nothing to read. */
  if (qd_text_is_blank (title) || info->fields[info->title_field].kind == QD_KIND_REFS)
    return g_strdup (_(info->label));

  line = g_strstrip (g_strdup (title));
  g_strdelimit (line, "\n\r\t", ' ');
  if (g_utf8_strlen (line, -1) > TITLE_CHARACTERS)
    {
      g_autofree char *start = g_utf8_substring (line, 0, TITLE_CHARACTERS - 1);

      return g_strconcat (g_strchomp (start), "…", NULL);
    }

  return g_steal_pointer (&line);
}

static gboolean
is_of_last_quarter (QdRecord *record)
{
  for (; record != NULL; record = qd_record_get_parent (record))
    if (qd_record_get_record_type (record) == QD_RECORD_REVIEW)
      return TRUE;

  return FALSE;
}

/* Whether the target that is being changed is one that people agreed on. One that was noted today already is being typed
 * on, or changed again: the first one counts. */
static gboolean
keeps_target (QdDocument    *document,
              QdRecord      *record,
              const QdField *field,
              const char    *today)
{
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (document));
  QdList *changes;
  guint n;

  if (field->record_type != QD_RECORD_KEY_RESULT || field->index != QD_KEY_RESULT_TARGET ||
      qd_text_is_blank (qd_record_get_text (record, QD_KEY_RESULT_TARGET)) || is_of_last_quarter (record) ||
      !g_str_equal (qd_record_get_text (root, QD_PLAN_STATE), "approved"))
    return FALSE;

  changes = qd_record_peek_list (record, QD_LIST_TARGET_CHANGES);
  n = changes != NULL ? qd_list_get_length (changes) : 0;

  return n == 0 || !g_str_equal (qd_record_get_text (qd_list_get (changes, n - 1), QD_TARGET_CHANGE_DATE), today);
}

/* What a target was goes into its history with the change. */
static void
keep_target (QdDocument    *document,
             QdRecord      *record,
             const QdField *field,
             const QdValue *value,
             QdChange      *change)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr (QdRecord) kept = NULL;
  g_auto (QdValue) date = qd_value_text (today);

  if (!keeps_target (document, record, field, today) ||
      qd_value_equal (value, qd_record_get_value (record, field->index)))
    return;

  kept = qd_record_new (QD_RECORD_TARGET_CHANGE, NULL);
  qd_record_set_value (kept, QD_TARGET_CHANGE_TARGET, qd_record_get_value (record, field->index));
  qd_record_set_value (kept, QD_TARGET_CHANGE_DATE, &date);
  qd_change_insert (change, qd_record_get_id (record), QD_LIST_TARGET_CHANGES, G_MAXUINT, kept);
}

/**
 * qd_document_set_value:
 * @document: a document
 * @record: one of its records
 * @field: the index of a field
 * @value: what it is to hold; unset clears it
 * @flags: %QD_APPLY_COALESCE while it is being typed
 * @error: return location for an error
 *
 * Sets one field. What a target was that was agreed on is kept beside it, in the same change. A stated figure that only repeats the computed one is none: it clears the field, so that the figure
 * follows its inputs. Errors are those of qd_document_apply().
 *
 * Returns: %FALSE with @error set if nothing changed because @value was refused
 */
gboolean
qd_document_set_value (QdDocument     *document,
                       QdRecord       *record,
                       guint           field,
                       const QdValue  *value,
                       QdApplyFlags    flags,
                       GError        **error)
{
  static const QdValue unset = QD_VALUE_INIT;
  g_autoptr (QdChange) change = NULL;
  const QdField *info;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (QD_IS_RECORD (record), FALSE);
  g_return_val_if_fail (field < qd_record_get_info (record)->n_fields, FALSE);

  info = qd_record_get_field (record, field);
  if ((info->flags & QD_FIELD_OVERRIDE) != 0 &&
      qd_figures_repeats (qd_document_get_figures (document), record, field, value))
    value = &unset;

  change = qd_change_new_printf (C_("undo", "Change “%s”"), qd_field_label (info));
  qd_change_set (change, qd_record_get_id (record), info, value);
  keep_target (document, record, info, value, change);

  return qd_document_apply (document, change, flags, error);
}

/* Applies @change and finds the records it inserted, in the plan, in its order. */
static GPtrArray *
apply_inserts (QdDocument  *document,
               QdChange    *change,
               GError     **error)
{
  g_autoptr (GPtrArray) inserted = g_ptr_array_new ();

  if (!qd_document_apply (document, change, QD_APPLY_DEFAULT, error))
    return NULL;

  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    if (qd_change_get_op (change, i)->type == QD_OP_INSERT)
      g_ptr_array_add (inserted, qd_plan_find (qd_document_get_plan (document), qd_change_get_op (change, i)->id));

  return g_steal_pointer (&inserted);
}

/**
 * qd_document_add_value:
 * @document: a document
 * @owner: the record that holds the list
 * @list: which of its lists
 * @index: where; beyond the end means at the end
 * @field: the index of a field that is typed already
 * @value: (nullable): what that holds; %NULL: nothing is typed yet
 * @error: return location for an error
 *
 * Adds a record that is empty but for what was typed: nothing is invented that somebody would have to take out again.
 *
 * Returns: (transfer none) (nullable): the new record, in the plan, or %NULL with @error set
 */
QdRecord *
qd_document_add_value (QdDocument     *document,
                       QdRecord       *owner,
                       QdListId        list,
                       guint           index,
                       guint           field,
                       const QdValue  *value,
                       GError        **error)
{
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdRecord) record = NULL;
  g_autoptr (GPtrArray) inserted = NULL;
  const QdListInfo *info;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (QD_IS_RECORD (owner), NULL);
  g_return_val_if_fail (list < QD_N_LISTS, NULL);

  info = qd_list_info (list);
  change = info->add != NULL ? qd_change_new (_(info->add))
                             : qd_change_new_printf (C_("undo", "Add to “%s”"), _(info->title));
  record = qd_record_new (info->record_type, NULL);
  qd_change_insert (change, qd_record_get_id (owner), list, index, record);
  if (value != NULL && value->type != QD_VALUE_UNSET)
    qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, field), value);
  inserted = apply_inserts (document, change, error);

  return inserted != NULL ? inserted->pdata[0] : NULL;
}

/**
 * qd_document_add:
 *
 * Like qd_document_add_value(), with nothing typed yet.
 *
 * Returns: (transfer none) (nullable): the new record, in the plan, or %NULL with @error set
 */
QdRecord *
qd_document_add (QdDocument  *document,
                 QdRecord    *owner,
                 QdListId     list,
                 guint        index,
                 GError     **error)
{
  return qd_document_add_value (document, owner, list, index, 0, NULL, error);
}

/* Whether one of the chosen records holds @record. */
static gboolean
is_inside_chosen (GHashTable *chosen,
                  QdRecord   *record)
{
  while ((record = qd_record_get_parent (record)) != NULL)
    if (g_hash_table_contains (chosen, record))
      return TRUE;

  return FALSE;
}

/* Each of the records once, and none that goes along with another. */
static GPtrArray *
choose (QdRecord **records,
        guint      n_records)
{
  g_autoptr (GHashTable) chosen = g_hash_table_new (NULL, NULL);
  GPtrArray *roots = g_ptr_array_new ();

  for (guint i = 0; i < n_records; i++)
    if (g_hash_table_add (chosen, records[i]))
      g_ptr_array_add (roots, records[i]);
  for (guint i = roots->len; i > 0; i--)
    if (is_inside_chosen (chosen, g_ptr_array_index (roots, i - 1)))
      g_ptr_array_remove_index (roots, i - 1);

  return roots;
}

static QdChange *
duplication_new (GPtrArray *records)
{
  g_autofree char *name = NULL;

  if (records->len != 1)
    return qd_change_new_printf (ngettext ("Duplicate %u record", "Duplicate %u records", records->len), records->len);

  name = name_record (records->pdata[0]);

  return qd_change_new_printf (C_("undo", "Duplicate “%s”"), name);
}

/* The place in @list behind the last of its chosen records. */
static guint
index_behind (QdList    *list,
              GPtrArray *chosen)
{
  guint index = 0;

  for (guint i = 0; i < chosen->len; i++)
    if (qd_record_get_owner_list (chosen->pdata[i]) == list)
      index = MAX (index, (guint) qd_list_index_of (list, chosen->pdata[i]) + 1);

  return index;
}

/**
 * qd_document_duplicate:
 * @document: a document
 * @records: (array length=n_records): records of its plan
 * @n_records: how many
 * @error: return location for an error
 *
 * Puts copies of records, with all they hold, right behind the last of them in each list, in the order of @records.
 *
 * Returns: (transfer container) (nullable): the copies, in the plan, or %NULL with @error set
 */
GPtrArray *
qd_document_duplicate (QdDocument  *document,
                       QdRecord   **records,
                       guint        n_records,
                       GError     **error)
{
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autoptr (QdChange) change = NULL;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (records != NULL || n_records == 0, NULL);

  roots = choose (records, n_records);
  change = duplication_new (roots);
  for (guint i = 0; i < roots->len; i++)
    {
      QdRecord *record = roots->pdata[i];
      QdList *list = qd_record_get_owner_list (record);
      g_autoptr (QdRecord) copy = NULL;
      guint index;

      if (list == NULL || qd_list_get_info (list)->single)
        {
          g_autofree char *name = name_record (record);

          g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("“%s” cannot be duplicated."), name);
          return NULL;
        }

      index = g_hash_table_contains (places, list) ? GPOINTER_TO_UINT (g_hash_table_lookup (places, list))
                                                   : index_behind (list, roots);
      g_hash_table_insert (places, list, GUINT_TO_POINTER (index + 1));
      copy = qd_record_duplicate (record);
      qd_change_insert (change, qd_record_get_id (qd_list_get_owner (list)), qd_list_get_id (list), index, copy);
    }

  return apply_inserts (document, change, error);
}

static QdChange *
removal_change_new (QdRecord **records,
                    guint      n_records)
{
  g_autofree char *name = NULL;

  if (n_records != 1)
    return qd_change_new_printf (ngettext ("Remove %u record", "Remove %u records", n_records), n_records);

  name = name_record (records[0]);

  return qd_change_new_printf (C_("undo", "Remove “%s”"), name);
}

/**
 * qd_document_remove:
 * @document: a document
 * @records: (array length=n_records): records of its plan, in any order; one inside another goes with it
 * @n_records: how many
 * @error: return location for an error
 *
 * Removes records with all they hold. Where others refer to them the reference goes too, and what was only about them
 * (a vote, an accepted finding, a layout hint) goes with them; all in one change, so that undoing brings it all back.
 *
 * Returns: %FALSE with @error set if nothing was removed
 */
gboolean
qd_document_remove (QdDocument  *document,
                    QdRecord   **records,
                    guint        n_records,
                    GError     **error)
{
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (QdChange) change = NULL;
  QdPlan *plan;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (records != NULL || n_records == 0, FALSE);

  plan = qd_document_get_plan (document);
  for (guint i = 0; i < n_records; i++)
    g_return_val_if_fail (qd_record_get_plan (records[i]) == plan, FALSE);

  roots = choose (records, n_records);
  change = removal_change_new ((QdRecord **) roots->pdata, roots->len);
  qd_change_remove_records (change, plan, (QdRecord **) roots->pdata, roots->len);

  return qd_document_apply (document, change, QD_APPLY_DEFAULT, error);
}

static QdChange *
movement_new (GPtrArray *records)
{
  g_autofree char *name = NULL;

  if (records->len != 1)
    return qd_change_new_printf (ngettext ("Move %u record", "Move %u records", records->len), records->len);

  name = name_record (records->pdata[0]);

  return qd_change_new_printf (C_("undo", "Move “%s”"), name);
}

/* Whom the moved records are to stand behind at @index among those of @list that stay; %NULL: at the start. */
static QdRecord *
record_before (QdList    *list,
               GPtrArray *moved,
               guint      index)
{
  g_autoptr (GHashTable) moving = g_hash_table_new (NULL, NULL);
  QdRecord *before = NULL;

  for (guint i = 0; i < moved->len; i++)
    g_hash_table_add (moving, moved->pdata[i]);
  for (guint i = 0; i < qd_list_get_length (list) && index > 0; i++)
    if (!g_hash_table_contains (moving, qd_list_get (list, i)))
      {
        before = qd_list_get (list, i);
        index--;
      }

  return before;
}

/* One step a record, each behind the one before. What stands in the list is followed along, because each step counts
 * places as the steps before it left them. */
static void
add_moves (QdChange  *change,
           GPtrArray *moved,
           QdList    *list,
           guint      index)
{
  g_autoptr (GPtrArray) order = g_ptr_array_sized_new (qd_list_get_length (list) + moved->len);
  QdRecord *before = record_before (list, moved, index);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    g_ptr_array_add (order, qd_list_get (list, i));

  for (guint i = 0; i < moved->len; i++)
    {
      QdRecord *record = moved->pdata[i];
      guint at = 0;

      g_ptr_array_remove (order, record);
      if (before != NULL && g_ptr_array_find (order, before, &at))
        at++;
      g_ptr_array_insert (order, (int) at, record);
      qd_change_move (change, qd_record_get_id (record), qd_record_get_id (qd_list_get_owner (list)),
                      qd_list_get_id (list), at);
      before = record;
    }
}

/**
 * qd_document_move:
 * @document: a document
 * @records: (array length=n_records): records of its plan, in the order in which they are to stand
 * @n_records: how many
 * @owner: the record that holds the list they go to
 * @list: which of its lists
 * @index: the place of the first of them there afterwards; beyond the end means at the end
 * @error: return location for an error
 *
 * Moves records within their list or into another of the same record type, so that they stand one behind the other.
 *
 * Returns: %FALSE with @error set if they cannot go there, or stand there already
 */
gboolean
qd_document_move (QdDocument  *document,
                  QdRecord   **records,
                  guint        n_records,
                  QdRecord    *owner,
                  QdListId     list,
                  guint        index,
                  GError     **error)
{
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (QdChange) change = NULL;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (records != NULL || n_records == 0, FALSE);
  g_return_val_if_fail (QD_IS_RECORD (owner), FALSE);
  g_return_val_if_fail (list < QD_N_LISTS && qd_list_info (list)->owner == qd_record_get_record_type (owner), FALSE);

  roots = choose (records, n_records);
  change = movement_new (roots);
  add_moves (change, roots, qd_record_get_list (owner, list), index);

  return qd_document_apply (document, change, QD_APPLY_DEFAULT, error);
}

/**
 * qd_document_restore:
 * @document: a document
 * @plan: (transfer none): what it is to hold, such as an earlier state of it
 * @title: what undo is to call it, in the user's language
 * @error: return location for an error
 *
 * Makes the plan the same as another, as one change that can be undone. What is the same in both stays untouched.
 *
 * Returns: %FALSE with @error set if the plan is as it was
 */
gboolean
qd_document_restore (QdDocument  *document,
                     QdPlan      *plan,
                     const char  *title,
                     GError     **error)
{
  g_autoptr (QdChange) change = NULL;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (QD_IS_PLAN (plan), FALSE);
  g_return_val_if_fail (title != NULL, FALSE);

  change = qd_compare (qd_document_get_plan (document), plan, title);

  return qd_document_apply (document, change, QD_APPLY_AS_STORED, error);
}
