#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-folder.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/**
 * qd_folder_make:
 * @path: (type filename): a folder
 * @mode: the permissions of what is made
 *
 * Makes @path, and what it lies in, where they are not there.
 *
 * Returns: 0 if @path is there now; -1 with errno set
 */
int
qd_folder_make (const char *path,
                int         mode)
{
  GStatBuf info;

  if (g_mkdir_with_parents (path, mode) == 0)
    return 0;
  /* GLib says this of all that it cannot look at, too: a disk that fails is not something in the way. */
  if (errno != ENOTDIR || g_stat (path, &info) != 0)
    return -1;
  if (S_ISDIR (info.st_mode))
    return 0;
  errno = ENOTDIR;

  return -1;
}
