#pragma once

#include "qd-measure.h"

G_BEGIN_DECLS

#define QD_MEASURE_N_CURRENCIES 5

extern const char *const qd_measure_currencies[QD_MEASURE_N_CURRENCIES];

gboolean qd_measure_is_in (const char        *text,
                           const char *const *table,
                           gsize              n);

G_END_DECLS
