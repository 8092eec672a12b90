#include "qd-config.h"

#include "qd-error.h"

#include <glib/gi18n-lib.h>

/* What an error carries beside its message, so that nobody reads a translated sentence to find out where it is. */
typedef struct
{
  guint line;
} QdErrorPrivate;

static void
qd_error_private_init (QdErrorPrivate *priv)
{
}

static void
qd_error_private_copy (const QdErrorPrivate *src,
                       QdErrorPrivate       *dest)
{
  *dest = *src;
}

static void
qd_error_private_clear (QdErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (QdError, qd_error)

/**
 * qd_error_set_at:
 * @error: (out) (optional): return location for an error
 * @code: what kind of error
 * @line: the line it is in, from 1
 * @column: the character in that line, from 1
 * @format: a sentence with capital and full stop, in the user's language
 * @...: what goes into @format
 *
 * Sets @error to one that knows its place in a text; the message starts with it: “Line 12, column 5: A comma is
 * missing.”
 */
void
qd_error_set_at (GError     **error,
                 QdError      code,
                 guint        line,
                 guint        column,
                 const char  *format,
                 ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  if (error == NULL)
    return;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);

  /* Translators: where an error is in a file, and then the sentence that says what it is. */
  g_set_error (error, QD_ERROR, code, _("Line %u, column %u: %s"), line, column, sentence);
  ((QdErrorPrivate *) qd_error_get_private (*error))->line = line;
}

/**
 * qd_error_get_line:
 * @error: any error
 *
 * Returns: the line that @error is about, from 1; 0 if it is about none, or not one of ours
 */
guint
qd_error_get_line (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  return error->domain == QD_ERROR ? ((const QdErrorPrivate *) qd_error_get_private (error))->line : 0;
}
