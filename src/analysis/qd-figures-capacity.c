#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-figures-private.h"

#include <math.h>
#include <string.h>

#include "qd-date.h"
#include "qd-text.h"

/* A joiner works at this part of full speed while ramping up. */
#define RAMP_UP_SPEED 0.5

static QdSpan
read_span (QdFigures *self,
           QdQuarter  quarter)
{
  QdSpan span = { 0 };

  if (!qd_quarter_is_set (&quarter))
    return span;

  span.set = TRUE;
  qd_quarter_get_bounds (&quarter, qd_plan_get_start_month (self->plan), &span.first, &span.last);
  span.working_days = qd_figures_working_days (self, &span.first, &span.last);

  return span;
}

static void
read_holidays (QdFigures  *self,
               const char *text)
{
  g_auto (GStrv) days = qd_text_split (text, QD_TEXT_COMMAS ";；\n");
  const GDate *near_date = g_date_valid (&self->near_date) ? &self->near_date : NULL;

  g_array_set_size (self->holidays, 0);
  for (gsize i = 0; days[i] != NULL; i++)
    {
      QdDate day = qd_date_parse (days[i], near_date);

      if (day.precision == QD_DATE_DAY)
        g_array_append_val (self->holidays, day.date);
    }
}

/* What the quarters, the holidays and the dates without a year rest on. */
void
qd_figures_read_calendar (QdFigures *self)
{
  QdRecord *settings = qd_plan_get_single (self->plan, QD_LIST_SETTINGS);

  qd_plan_get_planning_date (self->plan, &self->near_date);
  read_holidays (self, qd_record_get_text (settings, QD_SETTINGS_HOLIDAYS));
  self->quarter = read_span (self, qd_plan_get_quarter (self->plan));
  self->previous = read_span (self, qd_plan_get_previous_quarter (self->plan));
  self->calendar_read = TRUE;
}

int
qd_figures_working_days (QdFigures   *self,
                         const GDate *first,
                         const GDate *last)
{
  return qd_date_working_days (first, last, (const GDate *) (gpointer) self->holidays->data, self->holidays->len);
}

static int
clamp_working_days (QdFigures *self,
                    GDate      first,
                    GDate      last)
{
  g_date_clamp (&first, &self->quarter.first, NULL);
  g_date_clamp (&last, NULL, &self->quarter.last);

  return qd_figures_working_days (self, &first, &last);
}

/* The part of the quarter that each joiner of @joiner misses, 0 to 1: until the start, and by half while ramping up. */
static double
missed_part (QdFigures *self,
             QdRecord  *joiner)
{
  const GDate *near_date = g_date_valid (&self->near_date) ? &self->near_date : NULL;
  QdDate start = qd_date_parse (qd_record_get_text (joiner, QD_JOINER_START), near_date);
  double weeks = qd_record_get_number (joiner, QD_JOINER_RAMP_UP);
  GDate before = start.date;
  GDate ramped = start.date;
  double missed;

  if (start.precision == QD_DATE_NONE || !self->quarter.set || self->quarter.working_days == 0)
    return 0;

  g_date_subtract_days (&before, 1);
  missed = clamp_working_days (self, self->quarter.first, before);

  if (weeks > 0)
    {
      g_date_add_days (&ramped, (guint) lround (CLAMP (weeks * 7, 1, 3660)));
      g_date_subtract_days (&ramped, 1);
      missed += (1 - RAMP_UP_SPEED) * clamp_working_days (self, start.date, ramped);
    }

  return missed / self->quarter.working_days;
}

/* How many engineers of @team joiners are short of a whole quarter, together. */
static double
missing_engineers (QdFigures *self,
                   QdRecord  *team)
{
  QdList *joiners = qd_record_peek_list (team, QD_LIST_JOINERS);
  double missing = 0;

  for (guint i = 0; joiners != NULL && i < qd_list_get_length (joiners); i++)
    {
      double count = qd_record_get_number (qd_list_get (joiners, i), QD_JOINER_COUNT);

      if (count > 0)
        missing += count * missed_part (self, qd_list_get (joiners, i));
    }

  return missing;
}

/* Points; NAN while engineers or days are unknown. */
static double
compute_capacity (QdFigures *self,
                  QdRecord  *team,
                  double     engineers,
                  double     missing)
{
  QdRecord *settings = qd_plan_get_single (self->plan, QD_LIST_SETTINGS);
  double speed = qd_record_get_number (team, QD_TEAM_POINTS_PER_DAY);
  double points;

  if (!qd_record_is_set (team, QD_TEAM_POINTS_PER_DAY))
    speed = qd_record_get_number (settings, QD_SETTINGS_POINTS_PER_DAY);

  points = MAX (engineers - missing, 0) * qd_record_get_number (team, QD_TEAM_DAYS) * speed *
           (qd_record_get_number (team, QD_TEAM_AVAILABILITY) / 100) *
           (1 - qd_record_get_number (team, QD_TEAM_RESERVE) / 100);

  /* MAX() would make an unknown engineers zero. */
  if (isnan (engineers) || isnan (points))
    return NAN;

  return MAX (points, 0);
}

static void
join_balance (QdFigures   *self,
              QdTeamEntry *team,
              int          sign)
{
  QdFixed balance = team->capacity - team->committed;

  if (!team->known)
    return;

  if (balance < 0)
    {
      qd_fixed_add (&self->over, -balance, sign);
      self->n_over += (guint) sign;
    }
  else
    {
      qd_fixed_add (&self->free_points, balance, sign);
    }
}

static void
join_capacity (QdFigures   *self,
               QdTeamEntry *team,
               int          sign)
{
  qd_fixed_add (&self->engineers, team->engineers, sign);
  qd_fixed_add (&self->capacity, team->capacity, sign);
  join_balance (self, team, sign);
}

/* Adds @points to what @team is committed to, or takes them off. */
void
qd_team_entry_commit (QdFigures   *self,
                      QdTeamEntry *team,
                      QdFixed      points,
                      gboolean     assumed,
                      int          sign)
{
  join_balance (self, team, -1);
  qd_fixed_add (&team->committed, points, sign);
  if (assumed)
    qd_fixed_add (&team->assumed, points, sign);
  join_balance (self, team, 1);
  qd_figures_touch (self, team->entry.record);
}

void
qd_team_entry_leave (QdFigures   *self,
                     QdTeamEntry *team)
{
  if (team->pooled != 0)
    qd_team_entry_commit (self, team, team->pooled, FALSE, -1);
  join_capacity (self, team, -1);
  self->allocation_moved = TRUE;
}

void
qd_team_entry_update (QdFigures *self,
                      QdEntry   *entry)
{
  QdTeamEntry *team = (QdTeamEntry *) entry;
  QdRecord *record = entry->record;
  double engineers = qd_record_get_number (record, QD_TEAM_ENGINEERS);
  double missing = missing_engineers (self, record);
  double computed = compute_capacity (self, record, engineers, missing);
  double stated = qd_record_get_number (record, QD_TEAM_STATED_POINTS);
  QdFixed before = team->capacity;

  join_capacity (self, team, -1);

  team->missing = missing;
  team->engineers = qd_fixed (engineers);
  team->computed = qd_fixed (computed);
  team->computable = !isnan (computed);
  team->stated = qd_stated_differs (stated, team->computable ? qd_fixed_number (team->computed) : NAN, 0);
  team->known = team->computable || team->stated;
  team->capacity = team->stated ? qd_fixed (stated) : team->computed;

  join_capacity (self, team, 1);
  qd_figures_touch (self, record);

  if (team->capacity == before)
    return;

  self->allocation_moved = TRUE;
  self->pool_moved = TRUE;
  for (GList *link = team->parts.head; link != NULL; link = link->next)
    qd_figures_wait (self, ((QdPart *) link->data)->work);
}

/* Gives every team its part of what everyone carries, by capacity. Parts are rounded so that none of it is lost. */
void
qd_figures_spread_pool (QdFigures *self)
{
  QdList *teams = qd_plan_get_list (self->plan, QD_LIST_TEAMS);
  gint64 whole = self->capacity > 0 ? self->capacity : (gint64) self->n_teams;
  gint64 reached = 0;
  QdFixed given = 0;

  for (guint i = 0; i < qd_list_get_length (teams); i++)
    {
      QdTeamEntry *team = qd_figures_lookup (self, qd_list_get (teams, i), QD_RECORD_TEAM);
      QdFixed pooled;

      if (team == NULL)
        continue;

      reached += self->capacity > 0 ? team->capacity : 1;
      pooled = qd_fixed_part (self->pool, reached, whole) - given;
      given += pooled;
      if (pooled == team->pooled)
        continue;

      qd_team_entry_commit (self, team, team->pooled, FALSE, -1);
      team->pooled = pooled;
      qd_team_entry_commit (self, team, team->pooled, FALSE, 1);
    }

  self->pool_moved = FALSE;
}

void
qd_team_entry_fill (QdFigures   *self,
                    QdTeamEntry *team)
{
  QdTeamFigures *figures = &team->figures;

  figures->engineers = qd_record_get_number (team->entry.record, QD_TEAM_ENGINEERS);
  figures->missing = team->missing;
  figures->computed = team->computable ? qd_fixed_number (team->computed) : NAN;
  figures->stated = team->stated;
  figures->capacity = team->known ? qd_fixed_number (team->capacity) : NAN;
  figures->committed = qd_fixed_number (team->committed);
  figures->assumed = qd_fixed_number (team->assumed + (self->n_teams > 1 ? team->pooled : 0));
  figures->load = figures->capacity > 0 ? figures->committed / figures->capacity : NAN;
  figures->balance = figures->capacity - figures->committed;
}

/**
 * qd_figures_time_passed:
 * @figures: figures
 * @day: a day
 *
 * Returns: the part of the quarter's working days that has passed at the end of @day, 0 to 1; NAN without a quarter
 */
double
qd_figures_time_passed (QdFigures   *figures,
                        const GDate *day)
{
  g_return_val_if_fail (QD_IS_FIGURES (figures), NAN);
  g_return_val_if_fail (day != NULL && g_date_valid (day), NAN);

  qd_figures_flush (figures);
  if (!figures->quarter.set || figures->quarter.working_days == 0)
    return NAN;

  return (double) clamp_working_days (figures, figures->quarter.first, *day) / figures->quarter.working_days;
}
