#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *qd_bidi_lead (const char *text,
                          gboolean    from_right);
char       *qd_bidi_wrap (const char *text,
                          gboolean    from_right);
char       *qd_bidi_mark (const char *text,
                          gboolean    from_right);

G_END_DECLS
