#pragma once

#include <gtk/gtk.h>

#include "qd-columns.h"
#include "qd-document.h"
#include "qd-order.h"
#include "qd-rows.h"

G_BEGIN_DECLS

#define QD_TYPE_CELL (qd_cell_get_type ())

G_DECLARE_FINAL_TYPE (QdCell, qd_cell, QD, CELL, GtkWidget)

GtkWidget      *qd_cell_new          (QdDocument     *document,
                                      guint           slot,
                                      guint           chars);
void            qd_cell_bind         (QdCell         *cell,
                                      GtkListItem    *list_item,
                                      gpointer        item,
                                      const QdColumn *column,
                                      gboolean        heading,
                                      gboolean        at_end);
void            qd_cell_set_sorting  (QdCell         *cell,
                                      const char     *column,
                                      QdDirection     direction);
char           *qd_cell_sorted_name  (const char     *label,
                                      QdDirection     direction);
void            qd_cell_unbind       (QdCell         *cell);
void            qd_cell_refresh      (QdCell         *cell);
guint           qd_cell_get_slot     (QdCell         *cell);
guint           qd_cell_get_position (QdCell         *cell);
GtkWidget      *qd_cell_get_label    (QdCell         *cell);
GtkWidget      *qd_cell_get_finding_mark (QdCell     *cell);
QdRecord       *qd_cell_get_record   (QdCell         *cell);
const QdColumn *qd_cell_get_column   (QdCell         *cell);
gpointer        qd_cell_get_item     (QdCell         *cell);
gboolean        qd_cell_edit         (QdCell         *cell,
                                      const char     *typed);
gboolean        qd_cell_is_editing   (QdCell         *cell);
gboolean        qd_cell_is_typed_over (QdCell        *cell);
void            qd_cell_set_in_range (QdCell         *cell,
                                      gboolean        in_range);
gboolean        qd_cell_handle_key   (QdCell         *cell,
                                      guint           keyval,
                                      GdkModifierType state);
gboolean        qd_cell_commit       (QdCell         *cell);
QdChange       *qd_cell_dup_typing   (QdCell         *cell);
void            qd_cell_cancel       (QdCell         *cell);
QdCell         *qd_cell_get_edited   (GtkRoot        *root);
guint           qd_cell_column_chars (const QdColumn *column);

G_END_DECLS
