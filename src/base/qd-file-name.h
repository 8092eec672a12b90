#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *qd_file_name_from_title (const char *title,
                               const char *otherwise);

G_END_DECLS
