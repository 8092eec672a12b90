#pragma once

#include <gtk/gtk.h>

#include "qd-lanes.h"

G_BEGIN_DECLS

#define QD_TYPE_RANK_LIST (qd_rank_list_get_type ())

G_DECLARE_FINAL_TYPE (QdRankList, qd_rank_list, QD, RANK_LIST, GtkWidget)

GtkWidget *qd_rank_list_new       (void);
void       qd_rank_list_set_lanes (QdRankList *list,
                                   QdLanes    *lanes,
                                   QdRecord   *selected);
void       qd_rank_list_reveal    (QdRankList *list);
void       qd_rank_list_focus     (QdRankList *list);
GtkWidget *qd_rank_list_get_row   (QdRankList *list);

G_END_DECLS
