#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-summary-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-agenda.h"
#include "qd-comments.h"
#include "qd-count.h"
#include "qd-date.h"
#include "qd-figure-text.h"
#include "qd-number.h"
#include "qd-text.h"
#include "qd-votes.h"

/* The sentences of the pages that are lists, and what all sentences are made with. */

char *
qd_summary_bold (const char *text)
{
  return g_markup_printf_escaped ("<b>%s</b>", text);
}

char *
qd_summary_count (guint n)
{
  g_autofree char *text = qd_number_format_local (n, 0);

  return qd_summary_bold (text);
}

char *
qd_summary_points (double points)
{
  g_autofree char *text = qd_points_text (points);

  return qd_summary_bold (text);
}

char *
qd_summary_score (double score)
{
  g_autofree char *text = qd_score_format_local (score);

  return qd_summary_bold (text);
}

/* Of a record without a name, what such a record is called. */
char *
qd_summary_title (QdRecord *record)
{
  const char *title = qd_record_get_title (record);

  return g_markup_escape_text (qd_text_is_blank (title) ? _(qd_record_get_info (record)->label) : title, -1);
}

guint
qd_summary_n (QdSummaryContext *context,
              QdListId          list)
{
  return qd_list_get_length (qd_plan_get_list (context->plan, list));
}

/* How many records of @list pass @test, and the first that does. */
guint
qd_summary_n_if (QdSummaryContext *context,
                 QdListId          list,
                 QdRecordTest      test,
                 QdRecord        **first)
{
  QdList *records = qd_plan_get_list (context->plan, list);
  guint n = 0;

  for (guint i = 0; i < qd_list_get_length (records); i++)
    {
      QdRecord *record = qd_list_get (records, i);

      if (!test (context, record))
        continue;
      if (first != NULL && n == 0)
        *first = record;
      n++;
    }

  return n;
}

char *
qd_summary_previous_quarter (QdSummaryContext *context)
{
  QdQuarter quarter = qd_plan_get_previous_quarter (context->plan);

  return qd_quarter_is_set (&quarter) ? qd_quarter_format (&quarter) : g_strdup (_("Last quarter"));
}

char *
qd_summary_of_conflicts (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_CONFLICTS);
  g_autofree char *number = qd_summary_count (n);

  if (n == 0)
    return g_strdup (_("Nothing is in conflict."));

  return g_strdup_printf (ngettext ("A merge left %s conflict. What is here counts until you take the other.",
                                    "Merges left %s conflicts. What is here counts until you take the other.", n), number);
}

static gboolean
is_scenario (QdSummaryContext *context,
             QdRecord         *state)
{
  return g_str_equal (qd_record_get_text (state, QD_SNAPSHOT_KIND), "scenario");
}

char *
qd_summary_of_what_if (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_SNAPSHOTS);
  guint n_scenarios = qd_summary_n_if (context, QD_LIST_SNAPSHOTS, is_scenario, NULL);
  g_autofree char *scenarios = qd_summary_count (n_scenarios);
  g_autofree char *baselines = qd_summary_count (n - n_scenarios);

  return qd_text_join (g_strdup_printf (ngettext ("%s scenario.", "%s scenarios.", n_scenarios), scenarios),
                       g_strdup_printf (ngettext ("%s approved state.", "%s approved states.", n - n_scenarios),
                                        baselines));
}

/* Takes @name, what the quarter is called. */
static char *
lessons_sentence (guint  n,
                  char  *name)
{
  g_autofree char *taken = name;
  g_autofree char *number = qd_summary_count (n);
  g_autofree char *quarter = g_markup_escape_text (name, -1);

  if (n == 0)
    return NULL;

  /* Translators: the last word is a quarter, such as Q1 2024. */
  return g_strdup_printf (ngettext ("%s lesson from %s.", "%s lessons from %s.", n), number, quarter);
}

char *
qd_summary_of_lessons (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_LESSONS);
  guint n_learned = qd_summary_n (context, QD_LIST_LEARNED);
  QdQuarter quarter = qd_plan_get_quarter (context->plan);

  if (n + n_learned == 0)
    return g_strdup (_("No lesson is written down yet."));

  return qd_text_join (lessons_sentence (n, qd_summary_previous_quarter (context)),
                       lessons_sentence (n_learned, qd_quarter_is_set (&quarter) ? qd_quarter_format (&quarter)
                                                                                 : g_strdup (_("this quarter"))));
}

static char *
people_sentence (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_PEOPLE);
  g_autofree char *number = qd_summary_count (n);

  if (n == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%s person is on the roster.", "%s people are on the roster.", n), number);
}

char *
qd_summary_of_plan (QdSummaryContext *context)
{
  QdQuarter quarter = qd_plan_get_quarter (context->plan);
  g_autofree char *name = qd_quarter_format (&quarter);
  g_autofree char *strong = qd_summary_bold (name);

  if (!qd_quarter_is_set (&quarter))
    return qd_text_join (g_strdup (_("The plan does not say which quarter it is for.")), people_sentence (context));

  return qd_text_join (g_strdup_printf (_("A plan for %s."), strong), people_sentence (context));
}

static char *
unsupported_sentence (QdSummaryContext *context)
{
  const QdFinding *first = NULL;
  guint n = context->findings != NULL ? qd_findings_count_rule (context->findings, "priority.unsupported", &first) : 0;
  QdRecord *priority = first != NULL ? qd_plan_find (context->plan, first->record) : NULL;
  g_autofree char *number = qd_summary_count (n);
  g_autofree char *title = priority != NULL ? qd_summary_title (priority) : NULL;

  if (n == 1 && title != NULL)
    return g_strdup_printf (_("No objective serves %s."), title);
  if (n > 0)
    return g_strdup_printf (ngettext ("%s priority is served by no objective.",
                                      "%s priorities are served by no objective.", n), number);

  return qd_summary_n (context, QD_LIST_PRIORITIES) > 0 && context->findings != NULL
           ? g_strdup (_("Every priority is served by an objective.")) : NULL;
}

char *
qd_summary_of_context (QdSummaryContext *context)
{
  guint n_priorities = qd_summary_n (context, QD_LIST_PRIORITIES);
  guint n_constraints = qd_summary_n (context, QD_LIST_CONSTRAINTS);
  g_autofree char *priorities_number = qd_summary_count (n_priorities);
  g_autofree char *constraints_number = qd_summary_count (n_constraints);
  g_autofree char *priorities = g_strdup_printf (ngettext ("%s priority", "%s priorities", n_priorities),
                                                 priorities_number);
  g_autofree char *constraints = g_strdup_printf (ngettext ("%s constraint", "%s constraints", n_constraints),
                                                  constraints_number);

  if (n_priorities + n_constraints == 0)
    return g_strdup (_("Neither priorities nor constraints are written down yet."));

  /* Translators: “3 priorities and 3 constraints.” */
  return qd_text_join (g_strdup_printf (_("%s and %s."), priorities, constraints), unsupported_sentence (context));
}

static gboolean
is_high_risk (QdSummaryContext *context,
              QdRecord         *dependency)
{
  return g_str_equal (qd_record_get_text (dependency, QD_DEPENDENCY_RISK), "high");
}

char *
qd_summary_of_dependencies (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_DEPENDENCIES);
  guint n_high = qd_summary_n_if (context, QD_LIST_DEPENDENCIES, is_high_risk, NULL);
  g_autofree char *number = qd_summary_count (n);
  g_autofree char *high = qd_summary_count (n_high);

  if (n == 0)
    return g_strdup (_("Nobody waits for anybody yet."));
  if (n_high == 0)
    return g_strdup_printf (ngettext ("%s dependency, not of high risk.", "%s dependencies, none of high risk.", n),
                            number);

  /* Translators: how many, and how many of these are of high risk. */
  return g_strdup_printf (ngettext ("%s dependency, %s of high risk.", "%s dependencies, %s of high risk.", n), number,
                          high);
}

static gboolean
is_critical (QdSummaryContext *context,
             QdRecord         *risk)
{
  return qd_figures_risk_is_open (risk) && qd_figures_risk_level (risk) == 9;
}

char *
qd_summary_of_risks (QdSummaryContext *context)
{
  guint n = context->totals->n_open_risks;
  guint n_critical = context->totals->n_critical_risks;
  g_autofree char *number = qd_summary_count (n);
  g_autofree char *critical = qd_summary_count (n_critical);
  g_autofree char *title = NULL;
  QdRecord *first = NULL;

  if (n == 0)
    return g_strdup (qd_summary_n (context, QD_LIST_RISKS) > 0 ? _("No risk is open any more.")
                                                               : _("No risk is written down yet."));
  if (n_critical == 0)
    return g_strdup_printf (ngettext ("%s open risk, not high on both counts.",
                                      "%s open risks, none high on both counts.",
                                      n), number);
  if (n_critical > 1)
    return g_strdup_printf (ngettext ("%s open risk, %s of level 9.", "%s open risks, %s of level 9.", n), number,
                            critical);

  qd_summary_n_if (context, QD_LIST_RISKS, is_critical, &first);
  title = qd_summary_title (first);

  /* Translators: the last word is the name of the one risk of the highest level. */
  return g_strdup_printf (ngettext ("%s open risk, of level 9: %s.", "%s open risks, one of level 9: %s.", n), number,
                          title);
}

char *
qd_summary_of_not_doing (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_NOT_DOING);
  g_autofree char *number = qd_summary_count (n);

  if (n == 0)
    return g_strdup (_("Nothing is ruled out yet."));

  return g_strdup_printf (ngettext ("%s thing that nobody has to wait for this quarter.",
                                    "%s things that nobody has to wait for this quarter.", n), number);
}

static gboolean
is_measured (QdSummaryContext *context,
             QdRecord         *criterion)
{
  return qd_record_is_set (criterion, QD_CRITERION_MEASURED_BY);
}

char *
qd_summary_of_criteria (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_CRITERIA);
  guint n_measured = qd_summary_n_if (context, QD_LIST_CRITERIA, is_measured, NULL);
  g_autofree char *number = qd_summary_count (n);
  g_autofree char *measured = qd_summary_count (n_measured);

  if (n == 0)
    return g_strdup (_("When the quarter is a success is not written down yet."));

  /* Translators: how many, and how many of these are tied to key results. */
  return g_strdup_printf (ngettext ("%s success criterion, %s tied to key results.",
                                    "%s success criteria, %s tied to key results.", n), number, measured);
}

static gboolean
is_undecided (QdSummaryContext *context,
              QdRecord         *decision)
{
  return qd_text_is_blank (qd_record_get_text (decision, QD_DECISION_OUTCOME));
}

static gboolean
is_undone (QdSummaryContext *context,
           QdRecord         *action)
{
  return !g_str_equal (qd_record_get_text (action, QD_ACTION_DONE), "yes");
}

char *
qd_summary_of_decisions (QdSummaryContext *context)
{
  guint n_decisions = qd_summary_n (context, QD_LIST_DECISIONS);
  guint n_actions = qd_summary_n (context, QD_LIST_ACTIONS);
  guint n_undecided = qd_summary_n_if (context, QD_LIST_DECISIONS, is_undecided, NULL);
  guint n_undone = qd_summary_n_if (context, QD_LIST_ACTIONS, is_undone, NULL);
  g_autofree char *decision_number = qd_summary_count (n_decisions);
  g_autofree char *action_number = qd_summary_count (n_actions);
  g_autofree char *undecided = qd_summary_count (n_undecided);
  g_autofree char *undone = qd_summary_count (n_undone);
  char *first = NULL;
  char *second = NULL;

  if (n_decisions + n_actions == 0)
    return g_strdup (_("Nothing to decide and nothing to do yet."));

  if (n_decisions > 0)
    first = g_strdup_printf (ngettext ("%s decision, %s still open.", "%s decisions, %s still open.", n_decisions),
                             decision_number, undecided);
  if (n_actions > 0)
    second = g_strdup_printf (ngettext ("%s action, %s still to be done.", "%s actions, %s still to be done.",
                                        n_actions),
                              action_number, undone);

  return qd_text_join (first, second);
}

/* What is ahead comes before what is past; of both the nearest to today comes first. */
static gboolean
is_nearer (const GDate *date,
           const GDate *than,
           const GDate *today)
{
  gboolean ahead = g_date_compare (date, today) >= 0;

  if (ahead != (g_date_compare (than, today) >= 0))
    return ahead;

  return ahead ? g_date_compare (date, than) < 0 : g_date_compare (date, than) > 0;
}

static QdRecord *
find_next (QdSummaryContext *context,
           QdListId          list,
           guint             field,
           GDate            *when)
{
  QdList *records = qd_plan_get_list (context->plan, list);
  const GDate *today = qd_figures_get_today (context->figures);
  QdRecord *next = NULL;
  GDate near_date;

  qd_plan_get_planning_date (context->plan, &near_date);
  for (guint i = 0; i < qd_list_get_length (records); i++)
    {
      QdDate date = qd_date_parse (qd_record_get_text (qd_list_get (records, i), field),
                                   g_date_valid (&near_date) ? &near_date : NULL);

      if (date.precision != QD_DATE_DAY || (next != NULL && !is_nearer (&date.date, when, today)))
        continue;
      next = qd_list_get (records, i);
      *when = date.date;
    }

  return next;
}

static char *
describe_next (QdSummaryContext *context,
               QdListId          list,
               guint             field)
{
  GDate when;
  QdRecord *next = find_next (context, list, field, &when);
  g_autofree char *title = next != NULL ? qd_summary_title (next) : NULL;
  g_autofree char *date = next != NULL ? qd_date_format_local (&when) : NULL;
  g_autofree char *strong = date != NULL ? qd_summary_bold (date) : NULL;

  if (next == NULL)
    return NULL;

  /* Translators: the name of a review or an audience, and a date. */
  return g_strdup_printf (g_date_compare (&when, qd_figures_get_today (context->figures)) >= 0 ? _("Next: %s, %s.")
                                                                                              : _("Last: %s, %s."),
                          title, strong);
}

char *
qd_summary_of_communication (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_COMMUNICATION);
  g_autofree char *number = qd_summary_count (n);

  if (n == 0)
    return g_strdup (_("Nobody is told anything yet."));

  return qd_text_join (g_strdup_printf (ngettext ("%s message about the plan.", "%s messages about the plan.", n),
                                        number),
                      describe_next (context, QD_LIST_COMMUNICATION, QD_MESSAGE_WHEN));
}

char *
qd_summary_of_reviews (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_REVIEWS);
  g_autofree char *number = qd_summary_count (n);

  if (n == 0)
    return g_strdup (_("No review is scheduled yet."));

  return qd_text_join (g_strdup_printf (ngettext ("%s review in the quarter.", "%s reviews in the quarter.", n),
                                        number),
                      describe_next (context, QD_LIST_REVIEWS, QD_CHECKPOINT_DATE));
}

static gboolean
has_approved (QdSummaryContext *context,
              QdRecord         *approval)
{
  return g_str_equal (qd_record_get_text (approval, QD_APPROVAL_APPROVED), "yes");
}

static gboolean
is_unnamed (QdSummaryContext *context,
            QdRecord         *approval)
{
  const char *name = qd_record_get_text (approval, QD_APPROVAL_NAME);

  return qd_text_is_blank (name) || qd_text_is_placeholder (name);
}

static char *
unnamed_sentence (QdSummaryContext *context)
{
  guint n = qd_summary_n_if (context, QD_LIST_APPROVALS, is_unnamed, NULL);
  g_autofree char *number = qd_summary_count (n);

  if (n == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%s approver is not named.", "%s approvers are not named.", n), number);
}

char *
qd_summary_of_approvals (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_APPROVALS);
  guint n_approved = qd_summary_n_if (context, QD_LIST_APPROVALS, has_approved, NULL);
  g_autofree char *number = qd_summary_count (n);
  g_autofree char *approved = qd_summary_count (n_approved);

  if (n == 0)
    return g_strdup (_("Who has to agree is not written down yet."));

  /* Translators: how many have approved, of how many. */
  return qd_text_join (g_strdup_printf (ngettext ("%s of %s has approved.", "%s of %s have approved.", n_approved),
                                       approved, number),
                      unnamed_sentence (context));
}

/* How long the agenda takes and, if it is known when the meeting starts, when it ends. */
static char *
time_sentence (QdSummaryContext *context)
{
  QdPlan *plan = qd_figures_get_plan (context->figures);
  double total = qd_agenda_total (plan);
  double end = qd_agenda_end_of (plan);
  g_autofree char *time = isnan (end) ? NULL : qd_agenda_format_time ((int) end);
  g_autofree char *minutes = qd_summary_count ((guint) total);
  g_autofree char *bold = NULL;

  if (total <= 0)
    return NULL;
  if (time == NULL)
    return g_strdup_printf (ngettext ("It takes %s minute.", "It takes %s minutes.", (guint) total), minutes);

  bold = qd_summary_bold (time);
  /* Translators: minutes, and a time of day: “It takes 220 minutes, until 12:40.” */
  return g_strdup_printf (ngettext ("It takes %s minute, until %s.", "It takes %s minutes, until %s.", (guint) total),
                          minutes, bold);
}

/* Whether a vote is so low that the room asks why, and nobody has said. */
static gboolean
is_unexplained (QdSummaryContext *context,
                QdRecord         *vote)
{
  return qd_record_get_number (vote, QD_VOTE_VALUE) < QD_VOTE_LOW &&
         qd_text_is_blank (qd_record_get_text (vote, QD_VOTE_REASON));
}

char *
qd_summary_of_votes (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_VOTES);
  guint n_unexplained = qd_summary_n_if (context, QD_LIST_VOTES, is_unexplained, NULL);
  g_autofree char *number = qd_summary_count (n);
  g_autofree char *unexplained = qd_summary_count (n_unexplained);

  if (n == 0)
    return g_strdup (_("Nobody has voted yet."));

  return qd_text_join (g_strdup_printf (ngettext ("%s vote is kept.", "%s votes are kept.", n), number),
                       n_unexplained == 0
                         ? NULL
                         : g_strdup_printf (ngettext ("%s low vote has no reason.", "%s low votes have no reason.",
                                                      n_unexplained), unexplained));
}

char *
qd_summary_of_meeting (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_AGENDA);
  guint n_parked = qd_summary_n (context, QD_LIST_PARKING_LOT);
  g_autofree char *number = qd_summary_count (n);
  g_autofree char *parked_number = qd_summary_count (n_parked);
  char *agenda;
  char *parked = NULL;

  if (n + n_parked == 0)
    return g_strdup (_("The meeting has no agenda yet."));

  agenda = qd_text_join (g_strdup_printf (ngettext ("%s item on the agenda.", "%s items on the agenda.", n), number),
                         time_sentence (context));
  if (n_parked > 0)
    parked = g_strdup_printf (ngettext ("%s topic is parked.", "%s topics are parked.", n_parked), parked_number);

  return qd_text_join (agenda, parked);
}

static gboolean
is_unresolved (QdSummaryContext *context,
               QdRecord         *comment)
{
  return !qd_comment_is_resolved (comment);
}

char *
qd_summary_of_comments (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_COMMENTS);
  guint n_open = qd_summary_n_if (context, QD_LIST_COMMENTS, is_unresolved, NULL);
  g_autofree char *number = qd_summary_count (n_open);

  if (n == 0)
    return g_strdup (_("Nobody has remarked on anything yet."));
  if (n_open == 0)
    return g_strdup (_("Every comment is resolved."));

  return g_strdup_printf (ngettext ("%s comment is open.", "%s comments are open.", n_open), number);
}

char *
qd_summary_comments_figure (QdSummaryContext *context)
{
  return qd_number_format_local (qd_summary_n_if (context, QD_LIST_COMMENTS, is_unresolved, NULL), 0);
}

char *
qd_summary_of_sections (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_SECTIONS);
  g_autofree char *number = qd_summary_count (n);

  if (n == 0)
    return g_strdup (_("No other section."));

  return g_strdup_printf (ngettext ("%s other section.", "%s other sections.", n), number);
}

char *
qd_summary_approvals_figure (QdSummaryContext *context)
{
  guint n = qd_summary_n (context, QD_LIST_APPROVALS);

  /* Translators: how many have approved, of how many. */
  return qd_count_printf (C_("approvals", "%u of %u"),
                          qd_summary_n_if (context, QD_LIST_APPROVALS, has_approved, NULL), n);
}
