#pragma once

#include "qd-schema.h"

G_BEGIN_DECLS

char     *qd_field_name_key   (const char   *name,
                               gboolean      brackets);
gboolean  qd_field_name_same  (const char   *label,
                               const char   *name);
int       qd_field_names_find (QdRecordType  type,
                               const char   *name,
                               gboolean      with_aliases,
                               guint64       taken);

G_END_DECLS
