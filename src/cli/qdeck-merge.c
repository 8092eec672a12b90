#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>

#include "qd-merge.h"
#include "qdeck-json.h"

/* qdeck merge: two versions of a plan into one, also as git's merge driver. */

/* What the command line asks for. */
typedef struct
{
  const char     *ours;
  const char     *out;
  const QdFormat *format;
  gboolean        json;
} Target;

static const char *
text_or_dash (QdRecord *record,
              guint     field)
{
  const char *text = qd_record_get_text (record, field);

  return *text != '\0' ? text : "–";
}

static char *
describe (QdRecord *conflict)
{
  const char *kind = qd_record_get_text (conflict, QD_CONFLICT_KIND);
  const QdChoice *choice = qd_choice_find (qd_choices_conflict, kind);
  g_autofree char *title = qdeck_one_line (qd_record_get_title (conflict));
  g_autofree char *field = qdeck_one_line (qd_record_get_text (conflict, QD_CONFLICT_FIELD));
  g_autofree char *ours = qdeck_one_line (text_or_dash (conflict, QD_CONFLICT_OURS));
  g_autofree char *theirs = qdeck_one_line (text_or_dash (conflict, QD_CONFLICT_THEIRS));

  if (*field != '\0')
    /* Translators: why, a record, its field, and what each of two plans has in it. */
    return g_strdup_printf (_("%s: %s: %s: ours “%s”, theirs “%s”"), _(choice->label), title, field, ours, theirs);

  return g_strdup_printf (_("%s: %s: ours “%s”, theirs “%s”"), _(choice->label), title, ours, theirs);
}

static char *
conflicts_as_text (QdList *conflicts)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < qd_list_get_length (conflicts); i++)
    {
      g_autofree char *line = describe (qd_list_get (conflicts, i));

      g_string_append_printf (out, "%s\n", line);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
conflicts_as_json (QdList *conflicts)
{
  static const guint fields[] = { QD_CONFLICT_KIND, QD_CONFLICT_RECORD, QD_CONFLICT_TITLE, QD_CONFLICT_FIELD,
                                  QD_CONFLICT_OURS, QD_CONFLICT_THEIRS };
  g_autoptr (QdeckJson) json = qdeck_json_new (FALSE);

  qdeck_json_begin_array (json, NULL);
  for (guint i = 0; i < qd_list_get_length (conflicts); i++)
    {
      QdRecord *conflict = qd_list_get (conflicts, i);

      qdeck_json_begin_object (json, NULL);
      for (gsize j = 0; j < G_N_ELEMENTS (fields); j++)
        {
          const char *text = qd_record_get_text (conflict, fields[j]);

          qdeck_json_text (json, qd_record_get_field (conflict, fields[j])->key, *text != '\0' ? text : NULL);
        }
      qdeck_json_end (json);
    }
  qdeck_json_end (json);

  return g_strdup (qdeck_json_finish (json));
}

/* The form of OUT, where nobody says so, is that of OURS: git gives its files names without an ending. */
static gboolean
choose_format (Target     *target,
               const char *to)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!qdeck_choose_format (to, target->out, &target->format))
    return FALSE;
  if (target->format == NULL)
    target->format = qd_format_for_name (target->ours);
  if (target->format == NULL && !g_str_equal (target->ours, "-"))
    {
      bytes = qdeck_read (target->ours);
      if (bytes == NULL)
        return FALSE;
      target->format = qd_format_guess (bytes);
    }
  if (target->format == NULL || target->format->save == NULL)
    target->format = qd_format_find ("qplan");

  return TRUE;
}

/* The process ends with its plans: to take large ones apart before that would be a sixth of its time. Nobody reads what is
 * kept, and it is volatile so that it is kept nevertheless: whoever looks for leaks finds it there. */
static QdPlan *
keep (QdPlan *plan)
{
  static QdPlan *volatile kept[4]; /* those of one merge */
  static guint n_kept;

  if (plan != NULL && n_kept < G_N_ELEMENTS (kept))
    kept[n_kept++] = plan;

  return plan;
}

static QdeckStatus
merge (const Target *target,
       QdPlan       *base,
       QdPlan       *ours,
       QdPlan       *theirs)
{
  guint n_conflicts;
  QdPlan *merged = keep (qd_merge (base, ours, theirs, &n_conflicts));
  QdList *conflicts = qd_plan_get_list (merged, QD_LIST_CONFLICTS);
  g_autofree char *listed = target->json ? conflicts_as_json (conflicts) : conflicts_as_text (conflicts);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qd_format_save (merged, target->format, &error);

  if (bytes == NULL)
    {
      qdeck_complain_error (target->out, error);
      return QDECK_FAILED;
    }
  if (!qdeck_write (target->out, bytes))
    return QDECK_FAILED;

  /* Where the plan itself goes to standard output, the list must not be mixed into it. */
  if (g_str_equal (target->out, "-"))
    g_printerr ("%s", listed);
  else if (!(target->json ? qdeck_print_data (listed) : qdeck_print (listed)))
    return QDECK_FAILED;

  return n_conflicts > 0 ? QDECK_FOUND : QDECK_OK;
}

/* Those of one merge: base, ours, theirs. */
static gboolean
load (char   **names,
      QdPlan  *plans[3])
{
  gboolean newer[3];
  gboolean good = qdeck_load_all (names, 3, plans, newer);

  for (guint i = 0; i < 3; i++)
    keep (plans[i]);
  for (guint i = 0; good && i < 3; i++)
    if (newer[i])
      {
        qdeck_complain (names[i], 0, _("A newer version of Quarterdeck wrote this plan. It is not merged: what this version "
                                       "does not understand would be lost."));
        return FALSE;
      }

  return good;
}

/**
 * qdeck_merge:
 *
 * Nothing is written unless all three plans can be read.
 */
QdeckStatus
qdeck_merge (const QdeckCommand  *command,
             int                  argc,
             char               **argv)
{
  g_autofree char *out = NULL;
  g_autofree char *to = NULL;
  Target target = { 0 };
  const GOptionEntry options[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_("Where the merged plan goes; it may be one of the others"),
      N_("OUT") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &to, N_("The form to write; that of OURS unless OUT or this says another"),
      N_("FORM") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &target.json, N_("Print the conflicts as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 3, 3);
  QdPlan *plans[3];

  if (names == NULL)
    return QDECK_FAILED;
  if (out == NULL)
    {
      qdeck_complain (command->name, 0, _("Say where the merged plan goes, with -o OUT."));
      return QDECK_FAILED;
    }

  target.ours = names[1];
  target.out = out;
  if (!load (names, plans) || !choose_format (&target, to))
    return QDECK_FAILED;

  return merge (&target, plans[0], plans[1], plans[2]);
}
