/* Makes one system call about files below a folder fail: the first, the second, the third …
 *
 * A program that links this, or is started with it in LD_PRELOAD, calls these functions instead of those of the C library.
 * A call that fails has done nothing, except close(), after which the descriptor is gone as it is on Linux. Instead of
 * failing, write() can write only half of what it was given; and the process can die there, before the call or with half
 * of it written.
 *
 * It also tells what is written at all: QD_FAULTS_WRITES names a file that gets a line for each path that is opened for
 * writing, made, renamed or removed.
 *
 * For programs that cannot arm it themselves: QD_FAULTS="NUMBER ERRNO FOLDER" arms it from the start, and
 * QD_FAULTS_TOLD names a file that says at the end which call failed. */

#define _GNU_SOURCE

#include "qd-faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char folder_name[4096];
static int countdown;     /* calls until the one that fails; 0: not armed, or over */
static int fault;
static const char *failed;

/**
 * qd_faults_arm:
 * @folder: calls about this folder and what is below it are counted
 * @number: which of them fails, from 1
 * @error_number: how; or %QD_FAULTS_HALF, %QD_FAULTS_DIE, %QD_FAULTS_DIE_HALFWAY
 */
void
qd_faults_arm (const char *folder,
               guint       number,
               int         error_number)
{
  snprintf (folder_name, sizeof folder_name, "%s", folder);
  failed = NULL;
  fault = error_number;
  __atomic_store_n (&countdown, (int) number, __ATOMIC_SEQ_CST);
}

/**
 * qd_faults_disarm:
 *
 * Returns: (nullable): the name of the call that failed; %NULL if there were not that many
 */
const char *
qd_faults_disarm (void)
{
  __atomic_store_n (&countdown, 0, __ATOMIC_SEQ_CST);

  return failed;
}

/* For QD_FAULTS_WRITES, whatever folder is watched. */
static void
tell_written (const char *name,
              const char *path)
{
  static const char *const writing[] = { "create", "rename", "unlink", "rmdir", "remove", "mkdir" };
  const char *told = getenv ("QD_FAULTS_WRITES");
  char line[8300];
  int fd;

  for (size_t i = 0; told != NULL && i < G_N_ELEMENTS (writing); i++)
    if (strcmp (name, writing[i]) == 0)
      {
        snprintf (line, sizeof line, "%s %s\n", name, path);
        fd = (int) syscall (SYS_openat, AT_FDCWD, told, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (fd < 0 || syscall (SYS_write, fd, line, strlen (line)) < 0)
          abort ();
        syscall (SYS_close, fd);
      }
}

static gboolean
is_below (const char *path)
{
  size_t length = strlen (folder_name);

  return strncmp (path, folder_name, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

/* Returns: whether the call that is about @path has to fail */
static gboolean
strikes (const char *name,
         const char *path)
{
  if (path == NULL)
    return FALSE;
  tell_written (name, path);
  if (__atomic_load_n (&countdown, __ATOMIC_SEQ_CST) <= 0 || !is_below (path))
    return FALSE;
  if ((fault == QD_FAULTS_HALF || fault == QD_FAULTS_DIE_HALFWAY) && strcmp (name, "write") != 0)
    return FALSE;
  if (__atomic_sub_fetch (&countdown, 1, __ATOMIC_SEQ_CST) != 0)
    return FALSE;
  if (fault == QD_FAULTS_DIE)
    kill (getpid (), SIGKILL);

  failed = name;
  errno = fault;

  return TRUE;
}

static gboolean
strikes_at (const char *name,
            int         folder,
            const char *path)
{
  char link[64], whole[8192];
  ssize_t length;

  if (__atomic_load_n (&countdown, __ATOMIC_SEQ_CST) <= 0 && getenv ("QD_FAULTS_WRITES") == NULL)
    return FALSE;
  if (path != NULL && (path[0] == '/' || folder == AT_FDCWD))
    return strikes (name, path);

  snprintf (link, sizeof link, "/proc/self/fd/%d", folder);
  length = syscall (SYS_readlink, link, whole, 4096);
  if (length <= 0)
    return FALSE;
  whole[length] = '\0';
  if (path != NULL && path[0] != '\0')
    snprintf (whole + length, sizeof whole - (size_t) length, "/%s", path);

  return strikes (name, whole);
}

static gboolean
strikes_fd (const char *name,
            int         fd)
{
  return strikes_at (name, fd, NULL);
}

#define REAL(name) \
  static __typeof__ (name) *real; \
  if (real == NULL) \
    real = (__typeof__ (name) *) dlsym (RTLD_NEXT, #name)

/* Calls whose arguments are just handed on. */
#define WRAP(type, name, arguments, values, condition) \
  type name arguments \
  { \
    REAL (name); \
    return condition ? -1 : real values; \
  }

/* The headers say that some pointers are never NULL; callers err. */
#pragma GCC diagnostic ignored "-Wnonnull-compare"
#pragma GCC diagnostic ignored "-Wmissing-prototypes"
#pragma GCC diagnostic ignored "-Wmissing-declarations"

#define OPEN_NAME(flags) (((flags) & (O_WRONLY | O_RDWR | O_CREAT)) != 0 ? "create" : "open")

#define WRAP_OPEN(name) \
  int name (const char *path, int flags, ...) \
  { \
    va_list list; \
    mode_t mode; \
    REAL (name); \
    va_start (list, flags); \
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (list, mode_t) : 0; \
    va_end (list); \
    return strikes (OPEN_NAME (flags), path) ? -1 : real (path, flags, mode); \
  }

#define WRAP_OPENAT(name) \
  int name (int folder, const char *path, int flags, ...) \
  { \
    va_list list; \
    mode_t mode; \
    REAL (name); \
    va_start (list, flags); \
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (list, mode_t) : 0; \
    va_end (list); \
    return strikes_at (OPEN_NAME (flags), folder, path) ? -1 : real (folder, path, flags, mode); \
  }

WRAP_OPEN (open)
WRAP_OPEN (open64)
WRAP_OPENAT (openat)
WRAP_OPENAT (openat64)

WRAP (ssize_t, read, (int fd, void *data, size_t length), (fd, data, length), strikes_fd ("read", fd))
WRAP (int, ftruncate, (int fd, off_t length), (fd, length), strikes_fd ("ftruncate", fd))
WRAP (int, ftruncate64, (int fd, off64_t length), (fd, length), strikes_fd ("ftruncate", fd))
WRAP (int, fchmod, (int fd, mode_t mode), (fd, mode), strikes_fd ("fchmod", fd))
WRAP (int, fchown, (int fd, uid_t owner, gid_t group), (fd, owner, group), strikes_fd ("fchown", fd))
WRAP (int, fstat, (int fd, struct stat *info), (fd, info), strikes_fd ("fstat", fd))
WRAP (int, fstat64, (int fd, struct stat64 *info), (fd, info), strikes_fd ("fstat", fd))
WRAP (int, stat, (const char *path, struct stat *info), (path, info), strikes ("stat", path))
WRAP (int, stat64, (const char *path, struct stat64 *info), (path, info), strikes ("stat", path))
WRAP (int, lstat, (const char *path, struct stat *info), (path, info), strikes ("lstat", path))
WRAP (int, lstat64, (const char *path, struct stat64 *info), (path, info), strikes ("lstat", path))
WRAP (int, statx, (int folder, const char *path, int flags, unsigned int mask, struct statx *info),
      (folder, path, flags, mask, info), strikes_at ("statx", folder, path))
WRAP (ssize_t, readlink, (const char *path, char *to, size_t length), (path, to, length), strikes ("readlink", path))
WRAP (int, rename, (const char *from, const char *to), (from, to), strikes ("rename", from))
WRAP (int, unlink, (const char *path), (path), strikes ("unlink", path))
WRAP (int, rmdir, (const char *path), (path), strikes ("rmdir", path))
WRAP (int, remove, (const char *path), (path), strikes ("remove", path))
WRAP (int, mkdir, (const char *path, mode_t mode), (path, mode), strikes ("mkdir", path))

/* What the C library opens by itself is told of only. */

#define WRAP_FOPEN(name) \
  FILE *name (const char *path, const char *mode) \
  { \
    REAL (name); \
    if (strpbrk (mode, "wa+") != NULL) \
      tell_written ("create", path); \
    return real (path, mode); \
  }

WRAP_FOPEN (fopen)
WRAP_FOPEN (fopen64)

#define WRAP_MKSTEMP(name) \
  int name (char *path) \
  { \
    REAL (name); \
    tell_written ("create", path); \
    return real (path); \
  }

WRAP_MKSTEMP (mkstemp)
WRAP_MKSTEMP (mkstemp64)

/* Nothing here is about losing power, so that there is no reason to wait for the disk. */

int
fsync (int fd)
{
  return strikes_fd ("fsync", fd) ? -1 : 0;
}

int
fdatasync (int fd)
{
  return strikes_fd ("fdatasync", fd) ? -1 : 0;
}

ssize_t
write (int         fd,
       const void *data,
       size_t      length)
{
  ssize_t written;
  REAL (write);

  if (!strikes_fd ("write", fd))
    return real (fd, data, length);

  if (fault != QD_FAULTS_HALF && fault != QD_FAULTS_DIE_HALFWAY)
    return -1;
  written = real (fd, data, (length + 1) / 2);
  if (fault == QD_FAULTS_DIE_HALFWAY)
    kill (getpid (), SIGKILL);

  return written;
}

int
close (int fd)
{
  gboolean struck = strikes_fd ("close", fd);
  int number = errno;
  REAL (close);

  if (real (fd) != 0)
    return -1;
  errno = number;

  return struck ? -1 : 0;
}

/* For programs that know nothing of this. */

static void __attribute__ ((constructor))
arm_from_environment (void)
{
  const char *orders = getenv ("QD_FAULTS");
  unsigned int number;
  int error_number, end;

  if (orders != NULL && sscanf (orders, "%u %d %n", &number, &error_number, &end) == 2)
    qd_faults_arm (orders + end, number, error_number);
}

static void __attribute__ ((destructor))
tell (void)
{
  const char *path = getenv ("QD_FAULTS_TOLD");
  const char *name = qd_faults_disarm ();
  int fd = path != NULL && name != NULL ? (int) syscall (SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;

  if (fd >= 0 && syscall (SYS_write, fd, name, strlen (name)) >= 0)
    syscall (SYS_close, fd);
}
