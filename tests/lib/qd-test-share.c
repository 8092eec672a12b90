#include "qd-test-share.h"

/**
 * qd_test_share:
 * @n: how much a test tries, in rounds or bytes
 *
 * What is watched by valgrind takes fifty times as long: tests/under-valgrind sets QD_TEST_SHARE for it.
 *
 * Returns: @n, divided by QD_TEST_SHARE where that is set
 */
guint
qd_test_share (guint n)
{
  const char *set = g_getenv ("QD_TEST_SHARE");
  guint64 share = 1;

  if (set != NULL)
    g_assert_true (g_ascii_string_to_unsigned (set, 10, 1, n, &share, NULL));

  return n / (guint) share;
}
