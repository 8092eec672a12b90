#include "qd-config.h"

#include "qd-window-private.h"

#include <glib/gi18n-lib.h>

#include "qd-application.h"
#include "qd-count.h"
#include "qd-export-dialog.h"
#include "qd-file.h"
#include "qd-print.h"

/* How a plan leaves the window: exported and printed. */

static void
show_folder_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  gtk_show_uri (GTK_WINDOW (widget), g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME);
}

/* Says which files there are now, and leads there. */
void
qd_window_say_exported (QdWindow  *self,
                        GPtrArray *files)
{
  GFile *first = g_ptr_array_index (files, 0);
  g_autoptr (GFile) folder = g_file_get_parent (first);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;
  g_autofree char *file_name = qd_file_dup_name (first);
  g_autofree char *folder_name = folder != NULL ? qd_file_dup_name (folder) : g_strdup ("");
  g_autofree char *message = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  if (files->len == 1)
    message = g_strdup_printf (_("Exported “%s”"), file_name);
  else
    message = qd_count_printf (ngettext ("Exported %u file to “%s”", "Exported %u files to “%s”", files->len), files->len,
                               folder_name);
  escaped = g_markup_escape_text (message, -1);
  toast = adw_toast_new (escaped);
  if (uri != NULL)
    {
      adw_toast_set_button_label (toast, _("_Show"));
      adw_toast_set_action_name (toast, "win.show-folder");
      adw_toast_set_action_target (toast, "s", uri);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
exported_cb (QdExportDialog *dialog,
             GPtrArray      *files,
             QdWindow       *self)
{
  qd_window_say_exported (self, files);
}

static GSettings *
get_settings (QdWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return QD_IS_APPLICATION (application) ? qd_application_get_settings (QD_APPLICATION (application)) : NULL;
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  GtkWidget *dialog;

  if (self->document == NULL || !qd_window_commit_edit (self))
    return;

  dialog = qd_export_dialog_new (GTK_WINDOW (self), self->document, get_settings (self));
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->document != NULL && qd_window_commit_edit (self))
    qd_print_run (GTK_WINDOW (self), self->document,
                  g_str_equal (name, "win.print-agenda") ? qd_preview_make_agenda : qd_preview_make_report);
}

void
qd_window_export_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, QdWindow, export_button);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.print-agenda", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.show-folder", "s", show_folder_action);
}
