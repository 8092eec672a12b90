#include "qd-config.h"

#include "qd-application.h"
#include "qd-locale.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (QdApplication) application = NULL;

  qd_locale_init ();

  application = qd_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
