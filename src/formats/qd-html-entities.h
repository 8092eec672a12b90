#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize qd_html_decode_entity (const char *at,
                             const char *end,
                             gunichar   *character);

G_END_DECLS
