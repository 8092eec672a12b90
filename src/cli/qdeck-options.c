#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Forms that a plan will be written to, known by name already. */
static const char *const later_forms[] = { "html" };

static gboolean
is_later_form (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (later_forms); i++)
    if (g_ascii_strcasecmp (later_forms[i], id) == 0)
      return TRUE;

  return FALSE;
}

static char *
list_formats (void)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; qd_format_get (i) != NULL; i++)
    g_ptr_array_add (ids, (char *) qd_format_get (i)->id);
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
  g_option_context_add_main_entries (context, rest, NULL);

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
 * Returns: %FALSE after a complaint: there is no such form, or not yet
 */
gboolean
qdeck_choose_format (const char      *id,
                     const char      *name,
                     const QdFormat **format)
{
  g_autofree char *known = NULL;
  const char *ending = name != NULL ? strrchr (name, '.') : NULL;

  *format = NULL;
  if (id != NULL)
    *format = qd_format_find (id);
  else if (name != NULL)
    *format = qd_format_for_name (name);

  if (*format != NULL)
    return TRUE;

  if (id == NULL && ending != NULL && is_later_form (ending + 1))
    id = ending + 1;
  if (id == NULL)
    return TRUE;

  if (is_later_form (id))
    {
      qdeck_complain (name, 0, _("This version cannot read or write the form “%s” yet."), id);
      return FALSE;
    }

  known = list_formats ();
  qdeck_complain (name, 0, _("There is no form “%s”. These are known: %s."), id, known);

  return FALSE;
}
