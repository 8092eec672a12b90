#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-plan-style.h"

#include "qd-text.h"

/* How the user wants charts and slides to look: set once for a plan, and the same wherever they are drawn. */

/* The colour that is set in @field of the settings. Returns: whether one is */
static gboolean
get_color (QdPlan  *plan,
           guint    field,
           QdColor *color)
{
  return qd_color_parse (qd_record_get_text (qd_plan_get_single (plan, QD_LIST_SETTINGS), field), color);
}

/**
 * qd_plan_style_is_dark:
 * @plan: a plan
 *
 * Returns: whether the plan's charts and slides stand on a dark ground where nobody asks for another
 */
gboolean
qd_plan_style_is_dark (QdPlan *plan)
{
  QdColor background;

  g_return_val_if_fail (QD_IS_PLAN (plan), FALSE);

  return get_color (plan, QD_SETTINGS_BACKGROUND, &background) && qd_color_is_dark (background);
}

/**
 * qd_plan_style_apply:
 * @plan: a plan
 * @style: a style, as it came out of qd_chart_style_init() or qd_chart_style_init_compact()
 *
 * Puts font, colours, logo and footer of the plan's settings into @style. A background that is set counts where @style is
 * as dark or as light; compact charts keep that of the window, and its font. What is not understood is left out.
 */
void
qd_plan_style_apply (QdPlan       *plan,
                     QdChartStyle *style)
{
  QdRecord *settings;
  const char *family, *footer;
  QdColor color;

  g_return_if_fail (QD_IS_PLAN (plan));
  g_return_if_fail (style != NULL);

  settings = qd_plan_get_single (plan, QD_LIST_SETTINGS);
  if (!style->compact && get_color (plan, QD_SETTINGS_BACKGROUND, &color)
      && qd_color_is_dark (color) == qd_color_is_dark (style->tones[QD_TONE_PAPER]))
    qd_chart_style_set_background (style, color);
  if (get_color (plan, QD_SETTINGS_ACCENT, &color))
    qd_chart_style_set_accent (style, color);
  if (style->compact)
    return;

  family = qd_record_get_text (settings, QD_SETTINGS_FONT);
  if (!qd_text_is_blank (family))
    qd_chart_style_set_family (style, family);
  footer = qd_record_get_text (settings, QD_SETTINGS_FOOTER);
  qd_chart_style_set_footer (style, qd_text_is_blank (footer) ? NULL : footer);
  qd_chart_style_set_logo (style, qd_record_get_text (settings, QD_SETTINGS_LOGO));
}

/**
 * qd_plan_style_for_paper:
 * @plan: a plan
 * @style: a style
 *
 * What is printed stands on the paper, whatever ground the plan's slides have.
 */
void
qd_plan_style_for_paper (QdPlan       *plan,
                         QdChartStyle *style)
{
  gboolean mirrored;

  g_return_if_fail (QD_IS_PLAN (plan));
  g_return_if_fail (style != NULL);

  if (!qd_color_is_dark (style->tones[QD_TONE_PAPER]))
    return;

  mirrored = style->mirrored;
  qd_chart_style_init (style, FALSE);
  qd_plan_style_apply (plan, style);
  style->mirrored = mirrored;
}
