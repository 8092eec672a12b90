#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qdeck-private.h"

#include "qd-locale.h"
#include "qd-memory.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static const QdeckCommand commands[] = {
  { "convert", "IN [OUT]", N_("turn a plan into another form"), qdeck_convert },
  { "show", "PLAN", N_("print the figures of a plan"), qdeck_show },
  { "check", "PLAN", N_("print what does not add up; exit 1 if anything is an error"), qdeck_check },
  { "chart", "PLAN [NAME OUT]", N_("draw one chart, or all with --all"), qdeck_chart },
  { "new", "OUT", N_("make a blank plan"), qdeck_new },
  { "compare", "A [B]", N_("print what changed from one plan to another; exit 1 if anything did"), qdeck_compare },
  { "merge", "BASE OURS THEIRS", N_("bring two versions of a plan together; exit 1 with conflicts"), qdeck_merge },
  { "rows", "PLAN…", N_("print the records of plans, one JSON object a line"), qdeck_rows },
  { "scores", "PLAN|FOLDER…", N_("print how the quarters went, one after the other"), qdeck_scores },
};

static char *
describe_usage (void)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n%s\n", _("Usage: qdeck COMMAND [OPTION…] ARGUMENT…"), _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-8s %s\n", commands[i].name, _(commands[i].summary));
  g_string_append_printf (text, "\n%s\n%s\n",
                          _("A plan is a .qplan or Markdown file, or - for standard input."),
                          _("“qdeck COMMAND --help” says more, “qdeck --version” which version this is."));

  return g_string_free (text, FALSE);
}

static QdeckStatus
print_usage (void)
{
  g_autofree char *text = describe_usage ();

  return qdeck_print (text) ? QDECK_OK : QDECK_FAILED;
}

static const QdeckCommand *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];

  return NULL;
}

int
main (int    argc,
      char **argv)
{
  const QdeckCommand *command;

  qd_memory_keep ();
  qd_locale_init ();
  g_set_prgname ("qdeck");

  if (argc < 2)
    {
      g_autofree char *text = describe_usage ();

      g_printerr ("%s", text);
      return QDECK_FAILED;
    }

  if (g_str_equal (argv[1], "--version"))
    return qdeck_print ("qdeck " QD_VERSION "\n") ? QDECK_OK : QDECK_FAILED;
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    return print_usage ();

  command = find_command (argv[1]);
  if (command == NULL)
    {
      qdeck_complain (argv[1], 0, _("There is no such command. “qdeck --help” lists them."));
      return QDECK_FAILED;
    }

  return command->run (command, argc - 1, argv + 1);
}
