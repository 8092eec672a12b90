#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void qd_menu_name_items (GtkPopover *menu);

G_END_DECLS
