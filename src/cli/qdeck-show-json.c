#define G_LOG_DOMAIN "Quarterdeck"

#include "qdeck-show-private.h"

#include <math.h>

#include "qd-standing.h"
#include "qdeck-json.h"

/* The figures of a plan as JSON. Ids and numbers, never words in the user's language. */

typedef enum
{
  TOTAL_NUMBER,
  TOTAL_COUNT,
  TOTAL_FLAG,
} TotalKind;

/* A member of QdTotals and its name in the output. */
typedef struct
{
  const char *name;
  TotalKind   kind;
  gsize       offset;
} Total;

#define NUMBER(name, member) { name, TOTAL_NUMBER, G_STRUCT_OFFSET (QdTotals, member) }
#define COUNT(name, member) { name, TOTAL_COUNT, G_STRUCT_OFFSET (QdTotals, member) }
#define FLAG(name, member) { name, TOTAL_FLAG, G_STRUCT_OFFSET (QdTotals, member) }

static const Total score_totals[] = {
  NUMBER ("overall", score),
  NUMBER ("target", score_target),
  COUNT ("key_results", n_key_results),
  COUNT ("scored", n_scored),
  NUMBER ("mean", score_mean),
  FLAG ("stated", score_stated),
  NUMBER ("computed", score_computed),
  NUMBER ("objectives", score_objectives),
  COUNT ("computed_key_results", n_computed),
  COUNT ("stated_key_results", n_stated),
};

static const Total capacity_totals[] = {
  NUMBER ("engineers", engineers),
  NUMBER ("points", capacity),
  NUMBER ("committed", committed),
  NUMBER ("load", load),
  NUMBER ("over", over),
  NUMBER ("free", free),
  COUNT ("teams_over", n_over),
  NUMBER ("unassigned", unassigned),
  NUMBER ("requested", requested),
  NUMBER ("computed", capacity_computed),
  FLAG ("stated", capacity_stated),
  FLAG ("engineers_stated", engineers_stated),
};

static const Total other_totals[] = {
  NUMBER ("allocated_share", share),
  NUMBER ("drift", drift),
  NUMBER ("uncategorised", uncategorised),
  COUNT ("uncategorised_initiatives", n_uncategorised),
  COUNT ("open_risks", n_open_risks),
  COUNT ("critical_risks", n_critical_risks),
  COUNT ("objectives", n_objectives),
  COUNT ("key_results", n_key_results_planned),
  COUNT ("key_results_without_target", n_without_target),
  COUNT ("initiatives", n_initiatives),
  COUNT ("committed_initiatives", n_committed),
};

static const char *const band_ids[] = {
  [QD_BAND_UNKNOWN] = NULL,
  [QD_BAND_MISSED] = "missed",
  [QD_BAND_PARTLY] = "partly",
  [QD_BAND_MET] = "met",
};

static const char *const reason_ids[] = {
  [QD_SCORE_COMPUTED] = "computed",
  [QD_SCORE_NO_TARGET] = "no-target",
  [QD_SCORE_NO_ACTUAL] = "no-actual",
  [QD_SCORE_NOT_UNDERSTOOD] = "not-understood",
  [QD_SCORE_UNITS_DIFFER] = "units-differ",
  [QD_SCORE_NEEDS_BASELINE] = "needs-baseline",
};

static void
append_totals (QdeckJson      *json,
               const QdTotals *totals,
               const Total    *table,
               gsize           n_totals)
{
  for (gsize i = 0; i < n_totals; i++)
    {
      gconstpointer member = (const char *) totals + table[i].offset;

      if (table[i].kind == TOTAL_NUMBER)
        qdeck_json_number (json, table[i].name, *(const double *) member);
      else if (table[i].kind == TOTAL_COUNT)
        qdeck_json_number (json, table[i].name, *(const guint *) member);
      else
        qdeck_json_boolean (json, table[i].name, *(const gboolean *) member);
    }
}

static void
append_key_result (QdeckJson *json,
                   QdFigures *figures,
                   QdRecord  *key_result)
{
  const QdKeyResultFigures *score = qd_figures_key_result (figures, key_result);

  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "id", qd_record_get_id (key_result));
  qdeck_json_text (json, "objective", qd_record_get_title (qd_record_get_parent (key_result)));
  qdeck_json_text (json, "key_result", qd_record_get_title (key_result));
  qdeck_json_text (json, "target", qd_record_get_text (key_result, QD_KEY_RESULT_TARGET));
  qdeck_json_text (json, "actual", qd_record_get_text (key_result, QD_KEY_RESULT_ACTUAL));
  qdeck_json_number (json, "score", score->score);
  qdeck_json_number (json, "computed", score->computed);
  qdeck_json_number (json, "stated", score->stated);
  qdeck_json_text (json, "band", band_ids[score->band]);
  qdeck_json_text (json, "reason", reason_ids[score->reason]);
  qdeck_json_boolean (json, "worse_than_baseline", score->worse_than_baseline);
  qdeck_json_boolean (json, "provisional", score->provisional);
  qdeck_json_end (json);
}

static void
append_score (QdeckJson *json,
              QdFigures *figures)
{
  QdPlan *plan = qd_figures_get_plan (figures);
  const QdTotals *totals = qd_figures_totals (figures);
  QdList *objectives = qd_plan_get_list (plan, QD_LIST_REVIEW_OBJECTIVES);
  QdQuarter quarter = qd_plan_get_previous_quarter (plan);
  g_autofree char *quarter_id = qd_quarter_to_id (&quarter);

  qdeck_json_begin_object (json, "score");
  qdeck_json_text (json, "quarter", quarter_id);
  append_totals (json, totals, score_totals, G_N_ELEMENTS (score_totals));
  qdeck_json_text (json, "band", band_ids[totals->band]);
  qdeck_json_end (json);

  qdeck_json_begin_array (json, "scorecard");
  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdList *key_results = qd_record_get_list (qd_list_get (objectives, i), QD_LIST_KEY_RESULTS);

      for (guint j = 0; j < qd_list_get_length (key_results); j++)
        append_key_result (json, figures, qd_list_get (key_results, j));
    }
  qdeck_json_end (json);
}

static void
append_team (QdeckJson *json,
             QdFigures *figures,
             QdRecord  *team)
{
  const QdTeamFigures *load = qd_figures_team (figures, team);

  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "id", qd_record_get_id (team));
  qdeck_json_text (json, "name", qd_record_get_title (team));
  qdeck_json_number (json, "engineers", load->engineers);
  qdeck_json_number (json, "points", load->capacity);
  qdeck_json_number (json, "committed", load->committed);
  qdeck_json_number (json, "load", load->load);
  qdeck_json_boolean (json, "assumed", load->assumed > 0);
  qdeck_json_number (json, "assumed_points", load->assumed);
  qdeck_json_number (json, "balance", load->balance);
  qdeck_json_number (json, "computed", load->computed);
  qdeck_json_boolean (json, "stated", load->stated);
  qdeck_json_end (json);
}

static void
append_category (QdeckJson *json,
                 QdFigures *figures,
                 QdRecord  *category)
{
  const QdCategoryFigures *share = qd_figures_category (figures, category);

  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "id", qd_record_get_id (category));
  qdeck_json_text (json, "category", qd_record_get_title (category));
  qdeck_json_number (json, "percent", qd_record_get_number (category, QD_CATEGORY_PERCENT));
  qdeck_json_number (json, "points", share->points);
  qdeck_json_number (json, "committed", share->committed);
  qdeck_json_number (json, "committed_share", share->committed_share);
  qdeck_json_number (json, "previous_percent", qd_record_get_number (category, QD_CATEGORY_PREVIOUS));
  qdeck_json_number (json, "initiatives", share->n_initiatives);
  qdeck_json_number (json, "computed", share->computed);
  qdeck_json_boolean (json, "stated", share->stated);
  qdeck_json_end (json);
}

static void
append_objective (QdeckJson *json,
                  QdFigures *figures,
                  QdRecord  *objective)
{
  const QdObjectiveFigures *sums = qd_figures_objective (figures, objective);

  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "id", qd_record_get_id (objective));
  qdeck_json_text (json, "title", qd_record_get_title (objective));
  qdeck_json_text (json, "owner", qd_record_get_text (objective, QD_OBJECTIVE_OWNER));
  qdeck_json_number (json, "key_results", sums->n_key_results);
  qdeck_json_number (json, "initiatives", sums->n_initiatives);
  qdeck_json_number (json, "points", sums->points);
  qdeck_json_boolean (json, "assumed", sums->assumed > 0);
  qdeck_json_number (json, "load", sums->load);
  qdeck_json_number (json, "score", sums->score);
  qdeck_json_number (json, "confidence", sums->confidence);
  qdeck_json_end (json);
}

static void
append_risk (QdeckJson *json,
             QdFigures *figures,
             QdRecord  *risk)
{
  int level = qd_figures_risk_level (risk);

  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "id", qd_record_get_id (risk));
  qdeck_json_text (json, "risk", qd_record_get_title (risk));
  qdeck_json_text (json, "likelihood", qd_record_get_text (risk, QD_RISK_LIKELIHOOD));
  qdeck_json_text (json, "impact", qd_record_get_text (risk, QD_RISK_IMPACT));
  qdeck_json_number (json, "level", level > 0 ? (double) level : NAN);
  qdeck_json_text (json, "status", qd_record_get_text (risk, QD_RISK_STATUS));
  qdeck_json_text (json, "owner", qd_record_get_text (risk, QD_RISK_OWNER));
  qdeck_json_end (json);
}

typedef void (*AppendFunc) (QdeckJson *json,
                            QdFigures *figures,
                            QdRecord  *record);

static void
append_list (QdeckJson  *json,
             const char *key,
             QdFigures  *figures,
             QdListId    id,
             AppendFunc  append)
{
  QdList *list = qd_plan_get_list (qd_figures_get_plan (figures), id);

  qdeck_json_begin_array (json, key);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    append (json, figures, qd_list_get (list, i));
  qdeck_json_end (json);
}

static void
append_findings (QdeckJson *json,
                 GPtrArray *findings)
{
  static const QdSeverity severities[] = { QD_SEVERITY_ERROR, QD_SEVERITY_WARNING, QD_SEVERITY_NOTE };

  qdeck_json_begin_object (json, "findings");
  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    qdeck_json_number (json, qd_severity_id (severities[i]), qd_findings_count (findings, severities[i]));
  qdeck_json_end (json);
}

/**
 * qdeck_show_json:
 * @figures: the figures of a plan
 * @findings: (element-type QdFinding): what was found in it
 *
 * Returns: (transfer full): an object with all sums and the figures of each record that has some
 */
char *
qdeck_show_json (QdFigures *figures,
                 GPtrArray *findings)
{
  QdPlan *plan = qd_figures_get_plan (figures);
  QdRecord *root = qd_plan_get_root (plan);
  const QdTotals *totals = qd_figures_totals (figures);
  QdQuarter quarter = qd_plan_get_quarter (plan);
  g_autofree char *quarter_id = qd_quarter_to_id (&quarter);
  g_autoptr (QdeckJson) json = qdeck_json_new (FALSE);

  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "quarter", quarter_id);
  qdeck_json_text (json, "title", qd_record_get_text (root, QD_PLAN_TITLE));
  qdeck_json_text (json, "state", qd_plan_get_standing (plan) == QD_STANDING_CHANGED ? "changed"
                                                                                  : qd_record_get_text (root, QD_PLAN_STATE));
  append_score (json, figures);

  qdeck_json_begin_object (json, "capacity");
  append_totals (json, totals, capacity_totals, G_N_ELEMENTS (capacity_totals));
  append_list (json, "teams", figures, QD_LIST_TEAMS, append_team);
  qdeck_json_end (json);

  append_list (json, "allocation", figures, QD_LIST_ALLOCATION, append_category);
  append_list (json, "objectives", figures, QD_LIST_OBJECTIVES, append_objective);
  append_list (json, "risks", figures, QD_LIST_RISKS, append_risk);

  qdeck_json_begin_object (json, "totals");
  append_totals (json, totals, other_totals, G_N_ELEMENTS (other_totals));
  qdeck_json_end (json);
  append_findings (json, findings);
  qdeck_json_end (json);

  return g_strdup (qdeck_json_finish (json));
}
