#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_PANE (qd_pane_get_type ())

G_DECLARE_FINAL_TYPE (QdPane, qd_pane, QD, PANE, GtkWidget)

void      qd_pane_set_document  (QdPane     *pane,
                                 QdDocument *document);
void      qd_pane_show_find     (QdPane     *pane,
                                 gboolean    replace);
void      qd_pane_show_findings (QdPane     *pane,
                                 QdPageId    page,
                                 const char *record);
gboolean  qd_pane_step_hit      (QdPane     *pane,
                                 int         step);

G_END_DECLS
