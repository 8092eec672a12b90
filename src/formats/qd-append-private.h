#pragma once

#include <glib.h>
#include <string.h>

/* Writing the many short pieces of a file, most of which fit into what is allocated already. */

G_BEGIN_DECLS

static inline void
qd_append (GString    *out,
           const char *text,
           gsize       length)
{
  if (out->len + length < out->allocated_len)
    {
      memcpy (out->str + out->len, text, length);
      out->len += length;
      out->str[out->len] = '\0';
    }
  else
    {
      g_string_append_len (out, text, (gssize) length);
    }
}

static inline void
qd_append_text (GString    *out,
                const char *text)
{
  qd_append (out, text, strlen (text));
}

/* Decimal digits, without separators. */
static inline void
qd_append_whole (GString *out,
                 guint64  number)
{
  char digits[20];
  gsize at = sizeof digits;

  do
    {
      digits[--at] = (char) ('0' + number % 10);
      number /= 10;
    }
  while (number > 0);

  qd_append (out, digits + at, sizeof digits - at);
}

/* What follows the whole part: a point and the digits of @rest, which counts units of 10^-@decimals, without zeros at the
 * end; nothing if @rest is 0. */
static inline void
qd_append_decimals (GString *out,
                    guint    rest,
                    guint    decimals)
{
  char digits[16] = ".";
  gsize length = 0;

  for (guint i = decimals; i > 0; i--, rest /= 10)
    {
      digits[i] = (char) ('0' + rest % 10);
      if (length == 0 && digits[i] != '0')
        length = i + 1;
    }

  qd_append (out, digits, length);
}

G_END_DECLS
