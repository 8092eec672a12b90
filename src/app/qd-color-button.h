#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void qd_color_button_attach (AdwEntryRow *row);

G_END_DECLS
