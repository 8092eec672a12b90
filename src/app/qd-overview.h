#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_OVERVIEW (qd_overview_get_type ())

G_DECLARE_FINAL_TYPE (QdOverview, qd_overview, QD, OVERVIEW, GtkWidget)

GtkWidget *qd_overview_new (QdDocument *document);

G_END_DECLS
