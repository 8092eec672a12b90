#pragma once

#include "qd-chart-private.h"

G_BEGIN_DECLS

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook head;
  QdLook text;
  QdLook bold;
  QdLook note;
  QdLook red;
  double line_height;
  double stripe;
  double padding;
  double block_gap;
  double limit;
  double foot;
  double hatch;
} QdLaneMetrics;

/* A team with the initiatives that follow it among the items. */
typedef struct
{
  guint  first;
  guint  n_blocks;
  double points;
} QdTeamLane;

typedef struct
{
  const QdLaneMetrics *metrics;
  double               x;
  double               width;
  double               top;
  double               unit;  /* of height, to a point */
  QdLook               head;
} QdLaneColumn;

const QdBlockValue *qd_block_at       (QdChart            *chart,
                                       guint               index);
char               *qd_block_tooltip  (QdChart            *chart,
                                       const QdTeamLane   *lane,
                                       guint               index);
double              qd_lane_over      (QdChart            *chart,
                                       const QdTeamLane   *lane);
void                qd_lane_draw      (QdChart            *chart,
                                       QdCanvas           *canvas,
                                       const QdLaneColumn *column,
                                       const QdTeamLane   *lane,
                                       double              head_baseline);

G_END_DECLS
