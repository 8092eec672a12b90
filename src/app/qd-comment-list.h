#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_COMMENT_LIST (qd_comment_list_get_type ())

G_DECLARE_FINAL_TYPE (QdCommentList, qd_comment_list, QD, COMMENT_LIST, GtkWidget)

GtkWidget *qd_comment_list_new        (QdDocument    *document,
                                       QdRecord      *record);
void       qd_comment_list_set_record (QdCommentList *list,
                                       QdRecord      *record);
gboolean   qd_comment_list_start      (QdCommentList *list);

G_END_DECLS
