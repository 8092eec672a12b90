#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_FIND_PANE (qd_find_pane_get_type ())

G_DECLARE_FINAL_TYPE (QdFindPane, qd_find_pane, QD, FIND_PANE, GtkWidget)

GtkWidget *qd_find_pane_new   (QdDocument *document);
void       qd_find_pane_start (QdFindPane *pane,
                               gboolean    replace);
gboolean   qd_find_pane_step  (QdFindPane *pane,
                               int         step);

G_END_DECLS
