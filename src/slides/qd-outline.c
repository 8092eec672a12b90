#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-outline-private.h"

#include <glib/gi18n-lib.h>

#include "qd-audience-plan.h"
#include "qd-count.h"
#include "qd-date.h"
#include "qd-finding.h"
#include "qd-inline.h"
#include "qd-phrase.h"
#include "qd-plan-charts.h"
#include "qd-standing.h"
#include "qd-text.h"

/* From a plan to its outline: one table of sections, each made of the lists and the chart that it names. */

/* What weighs most, at the beginning; all of it is with the sections. */
#define CONCERNS_MAX 5

static void add_objectives    (QdOutlineBuilder *builder);
static void add_free_sections (QdOutlineBuilder *builder);
static void add_risks         (QdOutlineBuilder *builder);
static void add_capacity_note (QdOutlineBuilder *builder,
                               QdOutlineSection *section);

static const QdSectionKind kinds[] = {
  { "last-quarter", N_("Last quarter"), QD_PAGE_LAST_QUARTER, "scorecard", "key-results.actual key-results.score",
    { { QD_LIST_REVIEW_OBJECTIVES, QD_SECTION_SCORED } }, 1 },
  { "lessons", N_("Lessons"), QD_PAGE_LESSONS, NULL, NULL, { { QD_LIST_LESSONS, QD_SECTION_POINTS } }, 1,
    .title = qd_outline_title_of_lessons },
  { "context", N_("Context"), QD_PAGE_CONTEXT, NULL, NULL,
    { { QD_LIST_PRIORITIES, QD_SECTION_NUMBERED }, { QD_LIST_CONSTRAINTS, QD_SECTION_POINTS } }, 2,
    .title = qd_outline_title_of_context },
  { "capacity", N_("Capacity"), QD_PAGE_CAPACITY, "capacity", "teams.capacity teams.committed",
    { { QD_LIST_TEAMS, QD_SECTION_TABLE } }, 1, .sums = TRUE, .add = add_capacity_note },
  { "allocation", N_("Allocation"), QD_PAGE_CAPACITY, "allocation", "allocation.percent allocation.points",
    { { QD_LIST_ALLOCATION, QD_SECTION_TABLE } }, 1, .sums = TRUE },
  { "objectives", N_("Objectives"), QD_PAGE_OBJECTIVES, "targets", "key-results.baseline key-results.target" },
  { "objective", N_("Objective"), QD_PAGE_OBJECTIVES, NULL, NULL,
    { { QD_LIST_OBJECTIVES }, { QD_LIST_KEY_RESULTS }, { QD_LIST_INITIATIVES } }, 3, .add_all = add_objectives },
  { "progress", N_("Progress"), QD_PAGE_OBJECTIVES, "progress", "key-results.baseline key-results.target" },
  { "priorities", N_("Priorities"), QD_PAGE_OBJECTIVES, "priorities", "initiatives.points teams.capacity", .sums = TRUE,
    .inside = TRUE, .needs = "objective dependencies capacity" },
  { "dependencies", N_("Dependencies"), QD_PAGE_DEPENDENCIES, "dependencies", "dependencies.from dependencies.to",
    { { QD_LIST_DEPENDENCIES, QD_SECTION_TABLE } }, 1, .title = qd_outline_title_of_dependencies },
  { "risks", N_("Risks"), QD_PAGE_RISKS, NULL, NULL, { { QD_LIST_RISKS } }, 1, .add_all = add_risks },
  { "not-doing", N_("Not doing"), QD_PAGE_NOT_DOING, NULL, NULL, { { QD_LIST_NOT_DOING, QD_SECTION_TABLE } }, 1,
    .title = qd_outline_title_of_not_doing },
  { "success-criteria", N_("Success criteria"), QD_PAGE_CRITERIA, NULL, NULL,
    { { QD_LIST_CRITERIA, QD_SECTION_NUMBERED } }, 1, .title = qd_outline_title_of_criteria },
  { "timeline", N_("Timeline"), QD_PAGE_CONTEXT, "timeline", .title = qd_outline_title_of_timeline },
  { "communication", N_("Communication"), QD_PAGE_COMMUNICATION, NULL, NULL,
    { { QD_LIST_COMMUNICATION, QD_SECTION_TABLE } }, 1, .title = qd_outline_title_of_communication },
  { "reviews", N_("Reviews"), QD_PAGE_REVIEWS, NULL, NULL, { { QD_LIST_REVIEWS, QD_SECTION_TABLE } }, 1,
    .title = qd_outline_title_of_reviews },
  { "decisions", N_("Decisions"), QD_PAGE_DECISIONS, NULL, NULL, { { QD_LIST_DECISIONS, QD_SECTION_TABLE } }, 1,
    .title = qd_outline_title_of_decisions },
  { "actions", N_("Actions"), QD_PAGE_DECISIONS, NULL, NULL, { { QD_LIST_ACTIONS, QD_SECTION_TABLE } }, 1,
    .title = qd_outline_title_of_actions },
  { "votes", N_("Votes"), QD_PAGE_VOTES, "votes", "key-results.confidence", .inside = TRUE },
  { "approvals", N_("Approvals"), QD_PAGE_APPROVALS, NULL, NULL, { { QD_LIST_APPROVALS, QD_SECTION_TABLE } }, 1,
    .title = qd_outline_title_of_approvals },
  { "accepted", N_("Accepted findings"), QD_PAGE_APPROVALS, NULL, NULL, { { QD_LIST_ACCEPTED, QD_SECTION_TABLE } }, 1,
    .inside = TRUE, .title = qd_outline_title_of_accepted },
  { "sections", N_("Other sections"), QD_PAGE_SECTIONS, NULL, NULL, { { QD_LIST_SECTIONS } }, 1,
    .add_all = add_free_sections },
};

static void
section_free (gpointer data)
{
  QdOutlineSection *section = data;

  g_free (section->topic);
  g_free (section->title);
  g_free (section->subtitle);
  g_ptr_array_unref (section->blocks);
  g_ptr_array_unref (section->notes);
  g_free (section);
}

/* Returns: (transfer none): a new last section, without title and blocks */
QdOutlineSection *
qd_outline_add_section (QdOutlineBuilder *builder,
                        const char       *id,
                        const char       *topic)
{
  QdOutlineSection *section = g_new0 (QdOutlineSection, 1);

  section->id = id;
  section->topic = g_strdup (topic);
  section->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_block_free);
  section->notes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (builder->outline->sections, section);

  return section;
}

gboolean
qd_outline_gets_column (QdOutlineBuilder *builder,
                        QdListId          list,
                        const char       *column)
{
  return qd_audience_gets_column (builder->outline->audience, list, column);
}

/* What @record is called, never empty. */
const char *
qd_outline_name (QdRecord *record)
{
  const char *title = qd_record_get_title (record);

  return qd_text_is_blank (title) ? _("Unnamed") : title;
}

static gboolean
gets_columns (QdOutlineBuilder *builder,
              const char       *columns)
{
  g_auto (GStrv) names = g_strsplit (columns != NULL ? columns : "", " ", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (names[i], ".", 2);

      if (!qd_outline_gets_column (builder, qd_list_info_by_id (parts[0])->list, parts[1]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
gets_sections (QdOutlineBuilder *builder,
               const char       *sections)
{
  g_auto (GStrv) ids = g_strsplit (sections != NULL ? sections : "", " ", -1);

  for (gsize i = 0; ids[i] != NULL; i++)
    if (!qd_audience_gets (builder->outline->audience, ids[i]))
      return FALSE;

  return TRUE;
}

/* (nullable): the chart of a section, if it has something to show that the audience gets */
static QdChart *
chart_of (QdOutlineBuilder    *builder,
          const QdSectionKind *kind,
          QdFigures           *figures)
{
  g_autoptr (QdChart) chart = NULL;

  if (kind->chart == NULL || !gets_columns (builder, kind->chart_columns) || !gets_sections (builder, kind->needs))
    return NULL;

  chart = qd_plan_chart_new (figures, NULL, kind->chart);

  return qd_chart_is_empty (chart) ? NULL : g_steal_pointer (&chart);
}

static void
add_chart (QdOutlineSection *section,
           QdChart          *chart)
{
  QdBlock *block = qd_block_new (QD_BLOCK_CHART, NULL);

  block->chart = chart;
  section->subtitle = qd_chart_dup_subtitle (chart);
  g_ptr_array_add (section->blocks, block);
}

static void
remove_if_empty (QdOutlineBuilder *builder,
                 QdOutlineSection *section)
{
  if (section->blocks->len == 0)
    g_ptr_array_remove (builder->outline->sections, section);
}

/* What a chart says is for those who plan: it may be no good message for somebody outside. */
static char *
title_of (QdOutlineBuilder    *builder,
          const QdSectionKind *kind,
          QdChart             *chart)
{
  if (chart != NULL && (kind->title == NULL || !builder->outline->audience->outside))
    return qd_chart_dup_title (chart);

  return kind->title != NULL ? kind->title (builder) : g_strdup (_(kind->topic));
}

/**
 * qd_outline_mark: (skip)
 * @record: a record of the plan, or of what the audience gets of it
 *
 * Returns: (nullable): a word for what became of it since the plan was approved
 */
const char *
qd_outline_mark (QdOutlineBuilder *builder,
                 QdRecord         *record)
{
  switch (builder->since != NULL ? qd_since_of_record (builder->since, record) : QD_SINCE_SAME)
    {
    case QD_SINCE_ADDED:
      return C_("since approval", "new");
    case QD_SINCE_CHANGED:
      return C_("since approval", "changed");
    case QD_SINCE_SAME:
    case QD_SINCE_REMOVED:
    default:
      return NULL;
    }
}

static void
append_subtitle (QdOutlineSection *section,
                 const char       *text)
{
  GString *both = g_string_new (section->subtitle);

  qd_phrase_add_fact (both, text);
  g_free (section->subtitle);
  section->subtitle = g_string_free (both, FALSE);
}

/* Also of what went, which has no row. */
static void
add_change_count (QdOutlineBuilder    *builder,
                  const QdSectionKind *kind,
                  QdOutlineSection    *section)
{
  guint n = builder->since != NULL ? qd_since_count_page (builder->since, kind->page) : 0;
  g_autofree char *text = qd_count_printf (ngettext ("%u change since approval", "%u changes since approval", n), n);

  if (n > 0 && kind->n_lists > 0)
    append_subtitle (section, text);
}

static void
build_section (QdOutlineBuilder    *builder,
               const QdSectionKind *kind)
{
  QdFigures *figures = kind->sums ? builder->all : builder->shown;
  QdOutlineSection *section = qd_outline_add_section (builder, kind->id, _(kind->topic));
  QdChart *chart = chart_of (builder, kind, figures);

  if (chart != NULL)
    add_chart (section, chart);
  for (guint i = 0; i < kind->n_lists; i++)
    {
      QdList *list = qd_plan_get_list (qd_figures_get_plan (figures), kind->lists[i].list);
      QdBlock *block = qd_outline_list_block (builder, figures, list, kind->lists[i].form);

      if (block != NULL)
        g_ptr_array_add (section->blocks, block);
    }
  if (kind->add != NULL)
    kind->add (builder, section);
  if (section->blocks->len > 0)
    section->title = title_of (builder, kind, chart);
  add_change_count (builder, kind, section);
  remove_if_empty (builder, section);
}

static void
add_capacity_note (QdOutlineBuilder *builder,
                   QdOutlineSection *section)
{
  QdRecord *root = qd_plan_get_root (qd_figures_get_plan (builder->all));
  const char *note = qd_record_get_text (root, QD_PLAN_CAPACITY_NOTE);
  QdBlock *block = section->blocks->len > 0 ? g_ptr_array_index (section->blocks, section->blocks->len - 1) : NULL;

  if (block != NULL && !qd_text_is_blank (note))
    block->note = g_strdup (note);
}

/* “Platform Team · Reliability” */
static char *
objective_subtitle (QdOutlineBuilder *builder,
                    QdRecord         *objective)
{
  static const char *const columns[] = { "owner", "category", "supports" };
  g_autoptr (GString) subtitle = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const QdColumn *column = qd_column_find (QD_RECORD_OBJECTIVE, columns[i]);
      g_autofree char *text = qd_column_display (column, builder->shown, objective, NULL);
      g_autofree char *fact = NULL;

      if (qd_text_is_blank (text) || !qd_outline_gets_column (builder, QD_LIST_OBJECTIVES, columns[i]))
        continue;
      /* Translators: a field of an objective and what it says, “Owner: Platform Team” */
      fact = g_strdup_printf (_("%1$s: %2$s"), _(column->label), text);
      qd_phrase_add_fact (subtitle, fact);
    }

  return subtitle->len > 0 ? g_string_free (g_steal_pointer (&subtitle), FALSE) : NULL;
}

static void
add_objective (QdOutlineBuilder *builder,
               QdRecord         *objective,
               guint             number)
{
  static const QdListId lists[] = { QD_LIST_KEY_RESULTS, QD_LIST_INITIATIVES };
  g_autofree char *topic = g_strdup_printf (_("Objective %u"), number);
  QdOutlineSection *section = qd_outline_add_section (builder, "objective", topic);
  const char *note = qd_record_get_text (objective, QD_OBJECTIVE_NOTE);

  section->title = qd_outline_title_of_objective (builder, objective);
  section->subtitle = objective_subtitle (builder, objective);
  if (qd_outline_mark (builder, objective) != NULL)
    append_subtitle (section, qd_outline_mark (builder, objective));
  if (!qd_text_is_blank (note) && qd_outline_gets_column (builder, QD_LIST_OBJECTIVES, "note"))
    {
      QdBlock *block = qd_block_new (QD_BLOCK_TEXT, NULL);

      block->text = g_strdup (note);
      g_ptr_array_add (section->blocks, block);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      QdBlock *block = qd_outline_list_block (builder, builder->shown, qd_record_get_list (objective, lists[i]),
                                              QD_SECTION_TABLE);

      if (block != NULL)
        g_ptr_array_add (section->blocks, block);
    }
  remove_if_empty (builder, section);
}

static void
add_objectives (QdOutlineBuilder *builder)
{
  QdList *objectives = qd_plan_get_list (qd_figures_get_plan (builder->shown), QD_LIST_OBJECTIVES);

  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    add_objective (builder, qd_list_get (objectives, i), i + 1);
}

/* By name or counted by level. */
static void
add_risks (QdOutlineBuilder *builder)
{
  static const QdSectionKind named = {
    "risks", N_("Risks"), QD_PAGE_RISKS, "risk-matrix", "risks.likelihood risks.impact",
    { { QD_LIST_RISKS, QD_SECTION_TABLE } }, 1, .title = qd_outline_title_of_risks,
  };
  static const QdSectionKind counted = {
    "risks", N_("Risks"), QD_PAGE_RISKS, .add = qd_outline_add_risk_counts, .title = qd_outline_title_of_risks,
  };

  build_section (builder, builder->outline->audience->risk_names ? &named : &counted);
}

static void
add_free_sections (QdOutlineBuilder *builder)
{
  QdList *sections = qd_plan_get_list (qd_figures_get_plan (builder->shown), QD_LIST_SECTIONS);

  for (guint i = 0; i < qd_list_get_length (sections); i++)
    {
      QdRecord *record = qd_list_get (sections, i);
      const char *text = qd_record_get_text (record, QD_SECTION_TEXT);
      QdOutlineSection *section;

      if (qd_text_is_blank (text))
        continue;
      section = qd_outline_add_section (builder, "sections", qd_outline_name (record));
      section->title = g_strdup (qd_outline_name (record));
      qd_outline_add_markdown (section, text);
      remove_if_empty (builder, section);
    }
}

/* What a speaker may be asked about: the findings of the section's page, or of its record. */
static void
add_notes (QdOutlineBuilder    *builder,
           const QdSectionKind *kind,
           guint                first)
{
  GPtrArray *findings = builder->findings;

  for (guint i = 0; findings != NULL && i < findings->len && first < builder->outline->sections->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);
      QdOutlineSection *section = g_ptr_array_index (builder->outline->sections, first);

      if (finding->page == kind->page && !finding->accepted)
        g_ptr_array_add (section->notes, g_strdup (finding->message));
    }
}

/* Whether the plan has anything for a section. */
static gboolean
has_content (QdOutlineBuilder    *builder,
             const QdSectionKind *kind)
{
  QdPlan *plan = qd_figures_get_plan (builder->all);
  g_autoptr (QdChart) chart = NULL;

  for (guint i = 0; i < kind->n_lists; i++)
    if (qd_list_info (kind->lists[i].list)->owner != QD_RECORD_OBJECTIVE &&
        qd_list_get_length (qd_plan_get_list (plan, kind->lists[i].list)) > 0)
      return TRUE;
  if (kind->chart != NULL)
    chart = qd_plan_chart_new (builder->all, NULL, kind->chart);

  return chart != NULL && !qd_chart_is_empty (chart);
}

static gboolean
shows_list (const QdAudience *audience,
            QdListId          list)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < kinds[i].n_lists; j++)
      if (kinds[i].lists[j].list == list && qd_audience_gets (audience, kinds[i].id))
        return TRUE;

  return FALSE;
}

typedef struct
{
  QdOutlineBuilder *builder;
  GHashTable       *seen; /* of columns */
  GString          *columns[QD_N_LISTS];
} HiddenColumns;

/* Notes the columns that say something about @record but not to the audience. */
static void
note_hidden (QdRecord *record,
             gpointer  user_data)
{
  HiddenColumns *self = user_data;
  QdList *list = qd_record_get_owner_list (record);
  guint n;
  const QdColumn *const *columns = qd_columns_for (qd_record_get_record_type (record), &n);

  for (guint i = 0; list != NULL && i < n; i++)
    {
      QdListId id = qd_list_get_id (list);

      if (columns[i]->field == NULL || !qd_record_is_set (record, columns[i]->field->index) ||
          qd_outline_gets_column (self->builder, id, columns[i]->id))
        continue;
      if (self->columns[id] == NULL)
        self->columns[id] = g_string_new (NULL);
      if (!g_hash_table_add (self->seen, (gpointer) columns[i]))
        continue;
      qd_phrase_add_part (self->columns[id], _(columns[i]->label));
    }
}

/* Of lists that are shown: which of their columns are left out. */
static void
say_hidden_columns (QdOutlineBuilder *builder)
{
  HiddenColumns self = { builder, g_hash_table_new (NULL, NULL) };

  qd_record_foreach (qd_plan_get_root (qd_figures_get_plan (builder->all)), note_hidden, &self);
  for (guint i = 0; i < QD_N_LISTS; i++)
    {
      if (self.columns[i] != NULL && self.columns[i]->len > 0 && shows_list (builder->outline->audience, (QdListId) i))
        /* Translators: what is left out: columns of a list, “Columns of Risks: Mitigation, Owner” */
        g_ptr_array_add (builder->outline->left_out, g_strdup_printf (_("Columns of %s: %s"),
                                                                      _(qd_list_info ((QdListId) i)->title),
                                                                      self.columns[i]->str));
      if (self.columns[i] != NULL)
        g_string_free (self.columns[i], TRUE);
    }
  g_hash_table_unref (self.seen);
}

static void
build_kind (QdOutlineBuilder    *builder,
            const QdSectionKind *kind)
{
  if (kind->add_all != NULL)
    kind->add_all (builder);
  else
    build_section (builder, kind);
}

static void
build_sections (QdOutlineBuilder *builder)
{
  const QdAudience *audience = builder->outline->audience;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint first = builder->outline->sections->len;

      if (!qd_audience_gets (audience, kinds[i].id) || (kinds[i].inside && audience->outside))
        {
          if (has_content (builder, &kinds[i]))
            g_ptr_array_add (builder->outline->left_out, g_strdup_printf (_("Section: %s"), _(kinds[i].topic)));
          continue;
        }
      build_kind (builder, &kinds[i]);
      add_notes (builder, &kinds[i], first);
    }
}

static char *
dup_text (QdRecord *root,
          guint     field)
{
  const char *text = qd_record_get_text (root, field);

  return qd_text_is_blank (text) ? NULL : g_strdup (text);
}

static void
read_facts (QdOutlineBuilder *builder)
{
  QdOutline *outline = builder->outline;
  QdPlan *plan = qd_figures_get_plan (builder->shown);
  QdRecord *root = qd_plan_get_root (plan);
  QdQuarter quarter = qd_plan_get_quarter (plan);
  GDate date;

  outline->quarter = qd_quarter_is_set (&quarter) ? qd_quarter_format (&quarter) : dup_text (root, QD_PLAN_QUARTER);
  outline->title = dup_text (root, QD_PLAN_TITLE);
  if (outline->title == NULL)
    outline->title = g_strdup (_("Quarterly plan"));
  outline->date = dup_text (root, QD_PLAN_PLANNING_DATE);
  if (outline->date != NULL && qd_plan_get_planning_date (plan, &date))
    {
      g_free (outline->date);
      outline->date = qd_date_format_local (&date);
    }
  outline->facilitator = dup_text (root, QD_PLAN_FACILITATOR);
  outline->attendees = dup_text (root, QD_PLAN_ATTENDEES);
  outline->note = outline->audience->outside ? NULL : dup_text (root, QD_PLAN_NOTE);
}

/**
 * qd_outline_dup_section_ids:
 *
 * Returns: (transfer full): the ids of all sections, in their order
 */
char **
qd_outline_dup_section_ids (void)
{
  char **ids = g_new0 (char *, G_N_ELEMENTS (kinds) + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    ids[i] = g_strdup (kinds[i].id);

  return ids;
}

/**
 * qd_outline_section_topic:
 * @id: the id of a section
 *
 * Returns: (nullable): what it is about, in the user's language
 */
const char *
qd_outline_section_topic (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].id, id))
      return _(kinds[i].topic);

  return NULL;
}

/* What the builder worked out goes; the outline stays. */
void
qd_outline_builder_clear (QdOutlineBuilder *builder)
{
  for (guint i = 0; i < QD_N_LISTS; i++)
    for (guint j = 0; j < 2; j++)
      g_clear_pointer (&builder->columns[i][j], g_free);
}

/* Returns: (transfer full): an outline without sections */
QdOutline *
qd_outline_new_empty (const QdAudience *audience)
{
  QdOutline *outline = g_new0 (QdOutline, 1);

  outline->audience = audience != NULL ? qd_audience_copy (audience) : qd_audience_new (NULL, NULL, NULL);
  outline->sections = g_ptr_array_new_with_free_func (section_free);
  outline->left_out = g_ptr_array_new_with_free_func (g_free);
  outline->concerns = g_ptr_array_new_with_free_func (g_free);

  return outline;
}

/* The findings come with the worst first. */
static void
add_concerns (QdOutlineBuilder *builder)
{
  GPtrArray *findings = builder->findings;
  GPtrArray *concerns = builder->outline->concerns;

  for (guint i = 0; findings != NULL && i < findings->len && concerns->len < CONCERNS_MAX; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->accepted && finding->severity >= QD_SEVERITY_WARNING)
        g_ptr_array_add (concerns, qd_inline_escape (finding->message));
    }
}

/* A finding may name anything. */
static gboolean
tells_findings (const QdAudience *audience)
{
  return audience->findings && !audience->outside && audience->risk_names && audience->people_names;
}

/**
 * qd_outline_new:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings, for titles and speaker notes
 * @audience: (nullable): whom it is for; %NULL for everyone
 *
 * Returns: (transfer full): the plan as @audience reads it
 */
QdOutline *
qd_outline_new (QdFigures        *figures,
                GPtrArray        *findings,
                const QdAudience *audience)
{
  QdOutlineBuilder builder = { NULL };
  g_autoptr (QdAudiencePlan) plan = NULL;
  QdOutline *outline;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  outline = builder.outline = qd_outline_new_empty (audience);
  plan = qd_audience_plan_new (figures, findings, outline->audience);
  builder.all = plan->all;
  builder.shown = plan->shown;
  read_facts (&builder);
  /* That of the plan itself: what an audience gets of it is never what was approved. */
  if (!outline->audience->outside)
    outline->state = qd_plan_describe_standing (qd_figures_get_plan (figures));
  qd_outline_add_headline (&builder, plan->findings);
  builder.findings = tells_findings (outline->audience) ? plan->findings : NULL;
  builder.since = outline->audience->outside ? NULL : qd_plan_get_since_approval (qd_figures_get_plan (figures));
  add_concerns (&builder);
  build_sections (&builder);
  if (outline->audience->columns != NULL || outline->audience->hidden_columns != NULL)
    say_hidden_columns (&builder);
  for (guint i = 0; i < plan->left_out->len; i++)
    g_ptr_array_add (outline->left_out, g_strdup (g_ptr_array_index (plan->left_out, i)));
  qd_outline_builder_clear (&builder);

  return outline;
}

/* The charts of a page that no section of it has. The trade-offs draw their lanes themselves. */
static void
add_page_charts (QdOutlineBuilder *builder,
                 const QdPageInfo *info)
{
  const char *charts = info->page == QD_PAGE_TRADE_OFFS ? "priorities capacity" : info->charts;
  g_auto (GStrv) names = g_strsplit (charts != NULL ? charts : "", " ", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      QdSectionKind kind = { names[i], qd_chart_name_label (names[i]), info->page, names[i], .sums = TRUE };
      gboolean there = FALSE;

      for (guint j = 0; j < builder->outline->sections->len && !there; j++)
        {
          const QdOutlineSection *section = g_ptr_array_index (builder->outline->sections, j);
          const QdBlock *first = g_ptr_array_index (section->blocks, 0);

          there = first->chart != NULL && g_str_equal (qd_chart_get_name (first->chart), names[i]);
        }
      kind.id = g_intern_string (names[i]);
      if (!there)
        build_section (builder, &kind);
    }
}

/**
 * qd_outline_new_for_page:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings, for the headline
 * @audience: (nullable): whom it is for; %NULL for everyone
 * @page: a page of the window
 *
 * Returns: (transfer full): what @audience may see of that page; it has no notes, and only the sections of the page
 */
QdOutline *
qd_outline_new_for_page (QdFigures        *figures,
                         GPtrArray        *findings,
                         const QdAudience *audience,
                         QdPageId          page)
{
  /* What is in the meeting alone. */
  static const QdSectionKind of_the_meeting[] = {
    { "agenda", N_("Agenda"), QD_PAGE_MEETING, NULL, NULL, { { QD_LIST_AGENDA, QD_SECTION_TABLE } }, 1, .sums = TRUE },
    { "parking-lot", N_("Parking lot"), QD_PAGE_MEETING, NULL, NULL, { { QD_LIST_PARKING_LOT, QD_SECTION_TABLE } }, 1,
      .sums = TRUE },
  };
  QdOutlineBuilder builder = { NULL };
  g_autoptr (QdAudiencePlan) plan = NULL;
  QdOutline *outline;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  outline = builder.outline = qd_outline_new_empty (audience);
  plan = qd_audience_plan_new (figures, findings, outline->audience);
  builder.all = plan->all;
  builder.shown = plan->shown;
  read_facts (&builder);
  if (page == QD_PAGE_OVERVIEW)
    qd_outline_add_headline (&builder, plan->findings);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].page == page && qd_audience_gets (outline->audience, kinds[i].id) &&
        !(kinds[i].inside && outline->audience->outside) &&
        (kinds[i].lists[0].list != QD_LIST_ACCEPTED || outline->audience->findings))
      build_kind (&builder, &kinds[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (of_the_meeting); i++)
    if (of_the_meeting[i].page == page && !outline->audience->outside)
      build_kind (&builder, &of_the_meeting[i]);
  add_page_charts (&builder, qd_page_info (page));
  qd_outline_builder_clear (&builder);

  return outline;
}

void
qd_outline_free (QdOutline *outline)
{
  g_free (outline->title);
  g_free (outline->quarter);
  g_free (outline->state);
  g_free (outline->date);
  g_free (outline->facilitator);
  g_free (outline->attendees);
  g_free (outline->note);
  g_free (outline->headline);
  g_free (outline->lead);
  g_clear_pointer (&outline->figures, qd_block_free);
  g_ptr_array_unref (outline->concerns);
  qd_audience_free (outline->audience);
  g_ptr_array_unref (outline->sections);
  g_ptr_array_unref (outline->left_out);
  g_free (outline);
}

/**
 * qd_outline_speaks_for:
 * @section: a section
 * @block: a block of it
 *
 * Returns: whether the section says what @block, a chart, says: then it says it only once
 */
gboolean
qd_outline_speaks_for (const QdOutlineSection *section,
                       const QdBlock          *block)
{
  g_autofree char *title = block->kind == QD_BLOCK_CHART ? qd_chart_dup_title (block->chart) : NULL;

  return title != NULL && g_strcmp0 (title, section->title) == 0;
}

/**
 * qd_outline_needs_heading:
 * @section: a section
 * @block: a block of it
 *
 * Returns: whether the title of @block stands above it: of a section with one list, everybody knows what that is
 */
gboolean
qd_outline_needs_heading (const QdOutlineSection *section,
                          const QdBlock          *block)
{
  guint n = 0;

  for (guint i = 0; i < section->blocks->len; i++)
    n += ((const QdBlock *) g_ptr_array_index (section->blocks, i))->kind != QD_BLOCK_CHART;

  return block->title != NULL && block->kind != QD_BLOCK_CHART && n > 1;
}
