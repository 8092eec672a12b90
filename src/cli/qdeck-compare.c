#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>

#include "qd-changes-text.h"
#include "qd-columns.h"
#include "qd-compare.h"
#include "qd-effects.h"
#include "qd-json.h"
#include "qd-saved-state.h"
#include "qdeck-json.h"

/* qdeck compare: what changed from one plan to another, record by record. */

static const char *const op_ids[] = {
  [QD_OP_SET] = "set",
  [QD_OP_INSERT] = "insert",
  [QD_OP_REMOVE] = "remove",
  [QD_OP_MOVE] = "move",
};

/* As in a diff, the first character says what happened. */
static const char *const op_marks[] = {
  [QD_OP_SET] = "~",
  [QD_OP_INSERT] = "+",
  [QD_OP_REMOVE] = "-",
  [QD_OP_MOVE] = ">",
};

/* The record that a step is about, in the plan that has it. */
static QdRecord *
op_record (const QdOp *op,
           QdPlan     *from,
           QdPlan     *to)
{
  return qd_plan_find (op->type == QD_OP_REMOVE ? from : to, op->id);
}

/* (nullable): the list it is in; %NULL for the plan itself. */
static const QdListInfo *
op_list (const QdOp *op,
         QdRecord   *record)
{
  QdList *list;

  if (op->type == QD_OP_INSERT || op->type == QD_OP_MOVE)
    return qd_list_info (op->list);

  list = qd_record_get_owner_list (record);

  return list != NULL ? qd_list_get_info (list) : NULL;
}

static void
append_value (QdeckJson     *json,
              const char    *key,
              const QdField *field,
              const QdValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  qd_json_append_value (text, field, value);
  qdeck_json_raw (json, key, text->str);
}

static void
append_json (QdeckJson  *json,
             const QdOp *op,
             QdPlan     *from,
             QdPlan     *to)
{
  QdRecord *record = op_record (op, from, to);
  const QdListInfo *list = op_list (op, record);

  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "change", op_ids[op->type]);
  qdeck_json_text (json, "list", list != NULL ? list->id : NULL);
  qdeck_json_text (json, "record", op->id);
  qdeck_json_text (json, "title", qd_record_get_title (record));

  if (op->type == QD_OP_SET)
    {
      qdeck_json_text (json, "field", op->field->key);
      append_value (json, "from", op->field, qd_record_get_value (qd_plan_find (from, op->id), op->field->index));
      append_value (json, "to", op->field, &op->value);
    }
  else if (op->type != QD_OP_REMOVE)
    {
      qdeck_json_text (json, "owner", op->owner);
      qdeck_json_number (json, "index", op->index);
    }

  if (op->type == QD_OP_INSERT)
    {
      g_autofree char *content = qd_json_from_record (op->record);

      qdeck_json_raw (json, "content", content);
    }
  qdeck_json_end (json);
}

static gboolean
print_json (QdChange *change,
            QdPlan   *from,
            QdPlan   *to)
{
  g_autoptr (QdeckJson) json = qdeck_json_new (FALSE);

  qdeck_json_begin_array (json, NULL);
  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    append_json (json, qd_change_get_op (change, i), from, to);
  qdeck_json_end (json);

  return qdeck_print_data (qdeck_json_finish (json));
}

/* What a field says to people, in one line. */
static char *
display_field (QdRecord   *record,
               guint       field,
               const char *otherwise)
{
  g_autofree char *display = qd_record_is_set (record, field) ? qd_record_display (record, field) : g_strdup (otherwise);

  return qdeck_one_line (display);
}

static char *
describe_op (const QdOp *op,
             QdPlan     *from,
             QdPlan     *to)
{
  QdRecord *record = op_record (op, from, to);
  const QdListInfo *list = op_list (op, record);
  int title_field = qd_record_get_info (record)->title_field;
  g_autofree char *title = title_field >= 0 ? display_field (record, (guint) title_field, "") : g_strdup ("");
  const char *group = list != NULL ? _(list->title) : _("Plan");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (op->type == QD_OP_MOVE)
    /* Translators: the title of a list, a record in it, and its new place, counted from 1. */
    return g_strdup_printf (_("%s: %s, now number %u"), group, title, op->index + 1);
  if (op->type != QD_OP_SET)
    return g_strdup_printf ("%s: %s", group, title);

  before = display_field (qd_plan_find (from, op->id), op->field->index, "–");
  after = display_field (record, op->field->index, "–");
  if (*title == '\0')
    return g_strdup_printf ("%s: %s: %s → %s", group, qd_field_label (op->field), before, after);

  return g_strdup_printf ("%s: %s: %s: %s → %s", group, title, qd_field_label (op->field), before, after);
}

/* What the changes do to the figures; as in a diff, the first character says so. */
static void
append_effects (GString *out,
                QdPlan  *from,
                QdPlan  *to)
{
  g_autoptr (QdFigures) before = qd_figures_new (from);
  g_autoptr (QdFigures) after = qd_figures_new (to);
  g_autoptr (GPtrArray) effects = qd_effects_list (before, after);

  for (guint i = 0; i < effects->len; i++)
    {
      const QdEffect *effect = g_ptr_array_index (effects, i);
      g_autofree char *label = qdeck_one_line (effect->label);

      if (effect->differs)
        g_string_append_printf (out, "= %s: %s → %s\n", label, effect->before, effect->after);
    }
}

static gboolean
print_text (QdChange *change,
            QdPlan   *from,
            QdPlan   *to)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    {
      const QdOp *op = qd_change_get_op (change, i);
      g_autofree char *description = describe_op (op, from, to);

      g_string_append_printf (out, "%s %s\n", op_marks[op->type], description);
    }
  append_effects (out, from, to);

  return qdeck_print (out->str);
}

static gboolean
print_markdown (QdPlan     *from,
                QdPlan     *to,
                const char *from_name,
                const char *to_name)
{
  g_autoptr (QdFigures) before = qd_figures_new (from);
  g_autoptr (QdFigures) after = qd_figures_new (to);
  g_autofree char *first = g_filename_display_basename (from_name);
  g_autofree char *second = g_filename_display_basename (to_name);
  g_autofree char *text = qd_changes_to_markdown (before, after, first, second);

  return qdeck_print (text);
}

/* The state of @plan that is compared with it: the named one, else how it was approved. */
static QdPlan *
load_state (QdPlan     *plan,
            const char *file,
            const char *name)
{
  QdRecord *state = name != NULL ? qd_plan_find_saved_state (plan, name) : qd_plan_get_baseline (plan);
  g_autoptr (GError) error = NULL;
  QdPlan *loaded;

  if (state == NULL)
    {
      if (name != NULL)
        qdeck_complain (file, 0, _("This plan has no saved state “%s”."), name);
      else
        qdeck_complain (file, 0, _("This plan has not been approved yet."));
      return NULL;
    }
  loaded = qd_saved_state_dup_plan (state, NULL, &error);
  if (loaded == NULL)
    qdeck_complain_error (file, error);

  return loaded;
}

/* What belongs to the work on a plan is in no state of it, and so nothing that changed. */
static void
drop_apart (QdPlan **plan)
{
  QdPlan *planned = qd_plan_copy_planned (*plan);

  g_object_unref (*plan);
  *plan = planned;
}

/* Two plans, or a state of one and that itself. */
static gboolean
load (char       **names,
      gboolean     within,
      const char  *state,
      QdPlan     **from,
      QdPlan     **to)
{
  QdPlan *plans[2];

  if (!within)
    {
      gboolean good = qdeck_load_all (names, 2, plans, NULL);

      *from = plans[0];
      *to = plans[1];
      return good;
    }

  *to = qdeck_load (names[0], NULL, NULL, NULL);
  *from = *to != NULL ? load_state (*to, names[0], state) : NULL;
  if (*from == NULL)
    return FALSE;
  drop_apart (from);
  drop_apart (to);

  return TRUE;
}

/**
 * qdeck_compare:
 *
 * As diff does, it prints nothing about two plans that are the same.
 */
QdeckStatus
qdeck_compare (const QdeckCommand  *command,
               int                  argc,
               char               **argv)
{
  gboolean want_json = FALSE, markdown = FALSE, approved = FALSE;
  g_autofree char *state = NULL;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &want_json, N_("Print JSON"), NULL },
    { "markdown", 'm', 0, G_OPTION_ARG_NONE, &markdown, N_("Print a Markdown document"), NULL },
    { "approved", 'a', 0, G_OPTION_ARG_NONE, &approved, N_("What changed in A since it was approved"), NULL },
    { "state", 's', 0, G_OPTION_ARG_STRING, &state, N_("What is different in A from a baseline or scenario of it"),
      N_("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 1, 2);
  gboolean within = approved || state != NULL;
  g_autoptr (QdPlan) from = NULL;
  g_autoptr (QdPlan) to = NULL;
  g_autoptr (QdChange) change = NULL;
  gboolean printed;

  if (names == NULL)
    return QDECK_FAILED;
  if (g_strv_length (names) != (within ? 1 : 2))
    {
      qdeck_complain (command->name, 0, _("Usage: qdeck %s [OPTION…] %s"), command->name, command->usage);
      return QDECK_FAILED;
    }

  if (!load (names, within, state, &from, &to))
    return QDECK_FAILED;

  change = qd_compare (from, to, command->name);
  if (markdown)
    printed = print_markdown (from, to, within ? (state != NULL ? state : _("Approved")) : names[0],
                              names[within ? 0 : 1]);
  else
    printed = want_json ? print_json (change, from, to) : print_text (change, from, to);
  if (!printed)
    return QDECK_FAILED;

  return qd_change_get_n_ops (change) > 0 ? QDECK_FOUND : QDECK_OK;
}
