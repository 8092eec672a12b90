#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-finding.h"
#include "qd-measure.h"

/* The way to approval: what has to be there, and what no rule may find. */

/* How many of what the step is about are missing, besides what its rule found. */
typedef guint (*MissingFunc) (QdFigures *figures);

static guint
missing_text (QdFigures *figures,
              guint      field)
{
  const char *text = qd_record_get_text (qd_plan_get_root (qd_figures_get_plan (figures)), field);

  return qd_measure_parse (text, NULL).kind == QD_MEASURE_NONE;
}

static guint
missing_records (QdFigures *figures,
                 QdListId   list)
{
  return qd_list_get_length (qd_plan_get_list (qd_figures_get_plan (figures), list)) == 0;
}

static guint
missing_planning_date (QdFigures *figures)
{
  return missing_text (figures, QD_PLAN_PLANNING_DATE);
}

static guint
missing_facilitator (QdFigures *figures)
{
  return missing_text (figures, QD_PLAN_FACILITATOR);
}

static guint
missing_scores (QdFigures *figures)
{
  const QdTotals *totals = qd_figures_totals (figures);

  return totals->n_key_results > 0 ? totals->n_key_results - totals->n_scored : 1;
}

static guint
missing_lessons (QdFigures *figures)
{
  return missing_records (figures, QD_LIST_LESSONS);
}

static guint
missing_priorities (QdFigures *figures)
{
  return missing_records (figures, QD_LIST_PRIORITIES);
}

static guint
missing_teams (QdFigures *figures)
{
  return missing_records (figures, QD_LIST_TEAMS);
}

static guint
missing_allocation (QdFigures *figures)
{
  return missing_records (figures, QD_LIST_ALLOCATION);
}

static guint
missing_objectives (QdFigures *figures)
{
  return qd_figures_totals (figures)->n_objectives == 0;
}

static guint
missing_key_results (QdFigures *figures)
{
  return qd_figures_totals (figures)->n_key_results_planned == 0;
}

static guint
missing_initiatives (QdFigures *figures)
{
  return qd_figures_totals (figures)->n_initiatives == 0;
}

static guint
missing_categories (QdFigures *figures)
{
  const QdTotals *totals = qd_figures_totals (figures);

  return totals->n_initiatives > 0 ? totals->n_uncategorised : 1;
}

static guint
missing_owners (QdFigures *figures)
{
  QdList *risks = qd_plan_get_list (qd_figures_get_plan (figures), QD_LIST_RISKS);
  guint n = 0;

  for (guint i = 0; i < qd_list_get_length (risks); i++)
    {
      QdRecord *risk = qd_list_get (risks, i);
      const char *owner = qd_record_get_text (risk, QD_RISK_OWNER);

      if (qd_figures_risk_is_open (risk) && (*owner == '\0' || qd_measure_parse (owner, NULL).kind == QD_MEASURE_NONE))
        n++;
    }

  return n;
}

static guint
missing_criteria (QdFigures *figures)
{
  return missing_records (figures, QD_LIST_CRITERIA);
}

static guint
missing_communication (QdFigures *figures)
{
  return missing_records (figures, QD_LIST_COMMUNICATION);
}

static guint
missing_reviews (QdFigures *figures)
{
  return missing_records (figures, QD_LIST_REVIEWS);
}

static guint
missing_approvals (QdFigures *figures)
{
  return missing_records (figures, QD_LIST_APPROVALS);
}

#define MAX_RULES 2

/* In the order of the planning conversation. A finding that was accepted stands in nobody's way. */
static const struct
{
  const char *id;
  const char *label;
  QdPageId    page;
  MissingFunc missing;
  const char *rules[MAX_RULES];
} steps[] = {
  { "score", N_("Score last quarter"), QD_PAGE_LAST_QUARTER, missing_scores },
  { "baselines", N_("Give last quarter’s key results a baseline"), QD_PAGE_LAST_QUARTER, NULL,
    { "score.needs-baseline" } },
  { "lessons", N_("Note what last quarter taught"), QD_PAGE_LESSONS, missing_lessons },
  { "quarter", N_("Name the quarter"), QD_PAGE_PLAN, NULL, { "plan.quarter" } },
  { "planning-date", N_("Set the planning date"), QD_PAGE_PLAN, missing_planning_date, { "plan.planning-date" } },
  { "facilitator", N_("Name a facilitator"), QD_PAGE_PLAN, missing_facilitator },
  { "priorities", N_("Serve every priority with an objective"), QD_PAGE_CONTEXT, missing_priorities,
    { "priority.unsupported" } },
  { "teams", N_("Enter the teams and their capacity"), QD_PAGE_CAPACITY, missing_teams, { "capacity.team-unknown" } },
  { "allocation", N_("Share out all of the capacity"), QD_PAGE_CAPACITY, missing_allocation, { "allocation.total" } },
  { "objectives", N_("Give every objective key results"), QD_PAGE_OBJECTIVES, missing_objectives,
    { "objective.no-key-result" } },
  { "targets", N_("Give every key result a target"), QD_PAGE_OBJECTIVES, missing_key_results,
    { "key-result.no-target", "key-result.not-measurable" } },
  { "points", N_("Give every initiative points"), QD_PAGE_OBJECTIVES, missing_initiatives, { "initiative.no-points" } },
  { "categories", N_("Give initiatives a category"), QD_PAGE_OBJECTIVES, missing_categories },
  { "capacity", N_("Bring every team within its capacity"), QD_PAGE_CAPACITY, NULL,
    { "capacity.team-over", "capacity.over" } },
  { "risks", N_("Give risks an owner"), QD_PAGE_RISKS, missing_owners },
  { "criteria", N_("Say when the quarter is a success"), QD_PAGE_CRITERIA, missing_criteria,
    { "criterion.unmeasured" } },
  { "communication", N_("Plan who hears of it"), QD_PAGE_COMMUNICATION, missing_communication },
  { "reviews", N_("Schedule the reviews"), QD_PAGE_REVIEWS, missing_reviews },
  { "approvers", N_("Name the approvers"), QD_PAGE_APPROVALS, missing_approvals, { "approval.placeholder" } },
};

/**
 * qd_steps_compute:
 * @figures: the figures of a plan
 * @findings: (element-type QdFinding): its findings, in their order
 *
 * Returns: (transfer full) (element-type QdStep): the steps to approval, done or not, in the order of the conversation
 */
GArray *
qd_steps_compute (QdFigures *figures,
                  GPtrArray *findings)
{
  GArray *computed = g_array_sized_new (FALSE, TRUE, sizeof (QdStep), G_N_ELEMENTS (steps));

  g_return_val_if_fail (QD_IS_FIGURES (figures), computed);
  g_return_val_if_fail (findings != NULL, computed);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      QdStep step = { .id = steps[i].id, .label = _(steps[i].label), .page = steps[i].page };

      step.count = steps[i].missing != NULL ? steps[i].missing (figures) : 0;
      for (guint j = 0; j < MAX_RULES && steps[i].rules[j] != NULL; j++)
        step.count += qd_findings_count_rule (findings, steps[i].rules[j], NULL);
      step.done = step.count == 0;
      g_array_append_val (computed, step);
    }

  return computed;
}

/**
 * qd_steps_count_done:
 * @computed: (element-type QdStep): steps
 *
 * Returns: how many of them are done
 */
guint
qd_steps_count_done (GArray *computed)
{
  guint n = 0;

  for (guint i = 0; i < computed->len; i++)
    n += g_array_index (computed, QdStep, i).done;

  return n;
}
