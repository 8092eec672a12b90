#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *qd_id_new     (const char *prefix);
char     *qd_id_derive  (const char *prefix,
                         const char *section,
                         const char *title,
                         guint       ordinal);
gboolean  qd_id_is_valid (const char *id);

G_END_DECLS
