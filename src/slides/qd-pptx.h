#pragma once

#include "qd-export.h"

G_BEGIN_DECLS

GBytes *qd_pptx_write (QdFigures              *figures,
                       GPtrArray              *findings,
                       const QdExportOptions  *options,
                       GError                **error);
gboolean qd_pptx_check_template (const char  *path,
                                 GError     **error);

G_END_DECLS
