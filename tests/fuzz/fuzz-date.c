#include "qd-fuzz.h"

#include <string.h>

#include "qd-date-text.h"
#include "qd-quarter.h"

/* What somebody types as a date or a quarter, or a text with one in it. Another date put in its place is read as that
 * date; a quarter that is printed is read as that quarter. */

static void
check_iso (const QdDate *date)
{
  g_autofree char *iso = qd_date_to_iso (&date->date);
  QdDate read = qd_date_parse (iso, NULL);

  g_assert_cmpint (read.precision, ==, QD_DATE_DAY);
  g_assert_cmpint (g_date_compare (&read.date, &date->date), ==, 0);
}

static void
check_replaced (const char  *text,
                int          start,
                int          end,
                const GDate *near_date)
{
  g_autofree char *replaced = NULL;
  g_autofree char *written = NULL;
  QdDate read;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 9, G_DATE_SEPTEMBER, 2025);
  replaced = qd_date_text_replace (text, start, end, &date, near_date);
  g_assert_true (g_utf8_validate (replaced, -1, NULL));
  g_assert_cmpint (strncmp (replaced, text, (gsize) start), ==, 0);
  g_assert_true (g_str_has_suffix (replaced, text + end));

  written = g_strndup (replaced + start, strlen (replaced) - (gsize) start - strlen (text + end));
  read = qd_date_parse (written, near_date);
  if (read.precision != QD_DATE_DAY || g_date_compare (&read.date, &date) != 0)
    g_error ("in the place of “%.*s” stands “%s”, which is another day", end - start, text + start, written);
}

static void
check_date (const char  *text,
            const GDate *near_date)
{
  static const struct { int weeks, months; } ways[] = { { 13, 0 }, { 0, 3 }, { 13, 3 } };
  QdDate date = qd_date_parse (text, near_date);
  int start = -1, end = -1;
  QdDate found;

  if (date.precision != QD_DATE_NONE)
    check_iso (&date);

  found = qd_date_find (text, near_date, &start, &end);
  if (found.precision != QD_DATE_NONE)
    {
      g_assert_true (0 <= start && start < end && end <= (int) strlen (text));
      check_iso (&found);
      check_replaced (text, start, end, near_date);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *shifted = qd_date_text_shift (text, near_date, near_date, ways[i].weeks, ways[i].months);

      g_assert_true (g_utf8_validate (shifted, -1, NULL));
    }
}

static void
check_quarter (const char *text)
{
  g_autofree char *shifted = qd_quarter_text_shift (text, 1);
  g_autofree char *printed = NULL;
  g_autofree char *id = NULL;
  QdQuarter quarter, read;

  g_assert_true (g_utf8_validate (shifted, -1, NULL));
  if (!qd_quarter_parse (text, &quarter))
    return;

  printed = qd_quarter_format (&quarter);
  g_assert_true (qd_quarter_parse (printed, &read));
  g_assert_cmpint (qd_quarter_compare (&read, &quarter), ==, 0);
  id = qd_quarter_to_id (&quarter);
  g_assert_true (qd_quarter_parse (id, &read));
  g_assert_cmpint (qd_quarter_compare (&read, &quarter), ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = qd_fuzz_dup_text (data, size);
  GDate near_date;

  g_date_clear (&near_date, 1);
  g_date_set_dmy (&near_date, 25, G_DATE_MARCH, 2024);
  check_date (text, &near_date);
  check_date (text, NULL);
  check_quarter (text);

  return 0;
}
