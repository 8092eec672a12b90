#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-audience-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-constraints.h"
#include "qd-count.h"
#include "qd-finding.h"
#include "qd-plan-private.h"
#include "qd-renames.h"
#include "qd-teams.h"
#include "qd-text.h"
#include "qd-words.h"

/* Copies of a plan from which everything is taken that an audience must not know. */

/* Which sections show a list, directly or in a chart. Teams are not here: their names tell who is a team; what they can
 * do is cleared instead. */
static const struct
{
  QdListId    list;
  const char *sections;
} shown_in[] = {
  { QD_LIST_PEOPLE, "" },
  { QD_LIST_REVIEW_OBJECTIVES, "last-quarter" },
  { QD_LIST_LESSONS, "lessons" },
  { QD_LIST_LEARNED, "" },
  { QD_LIST_PRIORITIES, "context" },
  { QD_LIST_CONSTRAINTS, "context timeline" },
  { QD_LIST_ALLOCATION, "allocation" },
  { QD_LIST_OBJECTIVES, "objectives objective progress priorities" },
  { QD_LIST_DEPENDENCIES, "dependencies" },
  { QD_LIST_RISKS, "risks" },
  { QD_LIST_NOT_DOING, "not-doing" },
  { QD_LIST_CRITERIA, "success-criteria" },
  { QD_LIST_DECISIONS, "decisions" },
  { QD_LIST_ACTIONS, "actions" },
  { QD_LIST_COMMUNICATION, "communication timeline" },
  { QD_LIST_REVIEWS, "reviews" },
  { QD_LIST_APPROVALS, "approvals" },
  { QD_LIST_AGENDA, "" },
  { QD_LIST_PARKING_LOT, "" },
  { QD_LIST_VOTES, "votes" },
  { QD_LIST_ACCEPTED, "accepted" },
  { QD_LIST_SNAPSHOTS, "" },
  { QD_LIST_COMMENTS, "" },
  { QD_LIST_CONFLICTS, "" },
  { QD_LIST_SECTIONS, "sections" },
  { QD_LIST_LAYOUT, "" },
};

typedef struct
{
  const QdAudience *audience;
  QdPlan           *plan;
  QdRenames        *renames;  /* (nullable): where names are changed */
  QdWordIndex      *naming;   /* (nullable): of the audience's name, where only what names it is kept */
  GPtrArray        *left_out;
} Editor;

typedef gboolean (*KeepFunc) (Editor   *self,
                              QdRecord *record);

/* “Team A” … “Team Z”, “Team AA” … */
static char *
team_alias (guint index)
{
  g_autoptr (GString) letters = g_string_new (NULL);

  for (guint n = index + 1; n > 0; n = (n - 1) / 26)
    g_string_prepend_c (letters, (char) ('A' + (n - 1) % 26));

  /* Translators: the name of a team that is not to be named: “Team A” */
  return g_strdup_printf (_("Team %s"), letters->str);
}

/* “Security” means a team called “Security Team”, too. */
static void
add_team_names (QdRenames  *renames,
                const char *name,
                const char *alias)
{
  static const char *const endings[] = { " team", " teams" };

  qd_renames_add (renames, name, alias, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize length = strlen (name);
      gsize ending = strlen (endings[i]);

      if (length > ending && g_ascii_strcasecmp (name + length - ending, endings[i]) == 0)
        {
          g_autofree char *brief = g_strndup (name, length - ending);

          qd_renames_add (renames, brief, alias, TRUE);
        }
    }
}

static void
read_renames (Editor *self)
{
  QdList *teams = qd_plan_get_list (self->plan, QD_LIST_TEAMS);
  QdList *people = qd_plan_get_list (self->plan, QD_LIST_PEOPLE);

  self->renames = qd_renames_new ();
  for (guint i = 0; !self->audience->team_names && i < qd_list_get_length (teams); i++)
    {
      g_autofree char *alias = team_alias (i);

      add_team_names (self->renames, qd_record_get_text (qd_list_get (teams, i), QD_TEAM_NAME), alias);
    }
  for (guint i = 0; !self->audience->people_names && i < qd_list_get_length (people); i++)
    {
      QdRecord *person = qd_list_get (people, i);
      const char *role = qd_record_get_text (person, QD_PERSON_ROLE);

      qd_renames_add (self->renames, qd_record_get_text (person, QD_PERSON_NAME),
                      qd_text_is_blank (role) ? _("somebody") : role, FALSE);
    }
}

static void
rename_in_record (QdRecord *record,
                  gpointer  user_data)
{
  Editor *self = user_data;
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      QdKind kind = info->fields[i].kind;
      g_autofree char *renamed = NULL;

      if (!qd_record_is_set (record, i) || qd_kind_is_number (kind) || kind == QD_KIND_REFS ||
          kind == QD_KIND_CATEGORY || info->type == QD_RECORD_CATEGORY || info->type == QD_RECORD_SETTINGS)
        continue;
      if (kind == QD_KIND_PEOPLE && !self->audience->people_names)
        {
          qd_record_set_text (record, i, NULL);
          continue;
        }
      if (qd_record_get_value (record, i)->type != QD_VALUE_TEXT)
        continue;
      renamed = qd_renames_apply (self->renames, qd_record_get_text (record, i),
                                  kind == QD_KIND_TEAM || kind == QD_KIND_SHARES);
      qd_record_set_text (record, i, renamed);
    }
}

/* Teams last: until then their names tell what is meant. */
static void
rename_all (Editor *self)
{
  QdList *teams = qd_plan_get_list (self->plan, QD_LIST_TEAMS);

  read_renames (self);
  qd_record_foreach (qd_plan_get_root (self->plan), rename_in_record, self);
  for (guint i = 0; !self->audience->team_names && i < qd_list_get_length (teams); i++)
    {
      g_autofree char *alias = team_alias (i);

      qd_record_set_text (qd_list_get (teams, i), QD_TEAM_NAME, alias);
    }
  g_clear_pointer (&self->renames, qd_renames_free);
}

static gboolean
keep_none (Editor   *self,
           QdRecord *record)
{
  return FALSE;
}

static gboolean
names_audience (Editor     *self,
                const char *text)
{
  return qd_word_index_has_any (self->naming, text);
}

static gboolean
keep_named (Editor   *self,
            QdRecord *record)
{
  return names_audience (self, qd_record_get_title (record));
}

static gboolean
keep_dependency (Editor   *self,
                 QdRecord *record)
{
  return names_audience (self, qd_record_get_text (record, QD_DEPENDENCY_FROM)) ||
         names_audience (self, qd_record_get_text (record, QD_DEPENDENCY_TO));
}

static gboolean
keep_message (Editor   *self,
              QdRecord *record)
{
  return qd_text_same (qd_record_get_title (record), self->audience->name);
}

/* Returns how many are left. */
static guint
filter (Editor   *self,
        QdList   *list,
        KeepFunc  keep)
{
  for (guint i = qd_list_get_length (list); i-- > 0;)
    if (!keep (self, qd_list_get (list, i)))
      qd_list_remove (list, i);

  return qd_list_get_length (list);
}

static void
say_left_out (Editor *self,
              QdList *list,
              guint   before)
{
  guint after = qd_list_get_length (list);

  if (before > after)
    /* Translators: the title of a list, how many of its records are left out, and how many it has. */
    g_ptr_array_add (self->left_out, qd_count_printf (_("%s: %u of %u"), _(qd_list_get_info (list)->title),
                                                      before - after, before));
}

static void
filter_and_say (Editor   *self,
                QdListId  id,
                KeepFunc  keep)
{
  QdList *list = qd_plan_get_list (self->plan, id);
  guint before = qd_list_get_length (list);

  filter (self, list, keep);
  say_left_out (self, list, before);
}

/* Of those outside, only what names them. */
static void
keep_what_names_them (Editor *self)
{
  QdList *objectives = qd_plan_get_list (self->plan, QD_LIST_OBJECTIVES);

  self->naming = qd_word_index_new ();
  qd_word_index_put (self->naming, self, (const char *const *) &self->audience->name, 1, NULL, NULL);
  filter_and_say (self, QD_LIST_OBJECTIVES, keep_named);
  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    filter (self, qd_record_get_list (qd_list_get (objectives, i), QD_LIST_KEY_RESULTS), keep_named);
  filter_and_say (self, QD_LIST_DEPENDENCIES, keep_dependency);
  filter_and_say (self, QD_LIST_COMMUNICATION, keep_message);
  g_clear_pointer (&self->naming, qd_word_index_free);
}

static gboolean
gets_any (const QdAudience *audience,
          const char       *sections)
{
  g_auto (GStrv) ids = g_strsplit (sections, " ", -1);

  for (gsize i = 0; ids[i] != NULL; i++)
    if (qd_audience_gets (audience, ids[i]))
      return TRUE;

  return FALSE;
}

/* A list of which no section is shown is not there. */
static void
remove_lists (Editor *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shown_in); i++)
    if (!gets_any (self->audience, shown_in[i].sections))
      filter (self, qd_plan_get_list (self->plan, shown_in[i].list), keep_none);

  /* The timeline of somebody who is not told who hears what shows none of it, beside what they hear themselves. */
  if (!self->audience->outside && !qd_audience_gets (self->audience, "communication"))
    filter (self, qd_plan_get_list (self->plan, QD_LIST_COMMUNICATION), keep_none);

  /* What somebody wrote above a chart may name anything. */
  if (self->audience->outside || !self->audience->risk_names)
    filter (self, qd_plan_get_list (self->plan, QD_LIST_CHART_TITLES), keep_none);
}

/* Who does not see the constraints sees no more of them than the key dates on the timeline. */
static void
keep_key_dates (Editor *self)
{
  QdList *constraints = qd_plan_get_list (self->plan, QD_LIST_CONSTRAINTS);
  g_autoptr (GPtrArray) key_dates = NULL;

  if (qd_audience_gets (self->audience, "context"))
    return;

  key_dates = qd_constraints_get_key_dates (self->plan);
  for (guint i = qd_list_get_length (constraints); i-- > 0;)
    {
      QdRecord *constraint = qd_list_get (constraints, i);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < key_dates->len; j++)
        {
          const QdKeyDate *key_date = g_ptr_array_index (key_dates, j);
          g_autofree char *date = NULL;

          if (key_date->record != constraint)
            continue;
          date = g_strndup (qd_record_get_text (constraint, QD_CONSTRAINT_TEXT) + key_date->start,
                            (gsize) (key_date->end - key_date->start));
          g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", key_date->label, date);
        }
      if (text->len == 0)
        qd_list_remove (constraints, i);
      else
        qd_record_set_text (constraint, QD_CONSTRAINT_TEXT, text->str);
    }
}

/* Fields that tell what the teams can do. */
static gboolean
tells_capacity (QdRecordType type,
                guint        field)
{
  static const guint of_plan[] = { QD_PLAN_CAPACITY_NOTE, QD_PLAN_STATED_CAPACITY, QD_PLAN_STATED_ENGINEERS };

  for (gsize i = 0; type == QD_RECORD_PLAN && i < G_N_ELEMENTS (of_plan); i++)
    if (of_plan[i] == field)
      return TRUE;

  return (type == QD_RECORD_TEAM && field != QD_TEAM_NAME) || type == QD_RECORD_JOINER;
}

/* Fields that figures are made of stay, but for those outside: their sums come from elsewhere. */
static gboolean
may_be_cleared (const Editor  *self,
                const QdField *field)
{
  if ((field->flags & QD_FIELD_TITLE) != 0 || field->record_type == QD_RECORD_PLAN ||
      field->record_type == QD_RECORD_SETTINGS || field->record_type == QD_RECORD_TEAM ||
      field->record_type == QD_RECORD_REVIEW)
    return FALSE;

  return self->audience->outside || field->kind == QD_KIND_TEXT || field->kind == QD_KIND_LONG_TEXT ||
         field->kind == QD_KIND_PEOPLE || field->kind == QD_KIND_DATE;
}

static void
clear_hidden (QdRecord *record,
              gpointer  user_data)
{
  Editor *self = user_data;
  const QdRecordInfo *info = qd_record_get_info (record);
  QdList *list = qd_record_get_owner_list (record);
  gboolean unnamed = info->type == QD_RECORD_RISK && !self->audience->risk_names;
  gboolean capacity = qd_audience_gets (self->audience, "capacity");

  for (guint i = 0; i < info->n_fields; i++)
    {
      const QdField *field = &info->fields[i];

      if (!qd_record_is_set (record, i))
        continue;
      if (!capacity && tells_capacity (info->type, i))
        qd_record_set_text (record, i, NULL);
      if (list == NULL || qd_list_get_id (list) == QD_LIST_CONSTRAINTS)
        continue;
      if (unnamed ? field->kind != QD_KIND_LEVEL && i != QD_RISK_STATUS
                  : may_be_cleared (self, field) && !qd_audience_gets_column (self->audience, qd_list_get_id (list),
                                                                              field->key))
        qd_record_set_text (record, i, NULL);
    }
}

static QdFigures *
figures_of (QdPlan    *plan,
            QdFigures *like)
{
  QdFigures *figures = qd_figures_new (plan);

  qd_figures_set_today (figures, qd_figures_get_today (like));

  return figures;
}

static void
say_what_is_changed (Editor *self)
{
  if (!self->audience->risk_names && gets_any (self->audience, "risks"))
    g_ptr_array_add (self->left_out, g_strdup (_("Risks are counted by level, not named")));
  if (!self->audience->team_names)
    g_ptr_array_add (self->left_out, g_strdup (_("Teams are called Team A, Team B …")));
  if (!self->audience->people_names)
    g_ptr_array_add (self->left_out, g_strdup (_("People are not named")));
}

/**
 * qd_audience_plan_new:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings
 * @audience: whom it is for
 *
 * Returns: (transfer full): the plan as @audience may know it; @figures and the plan stay as they are
 */
QdAudiencePlan *
qd_audience_plan_new (QdFigures        *figures,
                      GPtrArray        *findings,
                      const QdAudience *audience)
{
  QdAudiencePlan *self = g_new0 (QdAudiencePlan, 1);
  Editor editor = { audience };

  self->left_out = editor.left_out = g_ptr_array_new_with_free_func (g_free);
  self->all = g_object_ref (figures);
  self->findings = findings != NULL ? g_ptr_array_ref (findings) : NULL;
  if (!audience->team_names || !audience->people_names)
    {
      g_autoptr (QdPlan) renamed = editor.plan = qd_plan_copy (qd_figures_get_plan (figures));

      rename_all (&editor);
      g_object_unref (self->all);
      self->all = figures_of (renamed, figures);
      g_clear_pointer (&self->findings, g_ptr_array_unref);
      self->findings = findings != NULL ? qd_findings_compute (self->all) : NULL;
    }

  if (audience->sections == NULL && audience->columns == NULL && audience->hidden_columns == NULL
      && audience->risk_names && !audience->outside)
    {
      self->shown = g_object_ref (self->all);
    }
  else
    {
      g_autoptr (QdPlan) rest = editor.plan = qd_plan_copy (qd_figures_get_plan (self->all));

      if (audience->outside)
        keep_what_names_them (&editor);
      remove_lists (&editor);
      keep_key_dates (&editor);
      qd_record_foreach (qd_plan_get_root (rest), clear_hidden, &editor);
      self->shown = figures_of (rest, figures);
    }
  say_what_is_changed (&editor);

  return self;
}

void
qd_audience_plan_free (QdAudiencePlan *plan)
{
  g_object_unref (plan->all);
  g_object_unref (plan->shown);
  g_clear_pointer (&plan->findings, g_ptr_array_unref);
  g_ptr_array_unref (plan->left_out);
  g_free (plan);
}
