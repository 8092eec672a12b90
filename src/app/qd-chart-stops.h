#pragma once

#include "qd-marks.h"

G_BEGIN_DECLS

/**
 * QdChartStop:
 * @id: the id of a record
 * @tooltip: what is said of it
 * @bounds: what its marks cover
 *
 * One record among the marks of a chart, where the keyboard can stop. Valid as long as the marks are.
 */
typedef struct
{
  const char *id;
  const char *tooltip;
  QdBox       bounds;
} QdChartStop;

GArray            *qd_chart_stops_new     (QdMarks    *marks);
int                qd_chart_stops_find    (GArray     *stops,
                                           const char *id);
int                qd_chart_stops_nearest (GArray     *stops,
                                           int         index,
                                           int         direction);
int                qd_chart_stops_step    (GArray     *stops,
                                           int         index,
                                           guint       key,
                                           gboolean    mirrored);
const QdChartStop *qd_chart_stops_get     (GArray     *stops,
                                           int         index);
int                qd_chart_cell_at       (QdMarks    *marks,
                                           double      x,
                                           double      y,
                                           QdBox      *box);

G_END_DECLS
