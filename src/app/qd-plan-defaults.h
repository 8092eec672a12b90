#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *qd_plan_defaults_page_new (GSettings *settings);

G_END_DECLS
