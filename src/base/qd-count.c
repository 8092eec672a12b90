#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-count.h"

#include <string.h>

#include "qd-number.h"

#define ARGUMENTS_MAX 6

/* Reads the directive after a per cent sign: %s or %u, with or without a position, or a second sign. @next: the argument
 * that is next without a position. Returns where it ends; @index: its argument */
static const char *
read_directive (const char *at,
                guint      *next,
                guint      *index,
                char       *type)
{
  if (g_ascii_isdigit (at[0]) && at[1] == '$')
    {
      *index = (guint) g_ascii_digit_value (at[0]) - 1;
      at += 2;
    }
  else if (*at != '%')
    {
      *index = (*next)++;
    }
  *type = *at;

  return at + 1;
}

/**
 * qd_count_printf:
 * @format: a sentence with texts (%s) and counts (%u), with or without positions
 * @...: what to put there
 *
 * As g_strdup_printf(), with counts written as in the user's locale: “4,991 more teams”.
 *
 * Returns: (transfer full): the sentence
 */
char *
qd_count_printf (const char *format,
                 ...)
{
  char types[ARGUMENTS_MAX] = { 0 };
  char *counts[ARGUMENTS_MAX] = { NULL };
  const char *texts[ARGUMENTS_MAX] = { NULL };
  GString *text = g_string_new (NULL);
  guint next = 0, index = 0;
  va_list arguments;
  char type;

  for (const char *p = strchr (format, '%'); p != NULL; p = strchr (p, '%'))
    {
      p = read_directive (p + 1, &next, &index, &type);
      g_assert (type == '%' || (index < ARGUMENTS_MAX && (type == 's' || type == 'u')));
      if (type != '%')
        types[index] = type;
    }

  va_start (arguments, format);
  for (guint i = 0; i < ARGUMENTS_MAX && types[i] != '\0'; i++)
    {
      if (types[i] == 'u')
        texts[i] = counts[i] = qd_number_format_local (va_arg (arguments, guint), 0);
      else
        texts[i] = va_arg (arguments, const char *);
    }
  va_end (arguments);

  next = 0;
  for (const char *sign = strchr (format, '%'); sign != NULL; sign = strchr (format, '%'))
    {
      g_string_append_len (text, format, sign - format);
      format = read_directive (sign + 1, &next, &index, &type);
      g_string_append (text, type == '%' ? "%" : texts[index]);
    }
  g_string_append (text, format);
  for (guint i = 0; i < ARGUMENTS_MAX; i++)
    g_free (counts[i]);

  return g_string_free (text, FALSE);
}
