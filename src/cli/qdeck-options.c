#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>

static char *
list_formats (void)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; qd_format_get (i) != NULL; i++)
    g_ptr_array_add (ids, (char *) qd_format_get (i)->id);
  for (guint i = 0; qd_export_get (i) != NULL; i++)
    g_ptr_array_add (ids, (char *) qd_export_get (i)->id);
  g_ptr_array_add (ids, NULL);

  return g_strjoinv (", ", (char **) ids->pdata);
}

/**
 * qdeck_parse:
 * @command: the command
 * @argc: how many arguments
 * @argv: the arguments, the first of them the name of the command
 * @options: (nullable): its options
 * @least: how many names it needs
 * @most: how many it takes
 *
 * Reads the command line; --help is answered here and ends the program.
 *
 * Returns: (transfer full) (nullable): the names, or %NULL after a complaint
 */
char **
qdeck_parse (const QdeckCommand  *command,
             int                  argc,
             char               **argv,
             const GOptionEntry  *options,
             guint                least,
             guint                most)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->usage);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *program = g_strdup_printf ("qdeck %s", command->name);
  const GOptionEntry rest[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &names, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_set_prgname (program);
  g_option_context_set_summary (context, _(command->summary));
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, rest, GETTEXT_PACKAGE);

  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      qdeck_complain (command->name, 0, "%s", error->message);
      return NULL;
    }

  if (names == NULL)
    names = g_new0 (char *, 1);
  if (g_strv_length (names) < least || g_strv_length (names) > most)
    {
      /* Translators: the first %s is the name of a command, the second its arguments. */
      qdeck_complain (command->name, 0, _("Usage: qdeck %s [OPTION…] %s"), command->name, command->usage);
      return NULL;
    }

  return g_steal_pointer (&names);
}

/**
 * qdeck_choose_format:
 * @id: (nullable): the form that was asked for
 * @name: (nullable): the name of the file
 * @format: (out) (nullable): the form: that which was asked for, else that of the file's ending; %NULL if neither says
 *
 * Returns: %FALSE after a complaint: there is no such form, or none that can be read again
 */
gboolean
qdeck_choose_format (const char      *id,
                     const char      *name,
                     const QdFormat **format)
{
  const QdExport *export = id != NULL ? qd_export_find (id) : qd_export_for_name (name);
  g_autofree char *known = NULL;

  *format = NULL;
  if (id != NULL)
    *format = qd_format_find (id);
  else if (name != NULL)
    *format = qd_format_for_name (name);

  if (*format != NULL || (id == NULL && export == NULL))
    return TRUE;

  if (export != NULL)
    {
      qdeck_complain (name, 0, _("Files of the form “%s” can be written, but not read."), _(export->label));
      return FALSE;
    }

  known = list_formats ();
  qdeck_complain (name, 0, _("There is no form “%s”. These are known: %s."), id, known);

  return FALSE;
}
