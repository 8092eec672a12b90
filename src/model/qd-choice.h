#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QdChoice:
 * @id: what is stored, as in the file
 * @label: what is shown, to be translated; untranslated it is the word of canonical Markdown
 * @aliases: (nullable): other spellings that mean the same, separated by spaces, lower case
 *
 * One answer of a field with fixed answers. Tables of them end with an empty entry.
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *aliases;
} QdChoice;

extern const QdChoice qd_choices_level[];
extern const QdChoice qd_choices_plan_state[];
extern const QdChoice qd_choices_score_mean[];
extern const QdChoice qd_choices_objective_kind[];
extern const QdChoice qd_choices_key_result_kind[];
extern const QdChoice qd_choices_initiative_status[];
extern const QdChoice qd_choices_risk_status[];
extern const QdChoice qd_choices_snapshot_kind[];
extern const QdChoice qd_choices_draft[];
extern const QdChoice qd_choices_conflict[];
extern const QdChoice qd_choices_approved[];
extern const QdChoice qd_choices_yes_no[];
extern const QdChoice qd_choices_page[];

const QdChoice *qd_choice_find  (const QdChoice *choices,
                                 const char     *text);
int             qd_choice_index (const QdChoice *choices,
                                 const char     *id);

G_END_DECLS
