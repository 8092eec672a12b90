#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

/**
 * QdTableFlags:
 * @QD_TABLE_TOTAL: ends with a row of totals
 * @QD_TABLE_TREE: a tree: the lists of an objective, each under a heading
 * @QD_TABLE_SCORECARD: a tree: the key results of an objective right below it, with their scores
 */
typedef enum
{
  QD_TABLE_PLAIN = 0,
  QD_TABLE_TOTAL = 1 << 0,
  QD_TABLE_TREE = 1 << 1,
  QD_TABLE_SCORECARD = 1 << 2,
} QdTableFlags;

#define QD_TYPE_TABLE (qd_table_get_type ())

G_DECLARE_FINAL_TYPE (QdTable, qd_table, QD, TABLE, GtkWidget)

GtkWidget *qd_table_new            (QdDocument   *document,
                                    QdList       *list,
                                    QdTableFlags  flags);
QdList    *qd_table_get_list       (QdTable      *table);
QdRecord  *qd_table_get_selected   (QdTable      *table);
gboolean   qd_table_select         (QdTable      *table,
                                    QdRecord     *record);
gboolean   qd_table_select_field   (QdTable      *table,
                                    QdRecord     *record,
                                    const QdField *field);
gboolean   qd_table_select_row     (QdTable      *table,
                                    QdRecord     *record);
void       qd_table_unselect       (QdTable      *table);
void       qd_table_add            (QdTable      *table);
gboolean   qd_table_is_file        (GFile        *file);
void       qd_table_add_files      (QdTable      *table,
                                    GSList       *files);
void       qd_table_focus          (QdTable      *table);
void       qd_table_set_max_height (QdTable      *table,
                                    int           height);
void       qd_table_expand_all     (QdTable      *table);
void       qd_table_sort_by        (QdTable      *table,
                                    const char   *column);
void       qd_table_filter         (QdTable      *table);
GActionGroup *qd_table_get_column_actions (QdTable *table);
GMenuModel *qd_table_build_columns_menu (QdTable  *table);

G_END_DECLS
