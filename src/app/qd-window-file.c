#include "qd-config.h"

#include "qd-window-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-conflict-window.h"
#include "qd-count.h"
#include "qd-dialogs.h"
#include "qd-error.h"
#include "qd-history-window.h"
#include "qd-page.h"
#include "qd-report-window.h"
#include "qd-table.h"

/* What happens to the file of a window's plan: opening, saving, closing. */

static void save (QdWindow *self, GFile *file, gboolean overwrite);

/* Somebody thought better of closing the window, or something is in the way of it. */
static void
stay_open (QdWindow *self)
{
  self->close_after_save = FALSE;
  qd_application_stop_quit (qd_window_get_application (self));
}

char *
qd_window_dup_file_name (QdWindow *self)
{
  GFile *file = self->document != NULL ? qd_document_get_file (self->document) : NULL;
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;

  return base != NULL ? g_filename_display_name (base) : NULL;
}

static void
remember_recent (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}

static void
show_loaded (QdWindow       *self,
             QdDocument     *document,
             QdImportReport *report)
{
  guint kept;

  qd_window_set_document (self, document);
  self->report = report;
  qd_window_update_state (self);
  if (report == NULL)
    return;

  kept = qd_report_count_kept (report);
  if (kept > 0)
    {
      g_autofree char *message = qd_count_printf (ngettext ("%u place was kept as text", "%u places were kept as text", kept),
                                                  kept);
      AdwToast *toast = adw_toast_new (message);

      adw_toast_set_button_label (toast, _("Details"));
      adw_toast_set_action_name (toast, "win.show-report");
      adw_toast_overlay_add_toast (self->toasts, toast);
    }
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (QdWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  QdImportReport *report = NULL;
  g_autoptr (QdDocument) document = qd_document_load_finish (result, &report, &error);

  if (document == NULL)
    {
      qd_dialog_show_error (GTK_WINDOW (self), _("The plan could not be opened"), error->message);
      return;
    }

  remember_recent (qd_document_get_file (document));
  show_loaded (self, document, report);
}

/**
 * qd_window_open:
 * @window: a window
 * @file: the plan to show in it
 */
void
qd_window_open (QdWindow *window,
                GFile    *file)
{
  qd_document_load_async (file, NULL, opened_cb, g_object_ref (window));
}

static void
copy_opened_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (QdWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdDocument) document = qd_document_load_finish (result, NULL, &error);
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (QdDocument) copy = NULL;

  if (document == NULL)
    {
      qd_dialog_show_error (GTK_WINDOW (self), _("The plan could not be opened"), error->message);
      return;
    }

  plan = qd_plan_copy (qd_document_get_plan (document));
  copy = qd_document_new_for_plan (plan);
  show_loaded (self, copy, NULL);
}

/**
 * qd_window_open_copy:
 * @window: a window
 * @file: a plan to start from: saving will ask for another file
 */
void
qd_window_open_copy (QdWindow *window,
                     GFile    *file)
{
  qd_document_load_async (file, NULL, copy_opened_cb, g_object_ref (window));
}

static void
save_as_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);
  g_autoptr (GFile) file = qd_dialog_save_finish (result);

  if (file != NULL)
    save (self, file, TRUE);
  else
    stay_open (self);
}

static void
save_as (QdWindow *self)
{
  g_autofree char *name = qd_window_dup_file_name (self);
  QdQuarter quarter = qd_plan_get_quarter (qd_document_get_plan (self->document));
  g_autofree char *id = qd_quarter_to_id (&quarter);

  if (name == NULL)
    name = g_strdup_printf ("%s.qplan", qd_quarter_is_set (&quarter) ? id : C_("file name", "plan"));
  qd_dialog_save_async (GTK_WINDOW (self), name, save_as_chosen_cb, NULL);
}

static void
conflict_answered_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);

  self->asking = FALSE;
  switch (qd_conflict_window_ask_finish (result))
    {
    case QD_CONFLICT_OVERWRITE:
      save (self, NULL, TRUE);
      break;
    case QD_CONFLICT_SAVE_AS:
      save_as (self);
      break;
    case QD_CONFLICT_RELOAD:
      stay_open (self);
      qd_window_reload (self, FALSE);
      break;
    case QD_CONFLICT_MERGE:
      stay_open (self);
      qd_window_reload (self, TRUE);
      break;
    case QD_CONFLICT_CANCEL:
    default:
      stay_open (self);
    }
}

/* Another program changed the file: somebody has to say which of the two stays. */
void
qd_window_ask_conflict (QdWindow *self)
{
  if (self->asking)
    return;

  self->asking = TRUE;
  qd_conflict_window_ask_async (GTK_WINDOW (self), self->document, conflict_answered_cb, NULL);
}

static void
trouble_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);
  g_autofree char *answer = qd_dialog_ask_finish (result);

  if (g_str_equal (answer, "save-as"))
    save_as (self);
  else
    stay_open (self);
}

/* The plan stays modified, and so does its draft. */
static void
show_save_trouble (QdWindow     *self,
                   const GError *error)
{
  const char *const answers[] = { "cancel", _("_Cancel"), "*save-as", _("Save _As…"), NULL };

  qd_dialog_ask_async (GTK_WINDOW (self), _("The plan could not be saved"), error->message, answers, trouble_answered_cb,
                       NULL);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (QdWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (qd_document_save_finish (QD_DOCUMENT (source), result, &error))
    {
      remember_recent (qd_document_get_file (self->document));
      qd_window_update_state (self);
      if (self->close_after_save && !qd_document_get_modified (self->document))
        {
          self->may_close = TRUE;
          gtk_window_close (GTK_WINDOW (self));
        }
      self->close_after_save = FALSE;
      if (self->save_again && qd_document_get_modified (self->document))
        save (self, NULL, FALSE);
      self->save_again = FALSE;
      return;
    }

  self->save_again = FALSE;
  if (g_error_matches (error, QD_ERROR, QD_ERROR_CHANGED))
    qd_window_ask_conflict (self);
  else
    show_save_trouble (self, error);
}

static void
save (QdWindow *self,
      GFile    *file,
      gboolean  overwrite)
{
  qd_document_save_async (self->document, file, overwrite, NULL, saved_cb, g_object_ref (self));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (!qd_window_commit_edit (self))
    return;
  if (qd_document_get_saving (self->document))
    {
      self->save_again = TRUE;
      return;
    }
  if (qd_document_get_file (self->document) == NULL || g_str_equal (name, "win.save-as"))
    save_as (self);
  else
    save (self, NULL, FALSE);
}

static void
close_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);
  g_autofree char *answer = qd_dialog_ask_finish (result);

  if (g_str_equal (answer, "discard"))
    {
      qd_draft_discard (self->draft);
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (g_str_equal (answer, "save"))
    {
      self->close_after_save = TRUE;
      save_action (GTK_WIDGET (self), "win.save", NULL);
    }
  else
    {
      stay_open (self);
    }
}

/* Whether the window has to stay: what is typed was refused, or somebody has to say what becomes of the plan. */
gboolean
qd_window_holds_close (QdWindow *self)
{
  const char *const answers[] = { "cancel", _("_Cancel"), "!discard", _("_Discard"), "*save", _("_Save"), NULL };
  g_autofree char *title = NULL;
  g_autofree char *heading = NULL;

  if (!self->may_close && !qd_window_commit_edit (self))
    {
      stay_open (self);
      return TRUE;
    }
  if (self->document == NULL || self->may_close || !qd_document_get_modified (self->document))
    return FALSE;

  title = qd_document_dup_title (self->document);
  heading = g_strdup_printf (_("Save changes to “%s”?"), title);
  qd_dialog_ask_async (GTK_WINDOW (self), heading, _("What is not saved is lost when the window closes."), answers,
                       close_answered_cb, NULL);

  return TRUE;
}

static void
show_report_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  qd_report_window_show (GTK_WINDOW (widget), QD_WINDOW (widget)->report);
}

/* Our own charts are files, too, when they are dragged. */
static gboolean
accept_drop_cb (GtkDropTarget *target,
                GdkDrop       *drop,
                QdWindow      *self)
{
  return gdk_drop_get_drag (drop) == NULL &&
         gdk_content_formats_contain_mime_type (gdk_drop_get_formats (drop), "text/uri-list");
}

static gboolean
has_table (GSList *files)
{
  for (GSList *l = files; l != NULL; l = l->next)
    if (qd_table_is_file (l->data))
      return TRUE;

  return FALSE;
}

/* A table is rows for the list that is looked at: there is no plan in it to open or to merge. */
static void
add_rows (QdWindow *self,
          GSList   *files)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (qd_window_commit_edit (self) && !(QD_IS_PAGE (page) && qd_page_add_files (QD_PAGE (page), files)))
    qd_widget_toast (GTK_WIDGET (self), _("Go to the page that a table’s rows belong to, and drop it there"));
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         QdWindow      *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (self->document != NULL && has_table (files))
    {
      add_rows (self, files);
      return TRUE;
    }

  /* Of several, nobody says one by one what to do. */
  if (files != NULL && files->next == NULL)
    {
      qd_window_ask_file (self, files->data);
      return TRUE;
    }

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *uri = g_file_get_uri (l->data);

      gtk_widget_activate_action (GTK_WIDGET (self), "app.open-uri", "s", uri);
    }

  return files != NULL;
}

static void
show_history_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  QdSnapshots *snapshots = qd_application_get_snapshots (qd_window_get_application (self));

  if (qd_window_commit_edit (self))
    gtk_window_present (GTK_WINDOW (qd_history_window_new (GTK_WINDOW (self), self->document, snapshots)));
}

static const struct
{
  const char                  *name;
  GtkWidgetActionActivateFunc  func;
} file_actions[] = {
  { "win.save", save_action },
  { "win.save-as", save_action },
  { "win.show-history", show_history_action },
  { "win.show-report", show_report_action },
};

void
qd_window_file_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_actions); i++)
    gtk_widget_class_install_action (widget_class, file_actions[i].name, NULL, file_actions[i].func);
}

void
qd_window_file_init (QdWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (drop, "accept", G_CALLBACK (accept_drop_cb), self);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

void
qd_window_file_dispose (QdWindow *self)
{
  g_clear_pointer (&self->report, qd_import_report_free);
}
