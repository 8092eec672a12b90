#pragma once

#include "qd-finding.h"

G_BEGIN_DECLS

/* Sentences with the figures that matter, in the user's language. Figures are marked up bold for Pango. */

char *qd_summary_headline  (QdFigures *figures,
                            GPtrArray *findings);
char *qd_summary_subtitle  (QdFigures *figures,
                            GPtrArray *findings);
char *qd_summary_page      (QdFigures *figures,
                            GPtrArray *findings,
                            QdPageId   page);
char *qd_summary_sidebar   (QdFigures *figures,
                            QdPageId   page);

G_END_DECLS
