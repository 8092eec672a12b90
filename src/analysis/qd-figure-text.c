#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-figure-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-number.h"

/* More decimals than anybody types. */
#define DECIMALS_MAX 6

/**
 * qd_points_text:
 * @points: points
 *
 * Returns: (transfer full): @points rounded to whole ones, for the screen; “–” when unknown
 */
char *
qd_points_text (double points)
{
  return qd_number_format_local (points, 0);
}

/**
 * qd_percent_text:
 * @part: a fraction; 1 is 100 %
 *
 * Returns: (transfer full): @part in whole per cents with the sign, for the screen; “–” when unknown
 */
char *
qd_percent_text (double part)
{
  g_autofree char *number = qd_number_format_local (part * 100, 0);

  if (!isfinite (part))
    return g_steal_pointer (&number);

  /* Translators: a number of per cents, with the space that goes before the sign in your language. */
  return g_strdup_printf (C_("per cent", "%s %%"), number);
}

/**
 * qd_number_text:
 * @number: a number that somebody typed
 *
 * Returns: (transfer full): @number with all its decimals, for the screen; “–” when unknown
 */
char *
qd_number_text (double number)
{
  return qd_number_format_local (number, DECIMALS_MAX);
}

/**
 * qd_band_text:
 *
 * Returns: (transfer none): the word for @band
 */
const char *
qd_band_text (QdBand band)
{
  static const char *const words[] = {
    [QD_BAND_UNKNOWN] = NC_("score band", "Not scored"),
    [QD_BAND_MISSED] = NC_("score band", "Missed"),
    [QD_BAND_PARTLY] = NC_("score band", "Partly"),
    [QD_BAND_MET] = NC_("score band", "Met"),
  };

  g_return_val_if_fail (band < G_N_ELEMENTS (words), "");

  return g_dpgettext2 (GETTEXT_PACKAGE, "score band", words[band]);
}

/**
 * qd_band_shape:
 *
 * Returns: (transfer none): the shape that stands beside the word for @band, so that no band is told by colour alone
 */
const char *
qd_band_shape (QdBand band)
{
  static const char *const shapes[] = {
    [QD_BAND_UNKNOWN] = "○",
    [QD_BAND_MISSED] = "✕",
    [QD_BAND_PARTLY] = "◐",
    [QD_BAND_MET] = "●",
  };

  g_return_val_if_fail (band < G_N_ELEMENTS (shapes), "");

  return shapes[band];
}

/**
 * qd_plural:
 * @number: a number of things, as it will be shown rounded to whole ones
 *
 * Returns: what ngettext() is to choose by
 */
gulong
qd_plural (double number)
{
  return isfinite (number) ? (gulong) CLAMP (qd_number_round (fabs (number), 0), 0, 1e9) : 2;
}
