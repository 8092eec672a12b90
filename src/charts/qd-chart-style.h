#pragma once

#include "qd-color.h"

G_BEGIN_DECLS

/**
 * QdTone:
 * @QD_TONE_NONE: nothing is drawn
 * @QD_TONE_PAPER: the background
 * @QD_TONE_INK: text, limits, what is settled
 * @QD_TONE_INK2: secondary text
 * @QD_TONE_G0: the quietest surface
 * @QD_TONE_G1: tracks, empty capacity, rules between rows
 * @QD_TONE_G2: rules between groups, the next louder surface
 * @QD_TONE_G3: quiet marks
 * @QD_TONE_CELL: the surface of a high risk
 * @QD_TONE_ACCENT: what the chart is about
 * @QD_TONE_ON_ACCENT: text on it
 * @QD_TONE_TINT: its pale form
 * @QD_TONE_RED: severity 1; never without a shape and a word
 * @QD_TONE_RED_TINT: its pale form
 * @QD_TONE_AMBER: severity 2; never without a shape and a word
 * @QD_TONE_AMBER_TINT: its pale form
 *
 * The role of a colour.
 */
typedef enum
{
  QD_TONE_NONE,
  QD_TONE_PAPER,
  QD_TONE_INK,
  QD_TONE_INK2,
  QD_TONE_G0,
  QD_TONE_G1,
  QD_TONE_G2,
  QD_TONE_G3,
  QD_TONE_CELL,
  QD_TONE_ACCENT,
  QD_TONE_ON_ACCENT,
  QD_TONE_TINT,
  QD_TONE_RED,
  QD_TONE_RED_TINT,
  QD_TONE_AMBER,
  QD_TONE_AMBER_TINT,
  QD_N_TONES
} QdTone;

/**
 * QdChartStyle:
 * @tones: the colour of each role
 * @family: the font family; interned, see g_intern_string()
 * @compact: for a card of the window: no title, no margins, small text; sizes do not grow with the chart
 * @untitled: a full chart without its title and subtitle, for a slide that says both itself; drawn in the pixels of a
 *   slide 1080 high, whatever its own size
 * @text_size: of compact charts, the size of body text in pixels; 12 to 15 as a rule
 * @page: which page of a chart that has more to show than it has room for; the first is 0. See qd_marks_get_n_pages()
 * @transparent: leave the background to whoever draws below
 * @mirrored: right to left
 * @footer: (nullable): a line at the foot of a full chart, such as a company's name; interned
 * @logo: (nullable): a PNG picture at the foot of a full chart, as a data URL; interned
 * @logo_ratio: its width to its height
 *
 * How charts look. A plain value: copy it by assignment.
 */
typedef struct
{
  QdColor     tones[QD_N_TONES];
  const char *family;
  gboolean    compact;
  gboolean    untitled;
  double      text_size;
  guint       page;
  gboolean    transparent;
  gboolean    mirrored;
  const char *footer;
  const char *logo;
  double      logo_ratio;
} QdChartStyle;

void     qd_chart_style_init         (QdChartStyle *style,
                                      gboolean      dark);
void     qd_chart_style_init_compact (QdChartStyle *style,
                                      gboolean      dark);
void     qd_chart_style_set_background (QdChartStyle *style,
                                        QdColor       background);
void     qd_chart_style_set_accent    (QdChartStyle *style,
                                       QdColor       accent);
void     qd_chart_style_set_family    (QdChartStyle *style,
                                       const char   *family);
void     qd_chart_style_set_footer    (QdChartStyle *style,
                                       const char   *footer);
gboolean qd_chart_style_set_logo      (QdChartStyle *style,
                                       const char   *logo);

G_END_DECLS
