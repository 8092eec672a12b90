#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_SIDEBAR (qd_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (QdSidebar, qd_sidebar, QD, SIDEBAR, GtkWidget)

GtkWidget *qd_sidebar_new             (void);
void       qd_sidebar_set_document    (QdSidebar  *sidebar,
                                       QdDocument *document);
void       qd_sidebar_select          (QdSidebar  *sidebar,
                                       QdPageId    page);
QdPageId   qd_sidebar_get_selected    (QdSidebar  *sidebar);
void       qd_sidebar_focus           (QdSidebar  *sidebar);
int        qd_sidebar_get_title_width (QdSidebar  *sidebar);

G_END_DECLS
