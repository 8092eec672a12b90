#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-outline-private.h"

#include <glib/gi18n-lib.h>

#include "qd-number.h"

/* Risks that are not named. */

/* The least product of likelihood and impact of each level, the highest first. */
static const int levels[] = { 9, 6, 3, 1 };

static const char *
level_text (int   level,
            guint n)
{
  switch (level)
    {
    case 9:
      return ngettext ("critical risk", "critical risks", n);
    case 6:
      return ngettext ("high risk", "high risks", n);
    case 3:
      return ngettext ("medium risk", "medium risks", n);
    default:
      return ngettext ("low risk", "low risks", n);
    }
}

/* How many open risks there are of each level, for those who are not told which. */
void
qd_outline_add_risk_counts (QdOutlineBuilder *builder,
                            QdOutlineSection *section)
{
  QdList *risks = qd_plan_get_list (qd_figures_get_plan (builder->shown), QD_LIST_RISKS);
  QdBlock *block = qd_block_new (QD_BLOCK_FIGURES, NULL);
  int most = G_MAXINT;

  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      guint n = 0;

      for (guint j = 0; j < qd_list_get_length (risks); j++)
        {
          QdRecord *risk = qd_list_get (risks, j);
          int level = qd_figures_risk_level (risk);

          n += qd_figures_risk_is_open (risk) && level >= levels[i] && level < most;
        }
      most = levels[i];
      if (n > 0)
        {
          g_autofree char *number = qd_number_format_local (n, 0);

          qd_block_add_point (block, number, level_text (levels[i], n), NULL);
        }
    }
  if (block->points->len > 0)
    g_ptr_array_add (section->blocks, block);
  else
    qd_block_free (block);
}
