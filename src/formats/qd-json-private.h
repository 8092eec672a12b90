#pragma once

#include "qd-json.h"

G_BEGIN_DECLS

/* Bounds of what is read. A plan a thousand times the usual one has 15 MB, 60,000 records and 600,000 values. */
#define QD_JSON_MAX_BYTES ((gsize) 256 * 1024 * 1024)
#define QD_JSON_MAX_VALUES 5000000
#define QD_JSON_MAX_RECORDS 1000000
#define QD_JSON_MAX_DEPTH 64
#define QD_JSON_MAX_NUMBER 1e15

/* qd-json-scan.c */
gboolean      qd_json_scan          (const char      *text,
                                     gsize            length,
                                     GError         **error);
void          qd_json_place         (const char      *text,
                                     const char      *at,
                                     guint           *line,
                                     guint           *column);

/* qd-json-reader.c */

/**
 * QdJsonReader:
 * @text: the whole text
 * @at: where the reader is
 * @end: the end of the text
 * @key: (nullable): the last key that had escapes
 */
typedef struct
{
  const char *text;
  const char *at;
  const char *end;
  char       *key;
} QdJsonReader;

/* A key of an object; no NUL follows it. */
typedef struct
{
  const char *text;
  gsize       length;
} QdJsonKey;

int           qd_json_hex4          (const char      *at,
                                     const char      *end);
char         *qd_json_decode        (const char      *start,
                                     const char      *end);
void          qd_json_reader_init   (QdJsonReader    *reader,
                                     const char      *text,
                                     gsize            length);
void          qd_json_reader_clear  (QdJsonReader    *reader);
gboolean      qd_json_reader_enter  (QdJsonReader    *reader);
gboolean      qd_json_reader_next   (QdJsonReader    *reader);
QdJsonKey     qd_json_reader_key    (QdJsonReader    *reader);
gboolean      qd_json_key_is        (const QdJsonKey *key,
                                     const char      *name);
void          qd_json_reader_skip   (QdJsonReader    *reader);
char         *qd_json_reader_text   (QdJsonReader    *reader);
double        qd_json_reader_number (QdJsonReader    *reader);
void          qd_json_reader_copy   (QdJsonReader    *reader,
                                     GString         *out);

/* qd-json.c */
const char   *qd_json_read_value    (QdJsonReader    *reader,
                                     const QdField   *field,
                                     QdValue         *value);
QdRecord     *qd_json_read_record   (QdJsonReader    *reader,
                                     QdRecordType     type,
                                     GError         **error);

/* qd-json-write.c */
void          qd_json_append_record (GString         *out,
                                     QdRecord        *record,
                                     gboolean         with_type);

G_END_DECLS
