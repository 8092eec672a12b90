#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_FINDINGS_PANE (qd_findings_pane_get_type ())

G_DECLARE_FINAL_TYPE (QdFindingsPane, qd_findings_pane, QD, FINDINGS_PANE, GtkWidget)

GtkWidget *qd_findings_pane_new   (QdDocument     *document);
void       qd_findings_pane_start (QdFindingsPane *pane,
                                   QdPageId        page,
                                   const char     *record);

G_END_DECLS
