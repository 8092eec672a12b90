#pragma once

#include "qd-chart-private.h"

G_BEGIN_DECLS

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook title;
  QdLook status;
  QdLook behind;
  QdLook value;
  double head;          /* from the top of a panel to the plot */
  double line_height;
  double foot;          /* below the plot */
  double gutter;
  double line;
  double dot;
  double last_dot;
  double rule;
} QdProgressMetrics;

const QdProgressValue *qd_progress_at         (QdChart                 *chart,
                                               guint                    index);
gboolean               qd_progress_is_drawn   (const QdProgressValue   *value);
double                 qd_progress_get_pace   (const QdProgressValue   *value);
gboolean               qd_progress_is_behind  (const QdProgressValue   *value);
gboolean               qd_progress_is_overdue (QdChart                 *chart,
                                               const QdProgressValue   *value);
char                  *qd_progress_dup_status (QdChart                 *chart,
                                               const QdProgressValue   *value);
char                  *qd_progress_dup_target (const QdProgressValue   *value);
char                  *qd_progress_dup_line   (QdChart                 *chart,
                                               guint                    index);
void                   qd_progress_draw_panel (QdChart                 *chart,
                                               QdCanvas                *canvas,
                                               const QdProgressMetrics *m,
                                               const QdProgressValue   *value,
                                               double                   x,
                                               double                   y,
                                               double                   width,
                                               double                   height);

G_END_DECLS
