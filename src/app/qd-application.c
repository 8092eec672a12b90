#include "qd-config.h"

#include "qd-application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

#include "qd-app-util.h"
#include "qd-dialogs.h"
#include "qd-from-template.h"
#include "qd-plan-template.h"
#include "qd-preferences.h"
#include "qd-recovery-window.h"
#include "qd-session.h"
#include "qd-settings.h"
#include "qd-unstyled.h"
#include "qd-window.h"

#define ICONS_MS 1000 /* after the start: the first window shows by then */

struct _QdApplication
{
  AdwApplication parent_instance;

  GSettings     *settings;   /* NULL where they are not installed */
  QdDraftStore  *drafts;
  QdSnapshots   *snapshots;
  QdSession     *session;
  GtkWidget     *recovery;   /* weak */
  gboolean       started;    /* it is known what the last session left */
  gboolean       activated;  /* … and a window waits for that */
  GPtrArray     *left;       /* of QdDraftInfo: what to offer when the windows of the last session show */
  guint          icons_id;   /* while windows have no icon yet */
};

G_DEFINE_FINAL_TYPE (QdApplication, qd_application, ADW_TYPE_APPLICATION)

/* Every accelerator there is. */
static const struct
{
  const char *action;
  const char *keys[3];
} accels[] = {
  { "app.new", { "<Control>n" } },
  { "app.open", { "<Control>o" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.export", { "<Control>e" } },
  { "win.print", { "<Control>p" } },
  { "win.show-history", { "<Control><Shift>h" } },
  { "win.compare", { "<Control><Shift>e" } },
  { "win.check-in", { "<Control>k" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.add", { "<Control><Shift>n" } },
  { "win.find", { "<Control>f" } },
  { "win.replace", { "<Control>h" } },
  { "win.next-hit", { "<Control>g", "F3" } },
  { "win.previous-hit", { "<Control><Shift>g", "<Shift>F3" } },
  { "win.comment", { "<Control><Alt>m" } },
  { "win.findings", { "F8" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.next-area", { "F6" } },
  { "win.previous-area", { "<Shift>F6" } },
  { "win.next-page", { "<Control>Page_Down" } },
  { "win.previous-page", { "<Control>Page_Up" } },
  { "win.help", { "F1" } },
  { "win.meeting", { "F5" } },
  { "win.meeting-pause", { "F4" } },
  { "win.meeting-more", { "F7" } },
  { "win.meeting-next", { "F12" } },
  { "win.meeting-previous", { "<Shift>F12" } },
  { "win.projector", { "F11" } },
  { "win.spotlight", { "<Control><Shift>l" } },
  { "win.freeze", { "<Control><Shift>f" } },
  { "win.blank", { "<Control><Shift>b" } },
  { "win.next-view", { "<Control><Alt>Page_Down" } },
  { "win.previous-view", { "<Control><Alt>Page_Up" } },
  { "win.capture-decision", { "<Control>1" } },
  { "win.capture-action", { "<Control>2" } },
  { "win.capture-parked", { "<Control>3" } },
  { "win.capture-risk", { "<Control>4" } },
  { "win.capture-question", { "<Control>5" } },
  { "win.meeting-notes", { "<Control>0" } },
  { "win.minutes", { "<Control><Shift>m" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
};

/* The window that had the focus last, whatever stands before it. */
static QdWindow *
get_window (QdApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (QD_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

/* A window that shows no plan yet, so that opening one does not leave an empty window behind. */
static QdWindow *
free_window (QdApplication *self)
{
  QdWindow *window = get_window (self);

  if (window != NULL && qd_window_get_document (window) == NULL)
    return window;

  return QD_WINDOW (qd_window_new (ADW_APPLICATION (self)));
}

static QdWindow *
window_of_file (QdApplication *self,
                GFile         *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      QdDocument *document = QD_IS_WINDOW (l->data) ? qd_window_get_document (l->data) : NULL;
      GFile *opened = document != NULL ? qd_document_get_file (document) : NULL;

      if (opened != NULL && g_file_equal (opened, file))
        return l->data;
    }

  return NULL;
}

static void
open_file (QdApplication *self,
           GFile         *file)
{
  QdWindow *window = window_of_file (self, file);

  if (window == NULL)
    {
      window = free_window (self);
      qd_window_open (window, file);
    }
  gtk_window_present (GTK_WINDOW (window));
}

/* Plans are made for the quarter that comes next; whoever plans another one types it. */
static QdQuarter
next_quarter (GVariant *defaults)
{
  g_autoptr (QdPlan) plan = qd_plan_template_blank (NULL, defaults);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  QdQuarter quarter;
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));
  quarter = qd_quarter_of_date (&today, qd_plan_get_start_month (plan));

  return qd_quarter_add (&quarter, 1);
}

/* The quarter and what somebody prefers are where the plan starts, not changes to be undone or saved. */
static QdDocument *
new_document (QdApplication *self)
{
  g_autoptr (GVariant) defaults = qd_settings_plan_defaults (self->settings);
  QdQuarter quarter = next_quarter (defaults);
  g_autoptr (QdPlan) plan = qd_plan_template_blank (&quarter, defaults);

  return qd_document_new_for_plan (plan);
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  g_autoptr (QdDocument) document = new_document (user_data);
  QdWindow *window = free_window (user_data);

  qd_window_set_document (window, document);
  gtk_window_present (GTK_WINDOW (window));
}

static void
from_template_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  QdApplication *self = user_data;
  g_autoptr (GVariant) defaults = qd_settings_plan_defaults (self->settings);
  QdQuarter quarter = next_quarter (defaults);
  QdWindow *window = get_window (self);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (qd_from_template_new (GTK_WINDOW (window), &quarter)));
}

static void
open_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (QdApplication) self = user_data;
  g_autoptr (GFile) file = qd_dialog_open_finish (result);

  if (file != NULL)
    open_file (self, file);
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  QdWindow *window = get_window (user_data);

  qd_dialog_open_async (GTK_WINDOW (window), _("Open Plan"), open_chosen_cb, g_object_ref (user_data));
}

static void
open_uri_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_file (user_data, file);
}

/* The example belongs to nobody: a copy of it without a file, so that saving asks where to. */
static void
example_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  g_autofree char *installed = g_build_filename (QD_DATA_DIR, "examples", "q2-2024.qplan", NULL);
  const char *override = g_getenv ("QD_EXAMPLES_DIR");
  g_autofree char *path = override != NULL ? g_build_filename (override, "q2-2024.qplan", NULL) : g_steal_pointer (&installed);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  QdWindow *window = free_window (user_data);

  qd_window_open_copy (window, file);
  gtk_window_present (GTK_WINDOW (window));
}

static void
offer (QdApplication *self,
       guint          n_drafts)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "recover")), n_drafts > 0);
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (QD_IS_WINDOW (l->data))
      qd_window_offer_recovery (l->data, n_drafts);
}

/* A window that shows the same file without changes shows what was recovered instead. */
static void
recovered_cb (QdRecoveryWindow *recovery,
              QdDraft          *draft,
              QdApplication    *self)
{
  GFile *file = qd_document_get_file (qd_draft_get_document (draft));
  QdWindow *window = file != NULL ? window_of_file (self, file) : NULL;

  if (window == NULL || qd_document_get_modified (qd_window_get_document (window)))
    window = free_window (self);
  qd_window_set_draft (window, draft);
  qd_widget_toast (GTK_WIDGET (window), _("Recovered, and not saved yet"));
  gtk_window_present (GTK_WINDOW (window));
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (QdApplication) self = user_data;
  g_autoptr (GPtrArray) infos = qd_draft_store_list_finish (self->drafts, result, NULL);

  offer (self, infos != NULL ? infos->len : 0);
}

/* What is left is offered further on. */
static void
recovery_closed_cb (QdApplication *self)
{
  if (self->drafts != NULL)
    qd_draft_store_list_async (self->drafts, NULL, counted_cb, g_object_ref (self));
}

static void
show_recovery (QdApplication *self,
               GPtrArray     *infos)
{
  QdWindow *window = get_window (self);

  if (self->recovery == NULL && window != NULL)
    {
      g_set_weak_pointer (&self->recovery, qd_recovery_window_new (GTK_WINDOW (window), self->drafts, infos));
      g_signal_connect_object (self->recovery, "recovered", G_CALLBACK (recovered_cb), self, 0);
      g_signal_connect_object (self->recovery, "destroy", G_CALLBACK (recovery_closed_cb), self, G_CONNECT_SWAPPED);
    }
  if (self->recovery != NULL)
    gtk_window_present (GTK_WINDOW (self->recovery));
}

static void
offer_left (QdApplication *self)
{
  g_autoptr (GPtrArray) infos = g_steal_pointer (&self->left);

  offer (self, infos->len);
  if (infos->len > 0 && self->activated)
    show_recovery (self, infos);
}

/* Who opens a plan is told of what else there is, and not kept from it. */
static void
found_at_start_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (QdApplication) self = user_data;

  self->started = TRUE;
  self->left = qd_draft_store_list_finish (self->drafts, result, NULL);
  if (self->left == NULL)
    self->left = g_ptr_array_new ();

  if (!self->activated)
    {
      offer_left (self);
    }
  else
    {
      if (!qd_session_restore (self->session, self->left, offer_left))
        {
          gtk_window_present (GTK_WINDOW (free_window (self)));
          offer_left (self);
        }
      g_application_release (G_APPLICATION (self));
    }
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (QdApplication) self = user_data;
  g_autoptr (GPtrArray) infos = qd_draft_store_list_finish (self->drafts, result, NULL);

  if (infos != NULL && infos->len > 0)
    show_recovery (self, infos);
  else
    offer (self, 0);
}

static void
recover_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  QdApplication *self = user_data;

  qd_draft_store_list_async (self->drafts, NULL, found_cb, g_object_ref (self));
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  QdApplication *self = user_data;

  gtk_window_present (GTK_WINDOW (qd_preferences_new (GTK_WINDOW (get_window (self)), self->settings, self->snapshots)));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  adw_show_about_window (GTK_WINDOW (get_window (user_data)),
                         "application-name", "Quarterdeck",
                         "application-icon", QD_APP_ID,
                         "version", QD_VERSION,
                         "developer-name", _("The Quarterdeck developers"),
                         "website", "https://github.com/quarterdeck/quarterdeck",
                         "issue-url", "https://github.com/quarterdeck/quarterdeck/issues",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Plan a quarter: what fits, what does not, and what was agreed"),
                         "translator-credits", _("translator-credits"),
                         NULL);
}

/* One question at a time, and nothing is closed before all of them are answered. */
static gboolean
go_on_quitting_cb (gpointer user_data)
{
  QdApplication *self = user_data;
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL && qd_session_is_quitting (self->session); l = l->next)
    {
      QdDraft *draft = QD_IS_WINDOW (l->data) ? qd_window_get_draft (l->data) : NULL;

      if (draft != NULL && qd_draft_is_needed (draft))
        {
          gtk_window_close (l->data);
          return G_SOURCE_REMOVE;
        }
    }

  /* The one that was used last is the last in the session. */
  for (GList *l = g_list_last (windows); l != NULL && qd_session_is_quitting (self->session); l = l->prev)
    gtk_window_close (l->data);

  return G_SOURCE_REMOVE;
}

static void
window_removed_cb (QdApplication *self,
                   GtkWindow     *window)
{
  if (self->session != NULL && qd_session_is_quitting (self->session))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, go_on_quitting_cb, g_object_ref (self), g_object_unref);
}

/* The application ends with its last window. */
static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  QdApplication *self = user_data;

  qd_session_begin_quit (self->session);
  go_on_quitting_cb (self);
}

static const GActionEntry actions[] = {
  { "new", new_cb, NULL, NULL, NULL, { 0 } },
  { "new-from-template", from_template_cb, NULL, NULL, NULL, { 0 } },
  { "open", open_cb, NULL, NULL, NULL, { 0 } },
  { "open-uri", open_uri_cb, "s", NULL, NULL, { 0 } },
  { "example", example_cb, NULL, NULL, NULL, { 0 } },
  { "recover", recover_cb, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_cb, NULL, NULL, NULL, { 0 } },
  { "about", about_cb, NULL, NULL, NULL, { 0 } },
  { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
};

static void
qd_application_activate (GApplication *application)
{
  QdApplication *self = QD_APPLICATION (application);
  QdWindow *window = get_window (self);

  if (window == NULL && !self->started)
    {
      if (!self->activated)
        g_application_hold (application);
      self->activated = TRUE;
      return;
    }

  if (window == NULL)
    window = free_window (self);
  gtk_window_present (GTK_WINDOW (window));
}

static void
qd_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    open_file (QD_APPLICATION (application), files[i]);
}

/* The session ends, and nobody can be asked any more: what is not saved is kept. */
static gboolean
terminated_cb (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));

  return G_SOURCE_CONTINUE;
}

/* GTK reads its style sheet with the first thing that asks for a setting, a tenth of all that a start costs, only to drop it
 * unused when libadwaita comes with its own a moment later. That one is spared: what was registered last is found first.
 * Who asks for a theme by GTK_THEME gets that, for then libadwaita brings none. */
static void
start_toolkit (GApplication *application)
{
  gboolean styled = g_getenv ("GTK_THEME") != NULL;

  if (!styled)
    qd_unstyled_register_resource ();
  G_APPLICATION_CLASS (qd_application_parent_class)->startup (application);
  if (!styled)
    qd_unstyled_unregister_resource ();
}

static void
set_icons_cb (gpointer user_data)
{
  QdApplication *self = user_data;

  self->icons_id = 0;
  gtk_window_set_default_icon_name (QD_APP_ID);
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    gtk_window_set_icon_name (l->data, QD_APP_ID);
}

static void
qd_application_startup (GApplication *application)
{
  QdApplication *self = QD_APPLICATION (application);
  static const int ends[] = { SIGTERM, SIGINT, SIGHUP };

  start_toolkit (application);

  self->settings = qd_settings_new ();
  self->drafts = qd_draft_store_new (NULL);
  self->snapshots = qd_snapshots_new (NULL);
  self->session = qd_session_new (self);
  if (self->settings != NULL)
    g_settings_bind (self->settings, "keep-history", self->snapshots, "enabled", G_SETTINGS_BIND_GET);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "preferences")),
                               self->settings != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_unix_signal_add (ends[i], terminated_cb, self);
  qd_draft_store_list_async (self->drafts, NULL, found_at_start_cb, g_object_ref (self));

  /* Only X11 wants them, for its lists of windows: nothing that a first window should wait for. */
  self->icons_id = g_timeout_add_once (ICONS_MS, set_icons_cb, self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action, accels[i].keys);
}

/* First all drafts are written, then the session that speaks of them; the windows go before what the drafts are in. */
static void
qd_application_shutdown (GApplication *application)
{
  QdApplication *self = QD_APPLICATION (application);
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    if (QD_IS_WINDOW (l->data) && qd_window_get_draft (l->data) != NULL)
      qd_draft_flush_async (qd_window_get_draft (l->data), NULL, NULL);
  qd_draft_store_wait (self->drafts);
  qd_session_end (self->session);

  for (GList *l = windows; l != NULL; l = l->next)
    if (QD_IS_WINDOW (l->data))
      gtk_window_destroy (l->data);
  g_clear_pointer (&self->session, qd_session_free);
  g_clear_object (&self->drafts);

  G_APPLICATION_CLASS (qd_application_parent_class)->shutdown (application);
}

static void
qd_application_dispose (GObject *object)
{
  QdApplication *self = QD_APPLICATION (object);

  g_clear_handle_id (&self->icons_id, g_source_remove);
  g_clear_weak_pointer (&self->recovery);
  g_clear_pointer (&self->left, g_ptr_array_unref);
  g_clear_object (&self->snapshots);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (qd_application_parent_class)->dispose (object);
}

static void
qd_application_class_init (QdApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_application_dispose;

  application_class->activate = qd_application_activate;
  application_class->open = qd_application_open;
  application_class->shutdown = qd_application_shutdown;
  application_class->startup = qd_application_startup;
}

static void
qd_application_init (QdApplication *self)
{
  g_set_application_name ("Quarterdeck");
  g_signal_connect (self, "window-removed", G_CALLBACK (window_removed_cb), NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "recover")), FALSE);
}

/**
 * qd_application_new:
 *
 * Returns: (transfer full): the application
 */
QdApplication *
qd_application_new (void)
{
  return g_object_new (QD_TYPE_APPLICATION,
                       "application-id", QD_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/quarterdeck/Quarterdeck",
                       NULL);
}

/**
 * qd_application_get_draft_store:
 *
 * Returns: (transfer none): where the drafts of all windows are kept
 */
QdDraftStore *
qd_application_get_draft_store (QdApplication *application)
{
  g_return_val_if_fail (QD_IS_APPLICATION (application), NULL);

  return application->drafts;
}

/**
 * qd_application_get_snapshots:
 *
 * Returns: (transfer none): where the earlier states of all files are kept
 */
QdSnapshots *
qd_application_get_snapshots (QdApplication *application)
{
  g_return_val_if_fail (QD_IS_APPLICATION (application), NULL);

  return application->snapshots;
}

/**
 * qd_application_get_settings:
 *
 * Returns: (transfer none) (nullable): the settings; %NULL where they are not installed
 */
GSettings *
qd_application_get_settings (QdApplication *application)
{
  g_return_val_if_fail (QD_IS_APPLICATION (application), NULL);

  return application->settings;
}

/**
 * qd_application_note_session:
 *
 * Notes which plans are open, for the next start.
 */
void
qd_application_note_session (QdApplication *application)
{
  g_return_if_fail (QD_IS_APPLICATION (application));

  if (application->session != NULL)
    qd_session_write (application->session);
}

/**
 * qd_application_window_closes:
 * @application: the application
 * @window: one of its windows, with all that is in it saved or discarded
 */
void
qd_application_window_closes (QdApplication *application,
                              GtkWindow     *window)
{
  g_return_if_fail (QD_IS_APPLICATION (application));

  qd_session_window_closes (application->session, QD_WINDOW (window));
}

/**
 * qd_application_stop_quit:
 *
 * A window has to stay, and so the application.
 */
void
qd_application_stop_quit (QdApplication *application)
{
  g_return_if_fail (QD_IS_APPLICATION (application));

  qd_session_stop_quit (application->session);
}
