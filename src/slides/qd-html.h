#pragma once

#include "qd-export.h"

G_BEGIN_DECLS

GBytes *qd_html_write (QdFigures              *figures,
                       GPtrArray              *findings,
                       const QdExportOptions  *options,
                       GError                **error);

G_END_DECLS
