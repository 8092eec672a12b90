#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-summary-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"
#include "qd-figure-text.h"
#include "qd-number.h"
#include "qd-text.h"

/* One sentence a page, or two, with the figures that matter. All of it is Pango markup: what a plan says is escaped. */

typedef struct
{
  char *(*sentence) (QdSummaryContext *context);
  char *(*figure)   (QdSummaryContext *context);
} PageSummary;

static gboolean
is_over (QdSummaryContext *context,
         QdRecord         *team)
{
  return qd_figures_team (context->figures, team)->balance < 0;
}

static gboolean
plan_is_empty (QdSummaryContext *context)
{
  return qd_summary_n (context, QD_LIST_TEAMS) + context->totals->n_objectives + context->totals->n_key_results == 0;
}

static guint
count_errors (QdSummaryContext *context)
{
  return context->findings != NULL ? qd_findings_count (context->findings, QD_SEVERITY_ERROR) : 0;
}

/* “Security”, “Security and Data”, “3 teams” */
static char *
name_teams_over (QdSummaryContext *context)
{
  QdList *teams = qd_plan_get_list (context->plan, QD_LIST_TEAMS);
  g_autofree char *first = NULL;
  guint n = context->totals->n_over;

  for (guint i = 0; i < qd_list_get_length (teams) && n <= 2; i++)
    {
      QdRecord *team = qd_list_get (teams, i);
      g_autofree char *name = NULL;

      if (!is_over (context, team))
        continue;

      name = qd_summary_title (team);
      if (first != NULL)
        /* Translators: two names of teams. */
        return g_strdup_printf (_("%s and %s"), first, name);
      first = g_steal_pointer (&name);
    }

  if (n <= 2 && first != NULL)
    return g_steal_pointer (&first);

  return qd_count_printf (ngettext ("%u team", "%u teams", n), n);
}

/* Never nets a lack against a surplus: a plan that fits in total may not fit a team. */
static char *
headline (QdSummaryContext *context)
{
  const QdTotals *totals = context->totals;
  g_autofree char *teams = NULL;
  guint errors = count_errors (context);

  if (plan_is_empty (context))
    return g_strdup (_("Nothing is planned yet"));
  if (totals->committed > totals->capacity && totals->capacity > 0)
    {
      g_autofree char *points = qd_points_text (totals->committed - totals->capacity);

      return g_strdup_printf (ngettext ("The plan does not fit: %s point too many",
                                        "The plan does not fit: %s points too many",
                                        qd_plural (totals->committed - totals->capacity)), points);
    }
  if (totals->capacity <= 0)
    return g_strdup (_("Whether the plan fits is open: no team has a capacity"));
  if (totals->committed <= 0)
    return g_strdup (_("Nothing is committed yet"));

  teams = name_teams_over (context);
  if (totals->n_over > 0)
    return g_strdup_printf (ngettext ("The plan fits, but %s does not", "The plan fits, but %s do not", totals->n_over),
                            teams);
  if (errors > 0)
    return qd_count_printf (ngettext ("The plan fits, but has %u error", "The plan fits, but has %u errors", errors),
                            errors);

  return g_strdup (_("The plan fits"));
}

/* “Security is over by 24; the others have 516 free.” */
static char *
balance_sentence (QdSummaryContext *context)
{
  const QdTotals *totals = context->totals;
  g_autofree char *over = qd_summary_points (totals->over);
  g_autofree char *free_points = qd_summary_points (totals->free);
  g_autofree char *teams = NULL;

  if (totals->capacity <= 0)
    return NULL;
  if (totals->n_over == 0)
    return g_strdup_printf (ngettext ("%s point is free.", "%s points are free.", qd_plural (totals->free)),
                            free_points);

  teams = name_teams_over (context);
  if (totals->n_over == qd_summary_n (context, QD_LIST_TEAMS))
    return g_strdup_printf (ngettext ("%s is over by %s.", "%s are over by %s together.", totals->n_over), teams, over);

  return g_strdup_printf (ngettext ("%s is over by %s; the others have %s free.",
                                    "%s are over by %s together; the others have %s free.", totals->n_over),
                          teams, over, free_points);
}

static char *
missing_sentence (QdSummaryContext *context)
{
  g_autoptr (GArray) steps = NULL;
  g_autofree char *number = NULL;
  guint missing = 0;

  if (context->findings == NULL)
    return NULL;

  steps = qd_steps_compute (context->figures, context->findings);
  for (guint i = 0; i < steps->len; i++)
    missing += g_array_index (steps, QdStep, i).done ? 0 : 1;

  if (missing == 0)
    return g_strdup (_("Nothing is missing for approval."));

  number = qd_summary_count (missing);

  return g_strdup_printf (ngettext ("%s thing is missing before approval.", "%s things are missing before approval.",
                                    missing),
                          number);
}

static char *
overview (QdSummaryContext *context)
{
  if (plan_is_empty (context))
    return g_strdup (_("Start with last quarter, with the teams or with the objectives: everything else follows."));

  return qd_text_join (balance_sentence (context), missing_sentence (context));
}

static char *
stated_sentence (QdSummaryContext *context)
{
  guint n = context->totals->n_stated;
  g_autofree char *stated = qd_summary_count (n);
  g_autofree char *all = qd_summary_count (context->totals->n_key_results);

  if (n == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%s of %s key results carries a stated score.",
                                    "%s of %s key results carry a stated score.", n), stated, all);
}

static char *
unscored_sentence (QdSummaryContext *context)
{
  guint n = context->totals->n_key_results - context->totals->n_scored;
  g_autofree char *unscored = qd_summary_count (n);
  g_autofree char *all = qd_summary_count (context->totals->n_key_results);

  if (n == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%s of %s key results is not scored.", "%s of %s key results are not scored.", n),
                          unscored, all);
}

static char *
last_quarter (QdSummaryContext *context)
{
  const QdTotals *totals = context->totals;
  g_autofree char *name = qd_summary_previous_quarter (context);
  g_autofree char *quarter = g_markup_escape_text (name, -1);
  g_autofree char *score = qd_summary_score (totals->score);
  g_autofree char *target = qd_summary_score (totals->score_target);
  char *scored;

  if (totals->n_key_results == 0)
    return g_strdup_printf (_("%s has no key results yet."), quarter);
  if (isnan (totals->score))
    return g_strdup_printf (_("%s is not scored yet."), quarter);

  if (isnan (totals->score_target))
    scored = g_strdup_printf (_("%s scored %s."), quarter, score);
  else if (totals->score > totals->score_target || qd_number_equal (totals->score, totals->score_target))
    scored = g_strdup_printf (_("%s scored %s, reaching the target of %s."), quarter, score, target);
  else
    scored = g_strdup_printf (_("%s scored %s, below the target of %s."), quarter, score, target);

  return qd_text_join (qd_text_join (scored, stated_sentence (context)), unscored_sentence (context));
}

static char *
capacity (QdSummaryContext *context)
{
  const QdTotals *totals = context->totals;
  g_autofree char *committed = qd_summary_points (totals->committed);
  g_autofree char *all = qd_summary_points (totals->capacity);
  g_autofree char *part = qd_percent_text (totals->load);
  g_autofree char *load = qd_summary_bold (part);

  if (qd_summary_n (context, QD_LIST_TEAMS) == 0)
    return g_strdup (_("No team is there yet."));
  if (isnan (totals->load))
    return g_strdup_printf (ngettext ("%s point committed; no team has a capacity yet.",
                                      "%s points committed; no team has a capacity yet.",
                                      qd_plural (totals->committed)), committed);

  return qd_text_join (g_strdup_printf (ngettext ("%s of %s point committed (%s).",
                                                  "%s of %s points committed (%s).",
                                                 qd_plural (totals->capacity)), committed, all, load),
                      balance_sentence (context));
}

/* “Security −24, others +516.” What one team lacks is never set off against what the others have. */
static char *
trade_offs (QdSummaryContext *context)
{
  const QdTotals *totals = context->totals;
  g_autofree char *committed = qd_summary_points (totals->committed);
  g_autofree char *all = qd_summary_points (totals->capacity);
  g_autofree char *over = qd_summary_points (totals->over);
  g_autofree char *free_points = qd_summary_points (totals->free);
  g_autofree char *teams = name_teams_over (context);
  char *sentence;

  if (!(totals->capacity > 0))
    return g_strdup (_("What fits is open: no team has a capacity yet."));

  sentence = g_strdup_printf (ngettext ("%s of %s point committed.", "%s of %s points committed.",
                                        qd_plural (totals->capacity)), committed, all);
  if (totals->n_over == 0)
    return qd_text_join (sentence, g_strdup_printf (_("Every team has room: %s free."), free_points));
  if (totals->n_over == qd_summary_n (context, QD_LIST_TEAMS))
    return qd_text_join (sentence, g_strdup_printf (C_("team and points", "%s −%s."), teams, over));

  return qd_text_join (sentence, g_strdup_printf (C_("team and points", "%s −%s, others +%s."), teams, over,
                                                  free_points));
}

static char *
over_figure (QdSummaryContext *context)
{
  guint n = context->totals->n_over;

  /* Translators: so many teams are beyond their capacity. */
  return n > 0 ? qd_count_printf (ngettext ("%u over", "%u over", n), n) : NULL;
}

static char *
targets_sentence (QdSummaryContext *context)
{
  const QdTotals *totals = context->totals;
  g_autofree char *number = qd_summary_count (totals->n_without_target);

  if (totals->n_key_results_planned == 0)
    return NULL;
  if (totals->n_without_target == 0)
    return g_strdup (_("All key results have a target."));

  return g_strdup_printf (ngettext ("%s key result has no target.", "%s key results have no target.",
                                    totals->n_without_target), number);
}

static char *
objectives (QdSummaryContext *context)
{
  const QdTotals *totals = context->totals;
  double points = totals->committed - totals->requested;
  g_autofree char *n_objectives = qd_summary_count (totals->n_objectives);
  g_autofree char *n_key_results = qd_summary_count (totals->n_key_results_planned);
  g_autofree char *n_initiatives = qd_summary_count (totals->n_initiatives);
  g_autofree char *n_points = qd_summary_points (points);
  g_autofree char *all_objectives = NULL;
  g_autofree char *all_key_results = NULL;
  g_autofree char *all_initiatives = NULL;
  g_autofree char *all_points = NULL;
  char *summary;

  if (totals->n_objectives == 0)
    return g_strdup (_("No objective is there yet."));

  all_objectives = g_strdup_printf (ngettext ("%s objective", "%s objectives", totals->n_objectives), n_objectives);
  all_key_results = g_strdup_printf (ngettext ("%s key result", "%s key results", totals->n_key_results_planned),
                                     n_key_results);
  all_initiatives = g_strdup_printf (ngettext ("%s initiative", "%s initiatives", totals->n_initiatives),
                                     n_initiatives);
  all_points = g_strdup_printf (ngettext ("%s point", "%s points", qd_plural (points)), n_points);

  /* Translators: “3 objectives, 11 key results, 13 initiatives with 860 points.” */
  summary = g_strdup_printf (_("%s, %s, %s with %s."), all_objectives, all_key_results, all_initiatives, all_points);

  return qd_text_join (summary, targets_sentence (context));
}

/* The sidebar's figures: plain text. */

static char *
score_figure (QdSummaryContext *context)
{
  return isnan (context->totals->score) ? NULL : qd_score_format_local (context->totals->score);
}

static char *
quarter_figure (QdSummaryContext *context)
{
  QdQuarter quarter = qd_plan_get_quarter (context->plan);

  return qd_quarter_is_set (&quarter) ? qd_quarter_format (&quarter) : NULL;
}

static char *
load_figure (QdSummaryContext *context)
{
  return isnan (context->totals->load) ? NULL : qd_percent_text (context->totals->load);
}

static char *
risks_figure (QdSummaryContext *context)
{
  return qd_number_format_local (context->totals->n_open_risks, 0);
}

static char *
charts (QdSummaryContext *context)
{
  return g_strdup (_("Every chart of this plan. Copy it, save it or drag it onto a slide."));
}

/* How many charts have words of their own says nothing. */
static char *
no_figure (QdSummaryContext *context)
{
  return NULL;
}

static const PageSummary pages[QD_N_PAGES] = {
  [QD_PAGE_OVERVIEW] = { overview },
  [QD_PAGE_CHARTS] = { charts, no_figure },
  [QD_PAGE_CONFLICTS] = { qd_summary_of_conflicts },
  [QD_PAGE_LAST_QUARTER] = { last_quarter, score_figure },
  [QD_PAGE_LESSONS] = { qd_summary_of_lessons },
  [QD_PAGE_PLAN] = { qd_summary_of_plan, quarter_figure },
  [QD_PAGE_CONTEXT] = { qd_summary_of_context },
  [QD_PAGE_CAPACITY] = { capacity, load_figure },
  [QD_PAGE_OBJECTIVES] = { objectives },
  [QD_PAGE_TRADE_OFFS] = { trade_offs, over_figure },
  [QD_PAGE_DEPENDENCIES] = { qd_summary_of_dependencies },
  [QD_PAGE_RISKS] = { qd_summary_of_risks, risks_figure },
  [QD_PAGE_WHAT_IF] = { qd_summary_of_what_if },
  [QD_PAGE_NOT_DOING] = { qd_summary_of_not_doing },
  [QD_PAGE_CRITERIA] = { qd_summary_of_criteria },
  [QD_PAGE_DECISIONS] = { qd_summary_of_decisions },
  [QD_PAGE_COMMUNICATION] = { qd_summary_of_communication },
  [QD_PAGE_REVIEWS] = { qd_summary_of_reviews },
  [QD_PAGE_APPROVALS] = { qd_summary_of_approvals, qd_summary_approvals_figure },
  [QD_PAGE_VOTES] = { qd_summary_of_votes },
  [QD_PAGE_MEETING] = { qd_summary_of_meeting },
  [QD_PAGE_COMMENTS] = { qd_summary_of_comments, qd_summary_comments_figure },
  [QD_PAGE_SECTIONS] = { qd_summary_of_sections },
};

static QdSummaryContext
make_context (QdFigures *figures,
              GPtrArray *findings)
{
  return (QdSummaryContext) { figures, qd_figures_get_plan (figures), qd_figures_totals (figures), findings };
}

/**
 * qd_summary_headline:
 * @figures: figures
 * @findings: (nullable): the findings of the same plan
 *
 * Returns: (transfer full): whether the plan adds up, a few words for the top of the overview, as Pango markup
 */
char *
qd_summary_headline (QdFigures *figures,
                     GPtrArray *findings)
{
  QdSummaryContext context;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  context = make_context (figures, findings);

  return headline (&context);
}

/**
 * qd_summary_subtitle:
 * @figures: figures
 * @findings: (nullable): the findings of the same plan
 *
 * Returns: (transfer full): where the plan does not add up and how much is missing for approval, as Pango markup
 */
char *
qd_summary_subtitle (QdFigures *figures,
                     GPtrArray *findings)
{
  return qd_summary_page (figures, findings, QD_PAGE_OVERVIEW);
}

/**
 * qd_summary_page:
 * @figures: figures
 * @findings: (nullable): the findings of the same plan
 * @page: a page
 *
 * Returns: (transfer full): a sentence or two with the figures that matter on @page, as Pango markup
 */
char *
qd_summary_page (QdFigures *figures,
                 GPtrArray *findings,
                 QdPageId   page)
{
  QdSummaryContext context;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);
  g_return_val_if_fail (page < QD_N_PAGES, NULL);

  context = make_context (figures, findings);

  return pages[page].sentence (&context);
}

/**
 * qd_summary_sidebar:
 * @figures: figures
 * @page: a page
 *
 * Returns: (transfer full) (nullable): the one figure that tells most about @page, as plain text: how many records its
 *   lists hold unless there is something better; %NULL where there is none
 */
char *
qd_summary_sidebar (QdFigures *figures,
                    QdPageId   page)
{
  QdSummaryContext context;
  guint n = 0;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);
  g_return_val_if_fail (page < QD_N_PAGES, NULL);

  context = make_context (figures, NULL);
  if (pages[page].figure != NULL)
    return pages[page].figure (&context);
  if (qd_page_info (page)->lists[0] == QD_LIST_ANY)
    return NULL;

  for (const QdListId *list = qd_page_info (page)->lists; *list != QD_LIST_ANY; list++)
    n += qd_summary_n (&context, *list);

  return qd_number_format_local (n, 0);
}
