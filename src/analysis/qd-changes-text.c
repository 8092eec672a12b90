#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-changes-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-compare.h"
#include "qd-effects.h"

/* What changed between two plans, as a document for people. */

static const struct
{
  QdDifferenceKind kind;
  const char      *heading;
} groups[] = {
  { QD_DIFFERENCE_ADDED, N_("Added") },
  { QD_DIFFERENCE_CHANGED, N_("Changed") },
  { QD_DIFFERENCE_MOVED, N_("Moved") },
  { QD_DIFFERENCE_REMOVED, N_("Removed") },
};

/* One line in which nothing opens a list, a heading or another cell. */
static void
append_escaped (GString    *out,
                const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n' || *p == '\r' || *p == '\t')
        g_string_append_c (out, ' ');
      else if (strchr ("\\`*_[]<>|#", *p) != NULL)
        g_string_append_printf (out, "\\%c", *p);
      else
        g_string_append_c (out, *p);
    }
}

static void
append_group (GString   *out,
              GPtrArray *differences,
              guint      group)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < differences->len; i++)
    {
      const QdDifference *difference = g_ptr_array_index (differences, i);
      g_autofree char *sentence = NULL;

      if (difference->kind != groups[group].kind || difference->internal)
        continue;
      if (!begun)
        g_string_append_printf (out, "\n## %s\n\n", _(groups[group].heading));
      begun = TRUE;
      sentence = qd_difference_describe (difference);
      g_string_append (out, "- ");
      append_escaped (out, sentence);
      g_string_append_c (out, '\n');
    }
}

static void
append_effects (GString   *out,
                GPtrArray *effects)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < effects->len; i++)
    {
      const QdEffect *effect = g_ptr_array_index (effects, i);

      if (!effect->differs)
        continue;
      if (!begun)
        g_string_append_printf (out, "\n## %s\n\n| %s | %s | %s |\n|---|---:|---:|\n", _("Figures"), _("Figure"), _("Before"),
                                _("After"));
      begun = TRUE;
      g_string_append (out, "| ");
      append_escaped (out, effect->label);
      g_string_append_printf (out, " | %s | %s |\n", effect->before, effect->after);
    }
}

/**
 * qd_changes_write:
 * @differences: (element-type QdDifference): what is different between two plans
 * @effects: (element-type QdEffect): what that does to the figures
 * @from_name: what to call the first
 * @to_name: what to call the second
 *
 * Returns: (transfer full): both as a Markdown document
 */
char *
qd_changes_write (GPtrArray  *differences,
                  GPtrArray  *effects,
                  const char *from_name,
                  const char *to_name)
{
  /* Translators: two plans, or two states of one */
  g_autofree char *title = g_strdup_printf (_("Changes from %s to %s"), from_name, to_name);
  GString *out = g_string_new ("# ");
  gsize start;

  append_escaped (out, title);
  g_string_append_c (out, '\n');
  start = out->len;
  append_effects (out, effects);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    append_group (out, differences, i);
  if (out->len == start)
    g_string_append_printf (out, "\n%s\n", _("Nothing changed."));

  return g_string_free (out, FALSE);
}

/**
 * qd_changes_to_markdown:
 * @from: the figures of a plan
 * @to: those of another, or of another state of it
 * @from_name: what to call the first
 * @to_name: what to call the second
 *
 * Returns: (transfer full): what changed, record by record, and what it does to the figures, as a Markdown document
 */
char *
qd_changes_to_markdown (QdFigures  *from,
                        QdFigures  *to,
                        const char *from_name,
                        const char *to_name)
{
  g_autoptr (GPtrArray) differences = qd_compare_list (qd_figures_get_plan (from), qd_figures_get_plan (to));
  g_autoptr (GPtrArray) effects = qd_effects_list (from, to);

  return qd_changes_write (differences, effects, from_name, to_name);
}
