#pragma once

#include <adwaita.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_EXPORT_DIALOG (qd_export_dialog_get_type ())

G_DECLARE_FINAL_TYPE (QdExportDialog, qd_export_dialog, QD, EXPORT_DIALOG, AdwWindow)

GtkWidget *qd_export_dialog_new (GtkWindow  *parent,
                                 QdDocument *document,
                                 GSettings  *settings);

G_END_DECLS
