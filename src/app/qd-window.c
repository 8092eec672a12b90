#include "qd-config.h"

#include "qd-window-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-cell.h"
#include "qd-gallery.h"
#include "qd-help.h"
#include "qd-menu.h"
#include "qd-overview.h"
#include "qd-page.h"
#include "qd-standing.h"
#include "qd-welcome.h"

/* One window, one plan: the shell around the pages. What happens to the file is in qd-window-file.c. */

G_DEFINE_FINAL_TYPE (QdWindow, qd_window, ADW_TYPE_APPLICATION_WINDOW)

static void page_selected_cb (QdSidebar *sidebar, int page, QdWindow *self);

/* Hands over what is being typed.
 *
 * Returns: %FALSE if it was refused, and is still there to be mended */
gboolean
qd_window_commit_edit (QdWindow *self)
{
  qd_window_meeting_commit (self);

  return qd_widget_commit_edit (GTK_WINDOW (self));
}

static char *
subtitle (QdWindow *self)
{
  g_autofree char *name = qd_window_dup_file_name (self);
  g_autofree char *state = qd_plan_describe_standing (qd_document_get_plan (self->document));

  if (qd_document_get_read_only (self->document))
    return g_strdup_printf (C_("window subtitle: state and file", "%s · %s · read only"), state, name);
  if (name == NULL)
    return g_strdup_printf (C_("window subtitle: state", "%s · not saved yet"), state);
  if (qd_document_get_modified (self->document))
    return g_strdup_printf (C_("window subtitle: state and file", "%s · %s · edited"), state, name);

  return g_strdup_printf (C_("window subtitle: state and file", "%s · %s"), state, name);
}

static void
update_history_button (GtkWidget  *button,
                       const char *plain,
                       const char *title)
{
  g_autofree char *tooltip = NULL;

  /* Translators: %1$s is "Undo" or "Redo", %2$s the change, such as: Change “Likelihood” */
  tooltip = title != NULL ? g_strdup_printf (C_("tooltip", "%1$s: %2$s"), plain, title) : g_strdup (plain);
  qd_widget_set_tooltip (button, tooltip);
  qd_widget_set_name (button, tooltip);
}

void
qd_window_update_state (QdWindow *self)
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
                                              qd_document_get_saving (self->document) ||
                                              qd_document_get_file (self->document) == NULL));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-as", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.print", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-history",
                                 self->document != NULL && qd_document_get_file (self->document) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.add", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-report",
                                 self->report != NULL && qd_import_report_get_length (self->report) > 0);
  qd_window_plan_update (self);
  qd_window_merge_update (self);
  qd_window_team_update (self);
  qd_window_meeting_update (self);
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
  qd_window_update_state (self);
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
      if (QD_IS_PAGE (widget))
        g_signal_connect_object (widget, "selected", G_CALLBACK (qd_window_meeting_page_changed), self, G_CONNECT_SWAPPED);
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
  if (!qd_window_commit_edit (self))
    {
      select_visible_page (self);
      return;
    }
  gtk_stack_set_visible_child (self->pages, get_page (self, (QdPageId) page));
  qd_window_pane_uncover (self);
  qd_window_meeting_page_changed (self);
}

/* @field: (nullable): the key of the field of @record that gets the focus */
static void
show_field (QdWindow   *self,
            QdPageId    page,
            const char *record,
            const char *field)
{
  QdRecord *found = record != NULL ? qd_plan_find (qd_document_get_plan (self->document), record) : NULL;
  const QdField *wanted;

  qd_sidebar_select (self->sidebar, page);
  qd_window_pane_uncover (self);
  if (found == NULL || !QD_IS_PAGE (get_page (self, page)))
    return;

  wanted = field != NULL ? qd_record_info_field (qd_record_get_info (found), field) : NULL;
  qd_page_show_record (QD_PAGE (get_page (self, page)), found, wanted);
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
  g_return_if_fail (QD_IS_WINDOW (window));

  if (window->document != NULL)
    show_field (window, page, record, NULL);
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

QdApplication *
qd_window_get_application (QdWindow *self)
{
  return QD_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

/* A window that is shown gets its focus then, unless there is nothing in it yet. */
static void
focus_something (QdWindow *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
show_document (QdWindow   *self,
               QdDocument *document,
               QdDraft    *draft)
{
  QdPageId page = qd_sidebar_get_selected (self->sidebar);

  if (self->document != NULL)
    {
      qd_window_stop_keeping (self);
      g_signal_handlers_disconnect_by_data (self->document, self);
    }
  clear_pages (self);
  qd_window_plan_forget (self);
  qd_window_merge_forget (self);
  g_clear_pointer (&self->report, qd_import_report_free);

  g_set_object (&self->document, document);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);
  g_signal_connect_object (document, "notify", G_CALLBACK (qd_window_update_state), self, G_CONNECT_SWAPPED);
  qd_window_keep (self, draft);
  qd_document_set_snapshots (document, qd_application_get_snapshots (qd_window_get_application (self)));
  qd_window_watch (self);
  qd_sidebar_set_document (self->sidebar, document);
  qd_pane_set_document (self->pane, document);
  adw_flap_set_reveal_flap (self->pane_flap, FALSE);
  qd_sidebar_select (self->sidebar, page);
  gtk_stack_set_visible_child (self->pages, get_page (self, page));
  gtk_stack_set_visible_child_name (self->stack, "plan");
  focus_something (self);
  qd_window_meeting_document_shown (self);
  qd_window_update_state (self);
  qd_application_note_session (qd_window_get_application (self));
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
  g_return_if_fail (QD_IS_WINDOW (window));

  show_document (window, document, NULL);
}

/**
 * qd_window_set_draft:
 * @window: a window
 * @draft: a draft that was recovered, whose document it is to show
 */
void
qd_window_set_draft (QdWindow *window,
                     QdDraft  *draft)
{
  g_return_if_fail (QD_IS_WINDOW (window));

  show_document (window, qd_draft_get_document (draft), g_object_ref (draft));
}

/**
 * qd_window_get_draft:
 *
 * Returns: (transfer none) (nullable): the draft of its plan
 */
QdDraft *
qd_window_get_draft (QdWindow *window)
{
  return window->draft;
}

/**
 * qd_window_get_document:
 *
 * Returns: (transfer none) (nullable): the document it shows; %NULL on the welcome page
 */
QdDocument *
qd_window_get_document (QdWindow *window)
{
  return window->document;
}

static void
history_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->document == NULL)
    return;

  if (!qd_window_commit_edit (self))
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
  QdWindow *self = QD_WINDOW (widget);
  const char *page, *record, *field;
  const QdPageInfo *info;

  g_variant_get (parameter, "(&s&s&s)", &page, &record, &field);
  info = qd_page_info_by_id (page);
  if (info != NULL && self->document != NULL)
    show_field (self, info->page, record, field);
}

/* Takes the focus into the page that is shown, or on in it; see qd_page_focus(). */
static gboolean
focus_page (QdWindow *self,
            int       step)
{
  GtkWidget *page = get_page (self, qd_sidebar_get_selected (self->sidebar));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (QD_IS_PAGE (page))
    return qd_page_focus (QD_PAGE (page), step);
  if (focus != NULL && gtk_widget_is_ancestor (focus, page))
    return step == 0;

  return gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
step_page_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  int step = g_str_equal (name, "win.next-page") ? 1 : -1;
  int page = (int) qd_sidebar_get_selected (self->sidebar) + step;

  if (self->document == NULL)
    return;

  while (page >= 0 && page < QD_N_PAGES && !qd_page_is_shown (qd_document_get_plan (self->document), (QdPageId) page))
    page += step;
  if (page < 0 || page >= QD_N_PAGES)
    return;

  qd_window_show_page (self, (QdPageId) page, NULL);
  /* Unless what is being typed was refused, and its page stays. */
  if (qd_sidebar_get_selected (self->sidebar) == (QdPageId) page)
    focus_page (self, 0);
}

/* Round all there is: the lists and forms of the page, then the sections. */
static void
step_area_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->document != NULL && qd_window_commit_edit (self) &&
      !focus_page (self, g_str_equal (name, "win.next-area") ? 1 : -1))
    qd_sidebar_focus (self->sidebar);
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
comment_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  GtkWidget *page;

  if (self->document == NULL || !qd_window_commit_edit (self))
    return;

  page = gtk_stack_get_visible_child (self->pages);
  if (!QD_IS_PAGE (page) || !qd_page_comment (QD_PAGE (page)))
    qd_widget_toast (widget, _("Select a row to comment on"));
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
qd_window_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  qd_window_pane_resized (QD_WINDOW (widget), width);

  GTK_WIDGET_CLASS (qd_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static gboolean
qd_window_close_request (GtkWindow *window)
{
  if (qd_window_holds_close (QD_WINDOW (window)))
    return TRUE;

  qd_application_window_closes (qd_window_get_application (QD_WINDOW (window)), window);

  return GTK_WINDOW_CLASS (qd_window_parent_class)->close_request (window);
}

static void
help_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  qd_help_show (GTK_WINDOW (self), self->document != NULL ? qd_help_get_topic (qd_sidebar_get_selected (self->sidebar))
                                                          : "index");
}

/* Before its first frame a window often has its plan: nobody would see the welcome page. */
static gboolean
first_frame_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->document == NULL)
    {
      adw_bin_set_child (self->welcome_place, g_object_new (QD_TYPE_WELCOME, NULL));
      focus_something (self);
    }

  return G_SOURCE_REMOVE;
}

/* Built when somebody opens it: that takes longer than to read the plan. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  g_autoptr (GtkBuilder) builder = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  builder = gtk_builder_new_from_resource ("/io/github/quarterdeck/Quarterdeck/qd-menu.ui");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (gtk_builder_get_object (builder, "primary_menu")));
  qd_popover_return_focus (gtk_menu_button_get_popover (button));
  qd_menu_name_items (gtk_menu_button_get_popover (button));
}

/* Built when somebody asks for it: that takes a fifth of the time in which a window opens. */
static void
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  GtkApplicationWindow *self = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (self) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
        gtk_builder_new_from_resource ("/io/github/quarterdeck/Quarterdeck/qd-shortcuts.ui");

      gtk_application_window_set_help_overlay (self, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (self)));
}

static void
init_help (QdWindow *self)
{
  g_autofree char *uri = qd_help_dup_uri ("index");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.help", uri != NULL);
}

static void
qd_window_dispose (GObject *object)
{
  QdWindow *self = QD_WINDOW (object);

  qd_window_draft_dispose (self);
  /* The draft has what is typed there; an editor that went because the focus does would be looked for by GTK 4.8. */
  if (qd_cell_get_edited (GTK_ROOT (self)) != NULL)
    qd_cell_cancel (qd_cell_get_edited (GTK_ROOT (self)));
  qd_window_watch_dispose (self);
  qd_window_file_dispose (self);
  qd_window_pane_dispose (self);
  qd_window_merge_dispose (self);
  qd_window_meeting_dispose (self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->document);
  g_clear_object (&self->tried_from);

  G_OBJECT_CLASS (qd_window_parent_class)->dispose (object);
}

static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  func;
} window_actions[] = {
  { "win.undo", NULL, history_action },
  { "win.redo", NULL, history_action },
  { "win.go-to", "(sss)", go_to_action },
  { "win.next-area", NULL, step_area_action },
  { "win.previous-area", NULL, step_area_action },
  { "win.next-page", NULL, step_page_action },
  { "win.previous-page", NULL, step_page_action },
  { "win.toast", "s", toast_action },
  { "win.toast-undo", "s", toast_action },
  { "win.add", NULL, add_action },
  { "win.comment", NULL, comment_action },
  { "win.toggle-sidebar", NULL, toggle_sidebar_action },
  { "win.help", NULL, help_action },
  { "win.show-help-overlay", NULL, shortcuts_action },
};

static void
qd_window_class_init (QdWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_window_dispose;
  widget_class->size_allocate = qd_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = qd_window_close_request;

  g_type_ensure (QD_TYPE_NOTICE);
  g_type_ensure (QD_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QdWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, welcome_place);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, title);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, draft_notice);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, file_notice);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, recovery_notice);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, trying_notice);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, team_notice);

  for (guint i = 0; i < G_N_ELEMENTS (window_actions); i++)
    gtk_widget_class_install_action (widget_class, window_actions[i].name, window_actions[i].parameter,
                                     window_actions[i].func);
  qd_window_file_class_init (widget_class);
  qd_window_export_class_init (widget_class);
  qd_window_watch_class_init (widget_class);
  qd_window_pane_class_init (widget_class);
  qd_window_plan_class_init (widget_class);
  qd_window_merge_class_init (widget_class);
  qd_window_team_class_init (widget_class);
  qd_window_meeting_class_init (widget_class);
}

static void
qd_window_init (QdWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->sidebar, "selected", G_CALLBACK (page_selected_cb), self);
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, NULL, NULL);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), first_frame_cb, NULL, NULL);
  qd_window_meeting_init (self);
  qd_window_file_init (self);
  qd_window_draft_init (self);
  qd_window_watch_init (self);
  init_help (self);
  qd_window_update_state (self);
}

/**
 * qd_window_new:
 *
 * Returns: a window without a plan: it shows the welcome page
 */
GtkWidget *
qd_window_new (AdwApplication *application)
{
  GtkWidget *window = g_object_new (QD_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = qd_application_get_settings (QD_APPLICATION (application));
  int width;

  if (settings != NULL)
    {
      g_settings_bind (settings, "window-width", window, "default-width", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-height", window, "default-height", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-maximized", window, "maximized", G_SETTINGS_BIND_DEFAULT);
    }
  else
    {
      gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
    }
  g_object_get (window, "default-width", &width, NULL);
  qd_window_pane_fit (QD_WINDOW (window), width);

  return window;
}
