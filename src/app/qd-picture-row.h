#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QD_TYPE_PICTURE_ROW (qd_picture_row_get_type ())

G_DECLARE_FINAL_TYPE (QdPictureRow, qd_picture_row, QD, PICTURE_ROW, AdwActionRow)

GtkWidget *qd_picture_row_new         (void);
void       qd_picture_row_set_picture (QdPictureRow *row,
                                       const char   *picture);

G_END_DECLS
