#include "qd-config.h"

#include "qd-choice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-text.h"

const QdChoice qd_choices_level[] = {
  { "low", N_("Low"), "l lo minor" },
  { "medium", N_("Medium"), "m med mid moderate" },
  { "high", N_("High"), "h hi severe" },
  { NULL },
};

const QdChoice qd_choices_plan_state[] = {
  { "draft", N_("Draft") },
  { "proposed", N_("Proposed") },
  { "approved", N_("Approved") },
  { NULL },
};

const QdChoice qd_choices_score_mean[] = {
  { "key-results", N_("Mean of the key results") },
  { "objectives", N_("Mean of the objectives") },
  { "weighted", N_("Weighted mean of the key results") },
  { NULL },
};

const QdChoice qd_choices_objective_kind[] = {
  { "committed", N_("Committed") },
  { "aspirational", N_("Aspirational"), "stretch moonshot" },
  { NULL },
};

const QdChoice qd_choices_key_result_kind[] = {
  { "level", N_("Level") },
  { "cumulative", N_("Cumulative"), "count total" },
  { "milestone", N_("Milestone") },
  { NULL },
};

const QdChoice qd_choices_initiative_status[] = {
  { "planned", N_("Planned"), "committed" },
  { "stretch", N_("Stretch") },
  { "cut", N_("Cut"), "dropped" },
  { NULL },
};

const QdChoice qd_choices_risk_status[] = {
  { "open", N_("Open") },
  { "owned", N_("Owned") },
  { "accepted", N_("Accepted") },
  { "mitigated", N_("Mitigated") },
  { "resolved", N_("Resolved"), "closed" },
  { NULL },
};

const QdChoice qd_choices_snapshot_kind[] = {
  { "baseline", N_("Approved state") },
  { "scenario", N_("Scenario") },
  { "sent", N_("Sent") },
  { NULL },
};

const QdChoice qd_choices_draft[] = {
  { "sent", N_("Sent") },
  { "submitted", N_("Submitted") },
  { "merged", N_("Merged") },
  { NULL },
};

const QdChoice qd_choices_conflict[] = {
  { "field", N_("Both changed it") },
  { "removed-here", N_("Removed here, changed there") },
  { "removed-there", N_("Changed here, removed there") },
  { "place", N_("Both moved it") },
  { "order", N_("Both reordered it") },
  { "unknown", N_("Written by a newer version") },
  { NULL },
};

const QdChoice qd_choices_approved[] = {
  { "yes", N_("Yes"), "y approved ✓ ✔ x" },
  { "no", N_("No"), "n rejected ✗" },
  { "pending", N_("Pending"), "open waiting" },
  { NULL },
};

const QdChoice qd_choices_yes_no[] = {
  { "yes", N_("Yes"), "y true done ✓ ✔ x" },
  { "no", N_("No"), "n false ✗" },
  { NULL },
};

/* Every page of the window. */
const QdChoice qd_choices_page[] = {
#define QD_PAGE(PAGE, GROUP, ID, TITLE, ...) { ID, TITLE },
#include "qd-pages.def"
#undef QD_PAGE
  { NULL },
};

static gboolean
is_alias (const char *aliases,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *at = aliases; at != NULL && *at != '\0';)
    {
      gsize span = strcspn (at, " ");

      if (span == length && strncmp (at, word, span) == 0)
        return TRUE;
      at += span;
      at += strspn (at, " ");
    }

  return FALSE;
}

/**
 * qd_choice_find:
 * @choices: (nullable): a table of choices
 * @text: (nullable): what somebody typed
 *
 * Reads @text as one of @choices by id, by label in English or in the user's language, or by a known other spelling,
 * whatever its case.
 *
 * Returns: (nullable): the choice, or %NULL if @text is none of them
 */
const QdChoice *
qd_choice_find (const QdChoice *choices,
                const char     *text)
{
  g_autofree char *word = NULL;

  if (choices == NULL || text == NULL || *text == '\0')
    return NULL;

  /* Stored values are ids: the common case needs no normalising. */
  for (const QdChoice *choice = choices; choice->id != NULL; choice++)
    if (strcmp (choice->id, text) == 0)
      return choice;

  word = qd_text_normalise (text);
  for (const QdChoice *choice = choices; choice->id != NULL; choice++)
    if (strcmp (choice->id, word) == 0 || qd_text_same (choice->label, word) ||
        qd_text_same (_(choice->label), word) || is_alias (choice->aliases, word))
      return choice;

  return NULL;
}

/**
 * qd_choice_index:
 * @choices: a table of choices
 * @id: (nullable): the id of a choice
 *
 * Returns: the place of @id in @choices from 0, or -1 if it is none of them
 */
int
qd_choice_index (const QdChoice *choices,
                 const char     *id)
{
  for (int i = 0; choices != NULL && choices[i].id != NULL; i++)
    if (g_strcmp0 (choices[i].id, id) == 0)
      return i;

  return -1;
}
