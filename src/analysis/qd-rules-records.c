#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "qd-color.h"
#include "qd-rules-private.h"
#include "qd-text.h"

/* Rules that hold for records of any type. */

/* No record type has more fields of one kind. */
#define MAX_FIELDS 16

/* Lists in which a name stands for one thing. */
static const QdListId named_lists[] = {
  QD_LIST_PEOPLE,       QD_LIST_PRIORITIES,  QD_LIST_TEAMS,        QD_LIST_ALLOCATION, QD_LIST_OBJECTIVES,
  QD_LIST_KEY_RESULTS,  QD_LIST_INITIATIVES, QD_LIST_DEPENDENCIES, QD_LIST_RISKS,      QD_LIST_NOT_DOING,
  QD_LIST_CRITERIA,     QD_LIST_REVIEWS,     QD_LIST_REVIEW_OBJECTIVES,
};

/* A name as a number, by which the same names are found. */
typedef struct
{
  guint64 hash;
  guint   index;
} NameHash;

/* One byte more of an FNV-1a hash. */
static inline guint64
hash_byte (guint64 hash,
           guchar  byte)
{
  return (hash ^ byte) * G_GUINT64_CONSTANT (0x100000001b3);
}

/* FNV-1a of @name as qd_text_normalise() writes it. Plain names, as most are, are hashed as they stand. */
static guint64
hash_name (const char *name)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  gboolean blank = FALSE, begun = FALSE;

  for (const guchar *p = (const guchar *) name; *p != '\0'; p++)
    {
      if (*p >= 0x80 || *p == '*' || *p == '_' || *p == '`')
        {
          g_autofree char *normalised = qd_text_normalise (name);

          hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
          for (p = (const guchar *) normalised; *p != '\0'; p++)
            hash = hash_byte (hash, *p);
          return hash;
        }
      if (g_ascii_isspace (*p))
        {
          blank = begun;
          continue;
        }
      if (blank)
        hash = hash_byte (hash, ' ');
      hash = hash_byte (hash, *p >= 'A' && *p <= 'Z' ? *p + ('a' - 'A') : *p);
      blank = FALSE;
      begun = TRUE;
    }

  return hash;
}

static int
compare_hashes (gconstpointer a,
                gconstpointer b)
{
  const NameHash *first = a;
  const NameHash *second = b;

  if (first->hash != second->hash)
    return first->hash < second->hash ? -1 : 1;

  return (first->index > second->index) - (first->index < second->index);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  return (int) (((const NameHash *) a)->index) - (int) (((const NameHash *) b)->index);
}

static void
report_duplicate (QdRuleContext *context,
                  QdList        *list,
                  QdRecord      *record,
                  guint          times)
{
  const char *title = qd_rule_title (record);
  const char *list_title = _(qd_list_get_info (list)->title);

  qd_rule_report (context, record, times,
                  /* Translators: how often a name stands in a list: “‘Data’ stands 2 times in ‘Teams’.” */
                  g_strdup_printf (ngettext ("“%2$s” stands %1$u time in “%3$s”.",
                                             "“%2$s” stands %1$u times in “%3$s”.",
                                             times), times, title, list_title),
                  g_strdup_printf (_("%s stands more than once"), title));
}

/* Each name that stands several times is reported once, of its second record. */
static void
check_names (QdRuleContext *context,
             QdList        *list)
{
  guint length = qd_list_get_length (list);
  g_autofree NameHash *hashes = g_new (NameHash, length);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (NameHash));
  guint n_named = 0;

  for (guint i = 0; i < length; i++)
    {
      const char *title = qd_record_get_title (qd_list_get (list, i));

      if (*title != '\0' && !qd_text_is_blank (title))
        hashes[n_named++] = (NameHash) { hash_name (title), i };
    }
  qsort (hashes, n_named, sizeof (NameHash), compare_hashes);

  for (guint i = 0, next; i < n_named; i = next)
    {
      NameHash second;

      for (next = i + 1; next < n_named && hashes[next].hash == hashes[i].hash;)
        next++;
      if (next - i < 2)
        continue;
      second = (NameHash) { next - i, hashes[i + 1].index };
      g_array_append_val (found, second);
    }

  g_array_sort (found, compare_places);
  for (guint i = 0; i < found->len; i++)
    {
      const NameHash *second = &g_array_index (found, NameHash, i);

      report_duplicate (context, list, qd_list_get (list, second->index), (guint) second->hash);
    }
}

void
qd_rule_duplicate_name (QdRuleContext *context,
                        QdRecord      *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_lists; i++)
    for (guint j = 0; j < G_N_ELEMENTS (named_lists); j++)
      {
        QdList *list = named_lists[j] == info->lists[i] ? qd_record_peek_list (record, info->lists[i]) : NULL;

        if (list != NULL && qd_list_get_length (list) > 1)
          check_names (context, list);
      }
}

/* The fields of each record type that a rule looks at, so that it passes over all others at once. */
typedef struct
{
  const QdField *references[QD_N_RECORD_TYPES][MAX_FIELDS + 1]; /* NULL after the last */
  const QdField *readings[QD_N_RECORD_TYPES][MAX_FIELDS + 1];   /* what is typed there has to be understood */
} FieldsOfTypes;

static const FieldsOfTypes *
get_fields (void)
{
  static FieldsOfTypes fields;
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint type = 0; type < QD_N_RECORD_TYPES; type++)
        {
          const QdRecordInfo *info = qd_record_info ((QdRecordType) type);
          guint n_references = 0, n_readings = 0;

          for (guint i = 0; i < info->n_fields; i++)
            {
              const QdField *field = &info->fields[i];

              if (field->flags & QD_FIELD_INTERNAL)
                continue;
              if (field->kind == QD_KIND_REFS)
                fields.references[type][n_references++] = field;
              else if (qd_kind_is_number (field->kind) || field->kind == QD_KIND_LEVEL || field->kind == QD_KIND_COLOR)
                fields.readings[type][n_readings++] = field;
              g_assert (n_references <= MAX_FIELDS && n_readings <= MAX_FIELDS);
            }
        }
      g_once_init_leave (&ready, 1);
    }

  return &fields;
}

/* Whether @id is what a field of references may point at. */
static gboolean
is_found (QdPlan        *plan,
          const QdField *field,
          const char    *id)
{
  QdRecord *record = qd_plan_find (plan, id);

  return record != NULL &&
         (field->refs == QD_LIST_ANY || qd_list_info (field->refs)->record_type == qd_record_get_record_type (record));
}

/* Returns what of the references in @field is found, as it would be stored; NULL if all is. */
static char *
without_dangling (QdPlan        *plan,
                  QdRecord      *record,
                  const QdField *field,
                  guint         *n_dangling)
{
  g_auto (GStrv) ids = g_strsplit (qd_record_get_text (record, field->index), " ", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  *n_dangling = 0;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (*ids[i] == '\0')
        continue;
      if (is_found (plan, field, ids[i]))
        g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", ids[i]);
      else
        (*n_dangling)++;
    }

  return *n_dangling > 0 ? g_string_free (g_steal_pointer (&kept), FALSE) : NULL;
}

void
qd_rule_ref_dangling (QdRuleContext *context,
                      QdRecord      *record)
{
  const QdField *const *field = get_fields ()->references[qd_record_get_record_type (record)];

  for (; *field != NULL; field++)
    {
      g_autofree char *kept = NULL;
      const char *title;
      guint n;

      if (!qd_record_is_set (record, (*field)->index))
        continue;
      kept = without_dangling (context->plan, record, *field, &n);
      if (kept == NULL)
        continue;

      title = qd_rule_title (record);
      qd_rule_report (context, record, n,
                      /* Translators: a field, what it is a field of: “Supports of ‘Grow’ names something …” */
                      g_strdup_printf (_("%s of “%s” names something that the plan does not have."),
                                       qd_field_label (*field), title),
                      g_strdup_printf (_("%s names something that is gone"), title));
    }
}

void
qd_fix_ref_dangling (QdRuleContext *context,
                     QdRecord      *record,
                     GPtrArray     *fixes)
{
  const QdField *const *field = get_fields ()->references[qd_record_get_record_type (record)];

  for (; *field != NULL; field++)
    {
      guint n;
      g_autofree char *kept = without_dangling (context->plan, record, *field, &n);

      if (kept != NULL)
        qd_fix_add_set (fixes, g_strdup (_("Leave out what is gone")), record, (*field)->index, qd_value_text (kept));
    }
}

static gboolean
is_understood (const QdField *field,
               const QdValue *value)
{
  if (value->type != QD_VALUE_TEXT)
    return TRUE;
  if (field->kind == QD_KIND_LEVEL && qd_choice_find (field->choices, value->text) != NULL)
    return TRUE;
  if (field->kind == QD_KIND_COLOR && qd_color_parse (value->text, &(QdColor) { 0 }))
    return TRUE;

  return qd_rule_is_unfilled (value->text);
}

/* What is wrong with @text in a field of a record with this @title. */
static char *
not_understood (const QdField *field,
                const char    *title,
                const char    *text)
{
  const char *label = qd_field_label (field);

  switch (field->kind)
    {
    case QD_KIND_LEVEL:
      /* Translators: a field, what it is a field of, what was typed: “Impact of ‘Outage’ is ‘sad’” */
      return g_strdup_printf (_("%s of “%s” is “%s”, which is neither low nor medium nor high."), label, title, text);
    case QD_KIND_COLOR:
      /* Translators: a field and what was typed: “Accent colour is ‘blue’” */
      return g_strdup_printf (_("%s is “%s”, which is no colour; colours are written like #1A5FB4."), label, text);
    default:
      return g_strdup_printf (_("%s of “%s” is “%s”, which is no number."), label, title, text);
    }
}

void
qd_rule_value_not_understood (QdRuleContext *context,
                              QdRecord      *record)
{
  const QdField *const *field = get_fields ()->readings[qd_record_get_record_type (record)];

  for (; *field != NULL; field++)
    {
      const QdValue *value = qd_record_get_value (record, (*field)->index);
      const char *title;

      if (is_understood (*field, value))
        continue;

      title = qd_rule_title (record);
      qd_rule_report (context, record, 0,
                      not_understood (*field, title, value->text),
                      g_strdup_printf (_("%s: “%s” is not understood"), title, value->text));
    }
}

/* What a merge could not decide counts as it is here until somebody looks. */
void
qd_rule_plan_conflict (QdRuleContext *context,
                       QdRecord      *record)
{
  const QdChoice *choice = qd_choice_find (qd_choices_conflict, qd_record_get_text (record, QD_CONFLICT_KIND));
  const char *title = qd_rule_title (record);

  qd_rule_report (context, record, 1,
                  /* Translators: a record, and why a merge could not decide, such as: Both changed it */
                  g_strdup_printf (_("“%s” was merged with a conflict: %s."), title,
                                   choice != NULL ? _(choice->label) : qd_record_get_text (record, QD_CONFLICT_KIND)),
                  g_strdup_printf (_("%s has a conflict"), title));
}
