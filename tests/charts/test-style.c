#include "qd-chart-style.h"

/* Colours keep the distances that eyes need: WCAG 2.1 asks 4.5:1 of text and 3:1 of shapes. */

static void
init (QdChartStyle *style,
      guint         variant)
{
  if (variant & 2)
    qd_chart_style_init_compact (style, variant & 1);
  else
    qd_chart_style_init (style, variant & 1);
}

static void
test_palette (void)
{
  static const struct
  {
    QdTone front;
    QdTone ground;
    double least;
  } pairs[] = {
    { QD_TONE_INK, QD_TONE_PAPER, 7 },        { QD_TONE_INK2, QD_TONE_PAPER, 4.5 },
    { QD_TONE_INK, QD_TONE_G1, 7 },           { QD_TONE_INK2, QD_TONE_G1, 4.5 },
    { QD_TONE_INK2, QD_TONE_CELL, 4.5 },      { QD_TONE_INK, QD_TONE_TINT, 4.5 },
    { QD_TONE_RED, QD_TONE_PAPER, 4.5 },      { QD_TONE_AMBER, QD_TONE_PAPER, 4.5 },
    { QD_TONE_RED, QD_TONE_RED_TINT, 4.5 },   { QD_TONE_AMBER, QD_TONE_AMBER_TINT, 4.5 },
    { QD_TONE_INK, QD_TONE_RED_TINT, 7 },     { QD_TONE_ACCENT, QD_TONE_PAPER, 3 },
    { QD_TONE_ACCENT, QD_TONE_G1, 3 },        { QD_TONE_G3, QD_TONE_PAPER, 3 },
    { QD_TONE_ON_ACCENT, QD_TONE_ACCENT, 3 },
  };

  for (guint variant = 0; variant < 4; variant++)
    for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
      {
        QdChartStyle style;

        init (&style, variant);
        if (qd_color_contrast (style.tones[pairs[i].front], style.tones[pairs[i].ground]) < pairs[i].least)
          g_error ("tones %d on %d of style %u: contrast %g", pairs[i].front, pairs[i].ground, variant,
                   qd_color_contrast (style.tones[pairs[i].front], style.tones[pairs[i].ground]));
      }
}

/* A company's colour may be anything. */
static void
test_accent (void)
{
  static const char *const accents[] = { "#ffff00", "#ffffff", "#000000", "#e01b24", "#7f7f7f", "#00ff00", "#1a5fb4" };

  for (guint variant = 0; variant < 4; variant++)
    for (guint i = 0; i < G_N_ELEMENTS (accents); i++)
      {
        QdChartStyle style;
        QdColor accent;

        init (&style, variant);
        g_assert_true (qd_color_parse (accents[i], &accent));
        qd_chart_style_set_accent (&style, accent);
        g_assert_cmpfloat (qd_color_contrast (style.tones[QD_TONE_ACCENT], style.tones[QD_TONE_PAPER]), >=, 4.5);
        g_assert_cmpfloat (qd_color_contrast (style.tones[QD_TONE_ON_ACCENT], style.tones[QD_TONE_ACCENT]), >=, 4.5);
        g_assert_cmpfloat (qd_color_contrast (style.tones[QD_TONE_INK], style.tones[QD_TONE_TINT]), >=, 4.5);
      }
}

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
  static const char *const wrong[] = { "", "#", "#12", "#1234", "#12345", "#1234567", "1a5fb4", "#1a5fbg", "red" };
  QdColor color = 1;

  g_assert_true (qd_color_parse ("#1A5fB4", &color));
  g_assert_cmphex (color, ==, 0x1A5FB4FF);
  g_assert_true (qd_color_parse ("#abc", &color));
  g_assert_cmphex (color, ==, 0xAABBCCFF);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (qd_color_parse (wrong[i], &color));
  g_assert_cmphex (color, ==, 0xAABBCCFF);
}

static void
test_mix (void)
{
  g_assert_cmphex (qd_color_mix (0x000000FF, 0xFFFFFFFF, 0), ==, 0x000000FF);
  g_assert_cmphex (qd_color_mix (0x000000FF, 0xFFFFFFFF, 1), ==, 0xFFFFFFFF);
  g_assert_cmphex (qd_color_mix (0x000000FF, 0x80FF00FF, 0.5), ==, 0x408000FF);
  g_assert_cmphex (qd_color_mix (0x00000000, 0xFFFFFFFF, 7), ==, 0xFFFFFFFF);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/palette", test_palette);
  g_test_add_func ("/style/accent", test_accent);
  g_test_add_func ("/style/contrast", test_contrast);
  g_test_add_func ("/style/parse", test_parse);
  g_test_add_func ("/style/mix", test_mix);

  return g_test_run ();
}
