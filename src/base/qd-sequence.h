#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  qd_sequence_mark_longest_run (const int *places,
                                    gboolean  *stays,
                                    guint      n_places);

G_END_DECLS
