#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-plan-charts.h"

#include "qd-chart-values.h"
#include "qd-constraints.h"
#include "qd-inline.h"
#include "qd-lanes.h"
#include "qd-number.h"
#include "qd-score.h"
#include "qd-teams.h"
#include "qd-text.h"
#include "qd-vote-charts.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* From the figures of a plan to the plain values of its charts. */

/* More lanes than any chart has room for. */
#define LANES_MAX 120

/*
 * Maker:
 * @near_date: what dates without a year are near; invalid if the plan has neither planning date nor quarter
 * @first: the quarter's first day; invalid without a quarter
 * @last: its last day
 * @words: what texts say that have marks
 */
typedef struct
{
  QdFigures    *figures;
  QdPlan       *plan;
  QdChart      *chart;
  GDate         near_date;
  GDate         first;
  GDate         last;
  GStringChunk *words;
} Maker;

/* What a text says without its marks: charts have no runs of other letters. It stays as long as the maker. */
static const char *
words_of (Maker      *maker,
          const char *text)
{
  g_autofree char *plain = NULL;

  if (strpbrk (text, "*_[`<&\\~") == NULL)
    return text;
  plain = qd_inline_dup_plain (text);

  return g_string_chunk_insert (maker->words, plain);
}

static const char *
name_of (Maker    *maker,
         QdRecord *record)
{
  const char *title = qd_record_get_title (record);

  return qd_text_is_blank (title) ? _("Unnamed") : words_of (maker, title);
}

/* %NULL for a text that is empty or only stands for one. */
static const char *
text_of (Maker    *maker,
         QdRecord *record,
         guint     field)
{
  const char *text = qd_record_get_text (record, field);

  return qd_text_is_blank (text) ? NULL : words_of (maker, text);
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
      QdTeamValue value = { .id = qd_record_get_id (team), .name = name_of (maker, team) };

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
      QdCategoryValue value = { .id = qd_record_get_id (category), .name = name_of (maker, category) };

      value.rationale = text_of (maker, category, QD_CATEGORY_RATIONALE);
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
  QdScoreValue head = { .id = qd_record_get_id (objective), .title = name_of (maker, objective), .objective = TRUE };

  head.score = sums->score;
  head.grade = grade_of (sums->band);
  qd_chart_add_score (maker->chart, &head);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *key_result = qd_list_get (list, i);
      const QdKeyResultFigures *figures = qd_figures_key_result (maker->figures, key_result);
      QdScoreValue value = { .id = qd_record_get_id (key_result), .title = name_of (maker, key_result) };

      value.target = text_of (maker, key_result, QD_KEY_RESULT_TARGET);
      value.actual = text_of (maker, key_result, QD_KEY_RESULT_ACTUAL);
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
      QdRiskValue value = { .id = qd_record_get_id (risk), .name = name_of (maker, risk), .number = i + 1 };

      value.mitigation = text_of (maker, risk, QD_RISK_MITIGATION);
      value.likelihood = level_of (risk, QD_RISK_LIKELIHOOD);
      value.impact = level_of (risk, QD_RISK_IMPACT);
      value.closed = g_str_equal (status, "mitigated") || g_str_equal (status, "resolved");
      qd_chart_add_risk (maker->chart, &value);
    }
}

static QdDate
date_of (Maker      *maker,
         const char *text)
{
  return qd_date_parse (text, g_date_valid (&maker->near_date) ? &maker->near_date : NULL);
}

/* The last day of the quarter that somebody works; 0 without a quarter. */
static guint32
last_working_day (Maker *maker)
{
  GDate day = maker->last;

  if (!g_date_valid (&day))
    return 0;
  while (qd_date_is_weekend (&day))
    g_date_subtract_days (&day, 1);

  return g_date_get_julian (&day);
}

static int
compare_ticks (gconstpointer a,
               gconstpointer b)
{
  const QdTickValue *first = a;
  const QdTickValue *second = b;

  return (first->day > second->day) - (first->day < second->day);
}

/* Where an even pace stands at each review of the quarter, and at its end. */
static void
add_ticks (Maker *maker)
{
  g_autoptr (GArray) ticks = g_array_new (FALSE, FALSE, sizeof (QdTickValue));
  QdList *list = qd_plan_get_list (maker->plan, QD_LIST_REVIEWS);
  guint32 last = last_working_day (maker);

  for (guint i = 0; last > 0 && i <= qd_list_get_length (list); i++)
    {
      QdTickValue tick = { 1, last };

      if (i < qd_list_get_length (list))
        {
          QdDate date = date_of (maker, qd_record_get_text (qd_list_get (list, i), QD_CHECKPOINT_DATE));

          if (date.precision != QD_DATE_DAY || g_date_compare (&date.date, &maker->first) < 0)
            continue;
          tick.day = g_date_get_julian (&date.date);
          tick.part = qd_figures_time_passed (maker->figures, &date.date);
          if (tick.day >= last || isnan (tick.part))
            continue;
        }
      g_array_append_val (ticks, tick);
    }
  g_array_sort (ticks, compare_ticks);
  for (guint i = 0; i < ticks->len; i++)
    if (i == 0 || g_array_index (ticks, QdTickValue, i).day != g_array_index (ticks, QdTickValue, i - 1).day)
      qd_chart_add_tick (maker->chart, &g_array_index (ticks, QdTickValue, i));
}

static void
add_target (Maker    *maker,
            QdRecord *key_result)
{
  QdScoreInput input = qd_score_read (key_result, g_date_valid (&maker->near_date) ? &maker->near_date : NULL);
  QdTargetValue value = { .id = qd_record_get_id (key_result), .title = name_of (maker, key_result), .milestone = NAN };
  double baseline = qd_measure_has_number (&input.baseline) ? input.baseline.value : input.target.from;

  value.baseline = text_of (maker, key_result, QD_KEY_RESULT_BASELINE);
  value.target = text_of (maker, key_result, QD_KEY_RESULT_TARGET);
  value.owner = text_of (maker, key_result, QD_KEY_RESULT_OWNER);
  if (input.target.kind == QD_MEASURE_DATE && input.target.date.precision == QD_DATE_DAY)
    value.milestone = qd_figures_time_passed (maker->figures, &input.target.date.date);
  value.measured = qd_measure_has_number (&input.target) && !isnan (baseline)
                   && !qd_number_equal (baseline, input.target.value);
  value.from_zero = value.measured && qd_number_equal (baseline, 0);
  qd_chart_add_target (maker->chart, &value);
}

static void
make_targets (Maker *maker)
{
  QdList *list = qd_plan_get_list (maker->plan, QD_LIST_OBJECTIVES);

  qd_chart_set_targets (maker->chart, &(QdTargetsHead) { last_working_day (maker) });
  add_ticks (maker);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *objective = qd_list_get (list, i);
      QdList *key_results = qd_record_get_list (objective, QD_LIST_KEY_RESULTS);
      QdTargetValue head = { .id = qd_record_get_id (objective), .title = name_of (maker, objective), .objective = TRUE };

      head.milestone = NAN;
      qd_chart_add_target (maker->chart, &head);
      for (guint j = 0; j < qd_list_get_length (key_results); j++)
        add_target (maker, qd_list_get (key_results, j));
    }
}

static void
add_date (Maker      *maker,
          QdRecord   *record,
          QdLane      lane,
          const char *title,
          QdDate      date)
{
  QdDateValue value = { .id = qd_record_get_id (record), .lane = lane, .title = title };

  if (date.precision != QD_DATE_NONE)
    value.first = value.last = g_date_get_julian (&date.date);
  if (date.precision == QD_DATE_MONTH)
    value.last = value.first + g_date_get_days_in_month (g_date_get_month (&date.date),
                                                         g_date_get_year (&date.date)) - 1;
  qd_chart_add_date (maker->chart, &value);
}

static void
make_timeline (Maker *maker)
{
  g_autoptr (GPtrArray) key_dates = qd_constraints_get_key_dates (maker->plan);
  QdList *reviews = qd_plan_get_list (maker->plan, QD_LIST_REVIEWS);
  QdList *messages = qd_plan_get_list (maker->plan, QD_LIST_COMMUNICATION);

  if (g_date_valid (&maker->first))
    qd_chart_set_timeline (maker->chart, &(QdTimelineHead) { g_date_get_julian (&maker->first),
                                                             g_date_get_julian (&maker->last) });
  for (guint i = 0; i < key_dates->len; i++)
    {
      const QdKeyDate *key_date = g_ptr_array_index (key_dates, i);

      add_date (maker, key_date->record, QD_LANE_KEY_DATES,
                qd_text_is_blank (key_date->label) ? name_of (maker, key_date->record) : key_date->label, key_date->date);
    }
  for (guint i = 0; i < qd_list_get_length (reviews); i++)
    {
      QdRecord *review = qd_list_get (reviews, i);

      add_date (maker, review, QD_LANE_REVIEWS, name_of (maker, review),
                date_of (maker, qd_record_get_text (review, QD_CHECKPOINT_DATE)));
    }
  for (guint i = 0; i < qd_list_get_length (messages); i++)
    {
      QdRecord *message = qd_list_get (messages, i);
      const char *what = text_of (maker, message, QD_MESSAGE_WHAT);
      /* Translators: who is told what: “Board: Reliability improvement plan” */
      g_autofree char *title = what != NULL ? g_strdup_printf (_("%1$s: %2$s"), name_of (maker, message), what)
                                            : g_strdup (name_of (maker, message));

      add_date (maker, message, QD_LANE_COMMUNICATION, title,
                date_of (maker, qd_record_get_text (message, QD_MESSAGE_WHEN)));
    }
}

/* No team of the plan is meant by @text. */
static gboolean
is_outside (QdTeamNames *names,
            const char  *text)
{
  g_auto (QdTeamSplit) split = qd_team_names_read (names, text);

  return qd_team_split_names_nobody (&split);
}

static void
make_dependencies (Maker *maker)
{
  g_autoptr (QdTeamNames) names = qd_team_names_new (qd_plan_get_list (maker->plan, QD_LIST_TEAMS));
  QdList *list = qd_plan_get_list (maker->plan, QD_LIST_DEPENDENCIES);
  gboolean rated = FALSE;

  for (guint i = 0; i < qd_list_get_length (list); i++)
    rated = rated || level_of (qd_list_get (list, i), QD_DEPENDENCY_RISK) >= 0;
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *dependency = qd_list_get (list, i);
      const char *from = text_of (maker, dependency, QD_DEPENDENCY_FROM);
      const char *to = text_of (maker, dependency, QD_DEPENDENCY_TO);
      QdDependencyValue value = { .id = qd_record_get_id (dependency), .what = name_of (maker, dependency) };

      value.from = from != NULL ? from : _("Nobody named");
      value.to = to != NULL ? to : _("Nobody named");
      value.from_outside = from != NULL && is_outside (names, from);
      value.to_outside = to != NULL && is_outside (names, to);
      value.risk = rated ? level_of (dependency, QD_DEPENDENCY_RISK) : -2;
      value.mitigation = text_of (maker, dependency, QD_DEPENDENCY_MITIGATION);
      qd_chart_add_dependency (maker->chart, &value);
    }
}

static int
compare_need (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  QdFigures *figures = user_data;
  const QdTeamFigures *first = qd_figures_team (figures, *(QdRecord *const *) a);
  const QdTeamFigures *second = qd_figures_team (figures, *(QdRecord *const *) b);
  double first_over = MAX (-first->balance, 0);
  double second_over = MAX (-second->balance, 0);

  if (!(first_over == second_over))
    return first_over < second_over ? 1 : -1;

  return (first->committed < second->committed) - (first->committed > second->committed);
}

/* The teams that a chart may have room for, in the order of the plan: those beyond capacity, then those with most work.
 * */
static GHashTable *
choose_lanes (Maker            *maker,
              QdPrioritiesHead *head)
{
  GHashTable *chosen = g_hash_table_new (NULL, NULL);
  QdList *teams = qd_plan_get_list (maker->plan, QD_LIST_TEAMS);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < qd_list_get_length (teams); i++)
    g_ptr_array_add (order, qd_list_get (teams, i));
  if (order->len > LANES_MAX)
    g_ptr_array_sort_with_data (order, compare_need, maker->figures);
  for (guint i = 0; i < order->len; i++)
    {
      double balance = qd_figures_team (maker->figures, g_ptr_array_index (order, i))->balance;

      if (i < LANES_MAX)
        {
          g_hash_table_add (chosen, g_ptr_array_index (order, i));
          continue;
        }
      head->n_hidden++;
      head->n_hidden_over += balance < 0;
      head->hidden_free += balance > 0 ? balance : 0;
    }

  return chosen;
}

static void
add_lane (Maker            *maker,
          QdLanes          *lanes,
          const QdTeamLane *lane)
{
  QdBlockValue head = { .id = qd_record_get_id (lane->team), .title = name_of (maker, lane->team), .team = TRUE };

  head.capacity = isnan (lane->capacity) ? 0 : lane->capacity;
  qd_chart_add_block (maker->chart, &head);
  for (guint i = 0; i < lane->n_blocks; i++)
    {
      const QdLaneWork *work = qd_lanes_get_work (lanes, lane->blocks[i].work);
      QdBlockValue block = { .id = qd_record_get_id (work->record), .title = name_of (maker, work->record) };

      block.rank = i + 1;
      block.points = lane->blocks[i].points;
      block.assumed = work->assumed;
      qd_chart_add_block (maker->chart, &block);
    }
}

static void
make_priorities (Maker *maker)
{
  QdPrioritiesHead head = { .by_priority = qd_lanes_usual_order (maker->figures) == QD_LANES_BY_PRIORITY };
  g_autoptr (QdLanes) lanes = qd_lanes_new (maker->figures, qd_lanes_usual_order (maker->figures));
  g_autoptr (GHashTable) chosen = choose_lanes (maker, &head);

  qd_chart_set_priorities (maker->chart, &head);
  for (guint i = 0; i < qd_lanes_get_n_lanes (lanes); i++)
    if (g_hash_table_contains (chosen, qd_lanes_get_lane (lanes, i)->team))
      add_lane (maker, lanes, qd_lanes_get_lane (lanes, i));
}

/* A check-in as it stands in the plan. */
typedef struct
{
  GDate       date;
  const char *text;
} Reading;

static int
compare_readings (gconstpointer a,
                  gconstpointer b)
{
  return g_date_compare (&((const Reading *) a)->date, &((const Reading *) b)->date);
}

static GArray *
read_check_ins (Maker    *maker,
                QdRecord *key_result)
{
  GArray *readings = g_array_new (FALSE, FALSE, sizeof (Reading));
  QdList *list = qd_record_get_list (key_result, QD_LIST_CHECK_INS);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *check_in = qd_list_get (list, i);
      QdDate date = date_of (maker, qd_record_get_text (check_in, QD_CHECK_IN_DATE));
      Reading reading = { date.date, text_of (maker, check_in, QD_CHECK_IN_VALUE) };

      if (date.precision == QD_DATE_DAY && reading.text != NULL)
        g_array_append_val (readings, reading);
    }
  g_array_sort (readings, compare_readings);

  return readings;
}

static gboolean
is_limit (const QdMeasure *target)
{
  return target->kind == QD_MEASURE_NUMBER
         && (target->bound == QD_BOUND_AT_MOST || target->bound == QD_BOUND_LESS_THAN);
}

/* The part of the way that a check-in has come, or the part of a limit that it has used up; NAN if it says neither. */
static double
progress_of (QdScoreInput *input,
             gboolean      limit)
{
  if (!limit)
    return qd_score_progress (input);
  if (!qd_measure_has_number (&input->actual) || !qd_measure_units_fit (&input->target, &input->actual))
    return NAN;
  if (qd_number_equal (input->target.value, 0))
    return input->actual.value;

  return input->actual.value / input->target.value;
}

/* Of several on one day the later one counts. */
static void
add_points (Maker           *maker,
            QdScoreInput    *input,
            GArray          *readings,
            GArray          *points,
            QdProgressValue *value,
            QdProgressHead  *head)
{
  for (guint i = 0; i < readings->len; i++)
    {
      const Reading *reading = &g_array_index (readings, Reading, i);
      QdProgressPoint point = { .time = qd_figures_time_passed (maker->figures, &reading->date) };

      input->actual = qd_measure_parse (reading->text, &maker->near_date);
      point.progress = progress_of (input, value->kind == QD_PROGRESS_LIMIT);
      if (isnan (point.time) || isnan (point.progress))
        continue;
      g_array_append_val (points, point);
      value->value = reading->text;
      head->day = MAX (head->day, g_date_get_julian (&reading->date));
    }
}

/* A milestone has one point: its date. It is reached if its actual or its last check-in says so. */
static void
add_milestone (Maker           *maker,
               QdScoreInput    *input,
               GArray          *readings,
               GArray          *points,
               QdProgressValue *value)
{
  QdProgressPoint point = { .progress = 1 };

  point.time = qd_figures_time_passed (maker->figures, &input->target.date.date);
  if (isnan (point.time))
    return;
  g_array_append_val (points, point);
  if (input->actual.kind == QD_MEASURE_NONE && readings->len > 0)
    {
      input->actual_text = g_array_index (readings, Reading, readings->len - 1).text;
      input->actual = qd_measure_parse (input->actual_text, &maker->near_date);
    }
  value->done = qd_number_equal (qd_score_key_result (input).computed, 1);
}

static void
add_progress (Maker          *maker,
              QdRecord       *key_result,
              QdProgressHead *head)
{
  QdScoreInput input = qd_score_read (key_result, &maker->near_date);
  g_autoptr (GArray) readings = read_check_ins (maker, key_result);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (QdProgressPoint));
  QdProgressValue value = { .id = qd_record_get_id (key_result), .title = name_of (maker, key_result) };
  g_autofree char *limit = NULL;

  value.target = text_of (maker, key_result, QD_KEY_RESULT_TARGET);
  if (input.target.kind == QD_MEASURE_DATE && input.target.date.precision == QD_DATE_DAY)
    {
      value.kind = QD_PROGRESS_MILESTONE;
      add_milestone (maker, &input, readings, points, &value);
    }
  else
    {
      if (is_limit (&input.target))
        {
          value.kind = QD_PROGRESS_LIMIT;
          value.target = limit = qd_measure_format_number (&input.target, input.target.value);
        }
      add_points (maker, &input, readings, points, &value, head);
    }
  value.points = (const QdProgressPoint *) (gconstpointer) points->data;
  value.n_points = points->len;
  qd_chart_add_progress (maker->chart, &value);
}

static void
make_progress (Maker *maker)
{
  QdList *list = qd_plan_get_list (maker->plan, QD_LIST_OBJECTIVES);
  QdProgressHead head = { 0 };

  if (!g_date_valid (&maker->first))
    return;
  head.first = g_date_get_julian (&maker->first);
  head.last = last_working_day (maker);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *objective = qd_list_get (list, i);
      QdList *key_results = qd_record_get_list (objective, QD_LIST_KEY_RESULTS);
      QdProgressValue title = { .id = qd_record_get_id (objective), .title = name_of (maker, objective), .objective = TRUE };

      qd_chart_add_progress (maker->chart, &title);
      for (guint j = 0; j < qd_list_get_length (key_results); j++)
        add_progress (maker, qd_list_get (key_results, j), &head);
    }
  if (head.day > 0)
    {
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_julian (&day, head.day);
      head.passed = qd_figures_time_passed (maker->figures, &day);
    }
  qd_chart_set_progress (maker->chart, &head);
}

static void
make_votes (Maker *maker)
{
  qd_vote_chart_fill (maker->chart, maker->plan);
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
  { "targets", make_targets },
  { "risk-matrix", make_risk_matrix },
  { "timeline", make_timeline },
  { "dependencies", make_dependencies },
  { "priorities", make_priorities },
  { "progress", make_progress },
  { "votes", make_votes },
};

/* What the user wants the chart to say; the first of several counts. */
static void
set_title (Maker *maker)
{
  QdList *list = qd_plan_get_list (maker->plan, QD_LIST_CHART_TITLES);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *title = qd_list_get (list, i);

      if (g_str_equal (qd_record_get_text (title, QD_CHART_TITLE_CHART), qd_chart_get_name (maker->chart))
          && text_of (maker, title, QD_CHART_TITLE_TEXT) != NULL)
        {
          qd_chart_set_title (maker->chart, text_of (maker, title, QD_CHART_TITLE_TEXT));
          return;
        }
    }
}

/**
 * qd_plan_chart_dup_quarter:
 * @plan: a plan
 * @previous: of the quarter before it
 *
 * Returns: (transfer full): the quarter that its charts are of, in the user's language
 */
char *
qd_plan_chart_dup_quarter (QdPlan   *plan,
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
      QdQuarter planned = qd_plan_get_quarter (plan);
      g_autofree char *quarter = NULL;
      Maker maker = { figures, plan, NULL };

      if (!g_str_equal (makers[i].name, name))
        continue;
      quarter = qd_plan_chart_dup_quarter (plan, makers[i].looks_back);
      qd_plan_get_planning_date (plan, &maker.near_date);
      qd_quarter_get_bounds (&planned, qd_plan_get_start_month (plan), &maker.first, &maker.last);
      maker.chart = qd_chart_new (name, quarter);
      maker.words = g_string_chunk_new (256);
      makers[i].make (&maker);
      set_title (&maker);
      g_string_chunk_free (maker.words);
      return maker.chart;
    }

  return NULL;
}
