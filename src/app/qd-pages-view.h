#pragma once

#include <gtk/gtk.h>

#include "qd-export-source.h"

G_BEGIN_DECLS

#define QD_TYPE_PAGES_VIEW (qd_pages_view_get_type ())

G_DECLARE_FINAL_TYPE (QdPagesView, qd_pages_view, QD, PAGES_VIEW, GtkWidget)

GtkWidget *qd_pages_view_new         (void);
void       qd_pages_view_set_preview (QdPagesView *view,
                                      QdPreview   *preview);
void       qd_pages_view_set_busy    (QdPagesView *view,
                                      gboolean     busy);
void       qd_pages_view_set_message (QdPagesView *view,
                                      const char  *message);

G_END_DECLS
