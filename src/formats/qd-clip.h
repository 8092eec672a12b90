#pragma once

#include "qd-columns.h"
#include "qd-grid.h"

G_BEGIN_DECLS

char    *qd_clip_to_tsv   (QdFigures             *figures,
                           QdRecord             **records,
                           guint                  n_records,
                           const QdColumn *const *columns,
                           guint                  n_columns,
                           gboolean               header);
char    *qd_clip_to_html  (QdFigures             *figures,
                           QdRecord             **records,
                           guint                  n_records,
                           const QdColumn *const *columns,
                           guint                  n_columns,
                           gboolean               header);
QdGrid  *qd_clip_parse    (GBytes                *bytes,
                           const char            *mime_type,
                           GError               **error);

G_END_DECLS
