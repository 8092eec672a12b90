#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QD_TYPE_VOTE_CHART (qd_vote_chart_get_type ())

G_DECLARE_FINAL_TYPE (QdVoteChart, qd_vote_chart, QD, VOTE_CHART, GtkWidget)

GtkWidget *qd_vote_chart_new      (void);
void       qd_vote_chart_set_votes (QdVoteChart  *chart,
                                    const double *votes,
                                    guint         n_votes);

G_END_DECLS
