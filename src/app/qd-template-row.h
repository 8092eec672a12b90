#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QD_TYPE_TEMPLATE_ROW (qd_template_row_get_type ())

G_DECLARE_FINAL_TYPE (QdTemplateRow, qd_template_row, QD, TEMPLATE_ROW, AdwActionRow)

void   qd_template_row_set_file (QdTemplateRow *row,
                                 GFile         *file);
GFile *qd_template_row_get_file (QdTemplateRow *row);

G_END_DECLS
