#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-date.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2999

/* The byte that full-width digits start with. */
#define WIDE_DIGITS_LEAD '\357'

/*
 * DateMatch:
 * @MATCH_NONE: no date starts here
 * @MATCH_UNKNOWN: it reads like a date, but there is no such day or no telling in which year
 * @MATCH_DATE: a date
 */
typedef enum
{
  MATCH_NONE,
  MATCH_UNKNOWN,
  MATCH_DATE,
} DateMatch;

/*
 * DateForm:
 *
 * One way to write a date. Reads it at the start of @text and moves @end behind it.
 */
typedef DateMatch (*DateForm) (const char   *text,
                               const GDate  *near_date,
                               const char  **end,
                               QdDate       *date);

/* A name matches as a whole word only, so that their order does not matter. */
static const struct
{
  const char *name;
  GDateMonth  month;
  gboolean    needs_capital; /* in lower case and without a day it is more likely another word: “may”, “march”, “dec” */
} months[] = {
  { "january", G_DATE_JANUARY, FALSE },     { "february", G_DATE_FEBRUARY, FALSE },
  { "march", G_DATE_MARCH, TRUE },          { "april", G_DATE_APRIL, FALSE },
  { "may", G_DATE_MAY, TRUE },              { "june", G_DATE_JUNE, FALSE },
  { "july", G_DATE_JULY, FALSE },           { "august", G_DATE_AUGUST, FALSE },
  { "september", G_DATE_SEPTEMBER, FALSE }, { "october", G_DATE_OCTOBER, FALSE },
  { "november", G_DATE_NOVEMBER, FALSE },   { "december", G_DATE_DECEMBER, FALSE },
  { "jan", G_DATE_JANUARY, TRUE },          { "feb", G_DATE_FEBRUARY, TRUE },
  { "mar", G_DATE_MARCH, TRUE },            { "apr", G_DATE_APRIL, TRUE },
  { "jun", G_DATE_JUNE, TRUE },             { "jul", G_DATE_JULY, TRUE },
  { "aug", G_DATE_AUGUST, TRUE },           { "sep", G_DATE_SEPTEMBER, TRUE },
  { "sept", G_DATE_SEPTEMBER, TRUE },       { "oct", G_DATE_OCTOBER, TRUE },
  { "nov", G_DATE_NOVEMBER, TRUE },         { "dec", G_DATE_DECEMBER, TRUE },
};

/* Words for a part of a month; they belong to the date, so that replacing the date replaces them too. */
static const struct
{
  const char *words;
  gboolean    takes_name; /* a month in lower case needs more than this word: “the end may come” */
} month_parts[] = {
  { "mid", FALSE },       { "early", FALSE },        { "late", FALSE },
  { "end of", FALSE },    { "end", TRUE },           { "start of", FALSE },  { "start", TRUE },
  { "middle of", FALSE }, { "beginning of", FALSE }, { "beginning", TRUE },
};

static const char *const ordinal_suffixes[] = { "st", "nd", "rd", "th" };

static gboolean
has_prefix_ignoring_case (const char *text,
                          const char *prefix)
{
  /* All prefixes start with a lower-case letter. Dates are looked for in every text of a plan, and nearly always the
   * first letter tells. */
  return (*text | 0x20) == *prefix && g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

static gboolean
starts_with_word_character (const char *text)
{
  return g_unichar_isalnum (g_utf8_get_char (text));
}

static const char *
skip_blanks (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

/* What may stand between the parts of a written date: blanks, or a single hyphen as in “15-May-2024”. */
static const char *
skip_separator (const char *text)
{
  return *text == '-' ? text + 1 : skip_blanks (text);
}

/* Reads a number of @min to @max digits, also full-width ones, that no further digit follows; returns its end, %NULL when
 * there is none. */
static const char *
scan_digits (const char *text,
             gsize       min,
             gsize       max,
             int        *number)
{
  gsize n_digits = 0;
  int read = 0;

  for (;;)
    {
      gunichar c = g_ascii_isdigit (*text) ? (guchar) *text : *text == WIDE_DIGITS_LEAD ? g_utf8_get_char (text) : 0;

      if (!g_unichar_isdigit (c))
        break;
      if (++n_digits > max)
        return NULL;
      read = read * 10 + g_unichar_digit_value (c);
      text = g_utf8_next_char (text);
    }
  if (n_digits < min)
    return NULL;

  *number = read;
  return text;
}

/* “15”, “1st”; not the start of “15%”, “15s”, “1.5”, “1,352” or “15:30”. */
static const char *
scan_day (const char *text,
          int        *day)
{
  const char *end = scan_digits (text, 1, 2, day);

  if (end == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ordinal_suffixes); i++)
    {
      if (has_prefix_ignoring_case (end, ordinal_suffixes[i]))
        {
          end += strlen (ordinal_suffixes[i]);
          break;
        }
    }

  if (starts_with_word_character (end) || *end == '%')
    return NULL;
  if (*end != '\0' && strchr (".,:/", *end) != NULL && g_ascii_isdigit (end[1]))
    return NULL;

  return end;
}

/* “May”, “Sept.”; @is_name tells a name from a word that is only spelled like one. */
static const char *
scan_month (const char *text,
            GDateMonth *month,
            gboolean   *is_name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    {
      const char *end;

      if (!has_prefix_ignoring_case (text, months[i].name))
        continue;

      end = text + strlen (months[i].name);
      if (starts_with_word_character (end))
        continue;

      *month = months[i].month;
      *is_name = g_ascii_isupper (text[0]) || !months[i].needs_capital;
      return *end == '.' ? end + 1 : end;
    }

  return NULL;
}

/* “2024”, “, 2024”, “-2024” behind the rest of a date. Without a year returns @text and leaves @year alone. */
static const char *
scan_year (const char *text,
           int        *year)
{
  const char *p = skip_separator (*text == ',' ? text + 1 : text);
  const char *end;
  int number;

  end = p > text ? scan_digits (p, 4, 4, &number) : NULL;
  if (end == NULL || starts_with_word_character (end) || number < YEAR_MIN || number > YEAR_MAX)
    return text;

  *year = number;
  return end;
}

/* With @year 0 the year is the one that brings the date nearest to @near_date; of two equally near the later one. */
static DateMatch
resolve (int              day,
         int              month,
         int              year,
         QdDatePrecision  precision,
         const GDate     *near_date,
         QdDate          *date)
{
  int first_year = year;
  int last_year = year;
  int nearest = G_MAXINT;

  if (year == 0)
    {
      if (near_date == NULL || !g_date_valid (near_date))
        return MATCH_UNKNOWN;
      first_year = MAX (g_date_get_year (near_date) - 1, YEAR_MIN);
      last_year = MIN (g_date_get_year (near_date) + 1, YEAR_MAX);
    }

  if (day < 1 || day > 31 || month < 1 || month > 12)
    return MATCH_UNKNOWN;

  for (int candidate = first_year; candidate <= last_year; candidate++)
    {
      GDate then;
      int distance;

      if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) candidate))
        continue;

      g_date_clear (&then, 1);
      g_date_set_dmy (&then, (GDateDay) day, (GDateMonth) month, (GDateYear) candidate);
      distance = year == 0 ? ABS (g_date_days_between (near_date, &then)) : 0;
      if (distance <= nearest)
        {
          nearest = distance;
          date->precision = precision;
          date->date = then;
        }
    }

  return nearest < G_MAXINT ? MATCH_DATE : MATCH_UNKNOWN;
}

/* “2024-05-15”, also before the time of ISO 8601, and “2024/5/15”: with the year first, the month follows. */
static DateMatch
match_iso (const char   *text,
           const GDate  *near_date,
           const char  **end,
           QdDate       *date)
{
  int year;
  int month;
  int day;
  const char *p = scan_digits (text, 4, 4, &year);
  char mark = p != NULL && *p == '/' ? '/' : '-';
  gsize least = mark == '/' ? 1 : 2;

  p = p != NULL && *p == mark ? scan_digits (p + 1, least, 2, &month) : NULL;
  p = p != NULL && *p == mark ? scan_digits (p + 1, least, 2, &day) : NULL;
  if (p == NULL || (starts_with_word_character (p) && *p != 'T'))
    return MATCH_NONE;

  *end = p;
  if (year < YEAR_MIN || year > YEAR_MAX)
    return MATCH_UNKNOWN;

  return resolve (day, month, year, QD_DATE_DAY, near_date, date);
}

/* “15.05.2024” */
static DateMatch
match_dotted (const char   *text,
              const GDate  *near_date,
              const char  **end,
              QdDate       *date)
{
  int day;
  int month;
  int year;
  const char *p = scan_digits (text, 1, 2, &day);

  p = p != NULL && *p == '.' ? scan_digits (p + 1, 1, 2, &month) : NULL;
  p = p != NULL && *p == '.' ? scan_digits (p + 1, 4, 4, &year) : NULL;
  if (p == NULL || starts_with_word_character (p))
    return MATCH_NONE;

  *end = p;
  if (year < YEAR_MIN || year > YEAR_MAX)
    return MATCH_UNKNOWN;

  return resolve (day, month, year, QD_DATE_DAY, near_date, date);
}

/* Reads “4月”: a number of at most @max digits and @mark. Returns its end, %NULL when there is none. */
static const char *
scan_counted (const char *text,
              gsize       max,
              const char *mark,
              int        *number)
{
  const char *p = scan_digits (skip_blanks (text), 1, max, number);

  p = p != NULL ? skip_blanks (p) : NULL;

  return p != NULL && g_str_has_prefix (p, mark) ? p + strlen (mark) : NULL;
}

/* Returns what follows “(月)” or “（月曜日）” at the start of @text; @text without it. */
static const char *
skip_counted_weekday (const char *text)
{
  static const char *const names[] = { "月", "火", "水", "木", "金", "土", "日" };
  const char *p = skip_blanks (text);
  gunichar open = g_utf8_get_char (p);
  gboolean found = FALSE;

  if (open != '(' && open != 0xFF08)
    return text;
  p = g_utf8_next_char (p);
  for (gsize i = 0; i < G_N_ELEMENTS (names) && !found; i++)
    found = g_str_has_prefix (p, names[i]);
  if (!found)
    return text;

  p = g_utf8_next_char (p);
  p += g_str_has_prefix (p, "曜") ? strlen ("曜") : 0;
  p += g_str_has_prefix (p, "日") ? strlen ("日") : 0;

  return *p == ')' || g_utf8_get_char (p) == 0xFF09 ? g_utf8_next_char (p) : text;
}

/* “2024年4月1日(月)”, “4月1日”, “4月末”; not “3月期”, which is a fiscal year, nor “3月間”. */
static DateMatch
match_counted (const char   *text,
               const GDate  *near_date,
               const char  **end,
               QdDate       *date)
{
  static const char *const parts[] = { "上旬", "中旬", "下旬", "初旬", "初め", "半ば", "末", "中", "頃" };
  int day = 1;
  int month;
  int year = 0;
  const char *behind_year = scan_counted (text, 4, "年", &year);
  const char *p = scan_counted (behind_year != NULL ? behind_year : text, 2, "月", &month);
  const char *behind_day;

  if (p == NULL || g_str_has_prefix (p, "期") || g_str_has_prefix (p, "間"))
    return MATCH_NONE;

  behind_day = scan_counted (p, 2, "日", &day);
  *end = behind_day != NULL ? skip_counted_weekday (behind_day) : p;
  for (gsize i = 0; i < G_N_ELEMENTS (parts) && *end == p; i++)
    if (g_str_has_prefix (p, parts[i]))
      *end = p + strlen (parts[i]);
  if (behind_year != NULL && (year < YEAR_MIN || year > YEAR_MAX))
    return MATCH_UNKNOWN;

  return resolve (day, month, behind_year != NULL ? year : 0, behind_day != NULL ? QD_DATE_DAY : QD_DATE_MONTH, near_date,
                  date);
}

/* “28 March”, “1st of May, 2024”, “15-May-2024” */
static DateMatch
match_day_month (const char   *text,
                 const GDate  *near_date,
                 const char  **end,
                 QdDate       *date)
{
  int day;
  int year = 0;
  GDateMonth month;
  gboolean is_name;
  const char *p = scan_day (text, &day);
  const char *word;

  if (p == NULL)
    return MATCH_NONE;

  word = skip_separator (p);
  if (has_prefix_ignoring_case (word, "of "))
    word = skip_blanks (word + 2);

  p = word > p ? scan_month (word, &month, &is_name) : NULL;
  if (p == NULL)
    return MATCH_NONE;

  *end = scan_year (p, &year);
  return resolve (day, (int) month, year, QD_DATE_DAY, near_date, date);
}

/* “March 28”, “Mar. 28th, 2024” */
static DateMatch
match_month_day (const char   *text,
                 const GDate  *near_date,
                 const char  **end,
                 QdDate       *date)
{
  int day;
  int year = 0;
  GDateMonth month;
  gboolean is_name;
  const char *p = scan_month (text, &month, &is_name);
  const char *number;

  if (p == NULL)
    return MATCH_NONE;

  number = skip_separator (p);
  p = number > p ? scan_day (number, &day) : NULL;
  if (p == NULL)
    return MATCH_NONE;

  *end = scan_year (p, &year);
  return resolve (day, (int) month, year, QD_DATE_DAY, near_date, date);
}

/* Returns where the month starts behind “mid-” or “end of”; @text itself without such words. */
static const char *
skip_month_part (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (month_parts); i++)
    {
      const char *p = text + strlen (month_parts[i].words);
      const char *start;
      GDateMonth month;
      gboolean is_name;

      if (!has_prefix_ignoring_case (text, month_parts[i].words))
        continue;

      start = skip_separator (p);
      if (start > p && scan_month (start, &month, &is_name) != NULL && (is_name || !month_parts[i].takes_name))
        return start;
    }

  return text;
}

/* “April”, “May 2024”, “mid-May”. “end of May 15” is left to the day in it. */
static DateMatch
match_month (const char   *text,
             const GDate  *near_date,
             const char  **end,
             QdDate       *date)
{
  int year = 0;
  GDateMonth month;
  gboolean is_name;
  const char *start = skip_month_part (text);
  const char *p = scan_month (start, &month, &is_name);
  const char *day_end;
  QdDate day;

  if (p == NULL || (start == text && !is_name))
    return MATCH_NONE;
  if (start > text && match_month_day (start, near_date, &day_end, &day) != MATCH_NONE)
    return MATCH_NONE;

  *end = scan_year (p, &year);
  return resolve (1, (int) month, year, QD_DATE_MONTH, near_date, date);
}

/* The more a form reads, the earlier it stands. */
static const DateForm forms[] = { match_iso, match_dotted, match_counted, match_day_month, match_month_day, match_month };

static DateMatch
match_any (const char   *text,
           const GDate  *near_date,
           const char  **end,
           QdDate       *date)
{
  DateMatch match = MATCH_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (forms) && match == MATCH_NONE; i++)
    match = forms[i] (text, near_date, end, date);

  return match;
}

static void
clear (QdDate *date)
{
  date->precision = QD_DATE_NONE;
  g_date_clear (&date->date, 1);
}

/* A date starts where a word starts, and not within a number: the 15 of “1.15 May” is none. */
static gboolean
may_start (const char *text,
           const char *p)
{
  if (!starts_with_word_character (p))
    return FALSE;
  if (p == text)
    return TRUE;
  if (starts_with_word_character (g_utf8_prev_char (p)))
    return FALSE;

  return !(g_ascii_isdigit (*p) && p - text >= 2 && strchr (".,:", p[-1]) != NULL && g_ascii_isdigit (p[-2]));
}

/* Words are not set apart where dates are counted, as in “凍結6月15日”, but numbers are. */
static gboolean
may_start_counted (const char *text,
                   const char *p)
{
  gunichar before;

  if (!g_ascii_isdigit (*p) && *p != WIDE_DIGITS_LEAD)
    return FALSE;

  before = p > text ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;

  return before >= 0x80 && !g_unichar_isdigit (before);
}

/**
 * qd_date_matches:
 * @text: (nullable): a text
 * @near_date: (nullable): see qd_date_parse()
 * @date: (out caller-allocates): the date; of precision %QD_DATE_NONE when there is no such day, or no telling its year
 *
 * Whether @text as a whole is written like a date, even if it is none, like “Feb 30”: then it is no number either.
 *
 * Returns: whether it is
 */
gboolean
qd_date_matches (const char  *text,
                 const GDate *near_date,
                 QdDate      *date)
{
  const char *start;
  const char *end = NULL;

  g_return_val_if_fail (date != NULL, FALSE);

  clear (date);
  /* Most texts that are asked about are measures, and most of these have a sign that no date has. */
  if (text == NULL || strchr (text, '%') != NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  start = skip_blanks (text);
  if (match_any (start, near_date, &end, date) != MATCH_NONE && *skip_blanks (end) == '\0')
    return TRUE;

  clear (date);
  return FALSE;
}

/**
 * qd_date_parse:
 * @text: (nullable): what somebody typed: “2024-03-25”, “March 28”, “28 Mar. 2024”, “15.05.2024”,
 *   “April board meeting”, “SOC2 by mid-May”, “2024年4月1日”
 * @near_date: (nullable): a date without a year takes the year that brings it nearest to this one, one year off at most
 *
 * The date that @text is, or else the first one in it. English names of months, in full or of three letters, with a dot
 * or an ordinal suffix, in any case; “may” and “march” in lower case need a day beside them. Dates with slashes only with
 * the year first: else nobody knows which part is the month.
 *
 * Returns: the date; of precision %QD_DATE_NONE without one, when the day does not exist, and when neither @text nor
 *   @near_date tells the year
 */
QdDate
qd_date_parse (const char  *text,
               const GDate *near_date)
{
  return qd_date_find (text, near_date, NULL, NULL);
}

/**
 * qd_date_find:
 * @text: (nullable): a text
 * @near_date: (nullable): see qd_date_parse()
 * @start: (out) (optional): the byte at which the date starts; -1 without one
 * @end: (out) (optional): the byte behind it; -1 without one
 *
 * Finds the first date in @text. “mid-” and “end of” before a month belong to it.
 *
 * Returns: the date; of precision %QD_DATE_NONE when there is none
 */
QdDate
qd_date_find (const char  *text,
              const GDate *near_date,
              int         *start,
              int         *end)
{
  QdDate date;

  clear (&date);
  if (start != NULL)
    *start = -1;
  if (end != NULL)
    *end = -1;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return date;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *behind = NULL;
      DateMatch match = MATCH_NONE;

      if (may_start (text, p))
        match = match_any (p, near_date, &behind, &date);
      else if (may_start_counted (text, p))
        match = match_counted (p, near_date, &behind, &date);

      if (match == MATCH_DATE)
        {
          if (start != NULL)
            *start = (int) (p - text);
          if (end != NULL)
            *end = (int) (behind - text);
          return date;
        }

      /* Past “Feb 30”, lest its “Feb” be taken for a month. */
      if (match == MATCH_UNKNOWN)
        p = g_utf8_prev_char (behind);
    }

  return date;
}

/**
 * qd_date_is_weekend:
 * @date: a day
 *
 * Returns: whether @date is a Saturday or a Sunday
 */
gboolean
qd_date_is_weekend (const GDate *date)
{
  g_return_val_if_fail (date != NULL && g_date_valid (date), FALSE);

  return g_date_get_weekday (date) >= G_DATE_SATURDAY;
}

/**
 * qd_date_to_iso:
 * @date: a day
 *
 * Returns: (transfer full): as files write it, “2024-05-15”
 */
char *
qd_date_to_iso (const GDate *date)
{
  g_return_val_if_fail (date != NULL && g_date_valid (date), NULL);

  return g_strdup_printf ("%04d-%02d-%02d",
                          g_date_get_year (date), (int) g_date_get_month (date), g_date_get_day (date));
}

/**
 * qd_date_format_local:
 * @date: a day
 *
 * Returns: (transfer full): for the screen, in the user's language and with the weekday: “Sat, March 30, 2024”
 */
char *
qd_date_format_local (const GDate *date)
{
  g_autoptr (GDateTime) midnight = NULL;

  g_return_val_if_fail (date != NULL && g_date_valid (date), NULL);

  midnight = g_date_time_new_utc (g_date_get_year (date), (int) g_date_get_month (date), g_date_get_day (date),
                                  0, 0, 0);

  /* Translators: a date as in “Sat, March 30, 2024”; g_date_time_format() says what the letters mean. */
  return g_date_time_format (midnight, _("%a, %B %-d, %Y"));
}

/* Weekdays from Monday, January 1 of the year 1 (day 1 of the Julian count of GDate) to @julian inclusive. */
static int
weekdays_until (guint32 julian)
{
  return (int) (julian / 7 * 5 + MIN (julian % 7, 5));
}

static int
compare_julian (const void *a,
                const void *b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/**
 * qd_date_working_days:
 * @first: the first day
 * @last: the last day, inclusive
 * @holidays: (nullable) (array length=n_holidays): days off, in any order
 * @n_holidays: how many
 *
 * The weekdays from @first to @last, less the holidays among them; one given twice counts once. The second quarter of
 * 2024 has 65.
 *
 * Returns: the number of working days; 0 when @last is before @first
 */
int
qd_date_working_days (const GDate *first,
                      const GDate *last,
                      const GDate *holidays,
                      guint        n_holidays)
{
  g_autofree guint32 *off = NULL;
  guint n_off = 0;
  int days;

  g_return_val_if_fail (first != NULL && g_date_valid (first), 0);
  g_return_val_if_fail (last != NULL && g_date_valid (last), 0);
  g_return_val_if_fail (holidays != NULL || n_holidays == 0, 0);

  if (g_date_compare (first, last) > 0)
    return 0;

  days = weekdays_until (g_date_get_julian (last)) - weekdays_until (g_date_get_julian (first) - 1);

  off = g_new (guint32, n_holidays);
  for (guint i = 0; i < n_holidays; i++)
    {
      const GDate *day = &holidays[i];

      if (!g_date_valid (day) || qd_date_is_weekend (day))
        continue;
      if (g_date_compare (day, first) >= 0 && g_date_compare (day, last) <= 0)
        off[n_off++] = g_date_get_julian (day);
    }

  if (n_off > 1)
    qsort (off, n_off, sizeof *off, compare_julian);
  for (guint i = 0; i < n_off; i++)
    days -= i == 0 || off[i] != off[i - 1];

  return days;
}
