#pragma once

#include "qd-date.h"

G_BEGIN_DECLS

char *qd_date_text_replace (const char  *text,
                            int          start,
                            int          end,
                            const GDate *date,
                            const GDate *near_date);

G_END_DECLS
