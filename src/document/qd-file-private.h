#pragma once

#include "qd-file.h"

G_BEGIN_DECLS

/* The way for places that are not local, apart so that tests can walk it on a local file. */
gboolean  qd_file_replace_by_stream (GFile         *file,
                                     GBytes        *bytes,
                                     QdFileStamp   *expected,
                                     QdFileStamp  **stamp,
                                     GCancellable  *cancellable,
                                     GError       **error);

G_END_DECLS
