#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-score.h"

#include <math.h>

#include "qd-number.h"
#include "qd-text.h"

/* What a strict bound exactly reached scores at most: the way is gone, the last step is not. */
#define JUST_MISSED 0.99

/* Scores are written with one decimal at least: a stated 1.0 does not repeat a computed 0.6. */
#define SCORE_DECIMALS 1

/* What people write behind a milestone instead of a date, compared normalised. */
static const struct
{
  const char *words;
  gboolean    done;
} milestone_words[] = {
  { "yes", TRUE },       { "y", TRUE },          { "true", TRUE },     { "done", TRUE },     { "complete", TRUE },
  { "completed", TRUE }, { "finished", TRUE },   { "shipped", TRUE },  { "launched", TRUE }, { "live", TRUE },
  { "delivered", TRUE }, { "successful", TRUE }, { "met", TRUE },      { "achieved", TRUE }, { "on time", TRUE },
  { "✓", TRUE },         { "✔", TRUE },          { "x", TRUE },        { "100%", TRUE },     { "no", FALSE },
  { "n", FALSE },        { "false", FALSE },     { "not done", FALSE }, { "not met", FALSE }, { "not yet", FALSE },
  { "missed", FALSE },   { "failed", FALSE },    { "slipped", FALSE }, { "delayed", FALSE }, { "late", FALSE },
  { "cancelled", FALSE }, { "canceled", FALSE }, { "open", FALSE },    { "✗", FALSE },       { "✘", FALSE },
  { "0%", FALSE },
};

/* Fits the units of both, and is of the same whole: 3 of 4 is not 3 of 8. */
static gboolean
measures_compare (const QdMeasure *a,
                  const QdMeasure *b)
{
  if (!isnan (a->whole) && !isnan (b->whole) && !qd_number_equal (a->whole, b->whole))
    return FALSE;

  return qd_measure_units_fit (a, b);
}

/* A baseline of its own goes before the first half of “25% → 20%”. Returns NAN without one. */
static double
baseline_number (const QdScoreInput *input)
{
  return qd_measure_has_number (&input->baseline) ? input->baseline.value : input->target.from;
}

static gboolean
bound_is_met (const QdMeasure *target,
              double           value)
{
  gboolean equal = qd_number_equal (value, target->value);

  switch (target->bound)
    {
    case QD_BOUND_MORE_THAN:
      return value > target->value && !equal;
    case QD_BOUND_LESS_THAN:
      return value < target->value && !equal;
    case QD_BOUND_AT_MOST:
      return value < target->value || equal;
    case QD_BOUND_AT_LEAST:
    case QD_BOUND_NONE:
    default:
      return value > target->value || equal;
    }
}

/* A number of things, or of nothing in particular: not a rate, a duration, a share or money, which may have to fall. */
static gboolean
is_count (const QdMeasure *target)
{
  static const char *const levels[] = { "s", "ms", "min", "h", "d", "days", "weeks", "months", "pp", "‰", "x" };
  gunichar first = g_utf8_get_char (target->unit);

  if (target->percent || g_utf8_strchr (target->unit, -1, '/') != NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (target->unit, levels[i]))
      return FALSE;

  return first == 0 || g_unichar_isalpha (first);
}

/* Clamps @part; a strict bound exactly reached is not met. */
static double
part_reached (const QdMeasure *target,
              double           actual,
              double           part)
{
  if (qd_number_equal (actual, target->value) && !bound_is_met (target, actual))
    return JUST_MISSED;

  return CLAMP (part, 0, 1);
}

/* From the baseline towards the target, either direction; unclamped. */
static void
score_way (double              baseline,
           const QdMeasure    *target,
           double              actual,
           QdKeyResultFigures *figures)
{
  double way = (actual - baseline) / (target->value - baseline);

  figures->worse_than_baseline = way < 0 && !qd_number_equal (way, 0);
  figures->computed = part_reached (target, actual, way);
}

/* Without a baseline: only what the target alone can tell. */
static void
score_bare (const QdMeasure    *target,
            double              actual,
            QdKeyResultFigures *figures)
{
  gboolean at_most = target->bound == QD_BOUND_AT_MOST || target->bound == QD_BOUND_LESS_THAN;
  gboolean at_least = target->bound == QD_BOUND_AT_LEAST || target->bound == QD_BOUND_MORE_THAN;

  if (at_most || (!at_least && qd_number_equal (target->value, 0)))
    {
      QdMeasure limit = *target;

      limit.bound = at_most ? target->bound : QD_BOUND_AT_MOST;
      figures->computed = bound_is_met (&limit, actual) ? 1 : 0;
    }
  else if (at_least || target->percent ? bound_is_met (target, actual) : qd_number_equal (actual, target->value))
    {
      figures->computed = 1;
    }
  else if (target->value > 0 && !target->percent && (at_least || is_count (target)))
    {
      figures->computed = part_reached (target, actual, actual / target->value);
    }
  else
    {
      figures->reason = QD_SCORE_NEEDS_BASELINE;
    }
}

static void
score_number (const QdScoreInput *input,
              QdKeyResultFigures *figures)
{
  const QdMeasure *target = &input->target;
  double actual = input->actual.value;
  double baseline = baseline_number (input);

  if (input->actual.kind != QD_MEASURE_NUMBER)
    {
      figures->reason = QD_SCORE_NOT_UNDERSTOOD;
      return;
    }
  if (!measures_compare (target, &input->actual) ||
      (qd_measure_has_number (&input->baseline) && !measures_compare (target, &input->baseline)))
    {
      figures->reason = QD_SCORE_UNITS_DIFFER;
      return;
    }

  /* A baseline on the good side of a bound says nothing about the way there. */
  if (target->bound != QD_BOUND_NONE && bound_is_met (target, actual))
    figures->computed = 1;
  else if (!isnan (baseline) && !qd_number_equal (baseline, target->value) &&
           (target->bound == QD_BOUND_NONE || !bound_is_met (target, baseline)))
    score_way (baseline, target, actual, figures);
  else
    score_bare (target, actual, figures);

  if (input->kind == QD_KEY_RESULT_MILESTONE && !isnan (figures->computed))
    figures->computed = qd_number_equal (figures->computed, 1) ? 1 : 0;
}

static GDate
last_day (const QdDate *date)
{
  GDate day = date->date;

  if (date->precision == QD_DATE_MONTH)
    {
      g_date_set_day (&day, 1);
      g_date_add_months (&day, 1);
      g_date_subtract_days (&day, 1);
    }

  return day;
}

/* Done by its date, or not. “May” against “May 15” may be either. */
static void
score_milestone (const QdScoreInput *input,
                 QdKeyResultFigures *figures)
{
  g_autofree char *words = qd_text_normalise (input->actual_text);

  for (gsize i = 0; i < G_N_ELEMENTS (milestone_words); i++)
    if (g_str_equal (words, milestone_words[i].words))
      {
        figures->computed = milestone_words[i].done ? 1 : 0;
        return;
      }

  if (input->actual.kind == QD_MEASURE_DATE && input->target.kind == QD_MEASURE_DATE)
    {
      GDate due = last_day (&input->target.date);
      GDate latest = last_day (&input->actual.date);

      if (g_date_compare (&latest, &due) <= 0)
        figures->computed = 1;
      else if (g_date_compare (&input->actual.date.date, &due) > 0)
        figures->computed = 0;
    }

  if (isnan (figures->computed))
    figures->reason = QD_SCORE_NOT_UNDERSTOOD;
}

static void
score_computed (const QdScoreInput *input,
                QdKeyResultFigures *figures)
{
  gboolean milestone = input->target.kind == QD_MEASURE_DATE ||
                       (input->kind == QD_KEY_RESULT_MILESTONE && input->target.kind != QD_MEASURE_NUMBER);

  if (input->target.kind == QD_MEASURE_NONE && input->kind != QD_KEY_RESULT_MILESTONE)
    figures->reason = QD_SCORE_NO_TARGET;
  else if (input->actual.kind == QD_MEASURE_NONE)
    figures->reason = QD_SCORE_NO_ACTUAL;
  else if (milestone)
    score_milestone (input, figures);
  else if (input->target.kind == QD_MEASURE_NUMBER)
    score_number (input, figures);
  else
    figures->reason = QD_SCORE_NOT_UNDERSTOOD;
}

/**
 * qd_score_key_result:
 * @input: what the key result is scored by
 *
 * With a baseline that differs from the target: how much of the way is gone, either direction. At least a number: 1
 * when met, else the part reached. At most a number, or target 0: 1 when met, else 0. A bare count: the part reached.
 * A bare percentage: 1 when met, not scored when missed, since 99.2 % against 99.9 % spends eight error budgets and a
 * ratio would call it 0.99. A strict bound exactly reached is not met: 0.99 at most. A milestone: done by its date or
 * not. Anything else is not scored. A stated score counts where it differs from the computed one at its typed
 * precision.
 *
 * Returns: the figures of the key result, but for the band, which is a setting of the plan, and for being provisional,
 *   which is a matter of today's date
 */
QdKeyResultFigures
qd_score_key_result (const QdScoreInput *input)
{
  QdKeyResultFigures figures = { .computed = NAN, .stated = NAN, .score = NAN };

  g_return_val_if_fail (input != NULL, figures);

  score_computed (input, &figures);

  if (qd_stated_differs (input->stated, figures.computed, SCORE_DECIMALS))
    figures.stated = input->stated;
  figures.score = isnan (figures.stated) ? figures.computed : figures.stated;

  return figures;
}

/**
 * qd_score_progress:
 * @input: what the key result is scored by
 *
 * Returns: the part of the way from baseline to target that is gone, 0 to 1; NAN without a baseline that differs from
 *   the target, and for milestones
 */
double
qd_score_progress (const QdScoreInput *input)
{
  QdKeyResultFigures figures = { .computed = NAN };
  double baseline;

  g_return_val_if_fail (input != NULL, NAN);

  baseline = baseline_number (input);
  if (input->kind == QD_KEY_RESULT_MILESTONE || !qd_measure_has_number (&input->target) || isnan (baseline) ||
      qd_number_equal (baseline, input->target.value) || !qd_measure_has_number (&input->actual))
    return NAN;

  score_number (input, &figures);

  return figures.computed;
}

/**
 * qd_score_kind:
 * @key_result: a key result
 * @target: its target, read
 *
 * Returns: the stated kind, else a milestone where the target is a date, else a level
 */
QdKeyResultKind
qd_score_kind (QdRecord        *key_result,
               const QdMeasure *target)
{
  int kind = qd_choice_index (qd_choices_key_result_kind, qd_record_get_text (key_result, QD_KEY_RESULT_KIND));

  if (kind >= 0)
    return (QdKeyResultKind) kind;

  return target->kind == QD_MEASURE_DATE ? QD_KEY_RESULT_MILESTONE : QD_KEY_RESULT_LEVEL;
}

/**
 * qd_score_read:
 * @key_result: a key result; its text is borrowed as long as it does not change
 * @near_date: (nullable): what dates without a year are near
 *
 * Returns: what @key_result is scored by
 */
QdScoreInput
qd_score_read (QdRecord    *key_result,
               const GDate *near_date)
{
  QdScoreInput input = {
    .baseline = qd_measure_parse (qd_record_get_text (key_result, QD_KEY_RESULT_BASELINE), near_date),
    .target = qd_measure_parse (qd_record_get_text (key_result, QD_KEY_RESULT_TARGET), near_date),
    .actual = qd_measure_parse (qd_record_get_text (key_result, QD_KEY_RESULT_ACTUAL), near_date),
    .actual_text = qd_record_get_text (key_result, QD_KEY_RESULT_ACTUAL),
    .stated = qd_record_get_number (key_result, QD_KEY_RESULT_STATED),
  };

  input.kind = qd_score_kind (key_result, &input.target);

  return input;
}

/**
 * qd_score_band:
 * @score: a score; NAN when not scored
 * @low: below it is missed
 * @high: from it on is met
 *
 * Returns: the band of @score
 */
QdBand
qd_score_band (double score,
               double low,
               double high)
{
  if (isnan (score))
    return QD_BAND_UNKNOWN;
  if (score >= high || qd_number_equal (score, high))
    return QD_BAND_MET;

  return score >= low || qd_number_equal (score, low) ? QD_BAND_PARTLY : QD_BAND_MISSED;
}

/**
 * qd_stated_decimals:
 * @field: a field for a stated figure
 *
 * Returns: how many decimals such figures are written with at least
 */
guint
qd_stated_decimals (const QdField *field)
{
  return field->kind == QD_KIND_SCORE ? SCORE_DECIMALS : 0;
}

/**
 * qd_stated_differs:
 * @stated: a figure that somebody typed; NAN where nobody did
 * @computed: the same figure computed; NAN when it cannot be
 * @min_decimals: how many decimals such figures are written with at least
 *
 * A typed figure that equals the computed one at its typed precision is no override: 416, 0.8, 0.59 for 0.59375.
 *
 * Returns: whether there is a stated figure that differs
 */
gboolean
qd_stated_differs (double stated,
                   double computed,
                   guint  min_decimals)
{
  g_autofree char *typed = NULL;
  guint decimals;

  if (!isfinite (stated))
    return FALSE;
  if (!isfinite (computed))
    return TRUE;

  typed = qd_number_to_json (stated);
  decimals = MIN (MAX (qd_number_decimals (typed), min_decimals), 9);

  return !qd_number_equal (qd_number_round (stated, decimals), qd_number_round (computed, decimals));
}
