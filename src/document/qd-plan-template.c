#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-plan-template.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "qd-error.h"
#include "qd-file-name.h"
#include "qd-folder.h"
#include "qd-format.h"
#include "qd-id.h"
#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* What new plans start with: a template of one's own, which is a plan with only what stays from quarter to quarter, or the
 * settings and categories that somebody prefers. A template is a file like any other plan, in the user's data. */

#define ENDING ".qplan"

/* In the preferences, beside keys of settings. */
#define CATEGORIES "categories"

#define FIELD_BIT(RECORD, FIELD) (G_GUINT64_CONSTANT (1) << QD_##RECORD##_##FIELD)

/* What a template keeps, in the order of the file, and which fields of it are of the one quarter. */
static const struct
{
  QdListId list;
  guint64  cleared;
} parts[] = {
  { QD_LIST_PEOPLE, 0 },
  { QD_LIST_TEAMS, FIELD_BIT (TEAM, STATED_POINTS) | FIELD_BIT (TEAM, NOTE) | FIELD_BIT (TEAM, DRAFT) },
  { QD_LIST_ALLOCATION,
    FIELD_BIT (CATEGORY, STATED_POINTS) | FIELD_BIT (CATEGORY, RATIONALE) | FIELD_BIT (CATEGORY, PREVIOUS) },
  { QD_LIST_COMMUNICATION, FIELD_BIT (MESSAGE, WHEN) },
  { QD_LIST_REVIEWS, FIELD_BIT (CHECKPOINT, DATE) },
  { QD_LIST_APPROVALS, FIELD_BIT (APPROVAL, APPROVED) | FIELD_BIT (APPROVAL, DATE) },
  { QD_LIST_AGENDA, FIELD_BIT (AGENDA_ITEM, SPENT) | FIELD_BIT (AGENDA_ITEM, NOTES) },
};

/* Fields of the plan itself that stay. */
static const guint root_fields[] = { QD_PLAN_ATTENDEES, QD_PLAN_FACILITATOR, QD_PLAN_SCORE_TARGET };

static void
keep_list (QdPlan *plan,
           QdPlan *kept,
           guint   part)
{
  QdList *from = qd_plan_get_list (plan, parts[part].list);

  for (guint i = 0; i < qd_list_get_length (from); i++)
    {
      g_autoptr (QdRecord) record = qd_record_copy_shallow (qd_list_get (from, i));

      for (guint f = 0; f < qd_record_get_info (record)->n_fields; f++)
        if ((parts[part].cleared & (G_GUINT64_CONSTANT (1) << f)) != 0)
          qd_record_set_value (record, f, &(QdValue) QD_VALUE_INIT);
      qd_list_append (qd_plan_get_list (kept, parts[part].list), record);
    }
}

static void
keep_single (QdPlan   *plan,
             QdPlan   *kept,
             QdListId  list)
{
  QdRecord *from = qd_plan_get_single (plan, list);

  for (guint f = 0; f < qd_record_get_info (from)->n_fields; f++)
    qd_record_set_value (qd_plan_get_single (kept, list), f, qd_record_get_value (from, f));
}

/**
 * qd_plan_template_make:
 * @plan: a plan
 *
 * Returns: (transfer full): what of @plan stays from quarter to quarter: its settings, people, teams, categories with their
 *   shares, messages and reviews without their dates, approvers without their approval, and the agenda
 */
QdPlan *
qd_plan_template_make (QdPlan *plan)
{
  QdPlan *kept = qd_plan_new ();

  for (guint i = 0; i < G_N_ELEMENTS (root_fields); i++)
    qd_record_set_value (qd_plan_get_root (kept), root_fields[i],
                         qd_record_get_value (qd_plan_get_root (plan), root_fields[i]));
  keep_single (plan, kept, QD_LIST_SETTINGS);
  keep_single (plan, kept, QD_LIST_MEETING);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    keep_list (plan, kept, i);

  return kept;
}

/**
 * qd_plan_template_use:
 * @template_plan: a template, or any other plan
 * @quarter: the quarter to plan
 *
 * Returns: (transfer full): a new plan for @quarter, with what a template keeps of @template_plan
 */
QdPlan *
qd_plan_template_use (QdPlan          *template_plan,
                      const QdQuarter *quarter)
{
  QdPlan *plan = qd_plan_template_make (template_plan);
  g_autofree char *text = qd_quarter_format (quarter);

  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_QUARTER, text);

  return plan;
}

/* “Features 50, Reliability 25”: a name, and its share where the last word is a number. */
static void
add_category (QdPlan     *plan,
              const char *text)
{
  const QdField *percent = &qd_record_info (QD_RECORD_CATEGORY)->fields[QD_CATEGORY_PERCENT];
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  char *space = strrchr (stripped, ' ');
  g_auto (QdValue) share = space != NULL ? qd_field_parse_local (percent, space + 1) : (QdValue) QD_VALUE_INIT;
  g_autofree char *id = NULL;
  g_autoptr (QdRecord) category = NULL;

  if (*stripped == '\0')
    return;
  if (share.type == QD_VALUE_NUMBER)
    *space = '\0';

  id = qd_id_derive ("category", "preferred", g_strstrip (stripped), qd_list_get_length (qd_plan_get_list (plan, QD_LIST_ALLOCATION)));
  category = qd_record_new (QD_RECORD_CATEGORY, id);
  qd_record_set_text (category, QD_CATEGORY_NAME, stripped);
  if (share.type == QD_VALUE_NUMBER)
    qd_record_set_value (category, QD_CATEGORY_PERCENT, &share);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_ALLOCATION), category);
}

/* What cannot be read is left out. */
static void
set_defaults (QdPlan   *plan,
              GVariant *defaults)
{
  QdRecord *settings = qd_plan_get_single (plan, QD_LIST_SETTINGS);
  const QdRecordInfo *info = qd_record_get_info (settings);
  const char *text;

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_auto (QdValue) value = QD_VALUE_INIT;

      if (!g_variant_lookup (defaults, info->fields[i].key, "&s", &text))
        continue;
      value = qd_field_parse (&info->fields[i], text);
      if (qd_field_check (&info->fields[i], &value, NULL) &&
          (!qd_kind_is_number (info->fields[i].kind) || value.type != QD_VALUE_TEXT))
        qd_record_set_value (settings, i, &value);
    }
  if (g_variant_lookup (defaults, CATEGORIES, "&s", &text))
    {
      g_auto (GStrv) categories = g_strsplit (text, ",", -1);

      for (guint i = 0; categories[i] != NULL; i++)
        add_category (plan, categories[i]);
    }
}

/**
 * qd_plan_template_blank:
 * @quarter: (nullable): the quarter to plan
 * @defaults: (nullable): of type a{ss}: by key, settings as they are stored in a file, and as “categories” the names of
 *   categories with their shares, separated by commas
 *
 * Returns: (transfer full): a new plan with nothing but what somebody prefers
 */
QdPlan *
qd_plan_template_blank (const QdQuarter *quarter,
                        GVariant        *defaults)
{
  QdPlan *plan = qd_plan_new ();
  g_autofree char *text = quarter != NULL ? qd_quarter_format (quarter) : NULL;

  if (text != NULL)
    qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_QUARTER, text);
  if (defaults != NULL)
    set_defaults (plan, defaults);

  return plan;
}

/* The user's templates */

static char *
templates_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "quarterdeck", "templates", NULL);
}

static char *
template_path (const char *name)
{
  g_autofree char *folder = templates_folder ();
  g_autofree char *safe = qd_file_name_from_title (name, "template");
  g_autofree char *file_name = g_strconcat (safe, ENDING, NULL);

  return g_build_filename (folder, file_name, NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/**
 * qd_plan_template_list:
 *
 * Returns: (transfer full) (element-type utf8): the names of the user's templates, in the order of the language
 */
GPtrArray *
qd_plan_template_list (void)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = templates_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file_name;

  while (dir != NULL && (file_name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file_name, ENDING) && *file_name != '.')
      {
        g_autofree char *name = g_filename_display_name (file_name);

        g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (ENDING)));
      }
  g_ptr_array_sort (names, compare_names);

  return names;
}

/**
 * qd_plan_template_load:
 * @name: the name of one of the user's templates
 *
 * Returns: (transfer full) (nullable): that template
 */
QdPlan *
qd_plan_template_load (const char  *name,
                       GError     **error)
{
  g_autofree char *path = template_path (name);
  g_autofree char *content = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&content), length);

  return qd_format_load (bytes, qd_format_find ("qplan"), path, NULL, NULL, error);
}

/**
 * qd_plan_template_save:
 * @plan: a plan
 * @name: what to call the template; one of that name is replaced
 *
 * Keeps what a template keeps of @plan among the user's templates.
 */
gboolean
qd_plan_template_save (QdPlan      *plan,
                       const char  *name,
                       GError     **error)
{
  g_autoptr (QdPlan) kept = qd_plan_template_make (plan);
  g_autoptr (GBytes) bytes = qd_json_save (kept);
  g_autofree char *folder = templates_folder ();
  g_autofree char *path = template_path (name);

  if (qd_folder_make (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("“%s” cannot be made: %s"), folder,
                   g_strerror (code));
      return FALSE;
    }

  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * qd_plan_template_remove:
 * @name: the name of one of the user's templates
 *
 * Deletes it.
 */
gboolean
qd_plan_template_remove (const char  *name,
                         GError     **error)
{
  g_autofree char *path = template_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return g_file_delete (file, NULL, error);
}
