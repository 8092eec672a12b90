#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-loss-private.h"

#include <glib/gi18n-lib.h>

#include "qd-error.h"

/* Whether bytes hold all of a plan: they are read again and held against it. Whatever a form cannot carry, now or
 * later, and whatever its writer forgets, is found that way before it replaces a file. */

typedef struct
{
  GPtrArray  *ours;   /* of QdRecord, each with its fellow of the same index in … */
  GPtrArray  *theirs;
  GHashTable *ids;    /* our ids -> theirs: a form need not carry ids */
  const char *lost;   /* what is missing, in the user's language */
} Pairs;

static gboolean pair_up (Pairs    *pairs,
                         QdRecord *ours,
                         QdRecord *theirs);

/* A row in which nothing stands need not come back. */
static gboolean
is_empty (QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    if (qd_record_is_set (record, i))
      return FALSE;
  for (guint i = 0; i < info->n_lists; i++)
    if (qd_record_peek_list (record, info->lists[i]) != NULL)
      return FALSE;

  return qd_record_get_extra (record) == NULL;
}

static QdRecord *
next_record (QdList *list,
             guint  *index)
{
  while (list != NULL && *index < qd_list_get_length (list))
    {
      QdRecord *record = qd_list_get (list, (*index)++);

      if (qd_list_get_info (list)->single || !is_empty (record))
        return record;
    }

  return NULL;
}

static gboolean
pair_lists (Pairs    *pairs,
            QdRecord *ours,
            QdRecord *theirs,
            QdListId  list)
{
  QdList *our_list = qd_record_peek_list (ours, list);
  QdList *their_list = qd_record_peek_list (theirs, list);
  guint our_index = 0, their_index = 0;
  QdRecord *our_record, *their_record;

  do
    {
      our_record = next_record (our_list, &our_index);
      their_record = next_record (their_list, &their_index);
      if ((our_record == NULL) != (their_record == NULL) ||
          (our_record != NULL && !pair_up (pairs, our_record, their_record)))
        {
          if (pairs->lost == NULL)
            pairs->lost = _(qd_list_info (list)->title);
          return FALSE;
        }
    }
  while (our_record != NULL);

  return TRUE;
}

/* Layout hints are how a form is written, not what it says. */
static gboolean
pair_up (Pairs    *pairs,
         QdRecord *ours,
         QdRecord *theirs)
{
  const QdRecordInfo *info = qd_record_get_info (ours);

  g_ptr_array_add (pairs->ours, ours);
  g_ptr_array_add (pairs->theirs, theirs);
  g_hash_table_insert (pairs->ids, (char *) qd_record_get_id (ours), (char *) qd_record_get_id (theirs));

  for (guint i = 0; i < info->n_lists; i++)
    if (info->lists[i] != QD_LIST_LAYOUT && !pair_lists (pairs, ours, theirs, info->lists[i]))
      return FALSE;

  return TRUE;
}

/* @text with every id in it replaced by that of the fellow. */
static char *
translate_ids (Pairs      *pairs,
               const char *text)
{
  g_auto (GStrv) ids = g_strsplit (text, " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *id = g_hash_table_lookup (pairs->ids, ids[i]);

      if (id != NULL)
        {
          g_free (ids[i]);
          ids[i] = g_strdup (id);
        }
    }

  return g_strjoinv (" ", ids);
}

/* The words of @text, however they are broken into lines. */
static char *
join_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", words[i]);

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static gboolean
same_field (Pairs    *pairs,
            QdRecord *ours,
            QdRecord *theirs,
            guint     field)
{
  const QdValue *our_value = qd_record_get_value (ours, field);
  const QdValue *their_value = qd_record_get_value (theirs, field);
  const QdField *info = qd_record_get_field (ours, field);
  g_autofree char *our_text = NULL;
  g_autofree char *our_words = NULL;
  g_autofree char *their_words = NULL;

  if (our_value->type == QD_VALUE_UNSET || (info->flags & QD_FIELD_INTERNAL) || qd_value_equal (our_value, their_value))
    return TRUE;
  if (our_value->type != QD_VALUE_TEXT || their_value->type != QD_VALUE_TEXT)
    return FALSE;

  our_text = info->kind == QD_KIND_REFS ? translate_ids (pairs, our_value->text) : g_strdup (our_value->text);
  our_words = join_words (our_text);
  their_words = join_words (their_value->text);

  return g_str_equal (our_words, their_words);
}

/* Returns: (nullable): the name of what @theirs lacks of @ours */
static const char *
find_lost_field (Pairs    *pairs,
                 QdRecord *ours,
                 QdRecord *theirs)
{
  const QdRecordInfo *info = qd_record_get_info (ours);

  for (guint i = 0; i < info->n_fields; i++)
    if (!same_field (pairs, ours, theirs, i))
      return qd_field_label (&info->fields[i]);

  if (qd_record_get_extra (ours) != NULL && g_strcmp0 (qd_record_get_extra (ours), qd_record_get_extra (theirs)) != 0)
    return _(info->label);

  return NULL;
}

static const char *
find_lost (QdPlan *ours,
           QdPlan *theirs)
{
  g_autoptr (GPtrArray) our_records = g_ptr_array_new ();
  g_autoptr (GPtrArray) their_records = g_ptr_array_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  Pairs pairs = { our_records, their_records, ids, NULL };

  pair_up (&pairs, qd_plan_get_root (ours), qd_plan_get_root (theirs));
  for (guint i = 0; pairs.lost == NULL && i < our_records->len; i++)
    pairs.lost = find_lost_field (&pairs, our_records->pdata[i], their_records->pdata[i]);

  return pairs.lost;
}

/* qd_loss_check:
 * @plan: a plan
 * @bytes: what it was written as
 * @format: the form of @bytes
 * @error: return location for an error: %QD_ERROR_UNSUPPORTED, naming the first thing that is not in @bytes
 *
 * Ids and layout may differ, and so may white space; no word and no number may.
 *
 * Returns: whether all of @plan can be read from @bytes again */
gboolean
qd_loss_check (QdPlan          *plan,
               GBytes          *bytes,
               const QdFormat  *format,
               GError         **error)
{
  g_autoptr (QdPlan) read = qd_format_load (bytes, format, NULL, NULL, NULL, error);
  const char *lost;

  if (read == NULL)
    return FALSE;

  lost = find_lost (plan, read);
  if (lost != NULL)
    g_set_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED,
                 _("“%s” would be lost: files of the form “%s” cannot hold it as it is here. Save the plan as a .qplan "
                   "file."), lost, _(format->label));

  return lost == NULL;
}
