/* How long looking for words takes in a plan a thousand times as large as the example: medians in milliseconds. A key
 * press costs one search; reading the plan happens once after a change, in slices while nothing else is to be done. */

#include "qd-search.h"

#include <stdlib.h>

#include "qd-test-plan.h"
#include "qd-test-seed.h"

#define FACTOR 1000
#define ROUNDS 15

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

int
main (void)
{
  static const char *const queries[] = { "e", "pa", "partner", "Partnership scope creep", "zeppelin", "é" };
  static const char *const names[] = { "", " (match case)", " (whole words)" };
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = NULL;
  double times[ROUNDS];
  gint64 start;

  qd_test_grow_plan (plan, FACTOR);
  figures = qd_figures_new (plan);

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (QdSearch) search = qd_search_new (figures);

      start = g_get_monotonic_time ();
      qd_search_prepare (search, -1);
      times[round] = (double) (g_get_monotonic_time () - start) / 1000;
    }
  qsort (times, ROUNDS, sizeof *times, compare_doubles);
  g_print ("%u records read: %.1f ms\n", qd_plan_get_n_records (plan), times[ROUNDS / 2]);

  for (guint i = 0; i < 3 * G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (QdSearch) search = qd_search_new (figures);
      QdSearchFlags flags = (QdSearchFlags) (i / G_N_ELEMENTS (queries)); /* plain, match case, whole words */
      const char *query = queries[i % G_N_ELEMENTS (queries)];
      guint n_hits = 0;

      qd_search_prepare (search, -1);
      for (guint round = 0; round < ROUNDS; round++)
        {
          g_autoptr (GArray) hits = NULL;

          start = g_get_monotonic_time ();
          hits = qd_search_find (search, query, flags);
          times[round] = (double) (g_get_monotonic_time () - start) / 1000;
          n_hits = hits->len;
        }
      qsort (times, ROUNDS, sizeof *times, compare_doubles);
      g_print ("%s%s: %u fields, %.1f ms\n", query, names[flags], n_hits,
               times[ROUNDS / 2]);
    }

  return 0;
}
