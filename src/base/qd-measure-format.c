#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-measure-private.h"

#include "qd-number.h"
#include "qd-text.h"

#include <math.h>
#include <string.h>

/* Which measures compare, and how a number is written as another measure is. */

/* A formatted number shows two decimals, or more where the measure itself needs them: 99.995 % is not 100 %. */
#define DECIMALS_MIN 2
#define DECIMALS_MAX 6

/* Units that stand before their number. */
const char *const qd_measure_currencies[QD_MEASURE_N_CURRENCIES] = { "$", "€", "£", "¥", "₹" };

/* Units that touch their number, beside those that start with “%”, “/” or “°”. */
static const char *const tight_units[] = { "s", "ms", "h", "d", "x", "×", "‰", "pp", "\"" };

/* Returns: whether @text is one of the @n texts of @table */
gboolean
qd_measure_is_in (const char        *text,
                  const char *const *table,
                  gsize              n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (strcmp (text, table[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Drops “s”, “es” and turns “ies” and “y” into one: enough to tell “tests” and “test” from “pages”, no more. */
static void
append_stem (GString    *folded,
             const char *word,
             gsize       length)
{
  if (length > 3 && word[length - 1] == 's' && word[length - 2] != 's')
    length--;
  if (length >= 3 && word[length - 1] == 'e')
    length--;

  g_string_append_len (folded, word, (gssize) length);
  if (length >= 3 && word[length - 1] == 'y')
    folded->str[folded->len - 1] = 'i';
}

static char *
fold_unit (const char *unit)
{
  g_autofree char *normalised = qd_text_normalise (unit);
  g_autoptr (GString) folded = g_string_new (NULL);
  const char *p = normalised;

  while (*p != '\0')
    {
      gsize length = strcspn (p, " /");

      if (length > 0)
        append_stem (folded, p, length);
      p += length;
      if (*p != '\0')
        g_string_append_c (folded, *p++);
    }

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/**
 * qd_measure_units_fit:
 * @a: a measure
 * @b: another
 *
 * Whether the two may be compared: numbers of the same unit, whatever its case, blanks and plural; a number without a
 * unit fits every unit. Units are not converted: “200ms” does not fit “2s”. A date fits a date.
 *
 * Returns: whether they fit
 */
gboolean
qd_measure_units_fit (const QdMeasure *a,
                      const QdMeasure *b)
{
  g_autofree char *unit_a = NULL;
  g_autofree char *unit_b = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->kind == QD_MEASURE_DATE && b->kind == QD_MEASURE_DATE)
    return TRUE;
  if (!qd_measure_has_number (a) || !qd_measure_has_number (b))
    return FALSE;

  /* “6/8” is a part of something and no bare number: against a percentage its 6 means nothing. */
  if (a->percent != b->percent && !isnan (a->percent ? b->whole : a->whole))
    return FALSE;
  if (a->unit[0] == '\0' || b->unit[0] == '\0')
    return TRUE;

  unit_a = fold_unit (a->unit);
  unit_b = fold_unit (b->unit);

  return strcmp (unit_a, unit_b) == 0;
}

static guint
decimals_needed (double number)
{
  guint decimals = 0;

  while (decimals < DECIMALS_MAX && !isnan (number) && !qd_number_equal (qd_number_round (number, decimals), number))
    decimals++;

  return decimals;
}

static gboolean
is_tight (const char *unit)
{
  GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (unit));

  /* No blanks between words, either: “5件”. */
  if (script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA)
    return TRUE;

  return strchr ("%/", unit[0]) != NULL || g_str_has_prefix (unit, "°") || qd_measure_is_in (unit, tight_units, G_N_ELEMENTS (tight_units));
}

/**
 * qd_measure_format_number:
 * @measure: the measure whose unit to use
 * @number: the number to write
 *
 * Writes @number as @measure is written: “21%”, “4.2/night”, “$50,000”, “6/8 features”, “3 tests”. Two decimals at
 * most, more where @measure has more; no bound, no “~”, no locale.
 *
 * Returns: (transfer full): the text; “–” when @number is no number
 */
char *
qd_measure_format_number (const QdMeasure *measure,
                          double           number)
{
  g_autofree char *formatted = NULL;
  const char *unit;
  guint decimals;

  g_return_val_if_fail (measure != NULL, NULL);

  decimals = MAX (DECIMALS_MIN, MAX (decimals_needed (measure->value), decimals_needed (measure->from)));
  formatted = qd_number_format (number, decimals);
  unit = measure->unit;

  if (!isfinite (number))
    return g_steal_pointer (&formatted);

  if (!isnan (measure->whole))
    {
      g_autofree char *part = g_steal_pointer (&formatted);
      g_autofree char *whole = qd_number_format (measure->whole, DECIMALS_MAX);

      formatted = g_strconcat (part, "/", whole, NULL);
    }

  for (gsize i = 0; i < QD_MEASURE_N_CURRENCIES; i++)
    {
      if (g_str_has_prefix (unit, qd_measure_currencies[i]))
        return g_strconcat (formatted[0] == '-' ? "-" : "", qd_measure_currencies[i], formatted + (formatted[0] == '-'),
                            unit + strlen (qd_measure_currencies[i]), NULL);
    }

  return g_strconcat (formatted, *unit == '\0' || is_tight (unit) ? "" : " ", unit, NULL);
}
