#include "qd-xlsx.h"

#include <locale.h>
#include <string.h>

#include "qd-json.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"
#include "qd-xlsx-private.h"

#define N_RANDOM_PLANS 5

static const QdXlsxLimits usual = { .rows = 1048576, .text = 32767 };

static GBytes *
save (QdPlan             *plan,
      const QdXlsxLimits *limits)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = qd_findings_compute (figures);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = qd_xlsx_save_within (figures, findings, NULL, NULL, limits, NULL, &error);

  g_assert_no_error (error);

  return bytes;
}

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    const char *cell;
    gboolean    cut;
  } cases[] = {
    { "plain", "plain" },
    { "two\nlines\tand a tab", "two\nlines\tand a tab" },
    { "a\r\nb\rc", "a\nb\nc" },
    { "bell \a, escape \x1b, delete \x7f", "bell  , escape  , delete  " },
    { "no character \xef\xbf\xbe or \xef\xbf\xbf", "no character   or  " },
    { "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0" },
    { "_x0041_", "_x005F_x0041_" },
    { "_x41_ _xWXYZ_ _x0041", "_x41_ _xWXYZ_ _x0041" },
    { "123456789012345678901234567890", "123456789012345678901234567890" },
    { "1234567890123456789012345678901", "12345678901234567890123456789…", TRUE },
    { "1234567890123456789012345678🚀", "1234567890123456789012345678🚀" },
    { "12345678901234567890123456789🚀", "12345678901234567890123456789…", TRUE },
    { "123456789012345678901234 _x0041_", "123456789012345678901234 …", TRUE },
  };
  QdBook book = { .limits = { .rows = 10, .text = 30 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean cut;
      g_autofree char *cell = qd_book_text (&book, cases[i].text, &cut);

      g_assert_cmpstr (cell, ==, cases[i].cell);
      g_assert_cmpint (cut, ==, cases[i].cut);
    }
}

static void
test_measures (void)
{
  static const struct
  {
    const char *text;
    double      number;
    const char *format; /* %NULL: it stays a text */
  } cases[] = {
    { "99.9%", 0.999, "0.0%" },
    { "21%", 0.21, "0%" },
    { "0", 0, "0" },
    { "8.20", 8.2, "0.00" },
    { "-24", -24, "0" },
    { "1,352", 1352, "#,##0" },
    { "2.1s", 2.1, "0.0\"s\"" },
    { "3 tests", 3, "0\" tests\"" },
    { "4/night", 4, "0\"/night\"" },
    { "33 %", 0, NULL },
    { "25% → 20%", 0, NULL },
    { "≤1", 0, NULL },
    { "8+", 0, NULL },
    { "~50", 0, NULL },
    { "6/8 features", 0, NULL },
    { "$50K", 0, NULL },
    { "May 15", 0, NULL },
    { "N/A", 0, NULL },
    { "007", 0, NULL },
    { "+5", 0, NULL },
    { "5 \"quoted\"", 0, NULL },
  };
  g_autoptr (GHashTable) measures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  QdBook book = { .measures = measures };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdBookNumber number;
      gboolean read = qd_book_read_measure (&book, cases[i].text, &number);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (read, ==, cases[i].format != NULL);
      if (!read)
        continue;
      g_assert_cmpfloat (number.number, ==, cases[i].number);
      g_assert_cmpstr (number.format, ==, cases[i].format);
    }

  /* There is room for so many units and no more. */
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("5 unit%c%c", 'a' + i / 26, 'a' + i % 26);
      QdBookNumber number;

      g_assert_cmpint (qd_book_read_measure (&book, text, &number), ==, g_hash_table_size (measures) > i + 8 && i < 100);
      if (g_hash_table_size (measures) >= 100)
        return;
    }
  g_assert_not_reached ();
}

/* The same plan gives the same bytes, and no locale reaches them but through the texts. */
static void
test_same_bytes (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (GBytes) first = save (plan, &usual);
  g_autoptr (GBytes) second = save (plan, &usual);
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = qd_findings_compute (figures);
  g_autoptr (GBytes) german = NULL;

  g_assert_true (g_bytes_equal (first, second));

  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("no German locale here");
      return;
    }
  german = qd_xlsx_save (figures, findings, NULL, NULL, NULL, NULL);
  setlocale (LC_NUMERIC, "C.UTF-8");
  g_assert_true (g_bytes_equal (first, german));
}

static void
test_limits (void)
{
  static const QdXlsxLimits narrow = { .rows = 6, .text = 40 };
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (GPtrArray) losses = qd_xlsx_losses_within (plan, &narrow);
  g_autoptr (GBytes) bytes = save (plan, &narrow);
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) none = qd_xlsx_losses (figures);

  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (losses->len, ==, 5);
  g_assert_nonnull (strstr (g_ptr_array_index (losses, 0), "40 characters"));
  g_assert_cmpstr (g_ptr_array_index (losses, 1), ==, "1 row of “Teams” is left out: a sheet holds no more.");
  g_assert_cmpstr (g_ptr_array_index (losses, 2), ==, "7 rows of “Key results” are left out: a sheet holds no more.");
  g_assert_cmpstr (g_ptr_array_index (losses, 3), ==, "4 rows of “Key results” are left out: a sheet holds no more.");
  g_assert_cmpstr (g_ptr_array_index (losses, 4), ==, "9 rows of “Initiatives” are left out: a sheet holds no more.");
}

static void
test_cancelled (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (qd_xlsx_save (figures, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_empty (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (GBytes) bytes = save (plan, &usual);

  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
}

/* Writes workbooks of plans at random for another program to recompute. */
static void
write_random (const char *folder)
{
  for (guint i = 0; i < N_RANDOM_PLANS; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 60 + 60 * i);
      g_autofree char *name = g_strdup_printf ("random-%u.xlsx", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GBytes) bytes = save (plan, &usual);
      g_autoptr (GError) error = NULL;

      g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  if (argc == 3 && g_str_equal (argv[1], "--write"))
    {
      write_random (argv[2]);
      return 0;
    }

  g_test_add_func ("/xlsx/text", test_text);
  g_test_add_func ("/xlsx/measures", test_measures);
  g_test_add_func ("/xlsx/same-bytes", test_same_bytes);
  g_test_add_func ("/xlsx/limits", test_limits);
  g_test_add_func ("/xlsx/cancelled", test_cancelled);
  g_test_add_func ("/xlsx/empty", test_empty);

  return g_test_run ();
}
