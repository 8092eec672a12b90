#pragma once

#include "qd-record.h"

G_BEGIN_DECLS

/**
 * QdTeamNames:
 *
 * The names of a plan's teams, indexed for finding them in text. Holds as long as no team comes, goes, moves or is
 * renamed.
 */
typedef struct _QdTeamNames QdTeamNames;

/**
 * QdTeamShare:
 * @team: a team; not owned
 * @share: its share as typed, 70 for 70 %; NAN where none is typed
 */
typedef struct
{
  QdRecord *team;
  double    share;
} QdTeamShare;

/**
 * QdTeamSplit:
 * @shares: (array length=n_shares): the teams named, each once, in the order of the text
 * @n_shares: how many
 * @everyone: every team is meant; @shares is empty then
 * @others: the share typed for somebody who is no team of the plan
 * @exact: all shares are typed and add up: nothing is assumed
 *
 * Who carries a piece of work, as understood from text.
 */
typedef struct
{
  QdTeamShare *shares;
  guint        n_shares;
  gboolean     everyone;
  double       others;
  gboolean     exact;
} QdTeamSplit;

QdTeamNames *qd_team_names_new   (QdList            *teams);
void         qd_team_names_free  (QdTeamNames       *names);
QdTeamSplit  qd_team_names_read  (QdTeamNames       *names,
                                  const char        *text);
void         qd_team_split_clear (QdTeamSplit       *split);
gboolean     qd_team_split_names_nobody (const QdTeamSplit *split);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdTeamNames, qd_team_names_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QdTeamSplit, qd_team_split_clear)

G_END_DECLS
