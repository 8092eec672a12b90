#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-figures-private.h"

#include <math.h>
#include <time.h>

G_DEFINE_FINAL_TYPE (QdFigures, qd_figures, G_TYPE_OBJECT)

/* What beyond this is no plan any more keeps the sums from wrapping. */
#define NUMBER_MAX 1e9

QdFixed
qd_fixed (double number)
{
  return isfinite (number) ? llround (CLAMP (number, -NUMBER_MAX, NUMBER_MAX) * QD_FIXED_ONE) : 0;
}

double
qd_fixed_number (QdFixed fixed)
{
  return (double) fixed / QD_FIXED_ONE;
}

gint64
qd_fixed_score (double score)
{
  return isfinite (score) ? llround (CLAMP (score, -1e6, 1e6) * QD_FIXED_SCORE) : 0;
}

/* The mean of @n scores, in billionths; NAN of none. */
double
qd_fixed_mean (gint64 sum,
               guint  n)
{
  return n > 0 ? (double) sum / ((double) QD_FIXED_SCORE * n) : NAN;
}

/* Unsigned inside: whatever a plan claims, leaving undoes joining. */
void
qd_fixed_add (gint64 *sum,
              gint64  amount,
              int     sign)
{
  *sum = (gint64) (sign > 0 ? (guint64) *sum + (guint64) amount : (guint64) *sum - (guint64) amount);
}

/* @whole * @part / @of, rounded. */
gint64
qd_fixed_part (gint64 whole,
               gint64 part,
               gint64 of)
{
  return part == of ? whole : llround ((double) whole * ((double) part / (double) of));
}

/* All that is typed about teams is read anew: the names in it may mean others now. */
static void
read_names (QdFigures *self)
{
  GHashTableIter iter;
  gpointer value;

  self->names = qd_team_names_new (qd_plan_get_list (self->plan, QD_LIST_TEAMS));
  self->named = TRUE;
  self->pool_moved = TRUE;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      QdEntry *entry = value;

      if (entry->type == QD_RECORD_OBJECTIVE)
        {
          ((QdObjectiveEntry *) entry)->owner_read = FALSE;
        }
      else if (entry->type == QD_RECORD_INITIATIVE || entry->type == QD_RECORD_DEPENDENCY)
        {
          ((QdWorkEntry *) entry)->split_read = FALSE;
          qd_figures_wait (self, entry);
        }
    }
}

/* Whether anything waits to know what the names in it mean: of what a document states nearly nothing does. */
static gboolean
needs_names (QdFigures *self)
{
  return !self->stated_only || self->waiting[QD_RECORD_INITIATIVE].head != NULL ||
         self->waiting[QD_RECORD_DEPENDENCY].head != NULL;
}

static void
fill_totals (QdFigures *self)
{
  QdRecord *plan = qd_plan_get_root (self->plan);
  QdTotals *totals = &self->totals;
  double engineers = qd_record_get_number (plan, QD_PLAN_STATED_ENGINEERS);
  double capacity = qd_record_get_number (plan, QD_PLAN_STATED_CAPACITY);

  totals->engineers_computed = qd_fixed_number (self->engineers);
  totals->engineers_stated = qd_stated_differs (engineers, totals->engineers_computed, 0);
  totals->engineers = totals->engineers_stated ? engineers : totals->engineers_computed;
  totals->capacity_computed = qd_fixed_number (self->capacity);
  totals->capacity_stated = qd_stated_differs (capacity, totals->capacity_computed, 0);
  totals->capacity = totals->capacity_stated ? capacity : totals->capacity_computed;
  totals->committed = qd_fixed_number (self->committed);
  totals->requested = qd_fixed_number (self->requested);
  totals->load = totals->capacity > 0 ? totals->committed / totals->capacity : NAN;
  totals->over = qd_fixed_number (self->over);
  totals->free = qd_fixed_number (self->free_points);
  totals->n_over = self->n_over;
  totals->unassigned = qd_fixed_number (self->unassigned);
  totals->n_objectives = self->n_objectives;
  totals->n_key_results_planned = self->n_key_results_planned;
  totals->n_scored_planned = self->n_scored_planned;
  totals->n_without_target = self->n_without_target;
  totals->n_initiatives = self->n_initiatives;
  totals->n_committed = self->n_works;
  totals->n_open_risks = self->n_open_risks;
  totals->n_critical_risks = self->n_critical_risks;
}

/* Brings everything up to date. What waits costs; what does not wait is not touched. */
void
qd_figures_flush (QdFigures *self)
{
  if (!self->stale)
    return;

  if (self->names == NULL && needs_names (self))
    read_names (self);
  if (!self->calendar_read)
    qd_figures_read_calendar (self);

  qd_figures_update_waiting (self);

  if (self->pool_moved)
    qd_figures_spread_pool (self);

  fill_totals (self);
  qd_figures_allocate (self);
  qd_figures_fill_scores (self);
  self->stale = FALSE;
}

/* Says that a figure of @record may be another. */
void
qd_figures_touch (QdFigures *self,
                  QdRecord  *record)
{
  for (guint i = 0; i < self->watches->len; i++)
    g_hash_table_add (g_ptr_array_index (self->watches, i), record);
}

/* Has the teams, categories, objectives and key results whose own figures may be others put into the set @touched from
 * now on, at the latest when figures are read. What also depends on totals is not: those may be others with any change.
 * A record in the set may have left the plan since. */
void
qd_figures_watch (QdFigures  *self,
                  GHashTable *touched)
{
  g_ptr_array_add (self->watches, touched);
}

void
qd_figures_unwatch (QdFigures  *self,
                    GHashTable *touched)
{
  g_ptr_array_remove_fast (self->watches, touched);
}

static void
qd_figures_finalize (GObject *object)
{
  QdFigures *self = QD_FIGURES (object);

  qd_figures_free_entries (self);
  g_hash_table_unref (self->slots);
  g_array_unref (self->holidays);
  g_ptr_array_unref (self->watches);
  g_ptr_array_unref (self->categories);
  g_clear_pointer (&self->names, qd_team_names_free);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (qd_figures_parent_class)->finalize (object);
}

static void
qd_figures_class_init (QdFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_figures_finalize;
}

static void
qd_figures_init (QdFigures *self)
{
  self->entries = g_hash_table_new (NULL, NULL);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->slots = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) qd_category_slot_free);
  self->holidays = g_array_new (FALSE, FALSE, sizeof (GDate));
  self->watches = g_ptr_array_new ();
  self->categories = g_ptr_array_new ();
  g_date_clear (&self->today, 1);
  g_date_set_time_t (&self->today, time (NULL));
}

static QdFigures *
new_figures (QdPlan   *plan,
             gboolean  stated_only)
{
  QdFigures *self = g_object_new (QD_TYPE_FIGURES, NULL);

  self->plan = g_object_ref (plan);
  self->allocation_moved = TRUE;
  self->stated_only = stated_only;
  qd_figures_follow (self);

  return self;
}

/**
 * qd_figures_new:
 * @plan: a plan
 *
 * The figures follow @plan through its signals and are computed when they are read. Read them after a change is done
 * (from #QdPlan's signals or later), not from notify::, which comes earlier.
 *
 * Returns: (transfer full): the figures of @plan; they keep it alive
 */
QdFigures *
qd_figures_new (QdPlan *plan)
{
  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  return new_figures (plan, FALSE);
}

/**
 * qd_figures_new_stated:
 * @plan: a plan
 *
 * As qd_figures_new(), for who reads only what a document states: engineers and capacities, shares and points of
 * categories, and the scores of the previous quarter. The totals count no work, no risks and no key results of this
 * quarter, until a figure of one of those is read or the plan gets a record.
 *
 * Returns: (transfer full): these figures of @plan; they keep it alive
 */
QdFigures *
qd_figures_new_stated (QdPlan *plan)
{
  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  return new_figures (plan, TRUE);
}

/**
 * qd_figures_get_plan:
 *
 * Returns: (transfer none): the plan
 */
QdPlan *
qd_figures_get_plan (QdFigures *figures)
{
  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  return figures->plan;
}

/**
 * qd_figures_set_today:
 * @figures: figures
 * @today: the day that counts as today; the clock's until this is called
 */
void
qd_figures_set_today (QdFigures   *figures,
                      const GDate *today)
{
  g_return_if_fail (QD_IS_FIGURES (figures));
  g_return_if_fail (today != NULL && g_date_valid (today));

  figures->today = *today;
}

/**
 * qd_figures_get_today:
 *
 * Returns: (transfer none): the day that pace and overdue dates are computed for
 */
const GDate *
qd_figures_get_today (QdFigures *figures)
{
  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  return &figures->today;
}

/**
 * qd_figures_totals:
 *
 * Returns: (transfer none): the figures of the whole plan, until the plan changes
 */
const QdTotals *
qd_figures_totals (QdFigures *figures)
{
  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  qd_figures_flush (figures);

  return &figures->totals;
}

/* The entry of @record, brought up to date; %NULL if it is not of the plan. */
static gpointer
current_entry (QdFigures    *self,
               QdRecord     *record,
               QdRecordType  type)
{
  gpointer entry;

  g_return_val_if_fail (QD_IS_FIGURES (self), NULL);
  g_return_val_if_fail (QD_IS_RECORD (record), NULL);

  entry = qd_figures_lookup_or_add (self, record, type);
  qd_figures_flush (self);

  return entry;
}

/**
 * qd_figures_team:
 * @figures: figures
 * @team: a team
 *
 * Returns: (transfer none): the figures of @team, until the plan changes; all unknown if it is not of the plan
 */
const QdTeamFigures *
qd_figures_team (QdFigures *figures,
                 QdRecord  *team)
{
  static const QdTeamFigures unknown = {
    .engineers = NAN, .computed = NAN, .capacity = NAN, .load = NAN, .balance = NAN,
  };
  QdTeamEntry *entry = current_entry (figures, team, QD_RECORD_TEAM);

  if (entry == NULL)
    return &unknown;

  qd_team_entry_fill (figures, entry);

  return &entry->figures;
}

/**
 * qd_figures_category:
 * @figures: figures
 * @category: an allocation category
 *
 * Returns: (transfer none): the figures of @category, until the plan changes; all unknown if it is not of the plan
 */
const QdCategoryFigures *
qd_figures_category (QdFigures *figures,
                     QdRecord  *category)
{
  static const QdCategoryFigures unknown = {
    .share = NAN, .computed = NAN, .points = NAN, .committed = NAN, .committed_share = NAN,
  };
  QdCategoryEntry *entry = current_entry (figures, category, QD_RECORD_CATEGORY);

  if (entry == NULL)
    return &unknown;

  qd_category_entry_fill (figures, entry);

  return &entry->figures;
}

/**
 * qd_figures_objective:
 * @figures: figures
 * @objective: an objective, of this quarter or of the previous one
 *
 * Returns: (transfer none): the figures of @objective, until the plan changes; all unknown if it is not of the plan
 */
const QdObjectiveFigures *
qd_figures_objective (QdFigures *figures,
                      QdRecord  *objective)
{
  static const QdObjectiveFigures unknown = { .load = NAN, .score = NAN, .confidence = NAN };
  QdObjectiveEntry *entry = current_entry (figures, objective, QD_RECORD_OBJECTIVE);

  if (entry == NULL)
    return &unknown;

  qd_objective_entry_fill (figures, entry);

  return &entry->figures;
}

/**
 * qd_figures_key_result:
 * @figures: figures
 * @key_result: a key result, of this quarter or of the previous one
 *
 * Returns: (transfer none): the figures of @key_result, until the plan changes; all unknown if it is not of the plan
 */
const QdKeyResultFigures *
qd_figures_key_result (QdFigures *figures,
                       QdRecord  *key_result)
{
  static const QdKeyResultFigures unknown = {
    .computed = NAN, .stated = NAN, .score = NAN, .reason = QD_SCORE_NO_TARGET,
  };
  QdKeyResultEntry *entry = current_entry (figures, key_result, QD_RECORD_KEY_RESULT);

  if (entry == NULL)
    return &unknown;

  qd_key_result_entry_fill (figures, entry);

  return &entry->figures;
}

/**
 * qd_figures_initiative:
 * @figures: figures
 * @initiative: an initiative
 *
 * Returns: (transfer none): the figures of @initiative, until the plan changes; all unknown if it is not of the plan
 */
const QdInitiativeFigures *
qd_figures_initiative (QdFigures *figures,
                       QdRecord  *initiative)
{
  static const QdInitiativeFigures unknown = { .priority = NAN };
  QdWorkEntry *entry = current_entry (figures, initiative, QD_RECORD_INITIATIVE);

  if (entry == NULL)
    return &unknown;

  qd_work_entry_fill (entry);

  return &entry->figures;
}
