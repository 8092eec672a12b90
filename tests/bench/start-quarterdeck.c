/* Quarterdeck itself, up to the frame that shows the plan: start-quarterdeck PLAN. */

#include <glib/gi18n.h>

#include "first-frame.h"
#include "qd-application.h"
#include "qd-locale.h"
#include "qd-window.h"

static gboolean
shows_plan (GtkWindow *window)
{
  return QD_IS_WINDOW (window) && qd_window_get_document (QD_WINDOW (window)) != NULL;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (QdApplication) application = NULL;

  qd_locale_init ();
  application = qd_application_new ();
  bench_first_frame_watch (GTK_APPLICATION (application), shows_plan);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
