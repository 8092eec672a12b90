#pragma once

#include "qd-chart-private.h"

G_BEGIN_DECLS

#define QD_TIMELINE_WEEK 7

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook lane;
  QdLook month;
  QdLook week;
  QdLook title;
  QdLook date;
  double row_tall;      /* title above the mark, date below it */
  double row_flat;      /* both beside it */
  double row_min;
  double lane_pad;
  double header;
  double gap;
  double label_gap;
  double marker;
  double rule;
  double axis;
  double name_height;   /* of a lane's name where it stands above its dates */
  double name_min;      /* less time than this, in widths of the names, puts them there */
} QdTimelineMetrics;

typedef struct
{
  const QdTimelineMetrics *metrics;
  double         left;       /* of the lanes' names */
  double         time_left;
  double         time_right;
  double         top;
  double         bottom;
  guint32        first;      /* a Monday */
  guint32        n_days;
  gboolean       above;      /* the names of lanes stand above their dates */
  double         row;        /* the heights of rows in lanes that are flat */
  double         row_tall;   /* and in lanes that are tall */
} QdTimelineAxis;

/* What stands for one entry: each date; all of a day; all of a week; their number alone. */
typedef enum
{
  QD_TIMELINE_EACH,
  QD_TIMELINE_BY_DAY,
  QD_TIMELINE_BY_WEEK,
  QD_TIMELINE_COUNTED,
} QdTimelineGrouping;

/* A lane with its dates in rows. */
typedef struct
{
  GArray  *places;  /* of dates with their places */
  QdTimelineGrouping grouping;
  guint    n_rows;
  gboolean tall;    /* labels above and below their marks, else beside */
} QdTimelineRows;

char     *qd_timeline_date_text  (const QdDateValue    *value,
                                  gboolean              compact);
gboolean  qd_timeline_is_weekend (guint32               day);
gboolean  qd_timeline_is_span    (const QdDateValue    *value);
gboolean  qd_timeline_is_shown   (const QdTimelineAxis *axis,
                                  const QdDateValue    *value);
double    qd_timeline_x          (const QdTimelineAxis *axis,
                                  double                day);
void      qd_timeline_draw_lanes (QdChart              *chart,
                                  QdCanvas             *canvas,
                                  QdTimelineAxis       *axis);
double    qd_timeline_names_width (QdCanvas            *canvas,
                                  const QdLook         *look);

G_END_DECLS
