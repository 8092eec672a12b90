#include "qd-json-private.h"

#include <string.h>

/* A reader that walks over text which qd_json_scan() passed, and so trusts its form. There is no tree in between: what
 * a plan takes from the file is copied once, and every error knows its place. */

/**
 * qd_json_hex4:
 *
 * Returns: the number that the four digits at @at make, after “\u”; -1 if they are none or reach beyond @end
 */
int
qd_json_hex4 (const char *at,
              const char *end)
{
  int code = 0;

  if (end - at < 4)
    return -1;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      code = code << 4 | digit;
    }

  return code;
}

/**
 * qd_json_decode:
 * @start: after the opening quote of a string that qd_json_scan() passed
 * @end: its closing quote
 *
 * Returns: (transfer full): the text it stands for, its escapes undone: "a" and "\u0061" are the same
 */
char *
qd_json_decode (const char *start,
                const char *end)
{
  GString *text;
  const char *escape = memchr (start, '\\', (gsize) (end - start));

  if (escape == NULL)
    return g_strndup (start, (gsize) (end - start));

  text = g_string_sized_new ((gsize) (end - start));
  while (start < end)
    {
      if (*start != '\\')
        {
          escape = memchr (start, '\\', (gsize) (end - start));
          escape = escape != NULL ? escape : end;
          g_string_append_len (text, start, escape - start);
          start = escape;
        }
      else if (start[1] != 'u')
        {
          static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
          const char *control = strchr (from, start[1]);

          g_string_append_c (text, control != NULL ? to[control - from] : start[1]);
          start += 2;
        }
      else
        {
          gunichar code = (gunichar) qd_json_hex4 (start + 2, end);

          start += 6;
          if (code >= 0xd800 && code <= 0xdbff)
            {
              code = 0x10000 + ((code - 0xd800) << 10) + ((gunichar) qd_json_hex4 (start + 2, end) - 0xdc00);
              start += 6;
            }
          g_string_append_unichar (text, code);
        }
    }

  return g_string_free (text, FALSE);
}

static void
skip_blanks (QdJsonReader *reader)
{
  while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\r' ||
                                      *reader->at == '\t'))
    reader->at++;
}

/* At an opening quote; the closing one. */
static const char *
find_quote (const char *at)
{
  for (at++; *at != '"'; at++)
    if (*at == '\\')
      at++;

  return at;
}

/**
 * qd_json_reader_init:
 * @reader: a reader; clear it with qd_json_reader_clear()
 * @text: what qd_json_scan() passed; must outlive @reader
 * @length: how many bytes
 *
 * Puts @reader at the start of the value that @text is.
 */
void
qd_json_reader_init (QdJsonReader *reader,
                     const char   *text,
                     gsize         length)
{
  *reader = (QdJsonReader) { text, text, text + length, NULL };
  skip_blanks (reader);
}

void
qd_json_reader_clear (QdJsonReader *reader)
{
  g_clear_pointer (&reader->key, g_free);
}

/**
 * qd_json_reader_enter:
 * @reader: at the start of an object or a list
 *
 * Returns: whether there is something in it: @reader is at its first key or element then, else after its end
 */
gboolean
qd_json_reader_enter (QdJsonReader *reader)
{
  reader->at++;
  skip_blanks (reader);
  if (*reader->at != '}' && *reader->at != ']')
    return TRUE;

  reader->at++;

  return FALSE;
}

/**
 * qd_json_reader_next:
 * @reader: after a value in an object or a list
 *
 * Returns: whether another key or element follows: @reader is at it then, else after the end of the object or list
 */
gboolean
qd_json_reader_next (QdJsonReader *reader)
{
  gboolean more;

  skip_blanks (reader);
  more = *reader->at++ == ',';
  if (more)
    skip_blanks (reader);

  return more;
}

/**
 * qd_json_reader_key:
 * @reader: at a key; afterwards at its value
 *
 * Returns: the key, valid until the next one is read
 */
QdJsonKey
qd_json_reader_key (QdJsonReader *reader)
{
  const char *start = reader->at + 1;
  const char *end = find_quote (reader->at);
  QdJsonKey key = { start, (gsize) (end - start) };

  if (memchr (start, '\\', key.length) != NULL)
    {
      g_free (reader->key);
      reader->key = qd_json_decode (start, end);
      key = (QdJsonKey) { reader->key, strlen (reader->key) };
    }

  reader->at = end + 1;
  skip_blanks (reader);
  reader->at++;
  skip_blanks (reader);

  return key;
}

gboolean
qd_json_key_is (const QdJsonKey *key,
                const char      *name)
{
  return strncmp (name, key->text, key->length) == 0 && name[key->length] == '\0';
}

/**
 * qd_json_reader_skip:
 * @reader: at a value; afterwards after it
 */
void
qd_json_reader_skip (QdJsonReader *reader)
{
  guint depth = 0;

  do
    {
      skip_blanks (reader);
      switch (*reader->at)
        {
        case '"':
          reader->at = find_quote (reader->at) + 1;
          break;
        case '{':
        case '[':
          depth++;
          reader->at++;
          break;
        case '}':
        case ']':
          depth--;
          reader->at++;
          break;
        case ',':
        case ':':
          reader->at++;
          break;
        default:
          while (reader->at < reader->end && (g_ascii_isalnum (*reader->at) || strchr ("+-.", *reader->at) != NULL))
            reader->at++;
        }
    }
  while (depth > 0);
}

/**
 * qd_json_reader_text:
 * @reader: at a string; afterwards after it
 *
 * Returns: (transfer full): the text it stands for
 */
char *
qd_json_reader_text (QdJsonReader *reader)
{
  const char *start = reader->at + 1;

  reader->at = find_quote (reader->at) + 1;

  return qd_json_decode (start, reader->at - 1);
}

/**
 * qd_json_reader_number:
 * @reader: at a number; afterwards after it
 *
 * Returns: the number
 */
double
qd_json_reader_number (QdJsonReader *reader)
{
  const char *start = reader->at;
  g_autofree char *copy = NULL;
  gint64 whole = 0;

  /* Most numbers are small and whole. */
  while (reader->at < reader->end && g_ascii_isdigit (*reader->at) && reader->at - start < 15)
    whole = whole * 10 + (*reader->at++ - '0');
  if (reader->at == reader->end || strchr ("+-.eE0123456789", *reader->at) == NULL)
    return (double) whole;

  reader->at = start;
  qd_json_reader_skip (reader);
  copy = g_strndup (start, (gsize) (reader->at - start));

  return g_ascii_strtod (copy, NULL);
}

/**
 * qd_json_reader_copy:
 * @reader: at a value; afterwards after it
 * @out: where to
 *
 * Copies the text of the value without the blanks between its parts; nothing else of it changes.
 */
void
qd_json_reader_copy (QdJsonReader *reader,
                     GString      *out)
{
  const char *at = reader->at;

  qd_json_reader_skip (reader);
  while (at < reader->at)
    {
      const char *start = at;

      if (*at == '"')
        at = find_quote (at) + 1;
      else
        while (at < reader->at && *at != '"' && strchr (" \n\r\t", *at) == NULL)
          at++;
      g_string_append_len (out, start, at - start);
      while (at < reader->at && strchr (" \n\r\t", *at) != NULL)
        at++;
    }
}
