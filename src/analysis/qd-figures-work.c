#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-figures-private.h"

#include <math.h>

#include "qd-text.h"

/* A status that nobody can read counts as planned. */
static gboolean
status_counts (QdRecord *initiative)
{
  const char *status = qd_record_get_text (initiative, QD_INITIATIVE_STATUS);

  return !g_str_equal (status, "cut") && !g_str_equal (status, "stretch");
}

static QdFixed
points_of (QdRecord *record,
           guint     field)
{
  double points = qd_record_get_number (record, field);

  return points > 0 ? qd_fixed (points) : 0;
}

static const QdTeamSplit *
owner_split (QdFigures        *self,
             QdObjectiveEntry *objective)
{
  if (!objective->owner_read)
    {
      qd_team_split_clear (&objective->owner);
      objective->owner = qd_team_names_read (self->names,
                                             qd_record_get_text (objective->entry.record, QD_OBJECTIVE_OWNER));
      objective->owner_read = TRUE;
    }

  return &objective->owner;
}

/* Its own teams, else those of its objective's owner. */
static const QdTeamSplit *
work_split (QdFigures   *self,
            QdWorkEntry *work)
{
  guint field = work->entry.type == QD_RECORD_INITIATIVE ? QD_INITIATIVE_TEAMS : QD_DEPENDENCY_TO;
  const char *text = qd_record_get_text (work->entry.record, field);

  if (work->objective != NULL && qd_text_is_blank (text))
    return owner_split (self, work->objective);

  if (!work->split_read)
    {
      qd_team_split_clear (&work->split);
      work->split = qd_team_names_read (self->names, text);
      work->split_read = TRUE;
    }

  return &work->split;
}

/* By what part each of the teams of @split carries it, and last those who are none. Parts of no meaning but their
 * ratio. */
static gint64 *
split_weights (QdFigures         *self,
               const QdTeamSplit *split)
{
  gint64 *weights = g_new0 (gint64, split->n_shares + 1);
  double typed = 0;
  double capacity = 0;
  gint64 sum = 0;
  guint n_untyped = 0;

  for (guint i = 0; i < split->n_shares; i++)
    {
      QdTeamEntry *team = qd_figures_lookup (self, split->shares[i].team, QD_RECORD_TEAM);

      if (!isnan (split->shares[i].share))
        {
          typed += split->shares[i].share;
          continue;
        }
      weights[i] = team->capacity;
      capacity += (double) team->capacity;
      n_untyped++;
    }

  for (guint i = 0; i < split->n_shares && n_untyped < split->n_shares; i++)
    {
      double rest = MAX (100 - typed, 0);

      if (!isnan (split->shares[i].share))
        weights[i] = qd_fixed (split->shares[i].share);
      else
        weights[i] = qd_fixed (capacity > 0 ? rest * (double) weights[i] / capacity : rest / n_untyped);
    }
  weights[split->n_shares] = qd_fixed (split->others);

  for (guint i = 0; i <= split->n_shares; i++)
    sum += weights[i];
  for (guint i = 0; i < split->n_shares && sum == 0; i++)
    weights[i] = 1;

  return weights;
}

/* Parts are rounded so that together they are the whole: what the last one is short of goes to nobody. */
static void
make_parts (QdFigures         *self,
            QdWorkEntry       *work,
            const QdTeamSplit *split)
{
  g_autofree gint64 *weights = split_weights (self, split);
  gint64 whole = 0;
  gint64 reached = 0;
  QdFixed given = 0;

  for (guint i = 0; i <= split->n_shares; i++)
    whole += weights[i];

  work->parts = g_new0 (QdPart, split->n_shares);
  work->n_parts = split->n_shares;
  for (guint i = 0; i < split->n_shares; i++)
    {
      QdPart *part = &work->parts[i];

      reached += weights[i];
      part->team = qd_figures_lookup (self, split->shares[i].team, QD_RECORD_TEAM);
      part->work = work;
      part->points = qd_fixed_part (work->points, reached, whole) - given;
      part->link.data = part;
      given += part->points;
    }
  work->unassigned = work->points - given;
}

/* The one way into the sums and out of them. */
static void
join_sums (QdFigures   *self,
           QdWorkEntry *work,
           int          sign)
{
  if (work->objective != NULL)
    qd_figures_touch (self, work->objective->entry.record);
  if (work->objective != NULL && work->counts)
    {
      qd_fixed_add (&work->objective->points, work->points, sign);
      if (work->assumed)
        qd_fixed_add (&work->objective->assumed, work->points, sign);
    }
  if (!work->committed)
    return;

  qd_fixed_add (&self->committed, work->points, sign);
  qd_fixed_add (&self->unassigned, work->unassigned, sign);
  if (work->objective == NULL)
    qd_fixed_add (&self->requested, work->points, sign);
  else
    self->n_works += (guint) sign;

  if (work->slot != NULL)
    {
      qd_fixed_add (&work->slot->committed, work->points, sign);
      work->slot->n_works += (guint) sign;
      if (work->slot->category != NULL)
        qd_figures_touch (self, work->slot->category->record);
    }
  if (work->pooled != 0)
    {
      qd_fixed_add (&self->pool, work->pooled, sign);
      self->pool_moved = TRUE;
    }

  for (guint i = 0; i < work->n_parts; i++)
    {
      QdPart *part = &work->parts[i];

      if (sign > 0)
        g_queue_push_tail_link (&part->team->parts, &part->link);
      else
        g_queue_unlink (&part->team->parts, &part->link);
      qd_team_entry_commit (self, part->team, part->points, work->assumed, sign);
    }
}

void
qd_work_entry_leave (QdFigures   *self,
                     QdWorkEntry *work)
{
  if (!work->joined)
    return;

  join_sums (self, work, -1);
  g_clear_pointer (&work->parts, g_free);
  work->n_parts = 0;
  work->joined = FALSE;
}

static void
read_category (QdFigures   *self,
               QdWorkEntry *work)
{
  QdCategorySlot *before = work->slot;
  const char *name = qd_record_get_text (work->entry.record, QD_INITIATIVE_CATEGORY);

  if (qd_text_is_blank (name))
    name = qd_record_get_text (work->objective->entry.record, QD_OBJECTIVE_CATEGORY);

  work->slot = qd_figures_take_slot (self, name);
  qd_figures_drop_slot (self, before);
}

static void
read_work (QdFigures   *self,
           QdWorkEntry *work)
{
  gboolean initiative = work->objective != NULL;
  const QdTeamSplit *split = work_split (self, work);
  gboolean everyone = split->everyone && self->n_teams > 0;

  work->counts = !initiative || status_counts (work->entry.record);
  work->committed = work->counts && !(initiative && work->objective->review);
  work->points = points_of (work->entry.record, initiative ? QD_INITIATIVE_POINTS : QD_DEPENDENCY_POINTS);
  work->nobody = split->n_shares == 0 && !everyone;
  work->assumed = everyone ? self->n_teams > 1
                           : !split->exact && (split->n_shares > 1 ||
                                               (split->n_shares == 1 && !isnan (split->shares[0].share)));
  work->pooled = 0;
  work->unassigned = 0;

  /* What is asked of somebody else costs no capacity of ours. */
  if (!work->counts || (!initiative && work->nobody))
    work->points = 0;

  if (!work->committed)
    return;
  if (everyone)
    work->pooled = work->points;
  else if (work->nobody)
    work->unassigned = work->points;
  else
    make_parts (self, work, split);
}

/* What a level counts by the settings of the plan, of which those for low, medium and high follow each other; 1 where
 * nothing is said. */
static double
read_factor (QdRecord *initiative,
             guint     field,
             guint     low)
{
  QdPlan *plan = qd_record_get_plan (initiative);
  int level = qd_choice_index (qd_choices_level, qd_record_get_text (initiative, field));

  return level >= 0 && plan != NULL
           ? qd_record_get_number (qd_plan_get_single (plan, QD_LIST_SETTINGS), low + (guint) level) : 1;
}

/* Impact x confidence / (effort x risk): what is not said of confidence or risk does not weigh. */
static double
compute_priority (QdRecord *initiative)
{
  double impact = qd_record_get_number (initiative, QD_INITIATIVE_IMPACT);
  double effort = qd_record_get_number (initiative, QD_INITIATIVE_POINTS);

  if (isnan (impact) || !(effort > 0))
    return NAN;

  return impact * read_factor (initiative, QD_INITIATIVE_CONFIDENCE, QD_SETTINGS_CONFIDENCE_LOW) /
         (effort * read_factor (initiative, QD_INITIATIVE_RISK, QD_SETTINGS_RISK_LOW));
}

void
qd_work_entry_update (QdFigures *self,
                      QdEntry   *entry)
{
  QdWorkEntry *work = (QdWorkEntry *) entry;

  qd_work_entry_leave (self, work);
  if (work->objective != NULL)
    {
      read_category (self, work);
      work->figures.priority = compute_priority (work->entry.record);
    }
  read_work (self, work);
  join_sums (self, work, 1);
  work->joined = TRUE;
}

void
qd_work_entry_clear (QdWorkEntry *work)
{
  qd_team_split_clear (&work->split);
  g_clear_pointer (&work->parts, g_free);
}

void
qd_work_entry_fill (QdWorkEntry *work)
{
  QdInitiativeFigures *figures = &work->figures;

  figures->points = qd_fixed_number (work->points);
  figures->assumed = work->assumed;
  figures->unassigned = work->nobody;
  figures->category = work->slot != NULL && work->slot->category != NULL ? work->slot->category->record : NULL;
}

static void
meet_team (QdFigures   *self,
           QdTeamEntry *team,
           QdFixed     *capacity)
{
  if (team == NULL || team->stamp == self->stamp)
    return;

  team->stamp = self->stamp;
  qd_fixed_add (capacity, team->capacity, 1);
}

/* The capacity of all teams that carry @objective: those of its initiatives, else its owner's. Each counts once. */
double
qd_objective_entry_capacity (QdFigures        *self,
                             QdObjectiveEntry *objective)
{
  QdList *initiatives = qd_record_peek_list (objective->entry.record, QD_LIST_INITIATIVES);
  QdFixed capacity = 0;

  if (objective->review)
    return 0;

  self->stamp++;
  for (guint i = 0; initiatives != NULL && i < qd_list_get_length (initiatives); i++)
    {
      QdWorkEntry *work = qd_figures_lookup (self, qd_list_get (initiatives, i), QD_RECORD_INITIATIVE);

      if (work != NULL && work->pooled != 0)
        return qd_fixed_number (self->capacity);
      for (guint j = 0; work != NULL && j < work->n_parts; j++)
        meet_team (self, work->parts[j].team, &capacity);
    }

  if (capacity == 0)
    {
      const QdTeamSplit *split = owner_split (self, objective);

      if (split->everyone)
        return qd_fixed_number (self->capacity);
      for (guint i = 0; i < split->n_shares; i++)
        meet_team (self, qd_figures_lookup (self, split->shares[i].team, QD_RECORD_TEAM), &capacity);
    }

  return qd_fixed_number (capacity);
}

/**
 * qd_figures_team_points:
 * @figures: figures
 * @team: a team
 * @work: an initiative, or a dependency that asks points of its provider
 *
 * Returns: the committed points of @work that @team carries; over all teams they add up to what is not unassigned
 */
double
qd_figures_team_points (QdFigures *figures,
                        QdRecord  *team,
                        QdRecord  *work)
{
  QdTeamEntry *carrier;
  QdWorkEntry *entry;
  QdFixed points = 0;

  g_return_val_if_fail (QD_IS_FIGURES (figures), 0);
  g_return_val_if_fail (QD_IS_RECORD (team), 0);
  g_return_val_if_fail (QD_IS_RECORD (work), 0);

  qd_figures_flush (figures);
  carrier = qd_figures_lookup (figures, team, QD_RECORD_TEAM);
  entry = qd_figures_lookup (figures, work, qd_record_get_record_type (work));
  if (carrier == NULL || entry == NULL || !entry->committed)
    return 0;

  if (entry->pooled != 0 && figures->capacity > 0)
    points = qd_fixed_part (entry->pooled, carrier->capacity, figures->capacity);
  else if (entry->pooled != 0)
    points = qd_fixed_part (entry->pooled, 1, figures->n_teams);
  for (guint i = 0; i < entry->n_parts; i++)
    if (entry->parts[i].team == carrier)
      points += entry->parts[i].points;

  return qd_fixed_number (points);
}

/**
 * qd_figures_foreach_part:
 * @figures: figures
 * @work: an initiative, or a dependency that asks points of its provider
 * @func: called for each part
 * @user_data: for @func
 *
 * Who carries the committed points of @work, in the order in which it names them; what nobody carries comes last.
 * Together the parts are the whole.
 */
void
qd_figures_foreach_part (QdFigures  *figures,
                         QdRecord   *work,
                         QdPartFunc  func,
                         gpointer    user_data)
{
  QdWorkEntry *entry;

  g_return_if_fail (QD_IS_FIGURES (figures));
  g_return_if_fail (QD_IS_RECORD (work));
  g_return_if_fail (func != NULL);

  qd_figures_flush (figures);
  entry = qd_figures_lookup (figures, work, qd_record_get_record_type (work));
  if (entry != NULL)
    qd_work_entry_foreach_part (entry, func, user_data);
}

/* As qd_figures_foreach_part(), of a work that is up to date. */
void
qd_work_entry_foreach_part (QdWorkEntry *entry,
                            QdPartFunc   func,
                            gpointer     user_data)
{
  if (!entry->committed)
    return;

  if (entry->pooled != 0)
    func (NULL, TRUE, qd_fixed_number (entry->pooled), user_data);
  for (guint i = 0; i < entry->n_parts; i++)
    if (entry->parts[i].points != 0)
      func (entry->parts[i].team->entry.record, FALSE, qd_fixed_number (entry->parts[i].points), user_data);
  if (entry->unassigned != 0)
    func (NULL, FALSE, qd_fixed_number (entry->unassigned), user_data);
}
