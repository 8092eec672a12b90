#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-columns.h"
#include "qdeck-json.h"

/* qdeck rows: the records of plans, one JSON object a line, for programs that read tables. Every row of a list has the
 * same members, in the same order. */

typedef struct
{
  const char *name;    /* of the file */
  const char *quarter;
  QdListId    list;    /* QD_LIST_ANY: every list */
  QdFigures  *figures;
  GString    *out;
} Rows;

/* A number field holds numbers only: what somebody typed that is none, is unknown. */
static void
append_field (QdeckJson     *json,
              const QdField *field,
              QdRecord      *record)
{
  if ((field->flags & QD_FIELD_INTERNAL) != 0)
    return;

  if (qd_kind_is_number (field->kind))
    qdeck_json_number (json, field->key, qd_record_get_number (record, field->index));
  else
    qdeck_json_text (json, field->key, qd_record_get_text (record, field->index));
}

static void
append_computed (QdeckJson      *json,
                 const QdColumn *column,
                 QdFigures      *figures,
                 QdRecord       *record)
{
  g_auto (QdValue) value = qd_column_value (column, figures, record, NULL);

  if (value.type == QD_VALUE_TEXT)
    qdeck_json_text (json, column->id, value.text);
  else
    qdeck_json_number (json, column->id, value.type == QD_VALUE_NUMBER ? value.number : NAN);
}

static void
append_row (QdRecord *record,
            gpointer  user_data)
{
  Rows *rows = user_data;
  QdList *list = qd_record_get_owner_list (record);
  QdRecord *parent = qd_record_get_parent (record);
  g_autoptr (QdeckJson) json = NULL;
  const QdColumn *const *columns;
  guint n_columns;

  if (list == NULL || qd_list_get_info (list)->single)
    return;
  if (rows->list == QD_LIST_ANY ? qd_list_get_id (list) == QD_LIST_LAYOUT : qd_list_get_id (list) != rows->list)
    return;

  json = qdeck_json_new (TRUE);
  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "plan", rows->name);
  qdeck_json_text (json, "quarter", rows->quarter);
  qdeck_json_text (json, "list", qd_list_get_info (list)->id);
  qdeck_json_text (json, "id", qd_record_get_id (record));
  if (qd_record_get_parent (parent) != NULL)
    qdeck_json_text (json, "parent", qd_record_get_id (parent));

  for (guint i = 0; i < qd_record_get_info (record)->n_fields; i++)
    append_field (json, qd_record_get_field (record, i), record);
  columns = qd_columns_for (qd_record_get_record_type (record), &n_columns);
  for (guint i = 0; i < n_columns; i++)
    if (columns[i]->field == NULL)
      append_computed (json, columns[i], rows->figures, record);
  qdeck_json_end (json);
  g_string_append (rows->out, qdeck_json_finish (json));
}

static gboolean
print_rows (const char *name,
            QdListId    list,
            gboolean   *failed)
{
  g_autoptr (QdPlan) plan = qdeck_load (name, NULL, NULL, NULL);
  g_autoptr (QdFigures) figures = NULL;
  g_autoptr (GString) out = NULL;
  g_autofree char *display_name = NULL;
  g_autofree char *quarter_id = NULL;
  QdQuarter quarter;
  Rows rows;

  if (plan == NULL)
    {
      *failed = TRUE;
      return TRUE;
    }

  figures = qd_figures_new (plan);
  quarter = qd_plan_get_quarter (plan);
  quarter_id = qd_quarter_to_id (&quarter);
  display_name = g_filename_display_name (name);
  out = g_string_new (NULL);
  rows = (Rows) { display_name, quarter_id, list, figures, out };
  qd_record_foreach (qd_plan_get_root (plan), append_row, &rows);

  return qdeck_print_data (out->str);
}

/**
 * qdeck_rows:
 *
 * Reads, prints and forgets one plan after the other. A bad one does not keep the others from being printed.
 */
QdeckStatus
qdeck_rows (const QdeckCommand  *command,
            int                  argc,
            char               **argv)
{
  g_autofree char *list_id = NULL;
  const GOptionEntry options[] = {
    { "list", 'l', 0, G_OPTION_ARG_STRING, &list_id, N_("Only the records of this list, such as risks"), N_("LIST") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 1, G_MAXUINT);
  const QdListInfo *list = NULL;
  gboolean failed = FALSE;

  if (names == NULL)
    return QDECK_FAILED;

  if (list_id != NULL)
    {
      list = qd_list_info_by_id (list_id);
      if (list == NULL || list->single)
        {
          qdeck_complain (list_id, 0, _("There is no such list."));
          return QDECK_FAILED;
        }
    }

  for (guint i = 0; names[i] != NULL; i++)
    if (!print_rows (names[i], list != NULL ? list->list : QD_LIST_ANY, &failed))
      return QDECK_FAILED;

  return failed ? QDECK_FAILED : QDECK_OK;
}
