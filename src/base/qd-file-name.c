#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-file-name.h"

#include <string.h>

/* In bytes, of what disks and archives take. */
#define LENGTH_MAX 100

/* Names that Windows keeps for itself, whatever their ending. */
static gboolean
is_device (const char *name)
{
  static const char *const devices[] = { "con", "prn", "aux", "nul", "com", "lpt" };
  gsize length = strcspn (name, ".");

  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++)
    if (g_ascii_strncasecmp (name, devices[i], 3) == 0
        && (length == 3 ? i < 4 : length == 4 && i >= 4 && g_ascii_isdigit (name[3])))
      return TRUE;

  return FALSE;
}

/**
 * qd_file_name_from_title:
 * @title: what something is called
 * @otherwise: a name for what is called nothing
 *
 * Returns: (transfer full): a file name like it, without ending, that every system and cloud takes: no separators, no
 *   signs that mean something there, no dot or space at either end, not too long, never empty
 */
char *
qd_file_name_from_title (const char *title,
                         const char *otherwise)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  g_autoptr (GString) name = g_string_new (NULL);
  gsize start;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (name->len >= LENGTH_MAX)
        break;
      if (g_unichar_type (c) == G_UNICODE_FORMAT || (c < 0x80 && strchr ("*?\"<>", (int) c) != NULL))
        continue;
      if (g_unichar_iscntrl (c) || g_unichar_isspace (c))
        g_string_append_c (name, ' ');
      else if (c < 0x80 && strchr ("/\\:|", (int) c) != NULL)
        g_string_append_c (name, '-');
      else
        g_string_append_unichar (name, c);
    }
  while (name->len > 0 && strchr (". ", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  start = strspn (name->str, ". ");
  if (name->len == start)
    return g_strdup (otherwise);
  if (is_device (name->str + start))
    return g_strconcat ("_", name->str + start, NULL);

  return g_strdup (name->str + start);
}
