#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

gboolean   qd_comment_is_resolved (QdRecord *comment);
GPtrArray *qd_comments_on         (QdRecord *record);

G_END_DECLS
