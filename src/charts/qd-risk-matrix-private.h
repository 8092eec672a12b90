#pragma once

#include "qd-chart-private.h"

G_BEGIN_DECLS

#define QD_RISK_LEVELS   3
#define QD_RISK_CELLS    (QD_RISK_LEVELS * QD_RISK_LEVELS)
#define QD_RISK_CRITICAL 9

typedef struct
{
  double left;
  double top;
  double width;  /* of a cell */
  double height;
  double gap;
} QdRiskGrid;

typedef struct
{
  GArray *cells[QD_RISK_CELLS]; /* of guint: indices of risks */
  GArray *sorted;               /* of guint: indices of risks with a cell, the worst first */
  guint   n_unplaced;
} QdRiskPlacing;

int                qd_risk_cell            (const QdRiskValue *risk);
int                qd_risk_cell_level      (int                cell);
gboolean           qd_risk_is_critical     (const QdRiskValue *risk);
const char        *qd_risk_level_word      (int                level);
const char        *qd_risk_impact_word     (int                step);
const char        *qd_risk_likelihood_word (int                step);
void               qd_risk_placing_init    (QdRiskPlacing     *placing,
                                            QdChart           *chart);
void               qd_risk_placing_clear   (QdRiskPlacing     *placing);
const QdRiskValue *qd_risk_placed          (QdChart           *chart,
                                            GArray            *risks,
                                            guint              index);
guint              qd_risk_largest_number  (QdChart           *chart);
void               qd_risk_draw_list       (QdChart           *chart,
                                            QdCanvas          *canvas,
                                            const QdRiskPlacing *placing,
                                            const QdBox       *box);
char              *qd_risk_tooltip         (const QdRiskValue *risk);
double             qd_risk_cell_x          (const QdRiskGrid  *grid,
                                            int                cell);
double             qd_risk_cell_y          (const QdRiskGrid  *grid,
                                            int                cell);
void               qd_risk_fit_cells       (QdRiskGrid        *grid,
                                            double             right,
                                            double             bottom);
void               qd_risk_draw_numbers    (QdChart           *chart,
                                            QdCanvas          *canvas,
                                            const QdRiskGrid  *grid,
                                            GArray            *risks,
                                            int                cell,
                                            double             least,
                                            double             head,
                                            const QdLook      *look);
double             qd_risk_axis_width      (QdCanvas          *canvas,
                                            double             least,
                                            double             gap,
                                            const QdLook      *heavy,
                                            const QdLook      *light);
void               qd_risk_draw_impacts    (QdCanvas          *canvas,
                                            const QdRiskGrid  *grid,
                                            double             baseline,
                                            const QdLook      *heavy,
                                            const QdLook      *light);
void               qd_risk_layout_compact  (QdChart           *chart,
                                            QdCanvas          *canvas);

G_END_DECLS
