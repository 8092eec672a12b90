#include "qd-removal.h"

#include <string.h>

/* Removing records so that nothing refers to them any more. */

/* What a removal takes along: the records that are removed, and those that say something about nothing else. */
typedef struct
{
  GPtrArray  *roots;  /* of QdRecord: each goes with all it holds */
  GHashTable *gone;   /* the ids of all that goes */
  QdChange   *change; /* when set: where references are taken out */
  gboolean    grown;
} Removal;

/* A vote, an accepted finding or a layout hint is about the record it names: without it, it would be about the whole
 * plan. Anything else merely mentions it. */
static gboolean
goes_with_reference (QdRecordType type)
{
  return type == QD_RECORD_VOTE || type == QD_RECORD_ACCEPTED || type == QD_RECORD_LAYOUT;
}

static void
mark_gone (QdRecord *record,
           gpointer  user_data)
{
  Removal *removal = user_data;

  g_hash_table_add (removal->gone, (char *) qd_record_get_id (record));
}

static gboolean
is_gone (Removal  *removal,
         QdRecord *record)
{
  return g_hash_table_contains (removal->gone, qd_record_get_id (record));
}

static void
add_root (Removal  *removal,
          QdRecord *record)
{
  g_ptr_array_add (removal->roots, record);
  qd_record_foreach (record, mark_gone, removal);
  removal->grown = TRUE;
}

/* The same as strip_ids(), of several. */
static char *
strip_several (Removal    *removal,
               const char *ids)
{
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);
  g_autoptr (GString) left = g_string_new (NULL);
  gboolean found = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_hash_table_contains (removal->gone, words[i]))
        found = TRUE;
      else if (*words[i] != '\0')
        g_string_append_printf (left, "%s%s", left->len > 0 ? " " : "", words[i]);
    }

  return found ? g_string_free (g_steal_pointer (&left), FALSE) : NULL;
}

/* Returns: (nullable): @ids without those that go; %NULL if none of them does */
static char *
strip_ids (Removal    *removal,
           const char *ids)
{
  if (strchr (ids, ' ') == NULL)
    return g_hash_table_contains (removal->gone, ids) ? g_strdup ("") : NULL;

  return strip_several (removal, ids);
}

static void
strip_record (gpointer record,
              gpointer user_data)
{
  Removal *removal = user_data;
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_autofree char *left = NULL;

      if (info->fields[i].kind != QD_KIND_REFS || !qd_record_is_set (record, i) || is_gone (removal, record))
        continue;

      left = strip_ids (removal, qd_record_get_text (record, i));
      if (left == NULL)
        continue;

      if (*left == '\0' && goes_with_reference (info->type))
        {
          add_root (removal, record);
        }
      else if (removal->change != NULL)
        {
          g_auto (QdValue) value = qd_value_text (left);

          qd_change_set (removal->change, qd_record_get_id (record), &info->fields[i], &value);
        }
    }
}

static gboolean
refers (QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].kind == QD_KIND_REFS && qd_record_is_set (record, i))
      return TRUE;

  return FALSE;
}

/* Whether records of @type, or any that they hold, have a field that refers to others. */
static gboolean
may_refer (QdRecordType type)
{
  const QdRecordInfo *info = qd_record_info (type);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].kind == QD_KIND_REFS)
      return TRUE;
  for (guint i = 0; i < info->n_lists; i++)
    if (may_refer (qd_list_info (info->lists[i])->record_type))
      return TRUE;

  return FALSE;
}

/* Collects what refers to others in @record and what it holds. Most of a plan cannot, and is passed over. */
static void
collect_referrers (QdRecord  *record,
                   GPtrArray *referrers)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  if (refers (record))
    g_ptr_array_add (referrers, record);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      if (list == NULL || !may_refer (qd_list_get_info (list)->record_type))
        continue;
      for (guint j = 0; j < qd_list_get_length (list); j++)
        collect_referrers (qd_list_get (list, j), referrers);
    }
}

/**
 * qd_change_remove_records:
 * @change: the change that is to do it
 * @plan: the plan it will be applied to, as it will be then
 * @records: (array length=n_records): records of @plan, each once and none inside another
 * @n_records: how many
 *
 * Adds the steps that remove records with all they hold. Where others refer to them the reference goes too, and what
 * was only about them (a vote, an accepted finding, a layout hint) goes with them.
 */
void
qd_change_remove_records (QdChange  *change,
                          QdPlan    *plan,
                          QdRecord **records,
                          guint      n_records)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (GPtrArray) referrers = g_ptr_array_new ();
  Removal removal = { roots, gone, NULL, FALSE };

  collect_referrers (qd_plan_get_root (plan), referrers);
  for (guint i = 0; i < n_records; i++)
    add_root (&removal, records[i]);

  /* What goes along may be referred to in its turn. */
  while (removal.grown)
    {
      removal.grown = FALSE;
      g_ptr_array_foreach (referrers, strip_record, &removal);
    }
  removal.change = change;
  g_ptr_array_foreach (referrers, strip_record, &removal);

  for (guint i = 0; i < roots->len; i++)
    qd_change_remove (change, qd_record_get_id (roots->pdata[i]));
}
