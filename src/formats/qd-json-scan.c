#include "qd-config.h"

#include "qd-json-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-error.h"

/* A strict pass over the bytes: RFC 8259 and nothing else, in bounded depth and size. What passes here can be read
 * without another look at its form.
 *
 * Nothing here recurses: the open objects and lists are frames in a fixed array. */

/* Objects of ours have a dozen keys. From here on a hash table keeps an object with a million of them linear. */
#define FEW_KEYS 16

/* A whole number of so many digits fits into 64 bits for sure. */
#define SAFE_DIGITS 18

/* A key with its escapes undone; no NUL follows it. */
typedef struct
{
  const char *text;
  gsize       length;
} Key;

typedef struct
{
  gboolean    object;
  guint       first_key; /* of an object: where its keys start in Scan.keys */
  GHashTable *table;     /* of an object with more than FEW_KEYS keys: all of them */
} Frame;

typedef struct
{
  const char *text;
  const char *end;
  const char *at;
  GArray     *keys;      /* the keys of all open objects, innermost last */
  GPtrArray  *decoded;   /* keys that had escapes */
  Frame       frames[QD_JSON_MAX_DEPTH];
  guint       depth;
  guint       n_values;
  gboolean    long_integers;
  GError    **error;
} Scan;

/* What may come next. */
typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END, /* after “[” */
  EXPECT_KEY_OR_END,   /* after “{” */
  EXPECT_KEY,          /* after a comma in an object */
  EXPECT_COMMA_OR_END, /* after a value */
} Expect;

/**
 * qd_json_place:
 * @text: a text
 * @at: somewhere in it; what is before it is UTF-8
 * @line: (out): the line, from 1
 * @column: (out): the character in that line, from 1
 */
void
qd_json_place (const char *text,
               const char *at,
               guint      *line,
               guint      *column)
{
  const char *start = text;

  *line = 1;
  for (const char *p = text; (p = memchr (p, '\n', (gsize) (at - p))) != NULL; start = ++p)
    (*line)++;
  *column = (guint) g_utf8_strlen (start, at - start) + 1;
}

static gboolean fail (Scan       *scan,
                      const char *at,
                      QdError     code,
                      const char *format,
                      ...) G_GNUC_PRINTF (4, 5);

static gboolean
fail (Scan       *scan,
      const char *at,
      QdError     code,
      const char *format,
      ...)
{
  g_autofree char *sentence = NULL;
  guint line, column;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);

  qd_json_place (scan->text, at, &line, &column);
  qd_error_set_at (scan->error, code, line, column, "%s", sentence);

  return FALSE;
}

static gboolean
fail_early_end (Scan *scan)
{
  if (scan->depth == 0)
    return fail (scan, scan->end, QD_ERROR_PARSE, _("There is nothing in this file."));
  if (scan->frames[scan->depth - 1].object)
    return fail (scan, scan->end, QD_ERROR_PARSE, _("The file ends too early: a “}” is missing."));

  return fail (scan, scan->end, QD_ERROR_PARSE, _("The file ends too early: a “]” is missing."));
}

/* A character that cannot start what is expected here. */
static gboolean
fail_unexpected (Scan   *scan,
                 Expect  expect)
{
  const char *at = scan->at;

  if (at == scan->end)
    return fail_early_end (scan);
  if (*at == '\0')
    return fail (scan, at, QD_ERROR_PARSE, _("A NUL byte does not belong into text."));
  if (g_utf8_get_char_validated (at, scan->end - at) >= (gunichar) -2)
    return fail (scan, at, QD_ERROR_PARSE, _("This is not UTF-8 text."));
  if (*at == '/' || *at == '#')
    return fail (scan, at, QD_ERROR_PARSE, _("JSON has no comments."));
  if (*at == '\'')
    return fail (scan, at, QD_ERROR_PARSE, _("Text stands between double quotes."));

  switch (expect)
    {
    case EXPECT_COMMA_OR_END:
      if (scan->depth == 0)
        return fail (scan, at, QD_ERROR_PARSE, _("Something follows after the end of the plan."));
      if (strchr ("\"{[-0123456789tfn", *at) != NULL)
        return fail (scan, at, QD_ERROR_PARSE, _("A comma is missing."));
      if (scan->frames[scan->depth - 1].object)
        return fail (scan, at, QD_ERROR_PARSE, _("A comma or “}” is missing."));
      return fail (scan, at, QD_ERROR_PARSE, _("A comma or “]” is missing."));
    case EXPECT_KEY:
      if (*at == '}')
        return fail (scan, at, QD_ERROR_PARSE, _("There is a comma too many before this “}”."));
      return fail (scan, at, QD_ERROR_PARSE, _("A key between double quotes is missing."));
    case EXPECT_KEY_OR_END:
      return fail (scan, at, QD_ERROR_PARSE, _("A key between double quotes is missing."));
    case EXPECT_VALUE:
      if (*at == ']' && scan->depth > 0 && !scan->frames[scan->depth - 1].object)
        return fail (scan, at, QD_ERROR_PARSE, _("There is a comma too many before this “]”."));
      return fail (scan, at, QD_ERROR_PARSE, _("A value is missing."));
    case EXPECT_VALUE_OR_END:
    default:
      return fail (scan, at, QD_ERROR_PARSE, _("A value is missing."));
    }
}

/* The number that the four digits after “\u” make; -1 if they are none or reach beyond @end. */
static int
hex4 (const char *at,
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

/* The text that a string which was scanned stands for, its escapes undone: "a" and "\u0061" are the same key. */
static char *
decode (const char *start,
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
          gunichar code = (gunichar) hex4 (start + 2, end);

          start += 6;
          if (code >= 0xd800 && code <= 0xdbff)
            {
              code = 0x10000 + ((code - 0xd800) << 10) + ((gunichar) hex4 (start + 2, end) - 0xdc00);
              start += 6;
            }
          g_string_append_unichar (text, code);
        }
    }

  return g_string_free (text, FALSE);
}

static void
skip_blanks (Scan *scan)
{
  while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t'))
    scan->at++;
}

/* At a backslash. */
static gboolean
scan_escape (Scan *scan)
{
  const char *start = scan->at;
  int code;

  if (scan->end - start < 2)
    return fail_early_end (scan);
  if (start[1] != 'u')
    {
      if (start[1] == '\0' || strchr ("\"\\/bfnrt", start[1]) == NULL)
        return fail (scan, start, QD_ERROR_PARSE, _("JSON does not know this escape."));
      scan->at += 2;
      return TRUE;
    }

  code = hex4 (start + 2, scan->end);
  if (code < 0)
    return fail (scan, start, QD_ERROR_PARSE, _("Four hexadecimal digits must follow “\\u”."));
  if (code == 0)
    return fail (scan, start, QD_ERROR_PARSE, _("A NUL character does not belong into text."));
  scan->at += 6;

  if (code >= 0xd800 && code <= 0xdfff)
    {
      int low = scan->end - scan->at >= 6 && scan->at[0] == '\\' && scan->at[1] == 'u'
                ? hex4 (scan->at + 2, scan->end) : -1;

      if (code >= 0xdc00 || low < 0xdc00 || low > 0xdfff)
        return fail (scan, start, QD_ERROR_PARSE, _("This is half of a character: its other half is missing."));
      scan->at += 6;
    }

  return TRUE;
}

/* At an opening quote; leaves scan->at after the closing one. */
static gboolean
scan_string (Scan *scan)
{
  const char *start = scan->at++;

  while (scan->at < scan->end)
    {
      guchar byte = (guchar) *scan->at;

      if (byte == '"')
        {
          scan->at++;
          return TRUE;
        }
      else if (byte == '\\')
        {
          if (!scan_escape (scan))
            return FALSE;
        }
      else if (byte < 0x20)
        {
          if (byte == '\0')
            return fail (scan, scan->at, QD_ERROR_PARSE, _("A NUL byte does not belong into text."));
          return fail (scan, scan->at, QD_ERROR_PARSE, _("A line break or control character in text must be escaped."));
        }
      else if (byte < 0x80)
        {
          scan->at++;
        }
      else
        {
          if (g_utf8_get_char_validated (scan->at, scan->end - scan->at) >= (gunichar) -2)
            return fail (scan, scan->at, QD_ERROR_PARSE, _("This is not UTF-8 text."));
          scan->at = g_utf8_next_char (scan->at);
        }
    }

  return fail (scan, start, QD_ERROR_PARSE, _("The text that starts here does not end."));
}

/* The bytes need not end with a NUL, which strtod() wants. Only an exponent or very many digits can be too much. */
static gboolean
is_finite_number (const char *start,
                  const char *end)
{
  g_autofree char *copy = g_strndup (start, (gsize) (end - start));

  return isfinite (g_ascii_strtod (copy, NULL));
}

static guint
scan_digits (Scan *scan)
{
  const char *start = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;

  return (guint) (scan->at - start);
}

/* At a digit or a minus. */
static gboolean
scan_number (Scan *scan)
{
  const char *start = scan->at;
  const char *first;
  gboolean whole = TRUE, exponent = FALSE;
  guint digits;

  if (*scan->at == '-')
    scan->at++;
  first = scan->at;
  digits = scan_digits (scan);
  if (digits == 0)
    return fail (scan, start, QD_ERROR_PARSE, _("This is no number."));
  if (digits > 1 && *first == '0')
    return fail (scan, start, QD_ERROR_PARSE, _("A number must not start with a zero."));

  if (scan->at < scan->end && *scan->at == '.')
    {
      scan->at++;
      whole = FALSE;
      if (scan_digits (scan) == 0)
        return fail (scan, start, QD_ERROR_PARSE, _("Digits must follow the point of a number."));
    }
  if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E'))
    {
      scan->at++;
      exponent = TRUE;
      if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
        scan->at++;
      if (scan_digits (scan) == 0)
        return fail (scan, start, QD_ERROR_PARSE, _("Digits must follow the exponent of a number."));
    }

  if (whole && !exponent && digits > SAFE_DIGITS)
    scan->long_integers = TRUE;
  if ((exponent || digits > 300) && !is_finite_number (start, scan->at))
    return fail (scan, start, QD_ERROR_PARSE, _("This number is too large."));

  return TRUE;
}

static gboolean
scan_word (Scan *scan)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (scan->end - scan->at) >= length && memcmp (scan->at, words[i], length) == 0)
        {
          scan->at += length;
          return TRUE;
        }
    }

  return FALSE;
}

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;
  guint hash = 5381;

  for (gsize i = 0; i < key->length; i++)
    hash = hash * 33 + (guchar) key->text[i];

  return hash;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *ka = a, *kb = b;

  return ka->length == kb->length && memcmp (ka->text, kb->text, ka->length) == 0;
}

/* Whether the innermost object has @key already; from now on it has. */
static gboolean
has_key (Scan      *scan,
         const Key *key)
{
  Frame *frame = &scan->frames[scan->depth - 1];

  if (frame->table != NULL)
    return !g_hash_table_add (frame->table, g_memdup2 (key, sizeof *key));

  for (guint i = frame->first_key; i < scan->keys->len; i++)
    if (key_equal (&g_array_index (scan->keys, Key, i), key))
      return TRUE;

  g_array_append_vals (scan->keys, key, 1);
  if (scan->keys->len - frame->first_key > FEW_KEYS)
    {
      frame->table = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
      for (guint i = frame->first_key; i < scan->keys->len; i++)
        g_hash_table_add (frame->table, g_memdup2 (&g_array_index (scan->keys, Key, i), sizeof *key));
    }

  return FALSE;
}

/* At an opening quote; leaves scan->at after the colon. */
static gboolean
scan_key (Scan *scan)
{
  const char *start = scan->at;
  Key key;

  if (!scan_string (scan))
    return FALSE;

  key = (Key) { start + 1, (gsize) (scan->at - start) - 2 };
  if (memchr (key.text, '\\', key.length) != NULL)
    {
      char *text = decode (key.text, scan->at - 1);

      g_ptr_array_add (scan->decoded, text);
      key = (Key) { text, strlen (text) };
    }
  if (has_key (scan, &key))
    {
      g_autofree char *name = g_strndup (key.text, key.length);

      return fail (scan, start, QD_ERROR_PARSE, _("The key “%s” stands twice in one object."), name);
    }

  skip_blanks (scan);
  if (scan->at == scan->end)
    return fail_early_end (scan);
  if (*scan->at != ':')
    return fail (scan, scan->at, QD_ERROR_PARSE, _("A colon is missing after the key."));
  scan->at++;

  return TRUE;
}

static gboolean
open_frame (Scan *scan)
{
  if (scan->depth == QD_JSON_MAX_DEPTH)
    return fail (scan, scan->at, QD_ERROR_TOO_LARGE, _("More than %d objects and lists inside one another."),
                 QD_JSON_MAX_DEPTH);

  scan->frames[scan->depth++] = (Frame) { *scan->at == '{', scan->keys->len, NULL };
  scan->at++;

  return TRUE;
}

static void
close_frame (Scan *scan)
{
  Frame *frame = &scan->frames[--scan->depth];

  g_clear_pointer (&frame->table, g_hash_table_unref);
  g_array_set_size (scan->keys, frame->first_key);
  scan->at++;
}

/* At the first character of a value. Opening an object or a list leaves its members to the caller. */
static gboolean
scan_value (Scan   *scan,
            Expect *expect)
{
  if (++scan->n_values > QD_JSON_MAX_VALUES)
    return fail (scan, scan->at, QD_ERROR_TOO_LARGE, _("This file holds more than %d values."), QD_JSON_MAX_VALUES);

  switch (*scan->at)
    {
    case '{':
    case '[':
      *expect = *scan->at == '{' ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
      return open_frame (scan);
    case '"':
      *expect = EXPECT_COMMA_OR_END;
      return scan_string (scan);
    case '-':
    case '0' ... '9':
      *expect = EXPECT_COMMA_OR_END;
      return scan_number (scan);
    default:
      if (!scan_word (scan))
        return fail_unexpected (scan, *expect);
      *expect = EXPECT_COMMA_OR_END;
      return TRUE;
    }
}

/* After a value inside an object or a list. */
static gboolean
scan_comma_or_end (Scan   *scan,
                   Expect *expect)
{
  gboolean object = scan->frames[scan->depth - 1].object;

  if (*scan->at == (object ? '}' : ']'))
    {
      close_frame (scan);
      return TRUE;
    }
  if (*scan->at != ',')
    return fail_unexpected (scan, *expect);

  scan->at++;
  *expect = object ? EXPECT_KEY : EXPECT_VALUE;

  return TRUE;
}

static gboolean
scan_step (Scan   *scan,
           Expect *expect)
{
  if (scan->at == scan->end)
    return fail_early_end (scan);

  switch (*expect)
    {
    case EXPECT_KEY_OR_END:
    case EXPECT_VALUE_OR_END:
      if (*scan->at == (*expect == EXPECT_KEY_OR_END ? '}' : ']'))
        {
          close_frame (scan);
          *expect = EXPECT_COMMA_OR_END;
          return TRUE;
        }
      if (*expect == EXPECT_VALUE_OR_END)
        return scan_value (scan, expect);
      G_GNUC_FALLTHROUGH;
    case EXPECT_KEY:
      if (*scan->at != '"')
        return fail_unexpected (scan, *expect);
      *expect = EXPECT_VALUE;
      return scan_key (scan);
    case EXPECT_COMMA_OR_END:
      return scan_comma_or_end (scan, expect);
    case EXPECT_VALUE:
    default:
      return scan_value (scan, expect);
    }
}

/**
 * qd_json_scan:
 * @text: bytes, without a byte order mark; no NUL need follow
 * @length: how many
 * @long_integers: (out): whether there are integers that may not fit into 64 bits
 * @error: return location for an error that says where in @text
 *
 * Tells whether @text is one JSON value as RFC 8259 has it, in UTF-8, without equal keys in an object, NUL characters,
 * halves of surrogate pairs or numbers beyond a double, and within our bounds.
 *
 * Returns: %FALSE with @error set if it is not
 */
gboolean
qd_json_scan (const char  *text,
              gsize        length,
              gboolean    *long_integers,
              GError     **error)
{
  Scan scan = { .text = text, .at = text, .end = text + length, .error = error };
  Expect expect = EXPECT_VALUE;
  gboolean valid = TRUE;

  scan.keys = g_array_new (FALSE, FALSE, sizeof (Key));
  scan.decoded = g_ptr_array_new_with_free_func (g_free);
  do
    {
      skip_blanks (&scan);
      valid = scan_step (&scan, &expect);
    }
  while (valid && scan.depth > 0);

  if (valid)
    {
      skip_blanks (&scan);
      if (scan.at < scan.end)
        valid = fail_unexpected (&scan, EXPECT_COMMA_OR_END);
    }

  while (scan.depth > 0)
    g_clear_pointer (&scan.frames[--scan.depth].table, g_hash_table_unref);
  g_array_unref (scan.keys);
  g_ptr_array_unref (scan.decoded);
  *long_integers = scan.long_integers;

  return valid;
}
