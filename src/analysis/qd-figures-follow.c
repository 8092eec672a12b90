#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-figures-private.h"

#include <math.h>
#include <string.h>

#include "qd-fetch.h"

/* How figures follow their plan: which entries come and go, and what has to be computed anew when something changes. */

/* The record as a whole came in. */
#define ANY_FIELD G_MAXUINT

/* Bytes that are allocated at once for entries, and where each may start. */
#define ENTRY_BLOCK 65536
#define ENTRY_ALIGNMENT 16

/* How changes of one record type reach the figures. */
typedef struct
{
  gsize  size; /* of its entries; 0: it has none and only makes others wait */
  void (*added)   (QdFigures *self,
                   QdEntry   *entry);
  void (*changed) (QdFigures *self,
                   QdRecord  *record,
                   QdEntry   *entry,
                   guint      field);
  void (*update)  (QdFigures *self,
                   QdEntry   *entry);
  void (*dropped) (QdFigures *self,
                   QdEntry   *entry);
} EntryClass;

static const EntryClass classes[QD_N_RECORD_TYPES];

/* What others are made of comes first. */
static const QdRecordType flush_order[] = {
  QD_RECORD_TEAM, QD_RECORD_INITIATIVE, QD_RECORD_DEPENDENCY, QD_RECORD_KEY_RESULT, QD_RECORD_RISK, QD_RECORD_CATEGORY,
};

/* The records of which a document states figures. */
static const QdListId stated_lists[] = { QD_LIST_TEAMS, QD_LIST_ALLOCATION, QD_LIST_REVIEW_OBJECTIVES };

/* Most are made one after the other, and read and forgotten together. */
static QdEntry *
new_entry (QdFigures    *self,
           QdRecordType  type)
{
  gsize size = (classes[type].size + ENTRY_ALIGNMENT - 1) / ENTRY_ALIGNMENT * ENTRY_ALIGNMENT;
  QdEntry *entry = self->unused[type];

  if (entry != NULL)
    {
      self->unused[type] = (gpointer) entry->record;
      memset (entry, 0, size);
      return entry;
    }

  if (self->block_left < size)
    {
      g_ptr_array_add (self->blocks, g_malloc0 (ENTRY_BLOCK));
      self->block_left = ENTRY_BLOCK;
    }
  entry = (gpointer) ((char *) g_ptr_array_index (self->blocks, self->blocks->len - 1) + ENTRY_BLOCK - self->block_left);
  self->block_left -= size;

  return entry;
}

static void
add_one (QdRecord *record,
         gpointer  user_data)
{
  QdFigures *self = user_data;
  QdRecordType type = qd_record_get_record_type (record);
  const EntryClass *class = &classes[type];
  QdEntry *entry;

  if (class->size == 0)
    {
      if (class->changed != NULL)
        class->changed (self, record, NULL, ANY_FIELD);
      return;
    }
  if (g_hash_table_contains (self->entries, record))
    return;

  entry = new_entry (self, type);
  entry->record = record;
  entry->type = type;
  g_hash_table_insert (self->entries, record, entry);
  if (class->added != NULL)
    class->added (self, entry);
  if (class->update != NULL)
    qd_figures_wait (self, entry);
}

static QdRecord *
topmost_unknown (QdFigures *self,
                 QdRecord  *record)
{
  QdRecord *parent = qd_record_get_parent (record);

  while (parent != NULL && classes[qd_record_get_record_type (parent)].size > 0 &&
         !g_hash_table_contains (self->entries, parent))
    {
      record = parent;
      parent = qd_record_get_parent (record);
    }

  return record;
}

/* The entry of @record, or %NULL if it is not of the plan or of another type. */
gpointer
qd_figures_lookup (QdFigures    *self,
                   QdRecord     *record,
                   QdRecordType  type)
{
  QdEntry *entry = g_hash_table_lookup (self->entries, record);

  return entry != NULL && entry->type == type ? entry : NULL;
}

/* Takes in what was left out, if anything was. */
static void
widen (QdFigures *self)
{
  if (!self->stated_only)
    return;

  self->stated_only = FALSE;
  self->stale = TRUE;
  qd_record_foreach (qd_plan_get_root (self->plan), add_one, self);
}

/* A view may ask about a new record before we are told of it: it comes in then. */
gpointer
qd_figures_lookup_or_add (QdFigures    *self,
                          QdRecord     *record,
                          QdRecordType  type)
{
  gpointer entry = qd_figures_lookup (self, record, type);

  if (entry == NULL && qd_record_get_record_type (record) == type && qd_record_get_plan (record) == self->plan)
    {
      widen (self);
      qd_record_foreach (topmost_unknown (self, record), add_one, self);
      self->stale = TRUE;
      entry = qd_figures_lookup (self, record, type);
    }

  return entry;
}

/* Has @entry computed anew before anybody reads a figure. */
void
qd_figures_wait (QdFigures *self,
                 gpointer   entry)
{
  QdEntry *waiting = entry;

  self->stale = TRUE;
  if (waiting->waiting.data != NULL)
    return;

  waiting->waiting.data = waiting;
  g_queue_push_tail_link (&self->waiting[waiting->type], &waiting->waiting);
}

void
qd_figures_wait_all (QdFigures    *self,
                     QdRecordType  type)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (((QdEntry *) entry)->type == type)
      qd_figures_wait (self, entry);
}

static void
stop_waiting (QdFigures *self,
              QdEntry   *entry)
{
  if (entry->waiting.data == NULL)
    return;

  g_queue_unlink (&self->waiting[entry->type], &entry->waiting);
  entry->waiting.data = NULL;
}

static void
clear_entry (QdEntry *entry)
{
  if (entry->type == QD_RECORD_OBJECTIVE)
    qd_team_split_clear (&((QdObjectiveEntry *) entry)->owner);
  if (entry->type == QD_RECORD_INITIATIVE || entry->type == QD_RECORD_DEPENDENCY)
    qd_work_entry_clear ((QdWorkEntry *) entry);
}

static void
drop_entry (QdFigures *self,
            QdEntry   *entry)
{
  const EntryClass *class = &classes[entry->type];

  stop_waiting (self, entry);
  if (class->dropped != NULL)
    class->dropped (self, entry);
  g_hash_table_remove (self->entries, entry->record);
  clear_entry (entry);
  entry->record = (gpointer) self->unused[entry->type];
  self->unused[entry->type] = entry;
}

static void
forget_names (QdFigures *self)
{
  g_clear_pointer (&self->names, qd_team_names_free);
  self->stale = TRUE;
}

static void
forget_calendar (QdFigures *self)
{
  self->calendar_read = FALSE;
  qd_figures_wait_all (self, QD_RECORD_TEAM);
  qd_figures_wait_all (self, QD_RECORD_KEY_RESULT);
}

static void
plan_changed (QdFigures *self,
              QdRecord  *record,
              QdEntry   *entry,
              guint      field)
{
  if (field == QD_PLAN_QUARTER || field == QD_PLAN_PLANNING_DATE)
    forget_calendar (self);
  else if (field == QD_PLAN_STATED_CAPACITY)
    self->allocation_moved = TRUE;
}

static void
settings_changed (QdFigures *self,
                  QdRecord  *record,
                  QdEntry   *entry,
                  guint      field)
{
  if (field == QD_SETTINGS_START_MONTH || field == QD_SETTINGS_HOLIDAYS)
    forget_calendar (self);
  else if (field == QD_SETTINGS_POINTS_PER_DAY)
    qd_figures_wait_all (self, QD_RECORD_TEAM);
  else if (field >= QD_SETTINGS_CONFIDENCE_LOW && field <= QD_SETTINGS_RISK_HIGH)
    qd_figures_wait_all (self, QD_RECORD_INITIATIVE);
}

static void
review_changed (QdFigures *self,
                QdRecord  *record,
                QdEntry   *entry,
                guint      field)
{
  if (field == QD_REVIEW_QUARTER || field == ANY_FIELD)
    forget_calendar (self);
}

static void
team_added (QdFigures *self,
            QdEntry   *entry)
{
  self->n_teams++;
  forget_names (self);
}

static void
team_changed (QdFigures *self,
              QdRecord  *record,
              QdEntry   *entry,
              guint      field)
{
  if (field == QD_TEAM_NAME)
    forget_names (self);
  qd_figures_wait (self, entry);
}

static void
team_dropped (QdFigures *self,
              QdEntry   *entry)
{
  QdTeamEntry *team = (QdTeamEntry *) entry;

  while (team->parts.head != NULL)
    {
      QdWorkEntry *work = ((QdPart *) team->parts.head->data)->work;

      qd_work_entry_leave (self, work);
      qd_figures_wait (self, work);
    }
  qd_team_entry_leave (self, team);
  self->n_teams--;
  forget_names (self);
}

static void
joiner_changed (QdFigures *self,
                QdRecord  *record,
                QdEntry   *entry,
                guint      field)
{
  QdRecord *parent = qd_record_get_parent (record);
  gpointer team = parent != NULL ? qd_figures_lookup (self, parent, QD_RECORD_TEAM) : NULL;

  if (team != NULL)
    qd_figures_wait (self, team);
}

static void
category_added (QdFigures *self,
                QdEntry   *entry)
{
  self->allocation_moved = TRUE;
}

static void
category_changed (QdFigures *self,
                  QdRecord  *record,
                  QdEntry   *entry,
                  guint      field)
{
  self->allocation_moved = TRUE;
  qd_figures_wait (self, entry);
}

static void
category_dropped (QdFigures *self,
                  QdEntry   *entry)
{
  QdCategorySlot *slot = ((QdCategoryEntry *) entry)->slot;

  if (slot != NULL && slot->category == entry)
    slot->category = NULL;
  qd_figures_drop_slot (self, slot);
  self->allocation_moved = TRUE;
}

static void
objective_added (QdFigures *self,
                 QdEntry   *entry)
{
  QdObjectiveEntry *objective = (QdObjectiveEntry *) entry;

  objective->review = qd_list_get_id (qd_record_get_owner_list (entry->record)) == QD_LIST_REVIEW_OBJECTIVES;
  if (!objective->review)
    self->n_objectives++;
}

static void
objective_changed (QdFigures *self,
                   QdRecord  *record,
                   QdEntry   *entry,
                   guint      field)
{
  QdList *initiatives = qd_record_peek_list (record, QD_LIST_INITIATIVES);
  guint n = initiatives != NULL ? qd_list_get_length (initiatives) : 0;

  if (field == QD_OBJECTIVE_OWNER)
    ((QdObjectiveEntry *) entry)->owner_read = FALSE;
  else if (field != QD_OBJECTIVE_CATEGORY)
    return;

  for (guint i = 0; i < n; i++)
    {
      gpointer work = qd_figures_lookup (self, qd_list_get (initiatives, i), QD_RECORD_INITIATIVE);

      if (work != NULL)
        qd_figures_wait (self, work);
    }
}

static void
objective_dropped (QdFigures *self,
                   QdEntry   *entry)
{
  if (!((QdObjectiveEntry *) entry)->review)
    self->n_objectives--;
}

static void
key_result_added (QdFigures *self,
                  QdEntry   *entry)
{
  QdKeyResultEntry *key_result = (QdKeyResultEntry *) entry;

  key_result->objective = qd_figures_lookup (self, qd_record_get_parent (entry->record), QD_RECORD_OBJECTIVE);
  key_result->objective->n_key_results++;
  *(key_result->objective->review ? &self->n_key_results : &self->n_key_results_planned) += 1;
  key_result->figures.computed = key_result->figures.score = NAN;
}

static void
key_result_dropped (QdFigures *self,
                    QdEntry   *entry)
{
  QdKeyResultEntry *key_result = (QdKeyResultEntry *) entry;

  qd_key_result_entry_leave (self, key_result);
  key_result->objective->n_key_results--;
  *(key_result->objective->review ? &self->n_key_results : &self->n_key_results_planned) -= 1;
}

static void
initiative_added (QdFigures *self,
                  QdEntry   *entry)
{
  QdWorkEntry *work = (QdWorkEntry *) entry;

  work->objective = qd_figures_lookup (self, qd_record_get_parent (entry->record), QD_RECORD_OBJECTIVE);
  work->objective->n_initiatives++;
  if (!work->objective->review)
    self->n_initiatives++;
}

static void
work_changed (QdFigures *self,
              QdRecord  *record,
              QdEntry   *entry,
              guint      field)
{
  guint teams = entry->type == QD_RECORD_INITIATIVE ? QD_INITIATIVE_TEAMS : QD_DEPENDENCY_TO;

  if (field == teams)
    ((QdWorkEntry *) entry)->split_read = FALSE;
  qd_figures_wait (self, entry);
}

static void
work_dropped (QdFigures *self,
              QdEntry   *entry)
{
  QdWorkEntry *work = (QdWorkEntry *) entry;

  qd_work_entry_leave (self, work);
  if (work->slot != NULL)
    qd_figures_drop_slot (self, work->slot);
  if (work->objective == NULL)
    return;

  work->objective->n_initiatives--;
  if (!work->objective->review)
    self->n_initiatives--;
}

static void
entry_changed (QdFigures *self,
               QdRecord  *record,
               QdEntry   *entry,
               guint      field)
{
  qd_figures_wait (self, entry);
}

static const EntryClass classes[QD_N_RECORD_TYPES] = {
  [QD_RECORD_PLAN] = { .changed = plan_changed },
  [QD_RECORD_SETTINGS] = { .changed = settings_changed },
  [QD_RECORD_REVIEW] = { .changed = review_changed },
  [QD_RECORD_JOINER] = { .changed = joiner_changed },
  [QD_RECORD_TEAM] = { sizeof (QdTeamEntry), team_added, team_changed, qd_team_entry_update, team_dropped },
  [QD_RECORD_CATEGORY] = { sizeof (QdCategoryEntry), category_added, category_changed, qd_category_entry_update,
                           category_dropped },
  [QD_RECORD_OBJECTIVE] = { sizeof (QdObjectiveEntry), objective_added, objective_changed, NULL, objective_dropped },
  [QD_RECORD_KEY_RESULT] = { sizeof (QdKeyResultEntry), key_result_added, entry_changed, qd_key_result_entry_update,
                             key_result_dropped },
  [QD_RECORD_INITIATIVE] = { sizeof (QdWorkEntry), initiative_added, work_changed, qd_work_entry_update, work_dropped },
  [QD_RECORD_DEPENDENCY] = { sizeof (QdWorkEntry), NULL, work_changed, qd_work_entry_update, work_dropped },
  [QD_RECORD_RISK] = { sizeof (QdRiskEntry), NULL, entry_changed, qd_risk_entry_update, qd_risk_entry_leave },
};

static void
record_changed_cb (QdFigures *self,
                   QdRecord  *record,
                   guint      field)
{
  const EntryClass *class = &classes[qd_record_get_record_type (record)];
  QdEntry *entry = g_hash_table_lookup (self->entries, record);

  if (class->changed == NULL || (class->size > 0 && entry == NULL))
    return;

  self->stale = TRUE;
  class->changed (self, record, entry, field);
}

static void
record_inserted_cb (QdFigures *self,
                    QdRecord  *record)
{
  widen (self);
  self->stale = TRUE;
  qd_record_foreach (record, add_one, self);
}

static void
collect_record (QdRecord *record,
                gpointer  user_data)
{
  g_ptr_array_add (user_data, record);
}

/* What is held goes before its holder. */
static void
record_removed_cb (QdFigures *self,
                   QdList    *list,
                   QdRecord  *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  self->stale = TRUE;
  if (qd_list_get_id (list) == QD_LIST_JOINERS)
    {
      gpointer team = qd_figures_lookup (self, qd_list_get_owner (list), QD_RECORD_TEAM);

      if (team != NULL)
        qd_figures_wait (self, team);
    }

  qd_record_foreach (record, collect_record, records);
  for (guint i = records->len; i > 0; i--)
    {
      QdEntry *entry = g_hash_table_lookup (self->entries, g_ptr_array_index (records, i - 1));

      if (entry != NULL)
        drop_entry (self, entry);
    }
}

/* Order matters where the first of a name bears it, where equal remainders of points are given out, and to the last digit of
 * what is added up. */
static void
record_moved_cb (QdFigures *self,
                 QdRecord  *record)
{
  self->stale = TRUE;
  if (qd_record_get_record_type (record) == QD_RECORD_TEAM)
    forget_names (self);
  else if (qd_record_get_record_type (record) == QD_RECORD_CATEGORY)
    self->allocation_moved = TRUE;
  else if (qd_record_get_record_type (record) == QD_RECORD_JOINER)
    joiner_changed (self, record, NULL, QD_JOINER_COUNT);
}

/* Has the records near of the next entries that wait. */
static void
fetch_waiting (GQueue *waiting)
{
  QdRecord *records[QD_FETCH_RECORDS];
  guint n = 0;

  for (GList *l = waiting->head; l != NULL && n < QD_FETCH_RECORDS; l = l->next)
    records[n++] = ((QdEntry *) l->data)->record;
  qd_records_fetch (records, n, FALSE);
}

/* Computes anew what waits, and what comes to wait because of it. */
void
qd_figures_update_waiting (QdFigures *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (flush_order); i++)
    {
      GQueue *waiting = &self->waiting[flush_order[i]];

      for (guint done = 0; waiting->head != NULL; done++)
        {
          QdEntry *entry = waiting->head->data;

          if (done % QD_FETCH_RECORDS == 0)
            fetch_waiting (waiting);
          stop_waiting (self, entry);
          classes[entry->type].update (self, entry);
        }
    }
}

/* Takes in the plan as it is, and whatever happens to it from now on. */
void
qd_figures_follow (QdFigures *self)
{
  self->stale = TRUE;
  if (!self->stated_only)
    qd_record_foreach (qd_plan_get_root (self->plan), add_one, self);
  else
    for (gsize i = 0; i < G_N_ELEMENTS (stated_lists); i++)
      {
        QdList *list = qd_plan_get_list (self->plan, stated_lists[i]);

        for (guint j = 0; j < qd_list_get_length (list); j++)
          {
            qd_list_fetch_records (list, j, TRUE);
            qd_record_foreach (qd_list_get (list, j), add_one, self);
          }
      }

  g_signal_connect_object (self->plan, "record-changed", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "record-inserted", G_CALLBACK (record_inserted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "record-removed", G_CALLBACK (record_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "record-moved", G_CALLBACK (record_moved_cb), self, G_CONNECT_SWAPPED);
}

void
qd_figures_free_entries (QdFigures *self)
{
  GHashTableIter iter;
  gpointer entry;

  /* Without names there is nothing but the entries themselves. */
  g_hash_table_iter_init (&iter, self->entries);
  while (self->named && g_hash_table_iter_next (&iter, NULL, &entry))
    clear_entry (entry);

  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
}
