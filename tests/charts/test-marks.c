#include "qd-chart-samples.h"
#include "qd-chart-values.h"
#include "qd-marks-private.h"

#include <math.h>
#include <string.h>

/* What becomes of marks: pictures, files, animations. */

static QdMarks *
lay_out (QdChart *chart,
         gboolean transparent)
{
  QdChartStyle style;

  qd_chart_style_init (&style, FALSE);
  style.transparent = transparent;

  return qd_chart_layout (chart, &style, 1920, 1080);
}

static QdMarks *
lay_out_teams (double committed)
{
  g_autoptr (QdChart) chart = qd_chart_new ("capacity", "Q2 2024");

  qd_chart_add_team (chart, &(QdTeamValue) { "t1", "Checkout", 8, 400, committed, 0 });
  qd_chart_add_team (chart, &(QdTeamValue) { "t2", "Growth", 2, 100, 50, 50 });

  return lay_out (chart, FALSE);
}

static const QdMark *
find_part (QdMarks    *marks,
           const char *part,
           const char *id)
{
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);

      if (g_str_equal (mark->part, part) && g_strcmp0 (mark->id, id) == 0)
        return mark;
    }

  g_error ("no “%s” of %s", part, id);
}

static void
test_blend (void)
{
  g_autoptr (QdMarks) from = lay_out_teams (100);
  g_autoptr (QdMarks) to = lay_out_teams (300);
  double first = find_part (from, "committed", "t1")->box.width;
  double last = find_part (to, "committed", "t1")->box.width;

  g_assert_cmpfloat (last, >, first + 100);
  for (double progress = 0; progress <= 1; progress += 0.25)
    {
      g_autoptr (QdMarks) step = qd_marks_blend (from, to, progress);

      g_assert_cmpuint (qd_marks_get_length (step), ==, qd_marks_get_length (to));
      g_assert_cmpfloat_with_epsilon (find_part (step, "committed", "t1")->box.width, first + (last - first) * progress,
                                      0.001);
      g_assert_cmpfloat_with_epsilon (find_part (step, "assumed", "t2")->box.width,
                                      find_part (to, "assumed", "t2")->box.width, 0.001);
      g_assert_cmpstr (find_part (step, "committed-figure", "t1")->text, ==, "300");
    }
}

static void
test_hit (void)
{
  g_autoptr (QdMarks) marks = lay_out_teams (100);
  const QdMark *bar = find_part (marks, "committed", "t1");
  const QdMark *hit = qd_marks_hit (marks, bar->box.x + 5, bar->box.y + 5);

  g_assert_cmpstr (hit->id, ==, "t1");
  g_assert_cmpstr (hit->tooltip, ==, "Checkout: 100 of 400 points committed, 300 free");
  hit = qd_marks_hit (marks, 1500, find_part (marks, "name", "t2")->baseline);
  g_assert_cmpstr (hit->id, ==, "t2");
  g_assert_null (qd_marks_hit (marks, 5, 5));
}

/* Of a picture of the chart one row, as numbers. */
static guint32
pixel_at (QdMarks *marks,
          int      x,
          int      y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1920, 1080);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel;

  qd_marks_draw (marks, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  memcpy (&pixel, cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + x * 4, 4);
  cairo_surface_destroy (surface);

  return pixel;
}

static void
test_draw (void)
{
  g_autoptr (QdMarks) marks = lay_out_teams (100);
  const QdBox *box = &find_part (marks, "committed", "t1")->box;
  int y = (int) (box->y + box->height / 2);

  g_assert_cmphex (pixel_at (marks, (int) box->x + 3, y), ==, 0xFF1A5FB4);
  g_assert_cmphex (pixel_at (marks, (int) (box->x + box->width) + 3, y), ==, 0xFFE8EBEE);
  g_assert_cmphex (pixel_at (marks, 2, 2), ==, 0xFFFFFFFF);
}

static void
test_transparent (void)
{
  g_autoptr (QdChart) chart = qd_sample_chart ("capacity", QD_SAMPLE_TYPICAL);
  g_autoptr (QdMarks) marks = lay_out (chart, TRUE);
  g_autoptr (QdMarks) opaque = lay_out (chart, FALSE);
  g_autoptr (GBytes) png = qd_marks_to_png (marks, 1, NULL);
  g_autoptr (GBytes) opaque_png = qd_marks_to_png (opaque, 1, NULL);

  g_assert_cmphex (pixel_at (marks, 2, 2), ==, 0);
  /* The colour type: with alpha, without. */
  g_assert_cmpint (((const guint8 *) g_bytes_get_data (png, NULL))[25], ==, 6);
  g_assert_cmpint (((const guint8 *) g_bytes_get_data (opaque_png, NULL))[25], ==, 2);
}

/* What comes out of our PNG is what cairo drew. */
static cairo_status_t
read_cb (void          *closure,
         unsigned char *data,
         unsigned int   length)
{
  GInputStream *stream = closure;

  return g_input_stream_read_all (stream, data, length, NULL, NULL,
                                  NULL) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_READ_ERROR;
}

static void
test_png_round_trip (void)
{
  for (guint transparent = 0; transparent < 2; transparent++)
    {
      g_autoptr (QdChart) chart = qd_sample_chart ("allocation", QD_SAMPLE_TYPICAL);
      g_autoptr (QdMarks) marks = lay_out (chart, transparent);
      g_autoptr (GBytes) png = qd_marks_to_png (marks, 1, NULL);
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (png);
      cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_cb, stream);
      const guint8 *data = cairo_image_surface_get_data (surface);
      int stride = cairo_image_surface_get_stride (surface);

      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 1920);
      for (int y = 300; y < 900; y += 97)
        for (int x = 100; x < 1900; x += 211)
          {
            guint32 pixel;

            memcpy (&pixel, data + y * stride + x * 4, 4);
            g_assert_cmphex (transparent ? pixel : pixel | 0xFF000000, ==, pixel_at (marks, x, y));
          }
      cairo_surface_destroy (surface);
    }
}

static void
test_too_large (void)
{
  g_autoptr (QdMarks) marks = lay_out_teams (100);
  g_autoptr (GError) error = NULL;

  g_assert_null (qd_marks_to_png (marks, 40, &error));
  g_assert_nonnull (error);
}

static char *
svg_of (QdMarks *marks,
        gboolean outlines)
{
  g_autoptr (GBytes) bytes = qd_marks_to_svg (marks, outlines);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_utf8_validate (data, (gssize) size, NULL));

  return g_strndup (data, size);
}

static void
assert_well_formed (const char *svg)
{
  static const GMarkupParser parser = { 0 };
  g_autoptr (GError) error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, NULL, NULL);

  if (!g_markup_parse_context_parse (context, svg, -1, &error) || !g_markup_parse_context_end_parse (context, &error))
    g_error ("not XML: %s", error->message);
  g_markup_parse_context_free (context);
}

static void
test_svg (void)
{
  const char *const *names = qd_chart_names ();

  for (guint i = 0; names[i] != NULL; i++)
    for (guint sample = 0; sample < QD_N_SAMPLES; sample++)
      {
        g_autoptr (QdChart) chart = qd_sample_chart (names[i], sample);
        g_autoptr (QdMarks) marks = lay_out (chart, FALSE);
        g_autofree char *svg = svg_of (marks, FALSE);
        g_autofree char *outlines = svg_of (marks, TRUE);

        assert_well_formed (svg);
        assert_well_formed (outlines);
        g_assert_nonnull (strstr (svg, "<text "));
        g_assert_null (strstr (outlines, "<text "));
        g_assert_null (strstr (svg, "rgb"));
        g_assert_null (strstr (svg, "=\"nan"));
        g_assert_null (strstr (svg, "=\"inf"));
      }
}

/* The number format of files does not depend on the locale, and nobody's name breaks the file. */
static void
test_hostile_texts (void)
{
  static const char *const texts[] = {
    "<script>alert(1)</script>", "\"&' ]]>", "tab\there\nline\r\nend", "\x01\x1b control", "\xff\xfe broken",
    "إدارة المخاطر", "支付平台支付平台支付平台支付平台支付平台", "👩‍👩‍👧‍👦 family", "e\u0301\u0301\u0301", "\u202e reversed", "", " ",
    "%s %n %1$s",
  };
  g_autofree char *book = g_strnfill (100000, 'x');

  for (gsize i = 0; i <= G_N_ELEMENTS (texts); i++)
    {
      const char *text = i < G_N_ELEMENTS (texts) ? texts[i] : book;
      g_autoptr (QdChart) chart = qd_chart_new ("risk-matrix", text);
      g_autoptr (QdMarks) marks = NULL;
      g_autofree char *svg = NULL;
      g_autoptr (GBytes) pdf = NULL;

      qd_chart_add_risk (chart, &(QdRiskValue) { "r1", text, text, 1, 2, 2, FALSE });
      qd_chart_add_risk (chart, &(QdRiskValue) { "r2", text, NULL, 2, 1, 2, TRUE });
      marks = lay_out (chart, FALSE);
      svg = svg_of (marks, FALSE);
      assert_well_formed (svg);
      g_assert_null (strstr (svg, "<script"));
      g_assert_cmpuint (strlen (svg), <, 60000);
      pdf = qd_marks_to_pdf (marks, NULL);
      g_assert_nonnull (pdf);
    }
}

static void
test_pdf (void)
{
  g_autoptr (QdMarks) marks = lay_out_teams (100);
  g_autoptr (GBytes) pdf = qd_marks_to_pdf (marks, NULL);
  gsize size;
  const char *data = g_bytes_get_data (pdf, &size);

  g_assert_cmpuint (size, >, 2000);
  g_assert_true (g_str_has_prefix (data, "%PDF-1."));
}

/* Pages of a chart are pages of one file. */
static void
test_pdf_pages (void)
{
  g_autoptr (QdMarks) marks = lay_out_teams (100);
  QdMarks *const pages[] = { marks, marks, marks };
  g_autoptr (GBytes) one = qd_marks_to_pdf (marks, NULL);
  g_autoptr (GBytes) three = qd_marks_pages_to_pdf (pages, G_N_ELEMENTS (pages), NULL);
  gsize size;
  const char *data = g_bytes_get_data (three, &size);
  guint n = 0;

  for (gsize i = 0; i + 12 < size; i++)
    n += memcmp (data + i, "/Type /Page ", 12) == 0 || memcmp (data + i, "/Type /Page\n", 12) == 0;
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (size, <, 2 * g_bytes_get_size (one));
}

static guint
find_ordered (GArray       *ordered,
              const QdMark *mark)
{
  for (guint i = 0; i < ordered->len; i++)
    if (memcmp (&g_array_index (ordered, QdMark, i), mark, sizeof *mark) == 0)
      return i;

  return ordered->len;
}

static guint
count_changes (const QdMark *marks,
               guint         n_marks)
{
  guint n = 0;

  for (guint i = 1; i < n_marks; i++)
    n += !qd_mark_looks_like (&marks[i - 1], &marks[i]);

  return n;
}

/* What is painted in another order looks the same and reads the same: nothing is lost, what overlaps and what is read keep
 * their order. */
static void
test_order (void)
{
  const char *const *names = qd_chart_names ();
  guint before = 0, after = 0;

  for (guint k = 0; names[k] != NULL; k++)
    {
      g_autoptr (QdChart) chart = qd_sample_chart (names[k], QD_SAMPLE_TYPICAL);
      g_autoptr (QdMarks) marks = lay_out (chart, FALSE);
      g_autoptr (GArray) ordered = qd_marks_order (marks);
      guint n = qd_marks_get_length (marks);
      g_autofree guint *places = g_new (guint, n);

      for (guint i = 0; i < n; i++)
        {
          const QdMark *a = qd_marks_get (marks, i);

          places[i] = find_ordered (ordered, a);
          g_assert_cmpint (places[i] < ordered->len, ==, qd_mark_is_visible (a));
          for (guint j = 0; j < i && qd_mark_is_visible (a); j++)
            {
              const QdMark *b = qd_marks_get (marks, j);
              gboolean overlap = a->box.x < b->box.x + b->box.width && b->box.x < a->box.x + a->box.width
                                 && a->box.y < b->box.y + b->box.height && b->box.y < a->box.y + a->box.height;
              gboolean texts = a->kind == QD_MARK_TEXT && b->kind == QD_MARK_TEXT;

              if (qd_mark_is_visible (b) && (overlap || texts) && memcmp (a, b, sizeof *a) != 0)
                g_assert_cmpuint (places[j], <, places[i]);
            }
        }
      before += count_changes (qd_marks_get (marks, 0), n);
      after += count_changes (&g_array_index (ordered, QdMark, 0), ordered->len);
    }
  g_assert_cmpuint (after, <, before);
}

/* Unknown and absurd figures draw something, and never a bar without end. */
static void
test_odd_figures (void)
{
  static const double odd[] = { 0, 1e-9, 1, 1e12, NAN };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (odd) - 1; j++)
      {
        g_autoptr (QdChart) chart = qd_chart_new ("capacity", "Q2 2024");
        g_autoptr (QdMarks) marks = NULL;

        qd_chart_add_team (chart, &(QdTeamValue) { "t1", "Checkout", odd[i], odd[i], odd[j], odd[j] });
        marks = lay_out (chart, FALSE);
        for (guint k = 0; k < qd_marks_get_length (marks); k++)
          {
            const QdBox *box = &qd_marks_get (marks, k)->box;

            g_assert_true (isfinite (box->x) && isfinite (box->y) && isfinite (box->width) && isfinite (box->height));
            g_assert_cmpfloat (box->x + box->width, <=, 1921);
          }
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marks/blend", test_blend);
  g_test_add_func ("/marks/hit", test_hit);
  g_test_add_func ("/marks/draw", test_draw);
  g_test_add_func ("/marks/transparent", test_transparent);
  g_test_add_func ("/marks/png-round-trip", test_png_round_trip);
  g_test_add_func ("/marks/too-large", test_too_large);
  g_test_add_func ("/marks/svg", test_svg);
  g_test_add_func ("/marks/pdf", test_pdf);
  g_test_add_func ("/marks/pdf-pages", test_pdf_pages);
  g_test_add_func ("/marks/order", test_order);
  g_test_add_func ("/marks/hostile-texts", test_hostile_texts);
  g_test_add_func ("/marks/odd-figures", test_odd_figures);

  return g_test_run ();
}
