#pragma once

#include <adwaita.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_NEXT_QUARTER (qd_next_quarter_get_type ())

G_DECLARE_FINAL_TYPE (QdNextQuarter, qd_next_quarter, QD, NEXT_QUARTER, AdwWindow)

GtkWidget *qd_next_quarter_new (GtkWindow  *parent,
                                QdDocument *document);

G_END_DECLS
