#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>

#include "qd-plan-template.h"
#include "qd-roll-over.h"
#include "qd-settings.h"
#include "qd-team-draft.h"

/* qdeck new: a blank plan, or the next quarter of another. */

/* As a new plan is in the window. */
static QdPlan *
blank_plan (const QdQuarter *quarter,
            gboolean         plain)
{
  g_autoptr (GSettings) settings = plain ? NULL : qd_settings_new ();
  g_autoptr (GVariant) defaults = qd_settings_plan_defaults (settings);

  return qd_plan_template_blank (quarter, defaults);
}

static char *
list_parts (void)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_parts;
  const QdRollPart *parts = qd_roll_parts (&n_parts);

  for (guint i = 0; i < n_parts; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", qd_list_info (parts[i].list)->id);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* “risks,teams”: what stays behind. */
static gboolean
read_left (const char *text,
           guint      *left)
{
  g_auto (GStrv) ids = g_strsplit (text, ",", -1);
  guint n_parts;
  const QdRollPart *parts = qd_roll_parts (&n_parts);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      guint part = 0;

      while (part < n_parts && !g_str_equal (qd_list_info (parts[part].list)->id, g_strstrip (ids[i])))
        part++;
      if (part == n_parts)
        {
          g_autofree char *names = list_parts ();

          qdeck_complain (ids[i], 0, _("What can be left behind is: %s."), names);
          return FALSE;
        }
      *left |= 1u << part;
    }

  return TRUE;
}

static QdPlan *
next_quarter (const char      *from,
              const QdQuarter *quarter,
              const char      *left,
              gboolean         unfinished)
{
  QdRollOptions options = { .quarter = *quarter };
  gboolean newer;
  g_autoptr (QdPlan) old = qdeck_load (from, NULL, NULL, &newer);
  g_autoptr (QdFigures) figures = NULL;
  g_autoptr (GPtrArray) going_on = NULL;
  QdQuarter now;

  if (old == NULL)
    return NULL;
  now = qd_plan_get_quarter (old);
  if (!qd_quarter_is_set (&now) && !qd_quarter_is_set (quarter))
    {
      qdeck_complain (from, 0, _("This plan does not say its quarter. Say which to plan, such as --quarter 2026-Q1."));
      return NULL;
    }
  if (qd_quarter_is_set (&now) && qd_quarter_is_set (quarter) && qd_quarter_compare (quarter, &now) <= 0)
    {
      qdeck_complain (from, 0, _("This plan is for the same quarter or a later one."));
      return NULL;
    }
  if (left != NULL && !read_left (left, &options.left))
    return NULL;

  figures = qd_figures_new (old);
  going_on = g_ptr_array_new ();
  if (unfinished)
    {
      g_autoptr (GPtrArray) initiatives = qd_roll_unfinished (figures);

      for (guint i = 0; i < initiatives->len; i++)
        g_ptr_array_add (going_on, (char *) qd_record_get_id (g_ptr_array_index (initiatives, i)));
    }
  g_ptr_array_add (going_on, NULL);
  options.initiatives = (const char *const *) going_on->pdata;

  return qd_roll_over (figures, &options);
}

/* A template of the user's by its name, else a plan in a file. */
static QdPlan *
from_template (const char      *name,
               const QdQuarter *quarter)
{
  g_autoptr (GPtrArray) names = qd_plan_template_list ();
  gboolean own = g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) template_plan = own ? qd_plan_template_load (name, &error) : qdeck_load (name, NULL, NULL, NULL);

  if (template_plan == NULL && error != NULL)
    qdeck_complain_error (name, error);

  return template_plan != NULL ? qd_plan_template_use (template_plan, quarter) : NULL;
}

static QdPlan *
team_draft (const char *from,
            const char *name)
{
  g_autoptr (QdPlan) plan = qdeck_load (from, NULL, NULL, NULL);
  QdRecord *team = plan != NULL ? qd_plan_find_team (plan, name) : NULL;

  if (plan != NULL && team == NULL)
    qdeck_complain (from, 0, _("This plan has no team “%s”."), name);

  return team != NULL ? qd_team_draft_new (plan, team) : NULL;
}

static QdeckStatus
write_new (QdPlan         *plan,
           const QdFormat *format,
           const char     *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qd_format_save (plan, format != NULL ? format : qd_format_find ("qplan"), &error);

  if (bytes == NULL)
    {
      qdeck_complain_error (out, error);
      return QDECK_FAILED;
    }

  return qdeck_write (out, bytes) ? QDECK_OK : QDECK_FAILED;
}

/* Whether what is asked for says what to start from; complains otherwise. */
static gboolean
goes_together (const QdeckCommand *command,
               const char         *from,
               const char         *template_name,
               const char         *team)
{
  if (template_name != NULL && from != NULL)
    qdeck_complain (command->name, 0, _("A new plan starts either --from another or from a --template."));
  else if (team != NULL && from == NULL)
    qdeck_complain (command->name, 0, _("Say which plan the draft is of, with --from PLAN."));
  else
    return TRUE;

  return FALSE;
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
  g_autofree char *left = NULL;
  g_autofree char *team = NULL;
  g_autofree char *template_name = NULL;
  gboolean unfinished = FALSE, plain = FALSE;
  const GOptionEntry options[] = {
    { "quarter", 'q', 0, G_OPTION_ARG_STRING, &quarter_text,
      N_("The quarter to plan, such as 2026-Q1; with --from the next one unless given"), N_("QUARTER") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &to, N_("The form to write, where the ending of OUT does not say"),
      N_("FORM") },
    { "from", 'f', 0, G_OPTION_ARG_FILENAME, &from, N_("Start from the plan of an earlier quarter"), N_("PLAN") },
    { "leave", 'l', 0, G_OPTION_ARG_STRING, &left, N_("With --from: lists to leave behind, such as risks,agenda"),
      N_("LISTS") },
    { "team", 'T', 0, G_OPTION_ARG_STRING, &team,
      N_("With --from: the same plan for the lead of a team, in which only what is the team’s can be changed"), N_("TEAM") },
    { "template", 'm', 0, G_OPTION_ARG_FILENAME, &template_name,
      N_("Start from a template: the name of one of yours, or a plan whose people, teams and settings are taken"),
      N_("NAME-OR-FILE") },
    { "unfinished", 'u', 0, G_OPTION_ARG_NONE, &unfinished,
      N_("With --from: take on the initiatives of objectives that are not met"), NULL },
    { "plain", 'p', 0, G_OPTION_ARG_NONE, &plain,
      N_("A blank plan without what the preferences of the window keep for new plans"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 1, 1);
  g_autoptr (QdPlan) plan = NULL;
  const QdFormat *format;
  QdQuarter quarter = { 0, 0 };

  if (names == NULL)
    return QDECK_FAILED;

  if ((quarter_text != NULL || from == NULL) && !qd_quarter_parse (quarter_text, &quarter))
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

  if (!goes_together (command, from, template_name, team))
    return QDECK_FAILED;

  if (from != NULL)
    plan = team != NULL ? team_draft (from, team) : next_quarter (from, &quarter, left, unfinished);
  else
    plan = template_name != NULL ? from_template (template_name, &quarter) : blank_plan (&quarter, plain);
  if (plan == NULL)
    return QDECK_FAILED;

  return write_new (plan, format, names[0]);
}
