#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-since.h"

#include <glib/gi18n-lib.h>

#include "qd-columns.h"

/* Which records of a plan are otherwise than in an earlier state of it. Worked out once; from then on it follows the plan
 * by itself, at the cost of the records that are touched. Their order is not looked at. */

#define MAX_DESCRIBED 3

/* What is about the work on a plan and not planned. */
static const QdListId apart[] = { QD_LIST_SNAPSHOTS, QD_LIST_CONFLICTS, QD_LIST_COMMENTS, QD_LIST_LAYOUT,
                                  QD_LIST_MEETING, QD_LIST_APPROVALS, QD_LIST_ACCEPTED };

/* What became of one record, and on which page that is to be seen. */
typedef struct
{
  QdSinceKind kind;
  QdPageId    page;
} Entry;

struct _QdSince
{
  GObject     parent_instance;

  QdPlan     *then;
  QdPlan     *plan;             /* not owned: it is told of until it goes */
  GHashTable *entries;          /* id -> Entry, of what is not the same */
  guint       n_of_page[QD_N_PAGES];
};

G_DEFINE_FINAL_TYPE (QdSince, qd_since, G_TYPE_OBJECT)

/**
 * qd_list_is_planned:
 *
 * Returns: whether what is in @list is planned, rather than about the work on the plan
 */
gboolean
qd_list_is_planned (QdListId list)
{
  for (guint i = 0; i < G_N_ELEMENTS (apart); i++)
    if (apart[i] == list)
      return FALSE;

  return TRUE;
}

static gboolean
is_planned (QdRecord *record)
{
  for (; record != NULL; record = qd_record_get_parent (record))
    {
      QdList *list = qd_record_get_owner_list (record);

      if (list != NULL && !qd_list_is_planned (qd_list_get_id (list)))
        return FALSE;
    }

  return TRUE;
}

/* The same record in the other plan: by its id, or, if every plan has it once, by its list. */
static QdRecord *
find_in (QdPlan   *plan,
         QdRecord *record)
{
  QdList *list = qd_record_get_owner_list (record);
  QdRecord *found;

  if (list == NULL)
    return qd_plan_get_root (plan);
  if (qd_list_get_info (list)->single)
    return qd_plan_get_single (plan, qd_list_get_id (list));

  found = qd_plan_find (plan, qd_record_get_id (record));

  return found != NULL && qd_record_get_record_type (found) == qd_record_get_record_type (record) ? found : NULL;
}

static gboolean
differs_in (QdRecord *then,
            QdRecord *now,
            guint     field)
{
  const QdField *info = qd_record_get_field (now, field);

  if ((info->flags & QD_FIELD_INTERNAL) != 0 ||
      (info->record_type == QD_RECORD_PLAN && field == QD_PLAN_STATE))
    return FALSE;

  return !qd_value_equal (qd_record_get_value (then, field), qd_record_get_value (now, field));
}

static gboolean
is_elsewhere (QdSince  *self,
              QdRecord *then,
              QdRecord *now)
{
  QdRecord *owner = qd_record_get_parent (now);

  return owner != NULL && find_in (self->then, owner) != qd_record_get_parent (then);
}

static QdSinceKind
compare (QdSince  *self,
         QdRecord *then,
         QdRecord *now)
{
  for (guint i = 0; i < qd_record_get_info (now)->n_fields; i++)
    if (differs_in (then, now, i))
      return QD_SINCE_CHANGED;

  return is_elsewhere (self, then, now) ? QD_SINCE_CHANGED : QD_SINCE_SAME;
}

static void
forget (QdSince    *self,
        const char *id)
{
  const Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL)
    return;

  self->n_of_page[entry->page]--;
  g_hash_table_remove (self->entries, id);
}

static void
note (QdSince     *self,
      QdRecord    *record,
      QdSinceKind  kind)
{
  Entry *entry;

  forget (self, qd_record_get_id (record));
  if (kind == QD_SINCE_SAME)
    return;

  entry = g_new (Entry, 1);
  *entry = (Entry) { kind, qd_page_of_record (record) };
  g_hash_table_insert (self->entries, g_strdup (qd_record_get_id (record)), entry);
  self->n_of_page[entry->page]++;
}

/* @record: one of the plan as it is now */
static void
look_at (QdRecord *record,
         gpointer  user_data)
{
  QdSince *self = user_data;
  QdRecord *then = find_in (self->then, record);

  if (is_planned (record))
    note (self, record, then != NULL ? compare (self, then, record) : QD_SINCE_ADDED);
}

/* @record: one of the plan as it was */
static void
look_for (QdRecord *record,
          gpointer  user_data)
{
  QdSince *self = user_data;

  if (is_planned (record) && find_in (self->plan, record) == NULL)
    note (self, record, QD_SINCE_REMOVED);
}

static void
record_changed_cb (QdSince  *self,
                   QdRecord *record,
                   guint     field)
{
  look_at (record, self);
}

static void
record_inserted_cb (QdSince  *self,
                    QdRecord *record)
{
  qd_record_foreach (record, look_at, self);
}

/* @record: one that has left the plan, or stands elsewhere in it a moment later */
static void
look_back (QdRecord *record,
           gpointer  user_data)
{
  QdSince *self = user_data;
  /* By its id alone: it is in no list any more. */
  QdRecord *then = qd_plan_find (self->then, qd_record_get_id (record));

  forget (self, qd_record_get_id (record));
  if (then != NULL && is_planned (then) && find_in (self->plan, then) == NULL)
    note (self, then, QD_SINCE_REMOVED);
}

static void
record_removed_cb (QdSince  *self,
                   QdList   *list,
                   QdRecord *record)
{
  qd_record_foreach (record, look_back, self);
}

static void
qd_since_finalize (GObject *object)
{
  QdSince *self = QD_SINCE (object);

  g_hash_table_unref (self->entries);
  g_object_unref (self->then);

  G_OBJECT_CLASS (qd_since_parent_class)->finalize (object);
}

static void
qd_since_class_init (QdSinceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_since_finalize;
}

static void
qd_since_init (QdSince *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * qd_since_new:
 * @then: an earlier state of @plan, that nobody changes any more
 * @plan: a plan; must live longer
 *
 * Returns: (transfer full): what became of the records since; it follows @plan
 */
QdSince *
qd_since_new (QdPlan *then,
              QdPlan *plan)
{
  QdSince *self = g_object_new (QD_TYPE_SINCE, NULL);

  self->then = g_object_ref (then);
  self->plan = plan;
  qd_record_foreach (qd_plan_get_root (plan), look_at, self);
  qd_record_foreach (qd_plan_get_root (then), look_for, self);
  g_signal_connect_object (plan, "record-changed", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-inserted", G_CALLBACK (record_inserted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-removed", G_CALLBACK (record_removed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * qd_since_of_record:
 * @since: what became of the records of a plan
 * @record: one of them
 *
 * Returns: what became of it; never %QD_SINCE_REMOVED
 */
QdSinceKind
qd_since_of_record (QdSince  *since,
                    QdRecord *record)
{
  const Entry *entry = g_hash_table_lookup (since->entries, qd_record_get_id (record));

  return entry != NULL ? entry->kind : QD_SINCE_SAME;
}

/**
 * qd_since_describe:
 * @since: what became of the records of a plan
 * @record: one of them
 *
 * Returns: (transfer full): what was otherwise in it, a line each, in the user's language; "" if nothing was
 */
char *
qd_since_describe (QdSince  *since,
                   QdRecord *record)
{
  QdRecord *then = find_in (since->then, record);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  switch (qd_since_of_record (since, record))
    {
    case QD_SINCE_ADDED:
      return g_strdup (_("Added since approval"));
    case QD_SINCE_CHANGED:
      break;
    case QD_SINCE_SAME:
    case QD_SINCE_REMOVED:
    default:
      return g_strdup ("");
    }

  g_string_append (text, _("Changed since approval"));
  for (guint i = 0; i < qd_record_get_info (record)->n_fields; i++)
    if (differs_in (then, record, i) && n++ < MAX_DESCRIBED)
      {
        const QdField *field = qd_record_get_field (record, i);
        g_autofree char *was = qd_record_display (then, i);

        g_string_append_c (text, '\n');
        if (*was != '\0')
          g_string_append_printf (text, C_("since approval: field and value", "%s was “%s”"), qd_field_label (field), was);
        else
          g_string_append_printf (text, C_("since approval: field", "%s was empty"), qd_field_label (field));
      }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * qd_since_count:
 *
 * Returns: how many records are not as they were, those that went among them
 */
guint
qd_since_count (QdSince *since)
{
  return g_hash_table_size (since->entries);
}

/**
 * qd_since_count_page:
 *
 * Returns: how many of these are, or were, on @page
 */
guint
qd_since_count_page (QdSince  *since,
                     QdPageId  page)
{
  return since->n_of_page[page];
}
