#include "qd-record.h"

#include <math.h>

#include "qd-id.h"
#include "qd-plan-private.h"
#include "qd-record-private.h"
#include "qd-text.h"

/* One GObject class per record type, all made from the table of fields: a record is an array of values and the lists it
 * holds. Read-only to everyone but those who may include qd-plan-private.h. */

typedef struct
{
  char    *id;
  QdValue *values;  /* n_fields of them */
  QdList **lists;   /* n_lists of them, each made when first asked for */
  QdPlan  *plan;    /* not owned: the plan owns its records */
  QdList  *owner;   /* not owned: the list this record is in */
  guint    place;   /* where in it the record was when somebody last looked */
  char    *extra;   /* members of the file that we do not know, as JSON text of an object */
} QdRecordPrivate;

struct _QdRecordClass
{
  GObjectClass        parent_class;
  const QdRecordInfo *info;
  GParamSpec        **properties; /* by field */
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (QdRecord, qd_record, G_TYPE_OBJECT)

static const QdRecordInfo *
record_info (QdRecord *self)
{
  return QD_RECORD_GET_CLASS (self)->info;
}

static int
list_slot (const QdRecordInfo *info,
           QdListId            list)
{
  for (guint i = 0; i < info->n_lists; i++)
    if (info->lists[i] == list)
      return (int) i;

  return -1;
}

static void
qd_record_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  QdRecord *self = QD_RECORD (object);
  guint field = prop_id - 1;

  if (qd_kind_is_number (record_info (self)->fields[field].kind))
    g_value_set_double (value, qd_record_get_number (self, field));
  else
    g_value_set_string (value, qd_record_get_text (self, field));
}

static void
qd_record_constructed (GObject *object)
{
  QdRecord *self = QD_RECORD (object);
  QdRecordPrivate *priv = qd_record_get_instance_private (self);
  const QdRecordInfo *info = record_info (self);

  G_OBJECT_CLASS (qd_record_parent_class)->constructed (object);

  priv->values = g_new0 (QdValue, info->n_fields);
  priv->lists = info->n_lists > 0 ? g_new0 (QdList *, info->n_lists) : NULL;

  for (guint i = 0; i < info->n_lists; i++)
    {
      const QdListInfo *list = qd_list_info (info->lists[i]);

      if (list->single)
        {
          g_autoptr (QdRecord) single = qd_record_new (list->record_type, list->id);

          qd_list_append (qd_record_get_list (self, list->list), single);
        }
    }
}

static void
qd_record_finalize (GObject *object)
{
  QdRecord *self = QD_RECORD (object);
  QdRecordPrivate *priv = qd_record_get_instance_private (self);
  const QdRecordInfo *info = record_info (self);

  for (guint i = 0; i < info->n_fields; i++)
    qd_value_clear (&priv->values[i]);
  for (guint i = 0; i < info->n_lists; i++)
    if (priv->lists[i] != NULL)
      {
        qd_list_orphan (priv->lists[i]);
        g_clear_object (&priv->lists[i]);
      }
  g_free (priv->values);
  g_free (priv->lists);
  g_free (priv->extra);
  g_free (priv->id);

  G_OBJECT_CLASS (qd_record_parent_class)->finalize (object);
}

static GParamSpec *
field_pspec (const QdField *field)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  if (qd_kind_is_number (field->kind))
    return g_param_spec_double (field->key, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);

  return g_param_spec_string (field->key, NULL, NULL, NULL, flags);
}

/* The class of one record type: its properties are its fields. */
static void
record_type_class_init (gpointer klass,
                        gpointer class_data)
{
  QdRecordClass *record_class = klass;
  GObjectClass *object_class = klass;

  object_class->get_property = qd_record_get_property; /* GObject does not hand it down to subclasses */
  record_class->info = class_data;
  record_class->properties = g_new0 (GParamSpec *, record_class->info->n_fields);

  for (guint i = 0; i < record_class->info->n_fields; i++)
    {
      record_class->properties[i] = field_pspec (&record_class->info->fields[i]);
      g_object_class_install_property (object_class, i + 1, record_class->properties[i]);
    }
}

static void
qd_record_class_init (QdRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = qd_record_constructed;
  object_class->finalize = qd_record_finalize;
}

static void
qd_record_init (QdRecord *self)
{
}

/**
 * qd_record_type_get_gtype:
 * @type: a record type
 *
 * Returns: the GObject class of records of that type, such as QdRisk, a subclass of #QdRecord
 */
GType
qd_record_type_get_gtype (QdRecordType type)
{
  static GType gtypes[QD_N_RECORD_TYPES];
  static gsize ready = 0;

  g_return_val_if_fail (type < QD_N_RECORD_TYPES, G_TYPE_INVALID);

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
        {
          const QdRecordInfo *info = qd_record_info ((QdRecordType) i);
          GTypeInfo type_info = {
            .class_size = sizeof (QdRecordClass),
            .class_init = record_type_class_init,
            .class_data = info,
            .instance_size = sizeof (QdRecord),
          };

          gtypes[i] = g_type_register_static (QD_TYPE_RECORD, info->type_name, &type_info, G_TYPE_FLAG_FINAL);
        }
      g_once_init_leave (&ready, 1);
    }

  return gtypes[type];
}

/**
 * qd_record_new:
 * @type: the type of the record
 * @id: (nullable): its id, or %NULL for a new one
 *
 * Returns: (transfer full): a record of no plan, all its fields unset
 */
QdRecord *
qd_record_new (QdRecordType  type,
               const char   *id)
{
  QdRecord *self = g_object_new (qd_record_type_get_gtype (type), NULL);
  QdRecordPrivate *priv = qd_record_get_instance_private (self);

  priv->id = id != NULL ? g_strdup (id) : qd_id_new (qd_record_info (type)->id);

  return self;
}

static QdRecord *
copy_without_lists (QdRecord   *record,
                    const char *id)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);
  const QdRecordInfo *info = record_info (record);
  QdRecord *copy = qd_record_new (info->type, id);
  QdRecordPrivate *copy_priv = qd_record_get_instance_private (copy);

  for (guint i = 0; i < info->n_fields; i++)
    copy_priv->values[i] = qd_value_copy (&priv->values[i]);
  copy_priv->extra = g_strdup (priv->extra);

  return copy;
}

static QdRecord *
copy_record (QdRecord *record,
             gboolean  keep_ids)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);
  const QdRecordInfo *info = record_info (record);
  QdRecord *copy = copy_without_lists (record, keep_ids ? priv->id : NULL);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = priv->lists[i];
      QdList *into;

      if (list == NULL || qd_list_get_length (list) == 0)
        continue;

      into = qd_record_get_list (copy, info->lists[i]);
      if (qd_list_get_info (list)->single)
        qd_list_remove (into, 0);
      for (guint j = 0; j < qd_list_get_length (list); j++)
        {
          g_autoptr (QdRecord) child = copy_record (qd_list_get (list, j), keep_ids);

          qd_list_append (into, child);
        }
    }

  return copy;
}

/**
 * qd_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): a copy of @record and all it holds, with the same ids, in no plan
 */
QdRecord *
qd_record_copy (QdRecord *record)
{
  g_return_val_if_fail (QD_IS_RECORD (record), NULL);

  return copy_record (record, TRUE);
}

/**
 * qd_record_copy_shallow:
 * @record: a record
 *
 * Returns: (transfer full): a copy of @record with the same id but with nothing in its lists, in no plan
 */
QdRecord *
qd_record_copy_shallow (QdRecord *record)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  g_return_val_if_fail (QD_IS_RECORD (record), NULL);

  return copy_without_lists (record, priv->id);
}

/**
 * qd_record_duplicate:
 * @record: a record
 *
 * Returns: (transfer full): a copy of @record and all it holds, with new ids, so that it can stand beside it
 */
QdRecord *
qd_record_duplicate (QdRecord *record)
{
  g_return_val_if_fail (QD_IS_RECORD (record), NULL);

  return copy_record (record, FALSE);
}

/**
 * qd_record_equal:
 *
 * Returns: whether @a and @b have the same type, id, values, unknown members and lists
 */
gboolean
qd_record_equal (QdRecord *a,
                 QdRecord *b)
{
  QdRecordPrivate *pa = qd_record_get_instance_private (a);
  QdRecordPrivate *pb = qd_record_get_instance_private (b);
  const QdRecordInfo *info = record_info (a);

  if (info != record_info (b) || !g_str_equal (pa->id, pb->id) || g_strcmp0 (pa->extra, pb->extra) != 0)
    return FALSE;

  for (guint i = 0; i < info->n_fields; i++)
    if (!qd_value_equal (&pa->values[i], &pb->values[i]))
      return FALSE;

  for (guint i = 0; i < info->n_lists; i++)
    {
      guint length = pa->lists[i] != NULL ? qd_list_get_length (pa->lists[i]) : 0;

      if (length != (pb->lists[i] != NULL ? qd_list_get_length (pb->lists[i]) : 0))
        return FALSE;
      for (guint j = 0; j < length; j++)
        if (!qd_record_equal (qd_list_get (pa->lists[i], j), qd_list_get (pb->lists[i], j)))
          return FALSE;
    }

  return TRUE;
}

/**
 * qd_record_get_record_type:
 *
 * Returns: of which type it is
 */
QdRecordType
qd_record_get_record_type (QdRecord *record)
{
  return record_info (record)->type;
}

/**
 * qd_record_get_info:
 *
 * Returns: (transfer none): what the schema says of records of its type
 */
const QdRecordInfo *
qd_record_get_info (QdRecord *record)
{
  return record_info (record);
}

/**
 * qd_record_get_field:
 *
 * Returns: (transfer none): what the schema says of the field at @field
 */
const QdField *
qd_record_get_field (QdRecord *record,
                     guint     field)
{
  g_return_val_if_fail (field < record_info (record)->n_fields, NULL);

  return &record_info (record)->fields[field];
}

/**
 * qd_record_get_id:
 *
 * Returns: (transfer none): the id of @record, unique in its plan and the same for as long as it lives
 */
const char *
qd_record_get_id (QdRecord *record)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  return priv->id;
}

/**
 * qd_record_get_plan:
 *
 * Returns: (transfer none) (nullable): the plan that @record is part of
 */
QdPlan *
qd_record_get_plan (QdRecord *record)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  return priv->plan;
}

/**
 * qd_record_get_parent:
 *
 * Returns: (transfer none) (nullable): the record that holds @record, such as the objective of a key result
 */
QdRecord *
qd_record_get_parent (QdRecord *record)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  return priv->owner != NULL ? qd_list_get_owner (priv->owner) : NULL;
}

/**
 * qd_record_get_owner_list:
 *
 * Returns: (transfer none) (nullable): the list that @record is in
 */
QdList *
qd_record_get_owner_list (QdRecord *record)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  return priv->owner;
}

/**
 * qd_record_get_list:
 * @record: a record
 * @list: a list that records of its type hold
 *
 * Returns: (transfer none): that list, the same object as long as @record lives
 */
QdList *
qd_record_get_list (QdRecord *record,
                    QdListId  list)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);
  int slot = list_slot (record_info (record), list);

  g_return_val_if_fail (slot >= 0, NULL);

  if (priv->lists[slot] == NULL)
    priv->lists[slot] = qd_list_new (list, record);

  return priv->lists[slot];
}

/**
 * qd_record_peek_list:
 *
 * Like qd_record_get_list(), but makes nothing: for walks over many records, most of which hold nothing.
 *
 * Returns: (transfer none) (nullable): that list, or %NULL if it is empty
 */
QdList *
qd_record_peek_list (QdRecord *record,
                     QdListId  list)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);
  int slot = list_slot (record_info (record), list);

  g_return_val_if_fail (slot >= 0, NULL);

  if (priv->lists[slot] == NULL || qd_list_get_length (priv->lists[slot]) == 0)
    return NULL;

  return priv->lists[slot];
}

/**
 * qd_record_get_value:
 *
 * Returns: (transfer none): what was typed into @field; the field's fallback does not show here
 */
const QdValue *
qd_record_get_value (QdRecord *record,
                     guint     field)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  g_return_val_if_fail (field < record_info (record)->n_fields, NULL);

  return &priv->values[field];
}

/**
 * qd_record_is_set:
 *
 * Returns: whether the field holds a value of its own; without one it counts as what the schema says
 */
gboolean
qd_record_is_set (QdRecord *record,
                  guint     field)
{
  return qd_record_get_value (record, field)->type != QD_VALUE_UNSET;
}

static const QdValue *
effective_value (QdRecord *record,
                 guint     field)
{
  const QdValue *value = qd_record_get_value (record, field);

  return value->type != QD_VALUE_UNSET ? value : qd_field_fallback (&record_info (record)->fields[field]);
}

/**
 * qd_record_get_number:
 *
 * Returns: the number in @field or its fallback; NAN if there is none or what was typed is no number
 */
double
qd_record_get_number (QdRecord *record,
                      guint     field)
{
  const QdValue *value = effective_value (record, field);

  return value->type == QD_VALUE_NUMBER ? value->number : NAN;
}

/**
 * qd_record_get_text:
 *
 * Returns: (transfer none): the text in @field or its fallback; "" if there is none, or a number
 */
const char *
qd_record_get_text (QdRecord *record,
                    guint     field)
{
  const QdValue *value = effective_value (record, field);

  return value->type == QD_VALUE_TEXT ? value->text : "";
}

/**
 * qd_record_format:
 *
 * Returns: (transfer full): what was typed into @field as text, as qd_field_format() writes it
 */
char *
qd_record_format (QdRecord *record,
                  guint     field)
{
  return qd_field_format (&record_info (record)->fields[field], qd_record_get_value (record, field));
}

/**
 * qd_record_get_title:
 *
 * Returns: (transfer none): the text of the field that names @record; "" if it is empty
 */
const char *
qd_record_get_title (QdRecord *record)
{
  int field = record_info (record)->title_field;

  return field >= 0 ? qd_record_get_text (record, (guint) field) : "";
}

/**
 * qd_record_get_extra:
 *
 * Returns: (transfer none) (nullable): the members of the file that this version does not know, as the JSON text of an
 *   object, in their order
 */
const char *
qd_record_get_extra (QdRecord *record)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  return priv->extra;
}

/**
 * qd_record_foreach:
 *
 * Calls @func for @record and then for all the records it holds, however deep.
 */
void
qd_record_foreach (QdRecord     *record,
                   QdRecordFunc  func,
                   gpointer      user_data)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);
  const QdRecordInfo *info = record_info (record);

  func (record, user_data);

  for (guint i = 0; i < info->n_lists; i++)
    for (guint j = 0; priv->lists[i] != NULL && j < qd_list_get_length (priv->lists[i]); j++)
      qd_record_foreach (qd_list_get (priv->lists[i], j), func, user_data);
}

/**
 * qd_record_set_value: (skip)
 * @record: a record
 * @field: one of its fields
 * @value: what it is to hold; a value that says the same as the fallback is not stored
 *
 * Returns: whether that changed anything
 */
gboolean
qd_record_set_value (QdRecord      *record,
                     guint          field,
                     const QdValue *value)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);
  const QdRecordInfo *info = record_info (record);
  static const QdValue unset = QD_VALUE_INIT;

  g_return_val_if_fail (field < info->n_fields, FALSE);

  if (qd_value_equal (value, qd_field_fallback (&info->fields[field])))
    value = &unset;
  if (qd_value_equal (&priv->values[field], value))
    return FALSE;

  qd_value_clear (&priv->values[field]);
  priv->values[field] = qd_value_copy (value);

  g_object_notify_by_pspec (G_OBJECT (record), QD_RECORD_GET_CLASS (record)->properties[field]);
  if (priv->plan != NULL)
    qd_plan_emit_changed (priv->plan, record, field);

  return TRUE;
}

/**
 * qd_record_take_value: (skip)
 * @record: a record that is part of no plan
 * @field: one of its fields
 * @value: (transfer full): what it is to hold; unset afterwards
 *
 * For loaders of large plans: copies nothing and notifies nobody, as nobody knows @record yet.
 */
void
qd_record_take_value (QdRecord *record,
                      guint     field,
                      QdValue  *value)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);
  const QdRecordInfo *info = record_info (record);

  g_return_if_fail (field < info->n_fields);
  g_return_if_fail (priv->plan == NULL);

  if (qd_value_equal (value, qd_field_fallback (&info->fields[field])))
    qd_value_clear (value);
  qd_value_clear (&priv->values[field]);
  priv->values[field] = *value;
  *value = (QdValue) QD_VALUE_INIT;
}

/**
 * qd_record_set_text: (skip)
 * @text: (nullable): what was typed; read by qd_field_parse()
 *
 * For the loaders.
 */
void
qd_record_set_text (QdRecord   *record,
                    guint       field,
                    const char *text)
{
  g_auto (QdValue) value = qd_field_parse (qd_record_get_field (record, field), text);

  qd_record_set_value (record, field, &value);
}

void
qd_record_set_number (QdRecord *record,
                      guint     field,
                      double    number)
{
  QdValue value = qd_value_number (number);

  qd_record_set_value (record, field, &value);
}

/**
 * qd_record_set_id: (skip)
 *
 * For loaders, before @record is part of a plan.
 */
void
qd_record_set_id (QdRecord   *record,
                  const char *id)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  g_return_if_fail (priv->plan == NULL);
  g_return_if_fail (id != NULL);

  g_free (priv->id);
  priv->id = g_strdup (id);
}

void
qd_record_set_extra (QdRecord   *record,
                     const char *extra)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  g_free (priv->extra);
  priv->extra = g_strdup (extra);
}

static void
set_plan_one (QdRecord *record,
              gpointer  plan)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  priv->plan = plan;
}

/* Makes @record and all it holds part of @plan, which has them in its index, or of none. */
void
qd_record_set_plan (QdRecord *record,
                    QdPlan   *plan)
{
  qd_record_foreach (record, set_plan_one, plan);
}

void
qd_record_set_owner_list (QdRecord *record,
                          QdList   *list)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  priv->owner = list;
}

/* Where @record was last seen in its list: it is there, or not far away. */
guint
qd_record_get_place (QdRecord *record)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  return priv->place;
}

void
qd_record_set_place (QdRecord *record,
                     guint     place)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  priv->place = place;
}

/* What lies on one line of the processor's cache is fetched at once. */
#define CACHE_LINE 64

/* See qd_records_fetch(). */
void
qd_record_fetch (QdRecord *record,
                 QdFetch   step)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);
  gsize size;

  if (step == QD_FETCH_RECORD)
    {
      QD_FETCH_ADDRESS (priv);
      QD_FETCH_ADDRESS (record);
      return;
    }

  size = record_info (record)->n_fields * sizeof *priv->values;
  if (step == QD_FETCH_VALUES)
    for (gsize at = 0; at < size; at += CACHE_LINE)
      QD_FETCH_ADDRESS ((const char *) priv->values + at);
  else
    for (guint i = 0; i < size / sizeof *priv->values; i++)
      if (priv->values[i].type == QD_VALUE_TEXT)
        QD_FETCH_ADDRESS (priv->values[i].text);
}

/* The same for the lists of a record that is at hand. */
void
qd_record_fetch_lists (QdRecord *record,
                       QdFetch   step)
{
  QdRecordPrivate *priv = qd_record_get_instance_private (record);

  for (guint i = 0; i < record_info (record)->n_lists; i++)
    if (priv->lists[i] != NULL)
      qd_list_fetch (priv->lists[i], step);
}
