#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QdAudience:
 * @id: "everyone", "board", "all-hands", "product", "partner"; what the communication plan calls the deck
 * @label: to be translated
 * @sections: (nullable): the ids of the sections it gets, separated by spaces; %NULL for all
 * @hidden_columns: (nullable): the columns it does not get, as "list.column", separated by spaces
 * @risk_names: whether risks and mitigations are named; else they are counted by level
 * @team_names: whether teams are named; else they are Team A, Team B …
 * @people_names: whether people are named
 * @findings: whether speaker notes hold the findings
 *
 * Who reads what leaves the plan, and what they get.
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *sections;
  const char *hidden_columns;
  gboolean    risk_names;
  gboolean    team_names;
  gboolean    people_names;
  gboolean    findings;
} QdAudience;

const QdAudience *qd_audiences     (guint      *n_audiences);
const QdAudience *qd_audience_find (const char *id);

G_END_DECLS
