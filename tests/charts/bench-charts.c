/* How long charts take, one more of each in a warm process: the quickest of several rounds, in milliseconds of the
 * processor, layout included. bench-charts.py starts it and adds what a whole process takes, as lines of the same table.
 * Other programs on the machine only ever make a round slower; the medians tell how much. The
 * yardstick is a bare program that draws as many rectangles and texts with cairo, and packs them with libpng in the same
 * way or writes them as PDF. */

#include "qd-chart-samples.h"
#include "qd-marks-private.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS   15
#define N_OTHERS 4200
#define WIDTH  1920
#define HEIGHT 1080

typedef struct
{
  QdChart     *chart;
  QdChartStyle style;
  QdMarks     *marks;
} Case;

typedef void (*RunFunc) (Case *run);

static void
run_layout (Case *run)
{
  qd_marks_unref (qd_chart_layout (run->chart, &run->style, WIDTH, HEIGHT));
}

static void
run_draw (Case *run)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  qd_marks_draw (run->marks, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
run_png (Case *run)
{
  g_autoptr (QdMarks) marks = qd_chart_layout (run->chart, &run->style, WIDTH, HEIGHT);

  g_bytes_unref (qd_marks_to_png (marks, 1, NULL));
}

static void
run_svg (Case *run)
{
  g_autoptr (QdMarks) marks = qd_chart_layout (run->chart, &run->style, WIDTH, HEIGHT);

  g_bytes_unref (qd_marks_to_svg (marks, FALSE));
}

static void
run_pdf (Case *run)
{
  g_autoptr (QdMarks) marks = qd_chart_layout (run->chart, &run->style, WIDTH, HEIGHT);

  g_bytes_unref (qd_marks_to_pdf (marks, NULL));
}

static void
write_cb (png_structp png,
          png_bytep   data,
          png_size_t  length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
bare_pack (cairo_surface_t *surface)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  const guint8 *data = cairo_image_surface_get_data (surface);

  png_set_write_fn (png, bytes, write_cb, NULL);
  png_set_IHDR (png, info, WIDTH, HEIGHT, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level (png, 1);
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_write_info (png, info);
  png_set_filler (png, 0, PNG_FILLER_AFTER);
  png_set_bgr (png);
  for (int y = 0; y < HEIGHT; y++)
    png_write_row (png, data + y * cairo_image_surface_get_stride (surface));
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
}

static void
draw_bare (Case    *run,
           cairo_t *cr)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);

  for (guint i = 0; i < qd_marks_get_length (run->marks); i++)
    {
      const QdMark *mark = qd_marks_get (run->marks, i);
      PangoFontDescription *font;

      cairo_set_source_rgb (cr, 0.1, 0.37, 0.7);
      if (mark->kind != QD_MARK_TEXT)
        {
          if (mark->fill != QD_COLOR_NONE || mark->stroke != QD_COLOR_NONE)
            {
              cairo_rectangle (cr, mark->box.x, mark->box.y, mark->box.width, mark->box.height);
              cairo_fill (cr);
            }
          continue;
        }
      font = pango_font_description_from_string ("Cantarell");
      pango_font_description_set_absolute_size (font, mark->size * PANGO_SCALE);
      pango_font_description_set_weight (font, mark->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
      pango_layout_set_font_description (layout, font);
      pango_layout_set_text (layout, mark->text, -1);
      cairo_move_to (cr, mark->box.x, mark->box.y);
      pango_cairo_show_layout (cr, layout);
      pango_font_description_free (font);
    }
  g_object_unref (layout);
}

static void
run_bare (Case *run)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  draw_bare (run, cr);
  cairo_destroy (cr);
  bare_pack (surface);
  cairo_surface_destroy (surface);
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
run_bare_pdf (Case *run)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  draw_bare (run, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static int
compare (const void *a,
         const void *b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* So many other texts that none of the chart's is known any more, as if it were new; its fonts are. */
static void
shape_others (void)
{
  static guint n;

  for (guint i = 0; i < N_OTHERS; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", n++);

      qd_text_line_get (g_intern_static_string ("Cantarell"), text, 28, FALSE, FALSE);
    }
}

static const struct
{
  const char *name;
  RunFunc     func;
} columns[] = {
  { "layout", run_layout }, { "draw", run_draw },         { "png", run_png }, { "bare", run_bare },
  { "svg", run_svg },       { "bare pdf", run_bare_pdf }, { "pdf", run_pdf },
};

/* Where they stand in the table. */
enum { PNG = 2, BARE = 3, SVG = 4, BARE_PDF = 5, PDF = 6 };

static gint64
take_time (Case   *run,
           RunFunc func)
{
  clock_t start;

  shape_others ();
  start = clock ();
  func (run);

  return (gint64) (clock () - start) * 1000000 / CLOCKS_PER_SEC;
}

/* All columns in turn, so that what disturbs one disturbs all. In milliseconds. */
static void
measure (Case   *run,
         double *least,
         double *medians)
{
  gint64 times[G_N_ELEMENTS (columns)][ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
      times[j][i] = take_time (run, columns[j].func);
  for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
    {
      qsort (times[j], ROUNDS, sizeof *times[j], compare);
      least[j] = (double) times[j][0] / 1000;
      medians[j] = (double) times[j][ROUNDS / 2] / 1000;
    }
}

/* What is wanted, in milliseconds unless it says otherwise. */
typedef struct
{
  const char *what;
  double      limit;
  double      sum;
  double      most;
  double      median_sum;
} Goal;

static void
count (Goal  *goal,
       double least,
       double median)
{
  goal->sum += least;
  goal->most = MAX (goal->most, least);
  goal->median_sum += median;
}

static void
report (const Goal *goal,
        guint       n)
{
  g_print ("%-54s %8.2f %8.2f %8.2f ", goal->what, goal->sum / n, goal->most, goal->median_sum / n);
  if (goal->limit > 0)
    g_print ("%8g  %s\n", goal->limit, goal->most <= goal->limit ? "met" : "NOT MET BY ALL");
  else
    g_print ("\n");
}

int
main (void)
{
  const char *const *names = qd_chart_names ();
  Goal goals[] = { { "one more PNG of 1920x1080, times a bare program", 1.5 }, { "one more SVG, ms", 3 },
                   { "one more PDF, ms", 2 }, { "one more PDF, times a bare program", 0 } };

  g_print ("%-14s", "chart");
  for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
    g_print (" %8s", columns[j].name);
  g_print ("\n");
  for (guint i = 0; names[i] != NULL; i++)
    {
      Case run = { .chart = qd_sample_chart (names[i], QD_SAMPLE_TYPICAL) };
      double least[G_N_ELEMENTS (columns)], medians[G_N_ELEMENTS (columns)];

      qd_chart_style_init (&run.style, FALSE);
      run.marks = qd_chart_layout (run.chart, &run.style, WIDTH, HEIGHT);
      measure (&run, least, medians);
      count (&goals[0], least[PNG] / least[BARE], medians[PNG] / medians[BARE]);
      count (&goals[1], least[SVG], medians[SVG]);
      count (&goals[2], least[PDF], medians[PDF]);
      count (&goals[3], least[PDF] / least[BARE_PDF], medians[PDF] / medians[BARE_PDF]);
      g_print ("%-14s", names[i]);
      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        g_print (" %8.2f", least[j]);
      g_print ("\n");
      qd_marks_unref (run.marks);
      qd_chart_free (run.chart);
    }
  g_print ("\n%-54s %8s %8s %8s %8s\n", "", "average", "worst", "median", "at most");
  for (guint i = 0; i < G_N_ELEMENTS (goals); i++)
    report (&goals[i], g_strv_length ((char **) names));

  return EXIT_SUCCESS;
}
