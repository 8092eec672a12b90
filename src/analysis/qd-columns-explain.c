#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-columns-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-agenda.h"
#include "qd-count.h"
#include "qd-figure-text.h"
#include "qd-number.h"
#include "qd-score.h"
#include "qd-text.h"

/* Where the figures come from, with their numbers. */

/* “416 points” */
static char *
count_points (double points)
{
  g_autofree char *number = qd_points_text (points);

  return g_strdup_printf (ngettext ("%s point", "%s points", qd_plural (points)), number);
}

static char *
count_engineers (double engineers)
{
  g_autofree char *number = qd_number_text (engineers);

  return g_strdup_printf (ngettext ("%s engineer", "%s engineers", qd_plural (engineers)), number);
}

static char *
count_days (double days)
{
  g_autofree char *number = qd_number_text (days);

  return g_strdup_printf (ngettext ("%s day", "%s days", qd_plural (days)), number);
}

static char *
explain_capacity (QdFigures *figures,
                  QdRecord  *record,
                  double     computed)
{
  QdRecord *settings = qd_plan_get_single (qd_figures_get_plan (figures), QD_LIST_SETTINGS);
  double per_day = qd_record_is_set (record, QD_TEAM_POINTS_PER_DAY)
                     ? qd_record_get_number (record, QD_TEAM_POINTS_PER_DAY)
                     : qd_record_get_number (settings, QD_SETTINGS_POINTS_PER_DAY);
  double availability = qd_record_get_number (record, QD_TEAM_AVAILABILITY);
  double reserve = qd_record_get_number (record, QD_TEAM_RESERVE);
  g_autofree char *engineers = count_engineers (qd_record_get_number (record, QD_TEAM_ENGINEERS));
  g_autofree char *days = count_days (qd_record_get_number (record, QD_TEAM_DAYS));
  g_autofree char *speed_number = qd_number_text (per_day);
  g_autofree char *speed = g_strdup_printf (ngettext ("%s point a day", "%s points a day", qd_plural (per_day)),
                                            speed_number);
  g_autofree char *points = count_points (computed);
  g_autofree char *present = qd_percent_text (availability / 100);
  g_autofree char *kept = qd_percent_text (reserve / 100);

  /* Translators: “8 engineers × 52 days × 1 point a day = 416 points.” */
  if (qd_number_equal (availability, 100) && qd_number_equal (reserve, 0) &&
      qd_record_peek_list (record, QD_LIST_JOINERS) == NULL)
    return g_strdup_printf (_("%s × %s × %s = %s."), engineers, days, speed, points);

  if (qd_record_peek_list (record, QD_LIST_JOINERS) == NULL)
    return g_strdup_printf (_("%s × %s × %s, available for %s and with %s kept in reserve: %s."), engineers, days,
                            speed,
                            present, kept, points);

  return g_strdup_printf (_("%s × %s × %s, available for %s and with %s kept in reserve, less the days before joiners "
                            "start and half of their ramp-up: %s."),
                          engineers, days, speed, present, kept, points);
}

char *
qd_explain_team_capacity (QdFigures *figures,
                          QdRecord  *record)
{
  const QdTeamFigures *team = qd_figures_team (figures, record);
  g_autofree char *points = count_points (team->capacity);
  char *explained;

  explained = isnan (team->computed) ? g_strdup (_("Unknown until both engineers and days are numbers."))
                                     : explain_capacity (figures, record, team->computed);
  if (!team->stated)
    return explained;

  return qd_text_join (explained, g_strdup_printf (_("The plan states %s, which counts."), points));
}

char *
qd_explain_team_committed (QdFigures *figures,
                           QdRecord  *record)
{
  const QdTeamFigures *team = qd_figures_team (figures, record);
  g_autofree char *points = count_points (team->committed);
  g_autofree char *assumed = qd_points_text (team->assumed);

  if (team->assumed > 0)
    return g_strdup_printf (_("%s of the initiatives that the team carries, %s of them by a split that is assumed, in "
                              "proportion to capacity."), points, assumed);

  return g_strdup_printf (_("%s of the initiatives that the team carries and that are neither cut nor stretch."),
                          points);
}

static char *
explain_part (double part,
              double points,
              double whole)
{
  g_autofree char *percent = qd_percent_text (part);
  g_autofree char *of = qd_points_text (points);
  g_autofree char *all = count_points (whole);

  if (isnan (part))
    return g_strdup (_("Unknown while there is no capacity."));

  /* Translators: “180 of 156 points = 115 %.” */
  return g_strdup_printf (_("%s of %s = %s."), of, all, percent);
}

char *
qd_explain_team_load (QdFigures *figures,
                      QdRecord  *record)
{
  const QdTeamFigures *team = qd_figures_team (figures, record);

  return explain_part (team->load, team->committed, team->capacity);
}

char *
qd_explain_category_points (QdFigures *figures,
                            QdRecord  *record)
{
  const QdCategoryFigures *category = qd_figures_category (figures, record);
  g_autofree char *share = qd_percent_text (category->share);
  g_autofree char *whole = count_points (qd_figures_totals (figures)->capacity);
  g_autofree char *points = count_points (category->computed);
  g_autofree char *stated = count_points (category->points);
  char *explained;

  explained = isnan (category->computed)
                ? g_strdup (_("Unknown until the category has a share."))
                : g_strdup_printf (_("%s of %s, rounded so that the categories add up: %s."), share, whole, points);
  if (!category->stated)
    return explained;

  return qd_text_join (explained, g_strdup_printf (_("The plan states %s, which counts."), stated));
}

static char *
explain_initiatives (guint  n_initiatives,
                     double points)
{
  g_autofree char *all = count_points (points);

  /* Translators: how many initiatives, then “230 points”. */
  return qd_count_printf (ngettext ("%u initiative that is neither cut nor stretch, with %s.",
                                    "%u initiatives that are neither cut nor stretch, with %s.", n_initiatives),
                          n_initiatives, all);
}

char *
qd_explain_category_committed (QdFigures *figures,
                               QdRecord  *record)
{
  const QdCategoryFigures *category = qd_figures_category (figures, record);

  return explain_initiatives (category->n_initiatives, category->committed);
}

char *
qd_explain_category_part (QdFigures *figures,
                          QdRecord  *record)
{
  const QdCategoryFigures *category = qd_figures_category (figures, record);
  const QdTotals *totals = qd_figures_totals (figures);

  if (isnan (category->committed_share))
    return g_strdup (_("Unknown while no initiative has a category."));

  return explain_part (category->committed_share, category->committed,
                       totals->committed - totals->requested - totals->uncategorised);
}

static guint
count_committed (QdFigures *figures,
                 QdRecord  *objective)
{
  QdList *initiatives = qd_record_peek_list (objective, QD_LIST_INITIATIVES);
  guint n = 0;

  for (guint i = 0; initiatives != NULL && i < qd_list_get_length (initiatives); i++)
    n += qd_figures_initiative (figures, qd_list_get (initiatives, i))->points > 0;

  return n;
}

char *
qd_explain_objective_points (QdFigures *figures,
                             QdRecord  *record)
{
  return explain_initiatives (count_committed (figures, record), qd_figures_objective (figures, record)->points);
}

char *
qd_explain_objective_load (QdFigures *figures,
                           QdRecord  *record)
{
  const QdObjectiveFigures *objective = qd_figures_objective (figures, record);

  if (objective->load == 0)
    return g_strdup (_("No points are committed to it."));

  return explain_part (objective->load, objective->points, objective->points / objective->load);
}

char *
qd_explain_objective_confidence (QdFigures *figures,
                                 QdRecord  *record)
{
  double confidence = qd_figures_objective (figures, record)->confidence;
  g_autofree char *number = qd_number_format_local (confidence, 2);

  if (isnan (confidence))
    return g_strdup (_("Nobody has said how sure they are of its key results."));

  return g_strdup_printf (_("Mean confidence in its key results: %s of 10."), number);
}

char *
qd_explain_objective_score (QdFigures *figures,
                            QdRecord  *record)
{
  const QdObjectiveFigures *objective = qd_figures_objective (figures, record);
  g_autofree char *score = qd_score_format_local (objective->score);

  if (objective->n_scored == 0)
    return g_strdup (_("None of its key results is scored."));

  return qd_count_printf (ngettext ("Score of its %u scored key result: %s.",
                                    "Mean of its %u scored key results: %s.", objective->n_scored),
                          objective->n_scored, score);
}

/**
 * qd_score_reason_text:
 * @reason: why a key result has no computed score
 *
 * Returns: (nullable): a few words for a table, in the user's language; %NULL where the cell beside says it all
 */
const char *
qd_score_reason_text (QdScoreReason reason)
{
  switch (reason)
    {
    case QD_SCORE_NOT_UNDERSTOOD:
      return _("not understood");
    case QD_SCORE_UNITS_DIFFER:
      return _("units differ");
    case QD_SCORE_NEEDS_BASELINE:
      return _("needs a baseline");
    case QD_SCORE_COMPUTED:
    case QD_SCORE_NO_TARGET:
    case QD_SCORE_NO_ACTUAL:
    default:
      return NULL;
    }
}

static const char *
explain_reason (QdScoreReason reason)
{
  switch (reason)
    {
    case QD_SCORE_NO_TARGET:
      return _("Not scored: there is no target.");
    case QD_SCORE_NO_ACTUAL:
      return _("Not scored: there is no actual value yet.");
    case QD_SCORE_UNITS_DIFFER:
      return _("Not scored: baseline, target and actual are not in the same unit.");
    case QD_SCORE_NEEDS_BASELINE:
      return _("Not scored: without a baseline nobody can tell how much of the way is gone.");
    case QD_SCORE_COMPUTED:
    case QD_SCORE_NOT_UNDERSTOOD:
    default:
      return _("Not scored: target or actual is neither a number nor a date.");
    }
}

/* The formula where there is one: with a baseline, or a count. */
static char *
explain_computed (QdRecord                 *record,
                  const QdKeyResultFigures *key_result)
{
  GDate near_date;
  QdScoreInput input;
  double baseline;
  g_autofree char *score = qd_score_format_local (key_result->computed);
  const char *target_text = qd_record_get_text (record, QD_KEY_RESULT_TARGET);
  const char *actual_text = qd_record_get_text (record, QD_KEY_RESULT_ACTUAL);

  qd_plan_get_planning_date (qd_record_get_plan (record), &near_date);
  input = qd_score_read (record, g_date_valid (&near_date) ? &near_date : NULL);
  baseline = qd_measure_has_number (&input.baseline) ? input.baseline.value : input.target.from;

  if (key_result->worse_than_baseline)
    return g_strdup_printf (_("%s is worse than the baseline: %s."), actual_text, score);

  if (!isnan (qd_score_progress (&input)))
    {
      g_autofree char *from = qd_measure_format_number (&input.target, baseline);
      g_autofree char *to = qd_measure_format_number (&input.target, input.target.value);
      g_autofree char *actual = qd_measure_format_number (&input.target, input.actual.value);

      /* Translators: actual, baseline and target, then the score: “From 25% to 20%, at 21%: 0.8 of the way.” */
      return g_strdup_printf (_("From %s to %s, at %s: %s of the way."), from, to, actual, score);
    }

  /* Translators: actual, target and the score: “3 against 4: 0.75.” */
  return g_strdup_printf (_("%s against %s: %s."), actual_text, target_text, score);
}

char *
qd_explain_key_result_computed (QdFigures *figures,
                                QdRecord  *record)
{
  const QdKeyResultFigures *key_result = qd_figures_key_result (figures, record);
  char *explained;

  if (isnan (key_result->computed))
    return g_strdup (explain_reason (key_result->reason));

  explained = explain_computed (record, key_result);
  if (!key_result->provisional)
    return explained;

  return qd_text_join (explained, g_strdup (_("It may still grow until the quarter is over.")));
}

char *
qd_explain_key_result_score (QdFigures *figures,
                             QdRecord  *record)
{
  const QdKeyResultFigures *key_result = qd_figures_key_result (figures, record);
  g_autofree char *stated = qd_score_format_local (key_result->stated);
  char *explained = qd_explain_key_result_computed (figures, record);

  if (isnan (key_result->stated))
    return explained;

  return qd_text_join (explained, g_strdup_printf (_("The plan states %s, which counts."), stated));
}

char *
qd_explain_band (QdFigures *figures,
                 QdRecord  *record)
{
  QdRecord *settings = qd_plan_get_single (qd_figures_get_plan (figures), QD_LIST_SETTINGS);
  g_autofree char *low = qd_number_format_local (qd_record_get_number (settings, QD_SETTINGS_BAND_LOW), 2);
  g_autofree char *high = qd_number_format_local (qd_record_get_number (settings, QD_SETTINGS_BAND_HIGH), 2);

  return g_strdup_printf (_("Met from %s on, missed below %s, partly met in between."), high, low);
}

char *
qd_explain_priority (QdFigures *figures,
                     QdRecord  *record)
{
  double priority = qd_figures_initiative (figures, record)->priority;
  g_autofree char *number = qd_number_format_local (priority, 2);
  QdRecord *settings = qd_plan_get_single (qd_figures_get_plan (figures), QD_LIST_SETTINGS);
  char *factors[QD_SETTINGS_RISK_HIGH - QD_SETTINGS_CONFIDENCE_LOW + 1];
  char *explained;

  if (isnan (priority))
    return g_strdup (_("Unknown without impact and points: the order by hand stands."));

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    factors[i] = qd_number_text (qd_record_get_number (settings, QD_SETTINGS_CONFIDENCE_LOW + i));
  explained = g_strdup_printf (_("Impact × confidence ÷ (points × risk) = %s, where confidence counts %s, %s or %s "
                                 "and risk %s, %s or %s."), number, factors[2], factors[1], factors[0], factors[3],
                               factors[4], factors[5]);
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    g_free (factors[i]);

  return explained;
}

char *
qd_explain_risk_level (QdFigures *figures,
                       QdRecord  *record)
{
  int likelihood = qd_choice_index (qd_choices_level, qd_record_get_text (record, QD_RISK_LIKELIHOOD)) + 1;
  int impact = qd_choice_index (qd_choices_level, qd_record_get_text (record, QD_RISK_IMPACT)) + 1;

  if (likelihood == 0 || impact == 0)
    return g_strdup (_("Unknown until both likelihood and impact are low, medium or high."));

  return g_strdup_printf (_("Likelihood %d × impact %d = %d of 9."), likelihood, impact, qd_figures_risk_level (record));
}

char *
qd_explain_agenda_start (QdFigures *figures,
                         QdRecord  *record)
{
  if (isnan (qd_agenda_start_of (record)))
    return g_strdup (_("Unknown until the meeting has a time at which it starts, such as 9:00."));

  return g_strdup (_("When the meeting starts, and the minutes of all items before this one."));
}

char *
qd_explain_inherited (QdFigures *figures,
                      QdRecord  *record)
{
  QdRecord *parent = qd_record_get_parent (record);

  return g_strdup_printf (_("From the objective “%s”."), parent != NULL ? qd_record_get_title (parent) : "");
}
