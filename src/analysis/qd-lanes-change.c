#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-lanes.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-removal.h"
#include "qd-text.h"

/* What is done with lanes, as changes: a work goes to another rank or across the line, one leaves for another. */

static const char *const statuses[QD_N_LANE_ZONES] = { "planned", "stretch", "cut" };

static QdRecord *
record_of (QdLanes *lanes,
           guint    work)
{
  return qd_lanes_get_work (lanes, work)->record;
}

static gboolean
is_initiative (QdRecord *record)
{
  return qd_record_get_record_type (record) == QD_RECORD_INITIATIVE;
}

static const char *
name_of (QdRecord *record)
{
  const char *title = qd_record_get_title (record);

  return qd_text_is_blank (title) ? _(qd_record_get_info (record)->label) : title;
}

static QdChange *
placing_new (QdRecord   *record,
             QdLaneZone  zone)
{
  switch (zone)
    {
    case QD_LANE_STRETCH:
      return qd_change_new_printf (_("Make “%s” Stretch"), name_of (record));
    case QD_LANE_CUT:
      return qd_change_new_printf (_("Cut “%s”"), name_of (record));
    case QD_LANE_PLANNED:
    case QD_N_LANE_ZONES:
    default:
      return qd_change_new_printf (_("Rank “%s”"), name_of (record));
    }
}

static void
set_status (QdChange   *change,
            QdRecord   *record,
            QdLaneZone  zone)
{
  g_auto (QdValue) status = qd_value_text (statuses[zone]);

  qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, QD_INITIATIVE_STATUS), &status);
}

static void
set_rank (QdChange *change,
          QdRecord *record,
          double    rank)
{
  g_auto (QdValue) value = qd_value_number (rank);

  if (!(qd_record_get_number (record, QD_INITIATIVE_RANK) == rank))
    qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, QD_INITIATIVE_RANK), &value);
}

static double
rank_of (GPtrArray *order,
         guint      index)
{
  return index < order->len ? qd_record_get_number (g_ptr_array_index (order, index), QD_INITIATIVE_RANK) : NAN;
}

/* A whole number between the ranks of its neighbours, so that nobody else needs another; NAN if there is none. */
static double
find_gap (GPtrArray *order,
          guint      index)
{
  double before = index > 0 ? rank_of (order, index - 1) : 0;
  double after = rank_of (order, index + 1);
  double rank = floor (before) + 1;

  if (isnan (before) || (!isnan (after) && rank >= after))
    return NAN;

  return rank;
}

/* Ranks that put @order in this order, as far as @n: where one number is not enough, all of them count from 1. */
static void
set_ranks (QdChange  *change,
           GPtrArray *order,
           guint      n)
{
  for (guint i = 0; i < n; i++)
    set_rank (change, g_ptr_array_index (order, i), i + 1);
}

/* How far down something is ranked: what has no rank comes after all that has. */
static guint
count_ranked (GPtrArray *order,
              guint      least)
{
  guint n = least;

  for (guint i = least; i < order->len; i++)
    if (!isnan (rank_of (order, i)))
      n = i + 1;

  return n;
}

/* The initiatives of @zone in their order, without @moved. */
static GPtrArray *
list_zone (QdLanes    *lanes,
           QdLaneZone  zone,
           QdRecord   *moved)
{
  GPtrArray *order = g_ptr_array_new ();
  guint start = qd_lanes_zone_start (lanes, zone);

  for (guint i = 0; i < qd_lanes_zone_length (lanes, zone); i++)
    if (is_initiative (record_of (lanes, start + i)) && record_of (lanes, start + i) != moved)
      g_ptr_array_add (order, record_of (lanes, start + i));

  return order;
}

/**
 * qd_lanes_place:
 * @lanes: lanes
 * @work: an initiative
 * @zone: where it is to stand
 * @index: its place among the initiatives there; beyond the end means at the end. Only where ranks decide: a priority is
 *   what its inputs make it
 *
 * Returns: (transfer full) (nullable): a change that moves it there; %NULL if it stands there
 */
QdChange *
qd_lanes_place (QdLanes    *lanes,
                guint       work,
                QdLaneZone  zone,
                guint       index)
{
  const QdLaneWork *moved = qd_lanes_get_work (lanes, work);
  g_autoptr (QdChange) change = NULL;
  g_autoptr (GPtrArray) order = NULL;
  double rank;

  g_return_val_if_fail (zone < QD_N_LANE_ZONES, NULL);
  g_return_val_if_fail (is_initiative (moved->record), NULL);

  change = placing_new (moved->record, zone);
  if (moved->zone != zone)
    set_status (change, moved->record, zone);
  if (qd_lanes_get_order (lanes) == QD_LANES_BY_PRIORITY)
    return qd_change_get_n_ops (change) > 0 ? g_steal_pointer (&change) : NULL;

  order = list_zone (lanes, zone, moved->record);
  index = MIN (index, order->len);
  if (moved->zone == zone && index == work - qd_lanes_zone_start (lanes, zone))
    return NULL;

  g_ptr_array_insert (order, (int) index, moved->record);
  rank = find_gap (order, index);
  if (!isnan (rank))
    set_rank (change, moved->record, rank);
  else
    set_ranks (change, order, count_ranked (order, index + 1));

  return g_steal_pointer (&change);
}

/**
 * qd_lanes_keep_order:
 * @lanes: lanes in any order
 *
 * Returns: (transfer full): a change that makes the order of @lanes the order by hand
 */
QdChange *
qd_lanes_keep_order (QdLanes *lanes)
{
  QdChange *change = qd_change_new (_("Rank by Priority"));

  for (guint zone = 0; zone < QD_N_LANE_ZONES; zone++)
    {
      g_autoptr (GPtrArray) order = list_zone (lanes, (QdLaneZone) zone, NULL);

      set_ranks (change, order, order->len);
    }

  return change;
}

/**
 * qd_lanes_swap:
 * @lanes: lanes as they are without what is added
 * @leaving: an initiative that makes room
 * @adding: a change that adds another
 *
 * Returns: (transfer full): a change that does both: what leaves can wait
 */
QdChange *
qd_lanes_swap (QdLanes  *lanes,
               guint     leaving,
               QdChange *adding)
{
  QdChange *change = qd_change_new_printf (_("Swap for “%s”"), name_of (record_of (lanes, leaving)));

  qd_change_append (change, adding);
  set_status (change, record_of (lanes, leaving), QD_LANE_STRETCH);

  return change;
}

/* The quarter after the plan's, as people write it; "" without one. */
static char *
next_quarter (QdPlan *plan)
{
  QdQuarter quarter = qd_plan_get_quarter (plan);

  if (!qd_quarter_is_set (&quarter))
    return g_strdup ("");

  quarter = qd_quarter_add (&quarter, 1);

  return qd_quarter_format (&quarter);
}

/**
 * qd_lanes_refuse:
 * @lanes: lanes
 * @work: an initiative
 * @reason: why it is not done
 *
 * Returns: (transfer full): a change that takes it out of the plan into what is not done this quarter, to be looked at
 *   again in the next
 */
QdChange *
qd_lanes_refuse (QdLanes    *lanes,
                 guint       work,
                 const char *reason)
{
  QdRecord *record = record_of (lanes, work);
  QdPlan *plan = qd_record_get_plan (record);
  QdChange *change = qd_change_new_printf (_("Do Not Do “%s” This Quarter"), name_of (record));
  g_autoptr (QdRecord) exclusion = qd_record_new (QD_RECORD_EXCLUSION, NULL);
  g_autofree char *revisit = next_quarter (plan);
  const struct
  {
    guint       field;
    const char *text;
  } values[] = {
    { QD_EXCLUSION_ITEM, qd_record_get_title (record) },
    { QD_EXCLUSION_REASON, reason },
    { QD_EXCLUSION_REVISIT, revisit },
  };

  qd_change_remove_records (change, plan, &record, 1);
  qd_change_insert (change, qd_record_get_id (qd_plan_get_root (plan)), QD_LIST_NOT_DOING, G_MAXUINT, exclusion);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_auto (QdValue) value = qd_value_text (values[i].text);

      if (!qd_text_is_blank (values[i].text))
        qd_change_set (change, qd_record_get_id (exclusion), qd_record_get_field (exclusion, values[i].field), &value);
    }

  return change;
}
