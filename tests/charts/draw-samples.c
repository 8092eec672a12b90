/* Draws every sample of every chart into a folder, for looking at them: draw-samples DIR [NAME…] */

#include "qd-chart-samples.h"

#include <stdlib.h>
#include <string.h>

static const struct
{
  const char *name;
  double      width;
  double      height;
  gboolean    compact;
} forms[] = {
  { "slide", 1920, 1080, FALSE },
  { "half", 960, 1080, FALSE },
  { "card", 452, 190, TRUE },
  { "narrow", 320, 240, TRUE },
  { "wide", 620, 240, TRUE },
};

static void
write_file (const char *folder,
            const char *name,
            const char *ending,
            GBytes     *bytes)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (bytes);
  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    g_error ("%s", error->message);
}

static void
draw (const char *folder,
      const char *name,
      QdSample    sample,
      guint       form,
      gboolean    dark)
{
  g_autoptr (QdChart) chart = qd_sample_chart (name, sample);
  g_autoptr (QdMarks) marks = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) svg = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *file = g_strdup_printf ("%s-%s-%s%s", name, qd_sample_name (sample), forms[form].name,
                                           dark ? "-dark" : "");
  double height = forms[form].height;
  QdChartStyle style;

  if (forms[form].compact)
    qd_chart_style_init_compact (&style, dark);
  else
    qd_chart_style_init (&style, dark);
  style.transparent = FALSE;
  style.mirrored = g_getenv ("QD_MIRRORED") != NULL;
  if (forms[form].compact)
    height = CLAMP (qd_chart_get_natural_height (chart, &style, forms[form].width), 160, 360);
  marks = qd_chart_layout (chart, &style, forms[form].width, height);
  png = qd_marks_to_png (marks, forms[form].compact ? 2 : 1, NULL);
  write_file (folder, file, ".png", png);
  if (sample != QD_SAMPLE_TYPICAL)
    return;
  svg = qd_marks_to_svg (marks, FALSE);
  write_file (folder, file, ".svg", svg);
  pdf = qd_marks_to_pdf (marks, NULL);
  write_file (folder, file, ".pdf", pdf);
}

int
main (int   argc,
      char *argv[])
{
  const char *const *names = qd_chart_names ();

  if (argc < 2)
    return EXIT_FAILURE;
  for (guint i = 0; names[i] != NULL; i++)
    for (guint sample = 0; sample < QD_N_SAMPLES; sample++)
      for (guint form = 0; form < G_N_ELEMENTS (forms); form++)
        if (argc == 2 || g_strv_contains ((const char *const *) argv + 2, names[i]))
          {
            draw (argv[1], names[i], sample, form, FALSE);
            draw (argv[1], names[i], sample, form, TRUE);
          }

  return EXIT_SUCCESS;
}
