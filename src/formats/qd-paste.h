#pragma once

#include "qd-change.h"
#include "qd-columns.h"
#include "qd-format.h"
#include "qd-grid.h"

G_BEGIN_DECLS

guint     qd_paste_fit   (QdGrid                *grid,
                          QdListId               list);
QdChange *qd_paste_rows  (QdPlan                *plan,
                          QdRecord              *owner,
                          QdListId               list,
                          guint                  index,
                          const QdColumn *const *columns,
                          guint                  n_columns,
                          QdGrid                *grid,
                          QdImportReport       **report);
QdChange *qd_paste_cells (QdFigures             *figures,
                          QdRecord             **records,
                          guint                  n_records,
                          const QdColumn *const *columns,
                          guint                  n_columns,
                          QdGrid                *grid,
                          gboolean               fill,
                          QdImportReport       **report);

G_END_DECLS
