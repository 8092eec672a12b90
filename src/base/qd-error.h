#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QdError:
 * @QD_ERROR_PARSE: the bytes are not what they claim to be; the message says where
 * @QD_ERROR_TOO_LARGE: a bound on size, depth or length was passed
 * @QD_ERROR_NEWER: the file was written by a newer version
 * @QD_ERROR_INVALID: an argument or a change does not fit the plan
 * @QD_ERROR_CHANGED: another program changed the file meanwhile
 * @QD_ERROR_UNSUPPORTED: a form or option that this version does not know
 * @QD_ERROR_FAILED: anything else
 *
 * Errors of our own. Messages are whole sentences for people, translated.
 */
typedef enum
{
  QD_ERROR_PARSE,
  QD_ERROR_TOO_LARGE,
  QD_ERROR_NEWER,
  QD_ERROR_INVALID,
  QD_ERROR_CHANGED,
  QD_ERROR_UNSUPPORTED,
  QD_ERROR_FAILED,
} QdError;

#define QD_ERROR (qd_error_quark ())

GQuark  qd_error_quark    (void);
void    qd_error_set_at   (GError       **error,
                           QdError        code,
                           guint          line,
                           guint          column,
                           const char    *format,
                           ...) G_GNUC_PRINTF (5, 6);
guint   qd_error_get_line (const GError  *error);

G_END_DECLS
