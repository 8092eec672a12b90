#include "qd-config.h"

#include "qd-chart-stops.h"

#include <gdk/gdk.h>
#include <math.h>
#include <string.h>

static int
compare_stops (gconstpointer a,
               gconstpointer b)
{
  const QdBox *one = &((const QdChartStop *) a)->bounds;
  const QdBox *other = &((const QdChartStop *) b)->bounds;

  if (fabs (one->y - other->y) >= 1)
    return one->y < other->y ? -1 : 1;

  return one->x < other->x ? -1 : one->x > other->x;
}

/**
 * qd_chart_stops_new:
 * @marks: (nullable): the marks of a chart
 *
 * Returns: (transfer full) (element-type QdChartStop): the records that they stand for, in reading order
 */
GArray *
qd_chart_stops_new (QdMarks *marks)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (QdChartStop));
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal); /* in stops, from 1 on */

  for (guint i = 0; marks != NULL && i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);
      guint place = mark->id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (places, mark->id)) : 0;
      QdChartStop stop = { mark->id, mark->tooltip, mark->box };

      if (place > 0)
        {
          qd_box_extend (&g_array_index (stops, QdChartStop, place - 1).bounds, &mark->box);
        }
      else if (mark->id != NULL)
        {
          g_array_append_val (stops, stop);
          g_hash_table_insert (places, (gpointer) mark->id, GUINT_TO_POINTER (stops->len));
        }
    }
  for (guint i = stops->len; i > 0; i--)
    if (g_array_index (stops, QdChartStop, i - 1).tooltip == NULL)
      g_array_remove_index (stops, i - 1);
  g_array_sort (stops, compare_stops);

  return stops;
}

/**
 * qd_chart_stops_find:
 * @stops: stops
 * @id: (nullable): the id of a record
 *
 * Returns: an index into @stops, -1 if none stands for that record
 */
int
qd_chart_stops_find (GArray     *stops,
                     const char *id)
{
  for (guint i = 0; i < stops->len && id != NULL; i++)
    if (g_str_equal (g_array_index (stops, QdChartStop, i).id, id))
      return (int) i;

  return -1;
}

/**
 * qd_chart_stops_nearest:
 * @stops: stops
 * @index: one of them
 * @direction: 1 for below, -1 for above
 *
 * Sideways counts double, so that a column is not left for a neighbour.
 *
 * Returns: the nearest one there, -1 if there is none
 */
int
qd_chart_stops_nearest (GArray *stops,
                        int     index,
                        int     direction)
{
  const QdBox *from = &g_array_index (stops, QdChartStop, index).bounds;
  int best = -1;
  double best_distance = G_MAXDOUBLE;

  for (guint i = 0; i < stops->len; i++)
    {
      const QdBox *to = &g_array_index (stops, QdChartStop, i).bounds;
      double along = direction * (to->y + to->height / 2 - from->y - from->height / 2);
      double aside = fabs (to->x + to->width / 2 - from->x - from->width / 2);

      if (along > 1 && along + 2 * aside < best_distance)
        {
          best = (int) i;
          best_distance = along + 2 * aside;
        }
    }

  return best;
}

/**
 * qd_chart_stops_step:
 * @stops: stops
 * @index: the one that the keyboard is at; -1 for none
 * @key: an arrow, Home or End
 * @mirrored: the chart goes from right to left
 *
 * Returns: where the key leads: an index; -1 for what is before the first, as many as there are for what is after the last
 */
int
qd_chart_stops_step (GArray   *stops,
                     int       index,
                     guint     key,
                     gboolean  mirrored)
{
  int nearest;

  if (key == GDK_KEY_Home || (index < 0 && key != GDK_KEY_End))
    return 0;
  if (key == GDK_KEY_End)
    return (int) stops->len - 1;
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    return index + ((key == GDK_KEY_Right) != mirrored ? 1 : -1);

  nearest = qd_chart_stops_nearest (stops, index, key == GDK_KEY_Down ? 1 : -1);
  if (nearest < 0 && key == GDK_KEY_Down)
    return (int) stops->len;

  return nearest;
}

/**
 * qd_chart_stops_get:
 *
 * Returns: (nullable): the stop; %NULL for an index of -1
 */
const QdChartStop *
qd_chart_stops_get (GArray *stops,
                    int     index)
{
  return index >= 0 ? &g_array_index (stops, QdChartStop, index) : NULL;
}

/**
 * qd_chart_cell_at:
 * @marks: the marks of a chart with cells, such as the risk matrix
 * @x: in pixels
 * @y: in pixels
 * @box: (out) (optional): what the cell covers
 *
 * Returns: the number of the cell at this place, -1 if there is none
 */
int
qd_chart_cell_at (QdMarks *marks,
                  double   x,
                  double   y,
                  QdBox   *box)
{
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);

      if (strcmp (mark->part, "cell") != 0 || x < mark->box.x || y < mark->box.y || x >= mark->box.x + mark->box.width
          || y >= mark->box.y + mark->box.height)
        continue;
      if (box != NULL)
        *box = mark->box;
      return (int) mark->value;
    }

  return -1;
}
