#pragma once

#include "qd-chart-private.h"

G_BEGIN_DECLS

/* What a layout shows: all teams, or those furthest from balance and one row for the others. */
typedef struct
{
  GArray *teams;
  guint   n_others;
  double  others_free;
  double  others_over;
} QdCapacitySelection;

typedef struct
{
  double name_width;
  double bar_left;
  double bar_width;
  double committed;
  double capacity;      /* right end, as of all figures; 0: not shown */
  double balance;
  double row;
  double most;
} QdCapacityColumns;

double              qd_capacity_balance        (const QdTeamValue         *team);
gboolean            qd_capacity_is_over        (const QdTeamValue         *team);
QdCapacitySelection qd_capacity_select         (QdChart                   *chart,
                                                QdCanvas                  *canvas,
                                                guint                      most);
double              qd_capacity_largest        (GArray                    *teams);
char               *qd_capacity_balance_text   (double                     balance);
char               *qd_capacity_others_text    (const QdCapacitySelection *selection);
char               *qd_capacity_tooltip        (const QdTeamValue         *team);
void                qd_capacity_draw_bar       (QdCanvas                  *canvas,
                                                const QdTeamValue         *team,
                                                double                     left,
                                                double                     top,
                                                double                     unit,
                                                double                     height,
                                                double                     radius);
void                qd_capacity_layout_compact (QdChart                   *chart,
                                                QdCanvas                  *canvas);

G_END_DECLS
