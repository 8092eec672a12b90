#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-figures-private.h"

#include <math.h>

#include "qd-check-ins.h"
#include "qd-number.h"
#include "qd-text.h"

/* Three levels each way. */
#define LEVELS 3

/* Returns: (nullable): the day that dates without a year are near */
const GDate *
qd_figures_near_date (QdFigures *self)
{
  return g_date_valid (&self->near_date) ? &self->near_date : NULL;
}

static QdBand
band_of (QdFigures *self,
         double     score)
{
  QdRecord *settings = qd_plan_get_single (self->plan, QD_LIST_SETTINGS);

  return qd_score_band (score, qd_record_get_number (settings, QD_SETTINGS_BAND_LOW),
                        qd_record_get_number (settings, QD_SETTINGS_BAND_HIGH));
}

static void
join_objective (QdFigures        *self,
                QdObjectiveEntry *objective,
                QdKeyResultEntry *key_result,
                int               sign)
{
  if (!isnan (key_result->figures.score))
    {
      objective->n_scored += (guint) sign;
      qd_fixed_add (&objective->score, key_result->score, sign);
    }
  if (key_result->voted)
    {
      objective->n_voted += (guint) sign;
      qd_fixed_add (&objective->confidence, key_result->confidence, sign);
    }
}

/* The mean over objectives takes each objective's mean as one number. */
static void
join_mean (QdFigures        *self,
           QdObjectiveEntry *objective,
           int               sign)
{
  if (!objective->review || objective->n_scored == 0)
    return;

  self->n_scored_objectives += (guint) sign;
  qd_fixed_add (&self->score_objectives, qd_fixed_score (qd_fixed_mean (objective->score, objective->n_scored)), sign);
}

static void
join_review (QdFigures        *self,
             QdKeyResultEntry *key_result,
             int               sign)
{
  if (!isnan (key_result->figures.score))
    {
      self->n_scored += (guint) sign;
      qd_fixed_add (&self->score, key_result->score, sign);
      qd_fixed_add (&self->score_weighted, key_result->weighted, sign);
      qd_fixed_add (&self->weight, key_result->weight, sign);
    }
  if (!isnan (key_result->figures.computed))
    {
      self->n_computed += (guint) sign;
      qd_fixed_add (&self->score_computed, key_result->computed, sign);
    }
  if (!isnan (key_result->figures.stated))
    self->n_stated += (guint) sign;
}

/* The one way into the sums and out of them. */
static void
join_sums (QdFigures        *self,
           QdKeyResultEntry *key_result,
           int               sign)
{
  QdObjectiveEntry *objective = key_result->objective;

  join_mean (self, objective, -1);
  join_objective (self, objective, key_result, sign);
  join_mean (self, objective, 1);

  if (objective->review)
    {
      join_review (self, key_result, sign);
      return;
    }
  if (key_result->figures.reason == QD_SCORE_NO_TARGET)
    self->n_without_target += (guint) sign;
  if (!isnan (key_result->figures.score))
    self->n_scored_planned += (guint) sign;
}

void
qd_key_result_entry_leave (QdFigures        *self,
                           QdKeyResultEntry *key_result)
{
  if (key_result->joined)
    join_sums (self, key_result, -1);
  key_result->joined = FALSE;
}

void
qd_key_result_entry_update (QdFigures *self,
                            QdEntry   *entry)
{
  QdKeyResultEntry *key_result = (QdKeyResultEntry *) entry;
  double weight = qd_record_get_number (entry->record, QD_KEY_RESULT_WEIGHT);
  double confidence = qd_record_get_number (entry->record, QD_KEY_RESULT_CONFIDENCE);
  QdScoreInput input;

  qd_key_result_entry_leave (self, key_result);

  input = qd_score_read (entry->record, qd_figures_near_date (self));
  key_result->figures = qd_score_key_result (&input);
  key_result->cumulative = input.kind == QD_KEY_RESULT_CUMULATIVE;
  key_result->score = qd_fixed_score (key_result->figures.score);
  key_result->computed = qd_fixed_score (key_result->figures.computed);
  key_result->weight = weight > 0 ? qd_fixed (weight) : 0;
  key_result->weighted = qd_fixed_score (key_result->figures.score * qd_fixed_number (key_result->weight));
  key_result->voted = !isnan (confidence);
  key_result->confidence = qd_fixed (confidence);

  join_sums (self, key_result, 1);
  key_result->joined = TRUE;
  qd_figures_touch (self, entry->record);
}

static const QdSpan *
span_of (QdFigures        *self,
         QdObjectiveEntry *objective)
{
  return objective->review ? &self->previous : &self->quarter;
}

/* What hangs on settings and on today's date is no part of any sum and found when read. */
void
qd_key_result_entry_fill (QdFigures        *self,
                          QdKeyResultEntry *key_result)
{
  const QdSpan *span = span_of (self, key_result->objective);

  key_result->figures.band = band_of (self, key_result->figures.score);
  key_result->figures.provisional = key_result->cumulative && span->set && !isnan (key_result->figures.computed) &&
                                    g_date_compare (&self->today, &span->last) <= 0;
}

void
qd_objective_entry_fill (QdFigures        *self,
                         QdObjectiveEntry *objective)
{
  QdObjectiveFigures *figures = &objective->figures;
  double capacity = qd_objective_entry_capacity (self, objective);

  figures->points = qd_fixed_number (objective->points);
  figures->assumed = qd_fixed_number (objective->assumed);
  figures->load = capacity > 0 ? figures->points / capacity : NAN;
  figures->score = qd_fixed_mean (objective->score, objective->n_scored);
  figures->band = band_of (self, figures->score);
  figures->n_key_results = objective->n_key_results;
  figures->n_scored = objective->n_scored;
  figures->n_initiatives = objective->n_initiatives;
  figures->confidence = objective->n_voted > 0 ? qd_fixed_number (objective->confidence) / objective->n_voted : NAN;
}

/* The overall score by the plan's setting. */
static double
overall_score (QdFigures *self)
{
  const char *mean = qd_record_get_text (qd_plan_get_single (self->plan, QD_LIST_SETTINGS), QD_SETTINGS_SCORE_MEAN);

  if (g_str_equal (mean, "objectives"))
    return qd_fixed_mean (self->score_objectives, self->n_scored_objectives);
  if (g_str_equal (mean, "weighted") && self->weight > 0)
    return (double) self->score_weighted / QD_FIXED_SCORE / qd_fixed_number (self->weight);

  return qd_fixed_mean (self->score, self->n_scored);
}

void
qd_figures_fill_scores (QdFigures *self)
{
  QdTotals *totals = &self->totals;
  QdRecord *review = qd_plan_get_single (self->plan, QD_LIST_REVIEW);
  double stated = qd_record_get_number (review, QD_REVIEW_STATED_SCORE);

  totals->score_mean = overall_score (self);
  totals->score_stated = qd_stated_differs (stated, totals->score_mean, 1);
  totals->score = totals->score_stated ? stated : totals->score_mean;
  totals->score_computed = qd_fixed_mean (self->score_computed, self->n_computed);
  totals->score_objectives = qd_fixed_mean (self->score_objectives, self->n_scored_objectives);
  totals->score_target = qd_record_get_number (qd_plan_get_root (self->plan), QD_PLAN_SCORE_TARGET);
  totals->band = band_of (self, totals->score);
  totals->n_key_results = self->n_key_results;
  totals->n_scored = self->n_scored;
  totals->n_computed = self->n_computed;
  totals->n_stated = self->n_stated;
}

/**
 * qd_figures_progress:
 * @figures: figures
 * @key_result: a key result
 *
 * Returns: the part of the way from baseline to target that is gone by its actual value, else by its latest check-in, 0
 *   to 1; NAN without a baseline, without a value and for milestones
 */
double
qd_figures_progress (QdFigures *figures,
                     QdRecord  *key_result)
{
  QdScoreInput input;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NAN);
  g_return_val_if_fail (QD_IS_RECORD (key_result), NAN);

  qd_figures_flush (figures);
  input = qd_score_read (key_result, qd_figures_near_date (figures));
  if (input.actual.kind == QD_MEASURE_NONE)
    {
      QdRecord *check_in = qd_check_in_latest (figures, key_result, NULL);

      if (check_in != NULL)
        input.actual = qd_measure_parse (qd_record_get_text (check_in, QD_CHECK_IN_VALUE), qd_figures_near_date (figures));
    }

  return qd_score_progress (&input);
}

/**
 * qd_figures_pace:
 * @figures: figures
 * @key_result: a key result
 *
 * Progress minus the part of the quarter's working days that has passed, today included: below 0 it is behind.
 *
 * Returns: -1 to 1; NAN without progress or quarter
 */
double
qd_figures_pace (QdFigures *figures,
                 QdRecord  *key_result)
{
  double progress = qd_figures_progress (figures, key_result);
  QdRecord *parent = qd_record_get_parent (key_result);
  QdObjectiveEntry *objective;
  const QdSpan *span;
  GDate last;

  objective = parent != NULL ? qd_figures_lookup (figures, parent, QD_RECORD_OBJECTIVE) : NULL;
  if (objective == NULL || isnan (progress))
    return NAN;

  span = span_of (figures, objective);
  if (!span->set || span->working_days == 0)
    return NAN;

  last = figures->today;
  g_date_clamp (&last, NULL, &span->last);

  return progress - (double) qd_figures_working_days (figures, &span->first, &last) / span->working_days;
}

/* 1 to 3; 0 when unknown. */
static int
risk_factor (QdRecord *risk,
             guint     field)
{
  return qd_choice_index (qd_choices_level, qd_record_get_text (risk, field)) + 1;
}

/**
 * qd_figures_risk_level:
 * @risk: a risk
 *
 * Returns: likelihood x impact, 1 to 9; 0 when one of them is unknown
 */
int
qd_figures_risk_level (QdRecord *risk)
{
  g_return_val_if_fail (QD_IS_RECORD (risk), 0);

  return risk_factor (risk, QD_RISK_LIKELIHOOD) * risk_factor (risk, QD_RISK_IMPACT);
}

/**
 * qd_figures_risk_is_open:
 * @risk: a risk
 *
 * Returns: whether @risk may still come true: it is neither mitigated nor resolved
 */
gboolean
qd_figures_risk_is_open (QdRecord *risk)
{
  const char *status;

  g_return_val_if_fail (QD_IS_RECORD (risk), FALSE);

  status = qd_record_get_text (risk, QD_RISK_STATUS);

  return !g_str_equal (status, "mitigated") && !g_str_equal (status, "resolved");
}

static void
join_risk (QdFigures   *self,
           QdRiskEntry *risk,
           int          sign)
{
  if (risk->open)
    self->n_open_risks += (guint) sign;
  if (risk->critical)
    self->n_critical_risks += (guint) sign;
}

void
qd_risk_entry_leave (QdFigures *self,
                     QdEntry   *entry)
{
  QdRiskEntry *risk = (QdRiskEntry *) entry;

  join_risk (self, risk, -1);
  risk->open = risk->critical = FALSE;
}

void
qd_risk_entry_update (QdFigures *self,
                      QdEntry   *entry)
{
  QdRiskEntry *risk = (QdRiskEntry *) entry;

  qd_risk_entry_leave (self, entry);
  risk->open = qd_figures_risk_is_open (entry->record);
  risk->critical = risk->open && qd_figures_risk_level (entry->record) == LEVELS * LEVELS;
  join_risk (self, risk, 1);
}
