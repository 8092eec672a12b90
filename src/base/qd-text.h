#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands between the names of a list, in any script. */
#define QD_TEXT_COMMAS ",，、،"

gboolean  qd_text_is_blank      (const char *text);
gboolean  qd_text_is_placeholder (const char *text);
char     *qd_text_printable     (const char *text);
char     *qd_text_narrow        (const char *text);
GStrv     qd_text_split         (const char *text,
                                 const char *marks);
char     *qd_text_join          (char       *first,
                                 char       *second);
char     *qd_text_normalise     (const char *text);
gboolean  qd_text_same          (const char *a,
                                 const char *b);
gboolean  qd_text_contains_word (const char *text,
                                 const char *word);

G_END_DECLS
