/* What the frames of a window cost that come of something that happens in it. */

#include "bench-probe.h"

#include <stdlib.h>
#include <time.h>

#define QUIET (100 * G_TIME_SPAN_MILLISECOND)
#define WAKE  20   /* milliseconds */
#define IDLE  0.5  /* milliseconds of the processor: less than that is nobody's work */

struct _QdProbe
{
  GtkWidget    *window;
  gboolean      started;
  gboolean      painted;     /* since somebody looked */
  gint64        start_wall;
  double        start;       /* of the processor */
  double        start_slept;
  double        part_start;
  gboolean      before_seen; /* the beginning of the first frame */
  QdBenchResult result;
};

/**
 * qd_bench_processor:
 *
 * Returns: what this thread has taken of the processor, in milliseconds
 */
double
qd_bench_processor (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1000000;
}

/* How long this thread slept since the beginning with nothing to do, in milliseconds. */
static double slept;

/* What is asked of the display is waited for elsewhere, and counts as work. */
static int
poll_cb (GPollFD *fds,
         guint    n_fds,
         int      timeout)
{
  gint64 start = g_get_monotonic_time ();
  int result = g_poll (fds, n_fds, timeout);

  slept += (double) (g_get_monotonic_time () - start) / 1000;

  return result;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/**
 * qd_bench_median:
 * @values: (array length=n_values): are sorted
 */
double
qd_bench_median (double *values,
                 guint   n_values)
{
  qsort (values, n_values, sizeof *values, compare_doubles);

  return values[n_values / 2];
}

static gboolean
end_rest_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/**
 * qd_bench_rest:
 *
 * Lets everything happen that wants to, for so long.
 */
void
qd_bench_rest (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, end_rest_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
end_part (QdProbe     *self,
          QdBenchPart  part)
{
  double now = qd_bench_processor ();

  if (self->started && self->result.n_frames == 0 && self->before_seen)
    self->result.parts[part] = now - self->part_start;
  self->part_start = now;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 QdProbe       *self)
{
  if (self->started && self->result.n_frames == 0)
    {
      if (!self->before_seen)
        self->result.wait = slept - self->start_slept;
      self->before_seen = TRUE;
      self->part_start = self->start;
    }
  end_part (self, QD_BENCH_EVENT);
}

static void
update_cb (GdkFrameClock *clock,
           QdProbe       *self)
{
  end_part (self, QD_BENCH_UPDATE);
}

static void
layout_cb (GdkFrameClock *clock,
           QdProbe       *self)
{
  end_part (self, QD_BENCH_LAYOUT);
}

static void
after_paint_cb (GdkFrameClock *clock,
                QdProbe       *self)
{
  end_part (self, QD_BENCH_PAINT);
  self->painted = TRUE;
  if (!self->started || !self->before_seen)
    return;

  self->result.all.wall = (double) (g_get_monotonic_time () - self->start_wall) / 1000;
  self->result.all.processor = qd_bench_processor () - self->start;
  if (self->result.n_frames++ == 0)
    self->result.frame = self->result.all;
}

/**
 * qd_probe_new:
 * @window: a window that is shown
 */
QdProbe *
qd_probe_new (GtkWidget *window)
{
  QdProbe *self = g_new0 (QdProbe, 1);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_main_context_set_poll_func (NULL, poll_cb);
  self->window = window;
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (clock, "update", G_CALLBACK (update_cb), self);
  g_signal_connect (clock, "layout", G_CALLBACK (layout_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);

  return self;
}

/**
 * qd_probe_free:
 *
 * To be called before the window is gone.
 */
void
qd_probe_free (QdProbe *self)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (self->window), self);
  g_free (self);
}

/**
 * qd_probe_start:
 *
 * It happens now.
 */
void
qd_probe_start (QdProbe *self)
{
  self->result = (QdBenchResult) { 0 };
  self->before_seen = FALSE;
  self->started = TRUE;
  self->start_wall = g_get_monotonic_time ();
  self->start_slept = slept;
  self->start = qd_bench_processor ();
}

/**
 * qd_probe_has_started:
 *
 * Returns: whether qd_probe_start() was called after qd_probe_finish() was
 */
gboolean
qd_probe_has_started (QdProbe *self)
{
  return self->started;
}

/**
 * qd_probe_wait_frame:
 *
 * Waits for the next frame, and asks for one.
 */
void
qd_probe_wait_frame (QdProbe *self)
{
  self->painted = FALSE;
  gtk_widget_queue_draw (self->window);
  while (!self->painted)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * qd_probe_wait_quiet:
 *
 * Waits until there was no frame and nothing else to be done for a while.
 */
void
qd_probe_wait_quiet (QdProbe *self)
{
  guint wake = g_timeout_add (WAKE, wake_cb, NULL);
  gint64 quiet = g_get_monotonic_time ();

  while (g_get_monotonic_time () - quiet < QUIET)
    {
      double before = qd_bench_processor ();

      self->painted = FALSE;
      g_main_context_iteration (NULL, TRUE);
      if (self->painted || qd_bench_processor () - before > IDLE)
        quiet = g_get_monotonic_time ();
    }
  g_source_remove (wake);
}

/**
 * qd_probe_finish:
 *
 * Waits until all is done that comes of what happened.
 *
 * Returns: what it cost
 */
QdBenchResult
qd_probe_finish (QdProbe *self)
{
  qd_probe_wait_quiet (self);
  self->started = FALSE;
  self->result.work = qd_bench_processor () - self->start;

  return self->result;
}
