#pragma once

#include <adwaita.h>

#include "qd-draft-store.h"

G_BEGIN_DECLS

#define QD_TYPE_RECOVERY_WINDOW (qd_recovery_window_get_type ())

G_DECLARE_FINAL_TYPE (QdRecoveryWindow, qd_recovery_window, QD, RECOVERY_WINDOW, AdwWindow)

GtkWidget *qd_recovery_window_new (GtkWindow    *parent,
                                   QdDraftStore *store,
                                   GPtrArray    *infos);

G_END_DECLS
