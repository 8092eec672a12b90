#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_FINDINGS_BAR (qd_findings_bar_get_type ())

G_DECLARE_FINAL_TYPE (QdFindingsBar, qd_findings_bar, QD, FINDINGS_BAR, GtkWidget)

GtkWidget *qd_findings_bar_new (QdDocument *document,
                                QdPageId    page);
GtkWidget *qd_finding_row_new  (const QdFinding *finding,
                                gboolean    brief);

G_END_DECLS
