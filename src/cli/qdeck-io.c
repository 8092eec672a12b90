#include "qd-config.h"

#include "qdeck-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "qd-error.h"
#include "qd-file.h"

/* Reading and writing of files, pipes and devices, and what is said when that fails. */

#define CHUNK 65536

static void
set_error_from_errno (GError **error,
                      int      code)
{
  g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (code), g_strerror (code));
}

/**
 * qdeck_complain:
 * @name: (nullable): the file, or what else it is about
 * @line: the line in it, from 1; 0 if not known
 * @format: what is wrong, in the user's language
 * @...: what goes into @format
 *
 * Says on standard error what is wrong.
 */
void
qdeck_complain (const char *name,
                guint       line,
                const char *format,
                ...)
{
  g_autoptr (GString) where = g_string_new ("qdeck: ");
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  if (name != NULL)
    {
      g_autofree char *display_name = g_filename_display_name (name);
      g_autofree char *printable = qdeck_one_line (display_name);

      g_string_append (where, printable);
      if (line > 0)
        g_string_append_printf (where, ":%u", line);
      g_string_append (where, ": ");
    }

  g_printerr ("%s%s\n", where->str, message);
}

/**
 * qdeck_complain_error:
 * @name: (nullable): the file, or what else it is about
 * @error: what is wrong
 */
void
qdeck_complain_error (const char   *name,
                      const GError *error)
{
  qdeck_complain (name, qd_error_get_line (error), "%s", error->message);
}

/* A descriptor that a name stands for. Opened anew by its name, a redirected /dev/stdout would be written from its
 * beginning, or replaced. Returns -1 for an ordinary name. */
static int
descriptor_of_name (const char *name)
{
  static const struct
  {
    const char *name;
    int         descriptor;
  } streams[] = { { "-", STDOUT_FILENO }, { "/dev/stdout", STDOUT_FILENO }, { "/dev/stderr", STDERR_FILENO } };
  static const char *const folders[] = { "/dev/fd/", "/proc/self/fd/" };

  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    if (g_str_equal (streams[i].name, name))
      return streams[i].descriptor;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      guint64 descriptor;

      if (g_str_has_prefix (name, folders[i]) &&
          g_ascii_string_to_unsigned (name + strlen (folders[i]), 10, 0, G_MAXINT, &descriptor, NULL))
        return (int) descriptor;
    }

  return -1;
}

static gboolean
read_descriptor (int          descriptor,
                 GByteArray  *bytes,
                 GError     **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK);

  for (;;)
    {
      gssize length = read (descriptor, chunk, CHUNK);

      if (length == 0)
        return TRUE;
      if (length < 0 && errno == EINTR)
        continue;
      if (length < 0)
        {
          set_error_from_errno (error, errno);
          return FALSE;
        }

      if (bytes->len + (gsize) length > QD_FILE_MAX_BYTES)
        {
          g_set_error_literal (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("This is too large to be a plan."));
          return FALSE;
        }
      g_byte_array_append (bytes, chunk, (guint) length);
    }
}

/* Whatever the name: a file, a pipe, a device. One that never ends is given up at the limit. */
static GBytes *
read_name (const char  *name,
           GError     **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int descriptor = g_str_equal (name, "-") ? STDIN_FILENO : open (name, O_RDONLY | O_CLOEXEC);
  gboolean done;

  if (descriptor < 0)
    {
      set_error_from_errno (error, errno);
      return NULL;
    }

  done = read_descriptor (descriptor, bytes, error);
  if (descriptor != STDIN_FILENO)
    close (descriptor);

  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/**
 * qdeck_read:
 * @name: a file, or “-” for standard input
 *
 * Returns: (transfer full) (nullable): its content, or %NULL after a complaint
 */
GBytes *
qdeck_read (const char *name)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = read_name (name, &error);

  if (bytes == NULL)
    qdeck_complain_error (name, error);

  return bytes;
}

/* One plan that is read, in whatever thread. */
typedef struct
{
  const char      *name;
  const QdFormat  *format;
  QdImportReport **report;
  QdPlan          *plan;
  gboolean         newer;
  GError          *error;
} Loading;

static void
loading_clear (Loading *loading)
{
  g_clear_object (&loading->plan);
  g_clear_error (&loading->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loading, loading_clear)

static void
run_loading (Loading *loading)
{
  g_autoptr (GBytes) bytes = read_name (loading->name, &loading->error);

  if (bytes != NULL)
    loading->plan = qd_format_load (bytes, loading->format, loading->name, loading->report, &loading->newer, &loading->error);
}

/* Returns: (transfer full) (nullable): the plan, or %NULL after a complaint */
static QdPlan *
finish_loading (Loading  *loading,
                gboolean *newer)
{
  if (loading->plan == NULL)
    qdeck_complain_error (loading->name, loading->error);
  else if (newer != NULL)
    *newer = loading->newer;
  else if (loading->newer)
    qdeck_complain (loading->name, 0,
                    _("A newer version of Quarterdeck wrote this plan. Some of it may not be understood."));

  return g_steal_pointer (&loading->plan);
}

/**
 * qdeck_load:
 * @name: a file, or “-” for standard input
 * @format: (nullable): its form; %NULL to go by its ending, then by its content
 * @report: (out) (optional) (nullable): what the importer understood
 * @newer: (out) (optional): whether a newer version wrote it; said on standard error unless the caller asks
 *
 * Reads a plan.
 *
 * Returns: (transfer full) (nullable): the plan, or %NULL after a complaint
 */
QdPlan *
qdeck_load (const char      *name,
            const QdFormat  *format,
            QdImportReport **report,
            gboolean        *newer)
{
  g_auto (Loading) loading = { .name = name, .format = format, .report = report };

  if (format == NULL && !qdeck_choose_format (NULL, name, &loading.format))
    return NULL;

  run_loading (&loading);

  return finish_loading (&loading, newer);
}

static void
load_job_cb (gpointer data,
             gpointer user_data)
{
  run_loading (data);
}

/**
 * qdeck_load_all:
 * @names: (array length=n): files, of which one may be “-” for standard input
 * @plans: (array length=n) (transfer full): where the plans go; %NULL where there is none
 * @newer: (array length=n) (nullable): whether a newer version wrote each; said on standard error unless the caller asks
 *
 * Reads plans as qdeck_load() does, as many at a time as there are processors.
 *
 * Returns: whether all could be read; else there was a complaint about the first that could not
 */
gboolean
qdeck_load_all (char     **names,
                guint      n,
                QdPlan   **plans,
                gboolean  *newer)
{
  g_autofree Loading *loadings = g_new0 (Loading, n);
  GThreadPool *pool;
  gboolean good = TRUE;

  memset (plans, 0, n * sizeof *plans);
  for (guint i = 0; i < n; i++)
    {
      loadings[i].name = names[i];
      if (!qdeck_choose_format (NULL, names[i], &loadings[i].format))
        return FALSE;
    }

  pool = g_thread_pool_new (load_job_cb, NULL, (int) CLAMP (g_get_num_processors (), 1, n), FALSE, NULL);
  for (guint i = 0; i < n; i++)
    g_thread_pool_push (pool, &loadings[i], NULL);
  g_thread_pool_free (pool, FALSE, TRUE);

  for (guint i = 0; i < n; i++)
    {
      if (good)
        plans[i] = finish_loading (&loadings[i], newer != NULL ? &newer[i] : NULL);
      good = good && plans[i] != NULL;
      loading_clear (&loadings[i]);
    }

  return good;
}

static gboolean
write_descriptor (int            descriptor,
                  const guint8  *data,
                  gsize          length,
                  GError       **error)
{
  while (length > 0)
    {
      gssize written = write (descriptor, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          set_error_from_errno (error, errno);
          return FALSE;
        }
      data += written;
      length -= (gsize) written;
    }

  return TRUE;
}

static gboolean
write_device (const char  *name,
              GBytes      *bytes,
              GError     **error)
{
  int descriptor = open (name, O_WRONLY | O_CLOEXEC);
  gboolean done;

  if (descriptor < 0)
    {
      set_error_from_errno (error, errno);
      return FALSE;
    }

  done = write_descriptor (descriptor, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (close (descriptor) != 0 && done)
    {
      set_error_from_errno (error, errno);
      return FALSE;
    }

  return done;
}

/**
 * qdeck_write:
 * @name: a file, a device, or “-” for standard output
 * @bytes: what it is to hold
 *
 * Replaces a file whole, or leaves it as it was. Pipes and devices are written straight.
 *
 * Returns: %FALSE after a complaint
 */
gboolean
qdeck_write (const char *name,
             GBytes     *bytes)
{
  g_autoptr (GError) error = NULL;
  int descriptor = descriptor_of_name (name);
  struct stat info;
  gboolean done;

  if (descriptor >= 0)
    done = write_descriptor (descriptor, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  else if (stat (name, &info) == 0 && !S_ISREG (info.st_mode))
    done = write_device (name, bytes, &error);
  else
    {
      g_autoptr (GFile) file = g_file_new_for_path (name);

      done = qd_file_replace (file, bytes, NULL, NULL, NULL, &error);
    }

  if (!done)
    qdeck_complain_error (name, error);

  return done;
}

/**
 * qdeck_print_data:
 * @data: what to print, as it is
 *
 * Returns: %FALSE after a complaint
 */
gboolean
qdeck_print_data (const char *data)
{
  g_autoptr (GError) error = NULL;

  if (write_descriptor (STDOUT_FILENO, (const guint8 *) data, strlen (data), &error))
    return TRUE;

  qdeck_complain (NULL, 0, _("Standard output cannot be written: %s"), error->message);

  return FALSE;
}

/* The nearest that @charset has of one character: “->” for an arrow, if need be a question mark. */
static void
append_nearest (GString    *out,
                const char *character,
                gssize      length,
                const char *charset)
{
  g_autofree char *same = g_convert (character, length, charset, "UTF-8", NULL, NULL, NULL);
  g_autofree char *copy = g_strndup (character, (gsize) length);
  g_autofree char *ascii = NULL;

  if (same == NULL)
    ascii = g_str_to_ascii (copy, "C");
  g_string_append (out, same != NULL ? same : ascii);
}

/**
 * qdeck_print:
 * @text: what to print, in UTF-8
 *
 * Prints for people: in the encoding of their terminal, with the nearest characters that it has.
 *
 * Returns: %FALSE after a complaint
 */
gboolean
qdeck_print (const char *text)
{
  g_autoptr (GString) converted = NULL;
  const char *charset;

  if (g_get_console_charset (&charset))
    return qdeck_print_data (text);

  converted = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    append_nearest (converted, at, g_utf8_next_char (at) - at, charset);

  return qdeck_print_data (converted->str);
}
