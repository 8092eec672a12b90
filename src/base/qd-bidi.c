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
has_from_right (const char *line,
                gsize       length)
{
  for (const char *p = line; p < line + length; p = g_utf8_next_char (p))
    if (is_from_right (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

/* What is to stand before a line so that it reads as it was written. @moves: so that it stands where others begin, too. */
static const char *
find_lead (const char *line,
           gsize       length,
           gboolean    from_right,
           gboolean    moves)
{
  switch (find_direction (line, length))
    {
    case DIRECTION_FROM_LEFT:
      if (!from_right)
        return "";
      /* “Security is over”, in Arabic: the name is the other language, not the sentence. */
      if (has_from_right (line, length))
        return RIGHT_TO_LEFT_MARK;
      return moves ? RIGHT_TO_LEFT_MARK FIRST_STRONG_ISOLATE : "";
    case DIRECTION_FROM_RIGHT:
      return moves && !from_right ? LEFT_TO_RIGHT_MARK FIRST_STRONG_ISOLATE : "";
    case DIRECTION_NONE:
    default:
      /* A number alone is read the same way everywhere. */
      if (!from_right || strspn (line, "0123456789.,:") >= length)
        return "";
      return moves ? RIGHT_TO_LEFT_MARK FIRST_STRONG_ISOLATE : FIRST_STRONG_ISOLATE;
    }
}

/**
 * qd_bidi_lead:
 * @text: a paragraph in any script
 * @from_right: whether what shows it is read from right to left
 *
 * Signs and numbers would change places where they are read from right to left: “25% → 20%” would be more than it was.
 * And a sentence would be taken for one of the language that its first word is in.
 *
 * Returns: (transfer none): marks to go before @text, which are not seen; "" when it needs none
 */
const char *
qd_bidi_lead (const char *text,
              gboolean    from_right)
{
  return find_lead (text, strlen (text), from_right, FALSE);
}

/**
 * qd_bidi_wrap:
 * @text: a part of a paragraph
 * @from_right: whether the paragraph is read from right to left, whatever its text
 *
 * Where the direction is said and not found in the text, the last signs of Latin text would stand before it: “?Why”.
 *
 * Returns: (transfer full) (nullable): @text between marks which are not seen; %NULL when it needs none
 */
char *
qd_bidi_wrap (const char *text,
              gboolean    from_right)
{
  gsize length = strlen (text);
  gboolean has_digits = strpbrk (text, "0123456789") != NULL;

  if (!from_right || has_from_right (text, length))
    return NULL;
  if (find_direction (text, length) == DIRECTION_NONE && (!has_digits || strspn (text, "0123456789.,:") == length))
    return NULL;

  return g_strconcat (LEFT_TO_RIGHT_MARK, text, LEFT_TO_RIGHT_MARK, NULL);
}

/**
 * qd_bidi_mark:
 * @text: (nullable): text in any script
 * @from_right: whether what shows it is read from right to left
 *
 * As qd_bidi_lead(), for every line; and text of the other direction, which would stand at the end of its lines, stands
 * at their beginning.
 *
 * Returns: (transfer full) (nullable): @text with marks; %NULL when it needs none
 */
char *
qd_bidi_mark (const char *text,
              gboolean    from_right)
{
  g_autoptr (GString) marked = NULL;
  gboolean is_marked = FALSE;

  if (text == NULL)
    return NULL;

  marked = g_string_new (NULL);
  for (const char *line = text; *line != '\0';)
    {
      gsize length = strcspn (line, "\n");
      /* It ends with the line. A mark of its end would take the dots of a text that is cut off to the other side. */
      const char *lead = find_lead (line, length, from_right, TRUE);

      is_marked = is_marked || *lead != '\0';
      g_string_append (marked, lead);
      length += line[length] == '\n';
      g_string_append_len (marked, line, (gssize) length);
      line += length;
    }

  return is_marked ? g_string_free (g_steal_pointer (&marked), FALSE) : NULL;
}
