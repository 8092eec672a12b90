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

/* The steps of replacing that drafts and snapshots need too. */
gboolean  qd_file_write_all  (int         fd,
                              GBytes     *bytes);
void      qd_file_sync_folder (const char *folder);

/* The ending, behind that of the file, of what a process was writing when it was killed: no use to anybody. */
#define QD_FILE_NEW_ENDING ".new"

int       qd_file_replace_parts (const char *path,
                                 GBytes    **parts,
                                 guint       n_parts);
void      qd_file_remove_leftovers (const char *folder);

G_END_DECLS
