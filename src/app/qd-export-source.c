#include "qd-config.h"

#include "qd-export-source-private.h"

typedef struct
{
  gboolean rows[QD_N_LISTS][2];
} Seen;

static void
see_record (QdRecord *record,
            gpointer  user_data)
{
  Seen *seen = user_data;
  QdList *list = qd_record_get_owner_list (record);
  gboolean review = FALSE;

  for (QdRecord *above = record; above != NULL && !review; above = qd_record_get_parent (above))
    review = qd_record_get_record_type (above) == QD_RECORD_REVIEW;
  if (list != NULL)
    seen->rows[qd_list_get_id (list)][review ? 1 : 0] = TRUE;
}

/* The lists that people add rows to, and that have some; those that only the previous quarter has are no other list. */
static GArray *
lists_with_rows (QdPlan *plan)
{
  GArray *lists = g_array_new (FALSE, FALSE, sizeof (QdExportList));
  Seen seen = { 0 };

  qd_record_foreach (qd_plan_get_root (plan), see_record, &seen);
  for (guint i = 0; i < QD_N_LISTS; i++)
    for (guint review = 0; review < 2; review++)
      {
        const QdListInfo *info = qd_list_info ((QdListId) i);
        QdExportList list = { info->list, review == 1 && info->owner != QD_RECORD_REVIEW };

        if (info->add != NULL && seen.rows[i][review])
          g_array_append_val (lists, list);
      }

  return lists;
}

/* What such a list is called on the command line. */
char *
qd_export_list_dup_name (const QdExportList *list)
{
  return g_strconcat (list->review ? "review-" : "", qd_list_info (list->list)->id, NULL);
}

/**
 * qd_export_source_new:
 * @plan: a plan, which is copied
 *
 * Returns: (transfer full): @plan as it is now
 */
QdExportSource *
qd_export_source_new (QdPlan *plan)
{
  QdExportSource *source = g_new0 (QdExportSource, 1);
  g_autoptr (QdPlan) copy = qd_plan_copy (plan);

  g_atomic_ref_count_init (&source->references);
  g_mutex_init (&source->lock);
  source->figures = qd_figures_new (copy);
  source->lists = lists_with_rows (copy);

  return source;
}

QdExportSource *
qd_export_source_ref (QdExportSource *source)
{
  g_atomic_ref_count_inc (&source->references);

  return source;
}

void
qd_export_source_unref (QdExportSource *source)
{
  if (!g_atomic_ref_count_dec (&source->references))
    return;

  g_object_unref (source->figures);
  g_clear_pointer (&source->findings, g_ptr_array_unref);
  g_array_unref (source->lists);
  g_mutex_clear (&source->lock);
  g_free (source);
}

/* Keeps other threads off until it is unlocked; afterwards there are findings. */
void
qd_export_source_lock (QdExportSource *source)
{
  g_mutex_lock (&source->lock);
  if (source->findings == NULL)
    source->findings = qd_findings_compute (source->figures);
}

void
qd_export_source_unlock (QdExportSource *source)
{
  g_mutex_unlock (&source->lock);
}
