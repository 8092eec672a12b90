#pragma once

#include "qd-line-aid.h"

G_BEGIN_DECLS

#define QD_TYPE_COMPLETION (qd_completion_get_type ())

G_DECLARE_FINAL_TYPE (QdCompletion, qd_completion, QD, COMPLETION, QdLineAid)

G_END_DECLS
