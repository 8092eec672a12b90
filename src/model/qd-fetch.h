#pragma once

#include "qd-record.h"

G_BEGIN_DECLS

/* How many records are worth being fetched at once, and how many with what they hold. */
#define QD_FETCH_RECORDS 32
#define QD_FETCH_HOLDERS 8

void qd_records_fetch      (QdRecord *const *records,
                            guint            n,
                            gboolean         with_held);
void qd_list_fetch_records (QdList          *list,
                            guint            at,
                            gboolean         with_held);

G_END_DECLS
