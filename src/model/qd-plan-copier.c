#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-plan-copier.h"

#include "qd-plan-private.h"

/* A record whose lists are being copied. */
typedef struct
{
  QdRecord *from;
  QdRecord *to;
  guint     list;  /* the one of them that is next */
  guint     index; /* the record of it that is next */
} Frame;

/* @root: (nullable): the copy, until it is handed out
 * @frames: (element-type Frame): from the root down to where the copying stands; empty once all is there */
struct _QdPlanCopier
{
  QdPlan   *plan;
  QdRecord *root;
  GArray   *frames;
};

static void
push (QdPlanCopier *copier,
      QdRecord     *from,
      QdRecord     *to)
{
  Frame frame = { from, to, 0, 0 };

  g_array_append_val (copier->frames, frame);
}

/**
 * qd_plan_copier_new:
 * @plan: a plan
 *
 * Returns: (transfer full): the beginning of a copy
 */
QdPlanCopier *
qd_plan_copier_new (QdPlan *plan)
{
  QdPlanCopier *copier;

  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  copier = g_new0 (QdPlanCopier, 1);
  copier->plan = g_object_ref (plan);
  copier->root = qd_record_copy_shallow (qd_plan_get_root (plan));
  copier->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  push (copier, qd_plan_get_root (plan), copier->root);

  return copier;
}

void
qd_plan_copier_free (QdPlanCopier *copier)
{
  g_clear_object (&copier->root);
  g_object_unref (copier->plan);
  g_array_unref (copier->frames);
  g_free (copier);
}

/* Copies the next record of the innermost list. Returns %FALSE if it leaves that list, or all of them, instead. */
static gboolean
advance (QdPlanCopier *copier)
{
  Frame *frame = &g_array_index (copier->frames, Frame, copier->frames->len - 1);
  const QdRecordInfo *info = qd_record_get_info (frame->from);
  g_autoptr (QdRecord) copy = NULL;
  QdList *list, *into;
  QdRecord *record;

  if (frame->list == info->n_lists)
    {
      g_array_set_size (copier->frames, copier->frames->len - 1);
      return FALSE;
    }

  list = qd_record_peek_list (frame->from, info->lists[frame->list]);
  if (list == NULL || frame->index == qd_list_get_length (list))
    {
      frame->list++;
      frame->index = 0;
      return FALSE;
    }

  record = qd_list_get (list, frame->index++);
  into = qd_record_get_list (frame->to, info->lists[frame->list]);
  /* A list of just one record has it from the start. */
  if (qd_list_get_info (into)->single)
    qd_list_remove (into, 0);
  copy = qd_record_copy_shallow (record);
  qd_list_append (into, copy);
  push (copier, record, copy);

  return TRUE;
}

/**
 * qd_plan_copier_step:
 * @copier: a copy that is being made
 * @n_records: how many records to copy at most
 *
 * Returns: whether there are more
 */
gboolean
qd_plan_copier_step (QdPlanCopier *copier,
                     guint         n_records)
{
  while (copier->frames->len > 0 && n_records > 0)
    if (advance (copier))
      n_records--;

  return copier->frames->len > 0;
}

/**
 * qd_plan_copier_finish:
 * @copier: a copy that is all there; may be called in another thread, and once
 *
 * Returns: (transfer full): a plan that is qd_plan_equal() to the one that was copied and shares nothing with it
 */
QdPlan *
qd_plan_copier_finish (QdPlanCopier *copier)
{
  g_return_val_if_fail (copier->frames->len == 0, NULL);
  g_return_val_if_fail (copier->root != NULL, NULL);

  return qd_plan_new_for_root (g_steal_pointer (&copier->root));
}
