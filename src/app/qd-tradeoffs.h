#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_TRADEOFFS (qd_tradeoffs_get_type ())

G_DECLARE_FINAL_TYPE (QdTradeoffs, qd_tradeoffs, QD, TRADEOFFS, GtkWidget)

GtkWidget *qd_tradeoffs_new          (QdDocument *document);
GtkWidget *qd_tradeoffs_get_controls (GtkWidget  *tradeoffs);

G_END_DECLS
