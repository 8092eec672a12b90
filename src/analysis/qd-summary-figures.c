#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-summary-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"
#include "qd-figure-text.h"
#include "qd-number.h"
#include "qd-score.h"

/* The five figures that say how a plan stands. */

typedef struct
{
  const QdTotals *totals;
  GArray         *steps;
} Context;

typedef struct
{
  const char *label;
  QdPageId    page;
  char     *(*figure) (const Context *context);
  char     *(*note)   (const Context *context,
                       QdSeverity    *severity);
  QdListId    list;   /* of the records that it comes from */
  double    (*amount) (QdFigures     *figures,
                       QdRecord      *record); /* how much of it */
} Kind;

static char *
score_figure (const Context *context)
{
  return qd_score_format_local (context->totals->score);
}

static char *
score_note (const Context *context,
            QdSeverity    *severity)
{
  g_autofree char *target = qd_score_format_local (context->totals->score_target);

  if (isnan (context->totals->score))
    return g_strdup (_("nothing is scored yet"));
  if (context->totals->score >= context->totals->score_target - 1e-9)
    return g_strdup_printf (_("reaches the target of %s"), target);

  *severity = QD_SEVERITY_WARNING;

  return g_strdup_printf (_("below the target of %s"), target);
}

static char *
committed_figure (const Context *context)
{
  return qd_percent_text (context->totals->load);
}

static char *
committed_note (const Context *context,
                QdSeverity    *severity)
{
  g_autofree char *committed = qd_number_format_local (context->totals->committed, 0);
  g_autofree char *capacity = qd_number_format_local (context->totals->capacity, 0);

  if (context->totals->n_over > 0)
    *severity = QD_SEVERITY_ERROR;

  return g_strdup_printf (_("%s of %s points"), committed, capacity);
}

static char *
drift_figure (const Context *context)
{
  return qd_percent_text (context->totals->drift);
}

static char *
drift_note (const Context *context,
            QdSeverity    *severity)
{
  if (isnan (context->totals->drift))
    return g_strdup (_("no initiative has a category"));

  return g_strdup (_("largest gap to the plan"));
}

static char *
risks_figure (const Context *context)
{
  return qd_number_format_local (context->totals->n_open_risks, 0);
}

static char *
risks_note (const Context *context,
            QdSeverity    *severity)
{
  guint critical = context->totals->n_critical_risks;

  if (critical == 0)
    return g_strdup (_("none high on both counts"));

  *severity = QD_SEVERITY_WARNING;

  return qd_count_printf (ngettext ("%u high on both counts", "%u high on both counts", critical), critical);
}

static char *
steps_figure (const Context *context)
{
  return qd_count_printf (C_("steps done of all steps", "%u of %u"), qd_steps_count_done (context->steps),
                          context->steps->len);
}

static char *
steps_note (const Context *context,
            QdSeverity    *severity)
{
  guint missing = context->steps->len - qd_steps_count_done (context->steps);

  if (missing == 0)
    return g_strdup (_("ready for approval"));

  return qd_count_printf (ngettext ("%u step to approval", "%u steps to approval", missing), missing);
}

static double
load_amount (QdFigures *figures,
             QdRecord  *team)
{
  return qd_figures_team (figures, team)->load;
}

static double
drift_amount (QdFigures *figures,
              QdRecord  *category)
{
  const QdCategoryFigures *of = qd_figures_category (figures, category);

  return fabs (of->share - of->committed_share);
}

static double
risk_amount (QdFigures *figures,
             QdRecord  *risk)
{
  return qd_figures_risk_is_open (risk) ? qd_figures_risk_level (risk) : 0;
}

static const Kind kinds[QD_N_SUMMARY_FIGURES] = {
  [QD_SUMMARY_SCORE] = { N_("Last quarter’s score"), QD_PAGE_LAST_QUARTER, score_figure, score_note, QD_LIST_ANY },
  [QD_SUMMARY_COMMITTED] = { N_("Committed"), QD_PAGE_CAPACITY, committed_figure, committed_note,
                             QD_LIST_TEAMS, load_amount },
  [QD_SUMMARY_DRIFT] = { N_("Allocation drift"), QD_PAGE_CAPACITY, drift_figure, drift_note, QD_LIST_ALLOCATION,
                         drift_amount },
  [QD_SUMMARY_RISKS] = { N_("Open risks"), QD_PAGE_RISKS, risks_figure, risks_note, QD_LIST_RISKS, risk_amount },
  [QD_SUMMARY_COMPLETENESS] = { N_("Completeness"), QD_PAGE_APPROVALS, steps_figure, steps_note, QD_LIST_ANY },
};

/**
 * qd_summary_figure_label:
 * @id: a figure
 *
 * Returns: (transfer none): what it is called, in the user's language
 */
const char *
qd_summary_figure_label (QdSummaryFigureId id)
{
  g_return_val_if_fail (id < QD_N_SUMMARY_FIGURES, NULL);

  return _(kinds[id].label);
}

/**
 * qd_summary_figure:
 * @figures: figures
 * @steps: (element-type QdStep): see qd_steps_compute()
 * @id: a figure
 * @note: (out) (transfer full): a few words about it
 * @severity: (out): how bad it is
 *
 * Returns: (transfer full): the figure, in the user's language; “–” where there is none yet
 */
char *
qd_summary_figure (QdFigures          *figures,
                   GArray             *steps,
                   QdSummaryFigureId   id,
                   char              **note,
                   QdSeverity         *severity)
{
  Context context = { NULL, steps };

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);
  g_return_val_if_fail (id < QD_N_SUMMARY_FIGURES, NULL);

  context.totals = qd_figures_totals (figures);
  *severity = QD_SEVERITY_NONE;
  *note = kinds[id].note (&context, severity);

  return kinds[id].figure (&context);
}

/**
 * qd_summary_figure_source:
 * @figures: figures
 * @steps: (element-type QdStep): see qd_steps_compute()
 * @id: a figure
 * @record: (out) (transfer none) (nullable): the record that it comes from more than from any other, where there is one
 *
 * Returns: the page on which it comes about; of what is not complete that of the first step to be done
 */
QdPageId
qd_summary_figure_source (QdFigures          *figures,
                          GArray             *steps,
                          QdSummaryFigureId   id,
                          QdRecord          **record)
{
  const Kind *kind;
  QdList *list;
  double most = 0;

  g_return_val_if_fail (QD_IS_FIGURES (figures), QD_PAGE_OVERVIEW);
  g_return_val_if_fail (id < QD_N_SUMMARY_FIGURES, QD_PAGE_OVERVIEW);

  kind = &kinds[id];
  *record = NULL;
  for (guint i = 0; id == QD_SUMMARY_COMPLETENESS && i < steps->len; i++)
    if (!g_array_index (steps, QdStep, i).done)
      return g_array_index (steps, QdStep, i).page;
  if (kind->list == QD_LIST_ANY)
    return kind->page;

  list = qd_plan_get_list (qd_figures_get_plan (figures), kind->list);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      double amount = kind->amount (figures, qd_list_get (list, i));

      /* Unknown is not more than anything. */
      if (amount > most)
        {
          most = amount;
          *record = qd_list_get (list, i);
        }
    }

  return kind->page;
}
