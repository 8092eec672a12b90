#include "qd-config.h"

#include "qd-schema.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "qd-error.h"
#include "qd-number.h"
#include "qd-text.h"

/* A table of fields per record type, straight from the declaration. */
#define QD_RECORD(NAME, id, type_name, label) static const QdField fields_##NAME[] = {
#define QD_FIELD(NAME, FIELD, key_, KIND, label_, ...) \
  { .key = key_, .kind = QD_KIND_##KIND, .label = label_, .record_type = QD_RECORD_##NAME, \
    .index = QD_##NAME##_##FIELD, .refs = QD_LIST_ANY, __VA_ARGS__ },
#define QD_END(NAME) };
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init" /* .refs has a value unless the line gives another */
#include "qd-schema.def"
#pragma GCC diagnostic pop
#undef QD_RECORD
#undef QD_FIELD
#undef QD_END

static const QdListInfo lists[] = {
#define QD_LIST(LIST, OWNER, id_, key_, RECORD, title_, ...) \
  { .list = QD_LIST_##LIST, .owner = QD_RECORD_##OWNER, .id = id_, .key = key_, .record_type = QD_RECORD_##RECORD, \
    .title = title_, __VA_ARGS__ },
#include "qd-lists.def"
#undef QD_LIST
};

G_STATIC_ASSERT (G_N_ELEMENTS (lists) == QD_N_LISTS);

typedef struct
{
  QdRecordInfo info;
  QdListId     lists[QD_N_LISTS];
  QdValue     *fallbacks;
} RecordEntry;

static RecordEntry records[] = {
#define QD_RECORD(NAME, id_, type_name_, label_) \
  { .info = { .type = QD_RECORD_##NAME, .id = id_, .type_name = type_name_, .label = label_, .fields = fields_##NAME, \
              .n_fields = G_N_ELEMENTS (fields_##NAME), .title_field = -1 } },
#define QD_FIELD(...)
#define QD_END(NAME)
#include "qd-schema.def"
#undef QD_RECORD
#undef QD_FIELD
#undef QD_END
};

/* Fills in what follows from the tables: lists by owner, title fields, parsed fallbacks. */
static const RecordEntry *
get_records (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
        {
          QdRecordInfo *info = &records[i].info;

          info->lists = records[i].lists;
          records[i].fallbacks = g_new0 (QdValue, info->n_fields);
          for (guint f = 0; f < info->n_fields; f++)
            {
              records[i].fallbacks[f] = qd_field_parse (&info->fields[f], info->fields[f].fallback);
              if (info->fields[f].flags & QD_FIELD_TITLE)
                info->title_field = (int) f;
            }
        }
      for (guint l = 0; l < QD_N_LISTS; l++)
        {
          QdRecordInfo *info = &records[lists[l].owner].info;

          records[lists[l].owner].lists[info->n_lists++] = (QdListId) l;
        }
      g_once_init_leave (&ready, 1);
    }

  return records;
}

/**
 * qd_record_info:
 * @type: a record type
 *
 * Returns: (transfer none): what is declared about @type
 */
const QdRecordInfo *
qd_record_info (QdRecordType type)
{
  g_return_val_if_fail (type < QD_N_RECORD_TYPES, NULL);

  return &get_records ()[type].info;
}

/**
 * qd_record_info_field:
 * @info: a record type
 * @key: the key of a field
 *
 * Returns: (nullable): the field, or %NULL if @info has none of that key
 */
const QdField *
qd_record_info_field (const QdRecordInfo *info,
                      const char         *key)
{
  for (guint i = 0; i < info->n_fields; i++)
    if (g_str_equal (info->fields[i].key, key))
      return &info->fields[i];

  return NULL;
}

/**
 * qd_list_info:
 * @list: a list
 *
 * Returns: (transfer none): what is declared about @list
 */
const QdListInfo *
qd_list_info (QdListId list)
{
  g_return_val_if_fail (list < QD_N_LISTS, NULL);

  return &lists[list];
}

/**
 * qd_list_info_by_id:
 * @id: the name of a list, such as "risks"
 *
 * Returns: (nullable): the list, or %NULL if there is none of that name
 */
const QdListInfo *
qd_list_info_by_id (const char *id)
{
  for (guint i = 0; i < QD_N_LISTS; i++)
    if (g_str_equal (lists[i].id, id))
      return &lists[i];

  return NULL;
}

/**
 * qd_record_info_list:
 * @info: a record type
 * @key: the JSON member of a list
 *
 * Returns: (nullable): the list that records of type @info hold under @key, or %NULL
 */
const QdListInfo *
qd_record_info_list (const QdRecordInfo *info,
                     const char         *key)
{
  for (guint i = 0; i < info->n_lists; i++)
    if (g_str_equal (lists[info->lists[i]].key, key))
      return &lists[info->lists[i]];

  return NULL;
}

/**
 * qd_kind_is_number:
 *
 * Returns: whether fields of @kind hold numbers
 */
gboolean
qd_kind_is_number (QdKind kind)
{
  return kind >= QD_KIND_NUMBER && kind <= QD_KIND_SCORE;
}

/**
 * qd_field_label:
 *
 * Returns: the name of @field in the user's language
 */
const char *
qd_field_label (const QdField *field)
{
  return _(field->label);
}

/**
 * qd_field_fallback:
 *
 * Returns: (transfer none): the value that counts while nothing is typed; unset where there is none
 */
const QdValue *
qd_field_fallback (const QdField *field)
{
  return &get_records ()[field->record_type].fallbacks[field->index];
}

/**
 * qd_field_parse:
 * @field: a field
 * @text: (nullable): what somebody typed or a document says
 *
 * Reads @text as a value of @field: numbers where it holds numbers (a per cent sign may follow where it holds per
 * cent), in the digits of any script and of any width, ids of choices where it has choices. What is not understood is
 * kept as the text it is; blank text is unset.
 *
 * Returns: a value; clear it with qd_value_clear()
 */
QdValue
qd_field_parse (const QdField *field,
                const char    *text)
{
  g_autofree char *stripped = NULL;
  const QdChoice *choice;
  double number;

  if (qd_text_is_blank (text))
    return (QdValue) QD_VALUE_INIT;

  if (field->kind == QD_KIND_LONG_TEXT)
    return qd_value_text (text);

  stripped = g_strstrip (g_strdup (text));

  if (qd_kind_is_number (field->kind))
    {
      g_autofree char *narrow = qd_text_narrow (stripped);
      g_autofree char *bare = g_strdup (narrow != NULL ? narrow : stripped);

      if (field->kind == QD_KIND_PERCENT && g_str_has_suffix (bare, "%"))
        bare[strlen (bare) - 1] = '\0';

      return qd_number_parse (bare, &number) ? qd_value_number (number) : qd_value_text (stripped);
    }

  choice = qd_choice_find (field->choices, stripped);

  return qd_value_text (choice != NULL ? choice->id : stripped);
}

/* A point that separates thousands where the comma is the decimal point has three digits after it and a number before it:
 * “1.352” is, “0.5” and “0.125” are not. */
static void
remove_separators (GString    *number,
                   const char *separator)
{
  static const char digits[] = "0123456789";
  gsize length = strlen (separator);
  gsize from = strspn (number->str, "-+0 ");

  for (const char *at; (at = strstr (number->str + from, separator)) != NULL;)
    {
      gsize place = (gsize) (at - number->str);

      if (place > from && strspn (at + length, digits) == 3)
        g_string_erase (number, (gssize) place, (gssize) length);
      else
        place += length;
      from = place;
    }
}

/* What has numbers in it that are understood, rather than the words of somebody. */
static gboolean
is_read (QdKind kind)
{
  return qd_kind_is_number (kind) || kind == QD_KIND_DATE || kind == QD_KIND_QUARTER || kind == QD_KIND_MEASURE ||
         kind == QD_KIND_SHARES;
}

/**
 * qd_field_parse_local:
 * @field: a field
 * @text: what somebody typed on the screen
 *
 * Like qd_field_parse(), but numbers may be written as the user's locale writes them, too, and in all that has numbers
 * with the digits of an Arabic keyboard.
 *
 * Returns: a value; clear it with qd_value_clear()
 */
QdValue
qd_field_parse_local (const QdField *field,
                      const char    *text)
{
  const struct lconv *locale = localeconv ();
  g_autofree char *digits = NULL;
  g_autoptr (GString) plain = NULL;
  QdValue value;

  if (!is_read (field->kind) || text == NULL)
    return qd_field_parse (field, text);

  digits = qd_number_dup_plain (text);
  if (!qd_kind_is_number (field->kind))
    return qd_field_parse (field, digits);

  plain = g_string_new (digits);
  g_string_replace (plain, "−", "-", 0);
  if (strcmp (locale->decimal_point, ".") != 0)
    {
      if (*locale->thousands_sep != '\0')
        remove_separators (plain, locale->thousands_sep);
      g_string_replace (plain, locale->decimal_point, ".", 0);
    }

  value = qd_field_parse (field, plain->str);
  /* What is no number stays as it was typed. */
  if (value.type == QD_VALUE_TEXT)
    {
      qd_value_clear (&value);
      value = qd_field_parse (field, text);
    }

  return value;
}

static char *
format_value (const QdField *field,
              const QdValue *value,
              gboolean       local)
{
  const QdChoice *choice;

  if (value->type == QD_VALUE_UNSET)
    return g_strdup ("");

  if (value->type == QD_VALUE_NUMBER)
    {
      if (field->kind == QD_KIND_SCORE)
        return local ? qd_score_format_local (value->number) : qd_score_format (value->number);
      return local ? qd_number_format_local (value->number, 6) : qd_number_format (value->number, 6);
    }

  /* Nobody reads the bytes of a picture. */
  if (field->kind == QD_KIND_PICTURE && local)
    return g_strdup (_("A picture"));

  choice = qd_choice_find (field->choices, value->text);
  if (choice != NULL)
    return g_strdup (local ? _(choice->label) : choice->label);

  return g_strdup (value->text);
}

/**
 * qd_field_format:
 * @field: a field
 * @value: a value of it
 *
 * The same everywhere: in English and without locale, as in files. qd_field_parse() reads it back.
 *
 * Returns: (transfer full): @value as text; "" if unset
 */
char *
qd_field_format (const QdField *field,
                 const QdValue *value)
{
  return format_value (field, value, FALSE);
}

/**
 * qd_field_display:
 * @field: a field
 * @value: a value of it
 *
 * Returns: (transfer full): @value as text in the user's language; "" if unset
 */
char *
qd_field_display (const QdField *field,
                  const QdValue *value)
{
  return format_value (field, value, TRUE);
}

/**
 * qd_field_check:
 * @field: a field
 * @value: a value
 * @error: return location for an error
 *
 * Tells whether an edit may put @value into @field. Text is never refused for what it says; a number out of the
 * field's range is.
 *
 * Returns: %FALSE with @error set to a sentence for people if @value does not fit
 */
gboolean
qd_field_check (const QdField  *field,
                const QdValue  *value,
                GError        **error)
{
  if (value->type == QD_VALUE_NUMBER && !qd_kind_is_number (field->kind))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("%s takes text, not a number."), qd_field_label (field));
      return FALSE;
    }

  if (value->type == QD_VALUE_TEXT && !g_utf8_validate (value->text, -1, NULL))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("%s holds bytes that are not UTF-8."), qd_field_label (field));
      return FALSE;
    }

  if (value->type == QD_VALUE_NUMBER && value->number < field->min)
    {
      g_autofree char *least = qd_number_format_local (field->min, 6);

      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("%s is at least %s."), qd_field_label (field), least);
      return FALSE;
    }

  if (value->type == QD_VALUE_NUMBER && field->max != 0 && value->number > field->max)
    {
      g_autofree char *most = qd_number_format_local (field->max, 6);

      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("%s is at most %s."), qd_field_label (field), most);
      return FALSE;
    }

  return TRUE;
}
