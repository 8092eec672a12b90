#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "qd-phrase.h"

/* qdeck convert: a plan from one form into another; the rows of one list out of a plan and into it; a plan for people
 * to read. */

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
  g_autoptr (GString) all = g_string_new (NULL);

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

  for (guint i = 0; i < lost->len; i++)
    qd_phrase_add_part (all, g_ptr_array_index (lost, i));
  /* Translators: the first %s is a form such as Markdown, the second a list of what is left out. */
  qdeck_complain (name, 0, _("%s has no place for: %s."), _(format->label), all->str);
}

/* What was not understood of rows is always said: nothing else keeps it. */
static void
print_report (QdImportReport *report,
              const char     *name,
              gboolean        understood)
{
  for (guint i = 0; report != NULL && i < qd_import_report_get_length (report); i++)
    {
      const QdImportNote *note = qd_import_report_get (report, i);

      if (understood || !note->understood)
        qdeck_complain (name, note->line, "%s", note->message);
    }
}

/* What the command line asks for. */
typedef struct
{
  const char     *in;
  const char     *out;
  gboolean        named;  /* whether @out was */
  const QdFormat *from;
  const QdFormat *to;
  const QdExport *export; /* instead of @to */
  QdeckRows       rows;
  QdeckExportChoices choices;
  gboolean        verbose;
  gboolean        preview;
  gboolean        audiences;
} Conversion;

static gboolean
holds_rows (const QdFormat *format)
{
  return format != NULL && format->separator != NULL;
}

static QdPlan *
read_plan (const Conversion *self)
{
  g_autoptr (QdImportReport) report = NULL;
  g_autoptr (QdPlan) plan = NULL;
  gboolean rows = holds_rows (self->from);
  gboolean newer;

  if (rows)
    plan = qdeck_import_rows (self->in, self->from, self->out, self->to, &self->rows, &report, &newer);
  else
    plan = qdeck_load (self->in, self->from, &report, &newer);
  if (plan == NULL)
    return NULL;

  if (newer)
    {
      qdeck_complain (rows ? self->out : self->in, 0,
                      _("A newer version of Quarterdeck wrote this plan. It is not converted: what this version does "
                        "not understand would be lost."));
      return NULL;
    }

  if (rows || self->verbose)
    print_report (report, self->in, self->verbose);

  return g_steal_pointer (&plan);
}

static GBytes *
save_plan (const Conversion *self,
           QdPlan           *plan)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (self->export != NULL)
    return qdeck_export (plan, self->export, &self->choices, self->out);
  if (holds_rows (self->to))
    return qdeck_export_rows (plan, self->to, &self->rows);

  bytes = qd_format_save (plan, self->to, &error);
  if (bytes == NULL)
    qdeck_complain_error (self->out, error);

  return bytes;
}

/* What goes into a file is kept, and may be all that is kept. What goes into a pipe that was not even asked for is looked at,
 * as git does in its diffs. */
static gboolean
is_kept (const Conversion *self)
{
  struct stat info;

  return self->named || (fstat (STDOUT_FILENO, &info) == 0 && S_ISREG (info.st_mode));
}

/* Reads all before it writes anything, so that a file can be converted into itself, and a failure changes nothing. */
static QdeckStatus
convert (const Conversion *self)
{
  g_autoptr (QdPlan) plan = read_plan (self);
  g_autoptr (GBytes) bytes = plan != NULL ? save_plan (self, plan) : NULL;

  if (bytes == NULL || !qdeck_write (self->out, bytes))
    return QDECK_FAILED;

  if (self->to != NULL && is_kept (self))
    complain_of_losses (plan, self->to, bytes, self->out);

  return QDECK_OK;
}

/* What there is to choose from, instead of a file. */
static QdeckStatus
inform (const Conversion *self)
{
  g_autoptr (QdPlan) plan = read_plan (self);

  if (plan == NULL || (self->audiences && !qdeck_print_audiences (plan)) ||
      (self->preview && !qdeck_preview (plan, self->choices.audience)))
    return QDECK_FAILED;

  return QDECK_OK;
}

static gboolean
choose_forms (Conversion *self,
              const char *from,
              const char *to)
{
  if (!qdeck_choose_format (from, self->in, &self->from))
    return FALSE;
  if (self->preview || self->audiences)
    return TRUE;

  self->export = qdeck_choose_export (to, self->out);
  if (self->export != NULL)
    return TRUE;
  if (!qdeck_choose_format (to, self->out, &self->to))
    return FALSE;
  if (self->to == NULL || (self->to->save == NULL && !holds_rows (self->to)))
    {
      qdeck_complain (self->out, 0, _("The name does not say which form to write. Name one with --to."));
      return FALSE;
    }
  /* Whoever names an audience trusts that it gets no more than it may. */
  if (qdeck_has_choices (&self->choices))
    {
      qdeck_complain (self->out, 0, _("A file of the form “%s” holds the whole plan: it is for no audience and has no "
                                      "pages."), _(self->to->label));
      return FALSE;
    }

  return TRUE;
}

static gboolean
choose_rows (Conversion *self,
             const char *list,
             const char *mode,
             QdCsvFlags  flags)
{
  gboolean rows = holds_rows (self->from) || holds_rows (self->to);

  if ((list != NULL || rows) && !qdeck_choose_rows (list, mode, flags, &self->rows))
    return FALSE;
  if (list != NULL && !rows)
    {
      qdeck_complain (list, 0, _("Only CSV and TSV files hold the rows of one list."));
      return FALSE;
    }

  return TRUE;
}

/**
 * qdeck_convert:
 *
 * A plan from one form into another, one of its lists into a file of rows, or such a file into a plan.
 */
QdeckStatus
qdeck_convert (const QdeckCommand  *command,
               int                  argc,
               char               **argv)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *list = NULL;
  g_autofree char *mode = NULL;
  gboolean computed = FALSE;
  gboolean bom = FALSE;
  Conversion self = { 0 };
  const GOptionEntry options[] = {
    { "from", 'f', 0, G_OPTION_ARG_STRING, &from,
      N_("The form of IN, where its ending does not say: qplan, md, csv, tsv"), N_("FORM") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &to, N_("The form to write; OUT may be left out then"), N_("FORM") },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &self.verbose, N_("Say line by line what was understood"), NULL },
    { "list", 'l', 0, G_OPTION_ARG_STRING, &list, N_("The list whose rows are in a CSV or TSV file, such as risks"),
      N_("LIST") },
    { "mode", 'm', 0, G_OPTION_ARG_STRING, &mode,
      N_("What rows do in the plan OUT: match (set or add), append, replace"), N_("MODE") },
    { "computed", 'c', 0, G_OPTION_ARG_NONE, &computed, N_("Write computed columns too"), NULL },
    { "bom", 'b', 0, G_OPTION_ARG_NONE, &bom, N_("Start with a byte order mark, for old versions of Excel"), NULL },
    { "audience", 'a', 0, G_OPTION_ARG_STRING, &self.choices.audience,
      N_("Whom it is for: everyone, board, all-hands, product, partner, or one of the communication plan"),
      N_("AUDIENCE") },
    { "audiences", 0, 0, G_OPTION_ARG_NONE, &self.audiences, N_("List the audiences instead of writing"), NULL },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &self.preview,
      N_("Say what the audience gets and what is left out instead of writing"), NULL },
    { "report", 'r', 0, G_OPTION_ARG_NONE, &self.choices.report, N_("A document to read instead of slides"), NULL },
    { "one-page", '1', 0, G_OPTION_ARG_NONE, &self.choices.one_page, N_("The whole quarter on one page"), NULL },
    { "page-size", 'p', 0, G_OPTION_ARG_STRING, &self.choices.page_size, N_("What to print on: a4, letter, a3"),
      N_("SIZE") },
    { "notes", 'n', 0, G_OPTION_ARG_NONE, &self.choices.notes, N_("With speaker notes"), NULL },
    { "template", 0, 0, G_OPTION_ARG_FILENAME, &self.choices.template_path,
      N_("A PPTX whose master, theme and layouts to take"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 1, 2);
  g_autofree char *audience = self.choices.audience;
  g_autofree char *page_size = self.choices.page_size;
  g_autofree char *template_path = self.choices.template_path;

  if (names == NULL)
    return QDECK_FAILED;

  self.in = names[0];
  self.named = names[1] != NULL;
  self.out = self.named ? names[1] : "-";
  if (!choose_forms (&self, from, to) ||
      !choose_rows (&self, list, mode, (computed ? QD_CSV_COMPUTED : 0) | (bom ? QD_CSV_BOM : 0)))
    return QDECK_FAILED;

  return self.preview || self.audiences ? inform (&self) : convert (&self);
}
