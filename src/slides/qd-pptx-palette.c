#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-pptx-private.h"

#include <math.h>
#include <string.h>

/* Roles of colours as colours of a theme, so that another theme changes all of them: the greys are shades of the
 * background, tints of what they tint. */

#define WHOLE 100000

/* A shape is told from its ground (WCAG 2.1, 1.4.11). */
#define SHAPE_CONTRAST 3.0

/* Red and amber as hues in degrees; another colour says the same this far away. */
#define HUE_RED       0.0
#define HUE_AMBER     38.0
#define HUE_DISTANCE  16.0
#define SATURATION    0.4

static const char *const slot_names[QD_N_THEME_COLORS] = {
  "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
};

/* Of each role, the role that it is a shade of. */
static const QdTone bases[QD_N_TONES] = {
  [QD_TONE_PAPER] = QD_TONE_PAPER,
  [QD_TONE_INK] = QD_TONE_INK,
  [QD_TONE_INK2] = QD_TONE_INK,
  [QD_TONE_G0] = QD_TONE_PAPER,
  [QD_TONE_G1] = QD_TONE_PAPER,
  [QD_TONE_G2] = QD_TONE_PAPER,
  [QD_TONE_G3] = QD_TONE_PAPER,
  [QD_TONE_CELL] = QD_TONE_PAPER,
  [QD_TONE_ACCENT] = QD_TONE_ACCENT,
  [QD_TONE_ON_ACCENT] = QD_TONE_ON_ACCENT,
  [QD_TONE_TINT] = QD_TONE_ACCENT,
  [QD_TONE_RED] = QD_TONE_RED,
  [QD_TONE_RED_TINT] = QD_TONE_RED,
  [QD_TONE_AMBER] = QD_TONE_AMBER,
  [QD_TONE_AMBER_TINT] = QD_TONE_AMBER,
};

typedef struct
{
  double hue;        /* in degrees */
  double saturation;
  double lightness;
} Hsl;

static Hsl
to_hsl (QdColor color)
{
  double red = ((color >> 24) & 0xFF) / 255.0;
  double green = ((color >> 16) & 0xFF) / 255.0;
  double blue = ((color >> 8) & 0xFF) / 255.0;
  double most = MAX (red, MAX (green, blue));
  double range = most - MIN (red, MIN (green, blue));
  Hsl hsl = { .lightness = most - range / 2 };

  if (range <= 0)
    return hsl;

  hsl.saturation = range / (1 - fabs (2 * hsl.lightness - 1));
  if (most == red)
    hsl.hue = fmod ((green - blue) / range + 6, 6) * 60;
  else if (most == green)
    hsl.hue = ((blue - red) / range + 2) * 60;
  else
    hsl.hue = ((red - green) / range + 4) * 60;

  return hsl;
}

/* By which satMod, lumMod and lumOff @base becomes @shade, but for its hue. */
static void
find_shade (QdPptxColor *color,
            QdColor      base,
            QdColor      shade)
{
  Hsl first = to_hsl (base);
  Hsl second = to_hsl (shade);
  double from = first.lightness;
  double to = second.lightness;

  color->saturation = WHOLE;
  if (first.saturation > 0 && fabs (first.saturation - second.saturation) > 0.02)
    color->saturation = (int) lround (WHOLE * second.saturation / first.saturation);
  color->mod = WHOLE;
  color->off = 0;
  if (fabs (from - to) < 0.002)
    return;
  if (to < from)
    {
      color->mod = (int) lround (WHOLE * to / from);
      return;
    }
  color->mod = (int) lround (WHOLE * (1 - to) / (1 - from));
  color->off = WHOLE - color->mod;
}

/* The accent of a company that says what @hue says; %NULL if it has none, which then stays what it is with us. */
static const char *
find_hue (const QdPptxTheme *theme,
          QdColor            paper,
          double             hue)
{
  for (QdThemeSlot slot = QD_THEME_ACCENT1; slot < QD_THEME_HLINK; slot++)
    {
      Hsl hsl = to_hsl (theme->colors[slot]);
      double distance = fabs (hsl.hue - hue);

      if (MIN (distance, 360 - distance) <= HUE_DISTANCE && hsl.saturation >= SATURATION
          && qd_color_contrast (theme->colors[slot], paper) >= SHAPE_CONTRAST)
        return slot_names[slot];
    }

  return NULL;
}

/* The first accent that stands out from the paper; what charts are about must. */
static QdThemeSlot
find_accent (const QdPptxTheme *theme,
             QdColor            paper)
{
  for (QdThemeSlot slot = QD_THEME_ACCENT1; slot < QD_THEME_HLINK; slot++)
    if (qd_color_contrast (theme->colors[slot], paper) >= SHAPE_CONTRAST)
      return slot;

  return QD_THEME_ACCENT1;
}

/**
 * qd_pptx_theme_init:
 * @theme: (out caller-allocates): a theme
 * @style: how a deck looks
 *
 * Our own theme: its first accents are the colours that mean something, the others go with them.
 */
void
qd_pptx_theme_init (QdPptxTheme        *theme,
                    const QdChartStyle *style)
{
  const QdColor *tones = style->tones;
  const QdColor accents[] = {
    tones[QD_TONE_ACCENT], tones[QD_TONE_RED], tones[QD_TONE_AMBER], tones[QD_TONE_G3],
    qd_color_mix (tones[QD_TONE_ACCENT], tones[QD_TONE_INK], 0.45),
    qd_color_mix (tones[QD_TONE_ACCENT], tones[QD_TONE_PAPER], 0.4),
  };

  theme->dark = to_hsl (tones[QD_TONE_PAPER]).lightness < 0.5;
  theme->colors[QD_THEME_DK1] = tones[theme->dark ? QD_TONE_PAPER : QD_TONE_INK];
  theme->colors[QD_THEME_LT1] = tones[theme->dark ? QD_TONE_INK : QD_TONE_PAPER];
  theme->colors[QD_THEME_DK2] = tones[theme->dark ? QD_TONE_G0 : QD_TONE_INK2];
  theme->colors[QD_THEME_LT2] = tones[theme->dark ? QD_TONE_INK2 : QD_TONE_G0];
  memcpy (&theme->colors[QD_THEME_ACCENT1], accents, sizeof accents);
  theme->colors[QD_THEME_HLINK] = tones[QD_TONE_ACCENT];
  theme->colors[QD_THEME_FOLHLINK] = tones[QD_TONE_INK2];
}

/**
 * qd_pptx_theme_slot_name:
 * @slot: a colour of a theme
 *
 * Returns: what it is called in files
 */
const char *
qd_pptx_theme_slot_name (QdThemeSlot slot)
{
  return slot_names[slot];
}

/**
 * qd_pptx_palette_init:
 * @palette: (out caller-allocates): a palette
 * @style: with which slides and charts are laid out
 * @foreign: (nullable): the theme of a template; %NULL for our own
 *
 * Of a template's theme, only what stands out from its background is an accent, and only what is red warns.
 */
void
qd_pptx_palette_init (QdPptxPalette      *palette,
                      const QdChartStyle *style,
                      const QdPptxTheme  *foreign)
{
  const char *slots[QD_N_TONES] = {
    [QD_TONE_PAPER] = "bg1", [QD_TONE_INK] = "tx1", [QD_TONE_ACCENT] = "accent1", [QD_TONE_ON_ACCENT] = "bg1",
    [QD_TONE_RED] = "accent2", [QD_TONE_AMBER] = "accent3",
  };
  QdChartStyle model = *style;

  memset (palette, 0, sizeof *palette);
  memcpy (palette->tones, style->tones, sizeof palette->tones);
  palette->dark = to_hsl (style->tones[QD_TONE_PAPER]).lightness < 0.5;
  if (foreign != NULL)
    {
      QdColor paper = foreign->colors[foreign->dark ? QD_THEME_DK1 : QD_THEME_LT1];

      palette->dark = to_hsl (paper).lightness < 0.5;
      qd_chart_style_init (&model, palette->dark);
      slots[QD_TONE_ACCENT] = slot_names[find_accent (foreign, paper)];
      slots[QD_TONE_RED] = find_hue (foreign, paper, HUE_RED);
      slots[QD_TONE_AMBER] = find_hue (foreign, paper, HUE_AMBER);
    }

  for (guint tone = 0; tone < QD_N_TONES; tone++)
    {
      QdPptxColor *color = &palette->colors[tone];

      color->slot = slots[bases[tone]];
      color->color = model.tones[tone];
      find_shade (color, model.tones[bases[tone]], model.tones[tone]);
    }
}

static void
write_plain_color (QdXml   *xml,
                   QdColor  color)
{
  g_autofree char *hex = g_strdup_printf ("%06X", color >> 8);
  guint alpha = color & 0xFF;

  if (alpha == 0xFF)
    {
      qd_xml_empty (xml, "a:srgbClr", "val=%s", hex);
      return;
    }
  qd_xml_start (xml, "a:srgbClr", "val=%s", hex);
  qd_xml_empty (xml, "a:alpha", "val=%d", (int) lround (alpha * (double) WHOLE / 255));
  qd_xml_end (xml, "a:srgbClr");
}

/**
 * qd_pptx_write_tone:
 * @xml: where a colour stands
 * @palette: the colours
 * @tone: which
 */
void
qd_pptx_write_tone (QdXml               *xml,
                    const QdPptxPalette *palette,
                    QdTone               tone)
{
  const QdPptxColor *color = &palette->colors[tone];

  if (color->slot == NULL)
    {
      write_plain_color (xml, color->color);
      return;
    }
  if (color->mod == WHOLE && color->saturation == WHOLE)
    {
      qd_xml_empty (xml, "a:schemeClr", "val=%s", color->slot);
      return;
    }
  qd_xml_start (xml, "a:schemeClr", "val=%s", color->slot);
  if (color->saturation != WHOLE)
    qd_xml_empty (xml, "a:satMod", "val=%d", color->saturation);
  if (color->mod != WHOLE)
    qd_xml_empty (xml, "a:lumMod", "val=%d", color->mod);
  if (color->off != 0)
    qd_xml_empty (xml, "a:lumOff", "val=%d", color->off);
  qd_xml_end (xml, "a:schemeClr");
}

/**
 * qd_pptx_write_color:
 * @xml: where a colour stands
 * @palette: the colours
 * @color: a colour as marks have it: that of a role becomes the theme's
 */
void
qd_pptx_write_color (QdXml               *xml,
                     const QdPptxPalette *palette,
                     QdColor              color)
{
  for (guint tone = QD_TONE_PAPER; tone < QD_N_TONES; tone++)
    if (palette->tones[tone] == color)
      {
        qd_pptx_write_tone (xml, palette, tone);
        return;
      }

  write_plain_color (xml, color);
}

/**
 * qd_pptx_fill_tone:
 * @xml: where a fill stands
 * @palette: the colours
 * @tone: which; %QD_TONE_NONE for no fill
 */
void
qd_pptx_fill_tone (QdXml               *xml,
                   const QdPptxPalette *palette,
                   QdTone               tone)
{
  qd_pptx_fill_color (xml, palette, palette->tones[tone]);
}

/**
 * qd_pptx_fill_color:
 * @xml: where a fill stands
 * @palette: the colours
 * @color: a colour as marks have it; none for no fill
 */
void
qd_pptx_fill_color (QdXml               *xml,
                    const QdPptxPalette *palette,
                    QdColor              color)
{
  if (color == QD_COLOR_NONE)
    {
      qd_xml_empty (xml, "a:noFill", NULL);
      return;
    }
  qd_xml_start (xml, "a:solidFill", NULL);
  qd_pptx_write_color (xml, palette, color);
  qd_xml_end (xml, "a:solidFill");
}

/**
 * qd_pptx_fill_hatch:
 * @xml: where a fill stands
 * @palette: the colours
 * @stripes: the colour of stripes from bottom left to top right
 * @ground: what is between them
 */
void
qd_pptx_fill_hatch (QdXml               *xml,
                    const QdPptxPalette *palette,
                    QdColor              stripes,
                    QdColor              ground)
{
  qd_xml_start (xml, "a:pattFill", "prst=wdUpDiag");
  qd_xml_start (xml, "a:fgClr", NULL);
  qd_pptx_write_color (xml, palette, stripes);
  qd_xml_end (xml, "a:fgClr");
  qd_xml_start (xml, "a:bgClr", NULL);
  qd_pptx_write_color (xml, palette, ground);
  qd_xml_end (xml, "a:bgClr");
  qd_xml_end (xml, "a:pattFill");
}
