#include "qd-config.h"

#include "qd-preferences.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-dialogs.h"
#include "qd-plan-defaults.h"

/* What can be switched: few things, since most of them are remembered where they are used. */

enum
{
  GROUP_FILES,
  GROUP_MEETING,
  N_GROUPS
};

static const char *const group_titles[] = { [GROUP_FILES] = N_("Files"), [GROUP_MEETING] = N_("Meeting") };

static const struct
{
  guint       group;
  const char *key;
  const char *title;
  const char *subtitle;
} switches[] = {
  { GROUP_FILES, "restore-session", N_("Reopen plans on start"), N_("Windows come back as they were, with what is not saved") },
  { GROUP_FILES, "keep-history", N_("Keep earlier states"), N_("Each save keeps the state before it, the last 50 of each file") },
  { GROUP_MEETING, "meeting-sound", N_("Sound when time is up"), N_("That of your desktop for alerts, once for each item") },
};

static GtkWidget *
build_switch (guint      i,
              GSettings *settings)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(switches[i].title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(switches[i].subtitle));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  qd_widget_set_name (button, _(switches[i].title));
  g_settings_bind (settings, switches[i].key, button, "active", G_SETTINGS_BIND_DEFAULT);

  return row;
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AdwPreferencesWindow) window = user_data;
  QdSnapshots *snapshots = g_object_get_data (G_OBJECT (window), "snapshots");
  g_autoptr (GError) error = NULL;

  if (qd_snapshots_clear_finish (snapshots, result, &error))
    adw_preferences_window_add_toast (window, adw_toast_new (_("All earlier states are cleared")));
  else
    qd_dialog_show_error (GTK_WINDOW (window), _("Some states could not be cleared"), error->message);
}

static void
clear_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autofree char *answer = qd_dialog_ask_finish (result);

  if (g_str_equal (answer, "clear"))
    qd_snapshots_clear_async (g_object_get_data (source, "snapshots"), NULL, cleared_cb, g_object_ref (source));
}

static void
clear_cb (GtkWidget *row,
          GtkWindow *window)
{
  const char *const answers[] = { "cancel", _("_Cancel"), "!clear", _("C_lear"), NULL };

  qd_dialog_ask_async (window, _("Clear the earlier states of all plans?"),
                       _("They cannot be had back. The plans and their files stay as they are."), answers, clear_answered_cb,
                       NULL);
}

static GtkWidget *
build_clear (GtkWidget *window)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Clear all earlier states…"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "error");
  g_signal_connect_object (row, "activated", G_CALLBACK (clear_cb), window, 0);

  return row;
}

/**
 * qd_preferences_new:
 * @parent: (nullable): the window to stand before
 * @settings: the settings
 * @snapshots: where earlier states are kept
 *
 * Returns: a window of what can be switched
 */
GtkWidget *
qd_preferences_new (GtkWindow   *parent,
                    GSettings   *settings,
                    QdSnapshots *snapshots)
{
  GtkWidget *window = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *groups[N_GROUPS];

  g_object_set_data_full (G_OBJECT (window), "snapshots", g_object_ref (snapshots), g_object_unref);
  for (guint i = 0; i < N_GROUPS; i++)
    {
      groups[i] = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (groups[i]), _(group_titles[i]));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (groups[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      GtkWidget *row = build_switch (i, settings);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (groups[switches[i].group]), row);
      /* The rows come before the pages: most are here for one of them. */
      if (i == 0)
        g_signal_connect_object (window, "map", G_CALLBACK (gtk_widget_grab_focus), row, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (groups[GROUP_FILES]), build_clear (window));

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("General"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "preferences-system-symbolic");
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (qd_plan_defaults_page_new (settings)));
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 620);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);

  return window;
}
