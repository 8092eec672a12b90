#pragma once

#include "qd-entry-dialog.h"

G_BEGIN_DECLS

#define QD_TYPE_CLOSE_QUARTER (qd_close_quarter_get_type ())

G_DECLARE_FINAL_TYPE (QdCloseQuarter, qd_close_quarter, QD, CLOSE_QUARTER, QdEntryDialog)

GtkWidget *qd_close_quarter_new (GtkWindow  *parent,
                                 QdDocument *document);

G_END_DECLS
