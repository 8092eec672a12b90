#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-outline-private.h"

#include <pango/pango.h>

#include "qd-summary.h"

/* How a plan stands: a headline, a sentence, and the figures that say most. Whoever does not get the section that tells
 * a figure does not get the figure. */

static const char *const sections[QD_N_SUMMARY_FIGURES] = {
  [QD_SUMMARY_SCORE] = "last-quarter",
  [QD_SUMMARY_COMMITTED] = "capacity",
  [QD_SUMMARY_DRIFT] = "allocation",
  [QD_SUMMARY_RISKS] = "risks",
  [QD_SUMMARY_COMPLETENESS] = "approvals",
};

static char *
without_markup (char *markup)
{
  g_autofree char *owned = markup;
  char *plain = NULL;

  pango_parse_markup (owned, -1, 0, NULL, &plain, NULL, NULL);

  return plain;
}

static void
add_figures (QdOutlineBuilder *builder,
             GArray           *steps)
{
  QdBlock *block = qd_block_new (QD_BLOCK_FIGURES, NULL);

  for (guint i = 0; i < QD_N_SUMMARY_FIGURES; i++)
    {
      QdSeverity severity;
      g_autofree char *note = NULL;
      g_autofree char *figure = NULL;
      g_autofree char *text = NULL;

      if (!qd_audience_gets (builder->outline->audience, sections[i]))
        continue;
      figure = qd_summary_figure (builder->all, steps, i, &note, &severity);
      text = g_strdup_printf ("%s\n%s", qd_summary_figure_label (i), note);
      qd_block_add_point (block, figure, text, NULL);
    }

  if (block->points->len > 0)
    builder->outline->figures = block;
  else
    qd_block_free (block);
}

/* The sentence tells what is missing before the plan can be approved: that is for those who get the findings. */
void
qd_outline_add_headline (QdOutlineBuilder *builder,
                         GPtrArray        *findings)
{
  QdOutline *outline = builder->outline;
  g_autoptr (GArray) steps = NULL;

  if (outline->audience->outside || findings == NULL)
    return;

  steps = qd_steps_compute (builder->all, findings);
  add_figures (builder, steps);
  if (!qd_audience_gets (outline->audience, "capacity"))
    return;

  outline->headline = without_markup (qd_summary_headline (builder->all, findings));
  if (outline->audience->findings)
    outline->lead = without_markup (qd_summary_subtitle (builder->all, findings));
}
