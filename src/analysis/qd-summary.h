#pragma once

#include "qd-finding.h"

G_BEGIN_DECLS

/* Sentences with the figures that matter, in the user's language. Figures are marked up bold for Pango. */

/**
 * QdSummaryFigureId:
 *
 * The figures that say how a plan stands.
 */
typedef enum
{
  QD_SUMMARY_SCORE,
  QD_SUMMARY_COMMITTED,
  QD_SUMMARY_DRIFT,
  QD_SUMMARY_RISKS,
  QD_SUMMARY_COMPLETENESS,
  QD_N_SUMMARY_FIGURES
} QdSummaryFigureId;

char *qd_summary_headline  (QdFigures *figures,
                            GPtrArray *findings);
char *qd_summary_subtitle  (QdFigures *figures,
                            GPtrArray *findings);
char *qd_summary_page      (QdFigures *figures,
                            GPtrArray *findings,
                            QdPageId   page);
char *qd_summary_sidebar   (QdFigures *figures,
                            QdPageId   page);

const char *qd_summary_figure_label (QdSummaryFigureId   id);
char       *qd_summary_figure       (QdFigures          *figures,
                                     GArray             *steps,
                                     QdSummaryFigureId   id,
                                     char              **note,
                                     QdSeverity         *severity);
QdPageId    qd_summary_figure_source (QdFigures         *figures,
                                     GArray             *steps,
                                     QdSummaryFigureId   id,
                                     QdRecord          **record);

G_END_DECLS
