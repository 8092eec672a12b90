#include "qd-plan.h"

#include "qd-date.h"
#include "qd-plan-private.h"
#include "qd-record-private.h"

/* A plan: a record that holds all others, and an index of them by id. */

struct _QdPlan
{
  GObject     parent_instance;

  QdRecord   *root;
  GHashTable *by_id; /* id -> record; neither owned */
};

enum
{
  RECORD_CHANGED,
  RECORD_INSERTED,
  RECORD_REMOVED,
  RECORD_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdPlan, qd_plan, G_TYPE_OBJECT)

static void
qd_plan_dispose (GObject *object)
{
  QdPlan *self = QD_PLAN (object);

  g_hash_table_remove_all (self->by_id);
  if (self->root != NULL)
    qd_record_set_plan (self->root, NULL);
  g_clear_object (&self->root);

  G_OBJECT_CLASS (qd_plan_parent_class)->dispose (object);
}

static void
qd_plan_finalize (GObject *object)
{
  g_hash_table_unref (QD_PLAN (object)->by_id);

  G_OBJECT_CLASS (qd_plan_parent_class)->finalize (object);
}

static void
qd_plan_class_init (QdPlanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = qd_plan_dispose;
  object_class->finalize = qd_plan_finalize;

  /**
   * QdPlan::record-changed:
   * @record: the record
   * @field: the index of the field that holds another value now
   */
  signals[RECORD_CHANGED] =
    g_signal_new ("record-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, QD_TYPE_RECORD, G_TYPE_UINT);

  /**
   * QdPlan::record-inserted:
   * @record: the record that is now part of the plan, with all it holds; emitted once for the whole of it
   */
  signals[RECORD_INSERTED] =
    g_signal_new ("record-inserted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, QD_TYPE_RECORD);

  /**
   * QdPlan::record-removed:
   * @list: the list it was in
   * @record: the record, already out of the plan, with all it holds; emitted once for the whole of it
   */
  signals[RECORD_REMOVED] =
    g_signal_new ("record-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, QD_TYPE_LIST, QD_TYPE_RECORD);

  /**
   * QdPlan::record-moved:
   * @record: the record that is elsewhere in its list now
   */
  signals[RECORD_MOVED] =
    g_signal_new ("record-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, QD_TYPE_RECORD);
}

static void
qd_plan_init (QdPlan *self)
{
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * qd_plan_new_for_root: (skip)
 * @root: (transfer full): a plan's own record with all it holds, part of no plan; all ids in it differ
 *
 * For loaders, which build the whole tree first.
 *
 * Returns: (transfer full): a plan of @root
 */
QdPlan *
qd_plan_new_for_root (QdRecord *root)
{
  QdPlan *self = g_object_new (QD_TYPE_PLAN, NULL);

  self->root = root;
  qd_plan_adopt (self, root);

  return self;
}

/**
 * qd_plan_new_indexed: (skip)
 * @root: (transfer full): as for qd_plan_new_for_root()
 * @by_id: (transfer full): all records of it by their ids, neither owned
 *
 * For a loader that has come by each of them: looking all ids up once more takes up to a fifth of the time of reading.
 *
 * Returns: (transfer full): a plan of @root
 */
QdPlan *
qd_plan_new_indexed (QdRecord   *root,
                     GHashTable *by_id)
{
  QdPlan *self = g_object_new (QD_TYPE_PLAN, NULL);

  g_hash_table_unref (self->by_id);
  self->by_id = by_id;
  self->root = root;
  qd_record_set_plan (root, self);

  return self;
}

/**
 * qd_plan_new:
 *
 * Returns: (transfer full): an empty plan
 */
QdPlan *
qd_plan_new (void)
{
  return qd_plan_new_for_root (qd_record_new (QD_RECORD_PLAN, "plan"));
}

/**
 * qd_plan_copy:
 *
 * Returns: (transfer full): a plan that is qd_plan_equal() to @plan and shares nothing with it
 */
QdPlan *
qd_plan_copy (QdPlan *plan)
{
  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  return qd_plan_new_for_root (qd_record_copy (plan->root));
}

/**
 * qd_plan_get_root:
 *
 * Returns: (transfer none): the record that holds the plan's own fields and all other records
 */
QdRecord *
qd_plan_get_root (QdPlan *plan)
{
  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  return plan->root;
}

/**
 * qd_plan_get_list:
 * @plan: a plan
 * @list: a list of the plan itself, of its review or of its meeting
 *
 * Returns: (transfer none): that list
 */
QdList *
qd_plan_get_list (QdPlan   *plan,
                  QdListId  list)
{
  const QdListInfo *info = qd_list_info (list);

  if (info->owner == QD_RECORD_PLAN)
    return qd_record_get_list (plan->root, list);

  for (guint i = 0; i < QD_N_LISTS; i++)
    if (qd_list_info ((QdListId) i)->single && qd_list_info ((QdListId) i)->record_type == info->owner)
      return qd_record_get_list (qd_plan_get_single (plan, (QdListId) i), list);

  g_return_val_if_reached (NULL);
}

/**
 * qd_plan_get_single:
 * @plan: a plan
 * @list: a list that holds just one record: %QD_LIST_REVIEW, %QD_LIST_MEETING, %QD_LIST_SETTINGS
 *
 * Returns: (transfer none): that record
 */
QdRecord *
qd_plan_get_single (QdPlan   *plan,
                    QdListId  list)
{
  g_return_val_if_fail (qd_list_info (list)->single, NULL);

  return qd_list_get (qd_record_get_list (plan->root, list), 0);
}

/**
 * qd_plan_find:
 * @plan: a plan
 * @id: (nullable): the id of a record
 *
 * Returns: (transfer none) (nullable): the record of that id
 */
QdRecord *
qd_plan_find (QdPlan     *plan,
              const char *id)
{
  return id != NULL ? g_hash_table_lookup (plan->by_id, id) : NULL;
}

/**
 * qd_plan_get_n_records:
 *
 * Returns: how many records the plan holds, itself included
 */
guint
qd_plan_get_n_records (QdPlan *plan)
{
  return g_hash_table_size (plan->by_id);
}

/**
 * qd_plan_get_quarter:
 *
 * Returns: the quarter the plan is for; year 0 if none is stated that can be read
 */
QdQuarter
qd_plan_get_quarter (QdPlan *plan)
{
  QdQuarter quarter = { 0, 0 };

  if (!qd_quarter_parse (qd_record_get_text (plan->root, QD_PLAN_QUARTER), &quarter))
    quarter = (QdQuarter) { 0, 0 };

  return quarter;
}

/**
 * qd_plan_get_previous_quarter:
 *
 * Returns: the quarter that is looked back on: the stated one, else the one before the plan's
 */
QdQuarter
qd_plan_get_previous_quarter (QdPlan *plan)
{
  QdRecord *review = qd_plan_get_single (plan, QD_LIST_REVIEW);
  QdQuarter quarter;

  if (qd_quarter_parse (qd_record_get_text (review, QD_REVIEW_QUARTER), &quarter))
    return quarter;

  quarter = qd_plan_get_quarter (plan);

  return qd_quarter_is_set (&quarter) ? qd_quarter_add (&quarter, -1) : quarter;
}

/**
 * qd_plan_get_start_month:
 *
 * Returns: the month the fiscal year starts in, 1 to 12
 */
int
qd_plan_get_start_month (QdPlan *plan)
{
  double month = qd_record_get_number (qd_plan_get_single (plan, QD_LIST_SETTINGS), QD_SETTINGS_START_MONTH);

  return month >= 1 && month <= 12 ? (int) month : 1;
}

/**
 * qd_plan_get_planning_date:
 * @plan: a plan
 * @date: (out): the date that dates without a year are nearest to: the planning date, else the quarter's first day
 *
 * Returns: %FALSE if the plan has neither; @date is cleared then
 */
gboolean
qd_plan_get_planning_date (QdPlan *plan,
                           GDate  *date)
{
  QdQuarter quarter = qd_plan_get_quarter (plan);
  QdDate planning;
  GDate last;

  g_date_clear (date, 1);
  if (qd_quarter_is_set (&quarter))
    qd_quarter_get_bounds (&quarter, qd_plan_get_start_month (plan), date, &last);

  planning = qd_date_parse (qd_record_get_text (plan->root, QD_PLAN_PLANNING_DATE),
                            g_date_valid (date) ? date : NULL);
  if (planning.precision == QD_DATE_DAY)
    *date = planning.date;

  return g_date_valid (date);
}

/**
 * qd_plan_equal:
 *
 * Returns: whether both plans hold the same, ids included
 */
gboolean
qd_plan_equal (QdPlan *a,
               QdPlan *b)
{
  return qd_record_equal (a->root, b->root);
}

static void
index_one (QdRecord *record,
           gpointer  by_id)
{
  const char *id = qd_record_get_id (record);

  if (!g_hash_table_insert (by_id, (char *) id, record))
    g_critical ("two records with the id %s", id);
}

static void
unindex_one (QdRecord *record,
             gpointer  by_id)
{
  g_hash_table_remove (by_id, qd_record_get_id (record));
}

/* Makes @record and all it holds part of @plan. */
void
qd_plan_adopt (QdPlan   *plan,
               QdRecord *record)
{
  qd_record_foreach (record, index_one, plan->by_id);
  qd_record_set_plan (record, plan);
}

/* Makes @record and all it holds part of no plan. */
void
qd_plan_release (QdPlan   *plan,
                 QdRecord *record)
{
  qd_record_foreach (record, unindex_one, plan->by_id);
  qd_record_set_plan (record, NULL);
}

void
qd_plan_emit_changed (QdPlan   *plan,
                      QdRecord *record,
                      guint     field)
{
  g_signal_emit (plan, signals[RECORD_CHANGED], 0, record, field);
}

void
qd_plan_emit_inserted (QdPlan   *plan,
                       QdRecord *record)
{
  g_signal_emit (plan, signals[RECORD_INSERTED], 0, record);
}

void
qd_plan_emit_removed (QdPlan   *plan,
                      QdList   *list,
                      QdRecord *record)
{
  g_signal_emit (plan, signals[RECORD_REMOVED], 0, list, record);
}

void
qd_plan_emit_moved (QdPlan   *plan,
                    QdRecord *record)
{
  g_signal_emit (plan, signals[RECORD_MOVED], 0, record);
}
