#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>

/* qdeck convert: a plan from one form into another. */

/* How much of what a plan can hold is filled in. */
typedef struct
{
  guint  records[QD_N_RECORD_TYPES];
  guint *values[QD_N_RECORD_TYPES]; /* of each field, how many records have one */
  guint  lists[QD_N_LISTS];
} Inventory;

static void
count_record (QdRecord *record,
              gpointer  user_data)
{
  Inventory *inventory = user_data;
  const QdRecordInfo *info = qd_record_get_info (record);
  QdList *list = qd_record_get_owner_list (record);

  inventory->records[info->type]++;
  if (list != NULL)
    inventory->lists[qd_list_get_id (list)]++;
  for (guint i = 0; i < info->n_fields; i++)
    if (qd_record_is_set (record, i))
      inventory->values[info->type][i]++;
}

static Inventory *
inventory_new (QdPlan *plan)
{
  Inventory *inventory = g_new0 (Inventory, 1);

  for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
    inventory->values[i] = g_new0 (guint, qd_record_info ((QdRecordType) i)->n_fields);
  qd_record_foreach (qd_plan_get_root (plan), count_record, inventory);

  return inventory;
}

static void
inventory_free (Inventory *inventory)
{
  for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
    g_free (inventory->values[i]);
  g_free (inventory);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Inventory, inventory_free)

/* Values are only missed where all records are still there: a lost record is said once, not field by field. */
static void
list_lost_values (const Inventory *before,
                  const Inventory *after,
                  GPtrArray       *lost)
{
  for (guint type = 0; type < QD_N_RECORD_TYPES; type++)
    {
      const QdRecordInfo *info = qd_record_info ((QdRecordType) type);

      for (guint i = 0; before->records[type] == after->records[type] && i < info->n_fields; i++)
        {
          const QdField *field = &info->fields[i];
          guint values = before->values[type][i];

          /* A stated figure that equals the computed one is none. */
          if (values > after->values[type][i] && (field->flags & (QD_FIELD_INTERNAL | QD_FIELD_OVERRIDE)) == 0)
            /* Translators: a kind of record, one of its fields, and of how many records that field is left out. */
            g_ptr_array_add (lost, g_strdup_printf (_("%s: %s (%u)"), _(info->label), qd_field_label (field),
                                                    values - after->values[type][i]));
        }
    }
}

/* Says what the new form has no place for, by reading it back: whatever does not return is lost. */
static void
complain_of_losses (QdPlan         *plan,
                    const QdFormat *format,
                    GBytes         *bytes,
                    const char     *name)
{
  g_autoptr (QdPlan) returned = format->load != NULL ? qd_format_load (bytes, format, NULL, NULL, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (Inventory) before = NULL;
  g_autoptr (Inventory) after = NULL;
  g_autofree char *all = NULL;

  if (returned == NULL)
    return;

  before = inventory_new (plan);
  after = inventory_new (returned);
  for (guint i = 0; i < QD_N_LISTS; i++)
    if (before->lists[i] > after->lists[i] && i != QD_LIST_LAYOUT)
      /* Translators: the title of a list, and how many of its records are left out. */
      g_ptr_array_add (lost, g_strdup_printf (_("%s (%u)"), _(qd_list_info ((QdListId) i)->title),
                                              before->lists[i] - after->lists[i]));
  list_lost_values (before, after, lost);

  if (lost->len == 0)
    return;

  g_ptr_array_add (lost, NULL);
  all = g_strjoinv (", ", (char **) lost->pdata);
  /* Translators: the first %s is a form such as Markdown, the second a list of what is left out. */
  qdeck_complain (name, 0, _("%s has no place for: %s."), _(format->label), all);
}

static void
print_report (QdImportReport *report,
              const char     *name)
{
  for (guint i = 0; report != NULL && i < qd_import_report_get_length (report); i++)
    {
      const QdImportNote *note = qd_import_report_get (report, i);

      qdeck_complain (name, note->line, "%s", note->message);
    }
}

static GBytes *
save_plan (QdPlan         *plan,
           const QdFormat *format,
           const char     *name)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = qd_format_save (plan, format, &error);

  if (bytes == NULL)
    qdeck_complain_error (name, error);

  return bytes;
}

/**
 * qdeck_convert:
 *
 * Reads all before it writes anything, so that a file can be converted into itself, and a failure changes nothing.
 */
QdeckStatus
qdeck_convert (const QdeckCommand  *command,
               int                  argc,
               char               **argv)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  gboolean want_report = FALSE;
  const GOptionEntry options[] = {
    { "from", 'f', 0, G_OPTION_ARG_STRING, &from, N_("The form of IN, where its ending does not say: qplan, md"),
      N_("FORM") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &to, N_("The form to write; OUT may be left out then"), N_("FORM") },
    { "report", 'r', 0, G_OPTION_ARG_NONE, &want_report, N_("Say line by line what was understood"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 1, 2);
  const QdFormat *from_format, *to_format;
  g_autoptr (QdImportReport) report = NULL;
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *out;
  gboolean newer;

  if (names == NULL)
    return QDECK_FAILED;

  out = names[1] != NULL ? names[1] : "-";
  if (!qdeck_choose_format (from, names[0], &from_format) || !qdeck_choose_format (to, out, &to_format))
    return QDECK_FAILED;
  if (to_format == NULL || to_format->save == NULL)
    {
      qdeck_complain (out, 0, _("The name does not say which form to write. Name one with --to."));
      return QDECK_FAILED;
    }

  plan = qdeck_load (names[0], from_format, &report, &newer);
  if (plan == NULL)
    return QDECK_FAILED;
  if (newer)
    {
      qdeck_complain (names[0], 0, _("A newer version of Quarterdeck wrote this plan. It is not converted: what this "
                                     "version does not understand would be lost."));
      return QDECK_FAILED;
    }
  if (want_report)
    print_report (report, names[0]);

  bytes = save_plan (plan, to_format, out);
  if (bytes == NULL || !qdeck_write (out, bytes))
    return QDECK_FAILED;

  complain_of_losses (plan, to_format, bytes, out);

  return QDECK_OK;
}
