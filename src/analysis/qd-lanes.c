#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-lanes.h"

#include <math.h>

#include "qd-figures-private.h"

/* The lanes of a plan, computed from its figures: these say who carries how much, the lanes what of it fits. */

/* Parts of points are rounded to millionths: so much below the line is nothing. */
#define EPSILON 1e-5

/* A team that is beyond all measure must not press the lines of the others together. */
#define LONGEST 1.6

/* A lane while it is filled. */
typedef struct
{
  QdTeamLane  lane;
  GArray *blocks; /* of QdLaneBlock */
} Filling;

typedef struct
{
  QdLaneWork   work;
  double       rank;  /* by hand; NAN without one */
  guint        place; /* in the plan */
  QdWorkEntry *entry; /* (nullable): of the figures; only until the lanes are filled */
} Ranked;

struct _QdLanes
{
  QdFigures   *figures;
  QdLaneOrder  order;
  GArray      *works;  /* of Ranked; holds their records */
  guint        starts[QD_N_LANE_ZONES + 1];
  GPtrArray   *lanes;  /* of Filling: of each team, then of the whole */
  GHashTable  *by_record; /* of works and teams: their index + 1 */
  guint        n_fit;
  double       longest;
};

static void
filling_free (gpointer data)
{
  Filling *filling = data;

  g_clear_object (&filling->lane.team);
  g_array_unref (filling->blocks);
  g_free (filling);
}

static void
ranked_clear (gpointer data)
{
  g_object_unref (((Ranked *) data)->work.record);
}

/* What is not known comes last. */
static int
compare_numbers (double a,
                 double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);

  return (a > b) - (a < b);
}

static gboolean
is_request (const Ranked *ranked)
{
  return qd_record_get_record_type (ranked->work.record) == QD_RECORD_DEPENDENCY;
}

/* What others ask of a team has neither rank nor priority: it is the last of what is planned. */
static int
compare_works (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Ranked *first = a;
  const Ranked *second = b;
  QdLaneOrder order = *(QdLaneOrder *) user_data;
  int by_zone = (int) first->work.zone - (int) second->work.zone;
  int by_kind = is_request (first) - is_request (second);
  int by_number = order == QD_LANES_BY_PRIORITY ? compare_numbers (-first->work.priority, -second->work.priority)
                                                : compare_numbers (first->rank, second->rank);

  if (by_zone != 0)
    return by_zone;
  if (by_kind != 0)
    return by_kind;

  return by_number != 0 ? by_number : compare_numbers (first->place, second->place);
}

static QdLaneZone
zone_of (QdRecord *initiative)
{
  const char *status = qd_record_get_text (initiative, QD_INITIATIVE_STATUS);

  if (g_str_equal (status, "cut"))
    return QD_LANE_CUT;

  return g_str_equal (status, "stretch") ? QD_LANE_STRETCH : QD_LANE_PLANNED;
}

static QdWorkEntry *
current_entry (QdLanes      *self,
               QdRecord     *record,
               QdRecordType  type)
{
  QdWorkEntry *entry = qd_figures_lookup_or_add (self->figures, record, type);

  qd_figures_flush (self->figures);

  return entry;
}

static void
collect_initiatives (QdLanes  *self,
                     QdRecord *objective)
{
  QdList *list = qd_record_peek_list (objective, QD_LIST_INITIATIVES);

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);
      QdWorkEntry *entry = current_entry (self, record, QD_RECORD_INITIATIVE);
      Ranked ranked = { { .record = g_object_ref (record), .zone = zone_of (record),
                          .priority = entry != NULL ? entry->figures.priority : NAN,
                          .points = qd_record_get_number (record, QD_INITIATIVE_POINTS),
                          .assumed = entry != NULL && entry->assumed },
                        qd_record_get_number (record, QD_INITIATIVE_RANK), self->works->len, entry };

      g_array_append_val (self->works, ranked);
    }
}

static void
count_part_cb (QdRecord *team,
               gboolean  everyone,
               double    points,
               gpointer  user_data)
{
  *(double *) user_data += team != NULL || everyone ? points : 0;
}

/* Of dependencies, those that cost a team of the plan something. */
static void
collect_requests (QdLanes *self)
{
  QdList *list = qd_plan_get_list (qd_figures_get_plan (self->figures), QD_LIST_DEPENDENCIES);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      Ranked ranked = { { .record = qd_list_get (list, i), .zone = QD_LANE_PLANNED, .priority = NAN }, NAN,
                        self->works->len };

      ranked.entry = current_entry (self, ranked.work.record, QD_RECORD_DEPENDENCY);
      if (ranked.entry != NULL)
        qd_work_entry_foreach_part (ranked.entry, count_part_cb, &ranked.work.points);
      if (ranked.work.points > 0)
        {
          g_object_ref (ranked.work.record);
          g_array_append_val (self->works, ranked);
        }
    }
}

static void
find_zones (QdLanes *self)
{
  guint zone = 0;

  for (guint i = 0; i < self->works->len; i++)
    {
      const Ranked *ranked = &g_array_index (self->works, Ranked, i);

      while (zone < ranked->work.zone)
        self->starts[++zone] = i;
      g_hash_table_insert (self->by_record, ranked->work.record, GUINT_TO_POINTER (i + 1));
    }
  while (zone < QD_N_LANE_ZONES)
    self->starts[++zone] = self->works->len;
}

static void
add_lane (QdLanes  *self,
          QdRecord *team,
          double    capacity)
{
  Filling *filling = g_new0 (Filling, 1);

  filling->lane.team = team != NULL ? g_object_ref (team) : NULL;
  filling->lane.capacity = capacity;
  filling->blocks = g_array_new (FALSE, FALSE, sizeof (QdLaneBlock));
  g_ptr_array_add (self->lanes, filling);
  if (team != NULL)
    g_hash_table_insert (self->by_record, team, GUINT_TO_POINTER (self->lanes->len));
}

/* Puts a part of a work at the end of a lane.
 *
 * Returns: how much of it is below the line */
static double
add_block (Filling *filling,
           guint    work,
           double   points)
{
  QdTeamLane *lane = &filling->lane;
  QdLaneBlock block = { work, points, lane->committed + points, 0 };

  if (block.end > lane->capacity + EPSILON)
    block.over = MIN (block.end - lane->capacity, points);
  else
    lane->n_fit++;
  lane->committed = block.end;
  g_array_append_val (filling->blocks, block);

  return block.over;
}

typedef struct
{
  QdLanes *lanes;
  guint    work;
  double   most; /* that a team is short of for it */
} Placing;

static void
place_part (Placing *placing,
            guint    lane,
            double   points)
{
  Filling *filling = g_ptr_array_index (placing->lanes->lanes, lane);
  QdLaneWork *work = &g_array_index (placing->lanes->works, Ranked, placing->work).work;
  double over;

  if (!(points > 0))
    return;

  over = add_block (filling, placing->work, points);
  work->n_teams++;
  work->over += over;
  if (over > placing->most)
    {
      placing->most = over;
      work->short_of = filling->lane.team;
    }
}

static void
place_part_cb (QdRecord *team,
               gboolean  everyone,
               double    points,
               gpointer  user_data)
{
  Placing *placing = user_data;
  QdLanes *self = placing->lanes;

  if (team != NULL)
    {
      place_part (placing, (guint) qd_lanes_find_lane (self, team), points);
      return;
    }
  for (guint i = 0; everyone && i < self->lanes->len; i++)
    {
      QdRecord *each = ((Filling *) g_ptr_array_index (self->lanes, i))->lane.team;

      if (each != NULL)
        place_part (placing, i,
                    qd_figures_team_points (self->figures, each,
                                            g_array_index (self->works, Ranked, placing->work).work.record));
    }
}

/* The whole has all that is planned, with what no team carries. */
static void
fill_lanes (QdLanes *self)
{
  Filling *whole = g_ptr_array_index (self->lanes, self->lanes->len - 1);
  double largest = 0;

  for (guint i = 0; i < self->starts[QD_LANE_STRETCH]; i++)
    {
      Ranked *ranked = &g_array_index (self->works, Ranked, i);
      QdLaneWork *work = &ranked->work;
      Placing placing = { self, i, 0 };

      if (ranked->entry != NULL)
        qd_work_entry_foreach_part (ranked->entry, place_part_cb, &placing);
      if (work->points > 0)
        add_block (whole, i, work->points);
      self->n_fit += work->over > 0 || is_request (ranked) ? 0 : 1;
    }
  for (guint i = 0; i < self->works->len; i++)
    g_array_index (self->works, Ranked, i).entry = NULL;

  for (guint i = 0; i < self->lanes->len; i++)
    {
      Filling *filling = g_ptr_array_index (self->lanes, i);
      QdTeamLane *lane = &filling->lane;

      lane->blocks = (const QdLaneBlock *) (gpointer) filling->blocks->data;
      lane->n_blocks = filling->blocks->len;
      if (filling == whole)
        continue;
      self->longest = MAX (self->longest, lane->committed);
      largest = lane->capacity > largest ? lane->capacity : largest;
    }
  self->longest = MAX (self->longest, largest);
  if (largest > 0)
    self->longest = MIN (self->longest, largest * LONGEST);
}

/**
 * qd_lanes_new:
 * @figures: figures
 * @order: what decides who is first
 *
 * Returns: (transfer full): the lanes of the plan as it is now
 */
QdLanes *
qd_lanes_new (QdFigures   *figures,
              QdLaneOrder  order)
{
  QdLanes *self;
  QdPlan *plan;
  QdList *objectives, *teams;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  self = g_new0 (QdLanes, 1);
  self->figures = g_object_ref (figures);
  self->order = order;
  self->works = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_array_set_clear_func (self->works, ranked_clear);
  self->lanes = g_ptr_array_new_with_free_func (filling_free);
  self->by_record = g_hash_table_new (NULL, NULL);

  plan = qd_figures_get_plan (figures);
  objectives = qd_plan_get_list (plan, QD_LIST_OBJECTIVES);
  teams = qd_plan_get_list (plan, QD_LIST_TEAMS);
  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    collect_initiatives (self, qd_list_get (objectives, i));
  collect_requests (self);
  g_array_sort_with_data (self->works, compare_works, &self->order);
  find_zones (self);

  for (guint i = 0; i < qd_list_get_length (teams); i++)
    add_lane (self, qd_list_get (teams, i), qd_figures_team (figures, qd_list_get (teams, i))->capacity);
  add_lane (self, NULL, qd_figures_totals (figures)->capacity);
  fill_lanes (self);

  return self;
}

void
qd_lanes_free (QdLanes *self)
{
  g_array_unref (self->works);
  g_ptr_array_unref (self->lanes);
  g_hash_table_unref (self->by_record);
  g_object_unref (self->figures);
  g_free (self);
}

/**
 * qd_lanes_usual_order:
 *
 * Returns: by priority where every committed initiative has its inputs, else by rank
 */
QdLaneOrder
qd_lanes_usual_order (QdFigures *figures)
{
  QdList *objectives = qd_plan_get_list (qd_figures_get_plan (figures), QD_LIST_OBJECTIVES);
  guint n_known = 0;

  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdList *list = qd_record_peek_list (qd_list_get (objectives, i), QD_LIST_INITIATIVES);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list); j++)
        {
          const QdInitiativeFigures *initiative = qd_figures_initiative (figures, qd_list_get (list, j));

          if (!(initiative->points > 0))
            continue;
          if (isnan (initiative->priority))
            return QD_LANES_BY_RANK;
          n_known++;
        }
    }

  return n_known > 0 ? QD_LANES_BY_PRIORITY : QD_LANES_BY_RANK;
}

/**
 * qd_lanes_get_order:
 *
 * Returns: by what the work in the lanes is ranked
 */
QdLaneOrder
qd_lanes_get_order (QdLanes *lanes)
{
  return lanes->order;
}

/**
 * qd_lanes_get_n_works:
 *
 * Returns: how many works there are: planned ones first, then those that can wait, then those that are not done
 */
guint
qd_lanes_get_n_works (QdLanes *lanes)
{
  return lanes->works->len;
}

/**
 * qd_lanes_get_work:
 *
 * Returns: (transfer none): the work at @work
 */
const QdLaneWork *
qd_lanes_get_work (QdLanes *lanes,
                   guint    work)
{
  g_return_val_if_fail (work < lanes->works->len, NULL);

  return &g_array_index (lanes->works, Ranked, work).work;
}

/* -1 if there is none. */
static int
find_index (QdLanes  *lanes,
            QdRecord *record)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (lanes->by_record, record)) - 1;
}

/**
 * qd_lanes_find_work:
 * @record: (nullable): a record
 *
 * Returns: which work it is; -1 if it is none
 */
int
qd_lanes_find_work (QdLanes  *lanes,
                    QdRecord *record)
{
  return record != NULL && qd_record_get_record_type (record) != QD_RECORD_TEAM ? find_index (lanes, record) : -1;
}

/**
 * qd_lanes_zone_start:
 *
 * Returns: the first work of @zone, or where it would be
 */
guint
qd_lanes_zone_start (QdLanes    *lanes,
                     QdLaneZone  zone)
{
  return lanes->starts[zone];
}

/**
 * qd_lanes_zone_length:
 *
 * Returns: how many works are in @zone
 */
guint
qd_lanes_zone_length (QdLanes    *lanes,
                      QdLaneZone  zone)
{
  return lanes->starts[zone + 1] - lanes->starts[zone];
}

/**
 * qd_lanes_get_n_fit:
 *
 * Returns: how many planned initiatives are above every line they meet
 */
guint
qd_lanes_get_n_fit (QdLanes *lanes)
{
  return lanes->n_fit;
}

/**
 * qd_lanes_get_n_lanes:
 *
 * Returns: how many teams have a lane: all
 */
guint
qd_lanes_get_n_lanes (QdLanes *lanes)
{
  return lanes->lanes->len - 1;
}

/**
 * qd_lanes_get_lane:
 *
 * Returns: (transfer none): the lane at @lane
 */
const QdTeamLane *
qd_lanes_get_lane (QdLanes *lanes,
                   guint    lane)
{
  g_return_val_if_fail (lane < lanes->lanes->len, NULL);

  return &((Filling *) g_ptr_array_index (lanes->lanes, lane))->lane;
}

/**
 * qd_lanes_find_lane:
 * @team: (nullable): a team
 *
 * Returns: which lane is its own; -1 if it is no team of the plan
 */
int
qd_lanes_find_lane (QdLanes  *lanes,
                    QdRecord *team)
{
  return team != NULL && qd_record_get_record_type (team) == QD_RECORD_TEAM ? find_index (lanes, team) : -1;
}

/**
 * qd_lanes_get_whole:
 *
 * Returns: the lane of all teams together. That something fits there says nothing about teams: a lack is never netted
 *   against what others have left.
 */
const QdTeamLane *
qd_lanes_get_whole (QdLanes *lanes)
{
  return qd_lanes_get_lane (lanes, qd_lanes_get_n_lanes (lanes));
}

/**
 * qd_lanes_get_longest:
 *
 * Returns: what a scale for all lanes has to hold, in points: the most that a team has or is committed to, unless that is
 *   far beyond what any has
 */
double
qd_lanes_get_longest (QdLanes *lanes)
{
  return lanes->longest;
}
