#include "qd-fuzz.h"

#include <math.h>
#include <string.h>

#include "qd-measure.h"
#include "qd-number.h"

/* What somebody types as a measure, near a planning date or near none. A number that is printed as the measure has it
 * reads as that number, in the same unit, and prints as the same. */

/* A unit as long as this may have been cut in a place where it reads otherwise. */
#define UNIT_CUT (QD_MEASURE_UNIT_MAX - 4)

static void
check_print (const QdMeasure *measure,
             double           number,
             const GDate     *near_date)
{
  g_autofree char *printed = qd_measure_format_number (measure, number);
  g_autofree char *reprinted = NULL;
  QdMeasure read = qd_measure_parse (printed, near_date);
  QdMeasure again;

  if (strlen (measure->unit) >= UNIT_CUT)
    return;
  if (read.kind != QD_MEASURE_NUMBER)
    g_error ("“%s” is no number any more", printed);
  if (strcmp (read.unit, measure->unit) != 0)
    g_error ("“%s” is read in “%s” instead of “%s”", printed, read.unit, measure->unit);
  if (fabs (read.value - number) > 0.0051 + 1e-9 * fabs (number))
    g_error ("“%s” is read as %.17g instead of %.17g", printed, read.value, number);
  g_assert_true (isnan (read.whole) == isnan (measure->whole));
  g_assert_true (qd_measure_units_fit (&read, measure));
  g_assert_true (qd_measure_units_fit (measure, &read));

  reprinted = qd_measure_format_number (&read, read.value);
  again = qd_measure_parse (reprinted, near_date);
  if (!qd_number_equal (again.value, read.value))
    g_error ("“%s” becomes “%s”", printed, reprinted);
}

static void
check (const char  *text,
       const GDate *near_date)
{
  QdMeasure measure = qd_measure_parse (text, near_date);

  g_assert_true (memchr (measure.unit, '\0', sizeof measure.unit) != NULL);
  g_assert_true (g_utf8_validate (measure.unit, -1, NULL));
  if (measure.kind == QD_MEASURE_DATE)
    {
      g_assert_cmpint (measure.date.precision, !=, QD_DATE_NONE);
      g_assert_true (g_date_valid (&measure.date.date));
    }
  if (!qd_measure_has_number (&measure))
    return;

  g_assert_true (isfinite (measure.value));
  check_print (&measure, measure.value, near_date);
  if (!isnan (measure.from))
    check_print (&measure, measure.from, near_date);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = qd_fuzz_dup_text (data, size);
  GDate near_date;

  g_date_clear (&near_date, 1);
  g_date_set_dmy (&near_date, 25, G_DATE_MARCH, 2024);
  check (text, &near_date);
  check (text, NULL);

  return 0;
}
