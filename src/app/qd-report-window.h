#pragma once

#include <adwaita.h>

#include "qd-format.h"

G_BEGIN_DECLS

void qd_report_window_show (GtkWindow      *parent,
                            QdImportReport *report);

G_END_DECLS
