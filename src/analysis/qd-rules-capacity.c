#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-constraints.h"
#include "qd-count.h"
#include "qd-figures-private.h"
#include "qd-number.h"
#include "qd-rules-private.h"

/* Rules about who can do how much. */

/* Less than this many points is rounding. */
#define POINTS_EPSILON 0.005

#define MAX_FIXES 3
#define MAX_NAMES 3

void
qd_rule_capacity_over (QdRuleContext *context,
                       QdRecord      *plan)
{
  const QdTotals *totals = context->totals;
  double over = totals->committed - totals->capacity;
  g_autofree char *committed = NULL, *capacity = NULL, *amount = NULL;

  if (!(totals->capacity > 0) || !(over > POINTS_EPSILON))
    return;

  committed = qd_rule_points (totals->committed);
  capacity = qd_rule_points (totals->capacity);
  amount = qd_rule_points (over);
  qd_rule_report_list (context, QD_LIST_TEAMS, plan, over,
                       g_strdup_printf (_("The plan is committed to %s of %s points, %s too many."), committed,
                                        capacity, amount),
                       g_strdup_printf (ngettext ("The plan is over by %s point", "The plan is over by %s points",
                                                  qd_rule_plural (over)), amount));
}

void
qd_rule_team_over (QdRuleContext *context,
                   QdRecord      *team)
{
  const QdTeamFigures *figures = qd_figures_team (context->figures, team);
  const char *title;
  g_autofree char *committed = NULL, *capacity = NULL, *amount = NULL;

  if (!(figures->balance < -POINTS_EPSILON))
    return;

  title = qd_rule_title (team);
  committed = qd_rule_points (figures->committed);
  capacity = qd_rule_points (figures->capacity);
  amount = qd_rule_points (-figures->balance);
  qd_rule_report (context, team, -figures->balance,
                  g_strdup_printf (_("%s is committed to %s of %s points, %s too many."), title, committed, capacity,
                                   amount),
                  g_strdup_printf (ngettext ("%s is over by %s point", "%s is over by %s points",
                                             qd_rule_plural (-figures->balance)), title, amount));
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  const QdPart *first = *(const QdPart *const *) a;
  const QdPart *second = *(const QdPart *const *) b;

  return (first->points > second->points) - (first->points < second->points);
}

/* The initiatives that @team carries a part of, the smallest part first. */
static GPtrArray *
list_parts (QdTeamEntry *team)
{
  GPtrArray *parts = g_ptr_array_new ();

  for (GList *link = team->parts.head; link != NULL; link = link->next)
    {
      QdPart *part = link->data;

      if (part->work->entry.type == QD_RECORD_INITIATIVE && part->points > 0)
        g_ptr_array_add (parts, part);
    }
  g_ptr_array_sort (parts, compare_parts);

  return parts;
}

static void
add_stretch (QdChange     *change,
             const QdPart *part)
{
  QdRecord *initiative = part->work->entry.record;
  g_auto (QdValue) stretch = qd_value_text ("stretch");

  qd_change_set (change, qd_record_get_id (initiative), qd_record_get_field (initiative, QD_INITIATIVE_STATUS),
                 &stretch);
}

/* No single initiative is enough: the fewest that are. */
static void
fix_with_several (GPtrArray *parts,
                  QdFixed    over,
                  GPtrArray *fixes)
{
  QdFixed freed = 0;
  guint n_parts = 0;
  QdChange *change;
  char *label;

  while (n_parts < parts->len && freed < over)
    freed += ((const QdPart *) g_ptr_array_index (parts, parts->len - ++n_parts))->points;
  if (freed < over)
    return;

  label = qd_count_printf (ngettext ("Make %u initiative stretch", "Make the %u largest initiatives stretch", n_parts),
                           n_parts);
  change = qd_change_new (label);
  for (guint i = 0; i < n_parts; i++)
    add_stretch (change, g_ptr_array_index (parts, parts->len - 1 - i));
  qd_fix_add (fixes, label, change);
}

/* Whatever single initiative is enough to make it fit, the smallest first. */
void
qd_fix_team_over (QdRuleContext *context,
                  QdRecord      *team,
                  GPtrArray     *fixes)
{
  QdTeamEntry *entry = qd_figures_lookup (context->figures, team, QD_RECORD_TEAM);
  QdFixed over = entry != NULL ? entry->committed - entry->capacity : 0;
  g_autoptr (GPtrArray) parts = NULL;

  if (entry == NULL || !entry->known || over <= 0)
    return;
  parts = list_parts (entry);
  for (guint i = 0; i < parts->len && fixes->len < MAX_FIXES; i++)
    {
      const QdPart *part = g_ptr_array_index (parts, i);
      QdChange *change;
      char *label;

      if (part->points < over)
        continue;

      label = g_strdup_printf (_("Make %s stretch"), qd_rule_title (part->work->entry.record));
      change = qd_change_new (label);
      add_stretch (change, part);
      qd_fix_add (fixes, label, change);
    }

  if (fixes->len == 0)
    fix_with_several (parts, over, fixes);
}

void
qd_rule_team_idle (QdRuleContext *context,
                   QdRecord      *team)
{
  const QdTeamFigures *figures = qd_figures_team (context->figures, team);
  const char *title;
  g_autofree char *capacity = NULL;

  /* While nothing is planned, no team stands out. */
  if (!(figures->capacity > 0) || figures->committed > POINTS_EPSILON || !context->gates.committed)
    return;

  title = qd_rule_title (team);
  capacity = qd_rule_points (figures->capacity);
  qd_rule_report (context, team, figures->capacity,
                  g_strdup_printf (ngettext ("%s has %s point of capacity and no work.",
                                             "%s has %s points of capacity and no work.",
                                             qd_rule_plural (figures->capacity)), title, capacity),
                  g_strdup_printf (ngettext ("%s has %s point and no work", "%s has %s points and no work",
                                             qd_rule_plural (figures->capacity)), title, capacity));
}

void
qd_rule_team_unknown (QdRuleContext *context,
                      QdRecord      *team)
{
  const char *title;

  if (!isnan (qd_figures_team (context->figures, team)->capacity))
    return;

  title = qd_rule_title (team);
  qd_rule_report (context, team, 0,
                  g_strdup_printf (_("The capacity of %s is unknown: it takes engineers and days."), title),
                  g_strdup_printf (_("The capacity of %s is unknown"), title));
}

void
qd_rule_work_unassigned (QdRuleContext *context,
                         QdRecord      *objective)
{
  QdList *initiatives = qd_record_peek_list (objective, QD_LIST_INITIATIVES);
  const char *title;
  g_autofree char *amount = NULL;
  double points = 0;

  if (!context->gates.unassigned || !context->gates.teams || qd_rule_in_review (objective))
    return;

  for (guint i = 0; initiatives != NULL && i < qd_list_get_length (initiatives); i++)
    {
      const QdInitiativeFigures *figures = qd_figures_initiative (context->figures, qd_list_get (initiatives, i));

      if (figures->unassigned)
        points += figures->points;
    }
  if (!(points > POINTS_EPSILON))
    return;

  title = qd_rule_title (objective);
  amount = qd_rule_points (points);
  qd_rule_report (context, objective, points,
                  g_strdup_printf (ngettext ("No team carries %s point of “%s”.", "No team carries %s points of “%s”.",
                                             qd_rule_plural (points)), amount, title),
                  g_strdup_printf (ngettext ("No team carries %s point", "No team carries %s points",
                                             qd_rule_plural (points)), amount));
}

/* The teams between which the split of a work of @objective is assumed; NULL for all teams. */
static GPtrArray *
list_sharing_teams (QdRuleContext *context,
                    QdRecord      *objective)
{
  QdList *initiatives = qd_record_peek_list (objective, QD_LIST_INITIATIVES);
  GPtrArray *teams = g_ptr_array_new ();

  for (guint i = 0; initiatives != NULL && i < qd_list_get_length (initiatives); i++)
    {
      QdWorkEntry *work = qd_figures_lookup (context->figures, qd_list_get (initiatives, i), QD_RECORD_INITIATIVE);

      if (work == NULL || !work->assumed || !work->committed)
        continue;
      if (work->pooled != 0)
        {
          g_ptr_array_unref (teams);
          return NULL;
        }
      for (guint j = 0; j < work->n_parts && teams->len <= MAX_NAMES; j++)
        if (!g_ptr_array_find (teams, work->parts[j].team->entry.record, NULL))
          g_ptr_array_add (teams, work->parts[j].team->entry.record);
    }

  return teams;
}

void
qd_rule_team_assumed (QdRuleContext *context,
                      QdRecord      *objective)
{
  const QdObjectiveEntry *entry = qd_figures_lookup (context->figures, objective, QD_RECORD_OBJECTIVE);
  double assumed = entry != NULL && !entry->review ? qd_fixed_number (entry->assumed) : 0;
  const char *title;
  g_autoptr (GPtrArray) teams = NULL;
  g_autofree char *points = NULL;
  char *message;

  if (!(assumed > POINTS_EPSILON))
    return;

  title = qd_rule_title (objective);
  teams = list_sharing_teams (context, objective);
  points = qd_rule_points (assumed);
  if (teams != NULL && teams->len == 1)
    message = g_strdup_printf (_("%s is given only a part of %s points of “%s”; that it carries all of them is "
                                 "assumed."),
                               qd_rule_title (teams->pdata[0]), points, title);
  else if (teams != NULL && teams->len == 2)
    message = g_strdup_printf (_("%s and %s share %s points of “%s”; nobody said how, so the split by capacity is "
                                 "assumed."),
                               qd_rule_title (teams->pdata[0]), qd_rule_title (teams->pdata[1]), points, title);
  else if (teams != NULL && teams->len == 3)
    message = g_strdup_printf (_("%s, %s and %s share %s points of “%s”; nobody said how, so the split by capacity is "
                                 "assumed."),
                               qd_rule_title (teams->pdata[0]), qd_rule_title (teams->pdata[1]),
                               qd_rule_title (teams->pdata[2]), points, title);
  else
    message = g_strdup_printf (_("Several teams share %s points of “%s”; nobody said how, so the split by capacity is "
                                 "assumed."), points, title);

  qd_rule_report (context, objective, assumed, message,
                  g_strdup_printf (ngettext ("The split of %s point is assumed", "The split of %s points is assumed",
                                             qd_rule_plural (assumed)), points));
}

static gboolean
headcount_fits (double  headcount,
                double  engineers,
                GArray *uncounted,
                double *others)
{
  *others = 0;
  for (guint i = 0; i < uncounted->len; i++)
    {
      *others += g_array_index (uncounted, double, i);
      /* “5 managers, 2 of them on leave”: the first may be all that counts. */
      if (i == 0 && qd_number_equal (headcount, engineers + *others))
        return TRUE;
    }

  return qd_number_equal (headcount, engineers + *others) || qd_number_equal (headcount, engineers);
}

void
qd_rule_headcount_total (QdRuleContext *context,
                         QdRecord      *plan)
{
  g_autoptr (GArray) uncounted = NULL;
  g_autofree char *stated = NULL, *engineers = NULL, *others = NULL, *sum = NULL;
  QdConstraintNumber headcount;
  double n_others;
  char *message;

  if (!(context->totals->engineers > 0) || !qd_constraints_get_headcount (context->plan, &headcount))
    return;

  uncounted = qd_constraints_get_uncounted (context->plan);
  if (headcount_fits (headcount.number, context->totals->engineers, uncounted, &n_others))
    return;

  stated = qd_number_format_local (headcount.number, 1);
  engineers = qd_number_format_local (context->totals->engineers, 1);
  others = qd_number_format_local (n_others, 1);
  sum = qd_number_format_local (context->totals->engineers + n_others, 1);
  if (n_others > 0)
    message = g_strdup_printf (_("The headcount is %s, but %s engineers in teams and %s not counted make %s."), stated,
                               engineers, others, sum);
  else
    message = g_strdup_printf (_("The headcount is %s, but the teams have %s engineers."), stated, engineers);

  qd_rule_report (context, headcount.record, fabs (headcount.number - context->totals->engineers - n_others), message,
                  g_strdup_printf (_("Headcount says %s, the teams %s"), stated, sum));
}
