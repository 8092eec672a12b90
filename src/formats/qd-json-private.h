#pragma once

#include <json-glib/json-glib.h>

#include "qd-json.h"

G_BEGIN_DECLS

/* Bounds of what is read. A plan a thousand times the usual one has 15 MB, 60,000 records and 600,000 values. */
#define QD_JSON_MAX_BYTES ((gsize) 256 * 1024 * 1024)
#define QD_JSON_MAX_VALUES 5000000
#define QD_JSON_MAX_DEPTH 64
#define QD_JSON_MAX_NUMBER 1e15

/* qd-json-scan.c */
gboolean  qd_json_scan           (const char   *text,
                                  gsize         length,
                                  GError      **error);
void      qd_json_locate         (const char   *text,
                                  gsize         length,
                                  const char   *path,
                                  guint        *line,
                                  guint        *column);

/* qd-json.c */
JsonNode *qd_json_parse          (const char   *text,
                                  gsize         length,
                                  GError      **error);
const char *
          qd_json_read_value     (const QdField *field,
                                  JsonNode     *node,
                                  QdValue      *value);
QdRecord *qd_json_read_record    (QdRecordType  type,
                                  JsonObject   *object,
                                  GError      **error);

/* qd-json-write.c */
void      qd_json_append_node    (GString      *out,
                                  JsonNode     *node);
void      qd_json_append_record  (GString      *out,
                                  QdRecord     *record,
                                  gboolean      with_type);

G_END_DECLS
