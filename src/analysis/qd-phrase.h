#pragma once

#include <glib.h>

G_BEGIN_DECLS

void qd_phrase_add_part (GString    *list,
                         const char *part);
void qd_phrase_add_fact (GString    *line,
                         const char *fact);

G_END_DECLS
