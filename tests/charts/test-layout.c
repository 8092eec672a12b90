#include "qd-chart-checks.h"
#include "qd-chart-samples.h"
#include "qd-chart-values.h"

#include <string.h>

#define N_RANDOM 9

static void
test_samples (gconstpointer data)
{
  for (guint sample = 0; sample < QD_N_SAMPLES; sample++)
    {
      g_autoptr (QdChart) chart = qd_sample_chart (data, sample);

      qd_check_chart (chart, qd_sample_name (sample));
    }
}

static void
test_random (gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_str_hash (data));

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autofree char *what = g_strdup_printf ("random %u", i);
      g_autoptr (QdChart) chart = qd_sample_random_chart (data, rand, 1 + i * i);

      qd_check_chart (chart, what);
    }
}

/* Every item can be found by its id in some mark of a chart that shows all of them. */
static void
test_ids (gconstpointer data)
{
  g_autoptr (QdChart) chart = qd_sample_chart (data, QD_SAMPLE_TYPICAL);
  g_autoptr (QdMarks) marks = NULL;
  QdChartStyle style;
  guint n_hits = 0;

  qd_chart_style_init (&style, FALSE);
  marks = qd_chart_layout (chart, &style, 1920, 1080);
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);
      const QdMark *hit;
      QdBox bounds;

      if (mark->id == NULL || mark->box.width < 2 || mark->box.height < 2)
        continue;
      g_assert_true (qd_marks_get_bounds (marks, mark->id, &bounds));
      g_assert_cmpfloat (bounds.width, >=, mark->box.width - 0.01);
      hit = qd_marks_hit (marks, mark->box.x + mark->box.width / 2, mark->box.y + mark->box.height / 2);
      g_assert_nonnull (hit);
      n_hits++;
    }
  g_assert_cmpuint (n_hits, >, 3);
  g_assert_false (qd_marks_get_bounds (marks, "nobody", &(QdBox) { 0 }));
  g_assert_null (qd_marks_hit (marks, -5, -5));
}

/* Right to left, every mark stands where its mirror image was. */
static void
test_mirrored (gconstpointer data)
{
  g_autoptr (QdChart) chart = qd_sample_chart (data, QD_SAMPLE_TYPICAL);
  g_autoptr (QdMarks) marks = NULL;
  g_autoptr (QdMarks) mirrored = NULL;
  QdChartStyle style;

  qd_chart_style_init (&style, FALSE);
  marks = qd_chart_layout (chart, &style, 1920, 1080);
  style.mirrored = TRUE;
  mirrored = qd_chart_layout (chart, &style, 1920, 1080);
  g_assert_cmpuint (qd_marks_get_length (marks), ==, qd_marks_get_length (mirrored));
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *left = qd_marks_get (marks, i);
      const QdMark *right = qd_marks_get (mirrored, i);

      g_assert_cmpfloat_with_epsilon (left->box.x + left->box.width, 1920 - right->box.x, 0.001);
      g_assert_cmpstr (left->text, ==, right->text);
      g_assert_cmpint (left->align == QD_ALIGN_START, ==, right->align == QD_ALIGN_END);
    }
}

static void
test_description (gconstpointer data)
{
  g_autoptr (QdChart) chart = qd_sample_chart (data, QD_SAMPLE_TYPICAL);
  g_autoptr (QdChart) empty = qd_sample_chart (data, QD_SAMPLE_EMPTY);
  g_autofree char *title = qd_chart_dup_title (chart);
  g_autofree char *caption = qd_chart_dup_caption (chart);
  g_autofree char *description = qd_chart_describe (chart);
  g_autofree char *nothing = qd_chart_describe (empty);

  g_assert_true (g_str_has_prefix (description, title));
  g_assert_cmpuint (strlen (description), >, 200);
  g_assert_cmpuint (strlen (caption), >, 10);
  g_assert_false (qd_chart_is_empty (chart));
  g_assert_true (qd_chart_is_empty (empty));
  g_assert_cmpstr (nothing, ==, qd_chart_empty_text (empty));

  qd_chart_set_title (chart, "Our own\nwords");
  g_free (title);
  title = qd_chart_dup_title (chart);
  g_assert_cmpstr (title, ==, "Our own words");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char   *name;
    GTestDataFunc func;
  } tests[] = {
    { "samples", test_samples }, { "random", test_random }, { "ids", test_ids }, { "mirrored", test_mirrored },
    { "description", test_description },
  };
  const char *const *names = qd_chart_names ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
      {
        g_autofree char *path = g_strdup_printf ("/layout/%s/%s", names[i], tests[j].name);

        g_test_add_data_func (path, names[i], tests[j].func);
      }

  return g_test_run ();
}
