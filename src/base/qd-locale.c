#include "qd-config.h"

#include "qd-locale.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/**
 * qd_locale_init:
 *
 * Takes up the locale of the user and finds the translations of Quarterdeck: where they are installed, or in the folder
 * that the environment variable QD_LOCALE_DIR names. To be called first of all, by a program and never by the library.
 */
void
qd_locale_init (void)
{
  const char *override = g_getenv ("QD_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, override != NULL ? override : QD_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  /* ngettext() names no domain. */
  textdomain (GETTEXT_PACKAGE);
}
