#pragma once

#include <glib.h>

G_BEGIN_DECLS

void qd_memory_keep (void);

G_END_DECLS
