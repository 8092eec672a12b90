#include "qd-chart-style.h"

#include <math.h>

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

/* What must be told from what, in every style. */
static void
check_tones (const QdChartStyle *style,
             const char         *what)
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
    { QD_TONE_ACCENT, QD_TONE_TINT, 2.5 },    { QD_TONE_ON_ACCENT, QD_TONE_ACCENT, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      double contrast = qd_color_contrast (style->tones[pairs[i].front], style->tones[pairs[i].ground]);

      if (contrast < pairs[i].least)
        g_error ("tones %d on %d of %s: contrast %g", pairs[i].front, pairs[i].ground, what, contrast);
    }
}

static void
test_palette (void)
{
  for (guint variant = 0; variant < 4; variant++)
    {
      g_autofree char *what = g_strdup_printf ("style %u", variant);
      QdChartStyle style;

      init (&style, variant);
      check_tones (&style, what);
    }
}

/* Whatever a company's template holds. */
static void
test_template (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 4000; i++)
    {
      QdColor background = g_rand_int (rand) | 0xFF;
      QdColor accent = g_rand_int (rand) | 0xFF;
      g_autofree char *what = g_strdup_printf ("%06x on %06x", accent >> 8, background >> 8);
      QdChartStyle style;

      init (&style, i & 1);
      qd_chart_style_set_background (&style, background);
      qd_chart_style_set_accent (&style, accent);
      check_tones (&style, what);
      g_assert_cmpfloat (qd_color_contrast (style.tones[QD_TONE_ACCENT], style.tones[QD_TONE_PAPER]), >=, 4.5);
      g_assert_cmpfloat (qd_color_contrast (style.tones[QD_TONE_ON_ACCENT], style.tones[QD_TONE_ACCENT]), >=, 4.5);
    }
}

/* Light and dark colours are taken as they are. */
static void
test_background (void)
{
  static const QdColor kept[] = { 0xFFFFFFFF, 0xFFF8E7FF, 0xF4F5F7FF, 0x1B1D21FF, 0x000000FF, 0x0B1F3AFF };
  QdChartStyle style;

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      init (&style, 0);
      qd_chart_style_set_background (&style, kept[i]);
      g_assert_cmphex (style.tones[QD_TONE_PAPER], ==, kept[i]);
      g_assert_true (qd_color_is_dark (style.tones[QD_TONE_INK]) != qd_color_is_dark (kept[i]));
    }

  qd_chart_style_set_background (&style, 0x777777FF);
  g_assert_cmphex (style.tones[QD_TONE_PAPER], !=, 0x777777FF);
}

static void
test_logo (void)
{
  static const char *const wrong[] = {
    "logo.png", "data:image/png;base64,", "data:image/jpeg;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAAAAAAB", "data:image/png;base64,/9j/4AAQSkZJRgABAQEAYABgAAD/2w",
  };
  QdChartStyle style;

  init (&style, 0);
  g_assert_true (qd_chart_style_set_logo (&style, NULL));
  g_assert_null (style.logo);
  /* Three pixels wide and two high. */
  g_assert_true (qd_chart_style_set_logo (&style, "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFN"));
  g_assert_nonnull (style.logo);
  g_assert_cmpfloat_with_epsilon (style.logo_ratio, 1.5, 1e-9);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (qd_chart_style_set_logo (&style, wrong[i]));
      g_assert_null (style.logo);
    }
}

/* What reaches the eye of somebody who lacks one kind of cones, by the matrices of Viénot, Brettel and Mollon (1999) for
 * the first two and of Brettel for the last, in linear light. */
static void
simulate (QdColor      color,
          const double matrix[3][3],
          double       seen[3])
{
  double light[3];

  for (guint i = 0; i < 3; i++)
    light[i] = pow (((color >> (24 - 8 * i)) & 0xFF) / 255.0, 2.2);
  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (matrix[i][0] * light[0] + matrix[i][1] * light[1] + matrix[i][2] * light[2], 0, 1);
}

/* Into the space of CIE 1976, in which distances are about what eyes make of them. */
static void
to_lab (const double light[3],
        double       lab[3])
{
  static const double matrix[3][3] = {
    { 0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505 },
    { 0.2126, 0.7152, 0.0722 },
    { 0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089 },
  };
  double part[3];

  for (guint i = 0; i < 3; i++)
    {
      double t = matrix[i][0] * light[0] + matrix[i][1] * light[1] + matrix[i][2] * light[2];

      part[i] = t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
    }
  lab[0] = 116 * part[1] - 16;
  lab[1] = 500 * (part[0] - part[1]);
  lab[2] = 200 * (part[1] - part[2]);
}

/* What is about the message, what warns and what is plain are told apart by every eye; red and amber are not, and have
 * shapes of their own. */
static void
test_colour_blindness (void)
{
  static const struct
  {
    const char *what;
    double      matrix[3][3];
  } eyes[] = {
    { "usual", { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
    { "protanopia", { { 0.11238, 0.88762, 0 }, { 0.11238, 0.88762, 0 }, { 0.00401, -0.00401, 1 } } },
    { "deuteranopia", { { 0.29275, 0.70725, 0 }, { 0.29275, 0.70725, 0 }, { -0.02234, 0.02234, 1 } } },
    { "tritanopia", { { 1, 0.14461, -0.14461 }, { 0, 0.85924, 0.14076 }, { 0, 0.85924, 0.14076 } } },
    { "none", { { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 } } },
  };
  static const QdTone pairs[][2] = {
    { QD_TONE_ACCENT, QD_TONE_TINT }, { QD_TONE_ACCENT, QD_TONE_G1 }, { QD_TONE_ACCENT, QD_TONE_PAPER },
    { QD_TONE_RED, QD_TONE_G1 },      { QD_TONE_RED, QD_TONE_PAPER }, { QD_TONE_INK, QD_TONE_ACCENT },
    { QD_TONE_ACCENT, QD_TONE_RED },  { QD_TONE_ACCENT, QD_TONE_AMBER },
  };

  for (guint variant = 0; variant < 4; variant++)
    for (guint eye = 0; eye < G_N_ELEMENTS (eyes); eye++)
      for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
        {
          QdChartStyle style;
          double seen[3], lab[2][3], distance;

          /* Without any colour red and blue of one lightness are one: hence the signs. */
          if (eye + 1 == G_N_ELEMENTS (eyes) && i >= 6)
            continue;
          init (&style, variant);
          for (guint j = 0; j < 2; j++)
            {
              simulate (style.tones[pairs[i][j]], eyes[eye].matrix, seen);
              to_lab (seen, lab[j]);
            }
          distance = sqrt (pow (lab[0][0] - lab[1][0], 2) + pow (lab[0][1] - lab[1][1], 2)
                           + pow (lab[0][2] - lab[1][2], 2));
          if (distance < 20)
            g_error ("tones %d and %d of style %u are only %g apart for %s", pairs[i][0], pairs[i][1], variant, distance,
                     eyes[eye].what);
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/palette", test_palette);
  g_test_add_func ("/style/colour-blindness", test_colour_blindness);
  g_test_add_func ("/style/accent", test_accent);
  g_test_add_func ("/style/background", test_background);
  g_test_add_func ("/style/template", test_template);
  g_test_add_func ("/style/logo", test_logo);

  return g_test_run ();
}
