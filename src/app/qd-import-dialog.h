#pragma once

#include <adwaita.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_IMPORT_DIALOG (qd_import_dialog_get_type ())

G_DECLARE_FINAL_TYPE (QdImportDialog, qd_import_dialog, QD, IMPORT_DIALOG, AdwWindow)

GtkWidget *qd_import_dialog_new (GtkWindow  *parent,
                                 QdDocument *document,
                                 QdPlan     *other,
                                 const char *name);

G_END_DECLS
