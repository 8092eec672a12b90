#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-color.h"
#include "qd-count.h"
#include "qd-rules-private.h"
#include "qd-text.h"

/* Rules that hold for records of any type. */

/* No record type has more fields of one kind. */
#define MAX_FIELDS 16

/* Each name that stands several times is reported once, of its second record. */
void
qd_rule_duplicate_name (QdRuleContext *context,
                        QdRecord      *record)
{
  guint times = qd_rule_index_repeats (qd_rule_context_get_index (context), record);
  const char *title, *list_title;

  if (times == 0)
    return;

  title = qd_rule_title (record);
  list_title = _(qd_list_get_info (qd_record_get_owner_list (record))->title);
  qd_rule_report (context, record, times,
                  /* Translators: how often a name stands in a list: “‘Data’ stands 2 times in ‘Teams’.” */
                  qd_count_printf (ngettext ("“%2$s” stands %1$u time in “%3$s”.",
                                             "“%2$s” stands %1$u times in “%3$s”.",
                                             times), times, title, list_title),
                  g_strdup_printf (_("%s stands more than once"), title));
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
