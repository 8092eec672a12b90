#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *qd_settings_new           (void);
GVariant  *qd_settings_plan_defaults (GSettings *settings);

G_END_DECLS
