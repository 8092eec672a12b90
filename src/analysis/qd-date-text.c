#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-date-text.h"

#include <string.h>

/* Writes another date where somebody typed one, in the way they typed it. Never in the user's language: it goes into a
 * stored text, which qd_date_find() has to read again. */

static const char *const month_names[] = {
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
};

static const char *
ordinal_suffix (int day)
{
  if (day / 10 == 1)
    return "th";

  switch (day % 10)
    {
    case 1:
      return "st";
    case 2:
      return "nd";
    case 3:
      return "rd";
    default:
      return "th";
    }
}

/* “15.05.2024” or “15.5.2024” */
static char *
write_dotted (const char  *typed,
              const GDate *date)
{
  gboolean padded = strlen (typed) == strlen ("15.05.2024");

  return g_strdup_printf (padded ? "%02d.%02d.%04d" : "%d.%d.%04d", g_date_get_day (date),
                          (int) g_date_get_month (date), g_date_get_year (date));
}

static const char *
month_name (const char *word,
            gsize       length)
{
  for (gsize i = 0; length >= 3 && i < G_N_ELEMENTS (month_names); i++)
    if (g_ascii_strncasecmp (word, month_names[i], 3) == 0)
      return month_names[i];

  return NULL;
}

/* Goes through “1st of June, 2024” word by word and puts the new day, month and year in the place of the old ones.
 * Returns NULL if it names no day, as “mid-June” does not. */
static char *
write_words (const char  *typed,
             const GDate *date)
{
  g_autoptr (GString) written = g_string_new (NULL);
  gboolean has_day = FALSE;
  const char *p = typed;

  while (*p != '\0')
    {
      gsize digits = strspn (p, "0123456789");
      gsize letters = 0;
      const char *name;

      while (digits == 0 && g_ascii_isalpha (p[letters]))
        letters++;
      name = month_name (p, letters);

      if (digits == 4)
        {
          g_string_append_printf (written, "%04d", g_date_get_year (date));
        }
      else if (digits > 0)
        {
          has_day = TRUE;
          g_string_append_printf (written, "%d", g_date_get_day (date));
          if (g_ascii_isalpha (p[digits]))
            {
              g_string_append (written, ordinal_suffix (g_date_get_day (date)));
              digits += 2;
            }
        }
      else if (name != NULL)
        {
          gboolean short_form = letters < strlen (name); /* “May” is not short for anything */

          g_string_append_len (written, month_names[g_date_get_month (date) - 1], short_form ? 3 : -1);
        }
      else if (letters > 0)
        {
          g_string_append_len (written, p, (gssize) letters);
        }
      else
        {
          g_string_append_c (written, *p);
          p++;
        }
      p += digits + letters;
    }

  return has_day ? g_string_free (g_steal_pointer (&written), FALSE) : NULL;
}

static gboolean
is_counted (const char *typed)
{
  return strstr (typed, "月") != NULL;
}

/* Returns: what @number counts, that of @date, for the sign at @mark; -1 when it counts nothing */
static int
counted_part (const char  *mark,
              const GDate *date)
{
  if (g_str_has_prefix (mark, "年"))
    return g_date_get_year (date);
  if (g_str_has_prefix (mark, "月"))
    return (int) g_date_get_month (date);

  return g_str_has_prefix (mark, "日") ? g_date_get_day (date) : -1;
}

static const char *
skip_digits (const char *text)
{
  while (g_unichar_isdigit (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

/* “2024年4月1日(月)” and “4月末”, number by number. */
static char *
write_counted (const char  *typed,
               const GDate *date)
{
  static const char *const weekdays[] = { "月", "火", "水", "木", "金", "土", "日" };
  g_autoptr (GString) written = g_string_new (NULL);

  for (const char *p = typed; *p != '\0';)
    {
      const char *digits_end = skip_digits (p);
      const char *end = digits_end > p ? digits_end : g_utf8_next_char (p);
      int part = digits_end > p ? counted_part (digits_end + strspn (digits_end, " "), date) : -1;

      if (part >= 0)
        g_string_append_printf (written, "%d", part);
      else
        g_string_append_len (written, p, end - p);
      /* The weekday stands in brackets. */
      if ((*p == '(' || g_str_has_prefix (p, "（")) && *end != '\0')
        {
          g_string_append (written, weekdays[g_date_get_weekday (date) - 1]);
          end = g_utf8_next_char (end);
        }
      p = end;
    }

  return g_string_free (g_steal_pointer (&written), FALSE);
}

static gboolean
reads_as (const char  *text,
          const GDate *near_date,
          const GDate *date)
{
  QdDate read = qd_date_parse (text, near_date);

  return read.precision == QD_DATE_DAY && g_date_compare (&read.date, date) == 0;
}

static char *
write_like_counted (const char  *typed,
                    const GDate *date,
                    const GDate *near_date)
{
  g_autofree char *written = strstr (typed, "日") != NULL
                               ? write_counted (typed, date)
                               : g_strdup_printf ("%d月%d日", (int) g_date_get_month (date), g_date_get_day (date));

  if (reads_as (written, near_date, date))
    return g_steal_pointer (&written);

  return g_strdup_printf ("%d年%s", g_date_get_year (date), written);
}

static char *
write_like (const char  *typed,
            const GDate *date,
            const GDate *near_date)
{
  g_autofree char *written = NULL;
  g_autofree char *with_year = NULL;

  if (is_counted (typed))
    return write_like_counted (typed, date, near_date);
  if (strspn (typed, "0123456789") == 4 && typed[4] == '/')
    return g_strdup_printf (typed[strlen (typed) - 2] == '/' || typed[6] == '/' ? "%d/%d/%d" : "%d/%02d/%02d",
                            g_date_get_year (date), (int) g_date_get_month (date), g_date_get_day (date));
  if (strspn (typed, "0123456789") == 4)
    return qd_date_to_iso (date);
  if (strspn (typed, "0123456789.") == strlen (typed))
    return write_dotted (typed, date);

  written = write_words (typed, date);
  if (written == NULL)
    written = g_strdup_printf ("%s %d", month_names[g_date_get_month (date) - 1], g_date_get_day (date));
  if (reads_as (written, near_date, date))
    return g_steal_pointer (&written);

  with_year = g_strdup_printf ("%s, %04d", written, g_date_get_year (date));
  if (reads_as (with_year, near_date, date))
    return g_steal_pointer (&with_year);

  return qd_date_to_iso (date);
}

/**
 * qd_date_text_replace:
 * @text: a text with a date in it
 * @start: the byte at which the date starts, as qd_date_find() tells
 * @end: the byte behind it
 * @date: the date to stand there instead
 * @near_date: (nullable): what a date without a year is nearest to
 *
 * Writes @date in the way of the old one: “Mar. 30th” becomes “Mar. 29th”. A year is added where it is needed to be
 * understood, a day where there was only a month.
 *
 * Returns: (transfer full): @text with @date in it
 */
char *
qd_date_text_replace (const char  *text,
                      int          start,
                      int          end,
                      const GDate *date,
                      const GDate *near_date)
{
  g_autofree char *typed = NULL;
  g_autofree char *written = NULL;

  g_return_val_if_fail (start >= 0 && start < end && (gsize) end <= strlen (text), NULL);
  g_return_val_if_fail (g_date_valid (date), NULL);

  typed = g_strndup (text + start, (gsize) (end - start));
  written = write_like (typed, date, near_date);

  return g_strdup_printf ("%.*s%s%s", start, text, written, text + end);
}

/* “April” in “April board meeting”, “Apr 2024”: the month goes on, and its year. */
static char *
write_month (const char  *typed,
             const GDate *month)
{
  g_autoptr (GString) written = g_string_new (NULL);

  for (const char *p = typed; *p != '\0';)
    {
      gsize digits = strspn (p, "0123456789");
      gsize letters = 0;
      const char *name;

      while (digits == 0 && g_ascii_isalpha (p[letters]))
        letters++;
      name = month_name (p, letters);

      if (digits == 4)
        g_string_append_printf (written, "%04d", g_date_get_year (month));
      else if (name != NULL)
        g_string_append_len (written, month_names[g_date_get_month (month) - 1], letters < strlen (name) ? 3 : -1);
      else
        g_string_append_len (written, p, (gssize) MAX (digits + letters, 1));
      p += MAX (digits + letters, 1);
    }

  return g_string_free (g_steal_pointer (&written), FALSE);
}

/**
 * qd_date_text_shift:
 * @text: a text with any number of dates in it
 * @near_date: (nullable): what its dates without a year are nearest to
 * @new_near_date: (nullable): what they are to be nearest to afterwards
 * @weeks: by how many weeks days move, so that they stay on their weekday
 * @months: by how many months months without a day move
 *
 * Returns: (transfer full): @text with its dates moved, each written as it was: “April board meeting, May 15” becomes
 *   “July board meeting, August 14”
 */
char *
qd_date_text_shift (const char  *text,
                    const GDate *near_date,
                    const GDate *new_near_date,
                    int          weeks,
                    int          months)
{
  g_autoptr (GString) shifted = g_string_new (NULL);

  for (;;)
    {
      int start, end;
      QdDate found = qd_date_find (text, near_date, &start, &end);
      GDate moved = found.date;
      g_autofree char *typed = NULL;
      g_autofree char *written = NULL;

      if (found.precision == QD_DATE_NONE)
        break;

      typed = g_strndup (text + start, (gsize) (end - start));
      if (found.precision == QD_DATE_MONTH)
        {
          g_date_add_months (&moved, (guint) months);
          written = is_counted (typed) ? write_counted (typed, &moved) : write_month (typed, &moved);
        }
      else
        {
          g_date_add_days (&moved, (guint) weeks * 7);
          written = write_like (typed, &moved, new_near_date);
        }
      g_string_append_len (shifted, text, start);
      g_string_append (shifted, written);
      text += end;
    }
  g_string_append (shifted, text);

  return g_string_free (g_steal_pointer (&shifted), FALSE);
}

static char *
shift_year (const char *year,
            int         years)
{
  gsize letters = strcspn (year, "0123456789");
  gsize digits = strlen (year + letters);
  int number = (int) g_ascii_strtoll (year + letters, NULL, 10) + years;

  return g_strdup_printf ("%.*s%0*d", (int) letters, year, (int) digits, digits == 2 ? number % 100 : number);
}

static gboolean
shift_quarter_cb (const GMatchInfo *match,
                  GString          *result,
                  gpointer          user_data)
{
  int quarters = *(int *) user_data;
  g_autofree char *before = g_match_info_fetch_named (match, "before");
  g_autofree char *between = g_match_info_fetch_named (match, "between");
  g_autofree char *number = g_match_info_fetch_named (match, "number");
  g_autofree char *gap = g_match_info_fetch_named (match, "gap");
  g_autofree char *after = g_match_info_fetch_named (match, "after");
  int index = (int) g_ascii_strtoll (number, NULL, 10) - 1 + quarters;

  if (before != NULL && *before != '\0')
    {
      g_autofree char *year = shift_year (before, index / 4);

      g_string_append_printf (result, "%s%s", year, between);
    }
  g_string_append_printf (result, "Q%d", index % 4 + 1);
  if (after != NULL && *after != '\0')
    {
      g_autofree char *year = shift_year (after, index / 4);

      g_string_append_printf (result, "%s%s", gap, year);
    }

  return FALSE;
}

/**
 * qd_quarter_text_shift:
 * @text: a text that may name quarters
 * @quarters: how many quarters later they are to be, 0 or more
 *
 * Returns: (transfer full): @text with other quarters, each written as it was: “Q3 plan, Q4 2024” becomes “Q4 plan,
 *   Q1 2025”
 */
char *
qd_quarter_text_shift (const char *text,
                       int         quarters)
{
  static GRegex *pattern;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (&pattern,
                       g_regex_new ("(?<!\\w)(?:(?<before>(?:FY ?\\d\\d(?:\\d\\d)?|\\d{4}))(?<between>[ -]))?"
                                    "Q(?<number>[1-4])"
                                    "(?:(?<gap> )(?<after>(?:FY ?\\d\\d(?:\\d\\d)?|\\d{4})))?(?!\\w)",
                                    G_REGEX_OPTIMIZE, 0, NULL));

  return g_regex_replace_eval (pattern, text, -1, 0, 0, shift_quarter_cb, &quarters, NULL);
}
