#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "qd-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (QdApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, QD_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = qd_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
