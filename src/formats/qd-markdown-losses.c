#include "qd-config.h"

#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <glib/gi18n-lib.h>

#include "qd-count.h"

/* What a plan holds and Markdown does not: exporters say so. */

typedef struct
{
  guint records[QD_N_LISTS];
  guint fields[QD_N_RECORD_TYPES][64];
} Losses;

/* Whether Markdown has a place for the records of @list. */
static gboolean
is_written (QdListId list)
{
  if (list == QD_LIST_REVIEW || list == QD_LIST_LAYOUT)
    return TRUE;

  for (guint i = 0; i < QD_MD_N_IDS; i++)
    if (qd_md_section ((QdMdSectionId) i)->list == list)
      return TRUE;

  return FALSE;
}

/* Last quarter's objectives are their titles and key results. */
static gboolean
is_of_review (QdRecord *objective)
{
  QdList *list = qd_record_get_owner_list (objective);

  return list != NULL && qd_list_get_id (list) == QD_LIST_REVIEW_OBJECTIVES;
}

static void
count_fields (Losses   *losses,
              QdRecord *record,
              gboolean  all)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    if ((all || info->fields[i].kind == QD_KIND_REFS) && qd_record_is_set (record, i))
      losses->fields[info->type][i]++;
}

static void
count_losses (QdRecord *record,
              gpointer  user_data)
{
  Losses *losses = user_data;
  QdList *list = qd_record_get_owner_list (record);
  const QdListInfo *info;

  if (list == NULL)
    return;

  info = qd_list_get_info (list);
  if (info->list == QD_LIST_LAYOUT)
    return;
  if (info->single && !is_written (info->list))
    count_fields (losses, record, TRUE);
  else if (!is_written (info->list) ||
           (info->list == QD_LIST_INITIATIVES && is_of_review (qd_record_get_parent (record))))
    losses->records[info->list]++;
  else
    {
      count_fields (losses, record, FALSE);
      if (info->list == QD_LIST_REVIEW_OBJECTIVES)
        for (guint i = 0; i < QD_OBJECTIVE_N_FIELDS; i++)
          if (i != QD_OBJECTIVE_TITLE && i != QD_OBJECTIVE_SUPPORTS && qd_record_is_set (record, i))
            losses->fields[QD_RECORD_OBJECTIVE][i]++;
    }
}

/**
 * qd_markdown_list_losses:
 * @plan: a plan
 *
 * Markdown has no place for check-ins, votes, comments, saved states and the like, nor for what refers to other records.
 *
 * Returns: (transfer full) (element-type utf8): what qd_markdown_save() leaves out of @plan: sentences in the user's
 *   language, none if it leaves nothing out
 */
GPtrArray *
qd_markdown_list_losses (QdPlan *plan)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree Losses *losses = g_new0 (Losses, 1);

  g_return_val_if_fail (QD_IS_PLAN (plan), sentences);

  qd_record_foreach (qd_plan_get_root (plan), count_losses, losses);

  for (guint i = 0; i < QD_N_LISTS; i++)
    if (losses->records[i] > 0)
      g_ptr_array_add (sentences,
                       qd_count_printf (ngettext ("Markdown leaves out %u record of “%s”.",
                                                  "Markdown leaves out %u records of “%s”.", losses->records[i]),
                                        losses->records[i], _(qd_list_info ((QdListId) i)->title)));

  for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
    {
      const QdRecordInfo *info = qd_record_info ((QdRecordType) i);

      for (guint f = 0; f < info->n_fields; f++)
        if (losses->fields[i][f] > 0)
          g_ptr_array_add (sentences,
                           qd_count_printf (ngettext ("Markdown leaves out “%s” of “%s” in %u place.",
                                                      "Markdown leaves out “%s” of “%s” in %u places.",
                                                      losses->fields[i][f]),
                                            qd_field_label (&info->fields[f]), _(info->label), losses->fields[i][f]));
    }

  return sentences;
}
