#pragma once

#include <gtk/gtk.h>

#include "qd-columns.h"
#include "qd-row-order.h"

G_BEGIN_DECLS

/* What a row of a table stands for beside records: the heading over the children of a record, the totals, and the row
 * that adds a record. They are items of the same model, so that they share its columns. */

typedef enum
{
  QD_ROW_RECORD,
  QD_ROW_GROUP,
  QD_ROW_TOTAL,
  QD_ROW_ADD,
} QdRowKind;

#define QD_TYPE_ROW (qd_row_get_type ())

G_DECLARE_FINAL_TYPE (QdRow, qd_row, QD, ROW, GObject)

QdRow      *qd_row_new           (QdRowKind   kind,
                                  QdList     *list,
                                  QdRowOrder *order);
QdRowKind   qd_row_get_kind      (QdRow      *row);
QdList     *qd_row_get_list      (QdRow      *row);
guint       qd_row_count_shown   (QdRow      *row);
gpointer    qd_rows_unwrap       (gpointer    item);
QdRowKind   qd_rows_kind         (gpointer    item);
QdRecord   *qd_rows_record       (gpointer    item);
char       *qd_rows_key          (gpointer    item);
GListModel *qd_rows_model_new    (QdRowOrder *order,
                                  QdList     *list,
                                  gboolean    total,
                                  gboolean    add);
GtkTreeListModel *qd_rows_tree_new (QdRowOrder *order,
                                    GListModel *root,
                                    gboolean    grouped);

G_END_DECLS
