#include "qd-config.h"

#include "qd-template-row.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-dialogs.h"
#include "qd-pptx.h"

/* The presentation whose master slides are exported with: chosen from a file, looked at before it is taken, and let go
 * again. */

struct _QdTemplateRow
{
  AdwActionRow  parent_instance;

  GFile        *file;      /* (nullable) */
  GCancellable *checking;  /* (nullable): while a file is looked at */
  GtkWidget    *remove;
};

G_DEFINE_FINAL_TYPE (QdTemplateRow, qd_template_row, ADW_TYPE_ACTION_ROW)

static void
show (QdTemplateRow *self,
      const char    *words,
      gboolean       is_error)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_visible (self->remove, self->file != NULL);
}

static void
show_file (QdTemplateRow *self)
{
  g_autofree char *base = self->file != NULL ? g_file_get_basename (self->file) : NULL;
  g_autofree char *name = base != NULL ? g_filename_display_name (base) : NULL;

  g_autofree char *words = NULL;

  /* Translators: the name of a file. */
  words = name != NULL ? g_strdup_printf (_("%s; the preview is without it"), name)
                       : g_strdup (_("Slides and fonts of your company, from a presentation"));
  show (self, words, FALSE);
}

static void
check_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (task_data);
  GError *error = NULL;

  if (path == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                             _("A template is a file on this computer."));
  else if (qd_pptx_check_template (path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What was taken once may be gone or spoilt: then the row says so, and the export will. */
static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  QdTemplateRow *self = QD_TEMPLATE_ROW (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->checking);
  show (self, error->message, TRUE);
}

/* What cannot be taken is not: the one before stays. */
static void
chosen_checked_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  QdTemplateRow *self = QD_TEMPLATE_ROW (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_set_object (&self->file, g_task_get_task_data (G_TASK (result)));
      show_file (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      qd_dialog_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("This cannot be the template"),
                            error->message);
    }
}

static void
check (QdTemplateRow       *self,
       GFile               *file,
       GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  self->checking = g_cancellable_new ();
  task = g_task_new (self, self->checking, callback, NULL);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, check_thread);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (QdTemplateRow) self = user_data;
  g_autoptr (GFile) file = qd_dialog_open_finish (result);

  if (file != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    check (self, file, chosen_checked_cb);
}

static void
choose_cb (QdTemplateRow *self)
{
  qd_dialog_open_template_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), opened_cb, g_object_ref (self));
}

static void
remove_cb (QdTemplateRow *self)
{
  qd_template_row_set_file (self, NULL);
}

static void
qd_template_row_dispose (GObject *object)
{
  QdTemplateRow *self = QD_TEMPLATE_ROW (object);

  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (qd_template_row_parent_class)->dispose (object);
}

static void
qd_template_row_class_init (QdTemplateRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_template_row_dispose;
}

static void
qd_template_row_init (QdTemplateRow *self)
{
  GtkWidget *choose;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Template of slides"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  self->remove = qd_row_add_button (ADW_ACTION_ROW (self), "edit-clear-symbolic", _("Use no template"));
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  choose = qd_row_add_button (ADW_ACTION_ROW (self), "document-open-symbolic", _("Choose a template"));
  g_signal_connect_object (choose, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  show_file (self);
}

/**
 * qd_template_row_set_file:
 * @file: (nullable): the template; %NULL for none
 *
 * Says so if @file cannot be one.
 */
void
qd_template_row_set_file (QdTemplateRow *row,
                          GFile         *file)
{
  g_cancellable_cancel (row->checking);
  g_set_object (&row->file, file);
  show_file (row);
  if (file != NULL)
    check (row, file, checked_cb);
}

/**
 * qd_template_row_get_file:
 *
 * Returns: (transfer none) (nullable): the template
 */
GFile *
qd_template_row_get_file (QdTemplateRow *row)
{
  return row->file;
}
