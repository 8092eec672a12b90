#include "qd-config.h"

#include "qd-window-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-compare-window.h"
#include "qd-count.h"
#include "qd-dialogs.h"
#include "qd-file.h"
#include "qd-import-dialog.h"
#include "qd-merge-base.h"

/* What a window does with another plan than its own: compare it, merge it, import from it. */

/* What is to be done with a file, and with what it holds once it is loaded. */
typedef enum
{
  USE_OPEN,
  USE_MERGE,
  USE_IMPORT,
} Use;

typedef struct
{
  QdWindow      *window;
  QdDocument    *document; /* that of the window when it was asked for */
  GFile         *file;
  Use            use;
  QdPlan        *plan;
  QdMergeAnswer *answer;
} Job;

/* Returns: (transfer full): one that goes with the last of what it is handed on to */
static Job *
job_new (QdWindow *self,
         GFile    *file,
         Use       use)
{
  Job *job = g_new0 (Job, 1);

  job->window = g_object_ref (self);
  job->document = g_object_ref (self->document);
  job->file = g_object_ref (file);
  job->use = use;

  return job;
}

static void
job_free (Job *job)
{
  g_object_unref (job->window);
  g_object_unref (job->document);
  g_object_unref (job->file);
  g_clear_object (&job->plan);
  g_clear_pointer (&job->answer, qd_merge_answer_free);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* Another plan may be in the window by now. */
static gboolean
is_still_meant (Job *job)
{
  return job->window->document == job->document;
}

/* One at a time: it can compare with anything. */
static QdCompareWindow *
show_compare (QdWindow *self)
{
  if (self->compare == NULL)
    g_set_weak_pointer (&self->compare,
                        qd_compare_window_new (GTK_WINDOW (self), self->document,
                                               qd_application_get_snapshots (qd_window_get_application (self))));
  gtk_window_present (GTK_WINDOW (self->compare));

  return QD_COMPARE_WINDOW (self->compare);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (qd_window_commit_edit (self))
    show_compare (self);
}

static void
show_import (Job *job)
{
  g_autofree char *name = qd_file_dup_name (job->file);

  gtk_window_present (GTK_WINDOW (qd_import_dialog_new (GTK_WINDOW (job->window), job->document, job->plan, name)));
}

static void
take_merged (Job *job)
{
  g_autofree char *name = qd_file_dup_name (job->file);
  g_autofree char *title = g_strdup_printf (C_("undo", "Merge “%s”"), name);
  guint n = job->answer->n_conflicts;
  g_autofree char *merged = g_strdup_printf (_("Merged with “%s”"), name);
  g_autofree char *left = qd_count_printf (ngettext ("Merged with “%s”: %u conflict is left to settle",
                                                     "Merged with “%s”: %u conflicts are left to settle", n), name, n);
  g_autoptr (GError) error = NULL;

  if (!qd_document_take_merged (job->document, job->answer, title, &error))
    {
      qd_dialog_show_error (GTK_WINDOW (job->window), _("The plan could not be merged"), error->message);
      return;
    }

  qd_widget_toast_undo (GTK_WIDGET (job->window), n > 0 ? left : merged);
  if (n > 0)
    qd_window_show_page (job->window, QD_PAGE_CONFLICTS, NULL);
}

static void
no_base_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (Job) job = user_data;
  g_autofree char *answer = qd_dialog_ask_finish (result);

  if (!is_still_meant (job))
    return;
  if (g_str_equal (answer, "import"))
    show_import (job);
  else if (g_str_equal (answer, "merge"))
    take_merged (job);
}

static void
ask_without_base (Job *job)
{
  const char *const answers[] = { "cancel", _("_Cancel"), "merge", _("_Merge All"), "*import", _("_Choose Rows…"), NULL };
  g_autofree char *name = qd_file_dup_name (job->file);
  g_autofree char *heading = g_strdup_printf (_("No Common State With “%s” Is Known"), name);

  qd_dialog_ask_async (GTK_WINDOW (job->window), heading,
                       _("No earlier or approved state of this plan is one that the other plan was made from, so it cannot "
                         "be told which of the two changed what. Choose the rows to take over, or merge all: then "
                         "everything that differs has to be settled one by one."),
                       answers, no_base_answered_cb, job);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Job) job = user_data;

  job->answer = qd_document_try_merge_finish (job->document, result, NULL);
  if (job->answer == NULL || !is_still_meant (job))
    return;
  if (job->answer->base == NULL)
    ask_without_base (g_steal_pointer (&job));
  else
    take_merged (job);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdDocument) loaded = qd_document_load_finish (result, NULL, &error);

  if (!is_still_meant (job))
    return;
  if (loaded == NULL)
    {
      qd_dialog_show_error (GTK_WINDOW (job->window), _("The plan could not be opened"), error->message);
      return;
    }
  /* What a newer version wrote is shown, but what this one does not understand would be lost. */
  if (qd_document_get_read_only (loaded))
    {
      qd_dialog_show_error (GTK_WINDOW (job->window), _("The plan could not be merged"),
                            _("A newer version of Quarterdeck wrote it."));
      return;
    }

  job->plan = g_object_ref (qd_document_get_plan (loaded));
  if (job->use == USE_IMPORT)
    {
      show_import (job);
      return;
    }
  qd_document_try_merge_async (job->document, job->plan, NULL, tried_cb, job);
  g_steal_pointer (&job);
}

/* @job: (transfer full) */
static void
load_file (Job *job)
{
  qd_document_load_async (job->file, NULL, loaded_cb, job);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);
  g_autoptr (GFile) file = qd_dialog_open_finish (result);

  if (file != NULL && self->document != NULL)
    load_file (job_new (self, file, GPOINTER_TO_INT (user_data)));
}

static void
use_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  gboolean merge = g_str_equal (name, "win.merge");

  if (qd_window_commit_edit (self))
    qd_dialog_open_async (GTK_WINDOW (self), merge ? _("Merge Another Plan") : _("Import from Another Plan"), file_chosen_cb,
                          GINT_TO_POINTER (merge ? USE_MERGE : USE_IMPORT));
}

static void
drop_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Job) job = user_data;
  g_autofree char *answer = qd_dialog_ask_finish (result);
  g_autofree char *uri = g_file_get_uri (job->file);

  if (g_str_equal (answer, "open"))
    {
      gtk_widget_activate_action (GTK_WIDGET (job->window), "app.open-uri", "s", uri);
      return;
    }
  if (g_str_equal (answer, "cancel") || !is_still_meant (job))
    return;
  job->use = g_str_equal (answer, "merge") ? USE_MERGE : USE_IMPORT;
  load_file (g_steal_pointer (&job));
}

/**
 * qd_window_ask_file: (skip)
 * @file: a plan that somebody brought to the window
 *
 * Asks what is to become of it. Where the window has no plan that it could be merged with, it is opened.
 */
void
qd_window_ask_file (QdWindow *self,
                    GFile    *file)
{
  const char *const answers[] = { "cancel", _("_Cancel"), "open", _("_Open"), "import", _("_Import…"), "*merge", _("_Merge"),
                                  NULL };
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = qd_file_dup_name (file);
  g_autofree char *heading = g_strdup_printf (_("What to Do With “%s”?"), name);

  if (self->document == NULL || qd_document_get_read_only (self->document))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "app.open-uri", "s", uri);
      return;
    }
  if (!qd_window_commit_edit (self))
    return;

  qd_dialog_ask_async (GTK_WINDOW (self), heading,
                       _("Merging brings in all that was changed there since both plans were the same. Importing takes the "
                         "rows that you choose. Opening shows it in a window of its own."),
                       answers, drop_answered_cb, job_new (self, file, USE_OPEN));
}

static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  func;
} merge_actions[] = {
  { "win.compare", NULL, compare_action },
  { "win.merge", NULL, use_action },
  { "win.import", NULL, use_action },
};

void
qd_window_merge_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (merge_actions); i++)
    gtk_widget_class_install_action (widget_class, merge_actions[i].name, merge_actions[i].parameter,
                                     merge_actions[i].func);
}

/* Called when anything that actions depend on has changed. */
void
qd_window_merge_update (QdWindow *self)
{
  gboolean writable = self->document != NULL && !qd_document_get_read_only (self->document);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.compare", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.merge", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import", writable);
}

/* Another document comes into the window, or none: windows about the one before go. */
void
qd_window_merge_forget (QdWindow *self)
{
  if (self->compare != NULL)
    gtk_window_destroy (GTK_WINDOW (self->compare));
}

void
qd_window_merge_dispose (QdWindow *self)
{
  g_clear_weak_pointer (&self->compare);
}
