#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-quarter.h"

#include "qd-text.h"

#include <string.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2999

/* Longer than any way of writing a quarter, emphasis and blanks included. */
#define QUARTER_TEXT_MAX 64

/* Of a change, as in “25% → 20%”. */
#define ARROW "→"

static const QdQuarter unset_quarter = { 0, 0 };

/* The parser reads normalised text: lower case, blanks collapsed to one space. */

static gboolean
scan_number (const char **text,
             int         *number)
{
  const char *p = *text;

  if (p[0] != 'q' || p[1] < '1' || p[1] > '4')
    return FALSE;

  *number = p[1] - '0';
  *text = p + 2;
  return TRUE;
}

/* “2024”, “fy2024”, “fy 24”. A year of two digits needs the “fy”: “Q1 25” may be anything. */
static gboolean
scan_year (const char **text,
           int         *year)
{
  const char *p = *text;
  gboolean fiscal = g_str_has_prefix (p, "fy");
  gsize digits;
  int value = 0;

  if (fiscal)
    p += p[2] == ' ' ? 3 : 2;

  digits = strspn (p, "0123456789");
  if (digits != 4 && !(fiscal && digits == 2))
    return FALSE;

  for (gsize i = 0; i < digits; i++)
    value = value * 10 + (p[i] - '0');

  *year = digits == 2 ? 2000 + value : value;
  *text = p + digits;
  return *year >= YEAR_MIN && *year <= YEAR_MAX;
}

static gboolean
scan_separator (const char **text)
{
  const char *p = *text;

  p += *p == ' ';
  p += *p != '\0' && strchr ("-/,", *p) != NULL;
  p += *p == ' ';

  if (p == *text)
    return FALSE;

  *text = p;
  return TRUE;
}

static gboolean
scan_quarter (const char *text,
              QdQuarter  *quarter)
{
  if (scan_number (&text, &quarter->number))
    {
      /* “Q22024” has too many readings. */
      if (!scan_separator (&text) && g_ascii_isdigit (*text))
        return FALSE;
      return scan_year (&text, &quarter->year) && *text == '\0';
    }

  if (!scan_year (&text, &quarter->year))
    return FALSE;

  scan_separator (&text);
  return scan_number (&text, &quarter->number) && *text == '\0';
}

/* Most texts that are asked about are none: they have no Q, nor anything that becomes one when it is normalised. */
static gboolean
may_be_quarter (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_str_has_prefix (p, ARROW))
      p += strlen (ARROW) - 1;
    else if (*p == 'q' || *p == 'Q' || (!g_ascii_isprint (*p) && !g_ascii_isspace (*p)))
      return TRUE;

  return FALSE;
}

/* Quarters since the year 0, so that adding and comparing are arithmetic. */
static gint64
quarter_index (const QdQuarter *quarter)
{
  return (gint64) quarter->year * 4 + quarter->number - 1;
}

/**
 * qd_quarter_parse:
 * @text: (nullable): “Q2 2024”, “2024-Q2”, “Q2/2024”, “2024Q2”, “FY25 Q1”, “Q1 FY2025” …, in any case
 * @quarter: (out caller-allocates): the quarter; untouched when @text is none
 *
 * A year of two digits is one of the 2000s and needs “FY” before it. Years are 1900 to 2999.
 *
 * Returns: whether the whole of @text names a quarter
 */
gboolean
qd_quarter_parse (const char *text,
                  QdQuarter  *quarter)
{
  g_autofree char *normalised = NULL;
  QdQuarter parsed = unset_quarter;

  g_return_val_if_fail (quarter != NULL, FALSE);

  if (text == NULL || strlen (text) > QUARTER_TEXT_MAX)
    return FALSE;
  if (!may_be_quarter (text))
    return FALSE;

  normalised = qd_text_normalise (text);
  if (!scan_quarter (normalised, &parsed))
    return FALSE;

  *quarter = parsed;
  return TRUE;
}

/**
 * qd_quarter_is_set:
 * @quarter: (nullable): a quarter
 *
 * Returns: whether @quarter names a quarter
 */
gboolean
qd_quarter_is_set (const QdQuarter *quarter)
{
  return quarter != NULL && quarter->year > 0 && quarter->number >= 1 && quarter->number <= 4;
}

/**
 * qd_quarter_format:
 * @quarter: a quarter
 *
 * Returns: (transfer full): as documents write it, “Q2 2024”; empty when there is no quarter
 */
char *
qd_quarter_format (const QdQuarter *quarter)
{
  return qd_quarter_is_set (quarter) ? g_strdup_printf ("Q%d %d", quarter->number, quarter->year) : g_strdup ("");
}

/**
 * qd_quarter_to_id:
 * @quarter: a quarter
 *
 * Returns: (transfer full): as files and the command line write it, “2024-Q2”; empty when there is no quarter
 */
char *
qd_quarter_to_id (const QdQuarter *quarter)
{
  return qd_quarter_is_set (quarter) ? g_strdup_printf ("%04d-Q%d", quarter->year, quarter->number) : g_strdup ("");
}

/**
 * qd_quarter_short_name:
 * @quarter: a quarter
 *
 * Returns: (transfer full): as headings write it, “Q2”; empty when there is no quarter
 */
char *
qd_quarter_short_name (const QdQuarter *quarter)
{
  return qd_quarter_is_set (quarter) ? g_strdup_printf ("Q%d", quarter->number) : g_strdup ("");
}

/**
 * qd_quarter_add:
 * @quarter: a quarter
 * @quarters: how many quarters later, or earlier when negative
 *
 * Returns: that quarter; none when @quarter is none or the years 1900 to 2999 are left
 */
QdQuarter
qd_quarter_add (const QdQuarter *quarter,
                int              quarters)
{
  gint64 sum;

  if (!qd_quarter_is_set (quarter))
    return unset_quarter;

  sum = quarter_index (quarter) + quarters;
  if (sum < YEAR_MIN * 4 || sum > YEAR_MAX * 4 + 3)
    return unset_quarter;

  return (QdQuarter) { (int) (sum / 4), (int) (sum % 4) + 1 };
}

/**
 * qd_quarter_compare:
 * @a: a quarter
 * @b: another
 *
 * Returns: negative, zero or positive as @a is before, the same as or after @b; no quarter is before every quarter
 */
int
qd_quarter_compare (const QdQuarter *a,
                    const QdQuarter *b)
{
  gint64 index_a = qd_quarter_is_set (a) ? quarter_index (a) : -1;
  gint64 index_b = qd_quarter_is_set (b) ? quarter_index (b) : -1;

  return (index_a > index_b) - (index_a < index_b);
}

/**
 * qd_quarter_get_bounds:
 * @quarter: a quarter
 * @start_month: the month in which the fiscal year starts, 1 to 12
 * @first: (out caller-allocates) (optional): the first day
 * @last: (out caller-allocates) (optional): the last day
 *
 * A fiscal year that does not start in January is named by the calendar year in which it ends: FY25 of a company that
 * starts in February is February 2024 to January 2025. Both days are cleared when there is no quarter.
 */
void
qd_quarter_get_bounds (const QdQuarter *quarter,
                       int              start_month,
                       GDate           *first,
                       GDate           *last)
{
  GDate day;
  int months;

  g_return_if_fail (start_month >= 1 && start_month <= 12);

  g_date_clear (&day, 1);
  if (qd_quarter_is_set (quarter))
    {
      months = (quarter->number - 1) * 3 + start_month - 1;
      g_date_set_dmy (&day, 1, G_DATE_JANUARY, (GDateYear) (quarter->year - (start_month > 1)));
      g_date_add_months (&day, (guint) months);
    }

  if (first != NULL)
    *first = day;

  if (qd_quarter_is_set (quarter))
    {
      g_date_add_months (&day, 3);
      g_date_subtract_days (&day, 1);
    }

  if (last != NULL)
    *last = day;
}

/**
 * qd_quarter_of_date:
 * @date: (nullable): a day
 * @start_month: the month in which the fiscal year starts, 1 to 12
 *
 * The inverse of qd_quarter_get_bounds().
 *
 * Returns: the quarter in which @date lies; none when @date is %NULL or no date
 */
QdQuarter
qd_quarter_of_date (const GDate *date,
                    int          start_month)
{
  int month;
  int year;

  g_return_val_if_fail (start_month >= 1 && start_month <= 12, unset_quarter);

  if (date == NULL || !g_date_valid (date))
    return unset_quarter;

  month = (int) g_date_get_month (date);
  year = g_date_get_year (date) + (start_month > 1 && month >= start_month);

  return (QdQuarter) { year, (month - start_month + 12) % 12 / 3 + 1 };
}
