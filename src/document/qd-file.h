#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define QD_FILE_MAX_BYTES (256 * 1024 * 1024)

/**
 * QdFileStamp:
 *
 * What a file held when it was read or written, for telling later whether another program changed it. Immutable.
 */
typedef struct _QdFileStamp QdFileStamp;

QdFileStamp *qd_file_stamp_ref   (QdFileStamp   *stamp);
void         qd_file_stamp_unref (QdFileStamp   *stamp);

char        *qd_file_stamp_to_string   (QdFileStamp *stamp);
QdFileStamp *qd_file_stamp_from_string (const char  *text);
GBytes      *qd_file_stamp_get_bytes   (QdFileStamp *stamp);

char        *qd_file_dup_name    (GFile         *file);
GBytes      *qd_file_read        (GFile         *file,
                                  QdFileStamp  **stamp,
                                  GCancellable  *cancellable,
                                  GError       **error);
gboolean     qd_file_replace     (GFile         *file,
                                  GBytes        *bytes,
                                  QdFileStamp   *expected,
                                  QdFileStamp  **stamp,
                                  GCancellable  *cancellable,
                                  GError       **error);
gboolean     qd_file_is_unchanged (GFile        *file,
                                   QdFileStamp  *stamp,
                                   GCancellable *cancellable,
                                   GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdFileStamp, qd_file_stamp_unref)

G_END_DECLS
