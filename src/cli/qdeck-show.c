#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>

#include "qdeck-show-private.h"

/**
 * qdeck_show:
 *
 * qdeck show: the figures of a plan.
 */
QdeckStatus
qdeck_show (const QdeckCommand  *command,
            int                  argc,
            char               **argv)
{
  gboolean want_json = FALSE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &want_json, N_("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 1, 1);
  g_autoptr (QdPlan) plan = names != NULL ? qdeck_load (names[0], NULL, NULL, NULL) : NULL;
  g_autoptr (QdFigures) figures = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;
  gboolean printed;

  if (plan == NULL)
    return QDECK_FAILED;

  figures = qd_figures_new (plan);
  findings = qd_findings_compute (figures);
  text = want_json ? qdeck_show_json (figures, findings) : qdeck_show_text (figures, findings);
  printed = want_json ? qdeck_print_data (text) : qdeck_print (text);

  return printed ? QDECK_OK : QDECK_FAILED;
}
