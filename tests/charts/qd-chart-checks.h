#pragma once

#include "qd-chart.h"

G_BEGIN_DECLS

void qd_check_chart (QdChart    *chart,
                     const char *what);

G_END_DECLS
