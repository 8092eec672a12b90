#pragma once

#include "qd-date.h"

G_BEGIN_DECLS

char *qd_date_text_replace (const char  *text,
                            int          start,
                            int          end,
                            const GDate *date,
                            const GDate *near_date);

char *qd_date_text_shift   (const char  *text,
                            const GDate *near_date,
                            const GDate *new_near_date,
                            int          weeks,
                            int          months);
char *qd_quarter_text_shift (const char *text,
                             int         quarters);

G_END_DECLS
