#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-audience.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-columns.h"
#include "qd-error.h"
#include "qd-outline.h"
#include "qd-text.h"

/* Who gets what. Whoever is outside gets only the columns that are listed: one that is added later is not theirs. */

typedef struct
{
  QdAudiencePreset preset;
  const char      *words; /* audiences whose name has one of them get it unless told otherwise */
  const char      *sections;
  const char      *columns;
  const char      *hidden_columns;
  gboolean         risk_names;
  gboolean         team_names;
  gboolean         people_names;
  gboolean         findings;
  gboolean         outside;
} Preset;

static const Preset presets[] = {
  { { "everyone", N_("Everyone who plans") }, "everyone leadership planning",
    .risk_names = TRUE, .team_names = TRUE, .people_names = TRUE, .findings = TRUE },
  { { "board", N_("Board") }, "board directors investors",
    "last-quarter lessons context capacity allocation objectives objective progress risks success-criteria timeline "
    "reviews decisions approvals",
    .hidden_columns = "initiatives.teams initiatives.category initiatives.status initiatives.priority",
    .risk_names = TRUE, .team_names = TRUE, .people_names = TRUE },
  { { "all-hands", N_("All hands") }, "all-hands hands engineering company staff",
    "last-quarter lessons context capacity allocation objectives objective progress dependencies risks not-doing "
    "success-criteria timeline reviews",
    .hidden_columns = "key-results.confidence risks.owner",
    .team_names = TRUE, .people_names = TRUE },
  { { "product", N_("Product") }, "product design marketing sales",
    "context capacity allocation objectives objective progress priorities dependencies risks not-doing success-criteria timeline "
    "reviews decisions actions",
    .hidden_columns = "risks.owner",
    .risk_names = TRUE, .team_names = TRUE, .people_names = TRUE },
  { { "partner", N_("Partner") }, "partner partners customer customers client clients supplier vendor public press",
    "objective dependencies timeline",
    "objectives.title key-results.title key-results.target initiatives.title dependencies.what dependencies.from "
    "dependencies.to dependencies.needed-by communication.audience communication.what communication.when",
    .outside = TRUE },
};

/* What can be said yes or no to beside sections and columns. */
static const struct
{
  const char *id;
  gsize       offset;
} switches[] = {
  { "risk-names", G_STRUCT_OFFSET (QdAudience, risk_names) },
  { "team-names", G_STRUCT_OFFSET (QdAudience, team_names) },
  { "people-names", G_STRUCT_OFFSET (QdAudience, people_names) },
  { "findings", G_STRUCT_OFFSET (QdAudience, findings) },
};

static gboolean
has_word (const char *words,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *at = strstr (words, word); at != NULL; at = strstr (at + 1, word))
    if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;

  return FALSE;
}

static void
add_word (char       **words,
          const char  *word)
{
  char *joined;

  if (has_word (*words, word))
    return;

  joined = **words != '\0' ? g_strconcat (*words, " ", word, NULL) : g_strdup (word);
  g_free (*words);
  *words = joined;
}

static void
remove_word (char       **words,
             const char  *word)
{
  g_auto (GStrv) parts = g_strsplit (*words, " ", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (!g_str_equal (parts[i], word))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", parts[i]);
  g_free (*words);
  *words = g_strdup (kept->str);
}

static const Preset *
find_preset (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_str_equal (presets[i].preset.id, id))
      return &presets[i];

  return NULL;
}

/* An audience nobody knows is treated like one outside. */
static const Preset *
guess_preset (const char *name)
{
  g_autofree char *folded = qd_text_normalise (name != NULL ? name : "");
  g_auto (GStrv) words = g_strsplit_set (folded, " ,.;:+&/()", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    for (gsize j = 0; words[j] != NULL; j++)
      if (*words[j] != '\0' && has_word (presets[i].words, words[j]))
        return &presets[i];

  return find_preset ("partner");
}

static QdAudience *
audience_from_preset (const Preset *preset,
                      const char   *name)
{
  QdAudience *audience = g_new0 (QdAudience, 1);

  audience->id = preset->preset.id;
  audience->label = g_strdup (!qd_text_is_blank (name) ? name : _(preset->preset.label));
  /* An outsider nobody named is called what the preset is called, in every language of the plan's words. */
  audience->name = preset->outside ? g_strdup (audience->label) : NULL;
  audience->sections = g_strdup (preset->sections);
  audience->columns = g_strdup (preset->columns);
  audience->hidden_columns = g_strdup (preset->hidden_columns);
  audience->risk_names = preset->risk_names;
  audience->team_names = preset->team_names;
  audience->people_names = preset->people_names;
  audience->findings = preset->findings;
  audience->outside = preset->outside;

  return audience;
}

/* Where a set is not spelled out it holds all: taking one away spells out the rest. */
static void
set_section (QdAudience *audience,
             const char *section,
             gboolean    gets)
{
  if (audience->sections == NULL && gets)
    return;
  if (audience->sections == NULL)
    {
      g_auto (GStrv) all = qd_outline_dup_section_ids ();

      audience->sections = g_strjoinv (" ", all);
    }
  if (gets)
    add_word (&audience->sections, section);
  else
    remove_word (&audience->sections, section);
}

static void
set_column (QdAudience *audience,
            const char *column,
            gboolean    gets)
{
  if (audience->hidden_columns == NULL)
    audience->hidden_columns = g_strdup ("");
  if (gets && audience->columns != NULL)
    add_word (&audience->columns, column);
  if (gets)
    remove_word (&audience->hidden_columns, column);
  else
    add_word (&audience->hidden_columns, column);
}

static gboolean
set_switch (QdAudience *audience,
            const char *id,
            gboolean    on)
{
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    if (g_str_equal (switches[i].id, id))
      {
        G_STRUCT_MEMBER (gboolean, audience, switches[i].offset) = on;
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_column (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 2);
  const QdListInfo *list = parts[0] != NULL ? qd_list_info_by_id (parts[0]) : NULL;

  return list != NULL && parts[1] != NULL && qd_column_find (list->record_type, parts[1]) != NULL;
}

static gboolean
modify (QdAudience  *audience,
        const char  *word,
        GError     **error)
{
  gboolean gets = *word == '+';
  g_auto (GStrv) sections = qd_outline_dup_section_ids ();

  if (*word != '+' && *word != '-')
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("“%s” is no audience."), word);
      return FALSE;
    }

  word++;
  if (g_strv_contains ((const char *const *) sections, word))
    set_section (audience, word, gets);
  else if (is_column (word))
    set_column (audience, word, gets);
  else if (!set_switch (audience, word, gets))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("“%s” is neither a section nor a column."), word);
      return FALSE;
    }

  return TRUE;
}

/**
 * qd_audience_presets:
 * @n_presets: (out): how many
 *
 * Returns: (array length=n_presets): what audiences can be made from
 */
const QdAudiencePreset *
qd_audience_presets (guint *n_presets)
{
  static QdAudiencePreset list[G_N_ELEMENTS (presets)];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
        list[i] = presets[i].preset;
      g_once_init_leave (&ready, 1);
    }
  *n_presets = G_N_ELEMENTS (presets);

  return list;
}

/**
 * qd_audience_new:
 * @text: (nullable): a preset and what is different, such as “partner -timeline +not-doing -key-results.target
 *   +team-names”; without a preset, the one that @name suggests
 * @name: (nullable): what the audience is called
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the audience; %NULL with @error set where @text is not understood
 */
QdAudience *
qd_audience_new (const char  *text,
                 const char  *name,
                 GError     **error)
{
  g_autofree char *folded = qd_text_normalise (text != NULL ? text : "");
  g_auto (GStrv) words = g_strsplit_set (folded, " ,", -1);
  g_autoptr (QdAudience) audience = NULL;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      const Preset *preset = audience == NULL ? find_preset (words[i]) : NULL;

      if (*words[i] == '\0')
        continue;
      if (audience == NULL)
        audience = audience_from_preset (preset != NULL ? preset : guess_preset (name), name);
      if (preset == NULL && !modify (audience, words[i], error))
        return NULL;
    }
  if (audience == NULL)
    audience = audience_from_preset (name != NULL ? guess_preset (name) : find_preset ("everyone"), name);

  return g_steal_pointer (&audience);
}

/**
 * qd_audience_for_message:
 * @message: a row of the communication plan
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): whom it is for and what they get: what its field “Deck” says, else what the name
 *   of the audience suggests; whoever is not known gets what a partner gets
 */
QdAudience *
qd_audience_for_message (QdRecord  *message,
                         GError   **error)
{
  return qd_audience_new (qd_record_get_text (message, QD_MESSAGE_PRESET), qd_record_get_title (message), error);
}

/**
 * qd_audience_find:
 * @plan: a plan
 * @text: a preset with or without changes, or whom a row of the communication plan is for
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the audience; %NULL with @error set where there is none
 */
QdAudience *
qd_audience_find (QdPlan      *plan,
                  const char  *text,
                  GError     **error)
{
  QdList *messages = qd_plan_get_list (plan, QD_LIST_COMMUNICATION);

  for (guint i = 0; i < qd_list_get_length (messages); i++)
    if (qd_text_same (qd_record_get_title (qd_list_get (messages, i)), text))
      return qd_audience_for_message (qd_list_get (messages, i), error);

  return qd_audience_new (text, NULL, error);
}

QdAudience *
qd_audience_copy (const QdAudience *audience)
{
  QdAudience *copy = g_memdup2 (audience, sizeof *audience);

  copy->label = g_strdup (audience->label);
  copy->name = g_strdup (audience->name);
  copy->sections = g_strdup (audience->sections);
  copy->columns = g_strdup (audience->columns);
  copy->hidden_columns = g_strdup (audience->hidden_columns);

  return copy;
}

void
qd_audience_free (QdAudience *audience)
{
  g_free (audience->label);
  g_free (audience->name);
  g_free (audience->sections);
  g_free (audience->columns);
  g_free (audience->hidden_columns);
  g_free (audience);
}

/**
 * qd_audience_gets_all:
 * @audience: an audience
 *
 * Returns: whether it gets all that the plan says, names perhaps left out
 */
gboolean
qd_audience_gets_all (const QdAudience *audience)
{
  return audience->sections == NULL && audience->columns == NULL && audience->hidden_columns == NULL &&
         !audience->outside;
}

/**
 * qd_audience_gets:
 * @audience: an audience
 * @section: the id of a section
 *
 * Returns: whether it gets that section
 */
gboolean
qd_audience_gets (const QdAudience *audience,
                  const char       *section)
{
  return audience->sections == NULL || has_word (audience->sections, section);
}

/**
 * qd_audience_gets_column:
 * @audience: an audience
 * @list: a list
 * @column: the id of one of its columns
 *
 * Returns: whether it gets that column
 */
gboolean
qd_audience_gets_column (const QdAudience *audience,
                         QdListId          list,
                         const char       *column)
{
  g_autofree char *name = g_strconcat (qd_list_info (list)->id, ".", column, NULL);

  if (audience->columns != NULL && !has_word (audience->columns, name))
    return FALSE;

  return audience->hidden_columns == NULL || !has_word (audience->hidden_columns, name);
}
