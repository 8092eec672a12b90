#include "qd-config.h"

#include "qd-bidi.h"

#include <string.h>

/* Marks of Unicode that are not seen: letters of either direction, and what begins a text that is read by itself. */
#define LEFT_TO_RIGHT_MARK "\u200e"
#define RIGHT_TO_LEFT_MARK "\u200f"
#define FIRST_STRONG_ISOLATE "\u2068"

typedef enum
{
  DIRECTION_NONE,
  DIRECTION_FROM_LEFT,
  DIRECTION_FROM_RIGHT,
} Direction;

static gboolean
is_from_right (gunichar letter)
{
  switch (g_unichar_get_script (letter))
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_ADLAM:
      return TRUE;
    default:
      return FALSE;
    }
}

/* That of the first letter, as for every paragraph in Unicode. */
static Direction
find_direction (const char *line,
                gsize       length)
{
  for (const char *p = line; p < line + length; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (g_str_has_prefix (p, LEFT_TO_RIGHT_MARK))
        return DIRECTION_FROM_LEFT;
      if (g_str_has_prefix (p, RIGHT_TO_LEFT_MARK))
        return DIRECTION_FROM_RIGHT;
      if (g_unichar_isalpha (letter))
        return is_from_right (letter) ? DIRECTION_FROM_RIGHT : DIRECTION_FROM_LEFT;
    }

  return DIRECTION_NONE;
}

static gboolean
needs_marks (const char *line,
             gsize       length,
             gboolean    from_right)
{
  switch (find_direction (line, length))
    {
    case DIRECTION_FROM_LEFT:
      return from_right;
    case DIRECTION_FROM_RIGHT:
      return !from_right;
    case DIRECTION_NONE:
    default:
      /* A number alone is read the same way everywhere. */
      return from_right && strspn (line, "0123456789.,:") < length;
    }
}

/**
 * qd_bidi_mark:
 * @text: (nullable): text in any script
 * @from_right: whether what shows it is read from right to left
 *
 * Text of the other direction would stand at the end of its lines instead of the beginning, and signs and numbers would
 * change places: “25% → 20%” from right to left is less than it was. So each such line gets marks which are not seen.
 *
 * Returns: (transfer full) (nullable): @text with marks; %NULL when it needs none
 */
char *
qd_bidi_mark (const char *text,
              gboolean    from_right)
{
  const char *mark = from_right ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK;
  g_autoptr (GString) marked = NULL;

  if (text == NULL)
    return NULL;

  for (const char *line = text; *line != '\0';)
    {
      gsize length = strcspn (line, "\n");

      if (needs_marks (line, length, from_right))
        {
          if (marked == NULL)
            marked = g_string_new_len (text, line - text);
          g_string_append (marked, mark);
          /* It ends with the line. A mark of its end would take the dots of a text that is cut off to the other side. */
          g_string_append (marked, FIRST_STRONG_ISOLATE);
          g_string_append_len (marked, line, (gssize) length);
        }
      else if (marked != NULL)
        g_string_append_len (marked, line, (gssize) length);

      line += length;
      if (*line == '\n')
        {
          if (marked != NULL)
            g_string_append_c (marked, '\n');
          line++;
        }
    }

  return marked != NULL ? g_string_free (g_steal_pointer (&marked), FALSE) : NULL;
}
