#pragma once

#include <adwaita.h>

#include "qd-format.h"

G_BEGIN_DECLS

void  qd_report_window_show (GtkWindow      *parent,
                             QdImportReport *report);
guint qd_report_count_kept  (QdImportReport *report);
void  qd_report_toast       (GtkWidget      *widget,
                             const char     *message,
                             const char     *title,
                             const char     *kept,
                             QdImportReport *report);

G_END_DECLS
