/* An export that is stopped or fails leaves what was there, wherever it stands; nothing here waits for a clock. */

#include <adwaita.h>
#include <string.h>

#include "qd-application.h"
#include "qd-export-dialog-private.h"
#include "qd-export-source-private.h"
#include "qd-test-folder.h"
#include "qd-test-plan.h"

#define OLD "as it was"

typedef struct
{
  char           *folder;
  QdDocument     *document;
  QdExportSource *source;
  GPtrArray      *targets;
  QdExportChoices choices;
  GCancellable   *cancellable;
  guint           n_told;
  guint           stop_at; /* how often it is told before it stops */
} Fixture;

static void
fixture_init (Fixture *self)
{
  *self = (Fixture) { qd_test_folder_new (), qd_test_example_document (), .stop_at = G_MAXUINT };
  self->source = qd_export_source_new (self->document);
  self->targets = qd_export_targets_new ();
  self->choices.audience = g_strdup ("everyone");
  self->cancellable = g_cancellable_new ();
}

static void
fixture_clear (Fixture *self)
{
  qd_test_folder_remove (self->folder);
  qd_export_source_unref (self->source);
  g_object_unref (self->document);
  g_ptr_array_unref (self->targets);
  qd_export_choices_clear (&self->choices);
  g_object_unref (self->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* A file that is there already. */
static void
add_target (Fixture    *self,
            const char *form,
            const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, OLD, -1, NULL));
  qd_export_targets_add (self->targets, qd_export_form_find (form), file);
}

static gboolean
is_as_it_was (Fixture *self,
              guint    target)
{
  GFile *file = ((const QdExportTarget *) g_ptr_array_index (self->targets, target))->file;
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_load_contents (file, NULL, &content, &length, NULL, NULL));

  return length == strlen (OLD) && memcmp (content, OLD, length) == 0;
}

/* No temporary file is left, whatever its name. */
static void
assert_files (Fixture *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  g_assert_cmpuint (n, ==, self->targets->len);
}

static void
progress_cb (double              part,
             const QdExportForm *form,
             gpointer            user_data)
{
  Fixture *self = user_data;

  g_assert_cmpfloat (part, >=, 0);
  g_assert_cmpfloat (part, <=, 1);
  if (self->n_told++ == self->stop_at)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
run (Fixture    *self,
     GPtrArray **files,
     GError    **error)
{
  self->n_told = 0;
  g_cancellable_reset (self->cancellable);

  return qd_export_job_run (self->source, self->targets, &self->choices, self->cancellable, progress_cb, self, files,
                            error);
}

static void
test_stopped_anywhere (gconstpointer data)
{
  g_auto (Fixture) self = { NULL };
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  guint places[4];
  gboolean done;

  fixture_init (&self);
  add_target (&self, data, "plan");
  done = run (&self, &files, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_false (is_as_it_was (&self, 0));
  g_assert_cmpuint (self.n_told, >, 0);

  places[0] = 0;
  places[1] = MIN (1, self.n_told - 1);
  places[2] = self.n_told / 2;
  places[3] = self.n_told - 1;
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GFile *file = ((const QdExportTarget *) g_ptr_array_index (self.targets, 0))->file;

      g_assert_true (g_file_replace_contents (file, OLD, strlen (OLD), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL));
      g_clear_pointer (&files, g_ptr_array_unref);
      g_clear_error (&error);
      self.stop_at = places[i];
      g_assert_false (run (&self, &files, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (files->len, ==, 0);
      g_assert_true (is_as_it_was (&self, 0));
      assert_files (&self);
    }
}

/* Of several files, those that were in their place stay there, and are said to be. */
static void
test_stopped_between (void)
{
  g_auto (Fixture) self = { NULL };
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  guint n_first;

  fixture_init (&self);
  add_target (&self, "xlsx", "plan.xlsx");
  g_assert_true (run (&self, &files, NULL));
  n_first = self.n_told;
  g_clear_pointer (&files, g_ptr_array_unref);
  add_target (&self, "report-pdf", "plan.pdf");
  self.stop_at = n_first;
  g_assert_false (run (&self, &files, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_false (is_as_it_was (&self, 0));
  g_assert_true (is_as_it_was (&self, 1));
  assert_files (&self);
}

static void
test_bad_template (void)
{
  g_auto (Fixture) self = { NULL };
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&self);
  add_target (&self, "slides-pptx", "company.pptx");
  self.choices.template_path = g_build_filename (self.folder, "company.pptx", NULL);
  g_assert_false (run (&self, &files, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "company.pptx"));
  g_assert_nonnull (strstr (error->message, "cannot be the template"));
  g_assert_true (is_as_it_was (&self, 0));
  assert_files (&self);
}

static void
iterate_until (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct
{
  gboolean   done;
  GPtrArray *files;
  GError    *error;
} Outcome;

static void
job_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Outcome *outcome = user_data;

  qd_export_job_finish (result, &outcome->files, &outcome->error);
  outcome->done = TRUE;
}

/* One that waits for its turn does nothing any more once it is stopped. */
static void
test_stopped_while_waiting (void)
{
  g_auto (Fixture) self = { NULL };
  Outcome outcome = { FALSE };

  fixture_init (&self);
  add_target (&self, "report-pdf", "plan.pdf");
  qd_export_source_lock (self.source);
  qd_export_job_async (self.source, self.targets, &self.choices, self.cancellable, progress_cb, &self, job_done_cb, &outcome);
  g_cancellable_cancel (self.cancellable);
  qd_export_source_unlock (self.source);
  iterate_until (&outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self.n_told, ==, 0);
  g_assert_true (is_as_it_was (&self, 0));
  g_ptr_array_unref (outcome.files);
  g_error_free (outcome.error);
}

/* A large plan is copied little by little; what is changed meanwhile is in it. */
static void
test_changed_while_copied (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 2000);
  g_autoptr (QdDocument) document = qd_document_new_for_plan (plan);
  g_autoptr (QdExportSource) source = qd_export_source_new (document);
  QdValue title = { .type = QD_VALUE_TEXT, .text = (char *) "Changed" };
  g_autoptr (QdChange) change = qd_change_new ("Rename");

  g_assert_false (source->copied);
  g_main_context_iteration (NULL, FALSE);
  g_assert_false (source->copied);
  qd_change_set (change, "plan", &qd_record_info (QD_RECORD_PLAN)->fields[QD_PLAN_TITLE], &title);
  g_assert_true (qd_document_apply (document, change, QD_APPLY_DEFAULT, NULL));
  iterate_until (&source->copied);
  qd_export_source_lock (source);
  g_assert_true (qd_plan_equal (qd_figures_get_plan (source->figures), qd_document_get_plan (document)));
  qd_export_source_unlock (source);
}

static void
exported_cb (QdExportDialog *dialog,
             GPtrArray      *files,
             guint          *n_files)
{
  *n_files += files->len;
}

/* As long as somebody else has the plan, the export is under way: what Cancel does then does not depend on how fast
 * anything is. */
static void
test_dialog (void)
{
  g_auto (Fixture) self = { NULL };
  QdExportDialog *dialog;
  guint n_files = 0;

  fixture_init (&self);
  add_target (&self, "slides-pptx", "plan.pptx");
  dialog = QD_EXPORT_DIALOG (g_object_ref (qd_export_dialog_new (NULL, self.document, NULL)));
  g_signal_connect (dialog, "exported", G_CALLBACK (exported_cb), &n_files);

  qd_export_source_lock (dialog->source);
  qd_export_dialog_start (dialog, self.targets);
  g_assert_false (gtk_widget_get_sensitive (dialog->export_button));
  g_assert_true (gtk_revealer_get_reveal_child (dialog->progress_revealer));
  g_signal_emit_by_name (dialog->cancel_button, "clicked");
  g_assert_true (dialog->stopping);
  g_assert_false (gtk_widget_get_sensitive (dialog->cancel_button));
  qd_export_source_unlock (dialog->source);
  while (dialog->job != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_as_it_was (&self, 0));
  g_assert_cmpuint (n_files, ==, 0);
  g_assert_true (gtk_widget_get_sensitive (dialog->export_button));
  g_assert_true (gtk_widget_get_sensitive (dialog->cancel_button));

  /* And once more, to the end. */
  qd_export_dialog_start (dialog, self.targets);
  while (dialog->job != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (is_as_it_was (&self, 0));
  g_assert_cmpuint (n_files, ==, 1);
  g_object_unref (dialog);
}

/* Closing the window stops it, too, and waits until it is. */
static void
test_dialog_closed (void)
{
  g_auto (Fixture) self = { NULL };
  QdExportDialog *dialog;
  gboolean stays = FALSE;

  fixture_init (&self);
  add_target (&self, "slides-pptx", "plan.pptx");
  dialog = QD_EXPORT_DIALOG (g_object_ref (qd_export_dialog_new (NULL, self.document, NULL)));
  qd_export_source_lock (dialog->source);
  qd_export_dialog_start (dialog, self.targets);
  g_signal_emit_by_name (dialog, "close-request", &stays);
  g_assert_true (stays);
  g_assert_nonnull (dialog->job);
  qd_export_source_unlock (dialog->source);
  while (dialog->job != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_as_it_was (&self, 0));
  g_object_unref (dialog);
}

static void
wait_for_subtitle (QdTemplateRow *row,
                   const char    *words)
{
  while (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), words) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* A template is remembered by its place; the row says what is wrong with it before anybody exports. */
static void
test_template_remembered (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.quarterdeck.Quarterdeck");
  g_auto (Fixture) self = { NULL };
  g_auto (QdExportChoices) choices = { NULL };
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GFile) template = NULL;
  g_autofree char *path = NULL;

  fixture_init (&self);
  path = g_build_filename (self.folder, "company & sons.pptx", NULL);
  template = g_file_new_for_path (path);
  qd_export_targets_add (self.targets, qd_export_form_find ("slides-pptx"), template);
  g_assert_true (run (&self, &files, NULL));

  for (guint i = 0; i < 2; i++)
    {
      QdExportDialog *dialog = QD_EXPORT_DIALOG (g_object_ref (qd_export_dialog_new (NULL, self.document, settings)));

      if (i == 0)
        qd_template_row_set_file (dialog->template_row, template);
      wait_for_subtitle (dialog->template_row, "sons.pptx");
      g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (dialog->template_row), "error"));
      qd_export_choices_clear (&choices);
      qd_export_dialog_read_choices (dialog, &choices);
      g_assert_cmpstr (choices.template_path, ==, path);
      qd_export_dialog_remember (dialog);
      gtk_window_destroy (GTK_WINDOW (dialog));
      g_object_unref (dialog);
    }

  g_assert_true (g_file_set_contents (path, "no presentation", -1, NULL));
  {
    QdExportDialog *dialog = QD_EXPORT_DIALOG (g_object_ref (qd_export_dialog_new (NULL, self.document, settings)));

    wait_for_subtitle (dialog->template_row, "cannot be the template");
    g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (dialog->template_row), "error"));
    qd_template_row_set_file (dialog->template_row, NULL);
    g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (dialog->template_row), "error"));
    qd_export_dialog_remember (dialog);
    gtk_window_destroy (GTK_WINDOW (dialog));
    g_object_unref (dialog);
  }
}

/* Whatever a plan can be, the dialog offers. */
static void
test_forms (void)
{
  const QdExport *export;

  for (guint i = 0; (export = qd_export_get (i)) != NULL; i++)
    for (guint shape = QD_EXPORT_SLIDES; shape <= QD_EXPORT_DATA; shape++)
      {
        const QdExportForm *form;
        gboolean offered = (export->shapes & (1u << shape)) == 0;

        for (guint j = 0; !offered && (form = qd_export_form_get (j)) != NULL; j++)
          offered = g_strcmp0 (form->export, export->id) == 0 && form->shape == shape;
        if (!offered)
          g_error ("“%s” is not in qd-export-forms.c", export->id);
      }
}

int
main (int   argc,
      char *argv[])
{
  static const char *const forms[] = {
    "slides-pptx", "slides-pdf", "report-pdf", "page-pdf", "page-pptx", "html", "xlsx", "ics", "md",
  };
  g_autoptr (QdApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = qd_application_new ();
  g_application_register (G_APPLICATION (application), NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strconcat ("/export-job/stopped-anywhere/", forms[i], NULL);

      g_test_add_data_func (path, forms[i], test_stopped_anywhere);
    }
  g_test_add_func ("/export-job/forms", test_forms);
  g_test_add_func ("/export-job/stopped-between", test_stopped_between);
  g_test_add_func ("/export-job/bad-template", test_bad_template);
  g_test_add_func ("/export-job/stopped-while-waiting", test_stopped_while_waiting);
  g_test_add_func ("/export-job/changed-while-copied", test_changed_while_copied);
  g_test_add_func ("/export-job/template-remembered", test_template_remembered);
  g_test_add_func ("/export-job/dialog", test_dialog);
  g_test_add_func ("/export-job/dialog-closed", test_dialog_closed);

  return g_test_run ();
}
