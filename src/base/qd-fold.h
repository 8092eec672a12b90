#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *qd_fold_text   (const char  *text,
                      guint      **origins);
void  qd_fold_append (GString     *folded,
                      const char  *text);

G_END_DECLS
