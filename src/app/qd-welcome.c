#include "qd-config.h"

#include "qd-welcome.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-menu.h"

/* What stands in a window without a plan: start one, open one, go on with a recent one. */

#define MAX_RECENT 5

struct _QdWelcome
{
  GtkWidget      parent_instance;

  GtkMenuButton *menu_button;
  GtkWidget     *recent_group;
  GtkWidget     *recent;
};

G_DEFINE_FINAL_TYPE (QdWelcome, qd_welcome, GTK_TYPE_WIDGET)

static void
recent_activated_cb (AdwActionRow *row,
                     gpointer      user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "app.open-uri", "s", g_object_get_data (G_OBJECT (row), "uri"));
}

static void
append_recent (QdWelcome     *self,
               GtkRecentInfo *info)
{
  g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autofree char *title = g_markup_escape_text (gtk_recent_info_get_display_name (info), -1);
  g_autofree char *path = qd_file_describe_place (file);
  g_autofree char *subtitle = g_markup_escape_text (path, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-open-recent-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "uri", g_strdup (gtk_recent_info_get_uri (info)), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (recent_activated_cb), NULL);
  gtk_list_box_append (GTK_LIST_BOX (self->recent), row);
}

static int
compare_recent (gconstpointer a,
                gconstpointer b)
{
  GDateTime *first = gtk_recent_info_get_visited ((GtkRecentInfo *) a);
  GDateTime *second = gtk_recent_info_get_visited ((GtkRecentInfo *) b);

  return g_date_time_compare (second, first);
}

static void
update_recent (QdWelcome *self)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_recent);
  GtkWidget *child;
  guint shown = 0;

  while ((child = gtk_widget_get_first_child (self->recent)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->recent), child);

  for (GList *l = items; l != NULL && shown < MAX_RECENT; l = l->next)
    {
      if (!gtk_recent_info_has_application (l->data, g_get_application_name ()) || !gtk_recent_info_exists (l->data))
        continue;
      append_recent (self, l->data);
      shown++;
    }
  gtk_widget_set_visible (self->recent_group, shown > 0);
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

static void
qd_welcome_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (qd_welcome_parent_class)->dispose (object);
}

static void
qd_welcome_class_init (QdWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_welcome_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, QdWelcome, menu_button);
  gtk_widget_class_bind_template_child (widget_class, QdWelcome, recent_group);
  gtk_widget_class_bind_template_child (widget_class, QdWelcome, recent);
}

static void
qd_welcome_init (QdWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qd_menu_name_items (gtk_menu_button_get_popover (self->menu_button));
  update_recent (self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (update_recent), self,
                           G_CONNECT_SWAPPED);
}
