#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "qd-error.h"

/* Reading with a bound, and replacing so that there is the old file or the new one at every moment, also after a crash.
 *
 * g_file_replace_contents() does not keep that promise (GLib 2.74.6, gio/glocalfileoutputstream.c and gio/gfile.c):
 * when writing fails, the half-written file is closed and thereby put in the place of the good one; what is reached
 * through a symbolic link, or has a second hard link, is emptied and written in place; a new file is not synced, nor is
 * the directory ever; the asynchronous variant ignores errors of closing; and the etag is compared before the writing,
 * not after it. Hence our own for local files. All functions here block: call them in a worker thread. */

#define CHUNK_BYTES (1024 * 1024)
#define MAX_LINKS 40
#define STAMP_ATTRIBUTES \
  G_FILE_ATTRIBUTE_ETAG_VALUE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE

struct _QdFileStamp
{
  char   *etag;   /* NULL where the place has none */
  goffset size;
  char   *digest; /* SHA-256 of the bytes */
  GBytes *bytes;  /* NULL if they are not at hand */
};

/* What to say, by what went wrong. Each takes the name of the file, the last of each the system's words too. */
typedef struct
{
  GIOErrorEnum  code;
  const char   *message;
} Saying;

static const Saying read_sayings[] = {
  { G_IO_ERROR_NOT_FOUND, N_("“%s” does not exist.") },
  { G_IO_ERROR_NOT_DIRECTORY, N_("“%s” does not exist.") },
  { G_IO_ERROR_IS_DIRECTORY, N_("“%s” is a folder, not a plan.") },
  { G_IO_ERROR_PERMISSION_DENIED, N_("You are not allowed to read “%s”.") },
  { G_IO_ERROR_FAILED, N_("“%s” cannot be read: %s.") },
};

static const Saying write_sayings[] = {
  { G_IO_ERROR_NO_SPACE, N_("There is no space left to save “%s”. Make room there, or save the plan elsewhere.") },
  { G_IO_ERROR_READ_ONLY, N_("“%s” cannot be saved because its place can only be read. Save the plan elsewhere.") },
  { G_IO_ERROR_PERMISSION_DENIED,
    N_("You are not allowed to save “%s” in its folder. Save the plan elsewhere, or ask for permission to write "
       "there.") },
  { G_IO_ERROR_NOT_FOUND, N_("The folder of “%s” does not exist. Save the plan elsewhere.") },
  { G_IO_ERROR_NOT_DIRECTORY, N_("The folder of “%s” does not exist. Save the plan elsewhere.") },
  { G_IO_ERROR_IS_DIRECTORY, N_("“%s” is a folder. Save the plan under another name.") },
  { G_IO_ERROR_NOT_REGULAR_FILE, N_("“%s” is not an ordinary file. Save the plan under another name.") },
  { G_IO_ERROR_FILENAME_TOO_LONG, N_("The name “%s” is too long. Save the plan under a shorter one.") },
  { G_IO_ERROR_TOO_MANY_LINKS, N_("“%s” is a link that leads nowhere. Save the plan under another name.") },
  { G_IO_ERROR_FAILED, N_("“%s” cannot be saved: %s. Save the plan elsewhere.") },
};

/* Sets @error to the saying for @code; the last one of @sayings speaks for all codes that have none. */
static void
set_error (GError       **error,
           const Saying  *sayings,
           guint          n_sayings,
           GFile         *file,
           GIOErrorEnum   code,
           const char    *reason)
{
  g_autofree char *name = qd_file_dup_name (file);
  guint i = 0;

  if (code == G_IO_ERROR_CANCELLED)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, reason);
      return;
    }

  while (i < n_sayings - 1 && sayings[i].code != code)
    i++;
  g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _(sayings[i].message), name, reason);
}

static void
set_read_error (GError **error,
                GFile   *file,
                GError  *cause)
{
  set_error (error, read_sayings, G_N_ELEMENTS (read_sayings), file,
             cause->domain == G_IO_ERROR ? (GIOErrorEnum) cause->code : G_IO_ERROR_FAILED, cause->message);
}

static void
set_write_error (GError **error,
                 GFile   *file,
                 GError  *cause)
{
  set_error (error, write_sayings, G_N_ELEMENTS (write_sayings), file,
             cause->domain == G_IO_ERROR ? (GIOErrorEnum) cause->code : G_IO_ERROR_FAILED, cause->message);
}

static void
set_write_errno (GError **error,
                 GFile   *file,
                 int      number)
{
  set_error (error, write_sayings, G_N_ELEMENTS (write_sayings), file, g_io_error_from_errno (number),
             g_strerror (number));
}

/* Not every place has one, and newer GIO wants to be asked first. */
static const char *
get_etag (GFileInfo *info)
{
  return info != NULL && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_ETAG_VALUE) ? g_file_info_get_etag (info) : NULL;
}

static QdFileStamp *
stamp_new (const char *etag,
           GBytes     *bytes)
{
  QdFileStamp *stamp = g_atomic_rc_box_new0 (QdFileStamp);

  stamp->etag = g_strdup (etag);
  stamp->size = (goffset) g_bytes_get_size (bytes);
  stamp->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  stamp->bytes = g_bytes_ref (bytes);

  return stamp;
}

static void
stamp_clear (gpointer data)
{
  QdFileStamp *stamp = data;

  g_free (stamp->etag);
  g_free (stamp->digest);
  g_clear_pointer (&stamp->bytes, g_bytes_unref);
}

QdFileStamp *
qd_file_stamp_ref (QdFileStamp *stamp)
{
  return g_atomic_rc_box_acquire (stamp);
}

void
qd_file_stamp_unref (QdFileStamp *stamp)
{
  g_atomic_rc_box_release_full (stamp, stamp_clear);
}

/**
 * qd_file_stamp_to_string:
 *
 * Returns: (transfer full): @stamp as text in one line, for qd_file_stamp_from_string()
 */
char *
qd_file_stamp_to_string (QdFileStamp *stamp)
{
  return g_strdup_printf ("%" G_GOFFSET_FORMAT " %s %s", stamp->size, stamp->digest,
                          stamp->etag != NULL ? stamp->etag : "");
}

/**
 * qd_file_stamp_from_string:
 * @text: what qd_file_stamp_to_string() gave
 *
 * Returns: (transfer full) (nullable): a stamp of the same, without its bytes; %NULL if @text is none
 */
QdFileStamp *
qd_file_stamp_from_string (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 3);
  QdFileStamp *stamp;
  guint64 size;

  if (g_strv_length (parts) != 3 || !g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXOFFSET, &size, NULL))
    return NULL;

  stamp = g_atomic_rc_box_new0 (QdFileStamp);
  stamp->size = (goffset) size;
  stamp->digest = g_strdup (parts[1]);
  stamp->etag = *parts[2] != '\0' ? g_strdup (parts[2]) : NULL;

  return stamp;
}

/**
 * qd_file_stamp_get_bytes:
 *
 * Returns: (transfer none) (nullable): what the file held, if it is at hand
 */
GBytes *
qd_file_stamp_get_bytes (QdFileStamp *stamp)
{
  return stamp->bytes;
}

/**
 * qd_file_dup_name:
 *
 * Returns: (transfer full): the name of @file without its folder, fit to be shown
 */
char *
qd_file_dup_name (GFile *file)
{
  g_autofree char *basename = g_file_get_basename (file);

  return basename != NULL ? g_filename_display_name (basename) : g_file_get_parse_name (file);
}

static gboolean
check_size (GFile   *file,
            guint64  size,
            GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *most = NULL;

  if (size <= QD_FILE_MAX_BYTES)
    return TRUE;

  name = qd_file_dup_name (file);
  most = g_format_size_full (QD_FILE_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);
  g_set_error (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("“%s” is larger than %s, and so not a plan."), name, most);

  return FALSE;
}

/* Reads to the end, or to just beyond the bound: pipes and devices do not tell their size. */
static GBytes *
read_stream (GFile         *file,
             GInputStream  *stream,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) cause = NULL;
  gssize n_read;

  do
    {
      guint length = bytes->len;

      g_byte_array_set_size (bytes, length + CHUNK_BYTES);
      n_read = g_input_stream_read (stream, bytes->data + length, CHUNK_BYTES, cancellable, &cause);
      g_byte_array_set_size (bytes, length + (guint) MAX (n_read, 0));
    }
  while (n_read > 0 && bytes->len <= QD_FILE_MAX_BYTES);

  if (n_read < 0)
    {
      set_read_error (error, file, cause);
      return NULL;
    }
  if (!check_size (file, bytes->len, error))
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * qd_file_read:
 * @file: what to read
 * @stamp: (out) (optional) (transfer full): what @file held
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error: %QD_ERROR_TOO_LARGE, else %QD_ERROR_FAILED with a sentence that says what is
 *   wrong
 *
 * Reads a file whole, up to %QD_FILE_MAX_BYTES. Blocks.
 *
 * Returns: (transfer full): its bytes, or %NULL with @error set
 */
GBytes *
qd_file_read (GFile         *file,
              QdFileStamp  **stamp,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  stream = g_file_read (file, cancellable, &cause);
  if (stream == NULL)
    {
      set_read_error (error, file, cause);
      return NULL;
    }

  /* Asked before reading: what is written into the file meanwhile then counts as a change from outside. */
  info = g_file_input_stream_query_info (stream, STAMP_ATTRIBUTES, cancellable, NULL);
  if (info != NULL && !check_size (file, (guint64) g_file_info_get_size (info), error))
    return NULL;

  bytes = read_stream (file, G_INPUT_STREAM (stream), cancellable, error);
  if (bytes == NULL)
    return NULL;

  if (stamp != NULL)
    *stamp = stamp_new (get_etag (info), bytes);

  return g_steal_pointer (&bytes);
}

/**
 * qd_file_is_unchanged:
 * @file: a file
 * @stamp: what it held once
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Tells whether @file still holds what it held. A file that was merely touched, checked out again or copied back does.
 * Blocks; reads the file only if its time says that it was written.
 *
 * Returns: %FALSE with @error unset if it holds something else; %FALSE with @error set to a %G_IO_ERROR if it cannot be
 *   told, as when @file is gone
 */
gboolean
qd_file_is_unchanged (GFile         *file,
                      QdFileStamp   *stamp,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;
  GFileType type;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (stamp != NULL, FALSE);

  info = g_file_query_info (file, STAMP_ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return FALSE;

  /* GIO passes over what it cannot look at, and tells of a link itself where that leads to such: nothing of the file. */
  type = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_STANDARD_TYPE);
  if (type != G_FILE_TYPE_UNKNOWN && type != G_FILE_TYPE_SYMBOLIC_LINK)
    {
      if (g_file_info_get_size (info) != stamp->size)
        return FALSE;
      if (stamp->etag != NULL && g_strcmp0 (get_etag (info), stamp->etag) == 0)
        return TRUE;
    }

  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  if (bytes == NULL)
    return FALSE;
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_str_equal (digest, stamp->digest);
}

/* Returns: whether @file may be replaced by somebody who knows what it held as @expected. One that is gone may: nothing
 * is lost by that. */
static gboolean
check_expected (GFile         *file,
                QdFileStamp   *expected,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *name = NULL;

  if (expected == NULL || qd_file_is_unchanged (file, expected, cancellable, &cause) ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;

  if (cause != NULL)
    {
      set_write_error (error, file, cause);
      return FALSE;
    }

  name = qd_file_dup_name (file);
  g_set_error (error, QD_ERROR, QD_ERROR_CHANGED,
               _("Another program changed “%s” since it was opened or saved here. "
                 "Save the plan under another name to keep both, or overwrite what the other program wrote."), name);

  return FALSE;
}

static void
close_fd (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

/* Follows the links that @path itself may be: what they lead to is replaced, and they stay. Links among its folders
 * need no care. The end of the chain need not exist yet. */
static char *
follow_links (GFile       *file,
              const char  *path,
              GError     **error)
{
  g_autofree char *at = g_strdup (path);

  for (int i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = NULL;
      g_autofree char *folder = NULL;
      char first;

      /* What cannot be looked at may be a link, and must not be taken for what it leads to. */
      if (readlink (at, &first, 1) < 0)
        {
          if (errno == EINVAL || errno == ENOENT)
            return g_steal_pointer (&at);
          set_write_errno (error, file, errno);
          return NULL;
        }
      link = g_file_read_link (at, NULL);
      if (link == NULL)
        {
          set_write_errno (error, file, EIO);
          return NULL;
        }

      folder = g_path_get_dirname (at);
      g_free (at);
      at = g_path_is_absolute (link) ? g_steal_pointer (&link) : g_build_filename (folder, link, NULL);
    }

  set_write_errno (error, file, ELOOP);

  return NULL;
}

/* Access lists, tags and labels. What cannot be carried over is no reason not to save. */
static void
keep_xattrs (int         fd,
             const char *path)
{
#ifdef __linux__
  ssize_t length = listxattr (path, NULL, 0);
  g_autofree char *names = length > 0 ? g_malloc ((gsize) length) : NULL;

  length = names != NULL ? listxattr (path, names, (gsize) length) : 0;
  for (const char *name = names; length > 0 && name < names + length; name += strlen (name) + 1)
    {
      ssize_t size = getxattr (path, name, NULL, 0);
      g_autofree char *value = size >= 0 ? g_malloc ((gsize) size + 1) : NULL;

      size = value != NULL ? getxattr (path, name, value, (gsize) size) : -1;
      if (size >= 0 && fsetxattr (fd, name, value, (gsize) size, 0) != 0)
        g_debug ("%s: cannot keep %s: %s", path, name, g_strerror (errno));
    }
#endif
}

/* Gives the new file what the old one had. Where the group cannot be kept, another one must not get its rights: it gets
 * those of everybody. */
static gboolean
keep_attributes (int                fd,
                 const char        *path,
                 const struct stat *old)
{
  mode_t mode = old->st_mode & 07777;
  struct stat now;

  if (fchown (fd, old->st_uid, old->st_gid) != 0 && fchown (fd, (uid_t) -1, old->st_gid) != 0)
    g_debug ("%s: cannot keep owner and group: %s", path, g_strerror (errno));
  if (fstat (fd, &now) != 0)
    return FALSE;

  if (now.st_gid != old->st_gid)
    return fchmod (fd, (mode & 0707) | ((mode & 07) << 3)) == 0;

  if (fchmod (fd, now.st_uid == old->st_uid ? mode : mode & 01777) != 0)
    return FALSE;
  keep_xattrs (fd, path);

  return TRUE;
}

/* Returns: whether all of @bytes is written, though maybe not on the disk yet; with errno set if not */
gboolean
qd_file_write_all (int     fd,
                   GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      ssize_t n_written = write (fd, data, MIN (length, CHUNK_BYTES));

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written < 0)
        return FALSE;
      data += n_written;
      length -= (gsize) n_written;
    }

  return TRUE;
}

/* So that the new name survives a crash as well as the bytes. Some file systems cannot, and some need not. */
void
qd_file_sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0 || g_fsync (fd) != 0)
    g_debug ("%s: cannot sync: %s", folder, g_strerror (errno));
  close_fd (&fd);
}

/* qd_file_replace_parts:
 * @path: a file that only we write
 * @parts: what to write
 * @n_parts: how many
 *
 * Writes one of our own files, durably and whole; nobody else may be writing the same.
 *
 * Returns: a descriptor of the new file, for writing more; -1 with errno set if there is what was there before */
int
qd_file_replace_parts (const char *path,
                       GBytes    **parts,
                       guint       n_parts)
{
  g_autofree char *temporary = g_strconcat (path, QD_FILE_NEW_ENDING, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gboolean done = fd >= 0;
  int number;

  for (guint i = 0; done && i < n_parts; i++)
    done = qd_file_write_all (fd, parts[i]);
  if (done && g_fsync (fd) == 0 && g_rename (temporary, path) == 0)
    {
      qd_file_sync_folder (folder);
      return fd;
    }

  number = errno;
  if (fd >= 0)
    {
      close (fd);
      g_unlink (temporary);
    }
  errno = number;

  return -1;
}

/* qd_file_remove_leftovers:
 * @folder: a folder that nobody is writing into
 *
 * Removes what processes that were killed left of qd_file_replace_parts(). */
void
qd_file_remove_leftovers (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, QD_FILE_NEW_ENDING))
        g_unlink (path);
    }
}

/* The file beside the target that is to take its place. */
static gboolean
write_temporary (GFile             *file,
                 const char        *path,
                 const struct stat *old,
                 GBytes            *bytes,
                 char              *temporary,
                 GError           **error)
{
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, old != NULL ? 0600 : 0666);
  gboolean done;
  int number;

  if (fd < 0)
    {
      set_write_errno (error, file, errno);
      return FALSE;
    }

  done = (old == NULL || keep_attributes (fd, path, old)) && qd_file_write_all (fd, bytes) && g_fsync (fd) == 0;
  number = errno;
  if (close (fd) != 0 && done)
    {
      done = FALSE;
      number = errno;
    }
  if (!done)
    {
      g_unlink (temporary);
      set_write_errno (error, file, number);
    }

  return done;
}

/* The last steps, after which there is no way back. The stamp is taken from the temporary file, which nobody else
 * touches: taken from the target, it could be that of a third program's file. */
static gboolean
put_in_place (GFile         *file,
              const char    *temporary,
              const char    *path,
              GBytes        *bytes,
              QdFileStamp   *expected,
              QdFileStamp  **stamp,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GFile) written = g_file_new_for_path (temporary);
  g_autoptr (GFileInfo) info = g_file_query_info (written, STAMP_ATTRIBUTES, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check_expected (file, expected, cancellable, error))
    return FALSE;

  if (g_rename (temporary, path) != 0)
    {
      set_write_errno (error, file, errno);
      return FALSE;
    }

  if (stamp != NULL)
    *stamp = stamp_new (get_etag (info), bytes);

  return TRUE;
}

static gboolean
replace_local (GFile         *file,
               GBytes        *bytes,
               QdFileStamp   *expected,
               QdFileStamp  **stamp,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *path = follow_links (file, g_file_peek_path (file), error);
  g_autofree char *folder = NULL;
  g_autofree char *temporary = NULL;
  struct stat old;
  gboolean exists;

  if (path == NULL)
    return FALSE;

  exists = stat (path, &old) == 0;
  if (!exists && errno != ENOENT)
    {
      set_write_errno (error, file, errno);
      return FALSE;
    }
  if (exists && !S_ISREG (old.st_mode))
    {
      set_error (error, write_sayings, G_N_ELEMENTS (write_sayings), file,
                 S_ISDIR (old.st_mode) ? G_IO_ERROR_IS_DIRECTORY : G_IO_ERROR_NOT_REGULAR_FILE, "");
      return FALSE;
    }

  folder = g_path_get_dirname (path);
  temporary = g_build_filename (folder, ".quarterdeck-XXXXXX", NULL);
  if (!write_temporary (file, path, exists ? &old : NULL, bytes, temporary, error))
    return FALSE;

  if (!put_in_place (file, temporary, path, bytes, expected, stamp, cancellable, error))
    {
      g_unlink (temporary);
      return FALSE;
    }
  qd_file_sync_folder (folder);

  return TRUE;
}

/* Closing a stream of g_file_replace() is what puts the new file in place, also when half of it is missing: only with a
 * cancelled cancellable it does not. */
static void
abandon (GFileOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);
}

gboolean
qd_file_replace_by_stream (GFile         *file,
                           GBytes        *bytes,
                           QdFileStamp   *expected,
                           QdFileStamp  **stamp,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *etag = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (!check_expected (file, expected, cancellable, error))
    return FALSE;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &cause);
  if (stream == NULL)
    {
      set_write_error (error, file, cause);
      return FALSE;
    }

  if (!g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, length, NULL, cancellable, &cause))
    {
      abandon (stream);
      set_write_error (error, file, cause);
      return FALSE;
    }
  if (!g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &cause))
    {
      set_write_error (error, file, cause);
      return FALSE;
    }

  etag = g_file_output_stream_get_etag (stream);
  if (stamp != NULL)
    *stamp = stamp_new (etag, bytes);

  return TRUE;
}

/**
 * qd_file_replace:
 * @file: where to write
 * @bytes: what
 * @expected: (nullable): what @file must still hold; %NULL to replace it whatever it holds
 * @stamp: (out) (optional) (transfer full): what @file holds then
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error: %QD_ERROR_CHANGED if another program changed @file, %G_IO_ERROR_CANCELLED, else
 *   %QD_ERROR_FAILED with a sentence that says what is wrong and what to do
 *
 * Writes a file so that at every moment, also after a crash, there is the old one or the new one, whole. Symbolic links
 * stay, as do permissions, owner and extended attributes; a second hard link keeps the old contents. Blocks.
 *
 * Returns: %FALSE with @error set if @file is as it was
 */
gboolean
qd_file_replace (GFile         *file,
                 GBytes        *bytes,
                 QdFileStamp   *expected,
                 QdFileStamp  **stamp,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);

  if (g_file_is_native (file))
    return replace_local (file, bytes, expected, stamp, cancellable, error);

  return qd_file_replace_by_stream (file, bytes, expected, stamp, cancellable, error);
}
