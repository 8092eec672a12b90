#include "qd-config.h"

#include "qd-export-dialog-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-dialogs.h"
#include "qd-file-name.h"

/* From what is chosen to files: where they go, whether those that are there may go, and how far it is. */

/* Whether an export is under way, and whether it is about to be stopped, decides what can be pressed. */
static void
set_running (QdExportDialog *self,
             GCancellable   *job)
{
  g_set_object (&self->job, job);
  self->stopping = FALSE;
  gtk_widget_set_sensitive (self->cancel_button, TRUE);
  gtk_revealer_set_reveal_child (self->progress_revealer, job != NULL);
  gtk_widget_set_sensitive (self->body, job == NULL);
  gtk_widget_set_sensitive (self->export_button, job == NULL);
}

static void
progress_cb (double              part,
             const QdExportForm *form,
             gpointer            user_data)
{
  QdExportDialog *self = user_data;
  g_autofree char *label = NULL;

  if (self->stopping)
    return;
  /* Translators: what is being exported: “Workbook” */
  label = g_strdup_printf (_("Writing: %s"), _(form->label));
  gtk_label_set_label (self->progress_label, label);
  gtk_progress_bar_set_fraction (self->progress, part);
}

static void
job_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (QdExportDialog) self = user_data;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = qd_export_job_finish (result, &files, &error);

  /* What was in its place before it could be stopped is said all the same. */
  set_running (self, NULL);
  if (files->len > 0)
    qd_export_dialog_exported (self, files);
  if (done || self->closing)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qd_dialog_show_error (GTK_WINDOW (self), _("Not everything could be exported"), error->message);
}

/**
 * qd_export_dialog_start:
 * @self: a dialog, with no export under way
 * @targets: (element-type QdExportTarget): where to
 *
 * Exports what is chosen.
 */
void
qd_export_dialog_start (QdExportDialog *self,
                        GPtrArray      *targets)
{
  g_autoptr (GCancellable) job = g_cancellable_new ();
  g_auto (QdExportChoices) choices = { 0 };

  g_return_if_fail (self->job == NULL);

  qd_export_dialog_read_choices (self, &choices);
  gtk_progress_bar_set_fraction (self->progress, 0);
  set_running (self, job);
  qd_export_job_async (self->source, targets, &choices, job, progress_cb, self, job_done_cb, g_object_ref (self));
}

/**
 * qd_export_dialog_stop:
 * @self: a dialog, with an export under way
 *
 * Stops it where that is still possible; job_done_cb() has the last word.
 */
void
qd_export_dialog_stop (QdExportDialog *self)
{
  g_return_if_fail (self->job != NULL);

  self->stopping = TRUE;
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  gtk_label_set_label (self->progress_label, _("Stopping…"));
  g_cancellable_cancel (self->job);
}

/* What the files are called, without what tells the forms apart: like the plan's own, and for whom. */
static char *
dup_base_name (QdExportDialog *self)
{
  GFile *file = qd_document_get_file (self->document);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *base = name != NULL ? g_filename_display_name (name) : qd_document_dup_title (self->document);
  char *dot = name != NULL ? strrchr (base, '.') : NULL;
  g_auto (QdExportChoices) choices = { 0 };
  g_autoptr (QdAudience) audience = NULL;
  g_autofree char *whole = NULL;

  if (dot != NULL && dot != base)
    *dot = '\0';
  qd_export_dialog_read_choices (self, &choices);
  audience = qd_audience_find (qd_document_get_plan (self->document), choices.audience, NULL);
  if (audience == NULL || g_str_equal (choices.audience, "everyone"))
    whole = g_strdup (base);
  else
    /* Translators: the name of a file: that of the plan, and whom it is for. */
    whole = g_strdup_printf (C_("file name", "%s for %s"), base, audience->label);

  return qd_file_name_from_title (whole, _("Plan"));
}

static char *
dup_file_name (const char         *base,
               const QdExportForm *form)
{
  if (qd_export_form_makes_many (form))
    return g_strdup (base);
  if (*form->suffix == '\0')
    return g_strdup_printf ("%s.%s", base, form->ending);

  return g_strdup_printf ("%s %s.%s", base, _(form->suffix), form->ending);
}

/* The files wait for an answer. */
typedef struct
{
  QdExportDialog *self;
  GPtrArray      *targets;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_ptr_array_unref (question->targets);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
replace_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (Question) question = user_data;
  g_autofree char *answer = qd_dialog_ask_finish (result);

  if (g_str_equal (answer, "replace"))
    qd_export_dialog_start (question->self, question->targets);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Question) question = user_data;
  const char *const answers[] = { "cancel", _("_Cancel"), "!replace", _("_Replace"), NULL };
  int n = qd_export_existing_finish (result);
  g_autofree char *heading = NULL;

  if (n == 0)
    {
      qd_export_dialog_start (question->self, question->targets);
      return;
    }

  heading = g_strdup_printf (ngettext ("Replace %d file?", "Replace %d files?", (gulong) n), n);
  qd_dialog_ask_async (GTK_WINDOW (question->self), heading, _("The folder has files of these names already."), answers,
                       replace_answered_cb, question);
  g_steal_pointer (&question);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (QdExportDialog) self = user_data;
  g_autoptr (GFile) folder = qd_dialog_folder_finish (result);
  g_autoptr (GPtrArray) forms = qd_export_dialog_list_forms (self);
  g_autofree char *base = dup_base_name (self);
  Question *question;

  if (folder == NULL)
    return;

  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->targets = qd_export_targets_new ();
  for (guint i = 0; i < forms->len; i++)
    {
      const QdExportForm *form = g_ptr_array_index (forms, i);
      g_autofree char *name = dup_file_name (base, form);
      g_autoptr (GFile) file = g_file_get_child (folder, name);

      qd_export_targets_add (question->targets, form, file);
    }
  qd_export_existing_async (self->source, question->targets, counted_cb, question);
}

/* Choosing a file that is there has asked already. */
static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (QdExportDialog) self = user_data;
  g_autoptr (GHashTable) answers = NULL;
  g_autoptr (GFile) file = qd_dialog_export_finish (result, &answers);
  g_autoptr (GPtrArray) forms = qd_export_dialog_list_forms (self);
  g_autoptr (GPtrArray) targets = qd_export_targets_new ();

  if (file == NULL)
    return;

  qd_export_targets_add (targets, g_ptr_array_index (forms, 0), file);
  qd_export_dialog_start (self, targets);
}

/**
 * qd_export_dialog_run:
 *
 * Asks where to, and exports what is chosen.
 */
void
qd_export_dialog_run (QdExportDialog *self)
{
  g_autoptr (GPtrArray) forms = qd_export_dialog_list_forms (self);
  GFile *plan = qd_document_get_file (self->document);
  g_autoptr (GFile) folder = plan != NULL ? g_file_get_parent (plan) : NULL;
  const QdExportForm *form = forms->len > 0 ? g_ptr_array_index (forms, 0) : NULL;

  if (form == NULL || self->job != NULL)
    return;

  qd_export_dialog_remember (self);
  if (forms->len > 1 || qd_export_form_makes_many (form))
    {
      qd_dialog_folder_async (GTK_WINDOW (self), _("Export to Folder"), _("_Export"), folder, folder_chosen_cb,
                              g_object_ref (self));
    }
  else
    {
      const QdDialogFilter filters[] = { { _(form->label), form->ending }, { NULL } };
      const QdDialogChoice choices[] = { { NULL } };
      g_autofree char *base = dup_base_name (self);
      g_autofree char *name = dup_file_name (base, form);

      qd_dialog_export_async (GTK_WINDOW (self), _("Export to File"), folder, name, filters, choices, file_chosen_cb,
                              g_object_ref (self));
    }
}
