#pragma once

#include "qd-chart-private.h"

G_BEGIN_DECLS

gboolean qd_allocation_is_over  (const QdCategoryValue *category);
gboolean qd_allocation_is_moved (const QdCategoryValue *category);
void     qd_allocation_sort     (QdChart               *chart,
                                 guint                 *order);
char    *qd_allocation_title    (QdChart               *chart);

G_END_DECLS
