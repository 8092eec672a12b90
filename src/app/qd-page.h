#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_PAGE (qd_page_get_type ())

G_DECLARE_FINAL_TYPE (QdPage, qd_page, QD, PAGE, GtkWidget)

GtkWidget *qd_page_new         (QdDocument *document,
                                QdPageId    page);
QdRecord  *qd_page_get_selected (QdPage    *page);
gboolean   qd_page_show_record (QdPage     *page,
                                QdRecord   *record,
                                const QdField *field);
gboolean   qd_page_comment     (QdPage     *page);
void       qd_page_add         (QdPage     *page);
gboolean   qd_page_add_files   (QdPage     *page,
                                GSList     *files);
gboolean   qd_page_focus       (QdPage     *page,
                                int         step);

G_END_DECLS
