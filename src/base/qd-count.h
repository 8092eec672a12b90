#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *qd_count_printf (const char *format,
                       ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
