#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Lines that tell whether they are whole: a checksum, a space, the text, a line feed. */

void        qd_line_append     (GString     *out,
                                const char  *text);
char       *qd_line_next       (const char **at,
                                const char  *end);

/* A head is such a line whose text is a JSON object; it says what follows it. */
void        qd_head_append     (GString     *out,
                                JsonObject  *head);
JsonObject *qd_head_next       (const char **at,
                                const char  *end);
const char *qd_head_get_text   (JsonObject  *head,
                                const char  *member);
gint64      qd_head_get_number (JsonObject  *head,
                                const char  *member);

G_END_DECLS
