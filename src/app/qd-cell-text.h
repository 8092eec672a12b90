#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QD_TYPE_CELL_TEXT (qd_cell_text_get_type ())

G_DECLARE_FINAL_TYPE (QdCellText, qd_cell_text, QD, CELL_TEXT, GtkWidget)

GtkWidget  *qd_cell_text_new        (guint       min_chars,
                                     guint       nat_chars);
void        qd_cell_text_set_text   (QdCellText *self,
                                     const char *text,
                                     gboolean    wraps);
const char *qd_cell_text_get_text   (QdCellText *self);
void        qd_cell_text_set_taken  (QdCellText *self,
                                     int         width);
void        qd_cell_text_set_at_end (QdCellText *self,
                                     gboolean    at_end);
gboolean    qd_cell_text_is_cut     (QdCellText *self);

G_END_DECLS
