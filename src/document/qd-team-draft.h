#pragma once

#include "qd-change.h"
#include "qd-plan.h"

G_BEGIN_DECLS

/* A plan as it is sent to the lead of one team: all of it can be read, but only what is the team's can be changed. */

typedef struct _QdTeamFrame QdTeamFrame;

QdRecord *qd_plan_find_team       (QdPlan      *plan,
                                   const char  *name);
QdPlan   *qd_team_draft_new       (QdPlan      *plan,
                                   QdRecord    *team);
char     *qd_team_draft_describe  (QdPlan      *draft);
gboolean  qd_team_draft_allows    (QdPlan      *draft,
                                   QdChange    *change,
                                   GError     **error);
QdTeamFrame *
          qd_team_frame_new       (QdPlan      *plan);
void      qd_team_frame_free      (QdTeamFrame *frame);
gboolean  qd_team_frame_allows    (QdTeamFrame *frame,
                                   QdRecord    *record);
gboolean  qd_team_frame_allows_in (QdTeamFrame *frame,
                                   QdList      *list);
QdPlan   *qd_team_draft_dup_plain (QdPlan      *draft,
                                   char       **team);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdTeamFrame, qd_team_frame_free)

G_END_DECLS
