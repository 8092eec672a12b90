#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-outline-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-constraints.h"
#include "qd-count.h"
#include "qd-date.h"
#include "qd-figure-text.h"
#include "qd-finding.h"
#include "qd-inline.h"
#include "qd-number.h"
#include "qd-text.h"

/* Titles that state the message, with the figure. Where a chart shows the matter its title is the section's. */

/* What is quoted in a title is no longer than this many characters. */
#define QUOTE_MAX 60

static QdList *
list_of (QdOutlineBuilder *builder,
         QdListId          list)
{
  return qd_plan_get_list (qd_figures_get_plan (builder->shown), list);
}

static guint
count (QdOutlineBuilder *builder,
       QdListId          list)
{
  return qd_list_get_length (list_of (builder, list));
}

static guint
count_if (QdOutlineBuilder *builder,
          QdListId          list,
          gboolean        (*test) (QdRecord *record))
{
  QdList *records = list_of (builder, list);
  guint n = 0;

  for (guint i = 0; i < qd_list_get_length (records); i++)
    n += test (qd_list_get (records, i));

  return n;
}

/* What a record is called, on one line and not too long for a title. */
static char *
quote (QdRecord *record)
{
  g_autofree char *plain = qd_inline_dup_plain (qd_outline_name (record));
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (plain), " \n\t", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  if (g_utf8_strlen (line->str, -1) > QUOTE_MAX)
    {
      g_string_truncate (line, (gsize) (g_utf8_offset_to_pointer (line->str, QUOTE_MAX - 1) - line->str));
      g_string_append (line, "…");
    }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* A lesson that is short enough is the message itself. */
char *
qd_outline_title_of_lessons (QdOutlineBuilder *builder)
{
  QdQuarter quarter = qd_plan_get_previous_quarter (qd_figures_get_plan (builder->shown));
  guint n = count (builder, QD_LIST_LESSONS);
  g_autofree char *name = qd_quarter_format (&quarter);
  QdRecord *first = qd_list_get (list_of (builder, QD_LIST_LESSONS), 0);
  g_autofree char *lesson = quote (first);

  if (qd_quarter_is_set (&quarter) && g_utf8_strlen (qd_outline_name (first), -1) <= QUOTE_MAX)
    /* Translators: a quarter such as Q1 2024, and a lesson from it. */
    return g_strdup_printf (_("What %s taught: %s"), name, lesson);
  if (!qd_quarter_is_set (&quarter))
    return qd_count_printf (ngettext ("%u lesson from last quarter", "%u lessons from last quarter", n), n);

  /* Translators: the last word is a quarter, such as Q1 2024. */
  return qd_count_printf (ngettext ("%u lesson from %s", "%u lessons from %s", n), n, name);
}

/* (nullable): the one priority that no objective serves */
static QdRecord *
unsupported_priority (QdOutlineBuilder *builder)
{
  QdRecord *found = NULL;

  for (guint i = 0; builder->findings != NULL && i < builder->findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (builder->findings, i);

      if (finding->accepted || !g_str_equal (finding->rule, "priority.unsupported"))
        continue;
      if (found != NULL)
        return NULL;
      found = qd_plan_find (qd_figures_get_plan (builder->all), finding->record);
    }

  return found;
}

char *
qd_outline_title_of_context (QdOutlineBuilder *builder)
{
  guint n_priorities = count (builder, QD_LIST_PRIORITIES);
  guint n_constraints = count (builder, QD_LIST_CONSTRAINTS);
  QdRecord *unsupported = unsupported_priority (builder);
  g_autofree char *first = NULL;

  if (n_priorities == 0)
    return qd_count_printf (ngettext ("%u constraint bounds the quarter", "%u constraints bound the quarter",
                                      n_constraints), n_constraints);

  first = quote (qd_list_get (list_of (builder, QD_LIST_PRIORITIES), 0));
  if (n_priorities == 1)
    /* Translators: the name of the only priority. */
    return g_strdup_printf (_("The one priority is %s"), first);

  if (unsupported != NULL)
    {
      g_autofree char *name = quote (unsupported);

      /* Translators: the name of the first priority, how many there are, and the name of another one. */
      return qd_count_printf (ngettext ("%s leads %u priority; no objective serves %s",
                                        "%s leads %u priorities; no objective serves %s", n_priorities), first,
                              n_priorities, name);
    }

  /* Translators: the name of the first priority, and how many there are. */
  return qd_count_printf (ngettext ("%s leads %u priority", "%s leads %u priorities", n_priorities),
                          first, n_priorities);
}

static gboolean
is_open (QdRecord *risk)
{
  return qd_figures_risk_is_open (risk);
}

static gboolean
is_critical (QdRecord *risk)
{
  return qd_figures_risk_is_open (risk) && qd_figures_risk_level (risk) == 9;
}

/* Of risks that are not named. */
char *
qd_outline_title_of_risks (QdOutlineBuilder *builder)
{
  guint n = count_if (builder, QD_LIST_RISKS, is_open);
  guint n_critical = count_if (builder, QD_LIST_RISKS, is_critical);

  if (n == 0)
    return g_strdup (_("No risk is open any more"));
  if (n_critical == 0)
    return qd_count_printf (ngettext ("%u open risk, not critical", "%u open risks, none of them critical", n), n);

  /* Translators: how many risks, and how many of them are critical. */
  return qd_count_printf (ngettext ("%u open risk, %u of them critical", "%u open risks, %u of them critical", n), n,
                          n_critical);
}

char *
qd_outline_title_of_dependencies (QdOutlineBuilder *builder)
{
  guint n = count (builder, QD_LIST_DEPENDENCIES);

  return qd_count_printf (ngettext ("%u dependency to keep an eye on", "%u dependencies to keep an eye on", n), n);
}

/* The key dates, the first and the last by name. */
char *
qd_outline_title_of_timeline (QdOutlineBuilder *builder)
{
  g_autoptr (GPtrArray) key_dates = qd_constraints_get_key_dates (qd_figures_get_plan (builder->shown));
  const QdKeyDate *first = key_dates->len > 0 ? g_ptr_array_index (key_dates, 0) : NULL;
  const QdKeyDate *last = key_dates->len > 1 ? g_ptr_array_index (key_dates, key_dates->len - 1) : NULL;
  g_autofree char *first_day = first != NULL ? qd_date_format_local (&first->date.date) : NULL;
  g_autofree char *last_day = last != NULL ? qd_date_format_local (&last->date.date) : NULL;

  if (first == NULL)
    return g_strdup (_("The dates of the quarter"));
  if (last == NULL)
    /* Translators: what happens, and when. */
    return g_strdup_printf (_("%s: %s"), first->label, first_day);

  /* Translators: what happens first, and when; what happens last, and when. */
  return g_strdup_printf (_("%s: %s; %s: %s"), first->label, first_day, last->label, last_day);
}

char *
qd_outline_title_of_not_doing (QdOutlineBuilder *builder)
{
  QdList *list = list_of (builder, QD_LIST_NOT_DOING);
  guint n = qd_list_get_length (list);
  g_autofree char *first = quote (qd_list_get (list, 0));
  g_autofree char *second = n > 1 ? quote (qd_list_get (list, 1)) : NULL;

  if (n == 1)
    return g_strdup_printf (_("Nobody has to wait for %s this quarter"), first);
  if (n == 2)
    return g_strdup_printf (_("Nobody has to wait for %s and %s this quarter"), first, second);

  return qd_count_printf (ngettext ("Nobody has to wait for %s and %u other thing this quarter",
                                    "Nobody has to wait for %s and %u other things this quarter", n - 1), first, n - 1);
}

char *
qd_outline_title_of_criteria (QdOutlineBuilder *builder)
{
  QdQuarter quarter = qd_plan_get_quarter (qd_figures_get_plan (builder->shown));
  g_autofree char *name = qd_quarter_is_set (&quarter) ? qd_quarter_format (&quarter) : g_strdup (_("The quarter"));
  guint n = count (builder, QD_LIST_CRITERIA);

  /* Translators: a quarter such as Q2 2024, and how many criteria there are. */
  return qd_count_printf (ngettext ("%s is a success when %u thing holds", "%s is a success when %u things hold", n),
                          name, n);
}

/* (nullable): the record of @list with the earliest day in @field */
static QdRecord *
find_earliest (QdOutlineBuilder *builder,
               QdListId          list,
               guint             field)
{
  QdList *records = list_of (builder, list);
  QdRecord *earliest = NULL;
  GDate near_date, first;

  qd_plan_get_planning_date (qd_figures_get_plan (builder->shown), &near_date);
  for (guint i = 0; i < qd_list_get_length (records); i++)
    {
      QdRecord *record = qd_list_get (records, i);
      QdDate date = qd_date_parse (qd_record_get_text (record, field), g_date_valid (&near_date) ? &near_date : NULL);

      if (date.precision != QD_DATE_DAY || (earliest != NULL && g_date_compare (&date.date, &first) >= 0))
        continue;
      earliest = record;
      first = date.date;
    }

  return earliest;
}

char *
qd_outline_title_of_communication (QdOutlineBuilder *builder)
{
  guint n = count (builder, QD_LIST_COMMUNICATION);
  QdRecord *first = find_earliest (builder, QD_LIST_COMMUNICATION, QD_MESSAGE_WHEN);

  if (first != NULL && n > 1)
    {
      g_autofree char *name = quote (first);

      /* Translators: how many, the name of the first one, and a date as typed. */
      return qd_count_printf (ngettext ("%u audience hears of the plan, %s first: %s",
                                        "%u audiences hear of the plan, %s first: %s", n), n, name,
                              qd_record_get_text (first, QD_MESSAGE_WHEN));
    }

  return qd_count_printf (ngettext ("%u audience hears of the plan", "%u audiences hear of the plan", n), n);
}

char *
qd_outline_title_of_reviews (QdOutlineBuilder *builder)
{
  QdList *list = list_of (builder, QD_LIST_REVIEWS);
  guint n = qd_list_get_length (list);
  const char *first = qd_record_get_text (qd_list_get (list, 0), QD_CHECKPOINT_DATE);
  const char *last = qd_record_get_text (qd_list_get (list, n - 1), QD_CHECKPOINT_DATE);

  if (n < 2 || qd_text_is_blank (first) || qd_text_is_blank (last))
    return qd_count_printf (ngettext ("%u review during the quarter", "%u reviews during the quarter", n), n);

  /* Translators: how many, and the dates of the first and the last as typed. */
  return qd_count_printf (ngettext ("%u review, from %s to %s", "%u reviews, from %s to %s", n), n, first, last);
}

static gboolean
is_undecided (QdRecord *decision)
{
  return qd_text_is_blank (qd_record_get_text (decision, QD_DECISION_OUTCOME));
}

char *
qd_outline_title_of_decisions (QdOutlineBuilder *builder)
{
  guint n = count (builder, QD_LIST_DECISIONS);
  guint n_open = count_if (builder, QD_LIST_DECISIONS, is_undecided);

  if (n_open == 0)
    return qd_count_printf (ngettext ("%u decision is taken", "%u decisions are taken", n), n);
  if (n_open == n)
    return qd_count_printf (ngettext ("%u decision is needed", "%u decisions are needed", n), n);

  return qd_count_printf (ngettext ("%u of %u decision is still needed", "%u of %u decisions are still needed", n), n_open,
                          n);
}

static gboolean
is_undone (QdRecord *action)
{
  return !g_str_equal (qd_record_get_text (action, QD_ACTION_DONE), "yes");
}

char *
qd_outline_title_of_actions (QdOutlineBuilder *builder)
{
  guint n = count (builder, QD_LIST_ACTIONS);
  guint n_open = count_if (builder, QD_LIST_ACTIONS, is_undone);

  if (n_open == 0)
    return qd_count_printf (ngettext ("%u action, done", "%u actions, all done", n), n);

  return qd_count_printf (ngettext ("%u of %u action is to be done", "%u of %u actions are to be done", n), n_open, n);
}

static gboolean
is_approved (QdRecord *approval)
{
  return g_str_equal (qd_record_get_text (approval, QD_APPROVAL_APPROVED), "yes");
}

char *
qd_outline_title_of_approvals (QdOutlineBuilder *builder)
{
  guint n = count (builder, QD_LIST_APPROVALS);
  guint n_approved = count_if (builder, QD_LIST_APPROVALS, is_approved);
  guint n_unnamed = 0;

  for (guint i = 0; i < n; i++)
    n_unnamed += qd_text_is_placeholder (qd_record_get_text (qd_list_get (list_of (builder, QD_LIST_APPROVALS), i),
                                                             QD_APPROVAL_NAME));

  if (n_approved == n && n_unnamed > 0)
    /* Translators: how many approvals, and how many of them have no name. */
    return qd_count_printf (ngettext ("The plan has its %u approval, but %u name is still missing",
                                      "The plan has all %u approvals, but %u names are still missing", n), n, n_unnamed);
  if (n_approved == n)
    return qd_count_printf (ngettext ("The plan has its %u approval", "The plan has all %u approvals", n), n);

  return qd_count_printf (ngettext ("%u of %u approval is still missing", "%u of %u approvals are still missing", n),
                          n - n_approved, n);
}

char *
qd_outline_title_of_accepted (QdOutlineBuilder *builder)
{
  guint n = count (builder, QD_LIST_ACCEPTED);

  return qd_count_printf (ngettext ("%u finding is accepted as it is", "%u findings are accepted as they are", n), n);
}

char *
qd_outline_title_of_objective (QdOutlineBuilder *builder,
                               QdRecord         *objective)
{
  const QdObjectiveFigures *figures = qd_figures_objective (builder->shown, objective);
  double committed = qd_figures_totals (builder->all)->committed;
  g_autofree char *name = quote (objective);
  g_autofree char *points = qd_points_text (figures->points);
  g_autofree char *all = qd_points_text (committed);
  guint n = figures->n_key_results;

  if (figures->load > 1 && !qd_number_equal (figures->load, 1) && figures->points > 0 &&
      qd_outline_gets_column (builder, QD_LIST_OBJECTIVES, "load"))
    {
      g_autofree char *load = qd_percent_text (figures->load);

      /* Translators: an objective, its points, and a percentage above 100 %. */
      return g_strdup_printf (ngettext ("%s: %s point, %s of what its teams can do",
                                        "%s: %s points, %s of what its teams can do", qd_plural (figures->points)),
                              name, points, load);
    }
  if (figures->points > 0 && qd_outline_gets_column (builder, QD_LIST_OBJECTIVES, "points"))
    /* Translators: an objective, its points, and all committed points. */
    return g_strdup_printf (ngettext ("%s: %s of %s committed point", "%s: %s of %s committed points",
                                      qd_plural (committed)), name, points, all);
  if (n > 0)
    return qd_count_printf (ngettext ("%s: %u key result", "%s: %u key results", n), name, n);

  return g_steal_pointer (&name);
}
