#pragma once

#include "qd-export.h"
#include "qd-outline.h"

G_BEGIN_DECLS

GBytes *qd_html_write_outline (const QdOutline        *outline,
                               QdPlan                 *plan,
                               const QdExportOptions  *options,
                               GError                **error);
GBytes *qd_html_write (QdFigures              *figures,
                       GPtrArray              *findings,
                       const QdExportOptions  *options,
                       GError                **error);

G_END_DECLS
