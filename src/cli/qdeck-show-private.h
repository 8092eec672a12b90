#pragma once

#include "qd-finding.h"

G_BEGIN_DECLS

/* The two forms of qdeck show. */

char *qdeck_show_text (QdFigures *figures,
                       GPtrArray *findings);
char *qdeck_show_json (QdFigures *figures,
                       GPtrArray *findings);

G_END_DECLS
