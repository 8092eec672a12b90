#include "qd-config.h"

#include "qd-export-source-private.h"

/* So many records are copied within a few milliseconds. */
#define RECORDS_AT_ONCE 400

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

/* Wakes who waits for the plan. From here on the main loop leaves the copy alone. */
static void
set_copied (QdExportSource *source)
{
  g_clear_signal_handler (&source->changed, source->document);
  g_clear_object (&source->document);
  g_mutex_lock (&source->lock);
  source->copied = TRUE;
  g_cond_broadcast (&source->complete);
  g_mutex_unlock (&source->lock);
}

static void
start_copy (QdExportSource *source)
{
  g_clear_pointer (&source->copier, qd_plan_copier_free);
  source->copier = qd_plan_copier_new (qd_document_get_plan (source->document));
}

/* Nobody but the idle itself may have it any more: the dialog is gone. */
static gboolean
copy_cb (gpointer user_data)
{
  QdExportSource *source = user_data;

  if (!g_atomic_ref_count_compare (&source->references, 1) && qd_plan_copier_step (source->copier, RECORDS_AT_ONCE))
    return G_SOURCE_CONTINUE;

  source->idle = 0;
  set_copied (source);

  return G_SOURCE_REMOVE;
}

/**
 * qd_export_source_new:
 * @document: a plan, which is copied
 *
 * A small plan is copied at once, a large one little by little while the window goes on; where it is changed meanwhile,
 * from the start.
 *
 * Returns: (transfer full): the plan as it is once it is copied
 */
QdExportSource *
qd_export_source_new (QdDocument *document)
{
  QdExportSource *source = g_new0 (QdExportSource, 1);

  g_atomic_ref_count_init (&source->references);
  g_mutex_init (&source->lock);
  g_cond_init (&source->complete);
  source->document = g_object_ref (document);
  start_copy (source);
  if (qd_plan_copier_step (source->copier, RECORDS_AT_ONCE))
    {
      source->changed = g_signal_connect_swapped (document, "changed", G_CALLBACK (start_copy), source);
      source->idle = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, copy_cb, qd_export_source_ref (source),
                                      (GDestroyNotify) qd_export_source_unref);
    }
  else
    {
      set_copied (source);
    }

  return source;
}

/**
 * qd_export_source_complete:
 *
 * Copies what is not copied yet, at once: for the main loop, which must not wait for itself.
 */
void
qd_export_source_complete (QdExportSource *source)
{
  if (source->idle == 0)
    return;

  qd_plan_copier_step (source->copier, G_MAXUINT);
  set_copied (source);
  g_clear_handle_id (&source->idle, g_source_remove);
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

  g_clear_pointer (&source->copier, qd_plan_copier_free);
  g_clear_object (&source->figures);
  g_clear_pointer (&source->findings, g_ptr_array_unref);
  g_clear_pointer (&source->lists, g_array_unref);
  g_mutex_clear (&source->lock);
  g_cond_clear (&source->complete);
  g_free (source);
}

static void
compute (QdExportSource *source)
{
  g_autoptr (QdPlan) copy = qd_plan_copier_finish (source->copier);

  source->figures = qd_figures_new (copy);
  source->findings = qd_findings_compute (source->figures);
  source->lists = lists_with_rows (copy);
}

/* Keeps other threads off until it is unlocked; waits for the copy, so that the main loop must have seen to it. */
void
qd_export_source_lock (QdExportSource *source)
{
  g_mutex_lock (&source->lock);
  while (!source->copied)
    g_cond_wait (&source->complete, &source->lock);
  if (source->figures == NULL)
    compute (source);
}

void
qd_export_source_unlock (QdExportSource *source)
{
  g_mutex_unlock (&source->lock);
}
