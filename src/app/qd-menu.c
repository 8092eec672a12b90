#include "qd-config.h"

#include "qd-menu.h"

#include "qd-app-util.h"

static gboolean
is_item (GtkWidget *widget)
{
  switch (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
      return TRUE;

    default:
      return FALSE;
    }
}

static void
name_items (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (is_item (widget) && GTK_IS_LABEL (child))
        {
          gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
          qd_widget_set_name (widget, gtk_label_get_text (GTK_LABEL (child)));
          return; /* what follows is the key */
        }
      name_items (child);
    }
}

/**
 * qd_menu_name_items:
 * @menu: a menu
 *
 * GTK 4.18 says that an item is named by its label, and of that label that it is mere decoration: a screen reader finds an
 * item without a name. Each is given its own as the menu opens.
 */
void
qd_menu_name_items (GtkPopover *menu)
{
  g_signal_connect (menu, "map", G_CALLBACK (name_items), NULL);
}
