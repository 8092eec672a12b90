#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-findings.h"

#include "qd-rules-private.h"

/* The findings of a plan while it is edited. What the rules found in a record holds until something changes that the
 * rule looks at (see the scopes in qd-rules.def): only that is checked anew. The result is always that of
 * qd_findings_compute(). */

typedef struct
{
  QdRecord  *record;   /* not owned: entries go before their records do */
  GPtrArray *findings; /* (nullable): of the rules whose results hold for longer than one change */
} Entry;

struct _QdFindings
{
  GObject        parent_instance;

  QdFigures     *figures;
  QdRuleContext  context;
  GHashTable    *entries;       /* record -> Entry, owned */
  GPtrArray     *order;         /* the entries as their records stand in the document; not owned */
  GPtrArray     *watched;       /* the records that have to be checked after every change, likewise */
  GHashTable    *changed;       /* set of the records that are to be checked anew */
  gboolean       all_changed;
  gboolean       order_changed;
  gboolean       work_changed;  /* an objective, key result or initiative was renamed, came or went */
  GPtrArray     *list;          /* %NULL: to be made anew */
};

G_DEFINE_FINAL_TYPE (QdFindings, qd_findings, G_TYPE_OBJECT)

#define WORK_TYPES (ON (OBJECTIVE) | ON (KEY_RESULT) | ON (INITIATIVE))

/* Fields of the plan's own record that rules of any scope may look at. */
static const guint plan_fields[] = { QD_PLAN_QUARTER, QD_PLAN_PLANNING_DATE, QD_PLAN_STATE };

static gboolean
is_of (QdRecord *record,
       guint64   types)
{
  return (types & (G_GUINT64_CONSTANT (1) << qd_record_get_record_type (record))) != 0;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->findings, g_ptr_array_unref);
  g_free (entry);
}

static void
mark (QdFindings *self,
      QdRecord   *record)
{
  if (record != NULL && !self->all_changed)
    g_hash_table_add (self->changed, record);
}

/* Whether what is set for the whole plan changed. */
static gboolean
concerns_all (QdRecord *record,
              guint     field)
{
  switch (qd_record_get_record_type (record))
    {
    case QD_RECORD_PLAN:
      for (guint i = 0; i < G_N_ELEMENTS (plan_fields); i++)
        if (plan_fields[i] == field)
          return TRUE;
      return FALSE;
    case QD_RECORD_SETTINGS:
    case QD_RECORD_ACCEPTED:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether words by which objectives, key results and initiatives are known changed. */
static gboolean
concerns_work (QdRecord *record,
               guint     field)
{
  return is_of (record, WORK_TYPES) &&
         ((int) field == qd_record_get_info (record)->title_field ||
          (is_of (record, ON (OBJECTIVE)) && field == QD_OBJECTIVE_SUPPORTS));
}

static void
record_changed_cb (QdFindings *self,
                   QdRecord   *record,
                   guint       field)
{
  g_clear_pointer (&self->list, g_ptr_array_unref);
  if (concerns_all (record, field))
    self->all_changed = TRUE;
  if (concerns_work (record, field))
    self->work_changed = TRUE;
  mark (self, record);
  /* What holds a record is only concerned with what it is called, and with how many there are. */
  if ((int) field == qd_record_get_info (record)->title_field)
    mark (self, qd_record_get_parent (record));
}

static void
note_structure (QdFindings *self,
                QdRecord   *record,
                QdRecord   *owner)
{
  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->order_changed = TRUE;
  if (is_of (record, ON (ACCEPTED)))
    self->all_changed = TRUE;
  if (is_of (record, WORK_TYPES))
    self->work_changed = TRUE;
  mark (self, owner);
}

static void
mark_one (QdRecord *record,
          gpointer  user_data)
{
  mark (user_data, record);
}

static void
record_inserted_cb (QdFindings *self,
                    QdRecord   *record)
{
  note_structure (self, record, qd_record_get_parent (record));
  qd_record_foreach (record, mark_one, self);
}

static void
forget_one (QdRecord *record,
            gpointer  user_data)
{
  QdFindings *self = user_data;

  g_hash_table_remove (self->entries, record);
  g_hash_table_remove (self->changed, record);
}

static void
record_removed_cb (QdFindings *self,
                   QdList     *list,
                   QdRecord   *record)
{
  note_structure (self, record, qd_list_get_owner (list));
  qd_record_foreach (record, forget_one, self);
}

static void
record_moved_cb (QdFindings *self,
                 QdRecord   *record)
{
  note_structure (self, record, qd_record_get_parent (record));
}

static void
qd_findings_dispose (GObject *object)
{
  QdFindings *self = QD_FINDINGS (object);

  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_object (&self->figures);

  G_OBJECT_CLASS (qd_findings_parent_class)->dispose (object);
}

static void
qd_findings_finalize (GObject *object)
{
  QdFindings *self = QD_FINDINGS (object);

  qd_rule_context_clear (&self->context);
  g_hash_table_unref (self->entries);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->watched);
  g_hash_table_unref (self->changed);

  G_OBJECT_CLASS (qd_findings_parent_class)->finalize (object);
}

static void
qd_findings_class_init (QdFindingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = qd_findings_dispose;
  object_class->finalize = qd_findings_finalize;
}

static void
qd_findings_init (QdFindings *self)
{
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
  self->order = g_ptr_array_new ();
  self->watched = g_ptr_array_new ();
  self->changed = g_hash_table_new (NULL, NULL);
  self->all_changed = TRUE;
  self->order_changed = TRUE;
}

static void
add_to_order (QdRecord *record,
              gpointer  user_data)
{
  QdFindings *self = user_data;
  Entry *entry = g_hash_table_lookup (self->entries, record);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->record = record;
      g_hash_table_insert (self->entries, record, entry);
    }
  g_ptr_array_add (self->order, entry);
}

static void
read_order (QdFindings *self)
{
  guint64 watched = qd_rules_get_record_types (QD_SCOPE_PLAN);

  g_ptr_array_set_size (self->order, 0);
  qd_record_foreach (self->context.root, add_to_order, self);

  g_ptr_array_set_size (self->watched, 0);
  for (guint i = 0; i < self->order->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->order, i);

      if (is_of (entry->record, watched))
        g_ptr_array_add (self->watched, entry->record);
    }
}

static void
check_entry (QdFindings *self,
             Entry      *entry)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_finding_free);

  g_clear_pointer (&entry->findings, g_ptr_array_unref);
  self->context.findings = findings;
  qd_rules_check (&self->context, entry->record, QD_SCOPE_RECORD | QD_SCOPE_WORK);
  if (findings->len > 0)
    entry->findings = g_steal_pointer (&findings);
}

static void
mark_for_work (QdFindings *self)
{
  guint64 types = qd_rules_get_record_types (QD_SCOPE_WORK);

  qd_rule_context_forget_work (&self->context);
  for (guint i = 0; i < self->order->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->order, i);

      if (is_of (entry->record, types))
        mark (self, entry->record);
    }
}

static void
check_changed (QdFindings *self)
{
  GHashTableIter iter;
  gpointer record;

  if (self->order_changed)
    read_order (self);
  if (self->work_changed)
    mark_for_work (self);

  if (self->all_changed)
    for (guint i = 0; i < self->order->len; i++)
      check_entry (self, g_ptr_array_index (self->order, i));
  else
    for (g_hash_table_iter_init (&iter, self->changed); g_hash_table_iter_next (&iter, &record, NULL);)
      check_entry (self, g_hash_table_lookup (self->entries, record));

  g_hash_table_remove_all (self->changed);
  self->all_changed = FALSE;
  self->order_changed = FALSE;
  self->work_changed = FALSE;
}

/**
 * qd_findings_new:
 * @figures: the figures of a plan
 *
 * Returns: (transfer full): the findings of the plan, following every change of it
 */
QdFindings *
qd_findings_new (QdFigures *figures)
{
  QdFindings *self;
  QdPlan *plan;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  self = g_object_new (QD_TYPE_FINDINGS, NULL);
  self->figures = g_object_ref (figures);
  plan = qd_figures_get_plan (figures);
  g_signal_connect_object (plan, "record-changed", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-inserted", G_CALLBACK (record_inserted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-removed", G_CALLBACK (record_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-moved", G_CALLBACK (record_moved_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * qd_findings_get_list:
 * @findings: the findings of a plan
 *
 * Returns: (transfer none) (element-type QdFinding): what qd_findings_compute() would find; valid until the plan
 *   changes, take a reference to keep it longer
 */
GPtrArray *
qd_findings_get_list (QdFindings *findings)
{
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (QD_IS_FINDINGS (findings), NULL);

  if (findings->list != NULL)
    return findings->list;

  qd_rule_context_read (&findings->context, findings->figures);
  check_changed (findings);

  found = g_ptr_array_new ();
  findings->context.findings = found;
  for (guint i = 0; i < findings->watched->len; i++)
    qd_rules_check (&findings->context, g_ptr_array_index (findings->watched, i), QD_SCOPE_PLAN);
  for (guint i = 0; i < findings->order->len; i++)
    {
      const Entry *entry = g_ptr_array_index (findings->order, i);

      for (guint j = 0; entry->findings != NULL && j < entry->findings->len; j++)
        g_ptr_array_add (found, qd_finding_ref (g_ptr_array_index (entry->findings, j)));
    }
  findings->list = qd_rules_sort (found);

  return findings->list;
}
