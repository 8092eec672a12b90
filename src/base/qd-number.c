#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-number.h"

#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define DECIMALS_MAX    15
#define EPSILON         1e-9
#define UNKNOWN         "–"
#define MINUS_SIGN      "−"

/* Digits of other keyboards, in order, and their signs: per cent, decimal point and thousands separator. */
#define ARABIC_ZERO      0x0660
#define ARABIC_PERCENT   0x066A
#define ARABIC_THOUSANDS 0x066C
#define PERSIAN_ZERO     0x06F0

/* The largest double has 309 digits before the point. */
#define FORMAT_BUFFER_SIZE 400

/*
 * NumberStyle:
 * @grouping: as in struct lconv: the sizes of the groups from the right; 0 repeats the last, CHAR_MAX ends grouping
 */
typedef struct
{
  const char *minus;
  const char *point;
  const char *separator;
  const char *grouping;
} NumberStyle;

static const NumberStyle neutral_style = { "-", ".", ",", "\3" };

/* What separates thousands in a number that somebody typed. A plain blank does not: “3 200” are two numbers. */
static const char *const thousands_separators[] = { ",", "\302\240", "\342\200\211", "\342\200\257" };

static const double powers_of_ten[DECIMALS_MAX + 1] = {
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
};

/* What text from an application that mixes directions has around its numbers. */
static gboolean
is_mark_of_direction (gunichar c)
{
  return c == 0x061C || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static const char *
skip_blanks (const char *text)
{
  while (g_ascii_isspace (*text) || g_str_has_prefix (text, "\302\240"))
    text += g_ascii_isspace (*text) ? 1 : 2;

  return text;
}

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* Returns the length of the sign at @text: 0 without one. */
static gsize
scan_sign (const char *text,
           gboolean   *negative)
{
  gboolean minus = g_str_has_prefix (text, MINUS_SIGN);

  *negative = minus || *text == '-';
  if (minus)
    return strlen (MINUS_SIGN);

  return *text == '-' || *text == '+' ? 1 : 0;
}

/* Returns which separator stands at @text with exactly three digits behind it, %NULL when none does. */
static const char *
scan_separator (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (thousands_separators); i++)
    {
      const char *separator = thousands_separators[i];

      if (g_str_has_prefix (text, separator) && count_digits (text + strlen (separator)) == 3)
        return separator;
    }

  return NULL;
}

/* Appends the digits before the point, without separators. “0,123” is no grouping: it is a decimal comma. */
static const char *
scan_whole (const char *text,
            GString    *digits)
{
  gsize length = count_digits (text);
  gboolean groups = length >= 1 && length <= 3 && text[0] != '0';
  const char *separator = groups ? scan_separator (text + length) : NULL;

  g_string_append_len (digits, text, (gssize) length);
  text += length;

  while (separator != NULL && scan_separator (text) == separator)
    {
      text += strlen (separator);
      g_string_append_len (digits, text, 3);
      text += 3;
    }

  return text;
}

/* Most numbers are a few digits, maybe with decimals: no sign, no separators, and so few digits that both their number and
 * the power of ten are exact. Returns where it ends; %NULL when @text needs a closer look. */
static const char *
scan_few_digits (const char *text,
                 double     *value,
                 gsize      *n_decimals)
{
  gsize n_whole = count_digits (text);
  guint64 digits = 0;

  *n_decimals = text[n_whole] == '.' ? count_digits (text + n_whole + 1) : 0;
  if (n_whole == 0 || n_whole + *n_decimals > DECIMALS_MAX || text[n_whole] == ',' || (guchar) text[n_whole] >= 0x80)
    return NULL;

  for (gsize i = 0; i < n_whole; i++)
    digits = digits * 10 + (guint64) (text[i] - '0');
  for (gsize i = 0; i < *n_decimals; i++)
    digits = digits * 10 + (guint64) (text[n_whole + 1 + i] - '0');
  *value = (double) digits / powers_of_ten[*n_decimals];

  return text + n_whole + (*n_decimals > 0 ? *n_decimals + 1 : 0);
}

static const char *
scan_any (const char *text,
          double     *number,
          gsize      *n_decimals)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean negative;
  const char *end = scan_whole (text + scan_sign (text, &negative), digits);
  double value;

  *n_decimals = *end == '.' ? count_digits (end + 1) : 0;
  if (digits->len + *n_decimals == 0)
    return NULL;

  if (*n_decimals > 0)
    {
      g_string_append_len (digits, end, (gssize) *n_decimals + 1);
      end += *n_decimals + 1;
    }

  value = g_ascii_strtod (digits->str, NULL);
  if (!(value < QD_NUMBER_BOUND))
    return NULL;

  *number = negative && value > 0 ? -value : value;

  return end;
}

/**
 * qd_number_scan:
 * @text: a text
 * @number: (out) (optional): the number
 * @decimals: (out) (optional): how many digits were typed after the point
 *
 * Reads the number at the very start of @text: an optional sign (“+”, “-”, U+2212), digits with correctly placed
 * thousands separators (“,” or a no-break or thin space), a point and decimals. No exponent, no infinity, less than
 * 1e15 either way; independent of the locale. What follows the number is the caller's to judge: “1,35” reads as 1.
 *
 * Returns: (nullable): where the number ends in @text; %NULL when there is none
 */
const char *
qd_number_scan (const char *text,
                double     *number,
                guint      *decimals)
{
  gsize n_decimals;
  double value;
  const char *end;

  g_return_val_if_fail (text != NULL, NULL);

  end = scan_few_digits (text, &value, &n_decimals);
  if (end == NULL)
    end = scan_any (text, &value, &n_decimals);
  if (end == NULL)
    return NULL;

  if (number != NULL)
    *number = value;
  if (decimals != NULL)
    *decimals = (guint) n_decimals;

  return end;
}

/**
 * qd_number_dup_plain:
 * @text: a text with numbers in it, as somebody typed it
 *
 * Returns: (transfer full): @text with digits and signs as qd_number_scan() reads them: those of Arabic and Persian
 *   keyboards, “١٬٣٥٢٫٥” and “۲۵٪”, are “1,352.5” and “25%”; marks of direction, which nobody sees, are gone
 */
char *
qd_number_dup_plain (const char *text)
{
  GString *plain;

  g_return_val_if_fail (text != NULL, NULL);

  plain = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0';)
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if ((int) c < 0) /* no UTF-8: not ours to judge */
        {
          g_string_append_c (plain, *p++);
          continue;
        }
      if ((c >= ARABIC_ZERO && c <= ARABIC_ZERO + 9) || (c >= PERSIAN_ZERO && c <= PERSIAN_ZERO + 9))
        c = '0' + (c & 0xF);
      else if (c >= ARABIC_PERCENT && c <= ARABIC_THOUSANDS)
        c = (gunichar) "%.,"[c - ARABIC_PERCENT];
      if (!is_mark_of_direction (c))
        g_string_append_unichar (plain, c);
      p = g_utf8_next_char (p);
    }

  return g_string_free (plain, FALSE);
}

/**
 * qd_number_parse:
 * @text: (nullable): a text
 * @number: (out): the number; untouched when @text is none
 *
 * See qd_number_scan() for how a number is written. Blanks around it do no harm; anything else does, “%” too.
 *
 * Returns: whether the whole of @text is a number
 */
gboolean
qd_number_parse (const char *text,
                 double     *number)
{
  const char *end;
  double value;

  g_return_val_if_fail (number != NULL, FALSE);

  if (text == NULL)
    return FALSE;

  end = qd_number_scan (skip_blanks (text), &value, NULL);
  if (end == NULL || *skip_blanks (end) != '\0')
    return FALSE;

  *number = value;
  return TRUE;
}

/**
 * qd_number_decimals:
 * @text: (nullable): a text that starts with a number: “0.8”, “1,352”, “4.2/night”
 *
 * Returns: how many digits were typed after the point; 0 when there is no number
 */
guint
qd_number_decimals (const char *text)
{
  guint decimals = 0;

  if (text != NULL)
    qd_number_scan (skip_blanks (text), NULL, &decimals);

  return decimals;
}

/**
 * qd_number_to_json:
 * @number: a number
 *
 * The shortest digits that read back as the same double: 0.8, not 0.80000000000000004. Without an exponent from 1e-9 up
 * to 1e17. JSON has no infinity and no NaN: they are “null”.
 *
 * Returns: (transfer full): a JSON number
 */
char *
qd_number_to_json (double number)
{
  char buffer[FORMAT_BUFFER_SIZE];
  char format[] = "%.15g";
  int digits = 15;
  const char *exponent;

  if (!isfinite (number))
    return g_strdup ("null");
  if (number == 0)
    return g_strdup ("0");

  for (; digits <= 17; digits++)
    {
      format[3] = (char) ('0' + digits - 10);
      g_ascii_formatd (buffer, sizeof buffer, format, number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }

  exponent = strchr (buffer, 'e');
  if (exponent != NULL && fabs (number) >= 1e-9 && fabs (number) < 1e17)
    {
      /* “1.5e-05”: as many decimals as the mantissa has, moved by the exponent. */
      const char *point = memchr (buffer, '.', (gsize) (exponent - buffer));
      int mantissa = point != NULL ? (int) (exponent - point) - 1 : 0;
      int decimals = MAX (mantissa - (int) g_ascii_strtoll (exponent + 1, NULL, 10), 0);
      g_autofree char *fixed = g_strdup_printf ("%%.%df", decimals);

      g_ascii_formatd (buffer, sizeof buffer, fixed, number);
    }

  return g_strdup (buffer);
}

/* Whether a separator stands before the digit that has @position digits from itself to the point. */
static gboolean
is_group_start (const char *grouping,
                gsize       position)
{
  gsize boundary = 0;
  gsize size = 0;

  while (boundary < position)
    {
      if (*grouping < 0 || *grouping == CHAR_MAX || (*grouping == '\0' && size == 0))
        return FALSE;
      if (*grouping != '\0')
        size = (gsize) *grouping++;
      boundary += size;
    }

  return boundary == position;
}

/* @number is rounded already and finite. */
static char *
format_rounded (double             number,
                guint              decimals,
                const NumberStyle *style)
{
  g_autoptr (GString) formatted = g_string_new (NULL);
  g_autofree char *format = g_strdup_printf ("%%.%uf", decimals);
  char buffer[FORMAT_BUFFER_SIZE];
  gsize whole;

  g_ascii_formatd (buffer, sizeof buffer, format, fabs (number));
  whole = count_digits (buffer);

  if (number < 0)
    g_string_append (formatted, style->minus);

  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && is_group_start (style->grouping, whole - i))
        g_string_append (formatted, style->separator);
      g_string_append_c (formatted, buffer[i]);
    }

  if (buffer[whole] == '.')
    {
      g_string_append (formatted, style->point);
      g_string_append (formatted, buffer + whole + 1);
    }

  return g_string_free (g_steal_pointer (&formatted), FALSE);
}

static char *
format_number (double             number,
               guint              min_decimals,
               guint              max_decimals,
               const NumberStyle *style)
{
  guint decimals = MIN (max_decimals, DECIMALS_MAX);

  if (!isfinite (number))
    return g_strdup (UNKNOWN);

  number = qd_number_round (number, decimals);
  while (decimals > min_decimals && qd_number_round (number, decimals - 1) == number)
    decimals--;

  return format_rounded (number, decimals, style);
}

/**
 * qd_number_format:
 * @number: a number
 * @max_decimals: how many decimals at most, 0 to 15
 *
 * For files, and for everything else that no locale may change: “1,352”, “4.2”, “-24”. Rounds half up, drops trailing
 * zeros. What is no number is “–”.
 *
 * Returns: (transfer full): the number as text
 */
char *
qd_number_format (double number,
                  guint  max_decimals)
{
  return format_number (number, 0, max_decimals, &neutral_style);
}

static char *
locale_to_utf8 (const char *text)
{
  /* As most are: opening a converter for each number takes longer than writing it. */
  char *converted = g_str_is_ascii (text) ? g_strdup (text) : g_locale_to_utf8 (text, -1, NULL, NULL, NULL);

  return converted != NULL ? converted : g_strdup ("");
}

/* What is on the screen: @number with at least @min_decimals, as the locale writes it. */
static char *
format_local (double number,
              guint  min_decimals,
              guint  max_decimals)
{
  const struct lconv *conventions = localeconv ();
  g_autofree char *point = locale_to_utf8 (conventions->decimal_point);
  g_autofree char *separator = locale_to_utf8 (conventions->thousands_sep);
  NumberStyle style = { MINUS_SIGN, point, separator, conventions->grouping };

  if (strcmp (point, ".") == 0 && *separator == '\0')
    {
      style.separator = neutral_style.separator;
      style.grouping = neutral_style.grouping;
    }

  return format_number (number, min_decimals, max_decimals, &style);
}

/**
 * qd_number_format_local:
 * @number: a number
 * @max_decimals: how many decimals at most, 0 to 15
 *
 * For the screen: as qd_number_format(), with decimal point, thousands separator and grouping of the locale, and a real
 * minus sign. The C locale has no separator at all and keeps the one of qd_number_format().
 *
 * Returns: (transfer full): the number as text
 */
char *
qd_number_format_local (double number,
                        guint  max_decimals)
{
  return format_local (number, 0, max_decimals);
}

/**
 * qd_score_format:
 * @score: a score, usually 0 to 1; NAN when not scored
 *
 * For files: see qd_score_format_local() for the screen.
 *
 * Returns: (transfer full): the score with one or two decimals, “0.8”, “1.0”, “0.59”; “–” when not scored
 */
char *
qd_score_format (double score)
{
  double hundredths = rint (score * 100);

  /* Most scores are whole hundredths below ten, and a document has thousands of them. */
  if (score >= 0 && score < 10 && hundredths / 100 == score)
    {
      guint n = (guint) hundredths;
      char last = n % 10 > 0 ? (char) ('0' + n % 10) : '\0';
      char text[] = { (char) ('0' + n / 100), '.', (char) ('0' + n / 10 % 10), last, '\0' };

      return g_strdup (text);
    }

  return format_number (score, 1, 2, &neutral_style);
}

/**
 * qd_score_format_local:
 * @score: a score, usually 0 to 1; NAN when not scored
 *
 * Returns: (transfer full): as qd_score_format(), for the screen: with the decimal point of the locale
 */
char *
qd_score_format_local (double score)
{
  return format_local (score, 1, 2);
}

/**
 * qd_number_round:
 * @number: a number
 * @decimals: to how many decimals, 0 to 15
 *
 * Rounds half up as people do on paper, that is half away from zero: 135.5 to 136, -2.5 to -3. A number that is a half
 * but for the representation of doubles counts as one: 2.675 to 2.68.
 *
 * Returns: @number rounded; never -0
 */
double
qd_number_round (double number,
                 guint  decimals)
{
  double power = powers_of_ten[MIN (decimals, DECIMALS_MAX)];
  double scaled = fabs (number) * power;
  double rounded;

  /* Above 2^52 every double is whole. */
  if (!(scaled < 1 / DBL_EPSILON))
    return number;

  rounded = floor (scaled + 0.5 + MIN (scaled * 1e-12, 1e-3)) / power;
  return number < 0 && rounded > 0 ? -rounded : rounded;
}

/**
 * qd_number_equal:
 * @a: a number
 * @b: another
 *
 * Returns: whether both are the same but for 1e-9, absolute or relative; two NANs are, so that “unknown” did not change
 */
gboolean
qd_number_equal (double a,
                 double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) && isnan (b);
  if (a == b)
    return TRUE;
  if (isinf (a) || isinf (b))
    return FALSE;

  return fabs (a - b) <= EPSILON * MAX (1, MAX (fabs (a), fabs (b)));
}
