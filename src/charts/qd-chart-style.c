#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define DEFAULT_FAMILY "Cantarell"
#define COMPACT_TEXT_SIZE 13

/* Text needs 4.5:1 against its ground (WCAG 2.1, 1.4.3); shapes need 3:1 against theirs (1.4.11). The ink stands on
 * surfaces between the paper and itself, and needs more. */
#define TEXT_CONTRAST  4.5
#define SHAPE_CONTRAST 3.0
#define INK_CONTRAST   12.0

/* How much of a colour its pale form has. */
#define TINT_PART      0.24
#define SIGNAL_PART    0.13

/* Larger logos are for print. */
#define LOGO_BYTES_MAX (2 << 20)
#define LOGO_SIDE_MAX  4096
#define LOGO_PREFIX    "data:image/png;base64,"

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

/* @color, moved no further towards @target than its contrast with @ground asks for. */
static QdColor
move_away (QdColor color,
           QdColor ground,
           double  contrast,
           QdColor target)
{
  double part = 0;
  QdColor moved = color;

  while (part < 1 && qd_color_contrast (moved, ground) < contrast)
    {
      part = MIN (part + 0.01, 1);
      moved = qd_color_mix (color, target, part);
    }

  return moved;
}

/* A severity's colour and its pale form, which can be read on the paper and on each other. */
static void
set_signal (QdChartStyle *style,
            QdTone        tone,
            QdTone        tint)
{
  QdColor ink = style->tones[QD_TONE_INK];
  QdColor color = move_away (style->tones[tone], style->tones[QD_TONE_PAPER], TEXT_CONTRAST, ink);

  style->tones[tint] = qd_color_mix (style->tones[QD_TONE_PAPER], color, SIGNAL_PART);
  style->tones[tone] = move_away (color, style->tones[tint], TEXT_CONTRAST, ink);
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
 * qd_chart_style_set_background:
 * @style: a style
 * @background: the colour that charts stand on, such as that of a company's slides
 *
 * Text, surfaces and signals keep the distance from it that they have from the usual one; an accent is set afterwards.
 * A background that is neither light nor dark leaves no room for that: it is moved towards the usual one until it does.
 */
void
qd_chart_style_set_background (QdChartStyle *style,
                               QdColor       background)
{
  /* Each is as far from the background as in the palette. */
  static const QdTone neutral[] = { QD_TONE_INK2, QD_TONE_G0, QD_TONE_G1, QD_TONE_G2, QD_TONE_G3, QD_TONE_CELL };
  const QdColor *tones;
  QdChartStyle usual;
  QdColor ink;

  g_return_if_fail (style != NULL);

  init_with_ground (&usual, qd_color_is_dark (background) ? GROUND_SLIDE_DARK : GROUND_SLIDE_LIGHT);
  tones = usual.tones;
  ink = tones[QD_TONE_INK];
  background = move_away (background | 0xFF, ink, INK_CONTRAST, tones[QD_TONE_PAPER]);

  memcpy (style->tones, tones, sizeof usual.tones);
  style->tones[QD_TONE_PAPER] = background;
  for (guint i = 0; i < G_N_ELEMENTS (neutral); i++)
    style->tones[neutral[i]] = move_away (background, background,
                                          qd_color_contrast (tones[neutral[i]], tones[QD_TONE_PAPER]), ink);
  set_signal (style, QD_TONE_RED, QD_TONE_RED_TINT);
  set_signal (style, QD_TONE_AMBER, QD_TONE_AMBER_TINT);
  qd_chart_style_set_accent (style, tones[QD_TONE_ACCENT]);
}

/**
 * qd_chart_style_set_accent:
 * @style: a style
 * @accent: the colour of what charts are about, such as a company's
 *
 * Derives the pale form and the colour of text on it. An accent too close to the background is moved towards the ink
 * until it can be read as text on it, and told from tracks and its own pale form as shapes must.
 */
void
qd_chart_style_set_accent (QdChartStyle *style,
                           QdColor       accent)
{
  QdColor paper, ink;

  g_return_if_fail (style != NULL);

  paper = style->tones[QD_TONE_PAPER];
  ink = style->tones[QD_TONE_INK];
  accent = move_away (accent | 0xFF, paper, TEXT_CONTRAST, ink);
  accent = move_away (accent, style->tones[QD_TONE_G1], SHAPE_CONTRAST, ink);
  style->tones[QD_TONE_TINT] = qd_color_mix (paper, accent, TINT_PART);
  accent = move_away (accent, style->tones[QD_TONE_TINT], SHAPE_CONTRAST, ink);

  style->tones[QD_TONE_ACCENT] = accent;
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
 * qd_chart_style_set_logo:
 * @style: a style
 * @logo: (nullable): a PNG picture as a data URL
 *
 * Returns: whether there is no logo or @logo is one; one that is none is left out
 */
gboolean
qd_chart_style_set_logo (QdChartStyle *style,
                         const char   *logo)
{
  /* The signature, the length and name of the first chunk, and then what it starts with: width and height. */
  static const guint8 start[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
  const gsize head_length = (sizeof start + 8) / 3 * 4;
  g_autofree guint8 *head = NULL;
  g_autofree char *encoded = NULL;
  guint32 sides[2];
  gsize length;

  g_return_val_if_fail (style != NULL, FALSE);

  style->logo = NULL;
  if (logo == NULL || *logo == '\0')
    return TRUE;
  length = strlen (logo);
  if (!g_str_has_prefix (logo, LOGO_PREFIX) || length < strlen (LOGO_PREFIX) + head_length || length > LOGO_BYTES_MAX)
    return FALSE;

  encoded = g_strndup (logo + strlen (LOGO_PREFIX), head_length);
  head = g_base64_decode (encoded, &length);
  if (length < sizeof start + sizeof sides || memcmp (head, start, sizeof start) != 0)
    return FALSE;
  memcpy (sides, head + sizeof start, sizeof sides);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      sides[i] = GUINT32_FROM_BE (sides[i]);
      if (sides[i] < 1 || sides[i] > LOGO_SIDE_MAX)
        return FALSE;
    }

  style->logo = g_intern_string (logo);
  style->logo_ratio = (double) sides[0] / sides[1];

  return TRUE;
}
