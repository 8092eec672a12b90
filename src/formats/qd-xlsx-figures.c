#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-number.h"
#include "qd-score.h"

/* The figures of the plan as formulas, so that the workbook follows when somebody plays with its numbers. A formula is
 * only written where it says what the plan says; elsewhere the figure stands as a number. */

/* The longest text that can be looked for, and what means something else in a condition. */
#define CONDITION_MAX 255
#define CONDITION_MARKS "*?~"
#define CONDITION_STARTS "<>="

/* More teams than this make no formula that anybody reads. */
#define CARRIERS_MAX 12

/* What is cut or only a stretch does not count. */
#define COUNTS "{initiatives:status},{\"<>initiative.status.stretch\"}," \
               "{initiatives:status},{\"<>initiative.status.cut\"},{initiatives:points},\">0\""
#define IF_STATED(id) "[IF(ISNUMBER({" id "}),{" id "},|]"
#define END_STATED(id) "[{?" id "})|]"
#define BAND "=IF(ISNUMBER({score}),IF({score}>={settings.band-high},{\"band.met\"},IF({score}>={settings.band-low},{\"band.partly\"}," \
             "{\"band.missed\"})),\"\")"
#define MEAN_OF_OBJECTIVE(sheet, column) "=AVERAGEIF({" sheet ":no},{no},{" sheet ":" column "})"

#define LOAD "=IF({capacity}>0,{committed}/{capacity},\"\")"

/* Fixed-point figures are exact to a millionth. */
#define TOLERANCE 1e-4

/* A name as a condition finds the cells that say just that. */
static gboolean
is_condition (const char *name)
{
  return *name != '\0' && strchr (CONDITION_STARTS, *name) == NULL && strpbrk (name, CONDITION_MARKS) == NULL &&
         g_utf8_strlen (name, -1) <= CONDITION_MAX;
}

/* Names that are given twice, or that a spreadsheet takes for the same, would count twice. */
static gboolean
category_is_clear (QdBook   *book,
                   QdRecord *category)
{
  const char *name = qd_record_get_text (category, QD_CATEGORY_NAME);
  double committed = qd_figures_category (book->figures, category)->committed;

  return is_condition (name) && fabs (qd_book_points_of (book->category_points, name) - committed) < TOLERANCE;
}

/* Shares are rounded so that they add up; most round the usual way all the same. */
static gboolean
share_rounds (QdBook   *book,
              QdRecord *category)
{
  const QdCategoryFigures *figures = qd_figures_category (book->figures, category);
  double points = figures->share * qd_figures_totals (book->figures)->capacity;

  return qd_number_equal (qd_number_round (points, 0), figures->computed);
}

/* All of a team's work by its name, and its part of what all carry together. */
static gboolean
build_team_committed (QdBook            *book,
                      const QdBookSheet *sheet,
                      QdRecord          *team,
                      guint              row,
                      GString           *formula)
{
  const QdTeamFigures *figures = qd_figures_team (book->figures, team);
  const char *name = qd_record_get_text (team, QD_TEAM_NAME);
  double pool = qd_book_points_of (book->team_points, qd_book_everyone ());
  double capacity = qd_figures_totals (book->figures)->capacity_computed;
  double own = qd_book_points_of (book->team_points, name);
  double part = pool > 0 ? pool * figures->capacity / capacity : 0;

  if (!is_condition (name) || !(fabs (own + part - figures->committed) < TOLERANCE))
    return FALSE;

  if (!qd_book_expand (book, sheet, row, "=SUMIF({work:team},{name},{work:points})", formula))
    return FALSE;
  if (pool <= 0)
    return TRUE;

  g_string_append (formula, "+SUMIF(");
  if (!qd_book_expand (book, sheet, row, "{work:team},", formula))
    return FALSE;
  qd_book_append_string (formula, qd_book_everyone ());

  return qd_book_expand (book, sheet, row, ",{work:points})*{capacity}/SUM({teams:capacity})", formula);
}

/* Who carries an objective. */
typedef struct
{
  GPtrArray *teams;
  gboolean   everyone;
} Carriers;

static void
add_carrier (QdRecord *team,
             gboolean  everyone,
             double    points,
             gpointer  user_data)
{
  Carriers *carriers = user_data;

  carriers->everyone |= everyone;
  if (team != NULL && !g_ptr_array_find (carriers->teams, team, NULL))
    g_ptr_array_add (carriers->teams, team);
}

static double
carriers_capacity (QdBook         *book,
                   const Carriers *carriers)
{
  double capacity = 0;

  if (carriers->everyone)
    return qd_figures_totals (book->figures)->capacity_computed;

  for (guint i = 0; i < carriers->teams->len; i++)
    capacity += qd_figures_team (book->figures, g_ptr_array_index (carriers->teams, i))->capacity;

  return capacity;
}

/* Its points by the capacity of the teams that carry it. */
static gboolean
build_objective_load (QdBook            *book,
                      const QdBookSheet *sheet,
                      QdRecord          *objective,
                      guint              row,
                      GString           *formula)
{
  const QdObjectiveFigures *figures = qd_figures_objective (book->figures, objective);
  const QdBookSheet *teams = qd_book_find_sheet (book, "teams");
  QdList *initiatives = qd_record_get_list (objective, QD_LIST_INITIATIVES);
  g_autoptr (GPtrArray) carrying = g_ptr_array_new ();
  Carriers carriers = { carrying, FALSE };
  int column = teams != NULL ? qd_book_find_column (teams, "capacity") : -1;

  for (guint i = 0; i < qd_list_get_length (initiatives) && carrying->len <= CARRIERS_MAX; i++)
    qd_figures_foreach_part (book->figures, qd_list_get (initiatives, i), add_carrier, &carriers);

  if (column < 0 || carrying->len > CARRIERS_MAX ||
      !(fabs (figures->points / carriers_capacity (book, &carriers) - figures->load) < TOLERANCE))
    return FALSE;
  if (carriers.everyone)
    return qd_book_expand (book, sheet, row, "={points}/SUM({teams:capacity})", formula);

  if (!qd_book_expand (book, sheet, row, carrying->len > 1 ? "={points}/(" : "={points}/", formula))
    return FALSE;
  for (guint i = 0; i < carrying->len; i++)
    {
      if (i > 0)
        g_string_append_c (formula, '+');
      qd_book_append_cell (formula, sheet, teams, qd_book_row_of (book, g_ptr_array_index (carrying, i)),
                           (guint) column);
    }
  if (carrying->len > 1)
    g_string_append_c (formula, ')');

  return TRUE;
}

/* One side of a score: the cell that holds it as a number, or else what was read of its text. */
typedef struct
{
  const char *column;
  double      number; /* as cells hold it: 0.21 for 21 % */
  gboolean    in_cell;
} Operand;

static Operand
read_operand (QdBook          *book,
              QdRecord        *key_result,
              guint            field,
              double           value,
              double           scale)
{
  Operand operand = { qd_record_get_field (key_result, field)->key, qd_number_round (value * scale, 12), FALSE };
  QdBookNumber number;

  operand.in_cell = qd_book_read_measure (book, qd_record_get_text (key_result, field), &number) &&
                    qd_number_equal (number.number, operand.number);

  return operand;
}

static void
append_operand (QdBook            *book,
                const QdBookSheet *sheet,
                guint              row,
                const Operand     *operand,
                GString           *formula)
{
  g_autofree char *reference = g_strdup_printf ("{%s}", operand->column);
  g_autofree char *number = NULL;

  if (operand->in_cell && qd_book_expand (book, sheet, row, reference, formula))
    return;

  number = qd_number_to_json (operand->number);
  g_string_append_printf (formula, operand->number < 0 ? "(%s)" : "%s", number);
}

/* The ways to score with numbers, in the order in which they are tried: a is the actual value, b the baseline and t the
 * target. The first that says what the plan says is the one. */
typedef enum
{
  WAY_OF_BASELINE,
  PART_OF_TARGET,
  AT_MOST,
  AT_LEAST,
  N_WAYS
} Way;

static const char *const ways[N_WAYS] = {
  [WAY_OF_BASELINE] = "=MAX(0,MIN(1,(a-b)/(t-b)))",
  [PART_OF_TARGET] = "=MAX(0,MIN(1,a/t))",
  [AT_MOST] = "=IF(a<=t,1,0)",
  [AT_LEAST] = "=IF(a>=t,1,\"\")",
};

static double
score_by (Way    way,
          double actual,
          double baseline,
          double target)
{
  switch (way)
    {
    case WAY_OF_BASELINE:
      return qd_number_equal (baseline, target) ? NAN : CLAMP ((actual - baseline) / (target - baseline), 0, 1);
    case PART_OF_TARGET:
      return target > 0 ? CLAMP (actual / target, 0, 1) : NAN;
    case AT_MOST:
      return actual <= target ? 1 : 0;
    case AT_LEAST:
      return actual >= target ? 1 : NAN;
    case N_WAYS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
way_fits (Way              way,
          const QdMeasure *target)
{
  gboolean at_most = target->bound == QD_BOUND_AT_MOST || target->value == 0;

  switch (way)
    {
    case WAY_OF_BASELINE:
      return TRUE;
    case PART_OF_TARGET:
      return !target->percent && !at_most;
    case AT_MOST:
      return at_most;
    case AT_LEAST:
    case N_WAYS:
    default:
      return target->percent && !at_most;
    }
}

static gboolean
build_key_result_computed (QdBook            *book,
                           const QdBookSheet *sheet,
                           QdRecord          *key_result,
                           guint              row,
                           GString           *formula)
{
  const GDate *near_date = g_date_valid (&book->near_date) ? &book->near_date : NULL;
  QdScoreInput input = qd_score_read (key_result, near_date);
  double computed = qd_figures_key_result (book->figures, key_result)->computed;
  double scale = input.target.percent ? 0.01 : 1;
  double from = qd_measure_has_number (&input.baseline) ? input.baseline.value : input.target.from;
  Operand actual = read_operand (book, key_result, QD_KEY_RESULT_ACTUAL, input.actual.value, scale);
  Operand baseline = read_operand (book, key_result, QD_KEY_RESULT_BASELINE, from, scale);
  Operand target = read_operand (book, key_result, QD_KEY_RESULT_TARGET, input.target.value, scale);
  Way way = WAY_OF_BASELINE;

  if (!qd_book_gets (book, sheet->list, baseline.column) || !qd_book_gets (book, sheet->list, target.column) ||
      !qd_book_gets (book, sheet->list, actual.column))
    return FALSE;
  if (input.kind == QD_KEY_RESULT_MILESTONE || !qd_measure_has_number (&input.target) ||
      input.actual.kind != QD_MEASURE_NUMBER)
    return FALSE;

  while (way < N_WAYS && !(way_fits (way, &input.target) &&
                           qd_number_equal (score_by (way, actual.number, baseline.number, target.number), computed)))
    way++;
  if (way == N_WAYS)
    return FALSE;

  for (const char *p = ways[way]; *p != '\0'; p++)
    if (*p == 'a' || *p == 'b' || *p == 't')
      append_operand (book, sheet, row, *p == 'a' ? &actual : *p == 'b' ? &baseline : &target, formula);
    else
      g_string_append_c (formula, *p);

  return TRUE;
}

/* Of computed columns: the first line that holds is the one. */
static const struct
{
  QdRecordType type;
  const char  *column;
  const char  *text;
  gboolean   (*holds) (QdBook   *book,
                       QdRecord *record);
  gboolean   (*build) (QdBook            *book,
                       const QdBookSheet *sheet,
                       QdRecord          *record,
                       guint              row,
                       GString           *formula);
} cell_formulas[] = {
  { QD_RECORD_TEAM, "capacity",
    "=" IF_STATED ("stated-points") "MAX(0,[({engineers}-{missing})|{engineers}]*{days}[*{availability}|]"
    "[*(1-{reserve})|]*[IF(ISNUMBER({points-per-day}),{points-per-day},{settings.points-per-day})|"
    "{settings.points-per-day}])" END_STATED ("stated-points") },
  { QD_RECORD_TEAM, "committed", NULL, NULL, build_team_committed },
  { QD_RECORD_TEAM, "load", LOAD },
  { QD_RECORD_CATEGORY, "points",
    "=" IF_STATED ("stated-points") "ROUND({percent}*{teams!capacity},0)" END_STATED ("stated-points"), share_rounds },
  { QD_RECORD_CATEGORY, "committed", "=SUMIFS({initiatives:points},{initiatives:category},{name}," COUNTS ")",
    category_is_clear },
  { QD_RECORD_CATEGORY, "committed-share",
    "=IF(SUM({allocation:committed})>0,{committed}/SUM({allocation:committed}),\"\")" },
  { QD_RECORD_OBJECTIVE, "points", "=SUMIFS({initiatives:points},{initiatives:no},{no}," COUNTS ")" },
  { QD_RECORD_OBJECTIVE, "load", NULL, NULL, build_objective_load },
  { QD_RECORD_OBJECTIVE, "confidence", "=AVERAGEIF({key-results:no},{no},{key-results:confidence})" },
  { QD_RECORD_OBJECTIVE, "score", "=AVERAGEIF({review-key-results:no},{no},{review-key-results:score})" },
  { QD_RECORD_OBJECTIVE, "band", BAND },
  { QD_RECORD_KEY_RESULT, "computed", NULL, NULL, build_key_result_computed },
  { QD_RECORD_KEY_RESULT, "score", "=" IF_STATED ("stated") "{computed}" END_STATED ("stated") },
  { QD_RECORD_KEY_RESULT, "band", BAND },
  { QD_RECORD_RISK, "level", "=MATCH({likelihood},{\"levels\"},0)*MATCH({impact},{\"levels\"},0)" },
};

static gboolean
capacity_is_computed (QdBook *book)
{
  return !qd_figures_totals (book->figures)->capacity_stated;
}

static gboolean
engineers_are_computed (QdBook *book)
{
  return !qd_figures_totals (book->figures)->engineers_stated;
}

static gboolean
score_is_mean (QdBook     *book,
               const char *setting)
{
  QdRecord *settings = qd_plan_get_single (book->plan, QD_LIST_SETTINGS);

  return !qd_figures_totals (book->figures)->score_stated &&
         g_str_equal (qd_record_get_text (settings, QD_SETTINGS_SCORE_MEAN), setting);
}

static gboolean
score_is_of_key_results (QdBook *book)
{
  return score_is_mean (book, "key-results");
}

static gboolean
score_is_of_objectives (QdBook *book)
{
  return score_is_mean (book, "objectives");
}

static gboolean
score_is_weighted (QdBook *book)
{
  return score_is_mean (book, "weighted");
}

static const struct
{
  const char *sheet;
  const char *column;
  const char *text;
  gboolean  (*holds) (QdBook *book);
} total_formulas[] = {
  { "teams", "engineers", "=SUM({teams:engineers})", engineers_are_computed },
  { "teams", "capacity", "=SUM({teams:capacity})", capacity_is_computed },
  { "teams", "committed", "=SUM({work:points})" },
  { "teams", "load", LOAD },
  { "allocation", "percent", "=SUM({allocation:percent})" },
  { "allocation", "points", "=SUM({allocation:points})" },
  { "allocation", "committed", "=SUMIFS({initiatives:points}," COUNTS ")" },
  { "objectives", "points", "=SUM({objectives:points})" },
  { "objectives", "load", "={teams!load}" },
  { "initiatives", "points", "=SUMIFS({initiatives:points}," COUNTS ")" },
  { "work", "points", "=SUM({work:points})" },
  { "review-objectives", "score", "={review-key-results!score}" },
  { "review-objectives", "band", BAND },
  { "review-key-results", "computed", "=AVERAGE({review-key-results:computed})" },
  { "review-key-results", "score", "=AVERAGE({review-key-results:score})", score_is_of_key_results },
  { "review-key-results", "score", "=AVERAGE({review-objectives:score})", score_is_of_objectives },
  { "review-key-results", "score",
    "=SUMPRODUCT({review-key-results:score},{review-key-results:weight})/"
    "SUMPRODUCT(--ISNUMBER({review-key-results:score}),{review-key-results:weight})", score_is_weighted },
  { "review-key-results", "score", "=AVERAGE({review-key-results:score})", score_is_weighted },
  { "review-key-results", "band", BAND },
  { "agenda", "minutes", "=SUM({agenda:minutes})" },
};

/**
 * qd_book_cell_formula:
 * @sheet: a sheet
 * @column: one of its columns
 * @record: the record of a row
 * @row: the row, from 0
 *
 * Returns: (transfer full) (nullable): what the figure follows from; %NULL if no formula says what the plan says
 */
char *
qd_book_cell_formula (QdBook            *book,
                      const QdBookSheet *sheet,
                      const QdColumn    *column,
                      QdRecord          *record,
                      guint              row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cell_formulas); i++)
    {
      g_autoptr (GString) formula = g_string_new (NULL);

      if (cell_formulas[i].type != column->record_type || !g_str_equal (cell_formulas[i].column, column->id) ||
          (cell_formulas[i].holds != NULL && !cell_formulas[i].holds (book, record)))
        continue;

      if (cell_formulas[i].build != NULL ? cell_formulas[i].build (book, sheet, record, row, formula)
                                         : qd_book_expand (book, sheet, row, cell_formulas[i].text, formula))
        return g_string_free (g_steal_pointer (&formula), FALSE);
    }

  return NULL;
}

/**
 * qd_book_total_formula:
 * @sheet: a sheet
 * @column: the id of one of its columns
 *
 * Returns: (transfer full) (nullable): what the figure in the row below the others follows from
 */
char *
qd_book_total_formula (QdBook            *book,
                       const QdBookSheet *sheet,
                       const char        *column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (total_formulas); i++)
    {
      g_autoptr (GString) formula = g_string_new (NULL);

      if (!g_str_equal (total_formulas[i].sheet, sheet->id) || !g_str_equal (total_formulas[i].column, column) ||
          (total_formulas[i].holds != NULL && !total_formulas[i].holds (book)))
        continue;

      if (qd_book_expand (book, sheet, sheet->n_rows + 1, total_formulas[i].text, formula))
        return g_string_free (g_steal_pointer (&formula), FALSE);
    }

  return NULL;
}
