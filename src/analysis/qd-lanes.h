#pragma once

#include "qd-change.h"
#include "qd-figures.h"

G_BEGIN_DECLS

/* What fits: each team's work in the order of its rank, and the line where that team's capacity ends. */

/**
 * QdLaneOrder:
 * @QD_LANES_BY_RANK: as ranked by hand; what has no rank comes after that, as it stands in the plan
 * @QD_LANES_BY_PRIORITY: by impact, confidence, effort and risk, the highest first; what has no such inputs comes after
 *   that, as it stands in the plan
 */
typedef enum
{
  QD_LANES_BY_RANK,
  QD_LANES_BY_PRIORITY,
} QdLaneOrder;

/**
 * QdLaneZone:
 * @QD_LANE_PLANNED: it takes capacity
 * @QD_LANE_STRETCH: it can wait
 * @QD_LANE_CUT: it is not done
 */
typedef enum
{
  QD_LANE_PLANNED,
  QD_LANE_STRETCH,
  QD_LANE_CUT,
  QD_N_LANE_ZONES
} QdLaneZone;

/**
 * QdLaneWork:
 * @record: an initiative, or a dependency that asks points of a team of the plan
 * @zone: where it stands
 * @points: what it takes, whoever does it; NAN if not known
 * @priority: see #QdInitiativeFigures
 * @assumed: how its teams share it is assumed
 * @n_teams: in how many lanes it is
 * @over: how much of it is below the line of a team, over all of them; 0: it fits
 * @short_of: (nullable): the team that has least room for it
 *
 * A piece of work.
 */
typedef struct
{
  QdRecord   *record;
  QdLaneZone  zone;
  double      points;
  double      priority;
  gboolean    assumed;
  guint       n_teams;
  double      over;
  QdRecord   *short_of;
} QdLaneWork;

/**
 * QdLaneBlock:
 * @work: which work
 * @points: the part of it in this lane
 * @end: the points of all down to this one
 * @over: how many of its points are below the line
 *
 * Planned work in a lane.
 */
typedef struct
{
  guint  work;
  double points;
  double end;
  double over;
} QdLaneBlock;

/**
 * QdTeamLane:
 * @team: (nullable): whose; %NULL of the whole
 * @capacity: where the line is; NAN if there is none, and everything fits
 * @committed: the points of all blocks
 * @blocks: (array length=n_blocks): the highest rank first
 * @n_blocks: how many
 * @n_fit: how many of them, from the top, are above the line
 */
typedef struct
{
  QdRecord          *team;
  double             capacity;
  double             committed;
  const QdLaneBlock *blocks;
  guint              n_blocks;
  guint              n_fit;
} QdTeamLane;

/**
 * QdLanes:
 *
 * All lanes of a plan as it was when they were computed. They are to be computed anew once it has changed; until then
 * their records are there, but say what they say now.
 */
typedef struct _QdLanes QdLanes;

QdLanes          *qd_lanes_new           (QdFigures   *figures,
                                          QdLaneOrder  order);
void              qd_lanes_free          (QdLanes     *lanes);
QdLaneOrder       qd_lanes_usual_order   (QdFigures   *figures);
QdLaneOrder       qd_lanes_get_order     (QdLanes     *lanes);

guint             qd_lanes_get_n_works   (QdLanes     *lanes);
const QdLaneWork *qd_lanes_get_work      (QdLanes     *lanes,
                                          guint        work);
int               qd_lanes_find_work     (QdLanes     *lanes,
                                          QdRecord    *record);
guint             qd_lanes_zone_start    (QdLanes     *lanes,
                                          QdLaneZone   zone);
guint             qd_lanes_zone_length   (QdLanes     *lanes,
                                          QdLaneZone   zone);
guint             qd_lanes_get_n_fit     (QdLanes     *lanes);

guint             qd_lanes_get_n_lanes   (QdLanes     *lanes);
const QdTeamLane *qd_lanes_get_lane      (QdLanes     *lanes,
                                          guint        lane);
int               qd_lanes_find_lane     (QdLanes     *lanes,
                                          QdRecord    *team);
const QdTeamLane *qd_lanes_get_whole     (QdLanes     *lanes);
double            qd_lanes_get_longest   (QdLanes     *lanes);

QdChange         *qd_lanes_place         (QdLanes     *lanes,
                                          guint        work,
                                          QdLaneZone   zone,
                                          guint        index);
QdChange         *qd_lanes_keep_order    (QdLanes     *lanes);
QdChange         *qd_lanes_swap          (QdLanes     *lanes,
                                          guint        leaving,
                                          QdChange    *adding);
QdChange         *qd_lanes_refuse        (QdLanes     *lanes,
                                          guint        work,
                                          const char  *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdLanes, qd_lanes_free)

G_END_DECLS
