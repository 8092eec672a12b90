#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

void qd_print_run (GtkWindow  *parent,
                   QdDocument *document);

G_END_DECLS
