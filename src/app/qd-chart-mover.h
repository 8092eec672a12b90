#pragma once

#include <gtk/gtk.h>

#include "qd-marks.h"

G_BEGIN_DECLS

/* Putting what stands for a record into another cell of a chart: the risks of the matrix, by pointer or by keyboard. */

typedef struct _QdChartMover QdChartMover;

typedef QdMarks *(*QdChartMarksFunc) (GtkWidget *view);
typedef void     (*QdChartMovedFunc) (GtkWidget  *view,
                                      const char *id,
                                      int         cell);

QdChartMover *qd_chart_mover_new         (GtkWidget           *view,
                                          QdChartMarksFunc     get_marks,
                                          QdChartMovedFunc     moved);
void          qd_chart_mover_free        (QdChartMover        *mover);
gboolean      qd_chart_mover_can_move    (QdChartMover        *mover,
                                          double               x,
                                          double               y);
gboolean      qd_chart_mover_step        (QdChartMover        *mover,
                                          const char          *id,
                                          int                  across,
                                          int                  up);
gboolean      qd_chart_mover_cancel      (QdChartMover        *mover);
gboolean      qd_chart_mover_is_carrying (QdChartMover        *mover);
void          qd_chart_mover_draw        (QdChartMover        *mover,
                                          const QdChartStyle  *style,
                                          cairo_t             *cr);

G_END_DECLS
