#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-draft-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "qd-error.h"
#include "qd-file-private.h"
#include "qd-folder.h"

/* Each process that has drafts has a folder for them, named by chance, with a lock that it holds as long as it lives.
 * The kernel gives the lock back however the process ends, so that a folder whose lock is free is one of the dead, and
 * stays so: no name is used twice. A draft of the dead is claimed by moving it into one's own folder, which only one
 * process can succeed in. */

#define LOCK_NAME "lock"

struct _QdDraftPlace
{
  gatomicrefcount  n_refs;
  char            *folder;
  char            *own;     /* NULL until something is to be written */
  int              lock;    /* -1 like that */
};

/**
 * qd_draft_place_new: (skip)
 * @folder: what holds the folders of all processes; need not exist
 *
 * Returns: (transfer full): a place without a folder of our own yet
 */
QdDraftPlace *
qd_draft_place_new (const char *folder)
{
  QdDraftPlace *self = g_new0 (QdDraftPlace, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->folder = g_strdup (folder);
  self->lock = -1;

  return self;
}

QdDraftPlace *
qd_draft_place_ref (QdDraftPlace *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

/* Fails, as it should, if there are drafts in it. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *lock = g_build_filename (folder, LOCK_NAME, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_strcmp0 (name, LOCK_NAME) != 0)
      return;

  g_unlink (lock);
  g_rmdir (folder);
}

/**
 * qd_draft_place_leave: (skip)
 *
 * Gives our folder up: what is left in it is for the next process to find.
 */
void
qd_draft_place_leave (QdDraftPlace *self)
{
  if (self->own != NULL)
    remove_folder (self->own);
  g_clear_pointer (&self->own, g_free);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

void
qd_draft_place_unref (QdDraftPlace *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  qd_draft_place_leave (self);
  g_free (self->folder);
  g_free (self);
}

const char *
qd_draft_place_get_folder (QdDraftPlace *self)
{
  return self->folder;
}

/* Where locks do not work, our drafts are offered to others too early; the other way round they would never be. */
static int
make_lock (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    g_debug ("%s: cannot lock: %s", path, g_strerror (errno));

  return fd;
}

/* Nobody sees the folder before it is locked. */
static gboolean
make_own (QdDraftPlace *self)
{
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *hidden_name = g_strconcat (".", name, NULL);
  g_autofree char *own = g_build_filename (self->folder, name, NULL);
  g_autofree char *hidden = g_build_filename (self->folder, hidden_name, NULL);
  int number;

  if (qd_folder_make (self->folder, 0700) != 0 || g_mkdir (hidden, 0700) != 0)
    return FALSE;

  self->lock = make_lock (hidden);
  if (self->lock >= 0 && g_rename (hidden, own) == 0)
    {
      self->own = g_steal_pointer (&own);
      qd_file_sync_folder (self->folder);
      return TRUE;
    }

  number = errno;
  qd_draft_place_leave (self);
  remove_folder (hidden);
  errno = number;

  return FALSE;
}

/**
 * qd_draft_place_enter: (skip)
 * @place: a place
 * @error: return location for an error
 *
 * Makes our folder, or makes it again if somebody cleared it away.
 *
 * Returns: (transfer none) (nullable): the path of our folder, or %NULL with @error set
 */
const char *
qd_draft_place_enter (QdDraftPlace  *self,
                      GError       **error)
{
  g_autofree char *shown = NULL;
  struct stat info;

  if (self->own != NULL && fstat (self->lock, &info) == 0 && info.st_nlink > 0)
    return self->own;

  qd_draft_place_leave (self);
  if (make_own (self))
    return self->own;

  shown = g_filename_display_name (self->folder);
  g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("Drafts cannot be kept in “%s”: %s."), shown, g_strerror (errno));

  return NULL;
}

static gboolean
is_alive (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean alive;

  if (fd < 0)
    return FALSE;

  alive = flock (fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  close (fd);

  return alive;
}

static void
list_drafts (const char *folder,
             GPtrArray  *paths)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, QD_DRAFT_ENDING))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
}

/**
 * qd_draft_place_list: (skip)
 *
 * Returns: (transfer full) (element-type filename): the paths of all drafts of dead processes
 */
GPtrArray *
qd_draft_place_list (QdDraftPlace *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (self->folder, name, NULL);
      guint n = paths->len;

      if (*name == '.' || g_strcmp0 (folder, self->own) == 0 || is_alive (folder))
        continue;

      qd_file_remove_leftovers (folder);
      list_drafts (folder, paths);
      if (paths->len == n)
        remove_folder (folder);
    }

  return paths;
}

/**
 * qd_draft_place_claim: (skip)
 * @place: a place
 * @path: a draft of a dead process
 * @error: return location for an error
 *
 * Makes a draft ours.
 *
 * Returns: (transfer full): where it is now, or %NULL with @error set, as when another process took it
 */
char *
qd_draft_place_claim (QdDraftPlace  *self,
                      const char    *path,
                      GError       **error)
{
  const char *own = qd_draft_place_enter (self, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *claimed = own != NULL ? g_build_filename (own, name, NULL) : NULL;

  if (claimed == NULL)
    return NULL;

  if (g_rename (path, claimed) != 0)
    {
      if (errno == ENOENT)
        g_set_error (error, QD_ERROR, QD_ERROR_CHANGED, _("This draft was recovered or discarded meanwhile."));
      else
        g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("This draft cannot be recovered: %s."), g_strerror (errno));
      return NULL;
    }
  qd_file_sync_folder (own);

  return g_steal_pointer (&claimed);
}
