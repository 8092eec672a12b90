#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QdGrid:
 *
 * Cells of text in rows and columns, as a table on the clipboard or in a file has them. Rows may differ in length.
 */
typedef struct _QdGrid QdGrid;

void        qd_grid_free          (QdGrid *grid);
guint       qd_grid_get_n_rows    (QdGrid *grid);
guint       qd_grid_get_n_columns (QdGrid *grid);
const char *qd_grid_get_text      (QdGrid *grid,
                                   guint   row,
                                   guint   column);
guint       qd_grid_get_line      (QdGrid *grid,
                                   guint   row);
gboolean    qd_grid_has_header    (QdGrid *grid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdGrid, qd_grid_free)

G_END_DECLS
