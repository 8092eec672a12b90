#pragma once

#include "qd-figures.h"

G_BEGIN_DECLS

char *qd_changes_write       (GPtrArray  *differences,
                              GPtrArray  *effects,
                              const char *from_name,
                              const char *to_name);
char *qd_changes_to_markdown (QdFigures  *from,
                              QdFigures  *to,
                              const char *from_name,
                              const char *to_name);

G_END_DECLS
