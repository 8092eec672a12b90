#pragma once

#include <gtk/gtk.h>

#include "qd-order.h"

G_BEGIN_DECLS

/**
 * QdRowOrder:
 *
 * The order that all rows of a table follow, of however many lists they are. What is given out of an order that changes
 * nothing is as good as the lists themselves; when that begins or ends, rows are made anew.
 */
#define QD_TYPE_ROW_ORDER (qd_row_order_get_type ())

G_DECLARE_FINAL_TYPE (QdRowOrder, qd_row_order, QD, ROW_ORDER, GObject)

QdRowOrder *qd_row_order_new         (QdOrder    *order);
QdOrder    *qd_row_order_get_order   (QdRowOrder *self);
GListModel *qd_row_order_add_list    (QdRowOrder *self,
                                      QdList     *list);
GListModel *qd_row_order_add_groups  (QdRowOrder *self,
                                      GListModel *groups);
gboolean    qd_row_order_settle      (QdRowOrder *self);
int         qd_row_order_index_of    (QdRowOrder *self,
                                      QdRecord   *record);
QdRecord   *qd_row_order_get_next    (QdRowOrder *self,
                                      QdRecord   *record);
QdRecord   *qd_row_order_get_last    (QdRowOrder *self,
                                      QdList     *list);

G_END_DECLS
