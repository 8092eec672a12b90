#include "qd-test-pace.h"

#include <time.h>

/* What a reader does: it takes memory, and looks at each byte. */
#define SIZE   (8 * 1000 * 1000)
#define ROUNDS 2
#define STRIDE 16 /* bytes to a small block */

/* What that takes the processor of the machine that the figures in tests/README.md are of, optimised as `./run test` is. */
#define USUAL_SECONDS 0.03

static guint
read_once (guint32 seed)
{
  g_autofree guint8 *text = g_malloc (SIZE);
  guint kinds[256] = { 0 };

  for (gsize i = 0; i < SIZE; i++)
    {
      seed = seed * 1664525 + 1013904223;
      text[i] = (guint8) (seed >> 24);
    }
  for (gsize i = 0; i + STRIDE <= SIZE; i += STRIDE)
    {
      g_autofree guint8 *block = g_memdup2 (text + i, STRIDE);

      for (guint j = 0; j < STRIDE; j++)
        kinds[block[j]] += block[j] < 128 ? 1 : 2;
    }

  return kinds[seed >> 24];
}

static double
measure (void)
{
  clock_t start = clock ();
  guint sum = 0;

  for (guint32 round = 0; round < ROUNDS; round++)
    sum += read_once (round);
  g_assert_cmpuint (sum, >, 0);

  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

/**
 * qd_test_most_seconds:
 * @promised: how long something may take, in seconds of the processor of a usual machine
 *
 * That is measured anew each time: others may be using the processor, too, and its memory, or what runs is watched by a
 * sanitizer, by valgrind or for its coverage.
 *
 * Returns: how long it may take here and now: twice that, more on a machine that is slower; what is not linear takes
 *   thousands of times as long
 */
double
qd_test_most_seconds (double promised)
{
  double pace = MAX (measure () / USUAL_SECONDS, 1);

  g_test_message ("This machine takes %.2f times as long as usual", pace);

  return 2 * pace * promised;
}
