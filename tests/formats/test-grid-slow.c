#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "qd-clip.h"
#include "qd-csv.h"
#include "qd-error.h"
#include "qd-test-pace.h"

/* Rows and what is pasted: a great deal of one thing, as much as is read at all, each answered in seconds and a
 * gigabyte. */

#define MOST ((gsize) 64 * 1024 * 1024)
#define BEYOND ((gsize) 100 * 1000 * 1000)
#define SECONDS 5.0
#define MEMORY ((rlim_t) 1000 * 1000 * 1000)

static const struct
{
  const char *name;
  const char *unit;
} things[] = {
  { "brackets", "[" }, { "line", "word " }, { "pipes", "|" }, { "stars", "*" }, { "lists", "<ul><li>" },
};

static GBytes *
fill (const char *unit,
      gsize       size)
{
  gsize length = strlen (unit);
  char *text = g_malloc (size);

  for (gsize i = 0; i + length <= size; i += length)
    memcpy (text + i, unit, length);
  for (gsize i = size / length * length; i < size; i++)
    text[i] = 'x';

  return g_bytes_new_take (text, size);
}

/* Reads @bytes as what @form says. Returns: whether it was more than may be read */
static gboolean
is_refused (GBytes     *bytes,
            const char *form)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (QdGrid) grid = NULL;
  g_autoptr (QdChange) change = NULL;

  if (g_str_equal (form, "csv"))
    change = qd_csv_import (plan, QD_LIST_RISKS, bytes, QD_CSV_APPEND, QD_CSV_DEFAULT, NULL, &error);
  else
    grid = qd_clip_parse (bytes, form, &error);

  return g_error_matches (error, QD_ERROR, QD_ERROR_TOO_LARGE);
}

static void
test_form (gconstpointer form)
{
  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autoptr (GBytes) bytes = fill (things[i].unit, MOST);
      double most = qd_test_most_seconds (SECONDS);
      clock_t start = clock ();
      gboolean refused = is_refused (bytes, form);
      double seconds = (double) (clock () - start) / CLOCKS_PER_SEC;

      g_test_message ("%s: %.2f s%s", things[i].name, seconds, refused ? ", refused" : "");
      g_assert_cmpfloat (seconds, <, most);
    }
}

/* Not even looked at. */
static void
test_beyond (void)
{
  g_autoptr (GBytes) bytes = fill ("[", BEYOND);

  g_assert_true (is_refused (bytes, "csv"));
  g_assert_true (is_refused (bytes, "text/html"));
  g_assert_true (is_refused (bytes, "text/plain"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#ifndef __SANITIZE_ADDRESS__
  g_assert_no_errno (setrlimit (RLIMIT_AS, &(struct rlimit) { MEMORY, MEMORY }));
#endif

  g_test_add_data_func ("/formats/grid-slow/csv", "csv", test_form);
  g_test_add_data_func ("/formats/grid-slow/html", "text/html", test_form);
  g_test_add_data_func ("/formats/grid-slow/text", "text/plain", test_form);
  g_test_add_func ("/formats/grid-slow/beyond", test_beyond);

  return g_test_run ();
}
