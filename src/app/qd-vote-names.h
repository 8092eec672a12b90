#pragma once

#include <gtk/gtk.h>

#include "qd-ballot.h"

G_BEGIN_DECLS

#define QD_TYPE_VOTE_NAMES (qd_vote_names_get_type ())

G_DECLARE_FINAL_TYPE (QdVoteNames, qd_vote_names, QD, VOTE_NAMES, GtkWidget)

GtkWidget *qd_vote_names_new        (void);
void       qd_vote_names_set_people (QdVoteNames    *names,
                                     QdPlan         *plan);
guint      qd_vote_names_get_n      (QdVoteNames    *names);
void       qd_vote_names_set_fist   (QdVoteNames    *names,
                                     gboolean        fist);
void       qd_vote_names_fill       (QdVoteNames    *names,
                                     const QdBallot *ballot);
void       qd_vote_names_reveal     (QdVoteNames    *names);
void       qd_vote_names_collect    (QdVoteNames    *names,
                                     QdBallot       *ballot);

G_END_DECLS
