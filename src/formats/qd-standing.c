#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-standing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-count.h"
#include "qd-date.h"
#include "qd-json.h"
#include "qd-text.h"

/* The state of a plan in words, for its window and everything that is exported: the one place that tells. */

#define BASELINE_KEY "qd-baseline"

#define SINCE_KEY "qd-since-approval"

/* The plan that a baseline holds, read once: it is never written again. */
typedef struct
{
  guint   hash;
  QdPlan *plan; /* (nullable): damaged */
} Baseline;

static void
baseline_free (gpointer data)
{
  Baseline *baseline = data;

  g_clear_object (&baseline->plan);
  g_free (baseline);
}

/**
 * qd_baseline_peek_plan:
 * @record: a saved state that holds a whole plan
 *
 * Returns: (transfer none) (nullable): that plan, read just once; nobody may change it. %NULL if it is damaged.
 */
QdPlan *
qd_baseline_peek_plan (QdRecord *record)
{
  const char *content = qd_record_get_text (record, QD_SNAPSHOT_CONTENT);
  Baseline *baseline = g_object_get_data (G_OBJECT (record), BASELINE_KEY);
  guint hash = g_str_hash (content);

  if (baseline == NULL || baseline->hash != hash)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));

      baseline = g_new0 (Baseline, 1);
      baseline->hash = hash;
      baseline->plan = qd_json_load (bytes, NULL, NULL);
      g_object_set_data_full (G_OBJECT (record), BASELINE_KEY, baseline, baseline_free);
    }

  return baseline->plan;
}

/**
 * qd_plan_get_baseline:
 *
 * Returns: (transfer none) (nullable): the last baseline of @plan: how it was approved
 */
QdRecord *
qd_plan_get_baseline (QdPlan *plan)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_SNAPSHOTS);

  for (guint i = qd_list_get_length (list); i > 0; i--)
    if (g_str_equal (qd_record_get_text (qd_list_get (list, i - 1), QD_SNAPSHOT_KIND), "baseline"))
      return qd_list_get (list, i - 1);

  return NULL;
}

static gboolean
same_list (QdList *a,
           QdList *b)
{
  guint length = a != NULL ? qd_list_get_length (a) : 0;

  if (length != (b != NULL ? qd_list_get_length (b) : 0))
    return FALSE;
  for (guint i = 0; i < length; i++)
    if (!qd_record_equal (qd_list_get (a, i), qd_list_get (b, i)))
      return FALSE;

  return TRUE;
}

/* Whether both plan the same. */
static gboolean
same_planned (QdPlan *a,
              QdPlan *b)
{
  QdRecord *first = qd_plan_get_root (a);
  QdRecord *second = qd_plan_get_root (b);
  const QdRecordInfo *info = qd_record_get_info (first);

  for (guint i = 0; i < info->n_fields; i++)
    if (i != QD_PLAN_STATE && !qd_value_equal (qd_record_get_value (first, i), qd_record_get_value (second, i)))
      return FALSE;
  for (guint i = 0; i < info->n_lists; i++)
    if (qd_list_is_planned (info->lists[i]) &&
        !same_list (qd_record_peek_list (first, info->lists[i]), qd_record_peek_list (second, info->lists[i])))
      return FALSE;

  return TRUE;
}

/**
 * qd_approval_is_given:
 * @approval: an approval of a plan
 *
 * Returns: whether somebody who is named has approved
 */
gboolean
qd_approval_is_given (QdRecord *approval)
{
  const QdChoice *answer = qd_choice_find (qd_choices_approved, qd_record_get_text (approval, QD_APPROVAL_APPROVED));
  const char *name = qd_record_get_text (approval, QD_APPROVAL_NAME);

  return answer != NULL && g_str_equal (answer->id, "yes") && !qd_text_is_blank (name) && !qd_text_is_placeholder (name);
}

static guint
count_given (QdPlan *plan)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_APPROVALS);
  guint n = 0;

  for (guint i = 0; i < qd_list_get_length (list); i++)
    n += qd_approval_is_given (qd_list_get (list, i)) ? 1 : 0;

  return n;
}

/**
 * qd_plan_get_standing:
 * @plan: a plan
 *
 * Returns: how @plan stands. One that is approved without a baseline to compare with is as it was approved.
 */
QdStanding
qd_plan_get_standing (QdPlan *plan)
{
  const char *state = qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_STATE);
  QdRecord *record;
  QdPlan *baseline;

  if (g_str_equal (state, "proposed"))
    return QD_STANDING_REVIEW;
  if (!g_str_equal (state, "approved"))
    return QD_STANDING_DRAFT;

  record = qd_plan_get_baseline (plan);
  baseline = record != NULL ? qd_baseline_peek_plan (record) : NULL;

  return baseline == NULL || same_planned (baseline, plan) ? QD_STANDING_APPROVED : QD_STANDING_CHANGED;
}

/* What became of a plan since a baseline of it was frozen. */
typedef struct
{
  QdPlan  *then;
  QdSince *since;
} SinceBaseline;

static void
since_baseline_free (gpointer data)
{
  SinceBaseline *self = data;

  g_clear_object (&self->since);
  g_clear_object (&self->then);
  g_free (self);
}

/**
 * qd_plan_get_since_approval:
 * @plan: a plan
 *
 * Returns: (transfer none) (nullable): what became of its records since it was approved; %NULL if it is not, or if it is
 *   not known how it was then. Valid until @plan changes.
 */
QdSince *
qd_plan_get_since_approval (QdPlan *plan)
{
  const char *state = qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_STATE);
  QdRecord *record = g_str_equal (state, "approved") ? qd_plan_get_baseline (plan) : NULL;
  QdPlan *then = record != NULL ? qd_baseline_peek_plan (record) : NULL;
  SinceBaseline *self = g_object_get_data (G_OBJECT (plan), SINCE_KEY);

  if (then == NULL)
    return NULL;
  if (self == NULL || self->then != then)
    {
      self = g_new0 (SinceBaseline, 1);
      self->then = g_object_ref (then);
      self->since = qd_since_new (then, plan);
      g_object_set_data_full (G_OBJECT (plan), SINCE_KEY, self, since_baseline_free);
    }

  return self->since;
}

/* The day of the last baseline; %NULL if that is not known. */
static char *
dup_day (QdPlan *plan)
{
  QdRecord *baseline = qd_plan_get_baseline (plan);
  QdDate date;

  if (baseline == NULL)
    return NULL;
  date = qd_date_parse (qd_record_get_text (baseline, QD_SNAPSHOT_DATE), NULL);

  return date.precision == QD_DATE_DAY ? qd_date_format_local (&date.date) : NULL;
}

/**
 * qd_plan_describe_standing:
 * @plan: a plan
 *
 * Returns: (transfer full): how @plan stands, a few words; a state that nobody knows as it was typed
 */
char *
qd_plan_describe_standing (QdPlan *plan)
{
  const char *state = qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_STATE);
  const char *team = qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_DRAFT_TEAM);
  guint n = qd_list_get_length (qd_plan_get_list (plan, QD_LIST_APPROVALS));
  g_autofree char *day = NULL;

  if (!qd_text_is_blank (team))
    return g_str_equal (qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_DRAFT_STATE), "submitted")
             ? g_strdup_printf (C_("plan state", "Draft of %s, submitted"), team)
             : g_strdup_printf (C_("plan state", "Draft of %s"), team);

  switch (qd_plan_get_standing (plan))
    {
    case QD_STANDING_REVIEW:
      return n > 0 ? qd_count_printf (C_("plan state", "In review, %u of %u approved"), count_given (plan), n)
                   : g_strdup (C_("plan state", "In review"));
    case QD_STANDING_APPROVED:
      day = dup_day (plan);
      return day != NULL ? g_strdup_printf (C_("plan state", "Approved %s"), day) : g_strdup (C_("plan state", "Approved"));
    case QD_STANDING_CHANGED:
      day = dup_day (plan);
      return day != NULL ? g_strdup_printf (C_("plan state", "Changed since approval on %s"), day)
                         : g_strdup (C_("plan state", "Changed since approval"));
    case QD_STANDING_DRAFT:
    default:
      return g_strdup (qd_choice_find (qd_choices_plan_state, state) != NULL ? C_("plan state", "Draft") : state);
    }
}
