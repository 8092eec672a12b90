#include "qd-color.h"

/* Colours as people type them, and the distances that eyes need. */

static void
test_contrast (void)
{
  g_assert_cmpfloat_with_epsilon (qd_color_contrast (0x000000FF, 0xFFFFFFFF), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (qd_color_contrast (0xFFFFFFFF, 0x000000FF), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (qd_color_contrast (0x777777FF, 0x777777FF), 1, 0.001);
  g_assert_cmpfloat_with_epsilon (qd_color_contrast (0x767676FF, 0xFFFFFFFF), 4.54, 0.01);
}

static void
test_parse (void)
{
  static const char *const wrong[] = { "", "#", "#12", "#1234", "#12345", "#1234567", "1a5fb4", "#1a5fbg", "red", "# abc",
                                      "#ab c" };
  QdColor color = 1;

  g_assert_true (qd_color_parse ("#1A5fB4", &color));
  g_assert_cmphex (color, ==, 0x1A5FB4FF);
  g_assert_true (qd_color_parse ("#abc", &color));
  g_assert_cmphex (color, ==, 0xAABBCCFF);
  g_assert_true (qd_color_parse ("  #abd ", &color));
  g_assert_cmphex (color, ==, 0xAABBDDFF);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (qd_color_parse (wrong[i], &color));
  g_assert_cmphex (color, ==, 0xAABBDDFF);
}

static void
test_mix (void)
{
  g_assert_cmphex (qd_color_mix (0x000000FF, 0xFFFFFFFF, 0), ==, 0x000000FF);
  g_assert_cmphex (qd_color_mix (0x000000FF, 0xFFFFFFFF, 1), ==, 0xFFFFFFFF);
  g_assert_cmphex (qd_color_mix (0x000000FF, 0x80FF00FF, 0.5), ==, 0x408000FF);
  g_assert_cmphex (qd_color_mix (0x00000000, 0xFFFFFFFF, 7), ==, 0xFFFFFFFF);
}

static void
test_format (void)
{
  g_autofree char *text = qd_color_format (0x1A5FB480);

  g_assert_cmpstr (text, ==, "#1A5FB4");
}

static void
test_is_dark (void)
{
  g_assert_true (qd_color_is_dark (0x000000FF));
  g_assert_true (qd_color_is_dark (0x1A5FB4FF));
  g_assert_false (qd_color_is_dark (0x808080FF));
  g_assert_false (qd_color_is_dark (0xFFFFFFFF));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/color/contrast", test_contrast);
  g_test_add_func ("/color/parse", test_parse);
  g_test_add_func ("/color/mix", test_mix);
  g_test_add_func ("/color/format", test_format);
  g_test_add_func ("/color/is-dark", test_is_dark);

  return g_test_run ();
}
