#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

/**
 * QdAudience:
 * @id: "everyone", "board", "all-hands", "product", "partner": the preset it is or is made from
 * @label: what people call it, in the user's language
 * @name: (nullable): of an audience outside the company: who it is, such as “Partner”; it gets the objectives, key
 *   results and dependencies that name it
 * @sections: (nullable): the ids of the sections it gets, separated by spaces; %NULL for all
 * @columns: (nullable): the only columns it gets, as "list.column", separated by spaces; %NULL for all
 * @hidden_columns: (nullable): columns it does not get
 * @risk_names: whether risks and mitigations are named; else they are counted by level
 * @team_names: whether teams are named; else they are Team A, Team B …
 * @people_names: whether people are named
 * @findings: whether speaker notes hold the findings
 * @outside: it is not of the company
 *
 * Who reads what leaves the plan, and what they get.
 */
typedef struct
{
  const char *id;
  char       *label;
  char       *name;
  char       *sections;
  char       *columns;
  char       *hidden_columns;
  gboolean    risk_names;
  gboolean    team_names;
  gboolean    people_names;
  gboolean    findings;
  gboolean    outside;
} QdAudience;

/**
 * QdAudiencePreset:
 * @id: see #QdAudience
 * @label: to be translated
 *
 * What an audience can be made from.
 */
typedef struct
{
  const char *id;
  const char *label;
} QdAudiencePreset;

const QdAudiencePreset *qd_audience_presets     (guint             *n_presets);

QdAudience             *qd_audience_new         (const char        *text,
                                                 const char        *name,
                                                 GError           **error);
QdAudience             *qd_audience_for_message (QdRecord          *message,
                                                 GError           **error);
QdAudience             *qd_audience_find        (QdPlan            *plan,
                                                 const char        *text,
                                                 GError           **error);
QdAudience             *qd_audience_copy        (const QdAudience  *audience);
void                    qd_audience_free        (QdAudience        *audience);

gboolean                qd_audience_gets_all    (const QdAudience  *audience);
gboolean                qd_audience_gets        (const QdAudience  *audience,
                                                 const char        *section);
gboolean                qd_audience_gets_column (const QdAudience  *audience,
                                                 QdListId           list,
                                                 const char        *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdAudience, qd_audience_free)

G_END_DECLS
