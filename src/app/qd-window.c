#include "qd-config.h"

#include "qd-window.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-dialogs.h"
#include "qd-error.h"
#include "qd-gallery.h"
#include "qd-overview.h"
#include "qd-page.h"
#include "qd-report-window.h"
#include "qd-sidebar.h"
#include "qd-welcome.h"

/* One window, one plan: the shell around the pages, and what happens to the file. */

#define NARROW 700

struct _QdWindow
{
  AdwApplicationWindow parent_instance;

  QdDocument     *document;
  QdImportReport *report;
  GSettings      *settings;
  GtkWidget      *page_widgets[QD_N_PAGES]; /* each made when first shown */
  gboolean        close_after_save;
  gboolean        save_again;  /* asked for while a save was under way */
  gboolean        may_close;

  AdwToastOverlay *toasts;
  GtkStack        *stack;
  AdwWindowTitle  *title;
  AdwFlap         *flap;
  QdSidebar       *sidebar;
  GtkStack        *pages;
  GtkWidget       *undo_button;
  GtkWidget       *redo_button;
};

G_DEFINE_FINAL_TYPE (QdWindow, qd_window, ADW_TYPE_APPLICATION_WINDOW)

static void save (QdWindow *self, GFile *file, gboolean overwrite);
static void page_selected_cb (QdSidebar *sidebar, int page, QdWindow *self);

static gboolean
commit_edit (QdWindow *self)
{
  return qd_widget_commit_edit (GTK_WINDOW (self));
}

static char *
file_name (QdWindow *self)
{
  GFile *file = self->document != NULL ? qd_document_get_file (self->document) : NULL;
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;

  return base != NULL ? g_filename_display_name (base) : NULL;
}

static const char *
state_label (QdWindow *self)
{
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (self->document));
  const QdChoice *choice = qd_choice_find (qd_choices_plan_state, qd_record_get_text (root, QD_PLAN_STATE));

  return choice != NULL ? _(choice->label) : qd_record_get_text (root, QD_PLAN_STATE);
}

static char *
subtitle (QdWindow *self)
{
  g_autofree char *name = file_name (self);

  if (qd_document_get_read_only (self->document))
    return g_strdup_printf (C_("window subtitle: state and file", "%s · %s · read only"), state_label (self), name);
  if (name == NULL)
    return g_strdup_printf (C_("window subtitle: state", "%s · not saved yet"), state_label (self));
  if (qd_document_get_modified (self->document))
    return g_strdup_printf (C_("window subtitle: state and file", "%s · %s · edited"), state_label (self), name);

  return g_strdup_printf (C_("window subtitle: state and file", "%s · %s"), state_label (self), name);
}

static void
update_history_button (GtkWidget  *button,
                       const char *plain,
                       const char *title)
{
  g_autofree char *tooltip = NULL;

  /* Translators: %1$s is "Undo" or "Redo", %2$s the change, such as: Change “Likelihood” */
  tooltip = title != NULL ? g_strdup_printf (C_("tooltip", "%1$s: %2$s"), plain, title) : g_strdup (plain);
  gtk_widget_set_tooltip_text (button, tooltip);
  qd_widget_set_name (button, tooltip);
}

static void
update_state (QdWindow *self)
{
  gboolean writable = self->document != NULL && !qd_document_get_read_only (self->document);
  const char *undo = self->document != NULL ? qd_document_get_undo_title (self->document) : NULL;
  const char *redo = self->document != NULL ? qd_document_get_redo_title (self->document) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *below = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", undo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", redo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save",
                                 writable && (qd_document_get_modified (self->document) ||
                                              qd_document_get_file (self->document) == NULL));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-as", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-report",
                                 self->report != NULL && qd_import_report_get_length (self->report) > 0);
  update_history_button (self->undo_button, _("Undo"), undo);
  update_history_button (self->redo_button, _("Redo"), redo);
  if (self->document == NULL)
    return;

  name = qd_document_dup_title (self->document);
  below = subtitle (self);
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, below);
  gtk_window_set_title (GTK_WINDOW (self), name);
}

static void
document_changed_cb (QdDocument *document,
                     QdChange   *change,
                     QdWindow   *self)
{
  update_state (self);
}

static GtkWidget *
get_page (QdWindow *self,
          QdPageId  page)
{
  if (self->page_widgets[page] == NULL)
    {
      GtkWidget *widget;

      if (page == QD_PAGE_OVERVIEW)
        widget = qd_overview_new (self->document);
      else if (page == QD_PAGE_CHARTS)
        widget = qd_gallery_new (self->document, page);
      else
        widget = qd_page_new (self->document, page);
      gtk_stack_add_named (self->pages, widget, qd_page_info (page)->id);
      self->page_widgets[page] = widget;
    }

  return self->page_widgets[page];
}

static void
select_visible_page (QdWindow *self)
{
  const QdPageInfo *info = qd_page_info_by_id (gtk_stack_get_visible_child_name (self->pages));

  g_signal_handlers_block_by_func (self->sidebar, page_selected_cb, self);
  qd_sidebar_select (self->sidebar, info->page);
  g_signal_handlers_unblock_by_func (self->sidebar, page_selected_cb, self);
}

static void
page_selected_cb (QdSidebar *sidebar,
                  int        page,
                  QdWindow  *self)
{
  if (self->document == NULL)
    return;

  /* What was refused is mended before its page goes out of sight. */
  if (!commit_edit (self))
    {
      select_visible_page (self);
      return;
    }
  gtk_stack_set_visible_child (self->pages, get_page (self, (QdPageId) page));
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

/**
 * qd_window_show_page:
 * @window: a window with a plan
 * @page: the page to show
 * @record: (nullable): the id of a record to select there
 */
void
qd_window_show_page (QdWindow   *window,
                     QdPageId    page,
                     const char *record)
{
  QdRecord *found;

  g_return_if_fail (QD_IS_WINDOW (window));

  if (window->document == NULL)
    return;

  qd_sidebar_select (window->sidebar, page);
  found = qd_plan_find (qd_document_get_plan (window->document), record);
  if (found != NULL && QD_IS_PAGE (get_page (window, page)))
    qd_page_show_record (QD_PAGE (get_page (window, page)), found);
}

static void
clear_pages (QdWindow *self)
{
  for (guint i = 0; i < QD_N_PAGES; i++)
    {
      if (self->page_widgets[i] != NULL)
        gtk_stack_remove (self->pages, self->page_widgets[i]);
      self->page_widgets[i] = NULL;
    }
}

/**
 * qd_window_set_document:
 * @window: a window
 * @document: the plan it is to show, on the page it was showing
 */
void
qd_window_set_document (QdWindow   *window,
                        QdDocument *document)
{
  QdPageId page = qd_sidebar_get_selected (window->sidebar);

  g_return_if_fail (QD_IS_WINDOW (window));

  if (window->document != NULL)
    g_signal_handlers_disconnect_by_data (window->document, window);
  clear_pages (window);
  g_clear_pointer (&window->report, qd_import_report_free);

  g_set_object (&window->document, document);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), window, 0);
  g_signal_connect_object (document, "notify", G_CALLBACK (update_state), window, G_CONNECT_SWAPPED);
  qd_sidebar_set_document (window->sidebar, document);
  qd_sidebar_select (window->sidebar, page);
  gtk_stack_set_visible_child (window->pages, get_page (window, page));
  gtk_stack_set_visible_child_name (window->stack, "plan");
  update_state (window);
}

QdDocument *
qd_window_get_document (QdWindow *window)
{
  return window->document;
}

static void
remember_recent (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}

static guint
count_kept (QdImportReport *report)
{
  guint kept = 0;

  for (guint i = 0; i < qd_import_report_get_length (report); i++)
    kept += qd_import_report_get (report, i)->understood ? 0 : 1;

  return kept;
}

static void
show_loaded (QdWindow       *self,
             QdDocument     *document,
             QdImportReport *report)
{
  guint kept;

  qd_window_set_document (self, document);
  self->report = report;
  update_state (self);
  if (report == NULL)
    return;

  kept = count_kept (report);
  if (kept > 0)
    {
      g_autofree char *message = g_strdup_printf (ngettext ("%u place was kept as text", "%u places were kept as text", kept),
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
    self->close_after_save = FALSE;
}

static void
save_as (QdWindow *self)
{
  g_autofree char *name = file_name (self);
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
  g_autofree char *answer = qd_dialog_ask_finish (result);

  if (g_str_equal (answer, "overwrite"))
    save (self, NULL, TRUE);
  else if (g_str_equal (answer, "save-as"))
    save_as (self);
  else if (g_str_equal (answer, "reload"))
    qd_window_open (self, qd_document_get_file (self->document));
  else
    self->close_after_save = FALSE;
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
      update_state (self);
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
    {
      const char *const answers[] = { "cancel", _("_Cancel"), "!reload", _("_Reload, Losing My Changes"), "save-as",
                                      _("Save _As…"), "!overwrite", _("_Overwrite"), NULL };

      qd_dialog_ask_async (GTK_WINDOW (self), _("Another program changed the file"), error->message, answers,
                           conflict_answered_cb, NULL);
      return;
    }

  self->close_after_save = FALSE;
  qd_dialog_show_error (GTK_WINDOW (self), _("The plan could not be saved"), error->message);
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

  if (!commit_edit (self))
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
history_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->document == NULL)
    return;

  if (!commit_edit (self))
    return;
  if (g_str_equal (name, "win.undo"))
    qd_document_undo (self->document);
  else
    qd_document_redo (self->document);
}

static void
go_to_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  const char *page;
  const char *record;
  const QdPageInfo *info;

  g_variant_get (parameter, "(&s&s)", &page, &record);
  info = qd_page_info_by_id (page);
  if (info != NULL)
    qd_window_show_page (QD_WINDOW (widget), info->page, record);
}

static void
step_page_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  int page = (int) qd_sidebar_get_selected (self->sidebar) + (g_str_equal (name, "win.next-page") ? 1 : -1);

  if (page >= 0 && page < QD_N_PAGES)
    qd_window_show_page (self, (QdPageId) page, NULL);
}

static void
toast_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_autofree char *escaped = g_markup_escape_text (g_variant_get_string (parameter, NULL), -1);
  AdwToast *toast = adw_toast_new (escaped);

  if (g_str_equal (name, "win.toast-undo"))
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (QD_WINDOW (widget)->toasts, toast);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  QdPageId page = qd_sidebar_get_selected (self->sidebar);

  if (QD_IS_PAGE (get_page (self, page)))
    qd_page_add (QD_PAGE (get_page (self, page)));
}

static void
toggle_sidebar_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  AdwFlap *flap = QD_WINDOW (widget)->flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
show_report_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  qd_report_window_show (GTK_WINDOW (widget), QD_WINDOW (widget)->report);
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
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (g_str_equal (answer, "save"))
    {
      self->close_after_save = TRUE;
      save_action (GTK_WIDGET (self), "win.save", NULL);
    }
}

static gboolean
qd_window_close_request (GtkWindow *window)
{
  QdWindow *self = QD_WINDOW (window);
  const char *const answers[] = { "cancel", _("_Cancel"), "!discard", _("_Discard"), "*save", _("_Save"), NULL };
  g_autofree char *title = NULL;
  g_autofree char *heading = NULL;

  if (!self->may_close && !commit_edit (self))
    return TRUE;
  if (self->document == NULL || self->may_close || !qd_document_get_modified (self->document))
    return GTK_WINDOW_CLASS (qd_window_parent_class)->close_request (window);

  title = qd_document_dup_title (self->document);
  heading = g_strdup_printf (_("Save changes to “%s”?"), title);
  qd_dialog_ask_async (window, heading, _("What is not saved is lost when the window closes."), answers,
                       close_answered_cb, NULL);

  return TRUE;
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
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         QdWindow      *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *uri = g_file_get_uri (l->data);

      gtk_widget_activate_action (GTK_WIDGET (self), "app.open-uri", "s", uri);
    }

  return files != NULL;
}

static void
width_changed_cb (QdWindow *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (width > 0 && width < NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "qd-narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "qd-narrow");
}

static void
qd_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_window_parent_class)->realize (widget);

  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "notify::width", G_CALLBACK (width_changed_cb),
                           widget, G_CONNECT_SWAPPED);
}

static void
qd_window_dispose (GObject *object)
{
  QdWindow *self = QD_WINDOW (object);

  g_clear_pointer (&self->report, qd_import_report_free);
  g_clear_object (&self->settings);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_window_parent_class)->dispose (object);
}

static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  func;
} window_actions[] = {
  { "win.save", NULL, save_action },
  { "win.save-as", NULL, save_action },
  { "win.undo", NULL, history_action },
  { "win.redo", NULL, history_action },
  { "win.go-to", "(ss)", go_to_action },
  { "win.next-page", NULL, step_page_action },
  { "win.previous-page", NULL, step_page_action },
  { "win.toast", "s", toast_action },
  { "win.toast-undo", "s", toast_action },
  { "win.add", NULL, add_action },
  { "win.toggle-sidebar", NULL, toggle_sidebar_action },
  { "win.show-report", NULL, show_report_action },
};

static void
qd_window_class_init (QdWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_window_dispose;
  widget_class->realize = qd_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = qd_window_close_request;

  g_type_ensure (QD_TYPE_SIDEBAR);
  g_type_ensure (QD_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QdWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, title);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, redo_button);

  for (guint i = 0; i < G_N_ELEMENTS (window_actions); i++)
    gtk_widget_class_install_action (widget_class, window_actions[i].name, window_actions[i].parameter,
                                     window_actions[i].func);
}

/* The settings are not there when the program runs uninstalled without being told where they are. */
static void
bind_settings (QdWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, QD_APP_ID, TRUE);
  if (schema == NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), 1280, 800);
      return;
    }

  self->settings = g_settings_new (QD_APP_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
qd_window_init (QdWindow *self)
{
  GtkDropTarget *drop;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->sidebar, "selected", G_CALLBACK (page_selected_cb), self);

  drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (drop, "accept", G_CALLBACK (accept_drop_cb), self);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));

  bind_settings (self);
  update_state (self);
}

/**
 * qd_window_new:
 *
 * Returns: a window without a plan: it shows the welcome page
 */
GtkWidget *
qd_window_new (AdwApplication *application)
{
  return g_object_new (QD_TYPE_WINDOW, "application", application, NULL);
}
