#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-figures-private.h"

#include <math.h>

#include "qd-number.h"

typedef enum
{
  PART_DOUBLE,
  PART_BOOLEAN,
  PART_COUNT,
  PART_BAND,
  PART_REASON,
  PART_RECORD,
} PartType;

/* One figure of a struct. */
typedef struct
{
  const char *name;
  gsize       offset;
  PartType    type;
} Part;

#define PART(Struct, member, type) { #member, G_STRUCT_OFFSET (Struct, member), PART_##type }

static const Part team_parts[] = {
  PART (QdTeamFigures, engineers, DOUBLE), PART (QdTeamFigures, computed, DOUBLE),
  PART (QdTeamFigures, stated, BOOLEAN),   PART (QdTeamFigures, capacity, DOUBLE),
  PART (QdTeamFigures, committed, DOUBLE), PART (QdTeamFigures, assumed, DOUBLE),
  PART (QdTeamFigures, load, DOUBLE),      PART (QdTeamFigures, balance, DOUBLE),
  PART (QdTeamFigures, missing, DOUBLE),
};

static const Part category_parts[] = {
  PART (QdCategoryFigures, share, DOUBLE),           PART (QdCategoryFigures, computed, DOUBLE),
  PART (QdCategoryFigures, stated, BOOLEAN),         PART (QdCategoryFigures, points, DOUBLE),
  PART (QdCategoryFigures, committed, DOUBLE),       PART (QdCategoryFigures, committed_share, DOUBLE),
  PART (QdCategoryFigures, n_initiatives, COUNT),
};

static const Part objective_parts[] = {
  PART (QdObjectiveFigures, points, DOUBLE),       PART (QdObjectiveFigures, assumed, DOUBLE),
  PART (QdObjectiveFigures, load, DOUBLE),         PART (QdObjectiveFigures, score, DOUBLE),
  PART (QdObjectiveFigures, band, BAND),           PART (QdObjectiveFigures, n_key_results, COUNT),
  PART (QdObjectiveFigures, n_scored, COUNT),      PART (QdObjectiveFigures, n_initiatives, COUNT),
  PART (QdObjectiveFigures, confidence, DOUBLE),
};

static const Part key_result_parts[] = {
  PART (QdKeyResultFigures, computed, DOUBLE),             PART (QdKeyResultFigures, stated, DOUBLE),
  PART (QdKeyResultFigures, score, DOUBLE),                PART (QdKeyResultFigures, band, BAND),
  PART (QdKeyResultFigures, reason, REASON),               PART (QdKeyResultFigures, worse_than_baseline, BOOLEAN),
  PART (QdKeyResultFigures, provisional, BOOLEAN),
};

static const Part initiative_parts[] = {
  PART (QdInitiativeFigures, points, DOUBLE),      PART (QdInitiativeFigures, assumed, BOOLEAN),
  PART (QdInitiativeFigures, unassigned, BOOLEAN), PART (QdInitiativeFigures, category, RECORD),
  PART (QdInitiativeFigures, priority, DOUBLE),
};

static const Part totals_parts[] = {
  PART (QdTotals, engineers, DOUBLE),        PART (QdTotals, engineers_stated, BOOLEAN),
  PART (QdTotals, capacity, DOUBLE),         PART (QdTotals, capacity_computed, DOUBLE),
  PART (QdTotals, capacity_stated, BOOLEAN), PART (QdTotals, committed, DOUBLE),
  PART (QdTotals, load, DOUBLE),             PART (QdTotals, over, DOUBLE),
  PART (QdTotals, free, DOUBLE),             PART (QdTotals, n_over, COUNT),
  PART (QdTotals, requested, DOUBLE),        PART (QdTotals, unassigned, DOUBLE),
  PART (QdTotals, uncategorised, DOUBLE),    PART (QdTotals, n_uncategorised, COUNT),
  PART (QdTotals, share, DOUBLE),            PART (QdTotals, drift, DOUBLE),
  PART (QdTotals, score, DOUBLE),            PART (QdTotals, score_mean, DOUBLE),
  PART (QdTotals, score_stated, BOOLEAN),    PART (QdTotals, score_computed, DOUBLE),
  PART (QdTotals, score_target, DOUBLE),     PART (QdTotals, n_key_results, COUNT),
  PART (QdTotals, n_scored, COUNT),          PART (QdTotals, n_computed, COUNT),
  PART (QdTotals, n_stated, COUNT),          PART (QdTotals, score_objectives, DOUBLE),
  PART (QdTotals, band, BAND),               PART (QdTotals, n_open_risks, COUNT),
  PART (QdTotals, n_critical_risks, COUNT),  PART (QdTotals, n_objectives, COUNT),
  PART (QdTotals, n_key_results_planned, COUNT), PART (QdTotals, n_initiatives, COUNT),
  PART (QdTotals, n_committed, COUNT),       PART (QdTotals, n_without_target, COUNT),
  PART (QdTotals, engineers_computed, DOUBLE), PART (QdTotals, n_scored_planned, COUNT),
};

typedef gconstpointer (*ReadFigures) (QdFigures *figures,
                                      QdRecord  *record);

static gconstpointer
read_team (QdFigures *figures,
           QdRecord  *record)
{
  return qd_figures_team (figures, record);
}

static gconstpointer
read_category (QdFigures *figures,
               QdRecord  *record)
{
  return qd_figures_category (figures, record);
}

static gconstpointer
read_objective (QdFigures *figures,
                QdRecord  *record)
{
  return qd_figures_objective (figures, record);
}

static gconstpointer
read_key_result (QdFigures *figures,
                 QdRecord  *record)
{
  return qd_figures_key_result (figures, record);
}

static gconstpointer
read_initiative (QdFigures *figures,
                 QdRecord  *record)
{
  return qd_figures_initiative (figures, record);
}

static const struct
{
  ReadFigures read;
  const Part *parts;
  gsize       n_parts;
} records[QD_N_RECORD_TYPES] = {
  [QD_RECORD_TEAM] = { read_team, team_parts, G_N_ELEMENTS (team_parts) },
  [QD_RECORD_CATEGORY] = { read_category, category_parts, G_N_ELEMENTS (category_parts) },
  [QD_RECORD_OBJECTIVE] = { read_objective, objective_parts, G_N_ELEMENTS (objective_parts) },
  [QD_RECORD_KEY_RESULT] = { read_key_result, key_result_parts, G_N_ELEMENTS (key_result_parts) },
  [QD_RECORD_INITIATIVE] = { read_initiative, initiative_parts, G_N_ELEMENTS (initiative_parts) },
};

/* To the last bit: only two unknown numbers are the same without being equal. */
static gboolean
part_equal (const Part    *part,
            gconstpointer  a,
            gconstpointer  b)
{
  const char *at_a = (const char *) a + part->offset;
  const char *at_b = (const char *) b + part->offset;

  switch (part->type)
    {
    case PART_DOUBLE:
      {
        double left = *(const double *) (gconstpointer) at_a;
        double right = *(const double *) (gconstpointer) at_b;

        return left == right || (isnan (left) && isnan (right));
      }

    case PART_RECORD:
      {
        QdRecord *left = *(QdRecord *const *) (gconstpointer) at_a;
        QdRecord *right = *(QdRecord *const *) (gconstpointer) at_b;

        return g_strcmp0 (left != NULL ? qd_record_get_id (left) : NULL,
                          right != NULL ? qd_record_get_id (right) : NULL) == 0;
      }

    case PART_BAND:
      return *(const QdBand *) (gconstpointer) at_a == *(const QdBand *) (gconstpointer) at_b;
    case PART_REASON:
      return *(const QdScoreReason *) (gconstpointer) at_a == *(const QdScoreReason *) (gconstpointer) at_b;
    case PART_BOOLEAN:
    case PART_COUNT:
    default:
      return *(const guint *) (gconstpointer) at_a == *(const guint *) (gconstpointer) at_b;
    }
}

static char *
part_describe (const Part    *part,
               gconstpointer  a,
               gconstpointer  b,
               const char    *id)
{
  const char *at_a = (const char *) a + part->offset;
  const char *at_b = (const char *) b + part->offset;
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (part->type != PART_DOUBLE)
    return g_strdup_printf ("%s of %s differs", part->name, id);

  left = qd_number_to_json (*(const double *) (gconstpointer) at_a);
  right = qd_number_to_json (*(const double *) (gconstpointer) at_b);

  return g_strdup_printf ("%s of %s is %s and %s", part->name, id, left, right);
}

static gboolean
parts_equal (const Part     *parts,
             gsize           n_parts,
             gconstpointer   a,
             gconstpointer   b,
             const char     *id,
             char          **difference)
{
  for (gsize i = 0; i < n_parts; i++)
    {
      if (part_equal (&parts[i], a, b))
        continue;

      if (difference != NULL)
        *difference = part_describe (&parts[i], a, b, id);
      return FALSE;
    }

  return TRUE;
}

typedef struct
{
  QdFigures  *a;
  QdFigures  *b;
  gboolean    equal;
  char      **difference;
} Comparison;

static void
compare_record (QdRecord *record,
                gpointer  user_data)
{
  Comparison *comparison = user_data;
  QdRecordType type = qd_record_get_record_type (record);
  QdRecord *other;

  if (!comparison->equal || records[type].read == NULL)
    return;

  other = qd_plan_find (comparison->b->plan, qd_record_get_id (record));
  if (other == NULL || qd_record_get_record_type (other) != type)
    {
      comparison->equal = FALSE;
      if (comparison->difference != NULL)
        *comparison->difference = g_strdup_printf ("%s is only in one of them", qd_record_get_id (record));
      return;
    }

  comparison->equal = parts_equal (records[type].parts, records[type].n_parts,
                                   records[type].read (comparison->a, record),
                                   records[type].read (comparison->b, other), qd_record_get_id (record),
                                   comparison->difference);
}

/**
 * qd_figures_equal:
 * @a: figures
 * @b: other figures, of the same plan or of one with the same ids
 * @difference: (out) (optional) (transfer full): the first figure that differs, for tests and logs
 *
 * Returns: whether every figure of @a is the same in @b, to the last bit
 */
gboolean
qd_figures_equal (QdFigures  *a,
                  QdFigures  *b,
                  char      **difference)
{
  Comparison comparison = { a, b, TRUE, difference };

  g_return_val_if_fail (QD_IS_FIGURES (a), FALSE);
  g_return_val_if_fail (QD_IS_FIGURES (b), FALSE);

  if (difference != NULL)
    *difference = NULL;

  comparison.equal = parts_equal (totals_parts, G_N_ELEMENTS (totals_parts), qd_figures_totals (a),
                                  qd_figures_totals (b),
                                  "the plan", difference);
  if (comparison.equal && g_hash_table_size (a->entries) != g_hash_table_size (b->entries))
    {
      comparison.equal = FALSE;
      if (difference != NULL)
        *difference = g_strdup ("one of them has more records");
    }

  qd_record_foreach (qd_plan_get_root (a->plan), compare_record, &comparison);

  return comparison.equal;
}
