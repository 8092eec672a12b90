#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"
#include "qd-count.h"
#include "qd-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* What charts say: numbers, dates and sentences in the user's language. */

#define SENTENCES_MAX 200

/* Returns: (transfer full): points and other counts, for the screen */
char *
qd_chart_number (double number)
{
  return qd_number_format_local (number, fabs (number) < 10 ? 1 : 0);
}

/* Returns: (transfer full): a part of 1 in hundredths, for the screen: whole, or with a decimal where somebody typed one */
char *
qd_chart_hundredths (double part)
{
  double number = part * 100;

  if (number > 0 && number < 0.05)
    {
      g_autofree char *least = qd_number_format_local (0.1, 1);

      return g_strdup_printf ("<%s", least);
    }

  return qd_number_format_local (number, fabs (number) >= 100 ? 0 : 1);
}

/* Returns: (transfer full): a part of 1 as per cent */
char *
qd_chart_percent (double part)
{
  g_autofree char *number = qd_chart_hundredths (part);

  /* Translators: a percentage; the blank before the sign is a no-break space */
  return g_strdup_printf (_("%s\302\240%%"), number);
}

/* Returns: (transfer full): @day in the user's language, as g_date_time_format() writes @format */
char *
qd_chart_day (guint32     day,
              const char *format)
{
  g_autoptr (GDateTime) midnight = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  midnight = g_date_time_new_utc (g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date), 0, 0,
                                  0);

  return g_date_time_format (midnight, format);
}

/* Returns: (transfer full): @text with what ends a sentence */
char *
qd_chart_sentence (const char *text)
{
  /* Translators: a sentence, and the full stop of your language. */
  return g_strdup_printf (C_("sentence", "%s."), text);
}

/* Returns: (transfer full): a sentence a line, one for each item up to a number that nobody listens to to the end */
char *
qd_chart_lines (QdChart *chart,
                char  *(*line) (QdChart *chart,
                                guint    index))
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (chart->items->len, SENTENCES_MAX); i++)
    {
      g_autofree char *words = line (chart, i);
      g_autofree char *sentence = qd_chart_sentence (words);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  if (chart->items->len > SENTENCES_MAX)
    {
      guint n = chart->items->len - SENTENCES_MAX;
      g_autofree char *others = qd_count_printf (ngettext ("and %u more", "and %u more", n), n);
      g_autofree char *sentence = qd_chart_sentence (others);

      g_string_append_printf (text, "\n%s", sentence);
    }

  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): “Checkout”, “Checkout and Growth”, “Checkout, Growth and Data” */
char *
qd_chart_join (const char *const *names)
{
  guint n = g_strv_length ((char **) names);
  g_autoptr (GString) head = g_string_new (names[0]);

  for (guint i = 1; i + 1 < n; i++)
    g_string_append_printf (head, C_("list", ", %s"), names[i]);
  if (n < 2)
    return g_string_free (g_steal_pointer (&head), FALSE);

  /* Translators: the end of a list of names: “Checkout, Growth and Data” */
  return g_strdup_printf (C_("list", "%1$s and %2$s"), head->str, names[n - 1]);
}
