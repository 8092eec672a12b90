#pragma once

#include <glib.h>

G_BEGIN_DECLS

int qd_folder_make (const char *path,
                    int         mode);

G_END_DECLS
