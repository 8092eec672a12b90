#include "qd-config.h"

#include "qd-window-private.h"

#include <glib/gi18n-lib.h>

#include "qd-dialogs.h"
#include "qd-file.h"

/* Keeps an eye on the file of a window's plan: other programs write into it, move it, or take the stick away that it is
 * on. Said in a notice for as long as it is so, and never decided here. */

static void check (QdWindow *self);

static void
show_changed (QdWindow *self)
{
  const QdNoticeAnswer modified[QD_NOTICE_MAX_ANSWERS] = { { _("_Compare…"), "win.resolve-conflict" }, { NULL, NULL } };
  const QdNoticeAnswer unmodified[QD_NOTICE_MAX_ANSWERS] = { { _("_Compare…"), "win.resolve-conflict" },
                                                             { _("_Reload"), "win.reload" } };
  g_autofree char *name = qd_window_dup_file_name (self);
  g_autofree char *text = g_strdup_printf (_("Another program changed “%s”."), name);

  qd_notice_show (self->file_notice, text, qd_document_get_modified (self->document) ? modified : unmodified);
}

static void
show_lost (QdWindow *self)
{
  const QdNoticeAnswer answers[QD_NOTICE_MAX_ANSWERS] = { { _("Save _As…"), "win.save-as" }, { _("_Save Again"), "win.save" } };
  g_autofree char *name = qd_window_dup_file_name (self);
  g_autofree char *text = g_strdup_printf (_("“%s” was deleted or moved, or its place is gone. The plan is only here now."),
                                           name);

  qd_notice_show (self->file_notice, text, answers);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (QdWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean changed = qd_document_check_file_finish (QD_DOCUMENT (source), result, &error);

  /* Another document is shown by now, or the window is gone. */
  if (QD_DOCUMENT (source) != self->document)
    return;

  self->checking = FALSE;
  if (error != NULL)
    show_lost (self);
  else if (changed)
    show_changed (self);
  else
    qd_notice_hide (self->file_notice);

  if (self->check_again)
    check (self);
}

/* One look at a time; what happens meanwhile asks for another one. */
static void
check (QdWindow *self)
{
  self->check_again = self->checking;
  if (self->document == NULL || self->checking)
    return;

  self->checking = TRUE;
  qd_document_check_file_async (self->document, NULL, checked_cb, g_object_ref (self));
}

static void
monitored_cb (GFileMonitor      *monitor,
              GFile             *file,
              GFile             *other,
              GFileMonitorEvent  event,
              QdWindow          *self)
{
  /* The one follows as soon as the other is over. */
  if (event != G_FILE_MONITOR_EVENT_CHANGED)
    check (self);
}

static void
active_changed_cb (QdWindow   *self,
                   GParamSpec *pspec,
                   gpointer    user_data)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    check (self);
}

static void
stop_monitoring (QdWindow *self)
{
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
}

/* Where a place cannot be monitored, the window still looks when it gets the focus. */
static void
file_changed_cb (QdWindow *self)
{
  GFile *file = qd_document_get_file (self->document);

  stop_monitoring (self);
  if (file != NULL)
    self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitored_cb), self, 0);
  check (self);
}

/* What is modified may still be compared, but no longer simply reloaded. */
static void
modified_cb (QdWindow *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->file_notice)))
    check (self);
}

/* To be called when the window shows another document. */
void
qd_window_watch (QdWindow *self)
{
  self->checking = self->check_again = FALSE;
  qd_notice_hide (self->file_notice);
  g_signal_connect_object (self->document, "notify::file", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::modified", G_CALLBACK (modified_cb), self, G_CONNECT_SWAPPED);
  file_changed_cb (self);
}

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (QdWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!qd_document_reload_finish (QD_DOCUMENT (source), result, &error))
    {
      qd_dialog_show_error (GTK_WINDOW (self), _("The plan could not be reloaded"), error->message);
      return;
    }

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast-undo", "s", _("Reloaded"));
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (QdWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  QdList *conflicts;

  if (!qd_document_reload_finish (QD_DOCUMENT (source), result, &error))
    {
      qd_dialog_show_error (GTK_WINDOW (self), _("The plan could not be merged"), error->message);
      return;
    }

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast-undo", "s", _("Merged"));
  conflicts = qd_plan_get_list (qd_document_get_plan (QD_DOCUMENT (source)), QD_LIST_CONFLICTS);
  if (qd_list_get_length (conflicts) > 0)
    qd_window_show_page (self, QD_PAGE_CONFLICTS, NULL);
}

/* Makes the plan what its file holds, or both together; page, selection and place stay, since only what differs is
 * changed. */
void
qd_window_reload (QdWindow *self,
                  gboolean  merge)
{
  if (!qd_window_commit_edit (self))
    return;
  if (merge)
    qd_document_merge_file_async (self->document, NULL, merged_cb, g_object_ref (self));
  else
    qd_document_reload_async (self->document, NULL, reloaded_cb, g_object_ref (self));
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  qd_window_reload (QD_WINDOW (widget), FALSE);
}

static void
resolve_conflict_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  if (qd_window_commit_edit (QD_WINDOW (widget)))
    qd_window_ask_conflict (QD_WINDOW (widget));
}

void
qd_window_watch_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "win.resolve-conflict", NULL, resolve_conflict_action);
}

void
qd_window_watch_init (QdWindow *self)
{
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
}

void
qd_window_watch_dispose (QdWindow *self)
{
  stop_monitoring (self);
}
