#pragma once

#include "qd-entry-dialog.h"

G_BEGIN_DECLS

#define QD_TYPE_CHECK_IN_DIALOG (qd_check_in_dialog_get_type ())

G_DECLARE_FINAL_TYPE (QdCheckInDialog, qd_check_in_dialog, QD, CHECK_IN_DIALOG, QdEntryDialog)

GtkWidget *qd_check_in_dialog_new (GtkWindow  *parent,
                                   QdDocument *document);

G_END_DECLS
