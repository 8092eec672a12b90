#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-columns-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-agenda.h"
#include "qd-number.h"

/* What the computed columns show, and the table of them. */

static double
team_capacity (QdFigures  *figures,
               QdRecord   *record,
               QdCellMark *marks)
{
  const QdTeamFigures *team = qd_figures_team (figures, record);

  *marks |= team->stated ? QD_CELL_STATED : 0;

  return team->capacity;
}

static double
team_committed (QdFigures  *figures,
                QdRecord   *record,
                QdCellMark *marks)
{
  const QdTeamFigures *team = qd_figures_team (figures, record);

  *marks |= team->assumed > 0 ? QD_CELL_ASSUMED : 0;

  return team->committed;
}

static double
team_load (QdFigures  *figures,
           QdRecord   *record,
           QdCellMark *marks)
{
  const QdTeamFigures *team = qd_figures_team (figures, record);

  *marks |= team->load > 1 && !qd_number_equal (team->load, 1) ? QD_CELL_OVER : 0;

  return team->load;
}

static double
category_points (QdFigures  *figures,
                 QdRecord   *record,
                 QdCellMark *marks)
{
  const QdCategoryFigures *category = qd_figures_category (figures, record);

  *marks |= category->stated ? QD_CELL_STATED : 0;

  return category->points;
}

static double
category_committed (QdFigures  *figures,
                    QdRecord   *record,
                    QdCellMark *marks)
{
  return qd_figures_category (figures, record)->committed;
}

static double
category_part (QdFigures  *figures,
               QdRecord   *record,
               QdCellMark *marks)
{
  return qd_figures_category (figures, record)->committed_share;
}

static double
objective_points (QdFigures  *figures,
                  QdRecord   *record,
                  QdCellMark *marks)
{
  return qd_figures_objective (figures, record)->points;
}

static double
objective_load (QdFigures  *figures,
                QdRecord   *record,
                QdCellMark *marks)
{
  double load = qd_figures_objective (figures, record)->load;

  *marks |= load > 1 && !qd_number_equal (load, 1) ? QD_CELL_OVER : 0;

  return load;
}

static double
objective_confidence (QdFigures  *figures,
                      QdRecord   *record,
                      QdCellMark *marks)
{
  return qd_figures_objective (figures, record)->confidence;
}

static double
objective_score (QdFigures  *figures,
                 QdRecord   *record,
                 QdCellMark *marks)
{
  return qd_figures_objective (figures, record)->score;
}

static double
objective_band (QdFigures  *figures,
                QdRecord   *record,
                QdCellMark *marks)
{
  return qd_figures_objective (figures, record)->band;
}

static double
key_result_computed (QdFigures  *figures,
                     QdRecord   *record,
                     QdCellMark *marks)
{
  return qd_figures_key_result (figures, record)->computed;
}

static double
key_result_score (QdFigures  *figures,
                  QdRecord   *record,
                  QdCellMark *marks)
{
  const QdKeyResultFigures *key_result = qd_figures_key_result (figures, record);

  *marks |= isnan (key_result->stated) ? 0 : QD_CELL_STATED;

  return key_result->score;
}

static double
key_result_band (QdFigures  *figures,
                 QdRecord   *record,
                 QdCellMark *marks)
{
  return qd_figures_key_result (figures, record)->band;
}

static double
initiative_priority (QdFigures  *figures,
                     QdRecord   *record,
                     QdCellMark *marks)
{
  return qd_figures_initiative (figures, record)->priority;
}

static double
risk_level (QdFigures  *figures,
            QdRecord   *record,
            QdCellMark *marks)
{
  int level = qd_figures_risk_level (record);

  return level > 0 ? (double) level : NAN;
}

static double
agenda_starts (QdFigures  *figures,
               QdRecord   *record,
               QdCellMark *marks)
{
  return qd_agenda_start_of (record);
}

static double
total_ends (QdFigures *figures,
            QdListId   list)
{
  return qd_agenda_end_of (qd_figures_get_plan (figures));
}

static double
total_capacity (QdFigures *figures,
                QdListId   list)
{
  return qd_figures_totals (figures)->capacity;
}

static double
total_committed (QdFigures *figures,
                 QdListId   list)
{
  return qd_figures_totals (figures)->committed;
}

static double
total_load (QdFigures *figures,
            QdListId   list)
{
  return qd_figures_totals (figures)->load;
}

static double
total_category_points (QdFigures *figures,
                       QdListId   list)
{
  QdList *categories = qd_plan_get_list (qd_figures_get_plan (figures), QD_LIST_ALLOCATION);
  double sum = 0;

  for (guint i = 0; i < qd_list_get_length (categories); i++)
    {
      double points = qd_figures_category (figures, qd_list_get (categories, i))->points;

      sum += isnan (points) ? 0 : points;
    }

  return sum;
}

/* Of initiatives, with a category or without: dependencies have none. */
double
qd_total_initiative_points (QdFigures *figures,
                            QdListId   list)
{
  const QdTotals *totals = qd_figures_totals (figures);

  return list == QD_LIST_REVIEW_OBJECTIVES ? NAN : totals->committed - totals->requested;
}

static double
total_objective_load (QdFigures *figures,
                      QdListId   list)
{
  return list == QD_LIST_REVIEW_OBJECTIVES ? NAN : qd_figures_totals (figures)->load;
}

static double
total_computed (QdFigures *figures,
                QdListId   list)
{
  return list == QD_LIST_REVIEW_OBJECTIVES ? qd_figures_totals (figures)->score_computed : NAN;
}

static double
total_score (QdFigures *figures,
             QdListId   list)
{
  return list == QD_LIST_REVIEW_OBJECTIVES ? qd_figures_totals (figures)->score : NAN;
}

static double
total_band (QdFigures *figures,
            QdListId   list)
{
  return list == QD_LIST_REVIEW_OBJECTIVES ? (double) qd_figures_totals (figures)->band : NAN;
}

static const char *
unknown_confidence (QdFigures *figures,
                    QdRecord  *record)
{
  return _("not voted");
}

static const char *
unknown_score (QdFigures *figures,
               QdRecord  *record)
{
  QdScoreReason reason = qd_figures_key_result (figures, record)->reason;

  return reason == QD_SCORE_NO_TARGET || reason == QD_SCORE_NO_ACTUAL ? "–" : _("not scored");
}

#define NO_OVERRIDE (-1)

const QdComputedColumn qd_computed_columns[] = {
  { QD_RECORD_TEAM, "capacity", N_("Capacity"), "days", QD_FORMAT_POINTS, QD_TEAM_STATED_POINTS, 9, FALSE, FALSE,
    N_("What the team can do in the quarter, in points"), team_capacity, total_capacity, qd_explain_team_capacity },
  { QD_RECORD_TEAM, "committed", N_("Committed"), "days", QD_FORMAT_POINTS, NO_OVERRIDE, 10, FALSE, FALSE,
    N_("Points of the initiatives that the team carries"), team_committed, total_committed, qd_explain_team_committed },
  { QD_RECORD_TEAM, "load", N_("Load"), "days", QD_FORMAT_PART, NO_OVERRIDE, 14, TRUE, FALSE,
    N_("Committed points as a part of the capacity"), team_load, total_load, qd_explain_team_load },

  { QD_RECORD_CATEGORY, "points", N_("Points"), "percent", QD_FORMAT_POINTS, QD_CATEGORY_STATED_POINTS, 8, FALSE, FALSE,
    N_("The share of the total capacity, in points"), category_points, total_category_points,
    qd_explain_category_points },
  { QD_RECORD_CATEGORY, "committed", N_("Committed"), "percent", QD_FORMAT_POINTS, NO_OVERRIDE, 10, FALSE, FALSE,
    N_("Points of the initiatives of this category"), category_committed, qd_total_initiative_points,
    qd_explain_category_committed },
  { QD_RECORD_CATEGORY, "committed-share", N_("Of committed"), "percent", QD_FORMAT_PART, NO_OVERRIDE, 11, FALSE, FALSE,
    N_("The category’s part of all committed points that have a category"), category_part, NULL,
    qd_explain_category_part },

  { QD_RECORD_OBJECTIVE, "points", N_("Points"), "owner", QD_FORMAT_POINTS, NO_OVERRIDE, 8, FALSE, FALSE,
    N_("Points of its initiatives that are neither cut nor stretch"), objective_points, qd_total_initiative_points,
    qd_explain_objective_points },
  { QD_RECORD_OBJECTIVE, "load", N_("Load"), "owner", QD_FORMAT_PART, NO_OVERRIDE, 8, FALSE, FALSE,
    N_("Its points as a part of the capacity of the teams that carry it"), objective_load, total_objective_load,
    qd_explain_objective_load },
  { QD_RECORD_OBJECTIVE, "confidence", N_("Confidence"), "owner", QD_FORMAT_NUMBER, NO_OVERRIDE, 10, FALSE, FALSE,
    N_("Mean confidence in its key results, 0 to 10"), objective_confidence, NULL, qd_explain_objective_confidence,
    unknown_confidence },
  { QD_RECORD_OBJECTIVE, "score", N_("Score"), "owner", QD_FORMAT_SCORE, NO_OVERRIDE, 7, FALSE, TRUE,
    N_("Mean of its scored key results, 0 to 1"), objective_score, total_score, qd_explain_objective_score },
  { QD_RECORD_OBJECTIVE, "band", N_("Band"), "owner", QD_FORMAT_BAND, NO_OVERRIDE, 16, FALSE, TRUE,
    N_("What the score amounts to"), objective_band, total_band, qd_explain_band },

  { QD_RECORD_KEY_RESULT, "computed", N_("Computed"), "actual", QD_FORMAT_SCORE, NO_OVERRIDE, 10, FALSE, FALSE,
    N_("The score that follows from baseline, target and actual, 0 to 1"), key_result_computed, total_computed,
    qd_explain_key_result_computed, unknown_score },
  { QD_RECORD_KEY_RESULT, "score", N_("Score"), "actual", QD_FORMAT_SCORE, QD_KEY_RESULT_STATED, 7, FALSE, FALSE,
    N_("The score that counts: the stated one, else the computed one"), key_result_score, total_score,
    qd_explain_key_result_score },
  { QD_RECORD_KEY_RESULT, "band", N_("Band"), "actual", QD_FORMAT_BAND, NO_OVERRIDE, 24, FALSE, FALSE,
    N_("What the score amounts to"), key_result_band, total_band, qd_explain_band },

  { QD_RECORD_INITIATIVE, "priority", N_("Priority"), "status", QD_FORMAT_NUMBER, NO_OVERRIDE, 8, FALSE, FALSE,
    N_("Impact times confidence by effort times risk"), initiative_priority, NULL, qd_explain_priority },

  { QD_RECORD_RISK, "level", N_("Level"), "impact", QD_FORMAT_NUMBER, NO_OVERRIDE, 6, FALSE, FALSE,
    N_("Likelihood times impact, 1 to 9"), risk_level, NULL, qd_explain_risk_level },

  { QD_RECORD_AGENDA_ITEM, "starts", N_("Starts"), "minutes", QD_FORMAT_TIME, NO_OVERRIDE, 8, FALSE, FALSE,
    N_("When the item begins if all before it take their time; below it, when the meeting ends"), agenda_starts,
    total_ends, qd_explain_agenda_start },
  { .id = NULL },
};
