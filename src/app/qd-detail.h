#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_DETAIL (qd_detail_get_type ())

G_DECLARE_FINAL_TYPE (QdDetail, qd_detail, QD, DETAIL, GtkWidget)

GtkWidget *qd_detail_new        (QdDocument *document,
                                 gboolean    all_fields);
void       qd_detail_set_record (QdDetail   *detail,
                                 QdRecord   *record);
gboolean   qd_detail_show_record (QdDetail *detail,
                                 QdRecord *record,
                                 const QdField *field);
gboolean   qd_detail_comment    (QdDetail *detail);
QdRecord  *qd_detail_get_record (QdDetail   *detail);
gboolean   qd_detail_commit     (QdDetail   *detail);
QdChange  *qd_detail_dup_typing (QdDetail   *detail);

G_END_DECLS
