#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-color.h"

#include <math.h>
#include <string.h>

/* The part of a channel's light, by the definition of relative luminance in WCAG 2.1. */
static double
linear (QdColor color,
        guint   shift)
{
  double part = ((color >> shift) & 0xFF) / 255.0;

  return part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (QdColor color)
{
  return 0.2126 * linear (color, 24) + 0.7152 * linear (color, 16) + 0.0722 * linear (color, 8);
}

/**
 * qd_color_contrast:
 * @a: a colour
 * @b: another
 *
 * The contrast ratio of WCAG 2.1; transparency is not looked at.
 *
 * Returns: from 1 for the same luminance to 21 for black on white
 */
double
qd_color_contrast (QdColor a,
                   QdColor b)
{
  double first = luminance (a);
  double second = luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/**
 * qd_color_mix:
 * @a: a colour
 * @b: another
 * @part: how much of @b, 0 to 1
 *
 * Returns: the colour between the two, each channel by itself
 */
QdColor
qd_color_mix (QdColor a,
              QdColor b,
              double  part)
{
  QdColor mixed = 0;

  for (guint shift = 0; shift < 32; shift += 8)
    {
      double from = (a >> shift) & 0xFF;
      double to = (b >> shift) & 0xFF;

      mixed |= (QdColor) lround (from + (to - from) * CLAMP (part, 0, 1)) << shift;
    }

  return mixed;
}

/**
 * qd_color_is_dark:
 *
 * Returns: whether white stands out from @color more than black does
 */
gboolean
qd_color_is_dark (QdColor color)
{
  return qd_color_contrast (color, 0xFFFFFFFF) > qd_color_contrast (color, 0x000000FF);
}

/**
 * qd_color_parse:
 * @text: “#rgb” or “#rrggbb”, blanks around it
 * @color: (out): the colour, opaque
 *
 * Returns: whether @text is one
 */
gboolean
qd_color_parse (const char *text,
                QdColor    *color)
{
  gsize digits;
  QdColor parsed = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (color != NULL, FALSE);

  text += strspn (text, " ");
  if (*text != '#')
    return FALSE;
  digits = strspn (text + 1, "0123456789abcdefABCDEF");
  if (text[1 + digits + strspn (text + 1 + digits, " ")] != '\0' || (digits != 3 && digits != 6))
    return FALSE;

  for (gsize i = 0; i < 6; i++)
    parsed = parsed << 4 | (QdColor) g_ascii_xdigit_value (text[1 + i * digits / 6]);
  *color = parsed << 8 | 0xFF;

  return TRUE;
}

/**
 * qd_color_format:
 *
 * Returns: (transfer full): @color as qd_color_parse() reads it, without its transparency: “#1A5FB4”
 */
char *
qd_color_format (QdColor color)
{
  return g_strdup_printf ("#%06X", color >> 8);
}
