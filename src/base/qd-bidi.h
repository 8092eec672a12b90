#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *qd_bidi_mark (const char *text,
                    gboolean    from_right);

G_END_DECLS
