#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>

#include "qd-document.h"

/* qdeck new: a blank plan. */

static GBytes *
blank_plan (const char      *quarter,
            const QdFormat  *format,
            GError         **error)
{
  g_autoptr (QdDocument) document = qd_document_new ();
  QdPlan *plan = qd_document_get_plan (document);
  g_auto (QdValue) value = qd_value_text (quarter);

  if (!qd_document_set_value (document, qd_plan_get_root (plan), QD_PLAN_QUARTER, &value, QD_APPLY_DEFAULT, error))
    return NULL;

  return qd_format_save (plan, format, error);
}

/**
 * qdeck_new:
 *
 * A file that is already there is never replaced: it may be the plan of somebody who meant another command.
 */
QdeckStatus
qdeck_new (const QdeckCommand  *command,
           int                  argc,
           char               **argv)
{
  g_autofree char *quarter_text = NULL;
  g_autofree char *to = NULL;
  g_autofree char *from = NULL;
  const GOptionEntry options[] = {
    { "quarter", 'q', 0, G_OPTION_ARG_STRING, &quarter_text, N_("The quarter to plan, such as 2026-Q1"),
      N_("QUARTER") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &to, N_("The form to write, where the ending of OUT does not say"),
      N_("FORM") },
    { "from", 'f', 0, G_OPTION_ARG_FILENAME, &from, N_("Start from another plan (not yet)"), N_("PLAN") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *stored = NULL;
  const QdFormat *format;
  QdQuarter quarter;

  if (names == NULL)
    return QDECK_FAILED;

  if (from != NULL)
    {
      qdeck_complain (from, 0, _("This version cannot start a quarter from another plan yet."));
      return QDECK_FAILED;
    }
  if (!qd_quarter_parse (quarter_text, &quarter))
    {
      qdeck_complain (quarter_text, 0, _("Say which quarter to plan, such as --quarter 2026-Q1."));
      return QDECK_FAILED;
    }
  if (!qdeck_choose_format (to, names[0], &format))
    return QDECK_FAILED;
  if (g_file_test (names[0], G_FILE_TEST_IS_REGULAR))
    {
      qdeck_complain (names[0], 0, _("This file exists already."));
      return QDECK_FAILED;
    }

  stored = qd_quarter_format (&quarter);
  bytes = blank_plan (stored, format != NULL ? format : qd_format_find ("qplan"), &error);
  if (bytes == NULL)
    {
      qdeck_complain_error (names[0], error);
      return QDECK_FAILED;
    }

  return qdeck_write (names[0], bytes) ? QDECK_OK : QDECK_FAILED;
}
