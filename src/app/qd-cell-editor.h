#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_CELL_EDITOR (qd_cell_editor_get_type ())

G_DECLARE_FINAL_TYPE (QdCellEditor, qd_cell_editor, QD, CELL_EDITOR, GtkWidget)

GtkWidget *qd_cell_editor_new        (QdDocument    *document,
                                      const QdField *field,
                                      const char    *text,
                                      gboolean       typed_over);
char      *qd_cell_editor_dup_text   (QdCellEditor  *editor);
gboolean   qd_cell_editor_is_typed_over (QdCellEditor *editor);
gboolean   qd_cell_editor_is_changed (QdCellEditor  *editor);
gboolean   qd_cell_editor_handle_key (QdCellEditor  *editor,
                                      guint          keyval,
                                      GdkModifierType state);
void       qd_cell_editor_start      (QdCellEditor  *editor);
void       qd_cell_editor_focus      (QdCellEditor  *editor);
void       qd_cell_editor_set_at_end (QdCellEditor  *editor,
                                      gboolean       at_end);
gboolean   qd_cell_editor_covers     (QdCellEditor  *editor);
void       qd_cell_editor_set_refused (QdCellEditor *editor,
                                      const char    *message);

G_END_DECLS
