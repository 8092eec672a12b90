#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define DEFAULT_FAMILY "Cantarell"
#define COMPACT_TEXT_SIZE 13

/* Text needs 4.5:1 against its ground (WCAG 2.1, 1.4.3); shapes need 3:1 against theirs (1.4.11). */
#define TEXT_CONTRAST 4.5

typedef enum
{
  GROUND_SLIDE_LIGHT,
  GROUND_SLIDE_DARK,
  GROUND_CARD_LIGHT,
  GROUND_CARD_DARK,
  N_GROUNDS
} Ground;

/* Red and amber merge for those who do not see red: each comes with a shape and a word. The cards' palette is that of
 * the window around them, with an accent that stands out from the tracks, too. */
static const QdColor palette[QD_N_TONES][N_GROUNDS] = {
  [QD_TONE_PAPER]      = { 0xFFFFFFFF, 0x1B1D21FF, 0xFFFFFFFF, 0x363636FF },
  [QD_TONE_INK]        = { 0x1D2127FF, 0xF2F4F6FF, 0x2E2E2EFF, 0xFFFFFFFF },
  [QD_TONE_INK2]       = { 0x565E68FF, 0xB6BEC7FF, 0x5E5E5EFF, 0xC6C6C6FF },
  [QD_TONE_G0]         = { 0xF4F5F7FF, 0x24272CFF, 0xF6F6F6FF, 0x3E3E3EFF },
  [QD_TONE_G1]         = { 0xE8EBEEFF, 0x2F343AFF, 0xE6E6E6FF, 0x4E4E4EFF },
  [QD_TONE_G2]         = { 0xC6CCD3FF, 0x4E555FFF, 0xCFCFCFFF, 0x656565FF },
  [QD_TONE_G3]         = { 0x7B8590FF, 0x8E98A4FF, 0x858585FF, 0xA3A3A3FF },
  [QD_TONE_CELL]       = { 0xDCE1E6FF, 0x3C424AFF, 0xDCDCDCFF, 0x515151FF },
  [QD_TONE_ACCENT]     = { 0x1A5FB4FF, 0x7DB1F0FF, 0x3584E4FF, 0x78AEEDFF },
  [QD_TONE_ON_ACCENT]  = { 0xFFFFFFFF, 0x10151BFF, 0xFFFFFFFF, 0x10151BFF },
  [QD_TONE_TINT]       = { 0xC9DBF2FF, 0x2A4463FF, 0xCFE1F8FF, 0x3A506BFF },
  [QD_TONE_RED]        = { 0xB3161FFF, 0xFF9088FF, 0xC01C28FF, 0xFF938CFF },
  [QD_TONE_RED_TINT]   = { 0xFBE4E4FF, 0x4A2628FF, 0xFAE3E4FF, 0x573436FF },
  [QD_TONE_AMBER]      = { 0x8A5200FF, 0xF0BD5BFF, 0x905400FF, 0xF8C660FF },
  [QD_TONE_AMBER_TINT] = { 0xFBEBCBFF, 0x463818FF, 0xFAEBCDFF, 0x52451FFF },
};

static void
init_with_ground (QdChartStyle *style,
                  Ground        ground)
{
  memset (style, 0, sizeof *style);
  for (guint i = 0; i < QD_N_TONES; i++)
    style->tones[i] = palette[i][ground];
  style->family = g_intern_static_string (DEFAULT_FAMILY);
  style->text_size = COMPACT_TEXT_SIZE;
  /* Translators: “rtl” if your language is written from right to left, else “ltr” */
  style->mirrored = g_str_equal (C_("direction", "ltr"), "rtl");
}

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
 * qd_chart_style_init:
 * @style: (out caller-allocates): a style
 * @dark: for a dark ground
 *
 * The style of charts that stand alone: on a slide, in a file.
 */
void
qd_chart_style_init (QdChartStyle *style,
                     gboolean      dark)
{
  g_return_if_fail (style != NULL);

  init_with_ground (style, dark ? GROUND_SLIDE_DARK : GROUND_SLIDE_LIGHT);
}

/**
 * qd_chart_style_init_compact:
 * @style: (out caller-allocates): a style
 * @dark: for a dark window
 *
 * The style of charts in a card of the window, which shows their title itself.
 */
void
qd_chart_style_init_compact (QdChartStyle *style,
                             gboolean      dark)
{
  g_return_if_fail (style != NULL);

  init_with_ground (style, dark ? GROUND_CARD_DARK : GROUND_CARD_LIGHT);
  style->compact = TRUE;
  style->transparent = TRUE;
}

/**
 * qd_chart_style_set_accent:
 * @style: a style
 * @accent: the colour of what charts are about, such as a company's
 *
 * Derives the pale form and the colour of text on it. An accent too close to the paper is moved towards the ink until
 * it stands out as a shape must.
 */
void
qd_chart_style_set_accent (QdChartStyle *style,
                           QdColor       accent)
{
  QdColor paper, ink;

  g_return_if_fail (style != NULL);

  paper = style->tones[QD_TONE_PAPER];
  ink = style->tones[QD_TONE_INK];
  accent |= 0xFF;
  for (int i = 0; i < 20 && qd_color_contrast (accent, paper) < TEXT_CONTRAST; i++)
    accent = qd_color_mix (accent, ink, 0.1);

  style->tones[QD_TONE_ACCENT] = accent;
  style->tones[QD_TONE_TINT] = qd_color_mix (paper, accent, 0.24);
  style->tones[QD_TONE_ON_ACCENT] = qd_color_contrast (accent, paper) >= qd_color_contrast (accent, ink) ? paper : ink;
}

/**
 * qd_chart_style_set_family:
 * @style: a style
 * @family: the name of a font family
 */
void
qd_chart_style_set_family (QdChartStyle *style,
                           const char   *family)
{
  g_return_if_fail (style != NULL);
  g_return_if_fail (family != NULL);

  style->family = g_intern_string (family);
}

/**
 * qd_chart_style_set_footer:
 * @style: a style
 * @footer: (nullable): a line at the foot of each full chart
 */
void
qd_chart_style_set_footer (QdChartStyle *style,
                           const char   *footer)
{
  g_return_if_fail (style != NULL);

  style->footer = g_intern_string (footer);
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
 * qd_color_parse:
 * @text: “#rgb” or “#rrggbb”
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

  if (*text != '#')
    return FALSE;
  digits = strspn (text + 1, "0123456789abcdefABCDEF");
  if (text[1 + digits] != '\0' || (digits != 3 && digits != 6))
    return FALSE;

  for (gsize i = 0; i < 6; i++)
    parsed = parsed << 4 | (QdColor) g_ascii_xdigit_value (text[1 + i * digits / 6]);
  *color = parsed << 8 | 0xFF;

  return TRUE;
}
