#pragma once

#include <gtk/gtk.h>

#include "qd-lanes.h"

G_BEGIN_DECLS

/* What a row of the ranking stands for. */
typedef enum
{
  QD_RANK_WORK,    /* a work */
  QD_RANK_LINE,    /* where the capacity of all teams ends */
  QD_RANK_STRETCH, /* the heading over what can wait */
  QD_RANK_CUT,     /* and over what is not done */
} QdRankKind;

#define QD_TYPE_RANK_ROW (qd_rank_row_get_type ())

G_DECLARE_FINAL_TYPE (QdRankRow, qd_rank_row, QD, RANK_ROW, GtkWidget)

GtkWidget *qd_rank_row_new      (void);
void       qd_rank_row_show     (QdRankRow  *row,
                                 QdLanes    *lanes,
                                 QdRankKind  kind,
                                 guint       work);
void       qd_rank_row_set_drop (QdRankRow  *row,
                                 gboolean    dropping);

G_END_DECLS
