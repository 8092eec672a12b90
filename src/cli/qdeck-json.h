#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QdeckJson:
 *
 * JSON that is being written, value after value. Inside an object each value has a key, inside an array none. Numbers
 * read back the same; unknown ones are null.
 */
typedef struct _QdeckJson QdeckJson;

QdeckJson  *qdeck_json_new          (gboolean     one_line);
void        qdeck_json_free         (QdeckJson   *json);
void        qdeck_json_begin_object (QdeckJson   *json,
                                     const char  *key);
void        qdeck_json_begin_array  (QdeckJson   *json,
                                     const char  *key);
void        qdeck_json_end          (QdeckJson   *json);
void        qdeck_json_text         (QdeckJson   *json,
                                     const char  *key,
                                     const char  *text);
void        qdeck_json_number       (QdeckJson   *json,
                                     const char  *key,
                                     double       number);
void        qdeck_json_boolean      (QdeckJson   *json,
                                     const char  *key,
                                     gboolean     boolean);
void        qdeck_json_raw          (QdeckJson   *json,
                                     const char  *key,
                                     const char  *text);
const char *qdeck_json_finish       (QdeckJson   *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdeckJson, qdeck_json_free)

G_END_DECLS
