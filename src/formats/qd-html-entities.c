#include "qd-config.h"

#include "qd-html-entities.h"

#include <string.h>

/* Character references of HTML: those that programs write into tables. Others stay as they are typed. */

#define MAX_NAME 8
#define REPLACEMENT 0xfffd

static const struct
{
  const char *name;
  gunichar    character;
} entities[] = {
  { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", 0xa0 },
  { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "hellip", 0x2026 }, { "bull", 0x2022 }, { "middot", 0xb7 },
  { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "sbquo", 0x201a }, { "ldquo", 0x201c }, { "rdquo", 0x201d },
  { "bdquo", 0x201e }, { "laquo", 0xab }, { "raquo", 0xbb }, { "lsaquo", 0x2039 }, { "rsaquo", 0x203a },
  { "le", 0x2264 }, { "ge", 0x2265 }, { "ne", 0x2260 }, { "asymp", 0x2248 }, { "minus", 0x2212 }, { "times", 0xd7 },
  { "divide", 0xf7 }, { "plusmn", 0xb1 }, { "deg", 0xb0 }, { "micro", 0xb5 }, { "permil", 0x2030 }, { "infin", 0x221e },
  { "frac12", 0xbd }, { "frac14", 0xbc }, { "frac34", 0xbe }, { "sup1", 0xb9 }, { "sup2", 0xb2 }, { "sup3", 0xb3 },
  { "larr", 0x2190 }, { "uarr", 0x2191 }, { "rarr", 0x2192 }, { "darr", 0x2193 }, { "harr", 0x2194 },
  { "rArr", 0x21d2 }, { "euro", 0x20ac }, { "pound", 0xa3 }, { "yen", 0xa5 }, { "cent", 0xa2 }, { "sect", 0xa7 }, { "para", 0xb6 },
  { "copy", 0xa9 }, { "reg", 0xae }, { "trade", 0x2122 }, { "dagger", 0x2020 }, { "check", 0x2713 }, { "shy", 0xad },
  { "iexcl", 0xa1 }, { "iquest", 0xbf }, { "ensp", ' ' }, { "emsp", ' ' }, { "thinsp", ' ' }, { "szlig", 0xdf },
  { "Agrave", 0xc0 }, { "Aacute", 0xc1 }, { "Acirc", 0xc2 }, { "Atilde", 0xc3 }, { "Auml", 0xc4 }, { "Aring", 0xc5 },
  { "AElig", 0xc6 }, { "Ccedil", 0xc7 }, { "Egrave", 0xc8 }, { "Eacute", 0xc9 }, { "Ecirc", 0xca }, { "Euml", 0xcb },
  { "Igrave", 0xcc }, { "Iacute", 0xcd }, { "Icirc", 0xce }, { "Iuml", 0xcf }, { "Ntilde", 0xd1 }, { "Ograve", 0xd2 },
  { "Oacute", 0xd3 }, { "Ocirc", 0xd4 }, { "Otilde", 0xd5 }, { "Ouml", 0xd6 }, { "Oslash", 0xd8 }, { "Ugrave", 0xd9 },
  { "Uacute", 0xda }, { "Ucirc", 0xdb }, { "Uuml", 0xdc }, { "agrave", 0xe0 }, { "aacute", 0xe1 }, { "acirc", 0xe2 },
  { "atilde", 0xe3 }, { "auml", 0xe4 }, { "aring", 0xe5 }, { "aelig", 0xe6 }, { "ccedil", 0xe7 }, { "egrave", 0xe8 },
  { "eacute", 0xe9 }, { "ecirc", 0xea }, { "euml", 0xeb }, { "igrave", 0xec }, { "iacute", 0xed }, { "icirc", 0xee },
  { "iuml", 0xef }, { "ntilde", 0xf1 }, { "ograve", 0xf2 }, { "oacute", 0xf3 }, { "ocirc", 0xf4 }, { "otilde", 0xf5 },
  { "ouml", 0xf6 }, { "oslash", 0xf8 }, { "ugrave", 0xf9 }, { "uacute", 0xfa }, { "ucirc", 0xfb }, { "uuml", 0xfc },
};

/* “&#8594;” and “&#x2192;”, the semicolon left out or not. */
static gsize
decode_number (const char *at,
               const char *end,
               gunichar   *character)
{
  const char *digit = at + 2;
  gboolean hex = digit < end && (*digit == 'x' || *digit == 'X');
  guint32 code = 0;
  const char *first;

  digit += hex;
  for (first = digit; digit < end && (hex ? g_ascii_isxdigit (*digit) : g_ascii_isdigit (*digit)); digit++)
    if (code <= 0x10ffff)
      code = code * (hex ? 16 : 10) + (guint32) g_ascii_xdigit_value (*digit);
  if (digit == first)
    return 0;

  *character = code != 0 && g_unichar_validate (code) ? code : REPLACEMENT;
  digit += digit < end && *digit == ';';

  return (gsize) (digit - at);
}

/**
 * qd_html_decode_entity:
 * @at: an ampersand
 * @end: the end of the text
 * @character: (out): what it stands for
 *
 * Returns: how many bytes the reference has; 0 if it is none that is known
 */
gsize
qd_html_decode_entity (const char *at,
                       const char *end,
                       gunichar   *character)
{
  gsize length = 0;

  if (at + 1 < end && at[1] == '#')
    return decode_number (at, end, character);

  while (length <= MAX_NAME && at + 1 + length < end && g_ascii_isalnum (at[1 + length]))
    length++;
  if (at + 1 + length == end || at[1 + length] != ';')
    return 0;

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == length && strncmp (entities[i].name, at + 1, length) == 0)
      {
        *character = entities[i].character;
        return length + 2;
      }

  return 0;
}
