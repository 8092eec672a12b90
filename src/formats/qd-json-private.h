#pragma once

#include <json-glib/json-glib.h>

#include "qd-json.h"

G_BEGIN_DECLS

/* Bounds of what is read. A plan a thousand times the usual one has 15 MB, 60,000 records and 600,000 values. */
#define QD_JSON_MAX_BYTES ((gsize) 256 * 1024 * 1024)
#define QD_JSON_MAX_VALUES 5000000
#define QD_JSON_MAX_RECORDS 1000000
#define QD_JSON_MAX_DEPTH 64
#define QD_JSON_MAX_NUMBER 1e15

/* qd-json-scan.c */
gboolean    qd_json_scan          (const char     *text,
                                   gsize           length,
                                   gboolean       *long_integers,
                                   GError        **error);
void        qd_json_place         (const char     *text,
                                   const char     *at,
                                   guint          *line,
                                   guint          *column);

/* qd-json-places.c */

/* A member or an element: which of its object or list, from 0, and where its value starts. */
typedef struct
{
  guint       index;
  const char *at;
} QdJsonPlace;

/**
 * QdJsonPlaces:
 * @text: the whole text
 * @end: its end
 * @long_integers: whether there are integers that may not fit into 64 bits: json-glib wraps them without a word
 * @path: where in the tree its reader is: which member or element at each level; kept up to date by the reader
 * @depth: how many steps @path has
 * @found: the path that was looked up last
 * @n_found: how many steps @found has
 */
typedef struct
{
  const char *text;
  const char *end;
  gboolean    long_integers;
  guint       path[QD_JSON_MAX_DEPTH];
  guint       depth;
  QdJsonPlace found[QD_JSON_MAX_DEPTH];
  guint       n_found;
} QdJsonPlaces;

void        qd_json_places_init   (QdJsonPlaces   *places,
                                   const char     *text,
                                   gsize           length);
const char *qd_json_places_find   (QdJsonPlaces   *places);
void        qd_json_places_copy   (QdJsonPlaces   *places,
                                   GString        *out);

/* qd-json.c */
JsonParser *qd_json_parse         (const char     *text,
                                   gsize           length,
                                   QdJsonPlaces   *places,
                                   GError        **error);
gboolean    qd_json_is_string     (JsonNode       *node);
gboolean    qd_json_is_number     (JsonNode       *node);
double      qd_json_read_number   (JsonNode       *node,
                                   QdJsonPlaces   *places);
const char *qd_json_read_value    (JsonNode       *node,
                                   QdJsonPlaces   *places,
                                   const QdField  *field,
                                   QdValue        *value);
QdRecord   *qd_json_read_record   (JsonObject     *object,
                                   QdJsonPlaces   *places,
                                   QdRecordType    type,
                                   GError        **error);

/* qd-json-write.c */
void        qd_json_append_record (GString        *out,
                                   QdRecord       *record,
                                   gboolean        with_type);

G_END_DECLS
