/* How soon a program shows its first frame, and what memory it has once it has nothing more to do. The time at which it
 * was started is in the environment: QD_BENCH_START, microseconds of the monotonic clock. */

#include "first-frame.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define QUIET_MS 1500

static BenchIsShownFunc shown_func;

static double
processor_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static double
clock_time (void)
{
  const char *start = g_getenv ("QD_BENCH_START");

  return start != NULL ? (double) (g_get_monotonic_time () - g_ascii_strtoll (start, NULL, 10)) / 1000 : 0;
}

/* Returns: kilobytes of what is in memory, shared with other processes or not */
static long
memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL) || (line = strstr (text, "\nRss:")) == NULL)
    return 0;

  return strtol (line + strlen ("\nRss:"), NULL, 10);
}

static gboolean
quiet_cb (gpointer user_data)
{
  g_print ("memory %ld\n", memory ());
  /* The window is closed by nobody, and nothing of its end is measured. */
  _Exit (EXIT_SUCCESS);

  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (GdkFrameClock *clock,
                GtkWindow     *window)
{
  static gboolean first = TRUE, shown = FALSE;

  if (first)
    g_print ("frame %.2f %.2f\n", clock_time (), processor_time ());
  first = FALSE;
  if (!shown && (shown_func == NULL || shown_func (window)))
    {
      shown = TRUE;
      g_print ("shown %.2f %.2f\n", clock_time (), processor_time ());
      g_timeout_add (QUIET_MS, quiet_cb, NULL);
    }
}

static void
realize_cb (GtkWidget *window,
            gpointer   user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), window);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
}

/**
 * bench_first_frame_watch:
 * @application: an application that is about to run
 * @is_shown: (nullable): whether a window shows what is waited for; %NULL if every frame does
 *
 * Says when its window has its first frame, when it shows what is waited for, and how much memory the process then has,
 * and ends it.
 */
void
bench_first_frame_watch (GtkApplication   *application,
                         BenchIsShownFunc  is_shown)
{
  shown_func = is_shown;
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
}
