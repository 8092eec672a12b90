#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-plan-charts.h"

#include "qd-chart-values.h"
#include "qd-number.h"
#include "qd-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* From the figures of a plan to the plain values of its charts. */

typedef struct
{
  QdFigures *figures;
  QdPlan    *plan;
  QdChart   *chart;
} Maker;

static const char *
name_of (QdRecord *record)
{
  const char *title = qd_record_get_title (record);

  return qd_text_is_blank (title) ? _("Unnamed") : title;
}

/* %NULL for a text that is empty or only stands for one. */
static const char *
text_of (QdRecord *record,
         guint     field)
{
  const char *text = qd_record_get_text (record, field);

  return qd_text_is_blank (text) ? NULL : text;
}

static void
make_capacity (Maker *maker)
{
  const QdTotals *totals = qd_figures_totals (maker->figures);
  QdList *list = qd_plan_get_list (maker->plan, QD_LIST_TEAMS);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *team = qd_list_get (list, i);
      const QdTeamFigures *figures = qd_figures_team (maker->figures, team);
      QdTeamValue value = { .id = qd_record_get_id (team), .name = name_of (team) };

      value.engineers = figures->engineers;
      value.capacity = isnan (figures->capacity) ? 0 : figures->capacity;
      value.committed = figures->committed;
      value.assumed = figures->assumed;
      qd_chart_add_team (maker->chart, &value);
    }
  if (totals->unassigned > 0 && qd_list_get_length (list) > 0)
    qd_chart_add_team (maker->chart, &(QdTeamValue) { NULL, _("No team"), NAN, NAN, totals->unassigned, 0 });
}

/* Last quarter's share: what is entered, else what the rationale tells: “Reduced from 70% to address reliability”. */
static double
previous_share (QdRecord *category)
{
  static GRegex *pattern;
  g_autoptr (GMatchInfo) match = NULL;
  double percent = qd_record_get_number (category, QD_CATEGORY_PREVIOUS);

  if (!isnan (percent))
    return percent / 100;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (&pattern, g_regex_new ("\\bfrom\\s+(\\d{1,3}(?:\\.\\d+)?)\\s*%",
                                              G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  if (g_regex_match (pattern, qd_record_get_text (category, QD_CATEGORY_RATIONALE), 0, &match))
    {
      g_autofree char *number = g_match_info_fetch (match, 1);

      if (qd_number_parse (number, &percent) && percent <= 100)
        return percent / 100;
    }

  return NAN;
}

static void
make_allocation (Maker *maker)
{
  const QdTotals *totals = qd_figures_totals (maker->figures);
  QdList *list = qd_plan_get_list (maker->plan, QD_LIST_ALLOCATION);

  qd_chart_set_allocation (maker->chart, &(QdAllocationHead) { totals->capacity, totals->uncategorised });
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *category = qd_list_get (list, i);
      const QdCategoryFigures *figures = qd_figures_category (maker->figures, category);
      QdCategoryValue value = { .id = qd_record_get_id (category), .name = name_of (category) };

      value.rationale = text_of (category, QD_CATEGORY_RATIONALE);
      value.share = isnan (figures->share) ? 0 : figures->share;
      value.previous = previous_share (category);
      value.points = isnan (figures->points) ? 0 : figures->points;
      value.committed = figures->committed;
      qd_chart_add_category (maker->chart, &value);
    }
}

static QdGrade
grade_of (QdBand band)
{
  static const QdGrade grades[] = {
    [QD_BAND_UNKNOWN] = QD_GRADE_UNKNOWN,
    [QD_BAND_MISSED] = QD_GRADE_MISSED,
    [QD_BAND_PARTLY] = QD_GRADE_SHORT,
    [QD_BAND_MET] = QD_GRADE_MET,
  };

  return grades[band];
}

static void
add_scored_objective (Maker    *maker,
                      QdRecord *objective)
{
  const QdObjectiveFigures *sums = qd_figures_objective (maker->figures, objective);
  QdList *list = qd_record_get_list (objective, QD_LIST_KEY_RESULTS);
  QdScoreValue head = { .id = qd_record_get_id (objective), .title = name_of (objective), .objective = TRUE };

  head.score = sums->score;
  head.grade = grade_of (sums->band);
  qd_chart_add_score (maker->chart, &head);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *key_result = qd_list_get (list, i);
      const QdKeyResultFigures *figures = qd_figures_key_result (maker->figures, key_result);
      QdScoreValue value = { .id = qd_record_get_id (key_result), .title = name_of (key_result) };

      value.target = text_of (key_result, QD_KEY_RESULT_TARGET);
      value.actual = text_of (key_result, QD_KEY_RESULT_ACTUAL);
      value.score = figures->score;
      value.grade = grade_of (figures->band);
      value.stated = !isnan (figures->stated);
      qd_chart_add_score (maker->chart, &value);
    }
}

static void
make_scorecard (Maker *maker)
{
  const QdTotals *totals = qd_figures_totals (maker->figures);
  QdRecord *settings = qd_plan_get_single (maker->plan, QD_LIST_SETTINGS);
  QdList *list = qd_plan_get_list (maker->plan, QD_LIST_REVIEW_OBJECTIVES);
  gboolean by_objective = g_str_equal (qd_record_get_text (settings, QD_SETTINGS_SCORE_MEAN), "objectives");
  QdScorecardHead head = { totals->score, totals->score_target, grade_of (totals->band) };

  head.by_objective = by_objective;
  head.n_scored = by_objective ? qd_list_get_length (list) : totals->n_scored;
  qd_chart_set_scorecard (maker->chart, &head);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    add_scored_objective (maker, qd_list_get (list, i));
}

static int
level_of (QdRecord *record,
          guint     field)
{
  return qd_choice_index (qd_choices_level, qd_record_get_text (record, field));
}

static void
make_risk_matrix (Maker *maker)
{
  QdList *list = qd_plan_get_list (maker->plan, QD_LIST_RISKS);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *risk = qd_list_get (list, i);
      const char *status = qd_record_get_text (risk, QD_RISK_STATUS);
      QdRiskValue value = { .id = qd_record_get_id (risk), .name = name_of (risk), .number = i + 1 };

      value.mitigation = text_of (risk, QD_RISK_MITIGATION);
      value.likelihood = level_of (risk, QD_RISK_LIKELIHOOD);
      value.impact = level_of (risk, QD_RISK_IMPACT);
      value.closed = g_str_equal (status, "mitigated") || g_str_equal (status, "resolved");
      qd_chart_add_risk (maker->chart, &value);
    }
}

static const struct
{
  const char *name;
  void      (*make) (Maker *maker);
  gboolean    looks_back; /* at the previous quarter */
} makers[] = {
  { "capacity", make_capacity },
  { "allocation", make_allocation },
  { "scorecard", make_scorecard, TRUE },
  { "risk-matrix", make_risk_matrix },
};

static char *
quarter_name (QdPlan   *plan,
              gboolean  previous)
{
  QdQuarter quarter = previous ? qd_plan_get_previous_quarter (plan) : qd_plan_get_quarter (plan);

  if (!qd_quarter_is_set (&quarter))
    return g_strdup (previous ? _("last quarter") : _("this quarter"));

  return qd_quarter_format (&quarter);
}

/**
 * qd_plan_chart_new:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings
 * @name: one of qd_chart_names()
 *
 * Returns: (transfer full) (nullable): that chart of the plan; %NULL if there is none of that name
 */
QdChart *
qd_plan_chart_new (QdFigures  *figures,
                   GPtrArray  *findings,
                   const char *name)
{
  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      QdPlan *plan = qd_figures_get_plan (figures);
      g_autofree char *quarter = NULL;
      Maker maker = { figures, plan, NULL };

      if (!g_str_equal (makers[i].name, name))
        continue;
      quarter = quarter_name (plan, makers[i].looks_back);
      maker.chart = qd_chart_new (name, quarter);
      makers[i].make (&maker);
      return maker.chart;
    }

  return NULL;
}
