/* How long it takes until the room sees a change: the board of each page made anew and drawn, without and with what is in
 * the spotlight. Medians in milliseconds of the processor; more than a frame of 16 ms fails. */

#include "qd-board.h"

#include <stdlib.h>
#include <time.h>

#include "qd-findings.h"
#include "qd-test-seed.h"

#define ROUNDS 21
#define MOST   16.0
#define WIDTH  1920
#define HEIGHT (1080 - (int) QD_BOARD_FOOTER)

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static int
compare (const void *a,
         const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static double
measure (QdFigures          *figures,
         GPtrArray          *findings,
         QdPageId            page,
         const QdChartStyle *style,
         cairo_t            *cr)
{
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = now ();
      g_autoptr (QdBoard) board = qd_board_new (figures, findings, page, NULL, style, WIDTH, HEIGHT);

      qd_board_draw (board, &(QdBoardPlace) { 0, 0 }, NULL, cr);
      times[i] = now () - start;
    }
  qsort (times, ROUNDS, sizeof *times, compare);

  return times[ROUNDS / 2];
}

int
main (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = plan != NULL ? qd_figures_new (plan) : NULL;
  g_autoptr (QdFindings) findings = figures != NULL ? qd_findings_new (figures) : NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  QdChartStyle style;
  int status = 0;

  if (plan == NULL)
    return 77;

  qd_chart_style_init (&style, FALSE);
  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      double time = measure (figures, qd_findings_get_list (findings), page, &style, cr);

      g_print ("%-16s %6.2f ms\n", qd_page_info (page)->id, time);
      if (time > MOST)
        status = 1;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return status;
}
