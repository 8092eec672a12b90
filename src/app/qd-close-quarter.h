#pragma once

#include <adwaita.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_CLOSE_QUARTER (qd_close_quarter_get_type ())

G_DECLARE_FINAL_TYPE (QdCloseQuarter, qd_close_quarter, QD, CLOSE_QUARTER, AdwWindow)

GtkWidget *qd_close_quarter_new (GtkWindow  *parent,
                                 QdDocument *document);

G_END_DECLS
