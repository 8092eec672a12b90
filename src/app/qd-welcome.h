#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QD_TYPE_WELCOME (qd_welcome_get_type ())

G_DECLARE_FINAL_TYPE (QdWelcome, qd_welcome, QD, WELCOME, GtkWidget)

G_END_DECLS
