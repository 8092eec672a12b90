#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>

#include "qd-finding.h"
#include "qdeck-json.h"

/* qdeck check: what does not add up. */

static const QdSeverity severities[] = { QD_SEVERITY_ERROR, QD_SEVERITY_WARNING, QD_SEVERITY_NOTE };

static void
append_finding (QdeckJson       *json,
                const QdFinding *finding)
{
  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "rule", finding->rule);
  qdeck_json_text (json, "severity", qd_severity_id (finding->severity));
  qdeck_json_text (json, "list", finding->list != QD_LIST_ANY ? qd_list_info (finding->list)->id : NULL);
  qdeck_json_text (json, "record", finding->record);
  qdeck_json_text (json, "message", finding->message);
  qdeck_json_boolean (json, "accepted", finding->accepted);
  qdeck_json_end (json);
}

static gboolean
print_json (GPtrArray *findings)
{
  g_autoptr (QdeckJson) json = qdeck_json_new (FALSE);

  qdeck_json_begin_array (json, NULL);
  for (guint i = 0; i < findings->len; i++)
    append_finding (json, g_ptr_array_index (findings, i));
  qdeck_json_end (json);

  return qdeck_print_data (qdeck_json_finish (json));
}

static guint
append_severity (GString    *out,
                 GPtrArray  *findings,
                 QdSeverity  severity)
{
  guint n_shown = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *message = NULL;

      if (finding->severity != severity || finding->accepted)
        continue;

      message = qdeck_one_line (finding->message);
      /* Translators: a severity, a sentence, and in brackets the rule, as compilers print warnings. */
      g_string_append_printf (out, _("%s: %s [%s]"), qd_severity_label (severity), message, finding->rule);
      g_string_append_c (out, '\n');
      n_shown++;
    }

  return n_shown;
}

static gboolean
print_text (GPtrArray *findings)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_shown = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    n_shown += append_severity (out, findings, severities[i]);

  if (n_shown == 0)
    g_string_append_printf (out, "%s\n", _("Nothing was found: the plan adds up."));
  if (n_shown < findings->len)
    {
      guint n_accepted = findings->len - n_shown;

      g_string_append_printf (out, ngettext ("%u more finding was accepted.", "%u more findings were accepted.",
                                             n_accepted),
                              n_accepted);
      g_string_append_c (out, '\n');
    }

  return qdeck_print (out->str);
}

static gboolean
has_error (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity == QD_SEVERITY_ERROR && !finding->accepted)
        return TRUE;
    }

  return FALSE;
}

/**
 * qdeck_check:
 *
 * An accepted finding is no error any more: somebody has seen it, and said why it may stand.
 */
QdeckStatus
qdeck_check (const QdeckCommand  *command,
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

  if (plan == NULL)
    return QDECK_FAILED;

  figures = qd_figures_new (plan);
  findings = qd_findings_compute (figures);
  if (!(want_json ? print_json (findings) : print_text (findings)))
    return QDECK_FAILED;

  return has_error (findings) ? QDECK_FOUND : QDECK_OK;
}
