#pragma once

#include <adwaita.h>

#include "qd-snapshots.h"

G_BEGIN_DECLS

GtkWidget *qd_preferences_new (GtkWindow   *parent,
                               GSettings   *settings,
                               QdSnapshots *snapshots);

G_END_DECLS
